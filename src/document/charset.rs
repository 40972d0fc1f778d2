//! Bytes to text.
//!
//! In: the bytes of a text file or web page, and the encoding that it declares, if any. Out: its text; bytes that fit no letter become
//! U+FFFD.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The text. A byte order mark says what it is; else valid UTF-8 is UTF-8; else what was declared, or the likeliest.
pub(super) fn decode<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Cow<'b, str> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = encoding.or_else(|| wide(bytes)).or_else(|| std::str::from_utf8(bytes).ok().map(|_| UTF_8));
    // What says UTF-8 and is none was declared by mistake.
    let declared = declared.filter(|declared| *declared != UTF_8 && declared.is_ascii_compatible());
    encoding.or(declared).unwrap_or_else(|| guess(bytes)).decode(bytes).0
}

/// The likeliest encoding. In Western Europe that is Windows-1252, of which ISO 8859-1 is a part.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"de"), Utf8Detection::Deny)
}

/// UTF-16 without a byte order mark: of what is mostly Latin, every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match half {
        4.. if odd * 10 > half * 8 && even * 10 < half => Some(UTF_16LE),
        4.. if even * 10 > half * 8 && odd * 10 < half => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn every_usual_encoding_of_a_german_text() {
        let text = "Zugänge werden überprüft; die Schlüssel heißen „Tür“.";
        let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
            mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<_>>()
        };
        let (windows, ..) = WINDOWS_1252.encode(text);
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            windows.to_vec(),
            wide(b"\xff\xfe", u16::to_le_bytes),
            wide(b"\xfe\xff", u16::to_be_bytes),
            wide(b"", u16::to_le_bytes),
        ] {
            assert_eq!(decode(&bytes, None), text);
        }
        assert_eq!(decode(&windows, Some(UTF_8)), text);
    }

    #[test]
    fn what_is_no_text_has_no_words_and_does_no_harm() {
        let bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        assert!(!decode(&bytes, None).is_empty());
        assert_eq!(decode(b"", None), "");
    }
}
