//! Questions typed as letters: bare pinyin is read back into characters, first letters are looked up among the
//! guide's words and questions. Built when the first such question comes.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::pinyin_reading::PinyinReader;
use super::wordings::Wordings;
use crate::corpus::Corpus;
use crate::text::normalize::is_han;

/// Reads letters as questions of a corpus.
pub(super) struct Letters {
    corpus: Arc<Corpus>,
    reader: OnceLock<PinyinReader>,
    wordings: OnceLock<Wordings>,
}

impl Letters {
    /// For this corpus.
    pub(super) fn new(corpus: Arc<Corpus>) -> Self {
        Self {
            corpus,
            reader: OnceLock::new(),
            wordings: OnceLock::new(),
        }
    }

    /// The text in characters, where it is letters that can be read; borrowed where it is not.
    pub(super) fn read<'a>(&self, normal: &'a str) -> Cow<'a, str> {
        if !normal.bytes().any(|b| b.is_ascii_lowercase()) {
            return Cow::Borrowed(normal);
        }
        if normal.chars().any(is_han) {
            return self.read_runs(normal);
        }
        match self.read_letters(normal) {
            Some(read) => Cow::Owned(read),
            None => Cow::Borrowed(normal),
        }
    }

    /// Questions by their letters, for offering them.
    pub(super) fn wordings(&self) -> &Wordings {
        self.wordings.get_or_init(|| Wordings::new(&self.corpus))
    }

    fn read_letters(&self, letters: &str) -> Option<String> {
        let reader = self.reader.get_or_init(|| PinyinReader::new(&self.corpus));
        let read = reader.read(letters);
        // First letters are typed in one run; words with spaces that are no pinyin are another language.
        let in_one_run = !letters.contains(' ');
        let initials = || {
            in_one_run
                .then(|| self.wordings().of_initials(letters))
                .flatten()
        };
        read.or_else(|| initials().map(str::to_owned))
    }

    /// Runs of letters among characters: 去xinfangju, fcfh怎么申请.
    fn read_runs<'a>(&self, normal: &'a str) -> Cow<'a, str> {
        /// Shorter runs are names of things (A 区, QQ) or units.
        const SHORTEST: usize = 3;
        let (mut out, mut run) = (String::with_capacity(normal.len()), String::new());
        for c in normal.chars().chain(['\n']) {
            if c.is_ascii_lowercase() {
                run.push(c);
                continue;
            }
            let read = Some(&run)
                .filter(|r| r.len() >= SHORTEST)
                .and_then(|r| self.read_letters(r));
            out.push_str(read.as_deref().unwrap_or(&run));
            run.clear();
            out.push(c);
        }
        out.pop();
        Cow::Owned(out)
    }
}
