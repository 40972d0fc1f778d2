//! Who records: trails and event data stores as [`Recorder`]s, the certain ones apart from those of which it is not known.
//!
//! In: what was seen of trails and stores, and what was not. Out: facts ([`Recorded`]). What an uncertain one could close is
//! no certain gap, and what only an uncertain one takes is not recorded for certain.

use super::store::{SeenStore, Stores};
use super::trail::{Listing, SeenTrail};
use crate::aws::outcome::failed;
use crate::aws::wire::Ask;
use crate::aws::wire::cloudtrail::{AdvancedEventSelector, EventSelectors, GetEventSelectors};
use crate::collect::sheet::hours_ago;
use crate::fact::cloudtrail::{Recorded, Recording};
use crate::fact::{Observed, Unknown};
use crate::trail::{BasicSelector, Condition, Coverage, DataResource, Events, Recorder, Selector, coverage};
use jiff::Timestamp;

/// A trail that delivers what it records to a log group.
#[derive(Debug)]
pub(in crate::collect) struct Feed {
    /// ARN of the log group.
    pub(in crate::collect) log_group: String,
    /// What arrives there.
    pub(in crate::collect) recorder: Recorder,
    /// Why that is not certain, if it is not.
    pub(in crate::collect) open: Option<Unknown>,
}

/// The log groups to which trails deliver, unless it is certain that nothing arrives.
pub(super) fn feeds(listing: &Listing) -> Vec<Feed> {
    listing.trails.iter().filter_map(feed).collect()
}

fn feed(seen: &SeenTrail) -> Option<Feed> {
    let trail = &seen.trail;
    let log_group = given(trail.cloud_watch_logs_log_group_arn.as_ref())?;
    let mut open = None;
    match &seen.status.seen {
        Observed::Value(status) => {
            let error = given(status.latest_cloud_watch_logs_delivery_error.as_ref());
            (status.is_logging && error.is_none()).then_some(())?;
            if status.latest_cloud_watch_logs_delivery_time.is_none() {
                open = Some(Unknown::undecidable("trail-has-not-delivered-yet"));
            }
        }
        Observed::Unknown(why) => open = Some(why.clone()),
        Observed::Absent => return None,
    }
    let selectors = match seen.selectors.seen.clone().and_then(|reply| selectors(&reply)) {
        Observed::Value(selectors) => selectors,
        Observed::Unknown(why) => {
            open = open.or(Some(why));
            vec![Selector::everything()]
        }
        Observed::Absent => return None,
    };
    let recorder = Recorder {
        region: (!trail.is_multi_region_trail).then(|| trail.home_region.clone()),
        global_services: trail.include_global_service_events,
        selectors,
        age_hours: 0.0,
    };
    Some(Feed { log_group, recorder, open })
}

/// Who records.
#[derive(Debug, Default)]
pub(super) struct Recorders {
    certain: Vec<Recorder>,
    /// With the reason why it is not known whether, or what, they record.
    uncertain: Vec<(Recorder, Unknown)>,
}

impl Recorders {
    /// Sorts trails and stores, and what could not be seen of them.
    pub(super) fn of(now: Timestamp, listing: &Listing, stores: &Stores) -> Self {
        let mut all = Self::default();
        for trail in &listing.trails {
            all.trail(now, trail);
        }
        for (region, why) in &listing.unlisted {
            // Trails of all regions show in every region: only what a region has for itself can be missing.
            let region = listing.seen_anywhere.then(|| region.clone());
            all.uncertain.push((everything(region), why.clone()));
        }
        if let Some(why) = &listing.regions_unknown {
            all.uncertain.push((everything(None), why.clone()));
        }
        for store in &stores.stores {
            all.store(store);
        }
        all.uncertain.extend(stores.unlisted.values().map(|why| (everything(None), why.clone())));
        all
    }

    fn trail(&mut self, now: Timestamp, seen: &SeenTrail) {
        let trail = &seen.trail;
        let recorder = |selectors, age_hours| Recorder {
            region: (!trail.is_multi_region_trail).then(|| trail.home_region.clone()),
            global_services: trail.include_global_service_events,
            selectors,
            age_hours,
        };
        let status = match &seen.status.seen {
            Observed::Value(status) => Ok(status),
            Observed::Unknown(why) => Err(why.clone()),
            Observed::Absent => return,
        };
        // Whatever its selectors say: it does not record, or what it records does not arrive.
        let stands_still = |status: &&crate::aws::wire::cloudtrail::TrailStatus| {
            !status.is_logging || given(status.latest_delivery_error.as_ref()).is_some()
        };
        if status.as_ref().is_ok_and(stands_still) {
            return;
        }
        let selectors = seen.selectors.seen.clone().and_then(|reply| selectors(&reply));
        let selectors = match selectors {
            Observed::Value(selectors) => selectors,
            Observed::Unknown(why) => return self.uncertain.push((recorder(vec![Selector::everything()], 0.0), why)),
            Observed::Absent => return,
        };
        match status.map(|status| status.latest_delivery_time) {
            Ok(Some(time)) => self.certain.push(recorder(selectors, hours_ago(now, time.0))),
            Ok(None) => {
                let why = Unknown::undecidable("trail-has-not-delivered-yet");
                self.uncertain.push((recorder(selectors, 0.0), why));
            }
            Err(why) => self.uncertain.push((recorder(selectors, 0.0), why)),
        }
    }

    fn store(&mut self, store: &SeenStore) {
        match &store.settings.seen {
            Observed::Value(settings) if !stopped(&settings.status) => {
                let recorder = Recorder {
                    region: (!settings.multi_region_enabled).then(|| store.region.clone()),
                    global_services: true,
                    selectors: settings.advanced_event_selectors.iter().map(advanced).collect(),
                    age_hours: 0.0,
                };
                self.uncertain.push((recorder, Unknown::undecidable("event-data-store-tells-no-delivery")));
            }
            Observed::Unknown(why) => self.uncertain.push((everything(None), why.clone())),
            _ => {}
        }
    }

    /// What is recorded of reads and writes together, and of writes alone.
    pub(super) fn recording(&self, reads: &[Events], writes: &[Events]) -> Recording {
        self.recording_by(reads, writes, false)
    }

    /// The same by trails and stores of all regions alone.
    pub(super) fn recording_multi_region(&self, reads: &[Events], writes: &[Events]) -> Recording {
        self.recording_by(reads, writes, true)
    }

    fn recording_by(&self, reads: &[Events], writes: &[Events], multi_region: bool) -> Recording {
        let all = [reads, writes].concat();
        Recording { all: self.recorded(&all, multi_region), writes: self.recorded(writes, multi_region) }
    }

    fn recorded(&self, events: &[Events], multi_region: bool) -> Recorded {
        let counts = |recorder: &&Recorder| !multi_region || recorder.region.is_none();
        let certain: Vec<&Recorder> = self.certain.iter().filter(counts).collect();
        let uncertain: Vec<&Recorder> = self.uncertain.iter().map(|(recorder, _)| recorder).filter(counts).collect();
        let (complete, gap, delivery_age_hours, open) = match coverage(events, &certain) {
            Coverage::Complete { age_hours } => (true, None, Some(age_hours), false),
            Coverage::Gap(gap) => (false, Some(gap), None, false),
            Coverage::Open => (false, None, None, true),
        };
        let sure = matches!(coverage(events, &[certain, uncertain].concat()), Coverage::Gap(_));
        let why = self.uncertain.iter().find(|(recorder, _)| counts(&recorder)).map(|(_, why)| why.clone());
        let all_seen = match why {
            _ if sure => Observed::Value(true),
            Some(why) => Observed::Unknown(why),
            None if open => Observed::Unknown(Unknown::undecidable("selectors-leave-it-open")),
            None => Observed::Value(true),
        };
        Recorded { complete, gap, delivery_age_hours, all_seen }
    }
}

/// One that may record everything, in a region or in all.
fn everything(region: Option<String>) -> Recorder {
    Recorder { region, global_services: true, selectors: vec![Selector::everything()], age_hours: 0.0 }
}

/// States of an event data store in which it takes nothing in (`EventDataStoreStatus`).
fn stopped(status: &str) -> bool {
    ["STOPPED_INGESTION", "STOPPING_INGESTION", "PENDING_DELETION"].contains(&status)
}

/// An error that is given; an empty text is none.
pub(super) fn given(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

/// The selectors of a trail. Every trail has some ("EventSelector", CloudTrail API reference: without any it records all
/// management events), so an answer without any is half an answer.
fn selectors(reply: &EventSelectors) -> Observed<Vec<Selector>> {
    let basic = reply.event_selectors.iter().flatten().map(|selector| BasicSelector {
        read_write_type: selector.read_write_type.clone(),
        management: selector.include_management_events,
        excluded_sources: selector.exclude_management_event_sources.clone(),
        data: selector
            .data_resources
            .iter()
            .map(|resource| DataResource { kind: resource.kind.clone(), values: resource.values.clone() })
            .collect(),
    });
    let own = reply.advanced_event_selectors.iter().flatten().map(advanced);
    let all: Vec<Selector> = basic.flat_map(|selector| selector.advanced()).chain(own).collect();
    let none = [reply.event_selectors.as_ref().map(Vec::len), reply.advanced_event_selectors.as_ref().map(Vec::len)]
        .iter()
        .all(|length| length.unwrap_or_default() == 0);
    if none {
        return Observed::Unknown(failed(GetEventSelectors::OPERATION, "incomplete-answer"));
    }
    Observed::Value(all)
}

fn advanced(selector: &AdvancedEventSelector) -> Selector {
    let condition = |field: &crate::aws::wire::cloudtrail::FieldSelector| Condition {
        field: field.field.clone(),
        equals: field.equals.clone(),
        starts_with: field.starts_with.clone(),
        ends_with: field.ends_with.clone(),
        not_equals: field.not_equals.clone(),
        not_starts_with: field.not_starts_with.clone(),
        not_ends_with: field.not_ends_with.clone(),
    };
    Selector(selector.field_selectors.iter().map(condition).collect())
}

#[cfg(test)]
mod tests;
