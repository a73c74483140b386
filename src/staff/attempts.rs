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
    /// Whether a name may not be tried now.
    pub(super) fn is_locked(&self, name: &str, now: i64) -> bool {
        let failures = self.0.get(name);
        failures.is_some_and(|f| f.count >= TRIES && now - f.last < LOCKED_SECONDS)
    }

    /// Notes a failed try; how long its answer should wait.
    pub(super) fn fail(&mut self, name: &str, now: i64) -> Duration {
        if self.0.len() >= MOST_NAMES {
            self.0.retain(|_, f| now - f.last < LOCKED_SECONDS);
        }
        if self.0.len() >= MOST_NAMES && !self.0.contains_key(name) {
            return LONGEST_WAIT;
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
            assert!(!attempts.is_locked("甲", n));
            attempts.fail("甲", n);
        }
        assert!(attempts.is_locked("甲", 10) && !attempts.is_locked("乙", 10));
        assert!(!attempts.is_locked("甲", 4 + LOCKED_SECONDS));
        assert_eq!(attempts.fail("甲", 5 + LOCKED_SECONDS), STEP);
    }
}
