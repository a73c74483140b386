//! A source of files to a checked corpus, or to the list of everything that is wrong with it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::check::Resolver;
use super::deadline::{self, Deadlines};
use super::digest;
use super::door::{self, Door};
use super::fault::{Fault, Faults};
use super::follow_up::{self, Facet};
use super::gloss::{self, Gloss};
use super::guard::{self, Guards};
use super::guide::{GuideEntry, GuideReader};
use super::law::Law;
use super::law_meta;
use super::law_parse::parse_law;
use super::letter::{self, Letter};
use super::lexicon::{self, Lexicon};
use super::limit::{self, Limit};
use super::matter::{self, Matter};
use super::outcome_text::{self, OutcomeTexts};
use super::renumbering::{self, Renumbering};
use super::screen::{self, Screen};
use super::source::{Source, SourceFile};
use super::stage::{self, Stage};
use super::start::{self, StartTree};
use super::story;
use super::threshold::{self, Thresholds};
use super::toml_file::TomlFile;
use super::topic::{self, Topic};

/// Everything the product stands on. Immutable once loaded.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// Core shelf first, then by slug.
    pub laws: Vec<Law>,
    /// What staff type when they do not have an article's words.
    pub glosses: Vec<Gloss>,
    /// Numbers that changed and still turn up.
    pub renumbered: Vec<Renumbering>,
    /// By id.
    pub limits: BTreeMap<String, Limit>,
    /// In the order of their file.
    pub doors: Vec<Door>,
    /// In the order they are shown.
    pub topics: Vec<Topic>,
    /// In the order of topics and files.
    pub entries: Vec<GuideEntry>,
    /// What grievances are about, in the order of their file.
    pub matters: Vec<Matter>,
    /// Where grievances stand, from the first to the last.
    pub stages: Vec<Stage>,
    /// Pages that lay one matter of the regulation out whole.
    pub screens: Vec<Screen>,
    /// What is asked on about, and where it leads.
    pub facets: Vec<Facet>,
    /// 这事归不归信访, step by step.
    pub start: StartTree,
    /// Letters to fill in.
    pub letters: Vec<Letter>,
    /// What comes after each step of a petition, and until when.
    pub deadlines: Deadlines,
    /// Replies beside the guide.
    pub texts: OutcomeTexts,
    /// What makes a question urgent, forbidden or foreign.
    pub guards: Guards,
    /// Where the service stops answering.
    pub thresholds: Thresholds,
    /// Words of the trade.
    pub lexicon: Lexicon,
    /// SHA-256 over all files, hexadecimal: names the edition.
    pub digest: String,
}

impl Corpus {
    /// Loads and checks everything. A source without `guide/` is a shelf of laws alone: the service's own
    /// texts then come from `builtin`, and lose the citations that such a shelf cannot hold.
    ///
    /// # Errors
    /// All faults of all files.
    pub fn load(source: Source, builtin: Option<&Source>) -> Result<Self, Faults> {
        Self::load_parts(source, builtin, true)
    }

    /// The same without the stories, which only teach: for a matcher that has learnt from them already.
    ///
    /// # Errors
    /// All faults of all other files.
    pub fn load_without_stories(source: Source, builtin: Option<&Source>) -> Result<Self, Faults> {
        Self::load_parts(source, builtin, false)
    }

    fn load_parts(
        mut source: Source,
        builtin: Option<&Source>,
        with_stories: bool,
    ) -> Result<Self, Faults> {
        let digest = source_digest(&source);
        let laws_only = source.below("guide/", ".toml").next().is_none();
        if let (true, Some(builtin)) = (laws_only, builtin) {
            source.adopt(builtin, |path| {
                matches!(
                    path,
                    "outcomes.toml"
                        | "guards.toml"
                        | "examples.toml"
                        | "doors.toml"
                        | "limits.toml"
                        | "thresholds.toml"
                ) || path.starts_with("lexicon/")
            });
        }
        let mut faults = Vec::new();
        let laws = load_laws(&source, &mut faults);
        let glosses = parse_file(&source, "laws/glosses.toml", &mut faults, |file, faults| {
            gloss::parse(file, &laws, faults)
        });
        let renumbered = parse_file(
            &source,
            "laws/renumbered.toml",
            &mut faults,
            |file, faults| renumbering::parse(file, &laws, faults),
        );
        let resolver = Resolver::new(&laws, laws_only);
        let limits = parse_file(&source, "limits.toml", &mut faults, |file, faults| {
            limit::parse(file, &resolver, faults)
        });
        let resolver = resolver.with_limits(limits);
        let doors = parse_file(&source, "doors.toml", &mut faults, |file, faults| {
            door::parse(file, &resolver, faults)
        });
        let topics = parse_file(&source, "topics.toml", &mut faults, topic::parse);
        let mut entries = load_guide(&source, &resolver, &doors, &topics, &mut faults);
        if with_stories {
            story::attach(&source, &mut entries, &mut faults);
        }
        let matters = parse_file(&source, "matters.toml", &mut faults, |file, faults| {
            matter::parse(file, &resolver, &doors, &entries, faults)
        });
        let stages = parse_file(&source, "stages.toml", &mut faults, |file, faults| {
            stage::parse(file, &resolver, &doors, &entries, &matters, faults)
        });
        let screens = parse_file(&source, "screens.toml", &mut faults, |file, faults| {
            screen::parse(file, &resolver, &entries, faults)
        });
        let facets = parse_file(&source, "follow_ups.toml", &mut faults, |file, faults| {
            follow_up::parse(file, &topics, &entries, faults)
        });
        let start = parse_file(&source, "start.toml", &mut faults, |file, faults| {
            start::parse(file, &resolver, &doors, &entries, faults)
        });
        let letters = parse_file(&source, "letters.toml", &mut faults, |file, faults| {
            letter::parse(file, &resolver, faults)
        });
        let deadlines = parse_file(&source, "deadlines.toml", &mut faults, |file, faults| {
            deadline::parse(file, &resolver, faults)
        });
        let texts = parse_file(&source, "outcomes.toml", &mut faults, |file, faults| {
            outcome_text::parse(file, &resolver, &doors, faults)
        });
        let mut guards = parse_file(&source, "guards.toml", &mut faults, |file, faults| {
            guard::parse(file, &texts, faults)
        });
        guards.examples = parse_file(&source, "examples.toml", &mut faults, |file, faults| {
            guard::parse_examples(file, &texts, faults)
        });
        let thresholds = parse_file(&source, "thresholds.toml", &mut faults, threshold::parse);
        let lexicon = lexicon::parse(&source, &resolver, &mut faults);
        let limits = resolver.into_limits();
        Faults::or(
            faults,
            Self {
                laws,
                glosses,
                renumbered,
                limits,
                doors,
                topics,
                entries,
                matters,
                stages,
                screens,
                facets,
                start,
                letters,
                deadlines,
                texts,
                guards,
                thresholds,
                lexicon,
                digest,
            },
        )
    }
}

fn source_digest(source: &Source) -> String {
    let mut hasher = Sha256::new();
    for file in source.iter() {
        // Lengths keep two files from reading as one.
        hasher.update(file.path.len().to_le_bytes());
        hasher.update(file.path.as_bytes());
        hasher.update(file.bytes.len().to_le_bytes());
        hasher.update(&file.bytes);
    }
    digest::hex(&hasher.finalize())
}

fn load_laws(source: &Source, faults: &mut Vec<Fault>) -> Vec<Law> {
    let mut laws: Vec<Law> = Vec::new();
    for file in source.below("laws/", ".md") {
        match parse_law(&file.path, &file.bytes) {
            Err(found) => faults.extend(found),
            Ok(law) if laws.iter().any(|l| l.id == law.id) => {
                faults.push(Fault::new(
                    &file.path,
                    0,
                    format!("法律文本 {} 重复", law.id),
                ));
            }
            Ok(law) => laws.push(law),
        }
    }
    if laws.is_empty() && faults.is_empty() {
        faults.push(Fault::new("laws", 0, "没有任何法律文本（laws/**/*.md）"));
    }
    parse_file(source, "laws/laws.toml", faults, |file, faults| {
        law_meta::apply(file, &mut laws, faults);
    });
    if let Some(file) = source.get("digests.tsv") {
        match std::str::from_utf8(&file.bytes) {
            Ok(tsv) => digest::verify(&file.path, tsv, &laws, faults),
            Err(_) => faults.push(Fault::new(&file.path, 0, "文件不是 UTF-8 编码")),
        }
    }
    laws.sort_by(|a, b| (a.shelf, &a.id).cmp(&(b.shelf, &b.id)));
    laws
}

fn load_guide(
    source: &Source,
    resolver: &Resolver<'_>,
    doors: &[Door],
    topics: &[Topic],
    faults: &mut Vec<Fault>,
) -> Vec<GuideEntry> {
    let mut reader = GuideReader::new(resolver, doors);
    let topic_of = |file: &SourceFile| -> String {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        name.trim_end_matches(".toml").to_owned()
    };
    let mut files: Vec<(usize, &SourceFile)> = Vec::new();
    for file in source.below("guide/", ".toml") {
        match topics.iter().position(|t| t.id == topic_of(file)) {
            Some(position) => files.push((position, file)),
            None => faults.push(Fault::new(
                &file.path,
                0,
                "topics.toml 里没有与文件同名的主题",
            )),
        }
    }
    files.sort_by_key(|(position, _)| *position);
    for (_, file) in files {
        match TomlFile::new(file) {
            Ok(toml) => reader.read(&topic_of(file), &toml, faults),
            Err(fault) => faults.push(fault),
        }
    }
    reader.finish(faults)
}

/// Parses a file if it is there; an absent file is the default value.
fn parse_file<T: Default>(
    source: &Source,
    path: &str,
    faults: &mut Vec<Fault>,
    parse: impl FnOnce(&TomlFile<'_>, &mut Vec<Fault>) -> T,
) -> T {
    match source.get(path).map(TomlFile::new) {
        None => T::default(),
        Some(Ok(file)) => parse(&file, faults),
        Some(Err(fault)) => {
            faults.push(fault);
            T::default()
        }
    }
}
