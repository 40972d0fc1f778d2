"""How people sign in: user pools, providers, directories. And whose auditors speak for the data centres."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago, document

PARAMS = {
    "cognito-password-policy": {"min_length": 8, "letter": True, "digit": True, "symbol": True},
    "cognito-mfa": {"mode": "OPTIONAL"},
    "cognito-lockout": {"max_attempts": 5, "threat_protection": True},
    # As many persons as `clean` has.
    "iam-federation": {"local_console_users_max": 3},
}

#: AWS has reports in every account. Here an account has none unless they are planted, so that `empty` confirms nothing.
EMPTY = {("artifact", "ListReports")}


# --- states ------------------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    _pools(plant)
    _directories(plant)
    _old_reports(plant)


def _pools(plant: Plant) -> None:
    """cognito-password-policy, cognito-mfa, cognito-lockout."""
    truth = plant.truth
    password, mfa, lockout = "cognito-password-policy", "cognito-mfa", "cognito-lockout"
    strict = pool(plant, "strict", mfa="ON", protection="ENFORCED")
    # A letter is a letter, be it upper or lower case.
    lower = pool(plant, "lower-case", mfa="OPTIONAL", protection="AUDIT", RequireUppercase=False)
    away = pool(plant, "away", AWAY, mfa="OPTIONAL", protection="ENFORCED")
    weak = pool(plant, "weak", MinimumLength=6)
    plain = pool(plant, "no-symbol", RequireSymbols=False)
    digits = pool(plant, "no-letter", RequireUppercase=False, RequireLowercase=False)
    truth.conforms(password, strict, lower, away)
    truth.deviates(password, weak, plain, digits)
    truth.conforms(mfa, strict, lower, away)
    truth.deviates(mfa, weak, plain, digits)
    truth.conforms(lockout, strict, away)
    truth.deviates(lockout, lower, weak)
    hidden = pool(plant, "hidden", mfa="ON", protection="ENFORCED")
    pools = plant.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    asked = {"UserPoolId": next(one["Id"] for one in pools if one["Name"] == hidden)}
    plant.fails("cognito-idp", "DescribeUserPool", "InternalErrorException", when=asked, status=500)
    for rule in (password, mfa, lockout):
        truth.unknown(rule, hidden)


def _directories(plant: Plant) -> None:
    """iam-federation: more persons have passwords of their own than the document knows of."""
    truth, rule = plant.truth, "iam-federation"
    truth.deviates(rule, plant.account)
    truth.conforms(rule, directory(plant, 0, "corp.example.com", "Active"))
    truth.conforms(rule, directory(plant, 1, "shared.example.com", "Updating", kind="SharedMicrosoftAD", region=AWAY))
    truth.deviates(rule, directory(plant, 2, "impaired.example.com", "Impaired", kind="ADConnector"))
    truth.deviates(rule, directory(plant, 3, "lost.example.com", "Inoperable", kind="SimpleAD"))
    # AWS leaves the stage out: half an answer.
    truth.unknown(rule, directory(plant, 4, "silent.example.com", None))
    no_instances(plant)
    truth.conforms(rule, instance(plant, "staff"))
    truth.deviates(rule, instance(plant, "second", region=AWAY, Status="CREATE_FAILED"))


def _old_reports(plant: Plant) -> None:
    """artifact-iso27001: AWS's own are too old. A vendor's report, a withdrawn one and one without a period are fresh."""
    report(plant, "ISO 27001:2013 Certification", 800)
    report(plant, "C5 Type 2 Report", 500)
    report(plant, "ISO 27001:2022 Certification", 10, state="UNPUBLISHED")
    report(plant, "ISO 27001:2022 Certification", 10, companyName="Example Analytics Inc.", productName="Dashboards")
    report(plant, "C5 Continued Operations Letter", None)
    # Others of the ISO family.
    report(plant, "ISO 27017:2015 Certification", 10)
    plant.truth.deviates("artifact-iso27001", "AWS")


# --- clean, empty ------------------------------------------------------------------------


def clean(plant: Plant) -> None:
    """One user pool, and a directory behind the sign-in."""
    truth = plant.truth
    customers = pool(plant, "customers", mfa="OPTIONAL", protection="ENFORCED")
    for rule in ("cognito-password-policy", "cognito-mfa", "cognito-lockout"):
        truth.conforms(rule, customers)
    provider(plant, "AWSSSO_0a1b2c3d_DO_NOT_DELETE")
    no_instances(plant)
    signed_in = instance(plant, "staff"), directory(plant, 0, "corp.example.com", "Active")
    truth.conforms("iam-federation", plant.account, *signed_in)
    # A certificate is in force for some years: its period ends in the future.
    report(plant, "ISO 27001:2022 Certification", -400)
    truth.conforms("artifact-iso27001", "AWS")


def empty(plant: Plant) -> None:
    """moto has an instance of Identity Center in every account, AWS none until one is made."""
    no_instances(plant)


# --- states that exclude each other -------------------------------------------------------


def only_vendors(plant: Plant) -> None:
    """artifact-iso27001: nothing here is of AWS, or nothing says so."""
    report(plant, "ISO 27001:2022 Certification", 10, companyName="Example Analytics Inc.")
    report(plant, "ISO 27001:2022 Certification", 10, companyName=None)
    report(plant, "SOC 2 Report", 10)
    plant.truth.unknown("artifact-iso27001", "AWS")


def another_standard(plant: Plant) -> None:
    """artifact-iso27001: the certificate ran out, the report on C5 is of last autumn."""
    report(plant, "ISO/IEC 27001 Certification", 500)
    report(plant, "Cloud Computing Compliance Controls Catalogue (C5) Report", 50)
    plant.truth.conforms("artifact-iso27001", "AWS")


def half_a_pool(plant: Plant) -> None:
    """cognito-…: the answer names neither policies nor a second factor, which AWS always tells."""
    listed = {"Id": "eu-central-1_half", "Name": "half"}
    plant.answers("cognito-idp", "ListUserPools", {"UserPools": [listed]})
    plant.answers("cognito-idp", "DescribeUserPool", {"UserPool": listed}, when={"UserPoolId": listed["Id"]})
    plant.truth.unknown("cognito-password-policy", "half")
    plant.truth.unknown("cognito-mfa", "half")


def central(plant: Plant) -> None:
    """iam-federation: nobody has a password of his own, everybody comes through a provider."""
    no_instances(plant)
    plant.user("deploy", access_keys=1)
    provider(plant, "corp")
    plant.truth.conforms("iam-federation", plant.account)


def elsewhere(plant: Plant) -> None:
    """iam-federation: nobody has a password, and no provider is here: the sign-in may lead through another account (I9)."""
    no_instances(plant)
    plant.user("deploy", access_keys=1)
    plant.truth.unknown("iam-federation", plant.account)


def expired_provider(plant: Plant) -> None:
    """iam-federation: nobody has a password, and nobody signs in through a provider that ran out."""
    no_instances(plant)
    plant.user("deploy", access_keys=1)
    provider(plant, "corp", ends_in_days=-10)
    plant.truth.unknown("iam-federation", plant.account)


def beside_a_provider(plant: Plant) -> None:
    """iam-federation: four persons go past the provider."""
    no_instances(plant)
    provider(plant, "corp")
    for number in range(4):
        plant.user(f"person-{number}", console=True)
    plant.truth.deviates("iam-federation", plant.account)


def crowd(plant: Plant) -> None:
    """More of everything than a short page holds; what matters comes last."""
    for number in range(8):
        pool(plant, f"pool-{number}", mfa="ON", protection="ENFORCED")
        directory(plant, number, f"{number}.example.com", "Active")
        report(plant, "SOC 2 Report", 10)
    no_instances(plant)
    truth = plant.truth
    last = pool(plant, "pool-last", MinimumLength=6)
    for rule in ("cognito-password-policy", "cognito-mfa", "cognito-lockout"):
        truth.conforms(rule, "pool-0", "pool-7")
        truth.deviates(rule, last)
    truth.conforms("iam-federation", "7.example.com")
    truth.deviates("iam-federation", directory(plant, 8, "last.example.com", "Failed"))
    report(plant, "ISO 27001:2022 Certification", 10)
    truth.conforms("artifact-iso27001", "AWS")


# --- single resources --------------------------------------------------------------------


def pool(
    plant: Plant, name: str, region: str = HOME, *, mfa: str = "OFF", protection: str | None = None, **policy: Any
) -> str:
    """A user pool that demands eight characters of every class, but for `policy`. Returns its name."""
    classes = ("RequireUppercase", "RequireLowercase", "RequireNumbers", "RequireSymbols")
    asked = {"MinimumLength": 8, **dict.fromkeys(classes, True), **policy}
    more = {"UserPoolAddOns": {"AdvancedSecurityMode": protection}} if protection else {}
    plant.client("cognito-idp", region).create_user_pool(
        PoolName=name, Policies={"PasswordPolicy": asked}, MfaConfiguration=mfa, **more
    )
    plant.counts["cognito-idp.user-pool"] += 1
    return name


def directory(
    plant: Plant, number: int, name: str, stage: str | None, *, kind: str = "MicrosoftAD", region: str = HOME
) -> str:
    """A directory. Returns its name."""
    shown = {"DirectoryId": f"d-906700000{number}", "Name": name, "Type": kind, **({"Stage": stage} if stage else {})}
    plant.answers("ds", "DescribeDirectories", {"DirectoryDescriptions": [shown]}, region=region, partial=True)
    plant.counts["ds.directory"] += 1
    return name


def no_instances(plant: Plant) -> None:
    """No instance of Identity Center but those that are planted."""
    plant.answers("sso-admin", "ListInstances", {"Instances": []}, region=None)


def instance(plant: Plant, name: str, region: str = HOME, **more: Any) -> str:
    """An instance of Identity Center. Returns its name."""
    arn = f"arn:aws:sso:::instance/ssoins-{name:0<16}"
    shown = {"InstanceArn": arn, "OwnerAccountId": plant.account, "Name": name, "Status": "ACTIVE", **more}
    plant.answers("sso-admin", "ListInstances", {"Instances": [shown]}, region=region)
    plant.counts["sso-admin.instance"] += 1
    return name


def provider(plant: Plant, name: str, ends_in_days: float = 365) -> str:
    """A SAML provider. Returns its name."""
    metadata = f"<EntityDescriptor entityID='{name}'>{document():>1000}</EntityDescriptor>"
    made = plant.client("iam").create_saml_provider(Name=name, SAMLMetadataDocument=metadata)
    arn = {"Arn": made["SAMLProviderArn"]}
    plant.declare("iam", "ListSAMLProviders", arn, ValidUntil=days_ago(-ends_in_days))
    plant.counts["iam.saml-provider"] += 1
    return name


def report(plant: Plant, name: str, ended_days_ago: float | None, *, state: str = "PUBLISHED", **more: Any) -> None:
    """A report in AWS Artifact, of AWS itself unless `companyName` says otherwise."""
    number = plant.counts["artifact.report"]
    arn = f"arn:aws:artifact:us-east-1::report/report-{number:016}"
    shown: Json = {
        "id": f"report-{number:016}",
        "name": name,
        "state": state,
        "arn": arn,
        "version": 1,
        "series": "ISO",
        "category": "Certifications and Attestations",
        "companyName": "Amazon Web Services",
        "productName": "AWS",
        **more,
    }
    if ended_days_ago is not None:
        shown |= {"periodStart": days_ago(ended_days_ago + 365), "periodEnd": days_ago(ended_days_ago)}
    shown = {member: value for member, value in shown.items() if value is not None}
    plant.answers("artifact", "ListReports", {"reports": [shown]}, region=None)
    plant.counts["artifact.report"] += 1
