//! Any bytes can lie in a ledger. In: files, one behind the other as `links_of` takes them. Out: a chain or its damages; and where the
//! hashes are put right, as whoever made the whole ledger anew would, everything that is asked of a chain.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tomscan::ledger::{Creation, Ledger, Removal, Store, StoreError, by_night, links_of};
use tomscan::review::{Asked, Period, Review};

#[derive(Debug, Default)]
struct Memory(RefCell<BTreeMap<String, Vec<u8>>>);

impl Store for Memory {
    fn place(&self) -> &str {
        "memory"
    }
    fn retain(&mut self, _days: u32, _compliance: bool) -> bool {
        true
    }
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.borrow().get(name).cloned())
    }
    fn list(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.0.borrow().keys().filter(|name| name.starts_with(prefix)).cloned().collect())
    }
    fn create(&self, name: &str, bytes: &[u8]) -> Result<Creation, StoreError> {
        self.0.borrow_mut().insert(name.to_owned(), bytes.to_vec());
        Ok(Creation::Created)
    }
    fn swap(&self, name: &str, _from: &[u8], to: &[u8]) -> Result<bool, StoreError> {
        self.0.borrow_mut().insert(name.to_owned(), to.to_vec());
        Ok(true)
    }
    fn remove(&self, name: &str) -> Result<Removal, StoreError> {
        assert!(name.starts_with("data/") && !name.contains(".."), "{name}");
        self.0.borrow_mut().remove(name);
        Ok(Removal::Removed)
    }
}

fuzz_target!(|text: &str| {
    let _ = links_of(text.as_bytes());
    let now = "2026-06-30T00:00:00Z".parse().unwrap();
    let mut memory = Memory::default();
    Ledger::init(&mut memory, now, None).unwrap();
    let mut previous = tomscan::sha256(&memory.0.borrow()["ledger.json"]);
    for (index, file) in text.split("\n}\n").filter(|file| !file.is_empty()).enumerate().take(20) {
        let bytes = match serde_json::from_str::<serde_json::Value>(&format!("{file}\n}}")) {
            Ok(mut run) if run.is_object() => {
                run["run"] = (index + 1).into();
                run["previous"] = previous.into();
                run.to_string().into_bytes()
            }
            _ => file.as_bytes().to_vec(),
        };
        previous = tomscan::sha256(&bytes);
        memory.0.borrow_mut().insert(format!("runs/{:08}.json", index + 1), bytes);
    }
    let Ok(mut ledger) = Ledger::open(Box::new(memory)) else {
        return;
    };
    let _ = by_night(ledger.links().iter(), |scan| scan.account.as_str());
    let _ = ledger.verify();
    for run in 1..=ledger.links().len() as u64 {
        for what in ["report", "state", "accepted"] {
            let _ = ledger.read(run, what);
        }
    }
    let period = Period { from: "2026-01-01".parse().unwrap(), to: "2026-02-01".parse().unwrap() };
    let _ = Review::of(&ledger, &Asked { period, accounts: Vec::new(), occasion: None, now });
    let _ = ledger.prune(now, now);
});
