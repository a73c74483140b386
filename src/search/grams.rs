//! Single characters and pairs of neighbours: the form in which short Chinese texts find each other best
//! (see docs/relevance.md). Works on text in normal form; a space separates, so no pair spans it.

use crate::text::normalize::is_han;

/// A gram and the first byte of it in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gram<'a> {
    /// One Han character, two neighbouring ones, or a run of Latin letters or digits.
    pub text: &'a str,
    /// First byte.
    pub start: usize,
}

impl Gram<'_> {
    /// Whether it is a single Han character, which alone says little.
    pub fn is_single(&self) -> bool {
        self.text.chars().count() == 1
    }
}

/// All grams of `text` in order: each Han character, each pair of adjacent Han characters, each run of
/// other letters and digits as one.
pub fn grams(text: &str) -> Vec<Gram<'_>> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut previous: Option<usize> = None;
    let mut run: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let han = is_han(c);
        if let Some(start) = run
            && (han || !c.is_alphanumeric())
        {
            out.push(Gram {
                text: &text[start..at],
                start,
            });
            run = None;
        }
        if han {
            let end = at + c.len_utf8();
            if let Some(before) = previous {
                out.push(Gram {
                    text: &text[before..end],
                    start: before,
                });
            }
            out.push(Gram {
                text: &text[at..end],
                start: at,
            });
            previous = Some(at);
        } else {
            previous = None;
            if c.is_alphanumeric() && run.is_none() {
                run = Some(at);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_pairs_and_runs_are_grams() {
        let texts: Vec<_> = grams("第35条 复查ab").into_iter().map(|g| g.text).collect();
        assert_eq!(texts, ["第", "35", "条", "复", "复查", "查", "ab"]);
    }
}
