//! `ask`: the same answer in the terminal.

use clap::Args;

use super::{AtFault, snapshot};
use crate::answer::{Question, Reply};
use crate::config::Config;

/// What to ask.
#[derive(Args)]
pub(super) struct AskArgs {
    /// 问题
    question: String,
    /// 上一个回答的条目编号
    #[arg(long)]
    previous: Option<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &Config, args: &AskArgs) -> anyhow::Result<()> {
    let question = Question::parse(&args.question).map_err(|e| AtFault(e.to_string()))?;
    let snapshot = snapshot(config)?;
    // The dictionary must be there before a provision can be looked for.
    snapshot.segmenter();
    let answer = snapshot
        .answerer
        .answer(&question, args.previous.as_deref());
    if args.json {
        println!("{}", serde_json::to_string_pretty(&*answer.reply)?);
    } else {
        print!("{}", plain(&answer.reply));
    }
    Ok(())
}

/// A reply as plain text.
fn plain(reply: &Reply) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line(&format!("【{}】", reply.outcome.title()));
    if let Some(entry) = &reply.entry {
        line(&entry.title);
    }
    line(&format!("\n{}", reply.answer));
    if !reply.doors.is_empty() {
        line("\n去哪里：");
    }
    for door in &reply.doors {
        let phone = if door.phone.is_empty() {
            String::new()
        } else {
            format!("（{}）", door.phone)
        };
        line(&format!("  · {}{phone}：{}", door.name, door.note));
    }
    if !reply.steps.is_empty() {
        line("\n怎么做：");
    }
    for (i, step) in reply.steps.iter().enumerate() {
        line(&format!("  {}. {step}", i + 1));
    }
    if !reply.citations.is_empty() {
        line("\n依据：");
    }
    for citation in &reply.citations {
        let pinpoint = citation.pinpoint.as_deref().unwrap_or_default();
        line(&format!("  {}{pinpoint}", citation.label));
        for paragraph in citation.text.lines() {
            line(&format!("    {paragraph}"));
        }
    }
    if !reply.suggestions.is_empty() {
        line("\n还可以问：");
    }
    for suggestion in &reply.suggestions {
        line(&format!("  · {}（{}）", suggestion.title, suggestion.url));
    }
    out
}
