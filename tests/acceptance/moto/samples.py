"""Whole answers of operations, with every member that botocore's models know, as they come over the wire.

    echo '["ec2:DescribeVolumes"]' | python samples.py

In: a JSON list of {"operation", "protocol"} on stdin. Out: per operation {"page": body, "last": body}: a page in the middle of
a list and the last one. Every list has two entries, every map one, every text that is no enum says `x`, the token of the next
page says `the-next-page`. The bodies are written by moto's serializers, not by anything of tomscan's.
"""

from __future__ import annotations

import copy
import json
import sys
from datetime import datetime, timezone
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

import paging
from operations import Call
from wire import write_answer

TOKEN = "the-next-page"
_SCALARS: dict[str, Any] = {
    "blob": b"x",
    "boolean": True,
    "timestamp": datetime(2026, 1, 1, tzinfo=timezone.utc),
    **{kind: 7 for kind in ("byte", "short", "integer", "long", "biginteger")},
    **{kind: 7.5 for kind in ("float", "double", "bigdecimal")},
}


def main() -> None:
    """Sample each operation."""
    json.dump({asked["operation"]: sampled(**asked) for asked in json.load(sys.stdin)}, sys.stdout)


def sampled(operation: str, protocol: str) -> dict[str, str]:
    """Both pages of one operation."""
    service, _, name = operation.partition(":")
    call = Call(service, name, "eu-central-1", protocol)
    shape = call.model.output_shape
    whole = _value(shape, ()) if shape is not None else {}
    last = copy.deepcopy(whole)
    found = paging.paging_of(service, name)
    if found is not None:
        paging._set(whole, found.output_token, TOKEN)
        _drop(last, found.output_token)
        if found.more:
            paging._set(whole, found.more, True)
            paging._set(last, found.more, False)
    return {"page": write_answer(call, whole).body.decode(), "last": write_answer(call, last).body.decode()}


def _value(shape: Shape, above: tuple[str, ...]) -> Any:
    """A value of a shape; a shape within itself is left out after the first time."""
    if isinstance(shape, StructureShape):
        inner = (*above, shape.name)
        known = {name: _value(member, inner) for name, member in shape.members.items() if not _again(member, inner)}
        return {name: value for name, value in known.items() if value is not None}
    if isinstance(shape, ListShape):
        return None if _again(shape.member, above) else [_value(shape.member, above) for _ in range(2)]
    if isinstance(shape, MapShape):
        return None if _again(shape.value, above) else {str(_value(shape.key, above)): _value(shape.value, above)}
    if isinstance(shape, StringShape) and shape.enum:
        return shape.enum[0]
    return _SCALARS.get(shape.type_name, "x")


def _again(shape: Shape, above: tuple[str, ...]) -> bool:
    return isinstance(shape, StructureShape) and above.count(shape.name) > 1


def _drop(value: Any, path: str) -> None:
    *parents, last = path.split(".")
    for name in parents:
        value = value.get(name, {})
    value.pop(last, None)


if __name__ == "__main__":
    main()
