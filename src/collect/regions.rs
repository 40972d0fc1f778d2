//! Which regions there are, and which are asked.
//!
//! In: the account and the plan. Out: the enabled regions, those asked, and the coverage that `--region` leaves out.

use super::{Found, Plan};
use crate::aws::wire::account::{ListRegions, Region};
use crate::aws::wire::ec2::DescribeRegions;
use crate::aws::{Account, Answer};
use crate::fact::{Coverage, GLOBAL, Observed, Place, ResourceKind, Unknown};
use serde_json::json;

/// The regions of a scan.
#[derive(Debug)]
pub(super) struct Regions {
    /// Enabled for the account, or why they are not known.
    pub(super) enabled: Result<Vec<String>, Unknown>,
    /// To be asked: the enabled ones; where those are not known, the session's own, because what it shows is still true.
    pub(super) asked: Vec<String>,
}

impl Regions {
    /// The regions in which a kind is asked for.
    pub(super) fn of(&self, plan: &Plan, kind: ResourceKind) -> Vec<String> {
        self.asked.iter().filter(|region| plan.covers(kind, region)).cloned().collect()
    }

    /// What `--region` leaves unasked although a rule speaks of it.
    pub(super) fn left_out(&self, plan: &Plan) -> Found {
        let mut found = Found::default();
        for kind in ResourceKind::ALL.iter().filter(|kind| plan.wants(**kind) && !kind.is_global()) {
            for region in
                self.asked.iter().filter(|region| plan.in_scope(*kind, region) && !plan.narrowing.leaves(region))
            {
                let listed = Err(Unknown::NotAsked { region: region.clone() });
                found.coverage.push(Coverage { kind: *kind, region: region.clone(), listed });
            }
        }
        found
    }
}

/// Asks which regions are enabled: `account:ListRegions`, else `ec2:DescribeRegions`. A plan that looks only at IAM asks none.
pub(super) async fn asked(account: &Account, plan: &Plan) -> Regions {
    if ResourceKind::ALL.iter().all(|kind| kind.place() == Place::Global || !plan.wants(*kind)) {
        return Regions { enabled: Ok(Vec::new()), asked: Vec::new() };
    }
    let listed = list_regions(account).await;
    let seen = match listed.seen {
        Observed::Value(regions) => Ok(regions),
        Observed::Absent => Ok(Vec::new()),
        Observed::Unknown(why) => match describe_regions(account).await.seen {
            Observed::Value(regions) => Ok(regions),
            _ => Err(why),
        },
    };
    let enabled = seen.map(|mut regions| {
        regions.sort();
        regions
    });
    let asked = enabled.clone().unwrap_or_else(|_| vec![account.home_region()]);
    Regions { enabled, asked }
}

async fn list_regions(account: &Account) -> Answer<Vec<String>> {
    let listed = account.list::<ListRegions>(GLOBAL, json!({})).await;
    // ENABLING and DISABLING regions may hold data already or still, so they are asked too.
    let enabled = |region: &Region| region.region_opt_status != "DISABLED";
    listed.map(|regions| regions.into_iter().filter(enabled).map(|region| region.region_name).collect())
}

async fn describe_regions(account: &Account) -> Answer<Vec<String>> {
    let answer = account.get::<DescribeRegions>(&account.home_region(), json!({})).await;
    answer.map(|reply| reply.region_info.item.into_iter().map(|region| region.region_name).collect())
}
