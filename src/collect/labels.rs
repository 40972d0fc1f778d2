//! Tags of several resources put together.
//!
//! In: the tags of each. Out: [`Labels`]: per key the values that occur, and what was not seen.

use crate::fact::ec2_vpc::Labels;
use crate::fact::{Observed, Unknown};
use std::collections::{BTreeMap, BTreeSet};

/// A key with more values than this tells resources apart (`Name`) and not areas: no rule asks for it, and a report that listed
/// it would be unreadable.
const MOST_VALUES: usize = 50;

/// Labels in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Labelling {
    /// The tags of each resource, and whether it must have every key that is asked for.
    items: Vec<(BTreeMap<String, String>, bool)>,
    unseen: Option<Unknown>,
}

impl Labelling {
    /// Adds a resource. `must`: without a key it counts as lacking it; else it only adds the keys that it has.
    pub(super) fn add(&mut self, tags: BTreeMap<String, String>, must: bool) {
        self.items.push((tags, must));
    }

    /// Adds a resource whose tags may not have been seen.
    pub(super) fn add_seen(&mut self, tags: &Observed<BTreeMap<String, String>>, must: bool) {
        match tags {
            Observed::Value(tags) => self.add(tags.clone(), must),
            Observed::Absent => self.add(BTreeMap::new(), must),
            Observed::Unknown(why) => self.unseen(why.clone()),
        }
    }

    /// Notes that something was not seen; the first reason stands.
    pub(super) fn unseen(&mut self, why: Unknown) {
        self.unseen.get_or_insert(why);
    }

    /// Notes why a list was not seen, if so.
    pub(super) fn seen_all<T>(&mut self, list: &Observed<T>) {
        if let Observed::Unknown(why) = list {
            self.unseen(why.clone());
        }
    }

    /// The labels.
    pub(super) fn labels(&self) -> Labels {
        let keys: BTreeSet<&String> = self.items.iter().flat_map(|(tags, _)| tags.keys()).collect();
        let values = |key: &String| -> BTreeSet<String> {
            let value = |(tags, must): &(BTreeMap<String, String>, bool)| match tags.get(key) {
                Some(value) => Some(value.clone()),
                None => must.then(String::new),
            };
            self.items.iter().filter_map(value).collect()
        };
        let each = keys.into_iter().map(|key| (key.clone(), values(key)));
        Labels {
            tag_values: each
                .filter(|(_, values)| values.len() <= MOST_VALUES)
                .map(|(key, values)| (key, values.into_iter().collect()))
                .collect(),
            resources: i64::try_from(self.items.len()).unwrap_or(i64::MAX),
            all_seen: self.unseen.clone().map_or(Observed::Value(true), Observed::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_must_have_a_tag_and_lacks_it_shows_as_the_empty_text() {
        let mut labelling = Labelling::default();
        labelling.add(tags(&[("Environment", "prod")]), true);
        labelling.add(tags(&[]), true);
        labelling.add(tags(&[("Team", "a")]), false);
        let labels = labelling.labels();
        assert_eq!(labels.tag_values["Environment"], ["", "prod"]);
        assert_eq!(labels.tag_values["Team"], ["", "a"]);
        assert_eq!((labels.resources, labels.all_seen), (3, Observed::Value(true)));
    }

    #[test]
    fn a_key_that_tells_every_resource_apart_is_left_out() {
        let mut labelling = Labelling::default();
        (0..51).for_each(|number| labelling.add(tags(&[("Name", &number.to_string()), ("Environment", "prod")]), true));
        let labels = labelling.labels();
        assert_eq!(labels.tag_values.keys().collect::<Vec<_>>(), ["Environment"]);
    }

    #[test]
    fn what_was_not_seen_is_told() {
        let mut labelling = Labelling::default();
        labelling.add_seen(&Observed::Unknown(Unknown::undecidable("not-collected")), true);
        labelling.seen_all::<()>(&Observed::Unknown(Unknown::undecidable("source-not-seen")));
        assert_eq!(labelling.labels().all_seen, Observed::Unknown(Unknown::undecidable("not-collected")));
    }
}
