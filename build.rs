//! Stops the build when the corpus is at fault: parses and checks it with the same code that the service
//! runs, and lists every fault with file, line and reason.

// The library's own modules, compiled a second time; not everything in them is called from here.
#[allow(dead_code, unused_imports, unreachable_pub, missing_docs)]
#[path = "src/corpus/mod.rs"]
mod corpus;
#[allow(dead_code, unreachable_pub)]
#[path = "src/text"]
mod text {
    pub(crate) mod numeral;
}

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=corpus");
    println!("cargo::rerun-if-changed=src/corpus");
    println!("cargo::rerun-if-changed=src/text/numeral.rs");
    let checked = corpus::Source::from_dir(Path::new("corpus"))
        .map_err(|e| e.to_string())
        .and_then(|source| corpus::Corpus::load(source, None).map_err(|e| e.to_string()));
    match checked {
        Ok(corpus) => {
            // For `--version`, which must not load the corpus to name it.
            println!("cargo::rustc-env=CORPUS_EDITION={:.12}", corpus.digest);
            ExitCode::SUCCESS
        }
        Err(faults) => {
            for line in faults.lines() {
                println!("cargo::error=corpus/{line}");
            }
            ExitCode::FAILURE
        }
    }
}
