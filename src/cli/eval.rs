//! `eval`: scores over a set of questions with the misses, and the guide asked against itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::progress::Progress;
use super::scoring::{Item, faults};
use super::{AtFault, retrieval, snapshot};
use crate::answer::{Question, leave_one_out};
use crate::config::Config;
use crate::snapshot::{Snapshot, load_corpus};

/// What to measure.
#[derive(Args)]
pub(super) struct EvalArgs {
    /// 题集（每行一个 JSON），可以有几个；不给就只做留一法
    sets: Vec<PathBuf>,
    /// 职员查条文的题集（每行一个 JSON：id、q、gold、type）
    #[arg(long, value_name = "FILE")]
    staff: Vec<PathBuf>,
    /// 用指南的问法和故事量条文检索：答案依据的条文排第几
    #[arg(long)]
    retrieval: bool,
    /// 不做留一法评测
    #[arg(long)]
    no_leave_one_out: bool,
    /// 列出留一法里认错的问法
    #[arg(long)]
    mistaken: bool,
}

pub(super) fn run(config: &Config, args: &EvalArgs) -> anyhow::Result<()> {
    let snapshot = snapshot(config)?;
    snapshot.segmenter();
    for set in &args.sets {
        score_set(&snapshot, set)?;
    }
    for set in &args.staff {
        retrieval::score_staff(&snapshot, set)?;
    }
    if args.retrieval {
        retrieval::score_guide(&snapshot, &load_corpus(config.corpus_folder())?)?;
    }
    if !args.no_leave_one_out {
        score_guide(config, &snapshot, args.mistaken)?;
    }
    Ok(())
}

fn score_set(snapshot: &Snapshot, path: &PathBuf) -> anyhow::Result<()> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("读不了题集 {shown}"))?;
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (i, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let item: Item = serde_json::from_str(line)
            .map_err(|e| AtFault(format!("{shown}:{}: 题目格式不对：{e}", i + 1)))?;
        let question =
            Question::parse(&item.q).map_err(|e| AtFault(format!("{shown}:{}: {e}", i + 1)))?;
        let answer = snapshot
            .answerer
            .answer(&question, item.previous.as_deref());
        let wrong = faults(&item, &answer.reply);
        let count = kinds.entry(item.kind.clone()).or_default();
        count.1 += 1;
        if wrong.is_empty() {
            count.0 += 1;
        } else {
            let entry = answer.reply.entry.as_ref().map_or("-", |e| e.id.as_str());
            println!(
                "{} [{}] {}\n    → {entry}：{}",
                item.id,
                item.kind,
                item.q,
                wrong.join("；")
            );
        }
    }
    let (right, all) = kinds.values().fold((0, 0), |(r, a), (x, y)| (r + x, a + y));
    println!("{shown}：{right}/{all} 对");
    for (kind, (right, all)) in kinds {
        println!("  {kind} {right}/{all}");
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss)]
fn score_guide(config: &Config, snapshot: &Snapshot, mistaken: bool) -> anyhow::Result<()> {
    let corpus = load_corpus(config.corpus_folder())?;
    let mut progress = Progress::new("留一法");
    let result = leave_one_out(snapshot.answerer.matcher(), &corpus, &mut |done, all| {
        progress.show(done, all)
    });
    drop(progress);
    if mistaken {
        for m in &result.mistaken {
            println!("{} → {}：{}", m.entry, m.taken_for, m.question);
        }
    }
    for (name, found) in [("种问法", result.questions), ("个故事", result.stories)] {
        let share = |n: usize| n as f64 / found.asked.max(1) as f64;
        println!(
            "留一法：{} {name}，第一即中 {:.4}，前三命中 {:.4}",
            found.asked,
            share(found.first),
            share(found.first_three),
        );
    }
    Ok(())
}
