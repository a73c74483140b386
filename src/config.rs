//! Settings: flag > environment > file > default. Read raw first (unknown keys refused), then checked to
//! one `Config`. Loading writes nothing.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Table, Value};

use crate::store::Place;

/// What every environment variable of this program begins with.
const PREFIX: &str = "PETITION_GUIDE_";

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or cannot be read.
    #[error("读不了配置文件 {path}：{cause}")]
    Unreadable {
        /// Which file.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not TOML.
    #[error("配置文件 {path} 格式不对：{cause}")]
    Malformed {
        /// Which file.
        path: String,
        /// What the parser says.
        cause: toml::de::Error,
    },
    /// A key is unknown or has a value of the wrong kind.
    #[error("配置有误：{0}")]
    Invalid(String),
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

/// Bounds on load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Requests a minute from one address; 0 is off, because a whole hall may share one.
    pub rate_per_minute: u32,
    /// Requests handled at once; more are told to come back.
    pub concurrency: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rate_per_minute: 0,
            concurrency: 512,
        }
    }
}

/// Times of the kiosk, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kiosk {
    /// Without a touch on the first page or a list, until the warning.
    pub idle_seconds: u32,
    /// Without a touch on an answer, until the warning.
    pub answer_seconds: u32,
    /// How long the warning stands before everything is wiped.
    pub warning_seconds: u32,
}

impl Default for Kiosk {
    fn default() -> Self {
        Self {
            idle_seconds: 90,
            answer_seconds: 180,
            warning_seconds: 30,
        }
    }
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Address people reach the service at, without a trailing slash; empty means the one listened on.
    pub public_url: String,
    /// Folder of the corpus; empty means the one inside the binary.
    pub corpus_dir: PathBuf,
    /// Folder of the index.
    pub index_dir: PathBuf,
    /// `sqlite:FILE`, `postgres://…`, or `none`: then nothing is counted and nobody signs in.
    pub database: String,
    /// File in which counts wait while the server is away; used with `postgres://…` alone.
    pub spool: PathBuf,
    /// How many months of counts are kept: `24months`; empty keeps them all.
    pub keep: String,
    /// Text or JSON.
    pub log: LogFormat,
    /// Who runs it, for `/about`.
    pub office_name: String,
    /// ICP 备案号.
    pub icp_number: String,
    /// 公安备案号.
    pub police_number: String,
    /// Other sites whose pages may call the JSON interface, divided by spaces; empty allows none.
    pub cors_origins: String,
    /// Bounds on load.
    pub limits: Limits,
    /// Times of the kiosk.
    pub kiosk: Kiosk,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            corpus_dir: PathBuf::new(),
            index_dir: PathBuf::from("index"),
            database: "sqlite:data/petition-guide.db".to_owned(),
            spool: PathBuf::from("data/spool.db"),
            keep: String::new(),
            log: LogFormat::Text,
            office_name: String::new(),
            icp_number: String::new(),
            police_number: String::new(),
            cors_origins: String::new(),
            limits: Limits::default(),
            kiosk: Kiosk::default(),
        }
    }
}

impl Config {
    /// Merges the sources and checks the result. `flags` are dotted keys and their values as typed.
    ///
    /// # Errors
    /// When the file cannot be read, a key is unknown or a value is of the wrong kind.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: &BTreeMap<&str, String>,
    ) -> Result<Self, ConfigError> {
        let mut table = match file {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        for (name, value) in environment {
            if let Some(key) = name.strip_prefix(PREFIX) {
                set(&mut table, &key.to_lowercase().replace("__", "."), &value)
                    .map_err(|e| ConfigError::Invalid(format!("环境变量 {name}：{e}")))?;
            }
        }
        for (key, value) in flags {
            set(&mut table, key, value).map_err(ConfigError::Invalid)?;
        }
        let config: Self = table
            .try_into()
            .map_err(|e: toml::de::Error| ConfigError::Invalid(e.message().to_owned()))?;
        config.check()
    }

    fn check(mut self) -> Result<Self, ConfigError> {
        let url = self.public_url.trim_end_matches('/').to_owned();
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(ConfigError::Invalid(
                "public_url 应以 http:// 或 https:// 开头".to_owned(),
            ));
        }
        self.public_url = url;
        if self.database != "none" && self.place().is_none() {
            return Err(ConfigError::Invalid(
                "database 应写成 sqlite:文件路径 或 postgres://用户:密码@主机/库名 的样子"
                    .to_owned(),
            ));
        }
        if !self.keep.is_empty() && months(&self.keep).is_none() {
            return Err(ConfigError::Invalid(
                "keep 应写成 24months 的样子，至少 1 个月".to_owned(),
            ));
        }
        let is_origin = |o: &str| {
            let rest = o
                .strip_prefix("https://")
                .or_else(|| o.strip_prefix("http://"));
            rest.is_some_and(|host| !host.is_empty() && host.is_ascii() && !host.contains('/'))
        };
        if let Some(wrong) = self.cors_origins.split_whitespace().find(|o| !is_origin(o)) {
            return Err(ConfigError::Invalid(format!(
                "cors_origins 应写成 https://example.cn 的样子（不带路径），这里是 {wrong}"
            )));
        }
        if self.limits.concurrency == 0 {
            return Err(ConfigError::Invalid(
                "limits.concurrency 至少为 1".to_owned(),
            ));
        }
        // WCAG 2.2.1: at least 20 seconds to ask for more time.
        if self.kiosk.warning_seconds < 20
            || self.kiosk.idle_seconds == 0
            || self.kiosk.answer_seconds == 0
        {
            return Err(ConfigError::Invalid(
                "kiosk.warning_seconds 至少 20 秒，其余至少 1 秒".to_owned(),
            ));
        }
        Ok(self)
    }

    /// The corpus folder, when one is set.
    pub fn corpus_folder(&self) -> Option<&Path> {
        Some(self.corpus_dir.as_path()).filter(|p| !p.as_os_str().is_empty())
    }

    /// Where the database is; `None` when nothing is counted.
    pub fn place(&self) -> Option<Place> {
        Place::parse(&self.database)
    }

    /// How many months of counts are kept; `None` keeps them all.
    pub fn kept_months(&self) -> Option<u32> {
        months(&self.keep)
    }
}

/// Reads `24months`.
pub(crate) fn months(text: &str) -> Option<u32> {
    let number = text
        .strip_suffix("months")
        .or_else(|| text.strip_suffix("month"))?;
    number
        .trim()
        .parse()
        .ok()
        .filter(|n| (1..=1200).contains(n))
}

fn read(path: &Path) -> Result<Table, ConfigError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::Unreadable {
        path: shown.clone(),
        cause,
    })?;
    text.parse()
        .map_err(|cause| ConfigError::Malformed { path: shown, cause })
}

/// Sets a dotted key to a value given as text; numbers become numbers where the key takes one.
fn set(table: &mut Table, key: &str, value: &str) -> Result<(), String> {
    let mut parts: Vec<&str> = key.split('.').collect();
    let last = parts.pop().unwrap_or_default();
    let mut place = table;
    for part in parts {
        place = place
            .entry(part)
            .or_insert_with(|| Value::Table(Table::new()))
            .as_table_mut()
            .ok_or_else(|| format!("{part} 不是一组配置"))?;
    }
    let nested = key.contains('.');
    let value = match value.parse::<i64>() {
        Ok(number) if nested => Value::Integer(number),
        _ => Value::String(value.to_owned()),
    };
    place.insert(last.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("config.toml");
        std::fs::write(
            &file,
            "office_name = \"甲\"\nlog = \"json\"\n[limits]\nconcurrency = 7\n",
        )
        .expect("a file in it");
        let env = environment(&[
            ("PETITION_GUIDE_OFFICE_NAME", "乙"),
            ("PETITION_GUIDE_LIMITS__RATE_PER_MINUTE", "30"),
            ("HOME", "/"),
        ]);
        let flags = BTreeMap::from([("listen", "127.0.0.1:0".to_owned())]);
        let config = Config::load(Some(&file), env, &flags).expect("valid settings");
        assert_eq!(config.office_name, "乙");
        assert_eq!(config.log, LogFormat::Json);
        assert_eq!(
            config.limits,
            Limits {
                rate_per_minute: 30,
                concurrency: 7
            }
        );
        assert_eq!(config.listen.port(), 0);
        assert_eq!(config.index_dir, PathBuf::from("index"));
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_refused() {
        for (key, value) in [
            ("PETITION_GUIDE_LISTEM", "x"),
            ("PETITION_GUIDE_LISTEN", "somewhere"),
            ("PETITION_GUIDE_LIMITS__CONCURRENCY", "0"),
            ("PETITION_GUIDE_PUBLIC_URL", "example.cn"),
            ("PETITION_GUIDE_DATABASE", "mysql://x"),
            ("PETITION_GUIDE_KEEP", "two years"),
            ("PETITION_GUIDE_CORS_ORIGINS", "https://a.cn/path"),
            ("PETITION_GUIDE_KIOSK__WARNING_SECONDS", "5"),
        ] {
            let loaded = Config::load(None, environment(&[(key, value)]), &BTreeMap::new());
            assert!(
                matches!(loaded, Err(ConfigError::Invalid(_))),
                "{key}={value}"
            );
        }
    }

    #[test]
    fn the_example_file_is_the_defaults() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.example.toml");
        let config = Config::load(Some(&file), [], &BTreeMap::new()).expect("the example is valid");
        assert_eq!(config, Config::default());
    }
}
