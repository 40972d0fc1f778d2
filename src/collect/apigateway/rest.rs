//! REST APIs, their stages, and domain names.

use super::label;
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::acm::ListCertificates;
use crate::aws::wire::apigateway::{
    DomainName as ListedName, EndpointConfiguration, GetDomainNames, GetRestApis, GetStages, RestApi as ListedApi,
    Stage as ListedStage,
};
use crate::collect::certificates::Certificates;
use crate::collect::survey::{Site, not_collected};
use crate::collect::{Found, in_turn, tls};
use crate::fact::acm::EndpointCertificate;
use crate::fact::apigateway::{DomainName, RestApi, RestStage};
use crate::fact::{Observed, Resource, ResourceKind, Unknown};
use serde_json::json;

const API: ResourceKind = ResourceKind::ApigatewayRestApi;
const STAGE: ResourceKind = ResourceKind::ApigatewayStage;
const DOMAIN_NAME: ResourceKind = ResourceKind::ApigatewayDomainName;

/// NOTE: "Supported security policies" (API Gateway Developer Guide).
const POLICIES: &[(&str, &str)] = &[
    ("TLS_1_0", "1.0"),
    ("TLS_1_2", "1.2"),
    ("SecurityPolicy_TLS12_2018_EDGE", "1.2"),
    ("SecurityPolicy_TLS12_PFS_2025_EDGE", "1.2"),
    ("SecurityPolicy_TLS13_2025_EDGE", "1.3"),
    ("SecurityPolicy_TLS13_1_2_2021_06", "1.2"),
    ("SecurityPolicy_TLS13_1_2_PQ_2025_09", "1.2"),
    ("SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "1.2"),
    ("SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09", "1.2"),
    ("SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "1.2"),
    ("SecurityPolicy_TLS13_1_3_2025_09", "1.3"),
    ("SecurityPolicy_TLS13_1_3_FIPS_2025_09", "1.3"),
];

/// REST APIs and their stages.
pub(super) async fn apis(site: &Site<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(API) && !site.wants(STAGE) {
        return found;
    }
    let listed = site.list::<GetRestApis>(json!({})).await;
    let items = listed.seen.value().cloned().unwrap_or_default();
    if site.wants(API) {
        found.note(API, &site.region, &listed.seen);
        found.resources.extend(items.iter().map(|item| api(site, item, &listed)));
    }
    if site.wants(STAGE) {
        let stages = in_turn(items.iter().map(|item| async {
            site.get::<GetStages>(json!({ "restapi_id": item.id })).await.map(|reply| reply.item)
        }))
        .await;
        match &listed.seen {
            Observed::Value(_) => found.note_parts(STAGE, &site.region, stages.iter().map(|answer| &answer.seen)),
            seen => found.note(STAGE, &site.region, seen),
        }
        for (item, answer) in items.iter().zip(&stages) {
            let own = answer.seen.value().into_iter().flatten();
            found.resources.extend(own.map(|own| stage(site, item, own, &listed, answer)));
        }
    }
    found
}

/// ARNs of API Gateway carry no account.
fn arn(site: &Site<'_>, path: &str) -> String {
    format!("arn:{}:apigateway:{}::{path}", site.account.partition, site.region)
}

fn types(configuration: Option<&EndpointConfiguration>, action: &str) -> Observed<Vec<String>> {
    let types = configuration.and_then(|configuration| configuration.types.clone()).filter(|types| !types.is_empty());
    Observed::required(types, action)
}

fn api(site: &Site<'_>, item: &ListedApi, listed: &Answer<Vec<ListedApi>>) -> Resource {
    let name = label(item.name.as_deref(), &item.id);
    let sheet = site.sheet(API, &name, &arn(site, &format!("/restapis/{}", item.id)), listed);
    let endpoint_types = types(item.endpoint_configuration.as_ref(), GetRestApis::OPERATION.action);
    let security_policy = match &item.security_policy {
        Some(policy) => Observed::Value(policy.clone()),
        None => endpoint_types.clone().and_then(|types| default_policy(&types)),
    };
    let facts = RestApi {
        serves_http: endpoint_types.clone().and_then(|types| serves_http(&types)),
        endpoint_types,
        default_endpoint_disabled: item.disable_execute_api_endpoint,
        min_tls: security_policy.clone().and_then(|policy| tls::by_policy(POLICIES, &policy)),
        security_policy,
        tags: Observed::Value(item.tags.clone()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// NOTE: "All of the APIs created with Amazon API Gateway expose HTTPS endpoints only" (API Gateway FAQs).
fn serves_http(types: &[String]) -> Observed<bool> {
    if types.iter().all(|kind| ["EDGE", "REGIONAL", "PRIVATE"].contains(&kind.as_str())) {
        Observed::Value(false)
    } else {
        Observed::Unknown(Unknown::undecidable("unknown-endpoint-type"))
    }
}

/// NOTE: "Supported security policies", default security policies (API Gateway Developer Guide).
fn default_policy(types: &[String]) -> Observed<String> {
    let policy = match types.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["PRIVATE"] => "TLS_1_2",
        [.., "EDGE" | "REGIONAL"] => "TLS_1_0",
        _ => return Observed::Unknown(Unknown::undecidable("unknown-endpoint-type")),
    };
    Observed::Value(policy.to_owned())
}

fn stage(
    site: &Site<'_>,
    api: &ListedApi,
    item: &ListedStage,
    apis: &Answer<Vec<ListedApi>>,
    listed: &Answer<Vec<ListedStage>>,
) -> Resource {
    let name = format!("{}/{}", label(api.name.as_deref(), &api.id), item.stage_name);
    let arn = arn(site, &format!("/restapis/{}/stages/{}", api.id, item.stage_name));
    let mut sheet = site.sheet(STAGE, &name, &arn, listed);
    sheet.answered(&apis.answered);
    let destination = item.access_log_settings.as_ref().and_then(|settings| settings.destination_arn.clone());
    let facts = RestStage {
        access_log_destination: Observed::of(destination.filter(|arn| !arn.is_empty())),
        web_acl: item.web_acl_arn.clone(),
        tags: Observed::Value(item.tags.clone()),
    };
    sheet.finish(&site.account.id, &facts)
}

/// Domain names of all API types: version 2 lists the same ones.
pub(super) async fn domain_names(site: &Site<'_>, certificates: &Certificates<'_>) -> Found {
    site.each_of::<GetDomainNames>(DOMAIN_NAME, json!({}), async |item, listed| {
        domain_name(site, item, listed, certificates).await
    })
    .await
}

async fn domain_name(
    site: &Site<'_>,
    item: &ListedName,
    listed: &Answer<Vec<ListedName>>,
    certificates: &Certificates<'_>,
) -> Resource {
    let action = GetDomainNames::OPERATION.action;
    let own = item.domain_name_arn.clone();
    let arn = own.unwrap_or_else(|| arn(site, &format!("/domainnames/{}", item.domain_name)));
    let mut sheet = site.sheet(DOMAIN_NAME, &item.domain_name, &arn, listed);
    let policy = item.security_policy.clone();
    let facts = DomainName {
        endpoint_types: types(item.endpoint_configuration.as_ref(), action),
        min_tls: Observed::required(policy.clone(), action).and_then(|policy| tls::by_policy(POLICIES, &policy)),
        security_policy: policy,
        certificate: sheet.seen(certificate(site, item, certificates).await),
        tags: Observed::Value(item.tags.clone()),
    };
    sheet.finish(&site.account.id, &facts)
}

async fn certificate(
    site: &Site<'_>,
    item: &ListedName,
    certificates: &Certificates<'_>,
) -> Answer<EndpointCertificate> {
    match item.regional_certificate_arn.as_ref().or(item.certificate_arn.as_ref()) {
        Some(_) if !site.needs(DOMAIN_NAME, ListCertificates::OPERATION) => not_collected(),
        Some(arn) => certificates.in_acm(arn).await,
        None => Answer::known(Observed::required(None, GetDomainNames::OPERATION.action)),
    }
}
