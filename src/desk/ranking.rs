//! The order of what was found. The index weighs words; beside it stand the shelf, words that stand together or are
//! all there, and what the guide knows: the provisions on which the answer to such a question rests.

use std::collections::{HashMap, HashSet};

use crate::answer::{Class, Ranked};
use crate::corpus::{Article, ArticleRef, Corpus, Shelf};
use crate::search::{Part, Provision, ProvisionHit};
use crate::snapshot::Snapshot;
use crate::text::normalize::normalize;

/// Entries whose provisions are looked at.
const ENTRIES: usize = 5;
/// Less than this, the guide knows nothing of a provision.
const LEAST_KNOWN: f32 = 0.05;
/// A gloss less like the search than this says nothing.
const LEAST_LIKE: f32 = 0.15;

/// The hits with their final weights; provisions that only the guide knows of come in, the tail is cut.
pub(super) fn ranked(
    snapshot: &Snapshot,
    part: &Part,
    entries: &[Ranked],
    hits: Vec<ProvisionHit>,
) -> Vec<ProvisionHit> {
    let thresholds = &snapshot.corpus.thresholds;
    let best = hits
        .iter()
        .map(ProvisionHit::base_score)
        .fold(f32::MIN_POSITIVE, f32::max);
    let plain = part.is_plain();
    let known = if plain {
        known(snapshot, part, entries)
    } else {
        HashMap::new()
    };
    let words = Words::of(part);
    let weigh = |hit: &ProvisionHit| {
        let law = &snapshot.corpus.laws[hit.provision.law];
        let article = &law.articles[hit.provision.article];
        let mut weight = hit.base_score() / best;
        if hit.score > hit.base_score() {
            weight += thresholds.desk_verbatim;
        }
        weight += thresholds.desk_words * words.share_in(article);
        if law.shelf == Shelf::Related {
            weight *= thresholds.desk_related;
        }
        // Signs say what must be there; what fulfils them is equally right, and the core shelf comes first.
        if !plain && law.shelf == Shelf::Core {
            weight += 1.0 + thresholds.desk_verbatim;
        }
        weight + known.get(&hit.provision).copied().unwrap_or(0.0)
    };
    let mut all: Vec<ProvisionHit> = hits;
    if plain {
        // No bonus lifts these over the tail, and there may be tens of thousands.
        let least = best * thresholds.desk_tail / 2.0;
        all.retain(|h| h.base_score() >= least);
    }
    let found: HashSet<Provision> = all.iter().map(|h| h.provision).collect();
    let unfound: Vec<Provision> = known
        .keys()
        .filter(|p| !found.contains(p))
        .copied()
        .collect();
    all.extend(unfound.into_iter().map(|provision| ProvisionHit {
        provision,
        score: 0.0,
    }));
    for hit in &mut all {
        hit.score = weigh(hit);
    }
    let best = all.iter().map(|h| h.score).fold(0.0, f32::max);
    all.retain(|h| !plain || h.score >= thresholds.desk_tail * best);
    all.sort_by_key(|h| (h.provision.law, h.provision.article));
    all
}

/// What the guide and the glosses know of provisions, weighed.
fn known(snapshot: &Snapshot, part: &Part, entries: &[Ranked]) -> HashMap<Provision, f32> {
    let corpus = &snapshot.corpus;
    let thresholds = &corpus.thresholds;
    let mut known = known_by_guide(corpus, entries);
    known.values_mut().for_each(|w| *w *= thresholds.desk_guide);
    for (article, likeness) in snapshot.answerer.glossed(&normalize(&part.sought())) {
        if likeness >= LEAST_LIKE
            && let Some(provision) = provision(corpus, article)
        {
            *known.entry(provision).or_default() += thresholds.desk_gloss * likeness;
        }
    }
    known
}

fn provision(corpus: &Corpus, article: &ArticleRef) -> Option<Provision> {
    let law = corpus.laws.iter().position(|l| l.id == article.law)?;
    let article = corpus.laws[law].position(article.no)?;
    Some(Provision { law, article })
}

/// How surely the guide rests on each provision in answering such a question, 0 to 1: the surer the entry and the
/// earlier among its citations, the more.
fn known_by_guide(corpus: &Corpus, entries: &[Ranked]) -> HashMap<Provision, f32> {
    let mut known: HashMap<Provision, f32> = HashMap::new();
    for ranked in entries.iter().take(ENTRIES) {
        let Class::Entry(entry) = ranked.class else {
            continue;
        };
        let citations = corpus.entries[entry].citations.iter();
        for (i, citation) in citations.enumerate() {
            let Some(provision) = provision(corpus, &citation.article) else {
                continue;
            };
            #[allow(clippy::cast_precision_loss)]
            let weight = ranked.score / (i as f32 + 1.0);
            *known.entry(provision).or_default() += weight;
        }
    }
    known.retain(|_, weight| *weight >= LEAST_KNOWN);
    for weight in known.values_mut() {
        *weight = weight.min(1.0);
    }
    known
}

/// The words of a search, as they were set apart by spaces.
struct Words(Vec<String>);

impl Words {
    fn of(part: &Part) -> Self {
        let sought = normalize(&part.sought());
        Self(
            sought
                .split(' ')
                .filter(|w| w.chars().count() > 1)
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Share of the words that stand in the article, when there are several.
    #[allow(clippy::cast_precision_loss)]
    fn share_in(&self, article: &Article) -> f32 {
        if self.0.len() < 2 {
            return 0.0;
        }
        let held = self
            .0
            .iter()
            .filter(|w| article.text.contains(w.as_str()))
            .count();
        held as f32 / self.0.len() as f32
    }
}
