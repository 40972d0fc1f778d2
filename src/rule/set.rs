//! The rules of a scan, each read when it is asked for: most scans need few of them, and reading all takes longer than everything else
//! before the first call.
//!
//! In: rule files. Out: rules by id.

use super::load::{RuleFile, read};
use super::{Rule, RuleId};
use crate::both;
use crate::source::{Mistake, Mistakes};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

/// All rules of a scan.
#[derive(Debug, Default)]
pub struct RuleSet {
    slots: BTreeMap<RuleId, Slot>,
    /// SHA-256 over all rule files, in hex: the same rules give the same hash.
    pub hash: String,
}

/// Threads that read rules at once.
const MOST_AT_ONCE: usize = 4;
/// For fewer rules a thread is not worth its start.
const WORTH_A_THREAD: usize = 4;

/// A rule file, and the rule once it was asked for.
#[derive(Debug)]
struct Slot {
    file: RuleFile,
    rule: OnceLock<Result<Rule, Mistakes>>,
}

impl Slot {
    fn read(&self) -> Result<&Rule, &Mistakes> {
        self.rule.get_or_init(|| read(&self.file)).as_ref()
    }
}

impl RuleSet {
    /// The rules of these files, unread. Mistakes are two files for one rule.
    pub(super) fn of(mut files: Vec<RuleFile>) -> Result<Self, Mistakes> {
        files.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut set, mut mistakes, mut hash) = (Self::default(), Vec::new(), Sha256::new());
        for file in files {
            for part in [&*file.folder, &*file.id, &*file.text] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part.as_bytes());
            }
            let id = RuleId(file.id.clone());
            if set.slots.contains_key(&id) {
                let what = both!(
                    "die Regel „{id}“ gibt es schon in einem anderen Ordner",
                    "the rule \"{id}\" exists already in another folder",
                    id = file.id
                );
                mistakes.push(Mistake { file: file.name, line: 1, column: 1, what });
                continue;
            }
            set.slots.insert(id, Slot { file, rule: OnceLock::new() });
        }
        set.hash = crate::hex(&hash.finalize());
        if mistakes.is_empty() { Ok(set) } else { Err(Mistakes(mistakes)) }
    }

    /// Reads all rules. Mistakes are those of every file.
    pub fn checked(self) -> Result<Self, Mistakes> {
        let mistakes: Vec<Mistake> =
            self.slots.values().filter_map(|slot| slot.read().err()).flat_map(|found| found.0.clone()).collect();
        if mistakes.is_empty() { Ok(self) } else { Err(Mistakes(mistakes)) }
    }

    /// Reads the rules of these names on all cores, so that nobody waits who asks for them one by one afterwards.
    pub fn read_ahead<'n>(&self, names: impl Iterator<Item = &'n str>) {
        let (rules, folders): (BTreeSet<&str>, BTreeSet<&str>) = names.partition(|name| !name.ends_with("/*"));
        let is_named = |(id, slot): &(&RuleId, &Slot)| {
            rules.contains(id.0.as_str())
                || folders.iter().any(|name| name.strip_suffix("/*") == Some(&slot.file.folder))
        };
        let named = self.slots.iter().filter(is_named).map(|(_, slot)| slot);
        let slots: Vec<&Slot> = named.filter(|slot| slot.rule.get().is_none()).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(slot) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
                // Mistakes are told to whoever asks for the rule.
                let _ = slot.read();
            }
        };
        let helpers = available_parallelism()
            .map_or(0, |cores| cores.get().min(MOST_AT_ONCE) - 1)
            .min(slots.len() / WORTH_A_THREAD);
        std::thread::scope(|scope| {
            for _ in 0..helpers {
                // Where there is no further thread, this one does all.
                let _ = std::thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
    }

    /// The rule of this id; none if its file has mistakes, of which [`RuleSet::checked`] tells.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.slots.get(id)?.read().ok()
    }

    /// All rules, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Rule> {
        self.slots.values().filter_map(|slot| slot.read().ok())
    }

    /// The ids of all rules, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &RuleId> + Clone {
        self.slots.keys()
    }

    /// The rules that `name` means: a rule's id, or `folder/*`. Empty when there is none.
    pub fn select(&self, name: &str) -> Vec<&Rule> {
        match name.strip_suffix("/*") {
            Some(folder) => {
                let of_folder = self.slots.values().filter(|slot| slot.file.folder == folder);
                of_folder.filter_map(|slot| slot.read().ok()).collect()
            }
            None => self.get(name).into_iter().collect(),
        }
    }

    /// All names that a claim may use.
    pub fn names(&self) -> BTreeSet<String> {
        let folders = self.slots.values().map(|slot| format!("{}/*", slot.file.folder));
        self.slots.keys().map(|id| id.0.clone()).chain(folders).collect()
    }
}
