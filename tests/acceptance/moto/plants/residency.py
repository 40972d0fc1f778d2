"""Where data lie, and every way in which copies leave: accounts in which nothing stays where it was documented.

`abroad` has one thing of every kind that holds data in a region that no document names, `leaving` keeps everything at home
and lets copies go. In `states` and `clean` the groups that own these services say what is at home.
"""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago
from plants.edge.cloudfront import distribution, distributions

RULE, COPIES = "account-residency", "account-replica-residency"
OTHER_ACCOUNT = "999988887777"
KEY = [{"AttributeName": "id", "KeyType": "HASH"}]


def abroad(plant: Plant) -> None:
    """One of every kind in the other region. None of them is a copy of something at home, unless its kind only holds
    copies."""
    _held(plant)
    _databases(plant)
    _disks(plant)
    _caches(plant)
    _messages(plant)
    _code(plant)
    # What AWS makes by itself in a region holds nobody's data.
    plant.truth.left_out(RULE, plant.aws_key("ebs", AWAY))
    plant.truth.conforms(RULE, plant.bucket("at-home"))


def _held(plant: Plant) -> None:
    """Buckets, keys, secrets, parameters, log groups."""
    say = plant.truth.deviates
    say(RULE, plant.bucket("abroad", AWAY), plant.key("abroad", AWAY))
    directory = "abroad--euw1-az1--x-s3"
    plant.answers("s3", "ListDirectoryBuckets", {"Buckets": [{"Name": directory}]}, region=AWAY)
    secret = plant.client("secretsmanager", AWAY).create_secret(Name="abroad-secret", SecretString="-")["ARN"]
    plant.client("ssm", AWAY).put_parameter(Name="abroad-parameter", Value="-", Type="SecureString")
    group = {
        "logGroupName": "/abroad/log",
        "creationTime": 1700000000000,
        "metricFilterCount": 0,
        "arn": f"arn:aws:logs:{AWAY}:{plant.account}:log-group:/abroad/log:*",
        "logGroupArn": f"arn:aws:logs:{AWAY}:{plant.account}:log-group:/abroad/log",
        "storedBytes": 1024,
        "logGroupClass": "STANDARD",
    }
    plant.answers("logs", "DescribeLogGroups", {"logGroups": [group]}, region=AWAY)
    store = f"arn:aws:cloudtrail:{AWAY}:{plant.account}:eventdatastore/abroad"
    listed = {"EventDataStores": [{"EventDataStoreArn": store, "Name": "abroad-lake"}]}
    plant.answers("cloudtrail", "ListEventDataStores", listed, region=AWAY)
    say(RULE, directory, secret, "abroad-parameter", "/abroad/log", "abroad-lake")


def _databases(plant: Plant) -> None:
    """RDS, DynamoDB, Redshift, OpenSearch."""
    say = plant.truth.deviates
    database, cluster = plant.instance("abroad-db", region=AWAY), plant.cluster("abroad-aurora", region=AWAY, zones="a")
    snapshots = (
        plant.snapshot("abroad-db-snapshot", database, AWAY),
        plant.cluster_snapshot("abroad-aurora-snapshot", cluster, AWAY),
    )
    say(RULE, database, cluster, *snapshots)
    say(COPIES, *snapshots)
    plant.client("dynamodb", AWAY).create_table(
        TableName="abroad-table",
        KeySchema=KEY,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    warehouse = {"ClusterIdentifier": "abroad-warehouse", "Encrypted": True, "PubliclyAccessible": False}
    plant.answers("redshift", "DescribeClusters", {"Clusters": [warehouse]}, region=AWAY)
    domain = {
        "DomainId": f"{plant.account}/abroad-search",
        "DomainName": "abroad-search",
        "ARN": f"arn:aws:es:{AWAY}:{plant.account}:domain/abroad-search",
        "ClusterConfig": {"InstanceCount": 1},
    }
    plant.answers("opensearch", "ListDomainNames", {"DomainNames": [{"DomainName": "abroad-search"}]}, region=AWAY)
    plant.answers("opensearch", "DescribeDomains", {"DomainStatusList": [domain]}, region=AWAY)
    say(RULE, "abroad-table", "abroad-warehouse", "abroad-search")


def _disks(plant: Plant) -> None:
    """Volumes, file systems, and what was backed up of them."""
    say, ec2 = plant.truth.deviates, plant.client("ec2", AWAY)
    volume = ec2.create_volume(AvailabilityZone=f"{AWAY}a", Size=8)["VolumeId"]
    snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    image = ec2.register_image(Name="abroad", RootDeviceName="/dev/xvda")["ImageId"]
    drive = plant.client("efs", AWAY).create_file_system(CreationToken="abroad")["FileSystemId"]
    share = {"FileSystemId": "fs-0abroad0000000000", "FileSystemType": "WINDOWS", "CreationTime": days_ago(30)}
    plant.answers("fsx", "DescribeFileSystems", {"FileSystems": [share]}, region=AWAY, partial=True)
    backup = {
        "BackupId": "backup-0abroad",
        "Lifecycle": "AVAILABLE",
        "Type": "USER_INITIATED",
        "CreationTime": days_ago(1),
        "FileSystem": share,
    }
    plant.answers("fsx", "DescribeBackups", {"Backups": [backup]}, region=AWAY, partial=True)
    vault = {
        "BackupVaultName": "abroad",
        "BackupVaultArn": f"arn:aws:backup:{AWAY}:{plant.account}:backup-vault:abroad",
        "VaultType": "BACKUP_VAULT",
        "NumberOfRecoveryPoints": 1,
    }
    point = {
        "RecoveryPointArn": f"arn:aws:backup:{AWAY}:{plant.account}:recovery-point:abroad-point",
        "ResourceArn": f"arn:aws:ec2:{AWAY}:{plant.account}:volume/{volume}",
        "ResourceType": "EBS",
        "Status": "COMPLETED",
        "CreationDate": days_ago(1),
        "IsEncrypted": True,
    }
    plant.answers("backup", "ListBackupVaults", {"BackupVaultList": [vault]}, region=AWAY)
    held, when = {"RecoveryPoints": [point]}, {"BackupVaultName": "abroad"}
    plant.answers("backup", "ListRecoveryPointsByBackupVault", held, region=AWAY, when=when)
    say(RULE, volume, drive, share["FileSystemId"])
    for rule in (RULE, COPIES):
        say(rule, snapshot, image, "backup-0abroad", "abroad-point")


def _caches(plant: Plant) -> None:
    """ElastiCache in its three forms, MemoryDB."""
    answers = plant.answers
    group = {**_named(plant, "ReplicationGroupId", "abroad-group"), "SnapshotRetentionLimit": 0}
    answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": [group]}, region=AWAY)
    node = _named(plant, "CacheClusterId", "abroad-node")
    answers("elasticache", "DescribeCacheClusters", {"CacheClusters": [node]}, region=AWAY)
    cache = _named(plant, "ServerlessCacheName", "abroad-serverless")
    answers("elasticache", "DescribeServerlessCaches", {"ServerlessCaches": [cache]}, region=AWAY)
    memory = {"Name": "abroad-memory", "ARN": f"arn:aws:memorydb:{AWAY}:{plant.account}:cluster/abroad-memory"}
    answers("memorydb", "DescribeClusters", {"Clusters": [memory]}, region=AWAY)
    plant.truth.deviates(RULE, "abroad-group", "abroad-node", "abroad-serverless", "abroad-memory")


def _named(plant: Plant, member: str, name: str) -> Json:
    """The beginning of a cache of ElastiCache."""
    return {member: name, "ARN": f"arn:aws:elasticache:{AWAY}:{plant.account}:cache:{name}", "Engine": "valkey"}


def _messages(plant: Plant) -> None:
    """Queues, topics, and who signs in."""
    plant.client("sqs", AWAY).create_queue(QueueName="abroad-queue")
    plant.client("sns", AWAY).create_topic(Name="abroad-topic")
    pool = plant.client("cognito-idp", AWAY).create_user_pool(PoolName="abroad-pool")["UserPool"]["Id"]
    arn = f"arn:aws:cognito-idp:{AWAY}:{plant.account}:userpool/{pool}"
    plant.truth.deviates(RULE, "abroad-queue", "abroad-topic", arn)


def _code(plant: Plant) -> None:
    """Functions, container images, and code that runs wherever visitors are."""
    function = {"FunctionName": "abroad-function", "FunctionArn": f"arn:aws:lambda:{AWAY}:{plant.account}:function:abroad-function"}
    plant.answers("lambda", "ListFunctions", {"Functions": [function]}, region=AWAY)
    plant.client("ecr", AWAY).create_repository(repositoryName="abroad-images")
    at_the_edge = {"LambdaFunctionARN": f"arn:aws:lambda:us-east-1:{plant.account}:function:edge:3", "EventType": "viewer-request"}
    runs = {"LambdaFunctionAssociations": {"Quantity": 1, "Items": [at_the_edge]}}
    items = [distribution(plant, "EEDGE", None, behavior=runs), distribution(plant, "EPLAIN", None)]
    distributions(plant, items, {}, [])
    plant.truth.conforms(RULE, "EPLAIN")
    plant.truth.deviates(RULE, "abroad-function", "abroad-images", "EEDGE")


# --- what leaves -------------------------------------------------------------------------


def leaving(plant: Plant) -> None:
    """Everything is at home, and copies of everything go away."""
    _stores_leave(plant)
    _databases_leave(plant)
    _caches_leave(plant)
    _backups_leave(plant)
    _names_leave(plant)


def _stores_leave(plant: Plant) -> None:
    """Buckets, keys, images and secrets."""
    truth = plant.truth
    versioned: Json = {"versioning": "Enabled"}
    home, away = plant.bucket("target-home", **versioned), plant.bucket("target-away", AWAY, **versioned)
    stays, leaves = plant.bucket("stays", **versioned), plant.bucket("leaves", **versioned)
    plant.replicate(stays, home)
    plant.replicate(leaves, away)
    truth.conforms(COPIES, stays)
    truth.deviates(COPIES, leaves)
    truth.left_out(COPIES, home)
    # Another account's bucket may lie anywhere.
    elsewhere = plant.bucket("leaves-the-account", **versioned)
    plant.replicate(elsewhere, "archive-of-another-company", Account=OTHER_ACCOUNT)
    truth.unknown(COPIES, elsewhere)
    key = plant.key("leaves", MultiRegion=True)
    plant.client("kms").replicate_key(KeyId=key.split("/")[-1], ReplicaRegion=AWAY)
    truth.deviates(COPIES, key)
    truth.deviates(RULE, key.replace(HOME, AWAY))
    replication = {"rules": [{"destinations": [{"region": AWAY, "registryId": plant.account}]}]}
    plant.answers("ecr", "DescribeRegistry", {"registryId": plant.account, "replicationConfiguration": replication})
    truth.deviates(COPIES, plant.account)
    replica = {
        "ARN": f"arn:aws:secretsmanager:{AWAY}:{plant.account}:secret:leaves-secret-a1b2c3",
        "Name": "leaves-secret",
        "PrimaryRegion": HOME,
    }
    plant.answers("secretsmanager", "ListSecrets", {"SecretList": [replica]}, region=AWAY)
    truth.deviates(COPIES, replica["ARN"])
    truth.deviates(RULE, replica["ARN"])


def _databases_leave(plant: Plant) -> None:
    """Read replicas, replicated backups, global databases and tables, snapshots of warehouses."""
    truth = plant.truth
    source = plant.instance("leaves-by-replica", plant.key("databases"))
    arn = f"arn:aws:rds:{HOME}:{plant.account}:db"
    away = plant.client("rds", AWAY)
    away.create_db_instance_read_replica(
        DBInstanceIdentifier="replica-away", SourceDBInstanceIdentifier=f"{arn}:{source}", KmsKeyId=plant.key("away", AWAY)
    )
    truth.deviates(RULE, "replica-away")
    backed_up = plant.instance("leaves-by-backup")
    copied = f"arn:aws:rds:{AWAY}:{plant.account}:auto-backup:ab-leaves"
    plant.declare(
        "rds",
        "DescribeDBInstances",
        {"DBInstanceIdentifier": backed_up},
        DBInstanceAutomatedBackupsReplications=[{"DBInstanceAutomatedBackupsArn": copied}],
    )
    cluster = plant.cluster("leaves-globally", zones="a")
    member, other = (f"arn:aws:rds:{region}:{plant.account}:cluster:leaves-globally" for region in (HOME, AWAY))
    world = {
        "GlobalClusterIdentifier": "world",
        "GlobalClusterMembers": [
            {"DBClusterArn": member, "Readers": [other], "IsWriter": True},
            {"DBClusterArn": other, "Readers": [], "IsWriter": False},
        ],
    }
    plant.answers("rds", "DescribeGlobalClusters", {"GlobalClusters": [world]})
    stays = plant.instance("stays-db")
    truth.conforms(COPIES, stays)
    plant.client("dynamodb").create_table(
        TableName="leaves-table",
        KeySchema=KEY,
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    replicas = [{"RegionName": AWAY, "ReplicaStatus": "ACTIVE"}]
    plant.declare("dynamodb", "DescribeTable", {"TableName": "leaves-table"}, Replicas=replicas)
    warehouse = {"ClusterIdentifier": "leaves-warehouse", "ClusterSnapshotCopyStatus": {"DestinationRegion": AWAY}}
    plant.answers("redshift", "DescribeClusters", {"Clusters": [warehouse]})
    truth.deviates(COPIES, source, backed_up, cluster, "leaves-table", "leaves-warehouse")


def _caches_leave(plant: Plant) -> None:
    """Global datastores, multi-Region clusters, replicas of a user pool."""
    group = {
        "ReplicationGroupId": "leaves-group",
        "ARN": f"arn:aws:elasticache:{HOME}:{plant.account}:replicationgroup:leaves-group",
        "GlobalReplicationGroupInfo": {"GlobalReplicationGroupId": "world", "GlobalReplicationGroupMemberRole": "PRIMARY"},
    }
    plant.answers("elasticache", "DescribeReplicationGroups", {"ReplicationGroups": [group]})
    members = [{"ReplicationGroupId": f"in-{region}", "ReplicationGroupRegion": region} for region in (HOME, AWAY)]
    world = {"GlobalReplicationGroupId": "world", "Members": members}
    plant.answers("elasticache", "DescribeGlobalReplicationGroups", {"GlobalReplicationGroups": [world]})
    memory = {
        "Name": "leaves-memory",
        "ARN": f"arn:aws:memorydb:{HOME}:{plant.account}:cluster/leaves-memory",
        "MultiRegionClusterName": "world",
    }
    plant.answers("memorydb", "DescribeClusters", {"Clusters": [memory]})
    parts = [{"ClusterName": f"in-{region}", "Region": region} for region in (HOME, AWAY)]
    cluster = {"MultiRegionClusterName": "world", "Clusters": parts}
    plant.answers("memorydb", "DescribeMultiRegionClusters", {"MultiRegionClusters": [cluster]})
    pool = {"Id": f"{HOME}_leaves", "Name": "leaves-pool", "ReplicaRegions": [AWAY]}
    plant.answers("cognito-idp", "ListUserPools", {"UserPools": [pool]})
    plant.answers("cognito-idp", "DescribeUserPool", {"UserPool": {"Id": pool["Id"]}})
    pool_arn = f"arn:aws:cognito-idp:{HOME}:{plant.account}:userpool/{pool['Id']}"
    plant.truth.deviates(COPIES, "leaves-group", "leaves-memory", pool_arn)


def _backups_leave(plant: Plant) -> None:
    """Plans and policies that copy, and drives that replicate."""
    abroad_vault = f"arn:aws:backup:{AWAY}:{plant.account}:backup-vault:dr"
    rules = {
        "leaves-plan": [{"DestinationBackupVaultArn": abroad_vault}],
        "stays-plan": [{"DestinationBackupVaultArn": abroad_vault.replace(AWAY, HOME)}],
    }
    for name, copies in rules.items():
        plan = {
            "BackupPlanId": name,
            "BackupPlanName": name,
            "BackupPlanArn": f"arn:aws:backup:{HOME}:{plant.account}:plan:{name}",
        }
        plant.answers("backup", "ListBackupPlans", {"BackupPlansList": [plan]})
        rule = {"RuleName": "daily", "RuleId": "d", "TargetBackupVaultName": "prod", "CopyActions": copies}
        when = {"BackupPlanId": name}
        plant.answers("backup", "GetBackupPlan", {"BackupPlan": {"BackupPlanName": name, "Rules": [rule]}}, when=when)
        plant.answers("backup", "ListBackupSelections", {"BackupSelectionsList": []}, when=when)
    summary: Json = {"PolicyId": "policy-0leaves", "State": "ENABLED", "PolicyType": "EBS_SNAPSHOT_MANAGEMENT"}
    plant.answers("dlm", "GetLifecyclePolicies", {"Policies": [{**summary, "Description": "copies"}]})
    schedule: Json = {"Name": "daily", "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS"}}
    copy = {"TargetRegion": AWAY, "Encrypted": False}
    details = {"PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "Schedules": [{**schedule, "CrossRegionCopyRules": [copy]}]}
    answer = {"Policy": {"PolicyId": "policy-0leaves", "PolicyDetails": details}}
    plant.answers("dlm", "GetLifecyclePolicy", answer, when={"PolicyId": "policy-0leaves"}, partial=True)
    drive = plant.client("efs").create_file_system(CreationToken="leaves")["FileSystemId"]
    arn = f"arn:aws:elasticfilesystem:{HOME}:{plant.account}:file-system/{drive}"
    destination = {"Status": "ENABLED", "FileSystemId": "fs-0away", "Region": AWAY}
    replication: dict[str, Any] = {
        "SourceFileSystemId": drive,
        "SourceFileSystemRegion": HOME,
        "SourceFileSystemArn": arn,
        "OriginalSourceFileSystemArn": arn,
        "CreationTime": days_ago(30),
        "Destinations": [destination],
    }
    plant.answers("efs", "DescribeReplicationConfigurations", {"Replications": [replication]})
    plant.truth.deviates(COPIES, "leaves-plan", "policy-0leaves", drive)
    plant.truth.left_out(COPIES, "stays-plan")


def _names_leave(plant: Plant) -> None:
    """One name for buckets in two regions, a trail that writes abroad, code at the edge."""
    buckets = [{"Bucket": f"b-{region}", "Region": region, "BucketAccountId": plant.account} for region in (HOME, AWAY)]
    point = {"Name": "leaves-by-name", "Alias": "leaves.mrap", "Status": "READY", "Regions": buckets}
    plant.answers("s3control", "ListMultiRegionAccessPoints", {"AccessPoints": [point]}, region=None)
    away = plant.name("target-away")
    plant.client("cloudtrail").create_trail(Name="leaves-trail", S3BucketName=away, IsMultiRegionTrail=True)
    plant.truth.deviates(COPIES, "leaves-by-name", "leaves-trail")
