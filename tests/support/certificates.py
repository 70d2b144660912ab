"""A certificate for ``localhost`` that a test makes for itself; nothing of it is kept."""

from __future__ import annotations

import ssl
from typing import NamedTuple

import trustme


class Trust(NamedTuple):
    """The two ends of an encrypted connection."""

    server: ssl.SSLContext
    client: ssl.SSLContext
    """Trusts the authority of this one certificate and no other."""


def trust() -> Trust:
    """A new certificate, of an authority of its own."""
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.issue_cert("localhost").configure_cert(server)
    authority.configure_trust(client)
    return Trust(server, client)
