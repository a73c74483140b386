//! 故事: how people tell their trouble at length, by entry: `stories/*.toml`. They teach the matcher words that
//! no canonical way of asking holds; they are shown nowhere and are no questions of the guide.

use std::collections::{BTreeMap, HashSet};

use toml::Spanned;

use super::fault::Fault;
use super::guide::GuideEntry;
use super::source::Source;
use super::toml_file::TomlFile;

/// Longest story, in characters: as long as a question may be.
const LONGEST: usize = 500;

/// Reads all files and gives every entry its stories.
pub(super) fn attach(source: &Source, entries: &mut [GuideEntry], faults: &mut Vec<Fault>) {
    let mut seen: HashSet<String> = HashSet::new();
    for file in source.below("stories/", ".toml") {
        let parsed = TomlFile::new(file).and_then(|f| {
            let stories: BTreeMap<String, Vec<Spanned<String>>> = f.parse()?;
            Ok((f, stories))
        });
        let (file, stories) = match parsed {
            Ok(parsed) => parsed,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        for (id, stories) in stories {
            for story in &stories {
                let length = story.get_ref().chars().count();
                if length == 0 || length > LONGEST || !seen.insert(story.get_ref().clone()) {
                    faults.push(file.fault(story, "故事是空的、太长，或者写了两次"));
                }
            }
            match entries.iter_mut().find(|e| e.id == id) {
                Some(entry) => entry
                    .stories
                    .extend(stories.into_iter().map(Spanned::into_inner)),
                None => faults.push(match stories.first() {
                    Some(first) => file.fault(first, format!("没有条目 {id}")),
                    None => Fault::new(file.path, 0, format!("没有条目 {id}")),
                }),
            }
        }
    }
}
