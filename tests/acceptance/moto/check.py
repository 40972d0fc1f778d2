"""Checks the gate against boto3: what is planted comes back whole, in every protocol.

    echo '["backup:ListBackupPlans", "ec2"]' | python check.py [PROTOCOL]

In: a JSON list of operations, or of services for all that they can read. For each one an
answer with every member is planted and asked for with boto3. Out: a JSON list of what
came back differently, or was asked in a way the gate did not understand. With a protocol
(`query`, `smithy-rpc-v2-cbor`) that one is spoken where a service knows several.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import botocore.model
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

import gaps
import plants
from asked import SHOWS_ALL
from operations import SIGNED_AS, Call, model
from planting import HOME, Plant

ACCOUNT = "123400000000"
VERBS = ("Get", "List", "Describe", "BatchGet", "Search")
#: boto3 wants these in a form of its own.
KNOWN = {
    "AccountId": ACCOUNT,
    "Bucket": "some-bucket",
    "Name": "some-name",
    "Key": "some/key",
    "QueueUrl": f"https://sqs.{HOME}.amazonaws.com/{ACCOUNT}/queue",
}


def main() -> None:
    """Start a server and check every operation."""
    if len(sys.argv) > 1:
        first = sys.argv[1]
        botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = (
            first,
            *botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS,
        )
    server = subprocess.Popen([sys.executable, "server.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdout is not None
    port = json.loads(server.stdout.readline())["port"]
    plant = Plant(f"http://127.0.0.1:{port}", ACCOUNT)
    for service, operation in gaps.EMPTY | plants.empty():
        gaps.empty(Call(service, operation, HOME, members=sample_request(service, operation)))
    wrong_names = [
        f"{service} does not sign as {signing}"
        for signing, services in SIGNED_AS.items()
        for service in services
        if signing not in (model(service).signing_name, "s3express")
    ]
    json.dump(wrong_names + [wrong for name in named() for wrong in differences(plant, *name)], sys.stdout, indent=1)


def named() -> Iterator[tuple[str, str]]:
    """The operations asked for."""
    for name in json.load(sys.stdin):
        service, _, operation = name.partition(":")
        every = [one for one in model(service).operation_names if one.startswith(VERBS)]
        yield from ((service, one) for one in ([operation] if operation else every))


def differences(plant: Plant, service: str, operation: str) -> Iterator[str]:
    """What is not as planted for one operation."""
    described = model(service).operation_model(operation)
    if described.has_event_stream_output or described.has_streaming_output or described.auth_type == "none":
        return
    answer = sample(described.output_shape) if described.output_shape else {}
    asked = sample_request(service, operation)
    name = f"{service}:{operation}"
    try:
        # A sample of a shape that holds itself ends somewhere, so required members may be missing.
        planted = {"service": service, "operation": operation, "answer": answer, "partial": True}
        post(plant, "plant", [planted])
        client = plant.client(service)
        came = client._make_api_call(operation, asked)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a difference
        yield f"{name}: {error} {error.read().decode() if isinstance(error, urllib.error.HTTPError) else ''}"
        return
    came.pop("ResponseMetadata", None)
    yield from (f"{name}: {wrong}" for wrong in unlike(answer, came, ""))
    calls = post(plant, "calls", None)
    last = calls[-1] if calls else {}
    if (last.get("service"), last.get("operation")) != (service, operation):
        yield f"{name}: the gate understood {last}"
    yield from (f"complaint {complaint}" for complaint in post(plant, "complaints", None))
    post(plant, "reset", [])


def sample_request(service: str, operation: str) -> Any:
    """A request with every required member, and what a scan must send."""
    shape = model(service).operation_model(operation).input_shape
    asked = sample(shape, required=True) if shape else {}
    if service == "ec2" and shape and SHOWS_ALL in shape.members:
        asked[SHOWS_ALL] = True
    return asked


def post(plant: Plant, what: str, body: Any) -> Any:
    """One request to the gate itself."""
    url = f"{plant.endpoint}/_gate/{what}?key=AKIA{plant.account}"
    data = None if body is None else json.dumps(body, default=as_text).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data)) as answer:
        return json.loads(answer.read())


def as_text(value: Any) -> str:
    """Times and bytes in JSON."""
    return value.isoformat() if isinstance(value, datetime) else value.decode()


def sample(shape: Shape, required: bool = False, name: str = "", above: tuple[str, ...] = ()) -> Any:
    """A value with every member, or with every required one."""
    if isinstance(shape, StructureShape):
        members = shape.members
        if shape.is_tagged_union:
            members = dict(list(members.items())[:1])
        elif required:
            members = {n: m for n, m in members.items() if n in shape.required_members}
        inner = above + (shape.name,)
        return {n: sample(m, required, n, inner) for n, m in members.items() if m.name not in inner}
    if isinstance(shape, ListShape):
        if shape.member.name in above:
            return []
        return [sample(shape.member, required, name, above) for _ in range(max(1, shape.metadata.get("min", 1)))]
    if isinstance(shape, MapShape):
        if shape.value.name in above:
            return {}
        return {sample(shape.key, name="key"): sample(shape.value, required, name, above)}
    return of_scalar(shape, name, required)


def of_scalar(shape: Shape, name: str, required: bool) -> Any:
    """A value that needs escaping, where any text will do."""
    if isinstance(shape, StringShape):
        text = KNOWN.get(name) if required else None
        text = shape.enum[0] if shape.enum else text or "a b&<c>ä"
        return text.ljust(shape.metadata.get("min", 0), "x") if not shape.enum else text
    others = {"boolean": True, "timestamp": datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone.utc), "blob": b"bytes"}
    number = min(max(shape.metadata.get("min", 0), 1.5), shape.metadata.get("max", 10**9))
    return others.get(shape.type_name, number if shape.type_name in ("float", "double") else max(int(number), 1))


def unlike(planted: Any, came: Any, path: str) -> Iterator[str]:
    """Where two values differ; an empty list or map may be left out."""
    if isinstance(planted, dict) and isinstance(came, dict):
        for name in planted.keys() | came.keys():
            yield from unlike(planted.get(name), came.get(name), f"{path}.{name}")
    elif isinstance(planted, list) and isinstance(came, list) and len(planted) == len(came):
        for n, (left, right) in enumerate(zip(planted, came)):
            yield from unlike(left, right, f"{path}[{n}]")
    elif planted != came and not (planted in ([], {}, None) and came in ([], {}, None)):
        yield f"{path}: planted {planted!r}, came {came!r}"


if __name__ == "__main__":
    main()
