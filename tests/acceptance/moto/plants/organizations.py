"""What an organisation forbids its accounts: the guardrail against other regions, and accounts without one."""

from __future__ import annotations

from planting import Json, Plant, document

RULE = "organizations-region-deny"
MANAGEMENT = "999988887777"
ROOT, UNIT = "r-tom1", "ou-tom1-workload"
FULL = "p-FullAWSAccess"
SERVICE, RESOURCE = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"

#: Global services, as AWS's example exempts them.
EXEMPT = ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "sts:*", "support:*"]


def only(*regions: str, **changes: object) -> Json:
    """The documented statement: nothing outside these regions."""
    condition = {"StringNotEquals": {"aws:RequestedRegion": list(regions)}}
    statement = {"Effect": "Deny", "NotAction": EXEMPT, "Resource": "*", "Condition": condition, **changes}
    return {name: value for name, value in statement.items() if value is not None}


def states(plant: Plant) -> None:
    """A guardrail that is too wide; the other states exclude it."""
    wide(plant)


def clean(plant: Plant) -> None:
    """A guardrail as documented."""
    guarded(plant)


def alone(plant: Plant) -> None:
    """An account in no organisation."""
    plant.fails("organizations", "DescribeOrganization", "AWSOrganizationsNotInUseException", region=None)
    plant.truth.deviates(RULE, plant.account)


def management(plant: Plant) -> None:
    """The management account, which its own policies do not bind."""
    _organization(plant, management=plant.account)
    plant.truth.deviates(RULE, plant.account)


def guarded(plant: Plant) -> None:
    """A policy at the organisational unit keeps the account in one region."""
    _member(plant, {UNIT: [("p-region001", only("eu-central-1"))]})
    plant.truth.conforms(RULE, plant.account)


def wide(plant: Plant) -> None:
    """A guardrail that leaves one region more than is documented."""
    _member(plant, {UNIT: [("p-region001", only("eu-central-1", "us-east-1"))]})
    plant.truth.deviates(RULE, plant.account)


def exempting(plant: Plant) -> None:
    """A guardrail that leaves out object storage, which is no global service."""
    _member(plant, {UNIT: [("p-region001", only("eu-central-1", NotAction=[*EXEMPT, "s3:*"]))]})
    plant.truth.deviates(RULE, plant.account)


def unguarded(plant: Plant) -> None:
    """Nothing but full access at every level."""
    _member(plant, {})
    plant.truth.deviates(RULE, plant.account)


def without_policies(plant: Plant) -> None:
    """Service control policies are not enabled."""
    _member(plant, {}, full=False)
    plant.truth.deviates(RULE, plant.account)


def billing(plant: Plant) -> None:
    """An organisation for billing alone, which knows no policies."""
    _organization(plant, features="CONSOLIDATED_BILLING")
    plant.truth.deviates(RULE, plant.account)


def enumerated(plant: Plant) -> None:
    """A guardrail that names the regions of today; those of tomorrow stay open."""
    listed = (
        "us-east-1 us-west-2 eu-west-1 ap-southeast-1 unspecified af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 "
        "ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 "
        "ap-southeast-7 ca-central-1 ca-west-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-2 eu-west-3 il-central-1 "
        "me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-2 us-west-1"
    ).split()
    named = only(Condition={"StringEquals": {"aws:RequestedRegion": listed}})
    _member(plant, {"account": [("p-region002", named)]})
    plant.truth.unknown(RULE, plant.account)


def by_resource(plant: Plant) -> None:
    """A resource control policy alone: it covers few services, so whether a region is open is not certain."""
    _member(plant, {}, resource=[("p-resource1", only("eu-central-1", NotAction=None, Action="*", Principal="*"))])
    plant.truth.unknown(RULE, plant.account)


def member(plant: Plant) -> None:
    """A member account, which may see its organisation but no policy."""
    _organization(plant)
    for operation in ("ListParents", "ListPoliciesForTarget", "DescribePolicy"):
        plant.fails("organizations", operation, "AccessDeniedException", region=None)
    plant.truth.unknown(RULE, plant.account)


def _organization(plant: Plant, management: str = MANAGEMENT, features: str = "ALL") -> None:
    organization = {
        "Id": "o-a1b2c3d4e5",
        "Arn": f"arn:aws:organizations::{management}:organization/o-a1b2c3d4e5",
        "FeatureSet": features,
        "MasterAccountArn": f"arn:aws:organizations::{management}:account/o-a1b2c3d4e5/{management}",
        "MasterAccountId": management,
        "MasterAccountEmail": "aws@example.com",
        "AvailablePolicyTypes": [],
    }
    plant.answers("organizations", "DescribeOrganization", {"Organization": organization}, region=None)


def _member(
    plant: Plant,
    guards: dict[str, list[tuple[str, Json]]],
    full: bool = True,
    resource: list[tuple[str, Json]] | None = None,
) -> None:
    """An account in a unit below the root, with these policies beside full access."""
    _organization(plant)
    levels = {plant.account: "account", UNIT: UNIT, ROOT: ROOT}
    for child, parent, kind in ((plant.account, UNIT, "ORGANIZATIONAL_UNIT"), (UNIT, ROOT, "ROOT")):
        answer = {"Parents": [{"Id": parent, "Type": kind}]}
        plant.answers("organizations", "ListParents", answer, when={"ChildId": child}, region=None)
    texts: dict[str, Json] = {FULL: {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    for target, name in levels.items():
        own = guards.get(name, [])
        texts.update(own)
        attached = [FULL] * full + [policy for policy, _ in own]
        _attached(plant, target, SERVICE, attached)
        controls = (resource or []) if name == ROOT else []
        texts.update(controls)
        _attached(plant, target, RESOURCE, [policy for policy, _ in controls])
    for policy, statement in texts.items():
        kind = RESOURCE if policy in dict(resource or []) else SERVICE
        answer = {"Policy": {"PolicySummary": _summary(policy, kind), "Content": document(statement)}}
        plant.answers("organizations", "DescribePolicy", answer, when={"PolicyId": policy}, region=None)


def _attached(plant: Plant, target: str, kind: str, policies: list[str]) -> None:
    answer = {"Policies": [_summary(policy, kind) for policy in policies]}
    plant.answers("organizations", "ListPoliciesForTarget", answer, when={"TargetId": target, "Filter": kind}, region=None)


def _summary(policy: str, kind: str) -> Json:
    owner = "aws" if policy == FULL else MANAGEMENT
    arn = f"arn:aws:organizations::{owner}:policy/{kind.lower()}/{policy}"
    return {"Id": policy, "Arn": arn, "Name": policy, "Type": kind, "AwsManaged": policy == FULL}
