//! What is to be done with a question that passed the guard: one entry, a choice, a provision, or nothing.
//! Silence beats a guess: below the measured thresholds the service says so.

use super::belonging::Belonging;
use super::hearing::Named;
use super::matcher::{Class, Ranked};
use crate::corpus::{Pinpoint, Thresholds};

/// A decision; texts come later.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Route {
    /// This entry answers.
    Entry(usize),
    /// This matter at this stage: both heard, composed.
    Matter { matter: usize, stage: usize },
    /// These entries fit about equally.
    Clarify(Vec<usize>),
    /// This provision answers: law and position, and whether it was asked for by number.
    Provision {
        law: usize,
        position: usize,
        pinpoint: Option<Pinpoint>,
        asked_for: bool,
    },
    /// The reply with this key.
    Text(String),
}

/// Decides by the ranking alone; `None` when nothing of the guide fits, or a kind that is no entry's comes
/// close to an entry that is not sure of itself. A `fragment` of a word or two is
/// asked back whenever several entries could be meant.
pub(super) fn by_ranking(
    ranked: &[Ranked],
    thresholds: &Thresholds,
    fragment: bool,
) -> Option<Route> {
    let best = ranked.first()?;
    let Class::Entry(entry) = best.class else {
        return None;
    };
    let foreign = ranked.iter().find(|r| matches!(r.class, Class::Kind(_)));
    let is_foreign = best.score < thresholds.sure
        && foreign.is_some_and(|f| f.score >= best.score * thresholds.foreign_share);
    if best.score < thresholds.entry_min || is_foreign {
        return None;
    }
    let ratio = if fragment {
        thresholds.fragment_ratio
    } else {
        thresholds.clarify_ratio
    };
    let close: Vec<usize> = ranked
        .iter()
        .filter(|r| r.score >= best.score * ratio)
        .filter_map(|r| match r.class {
            Class::Entry(e) => Some(e),
            Class::Kind(_) => None,
        })
        .collect();
    if (fragment || best.score < thresholds.clarify_below) && close.len() > 1 {
        return Some(Route::Clarify(close));
    }
    Some(Route::Entry(entry))
}

/// A matter at the stage that was heard, where the question speaks of both. The entry that was found stays when
/// it is asked in its own words, or answers more than the matter's opening one and the stage does not decide.
pub(super) fn at_stage(
    belonging: &Belonging,
    thresholds: &Thresholds,
    ranked: &[Ranked],
    named: &[Named],
    stage: Option<usize>,
) -> Option<Route> {
    let best = ranked.first()?;
    let (stage, Class::Entry(entry)) = (stage?, best.class) else {
        return None;
    };
    if best.score < thresholds.entry_min || best.score >= thresholds.entry_sure {
        return None;
    }
    let of_stage = belonging.is_of_a_stage(entry);
    let matters = belonging.matters_of(entry);
    // Nothing raised yet: an entry of the matter says all that and more.
    if stage == 0 && !of_stage {
        return None;
    }
    let decisive = belonging.decides(stage);
    let opened = matters.iter().find(|m| belonging.opens(**m, entry));
    let about = matters
        .iter()
        .find(|m| named.iter().any(|n| n.matter == **m))
        .or(matters.first());
    let matter = if of_stage {
        named.first().map(|n| n.matter)
    } else if decisive {
        about.copied().or(named.first().map(|n| n.matter))
    } else {
        opened.copied()
    };
    match matter {
        Some(matter) => Some(Route::Matter { matter, stage }),
        None if decisive && matters.is_empty() => own_entry(belonging, ranked, stage),
        None => None,
    }
}

/// The stage's own entry, when it comes close enough to the best to be what was meant.
fn own_entry(belonging: &Belonging, ranked: &[Ranked], stage: usize) -> Option<Route> {
    /// How close.
    const SHARE: f32 = 0.5;
    let best = ranked.first()?.score;
    ranked.iter().find_map(|r| match r.class {
        Class::Entry(e) if belonging.is_of(stage, e) && r.score >= best * SHARE => {
            Some(Route::Entry(e))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Thresholds = Thresholds {
        entry_min: 0.1,
        clarify_below: 0.3,
        clarify_ratio: 0.9,
        fragment_ratio: 0.5,
        urgent_min: 0.1,
        urgent_share: 0.7,
        declined_min: 0.1,
        sure: 0.3,
        urgent_rule_share: 0.4,
        declined_share: 1.0,
        declined_rule_min: 0.0,
        named_law_bonus: 0.0,
        matter_character: 0.02,
        stage_heard: 0.0,
        entry_sure: 0.6,
        foreign_share: 0.8,
        second_min: 0.4,
        second_share: 1.0,
        clause_min: 1.0,
        second_sure: 0.5,
        passage_min: 0.4,
        passage_share: 1.0,
        passage_weight: 1.0,
        previous_sure: 1.0,
        previous_together: 0.0,
        previous_facet: 0.0,
        previous_beside: 0.0,
        previous_again: 0.0,
        previous_topic: 0.0,
        desk_related: 1.0,
        desk_verbatim: 0.0,
        desk_words: 0.0,
        desk_guide: 0.0,
        desk_gloss: 0.0,
        desk_tail: 0.0,
        provision_share: 0.6,
        provision_pairs: 4,
    };

    fn entries(scores: &[(usize, f32)]) -> Vec<Ranked> {
        scores
            .iter()
            .map(|(e, score)| Ranked {
                class: Class::Entry(*e),
                score: *score,
            })
            .collect()
    }

    #[test]
    fn a_clear_winner_answers_a_close_race_asks_back_and_a_weak_best_is_silent() {
        assert_eq!(
            by_ranking(&entries(&[(7, 0.8), (3, 0.79)]), &T, false),
            Some(Route::Entry(7))
        );
        assert_eq!(
            by_ranking(&entries(&[(7, 0.2), (3, 0.1)]), &T, false),
            Some(Route::Entry(7))
        );
        assert_eq!(
            by_ranking(&entries(&[(7, 0.2), (3, 0.19)]), &T, false),
            Some(Route::Clarify(vec![7, 3]))
        );
        assert_eq!(by_ranking(&entries(&[(7, 0.09)]), &T, false), None);
        assert_eq!(by_ranking(&[], &T, false), None);
        assert_eq!(
            by_ranking(&entries(&[(7, 0.8), (3, 0.5)]), &T, true),
            Some(Route::Clarify(vec![7, 3]))
        );
    }

    #[test]
    fn a_foreign_question_is_not_answered_however_sure_the_match() {
        let foreign = [Ranked {
            class: Class::Kind(0),
            score: 0.9,
        }];
        assert_eq!(by_ranking(&foreign, &T, false), None);
    }
}
