"""Policies of resources that let in somebody from outside the account: one per kind, and one that does not."""

from __future__ import annotations

from planting import BLOCK_ALL, HOME, Json, Plant, document

RULE = "accessanalyzer-external-access"
STRANGER = "444455556666"

#: None of them is at work, so the policies alone decide.
EMPTY = (("accessanalyzer", "ListAnalyzers"),)


def allow(principal: Json | str, action: str, resource: str = "*", **more: Json) -> str:
    """A policy of one statement."""
    return document({"Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource, **more})


def states(plant: Plant) -> None:
    """Vaults without a policy, which moto does not know."""
    plant.fails("backup", "GetBackupVaultAccessPolicy", "ResourceNotFoundException", region=None)


clean = states


def shown(plant: Plant) -> None:
    """One resource of each kind that lets in a stranger, and one that lets in nobody."""
    _messages(plant)
    _secrets_and_keys(plant)
    _stores(plant)
    _light(plant)


def closed(plant: Plant) -> None:
    """Policies for the account itself and for services, and no analyzer at work."""
    own = {"AWS": f"arn:aws:iam::{plant.account}:root"}
    sqs = plant.client("sqs")
    sqs.create_queue(QueueName="orders", Attributes={"Policy": allow(own, "sqs:*", _arn(plant, "sqs", "orders"))})
    plant.bucket("own", policy=allow(own, "s3:GetObject", f"arn:aws:s3:::{plant.name('own')}/*"))
    plant.truth.conforms(RULE, "orders", plant.name("own"))


def _arn(plant: Plant, service: str, resource: str) -> str:
    return f"arn:aws:{service}:{HOME}:{plant.account}:{resource}"


def _messages(plant: Plant) -> None:
    sqs, sns, truth = plant.client("sqs"), plant.client("sns"), plant.truth
    stranger = {"AWS": STRANGER}
    for name, policy, say in (
        ("queue-stranger", allow(stranger, "sqs:SendMessage", _arn(plant, "sqs", "queue-stranger")), truth.deviates),
        ("queue-everybody", allow("*", "sqs:*", _arn(plant, "sqs", "queue-everybody")), truth.deviates),
        ("queue-network", _network(plant), truth.unknown),
        ("queue-service", allow({"Service": "sns.amazonaws.com"}, "sqs:SendMessage"), truth.conforms),
        ("queue-without-policy", "", truth.conforms),
    ):
        sqs.create_queue(QueueName=name, Attributes={"Policy": policy} if policy else {})
        say(RULE, name)
    topic = sns.create_topic(Name="topic-stranger")["TopicArn"]
    sns.set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=allow(stranger, "SNS:Subscribe", topic)
    )
    sns.create_topic(Name="topic-default")
    truth.deviates(RULE, "topic-stranger")
    truth.conforms(RULE, "topic-default")


def _network(plant: Plant) -> str:
    condition = {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}
    return allow("*", "sqs:SendMessage", _arn(plant, "sqs", "queue-network"), Condition=condition)


def _secrets_and_keys(plant: Plant) -> None:
    secrets, truth = plant.client("secretsmanager"), plant.truth
    for name in ("secret-stranger", "secret-without-policy"):
        secrets.create_secret(Name=name, SecretString="planted")
    policy = allow({"AWS": f"arn:aws:iam::{STRANGER}:root"}, "secretsmanager:GetSecretValue")
    secrets.put_resource_policy(SecretId="secret-stranger", ResourcePolicy=policy)
    truth.deviates(RULE, "secret-stranger")
    truth.conforms(RULE, "secret-without-policy")
    own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{plant.account}:root"}, "Action": "kms:*", "Resource": "*"}
    foreign = {**own, "Principal": {"AWS": f"arn:aws:iam::{STRANGER}:root"}, "Action": "kms:Decrypt"}
    truth.deviates(RULE, _key_id(plant.key("shared", Policy=document(own, foreign))))
    truth.conforms(RULE, _key_id(plant.key("own", Policy=document(own))))


def _key_id(arn: str) -> str:
    return arn.split("/")[-1]


def _stores(plant: Plant) -> None:
    truth, ecr = plant.truth, plant.client("ecr")
    name = plant.name("stranger")
    policy = allow({"AWS": f"arn:aws:iam::{STRANGER}:root"}, "s3:GetObject", f"arn:aws:s3:::{name}/*")
    truth.deviates(RULE, plant.bucket("stranger", policy=policy, block=BLOCK_ALL))
    truth.conforms(RULE, plant.bucket("closed"))
    for repository in ("repository-stranger", "repository-closed"):
        ecr.create_repository(repositoryName=repository)
    pull = {"Effect": "Allow", "Principal": {"AWS": STRANGER}, "Action": "ecr:BatchGetImage"}
    ecr.set_repository_policy(repositoryName="repository-stranger", policyText=document(pull))
    truth.deviates(RULE, "repository-stranger")
    truth.conforms(RULE, "repository-closed")
    efs = plant.client("efs")
    shared = efs.create_file_system(CreationToken="shared")["FileSystemId"]
    efs.put_file_system_policy(
        FileSystemId=shared, Policy=allow({"AWS": STRANGER}, "elasticfilesystem:ClientMount"), BypassPolicyLockoutSafetyCheck=True
    )
    truth.deviates(RULE, shared)
    truth.conforms(RULE, efs.create_file_system(CreationToken="closed")["FileSystemId"])
    # Open to everybody, as every file system without a policy: the network decides.
    everybody = efs.create_file_system(CreationToken="open")["FileSystemId"]
    efs.put_file_system_policy(FileSystemId=everybody, Policy=allow({"AWS": "*"}, "elasticfilesystem:ClientMount"))
    truth.conforms(RULE, everybody)


def _light(plant: Plant) -> None:
    """What moto does not hold: vaults' policies, functions' policies, domains."""
    truth = plant.truth
    for name, policy in (("vault-stranger", allow({"AWS": STRANGER}, "backup:CopyIntoBackupVault")), ("vault-closed", "")):
        plant.client("backup").create_backup_vault(BackupVaultName=name)
        asked = {"BackupVaultName": name}
        arn = _arn(plant, "backup", f"backup-vault:{name}")
        if policy:
            answer = {"BackupVaultName": name, "BackupVaultArn": arn, "Policy": policy}
            plant.answers("backup", "GetBackupVaultAccessPolicy", answer, when=asked)
            truth.deviates(RULE, name)
        else:
            plant.fails("backup", "GetBackupVaultAccessPolicy", "ResourceNotFoundException", when=asked)
            truth.conforms(RULE, name)
    functions = ("function-stranger", "function-closed")
    described = [{"FunctionName": name, "FunctionArn": _arn(plant, "lambda", f"function:{name}")} for name in functions]
    plant.answers("lambda", "ListFunctions", {"Functions": described}, partial=True)
    call = allow({"AWS": STRANGER}, "lambda:InvokeFunction", described[0]["FunctionArn"])
    plant.answers("lambda", "GetPolicy", {"Policy": call, "RevisionId": "1"}, when={"FunctionName": functions[0]})
    plant.fails("lambda", "GetPolicy", "ResourceNotFoundException", when={"FunctionName": functions[1]})
    truth.deviates(RULE, functions[0])
    truth.conforms(RULE, functions[1])
    domains = (
        ("domain-stranger", allow({"AWS": STRANGER}, "es:*"), {}, truth.deviates),
        ("domain-network", allow("*", "es:*"), {"VPCOptions": {"VPCId": "vpc-0a1b2c3d"}}, truth.unknown),
        ("domain-users", allow("*", "es:*"), {"AdvancedSecurityOptions": {"Enabled": True}}, truth.unknown),
        ("domain-closed", allow({"AWS": plant.account}, "es:*"), {}, truth.conforms),
    )
    plant.answers("opensearch", "ListDomainNames", {"DomainNames": [{"DomainName": name} for name, *_ in domains]})
    statuses = []
    for name, policy, more, say in domains:
        arn = f"arn:aws:es:{HOME}:{plant.account}:domain/{name}"
        statuses.append(
            {"DomainId": name, "DomainName": name, "ARN": arn, "ClusterConfig": {}, "AccessPolicies": policy, **more}
        )
        say(RULE, name)
    plant.answers("opensearch", "DescribeDomains", {"DomainStatusList": statuses})
