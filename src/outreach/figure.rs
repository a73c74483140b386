//! A number as it may be shown.

use std::fmt;

/// Smallest number that is shown.
pub(super) const SMALLEST: u64 = 5;

/// A number as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Fewer than five, perhaps none.
    Few,
    /// Split too finely to be written.
    Withheld,
    /// At least so many; the true number would give a small one away.
    AtLeast(u64),
    /// From five up.
    Exact(u64),
}

impl Figure {
    /// The rule, on an aggregated cell.
    pub(super) fn of(n: u64) -> Self {
        if n < SMALLEST {
            Self::Few
        } else {
            Self::Exact(n)
        }
    }

    /// What it adds to a total, and what may be drawn.
    pub fn low(self) -> u64 {
        match self {
            Self::Few | Self::Withheld => 0,
            Self::AtLeast(n) | Self::Exact(n) => n,
        }
    }

    /// At least so many, or nothing that can be written.
    pub(super) fn at_least(n: u64) -> Self {
        if n < SMALLEST {
            Self::Withheld
        } else {
            Self::AtLeast(n)
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Few => f.pad("<5"),
            Self::Withheld => f.pad("—"),
            Self::AtLeast(n) => f.pad(&format!("至少 {n}")),
            Self::Exact(n) => f.pad(&n.to_string()),
        }
    }
}
