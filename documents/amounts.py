"""Amounts of money as papers print them: integer fen in words (大写) and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

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


_CAPITALS: Final = "零壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMERALS: Final = "〇一二三四五六七八九两十百千"
"""Ordinary numerals; 万 and 亿 are of both kinds."""
_VALUES: Final = {char: value for digits in (_DIGITS, "〇一二三四五六七八九") for value, char in enumerate(digits)} | {
    "两": 2
}
_SCALES: Final = {"拾": 10, "佰": 100, "仟": 1000, "十": 10, "百": 100, "千": 1000}
_SECTIONS: Final = {"万": 10**4, "亿": 10**8}
_NUMERAL: Final = f"[{_CAPITALS}{_NUMERALS}万亿]"
_CENTS: Final = "[壹贰叁肆伍陆柒捌玖一二三四五六七八九]"
_WORDS: Final = re.compile(
    rf"(?<![0-9０-９.．第数几余多])(?<!{_NUMERAL})"  # 30万元 is written in figures, 数万元 and 十余万元 are no sums
    rf"{_NUMERAL}+[元圆](?![素件器化旦])(?:零?{_CENTS}角)?(?:零?{_CENTS}分)?整?"
)
_FIGURES: Final = re.compile(
    r"(?<![0-9０-９])(?:(?P<sign>[￥¥])\s?)?(?P<number>[0-9０-９][0-9０-９,，]{0,30}(?:[.．][0-9０-９]{1,2})?)(?P<section>[万亿]?)(?P<unit>[元圆])?"
)
"""Bounded: a long row of digits is none of money, and must not be read from each of them anew."""

Form: TypeAlias = Literal["capitals", "numerals", "figures"]
"""How a sum is written: 伍仟元整, 五千元, 5000.00元."""
FORMS: Final[tuple[Form, ...]] = ("capitals", "numerals", "figures")


class Placed(NamedTuple):
    """An amount within a text, with its value in fen, where it stands and how it is written."""

    text: str
    fen: int
    start: int
    end: int
    form: Form


def words_in(text: str) -> tuple[tuple[str, int], ...]:
    """Every amount in capital numerals within `text`, with its value in fen: ``(("伍仟元整", 500000),)``."""
    return tuple((found.text, found.fen) for found in placed_words(text) if found.form == "capitals")


def placed_words(text: str) -> Iterator[Placed]:
    """Every amount in numerals within `text`, capital (伍仟元整) or ordinary (五千元), in order; one of mixed numerals is ordinary."""
    for found in _WORDS.finditer(text):
        if re.search(f"[{_CAPITALS}{_NUMERALS}]", found[0]):
            form: Form = "numerals" if re.search(f"[{_NUMERALS}]", found[0]) else "capitals"
            yield Placed(found[0], _fen(found[0]), found.start(), found.end(), form)


def figures_in(text: str) -> tuple[tuple[str, int], ...]:
    """Every amount in figures within `text`, with its value in fen: ``(("1,200.50元", 120050),)``."""
    return tuple((found.text, found.fen) for found in placed_figures(text))


def placed_figures(text: str) -> Iterator[Placed]:
    """Every amount in figures within `text`, in order: with 元 behind it, or ￥ before it."""
    for found in _FIGURES.finditer(text):
        if found["sign"] or found["unit"]:
            yield Placed(found[0], _figure(found["number"], found["section"]), found.start(), found.end(), "figures")


_EACH: Final = re.compile(r"每(?:(?!罚款)[^，。；、计]){0,16}$")
_BASE: Final = re.compile(r"按(?:(?!罚款)[^，。；、计]){0,16}$")
"""A sum right behind 罚款 is the fine, whatever stands before: 每人罚款壹万元."""
_RECKONED: Final = re.compile(r"[^，。；、]{0,16}?(?:倍|计算|标准|百分之|[%％])")
_FACTOR: Final = re.compile(rf"的?(?:[0-9]|[.]|{_NUMERAL}){{1,8}}倍|[/／×*]")
_WORTH: Final = re.compile(r"(?:违法所得|货值(?:金额)?|价值)(?:共?计)?(?:人民币)?$")
_BETWEEN: Final = re.compile(r"[（(：:\s]*(?:，?即|计|大写|小写)?(?:人民币)?[（(：:\s]*")
"""What may stand between two forms of one sum; a comma stands between two sums, and 共计 before the sum of several."""
_FAR: Final = 20
"""Characters between two sums that are no longer next to each other, and within which a sum is told to be a rate."""


def is_base(text: str, placed: Placed) -> bool:
    """Whether a sum within `text` is what the fine is reckoned from, so that the fine need not be told: 按每袋壹佰元, 576.00元十倍, 100.00元×50袋."""
    before = text[max(0, placed.start - _FAR) : placed.start]
    after = text[placed.end : placed.end + _FAR]
    reckoned = _BASE.search(before) and (_EACH.search(before) or _RECKONED.match(after))
    return bool(reckoned or _FACTOR.match(after) or before.endswith(("×", "*")))


def is_rate(text: str, placed: Placed) -> bool:
    """Whether a sum within `text` is such a base, or one for each unit (每袋壹佰元): beside another sum it is not what is to be paid."""
    return is_base(text, placed) or _EACH.search(text[max(0, placed.start - _FAR) : placed.start]) is not None


def is_worth(text: str, placed: Placed) -> bool:
    """Whether a sum within `text` is called gains or worth: it is paid where gains are confiscated, not where a fine stands beside it."""
    return _WORTH.search(text[max(0, placed.start - _FAR) : placed.start]) is not None


def sums_told(text: str) -> tuple[Placed, ...]:
    """The sums within `text` that tell what is to be paid, in numerals, else in figures; gains and a sum for each unit only where no other does."""
    placed = [*placed_words(text), *placed_figures(text)]
    plain = [one for one in placed if not is_rate(text, one) and not is_worth(text, one)]
    told = plain or [one for one in placed if not is_base(text, one)]
    return tuple(one for one in told if one.form != "figures") or tuple(told)


def contradictions(text: str) -> Iterator[tuple[Placed, Placed]]:
    """Two forms of one sum that stand next to each other, and differ; in each pair capitals come first and figures last."""
    placed = sorted([*placed_words(text), *placed_figures(text)], key=lambda found: found.start)
    for first, second in pairwise(placed):
        one_sum = second.start - first.end < _FAR and _BETWEEN.fullmatch(text, first.end, second.start)
        differ = first.form != second.form and first.fen != second.fen
        if one_sum and differ and not is_rate(text, first) and not is_base(text, second):
            yield (first, second) if FORMS.index(first.form) < FORMS.index(second.form) else (second, first)


def _figure(number: str, section: str) -> int:
    plain = Decimal(number.replace(",", "").replace("，", "").replace("．", "."))
    return int(plain * _SECTIONS.get(section, 1) * 100)


def _fen(words: str) -> int:
    yuan, _, rest = words.replace("圆", "元").partition("元")
    cents = {unit: _VALUES[digit] for digit, unit in re.findall(f"({_CENTS})([角分])", rest)}
    return _yuan(yuan) * 100 + cents.get("角", 0) * 10 + cents.get("分", 0)


def _yuan(words: str) -> int:
    """Sections close from the right: 亿 takes in all that stands before it; digits in a row are read as figures are (五〇〇〇)."""
    total = section = digit = 0
    for char in words:
        if char in _SCALES:
            section += max(digit, 1) * _SCALES[char]
            digit = 0
        elif char in _SECTIONS:
            total = (total + section + digit) * _SECTIONS[char] if char == "亿" else total + (section + digit) * 10**4
            section = digit = 0
        else:
            digit = digit * 10 + _VALUES[char]
    return total + section + digit
