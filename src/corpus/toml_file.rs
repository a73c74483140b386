//! TOML files with line numbers: parsing that turns every complaint into a [`Fault`].

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::fault::Fault;
use super::source::SourceFile;

/// A TOML file whose text is at hand for turning offsets into lines.
pub(super) struct TomlFile<'a> {
    /// Path relative to the corpus folder.
    pub(super) path: &'a str,
    text: &'a str,
}

impl<'a> TomlFile<'a> {
    /// The file as text.
    pub(super) fn new(file: &'a SourceFile) -> Result<Self, Fault> {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => Ok(Self {
                path: &file.path,
                text,
            }),
            Err(_) => Err(Fault::new(&file.path, 0, "文件不是 UTF-8 编码")),
        }
    }

    /// Deserialises the whole file; unknown keys are refused by the types.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        toml::from_str(self.text).map_err(|e| {
            let line = e.span().map_or(0, |s| self.line_at(s.start));
            Fault::new(self.path, line, format!("格式不对：{}", e.message()))
        })
    }

    /// The line, from 1, on which a value begins.
    pub(super) fn line<T>(&self, value: &Spanned<T>) -> usize {
        self.line_at(value.span().start)
    }

    fn line_at(&self, offset: usize) -> usize {
        1 + self.text.as_bytes()[..offset.min(self.text.len())]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
    }

    /// Reads the file, or notes why it cannot be and gives an empty one.
    pub(super) fn read<T: serde::de::DeserializeOwned + Default>(
        &self,
        faults: &mut Vec<Fault>,
    ) -> T {
        self.parse().unwrap_or_else(|fault| {
            faults.push(fault);
            T::default()
        })
    }

    /// A fault at a value.
    pub(super) fn fault<T>(&self, at: &Spanned<T>, reason: impl Into<String>) -> Fault {
        Fault::new(self.path, self.line(at), reason)
    }
}
