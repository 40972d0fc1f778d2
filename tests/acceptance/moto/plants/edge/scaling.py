"""What grows with the load, and over how many zones."""

from __future__ import annotations

from typing import Any

from planting import HOME, Json, Plant, days_ago


def group(
    name: str,
    zones: str = "ab",
    sizes: tuple[int, int, int] = (2, 2, 6),
    policies: list[Json] | None = None,
    **more: Any,
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


def states(plant: Plant) -> None:
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
