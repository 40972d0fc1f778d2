"""Servers for file transfer, and mail."""

from __future__ import annotations

from planting import HOME, Plant


def servers(plant: Plant, offered: dict[str, list[str]]) -> None:
    """File transfer servers by id with their protocols."""
    arns = {name: f"arn:aws:transfer:{HOME}:{plant.account}:server/{name}" for name in offered}
    listed = [{"Arn": arns[name], "ServerId": name, "State": "ONLINE", "EndpointType": "VPC"} for name in offered]
    plant.answers("transfer", "ListServers", {"Servers": listed})
    for name, protocols in offered.items():
        server = {"Arn": arns[name], "ServerId": name, "Protocols": protocols}
        answer = {"Server": {**server, "SecurityPolicyName": "TransferSecurityPolicy-2024-01"}}
        plant.answers("transfer", "DescribeServer", answer, when={"ServerId": name})
        plant.counts["transfer.server"] += 1


def transfer_states(plant: Plant) -> None:
    """transfer-encrypted-protocols."""
    offered = {
        f"s-01234567890abcde{n}": protocols for n, protocols in enumerate((["SFTP", "FTPS"], ["SFTP", "FTP"], ["AS2"]))
    }
    servers(plant, offered)
    good, bad, open_question = offered
    plant.truth.conforms("transfer-encrypted-protocols", good)
    plant.truth.deviates("transfer-encrypted-protocols", bad)
    plant.truth.unknown("transfer-encrypted-protocols", open_question)


def mail(plant: Plant, sets: dict[str, str | None], identities: dict[str, str | None]) -> None:
    """Configuration sets with their TLS policy, and identities with the set that they send with."""
    plant.answers("sesv2", "ListConfigurationSets", {"ConfigurationSets": list(sets)})
    for name, policy in sets.items():
        options = {"TlsPolicy": policy} if policy else {}
        answer = {"ConfigurationSetName": name, "DeliveryOptions": options}
        plant.answers("sesv2", "GetConfigurationSet", answer, when={"ConfigurationSetName": name})
    listed = [
        {"IdentityType": "DOMAIN", "IdentityName": name, "SendingEnabled": name != "new.example"} for name in identities
    ]
    plant.answers("sesv2", "ListEmailIdentities", {"EmailIdentities": listed})
    for name, own in identities.items():
        answer = {"IdentityType": "DOMAIN", **({"ConfigurationSetName": own} if own else {})}
        plant.answers("sesv2", "GetEmailIdentity", answer, when={"EmailIdentity": name})


def mail_states(plant: Plant) -> None:
    """ses-tls."""
    sets = {"strict": "REQUIRE", "lenient": "OPTIONAL", "untouched": None}
    mail(plant, sets, {"shop.example": "strict", "news.example": "lenient", "bare.example": None, "new.example": None})
    plant.truth.conforms("ses-tls", "strict", "shop.example")
    plant.truth.deviates("ses-tls", "lenient", "untouched", "news.example", "bare.example")
    plant.truth.left_out("ses-tls", "new.example")
