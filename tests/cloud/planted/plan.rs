//! How much of everything there is, and how many calls it takes to see it.
//!
//! In: a number of buckets. Out: a [`Plan`] in proportion to it, and per operation the fewest calls with which everything is seen:
//! lists in pages of AWS's largest size once per region, and one call per resource where AWS has no other way.

use tomscan::aws::operations::{self, Reach};

/// The regions that every account has from the beginning.
pub(crate) const REGIONS: [&str; 17] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];
/// Regions that nobody switched on.
pub(crate) const DISABLED: [&str; 4] = ["af-south-1", "ap-east-1", "eu-south-1", "me-south-1"];
/// Where things are: what has an even number in the first, what has an odd one in the second.
pub(crate) const HOMES: [&str; 2] = ["eu-central-1", "eu-west-1"];

/// How much there is.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) buckets: usize,
    pub(crate) keys: usize,
    pub(crate) users: usize,
    pub(crate) groups: usize,
    pub(crate) roles: usize,
    pub(crate) policies: usize,
    pub(crate) instances: usize,
    pub(crate) clusters: usize,
    /// Of DB instances, every tenth of them by hand.
    pub(crate) db_snapshots: usize,
    pub(crate) volumes: usize,
    pub(crate) snapshots: usize,
    pub(crate) tables: usize,
    pub(crate) queues: usize,
    pub(crate) topics: usize,
    pub(crate) functions: usize,
    pub(crate) log_groups: usize,
    pub(crate) trails: usize,
    pub(crate) secrets: usize,
    /// Accounts of the organisation, its management account among them; 0: there is none.
    pub(crate) accounts: usize,
}

impl Plan {
    /// An account with so many buckets, and the rest in proportion.
    pub(crate) fn of(buckets: usize) -> Self {
        let scaled = |of_300: usize| (of_300 * buckets).div_ceil(300);
        Self {
            buckets,
            keys: scaled(120),
            // Not beyond what AWS grants an account ("IAM and AWS STS quotas", IAM User Guide).
            users: scaled(150).min(5000),
            groups: scaled(10).min(500),
            roles: scaled(200).min(5000),
            policies: scaled(20).min(5000),
            instances: scaled(40),
            clusters: scaled(8),
            db_snapshots: scaled(80),
            volumes: scaled(300),
            snapshots: scaled(1500),
            tables: scaled(60),
            queues: scaled(80),
            topics: scaled(40),
            functions: scaled(100),
            log_groups: scaled(40),
            trails: 2,
            secrets: scaled(20),
            accounts: 0,
        }
    }

    /// With so many buckets, as many volumes and five times as many snapshots; the rest stays.
    pub(crate) fn with_buckets(self, buckets: usize) -> Self {
        Self { buckets, volumes: buckets, snapshots: 5 * buckets, ..self }
    }

    /// As an account of an organisation of so many.
    pub(crate) fn in_organization(self, accounts: usize) -> Self {
        Self { accounts, ..self }
    }

    /// The fewest calls of an operation that see everything of one account.
    pub(crate) fn fewest(&self, operation: &str) -> usize {
        if let Some((total, page)) = self.list(operation) {
            return lists(total, page);
        }
        if let Some(each) = self.each(operation) {
            return each;
        }
        match operation {
            "s3:ListBuckets" => self.buckets.div_ceil(10_000).max(1),
            "iam:GetAccountAuthorizationDetails" => {
                (self.users + self.groups + self.roles + self.policies).div_ceil(1000).max(1)
            }
            "iam:ListRoles" => self.roles.div_ceil(1000).max(1),
            "organizations:ListAccounts" => self.accounts.div_ceil(20).max(1),
            // For each of two engines.
            "rds:DescribeDBParameters" => 2 * (2 * super::rds::GROUPS).min(self.instances.div_ceil(2)),
            "rds:DescribeDBClusterParameters" => 2 * super::rds::GROUPS.min(self.clusters.div_ceil(2)),
            // Two engines of instances, one of clusters, in both regions.
            "rds:DescribeDBEngineVersions" => 2 * 3,
            // Whether a list without default policies holds them is not documented: it takes two.
            "dlm:GetLifecyclePolicies" => 2 * REGIONS.len(),
            // The namespace has to be named: six are asked for.
            "application-autoscaling:DescribeScalableTargets" => 6 * REGIONS.len(),
            // A trail of all regions shows in each.
            "cloudtrail:GetTrailStatus" | "cloudtrail:GetEventSelectors" => self.trails,
            _ => match operations::operation(operation).map(|operation| operation.reach) {
                Some(Reach::Region) => REGIONS.len(),
                _ => 1,
            },
        }
    }

    /// How many entries a list of all regions has, and how many a page takes.
    fn list(&self, operation: &str) -> Option<(usize, usize)> {
        Some(match operation {
            "kms:ListKeys" => (self.keys, 1000),
            "rds:DescribeDBInstances" | "rds:DescribeDBInstanceAutomatedBackups" => (self.instances, 100),
            "rds:DescribeDBClusters" => (self.clusters, 100),
            "rds:DescribeDBSnapshots" => (self.db_snapshots, 100),
            "ec2:DescribeVolumes" => (self.volumes, 1000),
            "ec2:DescribeSnapshots" => (self.snapshots, 1000),
            "dynamodb:ListTables" => (self.tables, 100),
            "sqs:ListQueues" => (self.queues, 1000),
            "sns:ListTopics" => (self.topics, 100),
            "lambda:ListFunctions" => (self.functions, 50),
            "logs:DescribeLogGroups" => (self.log_groups, 50),
            "secretsmanager:ListSecrets" => (self.secrets, 100),
            _ => return None,
        })
    }

    /// How often an operation is needed that asks about one resource.
    fn each(&self, operation: &str) -> Option<usize> {
        let (service, name) = operation.split_once(':')?;
        Some(match service {
            // Where the block lets nothing through, nobody need ask what it blocks; and nowhere has a list of grants an effect.
            "s3" if name == "GetBucketPolicyStatus" || name == "GetBucketOwnershipControls" => {
                (0..self.buckets).filter(|index| super::s3::is_unblocked(*index)).count()
            }
            "s3" if name == "GetBucketAcl" => 0,
            "s3" if name.starts_with("GetBucket") || name == "GetObjectLockConfiguration" => self.buckets,
            "s3" if name == "GetPublicAccessBlock" => self.buckets,
            "kms" if name == "DescribeKey" => self.keys,
            "kms" if name == "GetKeyPolicy" => self.count_keys(super::kms::of_customer),
            "kms" if name == "GetKeyRotationStatus" => self.count_keys(super::kms::may_rotate),
            "kms" if name == "ListKeyRotations" => self.count_keys(super::kms::is_told_by_its_past),
            "kms" => self.keys,
            "dynamodb" => self.tables,
            "sqs" => self.queues,
            "sns" => self.topics,
            "lambda" => self.functions,
            "secretsmanager" => self.secrets,
            "logs" if name == "GetDataProtectionPolicy" => 0,
            "ec2" if name == "DescribeSnapshotAttribute" => self.snapshots,
            "rds" if name == "DescribeDBSnapshotAttributes" => self.db_snapshots.div_ceil(10),
            _ => return None,
        })
    }

    fn count_keys(&self, which: fn(usize) -> bool) -> usize {
        (0..self.keys).filter(|index| which(*index)).count()
    }
}

/// Pages of a list in all regions: half of it in each of the homes, nothing elsewhere.
fn lists(total: usize, page: usize) -> usize {
    let of_home = |home| share(total, home).div_ceil(page).max(1);
    REGIONS.len() - HOMES.len() + HOMES.iter().map(|home| of_home(home)).sum::<usize>()
}

/// How many of `total` are in a region.
pub(crate) fn share(total: usize, region: &str) -> usize {
    match HOMES.iter().position(|home| *home == region) {
        Some(place) => (total + 1 - place) / 2,
        None => 0,
    }
}
