//! `serve`: the service.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;

use super::snapshot;
use crate::config::Config;
use crate::staff::Staff;
use crate::topics::Recorder;
use crate::web::{App, Settings, Site, serve};

pub(super) fn run(config: &Config) -> anyhow::Result<()> {
    let snapshot = Arc::new(snapshot(config)?);
    let file = config
        .sqlite_file()
        .unwrap_or(Path::new("petition-guide.db"))
        .to_owned();
    let staff_file = file.clone();
    let shown = file.display().to_string();
    let recorder = Recorder::start(file).with_context(|| {
        format!("计数数据库 {shown} 不能用。请从备份恢复它，或者把它移走，程序会新建一个；原文件没有改动")
    })?;
    tracing::info!(
        laws = snapshot.corpus.laws.len(),
        entries = snapshot.corpus.entries.len(),
        index = ?snapshot.index_place,
        "ready"
    );
    let staff = Arc::new(Staff::new(staff_file));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let counting = recorder.clone();
    // Rendering needs the address people reach us at, and that is known once we listen.
    let mut failed = None;
    let served = runtime.block_on(serve(
        config.listen,
        |address| {
            let settings = Settings::new(config, &format!("http://{address}"));
            match Site::new(snapshot, &settings) {
                Ok(site) => {
                    let app = App::new(site, Some(counting), Some(staff), settings);
                    app.refresh_events();
                    Some(app)
                }
                Err(error) => {
                    failed = Some(error);
                    None
                }
            }
        },
        reload(config.clone()),
    ));
    recorder.stop();
    if let Some(error) = failed {
        return Err(error).context("页面渲染不出来");
    }
    Ok(served?)
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
