//! The tables of a view, in the order planners read them.

use super::builder::Builder;
use super::catalog::Catalog;
use super::scope::Scope;
use super::table::Table;
use super::tally::Kind;
use super::view::View;
use crate::store::{Store, StoreError};
use crate::topics::Event;

/// A month of a year or quarter, and the events in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthMark {
    /// 11月.
    pub label: String,
    /// Names of events.
    pub events: Vec<String>,
}

/// Everything a view shows.
#[derive(Debug, Clone)]
pub struct Dashboard {
    /// Of what.
    pub scope: Scope,
    /// What it is compared with, if there is something.
    pub before: Option<Scope>,
    /// Whether channels stand apart.
    pub by_channel: bool,
    /// Sum of the topics shown: the true number is at least this.
    pub at_least: u64,
    /// The tables.
    pub tables: Vec<Table>,
    /// Months with their events, in a quarter or a year.
    pub marks: Vec<MonthMark>,
    pub(super) view: View,
    pub(super) earlier: Option<View>,
}

impl Dashboard {
    /// Reads a scope and what it is compared with (`against`, or what comes before it).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn load(
        store: &mut Store,
        scope: Scope,
        against: Option<Scope>,
        by_channel: bool,
        events: &[Event],
        catalog: &Catalog,
    ) -> Result<Self, StoreError> {
        let before = against.or_else(|| scope.previous(events));
        let view = View::load(store, scope, catalog)?;
        let earlier = match before {
            Some(scope) => Some(View::load(store, scope, catalog)?),
            None => None,
        };
        Ok(Self::of(view, earlier, by_channel, events, catalog))
    }

    pub(super) fn of(
        view: View,
        earlier: Option<View>,
        by_channel: bool,
        events: &[Event],
        catalog: &Catalog,
    ) -> Self {
        let channels = if by_channel {
            view.channels()
        } else {
            Vec::new()
        };
        let marks = marks(&view, events);
        let build = Builder {
            view: &view,
            channels,
            catalog,
        };
        let mut tables = vec![build.topics()];
        tables.extend(earlier.as_ref().map(|e| build.change(e)));
        if !view.months().is_empty() {
            tables.push(build.months(&marks));
        }
        tables.extend([
            build.hours(),
            build.weekdays(),
            build.by_way(),
            build.outcomes(),
            build.doors(),
            build.helpful(),
            build.terms(),
            build.unseen(),
        ]);
        let topics = view.rows(Kind::Topic);
        Self {
            scope: view.scope.clone(),
            before: earlier.as_ref().map(|e| e.scope.clone()),
            by_channel,
            at_least: topics.iter().map(|(_, f)| f.low()).sum(),
            tables,
            marks,
            view,
            earlier,
        }
    }
}

fn marks(view: &View, events: &[Event]) -> Vec<MonthMark> {
    let mark = |(month, _): &(i64, u64)| {
        let touches = |e: &&Event| {
            let month_of = crate::topics::month_number;
            (month_of(e.first)..=month_of(e.last)).contains(month)
        };
        MonthMark {
            label: format!("{}月", month % 100),
            events: events
                .iter()
                .rev()
                .filter(touches)
                .map(|e| e.name.clone())
                .collect(),
        }
    };
    view.months().iter().map(mark).collect()
}
