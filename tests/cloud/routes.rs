//! Which operation a request is.
//!
//! In: a request and the name it is signed for. Out: the operation's id, how its service writes errors, and what stands in the
//! path. The REST services of the light caller come from tomscan's own table; S3 stands here, and every other protocol names the
//! operation itself.

use super::call::{Shape, decoded, intern};
use super::head::Request;
use std::collections::HashMap;
use std::sync::LazyLock;
use tomscan::aws::wire::{self, Protocol};

/// What a request was found to be.
pub(crate) struct Named {
    pub(crate) operation: &'static str,
    pub(crate) shape: Shape,
    pub(crate) labels: Vec<(&'static str, String)>,
}

impl Named {
    fn new(service: &str, name: &str, shape: Shape) -> Self {
        Self { operation: intern(&format!("{service}:{name}")), shape, labels: Vec::new() }
    }
}

/// A path of a REST service, in parts.
struct Route {
    method: &'static str,
    parts: Vec<Part>,
    operation: &'static str,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Before those that take anything.
    Literal(&'static str),
    Label(&'static str),
}

/// What tomscan's table says of services.
#[derive(Default)]
struct Tables {
    /// Services by the prefix of their target, with the version of JSON.
    targets: HashMap<&'static str, (&'static str, &'static str)>,
    /// Signing name, API version and id of the services of the Query protocols.
    queries: Vec<(&'static str, &'static str, &'static str)>,
    /// Routes by signing name.
    routes: HashMap<&'static str, Vec<Route>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    tables.targets.insert("TrentService", ("kms", "1.1"));
    for operation in wire::tables().flat_map(|table| table.operations) {
        let Some(wire) = &operation.wire else { continue };
        let service = wire.service;
        let shape = match service.protocol {
            Protocol::Json { target, version } => {
                tables.targets.insert(target, (service.id, version));
                continue;
            }
            Protocol::Query { version } | Protocol::Ec2 { version } => {
                tables.queries.push((service.signing, version, service.id));
                continue;
            }
            Protocol::RestJson => Shape::RestJson,
            Protocol::RestXml => Shape::RestXml,
        };
        let (method, path) = wire.http;
        let parts = parts(path).map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(label) => Part::Label(label),
            None => Part::Literal(part),
        });
        let route = Route { method, parts: parts.collect(), operation: operation.id, shape };
        tables.routes.entry(service.signing).or_default().push(route);
    }
    tables.routes.values_mut().for_each(|routes| routes.sort_by(|a, b| a.parts.cmp(&b.parts)));
    tables
});

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

/// Names a request that is signed for a service.
pub(crate) fn name(request: &Request, signing: &str) -> Named {
    if request.smithy.contains("cbor") {
        return cbor(request);
    }
    if let Some((prefix, name)) = request.target.rsplit_once('.') {
        let (service, version) = TABLES.targets.get(prefix).copied().unwrap_or_else(|| (intern(signing), "1.1"));
        return Named::new(service, name, Shape::Json(version));
    }
    let asked = |name| form(&request.body, name).or_else(|| form(&request.query, name));
    if let Some(action) = asked("Action=") {
        let version = asked("Version=").unwrap_or_default();
        let known = TABLES.queries.iter().find(|known| (known.0, known.1) == (signing, version));
        let service = known.map_or_else(|| intern(signing), |known| known.2);
        let shape = if service == "ec2" { Shape::Ec2 } else { Shape::Query };
        return Named::new(service, action, shape);
    }
    rest(request, signing).unwrap_or_else(|| match signing {
        "s3" | "s3express" => s3(request, signing == "s3express"),
        _ => unknown(request, signing),
    })
}

fn form<'a>(form: &'a str, name: &str) -> Option<&'a str> {
    form.split('&').find_map(|pair| pair.strip_prefix(name))
}

/// A request of a REST service in the table.
fn rest(request: &Request, signing: &str) -> Option<Named> {
    let asked: Vec<&str> = parts(&request.path).collect();
    let route = TABLES.routes.get(signing)?.iter().find(|route| {
        let fits = |(part, asked): (&Part, &&str)| match part {
            Part::Label(_) => true,
            Part::Literal(text) => text == asked,
        };
        route.method == request.method && route.parts.len() == asked.len() && route.parts.iter().zip(&asked).all(fits)
    })?;
    let labels = route.parts.iter().zip(&asked).filter_map(|(part, asked)| match part {
        Part::Label(name) => Some((*name, decoded(asked))),
        Part::Literal(_) => None,
    });
    Some(Named { operation: route.operation, shape: route.shape, labels: labels.collect() })
}

/// What no table knows.
fn unknown(request: &Request, signing: &str) -> Named {
    let shape = if matches!(signing, "cloudfront" | "route53") { Shape::RestXml } else { Shape::RestJson };
    let first = parts(&request.path).find(|part| !part.starts_with(|c: char| c.is_ascii_digit())).unwrap_or_default();
    Named::new(signing, &format!("{} /{first}", request.method), shape)
}

/// `/service/GraniteServiceVersion20100801/operation/DescribeAlarms`
/// (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>).
fn cbor(request: &Request) -> Named {
    let mut parts = parts(&request.path).skip(1);
    let (target, name) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
    let service = TABLES.targets.get(target).map_or_else(|| intern(target), |(service, _)| service);
    Named::new(service, name, Shape::Cbor)
}

/// What is asked of a bucket, by method and the first name in the query.
const OF_BUCKET: &[(&str, &str, &str)] = &[
    ("GET", "accelerate", "GetBucketAccelerateConfiguration"),
    ("GET", "acl", "GetBucketAcl"),
    ("GET", "cors", "GetBucketCors"),
    ("GET", "encryption", "GetBucketEncryption"),
    ("GET", "lifecycle", "GetBucketLifecycleConfiguration"),
    ("GET", "location", "GetBucketLocation"),
    ("GET", "logging", "GetBucketLogging"),
    ("GET", "notification", "GetBucketNotificationConfiguration"),
    ("GET", "object-lock", "GetObjectLockConfiguration"),
    ("GET", "ownershipControls", "GetBucketOwnershipControls"),
    ("GET", "policy", "GetBucketPolicy"),
    ("GET", "policyStatus", "GetBucketPolicyStatus"),
    ("GET", "publicAccessBlock", "GetPublicAccessBlock"),
    ("GET", "replication", "GetBucketReplication"),
    ("GET", "tagging", "GetBucketTagging"),
    ("GET", "versioning", "GetBucketVersioning"),
    ("GET", "website", "GetBucketWebsite"),
];

/// S3 in path style, as SDKs ask an endpoint that is an address.
fn s3(request: &Request, express: bool) -> Named {
    let path = request.path.trim_start_matches('/');
    if path.starts_with("v20180820/") {
        return unknown(request, "s3control");
    }
    let bucket = path.split('/').next().unwrap_or_default();
    if bucket.is_empty() {
        let directories = express || request.query.contains("x-id=ListDirectoryBuckets");
        return Named::new("s3", if directories { "ListDirectoryBuckets" } else { "ListBuckets" }, Shape::S3);
    }
    let mut asked = request.query.split('&').map(|pair| pair.split('=').next().unwrap_or_default());
    let of_bucket = |name: &str| OF_BUCKET.iter().find(|(method, key, _)| *method == request.method && *key == name);
    let name = match asked.find_map(of_bucket) {
        Some((_, _, name)) => name,
        None if request.method == "HEAD" => "HeadBucket",
        None if request.method == "GET" => "ListObjectsV2",
        None => "",
    };
    let mut named = Named::new("s3", name, Shape::S3);
    named.labels.push(("Bucket", decoded(bucket)));
    named
}
