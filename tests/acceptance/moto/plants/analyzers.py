"""What IAM Access Analyzer found: access from outside, and access that nobody uses."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago

#: Has access by the document; nobody else may.
PROCESSOR = "444455556666"
STRANGER = "777788889999"

PARAMS = {"accessanalyzer-external-access": {"allowed_accounts": [PROCESSOR]}}

UNUSED = "ACCOUNT_UNUSED_ACCESS"


# --- states, clean -----------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every region another state of access from outside; one state of unused access."""
    _outsiders(plant)
    _reviewed(plant)


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
    old = outside(plant, stranger)
    truth.conforms(rule, looks(AWAY, outside(plant, processor), outside(plant, role), archived=(old,)))
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


def clean(plant: Plant) -> None:
    """An analyzer of access from outside in every region, one of unused access for all of them."""
    truth = plant.truth
    for region in regions(plant):
        at_work = analyzer(plant, region)
        truth.conforms("accessanalyzer-external-access", region)
        if region == HOME:
            found(plant, region, at_work, [outside(plant, {"principal": {"AWS": PROCESSOR}})])
    looks = analyzer(plant, HOME, kind=UNUSED, days=90)
    found(plant, HOME, looks, [unused(plant, 20)], [unused(plant, 800)], "ListFindingsV2")
    truth.conforms("iam-access-review", plant.account)


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


def silent_analyzer(plant: Plant) -> None:
    """iam-access-review: the analyzer does not say from when on access counts as unused."""
    analyzer(plant, HOME, kind="ORGANIZATION_UNUSED_ACCESS")
    plant.truth.unknown("iam-access-review", plant.account)


def other_accounts(plant: Plant) -> None:
    """iam-access-review: the analyzer of the organization passes over this account, the own one over another."""
    passes_over(plant, analyzer(plant, HOME, kind="ORGANIZATION_UNUSED_ACCESS", days=30), {"accountIds": [plant.account]})
    own = analyzer(plant, AWAY, kind=UNUSED, days=60)
    passes_over(plant, own, {"accountIds": [PROCESSOR]}, {"accountIds": [STRANGER], "resourceTags": [{"team": "a"}]})
    plant.truth.conforms("iam-access-review", plant.account)


def passed_over(plant: Plant) -> None:
    """iam-access-review: no analyzer looks at this account."""
    passes_over(plant, analyzer(plant, HOME, kind="ORGANIZATION_UNUSED_ACCESS", days=30), {"accountIds": [plant.account]})
    plant.truth.unknown("iam-access-review", plant.account)


def tags_passed_over(plant: Plant) -> None:
    """iam-access-review: whatever carries a tag is never reported."""
    passes_over(plant, analyzer(plant, HOME, kind=UNUSED, days=30), {"resourceTags": [{"review": "no"}]})
    plant.truth.unknown("iam-access-review", plant.account)


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


def crowd(plant: Plant) -> None:
    """More of everything than a short page holds; what matters comes last."""
    for number in range(8):
        analyzer(plant, HOME, name=f"off-{number}", status="DISABLED")
    findings = [unused(plant, 20) for _ in range(8)]
    looks = analyzer(plant, HOME, kind=UNUSED, days=90)
    found(plant, HOME, looks, [*findings, unused(plant, 400)], operation="ListFindingsV2")
    found(plant, HOME, analyzer(plant, HOME), [outside(plant, {"principal": {"AWS": STRANGER}})])
    plant.truth.deviates("iam-access-review", plant.account)
    plant.truth.deviates("accessanalyzer-external-access", HOME)


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
    if status == "FAILED":
        shown["statusReason"] = {"code": "SERVICE_LINKED_ROLE_CREATION_FAILED"}
    plant.answers("accessanalyzer", "ListAnalyzers", {"analyzers": [shown]}, region=region)
    # The list leaves the settings out ("AnalyzerSummary", IAM Access Analyzer API reference).
    settings = {"configuration": {"unusedAccess": {"unusedAccessAge": days}}} if days else {}
    asked = {"analyzerName": name}
    plant.answers("accessanalyzer", "GetAnalyzer", {"analyzer": {**shown, **settings}}, region=region, when=asked)
    plant.counts["accessanalyzer.analyzer"] += 1
    return arn


def passes_over(plant: Plant, arn: str, *exclusions: Json) -> None:
    """What an analyzer of unused access leaves out."""
    _, _, _, region, _, name = arn.split(":")
    settings = {"configuration": {"unusedAccess": {"analysisRule": {"exclusions": list(exclusions)}}}}
    asked = {"analyzerName": name.partition("/")[2]}
    plant.answers("accessanalyzer", "GetAnalyzer", {"analyzer": settings}, region=region, when=asked)


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
