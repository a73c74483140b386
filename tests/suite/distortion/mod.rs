//! The guide's own questions, bent by rules as people bend them: slips of pinyin input, letters alone,
//! traditional characters, long stories, two at once. Each kind must still find its entry.

mod rules;

use petition_guide::answer::Question;

use crate::app::snapshot;

/// The questions that are bent: every title, and every fifth variant.
fn questions() -> Vec<(usize, &'static str)> {
    const EVERY: usize = 5;
    let corpus = &Box::leak(Box::new(snapshot())).corpus;
    let mut out = Vec::new();
    for (i, entry) in corpus.entries.iter().enumerate() {
        out.push((i, entry.title.as_str()));
        let chosen = entry.variants.iter().skip(i % EVERY).step_by(EVERY);
        out.extend(chosen.map(|v| (i, v.as_str())));
    }
    out
}

/// The share of bent questions that find their entry; the first misses are printed.
fn share(kind: &str, bend: impl Fn(&str) -> String) -> f64 {
    let snapshot = snapshot();
    let (mut right, mut all, mut shown) = (0.0, 0.0, 0);
    for (entry, question) in questions() {
        let bent = bend(question);
        let Ok(asked) = Question::parse(&bent) else {
            continue;
        };
        let reply = snapshot.answerer.answer(&asked, None).reply;
        all += 1.0;
        let id = &snapshot.corpus.entries[entry].id;
        if reply.entry.as_ref().is_some_and(|e| e.id == *id) {
            right += 1.0;
        } else if shown < 12 {
            shown += 1;
            let got = reply.entry.as_ref().map_or(reply.outcome.key(), |e| &e.id);
            println!("{kind}: {id} → {got}: {bent}");
        }
    }
    println!("{kind}: {right} of {all} = {:.4}", right / all);
    right / all
}

#[test]
fn plain_questions_find_their_entry() {
    assert!(share("plain", str::to_owned) >= 0.97);
}

#[test]
fn slips_of_pinyin_input_are_mended() {
    let corpus = &snapshot().corpus;
    let texts = corpus.entries.iter().flat_map(|e| {
        let asked = std::iter::once(&e.title).chain(&e.variants);
        asked.map(String::as_str)
    });
    let alike = rules::characters(texts);
    assert!(share("typo", |q| rules::typos(q, &alike)) >= 0.9);
}

#[test]
fn bare_pinyin_is_read() {
    assert!(share("pinyin", rules::pinyin) >= 0.9);
}

#[test]
fn initials_are_read() {
    assert!(share("initials", rules::initials) >= 0.9);
}

#[test]
fn traditional_characters_are_read() {
    assert!(share("traditional", rules::traditional) >= 0.9);
}

#[test]
fn full_width_and_mixed_digits_are_read() {
    assert!(share("full width", rules::full_width) >= 0.9);
}

#[test]
fn questions_without_punctuation_are_read() {
    assert!(share("no punctuation", rules::without_punctuation) >= 0.9);
}

#[test]
fn the_question_in_a_long_story_is_found() {
    assert!(share("story", rules::story) >= 0.85);
}

#[test]
fn of_two_questions_in_one_the_first_is_answered_and_the_second_offered() {
    let snapshot = snapshot();
    let all = questions();
    let (mut first_found, mut second_found, mut asked) = (0.0, 0.0, 0.0);
    for (i, (entry, question)) in all.iter().enumerate() {
        let (other, second) = all[(i + all.len() / 2) % all.len()];
        let bent = rules::two(question, second);
        let Ok(parsed) = Question::parse(&bent) else {
            continue;
        };
        let reply = snapshot.answerer.answer(&parsed, None).reply;
        let id = |e: usize| snapshot.corpus.entries[e].id.as_str();
        let first_is = reply.entry.as_ref().is_some_and(|e| e.id == id(*entry));
        let offered = reply.suggestions.first().is_some_and(|s| s.id == id(other));
        asked += 1.0;
        first_found += f64::from(u8::from(first_is));
        second_found += f64::from(u8::from(offered));
        if !(first_is && offered) && asked < 60.0 {
            let got = reply.entry.as_ref().map_or(reply.outcome.key(), |e| &e.id);
            println!("two: {} + {} → {got}: {bent}", id(*entry), id(other));
        }
    }
    println!(
        "two in one: first {:.4}, second {:.4}",
        first_found / asked,
        second_found / asked
    );
    assert!(first_found / asked >= 0.9);
    assert!(second_found / asked >= 0.8);
}
