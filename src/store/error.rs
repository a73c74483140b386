//! Why the database cannot be used.

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says no: locked, full, damaged …
    #[error("数据库出错：{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL says no, or is away.
    #[error("PostgreSQL 出错：{}", said(.0))]
    Postgres(#[from] postgres::Error),
    /// The folder of the file cannot be made.
    #[error("数据库文件夹建不了：{0}")]
    Folder(#[from] std::io::Error),
    /// The file is a database no more.
    #[error("数据库文件已损坏：{0}")]
    Damaged(String),
    /// The file was written by a newer program.
    #[error("数据库版本是 {found}，本程序只认得到 {known}；请升级程序，数据库没有改动")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// A copy is not what it was made from.
    #[error("两边的数对不上：{0}")]
    Differs(String),
    /// What should be made is there already.
    #[error("{0} 已经有了，没有改动它")]
    Exists(String),
    /// The spool holds what this program cannot read.
    #[error("暂存的计数读不出来：{0}")]
    Spool(#[from] serde_json::Error),
    /// The system gives no random numbers.
    #[error("系统没有给出随机数：{0}")]
    Random(#[from] getrandom::Error),
}

impl StoreError {
    /// Whether waiting may help (locked, full, read-only, away for now), or the database itself is at fault.
    pub fn is_passing(&self) -> bool {
        use rusqlite::ErrorCode as Code;
        match self {
            Self::Folder(_) | Self::Postgres(_) | Self::Random(_) => true,
            Self::Sqlite(error) => !matches!(
                error.sqlite_error_code(),
                Some(Code::DatabaseCorrupt | Code::NotADatabase)
            ),
            _ => false,
        }
    }
}

/// What the server said; without one, what the client says. Neither names the password.
fn said(error: &postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), |e| e.message().to_owned())
}
