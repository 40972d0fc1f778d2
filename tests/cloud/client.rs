//! A plain client for the tests of the simulated AWS: one request over a socket, read as it comes.
//!
//! In: what is to be asked. Out: status, headers and body, or how the connection ended.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A request that is being written.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) key_id: String,
    pub(crate) region: String,
    pub(crate) signing: String,
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) target: String,
    pub(crate) body: String,
    /// `X-Amz-Date`.
    pub(crate) date: String,
}

/// What came back.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
    /// Whether the connection ended, or nothing came for a while, before the body was whole.
    pub(crate) cut: bool,
}

/// As long as a test waits for bytes that are not to come.
const PATIENCE: Duration = Duration::from_millis(400);

/// The account that asks, where a test does not care.
pub(crate) const ACCOUNT: &str = "111122223333";

impl Ask {
    pub(crate) fn new(signing: &str, method: &str, path: &str) -> Self {
        Self {
            key_id: crate::cloud::key_id(ACCOUNT),
            region: "eu-central-1".to_owned(),
            signing: signing.to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            target: String::new(),
            body: String::new(),
            date: String::new(),
        }
    }

    pub(crate) fn get(signing: &str, path: &str) -> Self {
        Self::new(signing, "GET", path)
    }

    /// A form of the Query protocols.
    pub(crate) fn form(signing: &str, version: &str, action: &str, members: &str) -> Self {
        let body = format!("Action={action}&Version={version}&{members}");
        Self { body, ..Self::new(signing, "POST", "/") }
    }

    pub(crate) fn json(signing: &str, target: &str, body: &str) -> Self {
        Self { target: target.to_owned(), body: body.to_owned(), ..Self::new(signing, "POST", "/") }
    }

    pub(crate) fn in_region(self, region: &str) -> Self {
        Self { region: region.to_owned(), ..self }
    }

    pub(crate) fn of(self, account: &str) -> Self {
        Self { key_id: crate::cloud::key_id(account), ..self }
    }

    fn text(&self) -> String {
        let Self { key_id, region, signing, method, path, target, body, date } = self;
        let target = if target.is_empty() { String::new() } else { format!("X-Amz-Target: {target}\r\n") };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: AWS4-HMAC-SHA256 \
             Credential={key_id}/20261130/{region}/{signing}/aws4_request, SignedHeaders=host, Signature=0\r\n\
             X-Amz-Date: {date}\r\n{target}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }

    /// Asks over a connection of its own, and reads at most `most` bytes of the answer.
    pub(crate) fn read(&self, port: u16, most: usize) -> Reply {
        let mut socket = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        self.over(&mut socket, most)
    }

    /// Asks over a connection of its own.
    pub(crate) fn ask(&self, port: u16) -> Reply {
        self.read(port, usize::MAX)
    }

    /// Asks over a connection that is open.
    pub(crate) fn over(&self, socket: &mut TcpStream, most: usize) -> Reply {
        socket.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        socket.write_all(self.text().as_bytes()).expect("the request goes out");
        let mut bytes = Vec::new();
        let mut lump = vec![0; 1 << 16];
        loop {
            if let Some(reply) = whole(&bytes, self.method == "HEAD") {
                return reply;
            }
            match socket.read(&mut lump) {
                Ok(read) if read > 0 && bytes.len() < most => bytes.extend(&lump[..read]),
                _ => return Reply { cut: true, ..parted(&bytes).0 },
            }
        }
    }
}

/// An answer so far, and how long its body is to be.
fn parted(bytes: &[u8]) -> (Reply, Option<usize>) {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return (Reply::default(), None) };
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let length = header(head, "Content-Length").and_then(|length| length.parse().ok());
    (Reply { status, head: head.to_owned(), body: body.to_owned(), cut: false }, length)
}

fn whole(bytes: &[u8], head: bool) -> Option<Reply> {
    let (reply, length) = parted(bytes);
    let length = if head { Some(0) } else { length };
    length.is_some_and(|length| reply.status > 0 && reply.body.len() >= length).then_some(reply)
}

/// A header of an answer.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The texts of all elements of a name.
pub(crate) fn elements<'a>(body: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    body.split(&open).skip(1).filter_map(|rest| Some(rest.split_once(&close)?.0)).collect()
}
