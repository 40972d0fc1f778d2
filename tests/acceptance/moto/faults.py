"""Faults a key id can ask for, in the shape of the service that is called.

In: an access key id and the named call. Out: which fault applies, and its answer.

Key ids: `AKIA<12 digits of the account>` and then any number of
`X<FAULT>[X<service>_<Operation>][X<region, with _ for ->]`. Without an operation
the fault applies to every operation, without a region to every region.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

from operations import Call, model

FAULTS = ("DENY", "THROTTLE", "ERROR", "GARBAGE", "EMPTY", "TRUNCATED", "EXPIRED")
#: Not a fault, but asked for in the same way: lists come in pages of `PAGE` entries at most. AWS
#: may always send fewer than asked ("MaxItems" in the IAM API reference).
SMALL = "SMALL"
PAGE = 7
_KINDS = "|".join((*FAULTS, SMALL))
_OPERATION = r"X([a-z0-9]+)_([A-Z][A-Za-z0-9]*?)"
_REGION = r"X([a-z]{2}(?:_[a-z]+)+_\d+)"
_FAULT = rf"X({_KINDS})(?:{_OPERATION})?(?:{_REGION})?(?=X(?:{_KINDS})|$)"
_KEY = re.compile(rf"AKIA(\d{{12}})((?:{_FAULT})*)")
_ONE = re.compile(_FAULT)
REQUEST_ID = "00000000-0000-4000-8000-000000000000"


class Answer(NamedTuple):
    """An HTTP answer, complete in memory."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Fault:
    """One fault and where it applies; None means everywhere."""

    kind: str
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

    def fault(self, call: Call) -> str | None:
        """The first fault that applies to the call."""
        return next((f.kind for f in self.faults if f.kind != SMALL and f.hits(call)), None)

    def small_pages(self, call: Call) -> bool:
        """Does the list come in small pages?"""
        return any(f.kind == SMALL and f.hits(call) for f in self.faults)


def read_key(key_id: str) -> Key | None:
    """Read a key id; None if it does not follow the convention."""
    found = _KEY.fullmatch(key_id)
    if not found:
        return None
    faults = tuple(
        Fault(kind, service or None, operation or None, (region or "").replace("_", "-") or None)
        for kind, service, operation, region in _ONE.findall(found.group(2))
    )
    return Key(found.group(1), faults)


#: status and code per service. S3 errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html ,
#: EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html ,
#: common errors of the Query services: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html ;
#: KMS and account: the exceptions of their models.
CODES: dict[str, dict[str, tuple[int, str]]] = {
    "DENY": {
        "s3": (403, "AccessDenied"),
        "s3control": (403, "AccessDenied"),
        "ec2": (403, "UnauthorizedOperation"),
        "kms": (400, "AccessDeniedException"),
        "account": (403, "AccessDeniedException"),
        "": (403, "AccessDenied"),
    },
    "THROTTLE": {
        "s3": (503, "SlowDown"),
        "s3control": (503, "SlowDown"),
        "ec2": (503, "RequestLimitExceeded"),
        "kms": (400, "ThrottlingException"),
        "account": (429, "TooManyRequestsException"),
        "": (400, "Throttling"),
    },
    "ERROR": {
        "s3": (500, "InternalError"),
        "s3control": (500, "InternalError"),
        "ec2": (500, "InternalError"),
        "iam": (500, "ServiceFailure"),
        "kms": (500, "KMSInternalException"),
        "account": (500, "InternalServerException"),
        "": (500, "InternalFailure"),
    },
    "EXPIRED": {
        "s3": (400, "ExpiredToken"),
        "s3control": (400, "ExpiredToken"),
        "ec2": (400, "RequestExpired"),
        "kms": (400, "ExpiredTokenException"),
        "account": (403, "ExpiredTokenException"),
        "": (403, "ExpiredToken"),
    },
}

MESSAGES = {
    "THROTTLE": "Rate exceeded",
    "ERROR": "We encountered an internal error. Please try again.",
    "EXPIRED": "The security token included in the request is expired",
}

#: IAM actions whose name is not the operation's:
#: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
ACTIONS = {
    ("s3", "ListBuckets"): "s3:ListAllMyBuckets",
    ("s3", "HeadBucket"): "s3:ListBucket",
    ("s3", "GetBucketEncryption"): "s3:GetEncryptionConfiguration",
    ("s3", "GetBucketReplication"): "s3:GetReplicationConfiguration",
    ("s3", "GetBucketLifecycleConfiguration"): "s3:GetLifecycleConfiguration",
    ("s3", "GetPublicAccessBlock"): "s3:GetBucketPublicAccessBlock",
    ("s3", "ListDirectoryBuckets"): "s3express:ListAllMyDirectoryBuckets",
    ("s3control", "GetPublicAccessBlock"): "s3:GetAccountPublicAccessBlock",
}


def answer(kind: str, call: Call, account: str) -> Answer:
    """The answer of a fault that does not need the true answer."""
    if kind == "GARBAGE":
        return Answer(200, [("Content-Type", "text/html")], b"<html>proxy</html>")
    if kind == "EMPTY":
        return Answer(200, [], b"")
    status, code = CODES[kind].get(call.service, CODES[kind][""])
    return error(call, status, code, MESSAGES.get(kind) or _denied(call, account))


_PAGE_SIZE = re.compile(rb'(MaxItems|MaxRecords|MaxResults|Limit|max-buckets|max-directory-buckets)("?[=:] ?)\d+')


def small_page(asked: bytes) -> bytes:
    """A query or body that asks for small pages where it asked for large ones."""
    return _PAGE_SIZE.sub(rb"\g<1>\g<2>%d" % PAGE, asked)


def truncated(true: Answer) -> Answer:
    """The true answer without the last third of its body."""
    return true._replace(body=true.body[: len(true.body) - -(-len(true.body) // 3)])


def error(call: Call, status: int, code: str, message: str) -> Answer:
    """An error in the shape of the service's protocol."""
    if call.service == "s3":
        return _xml(status, f"<Error>{_error_body(code, message)}<RequestId>{REQUEST_ID}</RequestId></Error>")
    if call.service == "ec2":
        inner = f"<Errors><Error>{_error_body(code, message)}</Error></Errors><RequestID>{REQUEST_ID}</RequestID>"
        return _xml(status, f"<Response>{inner}</Response>")
    if call.service == "kms":
        body = {"__type": code, "message": message}
        return Answer(status, [("Content-Type", "application/x-amz-json-1.1")], json.dumps(body).encode())
    if call.service == "account":
        headers = [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)]
        return Answer(status, headers, json.dumps({"message": message}).encode())
    who = "Sender" if status < 500 else "Receiver"
    inner = f"<Error><Type>{who}</Type>{_error_body(code, message)}</Error><RequestId>{REQUEST_ID}</RequestId>"
    return _xml(status, f'<ErrorResponse xmlns="{_namespace(call.service)}">{inner}</ErrorResponse>')


def _namespace(service: str) -> str:
    if service == "s3control":
        return "http://awss3control.amazonaws.com/doc/2018-08-20/"
    return model(service).metadata.get("xmlNamespace", "")


def _error_body(code: str, message: str) -> str:
    return f"<Code>{code}</Code><Message>{escape(message)}</Message>"


def _xml(status: int, document: str) -> Answer:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{document}'
    return Answer(status, [("Content-Type", "text/xml")], text.encode())


def _denied(call: Call, account: str) -> str:
    action = ACTIONS.get((call.service, call.operation), f"{call.service}:{call.operation}")
    return (
        f"User: arn:aws:iam::{account}:user/scanner is not authorized to perform: {action} "
        f"because no identity-based policy allows the {action} action"
    )
