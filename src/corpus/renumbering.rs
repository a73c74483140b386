//! `laws/renumbered.toml`: article numbers of repealed or renumbered texts that still turn up in drafts, and where
//! their matter stands now. Which drafts use them is not decided here.

use serde::Deserialize;

use super::date::IsoDate;
use super::fault::Fault;
use super::law::{ArticleNo, Law, LawId};
use super::toml_file::TomlFile;

/// A text whose numbers changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbering {
    /// Names of the repealed text; empty where a law was renumbered in place.
    pub former: Vec<String>,
    /// The law of today.
    pub now: LawId,
    /// The day from which the numbers of today count.
    pub since: IsoDate,
    /// What moved.
    pub moved: Vec<Moved>,
}

/// An article whose matter has another number today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The old number.
    pub from: ArticleNo,
    /// The number of today.
    pub to: ArticleNo,
    /// Words by which the matter is known in a draft.
    pub words: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RenumberedFile {
    #[serde(default)]
    change: Vec<toml::Spanned<ChangeRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeRow {
    #[serde(default)]
    former: Vec<String>,
    now: String,
    since: IsoDate,
    #[serde(default)]
    moved: Vec<toml::Spanned<MovedRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MovedRow {
    from: u16,
    to: u16,
    words: Vec<String>,
}

/// Reads the file and checks it against the laws of today.
pub(super) fn parse(
    file: &TomlFile<'_>,
    laws: &[Law],
    faults: &mut Vec<Fault>,
) -> Vec<Renumbering> {
    let rows: RenumberedFile = file.read(faults);
    let mut changes = Vec::new();
    for row in rows.change {
        let change = row.get_ref();
        let Some(law) = laws.iter().find(|l| l.id.0 == change.now) else {
            faults.push(file.fault(&row, format!("没有名为 {} 的法律文本", change.now)));
            continue;
        };
        let moved = change.moved.iter().filter_map(|row| {
            checked(law, row.get_ref())
                .map_err(|reason| faults.push(file.fault(row, reason)))
                .ok()
        });
        changes.push(Renumbering {
            moved: moved.collect(),
            former: change.former.clone(),
            now: law.id.clone(),
            since: change.since,
        });
    }
    changes
}

/// The row, when its words tell the article of today from the one that has the old number now.
fn checked(law: &Law, row: &MovedRow) -> Result<Moved, String> {
    let (from, to) = (ArticleNo::from(row.from), ArticleNo::from(row.to));
    let target = law
        .article(to)
        .ok_or_else(|| format!("{}不存在", law.label(to)))?;
    if !row.words.iter().any(|w| target.text.contains(w.as_str())) {
        return Err(format!("{}里没有这些词中的任何一个", law.label(to)));
    }
    let holds = |word: &&String| {
        law.article(from)
            .is_some_and(|a| a.text.contains(word.as_str()))
    };
    if let Some(word) = row.words.iter().find(holds) {
        return Err(format!("现行{}里也有“{word}”，分不清新旧", law.label(from)));
    }
    Ok(Moved {
        from,
        to,
        words: row.words.clone(),
    })
}
