//! What many findings have in common is held once.
//!
//! In: resources, and what checks say of them. Out: shared references. Ten thousand buckets are mostly set up in the same few ways:
//! what is said of them differs little, and times only by the second.

use super::finding::{Fact, Ruling};
use crate::fact::{Identity, Resource, Sighting};
use std::collections::{BTreeSet, HashSet};
use std::hash::Hash;
use std::sync::Arc;

/// Everything that is shared, by its content.
#[derive(Debug, Default)]
pub(super) struct Pool {
    regions: BTreeSet<Arc<str>>,
    sightings: HashSet<Arc<Sighting>>,
    facts: HashSet<Arc<Fact>>,
    rulings: HashSet<Arc<Ruling>>,
}

impl Pool {
    /// What is kept of a resource. Of the answers only those of `operations` matter.
    pub(super) fn identity(&mut self, resource: &Resource, operations: &BTreeSet<&'static str>) -> Arc<Identity> {
        let answered = resource.answered.iter();
        let answered = answered.filter_map(|(operation, time)| Some((*operations.get(operation.as_str())?, *time)));
        let (kind, region, answered) = (resource.kind, self.region(&resource.region), answered.collect());
        let sighting = shared(&mut self.sightings, Sighting { kind, region, answered });
        Arc::new(Identity::of(resource, sighting))
    }

    fn region(&mut self, region: &str) -> Arc<str> {
        if let Some(known) = self.regions.get(region) {
            return Arc::clone(known);
        }
        let region: Arc<str> = region.into();
        self.regions.insert(Arc::clone(&region));
        region
    }

    /// What a check says, shared with all resources of which it says the same.
    pub(super) fn ruling(&mut self, mut ruling: Ruling) -> Arc<Ruling> {
        if let Some(known) = self.rulings.get(&ruling) {
            return Arc::clone(known);
        }
        for fact in &mut ruling.facts {
            match self.facts.get(fact) {
                Some(known) => *fact = Arc::clone(known),
                None => _ = self.facts.insert(Arc::clone(fact)),
            }
        }
        // It outlives the resource: what was reserved for more goes.
        ruling.facts.shrink_to_fit();
        ruling.context.shrink_to_fit();
        shared(&mut self.rulings, ruling)
    }
}

fn shared<T: Eq + Hash>(known: &mut HashSet<Arc<T>>, new: T) -> Arc<T> {
    if let Some(known) = known.get(&new) {
        return Arc::clone(known);
    }
    let new = Arc::new(new);
    known.insert(Arc::clone(&new));
    new
}
