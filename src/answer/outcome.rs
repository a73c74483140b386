//! 结果: the closed set of what can become of a question.

use serde::Serialize;
use utoipa::ToSchema;

/// What a person gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A guide entry or a provision answers it.
    Answered,
    /// Lawful, but another door's matter.
    Redirected,
    /// Two or three entries fit about equally.
    Clarify,
    /// Not this service's subject.
    OutOfScope,
    /// Present danger to life.
    Urgent,
    /// Asks for help to do what the law forbids.
    Declined,
}

impl Outcome {
    /// All of them, in the order of the contract.
    pub const ALL: [Self; 6] = [
        Self::Answered,
        Self::Redirected,
        Self::Clarify,
        Self::OutOfScope,
        Self::Urgent,
        Self::Declined,
    ];

    /// The key of the contract: `out_of_scope`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Redirected => "redirected",
            Self::Clarify => "clarify",
            Self::OutOfScope => "out_of_scope",
            Self::Urgent => "urgent",
            Self::Declined => "declined",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Answered => "回答",
            Self::Redirected => "该找这里",
            Self::Clarify => "您问的是哪一件",
            Self::OutOfScope => "不在本服务范围",
            Self::Urgent => "先保安全",
            Self::Declined => "这样做法律不允许",
        }
    }

    /// The outcome with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.key() == key)
    }
}
