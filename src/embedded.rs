//! Files inside the binary, so that it runs alone: the corpus it was built with, and the assets of its pages.

use std::borrow::Cow;

use rust_embed::RustEmbed;

use crate::corpus::{Source, SourceFile};

#[derive(RustEmbed)]
#[folder = "corpus/"]
struct CorpusFiles;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct AssetFiles;

/// The corpus this binary was built and checked with.
pub fn corpus() -> Source {
    Source::from_files(
        CorpusFiles::iter()
            .filter(|p| p != "README.md")
            .filter_map(|path| {
                let file = CorpusFiles::get(&path)?;
                Some(SourceFile {
                    path: path.into_owned(),
                    bytes: file.data,
                })
            }),
    )
}

/// An asset by its name, as in `/assets/site.css`.
pub fn asset(name: &str) -> Option<Cow<'static, [u8]>> {
    AssetFiles::get(name).map(|f| f.data)
}

/// The names of all assets.
pub fn asset_names() -> impl Iterator<Item = Cow<'static, str>> {
    AssetFiles::iter()
}
