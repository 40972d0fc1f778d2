"""CloudTrail's event history: of the events planted in a region those that a request asks for.

Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.utils import parse_to_aware_datetime

from operations import Call
from wire import Value


def select(call: Call, value: Value) -> None:
    """Leave the events that have the attribute and lie in the time asked for, the newest first."""
    first, last = (call.members.get(name) for name in ("StartTime", "EndTime"))
    left = [
        event
        for event in value.get("Events", [])
        if all(asked["AttributeValue"] in _values(event, asked) for asked in call.members.get("LookupAttributes", ()))
        and (first is None or _time(event["EventTime"]) >= _time(first))
        and (last is None or _time(event["EventTime"]) <= _time(last))
    ]
    value["Events"] = sorted(left, key=lambda event: _time(event["EventTime"]), reverse=True)


def _values(event: Value, asked: Value) -> Iterator[str]:
    """What an event has of an attribute; of resources it may have several."""
    key = asked["AttributeKey"]
    if not key.startswith("Resource"):
        yield event.get(key, "")
    for resource in event.get("Resources", []):
        yield resource.get(key, "")


def _time(said: Any) -> float:
    return parse_to_aware_datetime(said).timestamp()
