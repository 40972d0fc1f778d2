"""Load balancers: listeners, target groups, where logs go."""

from __future__ import annotations

from planting import AWAY, HOME, Json, Plant

#: Security policies as AWS answers them: the name promises more than the protocols keep.
POLICIES = {
    "ELBSecurityPolicy-TLS13-1-2-2021-06": ["TLSv1.2", "TLSv1.3"],
    "ELBSecurityPolicy-TLS13-1-0-2021-06": ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
    "ELBSecurityPolicy-2016-08": ["TLSv1", "TLSv1.1", "TLSv1.2"],
}
MODERN = "ELBSecurityPolicy-TLS13-1-2-2021-06"
TO_HTTPS = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
REFUSES = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403"}}


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


def states(plant: Plant, certificates: dict[str, str]) -> None:
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
    other = {
        "PolicyName": "cookie",
        "PolicyTypeName": "LBCookieStickinessPolicyType",
        "PolicyAttributeDescriptions": [],
    }
    plant.answers("elb", "DescribeLoadBalancerPolicies", {"PolicyDescriptions": [other, policy]}, when=when)
    tags = {"LoadBalancerName": name, "Tags": [{"Key": "Environment", "Value": "prod"}]}
    plant.answers("elb", "DescribeTags", {"TagDescriptions": [tags]})


def classic_states(plant: Plant, certificates: dict[str, str]) -> None:
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
