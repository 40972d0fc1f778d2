//! The reports of AWS's own auditors.
//!
//! Calls: `ListReports` once.

use super::Found;
use super::sheet::{Sheet, age_days};
use super::survey::Survey;
use crate::aws::wire::artifact::{ListReports, Report as Listed};
use crate::fact::artifact::{Operator, Report};
use crate::fact::{GLOBAL, Observed, ResourceKind};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::ArtifactOperator;

/// Collects what Artifact offers.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    let (site, mut found) = (survey.global(), Found::default());
    if !site.wants(KIND) {
        return found;
    }
    let listed = site.list::<ListReports>(json!({})).await;
    found.note(KIND, GLOBAL, &listed.seen.clone().map(|_| vec![()]));
    let Observed::Value(reports) = &listed.seen else { return found };
    let arn = format!("arn:{}:artifact:::report", survey.account.partition);
    let mut sheet = Sheet::new(KIND, GLOBAL, "AWS", &arn);
    sheet.answered(&listed.answered);
    let latest =
        |standard: &str| {
            let fitting = reports.iter().filter(|report| report.state.as_deref() == Some("PUBLISHED"));
            let fitting = fitting.filter(|report| of_aws(report) && names(report, standard));
            let ended = fitting.filter_map(|report| Some((report.period_end?, report)));
            let latest = ended.max_by_key(|(end, _)| *end);
            Observed::of(latest.map(|(end, report)| Report {
                name: report.name.clone(),
                ended_days_ago: age_days(survey.account, end),
            }))
        };
    let facts = Operator { iso_27001: latest("27001"), c5: latest("c5") };
    found.resources.push(sheet.finish(&survey.account.id, &facts));
    found
}

/// Whether a report says that it is about AWS.
// NOTE: Artifact also keeps the reports of vendors on AWS Marketplace, for accounts that are entitled to them
// ("AWSVendorInsightsAssessorReadOnly", AWS Managed Policy Reference); they say nothing of the data centres.
fn of_aws(report: &Listed) -> bool {
    let company = report.company_name.as_deref().unwrap_or_default().to_lowercase();
    let first = company.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    matches!(first, Some("aws" | "amazon"))
}

/// Whether a report's title has a word that begins with this one, as in `ISO 27001:2022` and `C5`.
fn names(report: &Listed, standard: &str) -> bool {
    let words = report.name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.into_iter().any(|word| word == standard || word.strip_prefix("iso") == Some(standard))
}
