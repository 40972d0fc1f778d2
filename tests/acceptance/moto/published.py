"""What AWS publishes as parameters of Systems Manager, by moto's copy of it.

moto puts these parameters among the account's own once they were asked for, and then fails at listing those; AWS lists
only the account's own.
"""

from __future__ import annotations

import functools
from typing import Any

from moto.utilities.utils import load_resource

from operations import Call

_SERVICES = "/aws/service/global-infrastructure/services/"


@functools.cache
def _services() -> dict[str, Any]:
    tree = load_resource("ssm/resources/services.json")
    services: dict[str, Any] = tree["aws"]["service"]["global-infrastructure"]["services"]
    return services


#: Names of services in AWS's list, where botocore has others.
_NAMES = {"opensearch": "es", "elbv2": "elb"}


def offers(call: Call) -> bool:
    """Whether AWS offers the service in the region of the call. Of what the list does not know, nothing is said."""
    regions = _services().get(_NAMES.get(call.service, call.service), {}).get("regions", {})
    return not regions or not call.region or call.region in regions


def regions_of_service(call: Call, account: str) -> dict[str, Any] | None:
    """The regions in which AWS offers a service: one parameter each, none for a service that it does not know."""
    path = call.members.get("Path", "").rstrip("/")
    service, _, rest = path.removeprefix(_SERVICES).partition("/")
    if not path.startswith(_SERVICES) or rest != "regions":
        return None
    regions = _services().get(service, {}).get("regions", {})
    return {
        "Parameters": [
            {"Name": f"{path}/{region}", "Type": "String", "Value": region, "Version": 1, "DataType": "text"}
            for region in sorted(regions)
        ]
    }
