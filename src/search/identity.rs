//! What an index was made of. An index on disk is served only when it carries exactly the identity of
//! the running program and corpus; otherwise it is made anew.

use sha2::{Digest, Sha256};

use crate::corpus::Corpus;

/// Raise it whenever fields, tokens or stored values change.
const SCHEMA: u32 = 2;

/// Schema version, corpus digest and lexicon digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    schema: u32,
    corpus: String,
    lexicon: String,
}

impl Identity {
    /// The identity of an index over this corpus, made by this program.
    pub(super) fn of(corpus: &Corpus) -> Self {
        let mut hasher = Sha256::new();
        for word in corpus.lexicon.words.iter().chain(&corpus.lexicon.stop) {
            hasher.update(word.as_bytes());
            hasher.update([0]);
        }
        let lexicon = hasher
            .finalize()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        Self {
            schema: SCHEMA,
            corpus: corpus.digest.clone(),
            lexicon,
        }
    }

    /// The text of the identity file inside the index.
    pub(super) fn text(&self) -> String {
        format!(
            "schema = {}\ncorpus = {}\nlexicon = {}\n",
            self.schema, self.corpus, self.lexicon
        )
    }

    /// A folder name that no other identity shares.
    pub(super) fn folder(&self) -> String {
        format!("v{}-{:.12}-{:.12}", self.schema, self.corpus, self.lexicon)
    }
}
