//! Buckets.
//!
//! In: a call of S3. Out: its answer. Of ten buckets one has no policy, one refuses clear text for reading only, of fifty one does
//! not show its policy; one of 25 has no public access block, one of three is encrypted under a key of its own.

use super::plan::HOMES;
use super::site::{Site, number};
use crate::cloud::answer::{Answer, REST_XML};
use crate::cloud::refusal::{Refusal, refuse};
use std::fmt::Write;

const NAMESPACE: &str = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    match site.call.name() {
        "ListBuckets" => return Some(list(site)),
        "ListDirectoryBuckets" => {
            let name = "ListAllMyDirectoryBucketsResult";
            return Some(Answer::xml(format!("<{name} {NAMESPACE}><Buckets/></{name}>")));
        }
        _ => {}
    }
    let bucket = site.call.asked("Bucket")?;
    let own = bucket.strip_prefix("tom-").and_then(|rest| rest.strip_prefix(site.account()));
    let index = own.and_then(number).filter(|index| *index < site.plan.buckets);
    let Some(index) = index else {
        return Some(refuse(site.call, 404, "NoSuchBucket", "The specified bucket does not exist"));
    };
    let region = HOMES[index % 2];
    let said = if site.region() == region || matches!(site.call.name(), "GetBucketLocation") {
        of_bucket(site, index, &bucket)
    } else {
        let message = "The bucket you are attempting to access must be addressed using the specified endpoint.";
        refuse(site.call, 301, "PermanentRedirect", message)
    };
    Some(said.with("x-amz-bucket-region", region))
}

/// The name of a bucket.
pub(super) fn name(account: &str, index: usize) -> String {
    format!("tom-{account}-{index:06}")
}

fn list(site: &Site<'_>) -> Answer {
    let page = site.call.page(site.plan.buckets, "max-buckets", 10_000, "continuation-token");
    let created = site.days_ago(400);
    let mut body = format!("<ListAllMyBucketsResult {NAMESPACE}><Owner><ID>{}</ID></Owner><Buckets>", owner(site));
    for index in page.holds.clone() {
        let name = name(site.account(), index);
        let _infallible = write!(
            body,
            "<Bucket><Name>{name}</Name><CreationDate>{created}</CreationDate><BucketRegion>{}</BucketRegion>\
             <BucketArn>arn:aws:s3:::{name}</BucketArn></Bucket>",
            HOMES[index % 2]
        );
    }
    let _infallible = write!(body, "</Buckets>{}</ListAllMyBucketsResult>", page.xml("ContinuationToken"));
    Answer::xml(body)
}

/// The canonical id of an account.
fn owner(site: &Site<'_>) -> String {
    format!("{:0>64}", site.account())
}

fn of_bucket(site: &Site<'_>, index: usize, bucket: &str) -> Answer {
    let none = |code: &str| refuse(site.call, 404, code, "There is none");
    let element = |name: &str, inner: &str| Answer::xml(format!("<{name} {NAMESPACE}>{inner}</{name}>"));
    match site.call.name() {
        "HeadBucket" => Answer::of(200, REST_XML, ""),
        "GetBucketLocation" => element("LocationConstraint", HOMES[index % 2]),
        "GetBucketPolicy" if index % 50 == 7 => Refusal::Denied.answer(site.call),
        "GetBucketPolicy" => match policy(index, bucket) {
            Some(policy) => Answer::of(200, "application/json", policy),
            None => none("NoSuchBucketPolicy"),
        },
        "GetBucketPolicyStatus" if index.is_multiple_of(10) => none("NoSuchBucketPolicy"),
        "GetBucketPolicyStatus" => element("PolicyStatus", "<IsPublic>false</IsPublic>"),
        "GetBucketEncryption" => element("ServerSideEncryptionConfiguration", &encryption(site, index)),
        "GetPublicAccessBlock" if is_unblocked(index) => none("NoSuchPublicAccessBlockConfiguration"),
        "GetPublicAccessBlock" => element("PublicAccessBlockConfiguration", BLOCK),
        "GetBucketVersioning" if index % 4 == 1 => element("VersioningConfiguration", ""),
        "GetBucketVersioning" => element("VersioningConfiguration", "<Status>Enabled</Status>"),
        "GetBucketLogging" if index % 5 == 2 => element("BucketLoggingStatus", ""),
        "GetBucketLogging" => {
            let target = name(site.account(), index % 2);
            let inner =
                format!("<LoggingEnabled><TargetBucket>{target}</TargetBucket><TargetPrefix/></LoggingEnabled>");
            element("BucketLoggingStatus", &inner)
        }
        "GetBucketAcl" => element("AccessControlPolicy", &acl(site)),
        "GetBucketOwnershipControls" => element("OwnershipControls", OWNERSHIP),
        "GetBucketLifecycleConfiguration" if index % 3 == 1 => element("LifecycleConfiguration", LIFECYCLE),
        "GetBucketLifecycleConfiguration" => none("NoSuchLifecycleConfiguration"),
        "GetBucketReplication" => none("ReplicationConfigurationNotFoundError"),
        "GetObjectLockConfiguration" => none("ObjectLockConfigurationNotFoundError"),
        "GetBucketTagging" if index % 6 == 5 => none("NoSuchTagSet"),
        "GetBucketTagging" => {
            let environment = if index.is_multiple_of(3) { "staging" } else { "production" };
            let tag = format!("<Tag><Key>Environment</Key><Value>{environment}</Value></Tag>");
            element("Tagging", &format!("<TagSet>{tag}</TagSet>"))
        }
        "GetBucketCors" => none("NoSuchCORSConfiguration"),
        "GetBucketWebsite" => none("NoSuchWebsiteConfiguration"),
        "GetBucketNotificationConfiguration" => element("NotificationConfiguration", ""),
        "GetBucketAccelerateConfiguration" => element("AccelerateConfiguration", ""),
        "ListObjectsV2" => {
            let inner = format!(
                "<Name>{bucket}</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
            );
            element("ListBucketResult", &inner)
        }
        _ => refuse(site.call, 405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
    }
}

const BLOCK: &str = "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>\
    <BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>";
const OWNERSHIP: &str = "<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>";
const LIFECYCLE: &str = "<Rule><ID>old</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>\
    <Expiration><Days>365</Days></Expiration></Rule>";

/// One bucket of 25 has no public access block; the account has none either.
pub(super) fn is_unblocked(index: usize) -> bool {
    index % 25 == 3
}

/// Every tenth bucket has none; every tenth refuses clear text for reading alone.
fn policy(index: usize, bucket: &str) -> Option<String> {
    let action = match index % 10 {
        0 => return None,
        5 => "s3:GetObject",
        _ => "s3:*",
    };
    Some(format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Sid\":\"DenyClearText\",\"Effect\":\"Deny\",\"Principal\":\"*\",\
         \"Action\":\"{action}\",\"Resource\":[\"arn:aws:s3:::{bucket}\",\"arn:aws:s3:::{bucket}/*\"],\
         \"Condition\":{{\"Bool\":{{\"aws:SecureTransport\":\"false\"}}}}}}]}}"
    ))
}

fn encryption(site: &Site<'_>, index: usize) -> String {
    let how = if index % 3 == 1 {
        format!("<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>{}</KMSMasterKeyID>", site.key(index))
    } else {
        "<SSEAlgorithm>AES256</SSEAlgorithm>".to_owned()
    };
    let default = format!("<ApplyServerSideEncryptionByDefault>{how}</ApplyServerSideEncryptionByDefault>");
    format!("<Rule>{default}<BucketKeyEnabled>true</BucketKeyEnabled></Rule>")
}

fn acl(site: &Site<'_>) -> String {
    let owner = format!("<ID>{}</ID>", owner(site));
    let who = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"";
    let grant = format!("<Grant><Grantee {who}>{owner}</Grantee><Permission>FULL_CONTROL</Permission></Grant>");
    format!("<Owner>{owner}</Owner><AccessControlList>{grant}</AccessControlList>")
}
