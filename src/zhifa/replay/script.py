"""From a published case to the steps of the procedure, in order, each dated by the source or left to be placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhifa.replay import cast
from zhifa.replay.facts import decide, investigate, notice, operative, publish, start
from zhifa.replay.inputs import Assumed
from zhifa.replay.scene import Telling
from zhifa.replay.source import Source

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER_YEAR = re.compile(r"[〔\[［(（](\d{4})[〕\]］)）]")

NOTICE_MADE = ("dates.other.告知书作出", "dates.notified")
HEARING_REQUESTED = ("dates.other.听证申请", "dates.other.提交听证申请书")
HEARING_ANNOUNCED = ("dates.other.听证通知书送达",)

_OF_THE_PROCEDURE = ("告知", "听证", "送达", "陈述", "复议", "起诉", "法院", "开庭", "判决", "执行", "前次处罚")
"""Words in the labels of dates that belong to the procedure or to what came after it, not to the facts found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day that the source states."""

    path: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step to be taken."""

    do: str
    """Name of the transition."""
    by: str
    """Name of the person who takes it."""
    tells: Telling
    dated: Dated | None = None
    not_before: date | None = None
    """For a step without a date: a day stated elsewhere that it cannot precede."""
    instead: Mapping[str, tuple[str, Assumed]] = field(default_factory=dict)
    """For a refusal of a stated fact: by its code, the field and the value with which the replay goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The steps of one case, and where they end."""

    steps: tuple[Step, ...]
    ends_at: str
    """``penalty``, ``no_penalty``, or ``not_stated:`` and the path of what the source lacks."""
    number_year: int | None
    """Year of the decision by its number, where the day is not stated."""
    not_played: tuple[str, ...]
    """Stated dates of the file that no step takes up."""

    @property
    def decision(self) -> int | None:
        """Position of the step that decides."""
        return next((position for position, step in enumerate(self.steps) if step.do.startswith("decide_")), None)


def script(source: Source) -> Script:
    """The steps of a published case. A source without operative part ends in the investigation."""
    missing = operative.unstated(source)
    steps = [*_opening(source), *_investigation(source)]
    ends_at = f"not_stated:{missing}"
    if missing is None:
        ends_at = "no_penalty" if operative.no_penalty(source) else "penalty"
        steps += [*_towards_decision(source, ends_at), *_after_decision(source)]
    return Script(
        steps=tuple(steps),
        ends_at=ends_at,
        number_year=None if source.case.dates.decided else _number_year(source),
        not_played=tuple(_left_over(source, steps)),
    )


# --- steps -----------------------------------------------------------------------------------------------------------


def _opening(source: Source) -> Iterator[Step]:
    yield Step(
        do="report",
        by=cast.HANDLER,
        tells=start.report,
        dated=_dated(source, "dates.source"),
        not_before=_violation_day(source),
        instead={"identity_check_digit": ("party.identity_kind", start.MASKED_IDENTITY)},
    )
    yield Step(do="verify", by=cast.UNIT_HEAD, tells=start.verification)
    yield from (step for step, early in _gathering(source) if early)
    yield Step(do="file", by=cast.HEAD, tells=start.filing, dated=_dated(source, "dates.filed"))
    yield Step(do="assign", by=cast.UNIT_HEAD, tells=start.assignment)


def _investigation(source: Source) -> Iterator[Step]:
    yield from (step for step, early in _gathering(source) if not early)
    if source.case.evidence:
        yield Step(do="extract", by=cast.HANDLER, tells=investigate.extraction)


def _gathering(source: Source) -> list[tuple[Step, bool]]:
    """Dated inspection and interview, oldest first, and whether each came before the filing.

    An inspection on the day of filing led to it, and so did one whose source gives no day of filing.
    """
    dates = source.case.dates
    found = []
    for do, path, tells in (
        ("inspect", "dates.on_site", investigate.inspection),
        ("interview", "dates.interviewed", investigate.interview),
    ):
        dated = _dated(source, path)
        if dated is None:
            continue
        bound = dates.filed or dates.on_site
        early = bound is not None and (dated.day < bound or (do == "inspect" and dated.day == bound))
        found.append((Step(do=do, by=cast.HANDLER, tells=tells, dated=dated), early))
    return sorted(found, key=lambda pair: pair[0].dated.day if pair[0].dated else date.min)


def _towards_decision(source: Source, kind: str) -> Iterator[Step]:
    yield Step(
        do="conclude",
        by=cast.HANDLER,
        tells=investigate.conclusion,
        not_before=_last_day_of_facts(source),
        instead={"payment_term": ("draft.payment_days", operative.PAYMENT_BY_LAW)},
    )
    if kind == "penalty":
        yield from _notice(source)
        yield from _hearing(source)
    yield Step(do="submit_review", by=cast.UNIT_HEAD, tells=decide.submission)
    yield Step(do="agree", by=cast.REVIEWER, tells=decide.agreement, dated=_dated(source, "dates.review"))
    discussed = _dated(source, "dates.collective_discussion")
    if discussed:
        yield Step(do="discuss", by=cast.HEAD, tells=decide.discussion, dated=discussed)
    year = _number_year(source)
    yield Step(
        do=f"decide_{kind}",
        by=cast.HEAD,
        tells=decide.decision,
        dated=_dated(source, "dates.decided"),
        not_before=date(year, 1, 1) if year else None,
    )


def _notice(source: Source) -> Iterator[Step]:
    yield Step(do="notify", by=cast.HANDLER, tells=notice.notice, dated=_dated(source, *NOTICE_MADE))
    yield Step(do="serve_notice", by=cast.HANDLER, tells=notice.service, dated=_dated(source, "dates.notified"))


def _hearing(source: Source) -> Iterator[Step]:
    held = _dated(source, "dates.hearing")
    if held is None:
        return
    officer = cast.HEARING_OFFICER
    requested, announced = _dated(source, *HEARING_REQUESTED), _dated(source, *HEARING_ANNOUNCED)
    yield Step(do="request_hearing", by=cast.HANDLER, tells=notice.request, dated=requested)
    yield Step(do="schedule_hearing", by=officer, tells=notice.appointment, dated=announced)
    yield Step(do="hold_hearing", by=officer, tells=notice.record, dated=held)
    yield Step(do="report_hearing", by=officer, tells=notice.report)


def _after_decision(source: Source) -> Iterator[Step]:
    """Up to the publication, which the source itself is; payment and closing are not published."""
    yield Step(do="dispatch", by=cast.HANDLER, tells=publish.dispatch)
    yield Step(do="serve_decision", by=cast.HANDLER, tells=notice.service, dated=_dated(source, "dates.served"))
    yield Step(do="review_publication", by=cast.CHECKER, tells=publish.publication_review)
    yield Step(do="publish", by=cast.PUBLISHER, tells=publish.publication, dated=_dated(source, "dates.published"))


# --- days ------------------------------------------------------------------------------------------------------------


def _dated(source: Source, *paths: str) -> Dated | None:
    """The first of these paths at which the source states a whole day."""
    for path in paths:
        if source.holds(path) and _ISO_DAY.fullmatch(str(source.at(path))):
            return Dated(path=path, day=date.fromisoformat(source.at(path)))
    return None


def _violation_day(source: Source) -> date | None:
    found = _dated(source, *(f"dates.other.{label}" for label in start.VIOLATION_ENDED))
    return found.day if found else None


def _last_day_of_facts(source: Source) -> date | None:
    """The last labelled day of the facts found: an investigation is not concluded before what it found."""
    dates = source.case.dates
    later = [dates.notified, dates.hearing, dates.review, dates.decided, dates.served, dates.published, dates.executed]
    end = min((day for day in later if day), default=date.max)
    labels = (label for label in dates.other if not any(word in label for word in _OF_THE_PROCEDURE))
    days = (_dated(source, f"dates.other.{label}") for label in labels)
    return max((dated.day for dated in days if dated and dated.day <= end), default=None)


def _number_year(source: Source) -> int | None:
    found = _NUMBER_YEAR.search(source.case.document_number or "")
    return int(found[1]) if found else None


def _left_over(source: Source, steps: list[Step]) -> Iterator[str]:
    taken = {step.dated.path for step in steps if step.dated}
    taken |= {f"dates.other.{label}" for label in start.VIOLATION_ENDED}
    dates = source.document.get("dates", {})
    labels = dates.get("other", {})
    paths = (*(f"dates.{name}" for name in dates if name != "other"), *(f"dates.other.{label}" for label in labels))
    return (path for path in paths if path not in taken)
