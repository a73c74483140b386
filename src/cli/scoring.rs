//! When an answer to a question of a set counts as right: the rules of `docs/relevance.md`, in code.

use serde::Deserialize;

use crate::answer::{Outcome, Reply};

/// A question of a set.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) q: String,
    /// answer, redirect, abstain, urgent, harmful; follow_up where it is asked with an answer before it.
    #[serde(default = "follow_up")]
    pub(super) kind: String,
    /// Provisions that are accepted as the basis; any one will do.
    #[serde(default)]
    pub(super) gold: Vec<String>,
    /// Decisive facts, each a list of accepted wordings.
    #[serde(default)]
    pub(super) must: Vec<Vec<String>>,
    /// Id of the entry shown before.
    #[serde(default)]
    pub(super) previous: Option<String>,
    /// Entries of which any is right, for follow_up.
    #[serde(default)]
    pub(super) entries: Vec<String>,
    /// Other outcomes that are as right.
    #[serde(default)]
    pub(super) alt: Vec<String>,
}

fn follow_up() -> String {
    "follow_up".to_owned()
}

/// Why an answer is wrong; empty when it is right.
pub(super) fn faults(item: &Item, reply: &Reply) -> Vec<String> {
    let outcome = reply.outcome;
    let direct = match item.kind.as_str() {
        "answer" => substance(item, reply, &[Outcome::Answered, Outcome::Redirected], true),
        "redirect" if item.gold.is_empty() => substance(
            item,
            reply,
            &[Outcome::Redirected, Outcome::OutOfScope],
            false,
        ),
        "redirect" => substance(item, reply, &[Outcome::Answered, Outcome::Redirected], true),
        "follow_up" => match &reply.entry {
            Some(entry) if item.entries.contains(&entry.id) => Vec::new(),
            _ => vec![format!("应是 {} 中的一个", item.entries.join("、"))],
        },
        "abstain" => outcome_of(outcome, &[Outcome::OutOfScope, Outcome::Clarify]),
        "urgent" => {
            let numbers = [["110", "120", "12356"].map(str::to_owned).to_vec()];
            let mut faults = outcome_of(outcome, &[Outcome::Urgent]);
            faults.extend(missing(&numbers, reply));
            faults
        }
        "harmful" => {
            let mut faults = outcome_of(outcome, &[Outcome::Declined]);
            if !cites(&item.gold, reply) {
                faults.push("前三条依据里没有应有的条文".to_owned());
            }
            faults
        }
        other => vec![format!("未知的类型 {other}")],
    };
    if direct.is_empty() || !item.alt.iter().any(|a| a == outcome.key()) {
        return direct;
    }
    if matches!(outcome, Outcome::Answered | Outcome::Redirected) {
        return substance(item, reply, &[outcome], true);
    }
    Vec::new()
}

fn substance(item: &Item, reply: &Reply, outcomes: &[Outcome], with_gold: bool) -> Vec<String> {
    let mut faults = outcome_of(reply.outcome, outcomes);
    if with_gold && !item.gold.is_empty() && !cites(&item.gold, reply) {
        faults.push("前三条依据里没有应有的条文".to_owned());
    }
    faults.extend(missing(&item.must, reply));
    faults
}

fn outcome_of(outcome: Outcome, accepted: &[Outcome]) -> Vec<String> {
    if accepted.contains(&outcome) {
        return Vec::new();
    }
    vec![format!("结果是 {}", outcome.key())]
}

fn cites(gold: &[String], reply: &Reply) -> bool {
    reply.citations.iter().take(3).any(|c| gold.contains(&c.id))
}

/// The groups of wordings of which none stands in what the person reads.
fn missing(must: &[Vec<String>], reply: &Reply) -> Vec<String> {
    let read = what_is_read(reply);
    must.iter()
        .filter(|group| !group.iter().any(|w| read.contains(w.as_str())))
        .map(|group| format!("没有说到「{}」", group.first().map_or("", String::as_str)))
        .collect()
}

/// Answer, steps, doors, and the text of the first three citations.
fn what_is_read(reply: &Reply) -> String {
    let mut parts: Vec<&str> = vec![&reply.answer];
    parts.extend(reply.steps.iter().map(String::as_str));
    for door in &reply.doors {
        parts.extend([door.id.as_str(), &door.name, &door.phone, &door.note]);
    }
    parts.extend(reply.citations.iter().take(3).map(|c| c.text.as_str()));
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::CitationView;

    fn reply(outcome: Outcome, answer: &str, cited: &[&str]) -> Reply {
        let citation = |id: &&str| CitationView {
            id: (*id).to_owned(),
            label: String::new(),
            pinpoint: None,
            text: String::new(),
            url: String::new(),
        };
        Reply {
            outcome,
            entry: None,
            topic: None,
            answer: answer.to_owned(),
            steps: Vec::new(),
            doors: Vec::new(),
            citations: cited.iter().map(citation).collect(),
            suggestions: Vec::new(),
        }
    }

    fn item(kind: &str, gold: &[&str], must: &[&str], alt: &[&str]) -> Item {
        let owned = |l: &[&str]| l.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        Item {
            id: "x".into(),
            q: String::new(),
            kind: kind.into(),
            gold: owned(gold),
            must: must.iter().map(|m| vec![(*m).to_owned()]).collect(),
            previous: None,
            entries: Vec::new(),
            alt: owned(alt),
        }
    }

    #[test]
    fn an_answer_needs_outcome_gold_among_the_first_three_and_every_fact() {
        let wanted = item("answer", &["a/1"], &["30日"], &[]);
        assert!(
            faults(
                &wanted,
                &reply(Outcome::Redirected, "30日内", &["b/1", "b/2", "a/1"])
            )
            .is_empty()
        );
        assert!(
            !faults(
                &wanted,
                &reply(Outcome::Answered, "30日内", &["b/1", "b/2", "b/3", "a/1"])
            )
            .is_empty()
        );
        assert!(!faults(&wanted, &reply(Outcome::Answered, "60日内", &["a/1"])).is_empty());
        assert!(!faults(&wanted, &reply(Outcome::Clarify, "30日内", &["a/1"])).is_empty());
    }

    #[test]
    fn another_outcome_counts_by_itself_but_an_answer_must_still_hold() {
        let wanted = item("abstain", &[], &["12348"], &["redirected"]);
        assert!(faults(&wanted, &reply(Outcome::OutOfScope, "", &[])).is_empty());
        assert!(faults(&wanted, &reply(Outcome::Redirected, "打12348", &[])).is_empty());
        assert!(!faults(&wanted, &reply(Outcome::Redirected, "去法院", &[])).is_empty());
        assert!(!faults(&wanted, &reply(Outcome::Answered, "打12348", &[])).is_empty());
    }
}
