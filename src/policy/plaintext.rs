//! Does a bucket refuse clear text, and old TLS? In: the bucket's policy and ARN. Out: `Decision`.
//!
//! *Yes* is a proof about denying statements alone, for everybody, every S3 action and every
//! resource of the bucket. *No* is a request that the policy does not deny; whether anything else
//! would allow it is not asked.
//!
//! Not considered: policies of the organisation (SCP, RCP), which can only deny more. NOTE: "Bucket
//! policies for Amazon S3": the root user of the owning account may read, write and delete the
//! bucket policy even if the policy denies it.

use super::context::Context;
use super::coverage::{Selection, together_cover};
use super::document::{Policy, Statement};
use super::pattern::{ActionPattern, ResourcePattern};
use super::principal::Who;
use super::request::{Request, Scope, TlsVersion, Transport};
use super::truth::{Reason, Truth};
use super::{caller::Caller, s3_actions, witness};
use std::fmt;

/// The ARN of a general purpose bucket: `arn:aws:s3:::name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketArn {
    partition: String,
    name: String,
}

/// A partition or bucket name that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a partition or bucket name")]
pub struct InvalidBucket(String);

impl BucketArn {
    /// A bucket of a partition (`aws`, `aws-cn`, `aws-us-gov`).
    ///
    /// # Errors
    ///
    /// If one of the two holds characters that neither a partition nor a bucket can have ("General
    /// purpose bucket naming rules"; old buckets also have capitals and underscores).
    pub fn new(partition: &str, name: &str) -> Result<Self, InvalidBucket> {
        let plain = |text: &str, more: &[char]| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(&c))
        };
        if !plain(partition, &['-']) {
            return Err(InvalidBucket(partition.to_owned()));
        }
        if !plain(name, &['-', '.', '_']) || name.len() > 255 {
            return Err(InvalidBucket(name.to_owned()));
        }
        Ok(Self { partition: partition.to_owned(), name: name.to_owned() })
    }

    /// The partition, such as `aws`.
    #[must_use]
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The name of the bucket.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The ARN of one object.
    pub(super) fn object(&self, key: &str) -> String {
        format!("{self}/{key}")
    }

    /// All objects: keys have at least one character.
    pub(super) fn objects(&self) -> ResourcePattern {
        ResourcePattern::new(&self.object("?*"), false)
    }
}

impl fmt::Display for BucketArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "arn:{}:s3:::{}", self.partition, self.name)
    }
}

/// Whether a policy denies a whole class of requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// All of them: proved.
    Yes,
    /// Not this one.
    No(Box<Request>),
    /// Neither a proof nor a counterexample was found.
    CannotTell(Reason),
}

/// Whether every clear-text request to the bucket and its objects is denied, for everyone and every
/// S3 action, also future ones.
#[must_use]
pub fn refuses_plaintext(policy: &Policy, bucket: &BucketArn) -> Decision {
    decide(policy, bucket, Transport::Http)
}

/// Whether every TLS request to the bucket and its objects that uses a version below `minimum` is
/// denied. Says nothing of clear text, for which ask [`refuses_plaintext`]. Below TLS 1.0 there is
/// nothing to deny. NOTE: the S3 endpoints themselves require TLS 1.2 since February 2024 (AWS
/// Storage Blog), so below 1.2 a *No* has no request that could still arrive.
#[must_use]
pub fn refuses_tls_below(policy: &Policy, bucket: &BucketArn, minimum: TlsVersion) -> Decision {
    let mut doubt = None;
    for version in TlsVersion::ALL.into_iter().filter(|version| *version < minimum) {
        match decide(policy, bucket, Transport::Tls(version)) {
            Decision::Yes => {}
            Decision::CannotTell(reason) => doubt = Some(reason),
            no @ Decision::No(_) => return no,
        }
    }
    doubt.map_or(Decision::Yes, Decision::CannotTell)
}

/// The counterexample for a bucket without any policy: an ordinary listing in clear text.
#[must_use]
pub fn plain_http(bucket: &BucketArn) -> Request {
    let caller = Caller::Iam("arn:aws:iam::111122223333:user/example".to_owned());
    let action = s3_actions::BUCKET.first().copied().unwrap_or("s3:ListBucket").to_owned();
    Request { transport: Transport::Http, caller, action, resource: bucket.to_string(), context: Context::default() }
}

fn decide(policy: &Policy, bucket: &BucketArn, transport: Transport) -> Decision {
    let known = transport.describe(Context::default());
    let all_actions = ActionPattern::new("s3:?*");
    let classes = [ResourcePattern::concrete(&bucket.to_string()), bucket.objects()];
    let unproved = classes.iter().find(|class| !covers(policy, &all_actions, class, &known));
    let Some(class) = unproved else {
        return Decision::Yes;
    };
    if let Some(request) = witness::find(policy, bucket, transport) {
        return Decision::No(Box::new(request));
    }
    let scope = Scope { who: Who::Everyone, action: &all_actions, resource: class, context: &known };
    Decision::CannotTell(why(policy, &scope))
}

/// Whether denying statements that apply to everyone, alone or together, cover all the actions on
/// all of the resources.
fn covers(policy: &Policy, actions: &ActionPattern, resources: &ResourcePattern, known: &Context) -> bool {
    let in_force: Vec<(&Selection<_>, &Selection<_>)> = policy
        .denies()
        .filter(|statement| statement.matches_caller_and_context(Who::Everyone, known).is_true())
        .filter_map(|statement| Some((&statement.actions, statement.resources.as_ref()?)))
        .collect();
    // Unions are sought along one side at a time: statements for all the resources may share the
    // actions, or the other way round.
    let whole_resource: Vec<_> = in_force
        .iter()
        .filter(|(_, mine)| mine.contains(resources, Reason::ResourcePattern).is_true())
        .map(|(mine, _)| *mine)
        .collect();
    let whole_action: Vec<_> = in_force
        .iter()
        .filter(|(mine, _)| mine.contains(actions, Reason::ActionUnion).is_true())
        .map(|(_, mine)| *mine)
        .collect();
    together_cover(&whole_resource, actions) || together_cover(&whole_action, resources)
}

/// The first obstacle on the way to a proof, taken from the statement that comes closest.
fn why(policy: &Policy, scope: &Scope<'_>) -> Reason {
    let obstacles = |statement: &Statement| {
        let steps = [
            statement.selects_resource(scope.resource),
            statement.matches_caller_and_context(scope.who, scope.context),
            statement.actions.contains(scope.action, Reason::ActionUnion),
        ];
        let open = steps.iter().filter(|step| !step.is_true()).count();
        let reason = steps.iter().find_map(|step| if let Truth::Unknown(reason) = step { Some(*reason) } else { None });
        (open, reason)
    };
    let closest = policy.denies().map(obstacles).filter(|(_, reason)| reason.is_some()).min_by_key(|(open, _)| *open);
    closest.and_then(|(_, reason)| reason).unwrap_or(Reason::ConditionUnion)
}
