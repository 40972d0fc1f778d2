"""Backups: what lies in vaults and under which key, schedules, copies elsewhere, restores, and who may restore."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from planting import AWAY, HOME, Json, Plant, allow, days_ago, document
from plants.storage import file_system, fsx_file_system, table, volume

OTHER_ACCOUNT = "999988887777"

PARAMS = {
    "backup-encryption": {"mode": "any"},
    "backup-plan-frequency": {"max_interval_h": 24},
    "backup-recency": {"max_age_h": 26},
    # What is clean shall not leave its region.
    "backup-offsite-copy": {"scope": "az"},
    "backup-restore-test": {"max_age_days": 365},
    "backup-restore-rto": {"rto_h": 24},
    "backup-restore-restricted": {"allowed_principals": ["mara.beispiel", "jonas.platzhalter", "it-team"]},
}


def hours_ago(hours: float) -> str:
    """A time in the past, as AWS writes times."""
    return (datetime.now(timezone.utc) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S+00:00")


# --- states and clean: what stands beside the plants of others ---------------------------


def states(plant: Plant) -> None:
    """Schedules that are too slow, restores that fail, backups that are stale or unencrypted, too many who may restore."""
    truth, key = plant.truth, plant.key("backups", rotation_days=365)
    vault(plant, "prod", key)
    fresh, stale, bare = disk(plant), disk(plant), disk(plant)
    points(
        plant,
        "prod",
        point(plant, "fresh", ebs(plant, fresh), "EBS", key=key),
        point(plant, "stale", ebs(plant, stale), "EBS", hours=8760, key=None),
    )
    truth.conforms("backup-encryption", "fresh")
    truth.deviates("backup-encryption", "stale")
    truth.conforms("backup-recency", fresh)
    truth.deviates("backup-recency", stale, bare)
    truth.left_out("backup-recency", volume(plant))
    _plan(plant, "weekly", rule("w", "cron(0 5 ? * SUN *)"), selections=1)
    truth.deviates("backup-plan-frequency", plant.account)
    truth.conforms("backup-offsite-copy", fresh)
    here, outside = plant.instance("backed-up-here"), plant.instance("backed-up-on-an-outpost")
    for name, target in ((here, "region"), (outside, "outposts")):
        plant.declare(
            "rds", "DescribeDBInstanceAutomatedBackups", {"DBInstanceIdentifier": name}, BackupTarget=target
        )
    truth.conforms("backup-offsite-copy", here)
    truth.deviates("backup-offsite-copy", outside)
    jobs(plant, job(plant, "restore-failed", "RDS", "FAILED", days=20, hours=1))
    for restores in ("backup-restore-test", "backup-restore-rto"):
        truth.deviates(restores, plant.account)
    truth.left_out("backup-restore-rto", "restore-failed")
    _people(plant)


def _people(plant: Plant) -> None:
    """backup-restore-restricted."""
    truth, restricted = plant.truth, "backup-restore-restricted"
    truth.conforms(restricted, "rights-reader", plant.user("it-team", inline=document(allow("*"))))
    truth.deviates(restricted, "rights-admin-attached")
    truth.deviates(restricted, plant.user("restores", inline=document(allow("rds:RestoreDBInstanceFromDBSnapshot"))))
    some = allow("rds:Restore*", "arn:aws:rds:eu-central-1:111122223333:db:test")
    truth.unknown(restricted, plant.user("restores-some", inline=document(some)))
    # AWS Backup restores as a role that is handed to it; without one to hand over the right to start is none.
    iam = plant.client("iam")
    trust = document({"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"})
    iam.create_role(RoleName="AWSBackupDefaultServiceRole", Path="/service-role/", AssumeRolePolicyDocument=trust)
    start = allow("backup:StartRestoreJob")
    passing = allow("iam:PassRole", f"arn:aws:iam::{plant.account}:role/service-role/AWSBackup*")
    truth.conforms(restricted, plant.user("starts-only", inline=document(start)))
    truth.deviates(restricted, plant.user("starts-and-passes", inline=document(start, passing)))
    truth.left_out(restricted, "AWSBackupDefaultServiceRole")


def clean(plant: Plant) -> None:
    """A server whose disk is backed up every night, and a restore last month."""
    truth = plant.truth
    key = plant.client("kms").describe_key(KeyId="alias/data")["KeyMetadata"]["Arn"]
    vault(plant, "nightly", key)
    # Its server is not planted, so that its network is not seen: it does not share its key.
    own = plant.key("server", rotation_days=365, tags={"Environment": "prod"})
    plant.truth.conforms("kms-key-separation", own)
    server = disk(plant, own)
    points(plant, "nightly", point(plant, "last-night", ebs(plant, server), "EBS", key=key, of=("daily", "d")))
    _plan(plant, "daily", rule("d", "cron(0 5 ? * * *)", vault="nightly"), selections=1)
    jobs(plant, job(plant, "restore-in-time", "EBS", "COMPLETED", days=28, hours=2.5))
    plant.declare(
        "rds", "DescribeDBInstanceAutomatedBackups", {"DBInstanceIdentifier": "clean-db"}, BackupTarget="region"
    )
    truth.conforms("backup-encryption", "last-night")
    truth.conforms("backup-recency", server)
    truth.conforms("backup-offsite-copy", server, "clean-db")
    for of_account in ("backup-plan-frequency", "backup-restore-test", "backup-restore-rto"):
        truth.conforms(of_account, plant.account)
    truth.conforms("backup-restore-rto", "restore-in-time")
    truth.conforms("backup-restore-restricted", "mara.beispiel", "jonas.platzhalter", "ida.muster", "on-call")


# --- an account of its own: everything in which a backup can differ ----------------------


def mixed(plant: Plant) -> None:
    """Backups as they are found: fresh, stale, partial, copied and not, with plans that work and plans that do not."""
    key = plant.key("backups", rotation_days=365)
    vault(plant, "prod", key)
    vault(plant, "gap", None, VaultType="LOGICALLY_AIR_GAPPED_BACKUP_VAULT", EncryptionKeyType="AWS_OWNED_KMS_KEY")
    vault(plant, "dr", key, region=AWAY)
    _mixed_points(plant, key)
    _mixed_disks(plant)
    _mixed_rest(plant, key)
    _mixed_copies(plant)
    _mixed_schedules(plant)
    _mixed_restores(plant)


def _mixed_points(plant: Plant, key: str) -> None:
    """backup-encryption: what the vault's key does not say. Two network drives."""
    truth, encryption = plant.truth, "backup-encryption"
    good, bad = (aged_file_system(plant, name, key) for name in ("good", "bad"))
    points(
        plant,
        "prod",
        point(plant, "good", efs(plant, good), "EFS", key=key, of=("daily", "d")),
        point(plant, "sunday", efs(plant, good), "EFS", hours=60, key=key, of=("weekly", "w")),
        point(plant, "partial", efs(plant, bad), "EFS", "PARTIAL", hours=5, key=key),
        point(plant, "creating", efs(plant, bad), "EFS", "CREATING", hours=0.1, key=None),
        point(plant, "expired", ebs(plant, "vol-gone"), "EBS", "EXPIRED", hours=2400, key=None),
    )
    points(plant, "gap", point(plant, "aws-owned", efs(plant, good), "EFS", EncryptionKeyType="AWS_OWNED_KMS_KEY"))
    points(plant, "dr", point(plant, "copy", efs(plant, good), "EFS", key=key), region=AWAY)
    truth.conforms(encryption, "good", "partial", "aws-owned", "copy")
    truth.deviates(encryption, "expired")
    truth.left_out(encryption, "creating")
    truth.conforms("backup-recency", good)
    truth.deviates("backup-recency", bad)
    truth.conforms("backup-offsite-copy", good)


def _mixed_disks(plant: Plant) -> None:
    """backup-recency: volumes and their snapshots."""
    truth, recency = plant.truth, "backup-recency"
    fresh, old, pending, whole = disk(plant), disk(plant), disk(plant), disk(plant, instance="i-0123456789abcdef0")
    aged_snapshot(plant, fresh, 9)
    aged_snapshot(plant, old, 24 * 365)
    aged_snapshot(plant, pending, 1, State="pending")
    arn = f"arn:aws:ec2:{HOME}:{plant.account}:instance/i-0123456789abcdef0"
    points(plant, "prod", point(plant, "whole", arn, "EC2", hours=8, key=None))
    truth.conforms(recency, fresh)
    truth.deviates(recency, old, pending)
    truth.unknown(recency, whole)
    truth.left_out(recency, volume(plant), disk(plant, hours=2))


def _mixed_rest(plant: Plant, key: str) -> None:
    """backup-recency: tables, and file systems of FSx."""
    truth, recency = plant.truth, "backup-recency"
    windows, ontap = (fsx_file_system(plant, n, kind, key) for n, kind in enumerate(("WINDOWS", "ONTAP")))
    made = [
        {
            "BackupId": f"backup-{n}",
            "Lifecycle": "AVAILABLE",
            "Type": "AUTOMATIC",
            "CreationTime": hours_ago(hours),
            "FileSystem": {"FileSystemId": of, "FileSystemType": kind},
        }
        for n, (of, kind, hours) in enumerate(((windows, "WINDOWS", 20), (ontap, "ONTAP", 2)))
    ]
    plant.answers("fsx", "DescribeBackups", {"Backups": made}, partial=True)
    truth.conforms(recency, windows)
    truth.unknown(recency, ontap)
    for name in ("on-demand", "never-again", "with-history"):
        table(plant, name)
        plant.declare("dynamodb", "DescribeTable", {"TableName": name}, CreationDateTime=days_ago(400))
    plant.client("dynamodb").update_continuous_backups(
        TableName="with-history", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    made = [
        {
            "TableName": name,
            "TableArn": dynamodb(plant, name),
            "BackupArn": f"{dynamodb(plant, name)}/backup/01",
            "BackupStatus": "AVAILABLE",
            "BackupCreationDateTime": hours_ago(hours),
        }
        for name, hours in (("on-demand", 5), ("never-again", 700))
    ]
    plant.answers("dynamodb", "ListBackups", {"BackupSummaries": made}, partial=True)
    truth.conforms(recency, "on-demand", "with-history")
    truth.deviates(recency, "never-again")


def _mixed_copies(plant: Plant) -> None:
    """backup-offsite-copy: databases and a disk; a copy that lies in another account."""
    truth, offsite = plant.truth, "backup-offsite-copy"
    abroad, kept = disk(plant), disk(plant)
    for of in (abroad, kept):
        points(plant, "prod", point(plant, f"of-{of}", ebs(plant, of), "EBS", hours=8, key=None))
    safe = f"arn:aws:backup:{AWAY}:{OTHER_ACCOUNT}:backup-vault:safe"
    made = [
        {
            "CopyJobId": f"copy-{n}",
            "ResourceArn": ebs(plant, of),
            "DestinationBackupVaultArn": safe,
            "DestinationRecoveryPointLifecycle": {"DeleteAfterDays": keep},
            "State": "COMPLETED",
            "CompletionDate": days_ago(days),
        }
        # The second one's copy is deleted by now.
        for n, (of, days, keep) in enumerate(((abroad, 1, 30), (kept, 20, 7)))
    ]
    plant.answers("backup", "ListCopyJobs", {"CopyJobs": made}, partial=True)
    truth.conforms(offsite, abroad)
    truth.deviates(offsite, kept)
    home, away = ("rds", "DescribeDBInstanceAutomatedBackups", HOME), ("rds", "DescribeDBInstanceAutomatedBackups", AWAY)
    for name, places in (("replicated", (home, away)), ("at-home", (home,))):
        backup = {
            "DBInstanceIdentifier": name,
            "DBInstanceArn": f"arn:aws:rds:{HOME}:{plant.account}:db:{name}",
            "Region": HOME,
            "RestoreWindow": {"EarliestTime": days_ago(7), "LatestTime": hours_ago(0.1)},
            "BackupTarget": "region",
        }
        for service, operation, region in places:
            arn = f"arn:aws:rds:{region}:{plant.account}:auto-backup:ab-{name}"
            answer = {"DBInstanceAutomatedBackups": [{**backup, "DBInstanceAutomatedBackupsArn": arn}]}
            plant.answers(service, operation, answer, region=region, partial=True)
    truth.conforms(offsite, "replicated")
    truth.deviates(offsite, "at-home")


def _mixed_schedules(plant: Plant) -> None:
    """backup-plan-frequency: one plan works, one is weekly, one selects nothing, one policy is switched off."""
    _plan(plant, "daily", rule("d", "cron(0 5 ? * * *)"), selections=1)
    _plan(plant, "weekly", rule("w", "cron(0 5 ? * SUN *)"), selections=2)
    _plan(plant, "hourly-of-nothing", rule("h", "cron(0 * ? * * *)"), selections=0)
    policies(plant, ("policy-0a", "DISABLED", 1))
    plant.truth.conforms("backup-plan-frequency", plant.account)


def _mixed_restores(plant: Plant) -> None:
    """backup-restore-test and backup-restore-rto."""
    truth = plant.truth
    jobs(
        plant,
        job(plant, "new", "RDS", "COMPLETED", days=10, hours=2.5, of="db", ValidationStatus="SUCCESSFUL"),
        job(plant, "before", "RDS", "COMPLETED", days=40, hours=48, of="db"),
        job(plant, "slow", "EFS", "COMPLETED", days=12, hours=30, of="drive"),
        job(plant, "broken", "EFS", "FAILED", days=4, hours=1, of="drive"),
    )
    truth.conforms("backup-restore-test", plant.account)
    truth.conforms("backup-restore-rto", plant.account, "new")
    truth.deviates("backup-restore-rto", "slow")
    truth.left_out("backup-restore-rto", "before", "broken")


def idle(plant: Plant) -> None:
    """Nothing is in force: a plan without selections, a testing plan that never ran; snapshots by policy that are stale."""
    _plan(plant, "of-nothing", rule("h", "cron(0 * ? * * *)"), selections=0)
    policies(plant, ("policy-0b", "ENABLED", 12))
    made_by(plant, "policy-0b", aged_snapshot(plant, disk(plant), 400), 400)
    plan = {
        "RestoreTestingPlanName": "quarterly",
        "RestoreTestingPlanArn": f"arn:aws:backup:{HOME}:{plant.account}:restore-testing-plan:quarterly",
        "ScheduleExpression": "cron(0 5 1 */3 ? *)",
        "CreationTime": days_ago(20),
    }
    plant.answers("backup", "ListRestoreTestingPlans", {"RestoreTestingPlans": [plan]})
    for unseen in ("backup-plan-frequency", "backup-restore-test", "backup-restore-rto"):
        plant.truth.unknown(unseen, plant.account)


def by_policy(plant: Plant) -> None:
    """Data Lifecycle Manager makes the backups, and AWS Backup none."""
    policies(plant, ("policy-0c", "ENABLED", 12))
    server = disk(plant)
    made_by(plant, "policy-0c", aged_snapshot(plant, server, 9), 9)
    plant.truth.conforms("backup-plan-frequency", plant.account)
    plant.truth.conforms("backup-recency", server)


# --- parts -------------------------------------------------------------------------------


def ebs(plant: Plant, name: str) -> str:
    """The ARN of a volume."""
    return f"arn:aws:ec2:{HOME}:{plant.account}:volume/{name}"


def efs(plant: Plant, name: str) -> str:
    """The ARN of an EFS file system."""
    return f"arn:aws:elasticfilesystem:{HOME}:{plant.account}:file-system/{name}"


def dynamodb(plant: Plant, name: str) -> str:
    """The ARN of a table."""
    return f"arn:aws:dynamodb:{HOME}:{plant.account}:table/{name}"


def vault(plant: Plant, name: str, key: str | None, region: str = HOME, **more: Any) -> None:
    """A vault."""
    told = {
        "BackupVaultName": name,
        "BackupVaultArn": f"arn:aws:backup:{region}:{plant.account}:backup-vault:{name}",
        "VaultType": "BACKUP_VAULT",
        "Locked": False,
        "NumberOfRecoveryPoints": 1,
        **({"EncryptionKeyArn": key} if key else {}),
        **more,
    }
    plant.answers("backup", "ListBackupVaults", {"BackupVaultList": [told]}, region=region)
    plant.counts["backup.vault"] += 1


def point(
    plant: Plant,
    name: str,
    of_resource: str,
    kind: str,
    status: str = "COMPLETED",
    hours: float = 10,
    key: str | None = None,
    of: tuple[str, str] | None = None,
    **more: Any,
) -> Json:
    """A recovery point; encrypted if a key or its type is named. `of`: plan and rule that made it."""
    plant.counts["backup.recovery-point"] += 1
    return {
        "RecoveryPointArn": f"arn:aws:backup:{HOME}:{plant.account}:recovery-point:{name}",
        "ResourceArn": of_resource,
        "ResourceType": kind,
        "Status": status,
        "CreationDate": hours_ago(hours),
        "IsEncrypted": bool(key or more),
        **({"EncryptionKeyArn": key} if key else {}),
        **({"CreatedBy": {"BackupPlanId": of[0], "BackupRuleId": of[1]}} if of else {}),
        **more,
    }


def points(plant: Plant, name: str, *told: Json, region: str = HOME) -> None:
    """Puts recovery points into a vault."""
    answer = {"RecoveryPoints": list(told)}
    plant.answers("backup", "ListRecoveryPointsByBackupVault", answer, region=region, when={"BackupVaultName": name})


def rule(name: str, schedule: str, vault: str = "prod") -> Json:
    """A rule of a plan."""
    return {"RuleName": name, "RuleId": name, "TargetBackupVaultName": vault, "ScheduleExpression": schedule}


def _plan(plant: Plant, name: str, *rules: Json, selections: int) -> None:
    """A plan with so many selections."""
    told = {
        "BackupPlanId": name,
        "BackupPlanName": name,
        "BackupPlanArn": f"arn:aws:backup:{HOME}:{plant.account}:plan:{name}",
    }
    plant.answers("backup", "ListBackupPlans", {"BackupPlansList": [told]})
    when = {"BackupPlanId": name}
    plant.answers("backup", "GetBackupPlan", {"BackupPlan": {"BackupPlanName": name, "Rules": list(rules)}}, when=when)
    chosen = [{"SelectionId": f"{name}-{n}", "SelectionName": "all"} for n in range(selections)]
    plant.answers("backup", "ListBackupSelections", {"BackupSelectionsList": chosen}, when=when)


def job(plant: Plant, name: str, kind: str, status: str, days: float, hours: float, of: str = "any", **more: Any) -> Json:
    """A restore job, so many days ago, that took so many hours."""
    return {
        "RestoreJobId": name,
        "AccountId": plant.account,
        "SourceResourceArn": f"arn:aws:{kind.lower()}:{HOME}:{plant.account}:{of}",
        "ResourceType": kind,
        "Status": status,
        "CreationDate": days_ago(days),
        "CompletionDate": days_ago(days - hours / 24),
        **more,
    }


def jobs(plant: Plant, *told: Json) -> None:
    """Restore jobs of the home region."""
    plant.answers("backup", "ListRestoreJobs", {"RestoreJobs": list(told)})


def policies(plant: Plant, *told: tuple[str, str, int]) -> None:
    """Policies of Data Lifecycle Manager: id, state and interval in hours."""
    listed = [
        {"PolicyId": name, "State": state, "PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "Description": "planted"}
        for name, state, _ in told
    ]
    plant.answers("dlm", "GetLifecyclePolicies", {"Policies": listed})
    for name, _, hours in told:
        schedule = {"Name": "often", "CreateRule": {"Interval": hours, "IntervalUnit": "HOURS"}}
        details = {"PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "Schedules": [schedule]}
        answer = {"Policy": {"PolicyId": name, "PolicyDetails": details}}
        plant.answers("dlm", "GetLifecyclePolicy", answer, when={"PolicyId": name}, partial=True)


def made_by(plant: Plant, policy: str, snapshot: str, hours: float) -> None:
    """Says that a policy made a snapshot. moto takes no tags that begin with `aws:`."""
    tags = {"aws:dlm:lifecycle-policy-id": policy, "aws:dlm:lifecycle-schedule-name": "often"}
    told = {
        "SnapshotId": snapshot,
        "State": "completed",
        "StartTime": hours_ago(hours),
        "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
    }
    asked = {"Filters": [{"Name": "tag:aws:dlm:lifecycle-policy-id", "Values": [policy]}]}
    plant.answers("ec2", "DescribeSnapshots", {"Snapshots": [told]}, when=asked, partial=True)


def disk(plant: Plant, key: str | None = None, hours: float = 5000, instance: str = "i-0aaaaaaaaaaaaaaaa") -> str:
    """A volume that a server has been using for so many hours. Returns its id."""
    made = volume(plant, key)
    attached = [{"InstanceId": instance, "VolumeId": made, "State": "attached"}]
    plant.declare(
        "ec2", "DescribeVolumes", {"VolumeId": made}, State="in-use", CreateTime=hours_ago(hours), Attachments=attached
    )
    return made


def aged_snapshot(plant: Plant, of: str, hours: float, **more: Any) -> str:
    """A snapshot of a volume, so many hours old. Returns its id."""
    made = str(plant.client("ec2").create_snapshot(VolumeId=of)["SnapshotId"])
    plant.declare("ec2", "DescribeSnapshots", {"SnapshotId": made}, StartTime=hours_ago(hours), **more)
    return made


def aged_file_system(plant: Plant, token: str, key: str) -> str:
    """An EFS file system that has been there for months. Returns its id."""
    made = file_system(plant, token, key)
    plant.declare("efs", "DescribeFileSystems", {"FileSystemId": made}, CreationTime=days_ago(200))
    return made
