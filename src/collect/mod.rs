//! AWS answers to facts.
//!
//! In: an account, the plan, the regions. Out: an [`Inventory`]. One file per service, each a row of calls that the plan
//! needs and nothing else. A collector concludes nothing: what it could not see stays unknown, and one failing resource
//! never hides another.

mod accessanalyzer;
mod account;
mod acm;
mod alarms;
mod apigateway;
mod application_autoscaling;
mod artifact;
mod autoscaling;
mod backup;
mod certificates;
mod changes;
mod cloudfront;
mod cloudtrail;
mod cloudwatch;
mod cognito_idp;
mod credential_report;
mod data_key;
mod delivery;
mod dlm;
mod draft;
mod ds;
mod dynamodb;
mod ebs;
mod ecr;
mod ecs;
mod efs;
mod elasticache;
mod elb;
mod elbv2;
mod estimate;
mod frequency;
mod fsx;
mod guardduty;
mod iam;
mod inspector2;
mod kms;
mod labels;
mod lambda;
mod last_backup;
mod least_policy;
mod log_delivery;
mod logs;
mod macie2;
mod memorydb;
mod network;
mod opensearch;
mod organizations;
mod origin;
mod outside;
mod parameter_store;
mod plan;
mod rds;
mod rds_parameters;
mod redshift;
mod regions;
mod route53;
mod s3;
mod secretsmanager;
mod servers;
mod ses;
mod shared_list;
mod sheet;
mod side_by_side;
mod sns;
mod sqs;
mod ssm;
mod sso_admin;
mod storage;
mod store;
mod survey;
mod tls;
mod topics;
mod transfer;
mod used_by;

pub use delivery::Taker;
pub use estimate::{Counted, Expected, estimate};
pub use frequency::{NAMES_NO_RESOURCE, Per, frequency};
pub use least_policy::{least_policy, least_policy_parts};
pub use origin::{MOST_RESOURCES, origins};
pub use plan::{Narrowing, Plan};

use crate::aws::{Account, Answer, Ending};
use crate::fact::{Caller, Coverage, GLOBAL, Inventory, Observed, Resource, ResourceKind, Unknown};
use alarms::Alarms;
use certificates::Certificates;
use data_key::DataKeys;
use delivery::Delivery;
use futures_util::StreamExt;
use serde_json::json;
use shared_list::SharedList;
use side_by_side::{Turns, side_by_side, woken};
use std::ops::Deref;
use std::pin::{Pin, pin};
use survey::Survey;
use tokio::sync::OnceCell;

/// What one collector found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) resources: Vec<Resource>,
    pub(crate) coverage: Vec<Coverage>,
}

impl Found {
    /// Hands the resources over.
    fn hand_over(&mut self, delivery: &Delivery<'_>) {
        self.resources.drain(..).for_each(|resource| delivery.hand(resource));
    }

    /// Adds what another collector found.
    fn add(&mut self, other: Self) {
        self.resources.extend(other.resources);
        self.coverage.extend(other.coverage);
    }

    /// Notes that a kind was listed in a region, or why not.
    fn note<T>(&mut self, kind: ResourceKind, region: &str, listed: &Observed<impl Deref<Target = [T]>>) {
        let listed = match listed {
            Observed::Value(items) => Ok(items.len() as u64),
            Observed::Absent => Ok(0),
            Observed::Unknown(why) => Err(why.clone()),
        };
        self.coverage.push(Coverage { kind, region: region.to_owned(), listed });
    }

    /// Notes that a kind was listed in parts (per load balancer, per API), or why one of the parts was not.
    fn note_parts<'p, T: 'p>(
        &mut self,
        kind: ResourceKind,
        region: &str,
        parts: impl Iterator<Item = &'p Observed<Vec<T>>>,
    ) {
        let counted: Result<Vec<u64>, Unknown> = parts
            .map(|part| match part {
                Observed::Value(items) => Ok(items.len() as u64),
                Observed::Absent => Ok(0),
                Observed::Unknown(why) => Err(why.clone()),
            })
            .collect();
        let listed = counted.map(|counts| counts.into_iter().sum());
        self.coverage.push(Coverage { kind, region: region.to_owned(), listed });
    }
}

/// Collects everything that the plan needs. Resources are handed to the taker, in any order, as soon as nothing is missing of them; what
/// is known of the account as a whole is returned.
pub async fn collect(account: &Account, caller: Caller, plan: &Plan, taker: Taker<'_>) -> Inventory {
    let delivery = Delivery::new(&account.id, plan, taker);
    let regions = regions::asked(account, plan).await;
    let keys = DataKeys::new(account, plan);
    let alarms = Alarms::new(account, plan, &keys);
    let (servers, functions, certificates) =
        (servers::servers(account), SharedList::new(account, json!({})), Certificates::new(account));
    let bucket_asker = s3::Asker::new(account, plan, &keys);
    let survey = Survey {
        account,
        plan,
        regions: &regions,
        keys: &keys,
        alarms: &alarms,
        servers: &servers,
        functions: &functions,
        repositories: &SharedList::new(account, json!({})),
        tables: &SharedList::new(account, json!({})),
        tagged: &SharedList::new(account, json!({})),
        certificates: &certificates,
        buckets: &bucket_asker,
        backups: &OnceCell::new(),
        trails: &OnceCell::new(),
        delivery: &delivery,
    };
    let (buckets, (rds, network), iam, kms, trails, backups, others) = tokio::join!(
        woken(s3::collect(&survey)),
        woken(databases_and_network(&survey)),
        woken(iam::collect(account, plan)),
        woken(kms::collect(&survey)),
        woken(survey.trails()),
        woken(survey.backups()),
        woken(side_by_side(light(&survey))),
    );
    delivery.stores().unlisted(s3::unlisted_stores(&buckets).chain(rds.unlisted_stores()));
    rds.stores().into_iter().for_each(|store| delivery.stores().add(store));
    let mut found = regions.left_out(plan);
    found.coverage.extend(trails.coverage.iter().chain(&backups.coverage).cloned());
    found.add(changes::collect(&survey, trails).await);
    for part in [buckets, rds.hand_over(&delivery), network, iam].into_iter().chain(others) {
        found.add(part);
    }
    delivery.stores().covered(&found.coverage);
    found.add(backup::protected(&survey, backups, &found));
    found.hand_over(&delivery);
    let stores = delivery.all_stores();
    found.add(used_by::complete(&survey, kms, stores).await);
    found.coverage.retain(|coverage| plan.speaks_of(coverage.kind));
    let traffic = account.traffic();
    let mut inventory = Inventory {
        caller,
        now: account.now,
        regions: regions.enabled,
        coverage: found.coverage,
        resources: Vec::new(),
        calls: traffic.requests,
        throttled: traffic.throttled,
        retried: traffic.retried,
        complete: account.stop.ending() != Some(Ending::Interrupted),
    };
    inventory.sort();
    inventory
}

/// Databases, and the network that lies between them and the internet: where it is asked about, the databases decide too.
async fn databases_and_network(survey: &Survey<'_>) -> (rds::Databases, Found) {
    let mut databases = rds::collect(survey.account, survey.plan, survey.regions, survey.keys, survey.alarms).await;
    let networks = network::look(survey, &databases).await;
    networks.tell(survey, &mut databases);
    let found = networks.found(survey, &databases).await;
    (databases, found)
}

/// The collectors of services that the light caller reaches, one line each.
fn light<'a>(survey: &'a Survey<'a>) -> Vec<Collecting<'a>> {
    vec![
        // A line per service, in any order.
        Box::pin(account::collect(survey)),
        Box::pin(accessanalyzer::collect(survey)),
        Box::pin(artifact::collect(survey)),
        Box::pin(cognito_idp::collect(survey)),
        Box::pin(ds::collect(survey)),
        Box::pin(sso_admin::collect(survey)),
        Box::pin(ecr::collect(survey)),
        Box::pin(memorydb::collect(survey)),
        Box::pin(organizations::collect(survey)),
        Box::pin(parameter_store::collect(survey)),
        Box::pin(redshift::collect(survey)),
        Box::pin(s3::multi_region::collect(survey)),
        Box::pin(secretsmanager::collect(survey)),
        Box::pin(sns::collect(survey)),
        Box::pin(sqs::collect(survey)),
        Box::pin(dynamodb::collect(survey)),
        Box::pin(ebs::collect(survey)),
        Box::pin(efs::collect(survey)),
        Box::pin(fsx::collect(survey)),
        Box::pin(acm::collect(survey)),
        Box::pin(apigateway::collect(survey)),
        Box::pin(application_autoscaling::collect(survey)),
        Box::pin(autoscaling::collect(survey)),
        Box::pin(cloudfront::collect(survey)),
        Box::pin(elasticache::collect(survey)),
        Box::pin(elb::collect(survey)),
        Box::pin(elbv2::collect(survey)),
        Box::pin(lambda::collect(survey)),
        Box::pin(opensearch::collect(survey)),
        Box::pin(ses::collect(survey)),
        Box::pin(transfer::collect(survey)),
        Box::pin(logs::collect(survey)),
        Box::pin(macie2::collect(survey)),
        Box::pin(cloudwatch::collect(survey)),
        Box::pin(ecs::collect(survey)),
        Box::pin(guardduty::collect(survey)),
        Box::pin(inspector2::collect(survey)),
        Box::pin(route53::collect(survey)),
        Box::pin(ssm::collect(survey)),
    ]
}

/// A collector at work. Boxed, because there are many and each is large.
type Collecting<'a> = Pin<Box<dyn Future<Output = Found> + 'a>>;

/// The answer to a call that the plan needs; a fact that nobody reads is not asked for.
pub(crate) async fn when<T>(needed: bool, call: impl Future<Output = Answer<T>>) -> Answer<T> {
    if needed { call.await } else { Answer::known(Observed::Unknown(Unknown::undecidable("not-collected"))) }
}

/// How many resources of one kind are asked about at once in one place; how many calls that makes is for the limits to say.
const AT_ONCE: usize = 32;

/// Runs futures, a bounded number at once, so that memory does not grow with the account. Results in the order given.
pub(crate) async fn in_turn<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut results = pin!(futures_util::stream::iter(futures).buffered(AT_ONCE));
    let (mut all, mut turns) = (Vec::new(), Turns::default());
    while let Some(result) = results.next().await {
        turns.next().await;
        all.push(result);
    }
    all
}

/// The coverage of a kind that exists once, outside regions.
pub(crate) fn global(kind: ResourceKind, listed: Result<u64, Unknown>) -> Coverage {
    Coverage { kind, region: GLOBAL.to_owned(), listed }
}
