//! How well the guide finds itself: every question variant, and apart from them every story, is left out in
//! turn and asked. Computed
//! exactly for the linear model, without training it anew thousands of times: with H = X(XᵀX+λI)⁻¹Xᵀ, the
//! prediction without example i is (ŷᵢ − Hᵢᵢyᵢ) / (1 − Hᵢᵢ). Rarities are those of all examples.

use super::matcher::{Class, Matcher, Source};
use super::model::{Examples, LAMBDA, rarities, unit_row, weights};
use super::ridge::{SparseRows, solve};
use crate::corpus::Corpus;

/// Columns solved at once: bounds memory.
const BLOCK: usize = 256;

/// A variant that was not found without itself.
#[derive(Debug, Clone)]
pub struct Mistaken {
    /// The question.
    pub question: String,
    /// Its entry.
    pub entry: String,
    /// The entry it was taken for.
    pub taken_for: String,
}

/// How many were asked and found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Found {
    /// Questions asked.
    pub asked: usize,
    /// Own entry first.
    pub first: usize,
    /// Own entry among the first three.
    pub first_three: usize,
}

/// The result over the guide.
#[derive(Debug, Clone, Default)]
pub struct LeaveOneOut {
    /// Canonical questions and variants: the guide's ways of asking.
    pub questions: Found,
    /// Stories, which only teach: reported beside, since they are the harder half.
    pub stories: Found,
    /// Questions that were not found.
    pub mistaken: Vec<Mistaken>,
}

/// Leaves out every question and story of the guide in turn; foreign examples only compete. `corpus` is the
/// matcher's own, with its stories.
pub fn leave_one_out(
    matcher: &Matcher,
    corpus: &Corpus,
    progress: &mut dyn FnMut(usize, usize),
) -> LeaveOneOut {
    let (mut examples, mut questions) = matcher.examples(corpus);
    drop_harmless(&mut examples, &mut questions);
    let (rows, rarity, unknown) = rarities(&examples);
    let x = SparseRows {
        rows: examples
            .features
            .iter()
            .map(|f| unit_row(f, &rows, &rarity, unknown))
            .collect(),
        width: rarity.len(),
    };
    let weights = weights(&examples, &x);
    let leverage = leverages(&x, progress);
    let mut result = LeaveOneOut::default();
    let mut scores = vec![0.0f32; examples.class_count];
    for (i, row) in x.rows.iter().enumerate() {
        let own = examples.classes[i];
        let Class::Entry(entry) = matcher.class(own) else {
            continue;
        };
        scores.fill(0.0);
        for &(f, value) in row {
            for (s, w) in scores.iter_mut().zip(weights.row(f as usize)) {
                *s += value * w;
            }
        }
        // Division by 1 − H is the same for all classes and cannot change their order.
        scores[own] -= leverage[i];
        let better = scores.iter().filter(|s| **s > scores[own]).count();
        let found = match questions[i].1 {
            Source::Story => &mut result.stories,
            Source::Question | Source::Example => &mut result.questions,
        };
        found.asked += 1;
        found.first += usize::from(better == 0);
        found.first_three += usize::from(better < 3);
        if better > 0 && questions[i].1 == Source::Question {
            let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            result.mistaken.push(Mistaken {
                question: questions[i].0.clone(),
                entry: matcher.entry_id(entry).to_owned(),
                taken_for: best.map_or_else(String::new, |c| matcher.class_name(c)),
            });
        }
    }
    result
}

/// Drops harmless look-alikes: entries do not learn from them.
fn drop_harmless(examples: &mut Examples, questions: &mut Vec<(String, Source)>) {
    let keep: Vec<bool> = examples
        .classes
        .iter()
        .map(|c| !examples.harmless.contains(c))
        .collect();
    let mut kept = keep.iter();
    examples.features.retain(|_| *kept.next().unwrap_or(&true));
    let mut kept = keep.iter();
    questions.retain(|_| *kept.next().unwrap_or(&true));
    let mut kept = keep.iter();
    examples.classes.retain(|_| *kept.next().unwrap_or(&true));
}

/// The diagonal of H.
fn leverages(x: &SparseRows, progress: &mut dyn FnMut(usize, usize)) -> Vec<f32> {
    let all = x.rows.len();
    let mut out = Vec::with_capacity(all);
    for from in (0..all).step_by(BLOCK) {
        let to = all.min(from + BLOCK);
        // Row i of the block is the only one with a 1 in column i − from.
        let targets: Vec<usize> = (0..all)
            .map(|i| {
                if (from..to).contains(&i) {
                    i - from
                } else {
                    usize::MAX
                }
            })
            .collect();
        let solved = solve(x, &targets, to - from, LAMBDA);
        for i in from..to {
            out.push(
                x.rows[i]
                    .iter()
                    .map(|&(f, v)| v * solved.row(f as usize)[i - from])
                    .sum(),
            );
        }
        progress(to, all);
    }
    out
}

/// The examples of a matcher, for callers inside this module.
pub(super) type LabelledExamples = (Examples, Vec<(String, Source)>);
