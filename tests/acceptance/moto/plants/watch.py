"""Alarms and whom they reach, detection, vulnerability scans and patches.

Of which changes somebody hears is one thing per account, so states that exclude each other are scenarios of their own.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago

MAIN = "us-east-1"

PARAMS: dict[str, Json] = {
    "guardduty-enabled": {"max_high_age_days": 7},
    "guardduty-runtime-monitoring": {"coverage_pct": 100},
    "inspector-enabled": {"types": ["EC2", "ECR", "LAMBDA"], "max_scan_age_days": 30},
    "ssm-patch-compliance": {"max_missing_critical": 0, "max_scan_age_days": 30},
    "cloudwatch-iam-change-alarm": {"patterns": ["IAM", "KMS", "root"]},
    "cloudwatch-capacity-alarms": {"rds_metrics": ["cpu", "storage"], "ecs_metrics": ["cpu", "memory"]},
}

#: Lists that moto lacks or holds nothing of.
EMPTY = (
    ("cloudwatch", "DescribeAlarms"),
    ("guardduty", "ListCoverage"),
    ("guardduty", "ListFindings"),
    ("inspector2", "ListCoverage"),
    ("inspector2", "ListFindingAggregations"),
    ("ssm", "DescribeInstanceInformation"),
    ("ssm", "DescribeInstancePatchStates"),
)


def hours_ago(hours: float) -> datetime:
    """A time in the past."""
    return datetime.now(timezone.utc) - timedelta(hours=hours)


# --- topics ------------------------------------------------------------------------------


def topic(
    plant: Plant,
    name: str,
    protocol: str = "email",
    *,
    region: str = HOME,
    confirmed: bool = True,
    key: str | None = None,
    publishers: list[str] | None = None,
) -> str:
    """A topic with one subscriber, whose policy is the one that SNS gives it, or lets these services publish.
    Returns its ARN."""
    arn = f"arn:aws:sns:{region}:{plant.account}:{name}"
    anyone: Json = {
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["SNS:GetTopicAttributes", "SNS:Publish"],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": plant.account}},
    }
    services = {"Effect": "Allow", "Principal": {"Service": publishers}, "Action": "sns:Publish", "Resource": arn}
    policy = {"Version": "2008-10-17", "Statement": [services if publishers else anyone]}
    attributes = {"TopicArn": arn, "Owner": plant.account, "Policy": json.dumps(policy)}
    subscription = {
        "SubscriptionArn": f"{arn}:0a1b2c3d" if confirmed else "PendingConfirmation",
        "Owner": plant.account,
        "Protocol": protocol,
        "Endpoint": "ops@example.com",
        "TopicArn": arn,
    }
    when = {"TopicArn": arn}
    if key:
        attributes["KmsMasterKeyId"] = key
    plant.answers("sns", "GetTopicAttributes", {"Attributes": attributes}, region=region, when=when)
    plant.answers("sns", "ListSubscriptionsByTopic", {"Subscriptions": [subscription]}, region=region, when=when)
    return arn


def key_for_alarms(plant: Plant, label: str) -> str:
    """A key under which alarms and rules may encrypt. Returns its ARN."""
    key = plant.key(label, rotation_days=365, tags={"Environment": "prod"})
    account = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{plant.account}:root"}, "Action": "kms:*"}
    services = {
        "Effect": "Allow",
        "Principal": {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com"]},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    }
    policy = {"Version": "2012-10-17", "Statement": [{**one, "Resource": "*"} for one in (account, services)]}
    plant.client("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps(policy))
    return key


def key_of_sns(plant: Plant) -> str:
    """The key that AWS manages for SNS, which moto does not know: its policy lets no alarm in. Returns its ARN."""
    key = plant.key("watch-aws-sns")
    plant.declare("kms", "DescribeKey", {"KeyId": key.split("/")[-1]}, KeyManager="AWS")
    return key


# --- alarms ------------------------------------------------------------------------------


def alarm(
    plant: Plant,
    name: str,
    metric: str,
    dimensions: dict[str, str],
    *actions: str,
    region: str = HOME,
    falls: bool = False,
    **more: Any,
) -> str:
    """An alarm on `metric` (`AWS/RDS CPUUtilization`). Returns its name."""
    namespace, metric_name = metric.split(" ")
    described = {
        "AlarmName": name,
        "AlarmArn": f"arn:aws:cloudwatch:{region}:{plant.account}:alarm:{name}",
        "ActionsEnabled": True,
        "AlarmActions": list(actions),
        "StateValue": "OK",
        "StateUpdatedTimestamp": hours_ago(300),
        "Namespace": namespace,
        "MetricName": metric_name,
        "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()],
        "Statistic": "Average",
        "Period": 300,
        "EvaluationPeriods": 3,
        "Threshold": 1.0 if falls else 0.9,
        "ComparisonOperator": "LessThanThreshold" if falls else "GreaterThanThreshold",
        **more,
    }
    shown = {member: value for member, value in described.items() if value is not None}
    plant.answers("cloudwatch", "DescribeAlarms", {"MetricAlarms": [shown]}, region=region)
    return name


def composite(plant: Plant, name: str, rule: str, *actions: str) -> str:
    """An alarm on other alarms."""
    described = {
        "AlarmName": name,
        "AlarmArn": f"arn:aws:cloudwatch:{HOME}:{plant.account}:alarm:{name}",
        "ActionsEnabled": True,
        "AlarmActions": list(actions),
        "AlarmRule": rule,
        "StateValue": "OK",
        "StateUpdatedTimestamp": hours_ago(300),
    }
    plant.answers("cloudwatch", "DescribeAlarms", {"CompositeAlarms": [described]})
    return name


def database_alarms(plant: Plant, database: str, *actions: str, region: str = HOME, **more: Any) -> None:
    """Alarms on computing time and storage of a DB instance."""
    of = {"DBInstanceIdentifier": database}
    alarm(plant, f"{database}-cpu", "AWS/RDS CPUUtilization", of, *actions, region=region, **more)
    alarm(plant, f"{database}-storage", "AWS/RDS FreeStorageSpace", of, *actions, region=region, falls=True, **more)


# --- services ------------------------------------------------------------------------------


def ecs_service(plant: Plant, name: str, desired: int = 2) -> str:
    """An ECS service of the cluster `main`. Returns its name."""
    cluster = f"arn:aws:ecs:{HOME}:{plant.account}:cluster/main"
    arn = f"arn:aws:ecs:{HOME}:{plant.account}:service/main/{name}"
    shown = {"serviceArn": arn, "serviceName": name, "clusterArn": cluster, "desiredCount": desired, "status": "ACTIVE"}
    plant.answers("ecs", "ListServices", {"serviceArns": [arn]}, when={"cluster": cluster})
    plant.answers("ecs", "DescribeServices", {"services": [shown]}, when={"cluster": cluster})
    plant.counts["ecs.service"] += 1
    return name


def cluster_of_services(plant: Plant) -> None:
    """The cluster `main`, and none elsewhere."""
    plant.answers("ecs", "ListClusters", {"clusterArns": []}, region=None)
    plant.answers("ecs", "ListClusters", {"clusterArns": [f"arn:aws:ecs:{HOME}:{plant.account}:cluster/main"]})


def server(plant: Plant, region: str = HOME) -> str:
    """A running EC2 instance. Returns its id."""
    ec2 = plant.client("ec2", region)
    made = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
    return str(made)


def running(plant: Plant, region: str = HOME) -> list[str]:
    """The ids of all running instances of a region, whoever planted them."""
    state = [{"Name": "instance-state-name", "Values": ["running"]}]
    found = plant.client("ec2", region).describe_instances(Filters=state)["Reservations"]
    return [instance["InstanceId"] for reservation in found for instance in reservation["Instances"]]


def patched(plant: Plant, instance: str, **more: Any) -> str:
    """The last patch operation of a server, sound unless said otherwise."""
    state = {
        "InstanceId": instance,
        "PatchGroup": "servers",
        "BaselineId": "pb-0123456789abcdef0",
        "Operation": "Install",
        "OperationStartTime": days_ago(3),
        "OperationEndTime": days_ago(3),
        "MissingCount": 0,
        "FailedCount": 0,
        "InstalledPendingRebootCount": 0,
        "CriticalNonCompliantCount": 0,
        "SecurityNonCompliantCount": 0,
        **more,
    }
    shown = {member: value for member, value in state.items() if value is not None}
    plant.answers("ssm", "DescribeInstancePatchStates", {"InstancePatchStates": [shown]})
    return instance


def node(plant: Plant, number: int, ping: str = "Online") -> str:
    """A server outside EC2. Returns its id."""
    name = f"mi-0123456789abcdef{number}"
    shown = {"InstanceId": name, "PingStatus": ping, "ResourceType": "ManagedInstance", "PlatformName": "Ubuntu"}
    plant.answers("ssm", "DescribeInstanceInformation", {"InstanceInformationList": [shown]})
    return name


# --- detection ------------------------------------------------------------------------------

SOURCES = ("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS")


def detector(
    plant: Plant,
    region: str | None = HOME,
    status: str = "ENABLED",
    off: tuple[str, ...] = (),
    on: tuple[str, ...] = (),
) -> str:
    """A detector. Returns its id."""
    made = f"d{(region or 'everywhere').replace('-', '')}"
    features = [{"Name": name, "Status": "DISABLED" if name in off else "ENABLED"} for name in (*SOURCES, *on)]
    plant.answers("guardduty", "ListDetectors", {"DetectorIds": [made]}, region=region)
    answer = {"Status": status, "ServiceRole": "arn:aws:iam::aws:role/guardduty", "Features": features}
    plant.answers("guardduty", "GetDetector", answer, region=region)
    return made


def finding(plant: Plant, region: str, days: float) -> None:
    """An open finding of high severity, found so many days ago."""
    name = f"f{region.replace('-', '')}{int(days)}"
    plant.answers("guardduty", "ListFindings", {"FindingIds": [name]}, region=region)
    shown = {
        "Id": name,
        "AccountId": plant.account,
        "Arn": f"arn:aws:guardduty:{region}:{plant.account}:detector/d/finding/{name}",
        "CreatedAt": days_ago(days),
        "UpdatedAt": days_ago(days),
        "Region": region,
        "Resource": {},
        "SchemaVersion": "2.0",
        "Severity": 8.0,
        "Type": "UnauthorizedAccess:EC2/SSHBruteForce",
    }
    plant.answers("guardduty", "GetFindings", {"Findings": [shown]}, region=region)


def covered(plant: Plant, instance: str, status: str = "HEALTHY", region: str | None = HOME, **more: Any) -> None:
    """What Runtime Monitoring says of an instance."""
    details = {"InstanceId": instance, "AgentDetails": {"Version": "1.5.0"}, "ManagementType": "AUTO_MANAGED", **more}
    shown = {
        "ResourceId": instance,
        "AccountId": plant.account,
        "CoverageStatus": status,
        "ResourceDetails": {"Ec2InstanceDetails": details, "ResourceType": "EC2"},
    }
    plant.answers("guardduty", "ListCoverage", {"Resources": [shown]}, region=region)


def inspector(plant: Plant, region: str | None, status: str = "ENABLED") -> None:
    """Inspector, switched on for everything or off."""
    state = {"status": status, "errorCode": "INTERNAL_ERROR", "errorMessage": "-"}
    account = {
        "accountId": plant.account,
        "state": state,
        "resourceState": {"ec2": state, "ecr": state, "lambda": state},
    }
    plant.answers("inspector2", "BatchGetAccountStatus", {"accounts": [account]}, region=region)


def scanned(
    plant: Plant,
    resource: str,
    ty: str = "AWS_EC2_INSTANCE",
    status: tuple[str, str] = ("ACTIVE", "SUCCESSFUL"),
    scan: str = "PACKAGE",
    region: str | None = HOME,
    days: float = 1,
) -> None:
    """What Inspector says of a resource."""
    shown = {
        "resourceType": ty,
        "resourceId": resource,
        "accountId": plant.account,
        "scanType": scan,
        "scanStatus": {"statusCode": status[0], "reason": status[1]},
        "lastScannedAt": days_ago(days),
    }
    plant.answers("inspector2", "ListCoverage", {"coveredResources": [shown]}, region=region)


def findings_by_severity(plant: Plant, critical: int, region: str | None = HOME) -> None:
    """How many critical findings Inspector has."""
    counts = {"all": critical, "critical": critical}
    one = {"accountAggregation": {"accountId": plant.account, "severityCounts": counts}}
    answer = {"aggregationType": "ACCOUNT", "responses": [one]}
    plant.answers("inspector2", "ListFindingAggregations", answer, region=region)


# --- changes -------------------------------------------------------------------------------

IAM = "{($.eventName=DeleteGroupPolicy)||($.eventName=DeleteRolePolicy)||($.eventName=DeleteUserPolicy)||\
($.eventName=PutGroupPolicy)||($.eventName=PutRolePolicy)||($.eventName=PutUserPolicy)||($.eventName=CreatePolicy)||\
($.eventName=DeletePolicy)||($.eventName=CreatePolicyVersion)||($.eventName=DeletePolicyVersion)||\
($.eventName=AttachRolePolicy)||($.eventName=DetachRolePolicy)||($.eventName=AttachUserPolicy)||\
($.eventName=DetachUserPolicy)||($.eventName=AttachGroupPolicy)||($.eventName=DetachGroupPolicy)}"
KMS = "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion))}"
ROOT = '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType!="AwsServiceEvent"}'


def counted(plant: Plant, group: str, pattern: str, name: str, *actions: str, **more: Any) -> None:
    """A metric filter on a log group, and an alarm that one event sets off."""
    count = {"metricName": name, "metricNamespace": "Security", "metricValue": "1"}
    shown = {
        "filterName": name,
        "filterPattern": pattern,
        "metricTransformations": [count],
        "creationTime": 1700000000000,
        "logGroupName": group,
    }
    plant.answers("logs", "DescribeMetricFilters", {"metricFilters": [shown]}, when={"logGroupName": group})
    told = {"Statistic": "Sum", "EvaluationPeriods": 1, "Threshold": 1.0, "StateValue": "INSUFFICIENT_DATA", **more}
    compared = {"ComparisonOperator": "GreaterThanOrEqualToThreshold", **told}
    alarm(plant, name, f"Security {name}", {}, *actions, **compared)


def event_rule(plant: Plant, name: str, pattern: Json, *targets: str, region: str = HOME, state: str = "ENABLED") -> str:
    """A rule on the default bus. Returns its ARN."""
    arn = f"arn:aws:events:{region}:{plant.account}:rule/{name}"
    shown = {"Name": name, "Arn": arn, "State": state, "EventPattern": json.dumps(pattern), "EventBusName": "default"}
    plant.answers("events", "ListRules", {"Rules": [shown]}, region=region)
    ends = [{"Id": str(number), "Arn": target} for number, target in enumerate(targets)]
    plant.answers("events", "ListTargetsByRule", {"Targets": ends}, region=region, when={"Rule": name})
    return arn


ROOT_EVENTS = {
    "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"],
    "detail": {"userIdentity": {"type": ["Root"]}},
}


def delivering_trail(plant: Plant, label: str, excluded: tuple[str, ...] = (), **status: Any) -> str:
    """A trail of all regions that delivers to a log group. Returns the name of the group."""
    bucket = plant.bucket(label)
    group, client = f"/trail/{label}", plant.client("cloudtrail")
    arn = client.create_trail(Name=label, S3BucketName=bucket, IsMultiRegionTrail=True)["TrailARN"]
    members = {
        "CloudWatchLogsLogGroupArn": f"arn:aws:logs:{HOME}:{plant.account}:log-group:{group}:*",
        "CloudWatchLogsRoleArn": f"arn:aws:iam::{plant.account}:role/cloudtrail",
    }
    plant.declare("cloudtrail", "DescribeTrails", {"Name": label}, **members)
    selector = {
        "ReadWriteType": "All",
        "IncludeManagementEvents": True,
        "ExcludeManagementEventSources": list(excluded),
        "DataResources": [],
    }
    client.put_event_selectors(TrailName=label, EventSelectors=[selector])
    working = {
        "IsLogging": True,
        "LatestDeliveryTime": hours_ago(0.1),
        "LatestCloudWatchLogsDeliveryTime": hours_ago(0.1),
        **status,
    }
    shown = {member: value for member, value in working.items() if value is not None}
    plant.answers("cloudtrail", "GetTrailStatus", shown, when={"Name": arn})
    return group


# --- scenarios -----------------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    mail = topic(plant, "ops")
    _capacity(plant, mail)
    _availability(plant, mail)
    _servers(plant)
    _detectors(plant)
    _scans(plant)
    plant.truth.deviates("cloudwatch-iam-change-alarm", plant.account)


def _capacity(plant: Plant, mail: str) -> None:
    """cloudwatch-capacity-alarms."""
    truth, rule = plant.truth, "cloudwatch-capacity-alarms"
    cpu = "AWS/RDS CPUUtilization"
    of = {name: {"DBInstanceIdentifier": plant.instance(f"watch-{name}")} for name in (
        "loud", "unwatched", "pending", "function", "disabled", "composite", "expression", "blind", "new", "deaf",
        "encrypted", "aws-key", "foreign", "gone", "stopped", "storage-unwatched", "restricted",
    )}  # fmt: skip
    names = {name: dimensions["DBInstanceIdentifier"] for name, dimensions in of.items()}
    key = key_for_alarms(plant, "watch-topics")
    heard = {
        "loud": mail,
        "pending": topic(plant, "pending", confirmed=False),
        "function": topic(plant, "function", "lambda"),
        "encrypted": topic(plant, "encrypted", key=key),
        "aws-key": topic(plant, "aws-key", key=key_of_sns(plant)),
        "restricted": topic(plant, "restricted", publishers=["events.amazonaws.com"]),
        "foreign": f"arn:aws:sns:{HOME}:999988887777:ops",
        "gone": f"arn:aws:sns:{HOME}:{plant.account}:gone",
        "stopped": mail,
    }
    for name, action in heard.items():
        database_alarms(plant, names[name], action)
    for operation in ("ListSubscriptionsByTopic", "GetTopicAttributes"):
        foreign, gone = {"TopicArn": heard["foreign"]}, {"TopicArn": heard["gone"]}
        plant.fails("sns", operation, "AuthorizationError", when=foreign, status=403)
        plant.fails("sns", operation, "NotFound", when=gone, status=404)
    database_alarms(plant, names["disabled"], mail, ActionsEnabled=False)
    database_alarms(plant, names["blind"], mail, StateValue="INSUFFICIENT_DATA")
    database_alarms(plant, names["new"], mail, StateValue="INSUFFICIENT_DATA", StateUpdatedTimestamp=hours_ago(1))
    database_alarms(plant, names["deaf"], mail, Threshold=100.0, ComparisonOperator="GreaterThanThreshold")
    database_alarms(plant, names["composite"])
    quiet = [f'ALARM("{names["composite"]}-{what}")' for what in ("cpu", "storage")]
    composite(plant, "watch-any", " OR ".join(quiet), mail)
    alarm(plant, "watch-half", cpu, of["storage-unwatched"], mail)
    alarm(plant, "watch-half-storage", "AWS/RDS FreeStorageSpace", of["expression"], mail, falls=True)
    query = {"Id": "q1", "Expression": 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/RDS", DBInstanceIdentifier)'}
    single = dict.fromkeys(("Namespace", "MetricName", "Dimensions", "Statistic", "Period"))
    alarm(plant, "watch-query", cpu, {}, topic(plant, "query"), **single, Metrics=[{**query, "ReturnData": True}])
    plant.declare("rds", "DescribeDBInstances", {"DBInstanceIdentifier": names["stopped"]}, DBInstanceStatus="stopped")
    truth.conforms(rule, names["loud"], names["encrypted"], names["composite"])
    # The query may stand for the computing time of every database; storage decides then.
    truth.unknown(rule, names["expression"], names["foreign"], names["function"], names["new"])
    lacking = ("unwatched", "pending", "disabled", "blind", "deaf", "aws-key", "gone", "storage-unwatched", "restricted")
    truth.deviates(rule, *(names[name] for name in lacking))
    truth.left_out(rule, names["stopped"])
    cluster, bare = plant.cluster("watch-cluster"), plant.cluster("watch-cluster-bare")
    alarm(plant, "watch-cluster-cpu", cpu, {"DBClusterIdentifier": cluster}, mail)
    for zone in "ab":
        alarm(plant, f"watch-member-{zone}", "AWS/RDS FreeableMemory", {"DBInstanceIdentifier": f"{cluster}-{zone}"}, mail)
    truth.conforms(rule, cluster)
    truth.left_out(rule, f"{cluster}-a")
    truth.unknown(rule, bare)
    _services(plant, mail)


def _services(plant: Plant, mail: str) -> None:
    """cloudwatch-capacity-alarms: ECS services and Auto Scaling groups."""
    truth, rule = plant.truth, "cloudwatch-capacity-alarms"
    cluster_of_services(plant)
    for name, metrics in (("watch-shop", ("CPUUtilization", "MemoryUtilization")), ("watch-jobs", ())):
        ecs_service(plant, name)
        for metric in metrics:
            of = {"ClusterName": "main", "ServiceName": name}
            alarm(plant, f"{name}-{metric}", f"AWS/ECS {metric}", of, mail)
    truth.conforms(rule, "watch-shop")
    # The query names a metric of this name; memory has no alarm at all.
    truth.deviates(rule, "watch-jobs")
    truth.left_out(rule, ecs_service(plant, "watch-off", desired=0))


def _availability(plant: Plant, mail: str) -> None:
    """cloudwatch-availability-alarms."""
    truth, rule, status = plant.truth, "cloudwatch-availability-alarms", "AWS/EC2 StatusCheckFailed"
    watched, unwatched, silent = (server(plant, AWAY) for _ in range(3))
    far = topic(plant, "ops", region=AWAY)
    pending = topic(plant, "pending", region=AWAY, confirmed=False)
    recover = f"arn:aws:automate:{AWAY}:ec2:recover"
    truth.conforms(rule, alarm(plant, "away-up", status, {"InstanceId": watched}, far, region=AWAY), watched)
    truth.deviates(rule, alarm(plant, "away-silent", status, {"InstanceId": silent}, pending, region=AWAY))
    truth.left_out(rule, alarm(plant, "away-recover", status, {"InstanceId": silent}, recover, region=AWAY))
    truth.left_out(rule, alarm(plant, "away-cpu", "AWS/EC2 CPUUtilization", {"InstanceId": silent}, pending, region=AWAY))
    truth.unknown(rule, unwatched, silent)
    canary = alarm(plant, "canary", "CloudWatchSynthetics SuccessPercent", {"CanaryName": "shop"}, mail, falls=True)
    truth.conforms(rule, canary)
    checks = {name: f"{number}0000000-aaaa-bbbb-cccc-000000000000" for number, name in enumerate(
        ("watched", "unwatched", "disabled", "child", "calculated")
    )}  # fmt: skip
    for name, check in checks.items():
        config: Json = {"Type": "HTTPS", "FullyQualifiedDomainName": f"{name}.example.com", "Disabled": name == "disabled"}
        if name == "calculated":
            config = {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": [checks["child"]]}
        shown = {"Id": check, "CallerReference": name, "HealthCheckConfig": config, "HealthCheckVersion": 1}
        more = {"Marker": "", "IsTruncated": False, "MaxItems": "1000"}
        plant.answers("route53", "ListHealthChecks", {"HealthChecks": [shown], **more}, region=None)
    main = topic(plant, "ops", region=MAIN)
    for name in ("watched", "calculated"):
        of = {"HealthCheckId": checks[name]}
        alarm(plant, f"health-{name}", "AWS/Route53 HealthCheckStatus", of, main, region=MAIN, falls=True)
    truth.conforms(rule, checks["watched"], checks["calculated"], checks["child"])
    truth.unknown(rule, checks["unwatched"])
    truth.left_out(rule, checks["disabled"])


def _servers(plant: Plant) -> None:
    """ssm-patch-compliance."""
    truth, rule = plant.truth, "ssm-patch-compliance"
    truth.conforms(rule, patched(plant, server(plant)))
    truth.conforms(rule, patched(plant, server(plant), CriticalNonCompliantCount=None, SecurityNonCompliantCount=None))
    missing = {"MissingCount": 4, "SecurityNonCompliantCount": 4}
    truth.deviates(rule, patched(plant, server(plant), **missing))
    truth.deviates(rule, patched(plant, server(plant), OperationEndTime=days_ago(90)))
    unsorted = {"MissingCount": 4, "CriticalNonCompliantCount": None, "SecurityNonCompliantCount": None}
    truth.unknown(rule, patched(plant, server(plant), **unsorted), server(plant))
    truth.conforms(rule, patched(plant, node(plant, 0)))
    truth.deviates(rule, patched(plant, node(plant, 1), **missing))
    truth.unknown(rule, patched(plant, node(plant, 2, "ConnectionLost")), node(plant, 3))


def _detectors(plant: Plant) -> None:
    """guardduty-enabled and guardduty-runtime-monitoring: a state per region."""
    truth, rule, runtime = plant.truth, "guardduty-enabled", "guardduty-runtime-monitoring"
    plant.answers("guardduty", "ListDetectors", {"DetectorIds": []}, region=None)
    truth.deviates(rule, "eu-west-3")
    detector(plant, HOME, on=("RUNTIME_MONITORING",))
    finding(plant, HOME, 2)
    truth.conforms(rule, HOME)
    for instance in running(plant):
        covered(plant, instance)
    truth.conforms(runtime, HOME)
    detector(plant, AWAY, on=("RUNTIME_MONITORING",))
    finding(plant, AWAY, 30)
    truth.deviates(rule, AWAY)
    for instance in running(plant, AWAY):
        covered(plant, instance, "UNHEALTHY", region=AWAY)
    truth.deviates(runtime, AWAY)
    detector(plant, MAIN, status="DISABLED")
    truth.deviates(rule, MAIN)
    detector(plant, "eu-west-2", off=("DNS_LOGS",))
    truth.deviates(rule, "eu-west-2")
    detector(plant, "eu-north-1")
    truth.conforms(rule, "eu-north-1")
    server(plant, "eu-north-1")
    truth.unknown(runtime, "eu-north-1")
    plant.fails("guardduty", "ListDetectors", "BadRequestException", region="ap-south-1", status=400)
    truth.unknown(rule, "ap-south-1")
    truth.left_out(runtime, "sa-east-1")


def _scans(plant: Plant) -> None:
    """inspector-enabled: a state per region."""
    truth, rule = plant.truth, "inspector-enabled"
    inspector(plant, None, "DISABLED")
    truth.deviates(rule, "eu-north-1")
    inspector(plant, HOME)
    for instance in running(plant):
        scanned(plant, instance)
        scanned(plant, instance, scan="NETWORK")
    findings_by_severity(plant, 3)
    truth.conforms(rule, HOME)
    inspector(plant, AWAY)
    for instance in running(plant, AWAY):
        scanned(plant, instance, scan="NETWORK", region=AWAY)
        scanned(plant, instance, status=("INACTIVE", "UNMANAGED_EC2_INSTANCE"), region=AWAY)
    truth.deviates(rule, AWAY)
    for region, days in (("ca-central-1", 60.0), ("us-west-2", 0.0)):
        inspector(plant, region)
        one = server(plant, region)
        if days:
            scanned(plant, one, region=region, days=days)
        truth.unknown(rule, region)
    truth.left_out(rule, "sa-east-1")


def clean(plant: Plant) -> None:
    """Somebody hears of everything, whoever planted it."""
    truth, key = plant.truth, key_for_alarms(plant, "alarms")
    cloudwatch, both = "cloudwatch.amazonaws.com", ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    mails = {region: topic(plant, "ops", region=region, publishers=both) for region in (AWAY, MAIN)}
    mails[HOME] = topic(plant, "ops", key=key, publishers=both)
    assert cloudwatch in both
    for region in (HOME, AWAY):
        _watched(plant, region, mails[region])
    cluster_of_services(plant)
    shop = ecs_service(plant, "shop")
    for metric in ("CPUUtilization", "MemoryUtilization"):
        of = {"ClusterName": "main", "ServiceName": shop}
        alarm(plant, f"shop-{metric}", f"AWS/ECS {metric}", of, mails[HOME])
    truth.conforms("cloudwatch-capacity-alarms", shop)
    check = "00000000-aaaa-bbbb-cccc-000000000000"
    config = {"Type": "HTTPS", "FullyQualifiedDomainName": "www.example.com"}
    shown = {"Id": check, "CallerReference": "www", "HealthCheckConfig": config, "HealthCheckVersion": 1}
    more = {"Marker": "", "IsTruncated": False, "MaxItems": "1000"}
    plant.answers("route53", "ListHealthChecks", {"HealthChecks": [shown], **more}, region=None)
    health = "AWS/Route53 HealthCheckStatus"
    alarm(plant, "www", health, {"HealthCheckId": check}, mails[MAIN], region=MAIN, falls=True)
    truth.conforms("cloudwatch-availability-alarms", check)
    _guarded(plant)
    counted(plant, "cloudtrail", IAM, "permission-changes", mails[HOME])
    counted(plant, "cloudtrail", KMS, "key-changes", mails[HOME])
    plant.answers("events", "ListRules", {"Rules": []}, region=None)
    for region in plant.client("ec2").describe_regions()["Regions"]:
        name = region["RegionName"]
        mail = mails.get(name) or topic(plant, "ops", region=name, publishers=both)
        event_rule(plant, "root", ROOT_EVENTS, mail, region=name)
    truth.conforms("cloudwatch-iam-change-alarm", plant.account)


def _watched(plant: Plant, region: str, mail: str) -> None:
    """Alarms on whatever stands in a region."""
    rds, capacity, truth = plant.client("rds", region), "cloudwatch-capacity-alarms", plant.truth
    for database in rds.describe_db_instances()["DBInstances"]:
        if "DBClusterIdentifier" not in database:
            database_alarms(plant, database["DBInstanceIdentifier"], mail, region=region)
            truth.conforms(capacity, database["DBInstanceIdentifier"])
    for cluster in rds.describe_db_clusters()["DBClusters"]:
        name = cluster["DBClusterIdentifier"]
        alarm(plant, f"{name}-cpu", "AWS/RDS CPUUtilization", {"DBClusterIdentifier": name}, mail, region=region)
        truth.conforms(capacity, name)
    for group in plant.client("autoscaling", region).describe_auto_scaling_groups()["AutoScalingGroups"]:
        name = group["AutoScalingGroupName"]
        of = {"AutoScalingGroupName": name}
        alarm(plant, f"{name}-cpu", "AWS/EC2 CPUUtilization", of, mail, region=region)
    for instance in running(plant, region):
        of = {"InstanceId": instance}
        alarm(plant, f"{instance}-up", "AWS/EC2 StatusCheckFailed", of, mail, region=region)
        truth.conforms("cloudwatch-availability-alarms", instance)
    elbv2 = plant.client("elbv2", region)
    groups = elbv2.describe_target_groups()["TargetGroups"]
    for balancer in elbv2.describe_load_balancers()["LoadBalancers"]:
        arn, kind = balancer["LoadBalancerArn"], balancer["Type"]
        name = arn.split(":loadbalancer/")[1]
        namespace = {"application": "AWS/ApplicationELB", "network": "AWS/NetworkELB", "gateway": "AWS/GatewayELB"}[kind]
        if kind == "application":
            of = {"LoadBalancer": name}
            alarm(plant, f"{name}-5xx", f"{namespace} HTTPCode_ELB_5XX_Count", of, mail, region=region)
            continue
        for group in groups:
            if arn in group.get("LoadBalancerArns", []):
                target = group["TargetGroupArn"].rsplit(":", 1)[1]
                of = {"LoadBalancer": name, "TargetGroup": target}
                alarm(plant, f"{name}-{target}", f"{namespace} UnHealthyHostCount", of, mail, region=region)


def _guarded(plant: Plant) -> None:
    """GuardDuty, Inspector and patches everywhere."""
    truth = plant.truth
    if not running(plant):
        server(plant)
    detector(plant, None, on=("RUNTIME_MONITORING", "EBS_MALWARE_PROTECTION"))
    finding(plant, HOME, 1)
    inspector(plant, None)
    findings_by_severity(plant, 0, region=None)
    for region in (HOME, AWAY):
        truth.conforms("guardduty-enabled", region)
        for instance in running(plant, region):
            covered(plant, instance, region=None)
            scanned(plant, instance, region=None)
            patched(plant, instance)
            truth.conforms("ssm-patch-compliance", instance)
    truth.conforms("guardduty-runtime-monitoring", HOME)
    truth.conforms("inspector-enabled", HOME)
    truth.conforms("ssm-patch-compliance", patched(plant, node(plant, 0)))


# --- one account each: of which changes somebody hears ----------------------------------------


def by_filters(plant: Plant) -> None:
    """Three filters of the benchmark on the log group of a trail of all regions."""
    mail, group = topic(plant, "ops"), delivering_trail(plant, "changes")
    for name, pattern in (("iam", IAM), ("kms", KMS), ("root", ROOT)):
        counted(plant, group, pattern, name, mail)
    plant.truth.conforms("cloudwatch-iam-change-alarm", plant.account)


def without_kms(plant: Plant) -> None:
    """The filters are there, but the trail leaves KMS out, so nothing is ever counted."""
    mail, group = topic(plant, "ops"), delivering_trail(plant, "changes", excluded=("kms.amazonaws.com",))
    for name, pattern in (("iam", IAM), ("kms", KMS), ("root", ROOT)):
        counted(plant, group, pattern, name, mail)
    plant.truth.deviates("cloudwatch-iam-change-alarm", plant.account)


def not_delivered(plant: Plant) -> None:
    """The filters are there, but nothing arrives in the log group."""
    refused = {"LatestCloudWatchLogsDeliveryError": "AccessDenied"}
    mail, group = topic(plant, "ops"), delivering_trail(plant, "changes", **refused)
    for name, pattern in (("iam", IAM), ("kms", KMS), ("root", ROOT)):
        counted(plant, group, pattern, name, mail)
    plant.truth.deviates("cloudwatch-iam-change-alarm", plant.account)


def with_exceptions(plant: Plant) -> None:
    """The deployment's role is excepted: who else is cannot be said."""
    mail, group = topic(plant, "ops"), delivering_trail(plant, "changes")
    excepted = KMS.replace("&& (", '&& ($.userIdentity.arn != "*deploy*") && (', 1)
    for name, pattern in (("iam", IAM), ("kms", excepted), ("root", ROOT)):
        counted(plant, group, pattern, name, mail)
    plant.truth.unknown("cloudwatch-iam-change-alarm", plant.account)


def silent(plant: Plant) -> None:
    """Filters and alarms are there, and nobody has confirmed that they want to hear."""
    mail, group = topic(plant, "ops", confirmed=False), delivering_trail(plant, "changes")
    for name, pattern in (("iam", IAM), ("kms", KMS), ("root", ROOT)):
        counted(plant, group, pattern, name, mail)
    plant.truth.deviates("cloudwatch-iam-change-alarm", plant.account)


def by_rules(plant: Plant) -> None:
    """EventBridge rules for permissions and root in the main region, for keys and root in every region."""
    delivering_trail(plant, "changes")
    keys = {"source": ["aws.kms"], "detail": {"eventName": ["DisableKey", "ScheduleKeyDeletion"]}}
    publishers = ["events.amazonaws.com"]
    for region in plant.client("ec2").describe_regions()["Regions"]:
        name = region["RegionName"]
        mail = topic(plant, "ops", region=name, publishers=publishers)
        event_rule(plant, "keys", keys, mail, region=name)
        event_rule(plant, "root", ROOT_EVENTS, mail, region=name)
        if name == MAIN:
            event_rule(plant, "permissions", {"source": ["aws.iam"]}, mail, region=name)
    plant.truth.conforms("cloudwatch-iam-change-alarm", plant.account)


def by_rules_at_home(plant: Plant) -> None:
    """The same rules in one region only: IAM reports to the main region, and keys live elsewhere too."""
    delivering_trail(plant, "changes")
    plant.answers("events", "ListRules", {"Rules": []}, region=None)
    mail = topic(plant, "ops", publishers=["events.amazonaws.com"])
    for name, pattern in (("iam", {"source": ["aws.iam"]}), ("keys", {"source": ["aws.kms"]}), ("root", ROOT_EVENTS)):
        event_rule(plant, name, pattern, mail)
    plant.truth.deviates("cloudwatch-iam-change-alarm", plant.account)


def by_rules_without_leave(plant: Plant) -> None:
    """EventBridge may publish only where the topic's policy names it."""
    delivering_trail(plant, "changes")
    for region in plant.client("ec2").describe_regions()["Regions"]:
        name = region["RegionName"]
        mail = topic(plant, "ops", region=name, publishers=["cloudwatch.amazonaws.com"])
        event_rule(plant, "everything", {"source": [{"prefix": "aws."}]}, mail, region=name)
    plant.truth.deviates("cloudwatch-iam-change-alarm", plant.account)
