//! What a grievance is about and where it stands, heard apart: the matter from its everyday names, the
//! stage from what people say of it. Both lists are data; nothing is decided here.

use aho_corasick::{AhoCorasick, BuildError};

use crate::corpus::{Matter, Stage};

/// Most characters between two parts of a cue: further apart, they speak of different things.
const APART: usize = 12;

/// Hears matters and stages in texts in normal form.
pub(super) struct Hearing {
    words: AhoCorasick,
    matter_of: Vec<usize>,
    parts: AhoCorasick,
    stages: Vec<StageCues>,
}

/// Cues of a stage; each a row of positions in the list of parts.
struct StageCues {
    cues: Vec<Vec<usize>>,
    not: Vec<Vec<usize>>,
}

/// A matter that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// Position in [`crate::corpus::Corpus::matters`].
    pub(super) matter: usize,
    /// Characters of its names that stand in the text.
    pub(super) characters: usize,
}

/// A part of a cue in the text: where it starts and ends, in bytes.
#[derive(Debug, Clone, Copy)]
struct Found {
    part: usize,
    start: usize,
    end: usize,
}

impl Hearing {
    /// For these matters and stages, their words brought to `plain` ones, as the texts will be.
    ///
    /// # Errors
    /// When the lists are too long for one automaton.
    pub(super) fn new(
        matters: &[Matter],
        stages: &[Stage],
        plain: &dyn Fn(&str) -> String,
    ) -> Result<Self, BuildError> {
        let (mut words, mut matter_of) = (Vec::new(), Vec::new());
        for (position, matter) in matters.iter().enumerate() {
            words.extend(matter.words.iter().map(|w| plain(&w.to_lowercase())));
            matter_of.resize(words.len(), position);
        }
        let mut parts: Vec<String> = Vec::new();
        let stages = stages
            .iter()
            .map(|s| StageCues {
                cues: placed(&s.cues, plain, &mut parts),
                not: placed(&s.not, plain, &mut parts),
            })
            .collect();
        Ok(Self {
            words: AhoCorasick::new(&words)?,
            matter_of,
            parts: AhoCorasick::new(&parts)?,
            stages,
        })
    }

    /// The matters a text names, the most named first. A word inside a longer one does not count again.
    pub(super) fn matters(&self, normal: &str) -> Vec<Named> {
        let mut named: Vec<Named> = Vec::new();
        let mut matches: Vec<_> = self.words.find_overlapping_iter(normal).collect();
        matches.sort_unstable_by_key(|m| (m.start(), std::cmp::Reverse(m.end())));
        let (mut reach, mut heard) = (0, Vec::new());
        for m in matches {
            if m.end() <= reach || heard.contains(&m.pattern()) {
                continue;
            }
            reach = m.end();
            heard.push(m.pattern());
            let matter = self.matter_of[m.pattern().as_usize()];
            let characters = normal[m.range()].chars().count();
            match named.iter_mut().find(|n| n.matter == matter) {
                Some(n) => n.characters += characters,
                None => named.push(Named { matter, characters }),
            }
        }
        named.sort_by_key(|n| std::cmp::Reverse(n.characters));
        named
    }

    /// The furthest stage a text speaks of, as its position in [`crate::corpus::Corpus::stages`].
    pub(super) fn stage(&self, normal: &str) -> Option<usize> {
        let found: Vec<Found> = self
            .parts
            .find_overlapping_iter(normal)
            .map(|m| Found {
                part: m.pattern().as_usize(),
                start: m.start(),
                end: m.end(),
            })
            .collect();
        let any = |cues: &[Vec<usize>]| cues.iter().any(|c| follows(normal, &found, c, None));
        self.stages
            .iter()
            .rposition(|s| any(&s.cues) && !any(&s.not))
    }
}

/// Whether the parts stand in this order, each close behind the one before (which ended at `from`).
fn follows(text: &str, found: &[Found], parts: &[usize], from: Option<usize>) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return from.is_some();
    };
    let near = |f: &&Found| {
        from.is_none_or(|end| f.start >= end && text[end..f.start].chars().count() <= APART)
    };
    found
        .iter()
        .filter(|f| f.part == *first)
        .filter(near)
        .any(|f| follows(text, found, rest, Some(f.end)))
}

/// Cues as positions in the list of parts, which grows as needed.
fn placed(
    cues: &[Vec<String>],
    plain: &dyn Fn(&str) -> String,
    parts: &mut Vec<String>,
) -> Vec<Vec<usize>> {
    let mut place = |part: &String| {
        let part = plain(part);
        parts.iter().position(|p| *p == part).unwrap_or_else(|| {
            parts.push(part);
            parts.len() - 1
        })
    };
    cues.iter()
        .map(|cue| cue.iter().map(&mut place).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::MatterPath;

    fn matter(id: &str, words: &[&str]) -> Matter {
        Matter {
            id: id.to_owned(),
            name: id.to_owned(),
            path: MatterPath::Tujing,
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            entries: Vec::new(),
            reply: String::new(),
            steps: Vec::new(),
            doors: Vec::new(),
            citations: Vec::new(),
        }
    }

    fn stage(cues: &[&[&str]], not: &[&[&str]]) -> Stage {
        let owned = |l: &[&[&str]]| {
            l.iter()
                .map(|c| c.iter().map(|p| (*p).to_owned()).collect())
                .collect()
        };
        Stage {
            id: String::new(),
            name: String::new(),
            decisive: false,
            entries: Vec::new(),
            cues: owned(cues),
            not: owned(not),
            replies: Vec::new(),
        }
    }

    #[test]
    fn the_matter_named_most_comes_first_and_a_word_within_a_word_counts_once() {
        let matters = [
            matter("gongzi", &["工资", "拖欠工资"]),
            matter("chaiqian", &["拆迁"]),
        ];
        let hearing = Hearing::new(&matters, &[], &str::to_owned).expect("few words");
        let named = hearing.matters("拆迁队拖欠工资");
        assert_eq!(
            named[0],
            Named {
                matter: 0,
                characters: 4
            }
        );
        assert_eq!(
            named[1],
            Named {
                matter: 1,
                characters: 2
            }
        );
    }

    #[test]
    fn a_stage_is_heard_when_its_parts_follow_closely_and_the_furthest_wins() {
        let stages = [
            stage(&[&["反映", "没人理"]], &[]),
            stage(&[&["答复", "不服"]], &[&["还没", "答复"]]),
        ];
        let hearing = Hearing::new(&[], &stages, &str::to_owned).expect("few words");
        assert_eq!(hearing.stage("我去反映过 没人理"), Some(0));
        assert_eq!(hearing.stage("没人理 我去反映"), None);
        assert_eq!(hearing.stage("反映没人理 后来答复了我不服"), Some(1));
        assert_eq!(hearing.stage("还没给答复 我不服"), None);
        let far = format!("反映{}没人理", "呀".repeat(APART + 1));
        assert_eq!(hearing.stage(&far), None);
    }
}
