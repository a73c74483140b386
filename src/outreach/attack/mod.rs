//! A reader who adds and subtracts: given every number that all views together show, and knowing that what no view has a
//! row for is empty, tries to find a hidden one. Worlds are made at random and kept small, since small worlds hide least.

mod reader;
mod world;

use std::collections::HashSet;

use proptest::prelude::*;

use self::reader::{Knowledge, by_bounds, by_elimination};
use self::world::{Atom, Split, World, events, ledger, links, unknowns, worlds};
use super::figure::Figure;
use super::scope::Scope;
use super::tally::{Key, Kind};
use super::view::View;
use crate::topics::Period;

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
        .chain(events().into_iter().map(Scope::Event));
    for scope in scopes {
        let code = match &scope {
            Scope::Event(event) => Some(event.code.clone()),
            Scope::Period(_) => None,
        };
        let at_it = |a: &Atom| code.as_deref().is_none_or(|code| a.event == code);
        let months: Vec<i64> = match &scope {
            Scope::Period(period) => period.months(),
            Scope::Event(_) => {
                let at = world.keys().filter(|a| at_it(a)).map(|a| a.month);
                at.collect::<HashSet<_>>().into_iter().collect()
            }
        };
        let view = View::of(scope, &ledger(world, &months));
        for (key, figure, truth) in view.numbers() {
            let within = |a: &Atom| months.contains(&a.month) && at_it(a);
            let members: Vec<usize> = (0..atoms.len())
                .filter(|i| within(&atoms[*i]) && covers(&key, &atoms[*i]))
                .collect();
            if !members.is_empty() {
                let name = format!("{:?} {:?}", view.scope.label(), key);
                // No view shows what was asked beside all events: nobody may find it either.
                let beside: Vec<usize> = members
                    .iter()
                    .copied()
                    .filter(|i| atoms[*i].event.is_empty())
                    .collect();
                let truth_beside = beside
                    .iter()
                    .map(|i| world.get(&atoms[*i]).copied().unwrap_or(0))
                    .sum();
                if !beside.is_empty() && beside.len() < members.len() && view.scope.is_month() {
                    known
                        .unseen
                        .push((beside, truth_beside, format!("beside events, {name}")));
                }
                known.sums.push((members, figure, truth, name));
            }
        }
    }
    known
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
