"""Distributions of CloudFront and what lies behind them."""

from __future__ import annotations

from typing import Any

from planting import HOME, Json, Plant, days_ago
from plants.edge.certificates import GLOBAL, in_iam_id
from plants.edge.balancers import deliveries


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


def states(plant: Plant, certificates: dict[str, str]) -> None:
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
        distribution(
            plant, "EREAL", main, behavior={"RealtimeLogConfigArn": f"arn:aws:cloudfront::{plant.account}:r/1"}
        ),
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
