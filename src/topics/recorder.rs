//! Counting off the request path: a request adds to a table in memory and is done; a thread of its own
//! writes what has gathered, several times a second. When the database cannot be written, counts wait and
//! no reply fails.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::civil::Date;

use super::cell::{Asked, HourCell, TermCell};
use super::clock::Moment;
use super::period::day_number;
use crate::store::{CellRow, CountBatch, HourRow, Place, Store, StoreError, TermRow};

/// How long counts gather. On disk within a second, also when a write takes its time.
const INTERVAL: Duration = Duration::from_millis(300);
/// Different cells that may wait at most; more can only mean a database that is long away.
const MOST_WAITING: usize = 100_000;

#[derive(Default)]
struct Waiting {
    cells: HashMap<(Date, Asked), i64>,
    hours: HashMap<(Date, HourCell), i64>,
    terms: HashMap<(Date, TermCell), i64>,
    dropped: i64,
    stop: bool,
}

struct Shared {
    waiting: Mutex<Waiting>,
    stopping: Condvar,
}

/// Takes counts. Cheap to clone.
#[derive(Clone)]
pub struct Recorder {
    shared: Arc<Shared>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Recorder {
    /// Opens the database, looks through it, and starts the writer. A database that is only away for now (locked,
    /// full) is tried again with every batch.
    ///
    /// # Errors
    /// When the database itself is at fault: damaged, or of a newer program.
    pub fn start(place: Place) -> Result<Self, StoreError> {
        let opened = Store::check(&place).and_then(|()| Store::open(&place));
        let store = match opened {
            Ok(store) => Some(store),
            Err(error) if error.is_passing() => {
                tracing::warn!(%error, "counts wait in memory");
                None
            }
            Err(error) => return Err(error),
        };
        let shared = Arc::new(Shared {
            waiting: Mutex::new(Waiting::default()),
            stopping: Condvar::new(),
        });
        let writer = {
            let shared = shared.clone();
            std::thread::spawn(move || write_until_stopped(&shared, store, &place))
        };
        Ok(Self {
            shared,
            writer: Arc::new(Mutex::new(Some(writer))),
        })
    }

    /// Counts one request: what it was about, and apart from that, when it came.
    pub fn asked(&self, moment: Moment, asked: Asked) {
        let hour = HourCell {
            hour: moment.hour,
            channel: asked.channel,
            event: asked.event.clone(),
        };
        let mut waiting = lock(&self.shared.waiting);
        let waiting = &mut *waiting;
        let dropped = &mut waiting.dropped;
        add(&mut waiting.cells, dropped, (moment.day, asked), 1);
        add(&mut waiting.hours, dropped, (moment.day, hour), 1);
    }

    /// Counts what was done with an answer.
    pub fn acted(&self, moment: Moment, asked: Asked) {
        let mut waiting = lock(&self.shared.waiting);
        let waiting = &mut *waiting;
        add(
            &mut waiting.cells,
            &mut waiting.dropped,
            (moment.day, asked),
            1,
        );
    }

    /// Counts a reviewed word of a question that found nothing.
    pub fn missed(&self, moment: Moment, term: TermCell) {
        let mut waiting = lock(&self.shared.waiting);
        let waiting = &mut *waiting;
        add(
            &mut waiting.terms,
            &mut waiting.dropped,
            (moment.day, term),
            1,
        );
    }

    /// Writes what is waiting and ends the writer.
    pub fn stop(&self) {
        lock(&self.shared.waiting).stop = true;
        self.shared.stopping.notify_all();
        if let Some(writer) = lock(&self.writer).take()
            && writer.join().is_err()
        {
            tracing::error!("the counter's writer ended early");
        }
    }
}

/// A panic elsewhere does not make numbers wrong, so a poisoned lock is taken all the same.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn add<K: Eq + Hash>(counts: &mut HashMap<K, i64>, dropped: &mut i64, key: K, n: i64) {
    if let Some(count) = counts.get_mut(&key) {
        *count += n;
    } else if counts.len() < MOST_WAITING {
        counts.insert(key, n);
    } else {
        *dropped += n;
    }
}

fn write_until_stopped(shared: &Shared, mut store: Option<Store>, place: &Place) {
    loop {
        let guard = lock(&shared.waiting);
        let (mut guard, _) = shared
            .stopping
            .wait_timeout_while(guard, INTERVAL, |w| !w.stop)
            .unwrap_or_else(PoisonError::into_inner);
        let stop = guard.stop;
        let batch = Waiting {
            cells: std::mem::take(&mut guard.cells),
            hours: std::mem::take(&mut guard.hours),
            terms: std::mem::take(&mut guard.terms),
            ..Waiting::default()
        };
        drop(guard);
        if !write(&mut store, place, &batch) {
            put_back(shared, batch);
        }
        if stop {
            return;
        }
    }
}

/// Writes a batch; `false` when it has to wait.
fn write(store: &mut Option<Store>, place: &Place, waiting: &Waiting) -> bool {
    let batch = waiting.batch();
    if batch.is_empty() {
        return true;
    }
    if store.is_none() {
        match Store::open(place) {
            Ok(opened) => *store = Some(opened),
            Err(error) => tracing::warn!(%error, "counts wait in memory"),
        }
    }
    let Some(open) = store else {
        return false;
    };
    match open.add(batch) {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "counts wait in memory");
            *store = None;
            false
        }
    }
}

fn put_back(shared: &Shared, batch: Waiting) {
    let mut waiting = lock(&shared.waiting);
    let waiting = &mut *waiting;
    for (key, n) in batch.cells {
        add(&mut waiting.cells, &mut waiting.dropped, key, n);
    }
    for (key, n) in batch.hours {
        add(&mut waiting.hours, &mut waiting.dropped, key, n);
    }
    for (key, n) in batch.terms {
        add(&mut waiting.terms, &mut waiting.dropped, key, n);
    }
    if waiting.dropped > 0 {
        tracing::error!(
            dropped = waiting.dropped,
            "the database is away too long, counts were lost"
        );
        waiting.dropped = 0;
    }
}

impl Waiting {
    /// As the database takes it.
    fn batch(&self) -> CountBatch {
        let cell = |((day, a), n): (&(Date, Asked), &i64)| {
            let row = CellRow {
                when: day_number(*day),
                channel: a.channel.key().into(),
                event: a.event.as_str().into(),
                topic: a.topic.as_str().into(),
                entry: a.entry.as_str().into(),
                outcome: a.outcome.key().into(),
                action: a.action.key().into(),
            };
            (row, *n)
        };
        let hour = |((day, h), n): (&(Date, HourCell), &i64)| {
            let row = HourRow {
                day: day_number(*day),
                hour: i64::from(h.hour),
                channel: h.channel.key().into(),
                event: h.event.as_str().into(),
            };
            (row, *n)
        };
        let term = |((day, t), n): (&(Date, TermCell), &i64)| {
            let row = TermRow {
                day: day_number(*day),
                event: t.event.as_str().into(),
                term: t.term.as_str().into(),
            };
            (row, *n)
        };
        CountBatch {
            cells: self.cells.iter().map(cell).collect(),
            hours: self.hours.iter().map(hour).collect(),
            terms: self.terms.iter().map(term).collect(),
        }
    }
}
