//! Who makes a request. In: an ARN, a service name, or nobody. Out: the condition keys that follow
//! from it.
//!
//! "AWS global condition context keys", properties of the principal.

use super::context::Context;
use std::fmt;

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody who has signed the request.
    Anonymous,
    /// An IAM user, a session of an IAM role, or the root user, by the ARN of the user, the role,
    /// or `…:root`.
    Iam(String),
    /// A service principal such as `logging.s3.amazonaws.com`.
    Service(String),
}

/// What kind of IAM principal an ARN names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IamKind {
    User,
    Role,
    Root,
}

/// The account of an IAM ARN and what it names. `None` for anything with a wildcard or of another
/// form.
pub(super) fn read_iam_arn(arn: &str) -> Option<(&str, IamKind, &str)> {
    let mut parts = arn.splitn(6, ':');
    let (head, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = head == "arn" && partition.starts_with("aws") && service == "iam" && region.is_empty();
    if !plain || !is_account(account) || resource.contains(['*', '?', '$']) {
        return None;
    }
    if resource == "root" {
        return Some((account, IamKind::Root, ""));
    }
    let (kind, path) = resource.split_once('/')?;
    let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
    match kind {
        "user" => Some((account, IamKind::User, name)),
        "role" => Some((account, IamKind::Role, name)),
        _ => None,
    }
}

pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Caller {
    /// Adds the condition keys that follow from the caller.
    pub(super) fn describe(&self, context: Context) -> Context {
        match self {
            // NOTE: of anonymous requests the global condition keys page says which keys they lack.
            Self::Anonymous => without_source(context)
                .without("aws:PrincipalArn")
                .with("aws:PrincipalAccount", "anonymous")
                .without("aws:PrincipalOrgID")
                .without("aws:PrincipalOrgPaths")
                .without("aws:PrincipalIsAWSService")
                .without("aws:PrincipalServiceName")
                .without("aws:username")
                .with("aws:PrincipalType", "Anonymous"),
            // A service principal is a member of no organisation.
            Self::Service(name) => context
                .with("aws:PrincipalIsAWSService", "true")
                .with("aws:PrincipalServiceName", name)
                .without("aws:PrincipalOrgID")
                .without("aws:PrincipalOrgPaths")
                .without("aws:username"),
            Self::Iam(arn) => match read_iam_arn(arn) {
                None => context,
                Some((account, kind, name)) => {
                    let context = without_source(context)
                        .with("aws:PrincipalArn", arn)
                        .with("aws:PrincipalAccount", account)
                        .with("aws:PrincipalIsAWSService", "false")
                        .without("aws:PrincipalServiceName")
                        .with("aws:ViaAWSService", "false");
                    match kind {
                        IamKind::User => context.with("aws:PrincipalType", "User").with("aws:username", name),
                        IamKind::Role => context.with("aws:PrincipalType", "AssumedRole").without("aws:username"),
                        IamKind::Root => context.with("aws:PrincipalType", "Account").without("aws:username"),
                    }
                }
            },
        }
    }
}

/// NOTE: the global condition keys page: these are there only if a service principal makes the call.
pub(super) fn without_source(context: Context) -> Context {
    ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"]
        .into_iter()
        .fold(context, Context::without)
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Anonymous => "*",
            Self::Iam(name) | Self::Service(name) => name,
        })
    }
}
