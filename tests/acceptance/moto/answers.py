"""Reads and writes answers in the words of AWS's protocols.

In: a named call and the members of its output. Out: the HTTP answer, by botocore's
models; and back. `Declared` facts (POST /_gate/declare) set in an answer what a plant
wants but moto cannot hold: ages, root's second factor, engine versions at their end.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any
from xml.sax.saxutils import escape

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.parsers import create_parser

from faults import REQUEST_ID, Answer
from operations import Call, model

Value = dict[str, Any]


@dataclass(frozen=True)
class Declared:
    """In the answers of one operation, every structure that has the members `where`
    gets the members `set`."""

    service: str
    operation: str
    where: Mapping[str, Any]
    set: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, value: Any) -> None:
        """Walk an answer and set the members in place."""
        if isinstance(value, list):
            for item in value:
                self.apply(item)
        elif isinstance(value, dict):
            for item in list(value.values()):
                self.apply(item)
            if all(value.get(k) == v for k, v in self.where.items()):
                value.update(self.set)


#: Document elements of REST-XML answers; botocore's models do not hold them.
ROOTS = {
    "ListBuckets": "ListAllMyBucketsResult",
    "ListDirectoryBuckets": "ListAllMyDirectoryBucketsResult",
    "GetBucketVersioning": "VersioningConfiguration",
}


def write(call: Call, value: Value, like: Answer | None = None) -> Answer:
    """Write an answer; `like` gives the headers to keep."""
    return _render(call, value, like.headers if like else [])


def read(call: Call, answer: Answer) -> Value:
    """Read the members of an answer."""
    if "json" in _protocol(call):
        return json.loads(answer.body)
    response = {"status_code": answer.status, "headers": _headers(answer), "body": answer.body}
    value = create_parser(_protocol(call)).parse(response, _operation(call).output_shape)
    value.pop("ResponseMetadata", None)
    return value


def _operation(call: Call) -> OperationModel:
    return model(call.service).operation_model(call.operation)


def _protocol(call: Call) -> str:
    return model(call.service).metadata["protocol"]


def _headers(answer: Answer) -> dict[str, str]:
    return {k.lower(): v for k, v in answer.headers}


def _render(call: Call, value: Value, headers: list[tuple[str, str]]) -> Answer:
    protocol = _protocol(call)
    kept = [(k, v) for k, v in headers if k.lower() not in ("content-type", "content-length")]
    if "json" in protocol:
        kind = "application/x-amz-json-1.1" if protocol == "json" else "application/json"
        return Answer(200, [*kept, ("Content-Type", kind)], json.dumps(value).encode())
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + _document(call, value)
    return Answer(200, [*kept, ("Content-Type", "text/xml")], text.encode())


def _document(call: Call, value: Value) -> str:
    """The document element of an XML answer, by protocol."""
    shape, name = _operation(call).output_shape, call.operation
    namespace = model(call.service).metadata.get("xmlNamespace", "")
    if _protocol(call) == "rest-xml":
        payload = shape.serialization.get("payload")
        if payload:
            shape, value = shape.members[payload], value[payload]
        root = payload or ROOTS.get(name, shape.name)
        return f'<{root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{_members(shape, value)}</{root}>'
    if _protocol(call) == "ec2":
        inner = f"<requestId>{REQUEST_ID}</requestId>{_members(shape, value)}"
        return f'<{name}Response xmlns="{namespace}">{inner}</{name}Response>'
    wrapper = shape.serialization.get("resultWrapper", f"{name}Result")
    metadata = f"<ResponseMetadata><RequestId>{REQUEST_ID}</RequestId></ResponseMetadata>"
    inner = f"<{wrapper}>{_members(shape, value)}</{wrapper}>{metadata}"
    return f'<{name}Response xmlns="{namespace}">{inner}</{name}Response>'


def _members(shape: StructureShape, value: Value) -> str:
    parts = []
    for name, member in shape.members.items():
        if value.get(name) is not None and "location" not in member.serialization:
            parts.append(_element(member, value[name], member.serialization.get("name", name)))
    return "".join(parts)


def _element(shape: Shape, value: Any, tag: str) -> str:
    if isinstance(shape, ListShape):
        return _list(shape, value, tag)
    if isinstance(shape, StructureShape):
        return f"<{tag}>{_members(shape, value)}</{tag}>"
    if isinstance(shape, MapShape):
        return f"<{tag}>{''.join(_entry(shape, k, v) for k, v in value.items())}</{tag}>"
    return f"<{tag}>{escape(_text(value))}</{tag}>"


def _list(shape: ListShape, value: list[Any], tag: str) -> str:
    if shape.serialization.get("flattened"):
        item = shape.member.serialization.get("name", tag)
        return "".join(_element(shape.member, one, item) for one in value)
    item = shape.member.serialization.get("name", "member")
    return f"<{tag}>{''.join(_element(shape.member, one, item) for one in value)}</{tag}>"


def _entry(shape: MapShape, key: str, value: Any) -> str:
    key_tag = shape.key.serialization.get("name", "key")
    value_tag = shape.value.serialization.get("name", "value")
    return f"<entry><{key_tag}>{escape(key)}</{key_tag}>{_element(shape.value, value, value_tag)}</entry>"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")[:-4] + "Z"
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
