//! Inspector in every region asked, switched on or not.
//!
//! Calls per region: `BatchGetAccountStatus`; where it is on, `ListCoverage` and `ListFindingAggregations`; and what there is
//! to scan: running instances, `DescribeRepositories` (ECR), `ListFunctions` (Lambda).

use super::Found;
use super::sheet::{Sheet, days_ago};
use super::survey::{Site, Survey, not_collected};
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_servers::{DescribeInstances, Instance};
use crate::aws::wire::ecr::DescribeRepositories;
use crate::aws::wire::inspector2::{
    BatchGetAccountStatus, CoveredResource, ListCoverage, ListFindingAggregations, ResourceState, State,
};
use crate::aws::wire::lambda::ListFunctions;
use crate::fact::inspector2::{Region, Scans};
use crate::fact::{Coverage, Observed, ResourceKind, Unknown};
use serde_json::json;

const KIND: ResourceKind = ResourceKind::Inspector2Region;

/// Collects Inspector's regions.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey.in_regions(&[KIND], async |site| in_region(survey, site).await).await
}

async fn in_region(survey: &Survey<'_>, site: &Site<'_>) -> Found {
    let mut sheet = Sheet::new(KIND, &site.region, &site.region, &site.arn("inspector2", "account"));
    let servers = async {
        let needed = site.needs(KIND, DescribeInstances::OPERATION);
        if needed { survey.servers.running(&site.region).await } else { not_collected() }
    };
    let functions = async {
        let needed = site.needs(KIND, ListFunctions::OPERATION);
        if needed { (*survey.functions.all(&site.region).await).clone() } else { not_collected() }
    };
    let repositories = async {
        let needed = site.needs(KIND, DescribeRepositories::OPERATION);
        if needed { (*site.repositories.all(&site.region).await).clone() } else { not_collected() }
    };
    let (servers, repositories, functions, status) = tokio::join!(
        servers,
        repositories,
        functions,
        site.get_for::<BatchGetAccountStatus>(KIND, json!({ "accountIds": [site.account.id] })),
    );
    let servers = sheet.seen(servers);
    let state = sheet.seen(status).and_then(|reply| {
        let own = reply.accounts.into_iter().find(|account| account.account_id == site.account.id);
        Observed::required(own.map(|own| own.resource_state), BatchGetAccountStatus::OPERATION.action)
    });
    // Where everything is off there is nothing to ask.
    let on = state.clone().and_then(|state| if all_off(&state) { Observed::Absent } else { Observed::Value(()) });
    let (covered, open_critical) = match on {
        Observed::Value(()) => (covered(site, &mut sheet).await, open_critical(site, &mut sheet).await),
        Observed::Absent => (Observed::Absent, Observed::Absent),
        Observed::Unknown(why) => (Observed::Unknown(why.clone()), Observed::Unknown(why)),
    };
    let of = |ty: Type, state: Observed<State>| scans(site, ty, state, &covered, &servers);
    let count = |items: usize| i64::try_from(items).unwrap_or(i64::MAX);
    let facts = Region {
        ec2: of(Type::Ec2, state.clone().map(|state| state.ec2)),
        ecr: of(Type::Ecr, state.clone().map(|state| state.ecr)),
        lambda: of(Type::Lambda, state.and_then(|state| Observed::of(state.lambda))),
        open_critical,
        repositories: sheet.seen(repositories).map(|repositories| count(repositories.len())),
        functions: sheet.seen(functions).map(|functions| count(functions.len())),
        instances: servers.map(|servers| count(servers.len())),
    };
    let mut found = Found::default();
    found.coverage.push(Coverage { kind: KIND, region: site.region.clone(), listed: Ok(1) });
    found.resources.push(sheet.finish(&site.account.id, &facts));
    found
}

async fn covered(site: &Site<'_>, sheet: &mut Sheet) -> Observed<Vec<CoveredResource>> {
    // A delegated administrator sees the whole organisation.
    let own = json!({ "accountId": [{ "comparison": "EQUALS", "value": site.account.id }] });
    sheet.seen(site.list_for::<ListCoverage>(KIND, json!({ "filterCriteria": own })).await)
}

async fn open_critical(site: &Site<'_>, sheet: &mut Sheet) -> Observed<i64> {
    let members =
        json!({ "aggregationType": "ACCOUNT", "accountIds": [{ "comparison": "EQUALS", "value": site.account.id }] });
    let counted = sheet.seen(site.list_for::<ListFindingAggregations>(KIND, members).await);
    counted.and_then(|counted| {
        let accounts = counted.into_iter().filter_map(|one| one.account_aggregation);
        let own = accounts.into_iter().find(|account| account.account_id.as_deref() == Some(&site.account.id));
        match own {
            // NOTE: an account without findings is left out.
            None => Observed::Value(0),
            Some(own) => {
                let critical = own.severity_counts.and_then(|counts| counts.critical);
                Observed::required(critical, ListFindingAggregations::OPERATION.action)
            }
        }
    })
}

/// What is scanned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Ec2,
    Ecr,
    Lambda,
}

/// Reasons for which nothing needs to be scanned: it is not there or does not run. The others are ones why something is left
/// out (`ScanStatus`, Inspector API Reference).
const NOTHING_TO_SCAN: &[&str] =
    &["EC2_INSTANCE_STOPPED", "IMAGE_ARCHIVED", "NO_RESOURCES_FOUND", "RESOURCE_STOPPED", "RESOURCE_TERMINATED"];

/// Reasons that pass by themselves.
const PENDING: &[&str] = &["PENDING_INITIAL_SCAN", "PENDING_REVIVAL_SCAN", "SCAN_IN_PROGRESS"];

/// What one resource says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scanned {
    Yes,
    No,
    /// It need not be.
    NotMeant,
    Open,
}

impl Type {
    fn covers(self, resource: &CoveredResource) -> bool {
        let types: &[&str] = match self {
            Self::Ec2 => &["AWS_EC2_INSTANCE"],
            Self::Ecr => &["AWS_ECR_CONTAINER_IMAGE", "AWS_ECR_REPOSITORY"],
            Self::Lambda => &["AWS_LAMBDA_FUNCTION"],
        };
        // NOTE: instances have a second entry, NETWORK, which is ACTIVE without any look at their packages.
        types.contains(&resource.resource_type.as_str()) && resource.scan_type == "PACKAGE"
    }

    fn judge(self, resource: &CoveredResource) -> Scanned {
        let Some(status) = &resource.scan_status else { return Scanned::Open };
        let in_use = || {
            let image = resource.resource_metadata.as_ref().and_then(|metadata| metadata.ecr_image.as_ref());
            image.and_then(|image| image.in_use_count).is_some_and(|count| count > 0)
        };
        match (status.status_code.as_str(), status.reason.as_str()) {
            (_, reason) if PENDING.contains(&reason) => Scanned::Open,
            ("ACTIVE", _) => Scanned::Yes,
            ("INACTIVE", reason) if NOTHING_TO_SCAN.contains(&reason) => Scanned::NotMeant,
            ("INACTIVE", "SCAN_ELIGIBILITY_EXPIRED") if self != Self::Ec2 && !in_use() => Scanned::NotMeant,
            ("INACTIVE", _) => Scanned::No,
            _ => Scanned::Open,
        }
    }
}

/// Whether a scan is on; a status that is neither is neither good nor bad.
fn is_on(state: &State) -> Observed<bool> {
    match state.status.as_str() {
        "ENABLED" => Observed::Value(true),
        "DISABLED" | "DISABLING" | "SUSPENDED" | "SUSPENDING" => Observed::Value(false),
        _ => Observed::Unknown(Unknown::undecidable("status-not-known")),
    }
}

fn all_off(state: &ResourceState) -> bool {
    let states = [Some(&state.ec2), Some(&state.ecr), state.lambda.as_ref()];
    states.into_iter().flatten().all(|state| is_on(state) == Observed::Value(false))
}

fn scans(
    site: &Site<'_>,
    ty: Type,
    state: Observed<State>,
    covered: &Observed<Vec<CoveredResource>>,
    servers: &Observed<Vec<Instance>>,
) -> Scans {
    // Lambda is left out of the answer where Inspector does not offer it.
    let enabled = state.and_then(|state| is_on(&state)).or_absent(|| false);
    let resources = match &enabled {
        Observed::Value(false) => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
        _ => covered.clone().map(|all| all.into_iter().filter(|resource| ty.covers(resource)).collect::<Vec<_>>()),
    };
    let servers = if ty == Type::Ec2 { servers.clone() } else { Observed::Value(Vec::new()) };
    Scans {
        enabled,
        unscanned: resources.clone().and_then(|resources| unscanned(ty, &resources, &servers)),
        oldest_scan_age_days: resources.and_then(|resources| oldest_scan(site, ty, &resources)),
    }
}

fn unscanned(ty: Type, resources: &[CoveredResource], servers: &Observed<Vec<Instance>>) -> Observed<Vec<String>> {
    let left_out = |resource: &&CoveredResource| ty.judge(resource) == Scanned::No;
    let name = |resource: &CoveredResource| {
        let reason = resource.scan_status.as_ref().map_or("", |status| status.reason.as_str());
        format!("{}: {reason}", resource.resource_id)
    };
    let unscanned: Vec<String> = resources.iter().filter(left_out).map(name).collect();
    if !unscanned.is_empty() {
        return Observed::Value(unscanned);
    }
    let pending = resources.iter().any(|resource| ty.judge(resource) == Scanned::Open);
    match servers {
        _ if pending => Observed::Unknown(Unknown::undecidable("scan-pending")),
        Observed::Unknown(why) => Observed::Unknown(why.clone()),
        Observed::Value(servers)
            if servers.iter().any(|server| resources.iter().all(|known| known.resource_id != server.instance_id)) =>
        {
            Observed::Unknown(Unknown::undecidable("scan-pending"))
        }
        _ => Observed::Value(unscanned),
    }
}

/// Days since the scan that is longest ago, of all that is scanned.
fn oldest_scan(site: &Site<'_>, ty: Type, resources: &[CoveredResource]) -> Observed<i64> {
    let scanned = resources.iter().filter(|resource| ty.judge(resource) == Scanned::Yes);
    // A repository is not scanned itself; its images are.
    let scanned = scanned.filter(|resource| resource.resource_type != "AWS_ECR_REPOSITORY");
    let mut ages = Vec::new();
    for resource in scanned {
        match resource.last_scanned_at {
            Some(time) => ages.push(days_ago(site.account.now, time.0)),
            None => return Observed::Unknown(Unknown::undecidable("scan-pending")),
        }
    }
    Observed::of(ages.into_iter().max())
}
