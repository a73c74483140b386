//! PostgreSQL: for several machines that serve one county or province. A connection that broke is not mended here; who
//! holds it opens another.

use std::time::Duration;

use postgres::types::{ToSql, Type};
use postgres::{Client, Config, NoTls};

use super::backend::{Backend, Dialect};
use super::error::StoreError;
use super::value::{Row, Value};

/// How long to wait for a server that does not answer: the counters' writer and the staff's pages wait with it.
const CONNECT: Duration = Duration::from_secs(2);
const UNANSWERED: Duration = Duration::from_secs(5);

/// An open connection.
pub(super) struct Postgres {
    client: Client,
}

impl Postgres {
    /// Connects to `postgres://…`.
    pub(super) fn open(url: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse()?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        config.tcp_user_timeout(UNANSWERED);
        config.application_name("petition-guide");
        let mut client = config.connect(NoTls)?;
        client.batch_execute("SET statement_timeout = '30s'; SET client_min_messages = warning")?;
        Ok(Self { client })
    }
}

/// What stands for `?1` there.
fn translated(sql: &str) -> String {
    sql.replace('?', "$")
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(parameter).collect()
}

fn parameter(value: &Value) -> &(dyn ToSql + Sync) {
    match value {
        Value::Int(n) => n,
        Value::Text(text) => text,
    }
}

impl Backend for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        Ok(self.client.execute(&translated(sql), &parameters(values))?)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let rows = self.client.query(&translated(sql), &parameters(values))?;
        let row = |row: &postgres::Row| -> Result<Row, postgres::Error> {
            let value = |i: usize| match *row.columns()[i].type_() {
                Type::INT8 => row.try_get(i).map(Value::Int),
                _ => row.try_get(i).map(Value::Text),
            };
            (0..row.len()).map(value).collect::<Result<_, _>>().map(Row)
        };
        Ok(rows.iter().map(row).collect::<Result<_, _>>()?)
    }

    fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn version(&mut self) -> Result<i64, StoreError> {
        // Two programs that start at once on an empty database: the second waits here until the first has made it.
        self.client.batch_execute(
            "SELECT pg_advisory_xact_lock(7203041);
             CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)",
        )?;
        let row = self
            .client
            .query_opt("SELECT version FROM schema_version", &[])?;
        Ok(row.map_or(0, |r| r.get(0)))
    }

    fn is_alive(&mut self) -> bool {
        !self.client.is_closed() && self.client.is_valid(CONNECT).is_ok()
    }

    fn set_version(&mut self, version: i64) -> Result<(), StoreError> {
        self.client.execute("DELETE FROM schema_version", &[])?;
        let insert = "INSERT INTO schema_version VALUES ($1)";
        self.client.execute(insert, &[&version])?;
        Ok(())
    }
}
