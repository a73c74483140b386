//! `index`: builds the index and the matcher ahead, so that the service starts at once.

use std::time::Instant;

use super::snapshot;
use crate::config::Config;

pub(super) fn run(config: &Config) -> anyhow::Result<()> {
    let begun = Instant::now();
    let snapshot = snapshot(config)?;
    println!(
        "{:?}：{} 部法律法规，{} 条，{} 个问答，用时 {:.1} 秒，索引在 {}",
        snapshot.index_place,
        snapshot.corpus.laws.len(),
        snapshot
            .corpus
            .laws
            .iter()
            .map(|l| l.articles.len())
            .sum::<usize>(),
        snapshot.corpus.entries.len(),
        begun.elapsed().as_secs_f32(),
        config.index_dir.display(),
    );
    Ok(())
}
