//! From true counts to numbers that may be shown, for one month or one event. Topics come first and stand for
//! themselves; every other table of the same view adds up to no more than they do, so that no difference between two
//! tables is a hidden number.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::figure::{Figure, SMALLEST};
use super::settle::{Cell, settle, summed};
use super::tally::{Key, Kind, Tally};
use crate::answer::Outcome;
use crate::topics::Channel;

/// Tables that split the questions of a view by when they came.
const TIMES: [Kind; 2] = [Kind::Hour, Kind::Weekday];

/// One month of an event, beside the whole month and the other events in it.
pub(super) struct EventMonth<'a> {
    /// What is shown of the month.
    pub(super) month: Release,
    /// The true counts of the month.
    pub(super) whole: &'a Tally,
    /// Those of all events in it, by code, so that every one of their views comes to the same.
    pub(super) events: Vec<&'a Tally>,
    /// Which of them is looked at.
    pub(super) own: usize,
}

impl<'a> EventMonth<'a> {
    fn own(&self) -> &'a Tally {
        self.events[self.own]
    }

    /// The event's part of a number that the month tells: events and everything else split it, and what is left over
    /// must not be small, neither of the whole nor of what came by one channel. Where it is, the part says less by so much
    /// that what is left over may be large, and nothing of channels.
    fn share(&self, key: &Key) -> Cell {
        let mut own = self.split(key)[self.own];
        let is_clean = |channel| {
            let key = Key {
                channel,
                ..key.clone()
            };
            is_clean(&self.split(&key))
        };
        let mut ways = std::iter::once(None).chain(Channel::ALL.map(Some));
        if own.truth >= SMALLEST && !ways.all(is_clean) {
            own.figure = match key.channel {
                None => Figure::at_least(own.truth - SMALLEST),
                Some(_) => Figure::Withheld,
            };
        }
        own
    }

    /// The events' parts of a number of the month, and last what is beside them.
    fn split(&self, key: &Key) -> Vec<Cell> {
        let of = |tally: &Tally| tally.counts.get(key).copied().unwrap_or(0);
        let mut cells: Vec<Cell> = self.events.iter().map(|t| Cell::new(of(t))).collect();
        let at_events: u64 = cells.iter().map(|c| c.truth).sum();
        cells.push(Cell::new(of(self.whole).saturating_sub(at_events)));
        cells
    }
}

/// Whether what is left of a number, once all parts that may be shown are taken away, is nothing or large. The last part
/// is never shown.
fn is_clean(parts: &[Cell]) -> bool {
    let Some((beside, events)) = parts.split_last() else {
        return true;
    };
    let hidden = events.iter().filter(|c| c.truth < SMALLEST);
    let left = beside.truth + hidden.map(|c| c.truth).sum::<u64>();
    left == 0 || left >= SMALLEST
}

/// Outcomes and doors by topic.
type Kept = HashMap<(Kind, Arc<str>, Arc<str>), u64>;

/// Outcomes or doors of one topic.
type Parts<'a> = Vec<(&'a Arc<str>, u64)>;

/// The numbers of one month or one event.
#[derive(Debug, Clone, Default)]
pub(super) struct Release {
    pub(super) cells: BTreeMap<Key, Cell>,
}

impl Release {
    /// Settles the true counts of a month.
    pub(super) fn of(tally: &Tally) -> Self {
        Self::fresh(tally).settled(&tally.by_topic)
    }

    /// Settles the true counts of an event, month by month beside what is shown of the months themselves: it tells of a
    /// month only what the month tells exactly, and only as much as leaves what was asked elsewhere in that month unknown.
    pub(super) fn of_event(parts: &[EventMonth<'_>]) -> Self {
        let mut sums: BTreeMap<Key, Vec<Cell>> = BTreeMap::new();
        let mut kept = Kept::new();
        for part in parts {
            let (tally, month) = (part.own(), &part.month);
            for (key, n) in &tally.by_topic {
                *kept.entry(key.clone()).or_default() += n;
            }
            for (key, n) in &tally.counts {
                let mut cell = part.share(key);
                let is_told = match key.kind {
                    // These keep to the topics of the event, below.
                    Kind::Outcome | Kind::Door => true,
                    kind if TIMES.contains(&kind) => month.figure(key).low() >= *n,
                    _ => matches!(month.figure(key), Figure::Exact(_)),
                };
                if *n >= SMALLEST && !is_told {
                    cell.figure = Figure::Withheld;
                }
                sums.entry(key.clone()).or_default().push(cell);
            }
        }
        let cell = |parts: &[Cell]| {
            let mut cell = Cell::new(parts.iter().map(|p| p.truth).sum());
            cell.figure = summed(parts);
            cell
        };
        let cells = sums.iter().map(|(k, parts)| (k.clone(), cell(parts)));
        let release = Self {
            cells: cells.collect(),
        };
        release.settled(&kept).with_open_channels()
    }

    fn fresh(tally: &Tally) -> Self {
        let cells = tally.counts.iter().map(|(k, n)| (k.clone(), Cell::new(*n)));
        Self {
            cells: cells.collect(),
        }
    }

    fn settled(self, kept: &Kept) -> Self {
        let mut release = self;
        release.settle_topics_by_channel();
        let known = release.sum(Kind::Topic, None);
        release.settle_channels();
        for kind in TIMES {
            release.settle_table(kind, known);
        }
        release.keep_to_topics(kept);
        release.settle_table(Kind::Outcome, known);
        // Doors split the questions that were sent to another door.
        let sent = release.figure(&Key::all(Kind::Outcome, Outcome::Redirected.key()));
        release.settle_table(Kind::Door, sent.low());
        release
    }

    /// Outcomes and doors count the questions of topics that are shown, and no others.
    fn keep_to_topics(&mut self, kept: &Kept) {
        let told = self.told_by_topics(kept);
        let of_topics = |k: &Key| matches!(k.kind, Kind::Outcome | Kind::Door);
        for (key, cell) in self.cells.iter_mut().filter(|(k, _)| of_topics(k)) {
            let told = told.get(key).copied().unwrap_or(0);
            if told < cell.truth && cell.truth >= SMALLEST {
                cell.figure = Figure::at_least(told);
            }
        }
    }

    /// What the topics that are shown tell of outcomes and doors. Which topic has which doors is no secret: of what a topic
    /// tells, no small one may be left over.
    fn told_by_topics(&self, kept: &Kept) -> BTreeMap<Key, u64> {
        let mut by_topic: BTreeMap<(Kind, &Arc<str>), Parts<'_>> = BTreeMap::new();
        for ((kind, topic, name), n) in kept {
            by_topic.entry((*kind, topic)).or_default().push((name, *n));
        }
        let is_shown =
            |topic: &str| matches!(self.figure(&Key::all(Kind::Topic, topic)), Figure::Exact(_));
        let mut told: BTreeMap<Key, u64> = BTreeMap::new();
        for ((kind, _), mut parts) in by_topic.into_iter().filter(|((_, t), _)| is_shown(t)) {
            parts.sort_unstable();
            let mut cells: Vec<Cell> = parts.iter().map(|(_, n)| Cell::new(*n)).collect();
            let sum = cells.iter().map(|c| c.truth).sum();
            settle(&mut cells, sum);
            for ((name, _), cell) in parts.into_iter().zip(cells) {
                *told.entry(Key::all(kind, name)).or_default() += cell.figure.low();
            }
        }
        told
    }

    /// What may be shown of a number; nothing was counted where there is no cell.
    pub(super) fn figure(&self, key: &Key) -> Figure {
        self.cells.get(key).map_or(Figure::Few, |c| c.figure)
    }

    /// Sum of the numbers shown in one table.
    pub(super) fn sum(&self, kind: Kind, channel: Option<Channel>) -> u64 {
        let column = self.of_kind(kind).filter(|(k, _)| k.channel == channel);
        column.map(|(_, c)| c.figure.low()).sum()
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&Key, &Cell)> {
        self.cells
            .range(Key::all(kind, "")..)
            .take_while(move |(k, _)| k.kind == kind)
    }

    /// The channels of each topic split what is shown of it.
    fn settle_topics_by_channel(&mut self) {
        let mut topics: Vec<(Figure, Vec<Key>)> = Vec::new();
        for (key, cell) in self.of_kind(Kind::Topic) {
            // A topic's sum over all channels comes right before its channels.
            match topics.last_mut() {
                Some((_, keys)) if key.channel.is_some() => keys.push(key.clone()),
                _ => topics.push((cell.figure, Vec::new())),
            }
        }
        // Of a hidden topic nothing is known, and its channels are as hidden as it is.
        for (figure, keys) in topics.into_iter().filter(|(f, _)| *f != Figure::Few) {
            self.settle_keys(figure.low(), keys);
        }
    }

    /// Of an event: where one channel of a topic is not told whole, none of them says that it is few. The month bounds the
    /// others, and that one is below five would be enough to know it.
    fn with_open_channels(mut self) -> Self {
        let by_channel = |k: &Key| k.kind == Kind::Topic && k.channel.is_some();
        let is_open = |c: &Cell| matches!(c.figure, Figure::AtLeast(_) | Figure::Withheld);
        let cells = self
            .cells
            .iter()
            .filter(|(k, c)| by_channel(k) && is_open(c));
        let open: BTreeSet<Arc<str>> = cells.map(|(k, _)| k.name.clone()).collect();
        for (key, cell) in &mut self.cells {
            if by_channel(key) && open.contains(&key.name) && cell.figure == Figure::Few {
                cell.figure = Figure::Withheld;
            }
        }
        self.settle_channels();
        self
    }

    /// The table of channels: what the topics of each tell together, and nothing else.
    fn settle_channels(&mut self) {
        for channel in Channel::ALL {
            let column = self
                .of_kind(Kind::Topic)
                .filter(|(k, _)| k.channel == Some(channel));
            let parts: Vec<Cell> = column.map(|(_, c)| *c).collect();
            let key = Key::all(Kind::Channel, channel.key());
            if let Some(cell) = self.cells.get_mut(&key) {
                cell.figure = match summed(&parts) {
                    // That all of them together are few would bound each: none of three topics is above two.
                    Figure::Few if parts.len() > 1 => Figure::Withheld,
                    figure => figure,
                };
            }
        }
    }

    /// A table of which no more is told than is known.
    fn settle_table(&mut self, kind: Kind, known: u64) {
        let keys = self.of_kind(kind).map(|(k, _)| k.clone()).collect();
        self.settle_keys(known, keys);
    }

    fn settle_keys(&mut self, known: u64, keys: Vec<Key>) {
        let mut cells: Vec<Cell> = keys.iter().map(|k| self.cells[k]).collect();
        settle(&mut cells, known);
        for (key, cell) in keys.into_iter().zip(cells) {
            self.cells.insert(key, cell);
        }
    }
}
