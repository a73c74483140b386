//! `search`: the desk's search in the terminal, with the same results.

use clap::Args;

use super::{AtFault, snapshot};
use crate::config::Config;
use crate::desk::{DeskRequest, find};
use crate::web::search_reply;

/// What to look for.
#[derive(Args)]
pub(super) struct SearchArgs {
    /// 条号、词语或者“原话”
    text: String,
    /// 只查这部法律（编号）
    #[arg(long, default_value = "")]
    law: String,
    /// 只查这个范围：core、related 或 all
    #[arg(long, default_value = "")]
    shelf: String,
    /// 只查这部法律的第几章
    #[arg(long, default_value = "")]
    chapter: String,
    /// 排序：relevance 或 number
    #[arg(long, default_value = "")]
    sort: String,
    /// 最多几条，1 到 50
    #[arg(long, default_value = "")]
    limit: String,
    /// 跳过几条
    #[arg(long, default_value = "")]
    offset: String,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &Config, args: &SearchArgs) -> anyhow::Result<()> {
    let field = |name: &str| match name {
        "q" => args.text.as_str(),
        "law" => &args.law,
        "shelf" => &args.shelf,
        "chapter" => &args.chapter,
        "sort" => &args.sort,
        "limit" => &args.limit,
        "offset" => &args.offset,
        _ => "",
    };
    let request = DeskRequest::read(&field).map_err(|e| AtFault(e.to_string()))?;
    let snapshot = snapshot(config)?;
    if let Some(law) = request
        .law
        .as_ref()
        .filter(|l| snapshot.corpus.law(l).is_none())
    {
        return Err(AtFault(format!("本库没有编号为 {law} 的法律。")).into());
    }
    let found = find(&snapshot, &request)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&search_reply(found))?);
        return Ok(());
    }
    println!("{} · 找到 {} 条", found.understood, found.total);
    if let Some(meant) = found.did_you_mean.filter(|_| !found.mended) {
        println!("您是不是要查：{meant}");
    }
    for hit in &found.hits {
        let pinpoint = hit.pinpoint.map_or_else(String::new, |p| p.to_string());
        println!("\n{}{pinpoint}（{}）", hit.label, hit.id);
        println!("  {}", hit.snippet.text);
    }
    for link in &found.guide {
        println!("\n指南：{}（{}）", link.title, link.url);
    }
    Ok(())
}
