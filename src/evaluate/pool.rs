//! What many findings have in common is held once.
//!
//! In: resources, and what checks say of them. Out: shared references. Ten thousand buckets are mostly set up in the same few ways:
//! what is said of them differs little, and times only by the second.

use super::finding::{Fact, Ruling};
use crate::fact::{Answered, Identity, Resource, ResourceKind, Spot};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::Hash;
use std::sync::Arc;

/// Everything that is shared, by its content.
#[derive(Debug, Default)]
pub(super) struct Pool {
    spots: BTreeMap<ResourceKind, BTreeMap<String, Arc<Spot>>>,
    answered: HashSet<Answered>,
    facts: HashSet<Arc<Fact>>,
    rulings: HashSet<Arc<Ruling>>,
}

impl Pool {
    /// What is kept of a resource. Of the answers only those of `operations` matter.
    pub(super) fn identity(&mut self, resource: &Resource, operations: &BTreeSet<&'static str>) -> Arc<Identity> {
        let spot = self.spot(resource.kind, &resource.region);
        let answered = resource.answered.iter();
        let answered = answered.filter_map(|(operation, time)| Some((*operations.get(operation.as_str())?, *time)));
        let answered = self.answered(answered.collect());
        Arc::new(Identity::of(resource, spot, answered))
    }

    fn spot(&mut self, kind: ResourceKind, region: &str) -> Arc<Spot> {
        let regions = self.spots.entry(kind).or_default();
        if let Some(spot) = regions.get(region) {
            return Arc::clone(spot);
        }
        let spot = Arc::new(Spot { kind, region: region.to_owned() });
        regions.insert(region.to_owned(), Arc::clone(&spot));
        spot
    }

    fn answered(&mut self, answered: Vec<(&'static str, Timestamp)>) -> Answered {
        if let Some(known) = self.answered.get(answered.as_slice()) {
            return Arc::clone(known);
        }
        let answered: Answered = answered.into();
        self.answered.insert(Arc::clone(&answered));
        answered
    }

    /// What a check says, shared with all resources of which it says the same.
    pub(super) fn ruling(&mut self, mut ruling: Ruling) -> Arc<Ruling> {
        if let Some(known) = self.rulings.get(&ruling) {
            return Arc::clone(known);
        }
        for fact in &mut ruling.facts {
            *fact = shared(&mut self.facts, Arc::clone(fact));
        }
        // It outlives the resource: what was reserved for more goes.
        ruling.facts.shrink_to_fit();
        ruling.context.shrink_to_fit();
        shared(&mut self.rulings, Arc::new(ruling))
    }
}

fn shared<T: Eq + Hash>(known: &mut HashSet<Arc<T>>, new: Arc<T>) -> Arc<T> {
    if let Some(known) = known.get(&new) {
        return Arc::clone(known);
    }
    known.insert(Arc::clone(&new));
    new
}
