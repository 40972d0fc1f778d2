"""CloudTrail and CloudWatch Logs: what is recorded, whether it arrives, how long it stays, who could change it.

What all trails together record is one thing per account, so states that exclude each other are scenarios of their own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from planting import AWAY, BLOCK_ALL, HOME, Json, Plant, allow, deny_clear_text, kms_with

OTHER_ACCOUNT = "999988887777"
BETWEEN = {"min_days": 30, "max_days": 400}
ACCOUNT_RULES = ("cloudtrail-enabled", "kms-usage-logged")

PARAMS: dict[str, Json] = {
    "cloudtrail-data-events": {"resources": ["AWS::S3::Object", "AWS::DynamoDB::Table", "AWS::Lambda::Function"]},
    "cloudtrail-integrity": {"object_lock": True, "versioning": True},
    "cloudtrail-retention": BETWEEN,
    "logs-retention": BETWEEN,
    "logs-encryption-at-rest": {"mode": "cmk"},
    "logs-data-masking": {"identifiers": ["EmailAddress"]},
}

#: Lists that moto lacks.
EMPTY = (("cloudtrail", "ListEventDataStores"), ("logs", "DescribeAccountPolicies"))


def hours_ago(hours: float) -> datetime:
    """A time in the past."""
    return datetime.now(timezone.utc) - timedelta(hours=hours)


# --- what trails record --------------------------------------------------------------------


def basic(excluded: Sequence[str] = (), data: Sequence[str] = (), access: str = "All", management: bool = True) -> Json:
    """A basic selector; `data`: ARNs of S3 objects, or beginnings of them."""
    resources = [{"Type": "AWS::S3::Object", "Values": list(data)}] if data else []
    selector = {
        "ReadWriteType": access,
        "IncludeManagementEvents": management,
        "DataResources": resources,
        "ExcludeManagementEventSources": list(excluded),
    }
    return {"EventSelectors": [selector]}


def advanced(name: str, category: str, **fields: list[str]) -> Json:
    """An advanced selector; the name is free text."""
    conditions = [{"Field": "eventCategory", "Equals": [category]}]
    conditions += [{"Field": field.replace("_", "."), "Equals": values} for field, values in fields.items()]
    return {"Name": name, "FieldSelectors": conditions}


EVERYTHING = {
    "AdvancedEventSelectors": [
        advanced("administration", "Management"),
        advanced("objects", "Data", resources_type=["AWS::S3::Object"]),
        advanced("tables", "Data", resources_type=["AWS::DynamoDB::Table"]),
        advanced("functions", "Data", resources_type=["AWS::Lambda::Function"]),
    ]
}


def trail(
    plant: Plant,
    name: str,
    bucket: str,
    selectors: Json | None = None,
    status: Json | None = None,
    region: str = HOME,
    **asked: Any,
) -> str:
    """A trail of all regions that works and is signed, unless said otherwise. Returns its name."""
    request = {
        "Name": name,
        "S3BucketName": bucket,
        "IsMultiRegionTrail": True,
        "IncludeGlobalServiceEvents": True,
        "EnableLogFileValidation": True,
        **asked,
    }
    client = plant.client("cloudtrail", region)
    arn = client.create_trail(**request)["TrailARN"]
    client.put_event_selectors(TrailName=name, **(selectors or basic()))
    working = {
        "IsLogging": True,
        "StartLoggingTime": hours_ago(999),
        "LatestDeliveryTime": hours_ago(0.1),
        "LatestDigestDeliveryTime": hours_ago(0.7),
    }
    shown = {member: value for member, value in {**working, **(status or {})}.items() if value is not None}
    plant.answers("cloudtrail", "GetTrailStatus", shown, region=region, when={"Name": arn})
    return name


def trail_bucket(
    plant: Plant,
    label: str,
    rules: Sequence[Json] = (),
    locked: bool = True,
    **asked: Any,
) -> str:
    """A bucket for log files: private, with versions, locked for a year. Returns its name."""
    name = plant.name(label)
    policy = [deny_clear_text(name, Principal={"AWS": "*"})]
    made = plant.bucket(label, **{"policy": policy, "block": BLOCK_ALL, "versioning": "Enabled", **asked})
    if rules:
        plant.client("s3").put_bucket_lifecycle_configuration(
            Bucket=made, LifecycleConfiguration={"Rules": list(rules)}
        )
    if locked:
        rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 60}}
        config = {"ObjectLockEnabled": "Enabled", "Rule": rule}
        plant.answers(
            "s3", "GetObjectLockConfiguration", {"ObjectLockConfiguration": config}, region=None, when={"Bucket": made}
        )
    return made


def expires(days: int, prefix: str = "", old_versions: int | None = 1) -> Json:
    """A lifecycle rule."""
    rule: Json = {"ID": f"after-{days}", "Status": "Enabled", "Filter": {"Prefix": prefix}, "Expiration": {"Days": days}}
    if old_versions:
        rule["NoncurrentVersionExpiration"] = {"NoncurrentDays": old_versions}
    return rule


def event_data_store(
    plant: Plant, name: str, days: int, category: str, key: str | None = None, status: str = "ENABLED", **fields: list[str]
) -> str:
    """An event data store. Returns its name."""
    arn = f"arn:aws:cloudtrail:{HOME}:{plant.account}:eventdatastore/{name}"
    plant.answers(
        "cloudtrail", "ListEventDataStores", {"EventDataStores": [{"EventDataStoreArn": arn, "Name": name}]}
    )
    settings = {
        "EventDataStoreArn": arn,
        "Name": name,
        "Status": status,
        "AdvancedEventSelectors": [advanced(name, category, **fields)],
        "MultiRegionEnabled": True,
        "OrganizationEnabled": False,
        "RetentionPeriod": days,
        **({"KmsKeyId": key} if key else {}),
    }
    plant.answers("cloudtrail", "GetEventDataStore", settings, when={"EventDataStore": arn})
    return name


# --- log groups ----------------------------------------------------------------------------


def log_group(plant: Plant, name: str, days: int | None = None, key: str | None = None, **members: Any) -> str:
    """A log group. Returns its name."""
    arn = f"arn:aws:logs:{HOME}:{plant.account}:log-group:{name}"
    group = {
        "logGroupName": name,
        "creationTime": 1700000000000,
        "metricFilterCount": 0,
        "arn": f"{arn}:*",
        "logGroupArn": arn,
        "storedBytes": 1024,
        "logGroupClass": "STANDARD",
        **({"retentionInDays": days} if days else {}),
        **({"kmsKeyId": key} if key else {}),
        **members,
    }
    plant.answers("logs", "DescribeLogGroups", {"logGroups": [group]})
    plant.answers("logs", "DescribeLogGroups", {"logGroups": [group]}, when={"logGroupNamePrefix": name})
    return name


def masking(*identifiers: str) -> str:
    """A data protection policy that masks these."""
    named = [f"arn:aws:dataprotection::aws:data-identifier/{identifier}" for identifier in identifiers]
    statements = [
        {"Sid": "audit", "DataIdentifier": named, "Operation": {"Audit": {"FindingsDestination": {}}}},
        {"Sid": "mask", "DataIdentifier": named, "Operation": {"Deidentify": {"MaskConfig": {}}}},
    ]
    return json.dumps({"Name": "masking", "Version": "2021-06-01", "Statement": statements})


def masked_by_account(plant: Plant, *identifiers: str) -> None:
    """The account's own policy."""
    policy = {
        "policyName": "masking",
        "policyDocument": masking(*identifiers),
        "policyType": "DATA_PROTECTION_POLICY",
        "scope": "ALL",
        "accountId": plant.account,
    }
    plant.answers(
        "logs",
        "DescribeAccountPolicies",
        {"accountPolicies": [policy]},
        when={"policyType": "DATA_PROTECTION_POLICY"},
    )


def masked_by_group(plant: Plant, name: str, *identifiers: str) -> None:
    """The policy of one group."""
    answer = {"logGroupIdentifier": name, "policyDocument": masking(*identifiers)}
    plant.answers("logs", "GetDataProtectionPolicy", answer, when={"logGroupIdentifier": name})


# --- scenarios -----------------------------------------------------------------------------


def clean(plant: Plant) -> None:
    """One trail of all regions that records everything, an event data store, two log groups."""
    truth, key = plant.truth, plant.key("logs", rotation_days=365, tags={"Environment": "prod"})
    plant.client("s3").put_bucket_lifecycle_configuration(
        Bucket=plant.name("clean-access-logs"), LifecycleConfiguration={"Rules": [expires(90)]}
    )
    truth.conforms("logs-retention", plant.name("clean-access-logs"))
    bucket = trail_bucket(
        plant,
        "clean-trail",
        [expires(365)],
        encryption=kms_with(key),
        logs_to=plant.name("clean-access-logs"),
        tags={"Environment": "prod"},
    )
    group = log_group(plant, "cloudtrail", 365, key, inheritedProperties=["ACCOUNT_DATA_PROTECTION"])
    name = trail(
        plant,
        "clean-trail",
        bucket,
        EVERYTHING,
        {"LatestCloudWatchLogsDeliveryTime": hours_ago(0.1)},
        KmsKeyId=key,
        CloudWatchLogsLogGroupArn=f"arn:aws:logs:{HOME}:{plant.account}:log-group:{group}:*",
        CloudWatchLogsRoleArn=f"arn:aws:iam::{plant.account}:role/cloudtrail",
    )
    own = log_group(plant, "/app/web", 90, key, dataProtectionStatus="ACTIVATED")
    masked_by_group(plant, own, "EmailAddress", "IpAddress")
    masked_by_account(plant, "EmailAddress")
    store = event_data_store(plant, "lake", 366, "Management", key)
    for rule in (*ACCOUNT_RULES, "cloudtrail-integrity"):
        truth.conforms(rule, plant.account)
    truth.conforms("cloudtrail-data-events", plant.name("clean-documents"), plant.name("clean-uploads"))
    truth.left_out("cloudtrail-data-events", bucket)
    truth.left_out("cloudtrail-retention", plant.account)
    for rule in ("cloudtrail-integrity", "cloudtrail-retention", "logs-encryption-at-rest"):
        truth.conforms(rule, name)
    truth.conforms("cloudtrail-retention", store)
    truth.conforms("logs-encryption-at-rest", store, own, group)
    for rule in ("logs-retention", "logs-data-masking"):
        truth.conforms(rule, own, group)


def states(plant: Plant) -> None:
    """Trails, buckets, event data stores and log groups, good and bad."""
    key = plant.key("ct-logs", rotation_days=365)
    recorded(plant, key)
    unsound_trails(plant)
    kept(plant)
    stores(plant, key)
    groups(plant, key)


def recorded(plant: Plant, key: str) -> None:
    """One sound trail that leaves KMS out (verdicts.md C3), and data events of one bucket."""
    truth = plant.truth
    access_logs = plant.bucket("ct-access-logs", acl="log-delivery-write")
    plant.client("s3").put_bucket_lifecycle_configuration(
        Bucket=access_logs, LifecycleConfiguration={"Rules": [expires(90, old_versions=None)]}
    )
    truth.conforms("logs-retention", access_logs)
    truth.deviates("logs-retention", plant.name("logs-target"))
    documents = plant.bucket("ct-recorded", logs_to=access_logs)
    selectors = basic(["kms.amazonaws.com"], [f"arn:aws:s3:::{documents}/", f"arn:aws:s3:::{plant.name('ct-part')}/a"])
    bucket = trail_bucket(plant, "ct-main", [expires(365)])
    name = trail(plant, "ct-main", bucket, selectors, KmsKeyId=key)
    truth.deviates("cloudtrail-enabled", plant.account)
    truth.deviates("kms-usage-logged", plant.account)
    truth.conforms("cloudtrail-data-events", documents)
    truth.deviates("cloudtrail-data-events", plant.bucket("ct-part"), plant.bucket("ct-away", AWAY), access_logs)
    truth.left_out("cloudtrail-data-events", bucket)
    for rule in ("cloudtrail-integrity", "cloudtrail-retention", "logs-encryption-at-rest"):
        truth.conforms(rule, name)
    truth.left_out("cloudtrail-retention", plant.account)


def unsound_trails(plant: Plant) -> None:
    """cloudtrail-integrity: each trail lacks one thing. None records what ct-main leaves out."""
    truth, good = plant.truth, trail_bucket(plant, "ct-shared", [expires(365)])
    without_kms = basic(["kms.amazonaws.com"])

    def flawed(name: str, bucket: str = good, status: Json | None = None, **asked: Any) -> str:
        return trail(plant, name, bucket, without_kms, status, **asked)

    world_reads = [allow("s3:GetObject", f"arn:aws:s3:::{plant.name('ct-public')}/*", Principal={"AWS": "*"})]
    unlocked = trail_bucket(plant, "ct-unlocked", [expires(365)], locked=False)
    public = trail_bucket(plant, "ct-public", [expires(365)], policy=world_reads, block=None)
    unsigned = flawed("ct-unsigned", status={"LatestDigestDeliveryTime": None}, EnableLogFileValidation=False)
    truth.deviates(
        "cloudtrail-integrity",
        unsigned,
        flawed("ct-digest-fails", status={"LatestDigestDeliveryError": "AccessDenied"}),
        flawed("ct-public", public),
        flawed("ct-unlocked", unlocked),
    )
    truth.deviates("logs-encryption-at-rest", unsigned)
    truth.unknown("cloudtrail-integrity", flawed("ct-no-digest-yet", status={"LatestDigestDeliveryTime": None}))
    stopped = {"IsLogging": False, "StopLoggingTime": hours_ago(480)}
    truth.left_out("cloudtrail-integrity", flawed("ct-stopped", status=stopped))
    elsewhere = flawed("ct-elsewhere")
    plant.declare("cloudtrail", "DescribeTrails", {"Name": elsewhere}, S3BucketName="archive-of-another-company")
    truth.unknown("cloudtrail-integrity", elsewhere)
    truth.unknown("cloudtrail-retention", elsewhere)
    truth.conforms("cloudtrail-integrity", plant.account)


def kept(plant: Plant) -> None:
    """cloudtrail-retention: between 30 and 400 days."""
    truth = plant.truth

    def into(label: str, *rules: Json, **asked: Any) -> str:
        bucket = trail_bucket(plant, label, rules, locked=False, **asked)
        return trail(plant, label, bucket, basic(["kms.amazonaws.com"]))

    below = f"AWSLogs/{plant.account}/CloudTrail/"
    truth.conforms(
        "cloudtrail-retention",
        into("ct-kept-without-versions", expires(90, old_versions=None), versioning=None),
        into("ct-kept-by-its-prefix", expires(90, below)),
    )
    truth.deviates(
        "cloudtrail-retention",
        into("ct-kept-for-ever"),
        into("ct-kept-a-week", expires(7)),
        into("ct-kept-two-years", expires(730)),
        into("ct-kept-but-for-other-keys", expires(90, "backup/")),
    )
    truth.unknown(
        "cloudtrail-retention",
        into("ct-kept-with-all-versions", expires(90, old_versions=None)),
        into("ct-kept-but-for-one-region", expires(90, f"{below}{HOME}/")),
    )


def stores(plant: Plant, key: str) -> None:
    """Event data stores; none takes in what trails leave out."""
    truth, tables = plant.truth, ["AWS::DynamoDB::Table"]
    year = event_data_store(plant, "lake-year", 366, "Data", key, resources_type=tables)
    long = event_data_store(plant, "lake-seven-years", 2557, "Data", resources_type=tables)
    config = event_data_store(plant, "lake-configuration", 2557, "ConfigurationItem")
    truth.conforms("cloudtrail-retention", year)
    truth.deviates("cloudtrail-retention", long)
    truth.left_out("cloudtrail-retention", config)
    truth.conforms("logs-encryption-at-rest", year)
    truth.deviates("logs-encryption-at-rest", long)


def groups(plant: Plant, key: str) -> None:
    """Log groups."""
    truth = plant.truth
    masked_by_account(plant, "EmailAddress")
    inherits = log_group(plant, "/states/month", 30, key, inheritedProperties=["ACCOUNT_DATA_PROTECTION"])
    own = log_group(plant, "/states/year", 365, dataProtectionStatus="ACTIVATED")
    masked_by_group(plant, own, "Name")
    hidden = log_group(plant, "/states/fortnight", 14, dataProtectionStatus="ACTIVATED")
    plant.fails(
        "logs", "GetDataProtectionPolicy", "OperationAbortedException", when={"logGroupIdentifier": hidden}
    )
    for_ever = log_group(plant, "/states/for-ever", dataProtectionStatus="DELETED")
    passed_on = log_group(plant, "/states/delivery", logGroupClass="DELIVERY")
    truth.conforms("logs-retention", inherits, own)
    truth.deviates("logs-retention", hidden, for_ever)
    truth.unknown("logs-retention", passed_on)
    truth.conforms("logs-encryption-at-rest", inherits)
    truth.deviates("logs-encryption-at-rest", own, for_ever)
    truth.conforms("logs-data-masking", inherits)
    truth.deviates("logs-data-masking", own, for_ever)
    truth.unknown("logs-data-masking", hidden)


# --- one account each: what all trails together record ------------------------------------------


def _account(plant: Plant, outcome: str, *trails: Json, bucket: str = "ct-logs") -> None:
    """Trails over one bucket, and what the rules on the account say."""
    logs = trail_bucket(plant, bucket, [expires(365)])
    for number, asked in enumerate(trails):
        trail(plant, f"trail-{number}", logs, **asked)
    for rule in ACCOUNT_RULES:
        getattr(plant.truth, outcome)(rule, plant.account)


def no_trail(plant: Plant) -> None:
    """C7: none at all deviates, and the 90 days of the event history are all there is."""
    _account(plant, "deviates")
    plant.truth.deviates("cloudtrail-integrity", plant.account)
    plant.truth.conforms("cloudtrail-retention", plant.account)
    plant.truth.deviates("cloudtrail-data-events", plant.name("ct-logs"))


def one_region(plant: Plant) -> None:
    """C1: a trail of the region that is looked at is none for the others."""
    _account(plant, "deviates", {"IsMultiRegionTrail": False})
    # KMS of other regions is not recorded either.


def free_names(plant: Plant) -> None:
    """C2: what a selector is called decides nothing."""
    named = {"AdvancedEventSelectors": [advanced("Management events selector", "Data", resources_type=["AWS::S3::Object"])]}
    _account(plant, "deviates", {"selectors": named})


def other_names(plant: Plant) -> None:
    """C2, the other way round."""
    named = {"AdvancedEventSelectors": [advanced("what people do here", "Management")]}
    _account(plant, "conforms", {"selectors": named})


def delivery_fails(plant: Plant) -> None:
    """C4: it logs, but S3 refuses what it delivers."""
    _account(plant, "deviates", {"status": {"LatestDeliveryError": "AccessDenied"}})


def data_only(plant: Plant) -> None:
    """C5: a trail without management events."""
    _account(plant, "deviates", {"selectors": basic(data=["arn:aws:s3"], management=False)})


def two_halves(plant: Plant) -> None:
    """Two trails that together leave nothing out."""
    halves = [basic(access="ReadOnly"), basic(access="WriteOnly")]
    _account(plant, "conforms", *({"selectors": half} for half in halves))


def organization(plant: Plant) -> None:
    """C6: a member may not see the status of its organisation's trail, which concerns that trail alone."""
    _account(plant, "conforms", {}, {})
    _of_organization(plant, "trail-1")
    plant.truth.conforms("cloudtrail-integrity", "trail-0")
    plant.truth.unknown("cloudtrail-integrity", "trail-1")


def organization_alone(plant: Plant) -> None:
    """C6: only the organisation's trail."""
    _account(plant, "unknown", {})
    _of_organization(plant, "trail-0")
    plant.truth.unknown("cloudtrail-integrity", "trail-0", plant.account)


def _of_organization(plant: Plant, name: str) -> None:
    arn = f"arn:aws:cloudtrail:{HOME}:{OTHER_ACCOUNT}:trail/{name}"
    members = {"TrailARN": arn, "IsOrganizationTrail": True, "S3BucketName": "organization-logs"}
    plant.declare("cloudtrail", "DescribeTrails", {"Name": name}, **members)
    # Seen in member accounts: steampipe-plugin-aws #577, awslimitchecker #439.
    plant.fails("cloudtrail", "GetTrailStatus", "CloudTrailARNInvalidException", when={"Name": arn})
    plant.fails("cloudtrail", "GetEventSelectors", "TrailNotFoundException", when={"TrailName": arn})


def lake_alone(plant: Plant) -> None:
    """An event data store is to take in everything; whether it does, AWS does not say."""
    _account(plant, "unknown")
    event_data_store(plant, "lake", 366, "Management")
    plant.truth.conforms("cloudtrail-integrity", plant.account)
    plant.truth.left_out("cloudtrail-retention", plant.account)
