//! Whole answers only: half an XML document must not pass for a whole one, and one without end must not fill the memory.
//!
//! In: an answer. Out: the same, or an error when it is too large or its XML ends early. The SDK's own reader takes what came before the end
//! for everything there is, so a list cut short would be a shorter list.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::retry::ErrorKind;
use quick_xml::Reader;
use quick_xml::events::Event;

/// An answer that ended early. It is asked for again, as after a broken connection.
#[derive(Debug, thiserror::Error)]
#[error("the answer ends early")]
pub(in crate::aws) struct CutShort;

/// An answer that does not end. The largest that AWS gives are some megabytes.
#[derive(Debug, thiserror::Error)]
#[error("the answer is larger than {LARGEST} bytes")]
pub(in crate::aws) struct TooLarge;

/// Bytes of an answer beyond which it is no answer.
const LARGEST: usize = 64 << 20;

/// The answer, if it is whole; its body is in memory then.
pub(in crate::aws) async fn checked(
    answer: Result<HttpResponse, ConnectorError>,
) -> Result<HttpResponse, ConnectorError> {
    let mut response = answer?;
    let bytes = read(response.take_body()).await?;
    if response.status().is_success() && bytes.trim_ascii_start().starts_with(b"<") && !is_whole(&bytes) {
        return Err(ConnectorError::other(CutShort.into(), Some(ErrorKind::TransientError)));
    }
    *response.body_mut() = SdkBody::from(bytes);
    Ok(response)
}

/// Reads a body to its end.
pub(super) async fn read(body: SdkBody) -> Result<Vec<u8>, ConnectorError> {
    if let Some(bytes) = body.bytes() {
        return Ok(bytes.to_vec());
    }
    let mut stream = ByteStream::new(body);
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| ConnectorError::io(error.into()))?;
        if bytes.len() + chunk.len() > LARGEST {
            return Err(ConnectorError::other(TooLarge.into(), None));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether every element of an XML document is closed.
fn is_whole(document: &[u8]) -> bool {
    let mut reader = Reader::from_reader(document);
    let mut depth = 0_usize;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_document_is_whole_when_every_element_is_closed() {
        let document = "<?xml version=\"1.0\"?><L><B><N>a &amp; b</N></B><E/></L>";
        assert!(is_whole(document.as_bytes()));
        for end in 22..document.len() {
            assert!(!is_whole(&document.as_bytes()[..end]), "{}", &document[..end]);
        }
    }
}
