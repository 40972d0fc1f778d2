//! What Macie found in buckets, region by region in which there are some.
//!
//! Calls per region: `GetMacieSession`; where Macie is on, `GetAdministratorAccount`, `DescribeBuckets`, `ListFindings` of
//! financial information and, in lots of 50, `GetFindings`.

use super::Found;
use super::s3::Buckets;
use super::sheet::{Sheet, days_ago};
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::macie2::{
    Bucket as Known, DescribeBuckets, Finding, GetAdministratorAccount, GetFindings, GetMacieSession, ListFindings,
};
use crate::collect::side_by_side::side_by_side;
use crate::fact::macie2::Bucket;
use crate::fact::{Coverage, GLOBAL, Observed, ResourceKind, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

const KIND: ResourceKind = ResourceKind::Macie2Bucket;

/// Collects what Macie knows of the account's buckets.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(KIND) {
        return found;
    }
    let listed = survey.buckets.listed().await;
    found.note(KIND, GLOBAL, &listed.seen);
    let mut by_region: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for bucket in listed.seen.value().into_iter().flat_map(|buckets| buckets.iter()) {
        match &bucket.region {
            Ok(region) if survey.plan.covers(KIND, region) => by_region.entry(region).or_default().push(&bucket.name),
            Ok(_) => {}
            // As among buckets: one whose region is not known must not vanish.
            Err(why) => {
                let (region, listed) = (bucket.name.to_string(), Err(Unknown::clone(why)));
                found.coverage.push(Coverage { kind: KIND, region, listed });
            }
        }
    }
    let regions = by_region.into_iter().map(|(region, names)| in_region(survey.site(region), names, listed));
    found.resources = side_by_side(regions).await.into_iter().flatten().collect();
    found
}

async fn in_region(site: Site<'_>, names: Vec<&str>, listed: &Answer<Buckets>) -> Vec<crate::fact::Resource> {
    let mut region = Sheet::new(KIND, &site.region, "", "");
    region.answered(&listed.answered);
    let macie = Macie::look(&site, &mut region).await;
    let describe = |name: &str| {
        let mut sheet = region.clone();
        name.clone_into(&mut sheet.name);
        sheet.arn = format!("arn:{}:s3:::{name}", site.account.partition);
        sheet.finish(&site.account.id, &macie.bucket(&site, name))
    };
    names.into_iter().map(describe).collect()
}

/// Macie in one region; everything but the status is absent where it is off.
struct Macie {
    status: Observed<String>,
    administrator: Observed<String>,
    buckets: Observed<Vec<Known>>,
    findings: Observed<Vec<Finding>>,
}

impl Macie {
    async fn look(site: &Site<'_>, sheet: &mut Sheet) -> Self {
        let session = sheet.seen(site.get_for::<GetMacieSession>(KIND, json!({})).await);
        match session {
            Observed::Value(session) => {
                // The administrator's jobs show other accounts' buckets and findings too.
                let own = json!({ "accountId": { "eq": [site.account.id] } });
                let (administrator, buckets, findings) = tokio::join!(
                    site.get_for::<GetAdministratorAccount>(KIND, json!({})),
                    site.list_for::<DescribeBuckets>(KIND, json!({ "criteria": own })),
                    findings(site),
                );
                let administrator = sheet.seen(administrator).and_then(|reply| Observed::of(reply.administrator));
                Self {
                    status: Observed::Value(session.status),
                    administrator: administrator.map(|administrator| administrator.account_id),
                    buckets: sheet.seen(buckets),
                    findings: sheet.seen(findings),
                }
            }
            Observed::Absent => Self {
                status: Observed::Absent,
                administrator: Observed::Absent,
                buckets: Observed::Absent,
                findings: Observed::Absent,
            },
            Observed::Unknown(why) => Self {
                status: Observed::Unknown(why.clone()),
                administrator: Observed::Unknown(why.clone()),
                buckets: Observed::Unknown(why.clone()),
                findings: Observed::Unknown(why),
            },
        }
    }

    fn bucket(&self, site: &Site<'_>, name: &str) -> Bucket {
        let known = self.buckets.as_ref().and_then(|buckets| {
            Observed::of(
                buckets.iter().find(|bucket| bucket.account_id == site.account.id && bucket.bucket_name == name),
            )
        });
        let findings = |archived: bool| {
            self.findings.as_ref().map(|findings| {
                let here = findings.iter().filter(|finding| finding.resources_affected.s3_bucket.name == name);
                here.filter(|finding| finding.archived == archived && !finding.sample).map(shown).collect()
            })
        };
        Bucket {
            status: self.status.clone(),
            administrator: self.administrator.clone(),
            objects: known.clone().and_then(|bucket| Observed::of(bucket.object_count)),
            analysable_objects: known.clone().and_then(|bucket| Observed::of(bucket.classifiable_object_count)),
            analysis_age_days: known.and_then(|bucket| analysis_age(site, bucket)),
            payment_data: findings(false),
            archived_payment_data: findings(true),
        }
    }
}

/// Days since Macie last looked into a bucket, in either way.
fn analysis_age(site: &Site<'_>, bucket: &Known) -> Observed<i64> {
    let job = bucket.job_details.as_ref().and_then(|job| job.last_job_run_time);
    let latest = [job, bucket.last_automated_discovery_time].into_iter().flatten().max();
    Observed::of(latest.map(|time| days_ago(site.account.now, time.0)))
}

/// Findings of financial information in the account's own buckets, also those put away.
async fn findings(site: &Site<'_>) -> Answer<Vec<Finding>> {
    // "Fields for filtering Macie findings", Amazon Macie User Guide.
    let criterion = json!({
        "accountId": { "eq": [site.account.id] },
        "classificationDetails.result.sensitiveData.category": { "eq": [FINANCIAL] },
    });
    let members = json!({ "findingCriteria": { "criterion": criterion } });
    let mut listed = site.list_for::<ListFindings>(KIND, members).await;
    let ids = match listed.seen {
        Observed::Value(ids) => ids,
        Observed::Absent => return Answer { seen: Observed::Absent, answered: listed.answered },
        Observed::Unknown(why) => return Answer { seen: Observed::Unknown(why), answered: listed.answered },
    };
    let members = |lot: &[String]| json!({ "findingIds": lot });
    let found =
        site.look_up::<GetFindings, _>(KIND, &ids, members, |reply| reply.findings, |finding| &finding.id).await;
    listed.answered.extend(found.answered);
    Answer { seen: found.seen, answered: listed.answered }
}

/// What Macie calls numbers of bank accounts, credit cards and what belongs to them.
const FINANCIAL: &str = "FINANCIAL_INFORMATION";

/// `CREDIT_CARD_NUMBER (finding 0a1b…)`
fn shown(finding: &Finding) -> String {
    let data = finding.classification_details.result.sensitive_data.iter().filter(|data| data.category == FINANCIAL);
    let types: Vec<&str> = data.flat_map(|data| &data.detections).map(|detection| detection.ty.as_str()).collect();
    format!("{} ({})", types.join(", "), finding.id)
}
