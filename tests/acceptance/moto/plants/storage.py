"""Volumes, snapshots, images, file systems and tables: how they are encrypted, and who else has them."""

from __future__ import annotations

import json
from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago, tags_of

#: May restore snapshots by the document; nobody else may.
BACKUP_ACCOUNT = "444455556666"
STRANGER = "777788889999"

PROD = tags_of({"Environment": "prod"})

PARAMS = {
    "efs-encryption-at-rest": {"mode": "any", "tls": True},
    "dynamodb-encryption-at-rest": {"mode": "aws-kms"},
    "dynamodb-pitr": {"min_days": 7},
    "ec2-snapshot-not-public": {"allowed_accounts": [BACKUP_ACCOUNT]},
}

REFUSES_CLEAR_TEXT = {
    "Effect": "Deny",
    "Principal": {"AWS": "*"},
    "Action": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
#: AWS's own example: allowed over TLS, nothing denied.
ALLOWS_TLS = {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    "Condition": {"Bool": {"aws:SecureTransport": "true"}},
}
ALLOWS_ALL = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:ClientMount"}
ALLOWS_AN_ADDRESS = {**ALLOWS_ALL, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}


# --- states ------------------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    key = plant.key("storage", rotation_days=365)
    _disks(plant, key)
    _shares(plant, key)
    _shared_databases(plant)
    _file_systems(plant, key)
    _tables(plant, key)


def _disks(plant: Plant, key: str) -> None:
    """ebs-encryption-at-rest, ebs-snapshot-encryption."""
    truth, disks = plant.truth, "ebs-encryption-at-rest"
    encrypted, plain = volume(plant, key), volume(plant)
    truth.conforms(disks, encrypted)
    truth.deviates(disks, plain, volume(plant, region=AWAY))
    # The default is set in one region only (E11: it counts with and without volumes).
    plant.client("ec2").enable_ebs_encryption_by_default()
    truth.conforms(disks, HOME)
    truth.deviates(disks, AWAY, "us-east-1")
    truth.conforms("ebs-snapshot-encryption", snapshot(plant, encrypted))
    truth.deviates("ebs-snapshot-encryption", snapshot(plant, plain))


def _shares(plant: Plant, key: str) -> None:
    """ec2-snapshot-not-public: snapshots and images."""
    truth, rule = plant.truth, "ec2-snapshot-not-public"
    plain, encrypted, away = volume(plant), volume(plant, key), volume(plant, region=AWAY)
    truth.conforms(rule, snapshot(plant, encrypted), snapshot(plant, encrypted, UserIds=[BACKUP_ACCOUNT]))
    truth.deviates(rule, snapshot(plant, plain, GroupNames=["all"]), snapshot(plant, plain, UserIds=[STRANGER]))
    truth.deviates(rule, snapshot(plant, plain, UserIds=[BACKUP_ACCOUNT, STRANGER]))
    # The region withholds what the permissions still say.
    plant.answers("ec2", "GetSnapshotBlockPublicAccessState", {"State": "block-all-sharing"}, region=AWAY)
    truth.conforms(rule, snapshot(plant, away, AWAY, GroupNames=["all"]))
    # The list of public ones decides where single snapshots may not be asked about.
    hidden, hidden_public = snapshot(plant, encrypted), snapshot(plant, plain, GroupNames=["all"])
    for one in (hidden, hidden_public):
        asked = {"SnapshotId": one, "Attribute": "createVolumePermission"}
        plant.fails("ec2", "DescribeSnapshotAttribute", "UnauthorizedOperation", when=asked, status=403)
    truth.unknown(rule, hidden)
    truth.deviates(rule, hidden_public)
    truth.conforms(rule, image(plant, "private"), image(plant, "for-backup", UserIds=[BACKUP_ACCOUNT]))
    truth.deviates(rule, image(plant, "public", UserGroups=["all"]), image(plant, "shared", UserIds=[STRANGER]))
    organisation = image(plant, "organisation")
    arn = f"arn:aws:organizations::{STRANGER}:organization/o-a1b2c3d4e5"
    asked = {"ImageId": organisation, "Attribute": "launchPermission"}
    answer = {"ImageId": organisation, "LaunchPermissions": [{"OrganizationArn": arn}]}
    plant.answers("ec2", "DescribeImageAttribute", answer, when=asked, partial=True)
    truth.deviates(rule, organisation)


def _shared_databases(plant: Plant) -> None:
    """ec2-snapshot-not-public: snapshots of databases."""
    truth, rule, rds = plant.truth, "ec2-snapshot-not-public", plant.client("rds")
    database = plant.instance("shared-db")
    for name, values, say in (
        ("db-snapshot-private", [], truth.conforms),
        ("db-snapshot-for-backup", [BACKUP_ACCOUNT], truth.conforms),
        ("db-snapshot-shared", [STRANGER], truth.deviates),
        ("db-snapshot-public", ["all"], truth.deviates),
    ):
        plant.snapshot(name, database)
        if values:
            rds.modify_db_snapshot_attribute(
                DBSnapshotIdentifier=name, AttributeName="restore", ValuesToAdd=values
            )
        say(rule, name)
    cluster = plant.cluster("shared-cluster")
    for name, values, say in (
        ("cluster-snapshot-private", [], truth.conforms),
        ("cluster-snapshot-shared", [STRANGER], truth.deviates),
        ("cluster-snapshot-public", ["all"], truth.deviates),
    ):
        plant.cluster_snapshot(name, cluster)
        if values:
            rds.modify_db_cluster_snapshot_attribute(
                DBClusterSnapshotIdentifier=name, AttributeName="restore", ValuesToAdd=values
            )
        say(rule, name)


def _file_systems(plant: Plant, key: str) -> None:
    """efs-encryption-at-rest, with TLS."""
    truth, rule = plant.truth, "efs-encryption-at-rest"
    truth.conforms(rule, file_system(plant, "denies", key, REFUSES_CLEAR_TEXT, ALLOWS_ALL))
    truth.conforms(rule, file_system(plant, "allows-tls", key, ALLOWS_TLS))
    truth.deviates(rule, file_system(plant, "no-policy", key), file_system(plant, "allows-all", key, ALLOWS_ALL))
    truth.deviates(rule, file_system(plant, "plain", None, REFUSES_CLEAR_TEXT))
    # FSx encrypts; whether its clients do, AWS does not see.
    for number, kind in enumerate(("WINDOWS", "LUSTRE")):
        truth.unknown(rule, fsx_file_system(plant, number, kind, key if kind == "WINDOWS" else None))


def _tables(plant: Plant, key: str) -> None:
    """dynamodb-encryption-at-rest, dynamodb-pitr."""
    truth, sse, pitr = plant.truth, "dynamodb-encryption-at-rest", "dynamodb-pitr"
    by_aws = plant.aws_key("dynamodb")
    truth.deviates(sse, table(plant, "aws-owned-key"))
    truth.conforms(sse, table(plant, "aws-managed-key", by_aws), table(plant, "own-key", key))
    table(plant, "key-out-of-reach", key)
    since = {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key, "InaccessibleEncryptionDateTime": days_ago(2)}
    plant.declare("dynamodb", "DescribeTable", {"TableName": "key-out-of-reach"}, SSEDescription=since)
    table(plant, "key-being-changed", key)
    changing = {"Status": "UPDATING", "SSEType": "KMS", "KMSMasterKeyArn": key}
    plant.declare("dynamodb", "DescribeTable", {"TableName": "key-being-changed"}, SSEDescription=changing)
    truth.deviates(sse, "key-out-of-reach")
    truth.unknown(sse, "key-being-changed")
    old = {"CreationDateTime": days_ago(400)}
    for name, told, say in (
        ("kept-for-35-days", (35, 35.0, 0.01), truth.conforms),
        ("kept-for-3-days", (3, 3.0, 0.01), truth.deviates),
        ("switched-on-yesterday", (35, 1.0, 0.01), truth.unknown),
        ("stuck-for-two-days", (35, 35.0, 2.0), truth.deviates),
    ):
        table(plant, name, key)
        plant.declare("dynamodb", "DescribeTable", {"TableName": name}, **old)
        recovery(plant, name, *told)
        say(pitr, name)
    truth.deviates(pitr, table(plant, "never-switched-on", key))
    young = table(plant, "young", key)
    plant.client("dynamodb").update_continuous_backups(
        TableName=young, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    truth.conforms(pitr, young)


# --- clean -------------------------------------------------------------------------------


def clean(plant: Plant) -> None:
    """A server with its disk and a table under the data key of the account, and a network drive under a key of its own: of
    drives nobody looks up the network, so that one that shares its key leaves the key's separation open."""
    truth = plant.truth
    key = plant.client("kms").describe_key(KeyId="alias/data")["KeyMetadata"]["Arn"]
    plant.answers("ec2", "GetEbsEncryptionByDefault", {"EbsEncryptionByDefault": True}, region=None)
    plant.answers("ec2", "GetEbsDefaultKmsKeyId", {"KmsKeyId": key})
    _disks_of_servers(plant, key)
    disk = volume(plant, key)
    plant.client("ec2").create_tags(Resources=[disk], Tags=PROD)
    backup = snapshot(plant, disk, UserIds=[BACKUP_ACCOUNT])
    truth.conforms("ebs-encryption-at-rest", disk, HOME, AWAY)
    truth.conforms("ebs-snapshot-encryption", backup)
    truth.conforms("ec2-snapshot-not-public", backup, image(plant, "server", key), "clean-db-before-release")
    own = plant.key("documents", rotation_days=365, tags={"Environment": "prod"})
    truth.conforms("efs-encryption-at-rest", file_system(plant, "documents", own, REFUSES_CLEAR_TEXT, ALLOWS_TLS))
    truth.conforms("kms-key-separation", own)
    orders = table(plant, "orders", key)
    plant.client("dynamodb").update_continuous_backups(
        TableName=orders, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    truth.conforms("dynamodb-encryption-at-rest", orders)
    truth.conforms("dynamodb-pitr", orders)
    _labelled(plant)


def _labelled(plant: Plant) -> None:
    """kms-key-separation: the environment of what lies under the same keys, and whose own lists tell no tags."""
    place, caches = f"{HOME}:{plant.account}", f"{HOME}:000000000000"
    arns = [
        f"arn:aws:backup:{place}:backup-vault:nightly",
        f"arn:aws:cloudtrail:{place}:eventdatastore/lake",
        f"arn:aws:cloudtrail:{place}:trail/clean-trail",
        f"arn:aws:dynamodb:{place}:table/orders",
        f"arn:aws:es:{caches}:domain/clean",
        f"arn:aws:logs:{place}:log-group:/app/web",
        f"arn:aws:logs:{place}:log-group:cloudtrail",
        f"arn:aws:sns:{place}:order-events",
        f"arn:aws:sqs:{place}:orders",
    ]
    tagged = [{"ResourceARN": arn, "Tags": PROD} for arn in arns]
    plant.answers("resourcegroupstaggingapi", "GetResources", {"ResourceTagMappingList": tagged})


def _disks_of_servers(plant: Plant, key: str) -> None:
    """The disks that servers of other groups started with: moto leaves out the encryption by default."""
    for made in plant.client("ec2").describe_volumes()["Volumes"]:
        if "KmsKeyId" in made:
            continue
        plant.declare("ec2", "DescribeVolumes", {"VolumeId": made["VolumeId"]}, Encrypted=True, KmsKeyId=key, Tags=PROD)
        plant.truth.conforms("ebs-encryption-at-rest", made["VolumeId"])


# --- the three levels of keys ------------------------------------------------------------


def levels(plant: Plant) -> None:
    """One of each kind under each kind of key. What a rule makes of it depends on its `mode`, so the truth only
    names them: under `level-own`, `level-aws` and `level-none`."""
    own, by_aws = plant.key("own"), plant.aws_key("ebs")
    for number, (level, key) in enumerate((("own", own), ("aws", by_aws), ("none", None))):
        disk = volume(plant, key)
        drive = fsx_file_system(plant, number, "ONTAP" if key else "LUSTRE", key)
        named = disk, snapshot(plant, disk), file_system(plant, f"level-{level}", key), drive
        plant.truth.conforms(f"level-{level}", *named, table(plant, f"level-{level}", key))


# --- single resources --------------------------------------------------------------------


def volume(plant: Plant, key: str | None = None, region: str = HOME) -> str:
    """A volume of eight gibibytes. Returns its id."""
    under = {"Encrypted": True, "KmsKeyId": key} if key else {}
    made = plant.client("ec2", region).create_volume(AvailabilityZone=f"{region}a", Size=8, **under)
    plant.counts["ec2.volume"] += 1
    return str(made["VolumeId"])


def snapshot(plant: Plant, of: str, region: str = HOME, **shared: Any) -> str:
    """A snapshot of a volume, shared with `UserIds` or `GroupNames`. Returns its id."""
    ec2 = plant.client("ec2", region)
    made = str(ec2.create_snapshot(VolumeId=of)["SnapshotId"])
    if shared:
        ec2.modify_snapshot_attribute(
            SnapshotId=made, Attribute="createVolumePermission", OperationType="add", **shared
        )
    plant.counts["ec2.snapshot"] += 1
    return made


def image(plant: Plant, name: str, key: str | None = None, **shared: Any) -> str:
    """A machine image with its snapshot, shared with `UserIds` or `UserGroups`. Returns its id."""
    ec2 = plant.client("ec2")
    made = str(ec2.register_image(Name=f"image-{name}", RootDeviceName="/dev/xvda")["ImageId"])
    if key:
        # moto makes an unencrypted snapshot for every image.
        for disk in ec2.describe_images(ImageIds=[made])["Images"][0]["BlockDeviceMappings"]:
            behind = {"SnapshotId": disk["Ebs"]["SnapshotId"]}
            plant.declare("ec2", "DescribeSnapshots", behind, Encrypted=True, KmsKeyId=key)
    if shared:
        ec2.modify_image_attribute(ImageId=made, Attribute="launchPermission", OperationType="add", **shared)
    plant.counts["ec2.image"] += 1
    return made


def file_system(plant: Plant, token: str, key: str | None, *statements: Json) -> str:
    """An EFS file system with a policy of these statements, if any. Returns its id."""
    efs = plant.client("efs")
    under = {"Encrypted": True, "KmsKeyId": key} if key else {"Encrypted": False}
    made = str(efs.create_file_system(CreationToken=token, **under)["FileSystemId"])
    if statements:
        policy = {"Version": "2012-10-17", "Statement": list(statements)}
        efs.put_file_system_policy(FileSystemId=made, Policy=json.dumps(policy))
    plant.counts["efs.file-system"] += 1
    return made


def fsx_file_system(plant: Plant, number: int, kind: str, key: str | None) -> str:
    """An FSx file system; without a key as AWS shows Lustre scratch. Returns its id."""
    name = f"fs-0123456789abcdef{number}"
    system = {
        "FileSystemId": name,
        "FileSystemType": kind,
        "CreationTime": days_ago(30),
        "ResourceARN": f"arn:aws:fsx:{HOME}:{plant.account}:file-system/{name}",
        **({"KmsKeyId": key} if key else {}),
    }
    plant.answers("fsx", "DescribeFileSystems", {"FileSystems": [system]}, partial=True)
    plant.counts["fsx.file-system"] += 1
    return name


def table(plant: Plant, name: str, key: str | None = None) -> str:
    """A DynamoDB table; without a key under the one that AWS owns. Returns its name."""
    under = {"SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}} if key else {}
    plant.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        **under,
    )
    plant.counts["dynamodb.table"] += 1
    return name


def recovery(plant: Plant, name: str, period: int, earliest: float, latest: float) -> None:
    """Point-in-time recovery over so many days, reaching from `earliest` to `latest` days ago."""
    told = {
        "PointInTimeRecoveryStatus": "ENABLED",
        "RecoveryPeriodInDays": period,
        "EarliestRestorableDateTime": days_ago(earliest),
        "LatestRestorableDateTime": days_ago(latest),
    }
    answer = {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": told}
    plant.answers(
        "dynamodb",
        "DescribeContinuousBackups",
        {"ContinuousBackupsDescription": answer},
        when={"TableName": name},
    )
