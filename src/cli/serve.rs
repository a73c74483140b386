//! `serve`: the service.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;

use super::counting::{Counting, stop};
use super::snapshot;
use crate::config::Config;
use crate::web::{App, Settings, Site, serve};

pub(super) fn run(config: &Config) -> anyhow::Result<()> {
    let snapshot = Arc::new(snapshot(config)?);
    let counting = Counting::start(config)?;
    tracing::info!(
        laws = snapshot.corpus.laws.len(),
        entries = snapshot.corpus.entries.len(),
        index = ?snapshot.index_place,
        "ready"
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let running = counting.as_ref().map(Counting::running);
    // The last to let go of the staff: the client of a server may not be closed inside the runtime.
    let _staff = counting.as_ref().map(|c| c.staff.clone());
    // Rendering needs the address people reach us at, and that is known once we listen.
    let mut failed = None;
    let served = runtime.block_on(serve(
        config.listen,
        |address| {
            let settings = Settings::new(config, &format!("http://{address}"));
            match Site::new(snapshot, &settings) {
                Ok(site) => Some(app(site, counting, settings)),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            }
        },
        reload(config.clone()),
    ));
    // Requests are done; what still waits for a server that says nothing is left behind.
    runtime.shutdown_timeout(Duration::from_secs(3));
    if let Some((recorder, forwarder)) = &running {
        stop(recorder, forwarder.as_ref());
    }
    if let Some(error) = failed {
        return Err(error).context("页面渲染不出来");
    }
    Ok(served?)
}

/// The service, with events and switches as far as they can be read now.
fn app(site: Site, counting: Option<Counting>, settings: Settings) -> App {
    let Some(counting) = counting else {
        return App::new(site, None, None, None, settings);
    };
    let app = App::new(
        site,
        Some(counting.recorder),
        Some(counting.staff),
        counting.spool,
        settings,
    );
    let reader = app.clone();
    let (done, waits) = std::sync::mpsc::channel();
    // In a thread of its own: the client of the server may not wait inside the runtime.
    std::thread::spawn(move || {
        reader.refresh();
        // Nobody hears it who has stopped waiting.
        let _ = done.send(());
    });
    if waits.recv_timeout(Duration::from_secs(3)).is_err() {
        tracing::warn!("the database does not answer, events and switches of before hold");
        app.refresh_from_spool();
    }
    app
}

/// What SIGHUP does: the corpus is read anew, checked, indexed, and put in place whole. A faulty one is
/// reported and the present edition stays.
fn reload(config: Config) -> impl Fn(&App) + Send + Sync + 'static {
    move |app| match super::snapshot(&config).map(|s| Site::new(Arc::new(s), app.settings())) {
        Ok(Ok(site)) => {
            app.swap(site);
            tracing::info!("a new edition is in place");
        }
        Ok(Err(error)) => tracing::error!(%error, "the new edition cannot be rendered"),
        Err(error) => tracing::error!(%error, "the new edition is at fault; the present one stays"),
    }
}
