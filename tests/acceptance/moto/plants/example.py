"""The worked example of README.md: tables that moto holds, and backups that it does not.

    python plant.py --endpoint http://127.0.0.1:PORT example:shown

It takes no part in the scenarios `states` and `clean`: there the group that owns these
services plants.
"""

from __future__ import annotations

from planting import HOME, Plant, days_ago

#: The truth below is that of these parameters.
PARAMS = {"backup-recency": {"max_age_h": 26}}


def shown(plant: Plant) -> None:
    """Two tables, one of them in a backup vault that nobody may read."""
    key = plant.key("backups", rotation_days=365)
    good, bare = table(plant, "orders"), table(plant, "sessions")
    # moto holds it: boto3 plants it, as anybody would.
    plant.client("dynamodb").update_continuous_backups(
        TableName="orders", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    plant.client("backup").create_backup_vault(BackupVaultName="daily", EncryptionKeyArn=key)
    # moto holds the table, but not one of its members.
    plant.declare("dynamodb", "DescribeTable", {"TableName": "orders"}, DeletionProtectionEnabled=True)
    # moto does not know the operation: a whole answer, with everything that AWS always sends.
    plant.answers(
        "backup",
        "ListProtectedResources",
        {"Results": [{"ResourceArn": good, "ResourceType": "DynamoDB", "LastBackupTime": days_ago(0.5)}]},
    )
    plant.answers(
        "backup",
        "ListRecoveryPointsByBackupVault",
        {"RecoveryPoints": [{"RecoveryPointArn": f"{good}/backup/01", "ResourceArn": good, "IsEncrypted": True}]},
        when={"BackupVaultName": "daily"},
    )
    plant.fails("backup", "GetBackupVaultAccessPolicy", "ResourceNotFoundException", when={"BackupVaultName": "daily"})
    truth = plant.truth
    truth.conforms("dynamodb-pitr", "orders")
    truth.deviates("dynamodb-pitr", "sessions")
    truth.conforms("backup-recency", good)
    truth.deviates("backup-recency", bare)
    truth.conforms("backup-encryption", "daily")


def table(plant: Plant, name: str) -> str:
    """A table. Returns its ARN."""
    made = plant.client("dynamodb", HOME).create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    plant.counts["dynamodb.table"] += 1
    return str(made["TableDescription"]["TableArn"])
