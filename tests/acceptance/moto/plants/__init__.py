"""Groups of plants: a file per group of services, found here by its name alone.

A group is a module with any of

    def states(plant: Plant) -> None    every rule's good and bad states, with their truth
    def clean(plant: Plant) -> None     everything as documented
    def empty(plant: Plant) -> None     what AWS has in every account and moto has not (AWS's own reports)
    PARAMS                              parameters that its truth assumes, by rule
    EMPTY                               (service, operation) of lists that moto lacks, to be answered with nothing

and further functions of a plant for states that one account cannot hold beside others:
scenarios by the name `group:function`.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import Any


@functools.cache
def groups() -> dict[str, Any]:
    """The modules of this folder by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"plants.{name}") for name in names}


def params() -> dict[str, Any]:
    """The parameters of all groups by rule."""
    return {rule: stated for group in groups().values() for rule, stated in getattr(group, "PARAMS", {}).items()}


@functools.cache
def empty() -> frozenset[tuple[str, str]]:
    """The lists that any group wants answered with nothing."""
    return frozenset(name for group in groups().values() for name in getattr(group, "EMPTY", ()))
