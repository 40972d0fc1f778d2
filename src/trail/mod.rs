//! What CloudTrail surely records: selectors of trails and event data stores, weighed against sorts of events.
//!
//! In: who records ([`Recorder`]) and which events ([`Events`]). Out: [`Coverage`]: all of them are recorded, this one is not,
//! or it cannot be said. *All* is said only where one selector takes the whole sort, *not* only with an event that no
//! selector takes. The name of a selector decides nothing. No SDK, no I/O. Reading order: `selector.rs` (what a selector
//! takes), `events.rs` (sorts of events), this file (over all who record).

mod events;
mod selector;

pub use events::{Access, Events, Place};
pub use selector::{BasicSelector, Condition, DataResource, Selector};

/// A trail that works, an event data store, or one of which that is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorder {
    /// The region whose events it takes; `None`: those of every enabled region.
    pub region: Option<String>,
    /// Whether it takes events of global services as well, where its region is theirs (`IncludeGlobalServiceEvents`).
    pub global_services: bool,
    /// What it takes: an event that fits any of these.
    pub selectors: Vec<Selector>,
    /// Hours since its last delivery.
    pub age_hours: f64,
}

/// Whether events are recorded.
#[derive(Clone, Debug, PartialEq)]
pub enum Coverage {
    /// All of them. With the age of the last delivery: of the freshest recorder for each sort, the oldest of these.
    Complete {
        /// In hours.
        age_hours: f64,
    },
    /// Not this one.
    Gap(String),
    /// It cannot be said.
    Open,
}

/// Whether all of these events are recorded.
pub fn coverage(events: &[Events], recorders: &[&Recorder]) -> Coverage {
    let mut all = Coverage::Complete { age_hours: 0.0 };
    for sort in events {
        all = match (all, of_one_sort(sort, recorders)) {
            (Coverage::Gap(gap), _) | (_, Coverage::Gap(gap)) => return Coverage::Gap(gap),
            (Coverage::Open, _) | (_, Coverage::Open) => Coverage::Open,
            (Coverage::Complete { age_hours: one }, Coverage::Complete { age_hours: other }) => {
                Coverage::Complete { age_hours: one.max(other) }
            }
        };
    }
    all
}

fn of_one_sort(events: &Events, recorders: &[&Recorder]) -> Coverage {
    let here: Vec<&Recorder> =
        recorders.iter().copied().filter(|recorder| takes_from(recorder, &events.place)).collect();
    let whole = |recorder: &&&Recorder| recorder.selectors.iter().any(|selector| selector.takes_all(events));
    let freshest = here.iter().filter(whole).map(|recorder| recorder.age_hours).reduce(f64::min);
    if let Some(age_hours) = freshest {
        return Coverage::Complete { age_hours };
    }
    let selectors = || here.iter().flat_map(|recorder| &recorder.selectors);
    let mut examples = events.examples(selectors());
    let missed = examples.find(|example| selectors().all(|selector| selector.takes(example) == Some(false)));
    missed.map_or(Coverage::Open, |example| Coverage::Gap(example.to_string()))
}

/// NOTE: events of global services reach trails of all regions and those of the partition's main region ("Global service
/// events", CloudTrail User Guide; in force since 22 November 2021).
fn takes_from(recorder: &Recorder, place: &Place) -> bool {
    let of_region = |region: &str| recorder.region.as_deref().is_none_or(|own| own == region);
    match place {
        Place::Region(region) => of_region(region),
        Place::GlobalServices { main_region } => recorder.global_services && of_region(main_region),
        Place::UnknownRegions => recorder.region.is_none(),
    }
}
