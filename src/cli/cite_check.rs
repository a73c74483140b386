//! `cite-check`: the citations of a file, checked. Ends with 1 when one of them is wrong.

use std::io::Read;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{AtFault, snapshot};
use crate::citations::{CheckedCitation, CitationStatus, DifferenceKind, Piece};
use crate::config::Config;
use crate::web::check_reply;

/// Which draft.
#[derive(Args)]
pub(super) struct CiteCheckArgs {
    /// 文稿（UTF-8 文本）；- 是标准输入
    file: PathBuf,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(config: &Config, args: &CiteCheckArgs) -> anyhow::Result<()> {
    let draft = read(&args.file)?;
    let snapshot = snapshot(config)?;
    let checked = snapshot.citations.check(&draft);
    let wrong = checked
        .iter()
        .filter(|c| c.status != CitationStatus::Ok)
        .count();
    if args.json {
        println!("{}", serde_json::to_string_pretty(&check_reply(checked))?);
    } else {
        for citation in &checked {
            println!("{}", line(citation));
        }
        println!("{} 处引用，{wrong} 处要改或者要再查。", checked.len());
    }
    if wrong > 0 {
        return Err(AtFault(format!("有 {wrong} 处引用没有核对上。")).into());
    }
    Ok(())
}

fn read(file: &PathBuf) -> anyhow::Result<String> {
    let mut draft = String::new();
    if file.as_os_str() == "-" {
        std::io::stdin()
            .read_to_string(&mut draft)
            .context("标准输入不是 UTF-8 文本")?;
        return Ok(draft);
    }
    std::fs::read_to_string(file)
        .with_context(|| format!("读不了文稿 {}（要 UTF-8 文本）", file.display()))
}

fn line(citation: &CheckedCitation) -> String {
    let mut line = format!(
        "{}\t{}\t{}",
        citation.status.title(),
        citation.text,
        citation.note
    );
    let differences = citation.quote.as_ref().map_or(&[][..], |q| &q.differences);
    if !differences.is_empty() {
        line.push_str("\n\t");
        line.extend(differences.iter().map(marked));
    }
    line
}

/// [+多出的+] and [-缺少的-], as word diffs write it.
fn marked(piece: &Piece) -> String {
    match piece.kind {
        DifferenceKind::Same => piece.text.clone(),
        DifferenceKind::Added => format!("[+{}+]", piece.text),
        DifferenceKind::Missing => format!("[-{}-]", piece.text),
    }
}
