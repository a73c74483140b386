//! Channels that the office has switched off, each with the reason that visitors read.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::cell::Channel;
use crate::store::{Store, StoreError, SwitchRow};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 120;

/// Why a switch cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SwitchFault {
    /// No such channel, or one that cannot be switched.
    #[error("没有这个渠道")]
    Channel,
    /// Empty or too long.
    #[error("请写停用的原因，最多 120 个字，群众会看到")]
    Reason,
}

/// The channels that are off now. Cheap to clone; a request reads it without waiting.
#[derive(Clone, Default)]
pub struct SwitchBoard {
    off: Arc<ArcSwap<Vec<(Channel, String)>>>,
}

impl SwitchBoard {
    /// Channels that can be switched off.
    pub const CHANNELS: [Channel; 5] = [
        Channel::Web,
        Channel::Kiosk,
        Channel::Assisted,
        Channel::Wechat,
        Channel::Api,
    ];

    /// Reads the switches anew.
    ///
    /// # Errors
    /// When the database cannot be read; what was known stays.
    pub fn refresh(&self, store: &mut Store) -> Result<(), StoreError> {
        let rows = store.switches()?;
        let known = |r: &SwitchRow| {
            let channel = Self::CHANNELS.into_iter().find(|c| c.key() == r.channel)?;
            Some((channel, r.reason.clone()))
        };
        self.off
            .store(Arc::new(rows.iter().filter_map(known).collect()));
        Ok(())
    }

    /// Why a channel is off; `None` while it is on.
    pub fn reason(&self, channel: Channel) -> Option<String> {
        let off = self.off.load();
        off.iter()
            .find(|(c, _)| *c == channel)
            .map(|(_, r)| r.clone())
    }

    /// Reads and checks what was typed.
    ///
    /// # Errors
    /// What is wrong with it, the first thing.
    pub fn read(channel: &str, reason: &str, now: i64) -> Result<SwitchRow, SwitchFault> {
        let known = Self::CHANNELS.into_iter().find(|c| c.key() == channel);
        let channel = known.ok_or(SwitchFault::Channel)?;
        let reason = reason.trim();
        let length = reason.chars().count();
        if length == 0 || length > LONGEST_REASON || reason.contains(char::is_control) {
            return Err(SwitchFault::Reason);
        }
        Ok(SwitchRow {
            channel: channel.key().to_owned(),
            reason: reason.to_owned(),
            since: now,
        })
    }
}
