//! Failed tries to sign in, by the name that was typed, whether somebody has it or not: the next answer waits longer,
//! and after several the name is locked for a while. Kept in memory alone.

use std::collections::HashMap;
use std::time::Duration;

/// Tries after which a name is locked.
const TRIES: u32 = 5;
/// How long, in seconds; also how long a failed try is remembered.
const LOCKED_SECONDS: i64 = 15 * 60;
/// Names that are remembered at most.
const MOST_NAMES: usize = 10_000;
/// What each failed try adds to the wait, and the longest wait.
const STEP: Duration = Duration::from_millis(400);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Failed tries of one name, and when the last was.
#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: i64,
}

/// All failed tries that still count.
#[derive(Debug, Default)]
pub(super) struct Attempts(HashMap<String, Failures>);

impl Attempts {
    /// Begins a try, which counts as failed until [`Self::clear`]: of many at once no more are let through than of one
    /// after the other. How long the answer should wait if it fails; `None` while the name is locked.
    pub(super) fn begin(&mut self, name: &str, now: i64) -> Option<Duration> {
        let failures = self.0.get(name);
        if failures.is_some_and(|f| f.count >= TRIES && now - f.last < LOCKED_SECONDS) {
            return None;
        }
        Some(self.count(name, now))
    }

    fn count(&mut self, name: &str, now: i64) -> Duration {
        if self.0.len() >= MOST_NAMES {
            self.0.retain(|_, f| now - f.last < LOCKED_SECONDS);
        }
        if self.0.len() >= MOST_NAMES && !self.0.contains_key(name) {
            let oldest = self.0.iter().min_by_key(|(_, f)| f.last);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                self.0.remove(&oldest);
            }
        }
        let failures = self.0.entry(name.to_owned()).or_insert(Failures {
            count: 0,
            last: now,
        });
        if now - failures.last >= LOCKED_SECONDS {
            failures.count = 0;
        }
        failures.count += 1;
        failures.last = now;
        (STEP * failures.count).min(LONGEST_WAIT)
    }

    /// Takes a try back that could not be looked at.
    pub(super) fn forgive(&mut self, name: &str) {
        if let Some(failures) = self.0.get_mut(name) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    /// A right password clears the name.
    pub(super) fn clear(&mut self, name: &str) {
        self.0.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failed_tries_lock_a_name_for_a_quarter_of_an_hour() {
        let mut attempts = Attempts::default();
        for n in 0..5 {
            assert!(attempts.begin("甲", n).is_some());
        }
        assert_eq!(attempts.begin("甲", 10), None);
        assert!(attempts.begin("乙", 10).is_some());
        assert_eq!(attempts.begin("甲", 4 + LOCKED_SECONDS), Some(STEP));
        attempts.clear("甲");
        assert_eq!(attempts.begin("甲", 5 + LOCKED_SECONDS), Some(STEP));
    }
}
