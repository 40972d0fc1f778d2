"""Buckets for a ledger of runs: one for each way in which a bucket keeps what lies in it."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Plant

#: Runs in the bucket `ledger-many`: more than one page of a list.
MANY = 1005


def buckets(plant: Plant) -> None:
    """Buckets by what they do."""
    _bucket(plant, "plain")
    _bucket(plant, "away", AWAY)
    _bucket(plant, "locked", ObjectLockEnabledForBucket=True)
    s3 = plant.client("s3")
    _bucket(plant, "versioned")
    s3.put_bucket_versioning(Bucket="ledger-versioned", VersioningConfiguration={"Status": "Enabled"})
    _bucket(plant, "ruled", ObjectLockEnabledForBucket=True)
    rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 5}}
    lock = {"ObjectLockEnabled": "Enabled", "Rule": rule}
    s3.put_object_lock_configuration(Bucket="ledger-ruled", ObjectLockConfiguration=lock)
    _bucket(plant, "kms")
    default = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}
    s3.put_bucket_encryption(Bucket="ledger-kms", ServerSideEncryptionConfiguration=default)


def pages(plant: Plant) -> None:
    """Runs, a folder as S3's console makes it, and a neighbour whose prefix begins like that of the ledger."""
    s3 = plant.client("s3")
    _bucket(plant, "many")
    for n in range(MANY):
        s3.put_object(Bucket="ledger-many", Key=f"tom/runs/{n:08}.json", Body=str(n).encode())
    s3.put_object(Bucket="ledger-many", Key="tom/runs/", Body=b"")
    s3.put_object(Bucket="ledger-many", Key="tomcat/runs/1.json", Body=b"")


def _bucket(plant: Plant, name: str, region: str = HOME, **more: Any) -> None:
    where = {"LocationConstraint": region}
    plant.client("s3", region).create_bucket(Bucket=f"ledger-{name}", CreateBucketConfiguration=where, **more)
