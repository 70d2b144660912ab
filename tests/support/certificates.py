"""A certificate for ``localhost`` that a test makes for itself; nothing of it is kept."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple


class Trust(NamedTuple):
    """The two ends of an encrypted connection."""

    server: ssl.SSLContext
    client: ssl.SSLContext
    """Trusts this one certificate and no other."""


class OpensslMissing(Exception):
    """Certificates are made with the openssl program, and it is not here."""


def trust(folder: Path) -> Trust:
    """A new certificate. Raises :class:`OpensslMissing`."""
    program = shutil.which("openssl")
    if program is None:
        raise OpensslMissing("no openssl on the path")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run(
        [*made, "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    return Trust(server, ssl.create_default_context(cafile=str(certificate)))
