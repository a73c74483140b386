//! What of the staff's doing is written down: a closed set.

/// A deed in the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Signed in.
    SignIn,
    /// Signed out, here or everywhere.
    SignOut,
    /// Took counts out of the program.
    Export,
    /// Added or changed an event.
    Event,
    /// Switched a channel off or on.
    Switch,
    /// Added, removed or changed an account.
    Account,
}

impl Deed {
    const ALL: [Self; 6] = [
        Self::SignIn,
        Self::SignOut,
        Self::Export,
        Self::Event,
        Self::Switch,
        Self::Account,
    ];

    /// Key in the log.
    pub fn key(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignOut => "sign_out",
            Self::Export => "export",
            Self::Event => "event",
            Self::Switch => "switch",
            Self::Account => "account",
        }
    }

    /// As staff read it, by its key.
    pub fn title(key: &str) -> &str {
        let found = Self::ALL.into_iter().find(|d| d.key() == key);
        match found {
            Some(Self::SignIn) => "登录",
            Some(Self::SignOut) => "退出",
            Some(Self::Export) => "导出",
            Some(Self::Event) => "活动",
            Some(Self::Switch) => "开关渠道",
            Some(Self::Account) => "账号",
            None => key,
        }
    }
}
