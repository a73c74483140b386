//! Which law the citations that follow are of: 《…》, names without 书名号, 同法 and 该条例, and the short forms that a
//! draft gives itself (以下简称《…》).

use super::names::NamedLaw;
use super::scan::Scan;

/// What goes on with the law that was named before.
const SAME: [&str; 12] = [
    "同法",
    "该法",
    "本法",
    "同条例",
    "该条例",
    "本条例",
    "上述条例",
    "上述法律",
    "该规定",
    "本规定",
    "该办法",
    "本办法",
];

impl Scan<'_> {
    /// A law that is named at `at`: it is the current one from here on.
    pub(super) fn law_at(&mut self, at: usize) -> Option<usize> {
        let (law, end) = if self.draft.chars[at] == '《' {
            self.titled(at)?
        } else if let Some(named) = self.named.get(&at) {
            (named.law.clone(), named.end)
        } else {
            let word = SAME.iter().find(|w| self.draft.at(at, w))?;
            let own = self.own.filter(|_| word.starts_with('本'));
            let law = own.map_or_else(|| self.last_called(word), NamedLaw::Known);
            (law, at + word.chars().count())
        };
        self.named_before.push(law.clone());
        self.current = law;
        let end = self.note(end);
        self.name_at = Some((at, end));
        Some(end)
    }

    /// The law that 该条例 or 同法 means: the last one whose name ends like that, else the last one at all.
    fn last_called(&self, word: &str) -> NamedLaw {
        let noun: String = word
            .chars()
            .filter(|c| !"同该本上述".contains(*c))
            .collect();
        let called = |law: &&NamedLaw| self.names.name_of(law).is_some_and(|n| n.ends_with(&noun));
        let before = self.named_before.iter().rev();
        before
            .clone()
            .find(called)
            .cloned()
            .unwrap_or_else(|| self.current.clone())
    }

    /// 《…》 at `at`: what it names, and where it ends.
    fn titled(&self, at: usize) -> Option<(NamedLaw, usize)> {
        const LONGEST_TITLE: usize = 60;
        let inner = self.draft.chars[at + 1..].iter().take(LONGEST_TITLE);
        let length = inner.take_while(|c| !matches!(c, '》' | '\n')).count();
        let close = at + 1 + length;
        if self.draft.chars.get(close) != Some(&'》') {
            return None;
        }
        let title = self.draft.slice(at + 1, close);
        let end = close + 1;
        let alias = self.aliases.get(&title).cloned();
        let law = alias.unwrap_or_else(|| self.names.titled(&title));
        // 《行政复议法》实施条例: the name goes on after its marks.
        let rest: String = self.draft.slice(end, end + 8);
        let more = [
            "实施条例",
            "实施细则",
            "实施办法",
            "司法解释",
            "的解释",
            "的若干规定",
            "若干规定",
            "若干问题",
        ];
        match more.iter().find(|m| rest.starts_with(**m)) {
            Some(m) => Some((
                NamedLaw::Unknown(format!("{title}{m}")),
                end + m.chars().count(),
            )),
            None => Some((law, end)),
        }
    }

    /// Passes over (2018年修正) and (以下简称《条例》) behind a name, keeping the short form.
    fn note(&mut self, end: usize) -> usize {
        const LONGEST_NOTE: usize = 40;
        if self.draft.chars.get(end) != Some(&'(') {
            return end;
        }
        let inner = self.draft.chars[end + 1..].iter().take(LONGEST_NOTE);
        let length = inner.take_while(|c| **c != ')').count();
        let close = end + 1 + length;
        let note = self.draft.slice(end + 1, close);
        if let Some((_, alias)) = note.split_once("简称") {
            let alias = alias.trim_matches(|c: char| !c.is_alphanumeric());
            self.aliases.insert(alias.to_owned(), self.current.clone());
            return close + 1;
        }
        // (第…条) is a citation, not a note.
        let year = note.starts_with(|c: char| c.is_ascii_digit()) && note.contains('年');
        if year { close + 1 } else { end }
    }
}
