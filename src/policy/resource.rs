//! The resource that a policy is attached to. In: its ARN. Out: what requests to it are authorised against.
//!
//! "Service Authorization Reference", resource types of each service.

use super::bucket::BucketArn;
use super::coverage::Selection;
use super::document::{Policy, Statement};
use super::pattern::{ActionPattern, Pattern, ResourcePattern};
use super::s3_actions;
use super::service::Service;
use std::fmt;

/// At most so many examples are drawn from one policy.
const MAX_EXAMPLES: usize = 24;

/// The ARN of a resource that has a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceArn {
    service: Service,
    partition: String,
    arn: String,
    /// Not the resource itself but everything below it: the repositories of an ECR registry.
    only_below: bool,
}

/// A text that is not the ARN of a resource with a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the ARN of a resource whose policy is understood")]
pub struct InvalidArn(String);

impl ResourceArn {
    /// Reads an ARN: of a bucket, a queue, a topic, a key, a secret, a file system, a function, a repository, a domain, a vault, a
    /// table, or of a REST API (`arn:aws:execute-api:region:account:api-id`).
    ///
    /// # Errors
    ///
    /// If the text is no ARN, has wildcards, or belongs to another service.
    pub fn parse(arn: &str) -> Result<Self, InvalidArn> {
        let invalid = || InvalidArn(arn.to_owned());
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let [head, partition, service, region, account, rest] = parts.as_slice() else { return Err(invalid()) };
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '*' | '?' | '$' | '{' | '}' | '"');
        let service = Service::of_arn(service).ok_or_else(invalid)?;
        let placed = service == Service::S3 || !(region.is_empty() || account.is_empty());
        if *head != "arn" || !partition.starts_with("aws") || rest.is_empty() || !placed || !arn.chars().all(plain) {
            return Err(invalid());
        }
        if service == Service::S3 {
            return BucketArn::new(partition, rest).map(Self::from).map_err(|_| invalid());
        }
        Ok(Self { service, partition: (*partition).to_owned(), arn: arn.to_owned(), only_below: false })
    }

    /// The private ECR registry of an account in a region, whose policy speaks of all its repositories ("Private registry
    /// permissions").
    ///
    /// # Errors
    ///
    /// If a part cannot stand in an ARN.
    pub fn ecr_registry(partition: &str, region: &str, account: &str) -> Result<Self, InvalidArn> {
        let repositories = Self::parse(&format!("arn:{partition}:ecr:{region}:{account}:repository"))?;
        Ok(Self { only_below: true, ..repositories })
    }

    /// The service it belongs to.
    #[must_use]
    pub const fn service(&self) -> Service {
        self.service
    }

    pub(super) fn partition(&self) -> &str {
        &self.partition
    }

    /// Every action that can be authorised against it.
    pub(super) fn all_actions(&self) -> ActionPattern {
        ActionPattern::new(&format!("{}:?*", self.service.prefix()))
    }

    /// Everything that requests to it are authorised against.
    pub(super) fn classes(&self) -> Vec<ResourcePattern> {
        let itself = || ResourcePattern::concrete(&self.arn);
        let below = |sign: char| ResourcePattern::new(&format!("{}{sign}?*", self.arn), false);
        match self.service {
            _ if self.only_below => vec![below('/')],
            // Objects; indexes and streams; documents.
            Service::S3 | Service::DynamoDb | Service::OpenSearch => vec![itself(), below('/')],
            // Stages and methods.
            Service::ApiGateway => vec![below('/')],
            // Versions and aliases.
            Service::Lambda => vec![itself(), below(':')],
            // Recovery points have the ARNs of what was backed up.
            Service::Backup => vec![ResourcePattern::new("*", false)],
            Service::Ecr | Service::Efs | Service::Kms | Service::SecretsManager | Service::Sns | Service::Sqs => {
                vec![itself()]
            }
        }
    }

    /// Pairs of an action and a resource it can act on, for counterexamples. The statements lend their wildcards.
    pub(super) fn candidates<'a>(
        &self,
        statements: impl Iterator<Item = &'a Statement>,
    ) -> Vec<(&'static str, String)> {
        let itself = self.service.actions().iter().map(|action| (*action, self.primary()));
        let mut pairs: Vec<_> = itself.collect();
        if self.service == Service::S3 {
            let objects = self.examples(statements);
            pairs.extend(
                s3_actions::OBJECT.iter().flat_map(|action| objects.iter().map(|object| (*action, object.clone()))),
            );
        } else if matches!(self.service, Service::OpenSearch | Service::ApiGateway | Service::Ecr) {
            let below = self.examples(statements);
            let actions = self.service.actions();
            pairs.extend(actions.iter().flat_map(|action| below.iter().map(|one| (*action, one.clone()))));
        }
        pairs
    }

    /// The resource that most requests name.
    fn primary(&self) -> String {
        match self.service {
            Service::ApiGateway => format!("{}/prod/GET/example", self.arn),
            Service::Ecr if self.only_below => format!("{}/example", self.arn),
            _ => self.arn.clone(),
        }
    }

    /// Things below the resource: an ordinary one, and one for each pattern that names some of them.
    fn examples<'a>(&self, statements: impl Iterator<Item = &'a Statement>) -> Vec<String> {
        let Some(class) = self.classes().into_iter().next_back() else { return Vec::new() };
        let patterns = statements.filter_map(|statement| statement.resources.as_ref()).flat_map(Selection::patterns);
        let named = patterns.flat_map(|pattern| {
            ["example", "", "example/example"].into_iter().filter_map(|many| pattern.example(many))
        });
        let mut examples: Vec<String> = Vec::new();
        for one in std::iter::once(format!("{}/example", self.arn)).chain(named) {
            let fits = class.covers(&ResourcePattern::concrete(&one));
            if fits && !examples.contains(&one) && examples.len() < MAX_EXAMPLES {
                examples.push(one);
            }
        }
        examples
    }
}

impl From<BucketArn> for ResourceArn {
    fn from(bucket: BucketArn) -> Self {
        Self::from(&bucket)
    }
}

impl From<&BucketArn> for ResourceArn {
    fn from(bucket: &BucketArn) -> Self {
        Self {
            service: Service::S3,
            partition: bucket.partition().to_owned(),
            arn: bucket.to_string(),
            only_below: false,
        }
    }
}

impl From<&Self> for ResourceArn {
    fn from(resource: &Self) -> Self {
        resource.clone()
    }
}

impl fmt::Display for ResourceArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.arn)
    }
}

impl Policy {
    /// The policy as it reads on this resource: where `Resource` may be left out, it is everything there.
    pub(super) fn on(&self, resource: &ResourceArn) -> Self {
        let mut policy = self.clone();
        if resource.service().omits_resource() {
            for statement in &mut policy.statements {
                statement.resources.get_or_insert_with(|| Selection::Only(vec![ResourcePattern::new("*", false)]));
            }
        }
        policy
    }
}
