//! Paths as URIs (RFC 3986).
//!
//! In: a path as the user named it. Out: a URI, relative where the path is, which in a job is relative to the repository.

use std::fmt::Write;

/// The path of a file.
pub(super) fn of_file(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    match (path.strip_prefix('/'), path.as_bytes().get(1)) {
        (Some(absolute), _) => format!("file:///{}", path_in_uri(absolute)),
        (None, Some(b':')) if cfg!(windows) => format!("file:///{}", path_in_uri(path)),
        _ => path_in_uri(path),
    }
}

/// The place of a ledger: a folder, or a bucket with a prefix.
pub(crate) fn of_place(place: &str) -> String {
    place.strip_prefix("s3://").map_or_else(|| of_file(place), |path| format!("s3://{}", path_in_uri(path)))
}

/// A path as part of a URI: what is not unreserved is percent-encoded, the colon too, which would end a scheme.
pub(super) fn path_in_uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut uri, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => {
                let _infallible = write!(uri, "%{byte:02X}");
            }
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::of_file;

    #[test]
    fn a_path_is_a_uri() {
        for (path, expected) in [
            ("tom.toml", "tom.toml"),
            ("./docs/tom.toml", "docs/tom.toml"),
            ("../tom.toml", "../tom.toml"),
            ("Maßnahmen 2026 #1?.toml", "Ma%C3%9Fnahmen%202026%20%231%3F.toml"),
            ("a:b.toml", "a%3Ab.toml"),
            ("100%.toml", "100%25.toml"),
            ("/etc/tom.toml", "file:///etc/tom.toml"),
        ] {
            assert_eq!(of_file(path), expected);
        }
    }
}
