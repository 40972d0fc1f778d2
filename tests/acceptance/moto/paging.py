"""Cuts lists into pages, as botocore's paginators say.

In: a call and its complete answer. Out: the asked page. Operations without a paginator
are read by the names that AWS gives tokens and page sizes.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import DataNotFoundError
from botocore.model import ListShape, StructureShape
from botocore.paginate import PaginatorModel

from operations import Call, model, session
from wire import Value

#: Tokens of pages that the gate cut begin like this, and go on with the place in the list.
MARK = "gate-"
_TOKENS = ("NextToken", "nextToken", "Marker", "NextMarker", "marker", "nextMarker", "PaginationToken", "position")
_SIZES = ("MaxResults", "maxResults", "Limit", "limit", "MaxItems", "MaxRecords", "PageSize", "pageSize", "MaxEntries")


@dataclass(frozen=True)
class Paging:
    """How a list comes in pages: names of members, those of the output as paths."""

    input_token: str
    output_token: str
    lists: tuple[str, ...]
    size: str | None
    more: str | None


@functools.cache
def paging_of(service: str, operation: str) -> Paging | None:
    """How an operation pages; None if it does not."""
    paginators = _paginators(service)
    if paginators is None or not has_paginator(service, operation):
        return _by_names(service, operation)
    said = paginators.get_paginator(operation)
    lists = tuple(_many(said["result_key"]))
    return Paging(
        input_token=_many(said["input_token"])[0],
        output_token=_many(said["output_token"])[0].partition(" ")[0],
        lists=tuple(path for path in lists if _is_list(service, operation, path)),
        size=said.get("limit_key"),
        more=said.get("more_results"),
    )


def is_list(service: str, operation: str) -> bool:
    """Does the operation come in pages?"""
    paging = paging_of(service, operation)
    return paging is not None and bool(paging.lists)


def has_paginator(service: str, operation: str) -> bool:
    """Does botocore say how it pages?"""
    paginators = _paginators(service)
    return paginators is not None and operation in paginators._paginator_config


def start_of(call: Call) -> int | None:
    """Where the asked page begins, if the gate cut the one before."""
    paging = paging_of(*call.name)
    token = str(call.members.get(paging.input_token) or "") if paging else ""
    return int(token[len(MARK) :].partition("-")[0]) if token.startswith(MARK) else None


def token_before(call: Call) -> str:
    """The token with which the page that the gate cuts was asked of moto."""
    paging = paging_of(*call.name)
    token = str(call.members.get(paging.input_token) or "") if paging else ""
    return token[len(MARK) :].partition("-")[2] if token.startswith(MARK) else token


def cut(call: Call, value: Value, default: int | None, at_most: int | None, before: str = "") -> None:
    """Leave the asked page in an answer: as long as asked, else `default`, and never longer
    than `at_most`. The entries of several lists (authorization details) are counted together,
    in the order of the model."""
    paging = paging_of(*call.name)
    if paging is None or not paging.lists:
        return
    asked = call.members.get(paging.size) if paging.size else None
    sizes = [int(size) for size in (asked or default, at_most) if size]
    size = min(sizes, default=None)
    entries = [(path, entry) for path in paging.lists for entry in _get(value, path) or []]
    start = start_of(call) or 0
    end = len(entries) if size is None else start + size
    if start == 0 and end >= len(entries):
        return
    for path in paging.lists:
        if _get(value, path) is not None:
            _set(value, path, [entry for kind, entry in entries[start:end] if kind == path])
    if end < len(entries):
        _set(value, paging.output_token, f"{MARK}{end}-{before}")
        if paging.more:
            _set(value, paging.more, True)


def _get(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _set(value: Value, path: str, new: Any) -> None:
    """Set a member; CloudFront says the length of a list beside it."""
    *parents, last = path.split(".")
    for name in parents:
        value = value.setdefault(name, {})
    value[last] = new
    if isinstance(new, list) and "Quantity" in value:
        value["Quantity"] = len(new)


def _many(said: Any) -> list[str]:
    return list(said) if isinstance(said, list) else [said]


@functools.cache
def _paginators(service: str) -> PaginatorModel | None:
    try:
        return session().get_paginator_model(service)
    except DataNotFoundError:
        return None


def _is_list(service: str, operation: str, path: str) -> bool:
    shape: Any = model(service).operation_model(operation).output_shape
    for name in path.split("."):
        shape = shape.members.get(name) if isinstance(shape, StructureShape) else None
    return isinstance(shape, ListShape)


def _by_names(service: str, operation: str) -> Paging | None:
    """An operation that has a token on both sides and a single list."""
    described = model(service).operation_model(operation)
    if described.input_shape is None or described.output_shape is None:
        return None
    taken, given = described.input_shape.members, described.output_shape.members
    tokens = list(_tokens(taken, given))
    lists = [name for name, shape in given.items() if isinstance(shape, ListShape)]
    if len(tokens) != 1 or len(lists) != 1:
        return None
    size = next((name for name in _SIZES if name in taken), None)
    return Paging(tokens[0][0], tokens[0][1], (lists[0],), size, None)


def _tokens(taken: Any, given: Any) -> Iterator[tuple[str, str]]:
    """Token in, token out: `Marker` is answered by `NextMarker`, or by itself."""
    for name in _TOKENS:
        following = next((n for n in (f"Next{name}", f"next{name.capitalize()}", name) if n in given), None)
        if name in taken and following:
            yield name, following
