"""The ordinary penalty procedure as a published case went through it: its steps in the order of the statute and of the stated days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zhifa.replay import cast, stated_days
from zhifa.replay.facts import decide, investigate, notice, operative, preserve, publish, start
from zhifa.replay.source import Source
from zhifa.replay.stated_days import dated
from zhifa.replay.step import Step


def steps(source: Source, kind: str | None) -> Iterator[Step]:
    """Every step up to what the source states last. ``kind`` of the decision; ``None`` ends in the investigation."""
    planned = [*_opening(source), *_investigation(source)]
    if kind:
        planned += [*_towards_decision(source, kind), *_after_decision(source, kind)]
    yield from _with_preserved_handled(source, planned)


def _opening(source: Source) -> Iterator[Step]:
    yield Step(
        do="report",
        by=cast.HANDLER,
        tells=start.report,
        dated=dated(source, "dates.source"),
        not_before=stated_days.violation_day(source),
        instead={"identity_check_digit": ("party.identity_kind", start.MASKED_IDENTITY)},
    )
    yield Step(do="verify", by=cast.UNIT_HEAD, tells=start.verification)
    yield from (step for gathered in _gathering(source) if gathered.early for step in gathered.steps)
    yield Step(do="file", by=cast.HEAD, tells=start.filing, dated=dated(source, "dates.filed"))
    yield Step(do="assign", by=cast.UNIT_HEAD, tells=start.assignment)


def _investigation(source: Source) -> Iterator[Step]:
    yield from (step for gathered in _gathering(source) if not gathered.early for step in gathered.steps)
    if source.case.evidence:
        yield Step(do="extract", by=cast.HANDLER, tells=investigate.extraction)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """Steps of one stated day on which evidence was gathered."""

    day: date
    steps: tuple[Step, ...]
    early: bool
    """Whether they came before the filing."""


def _gathering(source: Source) -> list[_Gathered]:
    """Stated inspection, interviews and preservation, oldest first.

    An inspection on the day of filing led to it, and so did one whose source gives no day of filing.
    """
    bound = source.case.dates.filed or source.case.dates.on_site
    found = []
    for steps in _gathering_steps(source):
        day = steps[-1].dated.day if steps[-1].dated else date.min
        early = bound is not None and (day < bound or (steps[-1].do == "inspect" and day == bound))
        found.append(_Gathered(day=day, steps=steps, early=early))
    return sorted(found, key=lambda gathered: gathered.day)


def _gathering_steps(source: Source) -> Iterator[tuple[Step, ...]]:
    for do, path, tells in (
        ("inspect", "dates.on_site", investigate.inspection),
        ("interview", "dates.interviewed", investigate.interview),
        ("interview", stated_days.INTERVIEWED_AGAIN, investigate.interview),
    ):
        day = dated(source, path)
        if day:
            yield (Step(do=do, by=cast.HANDLER, tells=tells, dated=day),)
    preserved = stated_days.preserved(source)
    if preserved:
        yield (
            Step(do="approve_preservation", by=cast.HEAD, tells=preserve.approval),
            Step(do="preserve", by=cast.HANDLER, tells=preserve.preservation, dated=preserved.dated),
        )


def _towards_decision(source: Source, kind: str) -> Iterator[Step]:
    yield Step(
        do="conclude",
        by=cast.HANDLER,
        tells=investigate.conclusion,
        not_before=stated_days.last_day_of_facts(source),
        instead={"payment_term": ("draft.payment_days", operative.PAYMENT_BY_LAW)},
    )
    if kind == "penalty":
        yield from _notice(source)
        yield from _defence(source)
    yield Step(do="submit_review", by=cast.UNIT_HEAD, tells=decide.submission)
    yield Step(do="agree", by=cast.REVIEWER, tells=decide.agreement, dated=dated(source, "dates.review"))
    discussed = dated(source, "dates.collective_discussion")
    if discussed:
        yield Step(do="discuss", by=cast.HEAD, tells=decide.discussion, dated=discussed)
    year = stated_days.number_year(source)
    yield Step(
        do=f"decide_{kind}",
        by=cast.HEAD,
        tells=decide.decision,
        dated=dated(source, "dates.decided"),
        not_before=date(year, 1, 1) if year else None,
    )


def _notice(source: Source) -> Iterator[Step]:
    made = dated(source, *stated_days.NOTICE_MADE)
    yield Step(do="notify", by=cast.HANDLER, tells=notice.notice, dated=made)
    yield Step(do="serve_notice", by=cast.HANDLER, tells=notice.service, dated=dated(source, "dates.notified"))


def _defence(source: Source) -> Iterator[Step]:
    """Statement and hearing where the source states them, in the order of their days."""
    hearing, statement = tuple(_hearing(source)), tuple(_statement(source))
    said = statement[0].dated if statement else None
    asked = next((step.dated for step in hearing if step.dated), None)
    after = bool(said and asked and said.day > asked.day)
    yield from (*hearing, *statement) if after else (*statement, *hearing)


def _statement(source: Source) -> Iterator[Step]:
    heard = dated(source, stated_days.STATEMENT_HEARD)
    if heard:
        yield Step(do="hear_statement", by=cast.HANDLER, tells=notice.statement, dated=heard)
        yield Step(do="review_statement", by=cast.HANDLER, tells=notice.statement_review)


def _hearing(source: Source) -> Iterator[Step]:
    held = dated(source, "dates.hearing")
    if held is None:
        return
    officer = cast.HEARING_OFFICER
    requested = dated(source, *stated_days.HEARING_REQUESTED)
    announced = dated(source, *stated_days.HEARING_ANNOUNCED)
    yield Step(do="request_hearing", by=cast.HANDLER, tells=notice.request, dated=requested)
    yield Step(do="schedule_hearing", by=officer, tells=notice.appointment, dated=announced)
    yield Step(do="hold_hearing", by=officer, tells=notice.record, dated=held)
    yield Step(do="report_hearing", by=officer, tells=notice.report)


def _after_decision(source: Source, kind: str) -> Iterator[Step]:
    """Up to the publication, which the source itself is; further only where it states that a penalty was carried out."""
    yield Step(do="dispatch", by=cast.HANDLER, tells=publish.dispatch)
    served = dated(source, "dates.served")
    yield Step(do="serve_decision", by=cast.HANDLER, tells=publish.service, dated=served)
    performed = tuple(_performance(source)) if kind == "penalty" else ()
    published, done = dated(source, "dates.published"), performed[0].dated if performed else None
    first = bool(published and done and done.day < published.day)
    yield from performed if first else ()
    yield Step(do="review_publication", by=cast.CHECKER, tells=publish.publication_review)
    yield Step(do="publish", by=cast.PUBLISHER, tells=publish.publication, dated=published)
    yield from () if first else performed
    if performed and (not stated_days.preserved(source) or dated(source, stated_days.PRESERVED_HANDLED)):
        yield Step(do="close", by=cast.HEAD, tells=publish.closing)


def _performance(source: Source) -> Iterator[Step]:
    """Payment and performance on the stated day; nothing where a sum to be paid is not stated."""
    executed, payable = dated(source, "dates.executed"), operative.payable(source)
    if executed is None or payable is None:
        return
    if payable:
        yield Step(do="pay", by=cast.HANDLER, tells=publish.payment, dated=executed)
    if operative.deeds(source):
        yield Step(do="confirm_performance", by=cast.HANDLER, tells=publish.performance, dated=executed)


def _with_preserved_handled(source: Source, steps: Sequence[Step]) -> Iterator[Step]:
    """The steps with the stated handling of what was preserved after the last step that is not stated to be later."""
    handled = dated(source, stated_days.PRESERVED_HANDLED)
    place = next((n for n, step in enumerate(steps) if step.do == "preserve"), None)
    if handled is None or place is None:
        yield from steps
        return
    earlier = (n for n, step in enumerate(steps) if n > place and step.dated and step.dated.day <= handled.day)
    place = max(earlier, default=place)
    yield from steps[: place + 1]
    yield Step(do="handle_preserved", by=cast.HEAD, tells=preserve.handling, dated=handled)
    yield from steps[place + 1 :]
