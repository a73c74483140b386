//! The words quoted beside a citation: where they stand in the draft, whether they stand in the law, and what
//! differs where they do not.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::draft::Draft;
use crate::text::normalize::half_width;

/// A stretch of a comparison between a draft and the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Whose it is.
    pub kind: DifferenceKind,
    /// The words.
    pub text: String,
}

/// Whose words a stretch are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// In both.
    Same,
    /// In the draft, not in the law.
    Added,
    /// In the law, not in the draft.
    Missing,
}

/// Shortest quote that is compared, in characters: shorter ones are single terms.
const SHORTEST: usize = 4;
/// Longest stretch of a quote that is aligned, in characters; the time of a comparison stays bounded.
const LONGEST_ALIGNED: usize = 600;
/// Most characters between a citation and its quote.
const NEAREST: usize = 14;
/// Words that lead from a citation to its quote.
const LEADS: [&str; 14] = [
    "规定", "明确", "所称", "所指", "指出", "载明", "要求", "写明", "写道", "表述", "原文", "关于",
    "中的", "即",
];
/// Opening and closing marks.
const MARKS: [(char, char); 4] = [('“', '”'), ('"', '"'), ('「', '」'), ('『', '』')];

/// The quote that belongs to the citation at `start..end`: right behind it, or right before it in brackets. `next` is
/// where the next citation begins, `previous` where the one before ended.
pub(super) fn beside(
    draft: &Draft,
    start: usize,
    end: usize,
    previous: usize,
    next: usize,
) -> Option<Range<usize>> {
    behind(draft, end, next).or_else(|| before(draft, start, previous))
}

fn behind(draft: &Draft, end: usize, next: usize) -> Option<Range<usize>> {
    let near = draft.chars[end..next.min(draft.chars.len())].iter();
    let gap = near
        .take(NEAREST + 1)
        .position(|c| MARKS.iter().any(|(open, _)| open == c))?;
    let between = draft.slice(end, end + gap);
    let words: String = between.chars().filter(|c| c.is_alphanumeric()).collect();
    let leads = words.is_empty() || LEADS.iter().any(|l| words.contains(l));
    let stops = between.contains(['。', '；', ';', '\n', '!', '?']);
    (leads && !stops).then_some(())?;
    closed(draft, end + gap)
}

/// The inside of the quote whose opening mark stands at `open`; marks may nest.
fn closed(draft: &Draft, open: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 3000;
    let (opening, closing) = *MARKS.iter().find(|(o, _)| *o == draft.chars[open])?;
    let mut depth = 0;
    for (i, c) in draft.chars.iter().enumerate().skip(open).take(LONGEST) {
        if *c == closing && (opening != closing || i > open) {
            depth -= 1;
            if depth == 0 || opening == closing {
                return long_enough(draft, open + 1..i);
            }
        } else if *c == opening {
            depth += 1;
        }
    }
    None
}

/// “…”（《条例》第一条）: the quote closes right before the bracket that holds the citation.
fn before(draft: &Draft, start: usize, previous: usize) -> Option<Range<usize>> {
    const BETWEEN: [char; 12] = [
        '(', '[', '【', '—', '-', ' ', '见', '依', '据', '引', '自', ',',
    ];
    let mut close = start;
    while close > previous && BETWEEN.contains(&draft.chars[close - 1]) {
        close -= 1;
    }
    let bracketed = close < start && draft.slice(close, start).contains(['(', '[', '【', '—']);
    let (opening, closing) = MARKS
        .into_iter()
        .find(|(_, c)| close > previous && *c == draft.chars[close - 1])?;
    bracketed.then_some(())?;
    let mut depth = 1;
    for i in (previous..close - 1).rev() {
        if draft.chars[i] == opening {
            depth -= 1;
            if depth == 0 {
                return long_enough(draft, i + 1..close - 1);
            }
        } else if draft.chars[i] == closing {
            depth += 1;
        }
    }
    None
}

fn long_enough(draft: &Draft, inside: Range<usize>) -> Option<Range<usize>> {
    let words = draft.chars[inside.clone()].iter();
    (words.filter(|c| c.is_alphanumeric()).count() >= SHORTEST).then_some(inside)
}

/// What differs between a quote and the text it is said to be from; empty when every stretch of it between ……
/// stands there word for word. Width, white space, quotation marks and the marks at its ends are not looked at.
pub(super) fn differences(quote: &[char], law: &str) -> Vec<Piece> {
    let law: Vec<char> = law.chars().filter_map(comparable).collect();
    let (mut pieces, mut differ, mut from) = (Vec::new(), false, 0);
    for words in stretches(quote) {
        if !pieces.is_empty() {
            pieces.push(same("……".to_owned()));
        }
        if let Some(at) = position(&law[from..], &words) {
            from += at + words.len();
            pieces.push(same(words.iter().collect()));
        } else {
            differ = true;
            let nearest = nearest(&law, &words[..words.len().min(LONGEST_ALIGNED)]);
            pieces.extend(compared(&words, &law[nearest]));
        }
    }
    if differ { pieces } else { Vec::new() }
}

/// Whether every stretch of the quote stands in the text, in order.
pub(super) fn holds(law: &str, quote: &[char]) -> bool {
    let law: Vec<char> = law.chars().filter_map(comparable).collect();
    let mut from = 0;
    stretches(quote).iter().all(|words| {
        let found = position(&law[from..], words);
        from += found.map_or(0, |at| at + words.len());
        found.is_some()
    })
}

/// What stands between …… in a quote, as it is compared.
fn stretches(quote: &[char]) -> Vec<Vec<char>> {
    let parts = quote.split(|c| *c == '…');
    let compared = parts.map(|p| {
        let words: Vec<char> = p.iter().copied().filter_map(comparable).collect();
        trimmed(&words).to_vec()
    });
    compared.filter(|words| !words.is_empty()).collect()
}

fn same(text: String) -> Piece {
    Piece {
        kind: DifferenceKind::Same,
        text,
    }
}

/// A character as it is compared, or none where it does not count.
fn comparable(c: char) -> Option<char> {
    let c = half_width(c);
    let counts =
        !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」');
    counts.then_some(c)
}

fn trimmed(words: &[char]) -> &[char] {
    let first = words.iter().position(|c| c.is_alphanumeric());
    let last = words.iter().rposition(|c| c.is_alphanumeric());
    match (first, last) {
        (Some(first), Some(last)) => &words[first..=last],
        _ => &[],
    }
}

fn position(law: &[char], words: &[char]) -> Option<usize> {
    law.windows(words.len()).position(|w| w == words)
}

/// The stretch of the law that the words are most like: the end of the cheapest alignment, and its beginning.
fn nearest(law: &[char], words: &[char]) -> Range<usize> {
    // Cost of the words so far against a stretch that ends here, and where that stretch begins.
    let mut row: Vec<(usize, usize)> = (0..=law.len()).map(|j| (0, j)).collect();
    for (i, word) in words.iter().enumerate() {
        let mut left = (i + 1, 0);
        let mut diagonal = row[0];
        row[0] = left;
        for (j, c) in law.iter().enumerate() {
            let substituted = (diagonal.0 + usize::from(c != word), diagonal.1);
            diagonal = row[j + 1];
            let skipped_word = (diagonal.0 + 1, diagonal.1);
            let skipped_law = (left.0 + 1, left.1);
            left = substituted.min(skipped_word).min(skipped_law);
            row[j + 1] = left;
        }
    }
    let best = row.iter().enumerate().min_by_key(|(_, cell)| cell.0);
    best.map_or(0..0, |(end, cell)| cell.1.min(end)..end)
}

fn compared(words: &[char], law: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |kind, text: &[char]| {
        if !text.is_empty() {
            let text = text.iter().collect();
            pieces.push(Piece { kind, text });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, law, words) {
        let (tag, old, new) = op.as_tag_tuple();
        debug_assert_eq!(op.tag(), tag);
        if matches!(op, DiffOp::Equal { .. }) {
            push(DifferenceKind::Same, &words[new]);
        } else {
            push(DifferenceKind::Missing, &law[old]);
            push(DifferenceKind::Added, &words[new]);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(quote: &str, law: &str) -> String {
        let quote: Vec<char> = quote.chars().collect();
        let mark = |p: &Piece| match p.kind {
            DifferenceKind::Same => p.text.clone(),
            DifferenceKind::Added => format!("+{}+", p.text),
            DifferenceKind::Missing => format!("-{}-", p.text),
        };
        differences(&quote, law).iter().map(mark).collect()
    }

    #[test]
    fn what_is_verbatim_has_no_differences_and_what_is_not_shows_them() {
        let law =
            "对本条例规定的信访事项应当自受理之日起60日内办结；情况复杂的，可以适当延长办理期限。";
        assert_eq!(shown("应当自受理之日起６０日内办结。", law), "");
        assert_eq!(shown("应当自受理之日起60日内办结……可以适当延长", law), "");
        assert_eq!(
            shown("应当自受理之日起90日内办结", law),
            "应当自受理之日起-6-+9+0日内办结"
        );
        assert_eq!(shown("可以延长办理期限", law), "可以-适当-延长办理期限");
    }

    #[test]
    fn only_a_quote_right_beside_a_citation_is_taken_for_its_words() {
        let find = |text: &str, cited: &str| {
            let draft = Draft::new(text);
            let start = text[..text.find(cited).expect("cited")].chars().count();
            let end = start + cited.chars().count();
            beside(&draft, start, end, 0, draft.chars.len()).map(|r| draft.slice(r.start, r.end))
        };
        let cited = "第三十四条";
        assert_eq!(
            find("第三十四条规定：“应当自受理之日起”", cited).as_deref(),
            Some("应当自受理之日起")
        );
        assert_eq!(
            find("“应当自受理之日起”（第三十四条）", cited).as_deref(),
            Some("应当自受理之日起")
        );
        assert_eq!(
            find("按第三十四条办理。您来信说“从来没有人管”", cited),
            None
        );
        assert_eq!(find("按第三十四条，您说的“从来没有人管”", cited), None);
    }
}
