"""Names the AWS operation of an HTTP request.

In: one request (method, path, query, headers, body) and the signing scope.
Out: a `Call`: service, operation, region, protocol and the members asked for.

Which service: by the signing name, and where several share one by what their requests
look like (target prefix, API version, path). Which operation: by the protocol, all from
botocore's own service models, so no list of operations is kept by hand.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import botocore.session
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError
from botocore.model import OperationModel, ServiceModel
from werkzeug.datastructures import MultiDict

import routes

#: Members that say what a call is about; the first one present is the target.
TARGET_MEMBERS = (
    "Bucket",
    "KeyId",
    "UserName",
    "GroupName",
    "RoleName",
    "PolicyArn",
    "DBParameterGroupName",
    "DBClusterParameterGroupName",
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "DBSnapshotIdentifier",
    "DBClusterSnapshotIdentifier",
    "DBProxyName",
    "Engine",
    "AccountId",
)

#: Signing name -> the services that sign with it, where it is not one service of the same name. Neptune
#: and DocumentDB speak to RDS in its own words: on the wire they are `rds`. `check.py` compares this table
#: with botocore.
SIGNED_AS: dict[str, tuple[str, ...]] = {
    "access-analyzer": ("accessanalyzer",),
    "aoss": ("opensearchserverless",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "elasticfilesystem": ("efs",),
    "elasticloadbalancing": ("elbv2", "elb"),
    "elasticmapreduce": ("emr",),
    "es": ("opensearch", "es"),
    "execute-api": ("apigatewaymanagementapi",),
    "monitoring": ("cloudwatch",),
    "s3": ("s3", "s3control"),
    "s3express": ("s3",),
    "ses": ("sesv2", "ses"),
    "servicequotas": ("service-quotas",),
    "sso": ("sso-admin",),
    "states": ("stepfunctions",),
    "tagging": ("resourcegroupstaggingapi",),
}

CREDENTIAL = re.compile(r"Credential=([\w-]+)/\d{8}/([\w-]+)/([\w-]+)/aws4_request")
#: Services that answer once per partition are signed for another region than this one.
ANY_REGION = "eu-central-1"
CBOR = "smithy-rpc-v2-cbor"
_CBOR_PATH = re.compile(r"/service/([^/]+)/operation/([^/]+)")


@dataclass(frozen=True)
class Scope:
    """Who signed, for which region and service (SigV4 credential scope)."""

    key: str
    region: str
    service: str


@dataclass(frozen=True)
class Request:
    """The parts of an HTTP request that decide which operation it is. The path is as it
    was sent, with its percent signs."""

    method: str
    path: str
    query: MultiDict[str, str]
    headers: Mapping[str, str]
    body: bytes


class Named(NamedTuple):
    """What a request is: an operation in a protocol, and the labels of its path. The
    operation is "" if no model knows it."""

    service: str
    operation: str
    protocol: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Call:
    """One named call with its input members, as botocore would take them."""

    service: str
    operation: str
    region: str
    protocol: str = ""
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str]:
        """Service and operation."""
        return self.service, self.operation

    @property
    def model(self) -> OperationModel:
        """botocore's model of the operation; it must be a known one."""
        return model(self.service).operation_model(self.operation)

    @property
    def params(self) -> dict[str, str]:
        """The scalar members as text."""
        return {k: text_of(v) for k, v in self.members.items() if isinstance(v, (str, int))}

    @property
    def target(self) -> str:
        """What the call is about: a bucket, key, user, group … or ""; else the first text that
        the operation cannot do without."""
        params = self.params
        for member in TARGET_MEMBERS:
            value = params.get(member)
            if value:
                version = params.get("EngineVersion")
                return f"{value} {version}" if member == "Engine" and version else value
        shape = self.model.input_shape if self.operation else None
        return next((params[name] for name in (shape.required_members if shape else ()) if name in params), "")

    def logged(self) -> dict[str, str]:
        """The form in which `/_gate/calls` lists it."""
        return {
            "service": self.service,
            "operation": self.operation,
            "region": self.region,
            "target": self.target,
        }


def text_of(value: str | int) -> str:
    """A scalar as AWS's query strings write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def scope_of(headers: Mapping[str, str]) -> Scope | None:
    """Read the SigV4 scope; None for an unsigned request."""
    found = CREDENTIAL.search(headers.get("authorization", ""))
    return Scope(*found.groups()) if found else None


@functools.cache
def session() -> botocore.session.Session:
    """One session, for its models and endpoints."""
    return botocore.session.get_session()


@functools.cache
def model(service: str) -> ServiceModel:
    """Load botocore's model of a service."""
    return session().get_service_model(service)


@functools.cache
def known_services() -> frozenset[str]:
    """Every service that botocore has a model of."""
    return frozenset(session().get_available_services())


def services_signed_as(signing_name: str) -> tuple[str, ...]:
    """The services that a signing name can mean; none if botocore knows none."""
    if signing_name in SIGNED_AS:
        return SIGNED_AS[signing_name]
    alone = signing_name in known_services() and model(signing_name).signing_name == signing_name
    return (signing_name,) if alone else ()


@functools.cache
def global_region(service: str) -> str | None:
    """The one region for which a service is signed that answers once per partition; None for a
    regional service. By AWS's endpoint rules."""
    loader = session().get_component("data_loader")
    rules = loader.load_service_model(service, "endpoint-rule-set-1")
    asked = {name: False for name in ("UseFIPS", "UseDualStack") if name in rules["parameters"]}
    try:
        provider = EndpointProvider(rules, loader.load_data("partitions"))
        endpoint = provider.resolve_endpoint(Region=ANY_REGION, **asked)
    except EndpointProviderError:
        return None
    schemes = (endpoint.properties or {}).get("authSchemes") or [{}]
    signed = schemes[0].get("signingRegion", ANY_REGION)
    return None if signed == ANY_REGION else signed


def protocols(service: str) -> list[str]:
    """The protocols that a service answers in."""
    metadata = model(service).metadata
    return list(metadata.get("protocols") or [metadata["protocol"]])


def name_request(request: Request, scope: Scope) -> Named:
    """Name a signed request."""
    services = services_signed_as(scope.service)
    found = None
    if request.headers.get("smithy-protocol") == "rpc-v2-cbor":
        found = _by_cbor_path(request, services)
    elif "x-amz-target" in request.headers:
        found = _by_target(request, services)
    elif "Action" in request.query or _form_of(request).get("Action"):
        found = _by_action(request, services)
    else:
        found = _by_route(request, services, scope)
    return found or Named(services[0] if services else scope.service, "", "", {})


def _form_of(request: Request) -> dict[str, str]:
    """The fields of a form; none if the body is something else."""
    kind = request.headers.get("content-type", "")
    return dict(form_fields(request)) if kind.startswith("application/x-www-form-urlencoded") else {}


def form_fields(request: Request) -> Iterable[tuple[str, str]]:
    """The fields of the query protocols: from the body, or the query string of a GET."""
    if request.body:
        return routes.pairs(request.body.decode("utf-8", "replace"))
    return request.query.items(multi=True)


def _known(service: str, operation: str, protocol: str) -> Named:
    """Named, if the service has such an operation."""
    known = operation in model(service).operation_names
    return Named(service, operation if known else "", protocol, {})


def _by_cbor_path(request: Request, services: Iterable[str]) -> Named | None:
    found = _CBOR_PATH.fullmatch(request.path)
    for service in services:
        if found and found.group(1) == model(service).metadata.get("targetPrefix"):
            return _known(service, found.group(2), CBOR)
    return None


def _by_target(request: Request, services: Iterable[str]) -> Named | None:
    prefix, _, operation = request.headers["x-amz-target"].rpartition(".")
    for service in services:
        if prefix == model(service).metadata.get("targetPrefix"):
            return _known(service, operation, "json")
    return None


def _by_action(request: Request, services: Iterable[str]) -> Named | None:
    fields = dict(form_fields(request))
    for service in services:
        spoken = [p for p in protocols(service) if p in ("query", "ec2")]
        if spoken and fields.get("Version") == model(service).api_version:
            return _known(service, fields.get("Action", ""), spoken[0])
    return None


def _by_route(request: Request, services: Iterable[str], scope: Scope) -> Named | None:
    if scope.service in ("s3", "s3express"):
        services = ("s3control",) if request.path.startswith("/v20180820/") else ("s3",)
    for service in services:
        spoken = [p for p in protocols(service) if p.startswith("rest-")]
        found = routes.find(model(service), request, directory=scope.service == "s3express") if spoken else None
        if found:
            return Named(service, found.operation, spoken[0], found.labels)
    return None
