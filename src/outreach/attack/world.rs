//! Worlds of few questions, what the ledger says of them, and what of them a reader does not know.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use crate::outreach::catalog::Catalog;
use crate::outreach::ledger::Ledger;
use crate::outreach::tally::{Key, Kind};
use crate::store::{CellRow, HourRow};
use crate::topics::{Channel, Event};

pub(super) const MONTHS: [i64; 4] = [202_601, 202_602, 202_603, 202_604];
const CHANNELS: [Channel; 2] = [Channel::Web, Channel::Kiosk];
const TOPICS: [&str; 3] = ["a", "b", "c"];
const OUTCOMES: [&str; 2] = ["answered", "redirected"];
/// Events and the months they are in, which everybody knows; two meet in February.
const EVENTS: [(&str, [bool; 4]); 3] = [
    ("", [true; 4]),
    ("fair", [true, true, false, false]),
    ("feast", [false, true, false, false]),
];
const HOURS: [i64; 2] = [9, 15];

/// An unknown of the reader: month, channel, event, then topic and outcome, or an hour.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Atom {
    pub(super) month: i64,
    pub(super) channel: Channel,
    pub(super) event: &'static str,
    pub(super) of: Split,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Split {
    Asked(&'static str, &'static str),
    Hour(i64),
}

pub(super) type World = BTreeMap<Atom, u64>;

/// The events of every world.
pub(super) fn events() -> Vec<Event> {
    let event = |(code, _): &(&str, _)| Event {
        code: (*code).to_owned(),
        name: (*code).to_owned(),
        place: String::new(),
        first: date(2026, 1, 10),
        last: date(2026, 2, 10),
    };
    EVENTS.iter().skip(1).map(event).collect()
}

/// Events of a month, and what was asked beside them.
fn events_in(month: i64) -> impl Iterator<Item = &'static str> {
    let at = MONTHS.iter().position(|m| *m == month).unwrap_or(0);
    let here = EVENTS.iter().filter(move |(_, months)| months[at]);
    here.map(|(code, _)| *code)
}

/// A world of few people: most cells are empty or small.
pub(super) fn worlds() -> impl Strategy<Value = World> {
    let n = prop_oneof![3 => Just(0u64), 3 => 1u64..5, 2 => 5u64..12];
    let cells = MONTHS.len() * CHANNELS.len() * EVENTS.len() * TOPICS.len() * OUTCOMES.len();
    let late = prop::collection::vec(0u64..=100, MONTHS.len() * CHANNELS.len() * EVENTS.len());
    (prop::collection::vec(n, cells), late).prop_map(|(counts, late)| {
        let mut world = World::new();
        let mut counts = counts.into_iter();
        let mut late = late.into_iter();
        for month in MONTHS {
            for channel in CHANNELS {
                for event in events_in(month) {
                    let mut total = 0;
                    for topic in TOPICS {
                        for outcome in OUTCOMES {
                            let n = counts.next().unwrap_or(0);
                            total += n;
                            let of = Split::Asked(topic, outcome);
                            world.insert(
                                Atom {
                                    month,
                                    channel,
                                    event,
                                    of,
                                },
                                n,
                            );
                        }
                    }
                    let afternoon = total * late.next().unwrap_or(0) / 100;
                    for (hour, n) in HOURS.into_iter().zip([total - afternoon, afternoon]) {
                        let of = Split::Hour(hour);
                        world.insert(
                            Atom {
                                month,
                                channel,
                                event,
                                of,
                            },
                            n,
                        );
                    }
                }
            }
        }
        world.retain(|_, n| *n > 0);
        world
    })
}

pub(super) fn ledger(world: &World, months: &[i64]) -> Ledger {
    let mut ledger = Ledger::default();
    let catalog = Catalog::default();
    for (atom, n) in world.iter().filter(|(a, _)| months.contains(&a.month)) {
        let channel: Arc<str> = Arc::from(atom.channel.key());
        let event: Arc<str> = Arc::from(atom.event);
        let mut tallies = vec![ledger.months.entry(atom.month).or_default()];
        if !event.is_empty() {
            let months = ledger.events.entry(event.clone()).or_default();
            tallies.push(months.entry(atom.month).or_default());
        }
        for tally in tallies {
            match &atom.of {
                Split::Asked(topic, outcome) => {
                    let row = CellRow {
                        when: atom.month,
                        channel: channel.clone(),
                        event: event.clone(),
                        topic: Arc::from(*topic),
                        entry: Arc::from(""),
                        outcome: Arc::from(*outcome),
                        action: Arc::from("asked"),
                    };
                    tally.add_cell(&row, *n, &catalog);
                }
                Split::Hour(hour) => {
                    let row = HourRow {
                        day: atom.month * 100 + 1,
                        hour: *hour,
                        channel: channel.clone(),
                        event: event.clone(),
                    };
                    tally.add_hour(&row, *n);
                }
            }
        }
    }
    ledger
}

/// What may be more than nothing, as far as rows of views tell.
pub(super) fn unknowns(world: &World) -> Vec<Atom> {
    let all = ledger(world, &MONTHS);
    let mut atoms = Vec::new();
    for (month, tally) in &all.months {
        let splits = |c| events_in(*month).map(move |e| (c, e));
        for (channel, event) in CHANNELS.into_iter().flat_map(splits) {
            let has = |key: &Key| {
                let at_event = || {
                    let months = all.events.get(event);
                    months.is_some_and(|m| m.values().any(|t| t.counts.contains_key(key)))
                };
                tally.counts.contains_key(key) && (event.is_empty() || at_event())
            };
            let in_channel = |topic: &str| {
                let mut key = Key::all(Kind::Topic, topic);
                key.channel = Some(channel);
                has(&key)
            };
            let asked = TOPICS
                .into_iter()
                .filter(|t| in_channel(t))
                .flat_map(|topic| {
                    let outcomes = OUTCOMES
                        .into_iter()
                        .filter(|o| has(&Key::all(Kind::Outcome, o)));
                    outcomes.map(move |outcome| Split::Asked(topic, outcome))
                });
            let hours = HOURS
                .into_iter()
                .filter(|h| has(&Key::all(Kind::Hour, &format!("{h:02}"))));
            let month = *month;
            let splits = asked.chain(hours.map(Split::Hour));
            atoms.extend(splits.map(|of| Atom {
                month,
                channel,
                event,
                of,
            }));
        }
    }
    atoms
}

/// Every question has an hour: sums that are equal in any world.
pub(super) fn links(atoms: &[Atom]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut links = Vec::new();
    for month in MONTHS {
        for channel in CHANNELS {
            for event in events_in(month) {
                let here = |i: &usize| {
                    let a = &atoms[*i];
                    a.month == month && a.channel == channel && a.event == event
                };
                let hours = (0..atoms.len()).filter(here);
                let (hours, asked): (Vec<usize>, Vec<usize>) =
                    hours.partition(|i| matches!(atoms[*i].of, Split::Hour(_)));
                if !hours.is_empty() {
                    links.push((hours, asked));
                }
            }
        }
    }
    links
}
