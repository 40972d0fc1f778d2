//! The event around what is said: metadata, account, times.
//!
//! In: what a file is about, and what one event says. Out: an event, to which resources and evidence can be added.

use super::model::{
    Account, Analytic, Cloud, Coded, Compliance, Event, FindingInfo, Metadata, Millis, Product, Resource, Unmapped,
    VERSION,
};
use crate::report::identity::part;
use crate::report::plain::{clipped, one_line};
use crate::text::Lang;
use jiff::Timestamp;
use uuid::Uuid;

/// The document in the account that a file, or a part of it, is about.
#[derive(Clone, Copy)]
pub(crate) struct About<'e> {
    pub(crate) account: &'e str,
    pub(crate) party: &'e str,
    pub(crate) title: &'e str,
    pub(crate) version: &'e str,
    /// Version of tomscan.
    pub(crate) tomscan: &'e str,
    pub(crate) lang: Lang,
    /// When it was seen, or put together.
    pub(crate) time: Timestamp,
}

/// What an event says.
pub(crate) struct Said {
    /// Which kind of event: `claim`, `resource` or `not-listed`.
    pub(crate) code: &'static str,
    /// What it is about, the same in every file.
    pub(crate) id: Uuid,
    pub(crate) activity: Coded,
    pub(crate) severity: Coded,
    pub(crate) status: Coded,
    pub(crate) title: String,
    pub(crate) desc: String,
    pub(crate) compliance: Compliance,
    pub(crate) analytic: Option<Analytic>,
    pub(crate) seen: Span,
}

/// From when to when something was seen.
#[derive(Clone, Copy, Default)]
pub(crate) struct Span {
    pub(crate) first: Option<Timestamp>,
    /// When it was last seen, where that is known.
    pub(crate) last: Option<Timestamp>,
    /// The end of the time that the event tells of, where it is more than a moment.
    pub(crate) end: Option<Timestamp>,
}

impl<'e> About<'e> {
    /// The standard that is measured by: the company's own document, and no law, with which tomscan states no conformity.
    pub(crate) fn standard(&self) -> [String; 1] {
        let Self { party, title, version, .. } = self;
        let version = if version.is_empty() { String::new() } else { format!(" ({version})") };
        [sentence(&format!("{party}: {title}{version}"))]
    }

    /// The judgement of an event: by which rule or claim, for which claims, with what result, and what there is to say of it.
    pub(crate) fn compliance(
        &self,
        control: String,
        requirements: Vec<String>,
        status: Coded,
        code: &'static str,
        text: Option<&str>,
    ) -> Compliance {
        Compliance {
            standards: self.standard(),
            requirements,
            control,
            control_parameters: Vec::new(),
            category: None,
            checks: Vec::new(),
            status_id: status.0,
            status: status.1,
            status_code: code,
            status_details: text.map(sentence).into_iter().collect(),
        }
    }

    /// An event that says this.
    pub(crate) fn event(&self, said: Said) -> Event<'e> {
        let (time, seen) = (self.time, said.seen);
        let created = seen.first.unwrap_or(time);
        let modified = seen.end.or(seen.last).unwrap_or(time);
        let (start, end) = (seen.end.and(seen.first), seen.end);
        let (desc, title) = (sentence(&said.desc), sentence(&said.title));
        Event {
            activity_id: said.activity.0,
            activity_name: said.activity.1,
            category_uid: 2,
            category_name: "Findings",
            class_uid: 2003,
            class_name: "Compliance Finding",
            type_uid: 200_300 + said.activity.0,
            type_name: format!("Compliance Finding: {}", said.activity.1),
            time: Millis(time),
            time_dt: time,
            start_time: start.map(Millis),
            start_time_dt: start,
            end_time: end.map(Millis),
            end_time_dt: end,
            severity_id: said.severity.0,
            severity: said.severity.1,
            status_id: said.status.0,
            status: said.status.1,
            status_code: said.compliance.status_code,
            status_detail: desc.clone(),
            message: title.clone(),
            comment: None,
            metadata: self.metadata(said.id, said.code, created),
            cloud: Cloud {
                provider: "AWS",
                region: None,
                account: Account { uid: self.account, kind: "AWS Account", type_id: 10 },
            },
            finding_info: FindingInfo {
                uid: said.id.to_string(),
                title,
                desc,
                types: [said.code],
                created_time: Millis(created),
                created_time_dt: created,
                modified_time: Millis(modified),
                modified_time_dt: modified,
                first_seen_time: seen.first.map(Millis),
                first_seen_time_dt: seen.first,
                last_seen_time: seen.last.map(Millis),
                last_seen_time_dt: seen.last,
                analytic: said.analytic,
                data_sources: Vec::new(),
            },
            compliance: said.compliance,
            resources: Vec::new(),
            evidences: Vec::new(),
            remediation: None,
            unmapped: Unmapped::default(),
        }
    }

    fn metadata(&self, id: Uuid, code: &'static str, begun: Timestamp) -> Metadata {
        Metadata {
            uid: part(id, &format!("{begun} {}", self.time)).to_string(),
            version: VERSION,
            profiles: ["cloud", "datetime"],
            event_code: code,
            log_provider: "tomscan",
            product: Product {
                name: "tomscan",
                vendor_name: "tomscan",
                version: self.tomscan.to_owned(),
                lang: self.lang.to_string(),
                url_string: env!("CARGO_PKG_REPOSITORY"),
            },
        }
    }
}

/// Text for people: one line, cut where nobody reads on.
pub(crate) fn sentence(text: &str) -> String {
    clipped(&one_line(text))
}

/// A rule as what found it.
pub(crate) fn rule(id: &str, title: &str) -> Analytic {
    Analytic { uid: id.to_owned(), name: sentence(title), kind: "Rule", type_id: 1 }
}

/// A resource of the account.
pub(crate) fn resource<'e>(kind: &'static str, name: &str, region: &'e str, arn: &'e str) -> Resource<'e> {
    let partition = arn.split(':').nth(1).filter(|partition| partition.starts_with("aws"));
    Resource {
        uid: arn.to_owned(),
        name: name.to_owned(),
        kind,
        region,
        cloud_partition: partition,
        role_id: 1,
        role: "Target",
    }
}

/// The region of an event; global services have none.
pub(crate) fn region(region: &str) -> Option<&str> {
    Some(region).filter(|region| !["global", "*"].contains(region))
}
