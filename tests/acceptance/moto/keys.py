"""Keys to sign with, of cryptography's making.

    python keys.py FOLDER

Writes p256, p384, rsa and other: `.key` (PKCS #8) and `.pub`, and `p256.chain`, certificates that an
authority issued for that key.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

FOLDER = Path(sys.argv[1])
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def issued(name: str, public, by: str, signer, authority: bool) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(by))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW)
        .not_valid_after(NOW + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(signer, hashes.SHA256())
    )


def main() -> None:
    keys = {
        "p256": ec.generate_private_key(ec.SECP256R1()),
        "p384": ec.generate_private_key(ec.SECP384R1()),
        "rsa": rsa.generate_private_key(65537, 2048),
        "other": ec.generate_private_key(ec.SECP256R1()),
    }
    for name, key in keys.items():
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (FOLDER / f"{name}.key").write_bytes(private)
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (FOLDER / f"{name}.pub").write_bytes(public)
    root = ec.generate_private_key(ec.SECP256R1())
    chain = [
        issued("Evidence of Example GmbH", keys["p256"].public_key(), "Example Root", root, False),
        issued("Example Root", root.public_key(), "Example Root", root, True),
    ]
    (FOLDER / "p256.chain").write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in chain))


main()
