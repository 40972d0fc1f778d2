"""What S3 does with objects and moto does not.

In: a named call, and moto's answer. Out: the answer as S3 would give it: from the bucket's region
alone, without a word about what the identity may not list, and with an ETag that is no MD5 where
KMS encrypts. Each function names the AWS page that says so.
"""

from __future__ import annotations

import secrets
from typing import Any

from moto.s3.models import s3_backends

import faults
from operations import Call
from wire import Answer, Value

#: Calls about a bucket that any region answers here, although S3 sends them elsewhere: scans are held against the
#: regions in `/_gate/calls` instead. What is listed here is asked of one region alone.
OF_ONE_REGION = {
    "DeleteObject",
    "GetObject",
    "GetObjectLockConfiguration",
    "HeadBucket",
    "HeadObject",
    "ListObjectVersions",
    "ListObjectsV2",
    "PutObject",
}


def _bucket(call: Call) -> Any:
    """moto's bucket, whoever owns it."""
    name = call.params.get("Bucket", "")
    worlds = (world["aws"] for world in s3_backends.values())
    return next((world.buckets[name] for world in worlds if name in world.buckets), None)


def elsewhere(call: Call) -> Answer | None:
    """Where the bucket lies, if another region is asked.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRouting.html
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
    """
    if call.service != "s3" or call.operation not in OF_ONE_REGION:
        return None
    bucket = _bucket(call)
    if bucket is None or bucket.region_name == call.region:
        return None
    said = "The bucket you are attempting to access must be addressed using the specified endpoint."
    moved = faults.error(call, 301, "PermanentRedirect", said)
    return moved._replace(headers=[*moved.headers, ("x-amz-bucket-region", bucket.region_name)])


def hidden(call: Call, key: faults.Key, answer: Answer) -> Answer:
    """Who may not list a bucket is not told that something is not there.
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions"
    """
    lists = Call("s3", "ListObjectsV2", call.region, call.protocol, {"Bucket": call.params.get("Bucket", "")})
    missing = answer.status == 404 and b"NoSuchBucket" not in answer.body
    if call.name in (("s3", "GetObject"), ("s3", "HeadObject")) and missing and key.denies(lists):
        return faults.answer("DENY", lists, key.account)
    return answer


def count(value: Value) -> None:
    """A page says how many keys it has.
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, `KeyCount`
    """
    value["KeyCount"] = len(value.get("Contents", ())) + len(value.get("CommonPrefixes", ()))


def with_opaque_etag(call: Call, account: str, answer: Answer) -> Answer:
    """What KMS encrypts by the bucket's default has an ETag that is no MD5, and another one each time; moto's stays the MD5.
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html, `ETag`
    """
    bucket = s3_backends[account]["aws"].buckets.get(call.params.get("Bucket", ""))
    rule = ((bucket and bucket.encryption) or {}).get("Rule", {})
    default = (rule[0] if isinstance(rule, list) else rule).get("ApplyServerSideEncryptionByDefault", {})
    if not str(default.get("SSEAlgorithm", "")).startswith("aws:kms"):
        return answer
    stored = bucket.keys[call.params["Key"]]
    stored._etag = secrets.token_hex(16)
    kept = [(name, value) for name, value in answer.headers if name.lower() != "etag"]
    return answer._replace(headers=[*kept, ("ETag", stored.etag)])
