"""An account for each of the five TOM documents in `examples/`: all as documented but for what is planted here.

Each starts from `clean` and deviates in a few places from what its document says. What every claim then comes to stands in
`documents.toml`, and why beside it.
"""

from __future__ import annotations

import argparse
import importlib

from planting import AWAY, HOME, Plant, allow, document
from plants import macie

#: Regions that are switched on. AWS has seventeen that always are; three are enough to find something elsewhere.
REGIONS = (HOME, AWAY, "us-east-1")
PROD = {"Environment": "prod"}


def _clean(plant: Plant) -> None:
    """The account `clean`, of all groups, in few regions."""
    importlib.import_module("plant").grow(plant, argparse.Namespace(scenario="clean"))
    enabled = [{"RegionName": name, "RegionOptStatus": "ENABLED_BY_DEFAULT"} for name in REGIONS]
    plant.answers("account", "ListRegions", {"Regions": enabled}, region=None)


def _password_policy(plant: Plant, length: int, symbols: bool = True, upper: bool = True) -> None:
    """A password policy that differs from the one of `clean`."""
    plant.client("iam").update_account_password_policy(
        MinimumPasswordLength=length,
        RequireSymbols=symbols,
        RequireNumbers=True,
        RequireUppercaseCharacters=upper,
        RequireLowercaseCharacters=True,
        MaxPasswordAge=90,
        PasswordReusePrevention=12,
    )


def invitario(plant: Plant) -> None:
    """A bucket abroad without KMS, without TLS and without Macie, a shared user, one who left, passwords without special characters."""
    _clean(plant)
    plant.bucket("exports", AWAY)
    macie.off(plant, AWAY)
    _password_policy(plant, 14, symbols=False)
    plant.user("support", console=True, mfa=True, groups=["readers"], seen_days_ago=2)
    plant.user("paul.ehemals", console=True, mfa=True, groups=["readers"], seen_days_ago=200)
    plant.aged("paul.ehemals", 400)


def cloud_hoster(plant: Plant) -> None:
    """Somebody without a second factor, too many administrators, a database without encryption or a second zone."""
    _clean(plant)
    plant.user("nina.neu", console=True, groups=["readers"], seen_days_ago=1)
    for name in ("omar.oben", "pia.platzhalter", "quentin.quer"):
        plant.user(name, console=True, mfa=True, groups=["admins"], seen_days_ago=1)
    plant.instance(
        "legacy-db", tags=PROD, MultiAZ=False, DeletionProtection=False, DBParameterGroupName="clean-pg16"
    )


def conrat(plant: Plant) -> None:
    """A database that is not backed up and not mirrored, passwords without special characters, rights given to a person."""
    _clean(plant)
    key = plant.client("kms").describe_key(KeyId="alias/data")["KeyMetadata"]["Arn"]
    plant.instance(
        "shop-db", key, tags=PROD, MultiAZ=False, BackupRetentionPeriod=0, DBParameterGroupName="clean-pg16"
    )
    _password_policy(plant, 14, symbols=False)
    plant.user("rita.recht", console=True, mfa=True, seen_days_ago=1, inline=document(allow("s3:Get*")))


def travel_portal(plant: Plant) -> None:
    """Short passwords without upper case, a shared user, a database in one zone; logs are kept for 90 days and more anyway."""
    _clean(plant)
    key = plant.client("kms").describe_key(KeyId="alias/data")["KeyMetadata"]["Arn"]
    _password_policy(plant, 6, upper=False)
    plant.user("team", console=True, mfa=True, groups=["readers"], seen_days_ago=2)
    plant.instance("bookings-db", key, tags=PROD, MultiAZ=False, DBParameterGroupName="clean-pg16")


def dealcode(plant: Plant) -> None:
    """An administrator with an old password and no second factor, SSH open to the world; keys of AWS and long logs anyway."""
    _clean(plant)
    plant.user("sven.selten", console=True, groups=["admins"], seen_days_ago=1)
    plant.aged("sven.selten", 200)
    ec2 = plant.client("ec2")
    found = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["ssh-for-the-office"]}])
    world = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=found["SecurityGroups"][0]["GroupId"], IpPermissions=[world])
