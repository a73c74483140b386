//! What is wrong with a file of the corpus: which file, which line, why. Texts are Chinese, because the
//! people who edit the corpus read them.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct Fault {
    /// Path relative to the corpus folder.
    pub file: String,
    /// Line, from 1; 0 when the fault is of the file as a whole.
    pub line: usize,
    /// What is wrong and, where useful, the text that is.
    pub reason: String,
}

impl Fault {
    /// A fault at a line.
    pub fn new(file: &str, line: usize, reason: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            reason: reason.into(),
        }
    }
}

/// All faults of one run, in order of file and line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// `value` when nothing is wrong, else everything that is.
    ///
    /// # Errors
    /// The faults, sorted, each once.
    pub fn or<T>(mut faults: Vec<Fault>, value: T) -> Result<T, Self> {
        if faults.is_empty() {
            return Ok(value);
        }
        faults.sort();
        faults.dedup();
        Err(Self(faults))
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{fault}")?;
        }
        write!(f, "共 {} 处错误", self.0.len())
    }
}
