"""APIs of both kinds, their domain names, and function URLs."""

from __future__ import annotations

from typing import Any

from planting import HOME, Json, Plant
from plants.edge.certificates import GLOBAL


def rest_api(name: str, policy: str | None, kind: str = "REGIONAL", **more: Any) -> Json:
    """A REST API; its id is its name."""
    described = {"id": name, "name": name, "endpointConfiguration": {"types": [kind]}, **more}
    return {**described, "securityPolicy": policy} if policy else described


def rest_apis(plant: Plant, items: list[Json], stages: dict[str, dict[str, bool]]) -> None:
    """REST APIs, and per API its stages with or without access logs."""
    plant.answers("apigateway", "GetRestApis", {"items": items})
    for item in items:
        made = []
        for stage, logged in stages.get(item["id"], {}).items():
            logs = {"accessLogSettings": {"destinationArn": _log_group(plant), "format": "$requestId"}}
            made.append({"stageName": stage, **(logs if logged else {})})
        plant.answers("apigateway", "GetStages", {"item": made}, when={"restApiId": item["id"]})


def http_api(name: str, **more: Any) -> Json:
    """An HTTP API; its id is its name."""
    url = f"https://{name}.execute-api.{HOME}.amazonaws.com"
    route = "$request.method $request.path"
    described = {"ApiId": name, "Name": name, "ProtocolType": "HTTP", "ApiEndpoint": url}
    return {**described, "RouteSelectionExpression": route, **more}


def http_apis(plant: Plant, items: list[Json], stages: dict[str, dict[str, bool]]) -> None:
    """HTTP and WebSocket APIs, and per API its stages with or without access logs."""
    plant.answers("apigatewayv2", "GetApis", {"Items": items})
    for item in items:
        made = []
        for stage, logged in stages.get(item["ApiId"], {}).items():
            logs = {"AccessLogSettings": {"DestinationArn": _log_group(plant), "Format": "$requestId"}}
            made.append({"StageName": stage, **(logs if logged else {})})
        plant.answers("apigatewayv2", "GetStages", {"Items": made}, when={"ApiId": item["ApiId"]})


def _log_group(plant: Plant) -> str:
    return f"arn:aws:logs:{HOME}:{plant.account}:log-group:api"


def domain_name(name: str, policy: str, certificate: str) -> Json:
    """A domain name of API Gateway, edge-optimised where its certificate lies in the main region."""
    edge = f":{GLOBAL}:" in certificate
    described = {"domainName": name, "securityPolicy": policy}
    where = {"certificateArn": certificate} if edge else {"regionalCertificateArn": certificate}
    return {**described, **where, "endpointConfiguration": {"types": ["EDGE" if edge else "REGIONAL"]}}


def domain_names(plant: Plant, items: list[Json]) -> None:
    """Domain names of API Gateway."""
    plant.answers("apigateway", "GetDomainNames", {"items": items})


def functions(plant: Plant, urls: dict[str, str]) -> None:
    """Functions, each with a URL of this authentication type."""
    arn = f"arn:aws:lambda:{HOME}:{plant.account}:function"
    listed = [{"FunctionName": name, "FunctionArn": f"{arn}:{name}"} for name in urls]
    plant.answers("lambda", "ListFunctions", {"Functions": listed})
    for name, kind in urls.items():
        url = {
            "FunctionUrl": f"https://{name}.lambda-url.{HOME}.on.aws/".rjust(40, "h"),
            "FunctionArn": f"{arn}:{name}",
            "CreationTime": "2026-01-01T00:00:00Z",
            "LastModifiedTime": "2026-01-01T00:00:00Z",
            "AuthType": kind,
        }
        answer = {"FunctionUrlConfigs": [url]}
        plant.answers("lambda", "ListFunctionUrlConfigs", answer, when={"FunctionName": name})


def states(plant: Plant, certificates: dict[str, str]) -> None:
    """elb-https-only, elb-tls-min-version, elb-access-logging, acm-certificate-validity."""
    truth = plant.truth
    apis = [
        rest_api("rest000001", "SecurityPolicy_TLS13_1_3_2025_09"),
        rest_api("rest000002", None),
        rest_api("rest000003", None, "PRIVATE"),
        rest_api("rest000004", "TLS_1_0", "EDGE", disableExecuteApiEndpoint=True),
    ]
    rest_apis(plant, apis, {"rest000001": {"prod": True}, "rest000002": {"prod": False}})
    web = "wss://sock000001.execute-api.eu-central-1.amazonaws.com"
    http_apis(
        plant,
        [http_api("http000001"), http_api("sock000001", ProtocolType="WEBSOCKET", ApiEndpoint=web)],
        {"http000001": {"$default": True}, "sock000001": {"prod": False}},
    )
    domain_names(
        plant,
        [
            domain_name("api.example", "TLS_1_2", certificates["good"]),
            domain_name("old-api.example", "TLS_1_0", certificates["main-ending"]),
        ],
    )
    label = {name: f"{name} ({name})" for name in ("rest000001", "rest000002", "rest000003", "rest000004")}
    truth.conforms("elb-https-only", label["rest000001"], "http000001 (http000001)", "sock000001 (sock000001)")
    truth.left_out("elb-https-only", label["rest000003"])
    truth.conforms("elb-tls-min-version", label["rest000001"], label["rest000003"], "http000001 (http000001)")
    truth.conforms("elb-tls-min-version", "api.example")
    truth.deviates("elb-tls-min-version", label["rest000002"], "old-api.example")
    truth.unknown("elb-tls-min-version", label["rest000004"])
    truth.conforms("elb-access-logging", f"{label['rest000001']}/prod", "http000001 (http000001)/$default")
    truth.deviates("elb-access-logging", f"{label['rest000002']}/prod", "sock000001 (sock000001)/prod")
    truth.conforms("acm-certificate-validity", "api.example")
    truth.deviates("acm-certificate-validity", "old-api.example")


def url_states(plant: Plant) -> None:
    """elb-https-only: whether a public one answers clear text AWS does not say."""
    functions(plant, {"public-hook": "NONE", "signed-hook": "AWS_IAM"})
    plant.truth.unknown("elb-https-only", "public-hook")
    plant.truth.left_out("elb-https-only", "signed-hook")
