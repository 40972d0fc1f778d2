//! The account: what all trails and event data stores together record.

use super::record::Recorders;
use super::store::Stores;
use super::trail::Listing;
use super::{ACCOUNT, needs};
use crate::aws::Answer;
use crate::aws::api::main_region;
use crate::aws::operations::Operation;
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::ListEventDataStores;
use crate::aws::wire::dynamodb::ListTables;
use crate::aws::wire::lambda::ListFunctions;
use crate::collect::Found;
use crate::collect::sheet::Sheet;
use crate::collect::side_by_side::side_by_side;
use crate::collect::survey::{Site, Survey, not_collected};
use crate::fact::cloudtrail::{Account, Recording, Trails};
use crate::fact::{Coverage, GLOBAL, Observed, Unknown};
use crate::trail::{Access, Events, Place};
use jiff::Timestamp;

/// "Working with CloudTrail event history" (CloudTrail User Guide).
const EVENT_HISTORY_DAYS: i64 = 90;

/// The account as a resource.
pub(super) async fn collect(
    survey: &Survey<'_>,
    listing: &Listing,
    stores: &Stores,
    recorders: &Recorders,
    answered: &[(&'static str, Timestamp)],
) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(ACCOUNT) {
        return found;
    }
    found.coverage.push(Coverage { kind: ACCOUNT, region: GLOBAL.to_owned(), listed: Ok(1) });
    let id = &survey.account.id;
    let mut sheet = Sheet::new(ACCOUNT, GLOBAL, id, &format!("arn:{}:iam::{id}:root", survey.account.partition));
    sheet.answered(answered);
    let (tables, functions) = tokio::join!(
        all_of(survey, ListTables::OPERATION, async |site| {
            let listed = (*site.tables.all(&site.region).await).clone();
            listed.map(|names| names.iter().map(|name| site.arn("dynamodb", &format!("table/{name}"))).collect())
        }),
        all_of(survey, ListFunctions::OPERATION, async |site| {
            let listed = (*site.functions.all(&site.region).await).clone();
            listed.map(|functions| functions.into_iter().map(|function| function.function_arn).collect())
        }),
    );
    sheet.answered(&tables.answered);
    sheet.answered(&functions.answered);
    let [reads, writes] = reads_and_writes(&everywhere(survey), Events::management);
    let [kms_reads, kms_writes] =
        reads_and_writes(&in_scope(survey), |place, access| vec![Events::of_kms(place, access)]);
    let facts = Account {
        trails: trails(listing),
        event_data_stores: if needs(survey, &[ACCOUNT], ListEventDataStores::OPERATION) {
            stores.taking_in()
        } else {
            not_collected().seen
        },
        management: recorders.recording(&reads, &writes),
        management_multi_region: recorders.recording_multi_region(&reads, &writes),
        kms: recorders.recording(&kms_reads, &kms_writes),
        dynamodb_tables: tables.recording(recorders, |region, arn| {
            [Access::Read, Access::Write].map(|access| vec![Events::of_table(region, arn, access)])
        }),
        lambda_functions: functions
            .recording(recorders, |region, arn| [Vec::new(), vec![Events::of_function(region, arn)]]),
        event_history_days: EVENT_HISTORY_DAYS,
    };
    found.resources.push(sheet.finish(id, &facts));
    found
}

fn reads_and_writes(places: &[Place], of: fn(&Place, Access) -> Vec<Events>) -> [Vec<Events>; 2] {
    [Access::Read, Access::Write].map(|access| places.iter().flat_map(|place| of(place, access)).collect())
}

/// Every region of the account, and global services.
fn everywhere(survey: &Survey<'_>) -> Vec<Place> {
    let main_region = main_region(&survey.account.home_region()).to_owned();
    let mut places: Vec<Place> = survey.regions.asked.iter().cloned().map(Place::Region).collect();
    if survey.regions.enabled.is_err() {
        places.push(Place::UnknownRegions);
    }
    places.push(Place::GlobalServices { main_region });
    places
}

/// The regions of the document's scope; without one every region of the account.
fn in_scope(survey: &Survey<'_>) -> Vec<Place> {
    match survey.plan.scope() {
        [] => everywhere(survey).into_iter().filter(|place| !matches!(place, Place::GlobalServices { .. })).collect(),
        regions => regions.iter().cloned().map(Place::Region).collect(),
    }
}

fn trails(listing: &Listing) -> Trails {
    let status = || listing.trails.iter().map(|trail| &trail.status.seen);
    let unseen = status().find_map(|status| match status {
        Observed::Unknown(why) => Some(why),
        _ => None,
    });
    let why = unseen.or(listing.regions_unknown.as_ref()).or_else(|| listing.unlisted.values().next());
    let logging = status().filter_map(Observed::value).filter(|status| status.is_logging).count();
    Trails {
        logging: i64::try_from(logging).unwrap_or(i64::MAX),
        all_seen: why.map_or(Observed::Value(true), |why| Observed::Unknown(why.clone())),
    }
}

/// Resources whose use trails can record, in all regions of the document's scope.
struct Resources {
    /// Region and ARN.
    known: Vec<(String, String)>,
    /// Why there may be more.
    unseen: Option<Unknown>,
    answered: Vec<(&'static str, Timestamp)>,
}

async fn all_of(
    survey: &Survey<'_>,
    operation: &'static Operation,
    arns: impl AsyncFn(&Site<'_>) -> Answer<Vec<String>>,
) -> Resources {
    let mut all = Resources { known: Vec::new(), unseen: survey.regions.enabled.clone().err(), answered: Vec::new() };
    if !survey.plan.needs(ACCOUNT, operation) {
        all.unseen = Some(Unknown::undecidable("not-collected"));
        return all;
    }
    let meant = survey.regions.asked.iter().filter(|region| survey.plan.in_scope(ACCOUNT, region));
    let (asked, left_out): (Vec<&String>, Vec<&String>) =
        meant.partition(|region| survey.plan.narrowing.leaves(region));
    all.unseen = all.unseen.or_else(|| left_out.first().map(|region| Unknown::NotAsked { region: (*region).clone() }));
    let answers = side_by_side(asked.iter().map(async |region| arns(&survey.site(region)).await)).await;
    for (region, answer) in asked.into_iter().zip(answers) {
        all.answered.extend(answer.answered);
        match answer.seen {
            Observed::Value(arns) => all.known.extend(arns.into_iter().map(|arn| (region.clone(), arn))),
            Observed::Unknown(why) => all.unseen = Some(why),
            Observed::Absent => {}
        }
    }
    all
}

impl Resources {
    /// What is recorded of their use; absent where there are none. A gap among those known is one, whatever else there is.
    fn recording(&self, recorders: &Recorders, of: impl Fn(&str, &str) -> [Vec<Events>; 2]) -> Observed<Recording> {
        if self.known.is_empty() {
            return self.unseen.clone().map_or(Observed::Absent, Observed::Unknown);
        }
        let (mut reads, mut writes) = (Vec::new(), Vec::new());
        for (region, arn) in &self.known {
            let [read, write] = of(region, arn);
            reads.extend(read);
            writes.extend(write);
        }
        let mut recording = recorders.recording(&reads, &writes);
        for recorded in [&mut recording.all, &mut recording.writes] {
            if let (Some(why), None) = (&self.unseen, &recorded.gap) {
                recorded.complete = false;
                recorded.delivery_age_hours = None;
                recorded.all_seen = Observed::Unknown(why.clone());
            }
        }
        Observed::Value(recording)
    }
}
