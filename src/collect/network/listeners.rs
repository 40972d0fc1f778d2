//! The listeners of load balancers that the internet can address.
//!
//! A load balancer's interfaces say in their description which one it is ("Network interfaces for your load balancer", Elastic
//! Load Balancing User Guides): `ELB app/name/id`, `ELB net/name/id`, `ELB name`.

use super::model;
use super::region::Asker;
use crate::aws::Answer;
use crate::aws::wire::Ask;
use crate::aws::wire::ec2_network::NetworkInterface;
use crate::aws::wire::elb::{self, DescribeLoadBalancers};
use crate::aws::wire::elbv2::{DescribeListeners, DescribeRules, Listener as Listed};
use crate::collect::elbv2::serves_clear_text;
use crate::collect::in_turn;
use crate::collect::survey::not_collected;
use crate::fact::{Observed, Unknown};
use crate::reach::{Listener, Protocol};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A load balancer's listeners.
#[derive(Clone, Debug)]
pub(super) struct Balancer {
    pub(super) listeners: Answer<Vec<Listener>>,
    /// Why it is not known whether one of them only redirects.
    pub(super) unseen_rules: Option<Unknown>,
}

/// The listeners by load balancer, as its interfaces name it.
pub(super) type Balancers = BTreeMap<String, Balancer>;

/// The load balancer of an interface: `app/name/id`, `net/name/id`, or a name.
pub(super) fn balancer_of(interface: &NetworkInterface) -> Option<&str> {
    let elb = interface.requester_managed
        && (interface.requester_id.as_deref() == Some("amazon-elb")
            || interface.interface_type.ends_with("load_balancer"));
    interface.description.strip_prefix("ELB ").filter(|_| elb)
}

/// Asks for the listeners of every load balancer that has a public address.
pub(super) async fn look(asker: &Asker<'_, '_>, interfaces: &[NetworkInterface]) -> Balancers {
    if !asker.needs(DescribeListeners::OPERATION) {
        return Balancers::new();
    }
    let public = interfaces.iter().filter(|interface| model::may_be_public(interface));
    let names: BTreeSet<(&str, &str)> =
        public.filter_map(|interface| Some((balancer_of(interface)?, interface.owner_id.as_str()))).collect();
    let classic =
        if names.iter().any(|(name, _)| !name.contains('/')) { classic(asker).await } else { Balancers::new() };
    let asked = names.into_iter().map(async |(name, owner)| {
        let balancer = match classic.get(name).or_else(|| classic.get(UNLISTED)) {
            _ if name.contains('/') => of_second(asker, name, owner).await,
            Some(balancer) => balancer.clone(),
            None => Balancer { listeners: not_collected(), unseen_rules: None },
        };
        (name.to_owned(), balancer)
    });
    in_turn(asked).await.into_iter().collect()
}

/// The name under which the reason stands if classic load balancers could not be listed; no load balancer is called so.
const UNLISTED: &str = "/";

/// The classic load balancers with their listeners. They cannot redirect.
async fn classic(asker: &Asker<'_, '_>) -> Balancers {
    let listed = asker.site.list::<DescribeLoadBalancers>(json!({})).await;
    let Observed::Value(balancers) = &listed.seen else {
        return [(UNLISTED.to_owned(), Balancer { listeners: listed.map(|_| Vec::new()), unseen_rules: None })].into();
    };
    let one = |balancer: &elb::LoadBalancer| {
        let listeners: Option<Vec<Listener>> = balancer
            .listener_descriptions
            .member
            .iter()
            .map(|description| {
                let port = port(Some(description.listener.load_balancer_port))?;
                Some(Listener { protocol: Protocol::TCP, port, redirects: Some(false) })
            })
            .collect();
        let seen = Observed::required(listeners, DescribeLoadBalancers::OPERATION.action);
        let listeners = Answer { seen, answered: listed.answered.clone() };
        (balancer.load_balancer_name.clone(), Balancer { listeners, unseen_rules: None })
    };
    balancers.iter().map(one).collect()
}

/// The listeners of an application or network load balancer.
async fn of_second(asker: &Asker<'_, '_>, name: &str, owner: &str) -> Balancer {
    let site = asker.site;
    let partition = &site.account.partition;
    let arn = format!("arn:{partition}:elasticloadbalancing:{}:{owner}:loadbalancer/{name}", site.region);
    let listed = site.list::<DescribeListeners>(json!({ "LoadBalancerArn": arn })).await;
    let items = listed.seen.value().map_or(&[][..], Vec::as_slice);
    let redirects = in_turn(items.iter().map(|listener| redirects(asker, listener))).await;
    let mut answered = listed.answered.clone();
    answered.extend(redirects.iter().flat_map(|redirects| redirects.answered.clone()));
    let unseen_rules = redirects.iter().find_map(|redirects| match &redirects.seen {
        Observed::Unknown(why) => Some(why.clone()),
        _ => None,
    });
    let seen = listed.seen.and_then(|items| {
        let all = items.iter().zip(&redirects).map(|(listener, redirects)| {
            let redirects = redirects.seen.value().copied();
            let port = port(listener.port)?;
            let protocols = protocols(listener.protocol.as_deref()?)?;
            Some(protocols.iter().map(move |protocol| Listener { protocol: *protocol, port, redirects }))
        });
        let all: Option<Vec<_>> = all.collect();
        match all {
            Some(all) => Observed::Value(all.into_iter().flatten().collect()),
            None => Observed::Unknown(Unknown::undecidable("unknown-listener-protocol")),
        }
    });
    Balancer { listeners: Answer { seen, answered }, unseen_rules }
}

/// Whether a listener only sends every request on to HTTPS.
async fn redirects(asker: &Asker<'_, '_>, listener: &Listed) -> Answer<bool> {
    let redirects = listener.default_actions.member.iter().any(|action| action.r#type == "redirect");
    if listener.protocol.as_deref() != Some("HTTP") || !redirects {
        return Answer::known(Observed::Value(false));
    }
    if !asker.needs(DescribeRules::OPERATION) {
        return not_collected();
    }
    let rules = asker.site.list::<DescribeRules>(json!({ "ListenerArn": listener.listener_arn })).await;
    rules.and_then(|rules| serves_clear_text(&rules).map(|serves| !serves))
}

fn port(port: Option<i64>) -> Option<u16> {
    u16::try_from(port?).ok()
}

/// What a listener's protocol takes; `None` for one that is not known.
fn protocols(name: &str) -> Option<&'static [Protocol]> {
    match name {
        "HTTP" | "HTTPS" | "TCP" | "TLS" | "SSL" => Some(&[Protocol::TCP]),
        "UDP" | "QUIC" => Some(&[Protocol::UDP]),
        "TCP_UDP" | "TCP_QUIC" => Some(&[Protocol::TCP, Protocol::UDP]),
        _ => None,
    }
}
