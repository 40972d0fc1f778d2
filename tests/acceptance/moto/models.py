"""What botocore's service models say of operations.

In: a JSON list of ids (`s3:GetBucketPolicy`) on stdin. Out: per id whether it exists, its
HTTP method and the error codes that its model names, as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import botocore.session


def main() -> None:
    """Look each operation up."""
    session = botocore.session.get_session()
    json.dump({name: look_up(session, name) for name in json.load(sys.stdin)}, sys.stdout)


def look_up(session: Any, name: str) -> dict[str, Any]:
    """One operation."""
    service, _, operation = name.partition(":")
    try:
        model = session.get_service_model(service)
    except botocore.exceptions.UnknownServiceError:
        return {"exists": False}
    if operation not in model.operation_names:
        return {"exists": False}
    found = model.operation_model(operation)
    return {
        "exists": True,
        "method": found.http["method"],
        "errors": [shape.metadata.get("error", {}).get("code", shape.name) for shape in found.error_shapes],
    }


if __name__ == "__main__":
    main()
