//! The commands, one file each. Exit codes: 0 good, 1 the data or the result is at fault, 2 usage.

mod ask;
mod check;
mod cite_check;
mod counting;
mod eval;
mod index;
mod progress;
mod retrieval;
mod scoring;
mod search;
mod serve;
mod show;
mod staff;
mod topics;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tracing_appender::non_blocking::WorkerGuard;

use crate::config::{Config, ConfigError, LogFormat};
use crate::snapshot::{Snapshot, SnapshotError};

/// Program and edition of the corpus inside it.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " 语料 ", env!("CORPUS_EDITION"));

/// 依法信访问答：怎样依法信访、去哪里信访，逐字引用《信访工作条例》《宪法》作答。
#[derive(Parser)]
#[command(name = "petition-guide", version = VERSION)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Global {
    /// 配置文件
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// 监听地址
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    listen: Option<String>,
    /// 群众访问的网址
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// 语料文件夹（默认用程序自带的）
    #[arg(long, global = true, value_name = "DIR")]
    corpus_dir: Option<String>,
    /// 索引文件夹
    #[arg(long, global = true, value_name = "DIR")]
    index_dir: Option<String>,
    /// 数据库，如 sqlite:data/petition-guide.db
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// 日志格式：text 或 json
    #[arg(long, global = true, value_name = "FORMAT")]
    log: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务（默认）
    Serve,
    /// 建立索引
    Index,
    /// 检查语料，列出全部错误
    Check,
    /// 在终端里问一个问题
    Ask(ask::AskArgs),
    /// 查条文：条号、词语、“原话”
    Search(search::SearchArgs),
    /// 看一条条文，如 show 条例31
    Show(show::ShowArgs),
    /// 核对文稿里的法条引用
    CiteCheck(cite_check::CiteCheckArgs),
    /// 用题集评测，并对指南做留一法评测
    Eval(eval::EvalArgs),
    /// 工作人员的账号
    Staff(staff::StaffArgs),
    /// 查看问题主题的计数
    Topics(topics::TopicsArgs),
}

impl Global {
    fn flags(&self) -> BTreeMap<&'static str, String> {
        [
            ("listen", &self.listen),
            ("public_url", &self.public_url),
            ("corpus_dir", &self.corpus_dir),
            ("index_dir", &self.index_dir),
            ("database", &self.database),
            ("log", &self.log),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value.clone()?)))
        .collect()
    }
}

/// A result that ends the program with 1, its message already Chinese.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct AtFault(String);

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let environment = std::env::vars_os()
        .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
    let config = match Config::load(
        cli.global.config.as_deref(),
        environment,
        &cli.global.flags(),
    ) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(usage_or_fault(&error));
        }
    };
    // Held to the end: what is still in the buffer is written when it is dropped.
    let _flushed = start_logging(config.log);
    let done = match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(&config),
        Command::Index => index::run(&config),
        Command::Check => check::run(&config),
        Command::Ask(args) => ask::run(&config, &args),
        Command::Search(args) => search::run(&config, &args),
        Command::Show(args) => show::run(&config, &args),
        Command::CiteCheck(args) => cite_check::run(&config, &args),
        Command::Eval(args) => eval::run(&config, &args),
        Command::Staff(args) => staff::run(&config, &args),
        Command::Topics(args) => topics::run(&config, &args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A configuration that is wrong is a matter of usage; none of it says anything of the data.
fn usage_or_fault(_: &ConfigError) -> u8 {
    2
}

/// Logs go to standard error by a thread of their own, so that no request waits for a line to be written;
/// `RUST_LOG` chooses the level, `info` when it says nothing.
fn start_logging(format: LogFormat) -> WorkerGuard {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("petition_guide=info,warn"));
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer);
    let started = match format {
        LogFormat::Text => builder.with_target(false).with_ansi(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
    if let Err(error) = started {
        eprintln!("日志没有启动：{error}");
    }
    guard
}

/// The snapshot of a configuration, with progress where a person is watching.
fn snapshot(config: &Config) -> Result<Snapshot, SnapshotError> {
    let mut progress = progress::Progress::new("建立索引");
    Snapshot::open(
        config.corpus_folder(),
        &config.index_dir,
        &mut |done, all| progress.show(done, all),
    )
}
