//! The network of the two regions in which something is.
//!
//! In: a call of EC2. Out: its answer. One VPC with three subnets, an internet gateway and a security group that lets in the VPC alone:
//! enough for databases to lie somewhere.

use super::plan::HOMES;
use super::site::Site;

/// The VPC of a region.
pub(super) const VPC: &str = "vpc-00000000000000001";
/// The security group of its databases.
pub(super) const GROUP: &str = "sg-00000000000000002";
const DEFAULT_GROUP: &str = "sg-00000000000000001";
const GATEWAY: &str = "igw-00000000000000001";
pub(super) const ZONES: [&str; 3] = ["a", "b", "c"];

/// The subnet of a zone, by its place.
pub(super) fn subnet(place: usize) -> String {
    format!("subnet-{:017}", place + 1)
}

/// The result of an operation.
pub(super) fn result(site: &Site<'_>) -> Option<String> {
    if !HOMES.contains(&site.region()) {
        return None;
    }
    Some(match site.call.name() {
        "DescribeVpcs" => format!("<vpcSet>{}</vpcSet>", vpc(site)),
        "DescribeSubnets" => {
            let subnets: String = (0..ZONES.len()).map(|place| one_subnet(site, place)).collect();
            format!("<subnetSet>{subnets}</subnetSet>")
        }
        "DescribeSecurityGroups" => {
            let own = format!("<groups><item><groupId>{DEFAULT_GROUP}</groupId></item></groups>");
            let default =
                group(site, DEFAULT_GROUP, "default", &format!("<item><ipProtocol>-1</ipProtocol>{own}</item>"));
            let inside = "<item><ipProtocol>tcp</ipProtocol><fromPort>0</fromPort><toPort>65535</toPort><groups/>\
                <ipRanges><item><cidrIp>10.0.0.0/16</cidrIp></item></ipRanges></item>";
            format!("<securityGroupInfo>{default}{}</securityGroupInfo>", group(site, GROUP, "databases", inside))
        }
        "DescribeRouteTables" => format!("<routeTableSet>{}</routeTableSet>", routes(site)),
        "DescribeNetworkAcls" => format!("<networkAclSet>{}</networkAclSet>", acl(site)),
        "DescribeInternetGateways" => format!(
            "<internetGatewaySet><item><internetGatewayId>{GATEWAY}</internetGatewayId><ownerId>{}</ownerId><attachmentSet>\
             <item><vpcId>{VPC}</vpcId><state>available</state></item></attachmentSet><tagSet/></item></internetGatewaySet>",
            site.account()
        ),
        "DescribeFlowLogs" => format!(
            "<flowLogSet><item><flowLogId>fl-00000000000000001</flowLogId><flowLogStatus>ACTIVE</flowLogStatus>\
             <resourceId>{VPC}</resourceId><trafficType>ALL</trafficType><logDestinationType>cloud-watch-logs</logDestinationType>\
             <logGroupName>/aws/lambda/function-00000</logGroupName><deliverLogsStatus>SUCCESS</deliverLogsStatus>\
             <tagSet/></item></flowLogSet>"
        ),
        _ => return None,
    })
}

const TAGS: &str = "<tagSet><item><key>Environment</key><value>production</value></item></tagSet>";

fn vpc(site: &Site<'_>) -> String {
    format!(
        "<item><vpcId>{VPC}</vpcId><ownerId>{}</ownerId><state>available</state><cidrBlock>10.0.0.0/16</cidrBlock>\
         <cidrBlockAssociationSet><item><cidrBlock>10.0.0.0/16</cidrBlock><cidrBlockState><state>associated</state>\
         </cidrBlockState></item></cidrBlockAssociationSet><instanceTenancy>default</instanceTenancy>\
         <isDefault>false</isDefault>{TAGS}</item>",
        site.account()
    )
}

fn one_subnet(site: &Site<'_>, place: usize) -> String {
    let (region, zone) = (site.region(), ZONES[place]);
    format!(
        "<item><subnetId>{}</subnetId><vpcId>{VPC}</vpcId><ownerId>{}</ownerId><state>available</state>\
         <cidrBlock>10.0.{place}.0/24</cidrBlock><availabilityZone>{region}{zone}</availabilityZone>\
         <mapPublicIpOnLaunch>false</mapPublicIpOnLaunch><ipv6CidrBlockAssociationSet/>{TAGS}</item>",
        subnet(place),
        site.account()
    )
}

fn group(site: &Site<'_>, id: &str, name: &str, ingress: &str) -> String {
    format!(
        "<item><ownerId>{}</ownerId><groupId>{id}</groupId><groupName>{name}</groupName><vpcId>{VPC}</vpcId>\
         <ipPermissions>{ingress}</ipPermissions><ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><groups/><ipRanges>\
         <item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress>{TAGS}</item>",
        site.account()
    )
}

fn routes(site: &Site<'_>) -> String {
    format!(
        "<item><routeTableId>rtb-00000000000000001</routeTableId><vpcId>{VPC}</vpcId><ownerId>{}</ownerId><routeSet>\
         <item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state>\
         <origin>CreateRouteTable</origin></item><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>\
         <gatewayId>{GATEWAY}</gatewayId><state>active</state><origin>CreateRoute</origin></item></routeSet><associationSet>\
         <item><routeTableAssociationId>rtbassoc-1</routeTableAssociationId><main>true</main></item></associationSet>\
         <tagSet/></item>",
        site.account()
    )
}

fn acl(site: &Site<'_>) -> String {
    let entry = |number: u32, action: &str, egress: bool| {
        format!(
            "<item><ruleNumber>{number}</ruleNumber><protocol>-1</protocol><ruleAction>{action}</ruleAction>\
             <egress>{egress}</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>"
        )
    };
    let entries = [false, true].map(|egress| entry(100, "allow", egress) + &entry(32767, "deny", egress)).concat();
    let association = |place| format!("<item><subnetId>{}</subnetId></item>", subnet(place));
    let associations: String = (0..ZONES.len()).map(association).collect();
    format!(
        "<item><networkAclId>acl-00000000000000001</networkAclId><vpcId>{VPC}</vpcId><ownerId>{}</ownerId>\
         <default>true</default><entrySet>{entries}</entrySet><associationSet>{associations}</associationSet></item>",
        site.account()
    )
}
