//! What can be known about environments (production, test, …) in an account, as far as tags name them.

use super::Observed;
use super::ec2_vpc::Labels;
use schemars::JsonSchema;
use serde::Serialize;

/// The environments of the account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Environments {
    /// The tags of the account's resources in all regions: those that the tagging API lists, the EC2 instances and the databases.
    /// An instance or database without the tag counts as lacking it; of other resources only those count that have some tag.
    #[schemars(extend("x-operation" = "resourcegroupstaggingapi:GetResources ec2:DescribeInstances rds:DescribeDBInstances"))]
    pub resources: Observed<Labels>,
    /// The tags of the accounts of the organisation. Only its management account and delegated administrators may read them.
    #[schemars(extend("x-operation" = "organizations:ListAccounts organizations:ListTagsForResource"))]
    pub accounts: Observed<Labels>,
}
