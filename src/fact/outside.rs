//! Whom a resource's own policy lets in from outside the account, worked out by policy reasoning.

use schemars::JsonSchema;
use serde::Serialize;

/// Who outside the account may do anything with the resource. Whoever stands in no list may do nothing by its policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Access {
    /// Who certainly is let in: account ids, organisations (`o-…`), `*` for everybody.
    pub shown: Vec<String>,
    /// For each of them a request that is let through.
    pub examples: Vec<String>,
    /// Who may be: where the policy does not decide it, where it names a principal but no account, and everybody through networks
    /// of which the policy does not tell whose they are.
    pub possible: Vec<String>,
    /// Services that may act for others than the account.
    pub services: Vec<String>,
}
