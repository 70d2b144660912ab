"""The form in which words are looked for: how a line is spaced, and which of two like characters it uses, is no matter of law."""

from __future__ import annotations

import re
from typing import Final

_NUMERAL: Final = "〇零一二三四五六七八九十百"
_SAME: Final = str.maketrans("０１２３４５６７８９％()", "0123456789%（）")
_TWICE: Final = re.compile(rf"([{_NUMERAL}]{{1,6}})（\d{{1,4}}(?:\.\d{{1,2}})?%?）|(\d{{1,4}})（[{_NUMERAL}]{{1,6}}）")
"""A number in numerals and in figures behind it, or the other way round: 十五（15）, 15（十五）."""


def plain(text: str) -> str:
    """The text without spaces, with half-width digits, full-width brackets, and every number once: ``十五（15） 日`` → ``十五日``; lines stay lines."""
    return _TWICE.sub(r"\1\2", re.sub(r"[^\S\n]+", "", text.translate(_SAME)))
