//! The table of what people say: every row has a question of its own that must rest on its article.

use petition_guide::answer::Question;

use crate::app::snapshot;

#[test]
fn every_row_of_the_table_has_a_trial_that_finds_its_article() {
    let snapshot = snapshot();
    let rows = &snapshot.corpus.lexicon.concepts;
    assert!(rows.len() >= 380);
    let mut missed = Vec::new();
    for row in rows {
        let (question, article) = row.trial.as_ref().expect("a trial");
        let asked = Question::parse(question).expect("a question");
        let reply = snapshot.answerer.answer(&asked, None).reply;
        let found = reply
            .citations
            .iter()
            .take(3)
            .any(|c| c.id == article.to_string());
        if !found {
            let got = reply.entry.as_ref().map_or(reply.outcome.key(), |e| &e.id);
            missed.push(format!(
                "{}: {question} → {got}, not {article}",
                row.statute[0]
            ));
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {}:\n{}",
        missed.len(),
        rows.len(),
        missed.join("\n")
    );
}

#[test]
fn every_dialect_word_is_heard_like_its_plain_one() {
    let snapshot = snapshot();
    let plain = &snapshot.corpus.lexicon.plain;
    assert!(plain.len() >= 250);
    let reply = |text: String| {
        let asked = Question::parse(&text).expect("a question");
        snapshot.answerer.answer(&asked, None).reply
    };
    let mut differ = Vec::new();
    for (said, to) in plain {
        let (dialect, standard) = (
            format!("{said}，信访要交哪些材料"),
            format!("{to}，信访要交哪些材料"),
        );
        if reply(dialect).entry != reply(standard).entry {
            differ.push(format!("{said} → {to}"));
        }
    }
    assert!(differ.is_empty(), "{differ:?}");
}
