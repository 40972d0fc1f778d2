"""Certificates in ACM and in IAM."""

from __future__ import annotations

import zlib
from typing import Any

from planting import HOME, Plant, days_ago

GLOBAL = "us-east-1"


class Certificates:
    """ACM and IAM, whose lists are planted whole each time one is added."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant

    def acm(self, name: str, status: str, days: float, region: str = HOME, in_use: bool = True, **more: Any) -> str:
        """A certificate in ACM. Returns its ARN."""
        number = zlib.crc32(f"{name} {region}".encode())
        arn = f"arn:aws:acm:{region}:{self.plant.account}:certificate/00000000-0000-4000-8000-{number:012}"
        summary = {
            "CertificateArn": arn,
            "DomainName": name,
            "Status": status,
            "Type": "AMAZON_ISSUED",
            "InUse": in_use,
            "NotBefore": days_ago(more.pop("begins_in", -100) * -1),
            "NotAfter": days_ago(-days),
            **more,
        }
        self.plant.answers("acm", "ListCertificates", {"CertificateSummaryList": [summary]}, region=region)
        return arn

    def iam(self, name: str, days: float) -> str:
        """A certificate in IAM. Returns its ARN."""
        arn = f"arn:aws:iam::{self.plant.account}:server-certificate/{name}"
        metadata = {
            "Path": "/",
            "ServerCertificateName": name,
            "ServerCertificateId": in_iam_id(arn),
            "Arn": arn,
            "UploadDate": days_ago(30),
            "Expiration": days_ago(-days),
        }
        answer = {"ServerCertificateMetadataList": [metadata], "IsTruncated": False}
        self.plant.answers("iam", "ListServerCertificates", answer)
        return arn


def in_iam_id(arn: str) -> str:
    """The id by which CloudFront names a certificate of IAM."""
    return f"ASCA{arn.rsplit('/', 1)[1].upper().replace('-', '')}00000000000"


def planted(plant: Plant) -> dict[str, str]:
    """acm-certificate-validity: each state once."""
    made, rule, truth = Certificates(plant), "acm-certificate-validity", plant.truth
    arns = {
        "good": made.acm("shop.example", "ISSUED", 300),
        "ending": made.acm("ending.example", "ISSUED", 5.5),
        "expired": made.acm("old.example", "EXPIRED", -20, Type="IMPORTED"),
        "revoked": made.acm("revoked.example", "REVOKED", 300),
        "early": made.acm("early.example", "ISSUED", 300, begins_in=3, Type="IMPORTED"),
        "idle": made.acm("idle.example", "EXPIRED", -200, in_use=False),
        "elliptic": made.acm("ec.example", "ISSUED", 2.5, KeyAlgorithm="EC_prime256v1"),
        "main": made.acm("cdn.example", "ISSUED", 300, region=GLOBAL),
        "main-ending": made.acm("cdn-ending.example", "ISSUED", 3.5, region=GLOBAL),
        "iam": made.iam("valid", 200),
        "iam-expired": made.iam("expired", -2),
    }
    truth.conforms(rule, arns["good"])
    truth.deviates(rule, *(arns[name] for name in ("ending", "expired", "revoked", "early", "elliptic")))
    truth.left_out(rule, arns["idle"])
    return arns
