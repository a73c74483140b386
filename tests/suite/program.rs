//! The program as a process of its own, and connections to it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub fn program(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_petition-guide"));
    let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite-index");
    command
        .current_dir(dir)
        .env("PETITION_GUIDE_INDEX_DIR", index)
        .env("PETITION_GUIDE_DATABASE", "sqlite:counts.db")
        .env_remove("RUST_LOG");
    command
}

pub fn run(dir: &Path, arguments: &[&str]) -> Output {
    program(dir)
        .args(arguments)
        .output()
        .expect("the program starts")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A service that is ended when the test ends, however it ends.
pub struct Service {
    pub child: Child,
    address: String,
}

impl Service {
    pub fn start(dir: &Path, arguments: &[&str]) -> Self {
        let mut child = program(dir)
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("standard output");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("a first line");
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .expect("the first line");
        Self {
            address: address.to_owned(),
            child,
        }
    }

    /// A connection that is kept for many questions.
    pub fn connect(&self) -> Connection {
        let socket = std::net::TcpStream::connect(&self.address).expect("it listens");
        socket.set_nodelay(true).expect("a socket");
        Connection(BufReader::new(socket))
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill")
            .args([name, &pid])
            .status()
            .expect("kill");
        assert!(sent.success());
    }

    /// One request over a plain socket: the reply as text.
    pub fn request(&self, request: &str) -> String {
        use std::io::{Read, Write};
        let mut socket = std::net::TcpStream::connect(&self.address).expect("it listens");
        socket
            .write_all(request.as_bytes())
            .expect("the request is sent");
        let mut reply = Vec::new();
        socket.read_to_end(&mut reply).expect("a reply");
        text(&reply)
    }

    pub fn ask(&self, question: &str) -> String {
        let body = serde_json::json!({ "question": question }).to_string();
        self.request(&format!(
            "POST /api/v1/ask HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A kept connection.
pub struct Connection(BufReader<std::net::TcpStream>);

impl Connection {
    /// Asks, and waits for the whole reply; whether it was answered.
    pub fn ask(&mut self) -> bool {
        use std::io::{Read, Write};
        const BODY: &str = "{\"question\": \"复查期限是多久\"}";
        let request = format!(
            "POST /api/v1/ask HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{BODY}",
            BODY.len()
        );
        if self.0.get_mut().write_all(request.as_bytes()).is_err() {
            return false;
        }
        let (mut ok, mut length) = (false, 0);
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap_or(0) == 0 {
                return false;
            }
            let line = line.trim_end().to_ascii_lowercase();
            ok |= line.starts_with("http/1.1 200");
            if let Some(n) = line.strip_prefix("content-length: ") {
                length = n.parse().unwrap_or(0);
            }
            if line.is_empty() {
                break;
            }
        }
        self.0.read_exact(&mut vec![0; length]).is_ok() && ok
    }
}
