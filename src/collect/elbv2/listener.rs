//! Listeners: what they accept, and what becomes of clear text.

use super::{Fronts, LISTENER};
use crate::aws::Answer;
use crate::aws::operations;
use crate::aws::wire::Ask;
use crate::aws::wire::elbv2::{
    Action, DescribeListeners, DescribeRules, DescribeSSLPolicies, Listener as Listed, LoadBalancer, Rule,
};
use crate::collect::certificates::Certificates;
use crate::collect::survey::{Site, not_collected};
use crate::collect::{Found, in_turn, tls};
use crate::fact::acm::ServerCertificate;
use crate::fact::elbv2::Listener;
use crate::fact::{Observed, Resource, Unknown};
use serde_json::json;
use std::collections::BTreeMap;

/// The lowest version of each security policy.
type Policies = BTreeMap<String, Answer<String>>;

/// Collects listeners.
pub(super) async fn collect(site: &Site<'_>, fronts: &Fronts, certificates: &Certificates<'_>) -> Found {
    let mut found = Found::default();
    if !site.wants(LISTENER) {
        return found;
    }
    match &fronts.listed.seen {
        Observed::Value(_) => {
            found.note_parts(LISTENER, &site.region, fronts.fronts.iter().map(|front| &front.listeners.seen));
        }
        seen => found.note(LISTENER, &site.region, seen),
    }
    let policies = policies(site, fronts).await;
    for front in &fronts.fronts {
        let listeners = front.listeners.seen.value().into_iter().flatten();
        let asked = listeners.map(|item| {
            let load_balancer = &front.load_balancer;
            let port = item.port.map(|port| format!(":{port}")).unwrap_or_default();
            let name = format!("{}{port}", load_balancer.load_balancer_name);
            let mut sheet = site.sheet(LISTENER, &name, &item.listener_arn, &front.listeners);
            sheet.answered(&fronts.listed.answered);
            let tags = sheet.seen(fronts.tags.get(&load_balancer.load_balancer_arn));
            one(site, (load_balancer, item), &policies, certificates, (sheet, tags))
        });
        found.resources.extend(in_turn(asked).await);
    }
    found
}

/// Asks for each policy once, however many listeners have it.
async fn policies(site: &Site<'_>, fronts: &Fronts) -> Policies {
    let listeners = fronts.fronts.iter().filter_map(|front| front.listeners.seen.value()).flatten();
    let mut names: Vec<&str> = listeners.filter_map(|listener| listener.ssl_policy.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let asked = names.into_iter().map(|name| async move {
        let policy = site.list_for::<DescribeSSLPolicies>(LISTENER, json!({ "Names": [name] })).await;
        let lowest = policy.and_then(|policies| {
            let protocols = policies.first().map(|policy| &policy.ssl_protocols.member);
            let protocols = Observed::required(protocols.cloned(), DescribeSSLPolicies::OPERATION.action);
            protocols.and_then(|protocols| tls::lowest(protocols.iter().map(String::as_str)))
        });
        (name.to_owned(), lowest)
    });
    in_turn(asked).await.into_iter().collect()
}

async fn one(
    site: &Site<'_>,
    (load_balancer, item): (&LoadBalancer, &Listed),
    policies: &Policies,
    certificates: &Certificates<'_>,
    (mut sheet, tags): (crate::collect::sheet::Sheet, Observed<BTreeMap<String, String>>),
) -> Resource {
    let protocol = item.protocol.as_deref();
    let ends_tls = matches!(protocol, Some("HTTPS" | "TLS"));
    let action = DescribeListeners::OPERATION.action;
    let rules = if protocol == Some("HTTP") {
        let rules = site.list_for::<DescribeRules>(LISTENER, json!({ "ListenerArn": item.listener_arn })).await;
        sheet.seen(rules).and_then(|rules| clear_text_actions(&rules))
    } else {
        Observed::Absent
    };
    let min_tls = match (&item.ssl_policy, ends_tls) {
        (_, false) => Observed::Absent,
        (Some(name), true) => sheet.seen(policies.get(name).cloned().unwrap_or_else(not_collected)),
        (None, true) => Observed::required(None, action),
    };
    let facts = Listener {
        load_balancer_type: load_balancer.r#type.clone(),
        scheme: load_balancer.scheme.clone(),
        protocol: item.protocol.clone(),
        port: item.port,
        clear_text_actions: rules,
        ssl_policy: item.ssl_policy.clone(),
        min_tls,
        iam_certificate: if ends_tls {
            sheet.seen(iam_certificate(site, item, certificates).await)
        } else {
            Observed::Absent
        },
        tags,
    };
    sheet.finish(&site.account.id, &facts)
}

/// The default certificate, if it lies in IAM.
async fn iam_certificate(site: &Site<'_>, item: &Listed, certificates: &Certificates<'_>) -> Answer<ServerCertificate> {
    let arn = item
        .certificates
        .as_ref()
        .and_then(|list| list.member.first())
        .and_then(|first| first.certificate_arn.as_deref());
    match arn {
        None => Answer::known(Observed::required(None, DescribeListeners::OPERATION.action)),
        Some(arn) if arn.split(':').nth(2) != Some("iam") => Answer::known(Observed::Absent),
        Some(_) if !site.needs(LISTENER, &operations::LIST_SERVER_CERTIFICATES) => not_collected(),
        Some(arn) => certificates.in_iam(arn).await,
    }
}

/// What rules do with a clear-text request, apart from sending it on to HTTPS and refusing it. Every listener has a rule for
/// all that no other fits.
pub(super) fn clear_text_actions(rules: &[Rule]) -> Observed<Vec<String>> {
    if !rules.iter().any(|rule| rule.priority == "default") {
        return Observed::required(None, DescribeRules::OPERATION.action);
    }
    let mut serving = Vec::new();
    let mut strange = false;
    for rule in rules {
        let place = if rule.priority == "default" { "default".to_owned() } else { format!("rule {}", rule.priority) };
        for action in &rule.actions.member {
            match done(action) {
                Done::Harmless => {}
                Done::Serves(what) => serving.push(format!("{what} ({place})")),
                Done::Unknown => strange = true,
            }
        }
    }
    if strange && serving.is_empty() {
        return Observed::Unknown(Unknown::undecidable("unknown-listener-action"));
    }
    Observed::Value(serving)
}

/// What an action does with a clear-text request.
enum Done {
    /// Redirects to HTTPS, refuses with an error, or is a step before the action that decides.
    Harmless,
    /// Answers or passes on, as named.
    Serves(String),
    Unknown,
}

fn done(action: &Action) -> Done {
    match action.r#type.as_str() {
        "forward" => Done::Serves("forward".to_owned()),
        "redirect" => match action.redirect_config.as_ref().map(|config| config.protocol.as_deref()) {
            Some(Some("HTTPS")) => Done::Harmless,
            // NOTE: a component that is not given keeps its value (`RedirectActionConfig`, Elastic Load Balancing API).
            Some(protocol) => Done::Serves(format!("redirect to {}", protocol.unwrap_or("#{protocol}"))),
            None => Done::Unknown,
        },
        "fixed-response" => match action.fixed_response_config.as_ref().map(|config| config.status_code.as_str()) {
            Some(status) if status.starts_with(['4', '5']) => Done::Harmless,
            Some(status) => Done::Serves(format!("fixed-response {status}")),
            None => Done::Unknown,
        },
        "authenticate-oidc" | "authenticate-cognito" | "jwt-validation" => Done::Harmless,
        _ => Done::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn rules(rules: &[(&str, Value)]) -> Observed<Vec<String>> {
        let rules: Vec<Rule> = rules
            .iter()
            .map(|(priority, action)| {
                let rule = json!({ "Priority": priority, "Actions": { "member": [action] } });
                serde_json::from_value(rule).expect("a rule")
            })
            .collect();
        clear_text_actions(&rules)
    }

    fn redirect(protocol: &str) -> Value {
        json!({ "Type": "redirect", "RedirectConfig": { "Protocol": protocol } })
    }

    #[test]
    fn redirects_to_https_and_refusals_serve_nothing() {
        let refusal = json!({ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404" } });
        assert_eq!(rules(&[("1", refusal), ("default", redirect("HTTPS"))]), Observed::Value(vec![]));
    }

    #[test]
    fn one_rule_that_serves_is_enough_whatever_the_default_does() {
        let answer = json!({ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } });
        let keeps = json!({ "Type": "redirect", "RedirectConfig": {} });
        let seen =
            rules(&[("5", answer), ("7", keeps), ("9", json!({ "Type": "forward" })), ("default", redirect("HTTPS"))]);
        let words = ["fixed-response 200 (rule 5)", "redirect to #{protocol} (rule 7)", "forward (rule 9)"];
        assert_eq!(seen, Observed::Value(words.map(str::to_owned).to_vec()));
    }

    #[test]
    fn an_unknown_action_or_a_list_without_default_is_not_known() {
        let unknown = Observed::Unknown(Unknown::undecidable("unknown-listener-action"));
        assert_eq!(rules(&[("1", json!({ "Type": "teleport" })), ("default", redirect("HTTPS"))]), unknown);
        assert!(matches!(rules(&[("1", redirect("HTTPS"))]), Observed::Unknown(_)));
    }
}
