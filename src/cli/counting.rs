//! What `serve` counts with: the recorder, the staff, and, with a server, the way to it over the spool.

use std::sync::Arc;
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
    pub(super) staff: Arc<Staff>,
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
        if let Some(spool) = &spool {
            refuse_counts_as_spool(spool)?;
        }
        let recorder = Recorder::start(local.clone()).map_err(|error| {
            let advice = refused(&local, spool.is_some(), &error);
            anyhow::Error::new(error).context(advice)
        })?;
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
            staff: Arc::new(Staff::new(place)),
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

/// What an operator does about it. A spool is never put back from a backup: what it held was sent long ago, and would be
/// counted twice.
fn refused(place: &Place, is_spool: bool, error: &StoreError) -> String {
    match error {
        StoreError::Newer { .. } => format!("计数数据库 {place} 不能用，原文件没有改动"),
        _ if is_spool => format!(
            "暂存文件 {place} 不能用，原文件没有改动。请把它移走，程序会新建一个；里面还没送到 PostgreSQL 的计数会丢，别的不受影响。不要拿备份换它，不然会重复计数"
        ),
        _ => format!(
            "计数数据库 {place} 不能用，原文件没有改动。请停下服务，把它和旁边的 -wal、-shm 文件一起移走，再把备份（topics backup 抄的那份）放到原处；没有备份，程序会新建一个"
        ),
    }
}

/// A spool knows no accounts and no log. A whole database in its place would be sent to the server and counted twice.
fn refuse_counts_as_spool(spool: &Place) -> anyhow::Result<()> {
    let Ok(mut store) = Store::open_read_only(spool) else {
        return Ok(());
    };
    let accounts = store.accounts().map(|a| a.len()).unwrap_or(0);
    let log = store.audit(1, 0).map(|a| a.len()).unwrap_or(0);
    anyhow::ensure!(
        accounts + log == 0,
        "{spool} 是一份计数数据库，不是暂存文件，没有动它：把它当暂存会重复计数。请改配置里的 spool，或者把它移走"
    );
    Ok(())
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
