//! A session: a random token in the cookie, its digest in the database, and an end: after half an hour without use, and
//! after twelve hours in any case.

use sha2::{Digest, Sha256};

use super::role::Role;
use crate::store::SessionRow;

/// Without use a session ends after this many seconds.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// In any case it ends after this many.
pub const ABSOLUTE_SECONDS: i64 = 12 * 60 * 60;
/// A use is noted when the last one that was is this many seconds ago: not every page is a write.
pub(super) const NOTED_SECONDS: i64 = 60;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Account.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What the forms of this session carry.
    pub csrf: String,
}

/// 32 random bytes, hexadecimal.
pub(super) fn random_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// What of a token is kept.
pub(super) fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Whether a session still holds at `now`.
pub(super) fn holds(row: &SessionRow, now: i64) -> bool {
    now - row.seen < IDLE_SECONDS && now - row.opened < ABSOLUTE_SECONDS
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
