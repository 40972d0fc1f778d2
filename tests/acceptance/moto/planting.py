"""Plants AWS resources through boto3 and keeps the truth about them.

In: the gate's URL and an account. Out: a `Plant` that creates buckets, keys, databases
and users with sound defaults, so that a caller states only what is special, and a
`Truth` in which the caller writes down by hand what a rule must say of them.
"""

from __future__ import annotations

import functools
import json
import threading
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any, Callable

import boto3
from botocore.config import Config

HOME = "eu-central-1"
AWAY = "eu-west-1"
PASSWORD = "Planted-0nly-here!"
BLOCK_ALL = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}
KMS_BY_AWS = {"SSEAlgorithm": "aws:kms"}
SSE_S3 = {"SSEAlgorithm": "AES256"}
Json = dict[str, Any]


def kms_with(key: str, algorithm: str = "aws:kms") -> Json:
    """Default encryption with this key."""
    return {"SSEAlgorithm": algorithm, "KMSMasterKeyID": key}


def tags_of(tags: Mapping[str, str], key: str = "Key", value: str = "Value") -> list[Json]:
    """Tags as AWS's list of pairs."""
    return [{key: name, value: text} for name, text in tags.items()]


def days_ago(days: float) -> str:
    """A time in the past, as AWS writes times."""
    return (datetime.now(timezone.utc) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def document(*statements: Json) -> str:
    """A policy document of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: str | list[str], resource: str | list[str] = "*", **more: Any) -> Json:
    """One Allow statement."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny_clear_text(bucket: str, **changes: Any) -> Json:
    """The sound statement: nobody, nothing, without TLS. `changes` spoil it;
    a change to None removes the member."""
    statement = {
        "Sid": "DenyClearText",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        **changes,
    }
    return {name: value for name, value in statement.items() if value is not None}


class Truth:
    """What each rule must say of each resource, and with which parameters."""

    def __init__(self) -> None:
        self.said: dict[str, dict[str, str]] = defaultdict(dict)
        self.params: dict[str, Json] = {}
        self.administrators: dict[str, bool] = {}

    def conforms(self, rule: str, *resources: str) -> None:
        """The rule holds for these resources."""
        self._say(rule, resources, "conforms")

    def deviates(self, rule: str, *resources: str) -> None:
        """The rule does not hold for these resources."""
        self._say(rule, resources, "deviates")

    def unknown(self, rule: str, *resources: str) -> None:
        """It cannot be told for these resources."""
        self._say(rule, resources, "unknown")

    def left_out(self, rule: str, *resources: str) -> None:
        """The rule does not speak of these resources: no finding at all."""
        self._say(rule, resources, "left-out")

    def admins(self, *principals: str) -> None:
        """`user/…` and `role/…` that are administrators in effect."""
        self.administrators.update(dict.fromkeys(principals, True))

    def no_admins(self, *principals: str) -> None:
        """`user/…` and `role/…` that are none, whatever is attached to them."""
        self.administrators.update(dict.fromkeys(principals, False))

    def _say(self, rule: str, resources: Iterable[str], outcome: str) -> None:
        for resource in resources:
            before = self.said[rule].setdefault(resource, outcome)
            if before != outcome:
                raise ValueError(f"{rule} on {resource}: both {before} and {outcome}")


class Plant:
    """An account to plant in."""

    def __init__(self, endpoint: str, account: str) -> None:
        self.endpoint = endpoint
        self.account = account
        self.truth = Truth()
        self.counts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._planted: dict[tuple[str, str, str | None, str], Json] = {}

    # --- reaching AWS --------------------------------------------------------------------

    @functools.cache
    def client(self, service: str, region: str = HOME) -> Any:
        """A boto3 client of the gate, made once."""
        with self._lock:
            client = boto3.session.Session().client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                aws_access_key_id=f"AKIA{self.account}",
                aws_secret_access_key="planted",
                config=Config(retries={"max_attempts": 1}, max_pool_connections=32, s3={"addressing_style": "path"}),
            )
        if service == "s3control":
            client.meta.events.register("before-send.s3-control", self._without_account_host)
        return client

    def _without_account_host(self, request: Any, **_: Any) -> None:
        """boto3 puts the account before the host, which an IP address cannot have."""
        request.url = request.url.replace(f"//{self.account}.", "//")

    def declare(self, service: str, operation: str, where: Json, **members: Any) -> None:
        """Tell the gate a fact that moto cannot hold."""
        self._post("declare", [{"service": service, "operation": operation, "where": where, "set": members}])

    def answers(
        self,
        service: str,
        operation: str,
        answer: Json,
        *,
        region: str | None = HOME,
        when: Json | None = None,
        partial: bool = False,
        unmodelled: bool = False,
    ) -> None:
        """Plant a whole answer, in boto3's form; see README.md. Region None: in every region. Lists are
        joined with what was planted in the same place before, so that several groups can plant in one list."""
        place = (service, operation, region, json.dumps(when or {}, sort_keys=True))
        entry = {"service": service, "operation": operation, "region": region, "when": when or {}}
        with self._lock:
            answer = _joined(self._planted.get(place, {}), answer, f"{service} {operation}")
            self._post("plant", [{**entry, "answer": answer, "partial": partial, "unmodelled": unmodelled}])
            self._planted[place] = answer

    def fails(
        self,
        service: str,
        operation: str,
        code: str,
        *,
        region: str | None = HOME,
        when: Json | None = None,
        **more: Any,
    ) -> None:
        """Plant an error: `ResourceNotFoundException`. `more`: status, message."""
        error = {"code": code, **more}
        entry = {"service": service, "operation": operation, "region": region, "when": when or {}}
        self._post("plant", [{**entry, "error": error}])

    def event(
        self,
        name: str,
        *resources: str,
        source: str = "s3.amazonaws.com",
        at: str | None = None,
        region: str = HOME,
        who: Json | None = None,
        read_only: bool = False,
        **record: Any,
    ) -> None:
        """Plant an event in CloudTrail's history: a call on these resources, named as requests name them, a day ago. `who` is
        its userIdentity, `record` further members of the event itself, such as errorCode."""
        at = at or days_ago(1)
        mara = f"arn:aws:sts::{self.account}:assumed-role/Ops/mara@example.com"
        whole = {
            "eventVersion": "1.11",
            "userIdentity": who or {"type": "AssumedRole", "arn": mara, "accountId": self.account},
            "eventTime": at,
            "eventSource": source,
            "eventName": name,
            "awsRegion": region,
            "sourceIPAddress": "203.0.113.7",
            "userAgent": "aws-cli/2.31",
            "requestParameters": {"secretOfTheRequest": "hunter2"},
            "readOnly": read_only,
            **record,
        }
        self._count("events")
        listed = {
            "EventId": f"00000000-0000-4000-8000-{self.counts['events']:012}",
            "EventName": name,
            "EventSource": source,
            "EventTime": at,
            "ReadOnly": str(read_only).lower(),
            "Username": "mara@example.com",
            "Resources": [{"ResourceName": resource} for resource in resources],
            "CloudTrailEvent": json.dumps(whole),
        }
        self.answers("cloudtrail", "LookupEvents", {"Events": [listed]}, region=region)

    def _post(self, what: str, body: list[Json]) -> None:
        """Tell the gate something, and say what it refuses."""
        url = f"{self.endpoint}/_gate/{what}?key=AKIA{self.account}"
        request = urllib.request.Request(url, json.dumps(body, default=_as_json).encode(), method="POST")
        try:
            urllib.request.urlopen(request).close()
        except urllib.error.HTTPError as error:
            raise ValueError(json.loads(error.read())["message"]) from None

    def in_parallel(self, work: Sequence[Callable[[], Any]], threads: int = 8) -> list[Any]:
        """Do independent work in threads; the first failure is raised."""
        with ThreadPoolExecutor(threads) as pool:
            return [done.result() for done in [pool.submit(one) for one in work]]

    def _count(self, kind: str) -> None:
        with self._lock:
            self.counts[kind] += 1

    def report(self, **more: str) -> str:
        """The truth as JSON."""
        return json.dumps(
            {
                "account": self.account,
                **more,
                "truth": {rule: self.truth.said[rule] for rule in sorted(self.truth.said)},
                "params": self.truth.params,
                "administrators": self.truth.administrators,
                "counts": dict(sorted(self.counts.items())),
            },
            indent=1,
        )

    # --- s3 ------------------------------------------------------------------------------

    def name(self, bucket: str) -> str:
        """Bucket names are one namespace for all accounts, in moto as in AWS."""
        return f"{bucket}-{self.account}"

    def bucket(
        self,
        label: str,
        region: str = HOME,
        encryption: Json | None = None,
        policy: str | list[Json] | None = None,
        block: Json | None = None,
        versioning: str | None = None,
        logs_to: str | None = None,
        acl: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> str:
        """A bucket; what is not given is not configured. Returns its name."""
        s3, name = self.client("s3", region), self.name(label)
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
        self._count("s3.bucket")
        if encryption:
            rules = [{"ApplyServerSideEncryptionByDefault": encryption}]
            s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": rules})
        if policy:
            s3.put_bucket_policy(Bucket=name, Policy=policy if isinstance(policy, str) else document(*policy))
        if acl:
            s3.put_bucket_acl(Bucket=name, ACL=acl)
        if block:
            s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=block)
        if versioning:
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": versioning})
        if logs_to:
            target = {"LoggingEnabled": {"TargetBucket": logs_to, "TargetPrefix": f"{label}/"}}
            s3.put_bucket_logging(Bucket=name, BucketLoggingStatus=target)
        if tags:
            s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tags_of(tags)})
        return name

    def replicate(self, bucket: str, target: str, region: str = HOME, **destination: Any) -> None:
        """Replicate a bucket (versioned, as the target) to another."""
        rule = {
            "ID": "copy",
            "Priority": 1,
            "Filter": {"Prefix": ""},
            "Status": "Enabled",
            "DeleteMarkerReplication": {"Status": "Disabled"},
            "Destination": {"Bucket": f"arn:aws:s3:::{target}", **destination},
        }
        role = f"arn:aws:iam::{self.account}:role/replication"
        self.client("s3", region).put_bucket_replication(
            Bucket=bucket, ReplicationConfiguration={"Role": role, "Rules": [rule]}
        )

    def account_block(self, block: Json) -> None:
        """The account's public access block."""
        self.client("s3control").put_public_access_block(AccountId=self.account, PublicAccessBlockConfiguration=block)

    # --- kms -----------------------------------------------------------------------------

    def key(
        self,
        label: str,
        region: str = HOME,
        rotation_days: int | None = None,
        tags: Mapping[str, str] | None = None,
        **asked: Any,
    ) -> str:
        """A customer managed key with the alias `alias/<label>`. Returns its ARN."""
        kms = self.client("kms", region)
        made = kms.create_key(Description=label, Tags=tags_of(tags or {}, "TagKey", "TagValue"), **asked)
        metadata = made["KeyMetadata"]
        self._count("kms.key")
        kms.create_alias(AliasName=f"alias/{label}", TargetKeyId=metadata["KeyId"])
        if rotation_days:
            kms.enable_key_rotation(KeyId=metadata["KeyId"], RotationPeriodInDays=rotation_days)
        return metadata["Arn"]

    def superseded(self, label: str, days: int = 7) -> str:
        """A key that waits for its deletion. Returns its ARN."""
        arn = self.key(label)
        self.client("kms").schedule_key_deletion(KeyId=arn.split("/")[-1], PendingWindowInDays=days)
        return arn

    def aws_key(self, service: str, region: str = HOME) -> str:
        """The ARN of the AWS managed key of a service; exists from now on."""
        return self.client("kms", region).describe_key(KeyId=f"alias/aws/{service}")["KeyMetadata"]["Arn"]

    # --- rds -----------------------------------------------------------------------------

    def parameters(self, name: str, family: str, values: Mapping[str, str], region: str = HOME) -> str:
        """A DB parameter group. Returns its name."""
        rds = self.client("rds", region)
        rds.create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily=family, Description=name)
        rds.modify_db_parameter_group(DBParameterGroupName=name, Parameters=_parameters(values))
        return name

    def cluster_parameters(self, name: str, family: str, values: Mapping[str, str], region: str = HOME) -> str:
        """A DB cluster parameter group. Returns its name."""
        rds = self.client("rds", region)
        rds.create_db_cluster_parameter_group(
            DBClusterParameterGroupName=name, DBParameterGroupFamily=family, Description=name
        )
        rds.modify_db_cluster_parameter_group(DBClusterParameterGroupName=name, Parameters=_parameters(values))
        return name

    def instance(
        self,
        name: str,
        key: str | None = None,
        region: str = HOME,
        tags: Mapping[str, str] | None = None,
        **asked: Any,
    ) -> str:
        """A DB instance, sound unless `asked` otherwise: PostgreSQL 16, encrypted if a key is
        given, two zones, private, 14 days of backups, exports, deletion protection."""
        request = {
            "DBInstanceIdentifier": name,
            "DBInstanceClass": "db.t4g.medium",
            "Engine": "postgres",
            "EngineVersion": "16.4",
            "AllocatedStorage": 20,
            "MasterUsername": "planted",
            "MasterUserPassword": PASSWORD,
            "MultiAZ": True,
            "PubliclyAccessible": False,
            "BackupRetentionPeriod": 14,
            "DeletionProtection": True,
            "AutoMinorVersionUpgrade": True,
            "EnableCloudwatchLogsExports": ["postgresql"],
            "StorageEncrypted": key is not None,
            "Tags": tags_of(tags or {}),
            **({"KmsKeyId": key} if key else {}),
            **asked,
        }
        self.client("rds", region).create_db_instance(**{k: v for k, v in request.items() if v is not None})
        self._count("rds.instance")
        return name

    def cluster(
        self,
        name: str,
        key: str | None = None,
        zones: str = "ab",
        region: str = HOME,
        tags: Mapping[str, str] | None = None,
        **asked: Any,
    ) -> str:
        """An Aurora PostgreSQL cluster with one instance `<name>-<zone>` per zone."""
        request = {
            "DBClusterIdentifier": name,
            "Engine": "aurora-postgresql",
            "EngineVersion": "16.4",
            "MasterUsername": "planted",
            "MasterUserPassword": PASSWORD,
            "StorageEncrypted": key is not None,
            "BackupRetentionPeriod": 14,
            "DeletionProtection": True,
            "EnableCloudwatchLogsExports": ["postgresql"],
            "AvailabilityZones": [region + zone for zone in zones],
            "Tags": tags_of(tags or {}),
            **({"KmsKeyId": key} if key else {}),
            **asked,
        }
        rds = self.client("rds", region)
        rds.create_db_cluster(**request)
        self._count("rds.cluster")
        for zone in zones:
            rds.create_db_instance(
                DBInstanceIdentifier=f"{name}-{zone}",
                DBInstanceClass="db.r6g.large",
                Engine=request["Engine"],
                DBClusterIdentifier=name,
                AvailabilityZone=region + zone,
            )
            self._count("rds.instance")
        return name

    def snapshot(self, name: str, instance: str, region: str = HOME) -> str:
        """A manual snapshot of an instance."""
        self.client("rds", region).create_db_snapshot(DBSnapshotIdentifier=name, DBInstanceIdentifier=instance)
        self._count("rds.snapshot")
        return name

    def cluster_snapshot(self, name: str, cluster: str, region: str = HOME) -> str:
        """A manual snapshot of a cluster."""
        self.client("rds", region).create_db_cluster_snapshot(
            DBClusterSnapshotIdentifier=name, DBClusterIdentifier=cluster
        )
        self._count("rds.cluster-snapshot")
        return name

    # --- iam -----------------------------------------------------------------------------

    def group(self, name: str, policy: str) -> str:
        """A group with an inline policy document, or a managed policy by ARN."""
        iam = self.client("iam")
        iam.create_group(GroupName=name)
        self._count("iam.group")
        if policy.startswith("arn:"):
            iam.attach_group_policy(GroupName=name, PolicyArn=policy)
        else:
            iam.put_group_policy(GroupName=name, PolicyName="permissions", PolicyDocument=policy)
        return name

    def user(
        self,
        name: str,
        console: bool = False,
        mfa: bool = False,
        groups: Sequence[str] = (),
        attached: Sequence[str] = (),
        inline: str | None = None,
        access_keys: int = 0,
        tags: Mapping[str, str] | None = None,
        seen_days_ago: float | None = None,
    ) -> str:
        """A user. `seen_days_ago`: last console login (declared, moto cannot hold it)."""
        iam = self.client("iam")
        iam.create_user(UserName=name, Tags=tags_of(tags or {}))
        self._count("iam.user")
        if console:
            iam.create_login_profile(UserName=name, Password=PASSWORD)
        if mfa:
            device = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]
            iam.enable_mfa_device(
                UserName=name,
                SerialNumber=device["SerialNumber"],
                AuthenticationCode1="123456",
                AuthenticationCode2="654321",
            )
        for group in groups:
            iam.add_user_to_group(UserName=name, GroupName=group)
        for arn in attached:
            iam.attach_user_policy(UserName=name, PolicyArn=arn)
        if inline:
            iam.put_user_policy(UserName=name, PolicyName="permissions", PolicyDocument=inline)
        for _ in range(access_keys):
            iam.create_access_key(UserName=name)
        if seen_days_ago is not None:
            self.report_says(name, password_last_used=days_ago(seen_days_ago))
        return name

    def role(self, name: str, policy: str | None = None, hours: int = 1, for_people: bool = False) -> str:
        """A role for EC2, or for the account's own users, with a session length and a managed policy by ARN."""
        iam = self.client("iam")
        who = {"AWS": f"arn:aws:iam::{self.account}:root"} if for_people else {"Service": "ec2.amazonaws.com"}
        trust = {"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"}
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust), MaxSessionDuration=hours * 3600)
        self._count("iam.role")
        if policy:
            iam.attach_role_policy(RoleName=name, PolicyArn=policy)
        return name

    def report_says(self, user: str, **columns: str) -> None:
        """Set columns of the credential report."""
        self.declare("iam", "GetCredentialReport", {"user": user}, **columns)

    def aged(self, user: str, days: float) -> None:
        """Make a user with a password that old: created, and its password set."""
        then = days_ago(days)
        self.report_says(user, user_creation_time=then, password_last_changed=then)

    def root_secured(self) -> None:
        """Root has a second factor and has not logged in for a year."""
        self.declare("iam", "GetAccountSummary", {"AccountMFAEnabled": 0}, AccountMFAEnabled=1)
        self.report_says("<root_account>", mfa_active="true", password_last_used=days_ago(365))


def _joined(before: Json, more: Json, where: str) -> Json:
    """Two answers as one: lists joined, everything else the same in both."""
    joined = dict(before)
    for name, value in more.items():
        old = before.get(name)
        if isinstance(old, list) and isinstance(value, list):
            joined[name] = old + value
        elif isinstance(old, dict) and isinstance(value, dict):
            joined[name] = _joined(old, value, f"{where}.{name}")
        elif name in before and old != value:
            raise ValueError(f"{where}: {name} is planted as {old!r} and as {value!r}")
        else:
            joined[name] = value
    return joined


def _as_json(value: Any) -> str:
    """Times and bytes in JSON."""
    return value.decode() if isinstance(value, bytes) else value.isoformat()


def _parameters(values: Mapping[str, str]) -> list[Json]:
    return [{"ParameterName": n, "ParameterValue": v, "ApplyMethod": "immediate"} for n, v in values.items()]
