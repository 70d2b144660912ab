"""A year of terms as a picture: a column a week, a square a day, the darker the more terms end on it.

The same numbers give the same bytes. A square that has passed is red, one that is to come blue; a rest day is hatched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from xml.sax.saxutils import escape

from zhifa.engine.agenda_page import Standing
from zhifa.engine.calendar import Calendar

_DAY: Final = timedelta(days=1)
_SIZE, _STEP = 14, 17
"""Pixels: side of a square, and from one square to the next."""
_LEFT, _TOP = 46, 74
_WIDTH = _LEFT + 54 * _STEP + 4
_LEGEND_TOP = _TOP + 7 * _STEP + 22
_HEIGHT = _LEGEND_TOP + 62
_EMPTY: Final = "#eef0f2"
_COMING: Final = ("#c6dbef", "#7fb2d9", "#3182bd", "#08519c")
_PASSED: Final = ("#fcbba1", "#fb7a5a", "#de2d26", "#8f0d14")
_WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """How many open terms end on each day of a year, as it is seen on ``today``."""

    year: int
    ends: Mapping[date, int]
    standing: Mapping[Standing, int]
    """The same terms and those that end in other years, counted as the board counts them."""
    calendar: Calendar
    today: date
    whose: str
    """What the title names: an agency, an officer, 全部."""

    def svg(self) -> str:
        """The picture. Raises ValueError for a year the calendar does not answer for."""
        parts = (*self._head(), *self._months(), *self._weekdays(), *self._squares(), *self._legend(), "</svg>\n")
        return "\n".join(parts)

    def _head(self) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            "role=\"img\" font-family=\"'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif\">"
        )
        yield f"<title>{escape(self._title)}</title>"
        yield (
            '<defs><pattern id="rest" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<line x1="0" y1="0" x2="0" y2="4" stroke="#8a929a" stroke-width="1"/></pattern></defs>'
        )
        yield f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
        yield _text(_LEFT, 26, self._title, size=16, weight="bold")
        yield _text(_LEFT, 46, self._summary, size=12, colour="#57606a")

    @property
    def _title(self) -> str:
        return f"{self.year}年期限届满日历　{self.whose}"

    @property
    def _summary(self) -> str:
        shown = sum(self.ends.values())
        running = sum(self._number(one) for one in Standing if one is not Standing.SUSPENDED)
        others = f"，另有 {running - shown} 项届满在其他年度" if running > shown else ""
        return f"截至{self.today.isoformat()}：{self._counts}；图中为本年内届满的 {shown} 项{others}；中止计算的不计"

    @property
    def _counts(self) -> str:
        """How the terms of all years stand; only a duty of the agency is overdue, any other that has run out has ended."""
        coming = sum(map(self._number, (Standing.THIS_WEEK, Standing.NEXT_WEEK, Standing.LATER)))
        waits = self._number(Standing.WAITING)
        told = [f"{one.label} {self._number(one)} 项" for one in (Standing.OVERDUE, Standing.ENDED)]
        told += [f"尚未届满 {coming} 项", *([f"{Standing.WAITING.label} {waits} 项"] if waits else [])]
        return "，".join(told)

    def _number(self, standing: Standing) -> int:
        return self.standing.get(standing, 0)

    def _days(self) -> Iterator[date]:
        first = date(self.year, 1, 1)
        return (first + offset * _DAY for offset in range((date(self.year + 1, 1, 1) - first).days))

    def _column(self, day: date) -> int:
        """Weeks since the Monday of the week in which the year begins."""
        first = date(self.year, 1, 1)
        return (day - first + first.weekday() * _DAY).days // 7

    def _place(self, day: date) -> tuple[int, int]:
        return _LEFT + self._column(day) * _STEP, _TOP + day.weekday() * _STEP

    def _months(self) -> Iterator[str]:
        for month in range(1, 13):
            first = date(self.year, month, 1)
            column = self._column(first) + (1 if first.weekday() > 3 else 0)
            yield _text(_LEFT + column * _STEP, _TOP - 8, f"{month}月", size=12)

    def _weekdays(self) -> Iterator[str]:
        for row, name in enumerate(_WEEKDAYS):
            yield _text(_LEFT - 28, _TOP + row * _STEP + 12, f"周{name}", size=11, colour="#57606a")

    def _squares(self) -> Iterator[str]:
        for day in self._days():
            x, y = self._place(day)
            yield f"<g><title>{escape(self._told(day))}</title>"
            yield _square(x, y, self._colour(day))
            if not self.calendar.is_working_day(day):
                yield _square(x, y, "url(#rest)")
            if day == self.today:
                yield _outline(x, y)
            yield "</g>"

    def _told(self, day: date) -> str:
        reason = self.calendar.rest_reason(day)
        return f"{day.isoformat()} 周{_WEEKDAYS[day.weekday()]}{f'（{reason}）' if reason else ''}：{self.ends.get(day, 0)}项"

    def _colour(self, day: date) -> str:
        number = self.ends.get(day, 0)
        if number == 0:
            return _EMPTY
        shades = _PASSED if day < self.today else _COMING
        return shades[sum(number > limit for limit in self._limits)]

    @property
    def _limits(self) -> tuple[int, int, int]:
        """The greatest number of each shade but the darkest: 1, 3 and 6, or, where days are fuller, parts of the fullest."""
        most = max(self.ends.values(), default=0)
        return (1, 3, 6) if most <= 12 else (most // 12, most // 4, most // 2)

    def _legend(self) -> Iterator[str]:
        low, middle, high = self._limits
        ranges = (f"1–{low}" if low > 1 else "1", f"{low + 1}–{middle}", f"{middle + 1}–{high}", f"{high + 1}项以上")
        for line, (name, shades) in enumerate((("尚未届满", _COMING), ("已过期限日", _PASSED))):
            y = _LEGEND_TOP + line * 22
            yield _text(_LEFT, y + 12, name, size=12)
            for place, (shade, told) in enumerate(zip(shades, ranges, strict=True)):
                yield _square(_LEFT + 78 + place * 92, y, shade)
                yield _text(_LEFT + 98 + place * 92, y + 12, told, size=12, colour="#57606a")
        yield from self._signs(_LEFT + 78 + 4 * 92 + 30)

    def _signs(self, x: int) -> Iterator[str]:
        y = _LEGEND_TOP
        yield from (_square(x, y, _EMPTY), _square(x, y, "url(#rest)"), _text(x + 20, y + 12, "休息日", size=12))
        yield from (_square(x + 92, y, _EMPTY), _outline(x + 92, y), _text(x + 112, y + 12, "今天", size=12))
        yield from (_square(x, y + 22, _EMPTY), _text(x + 20, y + 34, "没有期限届满", size=12))


def _square(x: int, y: int, fill: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{_SIZE}" height="{_SIZE}" rx="2" fill="{fill}"/>'


def _outline(x: int, y: int) -> str:
    return (
        f'<rect class="today" x="{x - 1}" y="{y - 1}" width="{_SIZE + 2}" height="{_SIZE + 2}" rx="3" '
        'fill="none" stroke="#1f2328" stroke-width="2"/>'
    )


def _text(x: int, y: int, text: str, *, size: int, weight: str = "normal", colour: str = "#1f2328") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
