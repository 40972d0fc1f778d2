"""What tests plant in the gate itself: facts that moto cannot hold, and whole answers.

`Declared` facts (POST /_gate/declare) are set in answers: ages, root's second factor.
`Planted` answers (POST /_gate/plant) stand for what moto does not answer, or answers
wrongly. They are held against botocore's models when they are planted, so that a typo is
refused then and does not turn up as an unknown fact later.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import operations
import shapes
from operations import Call, global_region, known_services, services_signed_as
from shapes import Strictness
from wire import Value

#: Plants for these go to the service in whose words they speak.
_SAME_AS = {"neptune": "rds", "docdb": "rds"}


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


@dataclass(frozen=True)
class Planted:
    """A whole answer, or an error, of one operation."""

    service: str
    operation: str
    region: str | None = None
    when: Mapping[str, Any] = field(default_factory=dict)
    answer: Value | None = None
    error: Mapping[str, Any] | None = None
    #: Values that the model does not have are let through: enum values to come.
    unmodelled: bool = False
    #: Required members may be missing: of large structures only what is read needs to be there.
    partial: bool = False

    @property
    def strict(self) -> Strictness:
        """What it must keep to."""
        return Strictness(values=not self.unmodelled, required=not self.partial)

    @property
    def place(self) -> tuple[str, str, str | None, str]:
        """What a later plant replaces."""
        return self.service, self.operation, self.region, json.dumps(self.when, sort_keys=True)

    @property
    def rank(self) -> tuple[int, bool]:
        """How specific it is: the highest rank that fits a call wins."""
        return len(self.when), self.region is not None

    def fits(self, call: Call) -> bool:
        """Is it the answer of this call?"""
        if (self.service, self.operation) != call.name or self.region not in (None, call.region):
            return False
        return all(call.members.get(name) == value for name, value in self.when.items())


class Refused(Exception):
    """Something is wrong with a plant."""


def read_plants(body: bytes) -> list[Planted]:
    """Read and check a JSON list of plants; all of them or none."""
    plants, wrong = [], []
    for n, entry in enumerate(json.loads(body)):
        try:
            plant = _read(entry)
            wrong += [f"[{n}] {plant.service} {plant.operation} {problem}" for problem in _problems(plant)]
            plants.append(plant)
        except Refused as refused:
            wrong.append(f"[{n}] {refused}")
    if wrong:
        raise Refused("\n".join(wrong))
    return plants


def _read(entry: Any) -> Planted:
    try:
        plant = Planted(**entry)
    except TypeError as error:
        raise Refused(
            f"{error}; there are service, operation, region, when, answer, error, unmodelled, partial"
        ) from None
    if plant.service in _SAME_AS:
        raise Refused(f"{plant.service} is signed and named as {_SAME_AS[plant.service]}: plant it there")
    if plant.service not in known_services():
        meant = " or ".join(services_signed_as(plant.service))
        raise Refused(f"{plant.service} is no service of botocore's" + (f"; {meant} is" if meant else ""))
    if plant.operation not in operations.model(plant.service).operation_names:
        raise Refused(f"{plant.service} has no operation {plant.operation}")
    if (plant.answer is None) == (plant.error is None):
        raise Refused("it needs an answer or an error, not both")
    region = None if global_region(plant.service) else plant.region
    return Planted(**{**entry, "region": region})


def _problems(plant: Planted) -> Iterator[str]:
    described = operations.model(plant.service).operation_model(plant.operation)
    asked = described.input_shape.members if described.input_shape else {}
    for name in plant.when:
        if name not in asked:
            yield f"when.{name}: no such member of the request; there are {', '.join(sorted(asked))}"
        else:
            yield from shapes.problems(asked[name], plant.when[name], plant.strict, f"when.{name}")
    if plant.answer is not None and described.output_shape is not None:
        yield from (f"answer {problem}" for problem in _of_answer(plant, described.output_shape))
    if plant.error is not None:
        yield from _of_error(plant)


def _of_answer(plant: Planted, shape: Any) -> Iterator[str]:
    return shapes.problems(shape, plant.answer, plant.strict)


def _of_error(plant: Planted) -> Iterator[str]:
    code = (plant.error or {}).get("code")
    if not isinstance(code, str):
        yield "error.code: is required and missing"
    known = [shape.error_code or shape.name for shape in operations.model(plant.service).error_shapes]
    if known and plant.service != "s3" and not plant.unmodelled and code not in known:
        yield f"error.code: {code} is none of {', '.join(sorted(known))}"
