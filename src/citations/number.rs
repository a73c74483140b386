//! 第三十一条第一款第（六）项 in all its spellings: the numbers alone, whatever law they are of.

use crate::corpus::ArticleNo;
use crate::text::numeral;

/// 条, 款 and 项 as they are written at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) article: ArticleNo,
    pub(super) paragraph: Option<u16>,
    pub(super) item: Option<u16>,
    /// One past the last character.
    pub(super) end: usize,
}

/// Reads 第…条 (第…款)(第…项) at `at`; without 第 only where `bare` allows it, as right after the name of a law.
pub(super) fn article_at(chars: &[char], at: usize, bare: bool) -> Option<Numbered> {
    let marked = chars.get(at) == Some(&'第');
    if !marked && !bare {
        return None;
    }
    let (main, after) = numeral::read_at(chars, at + usize::from(marked));
    let main = main?;
    if chars.get(after) != Some(&'条') {
        return None;
    }
    let mut end = after + 1;
    let mut sub = 0;
    if chars.get(end) == Some(&'之')
        && let (Some(n), after) = numeral::read_at(chars, end + 1)
    {
        sub = u16::try_from(n).unwrap_or(0);
        end = after;
    }
    let paragraph = unit_at(chars, end, '款');
    end = paragraph.map_or(end, |(_, after)| after);
    let item = unit_at(chars, end, '项');
    end = item.map_or(end, |(_, after)| after);
    Some(Numbered {
        // A number too large for any law is that of an article that does not exist.
        article: ArticleNo {
            main: u16::try_from(main).unwrap_or(u16::MAX),
            sub,
        },
        paragraph: paragraph.map(|(n, _)| n),
        item: item.map(|(n, _)| n),
        end,
    })
}

/// Reads 第三款, 三款, 第（六）项 or （六）项 at `at`: the number, and the position after it.
pub(super) fn unit_at(chars: &[char], at: usize, unit: char) -> Option<(u16, usize)> {
    let (number, after) = ordinal_at(chars, at)?;
    (chars.get(after) == Some(&unit)).then_some((number, after + 1))
}

/// Reads 第三, 三, 第（六） or （六） at `at`.
pub(super) fn ordinal_at(chars: &[char], at: usize) -> Option<(u16, usize)> {
    let at = at + usize::from(chars.get(at) == Some(&'第'));
    let open = chars.get(at) == Some(&'(');
    let (number, after) = numeral::read_at(chars, at + usize::from(open));
    let number = u16::try_from(number?).unwrap_or(u16::MAX);
    if open && chars.get(after) != Some(&')') {
        return None;
    }
    Some((number, after + usize::from(open)))
}

/// One number of 第（一）、（二）项.
pub(super) struct RowPart {
    pub(super) no: u16,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) of_items: bool,
}

/// 第（一）、（二）项: at least two numbers and the unit after the last.
pub(super) fn parts_in_row(chars: &[char], at: usize) -> Vec<RowPart> {
    let mut parts: Vec<RowPart> = Vec::new();
    let mut place = at;
    while let Some((no, end)) = ordinal_at(chars, place) {
        parts.push(RowPart {
            no,
            start: place,
            end,
            of_items: false,
        });
        match chars.get(end) {
            Some('、' | '和' | '及' | '与') => place = end + 1,
            Some(unit @ ('款' | '项')) if parts.len() > 1 => {
                let items = *unit == '项';
                parts.iter_mut().for_each(|p| p.of_items = items);
                if let Some(last) = parts.last_mut() {
                    last.end += 1;
                }
                return parts;
            }
            _ => break,
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_place_is_read() {
        for (text, article, paragraph, item) in [
            ("第三十一条第六项", 31, None, Some(6)),
            ("第31条第1款第(3)项", 31, Some(1), Some(3)),
            ("第二十三条第四款", 23, Some(4), None),
            ("第三十一条(六)项", 31, None, Some(6)),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let read = article_at(&chars, 0, false).expect(text);
            assert_eq!(read.article, ArticleNo::from(article), "{text}");
            assert_eq!((read.paragraph, read.item), (paragraph, item), "{text}");
            assert_eq!(read.end, chars.len(), "{text}");
        }
        let chars: Vec<char> = "31条".chars().collect();
        assert_eq!(article_at(&chars, 0, false), None);
        assert!(article_at(&chars, 0, true).is_some());
    }
}
