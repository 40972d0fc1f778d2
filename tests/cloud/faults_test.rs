//! Faults and limits of the simulated AWS do what they say, as seen from a socket.

use crate::client::{Ask, Reply, elements, header};
use crate::cloud::{Behaviour, Fault, Plan, Planted, Server, serve};
use std::time::{Duration, Instant};

fn with(behaviour: Behaviour) -> Server {
    serve(Planted::new(Plan::of(300)), behaviour)
}

fn faulty(fault: Fault) -> Server {
    with(Behaviour::default().with(fault.everywhere()))
}

fn tables(body: &str) -> Ask {
    Ask::json("dynamodb", "DynamoDB_20120810.ListTables", body)
}

fn volumes(members: &str) -> Ask {
    Ask::form("ec2", "2016-11-15", "DescribeVolumes", members)
}

#[test]
fn every_protocol_refuses_in_its_own_words() {
    let server = faulty(Fault::Throttle);
    let refused = |ask: Ask| {
        let Reply { status, body, head, .. } = ask.ask(server.port);
        (status, header(&head, "x-amzn-ErrorType").map_or(body, str::to_owned))
    };
    let asked = [
        (volumes(""), 503, "RequestLimitExceeded"),
        (Ask::get("s3", "/"), 503, "SlowDown"),
        (Ask::form("iam", "2010-05-08", "ListRoles", ""), 400, "<Code>Throttling</Code>"),
        (Ask::json("kms", "TrentService.ListKeys", "{}"), 400, "ThrottlingException"),
        (Ask::get("lambda", "/2015-03-31/functions"), 429, "TooManyRequestsException"),
        (Ask::get("cloudfront", "/2020-05-31/distribution"), 400, "<Code>Throttling</Code>"),
    ];
    for (ask, status, word) in asked {
        let (got, words) = refused(ask);
        assert_eq!(got, status, "{words}");
        assert!(words.contains(word), "{words}");
    }
    let tally = server.tally();
    assert_eq!((tally.throttles(), tally.total()), (6, 6));
}

#[test]
fn the_limits_of_aws_let_a_burst_through_and_refuse_what_follows() {
    let server = with(Behaviour { limits: true, ..Behaviour::default() });
    let mut socket = std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let began = Instant::now();
    let asked = || Ask::form("iam", "2010-05-08", "GetAccountSummary", "");
    let statuses: Vec<u16> = (0..160).map(|_| asked().over(&mut socket, usize::MAX).status).collect();
    // 100 at once, and 20 more for each second that all of it took.
    let passed = statuses.iter().filter(|status| **status == 200).count();
    let most = 100 + usize::try_from(began.elapsed().as_millis() / 50).unwrap() + 1;
    assert!(statuses[..100].iter().all(|status| *status == 200));
    assert!((100..=most).contains(&passed), "{passed} of {most}");
    let other = asked().of("444455556666").ask(server.port);
    assert_eq!(other.status, 200, "another account has limits of its own");
}

#[test]
fn connections_break_as_they_are_told_to() {
    let silent = faulty(Fault::Silence);
    assert_eq!(tables("{}").ask(silent.port), Reply { cut: true, ..Reply::default() });
    assert_eq!(tables("{}").ask(faulty(Fault::Reset).port), Reply { cut: true, ..Reply::default() });

    for fault in [Fault::Truncated, Fault::TruncatedChunks] {
        let cut = tables("{}").ask(faulty(fault).port);
        assert_eq!((cut.status, cut.cut), (200, true), "{fault:?}");
        assert!(cut.body.contains("TableNames") && !cut.body.ends_with('}'), "{fault:?}: {}", cut.body);
    }

    let endless = tables("{}").read(faulty(Fault::EndlessBody).port, 1 << 20);
    assert!(endless.cut && endless.body.len() > 1 << 19);
}

#[test]
fn bodies_are_what_they_are_told_to_be() {
    let garbage = tables("{}").ask(faulty(Fault::Garbage).port);
    assert_eq!((garbage.status, garbage.body.contains("Web filter")), (200, true));
    let empty = tables("{}").ask(faulty(Fault::Empty).port);
    assert_eq!((empty.status, empty.body.as_str(), empty.cut), (200, "", false));

    let began = Instant::now();
    let slow = tables("{\"Limit\":1}").ask(faulty(Fault::SlowBody(Duration::from_millis(3))).port);
    assert!(!slow.cut && began.elapsed() >= Duration::from_millis(3) * u32::try_from(slow.body.len()).unwrap());
}

#[test]
fn lists_never_end_or_repeat() {
    let tokens = |fault: Fault| {
        let server = faulty(fault);
        let mut token = String::new();
        let next = |token: &mut String| {
            let body = volumes(&format!("MaxResults=100&NextToken={token}")).ask(server.port).body;
            elements(&body, "nextToken").first().map(|next| (*next).to_owned()).inspect(|next| token.clone_from(next))
        };
        let tokens: Vec<String> = (0..8).map_while(|_| next(&mut token)).collect();
        tokens
    };
    let mut endless = tokens(Fault::EndlessList);
    assert_eq!(endless.len(), 8);
    endless.sort();
    endless.dedup();
    assert_eq!(endless.len(), 8, "a new token each time");
    let repeating = tokens(Fault::RepeatingList);
    assert_eq!((repeating.len(), repeating[0] == repeating[7]), (8, true));

    // Where nothing is planted a list can be endless too.
    let empty = faulty(Fault::EndlessList);
    let rules = Ask::json("events", "AWSEvents.ListRules", "{}").ask(empty.port).body;
    assert!(rules.contains("NextToken"), "{rules}");
}

#[test]
fn faults_apply_where_and_when_they_are_told_to() {
    let behaviour = Behaviour::default()
        .with(Fault::Denied.on("ec2:DescribeVolumes").in_region("eu-west-1"))
        .with(Fault::Internal.on("dynamodb").of_account("444455556666").times(2))
        .with(Fault::Expired.on("ec2").from(3));
    let server = with(behaviour);
    let status = |ask: Ask| ask.ask(server.port).status;
    assert_eq!(status(volumes("").in_region("eu-west-1")), 403);
    let other = || tables("{}").of("444455556666");
    assert_eq!([status(tables("{}")), status(other()), status(other()), status(other())], [200, 500, 500, 200]);
    assert_eq!([0; 4].map(|_| status(volumes(""))), [200, 200, 200, 400], "a session ends with the fourth call");
}

#[test]
fn chance_is_the_seeds_and_not_the_orders() {
    let outcomes = |seed: u64, backwards: bool| {
        let behaviour = Behaviour { seed, ..Behaviour::default() }.with(Fault::Unavailable.on("ec2").chance(0.5));
        let server = with(behaviour);
        let mut order: Vec<usize> = (1..=40).collect();
        if backwards {
            order.reverse();
        }
        let asked = |size: usize| (size, volumes(&format!("MaxResults={size}")).ask(server.port).status);
        let mut outcomes: Vec<(usize, u16)> = order.into_iter().map(asked).collect();
        outcomes.sort_unstable();
        outcomes
    };
    let once = outcomes(7, false);
    assert_eq!(once, outcomes(7, true));
    assert_ne!(once, outcomes(8, false));
    let failed = once.iter().filter(|(_, status)| *status == 503).count();
    assert!((5..=35).contains(&failed), "{failed} of 40");
}

#[test]
fn a_clock_that_is_off_refuses_those_that_are_not() {
    let server = with(Behaviour { clock: 3600, ..Behaviour::default() });
    let written = |time: jiff::Timestamp| time.strftime("%Y%m%dT%H%M%SZ").to_string();
    let asked = |date: String| Ask { date, ..Ask::get("s3", "/") }.ask(server.port);
    let now = jiff::Timestamp::now();
    let refused = asked(written(now));
    assert_eq!((refused.status, refused.body.contains("RequestTimeTooSkewed")), (403, true));
    let date = header(&refused.head, "Date").unwrap();
    let said = jiff::fmt::rfc2822::parse(date).unwrap().timestamp();
    assert!((said - now).get_hours() >= 1 || (said - now).get_seconds() > 3500, "{date}");
    assert_eq!(asked(written(said)).status, 200, "who goes by the server's clock gets through");
}
