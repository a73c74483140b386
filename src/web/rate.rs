//! Requests a minute from one address, when the operator asks for it. Addresses live in memory only, for
//! as long as their minute lasts, and are written nowhere.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::{WebError, dressed};
use super::state::App;

/// How many checks pass between two clearings of addresses that have gone quiet.
const CLEAR_EVERY: usize = 4096;

/// A limit for every address.
pub(super) struct RateLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
}

impl RateLimit {
    /// `None` for 0: off.
    pub(super) fn per_minute(requests: u32) -> Option<Self> {
        let quota = Quota::per_minute(NonZeroU32::new(requests)?);
        Some(Self {
            limiter: RateLimiter::keyed(quota),
        })
    }

    fn allows(&self, address: IpAddr) -> bool {
        if self.limiter.len() > CLEAR_EVERY {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&address).is_ok()
    }
}

/// Refuses requests of an address that has had its share. Behind a proxy on this machine the address is
/// the last one the proxy names.
pub(super) async fn limit_rate(State(app): State<App>, request: Request, next: Next) -> Response {
    let address = app.rate().and_then(|_| address(&request));
    match (app.rate(), address) {
        (Some(rate), Some(address)) if !rate.allows(address) => {
            dressed(request.uri().path(), WebError::TooMany)
        }
        _ => next.run(request).await,
    }
}

fn address(request: &Request) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .filter(|_| peer.ip().is_loopback())
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.rsplit(',').next()?.trim().parse().ok());
    Some(forwarded.unwrap_or_else(|| peer.ip()))
}
