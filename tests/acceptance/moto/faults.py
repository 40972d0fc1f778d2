"""Faults a key id can ask for, in the shape of the service that is called.

In: an access key id and the named call. Out: which fault applies, and its answer.

Key ids: `AKIA<12 digits of the account>` and then any number of
`X<FAULT>[<times>][X<service>_<Operation>][X<region, with _ for ->]`. Without an operation
the fault applies to every operation, without a region to every region, without a number
to every call.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from botocore.model import Shape, StringShape, StructureShape

from operations import CBOR, Call, model
from wire import REQUEST_ID, Answer, cbor, namespace_of

FAULTS = ("DENY", "THROTTLE", "ERROR", "GARBAGE", "EMPTY", "TRUNCATED", "EXPIRED", "CONFLICT", "LOST", "LATE", "SLOW")
#: The call is carried out; what is amiss is the answer, or the time.
CARRIED_OUT = ("TRUNCATED", "LOST", "LATE", "SLOW")
#: How late an answer comes, or a request is carried out, in seconds.
DELAY = 3
#: Not a fault, but asked for in the same way: lists come in pages of `PAGE` entries at most. AWS
#: may always send fewer than asked ("MaxItems" in the IAM API reference).
SMALL = "SMALL"
PAGE = 7
_KINDS = "|".join((*FAULTS, SMALL))
_OPERATION = r"X([a-z0-9-]+)_([A-Z][A-Za-z0-9]*?)"
_REGION = r"X([a-z]{2}(?:_[a-z]+)+_\d+)"
_FAULT = rf"X({_KINDS})(\d*)(?:{_OPERATION})?(?:{_REGION})?(?=X(?:{_KINDS})|$)"
_KEY = re.compile(rf"AKIA(\d{{12}})((?:{_FAULT})*)")
_ONE = re.compile(_FAULT)


@dataclass(frozen=True)
class Fault:
    """One fault and where it applies; None means everywhere."""

    kind: str
    #: Only the first calls of the key id.
    times: int | None
    service: str | None
    operation: str | None
    region: str | None

    def hits(self, call: Call) -> bool:
        """Does it apply to this call?"""
        return (
            self.service in (None, call.service)
            and self.operation in (None, call.operation)
            and self.region in (None, call.region)
        )


@dataclass(frozen=True)
class Key:
    """What an access key id says."""

    account: str
    faults: tuple[Fault, ...]

    def fault(self, call: Call, before: int = 0) -> str | None:
        """The first fault that applies to the call, which the key id has made `before` times."""
        hits = (f for f in self.faults if f.kind != SMALL and f.hits(call))
        return next((f.kind for f in hits if f.times is None or before < f.times), None)

    def denies(self, call: Call) -> bool:
        """Is the identity denied the call?"""
        return any(f.kind == "DENY" and f.hits(call) for f in self.faults)

    def small_pages(self, call: Call) -> bool:
        """Does the list come in small pages?"""
        return any(f.kind == SMALL and f.hits(call) for f in self.faults)


def read_key(key_id: str) -> Key | None:
    """Read a key id; None if it does not follow the convention."""
    found = _KEY.fullmatch(key_id)
    if not found:
        return None
    faults = tuple(
        Fault(
            kind,
            int(times) if times else None,
            service or None,
            operation or None,
            (region or "").replace("_", "-") or None,
        )
        for kind, times, service, operation, region in _ONE.findall(found.group(2))
    )
    return Key(found.group(1), faults)


#: How a kind of failure is called: shapes of the models in the order in which they are taken, those of the operation
#: before those of its service. What is modelled has the model's code, status and message member.
SHAPES = {
    "DENY": ("AccessDeniedException", "AccessDenied", "AuthorizationErrorException", "ForbiddenException"),
    "THROTTLE": (
        "ThrottlingException",
        "TooManyRequestsException",
        "ThrottledException",
        "RequestThrottled",
        "TooManyRequests",
        "RequestLimitExceeded",
    ),
    "ERROR": (
        "InternalServerException",
        "InternalServerError",
        "InternalServerErrorException",
        "InternalServiceError",
        "InternalServiceErrorException",
        "InternalServiceException",
        "InternalServiceFault",
        "InternalException",
        "InternalErrorException",
        "ServiceException",
        "ServerException",
        "ServiceFailureException",
        "KMSInternalException",
        "WAFInternalErrorException",
        "DirectConnectServerException",
    ),
    "EXPIRED": (),
}
#: What a service's front end answers where nothing is modelled, by protocol:
#: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (every service has such a page; the codes end
#: in `Exception` in the JSON protocols), EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
COMMON: dict[str, dict[str, tuple[int, str]]] = {
    "DENY": {
        "ec2": (403, "UnauthorizedOperation"),
        "json": (400, "AccessDeniedException"),
        "query": (403, "AccessDenied"),
        "rest-json": (403, "AccessDeniedException"),
        "rest-xml": (403, "AccessDenied"),
    },
    "THROTTLE": {
        "ec2": (503, "RequestLimitExceeded"),
        "json": (400, "ThrottlingException"),
        "query": (400, "Throttling"),
        "rest-json": (429, "ThrottlingException"),
        "rest-xml": (400, "Throttling"),
    },
    "ERROR": {
        "ec2": (500, "InternalError"),
        "json": (500, "InternalFailure"),
        "query": (500, "InternalFailure"),
        "rest-json": (500, "InternalFailure"),
        "rest-xml": (500, "InternalFailure"),
    },
    "EXPIRED": {
        "ec2": (400, "RequestExpired"),
        "json": (400, "ExpiredTokenException"),
        "query": (403, "ExpiredToken"),
        "rest-json": (403, "ExpiredTokenException"),
        "rest-xml": (403, "ExpiredToken"),
    },
}
#: S3's own: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
OWN: dict[str, dict[str, tuple[int, str]]] = {
    service: {
        "DENY": (403, "AccessDenied"),
        "THROTTLE": (503, "SlowDown"),
        "ERROR": (500, "InternalError"),
        "EXPIRED": (400, "ExpiredToken"),
        # https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, `If-None-Match`
        "CONFLICT": (409, "ConditionalRequestConflict"),
    }
    for service in ("s3", "s3control")
}

MESSAGES = {
    "THROTTLE": "Rate exceeded",
    "ERROR": "We encountered an internal error. Please try again.",
    "EXPIRED": "The security token included in the request is expired",
    "CONFLICT": "A conflicting conditional operation is currently in progress against this resource. Please try again.",
}

#: IAM actions whose name is not the operation's:
#: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
ACTIONS = {
    ("s3", "ListBuckets"): "s3:ListAllMyBuckets",
    ("s3", "HeadBucket"): "s3:ListBucket",
    ("s3", "HeadObject"): "s3:GetObject",
    ("s3", "ListObjectsV2"): "s3:ListBucket",
    ("s3", "ListObjectVersions"): "s3:ListBucketVersions",
    ("s3", "GetObjectLockConfiguration"): "s3:GetBucketObjectLockConfiguration",
    ("s3", "GetBucketEncryption"): "s3:GetEncryptionConfiguration",
    ("s3", "GetBucketReplication"): "s3:GetReplicationConfiguration",
    ("s3", "GetBucketLifecycleConfiguration"): "s3:GetLifecycleConfiguration",
    ("s3", "GetPublicAccessBlock"): "s3:GetBucketPublicAccessBlock",
    ("s3", "ListDirectoryBuckets"): "s3express:ListAllMyDirectoryBuckets",
    ("s3control", "GetPublicAccessBlock"): "s3:GetAccountPublicAccessBlock",
}
#: Prefixes of IAM actions that are not the signing name.
PREFIXES = {"monitoring": "cloudwatch", "tagging": "tag"}


def answer(kind: str, call: Call, account: str) -> Answer:
    """The answer of a fault that does not need the true answer."""
    if kind == "GARBAGE":
        return Answer(200, [("Content-Type", "text/html")], b"<html>proxy</html>")
    if kind == "EMPTY":
        return Answer(200, [], b"")
    status, code = _code(kind, call)
    return error(call, status, code, MESSAGES.get(kind) or _denied(call, account))


def _code(kind: str, call: Call) -> tuple[int, str]:
    """Status and code: the service's own, the model's, or those of the front end."""
    if call.service in OWN:
        return OWN[call.service][kind]
    status, code = COMMON[kind][_family(call)]
    errors = [*(call.model.error_shapes if call.operation else ()), *model(call.service).error_shapes]
    for name in SHAPES[kind]:
        for shape in errors:
            if shape.name == name:
                said = shape.metadata.get("error", {})
                fallback = 500 if kind == "ERROR" else 400
                return said.get("httpStatusCode", fallback), said.get("code", name)
    return status, code


def _family(call: Call) -> str:
    """The protocol whose errors a call has; CBOR's are JSON's."""
    return call.protocol if call.protocol in COMMON["DENY"] else "json"


def truncated(true: Answer) -> Answer:
    """The true answer without the last third of its body."""
    return true._replace(body=true.body[: len(true.body) - -(-len(true.body) // 3)])


def error(call: Call, status: int, code: str, message: str) -> Answer:
    """An error in the shape of the call's protocol."""
    if call.service == "s3":
        return _xml(status, f"<Error>{_error_body(code, message)}<RequestId>{REQUEST_ID}</RequestId></Error>")
    if call.protocol == "ec2":
        inner = f"<Errors><Error>{_error_body(code, message)}</Error></Errors><RequestID>{REQUEST_ID}</RequestID>"
        return _xml(status, f"<Response>{inner}</Response>")
    if call.protocol in ("query", "rest-xml"):
        who = "Sender" if status < 500 else "Receiver"
        inner = f"<Error><Type>{who}</Type>{_error_body(code, message)}</Error><RequestId>{REQUEST_ID}</RequestId>"
        return _xml(status, f'<ErrorResponse xmlns="{namespace_of(call.service)}">{inner}</ErrorResponse>')
    return _json_error(call, status, code, message)


def _json_error(call: Call, status: int, code: str, message: str) -> Answer:
    """Errors of the JSON protocols, and of CBOR. What no model names comes from the front end,
    which writes its own name beside the code: readers must cut it off
    (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization)."""
    shape = _shape_of(call, code)
    body = {_message_member(shape): message}
    headers = [("x-amzn-RequestId", REQUEST_ID)]
    if call.service and "awsQueryCompatible" in model(call.service).metadata:
        headers.append(("x-amzn-query-error", f"{code};{'Sender' if status < 500 else 'Receiver'}"))
    if call.protocol == "rest-json":
        origin = "" if shape else ":http://internal.amazon.com/coral/com.amazon.coral.service/"
        headers += [("x-amzn-ErrorType", code + origin), ("Content-Type", "application/json")]
        return Answer(status, headers, json.dumps(body).encode())
    metadata = model(call.service).metadata if call.service else {}
    origin = metadata.get("targetPrefix", "") if shape else "com.amazon.coral.service"
    version = metadata.get("jsonVersion") or "1.1"
    full = {"__type": f"{origin}#{code}" if version == "1.0" else code, **body}
    if call.protocol == CBOR:
        headers += [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")]
        return Answer(status, headers, cbor(_texts(full), full))
    headers.append(("Content-Type", f"application/x-amz-json-{version}"))
    return Answer(status, headers, json.dumps(full).encode())


def _shape_of(call: Call, code: str) -> Shape | None:
    """The model's shape of an error."""
    errors: Iterable[Shape] = model(call.service).error_shapes if call.service else ()
    return next((shape for shape in errors if shape.metadata.get("error", {}).get("code", shape.name) == code), None)


def _message_member(shape: Shape | None) -> str:
    """`message` or `Message`, as the model has it; the front end writes `Message`."""
    members = shape.members if isinstance(shape, StructureShape) else {}
    named = [(member.serialization.get("name", name)) for name, member in members.items() if name.lower() == "message"]
    return named[0] if named else "message" if shape else "Message"


def _texts(members: Iterable[str]) -> StructureShape:
    """A structure of texts."""
    shape = StructureShape("Error", {"type": "structure", "members": {}})
    shape.members = {name: StringShape(name, {"type": "string"}) for name in members}
    return shape


def _error_body(code: str, message: str) -> str:
    return f"<Code>{code}</Code><Message>{escape(message)}</Message>"


def _xml(status: int, document: str) -> Answer:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{document}'
    return Answer(status, [("Content-Type", "text/xml")], text.encode())


def action(call: Call) -> str:
    """The IAM action of a call."""
    if call.service in ("apigateway", "apigatewayv2"):
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
        return f"apigateway:{call.model.http['method']}"
    if call.name == ("s3", "DeleteObject") and call.members.get("VersionId"):
        return "s3:DeleteObjectVersion"
    signed = model(call.service).signing_name
    return ACTIONS.get(call.name, f"{PREFIXES.get(signed, signed)}:{call.operation}")


def _denied(call: Call, account: str) -> str:
    return (
        f"User: arn:aws:iam::{account}:user/scanner is not authorized to perform: {action(call)} "
        f"because no identity-based policy allows the {action(call)} action"
    )
