//! Databases.
//!
//! In: a call of RDS. Out: its answer. PostgreSQL and MySQL in turn; of ten instances one is not encrypted, one is public, one keeps
//! its backups for a day; three parameter groups per region and engine, of which one does not enforce TLS.

use super::network::{GROUP, VPC, ZONES, subnet};
use super::rds_copies;
use super::site::{Members, Site, number};
use crate::cloud::answer::Answer;
use crate::cloud::refusal::refuse;

/// Parameter groups of each region, of instances and of clusters.
pub(super) const GROUPS: usize = 3;

pub(super) fn members(list: &'static str) -> Members {
    Members { size: ("MaxRecords", 100), token: ("Marker", "Marker"), list }
}

pub(super) fn answer(site: &Site<'_>) -> Option<Answer> {
    let plan = site.plan;
    match site.call.name() {
        "DescribeDBInstances" => {
            let item = |index| format!("<DBInstance>{}</DBInstance>", instance(site, index));
            Some(site.xml(plan.instances, &members("DBInstances"), item))
        }
        "DescribeDBClusters" => {
            let item = |index| format!("<DBCluster>{}</DBCluster>", cluster(site, index));
            Some(site.xml(plan.clusters, &members("DBClusters"), item))
        }
        "DescribeDBParameters" => Some(parameters(site, "DBParameterGroupName")),
        "DescribeDBClusterParameters" => Some(parameters(site, "DBClusterParameterGroupName")),
        "DescribeDBEngineVersions" => Some(versions(site)),
        "DescribeGlobalClusters" => Some(Answer::query(site.call, "<GlobalClusters/>")),
        "DescribeDBProxies" => Some(Answer::query(site.call, "<DBProxies/>")),
        _ => rds_copies::answer(site),
    }
}

/// Engine and version of an instance.
pub(super) fn engine(index: usize) -> (&'static str, &'static str) {
    if index % 4 < 2 { ("postgres", "16.4") } else { ("mysql", "8.0.40") }
}

pub(super) fn instance_name(index: usize) -> String {
    format!("db-{index:05}")
}

/// Whether a database and its copies are encrypted, and under which key.
pub(super) fn encryption(site: &Site<'_>, index: usize, element: &str) -> String {
    if index % 10 == 4 {
        return format!("<{element}>false</{element}>");
    }
    format!("<{element}>true</{element}><KmsKeyId>{}</KmsKeyId>", site.key(index))
}

/// The parameter group of an instance; its number within the region says which.
fn group(index: usize, engine: &str) -> String {
    format!("own-{engine}-{}", (index / 2) % GROUPS)
}

const TAGS: &str = "<TagList><Tag><Key>Environment</Key><Value>production</Value></Tag></TagList>";

/// Where a database lies.
fn network(site: &Site<'_>) -> String {
    let one = |(place, zone): (usize, &&str)| {
        format!(
            "<Subnet><SubnetIdentifier>{}</SubnetIdentifier><SubnetAvailabilityZone><Name>{}{zone}</Name>\
             </SubnetAvailabilityZone><SubnetStatus>Active</SubnetStatus></Subnet>",
            subnet(place),
            site.region()
        )
    };
    let subnets: String = ZONES.iter().enumerate().map(one).collect();
    format!(
        "<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>{GROUP}</VpcSecurityGroupId>\
         <Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups><DBSubnetGroup>\
         <DBSubnetGroupName>databases</DBSubnetGroupName><VpcId>{VPC}</VpcId><SubnetGroupStatus>Complete</SubnetGroupStatus>\
         <Subnets>{subnets}</Subnets></DBSubnetGroup>"
    )
}

fn instance(site: &Site<'_>, index: usize) -> String {
    let name = instance_name(index);
    let (engine, version) = engine(index);
    let region = site.region();
    let zone = ZONES[index % ZONES.len()];
    let days = if index % 10 == 6 { 1 } else { 14 };
    format!(
        "<DBInstanceIdentifier>{name}</DBInstanceIdentifier><DBInstanceClass>db.m6g.large</DBInstanceClass>\
         <Engine>{engine}</Engine><DBInstanceStatus>available</DBInstanceStatus><MasterUsername>admin</MasterUsername>\
         <Endpoint><Address>{name}.x.{region}.rds.amazonaws.com</Address><Port>5432</Port></Endpoint>\
         <AllocatedStorage>100</AllocatedStorage><InstanceCreateTime>{created}</InstanceCreateTime>\
         <BackupRetentionPeriod>{days}</BackupRetentionPeriod><DBSecurityGroups/>{network}\
         <DBParameterGroups><DBParameterGroup><DBParameterGroupName>{group}</DBParameterGroupName>\
         <ParameterApplyStatus>in-sync</ParameterApplyStatus></DBParameterGroup></DBParameterGroups>\
         <AvailabilityZone>{region}{zone}</AvailabilityZone><MultiAZ>false</MultiAZ>\
         <EngineVersion>{version}</EngineVersion><AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>\
         <ReadReplicaDBInstanceIdentifiers/><PubliclyAccessible>{public}</PubliclyAccessible>{encryption}\
         <DbiResourceId>db-{index:024}</DbiResourceId><DeletionProtection>{protected}</DeletionProtection>\
         <LatestRestorableTime>{restorable}</LatestRestorableTime><DBInstanceArn>{arn}</DBInstanceArn>{TAGS}",
        created = site.days_ago(200),
        network = network(site),
        group = group(index, engine),
        public = index % 10 == 8,
        encryption = encryption(site, index, "StorageEncrypted"),
        protected = index % 7 != 2,
        restorable = site.hours_ago(0),
        arn = site.arn("rds", &format!("db:{name}")),
    )
}

fn cluster(site: &Site<'_>, index: usize) -> String {
    let name = format!("cluster-{index:05}");
    let region = site.region();
    format!(
        "<DBClusterIdentifier>{name}</DBClusterIdentifier><Engine>aurora-postgresql</Engine><Status>available</Status>\
         <EngineVersion>16.4</EngineVersion><EngineMode>provisioned</EngineMode><Port>5432</Port>\
         <DBClusterParameterGroup>{group}</DBClusterParameterGroup><BackupRetentionPeriod>14</BackupRetentionPeriod>\
         <AvailabilityZones><AvailabilityZone>{region}a</AvailabilityZone></AvailabilityZones><DBClusterMembers/>\
         <ReadReplicaIdentifiers/><MultiAZ>false</MultiAZ>{encryption}<DeletionProtection>true</DeletionProtection>\
         <LatestRestorableTime>{restorable}</LatestRestorableTime><DbClusterResourceId>cluster-{index:020}</DbClusterResourceId>\
         <ClusterCreateTime>{created}</ClusterCreateTime><DBClusterArn>{arn}</DBClusterArn>{TAGS}",
        group = group(index, "aurora-postgresql"),
        encryption = encryption(site, index, "StorageEncrypted"),
        restorable = site.hours_ago(0),
        created = site.days_ago(200),
        arn = site.arn("rds", &format!("cluster:{name}")),
    )
}

/// How many parameters a group has; some of them come on a second page and later.
const PARAMETERS: usize = 350;

/// The parameters of a group: those that the filter names, or all.
fn parameters(site: &Site<'_>, asked: &str) -> Answer {
    let call = site.call;
    let group = call.asked(asked).unwrap_or_default();
    let Some(which) = number(&group).filter(|which| group.starts_with("own-") && *which < GROUPS) else {
        return refuse(call, 404, "DBParameterGroupNotFound", &format!("DBParameterGroup not found: {group}"));
    };
    let tls = if group.contains("postgres") { "rds.force_ssl" } else { "require_secure_transport" };
    let value = if which == 1 { "0" } else { "1" };
    let filter = call.asked("Filters.Filter.1.Values.Value.1");
    let all = if filter.is_some() { usize::from(filter.as_deref() == Some(tls)) } else { PARAMETERS };
    let page = call.page(all, "MaxRecords", 100, "Marker");
    let one = |place: usize| {
        let (name, value) = if place + 1 == all { (tls.to_owned(), value) } else { (format!("p{place:03}"), "7") };
        format!(
            "<Parameter><ParameterName>{name}</ParameterName><ParameterValue>{value}</ParameterValue>\
             <Source>user</Source><ApplyType>dynamic</ApplyType><DataType>string</DataType></Parameter>"
        )
    };
    let parameters: String = page.holds.clone().map(one).collect();
    Answer::query(call, &format!("<Parameters>{parameters}</Parameters>{}", page.xml("Marker")))
}

fn versions(site: &Site<'_>) -> Answer {
    let asked = |name| site.call.asked(name).unwrap_or_default();
    let (engine, version) = (asked("Engine"), asked("EngineVersion"));
    let version = format!(
        "<DBEngineVersion><Engine>{engine}</Engine><EngineVersion>{version}</EngineVersion><Status>available</Status>\
         </DBEngineVersion>"
    );
    Answer::query(site.call, &format!("<DBEngineVersions>{version}</DBEngineVersions>"))
}
