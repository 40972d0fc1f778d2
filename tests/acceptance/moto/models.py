"""What botocore's service models say of operations.

    echo '["s3:GetBucketPolicy"]' | python models.py [PROTOCOL]

In: a JSON list of ids on stdin. Out: per id, as JSON,

    exists          false: nothing else is said
    method, path    of HTTP; `{Name}` in the path is a member of the request
    required        members without which it cannot be asked
    errors          codes that the operation's model names; `service_errors`: those of its service
    service         protocols, version (apiVersion), target (targetPrefix), json_version, signing, service_id
    input           {"path", "query", "headers", "body"}: a JSON Schema each
    output          {"headers", "body"}: a JSON Schema each
    pages           token and size of the request, next and lists of the output as paths; null: not in pages

Schemas name members as on the wire, and are of the form in which serde sees a body: a list
in XML is an object of an array (`{"item": […]}`) unless it is flattened, a map in XML an array
of entries, the result element of Query is unwrapped. `x-member` is botocore's own name,
`x-item` and `x-flattened` say how the query protocols number a list, `x-recursive` where a
shape holds itself (`x-shape` is the name of that shape above). Where a service knows several protocols, PROTOCOL is taken if it is one of
them, else the first that is no CBOR.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape

import paging
from operations import CBOR, model, protocols
from wire import root_of

Schema = dict[str, Any]
_SCALARS: dict[str, Schema] = {
    "blob": {"type": "string", "format": "byte"},
    "boolean": {"type": "boolean"},
    "timestamp": {"type": "string", "format": "date-time"},
    **{kind: {"type": "integer"} for kind in ("byte", "short", "integer", "long", "biginteger")},
    **{kind: {"type": "number"} for kind in ("float", "double", "bigdecimal")},
}


def main() -> None:
    """Look each operation up."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    json.dump({name: look_up(name, wanted) for name in json.load(sys.stdin)}, sys.stdout)


def look_up(name: str, wanted: str = "") -> dict[str, Any]:
    """One operation."""
    service, _, operation = name.partition(":")
    try:
        described = model(service)
    except UnknownServiceError:
        return {"exists": False}
    if operation not in described.operation_names:
        return {"exists": False}
    found = described.operation_model(operation)
    spoken = [protocol for protocol in protocols(service) if protocol != CBOR]
    protocol = wanted if wanted in spoken else spoken[0]
    return {
        "exists": True,
        "method": found.http["method"],
        "path": found.http["requestUri"],
        "deprecated": found.deprecated,
        "required": found.input_shape.required_members if found.input_shape else [],
        "errors": _codes(found.error_shapes),
        "service_errors": _codes(described.error_shapes),
        "service": {
            "protocols": protocols(service),
            "version": described.api_version,
            "target": described.metadata.get("targetPrefix"),
            "json_version": described.metadata.get("jsonVersion"),
            "signing": described.signing_name,
            "service_id": described.service_id,
        },
        "input": _input(found, protocol),
        "output": _output(found, protocol),
        "pages": _pages(found, protocol),
    }


def _codes(shapes: Any) -> list[str]:
    return [shape.metadata.get("error", {}).get("code", shape.name) for shape in shapes]


def _input(operation: OperationModel, protocol: str) -> dict[str, Schema]:
    """The members of a request by where they stand."""
    places = {"uri": "path", "querystring": "query", "header": "headers", "headers": "headers"}
    form: dict[str, Schema] = {place: _object() for place in ("path", "query", "headers", "body")}
    shape = operation.input_shape
    if shape is None:
        return form
    rest = protocol.startswith("rest-")
    for name, member in shape.members.items():
        place = places.get(member.serialization.get("location", ""), "body") if rest else "body"
        named = _asked_name(member, name, protocol) if place == "body" else member.serialization.get("name", name)
        form[place]["properties"][named] = {**_schema(member, protocol, asked=True), "x-member": name}
        if name in shape.required_members:
            form[place]["required"].append(named)
    return form


def _output(operation: OperationModel, protocol: str) -> dict[str, Any]:
    """The members of an answer by where they stand."""
    shape = operation.output_shape
    headers, body = _object(), _object()
    if shape is None:
        return {"headers": headers, "body": body, "root": None}
    rest = protocol.startswith("rest-")
    for name, member in shape.members.items():
        if rest and member.serialization.get("location") in ("header", "headers"):
            wire = member.serialization.get("name", name)
            headers["properties"][wire] = {**_schema(member, protocol), "x-member": name}
    payload = shape.members.get(shape.serialization.get("payload", "")) if rest else None
    body = _schema(payload, protocol) if payload is not None else _structure(shape, protocol, False, (), rest)
    return {"headers": headers, "body": body, "root": root_of(operation) if protocol == "rest-xml" else None}


def _pages(operation: OperationModel, protocol: str) -> dict[str, Any] | None:
    """How it pages, in names of the wire."""
    service = operation.service_model.service_name
    found = paging.paging_of(service, operation.name)
    if found is None or not found.lists:
        return None
    members = operation.input_shape.members

    def asked(name: str | None) -> str | None:
        return _asked_name(members[name], name, protocol) if name and name in members else None

    return {
        "token": asked(found.input_token),
        "size": asked(found.size),
        "next": _wire_path(operation, found.output_token),
        "lists": [_wire_path(operation, path) for path in found.lists],
        "more": _wire_path(operation, found.more) if found.more else None,
        "by_paginator": paging.has_paginator(service, operation.name),
    }


def _wire_path(operation: OperationModel, path: str) -> list[str]:
    """A path of members as it stands on the wire, without a payload's own name."""
    shape: Any = operation.output_shape
    payload = shape.serialization.get("payload")
    names = []
    for name in path.split("."):
        if name not in getattr(shape, "members", {}):
            return path.split(".")
        member = shape.members[name]
        if not (shape is operation.output_shape and name == payload):
            names.append(member.serialization.get("name", name))
        shape = member
    return names


def _asked_name(member: Shape, name: str, protocol: str) -> str:
    """The name of a member in a request."""
    said = member.serialization
    if protocol == "ec2":
        if "queryName" in said:
            return str(said["queryName"])
        named = str(said.get("name", name))
        return named[0].upper() + named[1:]
    if protocol == "query" and isinstance(member, ListShape) and said.get("flattened"):
        return str(member.member.serialization.get("name", said.get("name", name)))
    return str(said.get("name", name))


def _object() -> Schema:
    return {"type": "object", "properties": {}, "required": []}


def _schema(shape: Shape, protocol: str, asked: bool = False, above: tuple[str, ...] = ()) -> Schema:
    """A shape as it stands in a body."""
    if isinstance(shape, StructureShape):
        if getattr(shape, "is_document_type", False):
            return {"x-document": True}
        return {"x-recursive": shape.name} if shape.name in above else _structure(shape, protocol, asked, above)
    if isinstance(shape, ListShape):
        return _list(shape, protocol, asked, above)
    if isinstance(shape, MapShape):
        return _map(shape, protocol, asked, above)
    schema = dict(_SCALARS.get(shape.type_name, {"type": "string"}))
    if isinstance(shape, StringShape) and shape.enum:
        schema["enum"] = list(shape.enum)
    if "timestampFormat" in shape.serialization:
        schema["x-time"] = shape.serialization["timestampFormat"]
    bounds = {"minimum": shape.metadata.get("min"), "maximum": shape.metadata.get("max")}
    if schema["type"] in ("integer", "number"):
        schema |= {name: bound for name, bound in bounds.items() if bound is not None}
    return schema


def _structure(
    shape: StructureShape, protocol: str, asked: bool, above: tuple[str, ...], without_located: bool = False
) -> Schema:
    form = _object() | {"x-shape": shape.name}
    inner = (*above, shape.name)
    for name, member in shape.members.items():
        if without_located and "location" in member.serialization:
            continue
        wire = _asked_name(member, name, protocol) if asked else _answered_name(member, name)
        form["properties"][wire] = {**_schema(member, protocol, asked, inner), "x-member": name}
        if name in shape.required_members:
            form["required"].append(wire)
    return form


def _answered_name(member: Shape, name: str) -> str:
    """The name of a member in an answer."""
    said = member.serialization
    if isinstance(member, ListShape) and said.get("flattened"):
        return str(said.get("name") or member.member.serialization.get("name") or name)
    return ("@" if said.get("xmlAttribute") else "") + str(said.get("name", name))


def _list(shape: ListShape, protocol: str, asked: bool, above: tuple[str, ...]) -> Schema:
    items = {"type": "array", "items": _schema(shape.member, protocol, asked, above)}
    flattened = bool(shape.serialization.get("flattened"))
    item = shape.member.serialization.get("name", "member")
    if "json" in protocol:
        return items
    if asked:
        return {**items, "x-flattened": flattened or protocol == "ec2", "x-item": item}
    if flattened:
        return items
    return {**_object(), "properties": {item: items}}


def _map(shape: MapShape, protocol: str, asked: bool, above: tuple[str, ...]) -> Schema:
    value = _schema(shape.value, protocol, asked, above)
    if "json" in protocol:
        return {"type": "object", "additionalProperties": value}
    names: Mapping[str, Shape] = {"key": shape.key, "value": shape.value}
    wires = {name: one.serialization.get("name", name) for name, one in names.items()}
    properties = {wires["key"]: _schema(shape.key, protocol, asked, above), wires["value"]: value}
    entries = {"type": "array", "items": {**_object(), "properties": properties}}
    if shape.serialization.get("flattened"):
        return entries
    return {**_object(), "properties": {"entry": entries}}


if __name__ == "__main__":
    main()
