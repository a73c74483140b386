//! `show`: one article in the terminal, whole, with what is named in it marked.

use clap::Args;

use super::{AtFault, snapshot};
use crate::config::Config;
use crate::corpus::ArticleRef;
use crate::desk::{DeskRequest, named};
use crate::web::article_body;

/// Which article.
#[derive(Args)]
pub(super) struct ShowArgs {
    /// 条号，如 条例31、宪法第四十一条第二款、xianfa/41
    reference: String,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &Config, args: &ShowArgs) -> anyhow::Result<()> {
    let request = DeskRequest::of(&args.reference).map_err(|e| AtFault(e.to_string()))?;
    let snapshot = snapshot(config)?;
    let corpus = &snapshot.corpus;
    let named = named(&snapshot, &request);
    let by_number = || {
        let provision = named.provisions.first()?;
        let law = &corpus.laws[provision.law];
        Some((law, &law.articles[provision.article]))
    };
    let by_id = args.reference.parse::<ArticleRef>().ok();
    let found = by_id.and_then(|id| corpus.article(&id)).or_else(by_number);
    let Some((law, article)) = found else {
        let why = if named.understood.is_empty() {
            "看不出是哪一条"
        } else {
            &named.understood
        };
        return Err(AtFault(format!("{why}。请写条号，如 条例31。")).into());
    };
    if args.json {
        println!(
            "{}",
            serde_json::to_string_pretty(&article_body(law, article))?
        );
        return Ok(());
    }
    println!("{}", law.label(article.no));
    for line in article.text.lines() {
        println!("  {line}");
    }
    if let Some(pinpoint) = named.pinpoint {
        println!(
            "\n{pinpoint}：{}",
            article.pinpointed(pinpoint).unwrap_or_default()
        );
    } else if named.understood.contains("没有") {
        println!("\n{}", named.understood);
    }
    Ok(())
}
