//! Where the database is: a file, or a PostgreSQL server.

use std::fmt;
use std::path::{Path, PathBuf};

/// A database by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// `postgres://…`, with the password where there is one.
    Postgres(String),
}

impl Place {
    /// Reads `sqlite:FILE` or `postgres://…`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(file) = text.strip_prefix("sqlite:").filter(|f| !f.is_empty()) {
            return Some(Self::Sqlite(PathBuf::from(file)));
        }
        let is_server = text.starts_with("postgres://") || text.starts_with("postgresql://");
        let readable = is_server && text.parse::<postgres::Config>().is_ok();
        readable.then(|| Self::Postgres(text.to_owned()))
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(file) => Some(file),
            Self::Postgres(_) => None,
        }
    }
}

impl From<PathBuf> for Place {
    fn from(file: PathBuf) -> Self {
        Self::Sqlite(file)
    }
}

impl From<&Path> for Place {
    fn from(file: &Path) -> Self {
        Self::Sqlite(file.to_owned())
    }
}

/// As an operator reads it: never with a password.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "sqlite:{}", file.display()),
            Self::Postgres(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                // The password may hold an @ of its own; what follows the last one is the host.
                let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
                let host = host.split('?').next().unwrap_or_default();
                write!(f, "{scheme}://{host}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_shown_without_the_password() {
        let shown = |t: &str| Place::parse(t).map(|p| p.to_string());
        assert_eq!(
            shown("sqlite:data/a.db").as_deref(),
            Some("sqlite:data/a.db")
        );
        assert_eq!(
            shown("postgres://me:s@cret@db.local:5432/petition?password=x").as_deref(),
            Some("postgres://db.local:5432/petition")
        );
        for wrong in [
            "",
            "sqlite:",
            "mysql://x",
            "data/a.db",
            "postgres://h:notaport/x",
        ] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }
}
