//! Articles by number, in the forms people write: 条例31条, 第三十一条, 31条第六项, 20条3款, 宪法41, ３５条,
//! 宪法第四章. A number without a law means the 条例 first, then the 宪法.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::corpus::{ArticleNo, Corpus, HeadingKind, Law, Pinpoint, Shelf};
use crate::text::normalize::{half_width, to_simplified};
use crate::text::numeral;

/// A reference that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Slug of the law it names; `None` when only a number was given.
    pub law: Option<String>,
    /// The article, or `None` for a chapter.
    pub article: Option<ArticleNo>,
    /// 章, from 1, when a chapter is named instead of an article.
    pub chapter: Option<u32>,
    /// 款 and 项, as far as given.
    pub pinpoint: Option<Pinpoint>,
    /// Whether 条 or 章 was written, or a law right before the number.
    pub explicit: bool,
    /// Whether the reference is all there is in the text.
    pub whole: bool,
}

/// Reads references. Built once for a corpus; knows every name of every law.
pub struct ReferenceReader {
    names: AhoCorasick,
    owners: Vec<String>,
    /// Whether the name is a title, not a short form.
    own_name: Vec<bool>,
    /// Number of the last article of each owner.
    last: Vec<Option<ArticleNo>>,
}

impl ReferenceReader {
    /// For the laws of this corpus.
    ///
    /// # Errors
    /// When the names of the laws are too many for one automaton.
    pub fn new(corpus: &Corpus) -> Result<Self, aho_corasick::BuildError> {
        let (mut names, mut owners, mut own_name) = (Vec::new(), Vec::new(), Vec::new());
        let mut last = Vec::new();
        for law in &corpus.laws {
            for name in std::iter::once(&law.title)
                .chain([&law.name])
                .chain(&law.short)
            {
                names.push(fold(name));
                owners.push(law.id.0.clone());
                own_name.push(!law.short.contains(name));
                last.push(law.articles.last().map(|a| a.no));
            }
        }
        let names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)?;
        Ok(Self {
            names,
            owners,
            own_name,
            last,
        })
    }

    /// The first reference in `text`.
    pub fn read(&self, text: &str) -> Option<Reference> {
        let text = fold(text);
        let mut mentions = self.names.find_iter(&text).peekable();
        if mentions.peek().is_none() {
            return read_number(&text, None);
        }
        mentions.find_map(|m| {
            let named = m.pattern().as_usize();
            let law = &self.owners[named];
            let rest = &text[m.end()..];
            let last = || read_last(rest, law, self.last[named]);
            let mut found = read_number(rest, Some(law)).or_else(last)?;
            found.whole &= text[..m.start()]
                .trim_matches(|c: char| !c.is_alphanumeric())
                .is_empty();
            Some(found)
        })
    }

    /// The slug of the first law the text names by its own name; a short form such as 条例 may mean another.
    pub fn law_named(&self, text: &str) -> Option<&str> {
        let text = fold(text);
        let mut mentions = self.names.find_iter(&text).map(|m| m.pattern().as_usize());
        mentions
            .find(|m| self.own_name[*m])
            .map(|m| self.owners[m].as_str())
    }
}

impl Reference {
    /// The laws it may mean: the one it names, or the core shelf in its order with the 条例 first.
    pub fn laws<'a>(&self, corpus: &'a Corpus) -> Vec<&'a Law> {
        match &self.law {
            Some(id) => corpus.law(id).into_iter().collect(),
            None => {
                let mut laws: Vec<&Law> = corpus
                    .laws
                    .iter()
                    .filter(|l| l.shelf == Shelf::Core)
                    .collect();
                // The 条例 is what this service is about; its short name tells it apart.
                laws.sort_by_key(|l| !l.short.iter().any(|s| s == "条例"));
                laws
            }
        }
    }

    /// Every article it names, as (law, position), best first.
    pub fn resolve<'a>(&self, corpus: &'a Corpus) -> Vec<(&'a Law, usize)> {
        let mut out = Vec::new();
        for law in self.laws(corpus) {
            match (self.article, self.chapter) {
                // A preamble has no number that anybody would write.
                (Some(no), _) if no == ArticleNo::PREAMBLE => {}
                (Some(no), _) => out.extend(law.position(no).map(|i| (law, i))),
                (None, Some(chapter)) => {
                    out.extend(chapter_articles(law, chapter).map(|i| (law, i)))
                }
                (None, None) => {}
            }
        }
        out
    }
}

fn chapter_articles(law: &Law, number: u32) -> std::ops::Range<usize> {
    let opening = format!("第{}章", numeral::to_chinese(number));
    let chapters: Vec<_> = law
        .headings
        .iter()
        .filter(|h| matches!(h.kind, HeadingKind::Chapter | HeadingKind::Part))
        .collect();
    let Some(i) = chapters.iter().position(|h| h.text.starts_with(&opening)) else {
        return 0..0;
    };
    chapters[i].first..chapters.get(i + 1).map_or(law.articles.len(), |h| h.first)
}

fn fold(text: &str) -> String {
    to_simplified(text)
        .chars()
        .map(half_width)
        .filter(|c| !matches!(c, '《' | '》' | '"' | '“' | '”') && !c.is_whitespace())
        .collect()
}

/// The first number of an article or chapter in `text`; right at its start when a law stands before it.
fn read_number(text: &str, law: Option<&String>) -> Option<Reference> {
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let begin = i;
        // 哪一条, 这一条, 每一条 count, they do not number.
        if matches!(
            chars[i],
            '哪' | '这' | '那' | '每' | '几' | '某' | '上' | '下' | '后'
        ) {
            i += 1;
            while i < chars.len() && numeral::is_numeral(chars[i]) {
                i += 1;
            }
            continue;
        }
        if chars[i] == '第' {
            i += 1;
        }
        let (number, after) = numeral::read_at(&chars, i);
        let Some(number) = number else {
            i = begin + 1;
            continue;
        };
        let unit = chars.get(after).copied();
        let adjacent = law.is_some() && begin == 0;
        let alone = begin == 0 && after == chars.len();
        match unit {
            Some('条')
                if chars[begin] != '第'
                    && !adjacent
                    && counts_things(&chars, begin, number, after) =>
            {
                i = after;
            }
            Some('条') => return Some(article_reference(&chars, begin, number, after + 1, law)),
            Some('章') => {
                return Some(Reference {
                    law: law.cloned(),
                    article: None,
                    chapter: Some(number),
                    pinpoint: None,
                    explicit: true,
                    whole: begin == 0 && after + 1 == chars.len(),
                });
            }
            // 宪法41, and a bare 31 as the whole text; not 宪法2018年.
            None if adjacent || alone => {
                return Some(article_reference(&chars, begin, number, after, law));
            }
            Some('第') if adjacent => {
                return Some(article_reference(&chars, begin, number, after, law));
            }
            _ => i = after,
        }
    }
    None
}

/// 最后一条: the law's last article.
fn read_last(text: &str, law: &str, last: Option<ArticleNo>) -> Option<Reference> {
    let rest = text.strip_prefix('的').unwrap_or(text);
    let after = rest.strip_prefix("最后一条")?;
    Some(Reference {
        law: Some(law.to_owned()),
        article: Some(last?),
        chapter: None,
        pinpoint: None,
        explicit: true,
        whole: after.is_empty(),
    })
}

/// Whether N条 counts things (两条烟, 三条路): small, without 第 or a law before it, and inside a sentence.
fn counts_things(chars: &[char], begin: usize, number: u32, after: usize) -> bool {
    /// Nobody brings more cartons than this.
    const COUNTED: u32 = 10;
    let followed = chars.get(after + 1);
    let goes_on = followed.is_some_and(|c| !matches!(c, '第' | '规' | '讲' | '说' | '写' | '是'));
    chars[begin] == '两' || (number <= COUNTED && begin > 0 && goes_on)
}

fn article_reference(
    chars: &[char],
    begin: usize,
    number: u32,
    mut at: usize,
    law: Option<&String>,
) -> Reference {
    let explicit = law.is_some() || at > 0 && chars.get(at - 1) == Some(&'条');
    let mut sub = 0;
    if chars.get(at) == Some(&'之')
        && let (Some(n), after) = numeral::read_at(chars, at + 1)
    {
        sub = u16::try_from(n).unwrap_or(0);
        at = after;
    }
    let mut pinpoint = Pinpoint {
        paragraph: None,
        item: None,
    };
    for (slot, unit) in [(&mut pinpoint.paragraph, '款'), (&mut pinpoint.item, '项')] {
        let start = if chars.get(at) == Some(&'第') {
            at + 1
        } else {
            at
        };
        if let (Some(n), after) = numeral::read_at(chars, start)
            && chars.get(after) == Some(&unit)
        {
            *slot = u16::try_from(n).ok();
            at = after + 1;
        }
    }
    let named = pinpoint.paragraph.is_some() || pinpoint.item.is_some();
    Reference {
        law: law.cloned(),
        // A number too large for any law stays a reference, to an article that does not exist.
        article: Some(ArticleNo {
            main: u16::try_from(number).unwrap_or(u16::MAX),
            sub,
        }),
        chapter: None,
        pinpoint: named.then_some(pinpoint),
        explicit,
        whole: begin == 0 && at == chars.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Source, SourceFile};

    fn corpus() -> Corpus {
        let law = |name: &str, articles: u32| SourceFile {
            path: format!("laws/{name}.md"),
            bytes: format!(
                "# {}\n\n## 第一章 总则\n\n{}",
                if name == "xianfa" {
                    "中华人民共和国宪法"
                } else {
                    "信访工作条例"
                },
                (1..=articles)
                    .map(|n| format!("第{}条\u{3000}内容\n\n", numeral::to_chinese(n)))
                    .collect::<String>()
            )
            .into_bytes()
            .into(),
        };
        let meta = SourceFile {
            path: "laws/laws.toml".into(),
            bytes: "[tiaoli]\nshort = [\"条例\", \"信访条例\"]\n"
                .as_bytes()
                .into(),
        };
        let source = Source::from_files([law("tiaoli", 50), law("xianfa", 143), meta]);
        Corpus::load(source, None).expect("a sound corpus")
    }

    fn read(text: &str) -> Option<String> {
        let corpus = corpus();
        let reference = ReferenceReader::new(&corpus)
            .expect("few names")
            .read(text)?;
        let (law, position) = reference.resolve(&corpus).into_iter().next()?;
        let pinpoint = reference
            .pinpoint
            .map_or_else(String::new, |p| p.to_string());
        Some(format!(
            "{}/{}{pinpoint}",
            law.id, law.articles[position].no
        ))
    }

    #[test]
    fn references_are_read_in_every_form_people_write() {
        for (text, expected) in [
            ("条例31条", "tiaoli/31"),
            ("第三十一条", "tiaoli/31"),
            ("三十一条", "tiaoli/31"),
            ("31条第六项", "tiaoli/31第六项"),
            ("信访条例20条3款", "tiaoli/20第三款"),
            ("宪法41", "xianfa/41"),
            ("３５条", "tiaoli/35"),
            ("《中华人民共和国宪法》第四十一条第二款", "xianfa/41第二款"),
            ("第５２条", "xianfa/52"),
            ("31", "tiaoli/31"),
            ("宪法 27条", "xianfa/27"),
            ("宪法最后一条", "xianfa/143"),
            ("条例的最后一条是什么", "tiaoli/50"),
            ("3条是什么", "tiaoli/3"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn counting_words_dates_and_missing_articles_are_no_reference() {
        for text in [
            "是条例哪一条",
            "每一条",
            "2022年5月1日",
            "等了3个月",
            "收了两条烟才肯收材料",
            "他家养了3条狗",
            "最后一条",
            "第999条",
            "宪法第0条",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
