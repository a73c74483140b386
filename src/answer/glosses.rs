//! Which article a phrase of the trade means: the likeness of a search to the glosses of the articles, over the
//! same features as questions, the rare ones weighing more.

use std::collections::HashMap;

use super::features::Feature;
use super::matcher::Matcher;
use crate::corpus::{ArticleRef, Corpus};
use crate::text::normalize::normalize;

/// The glosses of a corpus, by feature.
pub(super) struct Glosses {
    articles: Vec<ArticleRef>,
    /// Article and length of every gloss.
    glosses: Vec<(usize, f32)>,
    /// The weight of a feature, and the glosses that have it.
    features: HashMap<Feature, (f32, Vec<usize>)>,
    /// The weight of a feature that no gloss has.
    rarest: f32,
}

impl Glosses {
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn new(corpus: &Corpus, matcher: &Matcher) -> Self {
        let mut articles: Vec<ArticleRef> = Vec::new();
        let mut holders: HashMap<Feature, Vec<usize>> = HashMap::new();
        let mut read: Vec<(usize, Vec<Feature>)> = Vec::new();
        for gloss in &corpus.glosses {
            let article = articles
                .iter()
                .position(|a| *a == gloss.article)
                .unwrap_or_else(|| {
                    articles.push(gloss.article.clone());
                    articles.len() - 1
                });
            let features = matcher.features(&normalize(&gloss.text));
            for feature in &features {
                holders.entry(*feature).or_default().push(read.len());
            }
            read.push((article, features));
        }
        let all = read.len().max(1) as f32;
        let rarity = |count: usize| (1.0 + all / (1.0 + count as f32)).ln();
        let features: HashMap<Feature, (f32, Vec<usize>)> = holders
            .into_iter()
            .map(|(feature, glosses)| (feature, (rarity(glosses.len()), glosses)))
            .collect();
        let length = |of: &[Feature]| -> f32 {
            let squares = of.iter().map(|f| features[f].0.powi(2));
            squares.sum::<f32>().sqrt()
        };
        Self {
            glosses: read
                .iter()
                .map(|(article, of)| (*article, length(of)))
                .collect(),
            rarest: rarity(0),
            articles,
            features,
        }
    }

    /// The articles whose glosses are like a text in normal form: how like the likest one is, 0 to 1.
    pub(super) fn like(&self, matcher: &Matcher, normal: &str) -> Vec<(&ArticleRef, f32)> {
        let mut products: HashMap<usize, f32> = HashMap::new();
        let mut square = 0.0;
        for feature in matcher.features(normal) {
            let Some((weight, glosses)) = self.features.get(&feature) else {
                square += self.rarest.powi(2);
                continue;
            };
            square += weight.powi(2);
            for gloss in glosses {
                *products.entry(*gloss).or_default() += weight.powi(2);
            }
        }
        let mut best = vec![0.0_f32; self.articles.len()];
        for (gloss, product) in products {
            let (article, length) = self.glosses[gloss];
            let likeness = product / (length * square.sqrt()).max(f32::MIN_POSITIVE);
            best[article] = best[article].max(likeness);
        }
        let found = self.articles.iter().zip(best);
        found.filter(|(_, likeness)| *likeness > 0.0).collect()
    }
}
