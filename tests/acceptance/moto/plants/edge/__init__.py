"""The edge: load balancers, CloudFront, API Gateway, certificates, file transfer, mail, scaling, caches, search."""

from __future__ import annotations

from planting import Plant
from plants.edge import apis, balancers, certificates, cloudfront, scaling, search, transfer

PARAMS = {
    "elb-tls-min-version": {"min_tls": "1.2"},
    "acm-certificate-validity": {"min_days_left": 14},
    "autoscaling-multi-az": {"min_azs": 2},
    "ses-tls": {"policy": "REQUIRE"},
}

#: Answered with nothing where nobody plants them.
EMPTY = (("elasticache", "DescribeServerlessCaches"),)


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    planted = certificates.planted(plant)
    balancers.states(plant, planted)
    balancers.classic_states(plant, planted)
    cloudfront.states(plant, planted)
    apis.states(plant, planted)
    apis.url_states(plant)
    transfer.transfer_states(plant)
    transfer.mail_states(plant)
    scaling.states(plant)
    search.cache_states(plant)
    search.search_states(plant)


def clean(plant: Plant) -> None:
    """Everything as documented, in the ways that differ."""
    held_in = certificates.Certificates(plant)
    good = held_in.acm("clean.example", "ISSUED", 300)
    main = held_in.acm("cdn.example", "ISSUED", 300, region=certificates.GLOBAL)
    in_iam = held_in.iam("clean", 300)
    plant.truth.conforms("acm-certificate-validity", good, main)
    front = balancers.Front(plant)
    front.balancer("clean", listeners=[balancers.https(good), balancers.http(balancers.TO_HTTPS)], logs="clean-logs")
    front.balancer(
        "clean-inside",
        "internal",
        listeners=[balancers.https(in_iam), balancers.http(balancers.TO_HTTPS)],
        delivered=True,
    )
    front.balancer("clean-net", kind="network", listeners=[balancers.tls(good)], logs="clean-logs")
    front.group("clean-web", "HTTPS", "clean")
    front.group("clean-stream", "TLS", "clean-net")
    front.done()
    plant.truth.conforms("elb-https-only", "clean:443", "clean:80", "clean-net:443")
    plant.truth.conforms("elb-tls-min-version", "clean:443", "clean-inside:443", "clean-net:443")
    plant.truth.conforms("elb-backend-tls", "clean-inside:80", "clean-web", "clean-stream")
    for name in ("clean", "clean-inside", "clean-net"):
        plant.truth.conforms("elb-access-logging", name)
        plant.truth.conforms("autoscaling-multi-az", name)
    balancers.classic(
        plant, "clean-classic", [balancers.classic_listener("HTTPS", 443, "HTTPS", good)], ["TLSv1.2"], "clean-logs"
    )
    plant.truth.conforms("elb-https-only", "clean-classic:443")
    cloudfront.distributions(
        plant,
        [
            cloudfront.distribution(
                plant,
                "ECLEAN",
                main,
                origins=[cloudfront.custom("web"), cloudfront.bucket("files"), cloudfront.vpc("inside", "vo_clean")],
            ),
            cloudfront.distribution(plant, "ECLEANV2", certificates.in_iam_id(in_iam)),
        ],
        logs={"ECLEAN": "clean-logs.s3.amazonaws.com"},
        delivered=["ECLEANV2"],
    )
    cloudfront.vpc_origin(plant, "vo_clean", "https-only")
    plant.truth.conforms("cloudfront-tls", "ECLEAN", "ECLEANV2")
    apis.rest_apis(
        plant, [apis.rest_api("clean0001", "SecurityPolicy_TLS13_1_2_PQ_2025_09")], {"clean0001": {"prod": True}}
    )
    apis.http_apis(plant, [apis.http_api("clean0002")], {"clean0002": {"$default": True}})
    apis.domain_names(plant, [apis.domain_name("api.clean.example", "TLS_1_2", good)])
    apis.functions(plant, {"clean": "AWS_IAM"})
    transfer.servers(plant, {"s-01234567890abc001": ["SFTP"]})
    transfer.mail(plant, {"clean": "REQUIRE"}, {"clean.example": "clean"})
    scaling.scaling(
        plant,
        [scaling.group("clean", policies=[scaling.tracking("clean-cpu")])],
        [scaling.target("service/clean/web", tracked=True)],
    )
    own = plant.key("cache", rotation_days=365, tags={"Environment": "prod"})
    under = {"StorageEncryptionType": "sse-kms", "KmsKeyId": own}
    held = {**search.cache("clean", "required"), **under}
    plant.answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": [held]})
    plant.truth.conforms("kms-customer-managed", "clean")
    plant.truth.conforms("kms-key-separation", own)
    plant.answers("elasticache", "DescribeCacheClusters", {"CacheClusters": [search.node("clean-node", True)]})
    search.domains(plant, [search.domain("clean", key=search.own_key(plant))])
    for rule in ("elb-backend-tls", "elb-tls-min-version", "autoscaling-policy", "ses-tls"):
        plant.truth.conforms(rule, "clean")
    plant.truth.conforms("autoscaling-policy", "service/clean/web DesiredCount")
    plant.truth.conforms("ses-tls", "clean.example")
    plant.truth.conforms("transfer-encrypted-protocols", "s-01234567890abc001")
