"""Amounts of money as papers print them: integer fen in words (大写) and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_UNITS: Final = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_LARGEST: Final = 10**15
"""Fen; ten 万亿 yuan, far above any fine."""


def in_words(fen: int) -> str:
    """The amount in Chinese capital numerals: ``壹佰贰拾伍万元整``, ``叁佰贰拾伍元零肆分``, ``伍角整``.

    A gap between two digits is one 零; 整 closes an amount without fen (分). Raises ValueError for a negative amount or
    one above 10¹⁵ fen.
    """
    if not 0 <= fen <= _LARGEST:
        raise ValueError(f"fen={fen}: an amount lies between 0 and {_LARGEST} fen")
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    words = f"{_integer(yuan)}元" if yuan or not rest else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif cents and yuan:
        words += "零"
    return words + (f"{_DIGITS[cents]}分" if cents else "整")


def figures(fen: int) -> str:
    """The amount in figures, always with both decimals: ``1250000.00元``. Raises ValueError for a negative amount."""
    if fen < 0:
        raise ValueError(f"fen={fen}: an amount is not negative")
    return f"{fen // 100}.{fen % 100:02d}元"


def _integer(number: int) -> str:
    for step, name in ((10**8, "亿"), (10**4, "万")):
        if number >= step:
            high, low = divmod(number, step)
            return _integer(high) + name + _tail(low, below=step // 10)
    return _four(number)


def _tail(low: int, *, below: int) -> str:
    if not low:
        return ""
    return ("零" if low < below else "") + _integer(low)


def _four(number: int) -> str:
    words, gap = "", False
    for value, unit in _UNITS:
        digit, number = divmod(number, value)
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words or "零"


_VALUES: Final = {char: value for value, char in enumerate(_DIGITS)} | {"两": 2, "圆": 0}
_SCALES: Final = {"拾": 10, "佰": 100, "仟": 1000}
_SECTIONS: Final = {"万": 10**4, "亿": 10**8}
_WORDS: Final = re.compile(
    r"(?<![0-9０-９.．零壹贰叁肆伍陆柒捌玖拾佰仟万亿])"  # 30万元 is written in figures
    r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[壹贰叁肆伍陆柒捌玖拾佰仟万亿][元圆](?:零?[壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?整?"
)


class Placed(NamedTuple):
    """An amount within a text, with its value in fen and where it stands."""

    text: str
    fen: int
    start: int
    end: int


def words_in(text: str) -> tuple[tuple[str, int], ...]:
    """Every amount in capital numerals within `text`, with its value in fen: ``(("伍仟元整", 500000),)``."""
    return tuple((found.text, found.fen) for found in placed_words(text))


def placed_words(text: str) -> Iterator[Placed]:
    """Every amount in capital numerals within `text`, in order; 万元 behind 三十 is none, because its numeral is no capital."""
    for found in _WORDS.finditer(text):
        if re.search("[零壹贰叁肆伍陆柒捌玖拾佰仟]", found[0]):
            yield Placed(found[0], _fen(found[0]), found.start(), found.end())


_FIGURES: Final = re.compile(r"(?<![0-9０-９])([0-9０-９][0-9０-９,，]{0,30}(?:[.．][0-9０-９]{1,2})?)(万|亿)?[元圆]")
"""Bounded: a long row of digits is none of money, and must not be read from each of them anew."""


def figures_in(text: str) -> tuple[tuple[str, int], ...]:
    """Every amount in figures within `text`, with its value in fen: ``(("1,200.50元", 120050),)``."""
    return tuple((found.text, found.fen) for found in placed_figures(text))


def placed_figures(text: str) -> Iterator[Placed]:
    """Every amount in figures within `text`, in order."""
    for found in _FIGURES.finditer(text):
        yield Placed(found[0], _figure(found[1], found[2]), found.start(), found.end())


_EACH: Final = re.compile(r"每[^，。；、计]{0,16}$")
_BASE: Final = re.compile(r"按[^，。；、计]{0,16}$")
_MULTIPLIED: Final = re.compile(r"[^，。；、]{0,16}?(?:倍|计算|标准|百分之|[%％])")
_BETWEEN: Final = re.compile(r"[（(：:\s]*(?:，?即|计|大写|小写)?(?:人民币)?[（(：:\s]*")
"""What may stand between the words and the figures of one sum; a comma stands between two, and 共计 before the sum of several."""
_FAR: Final = 20
"""Characters between two sums that are no longer next to each other, and within which a sum is told to be a rate."""


def is_rate(text: str, placed: Placed) -> bool:
    """Whether a sum within `text` is one for each unit (按每袋壹佰元), or one of which a multiple is taken: by itself it is not what is to be paid."""
    before = text[max(0, placed.start - _FAR) : placed.start]
    after = text[placed.end : placed.end + _FAR]
    return _EACH.search(before) is not None or bool(_BASE.search(before) and _MULTIPLIED.match(after))


def contradictions(text: str) -> Iterator[tuple[Placed, Placed]]:
    """Words and figures that stand next to each other for one sum, in either order, and differ; the words come first in each pair."""
    words = set(placed_words(text))
    for first, second in pairwise(sorted([*words, *placed_figures(text)], key=lambda found: found.start)):
        one_sum = second.start - first.end < _FAR and _BETWEEN.fullmatch(text, first.end, second.start)
        if one_sum and (first in words) != (second in words) and first.fen != second.fen and not is_rate(text, first):
            yield (first, second) if first in words else (second, first)


def _figure(number: str, section: str | None) -> int:
    plain = Decimal(number.replace(",", "").replace("，", "").replace("．", "."))
    return int(plain * _SECTIONS.get(section or "", 1) * 100)


def _fen(words: str) -> int:
    yuan, _, rest = words.replace("圆", "元").partition("元")
    cents = {unit: _VALUES[digit] for digit, unit in re.findall(r"([壹贰叁肆伍陆柒捌玖])([角分])", rest)}
    return _yuan(yuan) * 100 + cents.get("角", 0) * 10 + cents.get("分", 0)


def _yuan(words: str) -> int:
    """Sections close from the right: 亿 takes in all that stands before it."""
    total = section = digit = 0
    for char in words:
        if char in _SCALES:
            section += max(digit, 1) * _SCALES[char]
        elif char in _SECTIONS:
            total = (total + section + digit) * _SECTIONS[char] if char == "亿" else total + (section + digit) * 10**4
            section = 0
        digit = _VALUES.get(char, 0)
    return total + section + digit
