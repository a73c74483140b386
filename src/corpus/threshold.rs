//! `thresholds.toml`: below which measure the service stops answering and says so.

use serde::Deserialize;

use super::fault::Fault;
use super::toml_file::TomlFile;

/// All thresholds. Scores are those of the matcher, shares lie between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Below this an entry is no answer.
    pub entry_min: f32,
    /// Below this, entries close together are offered as a choice.
    pub clarify_below: f32,
    /// How close the second must come to the first to be offered.
    pub clarify_ratio: f32,
    /// The same for a fragment of a word or two, which no score makes clear.
    pub fragment_ratio: f32,
    /// Below this, likeness to examples of danger says nothing.
    pub urgent_min: f32,
    /// How close danger must come to the best match (its score divided by the best's) to be heard.
    pub urgent_share: f32,
    /// Below this, likeness to examples of forbidden help says nothing.
    pub declined_min: f32,
    /// From this score on, a match is sure of itself.
    pub sure: f32,
    /// A rule for danger is taken for a false alarm when the question is surely something else and less like
    /// danger than this share of it.
    pub urgent_rule_share: f32,
    /// How far forbidden help must outdo the best other match.
    pub declined_share: f32,
    /// Below this, a rule for forbidden help is taken for a false alarm.
    pub declined_rule_min: f32,
    /// Added to entries that rest on a law the question names.
    pub named_law_bonus: f32,
    /// What each character of a matter's name weighs beside the score of its entries.
    pub matter_character: f32,
    /// What a stage that was heard adds to the scores of its entries.
    pub stage_heard: f32,
    /// From this score on, an entry is asked in its own words and stays, whatever stage is heard.
    pub entry_sure: f32,
    /// How close a kind that is no entry's may come to an unsure entry before nothing is answered.
    pub foreign_share: f32,
    /// Score from which a further sentence is a second question.
    pub second_min: f32,
    /// … when it is surer of itself than this share of what the whole text is.
    pub second_share: f32,
    /// Least score of each of two questions that only a comma parts.
    pub clause_min: f32,
    /// From this score on, a sentence needs no word that asks.
    pub second_sure: f32,
    /// Score from which the surest passage of a long text weighs more than the rest.
    pub passage_min: f32,
    /// … when it is surer of itself than what stands beside it by this factor: that is no part of the question.
    pub passage_share: f32,
    /// How much more.
    pub passage_weight: f32,
    /// From this score on, a question needs no answer before it to be understood.
    pub previous_sure: f32,
    /// What the title shown before and the question say together weighs, for a question that leans.
    pub previous_together: f32,
    /// Added to the entry that a reviewed facet (多久, 要钱吗) leads to.
    pub previous_facet: f32,
    /// Added to the entries beside the one shown before …
    pub previous_beside: f32,
    /// … what is taken from itself: who asks on wants to know something else …
    pub previous_again: f32,
    /// … and what is added to those of its topic.
    pub previous_topic: f32,
    /// What a provision of the related shelf weighs in a search, beside one of the core shelf.
    pub desk_related: f32,
    /// Added to a provision that holds what was typed word for word.
    pub desk_verbatim: f32,
    /// Added to a provision that holds every word that was typed, in proportion.
    pub desk_words: f32,
    /// Added to a provision on which the entry surely meant rests, in proportion.
    pub desk_guide: f32,
    /// Added to a provision whose gloss is like what was typed, in proportion.
    pub desk_gloss: f32,
    /// Below this share of the best one's weight, a hit is left out.
    pub desk_tail: f32,
    /// Share of the question's character pairs a provision must hold to be shown by itself.
    pub provision_share: f32,
    /// Least number of such pairs.
    pub provision_pairs: usize,
}

impl Default for Thresholds {
    /// Nothing passes: a corpus without thresholds answers nothing by likeness.
    fn default() -> Self {
        Self {
            entry_min: f32::INFINITY,
            clarify_below: f32::INFINITY,
            clarify_ratio: f32::INFINITY,
            fragment_ratio: f32::INFINITY,
            urgent_min: f32::INFINITY,
            urgent_share: 1.0,
            declined_min: f32::INFINITY,
            sure: f32::INFINITY,
            urgent_rule_share: 0.0,
            declined_share: 1.0,
            declined_rule_min: 0.0,
            named_law_bonus: 0.0,
            matter_character: 0.0,
            stage_heard: 0.0,
            entry_sure: f32::INFINITY,
            foreign_share: 1.0,
            second_min: f32::INFINITY,
            second_share: 1.0,
            clause_min: f32::INFINITY,
            second_sure: f32::INFINITY,
            passage_min: f32::INFINITY,
            passage_share: 1.0,
            passage_weight: 0.0,
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
            provision_share: f32::INFINITY,
            provision_pairs: usize::MAX,
        }
    }
}

/// Reads and checks the file.
pub(super) fn parse(file: &TomlFile<'_>, faults: &mut Vec<Fault>) -> Thresholds {
    match file.parse::<Thresholds>() {
        Err(fault) => {
            faults.push(fault);
            Thresholds::default()
        }
        Ok(t) => {
            let shares = [
                t.entry_min,
                t.clarify_below,
                t.clarify_ratio,
                t.fragment_ratio,
                t.urgent_min,
                t.urgent_share,
                t.declined_min,
                t.urgent_rule_share,
                t.declined_share,
                t.declined_rule_min,
                t.named_law_bonus,
                t.matter_character,
                t.stage_heard,
                t.entry_sure,
                t.foreign_share,
                t.second_min,
                t.second_share,
                t.clause_min,
                t.second_sure,
                t.passage_min,
                t.passage_share,
                t.passage_weight,
                t.previous_sure,
                t.previous_together,
                t.previous_facet,
                t.previous_beside,
                t.previous_again,
                t.previous_topic,
                t.desk_related,
                t.desk_verbatim,
                t.desk_words,
                t.desk_guide,
                t.desk_gloss,
                t.desk_tail,
                t.provision_share,
            ];
            if shares.iter().any(|s| !(0.0..=4.0).contains(s)) {
                faults.push(Fault::new(file.path, 0, "阈值应在 0 到 4 之间"));
            }
            t
        }
    }
}
