//! The part of an article that shows a hit, with what matched marked. Offsets count characters of the
//! snippet, as the JSON contract has it.

use super::grams::grams;
use crate::text::normalize::{half_width, normalize, to_simplified};

/// A stretch of an article, verbatim, and the marked ranges in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Verbatim, line breaks as spaces, … where something is left out.
    pub text: String,
    /// Half-open ranges in characters of `text`, in order, not overlapping.
    pub highlights: Vec<(usize, usize)>,
}

/// The stretch of about `length` characters of `article` in which most of `query` stands.
pub fn snippet(article: &str, query: &str, length: usize) -> Snippet {
    let shown: Vec<char> = article
        .chars()
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    let folded: Vec<char> = shown.iter().map(|c| half_width(*c)).collect();
    let marked = marks(&folded, query);
    let start = best_window(&marked, length, shown.len());
    let end = shown.len().min(start + length);
    let mut text = String::new();
    if start > 0 {
        text.push('…');
    }
    let shift = text.chars().count();
    text.extend(&shown[start..end]);
    if end < shown.len() {
        text.push('…');
    }
    let highlights = ranges(&marked[start..end])
        .into_iter()
        .map(|(a, b)| (a + shift, b + shift))
        .collect();
    Snippet { text, highlights }
}

/// Which characters of the text belong to a pair (or a Latin or digit run) of the query.
fn marks(text: &[char], query: &str) -> Vec<bool> {
    let query = normalize(&to_simplified(query));
    let needles: Vec<Vec<char>> = grams(&query)
        .into_iter()
        .filter(|g| !g.is_single())
        .map(|g| g.text.chars().collect())
        .collect();
    let mut marked = vec![false; text.len()];
    for needle in &needles {
        for (i, window) in text.windows(needle.len()).enumerate() {
            if window == &needle[..] {
                marked[i..i + needle.len()].fill(true);
            }
        }
    }
    marked
}

/// First character of the window with the most marks; a little before the first mark in it.
fn best_window(marked: &[bool], length: usize, all: usize) -> usize {
    if all <= length {
        return 0;
    }
    let mut count = marked[..length].iter().filter(|m| **m).count();
    let (mut best, mut best_start) = (count, 0);
    for start in 1..=all - length {
        count -= usize::from(marked[start - 1]);
        count += usize::from(marked[start + length - 1]);
        if count > best {
            (best, best_start) = (count, start);
        }
    }
    let first_mark = marked[best_start..].iter().position(|m| *m).unwrap_or(0);
    let lead = (length / 4).saturating_sub(first_mark);
    best_start.saturating_sub(lead.min(first_mark_room(marked, best_start, length)))
}

/// How far the window may move left without losing a mark at its end.
fn first_mark_room(marked: &[bool], start: usize, length: usize) -> usize {
    marked[start..start + length]
        .iter()
        .rev()
        .take_while(|m| !**m)
        .count()
}

fn ranges(marked: &[bool]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (i, _) in marked.iter().enumerate().filter(|(_, m)| **m) {
        match out.last_mut() {
            Some(last) if last.1 == i => last.1 = i + 1,
            _ => out.push((i, i + 1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hit_is_shown_and_marked_in_characters() {
        let article = format!(
            "{}应当自受理之日起60日内办结{}",
            "前".repeat(200),
            "后".repeat(200)
        );
        let found = snippet(&article, "６０日內辦結", 40);
        let chars: Vec<char> = found.text.chars().collect();
        let marked: String = found
            .highlights
            .iter()
            .flat_map(|(a, b)| &chars[*a..*b])
            .collect();
        assert_eq!(marked, "60日内办结");
        assert!(chars.len() <= 42);
    }

    #[test]
    fn a_short_article_is_shown_whole() {
        let found = snippet("本条例自2022年5月1日起施行。", "施行", 120);
        assert_eq!(found.text, "本条例自2022年5月1日起施行。");
        assert_eq!(found.highlights, [(14, 16)]);
    }
}
