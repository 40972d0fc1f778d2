//! How an answer goes over the socket, or does not.
//!
//! In: an answer and what is to be amiss with it. Out: bytes. Whoever breaks an answer off ends its connection.

use super::answer::Answer;
use std::fmt::Write;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The way of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Plain,
    Reset,
    Silence,
    Slow(Duration),
    Endless,
    Truncated,
    TruncatedChunks,
    Garbage,
    Empty,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Goes,
    Ends,
}

const PROXY: &str =
    "<!DOCTYPE html><html><head><title>Web filter</title></head><body><h1>Please log in</h1></body></html>";

/// Bytes of an endless body between two pauses, and how long those are: some 13 MB a second.
const LUMP: usize = 1 << 16;
const PAUSE: Duration = Duration::from_millis(5);

/// Sends an answer. `head` says whether it is one without body; `date` is the server's time.
pub(crate) async fn send(
    socket: &mut TcpStream,
    answer: &Answer,
    delivery: Delivery,
    head: bool,
    date: &str,
) -> std::io::Result<After> {
    let body: &[u8] = if head { &[] } else { &answer.body };
    match delivery {
        Delivery::Plain => {
            let mut bytes = start(answer, date, Length::Is(body.len()));
            bytes.extend(body);
            socket.write_all(&bytes).await?;
            return Ok(After::Goes);
        }
        Delivery::Garbage => {
            let garbage = Answer::of(200, "text/html", PROXY);
            let mut bytes = start(&garbage, date, Length::Is(PROXY.len()));
            bytes.extend(&garbage.body);
            socket.write_all(&bytes).await?;
            return Ok(After::Goes);
        }
        Delivery::Empty => {
            let empty = Answer { body: Vec::new(), status: 200, ..answer.clone() };
            socket.write_all(&start(&empty, date, Length::Is(0))).await?;
            return Ok(After::Goes);
        }
        Delivery::Reset => socket.set_zero_linger()?,
        Delivery::Silence => until_closed(socket).await,
        Delivery::Slow(pause) => {
            slowly(socket, answer, body, pause, date).await?;
            return Ok(After::Goes);
        }
        Delivery::Endless => endless(socket, answer, body, date).await?,
        Delivery::Truncated => {
            let mut bytes = start(answer, date, Length::Is(body.len() + 1));
            bytes.extend(body.get(..body.len() * 2 / 3).unwrap_or_default());
            socket.write_all(&bytes).await?;
        }
        Delivery::TruncatedChunks => {
            let mut bytes = start(answer, date, Length::Chunks);
            bytes.extend(format!("{:x}\r\n", body.len() + 1).bytes());
            bytes.extend(body.get(..body.len() * 2 / 3).unwrap_or_default());
            socket.write_all(&bytes).await?;
        }
    }
    Ok(After::Ends)
}

/// How long a body says that it is.
#[derive(Clone, Copy)]
enum Length {
    Is(usize),
    Chunks,
}

/// Status and headers.
fn start(answer: &Answer, date: &str, length: Length) -> Vec<u8> {
    let Answer { status, kind, headers, body, .. } = answer;
    let mut text = String::with_capacity(256 + body.len());
    let _infallible = match length {
        Length::Is(length) => write!(text, "HTTP/1.1 {status} X\r\nDate: {date}\r\nContent-Length: {length}\r\n"),
        Length::Chunks => write!(text, "HTTP/1.1 {status} X\r\nDate: {date}\r\nTransfer-Encoding: chunked\r\n"),
    };
    if !kind.is_empty() {
        let _infallible = write!(text, "Content-Type: {kind}\r\n");
    }
    for (name, value) in headers {
        let _infallible = write!(text, "{name}: {value}\r\n");
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// Waits until the other side has enough.
async fn until_closed(socket: &mut TcpStream) {
    let mut nothing = [0; 64];
    while socket.read(&mut nothing).await.is_ok_and(|read| read > 0) {}
}

async fn slowly(
    socket: &mut TcpStream,
    answer: &Answer,
    body: &[u8],
    pause: Duration,
    date: &str,
) -> std::io::Result<()> {
    socket.write_all(&start(answer, date, Length::Is(body.len()))).await?;
    for byte in body {
        tokio::time::sleep(pause).await;
        socket.write_all(&[*byte]).await?;
    }
    Ok(())
}

async fn endless(socket: &mut TcpStream, answer: &Answer, body: &[u8], date: &str) -> std::io::Result<()> {
    let mut bytes = start(answer, date, Length::Chunks);
    bytes.extend(format!("{:x}\r\n", body.len()).bytes().chain(body.iter().copied()).chain(*b"\r\n"));
    socket.write_all(if body.is_empty() { &[] } else { &bytes }).await?;
    let mut lump = format!("{LUMP:x}\r\n").into_bytes();
    lump.resize(lump.len() + LUMP, b' ');
    lump.extend(b"\r\n");
    loop {
        socket.write_all(&lump).await?;
        tokio::time::sleep(PAUSE).await;
    }
}
