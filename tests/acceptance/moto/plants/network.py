"""The network: what the internet reaches, VPCs and what joins them, VPN, environments."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Json, Plant, tags_of

#: Admins come from here by the document.
OFFICE = "198.51.100.0/24"
WORLD = "0.0.0.0/0"

#: One partner may ask databases directly.
PARTNER = "192.0.2.0/24"

PARAMS = {
    "ec2-sg-admin-ports": {"admin_cidrs": [OFFICE]},
    "rds-not-public": {"allowed_cidrs": [PARTNER]},
    "ec2-vpn-endpoint": {"require": "site-to-site"},
    "rds-environment-separation": {"separate": "vpc"},
    "vpc-network-separation": {"networks": ["production|prod", "staging"], "elsewhere": True},
}

#: Lists that moto does not know and that are empty unless planted.
EMPTY = (
    ("ec2", "DescribeVpcBlockPublicAccessExclusions"),
    ("ec2", "DescribeClientVpnEndpoints"),
)


# --- states ------------------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    network = production(plant)
    hosts(plant, network)
    load_balancers(plant, network)
    group_states(plant, network)
    separation(plant, network)
    databases(plant, network)
    plant.truth.deviates("ec2-vpn-endpoint", plant.account)
    vpn(plant, "DOWN")
    plant.truth.deviates("account-environment-separation", plant.account)


class Network:
    """A VPC with a public and a private subnet."""

    def __init__(self, plant: Plant, cidr: str, environment: str | None, region: str = HOME) -> None:
        self.plant, self.region = plant, region
        self.ec2 = plant.client("ec2", region)
        self.vpc: str = self.ec2.create_vpc(CidrBlock=f"{cidr}.0.0/16")["Vpc"]["VpcId"]
        if environment:
            self.tag(self.vpc, Environment=environment)
        self.public = self.subnet(f"{cidr}.1.0/24")
        self.private = self.subnet(f"{cidr}.2.0/24")
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        self.ec2.create_route(RouteTableId=table, DestinationCidrBlock=WORLD, GatewayId=gateway)
        self.ec2.associate_route_table(RouteTableId=table, SubnetId=self.public)
        self.table: str = table

    def tag(self, resource: str, **tags: str) -> None:
        """Tag something."""
        self.ec2.create_tags(Resources=[resource], Tags=tags_of(tags))

    def subnet(self, cidr: str, zone: str = "a") -> str:
        """A subnet."""
        made = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=cidr, AvailabilityZone=self.region + zone)
        return str(made["Subnet"]["SubnetId"])

    def group(self, name: str, *rules: tuple[str, int, int, str]) -> str:
        """A security group with these inbound rules: protocol, first and last port, range."""
        made = self.ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)
        permissions = [
            {"IpProtocol": protocol, "FromPort": first, "ToPort": last, "IpRanges": [{"CidrIp": source}]}
            for protocol, first, last, source in rules
        ]
        if permissions:
            self.ec2.authorize_security_group_ingress(GroupId=made["GroupId"], IpPermissions=permissions)
        return str(made["GroupId"])

    def host(self, group: str, subnet: str | None = None, public: bool = True, **tags: str) -> str:
        """An instance; its network interface."""
        asked: Json = {
            "DeviceIndex": 0,
            "SubnetId": subnet or self.public,
            "Groups": [group],
            "AssociatePublicIpAddress": public,
        }
        specification = [{"ResourceType": "instance", "Tags": tags_of(tags)}] if tags else []
        made = self.ec2.run_instances(
            ImageId="ami-12c6146b", MinCount=1, MaxCount=1, NetworkInterfaces=[asked], TagSpecifications=specification
        )
        return str(made["Instances"][0]["NetworkInterfaces"][0]["NetworkInterfaceId"])


def production(plant: Plant) -> Network:
    """The VPC of production, with flow logs."""
    network = Network(plant, "10.1", "production")
    plant.truth.conforms("vpc-flow-logs", network.vpc)
    flow_log(network, "ALL")
    return network


def flow_log(network: Network, traffic: str, **delivery: str) -> None:
    """A flow log of a VPC."""
    log = {
        "FlowLogId": f"fl-{network.vpc[4:]}",
        "FlowLogStatus": "ACTIVE",
        "DeliverLogsStatus": "SUCCESS",
        "ResourceId": network.vpc,
        "TrafficType": traffic,
        "LogDestinationType": "s3",
        **delivery,
    }
    network.plant.answers("ec2", "DescribeFlowLogs", {"FlowLogs": [log]}, region=network.region)


def hosts(plant: Plant, network: Network) -> None:
    """ec2-sg-public-ingress, ec2-sg-admin-ports: instances."""
    truth, ingress, admin = plant.truth, "ec2-sg-public-ingress", "ec2-sg-admin-ports"
    ssh = network.group("ssh-for-all", ("tcp", 22, 22, WORLD))
    tags = {"Environment": "production"}
    opened = network.host(ssh, **tags)
    truth.deviates(ingress, opened)
    truth.deviates(admin, opened)
    # The same group where nobody on the internet can send to: no address, or no way back.
    private = network.host(ssh, network.private, public=False, **tags)
    no_way_back = network.host(ssh, network.private, **tags)
    truth.conforms(ingress, private, no_way_back)
    truth.conforms(admin, private, no_way_back)
    office = network.host(network.group("ssh-for-the-office", ("tcp", 22, 22, "198.51.100.7/32")), **tags)
    truth.conforms(ingress, office)
    truth.conforms(admin, office)
    halves = network.group("rdp-in-halves", ("tcp", 3389, 3389, "0.0.0.0/1"), ("tcp", 3389, 3389, "128.0.0.0/1"))
    truth.deviates(admin, network.host(halves, **tags))
    bastion = network.host(ssh, Role="bastion", **tags)
    truth.conforms(ingress, bastion)
    truth.deviates(admin, bastion)
    web = network.host(network.group("https-for-all", ("tcp", 443, 443, WORLD)), **tags)
    truth.deviates(ingress, web)
    truth.conforms(admin, web)
    guarded(plant, network, ssh)


def guarded(plant: Plant, network: Network, ssh: str) -> None:
    """Subnets whose network ACL or VPC Block Public Access keeps the internet out, and one behind a firewall."""
    truth, ingress = plant.truth, "ec2-sg-public-ingress"
    tags = {"Environment": "production"}
    truth.conforms(ingress, network.host(ssh, denied(network, 22), **tags))
    truth.conforms(ingress, network.host(ssh, blocked(plant, network), **tags))
    behind = network.subnet("10.1.5.0/24")
    table = network.ec2.create_route_table(VpcId=network.vpc)["RouteTable"]["RouteTableId"]
    firewall = network.ec2.create_network_interface(SubnetId=network.private)["NetworkInterface"]["NetworkInterfaceId"]
    network.ec2.create_route(RouteTableId=table, DestinationCidrBlock=WORLD, NetworkInterfaceId=firewall)
    network.ec2.associate_route_table(RouteTableId=table, SubnetId=behind)
    truth.unknown(ingress, network.host(ssh, behind, **tags))
    # An interface that is attached to nothing answers nobody.
    truth.conforms(ingress, firewall)


def denied(network: Network, port: int) -> str:
    """A public subnet whose network ACL denies a port before it allows everything."""
    subnet = network.subnet("10.1.3.0/24")
    network.ec2.associate_route_table(RouteTableId=network.table, SubnetId=subnet)
    acl = network.ec2.create_network_acl(VpcId=network.vpc)["NetworkAcl"]["NetworkAclId"]
    everything = {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": WORLD}
    for egress in (False, True):
        network.ec2.create_network_acl_entry(NetworkAclId=acl, Egress=egress, **everything)
    network.ec2.create_network_acl_entry(
        NetworkAclId=acl,
        RuleNumber=90,
        Protocol="6",
        RuleAction="deny",
        Egress=False,
        CidrBlock=WORLD,
        PortRange={"From": port, "To": port},
    )
    filters = [{"Name": "association.subnet-id", "Values": [subnet]}]
    associations = network.ec2.describe_network_acls(Filters=filters)["NetworkAcls"][0]["Associations"]
    association = next(found["NetworkAclAssociationId"] for found in associations if found["SubnetId"] == subnet)
    network.ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=acl)
    return subnet


def blocked(plant: Plant, network: Network) -> str:
    """A public subnet that VPC Block Public Access closes."""
    subnet = network.subnet("10.1.4.0/24")
    network.ec2.associate_route_table(RouteTableId=network.table, SubnetId=subnet)
    state = {"InternetGatewayBlockMode": "block-ingress"}
    plant.declare("ec2", "DescribeSubnets", {"SubnetId": subnet}, BlockPublicAccessStates=state)
    return subnet


def balancer(plant: Plant, network: Network, name: str, group: str, ports: dict[int, str]) -> str:
    """An application load balancer with these listeners; its network interface. The ports say what becomes of requests:
    `forward`, or `redirect`."""
    made = network.ec2.create_network_interface(SubnetId=network.public, Groups=[group])["NetworkInterface"]
    interface = str(made["NetworkInterfaceId"])
    plant.declare(
        "ec2",
        "DescribeNetworkInterfaces",
        {"NetworkInterfaceId": interface},
        Description=f"ELB app/{name}/50dc6c495c0c9188",
        RequesterId="amazon-elb",
        RequesterManaged=True,
        Status="in-use",
        Association={"PublicIp": "203.0.113.80", "IpOwnerId": "amazon-elb"},
    )
    arn = f"arn:aws:elasticloadbalancing:{network.region}:{plant.account}:loadbalancer/app/{name}/50dc6c495c0c9188"
    target = {"Type": "forward", "TargetGroupArn": f"arn:aws:elasticloadbalancing:{network.region}:{plant.account}:targetgroup/{name}/1"}
    away = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
    listeners = []
    for port, done in ports.items():
        listener = arn.replace(":loadbalancer/", ":listener/") + f"/{port:016x}"
        action = away if done == "redirect" else target
        listeners.append(
            {
                "ListenerArn": listener,
                "LoadBalancerArn": arn,
                "Port": port,
                "Protocol": "HTTPS" if port == 443 else "HTTP",
                "DefaultActions": [action],
            }
        )
        rule = {"RuleArn": f"{listener}/1", "Priority": "default", "IsDefault": True, "Actions": [action]}
        plant.answers("elbv2", "DescribeRules", {"Rules": [rule]}, region=network.region, when={"ListenerArn": listener})
    plant.answers(
        "elbv2", "DescribeListeners", {"Listeners": listeners}, region=network.region, when={"LoadBalancerArn": arn}
    )
    return interface


def load_balancers(plant: Plant, network: Network) -> None:
    """ec2-sg-public-ingress: load balancers."""
    truth, ingress = plant.truth, "ec2-sg-public-ingress"
    wide = network.group("load-balancer", ("tcp", 0, 65535, WORLD))
    truth.conforms(ingress, balancer(plant, network, "shop", wide, {80: "redirect", 443: "forward"}))
    truth.deviates(ingress, balancer(plant, network, "clear", wide, {80: "forward", 443: "forward"}))
    truth.deviates(ingress, balancer(plant, network, "odd", wide, {443: "forward", 8080: "forward"}))


def group_states(plant: Plant, network: Network) -> None:
    """ec2-sg-admin-ports, ec2-default-sg-closed, ec2-sg-public-ingress: groups by themselves."""
    truth, admin, closed = plant.truth, "ec2-sg-admin-ports", "ec2-default-sg-closed"
    truth.conforms("ec2-sg-public-ingress", network.group("open-but-attached-to-nothing", ("tcp", 22, 22, WORLD)))
    telnet = network.group("telnet", ("tcp", 23, 23, "10.0.0.0/8"))
    network.host(telnet, network.private, public=False, Environment="production")
    truth.deviates(admin, telnet)
    truth.left_out(admin, network.group("ftp-attached-to-nothing", ("tcp", 21, 21, WORLD)))
    truth.deviates(closed, default_group(network))
    own = Network(plant, "10.9", "production")
    own.host(own.group("internal"), own.private, public=False, Environment="production")
    close(own)
    truth.conforms(closed, default_group(own))
    truth.deviates("vpc-flow-logs", own.vpc)
    truth.conforms("vpc-network-separation", own.vpc)
    empty = Network(plant, "10.8", None)
    truth.left_out(closed, default_group(empty))
    truth.left_out("vpc-flow-logs", empty.vpc)
    failing = Network(plant, "10.7", "production")
    failing.host(failing.group("internal"), failing.private, public=False, Environment="production")
    flow_log(failing, "ALL", DeliverLogsStatus="FAILED", DeliverLogsErrorMessage="Access error")
    truth.deviates("vpc-flow-logs", failing.vpc)


def default_group(network: Network) -> str:
    """The group that a VPC gives by itself."""
    filters = [{"Name": "vpc-id", "Values": [network.vpc]}, {"Name": "group-name", "Values": ["default"]}]
    return str(network.ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]["GroupId"])


def close(network: Network) -> None:
    """Take all rules out of the default group."""
    group = default_group(network)
    found = network.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
    if found["IpPermissions"]:
        network.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=found["IpPermissions"])
    if found["IpPermissionsEgress"]:
        network.ec2.revoke_security_group_egress(GroupId=group, IpPermissions=found["IpPermissionsEgress"])


def separation(plant: Plant, production_network: Network) -> None:
    """vpc-network-separation: a peering with routes on both sides, one with a route on one side, a VPC without a tag."""
    truth, rule = plant.truth, "vpc-network-separation"
    staging = Network(plant, "10.2", "staging")
    staging.host(staging.group("internal"), staging.private, public=False, Environment="staging")
    peer(production_network, staging, "10.1.0.0/16", "10.2.0.0/16", both=True)
    truth.deviates(rule, production_network.vpc, staging.vpc)
    second = Network(plant, "10.3", "staging")
    second.host(second.group("internal"), second.private, public=False, Environment="staging")
    peer(production_network, second, "10.1.0.0/16", "10.3.0.0/16", both=False)
    truth.conforms(rule, second.vpc)
    untagged = Network(plant, "10.4", None, AWAY)
    untagged.host(untagged.group("internal"), untagged.private, public=False)
    truth.unknown(rule, untagged.vpc)
    mixed = Network(plant, "10.5", "production", AWAY)
    mixed.host(mixed.group("internal"), mixed.private, public=False, Environment="staging")
    truth.deviates(rule, mixed.vpc)


def peer(first: Network, second: Network, first_range: str, second_range: str, both: bool) -> None:
    """Join two VPCs by peering, with a route on the first side, or on both."""
    ec2 = first.ec2
    made = ec2.create_vpc_peering_connection(VpcId=first.vpc, PeerVpcId=second.vpc)["VpcPeeringConnection"]
    peering = made["VpcPeeringConnectionId"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    ec2.create_route(RouteTableId=first.table, DestinationCidrBlock=second_range, VpcPeeringConnectionId=peering)
    if both:
        ec2.create_route(RouteTableId=second.table, DestinationCidrBlock=first_range, VpcPeeringConnectionId=peering)


def databases(plant: Plant, network: Network) -> None:
    """rds-not-public, rds-environment-separation."""
    truth, public, separate = plant.truth, "rds-not-public", "rds-environment-separation"
    rds = plant.client("rds")
    for name, subnets in (("open", [network.public]), ("closed", [network.private])):
        rds.create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=subnets)
    world = network.group("postgres-for-all", ("tcp", 5432, 5432, WORLD))
    office = network.group("postgres-for-the-office", ("tcp", 5432, 5432, "198.51.100.7/32"))
    inner = network.group("postgres-for-the-vpc", ("tcp", 5432, 5432, "10.0.0.0/8"))

    def database(name: str, group: str, subnets: str, environment: str = "production", **asked: Any) -> str:
        more = {"VpcSecurityGroupIds": [group], "DBSubnetGroupName": subnets, "MultiAZ": False, **asked}
        return plant.instance(name, tags={"Environment": environment}, **more)

    partner = network.group("postgres-for-the-partner")
    network.ec2.authorize_security_group_ingress(
        GroupId=partner,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "PrefixListIds": [{"PrefixListId": prefix_list(network, "partner", "192.0.2.0/28")}],
            }
        ],
    )
    truth.conforms(public, database("net-partner", partner, "open", PubliclyAccessible=True))
    truth.deviates(public, database("net-open", world, "open", PubliclyAccessible=True))
    truth.deviates(public, database("net-office", office, "open", PubliclyAccessible=True))
    truth.conforms(public, database("net-inner", inner, "open", PubliclyAccessible=True))
    truth.conforms(public, database("net-no-way-back", world, "closed", PubliclyAccessible=True))
    truth.conforms(public, database("net-private", world, "closed"))
    # Production and staging share the VPC; one is a replica of the other.
    staging = database("net-staging", inner, "closed", environment="staging")
    truth.deviates(separate, staging, "net-private")
    replica = "net-replica-in-test"
    rds.create_db_instance_read_replica(
        DBInstanceIdentifier=replica, SourceDBInstanceIdentifier="net-private", Tags=tags_of({"Environment": "test"})
    )
    truth.deviates(separate, replica)


def vpn(plant: Plant, status: str) -> None:
    """A VPN connection with two tunnels in this state."""
    tunnels = [{"OutsideIpAddress": f"203.0.113.{n}", "Status": status} for n in (1, 2)]
    connection = {"VpnConnectionId": "vpn-0a", "State": "available", "Type": "ipsec.1", "VgwTelemetry": tunnels}
    plant.answers("ec2", "DescribeVpnConnections", {"VpnConnections": [connection]})


# --- clean -------------------------------------------------------------------------------


def clean(plant: Plant) -> None:
    """A network in which only load balancers are reached, on HTTPS; each gate is the only one somewhere."""
    truth = plant.truth
    network = production(plant)
    close(network)
    truth.conforms("ec2-default-sg-closed", default_group(network))
    web = network.group("load-balancer", ("tcp", 80, 80, WORLD), ("tcp", 443, 443, WORLD))
    inner = network.group("web", ("tcp", 8080, 8080, "10.1.1.0/24"))
    interfaces = [
        balancer(plant, network, "shop", web, {80: "redirect", 443: "forward"}),
        host(network, inner, network.private, public=False),
        *gates(plant, network),
    ]
    for rule in ("ec2-sg-public-ingress", "ec2-sg-admin-ports"):
        truth.conforms(rule, *interfaces)
    apart(plant, network)
    truth.conforms("vpc-network-separation", network.vpc)
    vpn(plant, "UP")
    truth.conforms("ec2-vpn-endpoint", plant.account)
    clean_databases(plant, network)
    label_databases(plant)
    vpc = f"arn:aws:ec2:{HOME}:{plant.account}:vpc/{network.vpc}"
    tagged = {"ResourceARN": vpc, "Tags": tags_of({"Environment": "production"})}
    plant.answers("resourcegroupstaggingapi", "GetResources", {"ResourceTagMappingList": [tagged]})
    truth.conforms("account-environment-separation", plant.account)


def host(network: Network, group: str, subnet: str, public: bool = True) -> str:
    """An instance of production; its network interface."""
    return network.host(group, subnet, public=public, Environment="prod")


def gates(plant: Plant, network: Network) -> list[str]:
    """Hosts with a public address from which one single gate keeps the internet: security group with a prefix list, routes,
    network ACL, VPC Block Public Access."""
    office = prefix_list(network, "office", "198.51.100.0/28")
    listed = network.group("ssh-for-the-office")
    network.ec2.authorize_security_group_ingress(
        GroupId=listed,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": [{"PrefixListId": office}]}],
    )
    ssh = network.group("ssh-for-all", ("tcp", 22, 22, WORLD))
    return [
        host(network, listed, network.public),
        host(network, ssh, network.private),
        host(network, ssh, denied(network, 22)),
        host(network, ssh, blocked(plant, network)),
    ]


def prefix_list(network: Network, name: str, cidr: str) -> str:
    """A prefix list."""
    made = network.ec2.create_managed_prefix_list(
        PrefixListName=name, AddressFamily="IPv4", MaxEntries=5, Entries=[{"Cidr": cidr}]
    )
    return str(made["PrefixList"]["PrefixListId"])


def apart(plant: Plant, network: Network) -> None:
    """A VPC of staging at the same transit gateway, which keeps the two apart."""
    staging = Network(plant, "10.2", "staging")
    gateway = network.ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    attachments = []
    for place, other, table in ((network, "10.2.0.0/16", "tgw-rtb-0a"), (staging, "10.1.0.0/16", "tgw-rtb-0b")):
        network.ec2.create_route(RouteTableId=place.table, DestinationCidrBlock=other, TransitGatewayId=gateway)
        attachments.append(
            {
                "TransitGatewayAttachmentId": f"tgw-attach-{place.vpc[4:]}",
                "TransitGatewayId": gateway,
                "TransitGatewayOwnerId": plant.account,
                "ResourceOwnerId": plant.account,
                "ResourceType": "vpc",
                "ResourceId": place.vpc,
                "State": "available",
                "Association": {"TransitGatewayRouteTableId": table, "State": "associated"},
            }
        )
        kept_apart = {"DestinationCidrBlock": other, "Type": "static", "State": "blackhole"}
        plant.answers(
            "ec2", "SearchTransitGatewayRoutes", {"Routes": [kept_apart]}, when={"TransitGatewayRouteTableId": table}
        )
    plant.answers("ec2", "DescribeTransitGatewayAttachments", {"TransitGatewayAttachments": attachments})


def clean_databases(plant: Plant, network: Network) -> None:
    """Databases with a public address that nobody on the internet reaches: the group keeps them out, or the routes."""
    rds = plant.client("rds")
    for name, subnet in (("clean-open", network.public), ("clean-closed", network.private)):
        rds.create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=[subnet])
    inner = network.group("postgres-for-the-vpc", ("tcp", 5432, 5432, "10.1.0.0/16"))
    world = network.group("postgres-for-all", ("tcp", 5432, 5432, WORLD))
    tags = {"Environment": "prod"}
    for group, subnets in ((inner, "clean-open"), (world, "clean-closed")):
        key = plant.key(f"{subnets}-key", rotation_days=365, tags=tags)
        name = plant.instance(
            f"net-{subnets}",
            key,
            tags=tags,
            PubliclyAccessible=True,
            VpcSecurityGroupIds=[group],
            DBSubnetGroupName=subnets,
            DBParameterGroupName="clean-pg16",
        )
        plant.declare(
            "rds", "DescribeDBInstanceAutomatedBackups", {"DBInstanceIdentifier": name}, BackupTarget="region"
        )
        for rule_id in ("rds-not-public", "backup-offsite-copy", "account-residency"):
            plant.truth.conforms(rule_id, name)


def label_databases(plant: Plant) -> None:
    """Every database of the account belongs to production."""
    rds = plant.client("rds")
    for database in rds.describe_db_instances()["DBInstances"]:
        if not any(tag["Key"] == "Environment" for tag in database.get("TagList", [])):
            rds.add_tags_to_resource(ResourceName=database["DBInstanceArn"], Tags=tags_of({"Environment": "prod"}))
        plant.truth.conforms("rds-environment-separation", database["DBInstanceIdentifier"])
