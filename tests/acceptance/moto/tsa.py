"""A timestamp authority (RFC 3161) for one test, made of pyHanko and cryptography.

    python tsa.py [refuse|other]

Prints `{"port": N}` and answers every POST with a token of a certificate that a throwaway authority
issued; `refuse` answers with a rejection, `other` with a token for another hash. It ends when its
stdin ends.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import algos, keys, tsp, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

MODE = sys.argv[1] if len(sys.argv) > 1 else ""
# A TimeStampResp whose PKIStatusInfo says `rejection`; asn1crypto wants a token even there.
REJECTED = bytes.fromhex("3005 3003 020102")


def named(text: str) -> made.Name:
    return made.Name([made.NameAttribute(NameOID.COMMON_NAME, text)])


def authority() -> DummyTimeStamper:
    """An authority whose certificate says that it may stamp (RFC 3161, 2.3)."""
    root, own = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        made.CertificateBuilder()
        .subject_name(named("Stamp 1"))
        .issuer_name(named("Test Root"))
        .public_key(own.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    )
    certificate = builder.sign(root, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    key = own.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return DummyTimeStamper(
        tsa_cert=x509.Certificate.load(certificate),
        tsa_key=keys.PrivateKeyInfo.load(key),
    )


STAMPER = authority()


class Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        wanted = self.headers["Content-Type"] == "application/timestamp-query"
        request = tsp.TimeStampReq.load(body)
        if MODE == "other":
            request["message_imprint"] = tsp.MessageImprint(
                {
                    "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                    "hashed_message": hashlib.sha256(b"another document").digest(),
                }
            )
        told = REJECTED if MODE == "refuse" else STAMPER.request_tsa_response(request).dump()
        self.send_response(200 if wanted else 415)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()


main()
