"""How a site is run: addresses, limits, times. Everything has a default that is safe on a closed network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zhifa.identity.oidc_provider import OidcSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one site; ``zhifa serve`` has them of a file (:mod:`zhifa.web.settings_file`), the environment and the command line."""

    public_url: str = "http://127.0.0.1:8080"
    """Under which people reach the site, without a slash at the end; what comes from elsewhere is refused. Empty where a host program mounts the
    API and looks after its names."""
    hosts: tuple[str, ...] = ()
    """Other host names that are answered besides that of ``public_url``."""
    secret: bytes = field(default=b"", repr=False)
    """At least 32 bytes: sessions, proofs and the secrets of accounts hang on it. Empty only where a host tells who asks."""
    body_limit: int = 2 * 1024 * 1024
    """Bytes of a request besides uploads of evidence."""
    upload_limit: int = 16 * 1024**3
    """Bytes of one file of evidence."""
    upload_folder: Path | None = None
    """Where uploads, and files that somebody looks at before they are taken in, lie meanwhile; in the evidence store where not told."""
    webhook_networks: tuple[str, ...] = ()
    """Networks (``10.0.0.0/8``) besides the open internet to which events may be pushed."""
    session_idle: timedelta = timedelta(hours=2)
    session_whole: timedelta = timedelta(hours=12)
    second_factor: Literal["optional", "required"] = "optional"
    """Whether everybody who signs in by password sets up a second factor before anything else."""
    metrics_token: str = field(default="", repr=False)
    """Who knows it may read ``/metrics`` from anywhere; empty: nobody, but on this machine where ``public_url`` is this machine."""
    oidc: OidcSettings | None = None
    """A provider that vouches for people besides their passwords."""
    demo: bool = False
    """A demonstration: every page says so."""
