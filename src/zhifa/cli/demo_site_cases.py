"""The cases of ``zhifa serve --demo``: scenarios told again on other days and for other parties, and left where somebody has to act.

They run on the full registers (``examples/registers``) without the books in :data:`LATER`, which ask of every case what these scenarios do not
bring; whoever keeps the registers takes them in on the desk.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhifa.engine.instants import SHANGHAI
from zhifa.engine.jsontext import read_json

if TYPE_CHECKING:
    from zhifa.scenario import Underway

MOMENT: Final = datetime(2026, 5, 11, 11, tzinfo=SHANGHAI)
"""What the clock of the demonstration shows when it is started for the first time."""

LATER: Final = ("av_matrix", "benchmark", "leniency", "review_material", "review_rule", "statutory_range")
"""Books of the full registers that are left for a visitor to take in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """A scenario as a case of the demonstration."""

    file: str
    until: str
    """Nobody does anything after this time in Beijing."""
    days: int = 0
    """By how much all of its days are later than in the file."""
    party: tuple[str, str] = ("", "")
    """A name in the file, and the one it bears here."""


CASES: Final = (
    Retold(file="straight.json", days=67, until="2026-05-08T09:30", party=("当事人甲", "当事人辛")),
    Retold(file="announcement.json", days=66, until="2026-05-08T18:00", party=("当事人己", "当事人壬")),
    Retold(file="registers.json", days=42, until="2026-04-29T18:00"),
    Retold(file="inquiry.json", days=42, until="2026-04-23T18:00"),
    Retold(file="hearing.json", until="2026-05-07T18:00"),
    Retold(file="straight.json", days=42, until="2026-04-30T18:00", party=("当事人甲", "当事人癸")),
    Retold(file="changed_draft.json", days=35, until="2026-04-24T18:00", party=("当事人丁", "当事人子")),
    Retold(file="changed_draft.json", days=28, until="2026-04-24T18:00"),
    Retold(file="straight.json", days=35, until="2026-04-27T18:00", party=("当事人甲", "当事人丑")),
    Retold(file="announcement.json", until="2026-05-07T18:00"),
    Retold(file="annulled.json", until="2026-05-07T18:00", party=("当事人甲", "当事人寅")),
    Retold(file="on_the_spot.json", until="2026-05-07T18:00", party=("当事人甲", "当事人卯")),
)
"""From the first report to the archive."""

_ISO_DAY: Final = re.compile(r"2026-(\d\d)-(\d\d)")
_TOLD_DAY: Final = re.compile(r"(2026年)?(\d{1,2})月(\d{1,2})日")


def underway(scenarios: Path, registers: Path, folder: Path) -> Iterator[Underway]:
    """The cases as files in ``folder``, on the registers without the books that are left out."""
    from zhifa.scenario import Underway

    books = folder / "registers"
    shutil.copytree(registers, books, ignore=shutil.ignore_patterns(*(f"{book}.csv" for book in LATER)))
    shutil.copytree(scenarios / "registers", folder / "scenarios" / "registers")
    for number, one in enumerate(CASES, start=1):
        file = folder / "scenarios" / f"{number:02}.json"
        file.write_text(_retold(scenarios / one.file, one, number), encoding="utf-8")
        yield Underway(path=file, until=datetime.fromisoformat(one.until).replace(tzinfo=SHANGHAI))


def _retold(path: Path, one: Retold, number: int) -> str:
    told = read_json(_later(path.read_text(encoding="utf-8"), timedelta(days=one.days)))
    told["title"] = f"{told['title']}（演示{number}）"
    told["register"] = "../registers"
    told["policy"] = {}
    text = json.dumps(told, ensure_ascii=False)
    return text.replace(*one.party) if all(one.party) else text


def _later(text: str, by: timedelta) -> str:
    """Every day of the year of the scenarios, as a date or as a sentence tells it, moved."""

    def iso(found: re.Match[str]) -> str:
        return _moved(found, (1, 2), by).isoformat()

    def sentence(found: re.Match[str]) -> str:
        day = _moved(found, (2, 3), by)
        return f"{found[1] or ''}{day.month}月{day.day}日"

    passes: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_ISO_DAY, iso),
        (_TOLD_DAY, sentence),
    )
    for pattern, moved in passes:
        text = pattern.sub(moved, text)
    return text


def _moved(found: re.Match[str], groups: tuple[int, int], by: timedelta) -> date:
    month, day = (int(found[group]) for group in groups)
    return date(2026, month, day) + by
