"""One value of a field: from what was typed to JSON, and back to what stands in the field.

Money is typed in yuan (``1,234.50``) and kept in fen, moments are typed as Beijing time. What does not fit is refused with the rule; nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from zhifa.engine.canonical import JSON
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.web.desk.forms.tree import Kind, Leaf

YES: Final = "yes"
NO: Final = "no"

_MONEY: Final = re.compile(r"([0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]{1,13})(?:\.([0-9]{1,2}))?\s*元?")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 9998


class Unfit(Exception):
    """What was typed does not fit its field; the message is the rule."""


def read_value(leaf: Leaf, text: str) -> JSON:
    """What was typed as JSON. Raises :class:`Unfit`."""
    return _READ[leaf.kind](leaf, text)


def written_value(leaf: Leaf, value: JSON) -> str:
    """What stands in the field for a JSON value; undone by :func:`read_value`. A value of another type stands as it is."""
    if leaf.kind in (Kind.YES_NO, Kind.AGREED):
        return {True: YES, False: NO}.get(value, str(value)) if isinstance(value, bool) else str(value)
    if leaf.kind is Kind.MONEY and isinstance(value, int):
        return yuan_text(value)
    if leaf.kind is Kind.MOMENT:
        return _local(str(value))
    if leaf.kind is Kind.RAW:
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def yuan_text(fen: int) -> str:
    """An amount as it is typed: ``1,234.50``."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def moment_text(at: datetime) -> str:
    """An instant as a field of Beijing time holds it: ``2026-03-02T09:30``, finer only where it is. Where the clock was put back, with its offset."""
    local = at.astimezone(SHANGHAI)
    bare = local.replace(tzinfo=None, fold=0)
    if bare.replace(tzinfo=SHANGHAI).astimezone(UTC) != at.astimezone(UTC):
        return local.isoformat()
    return bare.isoformat(timespec="auto" if bare.second or bare.microsecond else "minutes")


def read_moment(text: str) -> str:
    """A moment with its offset. Raises :class:`Unfit`."""
    rule = "应为日期和时刻，例如 2026-03-02 09:30（北京时间）"
    if not _MOMENT.fullmatch(text):
        raise Unfit(rule)
    try:
        at = datetime.fromisoformat(text)
        _require_year(at.year)
        return (at if at.tzinfo else at.replace(tzinfo=SHANGHAI)).isoformat()
    except (ValueError, OverflowError) as error:
        raise Unfit(f"{rule}；没有这一时刻") from error


def read_day(text: str) -> str:
    """A day. Raises :class:`Unfit`."""
    rule = "应为日期，例如 2026-03-02"
    if not _DAY.fullmatch(text):
        raise Unfit(rule)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unfit(f"{rule}；没有这一天") from error
    _require_year(day.year)
    return text


def _require_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unfit(f"年份应在{_FIRST_YEAR}至{_LAST_YEAR}之间")


def _local(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment_text(at) if at.tzinfo else text


def _text(_: Leaf, text: str) -> JSON:
    return text


def _number(_: Leaf, text: str) -> JSON:
    if not _NUMBER.fullmatch(text.strip()):
        raise Unfit("应为整数，不超过15位")
    return int(text)


def _money(_: Leaf, text: str) -> JSON:
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise Unfit("应为金额（元），至多两位小数，例如 1,234.50")
    whole = re.sub("[,，]", "", found[1])
    return int(whole) * 100 + int((found[2] or "").ljust(2, "0"))


def _day(_: Leaf, text: str) -> JSON:
    return read_day(text.strip())


def _moment(_: Leaf, text: str) -> JSON:
    return read_moment(text.strip())


def _choice(leaf: Leaf, text: str) -> JSON:
    if all(text != value for value, _ in leaf.choices):
        raise Unfit("应从所列各项中选择")
    return text


def _yes_no(_: Leaf, text: str) -> JSON:
    if text not in (YES, NO):
        raise Unfit("应选“是”或者“否”")
    return text == YES


def _agreed(_: Leaf, text: str) -> JSON:
    if text != YES:
        raise Unfit("应当勾选")
    return True


def _raw(_: Leaf, text: str) -> JSON:
    try:
        value: JSON = read_json(text)
    except JSONFaulty as error:
        raise Unfit(str(error)) from error
    return value


_READ: Final[Mapping[Kind, Callable[[Leaf, str], JSON]]] = {
    Kind.TEXT: _text, Kind.LONG: _text, Kind.OFFICER: _text, Kind.CASE: _text, Kind.DIGEST: _text, Kind.NUMBER: _number, Kind.MONEY: _money,
    Kind.DAY: _day, Kind.MOMENT: _moment, Kind.CHOICE: _choice, Kind.YES_NO: _yes_no, Kind.AGREED: _agreed, Kind.RAW: _raw,
}  # fmt: skip
