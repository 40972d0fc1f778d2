//! Which regions there are, and which are asked.
//!
//! In: the account and the plan. Out: the enabled regions, those asked, and the coverage that `--region` leaves out.

use super::{Found, Plan};
use crate::aws::api::{Protocol, Request};
use crate::aws::{Account, Answer, all_pages, operations};
use crate::fact::{Coverage, Observed, ResourceKind, Unknown};
use serde::Deserialize;

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
    if ResourceKind::ALL.iter().all(|kind| kind.is_global() || !plan.wants(*kind)) {
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

/// `account:ListRegions`, one page (Account Management API reference).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListRegionsResponse {
    regions: Vec<ListedRegion>,
    next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListedRegion {
    region_name: String,
    region_opt_status: String,
}

async fn list_regions(account: &Account) -> Answer<Vec<String>> {
    all_pages(&operations::LIST_REGIONS, async |token| {
        let body = match token {
            Some(token) => serde_json::json!({ "MaxResults": 50, "NextToken": token }),
            None => serde_json::json!({ "MaxResults": 50 }),
        };
        let region = account.global_region().to_owned();
        let request = Request {
            operation: &operations::LIST_REGIONS,
            protocol: Protocol::RestJson { path: "/listRegions", body },
            signing_name: "account",
            host: format!("account.{region}"),
            region,
            headers: Vec::new(),
        };
        account.call::<ListRegionsResponse>(&request).await.map(|page| {
            // ENABLING and DISABLING regions may hold data already or still, so they are asked too.
            let enabled = page.regions.into_iter().filter(|region| region.region_opt_status != "DISABLED");
            (enabled.map(|region| region.region_name).collect(), page.next_token)
        })
    })
    .await
}

/// `ec2:DescribeRegions` (EC2 API reference): without `AllRegions` only those enabled for the account.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DescribeRegionsResponse {
    region_info: RegionSet,
}

#[derive(Debug, Deserialize)]
struct RegionSet {
    item: Vec<DescribedRegion>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DescribedRegion {
    region_name: String,
}

async fn describe_regions(account: &Account) -> Answer<Vec<String>> {
    let region = account.home_region();
    let request = Request {
        operation: &operations::DESCRIBE_REGIONS,
        protocol: Protocol::Query { version: "2016-11-15" },
        signing_name: "ec2",
        host: format!("ec2.{region}"),
        region,
        headers: Vec::new(),
    };
    let answer = account.call::<DescribeRegionsResponse>(&request).await;
    answer.map(|response| response.region_info.item.into_iter().map(|region| region.region_name).collect())
}
