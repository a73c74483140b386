//! Listening, the first line on standard output, and an orderly end.

use std::io::Write;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::router::router;
use super::state::App;

/// How often events and switches that others set are looked for.
const REFRESHED_EVERY: std::time::Duration = std::time::Duration::from_secs(15);

/// Why the service could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken or not ours.
    #[error("无法监听 {address}：{cause}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        cause: std::io::Error,
    },
    /// The connection to the world broke.
    #[error("服务中断：{0}")]
    Serve(#[from] std::io::Error),
}

/// Listens, makes the app for the address it got, says so on standard output, and serves until it is asked
/// to end; requests under way are finished. Without an app it returns at once.
///
/// # Errors
/// When the address cannot be listened on or serving breaks off.
pub async fn serve(
    address: SocketAddr,
    make_app: impl FnOnce(SocketAddr) -> Option<App>,
    reload: impl Fn(&App) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|cause| ServeError::Listen { address, cause })?;
    let local = listener.local_addr()?;
    let Some(app) = make_app(local) else {
        return Ok(());
    };
    // Before the first line: who has read it may ask to reload or to end at once, and nothing may be lost by that.
    let (hangups, terminate) = (
        signal(SignalKind::hangup())?,
        signal(SignalKind::terminate())?,
    );
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{local}")?;
    out.flush()?;
    tokio::spawn(reload_on_hangup(hangups, app.clone(), reload));
    tokio::spawn(refresh(app.clone()));
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(asked_to_end(terminate))
        .await?;
    Ok(())
}

/// Another process of the same office may have made an event or switched a channel off.
async fn refresh(app: App) {
    let mut ticks = tokio::time::interval(REFRESHED_EVERY);
    // The first tick comes at once, and the events were read just now.
    ticks.tick().await;
    loop {
        ticks.tick().await;
        let app = app.clone();
        if tokio::task::spawn_blocking(move || app.refresh())
            .await
            .is_err()
        {
            tracing::error!("reading events and switches broke off");
        }
    }
}

/// SIGHUP: the operator has changed the corpus.
async fn reload_on_hangup(
    mut hangups: Signal,
    app: App,
    reload: impl Fn(&App) + Send + Sync + 'static,
) {
    let reload = std::sync::Arc::new(reload);
    while hangups.recv().await.is_some() {
        let (app, reload) = (app.clone(), reload.clone());
        if tokio::task::spawn_blocking(move || reload(&app))
            .await
            .is_err()
        {
            tracing::error!("reloading broke off; the present edition stays");
        }
    }
}

async fn asked_to_end(mut terminate: Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
