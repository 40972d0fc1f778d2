"""What moto does not answer, leaves out, or answers otherwise than AWS.

In: a named call, its account, and (COMPLETED) what moto answered. Out: the members of
the answer as AWS would send them. Each entry names the AWS page that says so.
Four tables:

* `ANSWERED`: the gate answers by itself, from moto's own state. A function that returns
  None leaves the call to moto.
* `COMPLETED`: moto answers, the gate adds or mends single members.
* `SELECTED`: everything is planted, the gate answers what the request asks for.
* `PAGED`: moto ignores page sizes and markers, or the gate answers: it cuts pages (`paging.py`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, NamedTuple, Optional

from botocore.model import ListShape, StructureShape
from moto.ec2.models import ec2_backends
from moto.kms.models import kms_backends
from moto.rds.models import rds_backends
from moto.s3.models import s3_backends

import events
import published
from operations import Call
from wire import Value

API = "https://docs.aws.amazon.com"
AnsweredBy = Callable[[Call, str], Optional[Value]]
CompletedBy = Callable[[Call, str, Value], None]


class Answered(NamedTuple):
    """Who answers, and the page that shows the answer's members."""

    by: AnsweredBy
    page: str


class Completed(NamedTuple):
    """Who completes, which members, and the page that names them."""

    by: CompletedBy
    members: str
    page: str


# --- regions -----------------------------------------------------------------------------

#: Regions of the standard partition, and which of them an account has without asking:
#: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
DEFAULT_REGIONS = (
    "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 "
    "eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2"
).split()
OPT_IN_REGIONS = (
    "af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-7 ca-west-1 "
    "eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1"
).split()


def _account_regions(call: Call, account: str) -> Value:
    """Every region with its status, filtered and in pages as asked."""
    statuses = {**{r: "DISABLED" for r in OPT_IN_REGIONS}, **{r: "ENABLED_BY_DEFAULT" for r in DEFAULT_REGIONS}}
    asked = call.members.get("RegionOptStatusContains")
    found = [
        {"RegionName": region, "RegionOptStatus": status}
        for region, status in sorted(statuses.items())
        if not asked or status in asked
    ]
    return {"Regions": found}


def _ec2_regions(call: Call, account: str) -> Value:
    """The enabled regions; with AllRegions=true the others too."""
    found = [(region, "opt-in-not-required") for region in DEFAULT_REGIONS]
    if call.params.get("AllRegions") == "true":
        found += [(region, "not-opted-in") for region in OPT_IN_REGIONS]
    regions = [{"RegionName": r, "OptInStatus": s, "Endpoint": f"ec2.{r}.amazonaws.com"} for r, s in found]
    return {"Regions": regions}


# --- ec2 ---------------------------------------------------------------------------------


def _snapshots(call: Call, account: str, value: Value) -> None:
    """Those asked for, each with the key of its volume."""
    known = ec2_backends[account][call.region].snapshots
    if "self" in call.members.get("OwnerIds", ()):
        value["Snapshots"] = [one for one in value["Snapshots"] if one["OwnerId"] == account]
    if "all" in call.members.get("RestorableByUserIds", ()):
        value["Snapshots"] = [
            one for one in value["Snapshots"] if "all" in known[one["SnapshotId"]].create_volume_permission_groups
        ]
    for one in value["Snapshots"]:
        key = getattr(known[one["SnapshotId"]].volume, "kms_key_id", None)
        if one["Encrypted"] and key:
            one["KmsKeyId"] = key


# --- s3 ----------------------------------------------------------------------------------

_LIST_BUCKETS_PARAMETERS = ("MaxBuckets", "ContinuationToken", "Prefix", "BucketRegion")


def _buckets(call: Call, account: str) -> Value:
    """The account's buckets in pages; a region only if the request has a parameter."""
    asked = {k: v for k, v in call.params.items() if k in _LIST_BUCKETS_PARAMETERS}
    found = [
        bucket
        for name, bucket in sorted(s3_backends[account]["aws"].buckets.items())
        if name.startswith(asked.get("Prefix", ""))
        and bucket.region_name == asked.get("BucketRegion", bucket.region_name)
    ]
    return {
        "Buckets": [
            {"Name": b.name, "CreationDate": b.creation_date, "BucketRegion": b.region_name if asked else None}
            for b in found
        ],
        "Owner": {"ID": account.rjust(64, "0")},
        "Prefix": asked.get("Prefix"),
    }


def _bucket_encryption(call: Call, account: str) -> Value | None:
    """SSE-S3 where nothing is configured; every bucket has it since 2023-01-05."""
    bucket = s3_backends[account]["aws"].buckets.get(call.params.get("Bucket", ""))
    if bucket is None or bucket.encryption:
        return None
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}
    return {"ServerSideEncryptionConfiguration": {"Rules": [rule]}}


# --- kms ---------------------------------------------------------------------------------


def _kms_key(call: Call, account: str) -> Any:
    """moto's key behind the id, ARN or alias of a call."""
    backend = kms_backends[account][call.region]
    key_id = call.params.get("KeyId", "")
    if "alias/" in key_id:
        return backend.keys.get(backend.get_key_id_from_alias("alias/" + key_id.partition("alias/")[2]) or "")
    return backend.keys.get(backend.get_key_id(key_id))


def refused(call: Call, account: str) -> bool:
    """A key of another account that has not shared it: AWS denies, moto says NotFound.
    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
    """
    parts = call.params.get("KeyId", "").split(":") if call.service == "kms" else []
    return len(parts) > 5 and parts[4] != account


def _aliases(call: Call, account: str, key_id: str) -> list[str]:
    """The alias names of a key; moto before 5.2 keeps them beside the keys."""
    backend = kms_backends[account][call.region]
    beside = getattr(backend, "key_to_aliases", None)
    return list(backend.keys[key_id].aliases if beside is None else beside.get(key_id, []))


def remember_rotation(call: Call, account: str) -> None:
    """Keep the period of EnableKeyRotation, which moto drops."""
    key = _kms_key(call, account)
    if key is not None:
        key.tomscan_rotation_period = int(call.params.get("RotationPeriodInDays") or 365)


def _rotation_status(call: Call, account: str, value: Value) -> None:
    key = _kms_key(call, account)
    value.setdefault("KeyId", key.id)
    if value.get("KeyRotationEnabled"):
        days = getattr(key, "tomscan_rotation_period", 365)
        value.setdefault("RotationPeriodInDays", days)
        value.setdefault("NextRotationDate", key.creation_date + days * 86400)


def _key_policy(call: Call, account: str) -> Value | None:
    """moto answers only who names the one policy that there is; with AWS it is the one that is meant anyway."""
    key = _kms_key(call, account)
    return None if key is None else {"Policy": key.policy, "PolicyName": "default"}


def _describe_key(call: Call, account: str, value: Value) -> None:
    metadata = value["KeyMetadata"]
    # moto writes null for both where CreateKey did not say them.
    metadata["MultiRegion"] = bool(metadata.get("MultiRegion"))
    metadata["KeyUsage"] = metadata.get("KeyUsage") or "ENCRYPT_DECRYPT"
    if any(alias.startswith("alias/aws/") for alias in _aliases(call, account, metadata["KeyId"])):
        metadata["KeyManager"] = "AWS"


# --- iam ---------------------------------------------------------------------------------

_ABSENT = "N/A"
_PASSWORD_COLUMNS = ("password_last_used", "password_last_changed", "password_next_rotation")


def report_rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a credential report."""
    return list(csv.DictReader(io.StringIO(content.decode())))


def report_content(rows: list[dict[str, str]]) -> bytes:
    """A credential report of these rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _root_row(account: str, columns: list[str]) -> dict[str, str]:
    created = "2019-03-01T09:00:00+00:00"
    known = {
        "user": "<root_account>",
        "arn": f"arn:aws:iam::{account}:root",
        "user_creation_time": created,
        "password_enabled": "not_supported",
        "password_last_used": "no_information",
        "password_last_changed": "not_supported",
        "password_next_rotation": "not_supported",
    }
    return {c: known.get(c, "false" if c.endswith("active") else _ABSENT) for c in columns}


def _user_row(row: dict[str, str]) -> dict[str, str]:
    mended = {c: _ABSENT if v == "not_supported" else v for c, v in row.items()}
    if row["password_enabled"] == "false":
        mended.update({c: _ABSENT for c in _PASSWORD_COLUMNS})
    return mended


def _credential_report(call: Call, account: str, value: Value) -> None:
    content = value["Content"]
    columns = content.decode().splitlines()[0].split(",")
    rows = [_root_row(account, columns)] + [_user_row(row) for row in report_rows(content)]
    value["Content"] = report_content(rows)
    value["GeneratedTime"] = datetime.now(timezone.utc)


def _account_summary(call: Call, account: str, value: Value) -> None:
    value["SummaryMap"].setdefault("AccountPasswordPresent", 1)


def _password_policy(call: Call, account: str, value: Value) -> None:
    if not value["PasswordPolicy"].get("MaxPasswordAge"):
        value["PasswordPolicy"].pop("MaxPasswordAge", None)


def _authorization_details(call: Call, account: str, value: Value) -> None:
    for policy in value.get("Policies", []):
        policy.setdefault("PolicyName", policy["Arn"].rpartition("/")[2])
    value["Policies"] = [
        policy
        for policy in value.get("Policies", [])
        if not policy["Arn"].startswith("arn:aws:iam::aws:") or policy.get("AttachmentCount")
    ]


# --- rds ---------------------------------------------------------------------------------


def _engine_versions(call: Call, account: str) -> Value:
    """The asked version; a plant declares which ones are at their end."""
    engine, version = call.params.get("Engine", ""), call.params.get("EngineVersion", "")
    if not engine or not version:
        return {"DBEngineVersions": []}
    entry = {"Engine": engine, "EngineVersion": version, "MajorEngineVersion": version.split(".")[0]}
    return {"DBEngineVersions": [{**entry, "Status": "available"}]}


def _forced_tls(family: str) -> tuple[str, str] | None:
    """The TLS parameter of a family and its default, for the families that plants use
    (MySQL 8.4 and later may differ: plant none without looking it up).

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html
    """
    for prefix, first_on in (("aurora-postgresql", 17), ("postgres", 15)):
        if family.startswith(prefix):
            return "rds.force_ssl", "1" if int(family[len(prefix) :].split(".")[0]) >= first_on else "0"
    if family.startswith("sqlserver"):
        return "rds.force_ssl", "0"
    if family.startswith("aurora-mysql"):
        return "require_secure_transport", "OFF"
    if family.startswith(("mysql", "mariadb")):
        return "require_secure_transport", "0"
    return None


#: A real group lists some hundred parameters over several pages; this many stand in
#: for them, and sort before the ones that matter.
STAND_INS = 120


def _parameters(kind: str, member: str) -> AnsweredBy:
    """All parameters of a group, as RDS lists them: defaults and what was set."""

    def answer(call: Call, account: str) -> Value | None:
        name = call.params.get(member, "")
        group = getattr(rds_backends[account][call.region], kind).get(name)
        if group is None and not name.startswith("default."):
            return None
        family = _family(group) if group is not None else name[len("default.") :]
        listed = {f"parameter_{n:03}": {"Source": "engine-default"} for n in range(STAND_INS)}
        tls = _forced_tls(family)
        if tls:
            listed[tls[0]] = {"ParameterValue": tls[1], "Source": "system", "ApplyType": "dynamic"}
        for parameter, fields in (group.parameters if group is not None else {}).items():
            listed[parameter] = {**_members_of(fields), "Source": "user"}
        return {"Parameters": [{"ParameterName": name, **fields} for name, fields in sorted(listed.items())]}

    return answer


def _family(group: Any) -> str:
    """Instance and cluster groups name their family differently in moto."""
    return getattr(group, "family", None) or group.db_parameter_group_family


def _members_of(fields: Any) -> Value:
    return {k: v for k, v in dict(fields).items() if k in ("ParameterValue", "ApplyMethod")}


def _encryption_type(resource: Value, encrypted: str = "StorageEncrypted") -> None:
    """Not the third kind, sse-rds: a plant declares that."""
    resource.setdefault("StorageEncryptionType", "sse-kms" if resource.get(encrypted) else "none")


def _db_instances(call: Call, account: str, value: Value) -> None:
    for instance in value["DBInstances"]:
        _encryption_type(instance)
        if instance.get("BackupRetentionPeriod") == 0:
            instance.pop("LatestRestorableTime", None)
        instance.setdefault("PubliclyAccessible", False)
        zone = instance.get("AvailabilityZone", "")
        if instance.get("MultiAZ") and "SecondaryAvailabilityZone" not in instance:
            instance["SecondaryAvailabilityZone"] = zone[:-1] + ("b" if zone.endswith("a") else "a")


def _db_clusters(call: Call, account: str, value: Value) -> None:
    for cluster in value["DBClusters"]:
        _encryption_type(cluster)
        if not cluster.get("StorageEncrypted"):
            cluster.pop("KmsKeyId", None)
        if cluster.get("DBClusterParameterGroup", "").startswith("default."):
            cluster["DBClusterParameterGroup"] = f"default.{_cluster_family(cluster)}"


def _cluster_family(cluster: Value) -> str:
    """The parameter group family: major version, for MySQL major and minor."""
    engine, version = cluster["Engine"], cluster["EngineVersion"].split(".")
    return engine + (".".join(version[:2]) if "mysql" in engine else version[0])


def _has_own_backups(account: str, region: str, identifier: str) -> bool:
    """Aurora instances and instances without retention have no automated snapshots."""
    instance = rds_backends[account][region].databases.get(identifier)
    if instance is None:
        return True
    return not getattr(instance, "db_cluster_identifier", None) and int(instance.backup_retention_period or 0) > 0


def _db_snapshots(call: Call, account: str, value: Value) -> None:
    value["DBSnapshots"] = [
        snapshot
        for snapshot in value["DBSnapshots"]
        if snapshot["SnapshotType"] != "automated"
        or _has_own_backups(account, call.region, snapshot["DBInstanceIdentifier"])
    ]

    for snapshot in value["DBSnapshots"]:
        _encryption_type(snapshot, "Encrypted")


def _cluster_snapshots(call: Call, account: str, value: Value) -> None:
    for snapshot in value["DBClusterSnapshots"]:
        _encryption_type(snapshot)


def _automated_backups(call: Call, account: str) -> Value:
    asked = call.params.get("DBInstanceIdentifier")
    instances = rds_backends[account][call.region].databases
    now = datetime.now(timezone.utc)
    return {
        "DBInstanceAutomatedBackups": [
            {
                "DBInstanceArn": instance.arn,
                "DbiResourceId": instance.dbi_resource_id,
                "Region": call.region,
                "DBInstanceIdentifier": name,
                "RestoreWindow": {"EarliestTime": now - timedelta(hours=1), "LatestTime": now},
                "Status": "active",
                "Engine": instance.engine,
                "Encrypted": bool(instance.storage_encrypted),
                "BackupRetentionPeriod": int(instance.backup_retention_period or 0),
                "DBInstanceAutomatedBackupsArn": f"arn:aws:rds:{call.region}:{account}:auto-backup:ab-{name}",
                "DBInstanceAutomatedBackupsReplications": [],
            }
            for name, instance in instances.items()
            if asked in (None, name) and _has_own_backups(account, call.region, name)
        ]
    }


# --- the tables --------------------------------------------------------------------------

#: Kinds of services that moto refuses although AWS scales them.
SCALED_BY_AWS_ALONE = ("elasticache", "neptune", "workspaces")


def _targets_that_moto_lacks(call: Call, account: str) -> Value | None:
    """Nothing is scaled of what moto does not know."""
    return {"ScalableTargets": []} if call.members.get("ServiceNamespace") in SCALED_BY_AWS_ALONE else None


def _buckets_as_macie_knows_them(call: Call, account: str) -> Value:
    """The buckets of the region. Nothing has looked into them yet."""
    buckets = s3_backends[account]["aws"].buckets.values()
    return {
        "buckets": [
            {
                "accountId": account,
                "bucketArn": f"arn:aws:s3:::{bucket.name}",
                "bucketName": bucket.name,
                "objectCount": len(bucket.keys),
                "classifiableObjectCount": len(bucket.keys),
                "region": call.region,
            }
            for bucket in buckets
            if bucket.region_name == call.region
        ]
    }


ANSWERED: dict[tuple[str, str], Answered] = {
    ("macie2", "DescribeBuckets"): Answered(
        _buckets_as_macie_knows_them, f"{API}/macie/latest/APIReference/datasources-s3.html"
    ),
    ("ssm", "GetParametersByPath"): Answered(
        published.regions_of_service,
        "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
        "parameter-store-public-parameters-global-infrastructure.html",
    ),
    ("account", "ListRegions"): Answered(_account_regions, f"{API}/accounts/latest/reference/API_ListRegions.html"),
    ("ec2", "DescribeRegions"): Answered(_ec2_regions, f"{API}/AWSEC2/latest/APIReference/API_DescribeRegions.html"),
    # What a region does with block storage while nobody has set anything.
    ("ec2", "GetEbsDefaultKmsKeyId"): Answered(
        lambda call, account: {"KmsKeyId": "alias/aws/ebs"},
        f"{API}/AWSEC2/latest/APIReference/API_GetEbsDefaultKmsKeyId.html",
    ),
    ("ec2", "GetSnapshotBlockPublicAccessState"): Answered(
        lambda call, account: {"State": "unblocked", "ManagedBy": "account"},
        f"{API}/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html",
    ),
    ("ec2", "GetImageBlockPublicAccessState"): Answered(
        lambda call, account: {"ImageBlockPublicAccessState": "unblocked", "ManagedBy": "account"},
        f"{API}/AWSEC2/latest/APIReference/API_GetImageBlockPublicAccessState.html",
    ),
    ("s3", "ListBuckets"): Answered(_buckets, f"{API}/AmazonS3/latest/API/API_ListBuckets.html"),
    ("s3", "GetBucketEncryption"): Answered(
        _bucket_encryption, f"{API}/AmazonS3/latest/userguide/default-encryption-faq.html"
    ),
    ("s3", "ListDirectoryBuckets"): Answered(
        lambda call, account: {"Buckets": []}, f"{API}/AmazonS3/latest/API/API_ListDirectoryBuckets.html"
    ),
    ("kms", "GetKeyPolicy"): Answered(_key_policy, f"{API}/kms/latest/APIReference/API_GetKeyPolicy.html"),
    ("kms", "DescribeCustomKeyStores"): Answered(
        lambda call, account: {"CustomKeyStores": [], "Truncated": False},
        f"{API}/kms/latest/APIReference/API_DescribeCustomKeyStores.html",
    ),
    ("application-autoscaling", "DescribeScalableTargets"): Answered(
        _targets_that_moto_lacks,
        f"{API}/autoscaling/application/APIReference/API_DescribeScalableTargets.html",
    ),
    ("rds", "DescribeDBEngineVersions"): Answered(
        _engine_versions, f"{API}/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html"
    ),
    ("rds", "DescribeDBParameters"): Answered(
        _parameters("db_parameter_groups", "DBParameterGroupName"),
        f"{API}/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html",
    ),
    ("rds", "DescribeDBClusterParameters"): Answered(
        _parameters("db_cluster_parameter_groups", "DBClusterParameterGroupName"),
        f"{API}/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameters.html",
    ),
    ("rds", "DescribeDBInstanceAutomatedBackups"): Answered(
        _automated_backups, f"{API}/AmazonRDS/latest/APIReference/API_DBInstanceAutomatedBackup.html"
    ),
}


def _nothing(call: Call, account: str, value: Value) -> None:
    """The members are right as they are; writing the answer anew mends its document element."""


COMPLETED: dict[tuple[str, str], Completed] = {
    ("s3", "GetBucketVersioning"): Completed(
        _nothing,
        "the document element VersioningConfiguration (moto calls it GetBucketVersioningResponse)",
        f"{API}/AmazonS3/latest/API/API_GetBucketVersioning.html",
    ),
    ("kms", "DescribeKey"): Completed(
        _describe_key,
        "KeyUsage; MultiRegion; KeyManager AWS for the keys behind alias/aws/*",
        f"{API}/kms/latest/APIReference/API_KeyMetadata.html",
    ),
    ("kms", "GetKeyRotationStatus"): Completed(
        _rotation_status,
        "KeyId, RotationPeriodInDays, NextRotationDate",
        f"{API}/kms/latest/APIReference/API_GetKeyRotationStatus.html",
    ),
    ("iam", "GetCredentialReport"): Completed(
        _credential_report,
        "<root_account> row; N/A instead of not_supported for users; GeneratedTime",
        f"{API}/IAM/latest/UserGuide/id_credentials_getting-report.html",
    ),
    ("iam", "GetAccountSummary"): Completed(
        _account_summary, "AccountPasswordPresent", f"{API}/IAM/latest/APIReference/API_GetAccountSummary.html"
    ),
    ("iam", "GetAccountPasswordPolicy"): Completed(
        _password_policy,
        "no MaxPasswordAge where passwords do not expire (at least 1 where present)",
        f"{API}/IAM/latest/APIReference/API_PasswordPolicy.html",
    ),
    ("iam", "GetAccountAuthorizationDetails"): Completed(
        _authorization_details,
        "ManagedPolicyDetail.PolicyName; only the AWS managed policies that are attached",
        f"{API}/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html",
    ),
    ("ec2", "DescribeSnapshots"): Completed(
        _snapshots,
        "KmsKeyId; only those that OwnerIds and RestorableByUserIds ask for",
        f"{API}/AWSEC2/latest/APIReference/API_DescribeSnapshots.html",
    ),
    ("rds", "DescribeDBInstances"): Completed(
        _db_instances,
        "StorageEncryptionType; SecondaryAvailabilityZone of Multi-AZ; PubliclyAccessible; no LatestRestorableTime where backups are off",
        f"{API}/AmazonRDS/latest/APIReference/API_DBInstance.html",
    ),
    ("rds", "DescribeDBClusters"): Completed(
        _db_clusters,
        "StorageEncryptionType; no KmsKeyId where nothing is encrypted; the default parameter group of the engine",
        f"{API}/AmazonRDS/latest/APIReference/API_DBCluster.html",
    ),
    ("rds", "DescribeDBSnapshots"): Completed(
        _db_snapshots,
        "StorageEncryptionType; no automated snapshots of Aurora instances and of instances without backups",
        f"{API}/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    ),
    ("rds", "DescribeDBClusterSnapshots"): Completed(
        _cluster_snapshots,
        "StorageEncryptionType",
        f"{API}/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html",
    ),
}

#: operation -> who leaves of a planted answer what the request asks for.
SELECTED: dict[tuple[str, str], Callable[[Call, Value], None]] = {
    # https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
    ("cloudtrail", "LookupEvents"): events.select,
}

#: operation -> how many entries a page has unless asked otherwise.
PAGED: dict[tuple[str, str], int] = {
    ("account", "ListRegions"): 20,
    ("cloudtrail", "LookupEvents"): 50,
    ("iam", "GetAccountAuthorizationDetails"): 100,
    ("iam", "ListUsers"): 100,
    ("kms", "ListKeys"): 100,
    ("kms", "ListAliases"): 50,
    ("rds", "DescribeDBClusters"): 100,
    ("rds", "DescribeDBSnapshots"): 100,
    ("rds", "DescribeDBClusterSnapshots"): 100,
    ("rds", "DescribeDBParameters"): 100,
    ("rds", "DescribeDBClusterParameters"): 100,
    ("rds", "DescribeDBInstanceAutomatedBackups"): 100,
    ("rds", "DescribeGlobalClusters"): 100,
}

#: Lists that moto does not answer: empty unless planted. Only what may be empty in AWS too, and
#: what some rule asks. Everything else that moto lacks must be planted. A group of plants names
#: further ones in its own file.
EMPTY: set[tuple[str, str]] = {
    ("accessanalyzer", "ListAnalyzers"),
    ("accessanalyzer", "ListFindings"),
    ("accessanalyzer", "ListFindingsV2"),
    ("backup", "ListBackupJobs"),
    ("backup", "ListBackupSelections"),
    ("backup", "ListCopyJobs"),
    ("backup", "ListProtectedResources"),
    ("backup", "ListRecoveryPointsByBackupVault"),
    ("backup", "ListRestoreJobs"),
    ("backup", "ListRestoreTestingPlans"),
    ("cloudtrail", "ListEventDataStores"),
    ("cloudtrail", "LookupEvents"),
    ("dlm", "GetLifecyclePolicies"),
    ("ec2", "DescribeClientVpnEndpoints"),
    ("ec2", "DescribeVpcBlockPublicAccessExclusions"),
    ("efs", "DescribeReplicationConfigurations"),
    ("elasticache", "DescribeServerlessCaches"),
    ("fsx", "DescribeSnapshots"),
    ("fsx", "DescribeVolumes"),
    ("guardduty", "ListCoverage"),
    ("guardduty", "ListFindings"),
    ("inspector2", "ListCoverage"),
    ("lambda", "ListFunctionUrlConfigs"),
    ("logs", "DescribeAccountPolicies"),
    ("memorydb", "DescribeClusters"),
    ("memorydb", "DescribeMultiRegionClusters"),
    ("ssm", "DescribeInstanceInformation"),
    ("ssm", "DescribeInstancePatchStates"),
    ("transfer", "ListCertificates"),
    ("transfer", "ListUsers"),
}


def empty(call: Call) -> Value:
    """The answer of a list that holds nothing, as the model has it."""
    return _nothing_of(call.model.output_shape, call.members)


def _nothing_of(shape: StructureShape, asked: Mapping[str, Any]) -> Value:
    """Empty lists, and what repeats the question. What else is always sent cannot be guessed."""
    value: Value = {}
    for name, member in shape.members.items():
        if isinstance(member, ListShape):
            value[name] = []
        elif name in shape.required_members and isinstance(member, StructureShape):
            value[name] = _nothing_of(member, asked)
        elif name in shape.required_members and name in asked:
            value[name] = asked[name]
        elif name in shape.required_members:
            raise ValueError(f"{shape.name}.{name} is always sent: plant the answer")
    return value
