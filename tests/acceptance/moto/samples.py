"""Whole answers of operations, with every member that botocore's models know, as they come over the wire.

    echo '["ec2:DescribeVolumes"]' | python samples.py

In: a JSON list of {"operation", "protocol"} on stdin. Out: per operation

    page, last    bodies: a page in the middle of a list, and the last one
    examples      bodies of the answers that AWS shows in its documentation (botocore's `examples-1.json`)

In pages every list has two entries, every map one, every text that is no enum says `x` (a time, where a member's name ends in
`At`), and the token of the next page `the-next-page`. Bodies are written by moto's serializers, not by anything of tomscan's.
"""

from __future__ import annotations

import copy
import json
import sys
from datetime import datetime, timezone
from typing import Any

from botocore.exceptions import DataNotFoundError
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.utils import parse_to_aware_datetime

import paging
from operations import Call, session
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


def sampled(operation: str, protocol: str) -> dict[str, Any]:
    """What one operation answers."""
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
    return {
        "page": write_answer(call, whole).body.decode(),
        "last": write_answer(call, last).body.decode(),
        "examples": [write_answer(call, _typed(shape, shown)).body.decode() for shown in _shown(service, name)],
    }


def _shown(service: str, operation: str) -> list[Any]:
    """The answers that AWS's documentation shows."""
    try:
        known = session().get_component("data_loader").load_service_model(service, "examples-1")
    except DataNotFoundError:
        return []
    return [example["output"] for example in known["examples"].get(operation, []) if example.get("output")]


def _typed(shape: Shape, value: Any) -> Any:
    """A value of an example, which writes times and some numbers as text."""
    if isinstance(shape, StructureShape):
        return {name: _typed(shape.members[name], one) for name, one in value.items() if name in shape.members}
    if isinstance(shape, ListShape):
        return [_typed(shape.member, one) for one in value]
    if isinstance(shape, MapShape):
        return {name: _typed(shape.value, one) for name, one in value.items()}
    if shape.type_name == "timestamp":
        return parse_to_aware_datetime(value)
    like = _SCALARS.get(shape.type_name)
    return type(like)(value) if isinstance(like, (int, float)) and isinstance(value, str) else value


def _value(shape: Shape, above: tuple[str, ...], name: str = "") -> Any:
    """A value of a shape; a shape within itself is left out after the first time."""
    if isinstance(shape, StructureShape):
        inner = (*above, shape.name)
        known = {
            name: _value(member, inner, name) for name, member in shape.members.items() if not _again(member, inner)
        }
        return {name: value for name, value in known.items() if value is not None}
    if isinstance(shape, ListShape):
        return None if _again(shape.member, above) else [_value(shape.member, above) for _ in range(2)]
    if isinstance(shape, MapShape):
        return None if _again(shape.value, above) else {str(_value(shape.key, above)): _value(shape.value, above)}
    if isinstance(shape, StringShape) and shape.enum:
        return shape.enum[0]
    if isinstance(shape, StringShape) and name.endswith("At"):
        return "2026-01-01T00:00:00Z"
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
