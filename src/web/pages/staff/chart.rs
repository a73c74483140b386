//! Bars and columns as plain SVG, for screens and for print in black and white. The numbers stand beside them, and the
//! table with all of them below.

use askama::Template;

use crate::outreach::{Cell, Chart, Table};

/// Rows that are drawn at most; the table has all of them.
const MOST_ROWS: usize = 10;
/// Measures of bars, in units of the drawing, which is as narrow as a telephone: the longest leaves room for its number;
/// a label stands on a line of its own above its bars.
const BARS_WIDTH: u64 = 360;
const LONGEST: u64 = 260;
const LINE: u64 = 20;
/// Measures of columns.
const COLUMNS_WIDTH: u64 = 640;
const HIGHEST: u64 = 150;
/// Characters of a label.
const LABEL_CHARS: usize = 24;

#[derive(Template)]
#[template(path = "_chart.html")]
struct Drawing {
    /// Id of the table, for what the drawing refers to in itself.
    id: &'static str,
    title: String,
    width: u64,
    height: u64,
    bars: Vec<Bar>,
    columns: Vec<Column>,
    /// What plain and hatched bars are; empty where all are plain.
    key: Vec<(String, bool)>,
}

struct Bar {
    /// Where the label stands and what it says, above the first bar of a row.
    label: Option<(u64, String)>,
    value: String,
    y: u64,
    text_y: u64,
    width: u64,
    hatched: bool,
}

struct Column {
    label: String,
    value: String,
    x: u64,
    middle: u64,
    y: u64,
    width: u64,
    height: u64,
    marked: bool,
}

/// A table as a drawing; empty where there is nothing to draw.
pub(super) fn svg(table: &Table) -> String {
    let drawing = match table.chart {
        Chart::None => return String::new(),
        Chart::Bars => bars(table, 1),
        Chart::Pairs => bars(table, 2),
        Chart::Columns => columns(table),
    };
    let is_empty = drawing.bars.is_empty() && drawing.columns.is_empty();
    if is_empty {
        return String::new();
    }
    drawing.render().unwrap_or_default()
}

fn highest(table: &Table, numbers: usize) -> u64 {
    let lows = table
        .rows
        .iter()
        .flat_map(|r| r.iter().skip(1).take(numbers));
    lows.map(Cell::low).max().unwrap_or(0)
}

fn bars(table: &Table, numbers: usize) -> Drawing {
    let highest = highest(table, numbers);
    let mut bars = Vec::new();
    let mut y = 0;
    let has_a_bar = |row: &&Vec<Cell>| row.iter().skip(1).take(numbers).any(|c| c.low() > 0);
    for row in table.rows.iter().filter(has_a_bar).take(MOST_ROWS) {
        let label_y = y + LINE - 5;
        y += LINE;
        for (n, cell) in row.iter().skip(1).take(numbers).enumerate() {
            bars.push(Bar {
                label: (n == 0).then(|| (label_y, shortened(&row[0].to_string()))),
                value: cell.to_string(),
                y,
                text_y: y + LINE - 6,
                width: cell.low() * LONGEST / highest,
                hatched: n > 0,
            });
            y += LINE;
        }
        y += LINE / 2;
    }
    let key = if numbers > 1 {
        let head = table.head.iter().skip(1).take(numbers).enumerate();
        head.map(|(n, name)| (name.clone(), n > 0)).collect()
    } else {
        Vec::new()
    };
    Drawing {
        id: table.id,
        title: table.title.clone(),
        width: BARS_WIDTH,
        height: y,
        bars,
        columns: Vec::new(),
        key,
    }
}

fn columns(table: &Table) -> Drawing {
    let highest = highest(table, 1);
    let count = table.rows.len().max(1) as u64;
    let step = COLUMNS_WIDTH / count;
    let column = |(n, row): (u64, &Vec<Cell>)| {
        let low = row.get(1).map_or(0, Cell::low);
        let height = low * HIGHEST / highest.max(1);
        let label = row[0].to_string();
        Column {
            label: label.trim_end_matches(" 时").to_owned(),
            value: if low > 0 {
                low.to_string()
            } else {
                String::new()
            },
            x: n * step + 3,
            middle: n * step + step / 2,
            y: 20 + HIGHEST - height,
            width: step.saturating_sub(6).max(1),
            height,
            marked: matches!(row.get(2), Some(Cell::Text(events)) if !events.is_empty()),
        }
    };
    let rows = (0..).zip(&table.rows).filter(|_| highest > 0);
    Drawing {
        id: table.id,
        title: table.title.clone(),
        width: COLUMNS_WIDTH,
        height: HIGHEST + 60,
        bars: Vec::new(),
        columns: rows.map(column).collect(),
        key: Vec::new(),
    }
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL_CHARS {
        return label.to_owned();
    }
    label.chars().take(LABEL_CHARS - 1).chain(['…']).collect()
}
