"""Occasions for calls that neither `states` nor `clean` needs, each an account of its own."""

from __future__ import annotations

from planting import Plant, days_ago
from plants.organizations import MANAGEMENT


def late_report(plant: Plant) -> None:
    """iam-user-mfa: the credential report is of yesterday, so who has a second factor is asked anew."""
    plant.truth.conforms("iam-user-mfa", plant.user("mara.beispiel", console=True, mfa=True))
    plant.truth.deviates("iam-user-mfa", plant.user("jonas.platzhalter", console=True))
    iam = plant.client("iam")
    iam.generate_credential_report()
    report = {name: value for name, value in iam.get_credential_report().items() if name != "ResponseMetadata"}
    plant.answers("iam", "GetCredentialReport", {**report, "GeneratedTime": days_ago(1)}, region=None)


def other_accounts(plant: Plant) -> None:
    """account-environment-separation: the environment that the document demands beside this one is an account of its own."""
    plant.instance("orders", tags={"Environment": "prod"})
    for number, environment in ((MANAGEMENT, "shared"), (plant.account, "prod"), ("999988886666", "staging")):
        arn = f"arn:aws:organizations::{MANAGEMENT}:account/o-a1b2c3d4e5/{number}"
        account = {"Id": number, "Arn": arn, "Name": environment, "Status": "ACTIVE", "State": "ACTIVE"}
        plant.answers("organizations", "ListAccounts", {"Accounts": [account]}, region=None)
        tags = {"Tags": [{"Key": "Environment", "Value": environment}]}
        plant.answers("organizations", "ListTagsForResource", tags, when={"ResourceId": number}, region=None)
    plant.truth.conforms("account-environment-separation", plant.account)
