//! A PostgreSQL server of a test's own, on a free port, gone when the test ends. `./scripts/test` installs it and sees to
//! it that no test goes without.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use petition_guide::store::Place;
use tempfile::TempDir;

/// A running server.
pub struct Server {
    dir: TempDir,
    bin: PathBuf,
    port: u16,
}

impl Server {
    /// Makes and starts one; `None` where it is not installed and nobody insists on it.
    pub fn start() -> Option<Self> {
        let Some(bin) = binaries() else {
            assert!(
                std::env::var_os("REQUIRE_POSTGRES").is_none(),
                "PostgreSQL is not installed"
            );
            eprintln!("PostgreSQL is not installed: this test was not run against it");
            return None;
        };
        let dir = tempfile::tempdir().expect("a temporary folder");
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        std::fs::set_permissions(dir.path(), open).expect("a folder for another user");
        let port = free_port();
        let server = Self { dir, bin, port };
        server.run(
            "initdb",
            "-A trust -U petition -E UTF8 --locale=C --no-sync",
        );
        server.resume();
        Some(server)
    }

    /// Its database, as the service is told of it.
    pub fn place(&self) -> Place {
        Place::Postgres(format!(
            "postgres://petition@127.0.0.1:{}/postgres",
            self.port
        ))
    }

    /// Starts it again.
    pub fn resume(&self) {
        let socket = self.dir.path().display();
        let options = format!("-o '-p {} -k {socket} -h 127.0.0.1 -F'", self.port);
        self.run("pg_ctl", &format!("{options} -l {socket}/log -w start"));
    }

    /// Stops it, breaking off what is connected.
    pub fn halt(&self) {
        self.run("pg_ctl", "-m immediate -w stop");
    }

    fn run(&self, program: &str, arguments: &str) {
        let done = self.command(program, arguments);
        let log = std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default();
        assert!(done, "{program} {arguments}\n{log}");
    }

    /// As another user than root, whom the server refuses.
    fn command(&self, program: &str, arguments: &str) -> bool {
        let data = self.dir.path().join("data");
        let line = format!(
            "{} -D {} {arguments}",
            self.bin.join(program).display(),
            data.display()
        );
        let is_root = Command::new("id").arg("-u").output().expect("id").stdout == b"0\n";
        let mut command = if is_root {
            let mut su = Command::new("su");
            su.args(["postgres", "-s", "/bin/sh", "-c", &line]);
            su
        } else {
            let mut sh = Command::new("sh");
            sh.args(["-c", &line]);
            sh
        };
        let quiet = command
            .current_dir("/")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        quiet.status().is_ok_and(|s| s.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.command("pg_ctl", "-m immediate stop");
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").port()
}

/// Where Debian keeps the newest server.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.flatten().map(|v| v.path().join("bin")).collect();
    found.retain(|bin: &PathBuf| Path::new(&bin.join("initdb")).exists());
    found.sort();
    found.pop()
}
