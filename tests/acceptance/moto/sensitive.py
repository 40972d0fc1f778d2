"""Members of answers that AWS's models call sensitive, or that have names which secrets have.

    echo '["lambda:ListFunctions"]' | python sensitive.py

In: a JSON list of ids of operations on stdin. Out: per id a list of {"path", "why"}: the names on the wire down to the member, and
`sensitive` or `name`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

from botocore.model import ListShape, MapShape, Shape, StructureShape

from operations import model

#: Names under which people keep secrets, or AWS does. Models mark far from all of them.
SECRET = re.compile(
    r"(user_?data|secret|private_?key|pre_?shared_?key|auth_?token|access_?token|api_?key|connection_?string|passw(or)?d)$"
    r"|^(environment|variables|input|input_?template|log_?configuration|header_?value|container_?definitions)$",
    re.IGNORECASE,
)


def main() -> None:
    """Look each operation up."""
    json.dump({name: list(members_of(name)) for name in json.load(sys.stdin)}, sys.stdout)


def members_of(name: str) -> Iterator[dict[str, object]]:
    """The members of one operation's answer."""
    service, _, operation = name.partition(":")
    shape = model(service).operation_model(operation).output_shape
    if shape is not None:
        yield from walk(shape, (), frozenset())


def walk(shape: Shape, path: tuple[str, ...], above: frozenset[str]) -> Iterator[dict[str, object]]:
    """A shape and what it holds; one that holds itself is looked at once."""
    if shape.metadata.get("sensitive"):
        yield {"path": path, "why": "sensitive"}
    if shape.name in above:
        return
    inside = above | {shape.name}
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            wire = str(member.serialization.get("name", name))
            if holds_text(member) and SECRET.search(name) and not member.metadata.get("sensitive"):
                yield {"path": (*path, wire), "why": "name"}
            yield from walk(member, (*path, wire), inside)
    elif isinstance(shape, ListShape):
        yield from walk(shape.member, path, inside)
    elif isinstance(shape, MapShape):
        yield from walk(shape.key, path, inside)
        yield from walk(shape.value, path, inside)


def holds_text(shape: Shape) -> bool:
    """Whether a secret could stand in it: a switch or a date is none."""
    return shape.type_name in ("string", "blob", "structure", "map", "list")


if __name__ == "__main__":
    main()
