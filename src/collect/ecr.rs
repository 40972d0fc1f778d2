//! Container registries.
//!
//! Calls per region: `DescribeRepositories`, `DescribeRegistry`; per repository `GetRepositoryPolicy` where a rule reads it.

use super::Found;
use super::outside::access;
use super::survey::{Site, Survey};
use crate::aws::Answer;
use crate::aws::wire::ecr::{DescribeRegistry, GetRepositoryPolicy, Registry as RegistryReply, Repository as Listed};
use crate::fact::ecr::{Registry, Repository};
use crate::fact::storage::Storage;
use crate::fact::{Observed, Resource, ResourceKind};
use serde_json::json;
use std::collections::BTreeSet;

const REPOSITORY: ResourceKind = ResourceKind::EcrRepository;
const REGISTRY: ResourceKind = ResourceKind::EcrRegistry;

/// Collects repositories and registries.
pub(super) async fn collect(survey: &Survey<'_>) -> Found {
    survey
        .in_regions(&[REPOSITORY, REGISTRY], async |site| {
            let repositories = site.each(
                REPOSITORY,
                async { (*site.repositories.all(&site.region).await).clone() },
                async |item, listed| repository(site, item, listed).await,
            );
            let settings = async { site.get::<DescribeRegistry>(json!({})).await.map(|reply| vec![reply]) };
            let registries = site.each(REGISTRY, settings, async |item, listed| registry(site, item, listed));
            let (mut found, registries) = tokio::join!(repositories, registries);
            found.add(registries);
            found
        })
        .await
}

async fn repository(site: &Site<'_>, item: &Listed, listed: &Answer<Vec<Listed>>) -> Resource {
    let mut sheet = site.sheet(REPOSITORY, &item.repository_name, &item.repository_arn, listed);
    let encryption = Observed::required(item.encryption_configuration.clone(), "ecr:DescribeRepositories");
    let key_id = encryption.value().and_then(|encryption| encryption.kms_key.as_deref());
    let key = sheet.seen(site.keys.of_store(REPOSITORY, &site.region, key_id).await);
    let asked = json!({ "repositoryName": item.repository_name });
    let policy = sheet.seen(site.get_for::<GetRepositoryPolicy>(REPOSITORY, asked).await);
    let text = policy.map(|reply| Some(reply.policy_text)).or_absent(|| None);
    let outside = text.and_then(|text| access(text.as_deref(), &item.repository_arn, &site.account.id));
    let storage = Storage {
        encrypted: encryption.clone().map(|_| true),
        kms: encryption.map(|encryption| encryption.encryption_type.starts_with("KMS")),
        key,
    };
    sheet.finish(&site.account.id, &Repository { storage, outside })
}

fn registry(site: &Site<'_>, reply: &RegistryReply, listed: &Answer<Vec<RegistryReply>>) -> Resource {
    let id = &site.account.id;
    let destinations = || reply.replication_configuration.rules.iter().flat_map(|rule| &rule.destinations);
    let others = |of: fn(&crate::aws::wire::ecr::Destination) -> &String, own: &str| -> Vec<String> {
        let distinct: BTreeSet<String> = destinations().map(of).filter(|name| *name != own).cloned().collect();
        distinct.into_iter().collect()
    };
    let facts = Registry {
        copy_regions: Observed::Value(others(|destination| &destination.region, &site.region)),
        copy_accounts: others(|destination| &destination.registry_id, id),
    };
    site.sheet(REGISTRY, id, &site.arn("ecr", "registry"), listed).finish(id, &facts)
}
