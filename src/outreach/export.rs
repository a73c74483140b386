//! The tables of a view as files: CSV and XLSX for spreadsheets, plain text for everything else. What stands in them is
//! what the page shows, cell for cell.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::dashboard::Dashboard;
use super::figure::Figure;
use super::table::{Cell, NOTHING, Table};

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The CSV writer.
    #[error("CSV 写不出来：{0}")]
    Csv(#[from] csv::Error),
    /// The buffer of the CSV writer.
    #[error("CSV 写不出来：{0}")]
    Buffer(String),
    /// The XLSX writer.
    #[error("XLSX 写不出来：{0}")]
    Xlsx(#[from] XlsxError),
}

/// What is said above the tables.
fn heading(dashboard: &Dashboard) -> [String; 2] {
    let by_channel = if dashboard.by_channel {
        "，分渠道"
    } else {
        ""
    };
    [
        format!("{}{by_channel}：至少 {} 人次", dashboard.scope.label(), dashboard.at_least),
        "数的是人次，不是人数。少于 5 的写作 <5，分得太细的写作 —，合计只加写出来的数，所以是“至少”。".to_owned(),
    ]
}

/// CSV in UTF-8 with a byte order mark, for Excel. A cell that a spreadsheet would take for a formula begins with '.
///
/// # Errors
/// When the writer fails.
pub fn to_csv(dashboard: &Dashboard) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for line in heading(dashboard) {
        writer.write_record([plain(&line)])?;
    }
    for table in &dashboard.tables {
        writer.write_record([""])?;
        writer.write_record([plain(&table.title)])?;
        if table.rows.is_empty() {
            writer.write_record([NOTHING])?;
        } else {
            writer.write_record(table.head.iter().map(|h| plain(h)))?;
        }
        for row in table
            .rows
            .iter()
            .chain(Some(&table.foot).filter(|f| !f.is_empty()))
        {
            writer.write_record(row.iter().map(|c| plain(&c.to_string())))?;
        }
        if !table.note.is_empty() {
            writer.write_record([plain(&table.note)])?;
        }
    }
    writer
        .into_inner()
        .map_err(|e| ExportError::Buffer(e.to_string()))
}

/// A cell that no spreadsheet takes for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// XLSX, a sheet a table.
///
/// # Errors
/// When the writer fails.
pub fn to_xlsx(dashboard: &Dashboard) -> Result<Vec<u8>, ExportError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    for table in &dashboard.tables {
        let sheet = workbook.add_worksheet();
        // A sheet's name takes 31 units of UTF-16 and no / ? * [ ].
        let mut units = 0;
        let name: String = table
            .title
            .chars()
            .filter(|c| !"[]:*?/\\'".contains(*c))
            .take_while(|c| {
                units += c.len_utf16();
                units <= 31
            })
            .collect();
        sheet.set_name(name)?;
        sheet.set_column_width(0, 36)?;
        let mut line = 0;
        for text in heading(dashboard).iter().chain([&table.title]) {
            sheet.write_string(line, 0, text)?;
            line += 1;
        }
        if table.rows.is_empty() {
            sheet.write_string(line, 0, NOTHING)?;
        } else {
            for (column, head) in (0..).zip(&table.head) {
                sheet.write_string_with_format(line, column, head, &bold)?;
            }
        }
        for row in table
            .rows
            .iter()
            .chain(Some(&table.foot).filter(|f| !f.is_empty()))
        {
            line += 1;
            for (column, cell) in (0..).zip(row) {
                match cell {
                    // Below 2^53 every whole number is one of these.
                    Cell::Number(Figure::Exact(n)) => {
                        sheet.write_number(line, column, *n as f64)?
                    }
                    cell => sheet.write_string(line, column, cell.to_string())?,
                };
            }
        }
        if !table.note.is_empty() {
            sheet.write_string(line + 1, 0, &table.note)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// Plain text, for the terminal.
pub fn to_text(dashboard: &Dashboard) -> String {
    let mut text = heading(dashboard).join("\n");
    text.push('\n');
    for table in &dashboard.tables {
        text.push_str(&text_of(table));
    }
    text
}

fn text_of(table: &Table) -> String {
    let mut text = format!("\n{}\n", table.title);
    if table.rows.is_empty() {
        text.push_str(&format!("  {NOTHING}\n"));
    } else if table.head.len() > 2 {
        let head: Vec<String> = table
            .head
            .iter()
            .skip(1)
            .map(|h| format!("{h:>6}"))
            .collect();
        text.push_str(&format!("  {}  {}\n", head.join(" "), table.head[0]));
    }
    let lines = table
        .rows
        .iter()
        .chain(Some(&table.foot).filter(|f| !f.is_empty()));
    for row in lines {
        let mut cells = row.iter();
        let name = cells.next().map(Cell::to_string).unwrap_or_default();
        let rest: Vec<String> = cells.map(|c| format!("{:>8}", c.to_string())).collect();
        text.push_str(&format!("  {}  {name}\n", rest.join(" ")));
    }
    text
}
