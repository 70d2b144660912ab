"""The tables of an agency's calendar: the files it was given, and the runs that counted open terms anew by them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint

from zhifa.storage.tables.row import Int, Key, KeyInt, Maybe, MaybeInt, Row, Txt, sha256, table_args, unique_id


class Calendar(Row, table=True):
    """A calendar file an agency took in: the notice of a year or an overlay. Append only; the newest `seq` is the calendar's version.

    `body` is the file in our own format as canonical JSON, `digest` its SHA-256.
    """

    __table_args__ = table_args(
        unique_id("calendar"),
        UniqueConstraint("agency_id", "digest", name="uq_calendar_digest"),
        CheckConstraint("seq >= 1", name="ck_calendar_seq"),
        CheckConstraint("kind IN ('year', 'overlay')", name="ck_calendar_kind"),
        CheckConstraint("(kind = 'year') = (year IS NOT NULL)", name="ck_calendar_year"),
        CheckConstraint("(year IS NULL) = (published_on IS NULL)", name="ck_calendar_published"),
        sha256("calendar", "digest"),
    )
    agency_id: Key
    seq: KeyInt
    id: Txt
    kind: Txt
    year: MaybeInt
    document_number: Txt
    published_on: Maybe
    body: Txt
    digest: Txt
    imported_at: Txt
    imported_by: Txt


class CalendarRun(Row, table=True):
    """The run that counts open terms anew by a calendar file; `finished_at` NULL means that it was cut short.

    `looked` counts the cases looked at, `cases` those among them whose terms moved, `moved` these terms.
    """

    __table_args__ = table_args(
        unique_id("calendar_run"),
        ForeignKeyConstraint(
            ["agency_id", "seq"], ["zf_calendar.agency_id", "zf_calendar.seq"], name="fk_calendar_run_calendar"
        ),
        CheckConstraint("looked >= 0 AND cases >= 0 AND moved >= 0", name="ck_calendar_run_counts"),
    )
    agency_id: Key
    seq: KeyInt
    id: Txt
    started_at: Txt
    finished_at: Maybe
    looked: Int
    cases: Int
    moved: Int
