//! The simulated AWS by itself: operations are named, pages are complete, faults do what they say.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails may panic"
)]

#[path = "cloud/client.rs"]
mod client;
#[path = "cloud/mod.rs"]
mod cloud;
#[path = "cloud/faults_test.rs"]
mod faults_test;

use client::{ACCOUNT, Ask, elements};
use cloud::{Behaviour, HOMES, Plan, Planted, REGIONS, Recorded, account_id, serve};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Duration;
use tomscan::aws::operations::ALL;
use tomscan::aws::wire::Protocol;

const EC2: &str = "2016-11-15";

/// All entries of a list, page by page: `ask` makes the request with a token, `read` gives the entries and the next token.
fn all(
    port: u16,
    ask: impl Fn(&str) -> Ask,
    read: impl Fn(&str) -> (Vec<String>, Option<String>),
) -> (Vec<String>, usize) {
    let (mut entries, mut token, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let reply = ask(&token).ask(port);
        assert_eq!(reply.status, 200, "{}", reply.body);
        pages += 1;
        let (more, next) = read(&reply.body);
        entries.extend(more);
        match next {
            Some(next) => token = next,
            None => return (entries, pages),
        }
    }
}

fn xml<'n>(entry: &'n str, token: &'n str) -> impl Fn(&str) -> (Vec<String>, Option<String>) + 'n {
    move |body| {
        let entries = elements(body, entry).into_iter().map(str::to_owned).collect();
        (entries, elements(body, token).first().map(|token| (*token).to_owned()))
    }
}

#[track_caller]
fn are_complete(entries: &[String], expected: usize) {
    assert_eq!(entries.len(), expected);
    assert_eq!(entries.iter().collect::<BTreeSet<_>>().len(), expected, "an entry twice");
}

#[test]
fn lists_are_complete_page_by_page() {
    let plan = Plan::of(2500);
    let server = serve(Planted::new(plan.clone()), Behaviour::default());
    let (buckets, pages) = all(
        server.port,
        |token| Ask::get("s3", &format!("/?x-id=ListBuckets&max-buckets=1000&continuation-token={token}")),
        xml("Name", "ContinuationToken"),
    );
    are_complete(&buckets, 2500);
    assert_eq!(pages, 3);

    let mut snapshots = Vec::new();
    let mut pages = 0;
    for region in REGIONS {
        let asked = |token: &str| {
            let members = format!("Owner.1=self&MaxResults=1000&NextToken={token}");
            Ask::form("ec2", EC2, "DescribeSnapshots", &members).in_region(region)
        };
        let (more, read) = all(server.port, asked, xml("snapshotId", "nextToken"));
        assert_eq!(HOMES.contains(&region), !more.is_empty(), "{region}");
        snapshots.extend(more);
        pages += read;
    }
    are_complete(&snapshots, plan.snapshots);
    assert_eq!(pages, plan.fewest("ec2:DescribeSnapshots"));

    let principals = |token: &str| {
        let members = format!("MaxItems=1000&Marker={token}");
        Ask::form("iam", "2010-05-08", "GetAccountAuthorizationDetails", &members)
    };
    let (roles, pages) = all(server.port, principals, xml("RoleName", "Marker"));
    are_complete(&roles, plan.roles);
    assert_eq!(pages, plan.fewest("iam:GetAccountAuthorizationDetails"));
    assert_eq!(server.tally().refused.len(), 0);
}

#[test]
fn an_organisation_lists_its_accounts_twenty_at_a_time_and_roles_lead_into_them() {
    let behaviour = Behaviour { external_id: Some("the-right-one".to_owned()), ..Behaviour::default() };
    let server = serve(Planted::new(Plan::of(3).in_organization(45)), behaviour);
    let asked = |token: &str| {
        let body = if token.is_empty() { "{}".to_owned() } else { format!("{{\"NextToken\":\"{token}\"}}") };
        Ask::json("organizations", "AWSOrganizationsV20161128.ListAccounts", &body).of(&account_id(0))
    };
    let (accounts, pages) = all(server.port, asked, |body| {
        let body: Value = serde_json::from_str(body).unwrap();
        let ids = body["Accounts"].as_array().unwrap().iter().map(|account| account["Id"].as_str().unwrap().to_owned());
        (ids.collect(), body["NextToken"].as_str().map(str::to_owned))
    });
    are_complete(&accounts, 45);
    assert_eq!(pages, 3);

    let role = |id: &str| {
        let arn = format!("arn%3Aaws%3Aiam%3A%3A{}%3Arole%2Ftomscan", accounts[7]);
        let members = format!("RoleArn={arn}&RoleSessionName=s&ExternalId={id}");
        Ask::form("sts", "2011-06-15", "AssumeRole", &members).ask(server.port)
    };
    assert_eq!(role("the-wrong-one").status, 403);
    let session = role("the-right-one");
    let key_id = elements(&session.body, "AccessKeyId")[0].to_owned();
    let who = Ask { key_id, ..Ask::form("sts", "2011-06-15", "GetCallerIdentity", "") }.ask(server.port);
    assert_eq!(elements(&who.body, "Account"), [accounts[7].as_str()]);
    assert_eq!(server.tally().accounts[&accounts[7]], 1);
}

/// The request of an operation, with something for everything that stands in its path.
fn request(id: &str) -> Option<Ask> {
    let operation = ALL.iter().find(|operation| operation.id == id)?;
    let (service, name) = (operation.service(), operation.name());
    let Some(wire) = &operation.wire else {
        return Some(match service {
            "iam" => Ask::form("iam", "2010-05-08", name, ""),
            "rds" => Ask::form("rds", "2014-10-31", name, ""),
            "kms" => Ask::json("kms", &format!("TrentService.{name}"), "{}"),
            _ => return None,
        });
    };
    let signing = wire.service.signing;
    Some(match wire.service.protocol {
        Protocol::Query { version } | Protocol::Ec2 { version } => Ask::form(signing, version, name, ""),
        Protocol::Json { target, .. } => Ask::json(signing, &format!("{target}.{name}"), "{}"),
        Protocol::RestJson | Protocol::RestXml => {
            let (method, path) = wire.http;
            let part = |part: &str| if part.starts_with('{') { "x-1".to_owned() } else { part.to_owned() };
            let path: Vec<String> = path.split('/').map(part).collect();
            Ask::new(signing, method, &path.join("/"))
        }
    })
}

#[test]
fn every_operation_of_the_table_is_known_by_its_request() {
    let server = serve(Planted::new(Plan::of(3)), Behaviour::default());
    for operation in ALL.iter() {
        let Some(ask) = request(operation.id) else { continue };
        let reply = ask.ask(server.port);
        let asked = server.reset();
        assert_eq!(asked.calls.keys().collect::<Vec<_>>(), [&operation.id], "{}", ask.path);
        assert!(!reply.cut && reply.status < 500, "{}: {}", operation.id, reply.status);
    }
}

#[test]
fn buckets_are_asked_in_their_own_region() {
    let server = serve(Planted::new(Plan::of(20)), Behaviour::default());
    let bucket = |index: usize, what: &str| Ask::get("s3", &format!("/tom-{ACCOUNT}-{index:06}{what}"));
    assert_eq!(bucket(2, "?policy").ask(server.port).status, 200);
    let elsewhere = bucket(3, "?policy").ask(server.port);
    assert_eq!((elsewhere.status, elsewhere.body.contains("PermanentRedirect")), (301, true));
    assert_eq!(client::header(&elsewhere.head, "x-amz-bucket-region"), Some("eu-west-1"));
    assert!(bucket(10, "?policy").ask(server.port).body.contains("NoSuchBucketPolicy"));
    assert!(bucket(20, "?policy").ask(server.port).body.contains("NoSuchBucket<"));
    let head = Ask::new("s3", "HEAD", &format!("/tom-{ACCOUNT}-000002"));
    assert_eq!(head.ask(server.port).body, "");
}

#[test]
fn the_tally_counts_what_is_under_way() {
    let server = serve(Planted::new(Plan::of(3)), Behaviour::after(Duration::from_millis(100)));
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| Ask::form("ec2", EC2, "DescribeRegions", "").ask(server.port));
        }
    });
    let mut socket = std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    for _ in 0..2 {
        Ask::get("s3", "/").over(&mut socket, usize::MAX);
    }
    let tally = server.reset();
    assert_eq!((tally.total(), tally.connections), (8, 7));
    assert!((2..=6).contains(&tally.at_once), "{}", tally.at_once);
    assert_eq!(tally.at_once_in["s3"], 1);
    assert!(tally.wall() >= Duration::from_millis(300));
    assert_eq!(server.tally().total(), 0);
}

#[test]
fn a_recording_gives_what_was_recorded() {
    let text = include_str!("../fixtures/accounts/demo.jsonl");
    let server = serve(Recorded::read(text).unwrap(), Behaviour::default());
    let mut socket = std::net::TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let mut compared = 0;
    for line in text.lines().skip(1) {
        let entry: Value = serde_json::from_str(line).unwrap();
        let word = |name: &str| entry[name].as_str().unwrap().to_owned();
        let (operation, request) = (word("operation"), word("request"));
        let Some(status) = entry["answer"]["http"]["status"].as_u64() else { continue };
        let known = ALL.iter().find(|known| known.id == operation).unwrap();
        let signing = known.wire.as_ref().map_or(known.service(), |wire| wire.service.signing);
        let mut parts = request.splitn(4, ' ');
        let (method, uri) = (parts.next().unwrap(), parts.next().unwrap());
        let path = uri.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap();
        let (target, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let ask = Ask { target: target.to_owned(), body: body.to_owned(), ..Ask::new(signing, method, &path) };
        let reply = ask.in_region(&word("region")).over(&mut socket, usize::MAX);
        let body = entry["answer"]["http"]["body"].as_str().unwrap_or_default();
        assert_eq!((u64::from(reply.status), reply.body.as_str()), (status, body), "{request}");
        compared += 1;
    }
    assert!(compared > 500, "{compared}");
}
