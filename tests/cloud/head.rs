//! A request as it comes over the socket.
//!
//! In: bytes. Out: a [`Request`], or that there are not enough of them yet. HTTP/1.1 as AWS's SDKs write it: a body has a
//! `Content-Length`; chunked requests do not occur among reading calls.

/// A request.
#[derive(Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// As written, without the query.
    pub(crate) path: String,
    /// As written, without the question mark.
    pub(crate) query: String,
    /// `Authorization`.
    pub(crate) authorization: String,
    /// `X-Amz-Target`.
    pub(crate) target: String,
    /// `X-Amz-Date`, such as `20261130T120000Z`.
    pub(crate) date: String,
    /// `X-Amz-Account-Id`, which S3 Control is asked by.
    pub(crate) account_id: String,
    /// The protocol, where it is CBOR: `Smithy-Protocol`.
    pub(crate) smithy: String,
    /// Whether the connection ends after the answer.
    pub(crate) closes: bool,
    pub(crate) body: String,
}

/// What is known of the bytes so far.
pub(crate) enum Read {
    /// More have to come.
    Partial,
    /// A request, and how many bytes it took.
    Whole(Box<Request>, usize),
    /// Not HTTP.
    Broken,
}

/// Reads the first request of a buffer.
pub(crate) fn read(buffer: &[u8]) -> Read {
    let Some(end) = find(buffer, b"\r\n\r\n") else {
        return if buffer.len() > 1 << 20 { Read::Broken } else { Read::Partial };
    };
    let Some(Ok(head)) = buffer.get(..end).map(std::str::from_utf8) else { return Read::Broken };
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(uri), Some(_)) = (first.next(), first.next(), first.next()) else { return Read::Broken };
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let mut request =
        Request { method: method.to_owned(), path: path.to_owned(), query: query.to_owned(), ..Request::default() };
    let mut length = 0;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        match header(&mut request, name, value.trim()) {
            Some(size) => length = size,
            None if name.eq_ignore_ascii_case("content-length") => return Read::Broken,
            None => {}
        }
    }
    let from = end + 4;
    let Some(body) = buffer.get(from..from + length) else { return Read::Partial };
    request.body = String::from_utf8_lossy(body).into_owned();
    Read::Whole(Box::new(request), from + length)
}

/// Keeps a header, if it is one of those that are read; the length of the body comes back.
fn header(request: &mut Request, name: &str, value: &str) -> Option<usize> {
    let kept = match name.to_ascii_lowercase().as_str() {
        "content-length" => return value.parse().ok(),
        "connection" => {
            request.closes = value.eq_ignore_ascii_case("close");
            return None;
        }
        "authorization" => &mut request.authorization,
        "x-amz-target" => &mut request.target,
        "x-amz-date" => &mut request.date,
        "x-amz-account-id" => &mut request.account_id,
        "smithy-protocol" => &mut request.smithy,
        _ => return None,
    };
    value.clone_into(kept);
    None
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
