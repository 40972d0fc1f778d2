//! What IAM Access Analyzer found: access from outside region by region, unused access for the account.
//!
//! Calls per region: `ListAnalyzers`; per active analyzer `ListFindings` or `ListFindingsV2` for what rules read.

use super::Found;
use super::sheet::{Sheet, age_days};
use super::survey::{Site, Survey, not_collected};
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::accessanalyzer::{Analyzer, Finding, FindingV2, ListAnalyzers, ListFindings, ListFindingsV2};
use crate::fact::accessanalyzer::{ExternalAccess, Outside, UnusedAccess};
use crate::fact::{Coverage, GLOBAL, Observed, Resource, ResourceKind, Unknown};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const EXTERNAL: ResourceKind = ResourceKind::AccessAnalyzerExternal;
const UNUSED: ResourceKind = ResourceKind::AccessAnalyzerUnused;

/// Collects what analyzers say.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let (mut external, unused) =
        tokio::join!(survey.in_regions(&[EXTERNAL], async |site| in_region(site).await), unused(survey));
    external.add(unused);
    external
}

async fn in_region(site: &Site<'_>) -> Found {
    let analyzers = async { site.list::<ListAnalyzers>(json!({})).await.map(|analyzers| vec![analyzers]) };
    site.each(EXTERNAL, analyzers, async |analyzers, listed| external(site, analyzers, listed).await).await
}

/// Whether an analyzer works and is one of these types.
fn works(analyzer: &Analyzer, types: [&str; 2]) -> bool {
    analyzer.status == "ACTIVE" && types.contains(&analyzer.r#type.as_str())
}

const OUTSIDE: [&str; 2] = ["ACCOUNT", "ORGANIZATION"];
const NOT_USED: [&str; 2] = ["ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"];

fn active(analyzer: &Analyzer) -> Value {
    json!({ "analyzerArn": analyzer.arn, "filter": { "status": { "eq": ["ACTIVE"] } } })
}

async fn external(site: &Site<'_>, analyzers: &[Analyzer], listed: &Answer<Vec<Vec<Analyzer>>>) -> Resource {
    let (id, region) = (&site.account.id, &site.region);
    let mut sheet = site.sheet(EXTERNAL, region, &site.arn("access-analyzer", "external-access"), listed);
    let working: Vec<&Analyzer> = analyzers.iter().filter(|analyzer| works(analyzer, OUTSIDE)).collect();
    let mut findings = if working.is_empty() { Observed::Absent } else { Observed::Value(Vec::new()) };
    for analyzer in &working {
        let more = sheet.seen(site.list_for::<ListFindings>(EXTERNAL, active(analyzer)).await);
        findings = findings.and_then(|mut found: Vec<Finding>| {
            more.map(|more| {
                found.extend(more.into_iter().filter(|finding| finding.resource_owner_account == *id));
                found
            })
        });
    }
    let facts = ExternalAccess { analyzed: !working.is_empty(), findings: findings.map(|found| outside(&found)) };
    sheet.finish(id, &facts)
}

fn outside(findings: &[Finding]) -> Outside {
    let distinct = |names: BTreeSet<String>| names.into_iter().collect::<Vec<_>>();
    let resource = |finding: &Finding| finding.resource.clone().unwrap_or_default();
    let (failed, analyzed): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.error.is_some());
    let public = analyzed.iter().filter(|finding| finding.is_public == Some(true));
    let principals = analyzed.iter().flat_map(|finding| finding.principal.values()).map(|name| account_of(name));
    Outside {
        public: distinct(public.map(|finding| resource(finding)).collect()),
        principals: distinct(principals.collect()),
        resources: distinct(analyzed.iter().map(|finding| resource(finding)).collect()),
        all_analyzed: match failed.first() {
            None => Observed::Value(true),
            Some(_) => Observed::Unknown(Unknown::undecidable("analyzer-could-not-analyze")),
        },
    }
}

/// The account of a principal that names one: an id, or an ARN.
fn account_of(principal: &str) -> String {
    let in_arn = principal.strip_prefix("arn:").and_then(|arn| arn.split(':').nth(3)).filter(|id| !id.is_empty());
    in_arn.unwrap_or(principal).to_owned()
}

/// Unused access is a matter of IAM, so one analyzer in any region sees all of it.
async fn unused(survey: &Survey<'_>) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(UNUSED) {
        return found;
    }
    let sites: Vec<Site<'_>> = survey.regions.asked.iter().map(|region| survey.site(region)).collect();
    let answers = join_all(sites.iter().map(async |site| site.list::<ListAnalyzers>(json!({})).await)).await;
    let account = survey.account;
    let mut sheet = Sheet::new(UNUSED, GLOBAL, &account.id, &survey.global().arn("access-analyzer", "unused-access"));
    let (mut ages, mut counted, mut oldest) = (Vec::new(), Observed::Absent, None);
    let mut silent = survey.regions.enabled.as_ref().err().cloned();
    for (site, answer) in sites.iter().zip(answers) {
        let analyzers = match sheet.seen(answer) {
            Observed::Value(analyzers) => analyzers,
            Observed::Absent => Vec::new(),
            Observed::Unknown(why) => {
                silent = Some(why);
                continue;
            }
        };
        for analyzer in analyzers.iter().filter(|analyzer| works(analyzer, NOT_USED)) {
            let settings = analyzer.configuration.as_ref().and_then(|settings| settings.unused_access.as_ref());
            // 90 days where the analyzer names none ("UnusedAccessConfiguration", IAM Access Analyzer API reference).
            ages.push(settings.and_then(|settings| settings.unused_access_age).unwrap_or(90));
            let findings = sheet.seen(active_findings(site, analyzer).await);
            let own = |findings: Vec<FindingV2>| -> Vec<FindingV2> {
                findings.into_iter().filter(|finding| finding.resource_owner_account == account.id).collect()
            };
            let findings = findings.map(own);
            let age = findings.value().into_iter().flatten().map(|finding| age_days(account, finding.created_at)).max();
            oldest = oldest.max(age);
            counted = findings.map(|findings| i64::try_from(findings.len()).unwrap_or(i64::MAX));
        }
    }
    let analyzed = match silent {
        Some(why) if ages.is_empty() => Observed::Unknown(why),
        _ => Observed::Value(!ages.is_empty()),
    };
    let facts = UnusedAccess {
        oldest_finding_age_days: match &counted {
            Observed::Unknown(why) => Observed::Unknown(why.clone()),
            _ => Observed::of(oldest),
        },
        unused_after_days: Observed::of(ages.into_iter().min()),
        findings: counted,
        analyzed,
    };
    found.coverage.push(Coverage { kind: UNUSED, region: GLOBAL.to_owned(), listed: Ok(1) });
    found.resources.push(sheet.finish(&account.id, &facts));
    found
}

async fn active_findings(site: &Site<'_>, analyzer: &Analyzer) -> Answer<Vec<FindingV2>> {
    if site.needs(UNUSED, ListFindingsV2::OPERATION) {
        site.list::<ListFindingsV2>(active(analyzer)).await
    } else {
        not_collected()
    }
}
