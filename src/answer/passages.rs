//! Where in a long text the question stands: passages of a few clauses, each scored by itself from running sums
//! of what its features say, so that all of them together cost little more than the text did.

use super::features::{Feature, FeatureReader};
use super::model::Model;

/// A passage, in characters of the text in normal form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Passage {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The class it is most like, and how much.
    pub(super) class: usize,
    pub(super) score: f32,
}

/// All passages of a text, and the sums to score any part of it.
pub(super) struct Passages {
    classes: usize,
    /// Row p holds what all features that end by character p say, and their squared length.
    sums: Vec<f32>,
    squares: Vec<f32>,
    all: Vec<Passage>,
}

/// Shortest and longest passage, in characters: shorter ones say nothing, longer ones are the story again.
const SHORTEST: usize = 4;
const LONGEST: usize = 48;
/// Added to every squared length: a word or two fit something perfectly and mean little by it. A question of ten
/// characters has about this length itself.
const FEW: f32 = 200.0;
/// A run without a break longer than this is cut at fixed lengths.
const UNBROKEN: usize = 24;
const LENGTHS: [usize; 5] = [6, 10, 16, 24, 36];
const STRIDE: usize = 2;

impl Passages {
    /// Scores the passages of a text in normal form.
    pub(super) fn of(normal: &str, reader: &FeatureReader, model: &Model) -> Self {
        let mut placed: Vec<(usize, Feature)> = reader.read_placed(normal);
        placed.sort_unstable();
        let (classes, characters) = (model.classes(), normal.chars().count());
        let mut sums = vec![0.0f32; classes * (characters + 1)];
        let mut squares = vec![0.0f32; characters + 1];
        let mut next = placed.into_iter().peekable();
        for at in 1..=characters {
            let (before, rest) = sums.split_at_mut(at * classes);
            let row = &mut rest[..classes];
            row.copy_from_slice(&before[(at - 1) * classes..]);
            squares[at] = squares[at - 1];
            while let Some((_, feature)) = next.next_if(|(end, _)| *end <= at) {
                squares[at] += model.add(feature, row);
            }
        }
        let mut out = Self {
            classes,
            sums,
            squares,
            all: Vec::new(),
        };
        let spans = spans(normal);
        out.all = spans
            .into_iter()
            .map(|(start, end)| out.best(start, end))
            .collect();
        out
    }

    /// Scores of the part from one character up to another.
    pub(super) fn scores(&self, start: usize, end: usize) -> Vec<f32> {
        let length = self.length(start, end);
        let (from, to) = (self.row(start), self.row(end));
        from.iter().zip(to).map(|(f, t)| (t - f) / length).collect()
    }

    /// All passages.
    pub(super) fn all(&self) -> &[Passage] {
        &self.all
    }

    /// The passage with its ends moved, a character at a time, for as long as it grows surer of its class. Windows
    /// begin and end anywhere; what is asked does not.
    pub(super) fn trimmed(&self, passage: Passage) -> Passage {
        let mut best = passage;
        loop {
            let Passage { start, end, .. } = best;
            let moved = [
                (start + 1, end),
                (start, end - 1),
                (start.saturating_sub(1), end),
                (start, (end + 1).min(self.squares.len() - 1)),
            ];
            let wanted = |(s, e): &(usize, usize)| s + SHORTEST <= *e && e - s <= LONGEST;
            let surer = moved
                .into_iter()
                .filter(wanted)
                .map(|(s, e)| self.of_class(best.class, s, e))
                .max_by(|a, b| a.score.total_cmp(&b.score));
            match surer {
                Some(surer) if surer.score > best.score => best = surer,
                _ => return best,
            }
        }
    }

    /// How sure the text beside a passage is of any of the first `classes`.
    pub(super) fn beside(&self, passage: &Passage, classes: usize) -> f32 {
        let last = self.squares.len() - 1;
        let (from, to, all) = (
            self.row(passage.start),
            self.row(passage.end),
            self.row(last),
        );
        let says = from.iter().zip(to).zip(all).map(|((f, t), a)| a - (t - f));
        let square = self.squares[last] - (self.squares[passage.end] - self.squares[passage.start]);
        says.take(classes).fold(0.0, f32::max) / (square + FEW).sqrt()
    }

    fn of_class(&self, class: usize, start: usize, end: usize) -> Passage {
        let says = self.row(end)[class] - self.row(start)[class];
        let score = says / self.length(start, end);
        Passage {
            start,
            end,
            class,
            score,
        }
    }

    fn best(&self, start: usize, end: usize) -> Passage {
        let (from, to) = (self.row(start), self.row(end));
        let (mut class, mut most) = (0, f32::MIN);
        for (i, (f, t)) in from.iter().zip(to).enumerate() {
            if t - f > most {
                (class, most) = (i, t - f);
            }
        }
        Passage {
            start,
            end,
            class,
            score: most / self.length(start, end),
        }
    }

    fn row(&self, at: usize) -> &[f32] {
        &self.sums[at * self.classes..(at + 1) * self.classes]
    }

    fn length(&self, start: usize, end: usize) -> f32 {
        let square = self.squares[end] - self.squares[start];
        (square + FEW).sqrt()
    }
}

/// Where passages lie: runs of whole clauses, and windows where a text has no breaks.
fn spans(normal: &str) -> Vec<(usize, usize)> {
    let mut clauses: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for (at, c) in normal.chars().chain([' ']).enumerate() {
        if c == ' ' {
            if at > start {
                clauses.push((start, at));
            }
            start = at + 1;
        }
    }
    let mut out = Vec::new();
    for (i, (start, _)) in clauses.iter().enumerate() {
        let ends = clauses[i..].iter().map(|(_, end)| *end);
        out.extend(
            ends.take_while(|end| end - start <= LONGEST)
                .filter(|end| end - start >= SHORTEST)
                .map(|end| (*start, end)),
        );
    }
    for (start, end) in clauses.into_iter().filter(|(s, e)| e - s > UNBROKEN) {
        for length in LENGTHS.into_iter().filter(|l| end - start >= *l) {
            let starts = (start..=end - length).step_by(STRIDE);
            out.extend(starts.map(|s| (s, s + length)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_runs_of_clauses_and_windows_where_there_are_none() {
        assert_eq!(
            spans("我姓周今年六十 去哪信访 谢谢"),
            [(0, 7), (0, 12), (0, 15), (8, 12), (8, 15)]
        );
        let unbroken = "问".repeat(40);
        let spans = spans(&unbroken);
        assert!(spans.contains(&(0, 40)) && spans.contains(&(4, 14)));
    }
}
