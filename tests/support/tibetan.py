"""Tibetan for tests: no wording of any paper, but well-known text to be shaped, and wordings made of it."""

from __future__ import annotations

import re
from typing import Final

from zhifa.documents.bilingual import Wording, read_wording

ARTICLE: Final = (
    "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ཐོབ་ཐངགི་རང་དབང་འདྲ་མཉམ་དུ་ཡོད་ལ། "
    "ཁོང་ཚོར་རང་བྱུང་གི་བློ་རྩལ་དང་བསམ་ཚུལ་བཟང་པོ་འདོན་པའི་འོས་བབས་ཀྱང་ཡོད།"
)
"""From Article 1 of the Universal Declaration of Human Rights."""

_BLANK: Final = re.compile(r'zh = "(.*)"\nbo = ""')
_PLACE: Final = re.compile(r"\{([^}:]+)")


def wording(*lines: tuple[str, str], facts: tuple[tuple[str, str], ...] = ()) -> Wording:
    """The wording of pairs of Chinese and Tibetan."""
    entries = [("line", pair) for pair in lines] + [("fact", pair) for pair in facts]
    return read_wording(wording_file(*entries))


def wording_file(*entries: tuple[str, tuple[str, str]]) -> str:
    """A file of wordings with these entries: kind, and the pair of Chinese and Tibetan."""
    told = (f"[[{kind}]]\nzh = '{chinese}'\nbo = '{tibetan}'\n" for kind, (chinese, tibetan) in entries)
    return 'format = "zhifa.wording/1"\n' + "".join(told)


def filled(blank: str) -> str:
    """A blank file of wordings with something Tibetan for every line, the places behind it."""
    return _BLANK.sub(_filled, blank)


def _filled(found: re.Match[str]) -> str:
    chinese = found[1]
    words = ARTICLE.split("་")[: 2 + len(chinese) // 3]
    places = "".join(f" {{{name}}}" for name in dict.fromkeys(_PLACE.findall(chinese)))
    return f'zh = "{chinese}"\nbo = "{"་".join(words)}་{places}"'
