"""The edge: load balancers, CloudFront, API Gateway, certificates, file transfer, mail, scaling, caches, search."""

from __future__ import annotations

import zlib
from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago

PARAMS = {
    "elb-tls-min-version": {"min_tls": "1.2"},
    "acm-certificate-validity": {"min_days_left": 14},
    "autoscaling-multi-az": {"min_azs": 2},
    "ses-tls": {"policy": "REQUIRE"},
}

#: Answered with nothing where nobody plants them.
EMPTY = (("elasticache", "DescribeServerlessCaches"),)

GLOBAL = "us-east-1"
#: Security policies as AWS answers them: the name promises more than the protocols keep.
POLICIES = {
    "ELBSecurityPolicy-TLS13-1-2-2021-06": ["TLSv1.2", "TLSv1.3"],
    "ELBSecurityPolicy-TLS13-1-0-2021-06": ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
    "ELBSecurityPolicy-2016-08": ["TLSv1", "TLSv1.1", "TLSv1.2"],
}
MODERN = "ELBSecurityPolicy-TLS13-1-2-2021-06"
TO_HTTPS = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
REFUSES = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403"}}


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    certificates = _certificates(plant)
    _load_balancers(plant, certificates)
    _classic(plant, certificates)
    _distributions(plant, certificates)
    _apis(plant, certificates)
    _function_urls(plant)
    _transfer(plant)
    _mail(plant)
    _scaling(plant)
    _caches(plant)
    _search(plant)


def clean(plant: Plant) -> None:
    """Everything as documented, in the ways that differ."""
    certificates = Certificates(plant)
    good = certificates.acm("clean.example", "ISSUED", 300)
    main = certificates.acm("cdn.example", "ISSUED", 300, region=GLOBAL)
    in_iam = certificates.iam("clean", 300)
    plant.truth.conforms("acm-certificate-validity", good, main)
    front = Front(plant)
    front.balancer("clean", listeners=[https(good), http(TO_HTTPS)], logs="clean-logs")
    front.balancer("clean-inside", "internal", listeners=[https(in_iam), http(TO_HTTPS)], delivered=True)
    front.balancer("clean-net", kind="network", listeners=[tls(good)], logs="clean-logs")
    front.group("clean-web", "HTTPS", "clean")
    front.group("clean-stream", "TLS", "clean-net")
    front.done()
    plant.truth.conforms("elb-https-only", "clean:443", "clean:80", "clean-net:443")
    plant.truth.conforms("elb-tls-min-version", "clean:443", "clean-inside:443", "clean-net:443")
    plant.truth.conforms("elb-backend-tls", "clean-inside:80", "clean-web", "clean-stream")
    for name in ("clean", "clean-inside", "clean-net"):
        plant.truth.conforms("elb-access-logging", name)
        plant.truth.conforms("autoscaling-multi-az", name)
    classic(plant, "clean-classic", [classic_listener("HTTPS", 443, "HTTPS", good)], ["TLSv1.2"], "clean-logs")
    plant.truth.conforms("elb-https-only", "clean-classic:443")
    distributions(
        plant,
        [
            distribution(plant, "ECLEAN", main, origins=[custom("web"), bucket("files"), vpc("inside", "vo_clean")]),
            distribution(plant, "ECLEANV2", in_iam_id(in_iam)),
        ],
        logs={"ECLEAN": "clean-logs.s3.amazonaws.com"},
        delivered=["ECLEANV2"],
    )
    vpc_origin(plant, "vo_clean", "https-only")
    plant.truth.conforms("cloudfront-tls", "ECLEAN", "ECLEANV2")
    rest_apis(plant, [rest_api("clean0001", "SecurityPolicy_TLS13_1_2_PQ_2025_09")], {"clean0001": {"prod": True}})
    http_apis(plant, [http_api("clean0002")], {"clean0002": {"$default": True}})
    domain_names(plant, [domain_name("api.clean.example", "TLS_1_2", good)])
    functions(plant, {"clean": "AWS_IAM"})
    servers(plant, {"s-01234567890abc001": ["SFTP"]})
    mail(plant, {"clean": "REQUIRE"}, {"clean.example": "clean"})
    scaling(plant, [group("clean", policies=[tracking("clean-cpu")])], [target("service/clean/web", tracked=True)])
    own = plant.key("cache", rotation_days=365, tags={"Environment": "prod"})
    under = {"StorageEncryptionType": "sse-kms", "KmsKeyId": own}
    held = {**cache("clean", "required"), **under}
    plant.answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": [held]})
    plant.truth.conforms("kms-customer-managed", "clean")
    plant.truth.conforms("kms-key-separation", own)
    plant.answers("elasticache", "DescribeCacheClusters", {"CacheClusters": [node("clean-node", True)]})
    domains(plant, [domain("clean", key=_own_key(plant))])
    for rule in ("elb-backend-tls", "elb-tls-min-version", "autoscaling-policy", "ses-tls"):
        plant.truth.conforms(rule, "clean")
    plant.truth.conforms("autoscaling-policy", "service/clean/web DesiredCount")
    plant.truth.conforms("ses-tls", "clean.example")
    plant.truth.conforms("transfer-encrypted-protocols", "s-01234567890abc001")


# --- certificates ------------------------------------------------------------------------


class Certificates:
    """ACM and IAM, whose lists are planted whole each time one is added."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant

    def acm(self, name: str, status: str, days: float, region: str = HOME, in_use: bool = True, **more: Any) -> str:
        """A certificate in ACM. Returns its ARN."""
        number = zlib.crc32(f"{name} {region}".encode())
        arn = f"arn:aws:acm:{region}:{self.plant.account}:certificate/00000000-0000-4000-8000-{number:012}"
        summary = {
            "CertificateArn": arn,
            "DomainName": name,
            "Status": status,
            "Type": "AMAZON_ISSUED",
            "InUse": in_use,
            "NotBefore": days_ago(more.pop("begins_in", -100) * -1),
            "NotAfter": days_ago(-days),
            **more,
        }
        self.plant.answers("acm", "ListCertificates", {"CertificateSummaryList": [summary]}, region=region)
        return arn

    def iam(self, name: str, days: float) -> str:
        """A certificate in IAM. Returns its ARN."""
        arn = f"arn:aws:iam::{self.plant.account}:server-certificate/{name}"
        metadata = {
            "Path": "/",
            "ServerCertificateName": name,
            "ServerCertificateId": in_iam_id(arn),
            "Arn": arn,
            "UploadDate": days_ago(30),
            "Expiration": days_ago(-days),
        }
        answer = {"ServerCertificateMetadataList": [metadata], "IsTruncated": False}
        self.plant.answers("iam", "ListServerCertificates", answer)
        return arn


def in_iam_id(arn: str) -> str:
    """The id by which CloudFront names a certificate of IAM."""
    return f"ASCA{arn.rsplit('/', 1)[1].upper().replace('-', '')}00000000000"


def _certificates(plant: Plant) -> dict[str, str]:
    """acm-certificate-validity: each state once."""
    made, rule, truth = Certificates(plant), "acm-certificate-validity", plant.truth
    arns = {
        "good": made.acm("shop.example", "ISSUED", 300),
        "ending": made.acm("ending.example", "ISSUED", 5.5),
        "expired": made.acm("old.example", "EXPIRED", -20, Type="IMPORTED"),
        "revoked": made.acm("revoked.example", "REVOKED", 300),
        "early": made.acm("early.example", "ISSUED", 300, begins_in=3, Type="IMPORTED"),
        "idle": made.acm("idle.example", "EXPIRED", -200, in_use=False),
        "elliptic": made.acm("ec.example", "ISSUED", 2.5, KeyAlgorithm="EC_prime256v1"),
        "main": made.acm("cdn.example", "ISSUED", 300, region=GLOBAL),
        "main-ending": made.acm("cdn-ending.example", "ISSUED", 3.5, region=GLOBAL),
        "iam": made.iam("valid", 200),
        "iam-expired": made.iam("expired", -2),
    }
    truth.conforms(rule, arns["good"])
    truth.deviates(rule, *(arns[name] for name in ("ending", "expired", "revoked", "early", "elliptic")))
    truth.left_out(rule, arns["idle"])
    return arns


# --- load balancers ----------------------------------------------------------------------


class Front:
    """Load balancers with their listeners, rules and target groups in one region."""

    def __init__(self, plant: Plant, region: str = HOME) -> None:
        self.plant, self.region = plant, region
        self.balancers: list[Json] = []
        self.groups: list[Json] = []
        self.sources: list[tuple[str, str]] = []

    def arn(self, what: str) -> str:
        """An ARN of the service."""
        return f"arn:aws:elasticloadbalancing:{self.region}:{self.plant.account}:{what}"

    def balancer(
        self,
        name: str,
        scheme: str | None = "internet-facing",
        kind: str = "application",
        listeners: list[Json] | None = None,
        zones: str = "ab",
        logs: str | None = None,
        delivered: bool = False,
    ) -> None:
        """A load balancer; listeners as `https`, `http`, `tls` … make them."""
        arn = self.arn(f"loadbalancer/{kind[:3]}/{name}/0123456789abcdef")
        self.plant.counts["elbv2.load-balancer"] += 1
        described = {
            "LoadBalancerArn": arn,
            "LoadBalancerName": name,
            "Type": kind,
            "State": {"Code": "active"},
            "AvailabilityZones": [{"ZoneName": f"{self.region}{zone}"} for zone in zones],
        }
        self.balancers.append(described if scheme is None else {**described, "Scheme": scheme})
        made = [self._listener(arn, name, one) for one in listeners or []]
        self.plant.answers(
            "elbv2", "DescribeListeners", {"Listeners": made}, region=self.region, when={"LoadBalancerArn": arn}
        )
        attributes = {
            "access_logs.s3.enabled": "true" if logs else "false",
            "access_logs.s3.bucket": logs or "",
            "deletion_protection.enabled": "false",
        }
        pairs = [{"Key": key, "Value": value} for key, value in attributes.items()]
        self.plant.answers(
            "elbv2",
            "DescribeLoadBalancerAttributes",
            {"Attributes": pairs},
            region=self.region,
            when={"LoadBalancerArn": arn},
        )
        if delivered:
            self.sources.append((name, arn))

    def _listener(self, balancer: str, name: str, one: Json) -> Json:
        described = {key: value for key, value in one.items() if key != "Rules"}
        arn = self.arn(f"listener/{name}/{one.get('Port', 0)}")
        rules = [
            {"RuleArn": f"{arn}/{n}", "Priority": str(n), "Conditions": [], "Actions": [action], "IsDefault": False}
            for n, action in enumerate(one.get("Rules", []), 1)
        ]
        default = {"Priority": "default", "Conditions": [], "Actions": one["DefaultActions"], "IsDefault": True}
        if one.get("Protocol") == "HTTP":
            answer = {"Rules": [*rules, {"RuleArn": f"{arn}/default", **default}]}
            self.plant.answers("elbv2", "DescribeRules", answer, region=self.region, when={"ListenerArn": arn})
        return {"ListenerArn": arn, "LoadBalancerArn": balancer, **described}

    def group(self, name: str, protocol: str | None, balancer: str | None, kind: str = "instance") -> None:
        """A target group behind a load balancer of this name."""
        used = [one["LoadBalancerArn"] for one in self.balancers if one["LoadBalancerName"] == balancer]
        described = {
            "TargetGroupArn": self.group_arn(name),
            "TargetGroupName": name,
            "TargetType": kind,
            "LoadBalancerArns": used,
        }
        self.groups.append(described if protocol is None else {**described, "Protocol": protocol})

    def group_arn(self, name: str) -> str:
        """The ARN of a target group."""
        return self.arn(f"targetgroup/{name}/0123456789abcdef")

    def done(self) -> None:
        """Plant the lists."""
        answers, region = self.plant.answers, self.region
        answers("elbv2", "DescribeLoadBalancers", {"LoadBalancers": self.balancers}, region=region)
        answers("elbv2", "DescribeTargetGroups", {"TargetGroups": self.groups}, region=region)
        arns = [one["LoadBalancerArn"] for one in self.balancers] + [one["TargetGroupArn"] for one in self.groups]
        tags = [{"ResourceArn": arn, "Tags": [{"Key": "Environment", "Value": "prod"}]} for arn in arns]
        answers("elbv2", "DescribeTags", {"TagDescriptions": tags}, region=region)
        for name, protocols in POLICIES.items():
            policy = {"Name": name, "SslProtocols": protocols}
            answers("elbv2", "DescribeSSLPolicies", {"SslPolicies": [policy]}, region=region, when={"Names": [name]})
        deliveries(self.plant, region, "ALB_ACCESS_LOGS", self.sources)


def https(certificate: str, policy: str = MODERN, port: int = 443) -> Json:
    """A listener that ends TLS at an Application Load Balancer."""
    return _ends_tls("HTTPS", certificate, policy, port)


def tls(certificate: str, policy: str = MODERN, port: int = 443, to: str = "arn:aws:x") -> Json:
    """A listener that ends TLS at a Network Load Balancer and sends to a target group."""
    listener = _ends_tls("TLS", certificate, policy, port)
    return {**listener, "DefaultActions": [{"Type": "forward", "TargetGroupArn": to}]}


def _ends_tls(protocol: str, certificate: str, policy: str, port: int) -> Json:
    return {
        "Protocol": protocol,
        "Port": port,
        "SslPolicy": policy,
        "Certificates": [{"CertificateArn": certificate}],
        "DefaultActions": [forward("arn:aws:x")],
    }


def http(default: Json, *rules: Json, port: int = 80) -> Json:
    """A clear-text listener with its default action and the actions of its rules."""
    return {"Protocol": "HTTP", "Port": port, "DefaultActions": [default], "Rules": list(rules)}


def passes(protocol: str, port: int, to: str = "arn:aws:x") -> Json:
    """A listener that passes on what it does not read."""
    return {"Protocol": protocol, "Port": port, "DefaultActions": [forward(to)]}


def forward(group: str) -> Json:
    """An action that sends to one target group."""
    return {"Type": "forward", "TargetGroupArn": group}


def shared(*groups: str) -> Json:
    """An action that divides requests among target groups."""
    tuples = [{"TargetGroupArn": group, "Weight": 1} for group in groups]
    return {"Type": "forward", "ForwardConfig": {"TargetGroups": tuples}}


def deliveries(plant: Plant, region: str, log_type: str, sources: list[tuple[str, str]]) -> None:
    """Logs that CloudWatch Logs delivers elsewhere; one source is without any delivery."""
    if not sources:
        return
    described = [
        {"name": name, "resourceArns": [arn], "logType": log_type, "status": "ACTIVE"} for name, arn in sources
    ]
    plant.answers("logs", "DescribeDeliverySources", {"deliverySources": described}, region=region)
    made = [
        {
            "id": name,
            "deliverySourceName": name,
            "deliveryDestinationArn": f"arn:aws:logs:{region}:{plant.account}:delivery-destination:logs",
        }
        for name, _ in sources
        if not name.endswith("-undelivered")
    ]
    plant.answers("logs", "DescribeDeliveries", {"deliveries": made}, region=region)


def _load_balancers(plant: Plant, certificates: dict[str, str]) -> None:
    """elb-https-only, elb-tls-min-version, elb-backend-tls, elb-access-logging, autoscaling-multi-az."""
    good, front = certificates["good"], Front(plant)
    stream = front.group_arn("stream-tcp")
    front.balancer("shop", listeners=[https(good), http(TO_HTTPS, REFUSES)], logs="shop-logs")
    front.balancer(
        "legacy",
        listeners=[
            https(certificates["iam-expired"], "ELBSecurityPolicy-2016-08"),
            https(certificates["iam"], "ELBSecurityPolicy-TLS13-1-0-2021-06", 8443),
            http(TO_HTTPS, TO_HTTPS, shared(stream, front.group_arn("legacy-web"))),
            http({"Type": "redirect", "RedirectConfig": {"Path": "/new", "StatusCode": "HTTP_302"}}, port=8080),
        ],
    )
    front.balancer("inside", "internal", listeners=[http(forward("arn:aws:x")), https(good)], delivered=True)
    front.balancer("inside-undelivered", "internal", listeners=[http(TO_HTTPS)], delivered=True)
    front.balancer("stream", kind="network", zones="a", listeners=[tls(good, to=stream)])
    front.balancer("mixed", kind="network", listeners=[tls(good), passes("TCP", 8883)], logs="shop-logs")
    front.balancer("passing", kind="network", listeners=[passes("TCP", 443), passes("QUIC", 4433)])
    front.balancer("appliances", None, "gateway", listeners=[{"DefaultActions": [forward("arn:aws:x")]}])
    for name, protocol, balancer, kind in (
        ("shop-web", "HTTPS", "shop", "ip"),
        ("legacy-web", "HTTP", "legacy", "instance"),
        ("stream-tcp", "TCP", "stream", "instance"),
        ("passing-tcp", "TCP", "passing", "instance"),
        ("to-function", None, "shop", "lambda"),
        ("to-balancer", "TCP", "passing", "alb"),
        ("idle", "HTTP", None, "instance"),
        ("inspection", "GENEVE", "appliances", "instance"),
    ):
        front.group(name, protocol, balancer, kind)
    front.done()
    _truth_of_load_balancers(plant)
    away = Front(plant, AWAY)
    away.balancer("away", listeners=[http(forward("arn:aws:x"))])
    away.done()
    plant.truth.deviates("elb-https-only", "away:80")


def _truth_of_load_balancers(plant: Plant) -> None:
    truth = plant.truth
    truth.conforms("elb-https-only", "shop:443", "shop:80", "legacy:443", "stream:443", "passing:4433")
    truth.deviates("elb-https-only", "legacy:80", "legacy:8080")
    truth.unknown("elb-https-only", "mixed:8883", "passing:443")
    truth.left_out("elb-https-only", "inside:80", "appliances")
    truth.conforms("elb-tls-min-version", "shop:443", "inside:443", "stream:443")
    truth.deviates("elb-tls-min-version", "legacy:443", "legacy:8443")
    truth.left_out("elb-tls-min-version", "shop:80", "passing:443")
    truth.deviates("acm-certificate-validity", "legacy:443")
    truth.conforms("acm-certificate-validity", "legacy:8443")
    truth.left_out("acm-certificate-validity", "shop:443")
    truth.conforms("elb-backend-tls", "shop-web", "inside:443", "inside-undelivered:80")
    truth.deviates("elb-backend-tls", "legacy-web", "stream-tcp", "inside:80")
    truth.unknown("elb-backend-tls", "passing-tcp")
    truth.left_out("elb-backend-tls", "to-function", "to-balancer", "idle", "inspection", "shop:443")
    truth.conforms("elb-access-logging", "shop", "inside")
    truth.deviates("elb-access-logging", "legacy", "inside-undelivered", "stream")
    truth.unknown("elb-access-logging", "mixed", "passing")
    truth.left_out("elb-access-logging", "appliances")
    truth.conforms("autoscaling-multi-az", "shop", "mixed")
    truth.deviates("autoscaling-multi-az", "stream")


def classic_listener(protocol: str, port: int, inside: str, certificate: str | None = None) -> Json:
    """A listener of a Classic Load Balancer."""
    listener = {
        "Protocol": protocol,
        "LoadBalancerPort": port,
        "InstanceProtocol": inside,
        "InstancePort": port,
    }
    named = {**listener, "SSLCertificateId": certificate} if certificate else listener
    return {"Listener": named, "PolicyNames": ["negotiation"] if certificate else []}


def classic(
    plant: Plant,
    name: str,
    listeners: list[Json],
    protocols: list[str],
    logs: str | None = None,
    scheme: str = "internet-facing",
    zones: str = "ab",
) -> None:
    """A Classic Load Balancer."""
    described = {
        "LoadBalancerName": name,
        "Scheme": scheme,
        "ListenerDescriptions": listeners,
        "AvailabilityZones": [f"{HOME}{zone}" for zone in zones],
    }
    plant.answers("elb", "DescribeLoadBalancers", {"LoadBalancerDescriptions": [described]})
    log = {"Enabled": True, "S3BucketName": logs} if logs else {"Enabled": False}
    when = {"LoadBalancerName": name}
    plant.answers("elb", "DescribeLoadBalancerAttributes", {"LoadBalancerAttributes": {"AccessLog": log}}, when=when)
    known = ("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2")
    attributes = [(f"Protocol-{one}", str(one in protocols).lower()) for one in known]
    attributes.append(("ECDHE-RSA-AES128-GCM-SHA256", "true"))
    policy = {
        "PolicyName": "negotiation",
        "PolicyTypeName": "SSLNegotiationPolicyType",
        "PolicyAttributeDescriptions": [{"AttributeName": key, "AttributeValue": on} for key, on in attributes],
    }
    other = {"PolicyName": "cookie", "PolicyTypeName": "LBCookieStickinessPolicyType", "PolicyAttributeDescriptions": []}
    plant.answers("elb", "DescribeLoadBalancerPolicies", {"PolicyDescriptions": [other, policy]}, when=when)
    tags = {"LoadBalancerName": name, "Tags": [{"Key": "Environment", "Value": "prod"}]}
    plant.answers("elb", "DescribeTags", {"TagDescriptions": [tags]})


def _classic(plant: Plant, certificates: dict[str, str]) -> None:
    """The same rules for Classic Load Balancers."""
    good, truth = certificates["good"], plant.truth
    classic(plant, "old-good", [classic_listener("HTTPS", 443, "HTTPS", good)], ["TLSv1.2"], "shop-logs")
    bad = [
        classic_listener("HTTP", 80, "HTTP"),
        classic_listener("HTTPS", 443, "HTTP", certificates["iam-expired"]),
        classic_listener("SSL", 8443, "TCP", good),
        classic_listener("TCP", 5432, "TCP"),
    ]
    classic(plant, "old-bad", bad, ["TLSv1", "TLSv1.1", "TLSv1.2"], zones="a")
    classic(plant, "old-inside", [classic_listener("HTTP", 80, "HTTPS")], [], scheme="internal")
    truth.conforms("elb-https-only", "old-good:443", "old-bad:443", "old-bad:8443")
    truth.deviates("elb-https-only", "old-bad:80")
    truth.unknown("elb-https-only", "old-bad:5432")
    truth.left_out("elb-https-only", "old-inside:80")
    truth.conforms("elb-tls-min-version", "old-good:443")
    truth.deviates("elb-tls-min-version", "old-bad:443", "old-bad:8443")
    truth.deviates("acm-certificate-validity", "old-bad:443")
    truth.conforms("elb-backend-tls", "old-good:443")
    truth.deviates("elb-backend-tls", "old-bad:443", "old-bad:8443", "old-bad:80", "old-inside:80")
    truth.unknown("elb-backend-tls", "old-bad:5432")
    truth.conforms("elb-access-logging", "old-good")
    truth.deviates("elb-access-logging", "old-bad")
    truth.conforms("autoscaling-multi-az", "old-good")
    truth.deviates("autoscaling-multi-az", "old-bad")


# --- CloudFront --------------------------------------------------------------------------


def custom(name: str, protocol: str = "https-only", versions: tuple[str, ...] = ("TLSv1.2",)) -> Json:
    """A web server as origin."""
    config = {
        "HTTPPort": 80,
        "HTTPSPort": 443,
        "OriginProtocolPolicy": protocol,
        "OriginSslProtocols": {"Quantity": len(versions), "Items": list(versions)},
    }
    return {"Id": name, "DomainName": f"{name}.example", "CustomOriginConfig": config}


def bucket(name: str) -> Json:
    """A bucket as origin."""
    domain = f"{name}.s3.eu-central-1.amazonaws.com"
    return {"Id": name, "DomainName": domain, "S3OriginConfig": {"OriginAccessIdentity": ""}}


def vpc(name: str, origin: str) -> Json:
    """A VPC origin."""
    return {"Id": name, "DomainName": f"{name}.example", "VpcOriginConfig": {"VpcOriginId": origin}}


def vpc_origin(plant: Plant, name: str, protocol: str) -> None:
    """What CloudFront knows of a VPC origin."""
    config = {
        "Name": name,
        "Arn": f"arn:aws:elasticloadbalancing:{HOME}:{plant.account}:loadbalancer/app/inside/1",
        "HTTPPort": 80,
        "HTTPSPort": 443,
        "OriginProtocolPolicy": protocol,
        "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]},
    }
    described = {
        "Id": name,
        "Arn": f"arn:aws:cloudfront::{plant.account}:vpcorigin/{name}",
        "Status": "Deployed",
        "CreatedTime": days_ago(9),
        "LastModifiedTime": days_ago(9),
        "VpcOriginEndpointConfig": config,
    }
    plant.answers("cloudfront", "GetVpcOrigin", {"VpcOrigin": described}, when={"Id": name})


def distribution(
    plant: Plant,
    name: str,
    certificate: str | None,
    policy: str = "TLSv1.2_2021",
    viewers: str = "redirect-to-https",
    paths: dict[str, str] | None = None,
    origins: list[Json] | None = None,
    **more: Any,
) -> Json:
    """An entry of the list. `certificate`: ARN in ACM, id in IAM, or none of its own."""
    fetched = origins or [bucket("files")]
    behavior = {"TargetOriginId": fetched[0]["Id"], "ViewerProtocolPolicy": viewers}
    behaviors = [{"PathPattern": path, **behavior, "ViewerProtocolPolicy": way} for path, way in (paths or {}).items()]
    if certificate is None:
        served: Json = {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": policy}
    else:
        where = "ACMCertificateArn" if certificate.startswith("arn:") else "IAMCertificateId"
        served = {"CloudFrontDefaultCertificate": False, where: certificate, "MinimumProtocolVersion": policy}
    plant.counts["cloudfront.distribution"] += 1
    return {
        "Id": name,
        "ARN": f"arn:aws:cloudfront::{plant.account}:distribution/{name}",
        "Status": "Deployed",
        "LastModifiedTime": days_ago(9),
        "DomainName": f"{name.lower()}.cloudfront.net",
        "Aliases": {"Quantity": 1, "Items": [f"{name.lower()}.example"]} if certificate else {"Quantity": 0},
        "Origins": {"Quantity": len(fetched), "Items": fetched},
        "DefaultCacheBehavior": {**behavior, **more.pop("behavior", {})},
        "CacheBehaviors": {"Quantity": len(behaviors), **({"Items": behaviors} if behaviors else {})},
        "CustomErrorResponses": {"Quantity": 0},
        "Comment": "",
        "PriceClass": "PriceClass_100",
        "Enabled": True,
        "ViewerCertificate": served,
        "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
        "WebACLId": "",
        "HttpVersion": "http2",
        "IsIPV6Enabled": True,
        "Staging": False,
        **more,
    }


def distributions(plant: Plant, items: list[Json], logs: dict[str, str], delivered: list[str]) -> None:
    """The list, and the configuration of each as far as it is read."""
    listed = {"Marker": "", "MaxItems": 100, "IsTruncated": False, "Quantity": len(items), "Items": items}
    plant.answers("cloudfront", "ListDistributions", {"DistributionList": listed})
    for item in items:
        name = logs.get(item["Id"])
        logging = {"Enabled": bool(name), "IncludeCookies": False, "Bucket": name or "", "Prefix": ""}
        answer = {"DistributionConfig": {"Logging": logging}}
        plant.answers("cloudfront", "GetDistributionConfig", answer, when={"Id": item["Id"]}, partial=True)
    sources = [(item["Id"], item["ARN"]) for item in items if item["Id"] in delivered]
    deliveries(plant, GLOBAL, "ACCESS_LOGS", sources)


def _distributions(plant: Plant, certificates: dict[str, str]) -> None:
    """cloudfront-tls, elb-backend-tls, elb-access-logging, acm-certificate-validity."""
    main, truth, rule = certificates["main"], plant.truth, "cloudfront-tls"
    iam, expired = in_iam_id(certificates["iam"]), in_iam_id(certificates["iam-expired"])
    edge = {"LambdaFunctionAssociations": {"Quantity": 1, "Items": [_at_the_edge(plant)]}}
    items = [
        distribution(plant, "EGOOD", main, origins=[custom("web"), bucket("files")], behavior=edge),
        distribution(plant, "EHTTP", main, viewers="allow-all"),
        distribution(plant, "EPATH", certificates["main-ending"], paths={"/api/*": "allow-all", "/x/*": "https-only"}),
        distribution(plant, "EDEFAULT", None, "TLSv1"),
        distribution(plant, "EOLD", iam, "TLSv1_2016"),
        distribution(plant, "EEXPIRED", expired),
        distribution(plant, "EORIGIN", main, origins=[custom("web"), custom("plain", "http-only")]),
        distribution(plant, "EMATCH", main, viewers="https-only", origins=[custom("web", "match-viewer")]),
        distribution(plant, "EFALLBACK", main, origins=[custom("web", versions=("TLSv1", "TLSv1.2"))]),
        distribution(plant, "EVPC", main, origins=[vpc("inside", "vo_plain")]),
        distribution(plant, "EOFF", None, "TLSv1", viewers="allow-all", Enabled=False),
        distribution(plant, "EREAL", main, behavior={"RealtimeLogConfigArn": f"arn:aws:cloudfront::{plant.account}:r/1"}),
    ]
    items.append(distribution(plant, "ETENANTS", None, ConnectionMode="tenant-only"))
    logs = {"EGOOD": "shop-logs.s3.amazonaws.com"}
    distributions(plant, items, logs, ["EHTTP"])
    vpc_origin(plant, "vo_plain", "http-only")
    truth.conforms(rule, "EGOOD", "EMATCH", "EEXPIRED", "ETENANTS")
    truth.deviates(rule, "EHTTP", "EPATH", "EDEFAULT", "EOLD", "EORIGIN", "EFALLBACK", "EVPC")
    truth.left_out(rule, "EOFF")
    truth.conforms("elb-backend-tls", "EGOOD", "EMATCH", "EFALLBACK")
    truth.deviates("elb-backend-tls", "EHTTP", "EORIGIN", "EVPC")
    truth.left_out("elb-backend-tls", "EOFF")
    truth.conforms("elb-access-logging", "EGOOD", "EHTTP")
    truth.deviates("elb-access-logging", "EPATH")
    truth.unknown("elb-access-logging", "EREAL")
    truth.conforms("acm-certificate-validity", "EGOOD", "EOLD")
    truth.deviates("acm-certificate-validity", "EPATH", "EEXPIRED")
    truth.unknown("acm-certificate-validity", "ETENANTS")
    truth.left_out("acm-certificate-validity", "EDEFAULT", "EOFF")


def _at_the_edge(plant: Plant) -> Json:
    arn = f"arn:aws:lambda:{GLOBAL}:{plant.account}:function:headers:3"
    return {"LambdaFunctionARN": arn, "EventType": "viewer-response"}


# --- API Gateway and Lambda --------------------------------------------------------------


def rest_api(name: str, policy: str | None, kind: str = "REGIONAL", **more: Any) -> Json:
    """A REST API; its id is its name."""
    described = {"id": name, "name": name, "endpointConfiguration": {"types": [kind]}, **more}
    return {**described, "securityPolicy": policy} if policy else described


def rest_apis(plant: Plant, items: list[Json], stages: dict[str, dict[str, bool]]) -> None:
    """REST APIs, and per API its stages with or without access logs."""
    plant.answers("apigateway", "GetRestApis", {"items": items})
    for item in items:
        made = []
        for stage, logged in stages.get(item["id"], {}).items():
            logs = {"accessLogSettings": {"destinationArn": _log_group(plant), "format": "$requestId"}}
            made.append({"stageName": stage, **(logs if logged else {})})
        plant.answers("apigateway", "GetStages", {"item": made}, when={"restApiId": item["id"]})


def http_api(name: str, **more: Any) -> Json:
    """An HTTP API; its id is its name."""
    url = f"https://{name}.execute-api.{HOME}.amazonaws.com"
    route = "$request.method $request.path"
    described = {"ApiId": name, "Name": name, "ProtocolType": "HTTP", "ApiEndpoint": url}
    return {**described, "RouteSelectionExpression": route, **more}


def http_apis(plant: Plant, items: list[Json], stages: dict[str, dict[str, bool]]) -> None:
    """HTTP and WebSocket APIs, and per API its stages with or without access logs."""
    plant.answers("apigatewayv2", "GetApis", {"Items": items})
    for item in items:
        made = []
        for stage, logged in stages.get(item["ApiId"], {}).items():
            logs = {"AccessLogSettings": {"DestinationArn": _log_group(plant), "Format": "$requestId"}}
            made.append({"StageName": stage, **(logs if logged else {})})
        plant.answers("apigatewayv2", "GetStages", {"Items": made}, when={"ApiId": item["ApiId"]})


def _log_group(plant: Plant) -> str:
    return f"arn:aws:logs:{HOME}:{plant.account}:log-group:api"


def domain_name(name: str, policy: str, certificate: str) -> Json:
    """A domain name of API Gateway, edge-optimised where its certificate lies in the main region."""
    edge = f":{GLOBAL}:" in certificate
    described = {"domainName": name, "securityPolicy": policy}
    where = {"certificateArn": certificate} if edge else {"regionalCertificateArn": certificate}
    return {**described, **where, "endpointConfiguration": {"types": ["EDGE" if edge else "REGIONAL"]}}


def domain_names(plant: Plant, items: list[Json]) -> None:
    """Domain names of API Gateway."""
    plant.answers("apigateway", "GetDomainNames", {"items": items})


def functions(plant: Plant, urls: dict[str, str]) -> None:
    """Functions, each with a URL of this authentication type."""
    arn = f"arn:aws:lambda:{HOME}:{plant.account}:function"
    listed = [{"FunctionName": name, "FunctionArn": f"{arn}:{name}"} for name in urls]
    plant.answers("lambda", "ListFunctions", {"Functions": listed})
    for name, kind in urls.items():
        url = {
            "FunctionUrl": f"https://{name}.lambda-url.{HOME}.on.aws/".rjust(40, "h"),
            "FunctionArn": f"{arn}:{name}",
            "CreationTime": "2026-01-01T00:00:00Z",
            "LastModifiedTime": "2026-01-01T00:00:00Z",
            "AuthType": kind,
        }
        answer = {"FunctionUrlConfigs": [url]}
        plant.answers("lambda", "ListFunctionUrlConfigs", answer, when={"FunctionName": name})


def _apis(plant: Plant, certificates: dict[str, str]) -> None:
    """elb-https-only, elb-tls-min-version, elb-access-logging, acm-certificate-validity."""
    truth = plant.truth
    apis = [
        rest_api("rest000001", "SecurityPolicy_TLS13_1_3_2025_09"),
        rest_api("rest000002", None),
        rest_api("rest000003", None, "PRIVATE"),
        rest_api("rest000004", "TLS_1_0", "EDGE", disableExecuteApiEndpoint=True),
    ]
    rest_apis(plant, apis, {"rest000001": {"prod": True}, "rest000002": {"prod": False}})
    web = "wss://sock000001.execute-api.eu-central-1.amazonaws.com"
    http_apis(
        plant,
        [http_api("http000001"), http_api("sock000001", ProtocolType="WEBSOCKET", ApiEndpoint=web)],
        {"http000001": {"$default": True}, "sock000001": {"prod": False}},
    )
    domain_names(
        plant,
        [
            domain_name("api.example", "TLS_1_2", certificates["good"]),
            domain_name("old-api.example", "TLS_1_0", certificates["main-ending"]),
        ],
    )
    label = {name: f"{name} ({name})" for name in ("rest000001", "rest000002", "rest000003", "rest000004")}
    truth.conforms("elb-https-only", label["rest000001"], "http000001 (http000001)", "sock000001 (sock000001)")
    truth.left_out("elb-https-only", label["rest000003"])
    truth.conforms("elb-tls-min-version", label["rest000001"], label["rest000003"], "http000001 (http000001)")
    truth.conforms("elb-tls-min-version", "api.example")
    truth.deviates("elb-tls-min-version", label["rest000002"], "old-api.example")
    truth.unknown("elb-tls-min-version", label["rest000004"])
    truth.conforms("elb-access-logging", f"{label['rest000001']}/prod", "http000001 (http000001)/$default")
    truth.deviates("elb-access-logging", f"{label['rest000002']}/prod", "sock000001 (sock000001)/prod")
    truth.conforms("acm-certificate-validity", "api.example")
    truth.deviates("acm-certificate-validity", "old-api.example")


def _function_urls(plant: Plant) -> None:
    """elb-https-only: whether a public one answers clear text AWS does not say."""
    functions(plant, {"public-hook": "NONE", "signed-hook": "AWS_IAM"})
    plant.truth.unknown("elb-https-only", "public-hook")
    plant.truth.left_out("elb-https-only", "signed-hook")


# --- file transfer and mail --------------------------------------------------------------


def servers(plant: Plant, offered: dict[str, list[str]]) -> None:
    """File transfer servers by id with their protocols."""
    arns = {name: f"arn:aws:transfer:{HOME}:{plant.account}:server/{name}" for name in offered}
    listed = [{"Arn": arns[name], "ServerId": name, "State": "ONLINE", "EndpointType": "VPC"} for name in offered]
    plant.answers("transfer", "ListServers", {"Servers": listed})
    for name, protocols in offered.items():
        server = {"Arn": arns[name], "ServerId": name, "Protocols": protocols}
        answer = {"Server": {**server, "SecurityPolicyName": "TransferSecurityPolicy-2024-01"}}
        plant.answers("transfer", "DescribeServer", answer, when={"ServerId": name})
        plant.counts["transfer.server"] += 1


def _transfer(plant: Plant) -> None:
    """transfer-encrypted-protocols."""
    offered = {f"s-01234567890abcde{n}": protocols for n, protocols in enumerate((["SFTP", "FTPS"], ["SFTP", "FTP"], ["AS2"]))}
    servers(plant, offered)
    good, bad, open_question = offered
    plant.truth.conforms("transfer-encrypted-protocols", good)
    plant.truth.deviates("transfer-encrypted-protocols", bad)
    plant.truth.unknown("transfer-encrypted-protocols", open_question)


def mail(plant: Plant, sets: dict[str, str | None], identities: dict[str, str | None]) -> None:
    """Configuration sets with their TLS policy, and identities with the set that they send with."""
    plant.answers("sesv2", "ListConfigurationSets", {"ConfigurationSets": list(sets)})
    for name, policy in sets.items():
        options = {"TlsPolicy": policy} if policy else {}
        answer = {"ConfigurationSetName": name, "DeliveryOptions": options}
        plant.answers("sesv2", "GetConfigurationSet", answer, when={"ConfigurationSetName": name})
    listed = [
        {"IdentityType": "DOMAIN", "IdentityName": name, "SendingEnabled": name != "new.example"} for name in identities
    ]
    plant.answers("sesv2", "ListEmailIdentities", {"EmailIdentities": listed})
    for name, own in identities.items():
        answer = {"IdentityType": "DOMAIN", **({"ConfigurationSetName": own} if own else {})}
        plant.answers("sesv2", "GetEmailIdentity", answer, when={"EmailIdentity": name})


def _mail(plant: Plant) -> None:
    """ses-tls."""
    sets = {"strict": "REQUIRE", "lenient": "OPTIONAL", "untouched": None}
    mail(plant, sets, {"shop.example": "strict", "news.example": "lenient", "bare.example": None, "new.example": None})
    plant.truth.conforms("ses-tls", "strict", "shop.example")
    plant.truth.deviates("ses-tls", "lenient", "untouched", "news.example", "bare.example")
    plant.truth.left_out("ses-tls", "new.example")


# --- scaling -----------------------------------------------------------------------------


def group(
    name: str, zones: str = "ab", sizes: tuple[int, int, int] = (2, 2, 6), policies: list[Json] | None = None, **more: Any
) -> Json:
    """An Auto Scaling group: smallest size, size, largest; an instance in each of the zones."""
    least, wanted, most = sizes
    instances = [
        {
            "InstanceId": f"i-0123456789abcde{n:02}",
            "AvailabilityZone": f"{HOME}{zone}",
            "LifecycleState": "InService",
            "HealthStatus": "Healthy",
            "ProtectedFromScaleIn": False,
        }
        for n, zone in enumerate(zones)
    ]
    described = {
        "AutoScalingGroupName": name,
        "AutoScalingGroupARN": f"arn:aws:autoscaling:{HOME}:000000000000:autoScalingGroup:1:autoScalingGroupName/{name}",
        "MinSize": least,
        "MaxSize": most,
        "DesiredCapacity": wanted,
        "DefaultCooldown": 300,
        "AvailabilityZones": [f"{HOME}a", f"{HOME}b"],
        "HealthCheckType": "EC2",
        "CreatedTime": days_ago(90),
        "Instances": instances,
        "SuspendedProcesses": [],
        "Tags": [],
        **more,
    }
    return {"group": described, "policies": [{"AutoScalingGroupName": name, **policy} for policy in policies or []]}


def tracking(name: str, **more: Any) -> Json:
    """A policy that keeps the load of processors at a value."""
    return {"PolicyName": name, "PolicyType": "TargetTrackingScaling", "Enabled": True, **more}


def stepping(name: str, change: int, alarm: str | None) -> Json:
    """A policy that an alarm sets off."""
    return {
        "PolicyName": name,
        "PolicyType": "StepScaling",
        "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": change}],
        "Alarms": [{"AlarmName": alarm}] if alarm else [],
        "Enabled": True,
    }


def target(name: str, tracked: bool, least: int = 2, most: int = 10, **more: Any) -> Json:
    """An ECS service that Application Auto Scaling scales."""
    named = {"ServiceNamespace": "ecs", "ResourceId": name, "ScalableDimension": "ecs:service:DesiredCount"}
    described = {
        **named,
        "MinCapacity": least,
        "MaxCapacity": most,
        "RoleARN": "arn:aws:iam::000000000000:role/scaling",
        "CreationTime": days_ago(90),
        "SuspendedState": {"DynamicScalingOutSuspended": more.get("suspended", False)},
    }
    policy = {
        "PolicyARN": f"arn:aws:autoscaling:{HOME}:000000000000:scalingPolicy:{name}",
        "PolicyName": "cpu",
        **named,
        "PolicyType": "TargetTrackingScaling",
        "CreationTime": days_ago(90),
    }
    return {"target": described, "policies": [policy] if tracked else []}


def scaling(plant: Plant, groups: list[Json], targets: list[Json]) -> None:
    """Groups and targets with their policies."""
    every = [one["group"] for one in groups]
    plant.answers("autoscaling", "DescribeAutoScalingGroups", {"AutoScalingGroups": every})
    policies = [policy for one in groups for policy in one["policies"]]
    plant.answers("autoscaling", "DescribePolicies", {"ScalingPolicies": policies})
    service, ecs = "application-autoscaling", {"ServiceNamespace": "ecs"}
    every = [one["target"] for one in targets]
    plant.answers(service, "DescribeScalableTargets", {"ScalableTargets": every}, when=ecs)
    policies = [policy for one in targets for policy in one["policies"]]
    plant.answers(service, "DescribeScalingPolicies", {"ScalingPolicies": policies}, when=ecs)
    plant.counts["autoscaling.group"] += len(groups)


def _scaling(plant: Plant) -> None:
    """autoscaling-multi-az, autoscaling-policy."""
    truth, zones, policy = plant.truth, "autoscaling-multi-az", "autoscaling-policy"
    kubernetes = {"Key": "k8s.io/cluster-autoscaler/enabled", "Value": "true", "ResourceId": "nodes"}
    sick = group("one-zone-healthy", policies=[stepping("out", 2, "cpu-high"), stepping("in", -1, "cpu-low")])
    sick["group"]["Instances"][1]["HealthStatus"] = "Unhealthy"
    scaling(
        plant,
        [
            group("web", policies=[tracking("web-cpu")]),
            sick,
            group("one-zone", "aa", policies=[stepping("never-set-off", 2, None), stepping("in", -1, "cpu-low")]),
            group("bastion", "a", (1, 1, 1)),
            group("full", sizes=(2, 6, 6), policies=[tracking("full-cpu")]),
            group("held", policies=[tracking("held-cpu")], SuspendedProcesses=[{"ProcessName": "Launch"}]),
            group("switched-off", policies=[tracking("off", Enabled=False)]),
            group("nodes", Tags=[kubernetes]),
            group("asleep", "", (0, 0, 4), policies=[tracking("asleep-cpu")]),
        ],
        [
            target("service/shop/web", tracked=True),
            target("service/shop/nightly", tracked=False),
            target("service/shop/fixed", tracked=True, least=3, most=3),
            target("service/shop/held", tracked=True, suspended=True),
        ],
    )
    truth.conforms(zones, "web", "nodes")
    truth.deviates(zones, "one-zone-healthy", "one-zone", "bastion")
    truth.left_out(zones, "asleep")
    truth.conforms(policy, "web", "one-zone-healthy", "asleep", "service/shop/web DesiredCount")
    truth.deviates(policy, "one-zone", "bastion", "full", "held", "switched-off")
    truth.deviates(policy, *(f"service/shop/{name} DesiredCount" for name in ("nightly", "fixed", "held")))
    truth.unknown(policy, "nodes")


# --- caches and search -------------------------------------------------------------------


def cache(name: str, transit: str) -> Json:
    """A replication group: `none`, `preferred` or `required` TLS."""
    described = {
        "ReplicationGroupId": name,
        "ARN": f"arn:aws:elasticache:{HOME}:000000000000:replicationgroup:{name}",
        "Engine": "valkey",
        "AutomaticFailover": "enabled",
        "MultiAZ": "enabled",
        "SnapshotRetentionLimit": 7,
        "TransitEncryptionEnabled": transit != "none",
        "AtRestEncryptionEnabled": True,
        "StorageEncryptionType": "sse-elasticache",
        "NodeGroups": [
            {"NodeGroupMembers": [{"PreferredAvailabilityZone": f"{HOME}{zone}"} for zone in "ab"]},
        ],
    }
    return described if transit == "none" else {**described, "TransitEncryptionMode": transit}


def node(name: str, encrypted: bool) -> Json:
    """A cluster outside replication groups."""
    return {
        "CacheClusterId": name,
        "ARN": f"arn:aws:elasticache:{HOME}:000000000000:cluster:{name}",
        "Engine": "memcached",
        "PreferredAvailabilityZone": f"{HOME}a",
        "TransitEncryptionEnabled": encrypted,
        "AtRestEncryptionEnabled": False,
    }


def _caches(plant: Plant) -> None:
    """elb-backend-tls."""
    groups = [cache("strict-cache", "required"), cache("moving-cache", "preferred"), cache("plain-cache", "none")]
    plant.answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": groups})
    nodes = [node("strict-node", True), node("plain-node", False)]
    plant.answers("elasticache", "DescribeCacheClusters", {"CacheClusters": nodes})
    plant.truth.conforms("elb-backend-tls", "strict-cache", "strict-node")
    plant.truth.deviates("elb-backend-tls", "moving-cache", "plain-cache", "plain-node")


def _own_key(plant: Plant) -> str:
    """The account's key for data; a new one where this group is planted alone."""
    aliases = plant.client("kms").list_aliases()["Aliases"]
    found = [alias["TargetKeyId"] for alias in aliases if alias["AliasName"] == "alias/data"]
    return f"arn:aws:kms:{HOME}:{plant.account}:key/{found[0]}" if found else plant.key("data", rotation_days=365)


def domain(name: str, policy: str = "Policy-Min-TLS-1-2-PFS-2023-10", **more: Any) -> Json:
    """A domain of OpenSearch Service."""
    key = more.pop("key", None)
    return {
        "DomainId": f"000000000000/{name}",
        "DomainName": name,
        "ARN": f"arn:aws:es:{HOME}:000000000000:domain/{name}",
        "EngineVersion": "OpenSearch_2.19",
        "ClusterConfig": {
            "InstanceCount": more.pop("nodes", 3),
            "DedicatedMasterEnabled": False,
            "ZoneAwarenessEnabled": True,
            "ZoneAwarenessConfig": {"AvailabilityZoneCount": 3},
            "MultiAZWithStandbyEnabled": False,
        },
        "EncryptionAtRestOptions": {"Enabled": True, "KmsKeyId": key} if key else {"Enabled": False},
        "NodeToNodeEncryptionOptions": {"Enabled": more.pop("between", True)},
        "DomainEndpointOptions": {"EnforceHTTPS": more.pop("https", True), "TLSSecurityPolicy": policy},
    }


def domains(plant: Plant, items: list[Json]) -> None:
    """Domains by name, and five at a time."""
    names = [item["DomainName"] for item in items]
    plant.answers("opensearch", "ListDomainNames", {"DomainNames": [{"DomainName": name} for name in names]})
    for first in range(0, len(items), 5):
        asked, answer = names[first : first + 5], items[first : first + 5]
        plant.answers("opensearch", "DescribeDomains", {"DomainStatusList": answer}, when={"DomainNames": asked})


def _search(plant: Plant) -> None:
    """elb-backend-tls, elb-tls-min-version."""
    old = "Policy-Min-TLS-1-0-2019-07"
    items = [
        domain("logs-search"),
        domain("open-search", old, https=False),
        domain("chatty-search", between=False),
        domain("single-search", between=False, nodes=1),
        domain("strict-search", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"),
        domain("sixth-search"),
    ]
    domains(plant, items)
    truth = plant.truth
    truth.conforms("elb-backend-tls", "logs-search", "single-search", "sixth-search")
    truth.deviates("elb-backend-tls", "open-search", "chatty-search")
    truth.conforms("elb-tls-min-version", "logs-search", "strict-search", "sixth-search")
    truth.deviates("elb-tls-min-version", "open-search")
