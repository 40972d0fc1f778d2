//! Does a resource refuse clear text, and old TLS? In: its policy and ARN. Out: `Decision`.
//!
//! *Yes* is a proof about denying statements alone, for everybody, every action of the service and
//! every resource behind the ARN. *No* is a request that the policy does not deny; whether anything
//! else would allow it is not asked. File systems differ (`file_system`), and where the endpoint
//! answers no clear text at all ([`ClearText::Impossible`]) the answer is *yes* without a policy.
//!
//! Not considered: policies of the organisation (SCP, RCP), which can only deny more. NOTE: "Bucket
//! policies for Amazon S3": the root user of the owning account may read, write and delete the
//! bucket policy even if the policy denies it.

use super::bucket::BucketArn;
use super::caller::Caller;
use super::context::Context;
use super::document::Policy;
use super::pattern::{ActionPattern, Pattern};
use super::principal::Who;
use super::request::{Request, Scope, TlsVersion, Transport};
use super::resource::ResourceArn;
use super::service::ClearText;
use super::truth::Reason;
use super::{file_system, refusal, witness};

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

/// Whether every clear-text request to the resource and what is in it is refused, for everyone and
/// every action of the service, also future ones.
#[must_use]
pub fn refuses_plaintext(policy: &Policy, resource: impl Into<ResourceArn>) -> Decision {
    let resource = resource.into();
    let all = [resource.all_actions()];
    refuses(policy, &resource, &all)
}

/// The same for these actions alone, such as [`super::Service::payload_actions`]. Nothing is refused
/// where there is no action to ask about.
#[must_use]
pub fn refuses_plaintext_for(policy: &Policy, resource: impl Into<ResourceArn>, actions: &[&str]) -> Decision {
    let actions: Vec<ActionPattern> = actions.iter().map(|action| ActionPattern::concrete(action)).collect();
    if actions.is_empty() {
        return Decision::CannotTell(Reason::ActionPattern);
    }
    refuses(policy, &resource.into(), &actions)
}

fn refuses(policy: &Policy, resource: &ResourceArn, actions: &[ActionPattern]) -> Decision {
    match resource.service().clear_text() {
        ClearText::Accepted => decide(policy, resource, actions, Transport::Http),
        ClearText::OverNfs => file_system::refuses_plaintext(policy, resource, actions),
        ClearText::Impossible => Decision::Yes,
        ClearText::BySetting => Decision::CannotTell(Reason::TransportSetting),
    }
}

/// Whether every TLS request to the bucket and its objects that uses a version below `minimum` is
/// denied. Says nothing of clear text, for which ask [`refuses_plaintext`]. Below TLS 1.0 there is
/// nothing to deny. NOTE: the S3 endpoints themselves require TLS 1.2 since February 2024 (AWS
/// Storage Blog), so below 1.2 a *No* has no request that could still arrive.
#[must_use]
pub fn refuses_tls_below(policy: &Policy, bucket: &BucketArn, minimum: TlsVersion) -> Decision {
    let resource = ResourceArn::from(bucket);
    let mut doubt = None;
    for version in TlsVersion::ALL.into_iter().filter(|version| *version < minimum) {
        match decide(policy, &resource, &[resource.all_actions()], Transport::Tls(version)) {
            Decision::Yes => {}
            Decision::CannotTell(reason) => doubt = Some(reason),
            no @ Decision::No(_) => return no,
        }
    }
    doubt.map_or(Decision::Yes, Decision::CannotTell)
}

/// The counterexample for a resource without any policy: an ordinary request in clear text. For a
/// file system it is an NFS client that mounts it.
#[must_use]
pub fn plain_http(resource: impl Into<ResourceArn>) -> Request {
    let resource = resource.into();
    let (action, one) = resource.candidates(std::iter::empty()).into_iter().next().unwrap_or_default();
    let caller = match resource.service().clear_text() {
        ClearText::OverNfs => Caller::Anonymous,
        _ => Caller::Iam("arn:aws:iam::111122223333:user/example".to_owned()),
    };
    Request {
        transport: Transport::Http,
        caller,
        action: action.to_owned(),
        resource: one,
        context: Context::default(),
    }
}

fn decide(policy: &Policy, resource: &ResourceArn, actions: &[ActionPattern], transport: Transport) -> Decision {
    let policy = &policy.on(resource);
    let known = transport.describe(Context::default());
    let classes = resource.classes();
    let scopes = actions.iter().flat_map(|action| {
        classes.iter().map(|class| Scope { who: Who::Everyone, action, resource: class, context: &known })
    });
    let foreign = actions.iter().any(|action| !resource.all_actions().covers(action));
    let Some(unproved) = scopes.into_iter().find(|scope| !refusal::covers(policy, scope)) else {
        return if foreign { Decision::CannotTell(Reason::ActionPattern) } else { Decision::Yes };
    };
    if let Some(request) = witness::find(policy, resource, actions, transport) {
        return Decision::No(Box::new(request));
    }
    Decision::CannotTell(refusal::why_not(policy, &unproved))
}
