//! The IAM credential report: passwords, second factors and access keys of all users in two calls.
//!
//! Calls: `GenerateCredentialReport` until it is complete, `GetCredentialReport`. IAM makes a new report only when the last
//! one is older than four hours ("Getting credential reports", IAM User Guide), so its age goes into the facts.

use crate::aws::{Account, Answer, operations};
use crate::fact::Observed;
use aws_sdk_iam::Client;
use aws_sdk_iam::types::ReportStateType;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::time::Duration;

/// One row: the columns by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row(BTreeMap<String, String>);

/// The report.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) rows: Vec<Row>,
    /// `GeneratedTime`.
    pub(super) generated: Timestamp,
}

/// How often and how long it is waited for.
const WAITS: &[u64] = &[1, 1, 2, 2, 4, 4, 8, 8, 15, 15];

/// Asks for the report.
pub(super) async fn fetch(account: &Account, client: &Client, region: &str) -> Answer<Report> {
    let made = generate(account, client, region).await;
    match made.seen {
        Observed::Value(()) => {}
        other => return Answer { seen: other.and_then(|()| Observed::Absent), answered: made.answered },
    }
    let operation = &operations::GET_CREDENTIAL_REPORT;
    let answer = account.ask(operation, region, client.get_credential_report().send()).await;
    let mut report = answer.and_then(|output| {
        let content = output.content.map(aws_smithy_types::Blob::into_inner);
        let generated = output.generated_time.and_then(|time| Timestamp::from_second(time.secs()).ok());
        let parsed =
            content.zip(generated).and_then(|(content, generated)| Some(Report { rows: rows(&content)?, generated }));
        Observed::required(parsed, operation.action)
    });
    report.answered.extend(made.answered);
    report
}

async fn generate(account: &Account, client: &Client, region: &str) -> Answer<()> {
    let operation = &operations::GENERATE_CREDENTIAL_REPORT;
    for wait in WAITS {
        let answer = account.ask(operation, region, client.generate_credential_report().send()).await;
        let state = answer.and_then(|output| Observed::required(output.state, operation.action));
        match state.seen {
            Observed::Value(ReportStateType::Complete) => {
                return Answer { seen: Observed::Value(()), answered: state.answered };
            }
            Observed::Value(_) => account.sleep(Duration::from_secs(*wait)).await,
            other => return Answer { seen: other.map(|_| ()), answered: state.answered },
        }
    }
    Answer::known(Observed::Unknown(crate::aws::outcome::failed(operation, "report-not-finished")))
}

/// The rows of the CSV; `None` when it is not the report's format.
fn rows(content: &[u8]) -> Option<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(content);
    let columns = reader.headers().ok()?.clone();
    if !["user", "arn", "password_enabled", "mfa_active"]
        .iter()
        .all(|column| columns.iter().any(|name| name == *column))
    {
        return None;
    }
    let row = |record: &csv::StringRecord| {
        Row(columns.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect())
    };
    reader.records().map(|record| record.ok().as_ref().map(row)).collect()
}

impl Row {
    /// A column's text; empty when the report lacks it.
    pub(super) fn text(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }

    /// The row `<root_account>`.
    pub(super) fn is_root(&self) -> bool {
        self.text("user") == "<root_account>"
    }

    pub(super) fn is_true(&self, column: &str) -> bool {
        self.text(column).eq_ignore_ascii_case("true")
    }

    /// Days since the point in time of a column; `None` for `N/A`, `no_information`, `not_supported`.
    pub(super) fn days_since(&self, column: &str, now: Timestamp) -> Option<i64> {
        let time: Timestamp = self.text(column).parse().ok()?;
        Some(((now.as_second() - time.as_second()) / 86_400).max(0))
    }

    /// Numbers of the access keys that are active.
    pub(super) fn active_keys(&self) -> Vec<u8> {
        [1, 2].into_iter().filter(|number| self.is_true(&format!("access_key_{number}_active"))).collect()
    }
}
