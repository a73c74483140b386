//! `topics`: the counts, under the same rule of small numbers as everywhere.

use std::path::Path;

use clap::Args;

use super::AtFault;
use crate::answer::Outcome;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::snapshot::load_corpus;
use crate::store::Store;
use crate::topics::{Period, View, clock};

/// Which counts.
#[derive(Args)]
pub(super) struct TopicsArgs {
    /// 时间段：2026-11（月）、2026-Q4（季）、2026（年）；默认本月
    #[arg(long)]
    period: Option<String>,
    /// 按渠道分开
    #[arg(long)]
    by_channel: bool,
    /// 输出 CSV（UTF-8，带 BOM，可用 Excel 打开）
    #[arg(long)]
    csv: bool,
}

pub(super) fn run(config: &Config, args: &TopicsArgs) -> anyhow::Result<()> {
    let period = match &args.period {
        Some(text) => Period::parse(text).map_err(|e| AtFault(e.to_string()))?,
        None => Period::month_of(clock::now().day),
    };
    let file = config.sqlite_file().unwrap_or(Path::new(""));
    if !file.exists() {
        return Err(AtFault(format!("还没有计数：{} 不存在", file.display())).into());
    }
    let corpus = load_corpus(config.corpus_folder())?;
    let store = Store::open_read_only(file)?;
    let tables = [
        ("主题", View::by_topic(&store, &period, args.by_channel)?),
        ("结果", View::by_outcome(&store, &period, args.by_channel)?),
    ];
    if args.csv {
        return write_csv(&corpus, &period, &tables);
    }
    println!("{}（人次，少于 5 的写作 <5）", period.label);
    for (name, view) in &tables {
        println!("\n{name}");
        for row in &view.rows {
            let channel = row
                .channel
                .map_or_else(String::new, |c| format!("（{}）", c.title()));
            println!(
                "  {:>6}  {}{channel}",
                row.shown,
                title(&corpus, name, &row.key)
            );
        }
        println!("  {:>6}  合计（至少）", view.at_least);
    }
    Ok(())
}

fn write_csv(corpus: &Corpus, period: &Period, tables: &[(&str, View)]) -> anyhow::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["时间段", "类别", "名称", "渠道", "人次"])?;
    for (name, view) in tables {
        for row in &view.rows {
            let channel = row.channel.map_or("", crate::topics::Channel::title);
            let title = title(corpus, name, &row.key);
            let shown = row.shown.to_string();
            writer.write_record([period.label.as_str(), name, &title, channel, &shown])?;
        }
        let total = view.at_least.to_string();
        writer.write_record([period.label.as_str(), name, "合计（至少）", "", &total])?;
    }
    writer.flush()?;
    Ok(())
}

fn title(corpus: &Corpus, table: &str, key: &str) -> String {
    let known = match table {
        "主题" => corpus.topic(key).map(|t| t.title.clone()),
        _ => Outcome::from_key(key).map(|o| o.title().to_owned()),
    };
    known.unwrap_or_else(|| {
        if key.is_empty() {
            "（没有主题）".to_owned()
        } else {
            key.to_owned()
        }
    })
}
