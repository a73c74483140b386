//! The trained matcher: for every feature its rarity and its weight for every class. Trained in seconds
//! from the question variants of the guide, kept beside the index, and trained anew when it is absent,
//! damaged or of another corpus.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::features::Feature;
use super::ridge::{Matrix, SparseRows, solve};

/// Raise it whenever features, weighting or the format of the file change.
const VERSION: u32 = 9;
/// A feature of fewer examples finds little but those examples again, and costs a row of weights.
const SHARED_BY: usize = 5;
/// How strongly large weights are held back: between 0.3 and 3 the left-out rate moves by half a point
/// (docs/relevance.md).
pub(super) const LAMBDA: f32 = 1.0;

/// No column: a row that only holds the others down.
const NO_CLASS: usize = usize::MAX;

/// Example texts as features, each with its class: entries first, then kinds.
pub(super) struct Examples {
    pub(super) features: Vec<Vec<Feature>>,
    pub(super) classes: Vec<usize>,
    pub(super) entry_count: usize,
    pub(super) class_count: usize,
    /// Classes of harmless look-alikes: kinds are told apart from them, entries never see them.
    pub(super) harmless: Vec<usize>,
}

/// Rarity and weights.
pub(super) struct Model {
    rows: HashMap<Feature, u32>,
    rarity: Vec<f32>,
    /// Rarity of a feature no example has: it counts in full against every class.
    unknown: f32,
    /// Weights of a feature for all classes are `scale * weight`.
    scale: Vec<f32>,
    weights: Vec<i8>,
    classes: usize,
}

impl Model {
    /// Learns from the examples.
    pub(super) fn train(examples: &Examples) -> Self {
        let (rows, rarity, unknown) = rarities(examples);
        let x = SparseRows {
            rows: examples
                .features
                .iter()
                .map(|f| unit_row(f, &rows, &rarity, unknown))
                .collect(),
            width: rarity.len(),
        };
        let solved = weights(examples, &x);
        let mut scale = Vec::with_capacity(rarity.len());
        let mut weights = Vec::with_capacity(solved.data.len());
        for f in 0..rarity.len() {
            let row = solved.row(f);
            let largest = row.iter().fold(0.0f32, |m, v| m.max(v.abs()));
            let unit = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            scale.push(unit);
            // Rounded to 127 steps: what the truncation drops is below half a step.
            #[allow(clippy::cast_possible_truncation)]
            weights.extend(row.iter().map(|v| (v / unit).round() as i8));
        }
        Self {
            rows,
            rarity,
            unknown,
            scale,
            weights,
            classes: examples.class_count,
        }
    }

    /// How well the text fits each class: about 1 for its own examples, about 0 for a foreign text.
    pub(super) fn scores(&self, features: &[Feature], out: &mut Vec<f32>) {
        out.clear();
        out.resize(self.classes, 0.0);
        for (row, value) in unit_row(features, &self.rows, &self.rarity, self.unknown) {
            let row = row as usize;
            let factor = value * self.scale[row];
            let weights = &self.weights[row * self.classes..(row + 1) * self.classes];
            for (o, w) in out.iter_mut().zip(weights) {
                *o += factor * f32::from(*w);
            }
        }
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.classes
    }

    /// Adds what a feature says of each class, and gives its squared length.
    pub(super) fn add(&self, feature: Feature, to: &mut [f32]) -> f32 {
        let Some(row) = self.rows.get(&feature).map(|r| *r as usize) else {
            return self.unknown * self.unknown;
        };
        let value = self.rarity[row];
        let factor = value * self.scale[row];
        let weights = &self.weights[row * self.classes..(row + 1) * self.classes];
        for (t, w) in to.iter_mut().zip(weights) {
            *t += factor * f32::from(*w);
        }
        value * value
    }

    /// Writes the model, its identity first and a checksum of everything last.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn save(&self, path: &Path, identity: &str) -> std::io::Result<()> {
        let mut bytes = header(identity);
        let mut by_row: Vec<(Feature, u32)> = self.rows.iter().map(|(f, r)| (*f, *r)).collect();
        by_row.sort_unstable_by_key(|(_, row)| *row);
        for n in [by_row.len(), self.classes] {
            bytes.extend((n as u64).to_le_bytes());
        }
        bytes.extend(self.unknown.to_le_bytes());
        bytes.extend(by_row.iter().flat_map(|(f, _)| f.to_le_bytes()));
        bytes.extend(
            self.rarity
                .iter()
                .chain(&self.scale)
                .flat_map(|v| v.to_le_bytes()),
        );
        bytes.extend(self.weights.iter().flat_map(|w| w.to_le_bytes()));
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        let beside = path.with_extension(format!("part-{}", std::process::id()));
        std::fs::write(&beside, bytes)?;
        std::fs::rename(&beside, path)
    }

    /// Reads a model of exactly this identity; `None` when there is none, or it is damaged.
    pub(super) fn load(path: &Path, identity: &str) -> Option<Self> {
        let bytes = std::fs::read(path).ok()?;
        let (content, sum) = bytes.split_last_chunk()?;
        if crc32fast::hash(content) != u32::from_le_bytes(*sum) {
            return None;
        }
        let mut rest = content.strip_prefix(&header(identity)[..])?;
        let features = usize::try_from(u64::from_le_bytes(take(&mut rest)?)).ok()?;
        let classes = usize::try_from(u64::from_le_bytes(take(&mut rest)?)).ok()?;
        let unknown = f32::from_le_bytes(take(&mut rest)?);
        let mut rows = HashMap::with_capacity(features);
        for row in 0..features {
            rows.insert(
                u64::from_le_bytes(take(&mut rest)?),
                u32::try_from(row).ok()?,
            );
        }
        let mut floats = Vec::with_capacity(2 * features);
        for _ in 0..2 * features {
            floats.push(f32::from_le_bytes(take(&mut rest)?));
        }
        let scale = floats.split_off(features);
        let weights: Vec<i8> = rest.iter().map(|b| i8::from_le_bytes([*b])).collect();
        (weights.len() == features * classes).then_some(Self {
            rows,
            rarity: floats,
            unknown,
            scale,
            weights,
            classes,
        })
    }
}

/// Weights of all classes. Kinds learn from everything; entries from all but harmless look-alikes, which
/// would only make them unsure of themselves.
pub(super) fn weights(examples: &Examples, x: &SparseRows) -> Matrix {
    let (mut labelled, mut entries) = (Vec::new(), Vec::new());
    for (row, class) in x
        .rows
        .iter()
        .zip(&examples.classes)
        .filter(|(_, c)| !examples.harmless.contains(c))
    {
        labelled.push(row.clone());
        entries.push(if *class < examples.entry_count {
            *class
        } else {
            NO_CLASS
        });
    }
    let labelled = SparseRows {
        rows: labelled,
        width: x.width,
    };
    let of_entries = solve(&labelled, &entries, examples.entry_count, LAMBDA);
    let kinds: Vec<usize> = examples
        .classes
        .iter()
        .map(|c| c.checked_sub(examples.entry_count).unwrap_or(NO_CLASS))
        .collect();
    let kind_count = examples.class_count - examples.entry_count;
    let of_kinds = solve(x, &kinds, kind_count, LAMBDA);
    let mut all = Matrix::zero(x.width, examples.class_count);
    for f in 0..x.width {
        let row = all.row_mut(f);
        row[..examples.entry_count].copy_from_slice(of_entries.row(f));
        row[examples.entry_count..].copy_from_slice(of_kinds.row(f));
    }
    all
}

fn header(identity: &str) -> Vec<u8> {
    format!("petition-guide matcher {VERSION}\n{identity}\n").into_bytes()
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

/// A row for every feature that at least [`SHARED_BY`] examples share, and how rare it is among the classes. The
/// others are treated as unknown.
pub(super) fn rarities(examples: &Examples) -> (HashMap<Feature, u32>, Vec<f32>, f32) {
    let mut seen: HashMap<Feature, (usize, HashSet<usize>)> = HashMap::new();
    let mut order: Vec<Feature> = Vec::new();
    for (features, class) in examples.features.iter().zip(&examples.classes) {
        for feature in features {
            let (count, classes) = seen.entry(*feature).or_insert_with(|| {
                order.push(*feature);
                (0, HashSet::new())
            });
            *count += 1;
            classes.insert(*class);
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let rarity = |with: usize| ((examples.class_count as f32 + 1.0) / (with as f32 + 0.5)).ln();
    order.retain(|f| seen[f].0 >= SHARED_BY);
    let rows = order.iter().zip(0u32..).map(|(f, row)| (*f, row)).collect();
    let rarities = order.iter().map(|f| rarity(seen[f].1.len())).collect();
    (rows, rarities, rarity(1))
}

/// The features as a row of length one; features nobody has seen lengthen the row it is divided by.
pub(super) fn unit_row(
    features: &[Feature],
    rows: &HashMap<Feature, u32>,
    rarity: &[f32],
    unknown: f32,
) -> Vec<(u32, f32)> {
    let mut row: Vec<(u32, f32)> = Vec::with_capacity(features.len());
    let mut square = 0.0f32;
    for feature in features {
        match rows.get(feature) {
            Some(r) => {
                let value = rarity[*r as usize];
                row.push((*r, value));
                square += value * value;
            }
            None => square += unknown * unknown,
        }
    }
    let length = square.sqrt().max(f32::MIN_POSITIVE);
    for (_, value) in &mut row {
        *value /= length;
    }
    row
}
