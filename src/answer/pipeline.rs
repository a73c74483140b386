//! The pipeline, one step after the other: guard → reference → match → route → compose.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::alarm::Alarm;
use super::asking::{Asked, Asking};
use super::belonging::Belonging;
use super::compose::{Composer, PERSONAL_DATA, with_second};
use super::follow_up::FollowUp;
use super::glosses::Glosses;
use super::guard::Guard;
use super::hearing::Hearing;
use super::homophones::Homophones;
use super::letters::Letters;
use super::matcher::{Class, HARMLESS, Matcher, Ranked};
use super::outcome::Outcome;
use super::question::Question;
use super::reply::{EntryLink, Reply};
use super::route::{Route, at_stage, by_ranking};
use crate::corpus::{ArticleRef, Corpus, Shelf};
use crate::search::{Part, Provisions, ReferenceReader, grams};
use crate::text::segment::Segmenter;

/// What came of a question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What the person gets.
    pub reply: Arc<Reply>,
    /// The entry, when the reply is exactly that entry's own: it is rendered already.
    pub entry: Option<usize>,
    /// The matter and the stage, by position, when the reply is composed of them.
    pub heard: Option<(usize, usize)>,
    /// Whether personal numbers were masked in the question.
    pub masked: bool,
    /// Words of the reviewed list that stood in a question nothing answered.
    pub missed_terms: Vec<String>,
}

impl Answer {
    /// The reply for readers that see nothing beside it: when personal numbers were masked, its last step
    /// says to leave them out.
    pub fn reply_with_hint(&self, corpus: &Corpus) -> Arc<Reply> {
        let hint = corpus.texts.get(PERSONAL_DATA).filter(|_| self.masked);
        hint.map_or_else(
            || self.reply.clone(),
            |hint| {
                let mut reply = Reply::clone(&self.reply);
                reply.steps.push(hint.reply.clone());
                Arc::new(reply)
            },
        )
    }
}

/// Everything that answers, over one corpus. Immutable.
pub struct Answerer {
    composer: Composer,
    guard: Guard,
    asking: Asking,
    hearing: Hearing,
    follow_up: FollowUp,
    homophones: Homophones,
    letters: Letters,
    belonging: Belonging,
    matcher: Matcher,
    references: ReferenceReader,
    glosses: OnceLock<Glosses>,
    provisions: Arc<Provisions>,
    /// Filled in the background: loading its dictionary takes longer than anything else at start.
    segmenter: Arc<OnceLock<Segmenter>>,
}

impl Answerer {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When cues or names are too many for one automaton.
    pub fn new(
        corpus: Arc<Corpus>,
        matcher: Matcher,
        provisions: Arc<Provisions>,
        segmenter: Arc<OnceLock<Segmenter>>,
    ) -> Result<Self, aho_corasick::BuildError> {
        Ok(Self {
            guard: Guard::new(&corpus.guards)?,
            asking: Asking::new(&corpus)?,
            belonging: Belonging::new(&corpus),
            follow_up: FollowUp::new(&corpus)?,
            homophones: Homophones::new(&corpus),
            letters: Letters::new(corpus.clone()),
            hearing: Hearing::new(&corpus.matters, &corpus.stages, &|word| {
                matcher.in_plain_speech(word).into_owned()
            })?,
            references: ReferenceReader::new(&corpus)?,
            glosses: OnceLock::new(),
            composer: Composer::new(corpus),
            matcher,
            provisions,
            segmenter,
        })
    }

    /// Ready-made replies.
    pub fn composer(&self) -> &Composer {
        &self.composer
    }

    /// The corpus that is answered from.
    pub fn corpus(&self) -> &Arc<Corpus> {
        self.composer.corpus()
    }

    /// Reads references to articles.
    pub fn references(&self) -> &ReferenceReader {
        &self.references
    }

    /// The articles whose glosses are like a text in normal form, and how like, 0 to 1.
    pub fn glossed(&self, normal: &str) -> Vec<(&ArticleRef, f32)> {
        let glosses = self
            .glosses
            .get_or_init(|| Glosses::new(self.corpus(), &self.matcher));
        glosses.like(&self.matcher, normal)
    }

    /// A text in normal form as it may have been meant: letters read as pinyin, homophone slips mended. `None` when it
    /// reads as it stands.
    pub fn meant(&self, normal: &str) -> Option<String> {
        let read = self.letters.read(normal);
        let mended = self.homophones.mend(&read);
        (mended != normal).then(|| mended.into_owned())
    }

    /// The matcher, for measuring.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Answers one question. `previous` is the entry shown before, if the page carried one.
    pub fn answer(&self, question: &Question, previous: Option<&str>) -> Answer {
        let as_typed = &question.normal;
        let question = &self.mended(question);
        let mut scores = self.matcher.scores(&question.normal);
        let alarm = Alarm {
            guard: &self.guard,
            matcher: &self.matcher,
            thresholds: &self.corpus().thresholds,
        };
        let heard = self.matcher.best(&scores);
        let asked = self.asking.asked(question, &self.matcher, &mut scores);
        let raised = alarm.raised(&[as_typed, &question.normal], &heard);
        // A story may speak of the weather; what it asks decides whether it is this service's.
        let raised = raised.filter(|(o, _)| *o != Outcome::OutOfScope || asked == Asked::Unclear);
        if let Some((outcome, key)) = raised {
            return self.plain(self.composer.text(key, outcome), question);
        }
        if let Some(route) = self.by_reference(question) {
            return self.compose(route, question);
        }
        if let Some(law) = self.references.law_named(&question.text) {
            self.matcher.favour_law(law, &mut scores);
        }
        if let Some(previous) = previous.and_then(|id| self.corpus().known_as(id)) {
            let normal = &question.normal;
            self.follow_up
                .lean(normal, previous, &self.matcher, &mut scores);
        }
        let route = match asked {
            Asked::Two(first, _) => Some(Route::Entry(first)),
            Asked::One | Asked::Unclear => self.by_guide(question, &mut scores),
        };
        let route = route
            .or_else(|| self.by_provision(question))
            .unwrap_or_else(|| Route::Text(self.foreign_reply(&heard, question)));
        let mut answer = self.compose(route, question);
        if answer.reply.outcome == Outcome::OutOfScope {
            answer.missed_terms = self.matcher.concept_names(&question.normal);
            // 什么 and 本人 stand in every question and are no gap of the guide.
            let stop = &self.corpus().lexicon.stop;
            answer.missed_terms.retain(|term| !stop.contains(term));
        }
        if let Asked::Two(_, second) = asked {
            let second = EntryLink::of(&self.corpus().entries[second]);
            answer.reply = Arc::new(with_second(&answer.reply, &second));
            answer.entry = None;
        }
        answer
    }

    /// Entries whose questions begin with what is typed or hold it, in characters, pinyin or first letters; then
    /// what it is most like.
    pub fn suggest(&self, typed: &Question) -> Vec<EntryLink> {
        /// Most entries that are offered.
        const OFFERED: usize = 8;
        let corpus = self.corpus();
        let mut offered = self.letters.wordings().suggest(corpus, &typed.normal);
        let read = self.letters.read(&typed.normal);
        let ranked = self.matcher.rank(&self.homophones.mend(&read));
        let fits = |r: &&Ranked| r.score >= corpus.thresholds.entry_min;
        for ranked in ranked.iter().filter(fits) {
            if let Class::Entry(entry) = ranked.class {
                let link = EntryLink::of(&corpus.entries[entry]);
                if offered.len() < OFFERED && !offered.contains(&link) {
                    offered.push(link);
                }
            }
        }
        offered
    }

    /// The question in characters, in plain words, with likely slips of the keyboard mended.
    fn mended<'a>(&self, question: &'a Question) -> Cow<'a, Question> {
        let read = self.letters.read(&question.normal);
        let plain = self.matcher.in_plain_speech(&read);
        let mended = self.homophones.mend(&plain);
        match (&read, &plain, &mended) {
            (Cow::Borrowed(_), Cow::Borrowed(_), Cow::Borrowed(_)) => Cow::Borrowed(question),
            _ => Cow::Owned(Question {
                normal: mended.into_owned(),
                ..question.clone()
            }),
        }
    }

    /// What the guide says: an entry, or, when both were heard, a matter at a stage. Entries of a matter the
    /// question names weigh more, so that a story in words nobody foresaw still finds its door.
    fn by_guide(&self, question: &Question, scores: &mut [f32]) -> Option<Route> {
        let thresholds = &self.corpus().thresholds;
        let named = self.hearing.matters(&question.normal);
        self.belonging
            .favour(&named, thresholds.matter_character, scores);
        let stage = self.hearing.stage(&question.normal);
        if let Some(stage) = stage {
            self.belonging
                .favour_stage(stage, thresholds.stage_heard, scores);
        }
        let mut ranked = self.matcher.best(scores);
        ranked.retain(|r| !self.is_set_aside(r, question));
        let route = by_ranking(&ranked, thresholds, question.is_fragment());
        at_stage(&self.belonging, thresholds, &ranked, &named, stage).or(route)
    }

    /// A question that names a law and an article, and little else, is answered with that article.
    fn by_reference(&self, question: &Question) -> Option<Route> {
        /// Beside the reference there is room for 「讲的是什么」 and the like.
        const ROOM: usize = 10;
        let reference = self.references.read(&question.text)?;
        let article = reference.article.filter(|_| reference.explicit)?;
        let label = article.label().chars().count() + if reference.law.is_some() { 6 } else { 0 };
        if !reference.whole && question.normal.chars().count() > label + ROOM {
            return None;
        }
        let Some((law, position)) = reference.resolve(self.corpus()).into_iter().next() else {
            return Some(Route::Text("no-such-article".to_owned()));
        };
        let corpus_law = self.corpus().laws.iter().position(|l| l.id == law.id)?;
        Some(Route::Provision {
            law: corpus_law,
            position,
            pinpoint: reference.pinpoint,
            asked_for: true,
        })
    }

    /// Without an entry, a provision of the core shelf that holds most of the question's words.
    fn by_provision(&self, question: &Question) -> Option<Route> {
        let thresholds = &self.corpus().thresholds;
        let sought = Part::Words(question.normal.clone());
        let found = self
            .provisions
            .best(&sought, Shelf::Core, self.segmenter.get()?);
        let best = found.ok().flatten()?;
        let text = &self.corpus().laws[best.law].articles[best.article].text;
        let pairs: Vec<_> = grams(&question.normal)
            .into_iter()
            .filter(|g| !g.is_single())
            .collect();
        let held = pairs.iter().filter(|g| text.contains(g.text)).count();
        #[allow(clippy::cast_precision_loss)]
        let share = held as f32 / pairs.len().max(1) as f32;
        (held >= thresholds.provision_pairs && share >= thresholds.provision_share).then_some(
            Route::Provision {
                law: best.law,
                position: best.article,
                pinpoint: None,
                asked_for: false,
            },
        )
    }

    /// Whether this is the kind that only looks like another, which has served its purpose in the guard, or one that
    /// decides shorter questions alone.
    fn is_set_aside(&self, ranked: &Ranked, question: &Question) -> bool {
        let is_harmless = matches!(ranked.class, Class::Kind(kind) if self.matcher.kind(kind).outcome == HARMLESS);
        is_harmless || self.is_too_long_for(ranked, question)
    }

    fn is_too_long_for(&self, ranked: &Ranked, question: &Question) -> bool {
        matches!(ranked.class, Class::Kind(kind) if question.normal.chars().count() > self.matcher.kind(kind).longest)
    }

    /// The reply to a question that nothing answers: the foreign kind it is most like, if any.
    fn foreign_reply(&self, ranked: &[Ranked], question: &Question) -> String {
        let first = ranked.iter().find(|r| !self.is_too_long_for(r, question));
        match first.map(|r| r.class) {
            Some(Class::Kind(kind)) if self.matcher.kind(kind).outcome == "out_of_scope" => {
                self.matcher.kind(kind).reply.clone()
            }
            _ => "out-of-scope".to_owned(),
        }
    }

    fn compose(&self, route: Route, question: &Question) -> Answer {
        match route {
            Route::Entry(entry) => Answer {
                entry: Some(entry),
                ..self.plain(self.composer.entry(entry).clone(), question)
            },
            Route::Matter { matter, stage } => Answer {
                heard: Some((matter, stage)),
                ..self.plain(self.composer.matter(matter, stage), question)
            },
            Route::Clarify(entries) => self.plain(self.composer.clarify(&entries), question),
            Route::Text(key) => self.plain(self.composer.text(&key, Outcome::OutOfScope), question),
            Route::Provision {
                law,
                position,
                pinpoint,
                asked_for,
            } => {
                let law = &self.corpus().laws[law];
                self.plain(
                    self.composer.provision(law, position, pinpoint, asked_for),
                    question,
                )
            }
        }
    }

    fn plain(&self, reply: Arc<Reply>, question: &Question) -> Answer {
        Answer {
            reply,
            entry: None,
            heard: None,
            masked: question.masked,
            missed_terms: Vec::new(),
        }
    }
}
