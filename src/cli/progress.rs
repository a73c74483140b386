//! Progress of long work, one line rewritten in place, only when standard error is a terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the line is rewritten.
const EVERY: Duration = Duration::from_millis(100);

/// A line of progress; cleared when it is dropped.
pub(super) struct Progress {
    what: &'static str,
    shown: Option<Instant>,
    watched: bool,
}

impl Progress {
    pub(super) fn new(what: &'static str) -> Self {
        Self {
            what,
            shown: None,
            watched: std::io::stderr().is_terminal(),
        }
    }

    /// Shows how far it is.
    pub(super) fn show(&mut self, done: usize, all: usize) {
        let due = self.shown.is_none_or(|at| at.elapsed() >= EVERY);
        if self.watched && due {
            self.shown = Some(Instant::now());
            let percent = 100 * done / all.max(1);
            let mut out = std::io::stderr();
            // A terminal that has gone away is no reason to stop working.
            let _ = write!(out, "\r{}：{done}/{all}（{percent}%）", self.what);
            let _ = out.flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}
