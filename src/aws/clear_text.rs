//! Where plain HTTP may go: nowhere but to this machine.
//!
//! In: the URL of an endpoint, as a profile, the environment or a request has it. Out: whether a signed request may go there. It
//! carries the session token and everything that is asked; over plain HTTP whoever is on the way reads both.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// A call of a service.
    Service,
    /// The SDK's search for credentials, which has endpoints of its own on the machine or beside it.
    Login,
}

/// Where the SDK gets credentials over plain HTTP: the instance metadata service, ECS and EKS. These addresses are not routed.
/// NOTE: "Instance metadata and user data", EC2 User Guide; "Container credential provider", AWS SDKs and Tools Reference Guide.
const CREDENTIALS: [IpAddr; 5] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)),
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 23)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
];

/// Whether a request to this URL may be sent. What is no URL may not.
pub fn may_be_sent(url: &str, sender: Sender) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    if scheme.eq_ignore_ascii_case("https") {
        return true;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") && host_of(authority).is_some_and(|host| is_near(host, sender))
}

/// The host of `host:port`. With a user before it, or what some readers of URLs take for the end of the host, there is none: no
/// two of them agree on where such a request goes.
fn host_of(authority: &str) -> Option<&str> {
    if authority.contains(|c: char| c == '@' || c == '\\' || c == '%' || c.is_whitespace() || c.is_control()) {
        return None;
    }
    let (host, rest) = match authority.strip_prefix('[') {
        Some(inside) => inside.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = rest.strip_prefix(':').unwrap_or(rest);
    port.bytes().all(|byte| byte.is_ascii_digit()).then_some(host)
}

/// Whether a host is this machine. Names below `localhost` are not: most resolvers ask the network for them.
fn is_near(host: &str, sender: Sender) -> bool {
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || sender == Sender::Login && CREDENTIALS.contains(&address),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_goes_anywhere() {
        for url in ["https://sts.eu-central-1.amazonaws.com", "HTTPS://vpce-1.example:8443/x", "https://10.0.0.1"] {
            assert!(may_be_sent(url, Sender::Service), "{url}");
        }
    }

    #[test]
    fn clear_text_goes_to_this_machine_alone() {
        for url in [
            "http://localhost",
            "http://LOCALHOST:4566/",
            "HTTP://127.0.0.1:5000",
            "http://127.255.255.254",
            "http://[::1]:5000/x?y",
            "http://[::1]",
        ] {
            assert!(may_be_sent(url, Sender::Service), "{url}");
        }
        for url in [
            "http://sts.eu-central-1.amazonaws.com",
            "http://example.com",
            "http://10.0.0.1:9000",
            "http://192.168.1.1",
            "http://0.0.0.0:5000",
            "http://[::]:5000",
            "http://[fe80::1]",
            "http://[::ffff:10.0.0.1]",
            "http://localhost.evil.com",
            "http://127.0.0.1.evil.com",
            "http://bucket.localhost:4566",
            "http://localhost.",
            "http://evil.com/127.0.0.1",
            "http://evil.com?localhost",
            "http://evil.com#localhost",
            "http://localhost@evil.com",
            "http://127.0.0.1:80@evil.com/",
            "http://user:pass@127.0.0.1/",
            "http://evil.com\\@127.0.0.1",
            "http://127.0.0.1%2eevil.com",
            "http://127.0.0.1:80:80",
            "http://127.0.0.1:x",
            "http://127.1",
            "http://0x7f000001",
            "http://2130706433",
            "http://0177.0.0.1",
            "http://[::1",
            "http://::1",
            "http://[::1].evil.com",
            "http://",
            "http:/127.0.0.1",
            "ftp://127.0.0.1",
            "127.0.0.1:5000",
            " http://127.0.0.1",
            "",
        ] {
            assert!(!may_be_sent(url, Sender::Service), "{url}");
        }
    }

    #[test]
    fn credentials_come_from_where_the_sdk_gets_them() {
        for url in ["http://169.254.169.254/latest/api/token", "http://169.254.170.2/x", "http://[fd00:ec2::23]/v1"] {
            assert!(may_be_sent(url, Sender::Login) && !may_be_sent(url, Sender::Service), "{url}");
        }
        assert!(!may_be_sent("http://169.254.169.253", Sender::Login));
        assert!(!may_be_sent("http://sso.example.com", Sender::Login));
    }
}
