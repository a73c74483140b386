//! Which law a name means: its title, its short forms, 书名号 or not. A name that only contains a law's name is
//! another text (《行政复议法实施条例》 is not 《行政复议法》) and is never taken for it.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::draft::Draft;
use crate::corpus::Corpus;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NamedLaw {
    /// A law of the corpus, by its position.
    Known(usize),
    /// A repealed text, by the position of its renumbering.
    Repealed(usize),
    /// A text that is not in the corpus, as it is called.
    Unknown(String),
    /// No law is named at all.
    Unnamed,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) law: NamedLaw,
}

/// What makes the name of another text when it follows that of a law. Not 规定: 条例规定 is what the 条例 says.
const SUCCESSORS: [&str; 13] = [
    "实施条例",
    "实施细则",
    "实施办法",
    "实施规定",
    "实施意见",
    "修正案",
    "司法解释",
    "若干",
    "的解释",
    "解释",
    "条例",
    "办法",
    "细则",
];
/// What makes the name of a local text when it stands right before one.
const PLACES: [char; 9] = ['省', '市', '区', '县', '州', '盟', '旗', '镇', '乡'];
/// Words after which a name begins. A name written without 书名号 is read back to one of them.
const OPENERS: [&str; 40] = [
    "根据", "依据", "依照", "按照", "参照", "适用", "违反", "结合", "引用", "援引", "以及", "符合",
    "属于", "执行", "遵守", "对照", "查阅", "学习", "关于", "的", "和", "与", "及", "或", "在",
    "由", "对", "按", "依", "据", "是", "有", "见", "即", "中", "了", "照", "从", "为", "将",
];
/// Longest name that is read back, in characters.
const LONGEST: usize = 30;

/// All names of a corpus.
pub(super) struct LawNames {
    exact: HashMap<String, NamedLaw>,
    /// Names of the laws by position, as they are cited.
    called: Vec<String>,
    names: AhoCorasick,
    laws: Vec<usize>,
    /// A short form that is a common noun too, as 条例: it needs its beginning checked.
    common: Vec<bool>,
}

impl LawNames {
    /// Reads the names of a corpus.
    ///
    /// # Errors
    /// When they are too many for one automaton.
    pub(super) fn new(corpus: &Corpus) -> Result<Self, aho_corasick::BuildError> {
        let mut exact = HashMap::new();
        let (mut names, mut laws, mut common) = (Vec::new(), Vec::new(), Vec::new());
        for (position, law) in corpus.laws.iter().enumerate() {
            let own = [&law.title, &law.name];
            for name in own.into_iter().chain(&law.short) {
                exact
                    .entry(name.clone())
                    .or_insert(NamedLaw::Known(position));
                names.push(name.clone());
                laws.push(position);
                common.push(!own.contains(&name) && law.name.ends_with(name.as_str()));
            }
        }
        // In 书名号 a repealed title is what it says, also where people use it as a short form of today's.
        for (position, change) in corpus.renumbered.iter().enumerate() {
            for name in &change.former {
                exact.insert(name.clone(), NamedLaw::Repealed(position));
            }
        }
        let names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)?;
        Ok(Self {
            called: corpus.laws.iter().map(|l| l.name.clone()).collect(),
            exact,
            names,
            laws,
            common,
        })
    }

    /// What a law is called; nothing for repealed texts and where none is named.
    pub(super) fn name_of<'a>(&'a self, law: &'a NamedLaw) -> Option<&'a str> {
        match law {
            NamedLaw::Known(position) => Some(&self.called[*position]),
            NamedLaw::Unknown(name) => Some(name),
            NamedLaw::Repealed(_) | NamedLaw::Unnamed => None,
        }
    }

    /// The law of a name in 书名号: exactly one of its names, apart from the country and the year of its wording.
    pub(super) fn titled(&self, title: &str) -> NamedLaw {
        let plain: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = plain.split('(').next().unwrap_or_default();
        let short = plain.strip_prefix("中华人民共和国").unwrap_or(plain);
        [plain, short]
            .iter()
            .find_map(|name| self.exact.get(*name).cloned())
            .unwrap_or_else(|| NamedLaw::Unknown(title.trim().to_owned()))
    }

    /// The names that stand in a text without 书名号, in order.
    pub(super) fn untitled(&self, draft: &Draft) -> Vec<Named> {
        let found = self.names.find_iter(&draft.folded);
        found
            .map(|m| {
                let pattern = m.pattern().as_usize();
                let (start, end) = (draft.character(m.start()), draft.character(m.end()));
                self.in_context(draft, pattern, start, end)
            })
            .collect()
    }

    /// The name at `start..end`, or the longer name of another text that it is part of.
    fn in_context(&self, draft: &Draft, pattern: usize, start: usize, end: usize) -> Named {
        let another = |start: usize, end: usize| Named {
            start,
            end,
            law: NamedLaw::Unknown(draft.slice(start, end)),
        };
        if let Some(longer) = SUCCESSORS.iter().find(|s| draft.at(end, s)) {
            let mut end = end + longer.chars().count();
            // 若干规定, 实施条例 …: as far as the number or the end of the name.
            while end < draft.chars.len()
                && draft.chars[end].is_alphanumeric()
                && draft.chars[end] != '第'
            {
                end += 1;
            }
            return another(start, end.min(start + LONGEST));
        }
        let local = start > 0 && PLACES.contains(&draft.chars[start - 1]);
        let begins = name_start(draft, start);
        if local || self.common[pattern] && begins < start && !is_wording(draft, begins, start) {
            return another(begins, end);
        }
        Named {
            start,
            end,
            law: NamedLaw::Known(self.laws[pattern]),
        }
    }
}

/// 旧, 原, 现行 and the like are said of a law, they are not part of its name.
fn is_wording(draft: &Draft, start: usize, end: usize) -> bool {
    let said = draft.slice(start, end);
    [
        "现行", "新", "旧", "原", "本", "该", "同", "上述", "国家", "新版",
    ]
    .contains(&said.as_str())
}

/// Where the name that ends at `end` begins: after the last mark or word that opens one.
pub(super) fn name_start(draft: &Draft, end: usize) -> usize {
    let mut start = end;
    while start > 0 && end - start < LONGEST {
        let opened = OPENERS.iter().any(|o| draft.before(start, o));
        if opened || !draft.chars[start - 1].is_alphanumeric() {
            break;
        }
        start -= 1;
    }
    start
}
