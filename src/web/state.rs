//! The one state every handler gets. A missing part is a compile error, not a surprise at run time.

use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::error::WebError;
use super::rate::RateLimit;
use super::site::Site;
use crate::config::{Config, Kiosk, Limits};
use crate::staff::Staff;
use crate::store::{Place, Store, StoreError};
use crate::topics::{Channel, EventBook, Recorder, SwitchBoard};

/// How many sign in at once.
const SIGN_INS: usize = 16;

/// What handlers need of the configuration.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address people reach the service at, without a trailing slash.
    pub public_url: String,
    /// Who runs it; empty is shown as unknown.
    pub office_name: String,
    /// ICP 备案号.
    pub icp_number: String,
    /// 公安备案号.
    pub police_number: String,
    /// Times of the kiosk.
    pub kiosk: Kiosk,
    /// Other sites whose pages may call the JSON interface.
    pub cors_origins: Vec<String>,
    /// Bounds on load.
    pub limits: Limits,
}

impl Settings {
    /// From the checked configuration; `listening` stands in for a `public_url` that is not set.
    pub fn new(config: &Config, listening: &str) -> Self {
        let public_url = match config.public_url.as_str() {
            "" => listening.to_owned(),
            url => url.to_owned(),
        };
        Self {
            public_url,
            office_name: config.office_name.clone(),
            icp_number: config.icp_number.clone(),
            police_number: config.police_number.clone(),
            cors_origins: config
                .cors_origins
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            kiosk: config.kiosk,
            limits: config.limits,
        }
    }
}

struct Parts {
    site: ArcSwap<Site>,
    recorder: Option<Recorder>,
    staff: Option<Arc<Staff>>,
    events: EventBook,
    switches: SwitchBoard,
    spool: Option<Place>,
    settings: Settings,
    rate: Option<RateLimit>,
    sign_ins: Semaphore,
}

/// The state. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
}

impl App {
    /// A service over one site; without a recorder nothing is counted, without staff nobody signs in. `spool` keeps a
    /// copy of events and switches for the time when the server of the database is away.
    pub fn new(
        site: Site,
        recorder: Option<Recorder>,
        staff: Option<Arc<Staff>>,
        spool: Option<Place>,
        settings: Settings,
    ) -> Self {
        let rate = RateLimit::per_minute(settings.limits.rate_per_minute);
        Self {
            parts: Arc::new(Parts {
                site: ArcSwap::from_pointee(site),
                recorder,
                staff,
                events: EventBook::default(),
                switches: SwitchBoard::default(),
                spool,
                settings,
                rate,
                sign_ins: Semaphore::new(SIGN_INS),
            }),
        }
    }

    /// The site as it is now; the request keeps this one to its end.
    pub(super) fn site(&self) -> Arc<Site> {
        self.parts.site.load_full()
    }

    /// Puts another edition in the place of the present one, whole.
    pub fn swap(&self, site: Site) {
        self.parts.site.store(Arc::new(site));
    }

    /// Settings.
    pub fn settings(&self) -> &Settings {
        &self.parts.settings
    }

    pub(super) fn recorder(&self) -> Option<&Recorder> {
        self.parts.recorder.as_ref()
    }

    pub(super) fn staff(&self) -> Option<&Arc<Staff>> {
        self.parts.staff.as_ref()
    }

    /// The events that are known.
    pub(super) fn events(&self) -> &EventBook {
        &self.parts.events
    }

    /// The channels that are switched off.
    pub(super) fn switches(&self) -> &SwitchBoard {
        &self.parts.switches
    }

    /// That a channel is not switched off.
    pub(super) fn must_be_open(&self, channel: Channel) -> Result<(), WebError> {
        match self.parts.switches.reason(channel) {
            Some(reason) => Err(WebError::ChannelOff(reason)),
            None => Ok(()),
        }
    }

    /// Reads events and switches anew; what was known stays when the database is away, and a service that has just
    /// started takes the spool's copy. Blocks.
    pub fn refresh(&self) {
        let Some(staff) = self.staff() else {
            return;
        };
        let parts = &self.parts;
        let copies = staff.with(|store| {
            parts.events.refresh(store)?;
            parts.switches.refresh(store)?;
            Ok((store.events()?, store.switches()?))
        });
        let spooled = match (copies, &parts.spool) {
            (Ok((events, switches)), Some(spool)) => {
                Store::open(spool).and_then(|mut s| s.keep_notices(&events, &switches))
            }
            (Ok(_), None) => Ok(()),
            (Err(error), spool) => {
                tracing::warn!(%error, "events and switches are not read anew");
                match spool {
                    Some(spool) if parts.events.all().is_empty() => self.refresh_from(spool),
                    _ => Ok(()),
                }
            }
        };
        if let Err(error) = spooled {
            tracing::warn!(%error, "the spool cannot be used");
        }
    }

    /// The same, off the threads that serve: after a change here, so that it is known without the server, too.
    pub(super) fn refresh_soon(&self) {
        let app = self.clone();
        tokio::task::spawn_blocking(move || app.refresh());
    }

    /// Takes the spool's copy of events and switches, where there is a spool.
    pub fn refresh_from_spool(&self) {
        let spool = self.parts.spool.clone();
        if let Some(Err(error)) = spool.map(|spool| self.refresh_from(&spool)) {
            tracing::warn!(%error, "the spool cannot be used");
        }
    }

    fn refresh_from(&self, spool: &Place) -> Result<(), StoreError> {
        let mut store = Store::open(spool)?;
        self.parts.events.refresh(&mut store)?;
        self.parts.switches.refresh(&mut store)
    }

    /// A turn to sign in; none while too many others wait, so that a flood of tries leaves the threads to the pages.
    pub(super) fn turn_to_sign_in(&self) -> Result<SemaphorePermit<'_>, WebError> {
        self.parts
            .sign_ins
            .try_acquire()
            .map_err(|_| WebError::Busy)
    }

    pub(super) fn rate(&self) -> Option<&RateLimit> {
        self.parts.rate.as_ref()
    }
}
