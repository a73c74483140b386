//! Finds citations in a text: a law, then its articles, also several in a row, ranges, 同法 and 该条例, and bare
//! numbers that go on with the law before them. Whether they exist is not asked here.

use std::collections::HashMap;

use super::draft::Draft;
use super::names::{LawNames, Named, NamedLaw, name_start};
use super::number::{Numbered, article_at, parts_in_row, unit_at};
use crate::corpus::ArticleNo;

/// A place that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) law: NamedLaw,
    pub(super) article: ArticleNo,
    pub(super) paragraph: Option<u16>,
    pub(super) item: Option<u16>,
    /// Where it stands, from the name of the law where that is right before the number.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its number begins.
    pub(super) number: usize,
}

/// Most articles that 第一条至第五百条 stands for.
const LONGEST_RANGE: u16 = 200;
/// What joins citations in a row.
const JOINS: [&str; 7] = ["、", "和", "及", "与", "或", "或者", "以及"];
/// Before a number these make it one of a contract or a judgment, which is no law at all.
const NO_LAW: [&str; 14] = [
    "合同",
    "协议",
    "协议书",
    "章程",
    "公约",
    "规约",
    "判决",
    "判决书",
    "裁定",
    "裁定书",
    "承诺书",
    "方案",
    "纪要",
    "清单",
];
/// Before a number these end the name of a law that is not known here.
const LAW_ENDS: [&str; 12] = [
    "法", "法典", "条例", "规定", "办法", "细则", "解释", "准则", "规则", "意见", "通知", "决定",
];
/// Words that end in a law's ending and name none: 依法第…, 按规定第….
const NO_NAME: [&str; 12] = [
    "依法",
    "合法",
    "违法",
    "司法",
    "执法",
    "规定",
    "的规定",
    "意见",
    "办法",
    "决定",
    "方法",
    "本规定",
];

/// Reads the citations of one text.
pub(super) struct Scan<'a> {
    pub(super) names: &'a LawNames,
    pub(super) draft: &'a Draft,
    /// The law that is being read, for texts of law: 本法 and bare numbers are of it.
    pub(super) own: Option<usize>,
    /// Names of laws by the place they begin at.
    pub(super) named: HashMap<usize, Named>,
    /// 以下简称《…》.
    pub(super) aliases: HashMap<String, NamedLaw>,
    pub(super) current: NamedLaw,
    /// Every law that was named, in order.
    pub(super) named_before: Vec<NamedLaw>,
    /// Where the last name of a law began and ended.
    pub(super) name_at: Option<(usize, usize)>,
    mentions: Vec<Mention>,
}

impl<'a> Scan<'a> {
    /// All citations of a text, in order.
    pub(super) fn run(names: &'a LawNames, draft: &'a Draft, own: Option<usize>) -> Vec<Mention> {
        let found = names.untitled(draft).into_iter();
        let scan = Self {
            names,
            draft,
            own,
            named: found.map(|n| (n.start, n)).collect(),
            aliases: HashMap::new(),
            current: own.map_or(NamedLaw::Unnamed, NamedLaw::Known),
            named_before: Vec::new(),
            name_at: None,
            mentions: Vec::new(),
        };
        scan.read()
    }

    fn read(mut self) -> Vec<Mention> {
        let mut at = 0;
        while at < self.draft.chars.len() {
            at = self
                .law_at(at)
                .or_else(|| self.article(at))
                .or_else(|| self.further_part(at))
                .unwrap_or(at + 1);
        }
        self.mentions
    }

    /// A numbered article at `at`, with the range it may open.
    fn article(&mut self, at: usize) -> Option<usize> {
        let behind_name = self.name_at.filter(|(_, end)| *end == at);
        let numbered = article_at(&self.draft.chars, at, behind_name.is_some())?;
        let Some((law, start)) = behind_name
            .map(|(start, _)| (self.current.clone(), start))
            .or_else(|| self.law_of_bare(at))
        else {
            return Some(numbered.end);
        };
        self.push(law.clone(), numbered, start, at);
        Some(self.range(&law, numbered, start).unwrap_or(numbered.end))
    }

    /// The law of a number that has none right before it, and where the citation begins.
    fn law_of_bare(&self, at: usize) -> Option<(NamedLaw, usize)> {
        if NO_LAW.iter().any(|w| self.draft.before(at, w)) {
            return None;
        }
        if self.own.is_some() {
            let law = self.listed(at).unwrap_or(NamedLaw::Known(self.own?));
            return Some((law, at));
        }
        let start = name_start(self.draft, at);
        let name = self.draft.slice(start, at);
        let ends = LAW_ENDS.iter().any(|e| name.ends_with(e));
        if ends && !NO_NAME.iter().any(|n| name == *n) && !name.ends_with("规定的") {
            return Some((NamedLaw::Unknown(name), start));
        }
        Some((self.current.clone(), at))
    }

    /// The law of the citation that this one is joined to by 、 or 和.
    fn listed(&self, at: usize) -> Option<NamedLaw> {
        let last = self.mentions.last()?;
        self.joins(last.end, at).then(|| last.law.clone())
    }

    /// Whether nothing but 、 or 和 stands between two places. Asked at every character, so far places cost nothing.
    fn joins(&self, end: usize, at: usize) -> bool {
        let between = at.saturating_sub(end);
        let fits = |join: &&str| join.chars().count() == between && self.draft.at(end, join);
        between > 0 && JOINS.iter().any(fits)
    }

    /// 第二款 or 第（二）项 that goes on with the article before it.
    fn further_part(&mut self, at: usize) -> Option<usize> {
        let last = self.mentions.last()?;
        if !self.joins(last.end, at) {
            return None;
        }
        let last = last.clone();
        let chars = &self.draft.chars;
        let (mut paragraph, mut item, mut end) = (None, None, at);
        if let Some((n, after)) = unit_at(chars, at, '款') {
            (paragraph, end) = (Some(n), after);
        }
        if let Some((n, after)) = unit_at(chars, end, '项') {
            (item, end) = (Some(n), after);
            paragraph = paragraph.or(last.paragraph);
        }
        if end == at {
            return None;
        }
        let part = Mention {
            paragraph,
            item,
            start: at,
            end,
            number: at,
            ..last
        };
        self.mentions.push(part);
        Some(end)
    }

    /// Adds the citation; 第（一）、（二）项 and 第一、二款 name their unit only at the end.
    fn push(&mut self, law: NamedLaw, numbered: Numbered, start: usize, number: usize) {
        let mention = Mention {
            law,
            article: numbered.article,
            paragraph: numbered.paragraph,
            item: numbered.item,
            start,
            end: numbered.end,
            number,
        };
        let parts = if numbered.item.is_some() {
            Vec::new()
        } else {
            parts_in_row(&self.draft.chars, numbered.end)
        };
        if parts.is_empty() {
            return self.mentions.push(mention);
        }
        for (i, part) in parts.into_iter().enumerate() {
            let mut mention = mention.clone();
            if part.of_items {
                mention.item = Some(part.no);
            } else {
                mention.paragraph = Some(part.no);
            }
            if i > 0 {
                (mention.start, mention.number) = (part.start, part.start);
            }
            mention.end = part.end;
            self.mentions.push(mention);
        }
    }

    /// 至第二十条 behind an article: every article of the range is cited.
    fn range(&mut self, law: &NamedLaw, from: Numbered, start: usize) -> Option<usize> {
        let chars = &self.draft.chars;
        if !matches!(
            chars.get(from.end),
            Some('至' | '到' | '-' | '—' | '~' | '–')
        ) {
            return None;
        }
        let to = article_at(chars, from.end + 1, true)?;
        let (first, last) = (from.article.main, to.article.main);
        let within = first.saturating_add(1)..last.min(first.saturating_add(LONGEST_RANGE));
        for main in within {
            let article = Numbered {
                article: ArticleNo::from(main),
                paragraph: None,
                item: None,
                end: to.end,
            };
            self.push(law.clone(), article, start, from.end + 1);
        }
        self.push(law.clone(), to, from.end + 1, from.end + 1);
        Some(to.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Source, SourceFile};

    fn corpus() -> Corpus {
        let law = |path: &str, title: &str| SourceFile {
            path: format!("laws/{path}.md"),
            bytes: format!("# {title}\n\n第一条\u{3000}内容。\n")
                .into_bytes()
                .into(),
        };
        let files = [
            law("xinfang-gongzuo-tiaoli", "信访工作条例"),
            law("related/xingzheng-fuyi-fa", "中华人民共和国行政复议法"),
            SourceFile {
                path: "laws/laws.toml".into(),
                bytes: "[xinfang-gongzuo-tiaoli]\nshort = [\"条例\", \"信访条例\"]\n"
                    .as_bytes()
                    .into(),
            },
        ];
        Corpus::load(Source::from_files(files), None).expect("a sound corpus")
    }

    /// law#article(款)(项)@text of every citation.
    fn read(text: &str) -> Vec<String> {
        let corpus = corpus();
        let names = LawNames::new(&corpus).expect("few names");
        let draft = Draft::new(text);
        let shown = |m: Mention| {
            let law = match m.law {
                NamedLaw::Known(i) => corpus.laws[i].name.clone(),
                NamedLaw::Unknown(name) => format!("?{name}"),
                NamedLaw::Repealed(_) => "旧".to_owned(),
                NamedLaw::Unnamed => "-".to_owned(),
            };
            let part =
                |n: Option<u16>, unit: &str| n.map_or(String::new(), |n| format!("{n}{unit}"));
            format!(
                "{law}#{}{}{}",
                m.article,
                part(m.paragraph, "款"),
                part(m.item, "项")
            )
        };
        Scan::run(&names, &draft, None)
            .into_iter()
            .map(shown)
            .collect()
    }

    #[test]
    fn rows_ranges_and_the_same_law_are_followed() {
        for (text, expected) in [
            (
                "《信访工作条例》第二十条、第二十六条规定",
                &["信访工作条例#20", "信访工作条例#26"][..],
            ),
            (
                "条例第十七条至第十九条",
                &["信访工作条例#17", "信访工作条例#18", "信访工作条例#19"],
            ),
            (
                "《行政复议法》第9条；同法第五条",
                &["行政复议法#9", "行政复议法#5"],
            ),
            (
                "条例第31条第(一)、(二)项",
                &["信访工作条例#311项", "信访工作条例#312项"],
            ),
            (
                "条例第二十三条第一款、第三款",
                &["信访工作条例#231款", "信访工作条例#233款"],
            ),
            (
                "条例第二十三条第一、三款",
                &["信访工作条例#231款", "信访工作条例#233款"],
            ),
            (
                "《信访工作条例》(以下简称《工作条例》)第一条。依《工作条例》第二条",
                &["信访工作条例#1", "信访工作条例#2"],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_longer_name_is_another_text() {
        for (text, expected) in [
            ("《行政复议法实施条例》第9条", "?行政复议法实施条例#9"),
            ("《行政复议法》实施条例第9条", "?行政复议法实施条例#9"),
            ("行政复议法实施条例第9条", "?行政复议法实施条例#9"),
            ("依据河南省信访条例第十条", "?河南省信访条例#10"),
            ("根据物业管理条例第三条", "?物业管理条例#3"),
            ("条例第一条。刑法第二百条", "?刑法#200"),
            ("依照条例第三条", "信访工作条例#3"),
            (
                "条例第一条。行政复议法第二条。该条例第三条",
                "信访工作条例#3",
            ),
            ("关于适用《行政复议法》的解释第一条", "?行政复议法的解释#1"),
            ("根据《行政复议法》的规定，第二条", "行政复议法#2"),
            ("依照条例规定，第三条", "信访工作条例#3"),
            ("信访工作条例规定了：第三条", "信访工作条例#3"),
            ("依照中华人民共和国行政复议法第三条", "行政复议法#3"),
        ] {
            assert_eq!(
                read(text).last().map(String::as_str),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(read("按合同第三条付款"), Vec::<String>::new());
        assert_eq!(read("根据第三条"), ["-#3"]);
    }
}
