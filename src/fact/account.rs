//! What can be known about the account as AWS knows its owner.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// The AWS account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Account {
    /// The contact for security matters (`AlternateContactType` `SECURITY`); absent where none is set.
    #[schemars(extend("x-operation" = "account:GetAlternateContact"))]
    pub security_contact: Observed<Contact>,
}

/// An alternate contact. Who it is stays out: names and numbers are personal data, and no claim needs them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Contact {
    /// Whether an `EmailAddress` is given.
    pub has_email: bool,
    /// Whether a `PhoneNumber` is given.
    pub has_phone: bool,
}
