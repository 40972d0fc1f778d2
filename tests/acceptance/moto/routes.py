"""Recognises operations of the REST protocols.

In: a service model and a request. Out: the operation and the labels of its path, by
method, URI template, and what the operation requires in its query and headers.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote

from botocore.model import OperationModel, ServiceModel

if TYPE_CHECKING:
    from operations import Request


class Found(NamedTuple):
    """An operation, and what stands in its path."""

    operation: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Route:
    """How one operation is recognised."""

    operation: str
    method: str
    path: Pattern[str]
    labels: tuple[str, ...]
    spelled: int
    literals: tuple[tuple[str, str], ...]
    required_query: tuple[str, ...]
    required_headers: tuple[str, ...]
    deprecated: bool

    def rank(self) -> tuple[int, int, bool]:
        """How specific the route is: the highest rank of those that match wins."""
        conditions = len(self.literals) + len(self.required_query) + len(self.required_headers)
        return conditions, self.spelled, not self.deprecated

    def match(self, request: Request) -> Found | None:
        """The labels if the request is this operation."""
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
        return Found(self.operation, dict(zip(self.labels, map(unquote, found.groups()))))


def pairs(text: str) -> list[tuple[str, str]]:
    """The pairs of a query string, blank values too."""
    return parse_qsl(text, keep_blank_values=True)


def find(model: ServiceModel, request: Request, directory: bool = False) -> Found | None:
    """The operation of a request. `directory`: of S3's two kinds of bucket the directory
    buckets are meant; `GET /` lists both, and only the signing name tells which."""
    matches = [(route, found) for route in _routes(model) if (found := route.match(request)) is not None]
    if not matches:
        return None
    most = max(route.rank() for route, _ in matches)
    best = [found for route, found in matches if route.rank() == most]
    for found in best:
        if request.query.get("x-id") == found.operation:
            return found
    return next((found for found in best if ("Directory" in found.operation) == directory), best[0])


@functools.cache
def _routes(model: ServiceModel) -> list[Route]:
    return [_route(model.operation_model(name)) for name in model.operation_names]


def _route(operation: OperationModel) -> Route:
    path, _, literals = operation.http["requestUri"].partition("?")
    shape = operation.input_shape
    members = shape.members if shape else {}
    located = {name: (m.serialization.get("location"), m.serialization.get("name")) for name, m in members.items()}
    required = [located[name] for name in (shape.required_members if shape else [])]
    pattern, labels = _path_pattern(path)
    return Route(
        operation=operation.name,
        method=operation.http["method"],
        path=pattern,
        labels=labels,
        spelled=len(re.sub(r"\{[^}]+\}", "", path)),
        literals=tuple(pairs(literals)),
        required_query=tuple(n for where, n in required if where == "querystring"),
        required_headers=tuple(n.lower() for where, n in required if where == "header"),
        deprecated=operation.deprecated,
    )


def _path_pattern(template: str) -> tuple[Pattern[str], tuple[str, ...]]:
    """`/{Bucket}/{Key+}` as an expression and its labels; a last slash is allowed."""
    pattern, labels = "", []
    for part in re.split(r"(\{[^}]+\})", template.rstrip("/")):
        if part.startswith("{"):
            name = part.strip("{}")
            labels.append(name.rstrip("+"))
            pattern += "(.+)" if name.endswith("+") else "([^/]+)"
        else:
            pattern += re.escape(part)
    return re.compile(pattern + "/?"), tuple(labels)
