//! 活动: a named range of days at a place, whose short code stands in addresses. An unknown code counts as none.

use std::sync::Arc;

use arc_swap::ArcSwap;
use jiff::civil::Date;

use crate::store::{EventRow, Store, StoreError};

/// Longest name and place, in characters.
const LONGEST_NAME: usize = 60;
/// Longest code, in characters.
const LONGEST_CODE: usize = 24;
/// Longest event, in days.
const LONGEST_DAYS: i64 = 400;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What addresses carry.
    pub code: String,
    /// As people call it.
    pub name: String,
    /// Where.
    pub place: String,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// Why an event cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventFault {
    /// Not of small letters, digits and hyphens, or too long.
    #[error("代号只用小写字母、数字和短横，最多 24 个")]
    Code,
    /// Empty or too long.
    #[error("请写活动名称，最多 60 个字")]
    Name,
    /// Too long.
    #[error("地点最多 60 个字")]
    Place,
    /// Not a day.
    #[error("日子请写成 2026-12-04 的样子")]
    Day,
    /// It ends before it begins.
    #[error("结束的日子不能早于开始的日子")]
    EndsBefore,
    /// Longer than a year and a bit.
    #[error("一个活动最长 400 天")]
    TooLong,
}

impl Event {
    /// Reads and checks what was typed.
    ///
    /// # Errors
    /// What is wrong with it, the first thing.
    pub fn read(
        code: &str,
        name: &str,
        place: &str,
        first: &str,
        last: &str,
    ) -> Result<Self, EventFault> {
        let (code, name, place) = (code.trim(), name.trim(), place.trim());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(plain) {
            return Err(EventFault::Code);
        }
        let fits =
            |text: &str| text.chars().count() <= LONGEST_NAME && !text.contains(char::is_control);
        if name.is_empty() || !fits(name) {
            return Err(EventFault::Name);
        }
        if !fits(place) {
            return Err(EventFault::Place);
        }
        let day = |text: &str| text.trim().parse::<Date>().map_err(|_| EventFault::Day);
        let (first, last) = (day(first)?, day(last)?);
        if last < first {
            return Err(EventFault::EndsBefore);
        }
        if first.duration_until(last).as_hours() / 24 > LONGEST_DAYS {
            return Err(EventFault::TooLong);
        }
        Ok(Self {
            code: code.to_owned(),
            name: name.to_owned(),
            place: place.to_owned(),
            first,
            last,
        })
    }

    /// As the database keeps it.
    pub fn row(&self) -> EventRow {
        EventRow {
            code: self.code.clone(),
            name: self.name.clone(),
            place: self.place.clone(),
            first: self.first.to_string(),
            last: self.last.to_string(),
        }
    }

    fn of_row(row: &EventRow) -> Option<Self> {
        Self::read(&row.code, &row.name, &row.place, &row.first, &row.last).ok()
    }
}

/// The events that are known now. Cheap to clone; a request reads it without waiting.
#[derive(Clone, Default)]
pub struct EventBook {
    events: Arc<ArcSwap<Vec<Event>>>,
}

impl EventBook {
    /// Reads the events anew.
    ///
    /// # Errors
    /// When the database cannot be read; what was known stays.
    pub fn refresh(&self, store: &mut Store) -> Result<(), StoreError> {
        let rows = store.events()?;
        let events = rows.iter().filter_map(Event::of_row).collect();
        self.events.store(Arc::new(events));
        Ok(())
    }

    /// All events, the newest first.
    pub fn all(&self) -> Arc<Vec<Event>> {
        self.events.load_full()
    }

    /// The code as it is counted: itself where it is known, else empty.
    pub fn known(&self, code: &str) -> String {
        let events = self.events.load();
        let found = events.iter().find(|e| e.code == code);
        found.map_or_else(String::new, |e| e.code.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_event_is_said() {
        let read = |code: &str, name: &str, first: &str, last: &str| {
            Event::read(code, name, "县政府广场", first, last)
        };
        assert!(read("xianfa-2026", "国家宪法日", "2026-12-01", "2026-12-07").is_ok());
        for (code, name, first, last, fault) in [
            (
                "宪法日",
                "国家宪法日",
                "2026-12-01",
                "2026-12-07",
                EventFault::Code,
            ),
            ("a", "", "2026-12-01", "2026-12-07", EventFault::Name),
            (
                "a",
                &"长".repeat(200),
                "2026-12-01",
                "2026-12-07",
                EventFault::Name,
            ),
            ("a", "名", "2026-02-30", "2026-12-07", EventFault::Day),
            (
                "a",
                "名",
                "2026-12-07",
                "2026-12-01",
                EventFault::EndsBefore,
            ),
            ("a", "名", "2016-12-07", "2026-12-01", EventFault::TooLong),
        ] {
            assert_eq!(read(code, name, first, last), Err(fault), "{code} {name}");
        }
    }
}
