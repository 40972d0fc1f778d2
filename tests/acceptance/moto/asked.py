"""Holds requests against botocore's models.

In: a request and what the gate makes of it. Out: complaints. moto and AWS are lenient in
different places; what botocore would not send for the same members, AWS may pass over in
silence, and then a filter or a page size is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from botocore.utils import parse_to_aware_datetime

import shapes
from operations import (
    CBOR,
    Call,
    Named,
    Request,
    Scope,
    form_fields,
    model,
    protocols,
    services_signed_as,
    text_of,
)
from wire import Asked, Value, plain_cbor, read_request, write_request

#: SDKs name the operation in S3's query string.
_OF_SDKS = {"x-id"}
#: What a scan must send wherever it can: a resource that is hidden would be missing from what is judged.
#: EC2 alone leaves them out by itself; Auto Scaling has them in (DescribeAutoScalingGroups: default true).
SHOWS_ALL = "IncludeManagedResources"


def complaints(named: Named, request: Request, scope: Scope) -> Iterator[str]:
    """What is wrong with a request."""
    if not services_signed_as(scope.service):
        yield f"no service signs as {scope.service}"
        return
    if not named.operation:
        yield _unknown(request, named.service)
        return
    if named.protocol not in protocols(named.service):
        yield f"{named.service} does not speak {named.protocol}"
    try:
        members = read_request(named, request)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        yield f"cannot be read: {error}"
        return
    yield from _of_members(named, request, members, Call(named.service, named.operation, scope.region, named.protocol))


def _unknown(request: Request, service: str) -> str:
    """What it looked like to the gate."""
    what = request.headers.get("x-amz-target") or dict(form_fields(request)).get("Action") or ""
    return f"no operation of {service} looks like {request.method} {request.path} {what}".rstrip()


def _of_members(named: Named, request: Request, members: Value, call: Call) -> Iterator[str]:
    shape = call.model.input_shape
    if shape is not None:
        yield from shapes.problems(shape, members)
        if any(name not in members for name in shape.required_members):
            return
        if call.service == "ec2" and SHOWS_ALL in shape.members and not members.get(SHOWS_ALL):
            yield f"without {SHOWS_ALL} AWS may hide what its services manage"
    asked = write_request(call, members, named.protocol)
    if named.protocol in ("query", "ec2"):
        fields = {name: text_of(value) for name, value in asked.body.items()}
        yield from _unlike(fields, dict(form_fields(request)), "")
    elif named.protocol == CBOR:
        yield from _unlike(plain_cbor(asked.body), plain_cbor(request.body), "")
    elif named.protocol == "json":
        yield from _of_json(asked, request, call)
    else:
        yield from _of_rest(asked, request, call)


def _of_json(asked: Asked, request: Request, call: Call) -> Iterator[str]:
    metadata = model(call.service).metadata
    kind = f"application/x-amz-json-{metadata.get('jsonVersion', '1.0')}"
    if request.headers.get("content-type") != kind:
        yield f"content-type is {request.headers.get('content-type')} instead of {kind}"
    yield from _unlike(_json(asked.body), _json(request.body), "")


def _of_rest(asked: Asked, request: Request, call: Call) -> Iterator[str]:
    path, expected = unquote(request.path), unquote(asked.path)
    if path != expected and not (call.service == "s3" and path.rstrip("/") == expected.rstrip("/")):
        yield f"path is {request.path} instead of {asked.path}"
    sent: dict[str, Any] = {name: request.query.getlist(name) for name in request.query if name not in _OF_SDKS}
    wanted: dict[str, list[str]] = {}
    for name, value in asked.query:
        wanted.setdefault(name, []).append(value)
    yield from _unlike(wanted, sent, "query")
    if call.protocol == "rest-json":
        yield from _unlike(_json(asked.body), _json(request.body), "")
        if request.body and request.headers.get("content-type") != "application/json":
            yield f"content-type is {request.headers.get('content-type')} instead of application/json"
    elif request.body and not asked.body:
        yield "has a body, and the operation takes none"


def _json(body: Any) -> Any:
    text = body.decode() if isinstance(body, (bytes, bytearray)) else body
    return json.loads(text) if text else {}


def _unlike(wanted: Any, sent: Any, path: str) -> Iterator[str]:
    """Where a request is not as botocore would send it."""
    dot = f"{path}." if path else ""
    if isinstance(wanted, Mapping) and isinstance(sent, Mapping):
        for name in sent.keys() - wanted.keys():
            yield f"{dot}{name}: no such parameter"
        for name in wanted.keys() - sent.keys():
            yield f"{dot}{name}: is missing, botocore sends {wanted[name]!r}"
        for name in wanted.keys() & sent.keys():
            yield from _unlike(wanted[name], sent[name], dot + name)
    elif isinstance(wanted, list) and isinstance(sent, list) and len(wanted) == len(sent):
        for n, (left, right) in enumerate(zip(wanted, sent)):
            yield from _unlike(left, right, f"{path}[{n}]")
    elif (wanted != sent or isinstance(wanted, bool) != isinstance(sent, bool)) and not _same_time(wanted, sent):
        yield f"{path}: {sent!r} is sent, botocore sends {wanted!r}"


def _same_time(left: Any, right: Any) -> bool:
    """Times may be written with and without fractions."""
    if not (isinstance(left, str) and isinstance(right, str) and "T" in left):
        return False
    try:
        return bool(parse_to_aware_datetime(left) == parse_to_aware_datetime(right))
    except (ValueError, TypeError, OverflowError, AttributeError):
        return False
