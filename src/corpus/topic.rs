//! 主题: what is counted, and how the guide is shelved. A topic is a file of the guide.

use serde::Deserialize;
use toml::Spanned;

use super::fault::Fault;
use super::toml_file::TomlFile;

/// A topic.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Slug, the name of its file in `guide/`.
    pub id: String,
    /// What people read: 复查复核.
    pub title: String,
    /// One line below the title on a tile.
    pub hint: String,
    /// Whether it stands on the first page.
    pub front: bool,
    /// Whether its entries say what the regulation is silent about.
    pub silent: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    topic: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: Spanned<String>,
    title: String,
    hint: String,
    #[serde(default)]
    front: bool,
    #[serde(default)]
    silent: bool,
}

/// Reads `topics.toml`, in the order topics are shown.
pub(super) fn parse(file: &TomlFile<'_>, faults: &mut Vec<Fault>) -> Vec<Topic> {
    let raw: RawFile = file.read(faults);
    let mut topics: Vec<Topic> = Vec::new();
    for topic in raw.topic {
        let id = topic.id.get_ref().clone();
        if topics.iter().any(|t| t.id == id) {
            faults.push(file.fault(&topic.id, format!("主题编号 {id} 重复")));
        }
        topics.push(Topic {
            id,
            title: topic.title,
            hint: topic.hint,
            front: topic.front,
            silent: topic.silent,
        });
    }
    topics
}
