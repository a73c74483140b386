//! The files of a corpus, read once and whole, whether they come from a folder or from inside the binary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// One file: path relative to the corpus folder with `/` between parts, and its bytes.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// For example `laws/xianfa.md`.
    pub path: String,
    /// The content, not yet known to be UTF-8; borrowed where it is part of the binary.
    pub bytes: Cow<'static, [u8]>,
}

/// All files of a corpus by path.
#[derive(Debug, Clone, Default)]
pub struct Source {
    files: BTreeMap<String, SourceFile>,
}

impl Source {
    /// Builds a source from files already in memory.
    pub fn from_files(files: impl IntoIterator<Item = SourceFile>) -> Self {
        Self {
            files: files.into_iter().map(|f| (f.path.clone(), f)).collect(),
        }
    }

    /// Reads every `.md`, `.toml`, `.tsv` and `.txt` file below `dir`.
    ///
    /// # Errors
    /// When the folder or one of the files cannot be read.
    pub fn from_dir(dir: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        collect(dir, dir, &mut files)?;
        Ok(Self::from_files(files))
    }

    /// The file at exactly this path.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// Files below `folder` (with its trailing `/`) whose name ends in `extension` (with its dot), by path.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
        extension: &'a str,
    ) -> impl Iterator<Item = &'a SourceFile> {
        self.files
            .values()
            .filter(move |f| f.path.starts_with(folder) && f.path.ends_with(extension))
    }

    /// All files by path.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }

    /// Takes from `other` every file for which `wanted` holds and that is not here yet.
    pub fn adopt(&mut self, other: &Self, wanted: impl Fn(&str) -> bool) {
        for file in other.iter().filter(|f| wanted(&f.path)) {
            self.files
                .entry(file.path.clone())
                .or_insert_with(|| file.clone());
        }
    }
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<SourceFile>) -> io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if is_corpus_file(&path) {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = relative
                .components()
                .map(|c| c.as_os_str().to_string_lossy().into_owned())
                .collect();
            files.push(SourceFile {
                path: parts.join("/"),
                bytes: std::fs::read(&path)?.into(),
            });
        }
    }
    Ok(())
}

fn is_corpus_file(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n != "README.md")
        && path
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| matches!(e, "md" | "toml" | "tsv" | "txt"))
}
