//! A table as every medium shows it: the page, CSV, XLSX, the terminal and print.

use super::figure::Figure;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number under the rule.
    Number(Figure),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// How far a bar goes; nothing for words.
    pub fn low(&self) -> u64 {
        match self {
            Self::Text(_) => 0,
            Self::Number(figure) => figure.low(),
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(figure) => write!(f, "{figure}"),
        }
    }
}

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// Not at all.
    None,
    /// A bar a row, from the first number.
    Bars,
    /// A column a row, from the first number: hours, weekdays, months.
    Columns,
    /// Two bars a row, from the first two numbers.
    Pairs,
}

/// What stands where a table has no rows.
pub const NOTHING: &str = "这段时间没有写得出来的数。";

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its anchor.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// Rows, as wide as the head.
    pub rows: Vec<Vec<Cell>>,
    /// The line below, as wide as the head; empty for none.
    pub foot: Vec<Cell>,
    /// What one should know to read it; empty for nothing.
    pub note: String,
    /// How it is drawn.
    pub chart: Chart,
}
