"""What Macie finds in buckets. Where nothing is planted, Macie is off: moto has it on everywhere, which no account is."""

from __future__ import annotations

from typing import Any

from planting import AWAY, HOME, Json, Plant, days_ago

RULE = "macie-no-payment-data"

#: Lists that moto lacks.
EMPTY = (("macie2", "ListFindings"),)

#: What Macie answers where nobody enabled it: the code of a denial, and these words.
OFF: Json = {"code": "AccessDeniedException", "message": "Macie is not enabled.", "status": 403}


def states(plant: Plant) -> None:
    """Buckets in which Macie found something, nothing, or did not look."""
    truth = plant.truth
    found, archived, sample, clean, late, never, empty, unreadable = (
        plant.bucket(f"macie-{label}")
        for label in ("found", "archived", "sample", "clean", "late", "never", "empty", "unreadable")
    )
    away = plant.bucket("macie-away", AWAY)
    plant.answers(
        "macie2",
        "DescribeBuckets",
        {
            "buckets": [
                known(plant, found, job=2),
                known(plant, archived, discovered=2),
                known(plant, sample, job=400, discovered=2),
                known(plant, clean, job=2, discovered=400),
                known(plant, late, job=91),
                known(plant, never),
                known(plant, empty, objects=0),
                known(plant, unreadable, readable=0, job=2),
            ]
        },
    )
    findings(
        plant,
        finding(plant, "f0000000000000000000000000000001", found),
        finding(plant, "f0000000000000000000000000000002", archived, archived=True),
        finding(plant, "f0000000000000000000000000000003", sample, sample=True),
    )
    off(plant, AWAY, "us-east-1")
    truth.deviates(RULE, found)
    truth.conforms(RULE, sample, clean, empty)
    truth.unknown(RULE, archived, late, never, unreadable, away)


def clean(plant: Plant) -> None:
    """Buckets are empty, as the gate tells by itself; into the one with log files Macie looked. A sample finding lies beside."""
    log_files = {"bucketName": plant.name("clean-access-logs")}
    plant.declare("macie2", "DescribeBuckets", log_files, lastAutomatedDiscoveryTime=days_ago(3))
    findings(plant, finding(plant, "f0000000000000000000000000000004", plant.name("elsewhere"), sample=True))


def empty(plant: Plant) -> None:
    """Nobody enabled Macie."""
    off(plant, HOME)


def managed(plant: Plant) -> None:
    """Another account manages Macie: that nothing is found here says nothing."""
    found, nothing = plant.bucket("managed-found"), plant.bucket("managed-nothing")
    plant.answers("macie2", "DescribeBuckets", {"buckets": [known(plant, one, job=2) for one in (found, nothing)]})
    findings(plant, finding(plant, "f0000000000000000000000000000005", found))
    administrator = {"accountId": "444455556666", "relationshipStatus": "Enabled"}
    plant.answers("macie2", "GetAdministratorAccount", {"administrator": administrator})
    plant.truth.deviates(RULE, found)
    plant.truth.unknown(RULE, nothing)


def switched_off(plant: Plant) -> None:
    """A bucket, and Macie nowhere."""
    plant.truth.unknown(RULE, plant.bucket("macie-off"))
    off(plant, HOME)


def crowded(plant: Plant) -> None:
    """More buckets and findings than fit on a page; only the last finding counts."""
    buckets = [plant.bucket(f"crowded-{number:02}") for number in range(9)]
    plant.answers("macie2", "DescribeBuckets", {"buckets": [known(plant, one, job=2) for one in buckets]})
    ids = [f"f{number:031}" for number in range(60)]
    findings(plant, *(finding(plant, name, buckets[-1], sample=name != ids[-1]) for name in ids))
    plant.truth.conforms(RULE, *buckets[:-1])
    plant.truth.deviates(RULE, buckets[-1])


def off(plant: Plant, *regions: str) -> None:
    """Macie is not enabled in these regions."""
    for region in regions:
        plant.fails("macie2", "GetMacieSession", region=region, **OFF)


def known(
    plant: Plant,
    bucket: str,
    *,
    objects: int = 12,
    readable: int | None = None,
    job: float | None = None,
    discovered: float | None = None,
) -> Json:
    """A bucket as Macie knows it. `job`, `discovered`: so many days ago it was looked into."""
    what: Json = {
        "accountId": plant.account,
        "bucketArn": f"arn:aws:s3:::{bucket}",
        "bucketName": bucket,
        "classifiableObjectCount": objects if readable is None else readable,
        "objectCount": objects,
        "region": HOME,
    }
    if job is not None:
        what["jobDetails"] = {"isDefinedInJob": "TRUE", "lastJobId": "0a1b2c3d", "lastJobRunTime": days_ago(job)}
    if discovered is not None:
        what["lastAutomatedDiscoveryTime"] = days_ago(discovered)
    return what


def finding(plant: Plant, name: str, bucket: str, **more: Any) -> Json:
    """A finding of card numbers in an object."""
    card = {"category": "FINANCIAL_INFORMATION", "detections": [{"count": 3, "type": "CREDIT_CARD_NUMBER"}]}
    person = {"category": "PERSONAL_INFORMATION", "detections": [{"count": 3, "type": "NAME"}]}
    return {
        "accountId": plant.account,
        "archived": False,
        "category": "CLASSIFICATION",
        "classificationDetails": {"result": {"sensitiveData": [card, person], "status": {"code": "COMPLETE"}}},
        "id": name,
        "resourcesAffected": {"s3Bucket": {"name": bucket}, "s3Object": {"key": "export.csv"}},
        "sample": False,
        "type": "SensitiveData:S3Object/Multiple",
        **more,
    }


def findings(plant: Plant, *planted: Json) -> None:
    """All findings of the home region."""
    plant.answers("macie2", "ListFindings", {"findingIds": [one["id"] for one in planted]})
    plant.answers("macie2", "GetFindings", {"findings": list(planted)})
