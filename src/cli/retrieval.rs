//! How well provisions are found: staff searches with the provisions that belong in the result, and the guide's own
//! questions against the provisions their answers rest on.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use serde::Deserialize;

use super::AtFault;
use crate::corpus::Corpus;
use crate::desk::{DeskRequest, find};
use crate::snapshot::Snapshot;

/// A staff search of a set.
#[derive(Deserialize)]
struct StaffItem {
    id: String,
    q: String,
    gold: Vec<String>,
    #[serde(rename = "type")]
    kind: String,
}

/// Sums over the searches of one kind.
#[derive(Default)]
struct Sums {
    asked: usize,
    ndcg: f64,
    first: usize,
    recall: f64,
}

/// Scores staff searches: nDCG@10 over the hits of the core shelf, the first hit, recall@8.
pub(super) fn score_staff(snapshot: &Snapshot, path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("读不了题集 {shown}"))?;
    let mut kinds: BTreeMap<String, Sums> = BTreeMap::new();
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty());
    for (i, line) in lines {
        let item: StaffItem = serde_json::from_str(line)
            .map_err(|e| AtFault(format!("{shown}:{}: 题目格式不对：{e}", i + 1)))?;
        let hits = core_hits(snapshot, &item.q)?;
        let sums = kinds.entry(item.kind.clone()).or_default();
        let ndcg = ndcg(&hits, &item.gold);
        let first = hits.first().is_some_and(|h| item.gold.contains(h));
        sums.asked += 1;
        sums.ndcg += ndcg;
        sums.first += usize::from(first);
        sums.recall += recall(&hits, &item.gold);
        if ndcg < 0.999 {
            println!(
                "{} [{}] {} → {}（{ndcg:.3}）",
                item.id,
                item.kind,
                item.q,
                hits.join(" ")
            );
        }
    }
    let mut all = Sums::default();
    for (kind, sums) in &kinds {
        report(&format!("  {kind}"), sums);
        all.asked += sums.asked;
        all.ndcg += sums.ndcg;
        all.first += sums.first;
        all.recall += sums.recall;
    }
    report(&format!("{shown}："), &all);
    Ok(())
}

#[allow(clippy::cast_precision_loss)]
fn report(name: &str, sums: &Sums) {
    let asked = sums.asked.max(1) as f64;
    println!(
        "{name} {} 题，nDCG@10 {:.4}，首位 {}/{}，前八召回 {:.4}",
        sums.asked,
        sums.ndcg / asked,
        sums.first,
        sums.asked,
        sums.recall / asked
    );
}

fn core_hits(snapshot: &Snapshot, text: &str) -> anyhow::Result<Vec<String>> {
    let request = DeskRequest::of(text).map_err(|e| AtFault(e.to_string()))?;
    let found = find(snapshot, &request)?;
    let core = |id: &str| id.starts_with("xinfang-gongzuo-tiaoli/") || id.starts_with("xianfa/");
    let ids = found.hits.into_iter().map(|h| h.id.to_string());
    Ok(ids.filter(|id| core(id)).collect())
}

/// All gold provisions count the same.
#[allow(clippy::cast_precision_loss)]
fn ndcg(hits: &[String], gold: &[String]) -> f64 {
    let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
    let ranked = hits.iter().take(10).enumerate();
    let won: f64 = ranked
        .filter(|(_, h)| gold.contains(h))
        .map(|(i, _)| gain(i))
        .sum();
    let ideal: f64 = (0..gold.len().min(10)).map(gain).sum();
    won / ideal
}

#[allow(clippy::cast_precision_loss)]
fn recall(hits: &[String], gold: &[String]) -> f64 {
    let found = hits.iter().take(8).filter(|h| gold.contains(h)).count();
    found as f64 / gold.len().min(8) as f64
}

/// Ranks provisions for the questions and stories of the guide, by index alone: R@10 (a provision of the answer among
/// the first ten), MRR@10, and the time of a search.
#[allow(clippy::cast_precision_loss)]
pub(super) fn score_guide(snapshot: &Snapshot, corpus: &Corpus) -> anyhow::Result<()> {
    for (name, stories) in [("问法", false), ("故事", true)] {
        let (mut asked, mut found, mut reciprocal, mut times) = (0_usize, 0_usize, 0.0, Vec::new());
        for entry in &corpus.entries {
            let gold: Vec<String> = entry
                .citations
                .iter()
                .map(|c| c.article.to_string())
                .collect();
            let questions = if stories {
                &entry.stories
            } else {
                &entry.variants
            };
            // Every fifth is enough to choose weights by.
            for question in questions.iter().step_by(5) {
                let mut request = DeskRequest::of(question).map_err(|e| AtFault(e.to_string()))?;
                request.as_typed = true;
                let begun = Instant::now();
                let hits = find(snapshot, &request)?.hits;
                times.push(begun.elapsed());
                asked += 1;
                if let Some(rank) = hits.iter().position(|h| gold.contains(&h.id.to_string())) {
                    found += 1;
                    reciprocal += 1.0 / (rank as f64 + 1.0);
                }
            }
        }
        times.sort_unstable();
        let at = |share: usize| {
            times
                .get(times.len() * share / 100)
                .map_or(0, |t| t.as_micros())
        };
        println!(
            "条文检索（{name}）：{asked} 个，R@10 {:.4}，MRR@10 {:.4}，中位 {} 微秒，p99 {} 微秒",
            found as f64 / asked.max(1) as f64,
            reciprocal / asked.max(1) as f64,
            at(50),
            at(99)
        );
    }
    Ok(())
}
