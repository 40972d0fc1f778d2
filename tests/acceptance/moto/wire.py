"""Reads and writes requests and answers in the words of AWS's protocols.

All of it is done by others, in opposite directions: botocore writes requests and reads
answers, moto reads requests and writes answers. Added here: the CBOR that moto does not
speak, and the document elements of REST-XML.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from botocore.model import OperationModel, Shape
from botocore.parsers import ResponseParser, create_parser
from botocore.serialize import RpcV2CBORSerializer, create_serializer
from botocore.utils import parse_timestamp
from moto.core.model import OperationModel as MotoOperation
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.serialize import (
    ResponseSerializer,
    RestXMLSerializer,
    S3Serializer,
    SerializationContext,
    get_serializer_class,
)
from moto.core.utils import get_service_model
from werkzeug.datastructures import Headers, MultiDict

from operations import CBOR, Call, Named, Request, form_fields, model, text_of

Value = dict[str, Any]
REQUEST_ID = "00000000-0000-4000-8000-000000000000"


class Answer(NamedTuple):
    """An HTTP answer, complete in memory."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Asked(NamedTuple):
    """A request as botocore would send it. The body is what the protocol makes of the
    members: bytes, or the fields of a form."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: Any


# --- requests ----------------------------------------------------------------------------


def read_request(named: Named, request: Request) -> Value:
    """The members of a request. Unknown ones are passed over, a value that does not have
    the member's type raises ValueError or TypeError."""
    operation = model(named.service).operation_model(named.operation)
    if operation.input_shape is None:
        return {}
    if named.protocol == CBOR:
        return _parsed(CBOR, operation.input_shape, 200, {}, request.body)
    parser = PROTOCOL_PARSERS[named.protocol](_moto_operation(named.service, named.operation), parse_timestamp)
    form = named.protocol in ("query", "ec2")
    members = parser.parse(
        {
            "body": request.body,
            "headers": Headers(list(request.headers.items())),
            "method": request.method,
            "url_params": dict(named.labels),
            "url_path": request.path,
            "values": MultiDict(form_fields(request)) if form else request.query,
        }
    )
    # moto's parser gives None, and an empty list for a list of the query string, where nothing was sent.
    where = {name: shape.serialization.get("location") for name, shape in operation.input_shape.members.items()}
    unsent = {name for name, value in members.items() if value is None or value in ([], {}) and where[name]}
    return {name: value for name, value in members.items() if name not in unsent}


def write_request(call: Call, members: Mapping[str, Any], protocol: str) -> Asked:
    """The request that botocore would send for these members."""
    serializer = create_serializer(protocol, include_validation=False)
    made = serializer.serialize_to_request(dict(members), call.model)
    query = made["query_string"] or {}
    path, _, literals = made["url_path"].partition("?")
    pairs = [tuple(p.partition("=")[::2]) for p in literals.split("&") if p]
    for name, value in query.items():
        values = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(name, text_of(one)) for one in values]
    return Asked(made["method"], path, pairs, made["headers"], made["body"])


def encoded(asked: Asked) -> tuple[str, bytes]:
    """Query string and body as bytes on the wire."""
    body = asked.body
    if isinstance(body, dict):
        body = urlencode({name: text_of(value) for name, value in body.items()})
    return urlencode(asked.query), body.encode() if isinstance(body, str) else bytes(body or b"")


# --- answers -----------------------------------------------------------------------------


def read_answer(call: Call, protocol: str, answer: Answer) -> Value:
    """The members of an answer."""
    headers = {k.lower(): v for k, v in answer.headers}
    return _parsed(protocol, call.model.output_shape, answer.status, headers, answer.body)


def write_answer(call: Call, value: Value, like: Answer | None = None) -> Answer:
    """Write an answer in the protocol of the call; `like` gives further headers to keep."""
    kept = [(k, v) for k, v in (like.headers if like else []) if k.lower() not in ("content-type", "content-length")]
    if call.protocol == CBOR:
        headers = [("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")]
        return Answer(200, kept + headers, cbor(call.model.output_shape, value))
    operation = _moto_operation(call.service, call.operation)
    made = _serializer(call)(operation, SerializationContext(REQUEST_ID)).serialize(value)
    body = made["body"] or b""
    written = {k.lower() for k in made["headers"]}
    headers = [(k, v) for k, v in kept if k.lower() not in written] + [(k, str(v)) for k, v in made["headers"].items()]
    return Answer(made["status_code"], headers, body.encode() if isinstance(body, str) else body)


def cbor(shape: Shape | None, value: Value) -> bytes:
    """A structure in CBOR."""
    body = bytearray()
    if shape is None:
        return b"\xa0"
    RpcV2CBORSerializer()._serialize_data_item(body, value, shape)
    return bytes(body)


def plain_cbor(body: bytes) -> Any:
    """What a CBOR body says, without a model."""
    parser: Any = create_parser(CBOR)
    return parser.parse_data_item(parser.get_peekable_stream_from_bytes(body)) if body else {}


def _parsed(protocol: str, shape: Shape | None, status: int, headers: Mapping[str, str], body: bytes) -> Value:
    parser: ResponseParser = create_parser(protocol)
    value = parser.parse({"status_code": status, "headers": headers, "body": body}, shape)
    value.pop("ResponseMetadata", None)
    return value


def _moto_operation(service: str, operation: str) -> MotoOperation:
    return get_service_model(service).operation_model(operation)


# --- documents of REST-XML ---------------------------------------------------------------

#: Document elements that differ from the name of the output's shape; botocore's models do not hold
#: them. They stand on the operations' pages: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
ROOTS = {
    "GetBucketAccelerateConfiguration": "AccelerateConfiguration",
    "GetBucketAcl": "AccessControlPolicy",
    "GetBucketCors": "CORSConfiguration",
    "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
    "GetBucketLocation": "LocationConstraint",
    "GetBucketLogging": "BucketLoggingStatus",
    "GetBucketNotificationConfiguration": "NotificationConfiguration",
    "GetBucketRequestPayment": "RequestPaymentConfiguration",
    "GetBucketTagging": "Tagging",
    "GetBucketVersioning": "VersioningConfiguration",
    "GetBucketWebsite": "WebsiteConfiguration",
    "GetObjectTagging": "Tagging",
    "ListBuckets": "ListAllMyBucketsResult",
    "ListDirectoryBuckets": "ListAllMyDirectoryBucketsResult",
    "ListMultipartUploads": "ListMultipartUploadsResult",
    "ListObjectVersions": "ListVersionsResult",
    "ListObjects": "ListBucketResult",
    "ListObjectsV2": "ListBucketResult",
}
#: Namespaces that the metadata of the models do not hold.
NAMESPACES = {
    "cloudfront": "http://cloudfront.amazonaws.com/doc/2020-05-31/",
    "route53": "https://route53.amazonaws.com/doc/2013-04-01/",
    "s3": "http://s3.amazonaws.com/doc/2006-03-01/",
    "s3control": "http://awss3control.amazonaws.com/doc/2018-08-20/",
}


def namespace_of(service: str) -> str:
    """The XML namespace of a service's answers."""
    return NAMESPACES.get(service) or model(service).metadata.get("xmlNamespace", "")


def root_of(operation: OperationModel) -> str:
    """The document element of an answer: the payload's, else that of the output's shape."""
    shape = operation.output_shape
    payload = shape.members.get(shape.serialization.get("payload", ""))
    if payload is not None:
        return payload.serialization.get("name", payload.name)
    return ROOTS.get(operation.name, shape.name) if operation.service_model.service_name == "s3" else shape.name


class _Document:
    """REST-XML with AWS's document element and namespace."""

    operation_model: OperationModel

    def _serialize_body(self, body: Mapping[str, Any]) -> str:
        content = dict(next(iter(body.values())) or {}) if body else {}
        content["@xmlns"] = namespace_of(self.operation_model.service_model.service_name)
        text: str = super()._serialize_body({root_of(self.operation_model): content})  # type: ignore[misc]
        return text


class _RestXml(_Document, RestXMLSerializer):
    pass


class _S3(_Document, S3Serializer):
    pass


@functools.cache
def _serializer_of(service: str, protocol: str) -> type[ResponseSerializer]:
    if protocol == "rest-xml":
        return _S3 if service == "s3" else _RestXml
    return get_serializer_class(service, protocol)


def _serializer(call: Call) -> type[ResponseSerializer]:
    return _serializer_of(call.service, call.protocol)
