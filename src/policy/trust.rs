//! Who may assume a role.
//!
//! In: a parsed trust policy. Out: whether only AWS services may, and whether a certain one may.

use super::document::{Policy, PrincipalElement, PrincipalId};

impl Policy {
    /// Whether every allowing statement names AWS services and nobody else ("AWS JSON policy elements: Principal").
    #[must_use]
    pub fn trusts_only_services(&self) -> bool {
        self.allows().all(|(_, statement)| match &statement.principal {
            Some(PrincipalElement::Principal(ids)) => ids.iter().all(|id| matches!(id, PrincipalId::Service(_))),
            _ => false,
        })
    }

    /// Whether some allowing statement may let this service in. Conditions are not looked at.
    #[must_use]
    pub fn may_trust(&self, service: &str) -> bool {
        self.allows().any(|(_, statement)| match &statement.principal {
            Some(PrincipalElement::Principal(ids)) => {
                ids.iter().any(|id| matches!(id, PrincipalId::Service(name) if name == service))
            }
            Some(PrincipalElement::NotPrincipal(_)) | None => true,
        })
    }
}
