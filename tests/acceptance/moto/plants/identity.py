"""Who gets in: analyzers of access, user pools, directories, and whose auditors speak for the data centres."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago, document

#: Has access by the document; nobody else may.
PROCESSOR = "444455556666"
STRANGER = "777788889999"

PARAMS = {
    "accessanalyzer-external-access": {"allowed_accounts": [PROCESSOR]},
    "cognito-password-policy": {"min_length": 8, "letter": True, "digit": True, "symbol": True},
    "cognito-mfa": {"mode": "OPTIONAL"},
    "cognito-lockout": {"max_attempts": 5, "threat_protection": True},
    # As many persons as `clean` has.
    "iam-federation": {"local_console_users_max": 3},
}

#: AWS has reports in every account. Here an account has none unless they are planted, so that `empty` confirms nothing.
EMPTY = {("artifact", "ListReports")}

UNUSED = "ACCOUNT_UNUSED_ACCESS"


# --- states ------------------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    _outsiders(plant)
    _reviewed(plant)
    _pools(plant)
    _directories(plant)
    _old_reports(plant)


def _outsiders(plant: Plant) -> None:
    """accessanalyzer-external-access: each region is judged for itself, so each is a state."""
    truth, rule = plant.truth, "accessanalyzer-external-access"
    bucket, key = "arn:aws:s3:::leaflets", f"arn:aws:kms:us-west-2:{plant.account}:key/0a1b2c3d"
    anybody: Json = {"principal": {"AWS": "*"}, "isPublic": True}
    processor, stranger = {"principal": {"AWS": PROCESSOR}}, {"principal": {"AWS": STRANGER}}

    def looks(region: str, *active: Json, archived: tuple[Json, ...] = (), **of: Any) -> str:
        found(plant, region, analyzer(plant, region, **of), active, archived)
        return region

    role = {"principal": {"AWS": f"arn:aws:iam::{PROCESSOR}:role/import"}}
    truth.conforms(rule, looks(AWAY, outside(plant, processor), outside(plant, role), archived=(outside(plant, stranger),)))
    # The analyzer of the whole organization tells of other accounts too.
    elsewhere = outside(plant, stranger, resourceOwnerAccount="111100002222")
    truth.conforms(rule, looks("ap-northeast-1", elsewhere, kind="ORGANIZATION"))
    truth.deviates(rule, looks(HOME, outside(plant, anybody, resource=bucket)))
    truth.deviates(rule, looks("us-west-2", outside(plant, stranger, resource=key, resourceType="AWS::KMS::Key")))
    # The stranger is on the second page of seven.
    many = [outside(plant, processor, resource=f"{bucket}-{number}") for number in range(9)]
    truth.deviates(rule, looks("sa-east-1", *many, outside(plant, stranger)))
    looks("ap-southeast-1", name="first")
    truth.deviates(rule, looks("ap-southeast-1", outside(plant, stranger), name="second"))
    failed = outside(plant, {"error": "ACCESS_DENIED"}, resource=bucket)
    truth.unknown(rule, looks("eu-west-3", failed))
    truth.deviates(rule, looks("eu-north-1", failed, outside(plant, anybody, resource=bucket)))
    hidden = analyzer(plant, "eu-west-2")
    plant.fails(
        "accessanalyzer",
        "ListFindings",
        "AccessDeniedException",
        region="eu-west-2",
        when={"analyzerArn": hidden},
        status=403,
    )
    analyzer(plant, "us-east-2", status="CREATING")
    analyzer(plant, "us-west-1", kind="ORGANIZATION", status="FAILED")
    analyzer(plant, "ap-south-1", kind="ACCOUNT_INTERNAL_ACCESS")
    # No analyzer, or none at work: that is no pass.
    truth.unknown(rule, "eu-west-2", "us-east-2", "us-west-1", "ap-south-1", "us-east-1")


def _reviewed(plant: Plant) -> None:
    """iam-access-review: noticed, and left lying. The finding that was archived is older still."""
    at_work = analyzer(plant, AWAY, kind=UNUSED, days=90)
    found(plant, AWAY, at_work, [unused(plant, 20), unused(plant, 400)], [unused(plant, 800)], "ListFindingsV2")
    plant.truth.deviates("iam-access-review", plant.account)


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
    """An analyzer in every region, one user pool, and a directory behind the sign-in."""
    truth = plant.truth
    for region in regions(plant):
        at_work = analyzer(plant, region)
        truth.conforms("accessanalyzer-external-access", region)
        if region == HOME:
            found(plant, region, at_work, [outside(plant, {"principal": {"AWS": PROCESSOR}})])
    looks = analyzer(plant, HOME, kind=UNUSED, days=90)
    found(plant, HOME, looks, [unused(plant, 20)], [unused(plant, 800)], "ListFindingsV2")
    truth.conforms("iam-access-review", plant.account)
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


def no_unused_analyzer(plant: Plant) -> None:
    """iam-access-review: an analyzer, but of access from outside."""
    analyzer(plant, HOME)
    analyzer(plant, AWAY, kind=UNUSED, days=90, status="DISABLED")
    plant.truth.unknown("iam-access-review", plant.account)


def late_analyzer(plant: Plant) -> None:
    """iam-access-review: what is unused for a year only is reported."""
    analyzer(plant, HOME, kind=UNUSED, days=365)
    plant.truth.deviates("iam-access-review", plant.account)


def default_analyzer(plant: Plant) -> None:
    """iam-access-review: the analyzer names no age, and AWS takes 90 days."""
    analyzer(plant, HOME, kind="ORGANIZATION_UNUSED_ACCESS")
    plant.truth.conforms("iam-access-review", plant.account)


def two_analyzers(plant: Plant) -> None:
    """iam-access-review: a later analyzer must not answer for one that did not."""
    first, second = (analyzer(plant, region, kind=UNUSED, days=90) for region in (HOME, AWAY))
    hidden = {"analyzerArn": first}
    plant.fails("accessanalyzer", "ListFindingsV2", "AccessDeniedException", when=hidden, status=403)
    found(plant, AWAY, second, [unused(plant, 20)], operation="ListFindingsV2")
    plant.truth.unknown("iam-access-review", plant.account)


def a_late_one_and_silence(plant: Plant) -> None:
    """iam-access-review: one region has an analyzer that is too late, another may have a better one."""
    analyzer(plant, HOME, kind=UNUSED, days=365)
    plant.fails("accessanalyzer", "ListAnalyzers", "AccessDeniedException", region=AWAY, status=403)
    plant.truth.unknown("iam-access-review", plant.account)


def a_good_one_and_silence(plant: Plant) -> None:
    """iam-access-review: one analyzer sees all of IAM, whatever another region would say."""
    analyzer(plant, HOME, kind=UNUSED, days=60)
    plant.fails("accessanalyzer", "ListAnalyzers", "AccessDeniedException", region=AWAY, status=403)
    plant.truth.conforms("iam-access-review", plant.account)


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


def beside_a_provider(plant: Plant) -> None:
    """iam-federation: four persons go past the provider."""
    no_instances(plant)
    provider(plant, "corp")
    for number in range(4):
        plant.user(f"person-{number}", console=True)
    plant.truth.deviates("iam-federation", plant.account)


# --- single resources --------------------------------------------------------------------


def regions(plant: Plant) -> list[str]:
    """The regions that are enabled."""
    return [one["RegionName"] for one in plant.client("ec2").describe_regions()["Regions"]]


def analyzer(
    plant: Plant,
    region: str,
    *,
    kind: str = "ACCOUNT",
    status: str = "ACTIVE",
    days: int | None = None,
    name: str | None = None,
) -> str:
    """An analyzer; `days` without use count as unused, if it says. Returns its ARN."""
    name = name or kind.lower()
    arn = f"arn:aws:access-analyzer:{region}:{plant.account}:analyzer/{name}"
    shown: Json = {"arn": arn, "name": name, "type": kind, "status": status, "createdAt": days_ago(900)}
    if days:
        shown["configuration"] = {"unusedAccess": {"unusedAccessAge": days}}
    if status == "FAILED":
        shown["statusReason"] = {"code": "SERVICE_LINKED_ROLE_CREATION_FAILED"}
    plant.answers("accessanalyzer", "ListAnalyzers", {"analyzers": [shown]}, region=region)
    plant.counts["accessanalyzer.analyzer"] += 1
    return arn


def found(
    plant: Plant,
    region: str,
    by: str,
    active: list[Json] | tuple[Json, ...] = (),
    archived: list[Json] | tuple[Json, ...] = (),
    operation: str = "ListFindings",
) -> None:
    """What an analyzer found. Who asks for active findings gets these, who does not gets all."""
    asked: Json = {"analyzerArn": by}
    only = {**asked, "filter": {"status": {"eq": ["ACTIVE"]}}}
    all_of_them = [*active, *({**one, "status": "ARCHIVED"} for one in archived)]
    plant.answers("accessanalyzer", operation, {"findings": list(active)}, region=region, when=only)
    plant.answers("accessanalyzer", operation, {"findings": all_of_them}, region=region, when=asked)


def _finding(plant: Plant, days: float, **more: Any) -> Json:
    seen = {"createdAt": days_ago(days), "analyzedAt": days_ago(0.1), "updatedAt": days_ago(days)}
    return {"id": f"f-{days}", "status": "ACTIVE", "resourceOwnerAccount": plant.account, **seen, **more}


def outside(plant: Plant, who: Json, **more: Any) -> Json:
    """A finding about access from outside."""
    of = {"resource": "arn:aws:s3:::documents", "resourceType": "AWS::S3::Bucket", "condition": {}}
    return _finding(plant, 30, **{**of, **who, **more})


def unused(plant: Plant, days: float) -> Json:
    """A finding about unused access."""
    role = f"arn:aws:iam::{plant.account}:role/forgotten-{days}"
    return _finding(plant, days, resource=role, resourceType="AWS::IAM::Role", findingType="UnusedIAMRole")


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


def provider(plant: Plant, name: str) -> str:
    """A SAML provider. Returns its name."""
    metadata = f"<EntityDescriptor entityID='{name}'>{document():>1000}</EntityDescriptor>"
    plant.client("iam").create_saml_provider(Name=name, SAMLMetadataDocument=metadata)
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
