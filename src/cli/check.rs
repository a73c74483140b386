//! `check`: every fault of the corpus in one run, with file, line and reason.

use super::AtFault;
use crate::config::Config;
use crate::snapshot::{SnapshotError, load_corpus};

pub(super) fn run(config: &Config) -> anyhow::Result<()> {
    match load_corpus(config.corpus_folder()) {
        Ok(corpus) => {
            println!(
                "语料无误：{} 部法律法规，{} 条；{} 个主题，{} 个问答，{} 种问法；{} 个期限，{} 个去处。版本 {:.12}",
                corpus.laws.len(),
                corpus.laws.iter().map(|l| l.articles.len()).sum::<usize>(),
                corpus.topics.len(),
                corpus.entries.len(),
                corpus
                    .entries
                    .iter()
                    .map(|e| e.variants.len() + 1)
                    .sum::<usize>(),
                corpus.limits.len(),
                corpus.doors.len(),
                corpus.digest,
            );
            Ok(())
        }
        Err(SnapshotError::Corpus(faults)) => Err(AtFault(faults.to_string()).into()),
        Err(error) => Err(error.into()),
    }
}
