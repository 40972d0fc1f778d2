//! The environments of the account, as far as tags name them.

use super::{ENVIRONMENTS, Networks};
use crate::aws::wire::Ask;
use crate::aws::wire::organizations_accounts::{ListAccounts, ListTagsForResource, Tag};
use crate::aws::wire::tagging::GetResources;
use crate::collect::labels::Labelling;
use crate::collect::rds::Databases;
use crate::collect::sheet::Sheet;
use crate::collect::survey::{Survey, not_collected};
use crate::collect::{Found, global, in_turn};
use crate::fact::ec2_vpc::Labels;
use crate::fact::environments::Environments;
use crate::fact::{GLOBAL, Observed, Unknown};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The account's environments, as one resource.
pub(super) async fn found(survey: &Survey<'_>, networks: &Networks<'_>, databases: &Databases) -> Found {
    let mut found = Found::default();
    if !survey.plan.wants(ENVIRONMENTS) {
        return found;
    }
    let account = &survey.account.id;
    let arn = format!("arn:{}:iam::{account}:root", survey.account.partition);
    let mut sheet = Sheet::new(ENVIRONMENTS, GLOBAL, account, &arn);
    for (region, _) in networks.of(survey, ENVIRONMENTS) {
        sheet.answered(&region.tagged.answered);
        sheet.answered(&region.instances.answered);
    }
    let facts = Environments {
        resources: if survey.plan.needs(ENVIRONMENTS, GetResources::OPERATION) {
            Observed::Value(resources(survey, networks, databases))
        } else {
            Observed::Unknown(Unknown::undecidable("not-collected"))
        },
        accounts: accounts(survey, &mut sheet).await,
    };
    found.coverage.push(global(ENVIRONMENTS, Ok(1)));
    found.resources.push(sheet.finish(account, &facts));
    found
}

/// The tags of the account's resources: those that have some, and of instances and databases also those that have none.
fn resources(survey: &Survey<'_>, networks: &Networks<'_>, databases: &Databases) -> Labels {
    let mut labelling = Labelling::default();
    for (region, _) in networks.of(survey, ENVIRONMENTS) {
        let tagged = region.tagged.seen.value().map_or(&[][..], Vec::as_slice);
        let known: BTreeSet<&str> = tagged.iter().map(|resource| resource.resource_arn.as_str()).collect();
        for resource in tagged {
            labelling.add(resource.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(), true);
        }
        let instances = region.instances.seen.value().into_iter().flatten();
        for instance in instances.filter(|instance| instance.exists()) {
            let arn = region.site.arn("ec2", &format!("instance/{}", instance.instance_id));
            if !known.contains(arn.as_str()) {
                labelling.add(instance.tag_set.by_name(), true);
            }
        }
        for (arn, tags) in databases.tags_in(&region.site.region) {
            if !known.contains(arn) {
                labelling.add_seen(tags, true);
            }
        }
        labelling.seen_all(&region.tagged.seen);
        labelling.seen_all(&region.instances.seen);
        databases.unlisted_instances(&region.site.region).into_iter().for_each(|why| labelling.unseen(why));
    }
    networks.unasked(survey, ENVIRONMENTS).into_iter().for_each(|why| labelling.unseen(why));
    labelling.labels()
}

/// The tags of the organisation's accounts; absent without an organisation.
async fn accounts(survey: &Survey<'_>, sheet: &mut Sheet) -> Observed<Labels> {
    let site = survey.global();
    let listed = site.list_for::<ListAccounts>(ENVIRONMENTS, json!({})).await;
    match sheet.seen(listed) {
        Observed::Value(accounts) => {
            let tags = in_turn(accounts.iter().map(async |account| {
                let asked = json!({ "ResourceId": account.id });
                let needed = site.needs(ENVIRONMENTS, ListTagsForResource::OPERATION);
                if needed { site.list::<ListTagsForResource>(asked).await } else { not_collected() }
            }))
            .await;
            let mut labelling = Labelling::default();
            for tags in tags {
                let tags = sheet
                    .seen(tags)
                    .map(|tags: Vec<Tag>| tags.into_iter().map(|tag| (tag.key, tag.value)).collect::<BTreeMap<_, _>>());
                labelling.add_seen(&tags, true);
            }
            Observed::Value(labelling.labels())
        }
        Observed::Absent => Observed::Absent,
        Observed::Unknown(why) => Observed::Unknown(why),
    }
}
