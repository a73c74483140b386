//! What comes before every answer: danger to life, requests for what the law forbids, questions that are not
//! this service's. Rules (`guard.rs`) and likeness to examples (`matcher.rs`) are weighed here against each
//! other, life first.

use super::guard::Guard;
use super::matcher::{Class, Matcher, Ranked};
use super::outcome::Outcome;
use crate::corpus::Thresholds;

/// An outcome and the key of the reply that goes with it.
pub(super) type Said<'a> = (Outcome, &'a str);

/// Weighs what rules and likeness say of a question.
pub(super) struct Alarm<'a> {
    pub(super) guard: &'a Guard,
    pub(super) matcher: &'a Matcher,
    pub(super) thresholds: &'a Thresholds,
}

impl<'a> Alarm<'a> {
    /// What is to be said instead of an answer: for danger a rule or likeness; then for forbidden help either
    /// likeness alone, or a rule that likeness does not contradict; last, rules for foreign questions.
    ///
    /// `readings` are the question in normal form, as typed and with slips mended: what either says counts, so
    /// that a slip that was mended wrongly hides no cry for help.
    pub(super) fn raised(&self, readings: &[&str], ranked: &[Ranked]) -> Option<Said<'a>> {
        let t = self.thresholds;
        let rules: Vec<Said<'a>> = readings
            .iter()
            .filter_map(|r| self.guard.check(r))
            .collect();
        let by_rule = |wanted: Outcome| {
            rules
                .iter()
                .copied()
                .find(|(outcome, _)| *outcome == wanted)
        };
        let (danger, calm) = self.likeness(ranked, Outcome::Urgent);
        let rule_holds =
            calm < t.sure || danger.is_some_and(|(s, _)| s >= calm * t.urgent_rule_share);
        let in_danger = danger.filter(|(s, _)| *s >= t.urgent_min && *s >= calm * t.urgent_share);
        let (forbidden, lawful) = self.likeness(ranked, Outcome::Declined);
        let is_forbidden =
            forbidden.filter(|(s, _)| *s >= t.declined_min && *s >= lawful * t.declined_share);
        by_rule(Outcome::Urgent)
            .filter(|_| rule_holds)
            .or(in_danger.map(|(_, said)| said))
            .or_else(|| {
                by_rule(Outcome::Declined)
                    .filter(|_| forbidden.is_some_and(|(s, _)| s >= t.declined_rule_min))
            })
            .or(is_forbidden.map(|(_, said)| said))
            .or_else(|| by_rule(Outcome::OutOfScope))
    }

    /// The best score among the kinds of this outcome, with what they say, and the best among all else.
    fn likeness(&self, ranked: &[Ranked], outcome: Outcome) -> (Option<(f32, Said<'a>)>, f32) {
        let said = |r: &Ranked| match r.class {
            Class::Kind(kind) if self.matcher.kind(kind).outcome == outcome.key() => {
                Some((r.score, (outcome, self.matcher.kind(kind).reply.as_str())))
            }
            _ => None,
        };
        let like = ranked.iter().find_map(said);
        let other = ranked.iter().find(|r| said(r).is_none());
        (like, other.map_or(0.0, |r| r.score))
    }
}
