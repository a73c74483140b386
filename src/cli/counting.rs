//! What `serve` counts with: the recorder, the staff, and, with a server, the way to it over the spool.

use std::time::Duration;

use anyhow::Context;

use crate::config::Config;
use crate::staff::Staff;
use crate::store::{Place, Store, StoreError};
use crate::topics::{Forwarder, Recorder, clock, keep_house};

/// How often it is looked whether a new day has begun.
const HOUSE_EVERY: Duration = Duration::from_secs(60 * 60);

/// All that counts.
pub(super) struct Counting {
    /// Takes counts.
    pub(super) recorder: Recorder,
    forwarder: Option<Forwarder>,
    /// The staff over the same database.
    pub(super) staff: Staff,
    /// Where counts wait for the server; none with a file.
    pub(super) spool: Option<Place>,
}

impl Counting {
    /// Over the configured database; `None` where nothing is counted.
    pub(super) fn start(config: &Config) -> anyhow::Result<Option<Self>> {
        let Some(place) = config.place() else {
            return Ok(None);
        };
        let spool = match &place {
            Place::Sqlite(_) => None,
            Place::Postgres(_) => Some(Place::Sqlite(config.spool.clone())),
        };
        let local = spool.clone().unwrap_or_else(|| place.clone());
        let recorder = Recorder::start(local.clone()).with_context(|| refused(&local))?;
        let forwarder = match &spool {
            Some(spool) => Some(
                Forwarder::start(spool.clone(), place.clone())
                    .with_context(|| format!("计数数据库 {place} 不能用"))?,
            ),
            None => None,
        };
        std::thread::spawn({
            let (place, keep) = (place.clone(), config.kept_months());
            move || keep_house_daily(&place, keep)
        });
        Ok(Some(Self {
            recorder,
            forwarder,
            staff: Staff::new(place),
            spool,
        }))
    }

    /// What has to be stopped in the end.
    pub(super) fn running(&self) -> (Recorder, Option<Forwarder>) {
        (self.recorder.clone(), self.forwarder.clone())
    }
}

/// Writes what is waiting.
pub(super) fn stop(recorder: &Recorder, forwarder: Option<&Forwarder>) {
    recorder.stop();
    if let Some(forwarder) = forwarder {
        forwarder.stop();
    }
}

fn refused(place: &Place) -> String {
    format!(
        "计数数据库 {place} 不能用，原文件没有改动。请停下服务，用备份换掉它（topics backup 抄的那份），或者把它移走，程序会新建一个"
    )
}

/// Once a day, and once after the start.
fn keep_house_daily(place: &Place, keep: Option<u32>) {
    let mut done = None;
    loop {
        let today = clock::now().day;
        if done != Some(today) {
            match tidy(place, keep) {
                Ok(()) => done = Some(today),
                Err(error) => tracing::warn!(%error, "old counts are not tidied"),
            }
        }
        std::thread::sleep(HOUSE_EVERY);
    }
}

fn tidy(place: &Place, keep: Option<u32>) -> Result<(), StoreError> {
    let mut store = Store::open(place)?;
    keep_house(&mut store, clock::now().day, clock::seconds(), keep)
}
