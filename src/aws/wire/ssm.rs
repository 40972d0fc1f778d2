//! AWS Systems Manager: servers and their patches.

use super::{Endpoint, Protocol, Service, Time, operations};
use schemars::JsonSchema;
use serde::Deserialize;

/// AWS Systems Manager.
pub static SSM: Service = Service {
    id: "ssm",
    sdk_id: "SSM",
    signing: "ssm",
    protocol: Protocol::Json { target: "AmazonSSM", version: "1.1" },
    endpoint: Endpoint::Regional("ssm"),
};

operations! { Json SSM, id "ssm", iam "ssm";
    /// Servers with Systems Manager's agent, those switched off aside.
    DescribeInstanceInformation: Region -> Instances, pages "NextToken" by "MaxResults" = 50,
        |reply| (reply.instance_information_list, reply.next_token) => Instance;
    /// The last patch operation of servers; those without one are left out.
    DescribeInstancePatchStates: Region -> PatchStates, pages "NextToken" by "MaxResults" = 100,
        |reply| (reply.instance_patch_states, reply.next_token) => PatchState;
}

/// `DescribeInstanceInformationResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Instances {
    /// The servers.
    pub instance_information_list: Vec<Instance>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// A server.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Instance {
    /// Id: `i-…` or `mi-…`.
    pub instance_id: String,
    /// `EC2Instance` or `ManagedInstance`.
    pub resource_type: String,
    /// `Online`, `ConnectionLost` or `Inactive`.
    pub ping_status: String,
    /// Operating system.
    pub platform_name: Option<String>,
    /// Its version.
    pub platform_version: Option<String>,
}

/// `DescribeInstancePatchStatesResult`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PatchStates {
    /// The states.
    pub instance_patch_states: Vec<PatchState>,
    /// Token of the next page.
    pub next_token: Option<String>,
}

/// The last patch operation of a server. Counts are `Option`: older agents do not report all of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct PatchState {
    /// The server.
    pub instance_id: String,
    /// `Scan` or `Install`.
    pub operation: String,
    /// When it ended.
    pub operation_end_time: Time,
    /// Missing patches.
    pub missing_count: Option<i64>,
    /// Patches that could not be installed.
    pub failed_count: Option<i64>,
    /// Patches that wait for a restart.
    pub installed_pending_reboot_count: Option<i64>,
    /// Patches marked critical that are not in effect.
    pub critical_non_compliant_count: Option<i64>,
    /// Patches named by a security advisory that are not in effect.
    pub security_non_compliant_count: Option<i64>,
}
