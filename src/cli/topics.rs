//! `topics`: the counts, under the same rule of small numbers as everywhere, and what is done to the database they are in.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::ToSpan;

use super::AtFault;
use crate::config::{Config, months};
use crate::outreach::{Brief, Catalog, Dashboard, Scope, to_csv, to_text, to_xlsx};
use crate::snapshot::load_corpus;
use crate::store::{Place, Store};
use crate::topics::{Event, EventBook, Period, clock, month_number};

/// Which counts, or what to do with them.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct TopicsArgs {
    #[command(subcommand)]
    action: Option<TopicsAction>,
    #[command(flatten)]
    view: ViewArgs,
}

/// Which view.
#[derive(Args)]
struct ViewArgs {
    /// 时间段：2026-11（月）、2026-Q4（季）、2026（年）；默认本月
    #[arg(long, conflicts_with = "event")]
    period: Option<String>,
    /// 活动的代号
    #[arg(long)]
    event: Option<String>,
    /// 按渠道分开
    #[arg(long)]
    by_channel: bool,
    /// 输出 CSV（UTF-8，带 BOM，可用 Excel 打开）
    #[arg(long, conflicts_with = "xlsx")]
    csv: bool,
    /// 写成 XLSX 文件
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// 输出一页简报
    #[arg(long, conflicts_with_all = ["csv", "xlsx"])]
    brief: bool,
}

#[derive(Subcommand)]
enum TopicsAction {
    /// 把数据库完整地抄一份到新的 SQLite 文件，服务不用停
    Backup {
        /// 新文件，不能已经有了
        file: PathBuf,
    },
    /// 把现在的数据库抄进另一个（空的），抄完两边对数
    Migrate {
        /// 抄到哪里：sqlite:文件 或 postgres://…
        #[arg(long)]
        to: String,
    },
    /// 删掉太早的计数，钟点超过 90 天的并到当天
    Prune {
        /// 留多久，如 24months
        #[arg(long)]
        keep: String,
    },
}

pub(super) fn run(config: &Config, args: &TopicsArgs) -> anyhow::Result<()> {
    let place = config
        .place()
        .ok_or_else(|| AtFault("配置里 database = \"none\"，没有计数。".to_owned()))?;
    if let Some(file) = place.file().filter(|f| !f.exists()) {
        return Err(AtFault(format!("还没有计数：{} 不存在", file.display())).into());
    }
    match &args.action {
        None => show(config, &place, &args.view),
        Some(TopicsAction::Backup { file }) => backup(&place, file),
        Some(TopicsAction::Migrate { to }) => migrate(&place, to),
        Some(TopicsAction::Prune { keep }) => prune(&place, keep),
    }
}

fn show(config: &Config, place: &Place, args: &ViewArgs) -> anyhow::Result<()> {
    // A disk that cannot be written can still be read.
    let mut store = Store::open(place).or_else(|_| Store::open_read_only(place))?;
    let events = EventBook::default();
    events.refresh(&mut store)?;
    let events = events.all();
    let scope = scope(args, &events)?;
    let catalog = Catalog::of(&load_corpus(config.corpus_folder())?);
    let dashboard = Dashboard::load(&mut store, scope, None, args.by_channel, &events, &catalog)?;
    if let Some(file) = &args.xlsx {
        std::fs::write(file, to_xlsx(&dashboard)?)?;
        println!("已写到 {}", file.display());
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    if args.csv {
        out.write_all(&to_csv(&dashboard)?)?;
    } else if args.brief {
        write!(
            out,
            "{}",
            Brief::of(&dashboard, &catalog).to_text(&config.public_url)
        )?;
    } else {
        write!(out, "{}", to_text(&dashboard))?;
    }
    Ok(())
}

fn scope(args: &ViewArgs, events: &[Event]) -> anyhow::Result<Scope> {
    if let Some(code) = &args.event {
        let event = events.iter().find(|e| e.code == *code);
        let unknown = || AtFault(format!("没有代号是 {code} 的活动。"));
        return Ok(Scope::Event(event.ok_or_else(unknown)?.clone()));
    }
    let period = match &args.period {
        Some(text) => Period::parse(text).map_err(|e| AtFault(e.to_string()))?,
        None => Period::month_of(clock::now().day),
    };
    Ok(Scope::Period(period))
}

fn backup(place: &Place, file: &std::path::Path) -> anyhow::Result<()> {
    match place {
        Place::Sqlite(from) => {
            Store::copy_file(from, file).map_err(|e| AtFault(format!("{e}。")))?
        }
        Place::Postgres(_) => {
            if file.exists() {
                return Err(AtFault(format!("{} 已经有了，没有改动它。", file.display())).into());
            }
            // The server first: without it there must be no empty file that looks like a backup.
            let mut source = Store::open(place)?;
            let copied = source.copy_into(&mut Store::open(&Place::from(file))?);
            if let Err(error) = copied {
                std::fs::remove_file(file)?;
                return Err(error.into());
            }
        }
    }
    println!(
        "已备份到 {}。要恢复：停下服务，把原来的文件和旁边的 -wal、-shm 一起移走，再把它放到 database 指的地方。",
        file.display()
    );
    Ok(())
}

fn migrate(place: &Place, to: &str) -> anyhow::Result<()> {
    let unreadable = || AtFault("--to 应写成 sqlite:文件 或 postgres://… 的样子。".to_owned());
    let target = Place::parse(to).ok_or_else(unreadable)?;
    if target == *place {
        return Err(AtFault("两个数据库是同一个。".to_owned()).into());
    }
    let copied = Store::open(place)?
        .copy_into(&mut Store::open(&target)?)
        .map_err(|e| AtFault(format!("{e}。目标数据库没有改动。")))?;
    println!(
        "已抄到 {target}，两边对过，一样：计数、活动 {}、账号 {}、操作记录 {}。抄的时候要停下服务，不然后来的计数只在原来那边。",
        copied.events, copied.accounts, copied.audit
    );
    Ok(())
}

fn prune(place: &Place, keep: &str) -> anyhow::Result<()> {
    let unreadable = || AtFault("--keep 应写成 24months 的样子，至少 1 个月。".to_owned());
    let kept = months(keep).ok_or_else(unreadable)?;
    let today = clock::now().day;
    let first = today.saturating_sub(i64::from(kept).months());
    let mut store = Store::open(place)?;
    let pruned = store.prune(month_number(first))?;
    let folded = crate::topics::fold_old_hours(&mut store, today)?;
    println!(
        "删掉 {} 行计数，把 {folded} 行钟点并到当天。",
        pruned.counters
    );
    Ok(())
}
