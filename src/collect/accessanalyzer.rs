//! What IAM Access Analyzer found: access from outside region by region, unused access for the account.
//!
//! Calls per region: `ListAnalyzers`, once for both; per active analyzer `ListFindings`, or `GetAnalyzer` and `ListFindingsV2`, for
//! what rules read.

use super::Found;
use super::sheet::{Sheet, age_days};
use super::survey::{Site, Survey, not_collected};
use crate::aws::wire::Ask;
use crate::aws::wire::accessanalyzer::{
    Analyzer, Exclusion, Finding, FindingV2, GetAnalyzer, ListAnalyzers, ListFindings, ListFindingsV2,
};
use crate::aws::{Answer, Once};
use crate::collect::side_by_side::side_by_side;
use crate::fact::accessanalyzer::{ExternalAccess, Outside, UnusedAccess};
use crate::fact::{Coverage, GLOBAL, Observed, Resource, ResourceKind, Unknown};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const EXTERNAL: ResourceKind = ResourceKind::AccessAnalyzerExternal;
const UNUSED: ResourceKind = ResourceKind::AccessAnalyzerUnused;

/// The analyzers of a region, whoever asks first.
type Listed = Once<String, Answer<Vec<Analyzer>>>;

/// Collects what analyzers say.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let listed = Listed::default();
    let (mut external, unused) = tokio::join!(
        survey.in_regions(&[EXTERNAL], async |site| in_region(site, &listed).await),
        unused(survey, &listed)
    );
    external.add(unused);
    external
}

async fn in_region(site: &Site<'_>, listed: &Listed) -> Found {
    let analyzers = async { analyzers(site, listed).await.map(|analyzers| vec![analyzers]) };
    site.each(EXTERNAL, analyzers, async |analyzers, listed| external(site, analyzers, listed).await).await
}

async fn analyzers(site: &Site<'_>, listed: &Listed) -> Answer<Vec<Analyzer>> {
    let answer = listed.get(site.region.clone(), site.list::<ListAnalyzers>(json!({}))).await;
    Answer::clone(&answer)
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
    let principals =
        analyzed.iter().flat_map(|finding| &finding.principal).map(|(kind, name)| outsider(kind, name).to_owned());
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

/// A principal as a document would name it: of an `AWS` principal, an id or an ARN, the account.
///
/// NOTE: "AWS JSON policy elements: Principal" (IAM User Guide): the ARN of a federated principal names the identity provider,
/// which lies in an account of AWS's customers, often in the own one; who signs in there belongs to neither.
fn outsider<'p>(kind: &str, principal: &'p str) -> &'p str {
    let in_arn = principal.strip_prefix("arn:").and_then(|arn| arn.split(':').nth(3)).filter(|id| !id.is_empty());
    in_arn.filter(|_| kind == "AWS").unwrap_or(principal)
}

/// Unused access is a matter of IAM, so one analyzer in any region sees all of it.
async fn unused(survey: &Survey<'_>, listed: &Listed) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(UNUSED) {
        return found;
    }
    let account = survey.account;
    let mut sheet = Sheet::new(UNUSED, GLOBAL, &account.id, &survey.global().arn("access-analyzer", "unused-access"));
    let facts = looked_for(survey, listed, &mut sheet).await;
    found.coverage.push(Coverage { kind: UNUSED, region: GLOBAL.to_owned(), listed: Ok(1) });
    found.resources.push(sheet.finish(&account.id, &facts));
    found
}

async fn looked_for(survey: &Survey<'_>, listed: &Listed, sheet: &mut Sheet) -> UnusedAccess {
    let left = |region: &&String| survey.plan.narrowing.leaves(region);
    let (asked, left_out): (Vec<&String>, Vec<&String>) = survey.regions.asked.iter().partition(left);
    let sites: Vec<Site<'_>> = asked.into_iter().map(|region| survey.site(region)).collect();
    let answers = side_by_side(sites.iter().map(async |site| analyzers(site, listed).await)).await;
    let (mut unused_after, mut ages) = (Vec::new(), Observed::Absent);
    let not_asked = left_out.first().map(|region| Unknown::NotAsked { region: (*region).clone() });
    let mut silent = survey.regions.enabled.as_ref().err().cloned().or(not_asked);
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
            let age = match sheet.seen(age_of_unused(site, analyzer).await) {
                Observed::Value(age) => age,
                // It does not look at this account.
                Observed::Absent => continue,
                Observed::Unknown(why) => {
                    silent = Some(why);
                    continue;
                }
            };
            unused_after.push(age);
            let own = ages_of_own(survey, &sheet.seen(active_findings(site, analyzer).await));
            ages = together(ages, own);
        }
    }
    let analyzed = match &silent {
        Some(why) if unused_after.is_empty() => Observed::Unknown(why.clone()),
        _ => Observed::Value(!unused_after.is_empty()),
    };
    UnusedAccess {
        analyzed,
        all_analyzers_seen: silent.map_or(Observed::Value(true), Observed::Unknown),
        unused_after_days: Observed::of(unused_after.into_iter().min()),
        findings: ages.clone().map(|ages| i64::try_from(ages.len()).unwrap_or(i64::MAX)),
        oldest_finding_age_days: ages.and_then(|ages| Observed::of(ages.into_iter().max())),
    }
}

/// After how many days an analyzer takes access for unused; absent where it passes over this account, unknown where it does
/// not say, or passes over some of what the account has.
async fn age_of_unused(site: &Site<'_>, analyzer: &Analyzer) -> Answer<i64> {
    let details = site.get_for::<GetAnalyzer>(UNUSED, json!({ "analyzerName": analyzer.name })).await;
    details.and_then(|details| {
        let settings = details.analyzer.configuration.and_then(|settings| settings.unused_access);
        let exclusions = settings.as_ref().and_then(|settings| settings.analysis_rule.as_ref());
        let own = |exclusion: &&Exclusion| {
            exclusion.account_ids.is_empty() || exclusion.account_ids.contains(&site.account.id)
        };
        let own: Vec<&Exclusion> = exclusions.into_iter().flat_map(|rule| &rule.exclusions).filter(own).collect();
        if own.iter().any(|exclusion| exclusion.resource_tags.is_empty()) {
            Observed::Absent
        } else if own.is_empty() {
            Observed::required(settings.and_then(|settings| settings.unused_access_age), GetAnalyzer::OPERATION.action)
        } else {
            Observed::Unknown(Unknown::undecidable("analyzer-passes-over-tags"))
        }
    })
}

/// The ages in days of the findings about this account.
fn ages_of_own(survey: &Survey<'_>, findings: &Observed<Vec<FindingV2>>) -> Observed<Vec<i64>> {
    let own = |finding: &&FindingV2| finding.resource_owner_account == survey.account.id;
    let age = |finding: &FindingV2| age_days(survey.account, finding.created_at);
    findings.clone().map(|findings| findings.iter().filter(own).map(age).collect())
}

/// The findings of two analyzers. What one did not tell, another cannot make up for.
fn together(before: Observed<Vec<i64>>, more: Observed<Vec<i64>>) -> Observed<Vec<i64>> {
    match before {
        Observed::Absent => more,
        Observed::Value(before) => more.map(|more| before.into_iter().chain(more).collect()),
        Observed::Unknown(why) => Observed::Unknown(why),
    }
}

async fn active_findings(site: &Site<'_>, analyzer: &Analyzer) -> Answer<Vec<FindingV2>> {
    if site.needs(UNUSED, ListFindingsV2::OPERATION) {
        site.list::<ListFindingsV2>(active(analyzer)).await
    } else {
        not_collected()
    }
}

#[cfg(test)]
mod tests {
    use super::outsider;

    #[test]
    fn only_principals_of_aws_stand_for_their_account() {
        assert_eq!(outsider("AWS", "444455556666"), "444455556666");
        assert_eq!(outsider("AWS", "arn:aws:iam::444455556666:role/reader"), "444455556666");
        assert_eq!(outsider("AWS", "*"), "*");
    }

    #[test]
    fn who_signs_in_by_a_provider_of_the_own_account_is_not_the_own_account() {
        for provider in [
            "arn:aws:iam::111122223333:saml-provider/partner",
            "arn:aws:iam::111122223333:oidc-provider/token.actions.example.com",
            "cognito-identity.amazonaws.com",
        ] {
            assert_eq!(outsider("Federated", provider), provider);
        }
        assert_eq!(outsider("CanonicalUser", "79a5"), "79a5");
    }
}
