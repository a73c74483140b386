//! What an account may do. A closed set; each role may what the one before it may.

use std::fmt;
use std::str::FromStr;

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sees counts, events and the log.
    Viewer,
    /// Changes events, too.
    Editor,
    /// Changes everything that pages can change.
    Admin,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Editor, Self::Admin];

    /// Key in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }

    /// As staff read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Viewer => "只看",
            Self::Editor => "编辑",
            Self::Admin => "管理",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|r| r.key() == s);
        found.ok_or_else(|| "角色只能是 viewer、editor 或 admin".to_owned())
    }
}
