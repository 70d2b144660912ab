"""The record of an upload, and of what an officer has under way."""

from __future__ import annotations

from typing import NamedTuple


class UploadRecord(NamedTuple):
    id: str
    agency_id: str
    officer_id: str
    name: str
    media_type: str | None
    length: int
    received: int
    """Bytes that are on the disk for good."""
    announced: str | None
    """SHA-256 that whoever sends it told beforehand."""
    digest: str | None
    """SHA-256 as it was reckoned when the last byte had come."""
    created_at: str
    expires_at: str


class UploadShare(NamedTuple):
    agency_id: str
    officer_id: str
    files: int
    length: int
    """Bytes announced."""
    coming: int
    """Bytes of them that are still to come."""
