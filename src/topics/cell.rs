//! What is counted: cells of closed sets, incremented, never one row a question.

use crate::answer::Outcome;

/// 渠道: how the question came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// The web page.
    Web,
    /// The kiosk.
    Kiosk,
    /// A member of staff asked for someone.
    Assisted,
    /// WeChat.
    Wechat,
    /// The JSON interface, when nothing else was said.
    Api,
    /// The terminal.
    Cli,
    /// A channel was named that does not exist.
    None,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Web,
        Self::Kiosk,
        Self::Assisted,
        Self::Wechat,
        Self::Api,
        Self::Cli,
        Self::None,
    ];

    /// Key in counters and requests.
    pub fn key(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Kiosk => "kiosk",
            Self::Assisted => "assisted",
            Self::Wechat => "wechat",
            Self::Api => "api",
            Self::Cli => "cli",
            Self::None => "none",
        }
    }

    /// As planners read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Web => "网页",
            Self::Kiosk => "自助机",
            Self::Assisted => "工作人员代问",
            Self::Wechat => "微信",
            Self::Api => "接口",
            Self::Cli => "命令行",
            Self::None => "未知渠道",
        }
    }

    /// The channel a request names, `default` when it names none; an unknown name counts as none.
    pub fn named(name: Option<&str>, default: Self) -> Self {
        match name.filter(|n| !n.is_empty()) {
            None => default,
            Some(name) => Self::ALL
                .into_iter()
                .find(|c| c.key() == name)
                .unwrap_or(Self::None),
        }
    }
}

/// What was done with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Asked.
    Asked,
    /// Marked helpful.
    Helpful,
    /// Marked not helpful.
    NotHelpful,
    /// Printed.
    Printed,
    /// Its QR code was scanned.
    Scanned,
    /// Read aloud.
    Spoken,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Asked,
        Self::Helpful,
        Self::NotHelpful,
        Self::Printed,
        Self::Scanned,
        Self::Spoken,
    ];

    /// Key in counters and requests.
    pub fn key(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Helpful => "helpful",
            Self::NotHelpful => "not_helpful",
            Self::Printed => "printed",
            Self::Scanned => "scanned",
            Self::Spoken => "spoken",
        }
    }

    /// The action with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == key)
    }
}

/// A cell: everything but the day. Empty ids mean none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asked {
    /// How it came.
    pub channel: Channel,
    /// Code of the event, empty for none.
    pub event: String,
    /// Topic of the entry.
    pub topic: String,
    /// The entry.
    pub entry: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What was done.
    pub action: Action,
}

/// When people come, apart from what they ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HourCell {
    /// 0 to 23.
    pub hour: u8,
    /// How.
    pub channel: Channel,
    /// Event.
    pub event: String,
}

/// A word of the reviewed list that stood in a question nothing answered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermCell {
    /// Event.
    pub event: String,
    /// The word, from the lexicon, never from the question.
    pub term: String,
}
