//! What flow logs record of a VPC: logs of the VPC itself, of its subnets and of its interfaces together.

use super::region::Region;
use crate::aws::wire::ec2_network::NetworkInterface;
use crate::aws::wire::ec2_vpc::FlowLog;
use crate::fact::ec2_vpc::FlowLogs;
use crate::fact::{Observed, Unknown};
use crate::reach::Truth;

/// The flow logs of a VPC. `own`: the account owns it; else its owner may log it without our seeing that.
pub(super) fn flow_logs(region: &Region<'_>, vpc: &str, own: bool) -> Observed<FlowLogs> {
    let interfaces = match &region.interfaces.seen {
        Observed::Value(interfaces) => interfaces.iter().filter(|item| item.vpc_id == vpc).collect::<Vec<_>>(),
        Observed::Absent => Vec::new(),
        Observed::Unknown(why) => return Observed::Unknown(why.clone()),
    };
    region.flow_logs.seen.clone().map(|logs| {
        let of_vpc = |log: &&FlowLog| log.resource_id == vpc || interfaces.iter().any(|item| speaks_of(log, vpc, item));
        let logs: Vec<FlowLog> = logs.iter().filter(of_vpc).cloned().collect();
        let failing = logs.iter().filter(|log| delivered(log) == Truth::No);
        FlowLogs {
            accepted: recorded(&logs, vpc, own, &interfaces, "ACCEPT"),
            rejected: recorded(&logs, vpc, own, &interfaces, "REJECT"),
            flow_logs: logs.iter().map(|log| log.flow_log_id.clone()).collect(),
            failing: failing.map(why_failing).collect(),
        }
    })
}

/// Whether a log records an interface.
fn speaks_of(log: &FlowLog, vpc: &str, interface: &NetworkInterface) -> bool {
    [vpc, &interface.subnet_id, &interface.network_interface_id].contains(&log.resource_id.as_str())
}

/// Whether every interface is recorded by a log of this traffic that is delivered. A VPC without interfaces by its own log.
fn recorded(logs: &[FlowLog], vpc: &str, own: bool, interfaces: &[&NetworkInterface], traffic: &str) -> Observed<bool> {
    let fits = |log: &&FlowLog| matches!(log.traffic_type.as_deref(), Some(of) if of == traffic || of == "ALL");
    let by = |counts: &dyn Fn(&FlowLog) -> bool| {
        logs.iter().filter(fits).filter(|log| counts(log)).map(delivered).max().unwrap_or(Truth::No)
    };
    let of_vpc = by(&|log| log.resource_id == vpc);
    let each = interfaces.iter().map(|item| by(&|log| speaks_of(log, vpc, item))).min();
    match (each.unwrap_or(of_vpc), own) {
        (Truth::Yes, _) => Observed::Value(true),
        (Truth::Maybe, _) => Observed::Unknown(Unknown::undecidable("flow-log-delivery-not-told")),
        (Truth::No, true) => Observed::Value(false),
        (Truth::No, false) => Observed::Unknown(Unknown::undecidable("vpc-of-another-account")),
    }
}

/// Whether a log is active and arrives.
fn delivered(log: &FlowLog) -> Truth {
    match (log.flow_log_status.as_str(), log.deliver_logs_status.as_deref()) {
        (_, Some("FAILED")) => Truth::No,
        ("ACTIVE", Some("SUCCESS")) => Truth::Yes,
        _ => Truth::Maybe,
    }
}

fn why_failing(log: &FlowLog) -> String {
    let why = log.deliver_logs_error_message.as_deref().unwrap_or("FAILED");
    format!("{}: {why}", log.flow_log_id)
}
