//! A reader who adds and subtracts: given every number that all views together show, and knowing that what no view has a
//! row for is empty, tries to find a hidden one. Worlds are made at random and kept small, since small worlds hide least.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::catalog::Catalog;
use super::figure::Figure;
use super::ledger::Ledger;
use super::scope::Scope;
use super::tally::{Key, Kind};
use super::view::View;
use crate::store::{CellRow, HourRow};
use crate::topics::{Channel, Event, Period};

const MONTHS: [i64; 4] = [202_601, 202_602, 202_603, 202_604];
const CHANNELS: [Channel; 2] = [Channel::Web, Channel::Kiosk];
const TOPICS: [&str; 3] = ["a", "b", "c"];
const OUTCOMES: [&str; 2] = ["answered", "redirected"];
const EVENTS: [&str; 2] = ["", "fair"];
const HOURS: [i64; 2] = [9, 15];

/// An unknown of the reader: month, channel, event, then topic and outcome, or an hour.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Atom {
    month: i64,
    channel: Channel,
    event: &'static str,
    of: Split,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Split {
    Asked(&'static str, &'static str),
    Hour(i64),
}

type World = BTreeMap<Atom, u64>;

fn event() -> Event {
    Event {
        code: "fair".to_owned(),
        name: "赶集".to_owned(),
        place: String::new(),
        first: date(2026, 1, 10),
        last: date(2026, 2, 10),
    }
}

/// A world of few people: most cells are empty or small.
fn worlds() -> impl Strategy<Value = World> {
    let n = prop_oneof![3 => Just(0u64), 3 => 1u64..5, 2 => 5u64..12];
    let cells = MONTHS.len() * CHANNELS.len() * EVENTS.len() * TOPICS.len() * OUTCOMES.len();
    let late = prop::collection::vec(0u64..=100, MONTHS.len() * CHANNELS.len() * EVENTS.len());
    (prop::collection::vec(n, cells), late).prop_map(|(counts, late)| {
        let mut world = World::new();
        let mut counts = counts.into_iter();
        let mut late = late.into_iter();
        for month in MONTHS {
            for channel in CHANNELS {
                for event in EVENTS {
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

fn ledger(world: &World, months: &[i64]) -> Ledger {
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

/// What the reader has: sums of unknowns, what is shown of each, and which of them are hidden numbers.
#[derive(Default)]
struct Knowledge {
    sums: Vec<(Vec<usize>, Figure, u64, String)>,
}

/// What may be more than nothing, as far as rows of views tell.
fn unknowns(world: &World) -> Vec<Atom> {
    let all = ledger(world, &MONTHS);
    let of_fair = all.events.get("fair");
    let mut atoms = Vec::new();
    for (month, tally) in &all.months {
        for (channel, event) in CHANNELS.into_iter().flat_map(|c| EVENTS.map(|e| (c, e))) {
            let has = |key: &Key| {
                let at_fair = || {
                    of_fair
                        .is_some_and(|months| months.values().any(|t| t.counts.contains_key(key)))
                };
                tally.counts.contains_key(key) && (event.is_empty() || at_fair())
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

fn covers(key: &Key, atom: &Atom) -> bool {
    let of = match (&key.kind, &atom.of) {
        (Kind::Topic, Split::Asked(topic, _)) => *key.name == **topic,
        (Kind::Outcome, Split::Asked(_, outcome)) => *key.name == **outcome,
        (Kind::Channel, Split::Asked(..)) => *key.name == *atom.channel.key(),
        (Kind::Hour, Split::Hour(hour)) => *key.name == *format!("{hour:02}"),
        _ => return false,
    };
    of && key.channel.is_none_or(|c| c == atom.channel)
}

fn knowledge(world: &World, atoms: &[Atom]) -> Knowledge {
    let mut known = Knowledge::default();
    let period = |t: &str| Scope::Period(Period::parse(t).expect("a period"));
    let months = [
        "2026-01", "2026-02", "2026-03", "2026-04", "2026-Q1", "2026-Q2", "2026",
    ];
    let scopes = months
        .map(period)
        .into_iter()
        .chain([Scope::Event(event())]);
    for scope in scopes {
        let of_event = matches!(scope, Scope::Event(_));
        let months: Vec<i64> = match &scope {
            Scope::Period(period) => period.months(),
            Scope::Event(_) => {
                let at = world.keys().filter(|a| a.event == "fair").map(|a| a.month);
                at.collect::<HashSet<_>>().into_iter().collect()
            }
        };
        let view = View::of(scope, &ledger(world, &months));
        for (key, figure, truth) in view.numbers() {
            let within = |a: &Atom| months.contains(&a.month) && (!of_event || a.event == "fair");
            let members: Vec<usize> = (0..atoms.len())
                .filter(|i| within(&atoms[*i]) && covers(&key, &atoms[*i]))
                .collect();
            if !members.is_empty() {
                let name = format!("{:?} {:?}", view.scope.label(), key);
                known.sums.push((members, figure, truth, name));
            }
        }
    }
    known
}

const PRIME: u128 = (1 << 61) - 1;

fn power(mut base: u128, mut exponent: u128) -> u128 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

/// Rows of known sums, reduced, by the column each one leads with.
#[derive(Default)]
struct Rows(HashMap<usize, Vec<u128>>);

impl Rows {
    /// What of a row is not a combination of those known.
    fn rest(&self, mut row: Vec<u128>) -> Vec<u128> {
        for column in 0..row.len() {
            if let (Some(known), true) = (self.0.get(&column), row[column] != 0) {
                let factor = PRIME - row[column];
                for (a, b) in row.iter_mut().zip(known).skip(column) {
                    *a = (*a + factor * b) % PRIME;
                }
            }
        }
        row
    }

    fn add(&mut self, row: Vec<u128>) {
        let mut row = self.rest(row);
        if let Some(lead) = row.iter().position(|n| *n != 0) {
            let inverse = power(row[lead], PRIME - 2);
            row.iter_mut().for_each(|n| *n = *n * inverse % PRIME);
            self.0.insert(lead, row);
        }
    }
}

fn row(members: &[usize], width: usize) -> Vec<u128> {
    let mut row = vec![0; width];
    members.iter().for_each(|m| row[*m] = 1);
    row
}

/// Hidden numbers that follow from exact ones by adding and subtracting.
fn by_elimination(
    known: &Knowledge,
    links: &[(Vec<usize>, Vec<usize>)],
    width: usize,
) -> Vec<String> {
    let mut rows = Rows::default();
    for (one, other) in links {
        let mut link = row(one, width);
        other.iter().for_each(|m| link[*m] = PRIME - 1);
        rows.add(link);
    }
    for (members, figure, _, _) in &known.sums {
        if matches!(figure, Figure::Exact(_)) {
            rows.add(row(members, width));
        }
    }
    let found = known.sums.iter().filter(|(members, _, truth, _)| {
        (1..5).contains(truth) && rows.rest(row(members, width)).iter().all(|n| *n == 0)
    });
    found
        .map(|(_, _, truth, name)| format!("{name} = {truth}"))
        .collect()
}

/// Hidden numbers that are left with one possible value when bounds are drawn ever tighter.
fn by_bounds(known: &Knowledge, width: usize) -> Vec<String> {
    const MOST: i64 = 100_000;
    // A row that is shown counted at least one; of what it is made up, the reader does not know which parts are empty.
    let (mut low, mut high) = (vec![0i64; width], vec![MOST; width]);
    for _ in 0..40 {
        let mut tighter = false;
        let mut tighten = |members: &[usize], least: i64, most: i64| {
            let (lows, highs): (i64, i64) = members
                .iter()
                .fold((0, 0), |(l, h), m| (l + low[*m], h + high[*m]));
            for m in members {
                let upper = most - (lows - low[*m]);
                let lower = least - (highs - high[*m]);
                if upper < high[*m] {
                    high[*m] = upper;
                    tighter = true;
                }
                if lower > low[*m] {
                    low[*m] = lower;
                    tighter = true;
                }
            }
        };
        for (members, figure, _, _) in &known.sums {
            let (least, most) = match figure {
                Figure::Exact(n) => (*n as i64, *n as i64),
                Figure::AtLeast(n) => (*n as i64, MOST),
                Figure::Few => (1, 4),
                Figure::Withheld => (1, MOST),
            };
            tighten(members, least, most);
        }
        if !tighter {
            break;
        }
    }
    let found = known.sums.iter().filter(|(members, figure, truth, _)| {
        let least: i64 = members.iter().map(|m| low[*m]).sum();
        let most: i64 = members.iter().map(|m| high[*m]).sum();
        // A cell of several unknowns that must each be 1 says so by itself: five of them would not be hidden.
        let is_small = *figure == Figure::Few && most.min(4) == least;
        (1..5).contains(truth) && (is_small || least == most)
    });
    found
        .map(|(_, _, truth, name)| format!("{name} = {truth}"))
        .collect()
}

/// Every question has an hour: sums that are equal in any world.
fn links(atoms: &[Atom]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut links = Vec::new();
    for month in MONTHS {
        for channel in CHANNELS {
            for event in EVENTS {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_number_follows_from_all_that_is_shown(world in worlds()) {
        let atoms = unknowns(&world);
        let known = knowledge(&world, &atoms);
        let links = links(&atoms);
        let found = by_elimination(&known, &links, atoms.len());
        prop_assert!(found.is_empty(), "by subtraction: {found:?}");
        let found = by_bounds(&known, atoms.len());
        prop_assert!(found.is_empty(), "by bounds: {found:?}");
    }

    #[test]
    fn no_number_below_five_is_written_and_none_is_too_large(world in worlds()) {
        let atoms = unknowns(&world);
        for (_, figure, truth, name) in knowledge(&world, &atoms).sums {
            let fits = match figure {
                Figure::Few => truth < 5,
                Figure::Withheld => true,
                Figure::Exact(n) => n == truth && n >= 5,
                Figure::AtLeast(n) => n <= truth && n >= 5,
            };
            prop_assert!(fits, "{name}: {figure} of {truth}");
        }
    }
}
