"""Names the AWS operation of an HTTP request.

In: one request (method, path, query, headers, body) and the signing scope.
Out: a `Call`: service, operation, region and what the operation is about.

Query protocol: the `Action` parameter. JSON: the `X-Amz-Target` header.
REST: method, URI template and what the operation requires in its query and
headers, all from botocore's own service models, so no list is kept by hand.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from re import Pattern
from typing import Any
from urllib.parse import parse_qsl

import botocore.session
from botocore.model import OperationModel, ServiceModel

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

REST_SERVICES = ("s3", "s3control", "account")
CREDENTIAL = re.compile(r"Credential=(\w+)/\d{8}/([\w-]+)/([\w-]+)/aws4_request")


@dataclass(frozen=True)
class Scope:
    """Who signed, for which region and service (SigV4 credential scope)."""

    key: str
    region: str
    service: str


@dataclass(frozen=True)
class Request:
    """The parts of an HTTP request that decide which operation it is."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Call:
    """One named call. `params` are the flat, scalar input members, `structured` the
    members of a JSON body."""

    service: str
    operation: str
    region: str
    params: Mapping[str, str] = field(default_factory=dict)
    structured: Mapping[str, Any] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """What the call is about: a bucket, key, user, group … or ""."""
        for member in TARGET_MEMBERS:
            value = self.params.get(member)
            if value:
                version = self.params.get("EngineVersion")
                return f"{value} {version}" if member == "Engine" and version else value
        return ""

    def logged(self) -> dict[str, str]:
        """The form in which `/_gate/calls` lists it."""
        return {
            "service": self.service,
            "operation": self.operation,
            "region": self.region,
            "target": self.target,
        }


def scope_of(headers: Mapping[str, str]) -> Scope | None:
    """Read the SigV4 scope; None for an unsigned request."""
    found = CREDENTIAL.search(headers.get("authorization", ""))
    return Scope(*found.groups()) if found else None


@functools.cache
def model(service: str) -> ServiceModel:
    """Load botocore's model of a service."""
    return botocore.session.get_session().get_service_model(service)


def name_call(request: Request, scope: Scope) -> Call:
    """Name a signed request; the operation is "" if no model knows it."""
    service = _service(request, scope)
    structured = _json(request)
    if service in REST_SERVICES:
        operation, params = _rest(service, request, scope)
    elif "x-amz-target" in request.headers:
        operation = request.headers["x-amz-target"].rpartition(".")[2]
        params = {k: str(v) for k, v in structured.items() if isinstance(v, (str, int))}
    else:
        params = {**request.query, **_form(request.body)}
        operation = params.get("Action", "")
    return Call(service, operation, scope.region, params, structured)


def _service(request: Request, scope: Scope) -> str:
    """s3control and S3 directory buckets share models or names with s3."""
    if scope.service in ("s3", "s3express"):
        return "s3control" if request.path.startswith("/v20180820/") else "s3"
    return scope.service


def _form(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _json(request: Request) -> dict[str, Any]:
    """The members of a JSON body; none if the body is something else."""
    try:
        members = json.loads(request.body)
    except ValueError:
        return {}
    return members if isinstance(members, dict) else {}


@dataclass(frozen=True)
class Route:
    """How one REST operation is recognised."""

    operation: str
    method: str
    path: Pattern[str]
    literals: tuple[tuple[str, str], ...]
    required_query: tuple[str, ...]
    required_headers: tuple[str, ...]
    header_members: tuple[tuple[str, str], ...]
    query_members: tuple[tuple[str, str], ...]

    def conditions(self) -> int:
        """How specific the route is: the most specific match wins."""
        return len(self.literals) + len(self.required_query) + len(self.required_headers)

    def match(self, request: Request) -> dict[str, str] | None:
        """The path members if the request is this operation."""
        if request.method != self.method:
            return None
        found = self.path.fullmatch(request.path)
        if not found:
            return None
        if any(request.query.get(k) is None or (v and request.query[k] != v) for k, v in self.literals):
            return None
        if any(name not in request.query for name in self.required_query):
            return None
        if any(name not in request.headers for name in self.required_headers):
            return None
        headers = {m: request.headers[h] for m, h in self.header_members if h in request.headers}
        query = {m: request.query[q] for m, q in self.query_members if q in request.query}
        return {**headers, **query, **found.groupdict()}


def _route(operation: OperationModel) -> Route:
    path, _, literals = operation.http["requestUri"].partition("?")
    shape = operation.input_shape
    members = shape.members if shape else {}
    located = {name: (m.serialization.get("location"), m.serialization.get("name")) for name, m in members.items()}
    required = [located[name] for name in (shape.required_members if shape else [])]
    return Route(
        operation=operation.name,
        method=operation.http["method"],
        path=_path_pattern(path),
        literals=tuple(parse_qsl(literals, keep_blank_values=True)),
        required_query=tuple(n for where, n in required if where == "querystring"),
        required_headers=tuple(n.lower() for where, n in required if where == "header"),
        header_members=tuple((m, n.lower()) for m, (where, n) in located.items() if where == "header"),
        query_members=tuple((m, n) for m, (where, n) in located.items() if where == "querystring"),
    )


def _path_pattern(template: str) -> Pattern[str]:
    """`/{Bucket}/{Key+}` as an expression; a last slash is allowed."""
    pattern = ""
    for part in re.split(r"(\{\w+\+?\})", template.rstrip("/")):
        if part.startswith("{"):
            name = part.strip("{}")
            pattern += f"(?P<{name.rstrip('+')}>.+)" if name.endswith("+") else f"(?P<{name}>[^/]+)"
        else:
            pattern += re.escape(part)
    return re.compile(pattern + "/?")


@functools.cache
def _routes(service: str) -> list[Route]:
    operations = [model(service).operation_model(name) for name in model(service).operation_names]
    return [_route(operation) for operation in operations if not operation.deprecated]


def _rest(service: str, request: Request, scope: Scope) -> tuple[str, dict[str, str]]:
    matches = [(route, members) for route in _routes(service) if (members := route.match(request)) is not None]
    if not matches:
        return "", {}
    most = max(route.conditions() for route, _ in matches)
    best = [(route, members) for route, members in matches if route.conditions() == most]
    route, members = _only(best, request, scope)
    return route.operation, members


def _only(best: list[tuple[Route, dict[str, str]]], request: Request, scope: Scope) -> tuple[Route, dict[str, str]]:
    """Among equals: what `x-id` names, else by kind of bucket (`GET /` lists
    both kinds; the signing name tells which)."""
    for route, members in best:
        if request.query.get("x-id") == route.operation:
            return route, members
    directory = scope.service == "s3express"
    for route, members in best:
        if ("Directory" in route.operation) == directory:
            return route, members
    return best[0]
