"""Plants the demo: the AWS account of a small, fictional company, Musterwerk GmbH.

    python examples/demo/plant.py --endpoint http://127.0.0.1:PORT [--account 123456789012]

Musterwerk sells a maintenance planner for workshops. Its document promises more than its
account keeps, as most do: some claims are true, some are not, some cannot be seen. The
company, its users and its data are invented. Prints the planted truth, as
tests/acceptance/moto/plant.py does, and `key`, the access key id to scan with: its role may
not see everything. That scan, recorded, is what `tomscan --demo` replays.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "acceptance" / "moto"))

from planting import (  # noqa: E402
    AWAY,
    BLOCK_ALL,
    HOME,
    KMS_BY_AWS,
    SSE_S3,
    Json,
    Plant,
    allow,
    days_ago,
    deny_clear_text,
    document,
    kms_with,
)

PROD = {"Environment": "prod", "DataClass": "personal"}
TEST = {"Environment": "test", "DataClass": "synthetic"}
PUBLIC = {"Environment": "prod", "DataClass": "public"}
#: What the scanning role of the demo lacks, in the gate's words: where backups are copied to
#: cannot be seen.
LACKS = "XDENYXs3_GetBucketReplication"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


@dataclass(frozen=True)
class Keys:
    """The company's keys."""

    documents: str
    database: str
    analytics: str
    backup: str
    test: str
    signing: str


def keys(plant: Plant) -> Keys:
    """Six keys: four rotate yearly, one never, one is asymmetric and unused."""
    made = Keys(
        documents=plant.key("kundendokumente", rotation_days=365, tags=PROD),
        database=plant.key("planer-datenbank", rotation_days=365, tags=PROD),
        analytics=plant.key("auswertung", rotation_days=365, tags=PROD),
        backup=plant.key("sicherung", rotation_days=365, tags=PROD),
        test=plant.key("testumgebung", tags=TEST),
        signing=plant.key("rechnungssignatur", KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY", tags=PROD),
    )
    truth = plant.truth
    truth.conforms("kms-rotation", made.documents, made.database, made.analytics, made.backup)
    truth.deviates("kms-rotation", made.test)
    truth.conforms("kms-key-strength", made.documents, made.database, made.analytics, made.backup, made.test)
    truth.deviates("kms-key-origin", made.documents, made.database, made.analytics, made.backup, made.test)
    return made


def buckets(plant: Plant, key: Keys) -> None:
    """Eight buckets. TLS holds for all but the export and the test data; one lies in Ireland."""
    truth = plant.truth
    logs = plant.name("musterwerk-zugriffsprotokolle")

    def bucket(label: str, encryption: Json, tags: Json, **more: Any) -> str:
        sound = [deny_clear_text(plant.name(label), Principal={"AWS": "*"})]
        settings: Json = {"policy": sound, "block": BLOCK_ALL, "versioning": "Enabled", **more}
        return plant.bucket(label, encryption=encryption, tags=tags, **settings)

    protocols = bucket("musterwerk-zugriffsprotokolle", SSE_S3, PROD, acl="log-delivery-write")
    uploads = bucket("musterwerk-kundendokumente", kms_with(key.documents), PROD, logs_to=logs)
    invoices = bucket("musterwerk-rechnungen", kms_with(key.documents), PROD, logs_to=logs)
    reports = bucket("musterwerk-auswertungen", kms_with(key.analytics), PROD, logs_to=logs)
    backups = bucket("musterwerk-sicherungen", kms_with(key.backup), PROD, logs_to=logs)
    # The interface for workshops: only its objects are covered by the policy.
    export = plant.name("musterwerk-schnittstelle-export")
    objects_only = [deny_clear_text(export, Resource=f"arn:aws:s3:::{export}/*")]
    bucket("musterwerk-schnittstelle-export", kms_with(key.documents), PROD, policy=objects_only, logs_to=logs)
    website = bucket("musterwerk-webseite", KMS_BY_AWS, PUBLIC)
    # Left behind by a trial two years ago.
    trial = bucket(
        "musterwerk-testdaten-alt", SSE_S3, TEST, region=AWAY, policy=None, block=None, versioning="Suspended"
    )

    truth.conforms("account-residency", uploads, invoices, reports, backups, export, website, protocols)
    truth.deviates("account-residency", trial)
    truth.conforms("s3-tls-only", uploads, invoices, reports, backups, website, protocols)
    truth.deviates("s3-tls-only", export, trial)
    truth.conforms("s3-encryption-at-rest", uploads, invoices, reports, backups, export, website)
    truth.deviates("s3-encryption-at-rest", protocols, trial)
    truth.conforms("kms-customer-managed", uploads, invoices, reports, backups, export)
    truth.deviates("kms-customer-managed", website, protocols, trial)
    truth.conforms("s3-public-access-block", uploads, invoices, reports, backups, export, website, protocols)
    truth.conforms("s3-access-logging", uploads, invoices, reports, backups, export)
    truth.deviates("s3-access-logging", website, trial)
    truth.conforms("s3-versioning", uploads, invoices, reports, backups, export, website, protocols)
    truth.deviates("s3-versioning", trial)
    plant.replicate(backups, invoices, Account=plant.account)
    truth.unknown("account-replica-residency", backups)


def databases(plant: Plant, key: Keys) -> None:
    """Three instances and a cluster, all in Frankfurt and encrypted."""
    truth = plant.truth
    forced = plant.parameters("planer-pg16", "postgres16", {"rds.force_ssl": "1", "log_statement": "mod"})
    mysql = plant.parameters("rechnung-mysql8", "mysql8.0", {"require_secure_transport": "1"})
    aurora = plant.cluster_parameters("auswertung-aurora16", "aurora-postgresql16", {"rds.force_ssl": "1"})
    planner = plant.instance("planer-prod", key.database, tags=PROD, DBParameterGroupName=forced)
    invoices = plant.instance(
        "rechnung-prod",
        key.database,
        tags=PROD,
        Engine="mysql",
        EngineVersion="8.0.39",
        DBParameterGroupName=mysql,
        EnableCloudwatchLogsExports=["audit", "error"],
        MultiAZ=False,
    )
    test = plant.instance(
        "planer-test", key.test, tags=TEST, BackupRetentionPeriod=1, MultiAZ=False, DeletionProtection=False
    )
    analytics = plant.cluster("auswertung-prod", key.analytics, tags=PROD, DBClusterParameterGroupName=aurora)

    every = (planner, invoices, test, analytics)
    for rule in ("account-residency", "rds-encryption-at-rest", "kms-customer-managed", "rds-tls-enforced"):
        truth.conforms(rule, *every)
    truth.conforms("rds-not-public", planner, invoices, test)
    truth.conforms("rds-audit-logging", planner, invoices, test, analytics)
    truth.conforms("rds-backup-recency", *every)
    truth.conforms("rds-backup-retention", planner, invoices, analytics)
    truth.deviates("rds-backup-retention", test)
    truth.conforms("rds-multi-az", planner, analytics)
    truth.deviates("rds-multi-az", invoices, test)
    truth.conforms("rds-deletion-protection", planner, invoices, analytics)
    truth.deviates("rds-deletion-protection", test)
    truth.conforms("rds-engine-supported", planner, invoices, test)
    truth.conforms("rds-snapshot-encryption", plant.snapshot("planer-vor-umzug", planner))
    plant.truth.params["rds-backup-retention"] = {"min_days": 7}


def people(plant: Plant) -> None:
    """Eight users: six persons, one technical user with an old key, one shared login."""
    truth = plant.truth
    plant.group("betrieb", ADMIN)
    plant.group("entwicklung", document(allow(["s3:Get*", "s3:List*", "rds:Describe*", "logs:*"])))
    plant.group("kundenbetreuung", document(allow("s3:GetObject", "arn:aws:s3:::musterwerk-kundendokumente-*/*")))
    persons = (
        ("betriebsleitung.musterfrau", "betrieb"),
        ("plattform.beispiel", "betrieb"),
        ("entwicklung.platzhalter", "entwicklung"),
        ("entwicklung.mustermann", "entwicklung"),
        ("kundenbetreuung.erfunden", "kundenbetreuung"),
        ("kundenbetreuung.niemand", "kundenbetreuung"),
    )
    for name, group in persons:
        plant.user(name, console=True, mfa=name != "kundenbetreuung.niemand", groups=[group], seen_days_ago=3)
        plant.aged(name, 60)
        truth.conforms("iam-role-based-permissions", name)
        truth.conforms("iam-password-age", name)
        truth.conforms("iam-named-users", name)
        if name != "kundenbetreuung.niemand":
            truth.conforms("iam-user-mfa", name)
    truth.deviates("iam-user-mfa", "kundenbetreuung.niemand")

    upload = document(allow("s3:PutObject", "arn:aws:s3:::musterwerk-schnittstelle-export-*/*"))
    machine = plant.user("export-dienst", inline=upload, access_keys=1)
    used = {"access_key_1_last_rotated": days_ago(420), "access_key_1_last_used_date": days_ago(1)}
    plant.report_says(machine, user_creation_time=days_ago(420), **used)
    truth.deviates("iam-temporary-credentials", machine)
    truth.deviates("iam-role-based-permissions", machine)

    shared = plant.user("support", console=True, mfa=True, groups=["kundenbetreuung"], seen_days_ago=140)
    plant.aged(shared, 300)
    truth.deviates("iam-named-users", shared)
    truth.deviates("iam-unused-credentials", shared)
    truth.deviates("iam-password-age", shared)
    truth.conforms("iam-no-admin-wildcard", plant.account)
    plant.role("planer-anwendung")


def account(plant: Plant) -> None:
    """What holds for the whole account."""
    plant.account_block(BLOCK_ALL)
    plant.root_secured()
    plant.client("iam").create_account_alias(AccountAlias="musterwerk-produktion")
    plant.client("iam").update_account_password_policy(
        MinimumPasswordLength=12,
        RequireSymbols=True,
        RequireNumbers=True,
        RequireUppercaseCharacters=True,
        RequireLowercaseCharacters=True,
    )
    plant.truth.conforms("iam-root-secured", plant.account)
    plant.truth.conforms("iam-password-policy", plant.account)


def main() -> None:
    """Plant the demo account and print its truth."""
    parser = argparse.ArgumentParser(description="plants the demo account behind the gate")
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--account", default="123456789012")
    arguments = parser.parse_args()
    plant = Plant(arguments.endpoint, arguments.account)
    plant.truth.params.update(
        {
            "account-residency": {"regions": [HOME]},
            "s3-encryption-at-rest": {"mode": "aws-kms"},
            "kms-key-origin": {"origins": ["EXTERNAL", "EXTERNAL_KEY_STORE"]},
        }
    )
    made = keys(plant)
    buckets(plant, made)
    databases(plant, made)
    people(plant)
    account(plant)
    print(plant.report(key=f"AKIA{plant.account}{LACKS}"))


if __name__ == "__main__":
    main()
