//! What a view is of: a month, a quarter, a year, or an event. Nothing else is offered.

use crate::topics::{Event, Period};

/// What a view is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// A month, quarter or year.
    Period(Period),
    /// Everything that was asked with an event's code, whenever that was.
    Event(Event),
}

impl Scope {
    /// As planners read it.
    pub fn label(&self) -> String {
        match self {
            Self::Period(period) => period.label.clone(),
            // The same name comes every year: the day tells them apart.
            Self::Event(event) => format!("{}（{}）", event.name, event.first),
        }
    }

    /// Whether it is one month.
    pub fn is_month(&self) -> bool {
        matches!(self, Self::Period(period) if period.is_month())
    }

    /// As an address carries it: `period=2026-11`, `event=xianfa-2026`.
    pub fn query(&self) -> String {
        match self {
            Self::Period(period) => format!("period={}", period.key),
            Self::Event(event) => format!("event={}", event.code),
        }
    }

    /// As a file is named after it.
    pub fn file_name(&self) -> &str {
        match self {
            Self::Period(period) => &period.key,
            Self::Event(event) => &event.code,
        }
    }

    /// What it is compared with: the period before, or the event that ended last before this one began.
    pub fn previous(&self, events: &[Event]) -> Option<Self> {
        match self {
            Self::Period(period) => Some(Self::Period(period.previous())),
            Self::Event(event) => events
                .iter()
                .filter(|e| e.code != event.code && e.last < event.first)
                .max_by(|a, b| (a.last, &a.code).cmp(&(b.last, &b.code)))
                .map(|e| Self::Event(e.clone())),
        }
    }
}
