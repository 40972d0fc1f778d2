"""Caches and search domains."""

from __future__ import annotations

from typing import Any

from planting import HOME, Json, Plant


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


def cache_states(plant: Plant) -> None:
    """elb-backend-tls."""
    groups = [cache("strict-cache", "required"), cache("moving-cache", "preferred"), cache("plain-cache", "none")]
    plant.answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": groups})
    nodes = [node("strict-node", True), node("plain-node", False)]
    plant.answers("elasticache", "DescribeCacheClusters", {"CacheClusters": nodes})
    plant.truth.conforms("elb-backend-tls", "strict-cache", "strict-node")
    plant.truth.deviates("elb-backend-tls", "moving-cache", "plain-cache", "plain-node")


def own_key(plant: Plant) -> str:
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


def search_states(plant: Plant) -> None:
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
