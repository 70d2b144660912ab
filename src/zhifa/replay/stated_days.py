"""The days that a file states, and which of its free labels name a step of ours.

Under ``dates`` the collection has fixed names and, under ``other``, labels as a source words them. A label is taken for a step only when it is
listed here; any other day is named in the report as not played.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhifa.replay.source import FIRST_DAY, LAST_DAY, Source

_OTHER = "dates.other."

VIOLATION_ENDED = ("违法行为", "违法期间止")
"""Labels of the day of the violation or of its end."""

NOTICE_MADE = ("dates.other.告知书作出", "dates.notified")
HEARING_REQUESTED = ("dates.other.听证申请", "dates.other.提交听证申请书")
HEARING_ANNOUNCED = ("dates.other.听证通知书送达",)
INTERVIEWED_AGAIN = "dates.other.补充询问"
STATEMENT_HEARD = "dates.other.收到当事人陈述"
PRESERVED_HANDLED = "dates.other.送达先行登记保存物品处理通知书"
WAY_OF_SERVICE = "dates.other.送达方式"
"""No day, but how the decision was served."""

_PRESERVED = "先行登记保存"
"""End of the label of a preservation; the article stands before it."""

_OF_THE_PROCEDURE = ("告知", "听证", "送达", "陈述", "保存", "复议", "起诉", "法院", "开庭", "判决", "执行", "前次处罚")
"""Words in the labels of days that belong to the procedure or to what came after it, not to the facts found."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER_YEAR = re.compile(r"[〔\[［(（](\d{4})[〕\]］)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day that the source states."""

    path: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservedOn:
    """A stated preservation, with the article its label names."""

    article: str | None
    dated: Dated


def dated(source: Source, *paths: str) -> Dated | None:
    """The first of these paths at which the source states a whole day."""
    for path in paths:
        day = whole_day(source.at(path)) if source.holds(path) else None
        if day:
            return Dated(path=path, day=day)
    return None


def whole_day(stated: object) -> date | None:
    """The day that a text states whole, within the years in which steps are placed; ``None`` for any other text."""
    if not isinstance(stated, str) or not _ISO_DAY.fullmatch(stated):
        return None
    try:
        day = date.fromisoformat(stated)
    except ValueError:  # 2023-02-30
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def preserved(source: Source) -> PreservedOn | None:
    """The first stated preservation of evidence."""
    for label in source.case.dates.other:
        found = dated(source, _OTHER + label) if label.endswith(_PRESERVED) else None
        if found:
            return PreservedOn(article=label.removesuffix(_PRESERVED) or None, dated=found)
    return None


def violation_path(source: Source) -> str | None:
    """Where the source labels the day of the violation, or of its end; a day of another label is not taken for it."""
    return next((_OTHER + label for label in VIOLATION_ENDED if label in source.case.dates.other), None)


def violation_day(source: Source) -> date | None:
    path = violation_path(source)
    found = dated(source, path) if path else None
    return found.day if found else None


def last_day_of_facts(source: Source) -> date | None:
    """The last labelled day of the facts found: an investigation is not concluded before what it found."""
    dates = source.case.dates
    later = [dates.notified, dates.hearing, dates.review, dates.decided, dates.served, dates.published, dates.executed]
    end = min((day for day in later if day), default=date.max)
    labels = (label for label in dates.other if not any(word in label for word in _OF_THE_PROCEDURE))
    days = (dated(source, _OTHER + label) for label in labels)
    return max((found.day for found in days if found and found.day <= end), default=None)


def number_year(source: Source) -> int | None:
    """The year that the document number gives."""
    found = _NUMBER_YEAR.search(source.case.document_number or "")
    return int(found[1]) if found else None


def paths(source: Source) -> Iterator[str]:
    """Every path at which the file states something of time."""
    dates = source.document.get("dates", {})
    yield from (f"dates.{name}" for name in dates if name != "other")
    yield from (_OTHER + label for label in dates.get("other", {}))
