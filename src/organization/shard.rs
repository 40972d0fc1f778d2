//! Which task of several scans which account.
//!
//! In: `INDEX/COUNT`, as array jobs number their tasks. Out: for an account, whether it is this task's. The choice depends on the
//! account's id alone: tasks that list the accounts at different times still leave none out and scan none twice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One of several tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Shard {
    /// Number of the task, from 0.
    pub index: u32,
    /// Number of tasks.
    pub of: u32,
}

impl Shard {
    /// Whether an account is this task's.
    pub fn has(self, account: &str) -> bool {
        share(account) % u64::from(self.of) == u64::from(self.index)
    }
}

/// A number that the id spreads evenly: the first 60 bits of its SHA-256.
fn share(account: &str) -> u64 {
    let hash = crate::sha256(account.as_bytes());
    u64::from_str_radix(hash.get(..15).unwrap_or_default(), 16).unwrap_or_default()
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is no shard; INDEX/COUNT is, such as 0/8, with an index from 0");
        let (index, of) = text.split_once('/').ok_or_else(wrong)?;
        let shard = Self { index: index.parse().map_err(|_| wrong())?, of: of.parse().map_err(|_| wrong())? };
        if shard.index < shard.of { Ok(shard) } else { Err(wrong()) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_account_is_in_exactly_one_shard_and_shards_are_about_even() {
        let accounts: Vec<String> = (0..1000).map(|number| format!("{:012}", 111_122_223_333_u64 + number)).collect();
        for of in [1, 2, 7, 16] {
            let shards = || (0..of).map(|index| Shard { index, of });
            for account in &accounts {
                assert_eq!(shards().filter(|shard| shard.has(account)).count(), 1, "{account} of {of}");
            }
            let sizes = shards().map(|shard| accounts.iter().filter(|account| shard.has(account)).count());
            let even = 1000 / of as usize;
            assert!(sizes.into_iter().all(|size| size > even / 2 && size < even * 2 + 1), "{of}");
        }
    }

    #[test]
    fn a_shard_is_written_as_index_and_count() {
        assert_eq!("3/8".parse(), Ok(Shard { index: 3, of: 8 }));
        for wrong in ["", "3", "8/8", "0/0", "-1/2", "1/2/3", "a/b"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
