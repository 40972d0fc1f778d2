//! Whom a resource's own policy lets in from outside the account. In: the text of the policy. Out: [`Access`].

use crate::fact::outside::Access;
use crate::fact::{Observed, Unknown};
use crate::policy::{Context, Outside, Outsider, Owner, Policy, ResourceArn, grants_outside};

/// Whether a function is called through its URL, and how the URL lets callers in.
const URL: &str = "lambda:FunctionUrlAuthType";

/// Whom a policy lets in; without one, nobody.
pub(super) fn access(policy: Option<&str>, arn: &str, account: &str) -> Observed<Access> {
    judge(policy, arn, account, &Context::default())
}

/// Whom the policy of a function lets in. What it allows to its URL alone counts for nothing where there is no URL.
pub(super) fn access_to_function(policy: Option<&str>, arn: &str, account: &str) -> Observed<Access> {
    let without_url = judge(policy, arn, account, &Context::default().without(URL));
    let with_url = access(policy, arn, account);
    without_url.and_then(|mut certain| {
        with_url.map(|any| {
            let further = any.shown.into_iter().chain(any.possible);
            let further: Vec<String> =
                further.filter(|who| !certain.shown.contains(who) && !certain.possible.contains(who)).collect();
            certain.possible.extend(further);
            certain
        })
    })
}

fn judge(policy: Option<&str>, arn: &str, account: &str, known: &Context) -> Observed<Access> {
    let Some(text) = policy.filter(|text| !text.trim().is_empty()) else { return Observed::Value(Access::default()) };
    match (Policy::parse(text), ResourceArn::parse(arn)) {
        (Err(_), _) => Observed::Unknown(Unknown::undecidable("unreadable-policy")),
        (_, Err(_)) => Observed::Unknown(Unknown::undecidable("unusual-arn")),
        (Ok(policy), Ok(resource)) => {
            Observed::Value(sorted(&grants_outside(&policy, resource, &Owner::new(account), known)))
        }
    }
}

/// Accounts, organisations and everybody certainly are outside. A network may be the account's own, and so may a principal of
/// which the policy tells no account, such as a CloudFront origin access identity.
fn sorted(outside: &Outside) -> Access {
    let mut access = Access::default();
    for entrance in &outside.shown {
        let who = entrance.outsider.to_string();
        match entrance.outsider {
            Outsider::Anyone | Outsider::Account(_) | Outsider::Organization(_) => {
                access.examples.push(entrance.request.to_string());
                access.shown.push(who);
            }
            Outsider::Through(_) | Outsider::Principal(_) => access.possible.push(who),
            Outsider::Service(_) | Outsider::Source(_) => access.services.push(who),
        }
    }
    for doubt in &outside.possible {
        let list = match doubt.outsider {
            Outsider::Service(_) | Outsider::Source(_) => &mut access.services,
            _ => &mut access.possible,
        };
        list.push(doubt.outsider.to_string());
    }
    access
}

#[cfg(test)]
mod tests {
    use super::{Access, access, access_to_function};
    use crate::fact::Observed;

    const OWN: &str = "111122223333";
    const QUEUE: &str = "arn:aws:sqs:eu-central-1:111122223333:orders";
    const FUNCTION: &str = "arn:aws:lambda:eu-central-1:111122223333:function:resize";

    fn seen(access: Observed<Access>) -> Access {
        let Observed::Value(access) = access else { panic!("not decided: {access:?}") };
        access
    }

    fn policy(principal: &str, action: &str, resource: &str, condition: &str) -> String {
        format!(
            r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow", "Principal": {principal}, "Action": "{action}",
            "Resource": "{resource}", "Condition": {condition} }}] }}"#
        )
    }

    #[test]
    fn outsiders_are_sorted_by_what_is_certain() {
        let of = |principal: &str, condition: &str| {
            seen(access(Some(&policy(principal, "sqs:SendMessage", QUEUE, condition)), QUEUE, OWN))
        };
        assert_eq!(seen(access(None, QUEUE, OWN)), Access::default());
        assert_eq!(of(r#"{ "AWS": "444455556666" }"#, "{}").shown, ["444455556666"]);
        assert_eq!(of(r#"{ "AWS": "444455556666" }"#, "{}").examples.len(), 1);
        assert_eq!(of(r#""*""#, "{}").shown, ["*"]);
        assert_eq!(of(r#"{ "AWS": "111122223333" }"#, "{}"), Access::default());
        let network = of(r#""*""#, r#"{ "StringEquals": { "aws:SourceVpce": "vpce-1" } }"#);
        assert!(network.shown.is_empty() && !network.possible.is_empty(), "{network:?}");
        let service = of(r#"{ "Service": "sns.amazonaws.com" }"#, "{}");
        assert_eq!((service.shown.len(), service.possible.len(), service.services.len()), (0, 0, 1), "{service:?}");
        let organization = of(r#""*""#, r#"{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }"#);
        assert_eq!(organization.shown, ["o-a1b2c3d4e5"]);
        assert!(matches!(access(Some("no policy"), QUEUE, OWN), Observed::Unknown(_)));
        assert!(matches!(access(Some(&policy(r#""*""#, "*", "*", "{}")), "no arn", OWN), Observed::Unknown(_)));
    }

    #[test]
    fn what_only_a_url_would_let_in_is_not_certain() {
        let of = |action: &str, condition: &str| {
            seen(access_to_function(Some(&policy(r#""*""#, action, FUNCTION, condition)), FUNCTION, OWN))
        };
        let url = of("lambda:InvokeFunctionUrl", r#"{ "StringEquals": { "lambda:FunctionUrlAuthType": "NONE" } }"#);
        assert_eq!((url.shown.len(), url.possible), (0, vec!["*".to_owned()]));
        assert_eq!(of("lambda:InvokeFunction", "{}").shown, ["*"]);
    }
}
