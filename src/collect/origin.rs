//! Who changed what is newly refuted: CloudTrail's event history, asked for the resources concerned and for no others.
//!
//! In: resources, and when each was last seen conforming. Out: an [`Origin`] for each, in the same order. Regions are asked at once,
//! each at the rate that AWS allows; a history that does not answer makes unknown, never "nobody".

use crate::aws::api::main_region;
use crate::aws::wire::cloudtrail_events::LookupEvents;
use crate::aws::{Account, is_silence};
use crate::collect::side_by_side::side_by_side;
use crate::drift::{Concerned, Event, Origin, OriginUnknown, Question, questions};
use crate::fact::{GLOBAL, Observed, ResourceKind, Unknown};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Resources asked about in one run: two questions each, at five in three seconds, take a minute where all lie in one region.
pub const MOST_RESOURCES: usize = 50;

/// Pages read for one question. Of a key or a role in use most events are reading calls, thousands a day.
const MOST_PAGES: usize = 3;

/// Events named of one resource.
const MOST_EVENTS: usize = 5;

/// How far back is asked.
// NOTE: the history holds 90 days ("LookupEvents", CloudTrail API reference), and a start before that may be refused
// (`InvalidTimeRangeException`): an hour less, because AWS's clock goes on while a scan runs.
const HISTORY: SignedDuration = SignedDuration::from_hours(90 * 24 - 1);

/// Who changed each of these resources since it was last seen conforming. More than [`MOST_RESOURCES`] are not asked about.
pub async fn origins(account: &Account, concerned: &[Concerned]) -> Vec<Origin> {
    let mut asked = BTreeSet::new();
    let mut by_region: BTreeMap<String, Vec<&Concerned>> = BTreeMap::new();
    for one in concerned {
        if asked.len() < MOST_RESOURCES && asked.insert(one) {
            by_region.entry(region_of(account, one)).or_default().push(one);
        }
    }
    let ask = async |(region, resources): (String, Vec<&Concerned>)| {
        let mut history = History { account, region, looked: BTreeMap::new(), closed: None };
        let mut found = Vec::new();
        for one in resources {
            found.push((one.clone(), history.origin(one).await));
        }
        found
    };
    let found: BTreeMap<Concerned, Origin> =
        side_by_side(by_region.into_iter().map(ask)).await.into_iter().flatten().collect();
    let too_many = || Origin::unknown(OriginUnknown::TooManyResources { most: MOST_RESOURCES });
    concerned.iter().map(|one| found.get(one).cloned().unwrap_or_else(too_many)).collect()
}

/// The region in whose history changes of a resource stand.
// NOTE: events of IAM, CloudFront, Route 53 and Organizations stand in the region in which they occur, which is the partition's main
// one ("Global service events", CloudTrail User Guide); IAM of China answers in Beijing. Multi-Region Access Points are made and
// changed in us-west-2 ("Multi-Region Access Point restrictions and limitations", S3 User Guide).
fn region_of(account: &Account, concerned: &Concerned) -> String {
    let in_arn = concerned.arn.split(':').nth(3).unwrap_or_default();
    match concerned.kind {
        ResourceKind::S3MultiRegionAccessPoint => "us-west-2".to_owned(),
        _ if concerned.region != GLOBAL => concerned.region.clone(),
        _ if !in_arn.is_empty() => in_arn.to_owned(),
        ResourceKind::IamUser | ResourceKind::IamRole | ResourceKind::IamAccount if account.partition == "aws-cn" => {
            account.global_region().to_owned()
        }
        _ => main_region(&account.home_region()).to_owned(),
    }
}

/// The event history of one region.
struct History<'a> {
    account: &'a Account,
    region: String,
    /// Questions asked, from a point in time on.
    looked: BTreeMap<(Question, Timestamp), Looked>,
    /// Why nothing more is asked: who may not ask once may not ask again.
    closed: Option<Unknown>,
}

/// What one question found.
#[derive(Clone, Debug, Default)]
struct Looked {
    /// Changes, newest first.
    changes: Vec<Event>,
    /// Events read, changes or not, and the time of the oldest.
    read: usize,
    back_to: Option<Timestamp>,
    /// Whether all there are were read.
    all: bool,
    /// Why a page was not seen.
    unseen: Option<Unknown>,
}

impl History<'_> {
    /// Who changed a resource.
    async fn origin(&mut self, concerned: &Concerned) -> Origin {
        let questions = questions(concerned);
        if questions.is_empty() {
            return Origin::unknown(OriginUnknown::NotNamed);
        }
        let start = self.account.now - HISTORY;
        let since = concerned.after.map_or(start, |after| after.max(start));
        let before_history = concerned.after.filter(|after| *after < start);
        let exact = questions.iter().all(Question::is_exact);
        let mut looked = Vec::new();
        for question in questions {
            looked.push(self.look(question, since).await);
        }
        let mut changes: Vec<Event> = looked.iter().flat_map(|one| one.changes.iter().cloned()).collect();
        changes.sort_by(|a, b| (b.time, &b.id).cmp(&(a.time, &a.id)));
        changes.dedup_by(|a, b| a.id == b.id);
        if changes.is_empty() {
            return Origin::unknown(nothing(&looked, since, before_history));
        }
        let all = exact && before_history.is_none() && looked.iter().all(|one| one.all) && changes.len() <= MOST_EVENTS;
        changes.truncate(MOST_EVENTS);
        Origin::Named { events: changes, since, all }
    }

    /// Asks one question, page by page until there is a change.
    async fn look(&mut self, question: Question, since: Timestamp) -> Looked {
        let key = (question, since);
        if let Some(known) = self.looked.get(&key) {
            return known.clone();
        }
        let looked = match &self.closed {
            Some(why) => Looked { unseen: Some(why.clone()), ..Looked::default() },
            None => self.pages(&key.0, since).await,
        };
        self.closed = looked.unseen.clone().filter(is_final);
        self.looked.insert(key, looked.clone());
        looked
    }

    async fn pages(&self, question: &Question, since: Timestamp) -> Looked {
        let mut looked = Looked::default();
        let mut token = None;
        for _ in 0..MOST_PAGES {
            let asked = self.asked(question, since, token.as_deref());
            let page = match self.account.get::<LookupEvents>(&self.region, asked).await.seen {
                Observed::Value(page) => page,
                Observed::Absent => return Looked { all: true, ..looked },
                Observed::Unknown(why) => return Looked { unseen: Some(why), ..looked },
            };
            looked.read += page.events.len();
            looked.back_to = page.events.last().map(|event| event.event_time.0).or(looked.back_to);
            let about = page.events.iter().filter(|event| question.is_about(&event.event_source));
            let within = about.filter(|event| event.event_time.0 >= since);
            looked.changes.extend(within.filter_map(|event| Event::read(event, &self.region)));
            token = page.next_token.filter(|token| !token.is_empty());
            looked.all = token.is_none();
            if looked.all || !looked.changes.is_empty() {
                break;
            }
        }
        looked
    }

    /// The members of a request. The end is the scan's one point in time, so that a replay asks the same.
    fn asked(&self, question: &Question, since: Timestamp, token: Option<&str>) -> Value {
        let (key, value) = question.attribute();
        let mut asked = json!({
            "LookupAttributes": [{ "AttributeKey": key, "AttributeValue": value }],
            "StartTime": since.as_second(),
            "EndTime": self.account.now.as_second(),
            "MaxResults": 50,
        });
        if let Some(token) = token {
            asked["NextToken"] = token.into();
        }
        asked
    }
}

/// Whether a further question would come to the same end.
fn is_final(why: &Unknown) -> bool {
    let refused =
        matches!(why, Unknown::AccessDenied { .. } | Unknown::Throttled { .. } | Unknown::RegionDisabled { .. });
    refused || is_silence(why)
}

/// Why no change was found: what was not seen weighs more than what was not read, and that more than the end of the history.
fn nothing(looked: &[Looked], since: Timestamp, before_history: Option<Timestamp>) -> OriginUnknown {
    if let Some(unknown) = looked.iter().find_map(|one| one.unseen.clone()) {
        return OriginUnknown::NotSeen { unknown };
    }
    if let Some(cut) = looked.iter().find(|one| !one.all) {
        return OriginUnknown::TooManyEvents { read: cut.read, back_to: cut.back_to };
    }
    match before_history {
        Some(after) => OriginUnknown::BeforeHistory { after },
        None => OriginUnknown::NoEvent { since },
    }
}
