//! Counting off the request path: a request adds to a table in memory and is done; a thread of its own
//! writes what has gathered, several times a second. When the database cannot be written, counts wait and
//! no reply fails.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::civil::Date;

use super::cell::{Asked, HourCell, TermCell};
use super::clock::Moment;
use crate::store::{Store, StoreError};

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
    /// Opens the database and starts the writer. A database that is only away for now (locked, full) is
    /// tried again with every batch.
    ///
    /// # Errors
    /// When the file itself is at fault: damaged, or of a newer program.
    pub fn start(file: PathBuf) -> Result<Self, StoreError> {
        let store = match Store::open(&file) {
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
            std::thread::spawn(move || write_until_stopped(&shared, store, &file))
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
        add(
            &mut waiting.cells,
            &mut waiting.dropped,
            (moment.day, asked),
            1,
        );
        add(
            &mut waiting.hours,
            &mut waiting.dropped,
            (moment.day, hour),
            1,
        );
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

fn write_until_stopped(shared: &Shared, mut store: Option<Store>, file: &std::path::Path) {
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
        if !write(&mut store, file, &batch) {
            put_back(shared, batch);
        }
        if stop {
            return;
        }
    }
}

/// Writes a batch; `false` when it has to wait.
fn write(store: &mut Option<Store>, file: &std::path::Path, batch: &Waiting) -> bool {
    if batch.cells.is_empty() && batch.hours.is_empty() && batch.terms.is_empty() {
        return true;
    }
    if store.is_none() {
        *store = Store::open(file).ok();
    }
    let Some(open) = store else {
        return false;
    };
    match open.add(&cell_rows(batch), &hour_rows(batch), &term_rows(batch)) {
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

fn cell_rows(batch: &Waiting) -> Vec<([String; 7], i64)> {
    batch
        .cells
        .iter()
        .map(|((day, a), n)| {
            let key = [
                day.to_string(),
                a.channel.key().to_owned(),
                a.event.clone(),
                a.topic.clone(),
                a.entry.clone(),
                a.outcome.key().to_owned(),
                a.action.key().to_owned(),
            ];
            (key, *n)
        })
        .collect()
}

fn hour_rows(batch: &Waiting) -> Vec<([String; 4], i64)> {
    batch
        .hours
        .iter()
        .map(|((day, h), n)| {
            let key = [
                day.to_string(),
                h.hour.to_string(),
                h.channel.key().to_owned(),
                h.event.clone(),
            ];
            (key, *n)
        })
        .collect()
}

fn term_rows(batch: &Waiting) -> Vec<([String; 3], i64)> {
    batch
        .terms
        .iter()
        .map(|((day, t), n)| ([day.to_string(), t.event.clone(), t.term.clone()], *n))
        .collect()
}
