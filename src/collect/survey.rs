//! What every collector of the light caller's services is given: the account, the plan, the regions, the keys.
//!
//! In: a scan. Out: [`Survey`] for the whole account and [`Site`] for one region, through which collectors ask only what
//! the plan needs.

use super::alarms::Alarms;
use super::backup::{self, Backups};
use super::certificates::Certificates;
use super::cloudtrail::{self, CloudTrail};
use super::data_key::DataKeys;
use super::delivery::Delivery;
use super::regions::Regions;
use super::servers::Servers;
use super::shared_list::SharedList;
use super::sheet::Sheet;
use super::side_by_side::Turns;
use super::{AT_ONCE, Found, Plan, last_backup, s3};
use crate::aws::operations::Operation;
use crate::aws::wire::dynamodb::ListTables;
use crate::aws::wire::ecr::DescribeRepositories;
use crate::aws::wire::lambda::ListFunctions;
use crate::aws::wire::tagging::GetResources;
use crate::aws::wire::{Ask, List};
use crate::aws::{Account, Answer};
use crate::collect::side_by_side::side_by_side;
use crate::fact::{Coverage, GLOBAL, Observed, Resource, ResourceKind, Unknown};
use futures_util::stream::{self, Stream, StreamExt};
use serde_json::Value;
use std::ops::Deref;
use std::pin::pin;
use tokio::sync::OnceCell;

/// One scan, as collectors see it.
pub(super) struct Survey<'a> {
    pub(super) account: &'a Account,
    pub(super) plan: &'a Plan,
    pub(super) regions: &'a Regions,
    pub(super) keys: &'a DataKeys<'a>,
    pub(super) alarms: &'a Alarms<'a>,
    /// Asked once, whoever needs them; the other lists too.
    pub(super) servers: &'a Servers<'a>,
    pub(super) functions: &'a SharedList<'a, ListFunctions>,
    pub(super) repositories: &'a SharedList<'a, DescribeRepositories>,
    pub(super) tables: &'a SharedList<'a, ListTables>,
    pub(super) tagged: &'a SharedList<'a, GetResources>,
    pub(super) certificates: &'a Certificates<'a>,
    pub(super) buckets: &'a s3::Asker<'a>,
    /// What other collectors wait for before they can complete their resources.
    pub(super) backups: &'a OnceCell<Backups>,
    pub(super) trails: &'a OnceCell<CloudTrail>,
    pub(super) delivery: &'a Delivery<'a>,
}

impl Survey<'_> {
    /// Runs a collector in every region in which one of these kinds is asked for, all at once.
    pub(super) async fn in_regions(&self, kinds: &[ResourceKind], collect: impl AsyncFn(&Site<'_>) -> Found) -> Found {
        let covered =
            |region: &&String| kinds.iter().any(|kind| self.plan.wants(*kind) && self.plan.covers(*kind, region));
        let sites: Vec<Site<'_>> = self.regions.asked.iter().filter(covered).map(|region| self.site(region)).collect();
        let mut found = Found::default();
        for part in side_by_side(sites.iter().map(async |site| collect(site).await)).await {
            found.add(part);
        }
        found
    }

    /// Where global services are asked, for kinds outside regions.
    pub(super) fn global(&self) -> Site<'_> {
        self.site(GLOBAL)
    }

    /// One region.
    pub(super) fn site(&self, region: &str) -> Site<'_> {
        Site { survey: self, region: region.to_owned() }
    }

    /// What AWS Backup and Data Lifecycle Manager know.
    pub(super) async fn backups(&self) -> &Backups {
        self.backups.get_or_init(|| Box::pin(backup::collect(self))).await
    }

    /// What CloudTrail records.
    pub(super) async fn trails(&self) -> &CloudTrail {
        self.trails.get_or_init(|| Box::pin(cloudtrail::collect(self))).await
    }
}

/// One region of one scan.
pub(super) struct Site<'a> {
    pub(super) survey: &'a Survey<'a>,
    /// Region code, or [`GLOBAL`].
    pub(super) region: String,
}

impl<'a> Deref for Site<'a> {
    type Target = Survey<'a>;

    fn deref(&self) -> &Survey<'a> {
        self.survey
    }
}

impl Site<'_> {
    /// Whether a rule speaks of this kind here.
    pub(super) fn wants(&self, kind: ResourceKind) -> bool {
        self.plan.wants(kind) && (self.region == GLOBAL || self.plan.covers(kind, &self.region))
    }

    /// Whether facts of this kind come from this operation.
    pub(super) fn needs(&self, kind: ResourceKind, operation: &Operation) -> bool {
        self.plan.needs(kind, operation)
    }

    /// Asks an operation once.
    pub(super) async fn get<A: Ask>(&self, members: Value) -> Answer<A::Reply> {
        self.account.get::<A>(&self.region, members).await
    }

    /// Asks an operation if facts of this kind come from it; else they stay unknown, because nobody reads them.
    pub(super) async fn get_for<A: Ask>(&self, kind: ResourceKind, members: Value) -> Answer<A::Reply> {
        if self.needs(kind, A::OPERATION) { self.get::<A>(members).await } else { not_collected() }
    }

    /// Reads a list to its end.
    pub(super) async fn list<L: List>(&self, members: Value) -> Answer<Vec<L::Item>> {
        self.account.list::<L>(&self.region, members).await
    }

    /// Reads a list to its end if facts of this kind come from it.
    pub(super) async fn list_for<L: List>(&self, kind: ResourceKind, members: Value) -> Answer<Vec<L::Item>> {
        if self.needs(kind, L::OPERATION) { self.list::<L>(members).await } else { not_collected() }
    }

    /// Looks up by their ids, 50 at a time, what a list named. One that is not in the answer makes all of them unknown.
    pub(super) async fn look_up<A: Ask, T>(
        &self,
        kind: ResourceKind,
        ids: &[String],
        members: impl Fn(&[String]) -> Value,
        items: impl Fn(A::Reply) -> Vec<T>,
        id: impl Fn(&T) -> &str,
    ) -> Answer<Vec<T>> {
        let (mut all, mut answered) = (Vec::new(), Vec::new());
        for lot in ids.chunks(50) {
            let reply = self.get_for::<A>(kind, members(lot)).await;
            answered.extend(reply.answered);
            let found = match reply.seen {
                Observed::Value(reply) => items(reply),
                Observed::Absent => Vec::new(),
                Observed::Unknown(why) => return Answer { seen: Observed::Unknown(why), answered },
            };
            if !lot.iter().all(|asked| found.iter().any(|item| id(item) == asked)) {
                return Answer { seen: Observed::required(None, A::OPERATION.action), answered };
            }
            all.extend(found);
        }
        Answer { seen: Observed::Value(all), answered }
    }

    /// A sheet for a resource that a list names.
    pub(super) fn sheet<T>(&self, kind: ResourceKind, name: &str, arn: &str, listed: &Answer<T>) -> Sheet {
        let mut sheet = Sheet::new(kind, &self.region, name, arn);
        sheet.answered(&listed.answered);
        sheet
    }

    /// The ARN of something in this region and account: `arn:aws:ec2:eu-central-1:111122223333:volume/vol-1`.
    pub(super) fn arn(&self, service: &str, resource: &str) -> String {
        let region = if self.region == GLOBAL { "" } else { &self.region };
        format!("arn:{}:{service}:{region}:{}:{resource}", self.account.partition, self.account.id)
    }

    /// Lists a kind page by page and describes each item; nothing if no rule speaks of the kind here. While one page is described the
    /// next is read, so never more than two are held. If a page fails, what the ones before named was seen all the same, and the
    /// coverage says that it was not everything.
    pub(super) async fn each_of<L: List>(
        &self,
        kind: ResourceKind,
        members: Value,
        describe: impl AsyncFn(&L::Item, &Answer<Vec<L::Item>>) -> Resource,
    ) -> Found {
        let mut found = Found::default();
        if !self.wants(kind) {
            return found;
        }
        let mut pages = self.account.pages_of::<L>(&self.region, members);
        let (mut page, mut listed) = (pages.next().await, Ok(0));
        while let Some(current) = page {
            match &current.seen {
                Observed::Value(items) => listed = listed.map(|count| count + items.len() as u64),
                Observed::Absent => {}
                Observed::Unknown(why) => listed = Err(why.clone()),
            }
            let (next, ()) = tokio::join!(pages.next(), self.describe_all(kind, &current, &describe));
            page = next;
        }
        self.delivery.end_of(kind, &self.region, &listed);
        found.coverage.push(Coverage { kind, region: self.region.clone(), listed });
        found
    }

    /// Notes what was listed, and describes each item of the list; nothing if no rule speaks of the kind here.
    pub(super) async fn each<T>(
        &self,
        kind: ResourceKind,
        list: impl Future<Output = Answer<Vec<T>>>,
        describe: impl AsyncFn(&T, &Answer<Vec<T>>) -> Resource,
    ) -> Found {
        let mut found = Found::default();
        if !self.wants(kind) {
            return found;
        }
        let listed = list.await;
        found.note(kind, &self.region, &listed.seen);
        self.describe_all(kind, &listed, &describe).await;
        self.delivery.end_of(kind, &self.region, &found.coverage[0].listed);
        found
    }

    /// Describes all items of a list, a bounded number at once, and hands each over that is done.
    async fn describe_all<T>(
        &self,
        kind: ResourceKind,
        listed: &Answer<Vec<T>>,
        describe: &impl AsyncFn(&T, &Answer<Vec<T>>) -> Resource,
    ) {
        let items = listed.seen.value().into_iter().flatten();
        let described = stream::iter(items.map(|item| describe(item, listed))).buffer_unordered(AT_ONCE);
        let backed_up = last_backup::is_read(self, kind);
        let completed = described.map(async |mut resource| {
            if backed_up {
                last_backup::complete(self, &mut resource).await;
            }
            resource
        });
        self.hand_all(completed.buffer_unordered(if backed_up { WAITING } else { 1 })).await;
    }

    /// Describes resources, a bounded number at once, and hands each over that is done.
    pub(super) async fn hand_in_turn(&self, resources: impl IntoIterator<Item = impl Future<Output = Resource>>) {
        self.hand_all(stream::iter(resources).buffer_unordered(AT_ONCE)).await;
    }

    async fn hand_all(&self, resources: impl Stream<Item = Resource>) {
        let mut resources = pin!(resources);
        let mut turns = Turns::default();
        while let Some(resource) = resources.next().await {
            turns.next().await;
            self.delivery.hand(resource);
        }
    }
}

/// So many resources of a kind may wait in a region until all of their backups are known.
const WAITING: usize = 1000;

/// What nobody reads is not asked for.
pub(super) fn not_collected<T>() -> Answer<T> {
    Answer::known(Observed::Unknown(Unknown::undecidable("not-collected")))
}
