//! The arrows between modules: who may use whom, and what nobody but one may know.

use std::fs;
use std::path::{Path, PathBuf};

/// Module → project modules it may use (beside itself).
const ARROWS: [(&str, &[&str]); 13] = [
    ("text", &[]),
    ("corpus", &["text"]),
    ("search", &["corpus", "text"]),
    ("answer", &["corpus", "search", "text"]),
    ("deadlines", &["corpus", "text"]),
    ("citations", &["corpus", "text"]),
    ("desk", &["answer", "corpus", "search", "snapshot", "text"]),
    ("store", &[]),
    ("staff", &["store"]),
    ("topics", &["answer", "store"]),
    ("outreach", &["answer", "corpus", "store", "topics"]),
    (
        "web",
        &[
            "answer",
            "citations",
            "config",
            "corpus",
            "deadlines",
            "desk",
            "embedded",
            "outreach",
            "search",
            "snapshot",
            "staff",
            "store",
            "text",
            "topics",
        ],
    ),
    (
        "snapshot",
        &[
            "answer",
            "citations",
            "corpus",
            "embedded",
            "outreach",
            "search",
            "text",
        ],
    ),
];

/// Library → modules that may name it.
const LIBRARIES: [(&str, &[&str]); 10] = [
    ("tantivy", &["search"]),
    ("jieba_rs", &["text"]),
    ("axum", &["web"]),
    ("askama", &["web"]),
    ("rusqlite", &["store"]),
    ("postgres", &["store"]),
    ("rust_xlsxwriter", &["outreach"]),
    ("anyhow", &["cli"]),
    ("argon2", &["staff"]),
    ("clap", &["cli"]),
];

fn files(module: &str) -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.join(module)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.flatten().map(|e| e.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let single = src.join(format!("{module}.rs"));
    found.extend(single.exists().then_some(single));
    assert!(!found.is_empty(), "module {module} has no files");
    found
}

fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    text.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Modules named as `crate::x`, except in tests inside the file.
fn used(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect()
        })
        .collect()
}

#[test]
fn modules_use_only_what_lies_below_them() {
    for (module, allowed) in ARROWS {
        for path in files(module) {
            for used in used(&code(&path)) {
                let fine = used == module || allowed.contains(&used.as_str());
                assert!(fine, "{} uses crate::{used}", path.display());
            }
        }
    }
}

#[test]
fn a_library_is_named_only_where_it_belongs() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for module in [
        "text",
        "corpus",
        "search",
        "answer",
        "citations",
        "deadlines",
        "desk",
        "outreach",
        "staff",
        "store",
        "topics",
        "web",
        "cli",
    ] {
        for path in files(module) {
            let code = code(&path);
            for (library, homes) in LIBRARIES {
                let named = code.contains(&format!("{library}::"));
                assert!(
                    !named || homes.contains(&module),
                    "{} names {library}",
                    path.display()
                );
            }
        }
    }
    assert!(src.join("main.rs").exists());
}

#[test]
fn every_file_opens_with_what_lives_in_it() {
    for module in [
        "text",
        "corpus",
        "search",
        "answer",
        "outreach",
        "staff",
        "store",
        "topics",
        "web",
        "cli",
        "snapshot",
        "citations",
        "config",
        "deadlines",
        "desk",
        "embedded",
        "lib",
        "main",
    ] {
        for path in files(module) {
            let text = fs::read_to_string(&path).expect("a source file");
            assert!(text.starts_with("//! "), "{}", path.display());
            assert!(
                text.lines().count() <= 400,
                "{} is over 400 lines",
                path.display()
            );
        }
    }
}
