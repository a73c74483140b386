//! What the reader makes of sums: combinations of exact ones, and bounds drawn ever tighter.

use std::collections::HashMap;

use crate::outreach::figure::Figure;

/// What the reader has: sums of unknowns, what is shown of each, and which of them are hidden numbers.
#[derive(Default)]
pub(super) struct Knowledge {
    pub(super) sums: Vec<(Vec<usize>, Figure, u64, String)>,
    /// Sums that no view shows and that must not be found, with the true number.
    pub(super) unseen: Vec<(Vec<usize>, u64, String)>,
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
pub(super) fn by_elimination(
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
    let shown = known
        .sums
        .iter()
        .map(|(members, _, truth, name)| (members, truth, name));
    let unseen = known
        .unseen
        .iter()
        .map(|(members, truth, name)| (members, truth, name));
    let found = shown.chain(unseen).filter(|(members, truth, _)| {
        (1..5).contains(*truth) && rows.rest(row(members, width)).iter().all(|n| *n == 0)
    });
    found
        .map(|(_, truth, name)| format!("{name} = {truth}"))
        .collect()
}

/// Hidden numbers that are left with one possible value when bounds are drawn ever tighter.
pub(super) fn by_bounds(known: &Knowledge, width: usize) -> Vec<String> {
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
    let fixed = |members: &[usize]| -> bool { members.iter().all(|m| low[*m] == high[*m]) };
    let unseen = known.unseen.iter();
    let unseen = unseen.filter(|(members, truth, _)| (1..5).contains(truth) && fixed(members));
    let found = known.sums.iter().filter(|(members, figure, truth, _)| {
        let least: i64 = members.iter().map(|m| low[*m]).sum();
        let most: i64 = members.iter().map(|m| high[*m]).sum();
        // A cell of several unknowns that must each be 1 says so by itself: five of them would not be hidden.
        let is_small = *figure == Figure::Few && most.min(4) == least;
        (1..5).contains(truth) && (is_small || least == most)
    });
    found
        .map(|(_, _, truth, name)| format!("{name} = {truth}"))
        .chain(unseen.map(|(_, truth, name)| format!("{name} = {truth}")))
        .collect()
}
