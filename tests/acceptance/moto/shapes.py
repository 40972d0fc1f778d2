"""Holds values against botocore's shapes.

In: a shape and a value in boto3's form. Out: what is wrong with it, each with its path,
such as `Plans[0].State: 'ON' is none of DISABLED, ENABLED`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.utils import parse_to_aware_datetime

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "character": (str,),
    "blob": (str, bytes),
    "boolean": (bool,),
    "byte": (int,),
    "short": (int,),
    "integer": (int,),
    "long": (int,),
    "biginteger": (int,),
    "float": (int, float),
    "double": (int, float),
    "bigdecimal": (int, float, str),
    "timestamp": (str, int, float, datetime),
}


class Strictness(NamedTuple):
    """What a value must keep to, beside the names and types of members."""

    #: Only values of the model's enums, and within its bounds.
    values: bool = True
    #: Every required member.
    required: bool = True


STRICT = Strictness()


def problems(shape: Shape, value: Any, strict: Strictness = STRICT, path: str = "") -> Iterator[str]:
    """What is wrong with a value."""
    if isinstance(shape, StructureShape):
        yield from _of_structure(shape, value, strict, path)
    elif isinstance(shape, ListShape):
        if not isinstance(value, (list, tuple)):
            yield f"{path}: {_kind(value)} instead of a list"
            return
        yield from _size(shape, len(value), strict, path)
        for n, item in enumerate(value):
            yield from problems(shape.member, item, strict, f"{path}[{n}]")
    elif isinstance(shape, MapShape):
        if not isinstance(value, dict):
            yield f"{path}: {_kind(value)} instead of a map"
            return
        for key, item in value.items():
            yield from problems(shape.key, key, strict, f"{path}.{key} (key)")
            yield from problems(shape.value, item, strict, f"{path}.{key}")
    else:
        yield from _of_scalar(shape, value, strict, path)


def _of_structure(shape: StructureShape, value: Any, strict: Strictness, path: str) -> Iterator[str]:
    if getattr(shape, "is_document_type", False):
        return
    if not isinstance(value, dict):
        yield f"{path or shape.name}: {_kind(value)} instead of a structure"
        return
    dot = f"{path}." if path else ""
    for name in shape.required_members:
        if strict.required and value.get(name) is None:
            yield f"{dot}{name}: is required and missing"
    for name, item in value.items():
        member = shape.members.get(name)
        if member is None:
            yield f"{dot}{name}: no such member; there are {', '.join(sorted(shape.members))}"
        elif item is not None:
            yield from problems(member, item, strict, dot + name)


def _of_scalar(shape: Shape, value: Any, strict: Strictness, path: str) -> Iterator[str]:
    right = _TYPES.get(shape.type_name)
    if right is None:
        return
    if not isinstance(value, right) or (isinstance(value, bool) and bool not in right):
        yield f"{path}: {_kind(value)} instead of {_article(shape.type_name)}"
        return
    if shape.type_name == "timestamp" and not _is_time(value):
        yield f"{path}: {value!r} is no time"
    if isinstance(shape, StringShape) and strict.values and shape.enum and value not in shape.enum:
        yield f"{path}: {value!r} is none of {', '.join(shape.enum)}"
    if bool not in right and isinstance(value, (int, float)):
        yield from _size(shape, value, strict, path)


def _size(shape: Shape, size: float, strict: Strictness, path: str) -> Iterator[str]:
    """Numbers and lengths of lists have bounds."""
    low, high = (_number(shape.metadata.get(bound)) for bound in ("min", "max"))
    if strict.values and ((low is not None and size < low) or (high is not None and size > high)):
        yield f"{path}: {size} is not within {low} and {high}"


def _number(bound: Any) -> float | None:
    return float(bound) if isinstance(bound, (int, float)) else None


def _is_time(value: Any) -> bool:
    try:
        parse_to_aware_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _kind(value: Any) -> str:
    return "null" if value is None else f"{type(value).__name__} {value!r}"
