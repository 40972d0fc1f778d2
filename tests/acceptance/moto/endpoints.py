"""Where AWS's published endpoint rules send requests.

In: a JSON list of services (`elbv2`) on stdin. Out: a JSON list of
`{"service", "region", "fips", "dual_stack", "host", "signing_region"}`, for one or two
regions of every partition; what the rules do not offer is left out.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Iterator

import botocore.session
from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError

ACCOUNT = "111122223333"
#: Rules know regions that no partition lists by their form.
NEW_REGION = "eu-central-9"


def main() -> None:
    """Resolve every combination."""
    session = botocore.session.get_session()
    json.dump([row for service in json.load(sys.stdin) for row in rows(session, service)], sys.stdout)


def rows(session: Any, service: str) -> Iterator[dict[str, Any]]:
    """Every region and setting for one service."""
    loader = session.get_component("data_loader")
    partitions = loader.load_data("partitions")
    provider = EndpointProvider(loader.load_service_model(service, "endpoint-rule-set-1"), partitions)
    for region in regions(partitions):
        for fips in (False, True):
            for dual_stack in (False, True):
                asked = {"Region": region, "UseFIPS": fips, "UseDualStack": dual_stack}
                if service == "s3control":
                    asked |= {"AccountId": ACCOUNT, "RequiresAccountId": True}
                found = resolve(provider, asked)
                if found is not None:
                    yield {"service": service, "region": region, "fips": fips, "dual_stack": dual_stack, **found}


def regions(partitions: Any) -> list[str]:
    """Up to three regions of each partition, and one that is in no list."""
    named = (sorted(r for r in p["regions"] if "global" not in r)[:3] for p in partitions["partitions"])
    return [region for some in named for region in some] + [NEW_REGION, "us-east-1", "eu-central-1"]


def resolve(provider: Any, asked: dict[str, Any]) -> dict[str, str] | None:
    """Host name and signing region; None where the rules offer nothing."""
    try:
        endpoint = provider.resolve_endpoint(**asked)
    except EndpointProviderError:
        return None
    schemes = (endpoint.properties or {}).get("authSchemes") or [{}]
    return {
        "host": endpoint.url.removeprefix("https://"),
        "signing_region": schemes[0].get("signingRegion", asked["Region"]),
    }


if __name__ == "__main__":
    main()
