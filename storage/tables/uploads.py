"""The table of uploads: files that come in piece by piece and are no evidence yet."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from zhifa.storage.tables.row import Int, Key, Maybe, Row, Txt, sha256, table_args


class Upload(Row, table=True):
    """A file on its way in, of one officer. Its bytes lie beside the evidence store under its id; a row goes when its file became evidence or is given up."""

    __table_args__ = table_args(
        CheckConstraint("received BETWEEN 0 AND length", name="ck_upload_received"),
        CheckConstraint("digest IS NULL OR received = length", name="ck_upload_whole"),
        sha256("upload", "announced"),
        sha256("upload", "digest"),
        Index("ix_upload_officer", "officer_id"),
        Index("ix_upload_expires", "expires_at"),
    )
    id: Key
    agency_id: Txt
    officer_id: Txt
    name: Txt
    media_type: Maybe
    length: Int
    received: Int
    announced: Maybe
    digest: Maybe
    created_at: Txt
    expires_at: Txt
