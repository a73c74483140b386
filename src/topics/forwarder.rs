//! From the spool to the server: a thread of its own sends what has gathered, and while the server is away it waits and
//! tries again. Every batch is added exactly once, whatever breaks in between.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::clock;
use crate::store::{Place, Store, StoreError};

/// How long counts gather before they are sent.
const INTERVAL: Duration = Duration::from_millis(300);
/// How long to leave a server alone that did not answer.
const AWAY: Duration = Duration::from_secs(2);

/// How long a start waits for the server; an end waits twice as long.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Default)]
struct Signal {
    stop: Mutex<bool>,
    stopping: Condvar,
}

/// Sends counts on. Cheap to clone.
#[derive(Clone)]
pub struct Forwarder {
    signal: Arc<Signal>,
    sender: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Forwarder {
    /// Starts sending from one database to another. A server that is away, or takes the connection and says nothing, is
    /// waited for behind the service's back.
    ///
    /// # Errors
    /// When the server can be reached and is of a newer program.
    pub fn start(spool: Place, server: Place) -> Result<Self, StoreError> {
        let signal = Arc::new(Signal::default());
        let (said, hears) = mpsc::channel();
        let sender = {
            let signal = signal.clone();
            std::thread::spawn(move || {
                let store = match Store::open(&server) {
                    Ok(store) => Some(store),
                    Err(error) if error.is_passing() => {
                        tracing::warn!(%error, "the server is away, counts wait in the spool");
                        None
                    }
                    Err(error) => {
                        // Nobody hears it who has stopped waiting.
                        let _ = said.send(error);
                        return;
                    }
                };
                drop(said);
                send_until_stopped(&signal, &spool, &server, store);
            })
        };
        match hears.recv_timeout(PATIENCE) {
            Ok(error) => return Err(error),
            Err(RecvTimeoutError::Disconnected) => {}
            Err(RecvTimeoutError::Timeout) => {
                tracing::warn!("the server does not answer, counts wait in the spool");
            }
        }
        Ok(Self {
            signal,
            sender: Arc::new(Mutex::new(Some(sender))),
        })
    }

    /// Sends what is waiting, if the server is there, and ends. Call it after the recorder has stopped.
    pub fn stop(&self) {
        *self
            .signal
            .stop
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = true;
        self.signal.stopping.notify_all();
        let sender = self
            .sender
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // What is not sent by then waits in the spool; a server that says nothing must not hold the service back.
        let end = Instant::now() + 2 * PATIENCE;
        while sender.as_ref().is_some_and(|s| !s.is_finished()) {
            if Instant::now() > end {
                tracing::warn!("the server does not answer, counts wait in the spool");
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        if sender.is_some_and(|s| s.join().is_err()) {
            tracing::error!("the sender of counts ended early");
        }
    }
}

fn send_until_stopped(signal: &Signal, spool: &Place, server: &Place, mut store: Option<Store>) {
    let mut local = None;
    let mut wait = INTERVAL;
    loop {
        let guard = signal.stop.lock().unwrap_or_else(PoisonError::into_inner);
        let (guard, _) = signal
            .stopping
            .wait_timeout_while(guard, wait, |stop| !*stop)
            .unwrap_or_else(PoisonError::into_inner);
        let stop = *guard;
        drop(guard);
        wait = INTERVAL;
        if let Err(error) = send_all(&mut local, spool, &mut store, server) {
            tracing::warn!(%error, "counts wait in the spool");
            (local, store) = (None, None);
            wait = AWAY;
        }
        if stop {
            return;
        }
    }
}

/// Sends until nothing is left.
fn send_all(
    local: &mut Option<Store>,
    spool: &Place,
    store: &mut Option<Store>,
    server: &Place,
) -> Result<(), StoreError> {
    let local = match local {
        Some(local) => local,
        None => local.insert(Store::open(spool)?),
    };
    // Without the server nothing is sealed: what waits goes on adding up to the same cells, and that bounds the spool.
    let store = match store {
        Some(store) => store,
        None => store.insert(Store::open(server)?),
    };
    while let Some(sealed) = local.seal()? {
        store.add_once(&sealed.id, clock::seconds(), sealed.batch)?;
        local.unseal(&sealed.id)?;
    }
    Ok(())
}
