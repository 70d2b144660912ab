"""The summary procedure as a published case went through it: found, told, decided and handed over on the spot, then filed and published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.replay import cast, stated_days
from zhifa.replay.facts import operative, publish, start, summary
from zhifa.replay.source import Source
from zhifa.replay.stated_days import dated
from zhifa.replay.step import Step


def steps(source: Source, kind: str | None) -> Iterator[Step]:
    """Every step up to the publication, which the source itself is. Without a ``kind`` of decision it ends with what was found."""
    found = dated(source, "dates.source")
    yield Step(
        do="catch",
        by=cast.HANDLER,
        tells=summary.catch,
        dated=dated(source, "dates.on_site"),
        not_before=found.day if found else stated_days.violation_day(source),
        instead={"identity_check_digit": ("party.identity_kind", start.MASKED_IDENTITY)},
    )
    if kind is None:
        return
    yield Step(
        do="tell",
        by=cast.HANDLER,
        tells=summary.notice,
        dated=dated(source, "dates.notified"),
        instead={"payment_term": ("draft.payment_days", operative.PAYMENT_BY_LAW)},
    )
    year = stated_days.number_year(source)
    yield Step(
        do="decide_on_spot",
        by=cast.HANDLER,
        tells=summary.decision,
        dated=dated(source, "dates.decided"),
        not_before=date(year, 1, 1) if year else None,
    )
    yield Step(do="deliver", by=cast.HANDLER, tells=summary.delivery, dated=dated(source, "dates.served"))
    yield Step(do="file_record", by=cast.HANDLER, tells=summary.record)
    yield Step(do="review_publication", by=cast.CHECKER, tells=publish.publication_review)
    yield Step(do="publish", by=cast.PUBLISHER, tells=publish.publication, dated=dated(source, "dates.published"))
