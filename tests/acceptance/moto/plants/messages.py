"""What applications leave with AWS: messages in queues and topics, secrets, parameters."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Plant, days_ago, tags_of

STRANGER = "777788889999"

PARAMS = {"sqs-sns-encryption-at-rest": {"mode": "aws-kms"}, "secretsmanager-rotation": {"max_age_days": 90}}

#: The keys that AWS manages for queues and topics, as the services name them.
BY_AWS = {"sqs": "alias/aws/sqs", "sns": "alias/aws/sns"}
OTHERS_KEY = f"arn:aws:kms:{HOME}:{STRANGER}:key/0aaa1111-22bb-33cc-44dd-555555eeeeee"


# --- states, clean -----------------------------------------------------------------------


def states(plant: Plant) -> None:
    """Every state of each rule that an account can hold beside the others."""
    key, key_away = plant.key("messages", rotation_days=365), plant.key("messages-away", AWAY, rotation_days=365)
    _queues(plant, key, key_away)
    _topics(plant, key, key_away)
    _secrets(plant, key)
    _parameters(plant)
    _keys(plant, key)
    _unusable_keys(plant)


def _queues(plant: Plant, key: str, key_away: str) -> None:
    """sqs-sns-encryption-at-rest: queues, under a KMS key."""
    truth, rule = plant.truth, "sqs-sns-encryption-at-rest"
    truth.conforms(
        rule,
        queue(plant, "queue-own-key", KmsMasterKeyId=key),
        queue(plant, "queue-key-by-alias", KmsMasterKeyId="alias/messages"),
        queue(plant, "queue-aws-key", KmsMasterKeyId=BY_AWS["sqs"]),
        # A KMS key it is, whoever may have it (E6).
        queue(plant, "queue-others-key", KmsMasterKeyId=OTHERS_KEY),
        queue(plant, "queue-in-order.fifo", AWAY, KmsMasterKeyId=key_away, FifoQueue="true"),
    )
    truth.deviates(
        rule,
        queue(plant, "queue-sse-sqs", SqsManagedSseEnabled="true"),
        queue(plant, "queue-plain", SqsManagedSseEnabled="false"),
    )
    url = plant.client("sqs").get_queue_url(QueueName=queue(plant, "queue-hidden", KmsMasterKeyId=key))["QueueUrl"]
    plant.fails("sqs", "GetQueueAttributes", "RequestThrottled", when={"QueueUrl": url}, status=403)
    truth.unknown(rule, "queue-hidden")


def _topics(plant: Plant, key: str, key_away: str) -> None:
    """sqs-sns-encryption-at-rest: topics, under a KMS key."""
    truth, rule = plant.truth, "sqs-sns-encryption-at-rest"
    truth.conforms(
        rule,
        topic(plant, "topic-own-key", key),
        topic(plant, "topic-aws-key", BY_AWS["sns"]),
        topic(plant, "topic-others-key", OTHERS_KEY),
        topic(plant, "topic-away", key_away, AWAY),
    )
    truth.deviates(rule, topic(plant, "topic-without-key"))
    hidden = {"TopicArn": f"arn:aws:sns:{HOME}:{plant.account}:{topic(plant, 'topic-hidden', key)}"}
    plant.fails("sns", "GetTopicAttributes", "AuthorizationError", when=hidden, status=403)
    truth.unknown(rule, "topic-hidden")


def _secrets(plant: Plant, key: str) -> None:
    """secretsmanager-rotation: the rotation that happened counts, not the setting."""
    truth, rule, on = plant.truth, "secretsmanager-rotation", {"RotationEnabled": True}
    truth.conforms(
        rule,
        secret(plant, "rotated-last-month", 400, key=key, **on, LastRotatedDate=days_ago(30)),
        secret(plant, "new", 10, **on),
        # The region of the original, where there are replicas elsewhere.
        secret(plant, "original-of-a-replica", 400, **on, LastRotatedDate=days_ago(30), PrimaryRegion=HOME),
    )
    truth.deviates(
        rule,
        secret(plant, "overdue", 400, **on, LastRotatedDate=days_ago(200)),
        secret(plant, "never-rotated", 400, **on),
        secret(plant, "switched-off", 400, RotationEnabled=False, LastRotatedDate=days_ago(30)),
        secret(plant, "never-switched-on", 10),
        secret(plant, "never-switched-on-away", 10, AWAY),
    )
    truth.left_out(
        rule,
        secret(plant, "rds!db-0a1b2c3d", 400, OwningService="rds"),
        secret(plant, "replica", 400, AWAY, PrimaryRegion=HOME),
    )
    # Half an answer: when it was made is always told.
    undated = {"ARN": f"arn:aws:secretsmanager:us-east-1:{plant.account}:secret:undated-a1b2c3", "Name": "undated"}
    plant.answers("secretsmanager", "ListSecrets", {"SecretList": [{**undated, **on}]}, region="us-east-1")
    truth.unknown(rule, "undated")


def _parameters(plant: Plant) -> None:
    """secretsmanager-rotation: of parameters the last change counts."""
    truth, rule = plant.truth, "secretsmanager-rotation"
    truth.conforms(rule, parameter(plant, "/shop/token", 10), parameter(plant, "token-away", 10, AWAY))
    truth.deviates(rule, parameter(plant, "/shop/old-token", 400))
    truth.left_out(rule, parameter(plant, "/shop/colour", 400, kind="String"))
    undated = {"Name": "/undated", "Type": "SecureString"}
    plant.answers("ssm", "DescribeParameters", {"Parameters": [undated]}, region="us-east-1")
    truth.unknown(rule, "/undated")


def _keys(plant: Plant, key: str) -> None:
    """kms-customer-managed, kms-key-origin: a key that the service or AWS manages is not the customer's."""
    truth, rule = plant.truth, "kms-customer-managed"
    truth.conforms(rule, "queue-own-key", "queue-key-by-alias", "queue-in-order.fifo", "topic-own-key", "topic-away")
    truth.conforms(rule, secret(plant, "secret-own-key", 10, key=key, RotationEnabled=True))
    truth.deviates(rule, "queue-aws-key", "queue-sse-sqs", "queue-plain", "topic-aws-key", "topic-without-key")
    truth.deviates(rule, secret(plant, "secret-aws-key", 10, RotationEnabled=True))
    # Another account's key cannot be described from here (E6).
    truth.unknown(rule, "queue-others-key", "topic-others-key", "queue-hidden", "topic-hidden")
    imported = plant.key("messages-imported", Origin="EXTERNAL")
    truth.conforms("kms-key-origin", queue(plant, "queue-imported-key", KmsMasterKeyId=imported))
    truth.deviates("kms-key-origin", "queue-own-key", "queue-sse-sqs", "topic-own-key", "topic-without-key")


def _unusable_keys(plant: Plant) -> None:
    """verdicts.md E6: the key stands in the configuration, and is disabled or about to be deleted. What lies under it can no
    longer be read, so it is under no key of the customer's that works."""
    truth, client = plant.truth, plant.client("kms")
    disabled, doomed = plant.key("messages-disabled"), plant.key("messages-doomed")
    held = [
        queue(plant, "queue-key-disabled", KmsMasterKeyId=disabled),
        queue(plant, "queue-key-doomed", KmsMasterKeyId=doomed),
        queue(plant, "queue-key-disabled-by-alias", KmsMasterKeyId="alias/messages-disabled"),
        topic(plant, "topic-key-disabled", disabled),
        topic(plant, "topic-key-doomed", doomed),
        secret(plant, "secret-key-disabled", 10, key=disabled, RotationEnabled=True),
    ]
    client.disable_key(KeyId=disabled.split("/")[-1])
    client.schedule_key_deletion(KeyId=doomed.split("/")[-1], PendingWindowInDays=7)
    truth.deviates("kms-customer-managed", *held)


def clean(plant: Plant) -> None:
    """A queue, a topic and a secret under the data key of the account, and a parameter."""
    key = plant.client("kms").describe_key(KeyId="alias/data")["KeyMetadata"]["Arn"]
    held = queue(plant, "orders", KmsMasterKeyId=key), topic(plant, "order-events", key)
    plant.truth.conforms("sqs-sns-encryption-at-rest", *held)
    rotated = secret(plant, "database", 400, key=key, RotationEnabled=True, LastRotatedDate=days_ago(30))
    plant.truth.conforms("secretsmanager-rotation", rotated, parameter(plant, "/shop/token", 10))


# --- the levels of keys ------------------------------------------------------------------


def levels(plant: Plant) -> None:
    """A queue and a topic under each kind of key. What the rule makes of them depends on its `mode`, so the truth
    only names them: `level-own`, `level-aws`, `level-others`, `level-service` (a key that only SQS sees; topics have
    none) and `level-none`."""
    own = plant.key("own")
    keys = {"own": (own, own), "aws": (BY_AWS["sqs"], BY_AWS["sns"]), "others": (OTHERS_KEY, OTHERS_KEY)}
    for level, (of_queue, of_topic) in keys.items():
        held = queue(plant, f"queue-{level}", KmsMasterKeyId=of_queue), topic(plant, f"topic-{level}", of_topic)
        plant.truth.conforms(f"level-{level}", *held)
    plant.truth.conforms("level-service", queue(plant, "queue-service", SqsManagedSseEnabled="true"))
    held = queue(plant, "queue-none", SqsManagedSseEnabled="false"), topic(plant, "topic-none")
    plant.truth.conforms("level-none", *held)


def shared_keys(plant: Plant) -> None:
    """kms-key-separation over services: keys that serve queues, topics, tables and caches of one environment, of two, and of
    nobody knows which."""
    truth, rule, place = plant.truth, "kms-key-separation", f"{HOME}:{plant.account}"
    apart, together, untagged, alone, cached = (
        plant.key(label) for label in ("apart", "together", "untagged", "alone", "cached")
    )
    for name, key in (("apart", apart), ("together", together), ("untagged", untagged), ("alone", alone)):
        queue(plant, name, KmsMasterKeyId=key)
    for name, key in (("apart", apart), ("together", together), ("untagged", untagged), ("cached", cached)):
        topic(plant, name, key)
    held = {
        "ReplicationGroupId": "cached",
        "ARN": f"arn:aws:elasticache:{place}:replicationgroup:cached",
        "Engine": "valkey",
        "AtRestEncryptionEnabled": True,
        "StorageEncryptionType": "sse-kms",
        "KmsKeyId": cached,
    }
    plant.answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": [held]})
    production, test = (tags_of({"Environment": environment}) for environment in ("prod", "test"))
    tags = {
        f"arn:aws:sqs:{place}:apart": production,
        f"arn:aws:sns:{place}:apart": production,
        f"arn:aws:sqs:{place}:together": production,
        f"arn:aws:sns:{place}:together": test,
        f"arn:aws:sns:{place}:untagged": production,
        f"arn:aws:sns:{place}:cached": production,
        f"arn:aws:elasticache:{place}:replicationgroup:cached": production,
    }
    tagged = [{"ResourceARN": arn, "Tags": its} for arn, its in tags.items()]
    plant.answers("resourcegroupstaggingapi", "GetResources", {"ResourceTagMappingList": tagged})
    truth.conforms(rule, apart, alone)
    truth.deviates(rule, together)
    # One store without the tag; one in a network that is not looked up.
    truth.unknown(rule, untagged, cached)


def crowd(plant: Plant) -> None:
    """More of everything than a short page holds; what matters comes last."""
    truth, stored, rotated = plant.truth, "sqs-sns-encryption-at-rest", "secretsmanager-rotation"
    for number in range(8):
        truth.conforms(stored, queue(plant, f"queue-{number}", KmsMasterKeyId=BY_AWS["sqs"]))
        truth.conforms(stored, topic(plant, f"topic-{number}", BY_AWS["sns"]))
        truth.conforms(rotated, secret(plant, f"secret-{number}", 10, RotationEnabled=True))
        truth.conforms(rotated, parameter(plant, f"/parameter/{number}", 10))
    truth.deviates(stored, queue(plant, "queue-last", SqsManagedSseEnabled="false"), topic(plant, "topic-last"))
    truth.deviates(rotated, secret(plant, "secret-last", 10), parameter(plant, "/parameter/last", 400))


# --- single resources --------------------------------------------------------------------


def queue(plant: Plant, name: str, region: str = HOME, **attributes: str) -> str:
    """A queue. Returns its name."""
    plant.client("sqs", region).create_queue(QueueName=name, Attributes=attributes)
    plant.counts["sqs.queue"] += 1
    return name


def topic(plant: Plant, name: str, key: str | None = None, region: str = HOME) -> str:
    """A topic. Returns its name."""
    under = {"KmsMasterKeyId": key} if key else {}
    plant.client("sns", region).create_topic(Name=name, Attributes=under)
    plant.counts["sns.topic"] += 1
    return name


def secret(
    plant: Plant, name: str, made_days_ago: float, region: str = HOME, *, key: str | None = None, **says: Any
) -> str:
    """A secret; `says` is what ListSecrets tells of it beside its age. Returns its name."""
    under = {"KmsKeyId": key} if key else {}
    plant.client("secretsmanager", region).create_secret(
        Name=name, SecretString="planted", Tags=tags_of({"Environment": "prod"}), **under
    )
    plant.declare(
        "secretsmanager", "ListSecrets", {"Name": name}, CreatedDate=days_ago(made_days_ago), **says
    )
    plant.counts["secretsmanager.secret"] += 1
    return name


def parameter(
    plant: Plant, name: str, changed_days_ago: float, region: str = HOME, *, kind: str = "SecureString"
) -> str:
    """A parameter. Returns its name."""
    plant.client("ssm", region).put_parameter(Name=name, Value="planted", Type=kind)
    plant.declare("ssm", "DescribeParameters", {"Name": name}, LastModifiedDate=days_ago(changed_days_ago))
    plant.counts["ssm.parameter"] += 1
    return name
