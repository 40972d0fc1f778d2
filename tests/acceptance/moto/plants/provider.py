"""What AWS knows of whom to reach: the security contact."""

from __future__ import annotations

from planting import Plant


def states(plant: Plant) -> None:
    """account-security-contact: none, as in a fresh account."""
    plant.truth.deviates("account-security-contact", plant.account)


def clean(plant: Plant) -> None:
    """A contact with address and telephone."""
    plant.client("account").put_alternate_contact(
        AlternateContactType="SECURITY",
        Name="Ida Muster",
        Title="Information security",
        EmailAddress="security@example.com",
        PhoneNumber="+49 30 000000",
    )
    plant.truth.conforms("account-security-contact", plant.account)
