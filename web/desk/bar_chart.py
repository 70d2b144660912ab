"""Bars as a picture: a row for each group, its parts side by side, every number written out. The same numbers give the same bytes.

It carries no style of its own, so that the policy of the pages need not be loosened for it; parts differ by hatching as well as by colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_WIDTH: Final = 760
_LABELS: Final = 200
"""Pixels for the names of the groups."""
_NUMBERS: Final = 64
_ROW: Final = 34
_BAR: Final = 20
_TOP: Final = 62
_COLOURS: Final = ("#1c4f72", "#a3201d", "#8a8f96", "#6a4500")
_HATCHED: Final = 1
"""The part that is hatched: what is overdue, what was not agreed to."""
_FONT: Final = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_LONGEST: Final = 14
"""Characters of a name that fit; the table beside the picture has the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The picture."""

    title: str
    parts: tuple[str, ...]
    """What the parts of each bar are called, at most four."""
    rows: Sequence[tuple[str, tuple[int, ...]]]
    """Name of the group, and how many of each part."""

    def svg(self) -> str:
        """The document."""
        height = _TOP + max(len(self.rows), 1) * _ROW + 8
        return "\n".join((*self._head(height), *self._legend(), *self._bars(), "</svg>\n"))

    @property
    def told(self) -> str:
        """The picture in words, for those who do not see it."""
        rows = "；".join(
            f"{label}：{'，'.join(f'{part}{number}' for part, number in zip(self.parts, numbers, strict=True))}"
            for label, numbers in self.rows
        )
        return f"{self.title}。{rows or '没有数据'}"

    def _head(self, height: int) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img" '
            f'aria-label={quoteattr(self.title)} font-family="{_FONT}" font-size="13" fill="#1b232d">'
        )
        yield f"<title>{escape(self.title)}</title><desc>{escape(self.told)}</desc>"
        yield '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        yield f'<rect width="6" height="6" fill="{_COLOURS[_HATCHED]}"/><line x1="0" y1="0" x2="0" y2="6" stroke="#fff" stroke-width="2"/></pattern></defs>'
        yield f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/><text x="0" y="18" font-size="15" font-weight="600">{escape(self.title)}</text>'

    def _legend(self) -> Iterator[str]:
        for at, part in enumerate(self.parts):
            x = _LABELS + at * 130
            yield f'<rect x="{x}" y="34" width="14" height="14" fill="{_fill(at)}"/><text x="{x + 20}" y="46">{escape(part)}</text>'

    def _bars(self) -> Iterator[str]:
        most = max((sum(numbers) for _, numbers in self.rows), default=0)
        for at, (label, numbers) in enumerate(self.rows):
            y = _TOP + at * _ROW
            name = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
            yield f'<text x="{_LABELS - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            yield from self._bar(y, numbers, most)

    def _bar(self, y: int, numbers: tuple[int, ...], most: int) -> Iterator[str]:
        x = float(_LABELS)
        for part, number in enumerate(numbers):
            width = (_WIDTH - _LABELS - _NUMBERS) * number / most if most else 0
            if number:
                told = f"<title>{escape(self.parts[part])} {number}</title>"
                yield f'<rect x="{x:.1f}" y="{y}" width="{max(width, 1):.1f}" height="{_BAR}" fill="{_fill(part)}">{told}</rect>'
            x += width
        yield f'<text x="{x + 8:.1f}" y="{y + 15}">{sum(numbers)}</text>'


def _fill(part: int) -> str:
    return "url(#hatch)" if part == _HATCHED else _COLOURS[part]
