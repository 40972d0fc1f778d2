//! TLS versions and security policies in one form: `1.0` to `1.3`, which compare as texts.
//!
//! In: protocol names, or names of policies whose protocols AWS documents but no API tells. Out: the lowest version, or that
//! it is not known.

use crate::fact::{Observed, Unknown};

/// A protocol name of Elastic Load Balancing or CloudFront. `0 (SSLv3)` sorts below every TLS version.
fn version(protocol: &str) -> Option<&'static str> {
    Some(match protocol {
        "SSLv3" => "0 (SSLv3)",
        "TLSv1" => "1.0",
        "TLSv1.1" => "1.1",
        "TLSv1.2" => "1.2",
        "TLSv1.3" => "1.3",
        _ => return None,
    })
}

/// The lowest of these protocols. Of a name that is not known here nobody can say whether it is lower.
pub(super) fn lowest<'a>(protocols: impl IntoIterator<Item = &'a str>) -> Observed<String> {
    let versions: Option<Vec<&str>> = protocols.into_iter().map(version).collect();
    match versions.as_ref().map(|versions| versions.iter().min()) {
        Some(Some(lowest)) => Observed::Value((*lowest).to_owned()),
        Some(None) => unknown("no-tls-version-named"),
        None => unknown("unknown-tls-version"),
    }
}

/// The lowest version that a policy lets in, out of a table of AWS's documentation.
pub(super) fn by_policy(table: &[(&str, &str)], policy: &str) -> Observed<String> {
    let row = table.iter().find(|(name, _)| *name == policy);
    row.map_or_else(|| unknown("unknown-security-policy"), |(_, version)| Observed::Value((*version).to_owned()))
}

fn unknown(reason: &str) -> Observed<String> {
    Observed::Unknown(Unknown::undecidable(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_version_counts_and_ssl_is_below_all_of_them() {
        assert_eq!(lowest(["TLSv1.3", "TLSv1.2"]), Observed::Value("1.2".to_owned()));
        assert_eq!(lowest(["TLSv1.2", "SSLv3", "TLSv1"]), Observed::Value("0 (SSLv3)".to_owned()));
        assert!("0 (SSLv3)" < "1.0" && "1.0" < "1.1" && "1.2" < "1.3");
    }

    #[test]
    fn what_is_not_known_is_neither_good_nor_bad() {
        assert_eq!(lowest(["TLSv1.2", "TLSv2"]), unknown("unknown-tls-version"));
        assert_eq!(lowest([]), unknown("no-tls-version-named"));
        assert_eq!(by_policy(&[("A", "1.2")], "B"), unknown("unknown-security-policy"));
    }
}
