//! CloudFront distributions.
//!
//! Calls: `ListDistributions` once, which holds nearly everything; `GetDistributionConfig` per distribution for logging;
//! log deliveries in the partition's main region; `GetVpcOrigin` per VPC origin; certificates where rules read them.

mod origin;

use super::certificates::Certificates;
use super::log_delivery::Delivered;
use super::sheet::Sheet;
use super::survey::{Site, Survey, not_collected};
use super::{Found, tls};
use crate::aws::api::main_region;
use crate::aws::wire::Ask;
use crate::aws::wire::acm::ListCertificates;
use crate::aws::wire::cloudfront::{
    Distribution as Listed, Functions, GetDistributionConfig, LambdaFunctions, ListDistributions, Logging,
};
use crate::aws::wire::log_delivery::DescribeDeliverySources;
use crate::aws::{Answer, operations};
use crate::fact::acm::EndpointCertificate;
use crate::fact::cloudfront::Distribution;
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use origin::Origins;
use serde_json::json;
use std::collections::BTreeSet;

const KIND: ResourceKind = ResourceKind::CloudfrontDistribution;

/// NOTE: "Supported protocols and ciphers between viewers and CloudFront" (CloudFront Developer Guide).
const POLICIES: &[(&str, &str)] = &[
    ("SSLv3", "0 (SSLv3)"),
    ("TLSv1", "1.0"),
    ("TLSv1_2016", "1.0"),
    ("TLSv1.1_2016", "1.1"),
    ("TLSv1.2_2018", "1.2"),
    ("TLSv1.2_2019", "1.2"),
    ("TLSv1.2_2021", "1.2"),
    ("TLSv1.2_2025", "1.2"),
    ("TLSv1.3_2025", "1.3"),
];

/// Collects distributions.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let site = survey.global();
    if !site.wants(KIND) {
        return Found::default();
    }
    let listed = site.list::<ListDistributions>(json!({})).await;
    let some = listed.seen.value().is_some_and(|items| !items.is_empty());
    // NOTE: CloudFront hands its logs over in this region alone ("Configure standard logging (v2)", Developer Guide).
    let main = survey.site(main_region(&survey.account.home_region()));
    let logs = some && site.needs(KIND, DescribeDeliverySources::OPERATION);
    let delivered = if logs { Some(Delivered::in_region(&main).await) } else { None };
    let origins = Origins::new(&site);
    site.each(KIND, async { listed }, async |item, listed| {
        let mut sheet = site.sheet(KIND, &item.id, &item.arn, listed);
        let deliveries =
            delivered.as_ref().map_or_else(not_collected, |delivered| delivered.of(&item.arn, "ACCESS_LOGS"));
        let deliveries = sheet.seen(deliveries);
        distribution(&site, item, sheet, deliveries, site.certificates, &origins).await
    })
    .await
}

async fn distribution(
    site: &Site<'_>,
    item: &Listed,
    mut sheet: Sheet,
    access_log_deliveries: Observed<Vec<String>>,
    certificates: &Certificates<'_>,
    origins: &Origins<'_, '_>,
) -> Resource {
    let config = sheet.seen(site.get_for::<GetDistributionConfig>(KIND, json!({ "Id": item.id })).await);
    let viewer = &item.viewer_certificate;
    let default_certificate = viewer.cloud_front_default_certificate == Some(true);
    let policy = viewer.minimum_protocol_version.clone();
    let (clear_text_origins, origin_min_tls) = origins.of(item, &mut sheet).await;
    let facts = Distribution {
        enabled: item.enabled,
        aliases: item.aliases.items.as_ref().map(|items| items.cname.clone()).unwrap_or_default(),
        clear_text_paths: clear_text_paths(item),
        default_certificate,
        min_tls: min_tls(item),
        security_policy: policy,
        certificate: sheet.seen(certificate(site, item, certificates).await),
        clear_text_origins,
        origin_min_tls,
        access_log_bucket: config.and_then(|config| log_bucket(config.logging)),
        access_log_deliveries,
        realtime_logs: behaviors(item).any(|behavior| behavior.realtime_logs),
        edge_functions: Observed::Value(edge_functions(item)),
        web_acl: Some(item.web_acl_id.clone()).filter(|id| !id.is_empty()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Whether it serves the names of tenants only, each with a certificate of its own.
fn is_for_tenants(item: &Listed) -> bool {
    item.connection_mode.as_deref() == Some("tenant-only")
}

fn min_tls(item: &Listed) -> Observed<String> {
    let viewer = &item.viewer_certificate;
    if viewer.cloud_front_default_certificate == Some(true) && !is_for_tenants(item) {
        // NOTE: `ViewerCertificate` (CloudFront API reference): TLSv1, "regardless of the value that you set here".
        return Observed::Value("1.0".to_owned());
    }
    Observed::required(viewer.minimum_protocol_version.clone(), ListDistributions::OPERATION.action)
        .and_then(|policy| tls::by_policy(POLICIES, &policy))
}

/// A cache behaviour, be it the default one or that of a path.
struct Behavior<'a> {
    path: &'a str,
    origin: &'a str,
    protocol_policy: &'a str,
    realtime_logs: bool,
    lambda: Option<&'a LambdaFunctions>,
    functions: Option<&'a Functions>,
}

/// All cache behaviours, the default one first.
fn behaviors(item: &Listed) -> impl Iterator<Item = Behavior<'_>> {
    let given = |arn: &Option<String>| arn.as_ref().is_some_and(|arn| !arn.is_empty());
    let default = &item.default_cache_behavior;
    let first = Behavior {
        path: "*",
        origin: &default.target_origin_id,
        protocol_policy: &default.viewer_protocol_policy,
        realtime_logs: given(&default.realtime_log_config_arn),
        lambda: default.lambda_function_associations.as_ref(),
        functions: default.function_associations.as_ref(),
    };
    let paths = item.cache_behaviors.items.as_ref().map(|items| items.cache_behavior.as_slice()).unwrap_or_default();
    let others = paths.iter().map(move |behavior| Behavior {
        path: &behavior.path_pattern,
        origin: &behavior.target_origin_id,
        protocol_policy: &behavior.viewer_protocol_policy,
        realtime_logs: given(&behavior.realtime_log_config_arn),
        lambda: behavior.lambda_function_associations.as_ref(),
        functions: behavior.function_associations.as_ref(),
    });
    std::iter::once(first).chain(others)
}

/// Paths that viewers may ask for in clear text. A policy that is not known here is neither good nor bad.
fn clear_text_paths(item: &Listed) -> Observed<Vec<String>> {
    let known = ["allow-all", "https-only", "redirect-to-https"];
    let open: Vec<String> = behaviors(item)
        .filter(|behavior| behavior.protocol_policy == "allow-all")
        .map(|behavior| behavior.path.to_owned())
        .collect();
    if open.is_empty() && behaviors(item).any(|behavior| !known.contains(&behavior.protocol_policy)) {
        return Observed::Unknown(Unknown::undecidable("unknown-protocol-policy"));
    }
    Observed::Value(open)
}

fn edge_functions(item: &Listed) -> Vec<String> {
    let mut arns = BTreeSet::new();
    for behavior in behaviors(item) {
        let lambda = behavior.lambda.and_then(|functions| functions.items.as_ref());
        let functions = behavior.functions.and_then(|functions| functions.items.as_ref());
        arns.extend(lambda.into_iter().flat_map(|items| &items.lambda_function_association).map(|one| &one.arn));
        arns.extend(functions.into_iter().flat_map(|items| &items.function_association).map(|one| &one.arn));
    }
    arns.into_iter().cloned().collect()
}

fn log_bucket(logging: Option<Logging>) -> Observed<String> {
    let action = GetDistributionConfig::OPERATION.action;
    Observed::required(logging, action).and_then(|logging| match logging.enabled {
        Some(true) => Observed::required(logging.bucket.filter(|bucket| !bucket.is_empty()), action),
        Some(false) => Observed::Absent,
        None => Observed::required(None, action),
    })
}

/// The distribution's own certificate.
async fn certificate(site: &Site<'_>, item: &Listed, certificates: &Certificates<'_>) -> Answer<EndpointCertificate> {
    let viewer = &item.viewer_certificate;
    if is_for_tenants(item) {
        return Answer::known(Observed::Unknown(Unknown::undecidable("certificates-of-tenants")));
    }
    match (&viewer.acm_certificate_arn, &viewer.iam_certificate_id) {
        (Some(_), _) if !site.needs(KIND, ListCertificates::OPERATION) => not_collected(),
        (Some(arn), _) => certificates.in_acm(arn).await,
        (None, Some(_)) if !site.needs(KIND, &operations::LIST_SERVER_CERTIFICATES) => not_collected(),
        (None, Some(id)) => certificates.in_iam(id).await.map(|found| EndpointCertificate {
            id: found.id,
            status: Observed::Absent,
            days_left: Observed::Value(found.days_left),
        }),
        (None, None) if viewer.cloud_front_default_certificate == Some(true) => Answer::known(Observed::Absent),
        (None, None) => Answer::known(Observed::required(None, ListDistributions::OPERATION.action)),
    }
}
