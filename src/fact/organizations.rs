//! What can be known about the guardrails that an organisation sets an account.

use super::Observed;
use schemars::JsonSchema;
use serde::Serialize;

/// The account as a member of its organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Guardrails {
    /// The organisation; absent where the account belongs to none.
    #[schemars(extend("x-operation" = "organizations:DescribeOrganization"))]
    pub organization: Observed<Organization>,
    /// What the organisation's policies say of each region; absent where no policy binds the account: without an organisation, and
    /// in its management account. Only the management account and delegated administrators may read policies.
    #[schemars(extend(
        "x-operation" = "organizations:DescribeOrganization organizations:ListParents organizations:ListPoliciesForTarget organizations:DescribePolicy"
    ))]
    pub regions: Observed<Regions>,
}

/// An organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Organization {
    /// Whether the account is its management account (`MasterAccountId`), which service control policies do not bind.
    pub is_management_account: bool,
}

/// What policies say of regions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Regions {
    /// Every region that AWS has in the partition; `*` stands for all that are not known yet.
    pub each: Vec<Region>,
    /// Regions for which a request was found that no policy refuses.
    pub open: Vec<String>,
}

/// What policies say of a region.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Region {
    /// Region code.
    pub region: String,
    /// Whether every request to it is refused, but for actions that AWS's own examples exempt and for principals whom a policy
    /// exempts by name; unknown where the policies do not decide it.
    pub refused: Observed<bool>,
}
