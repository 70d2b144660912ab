"""Document numbers: GB/T 9704-2012, 7.2.5, and the year of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zhifa.documents.lint.rule import LETTERS, Rule, Spot
from zhifa.documents.lint.subject import Subject
from zhifa.documents.numbering import departures

_UNNUMBERED: Final = "（演示文书，不编文号）"


def number_of(subject: Subject) -> str:
    """The number of the paper; empty where it has none."""
    number = subject.one("number")
    return "" if number == _UNNUMBERED else number


def number_on_file(subject: Subject) -> str:
    """The number by which other papers name this one; empty where it has none."""
    return subject.known.number or number_of(subject)


def _departing(subject: Subject) -> Iterator[Spot]:
    number = number_of(subject)
    yield from (Spot("文号", f"{number}”：{fault}") for fault in (departures(number) if number else ()))


def _unnumbered(subject: Subject) -> Iterator[Spot]:
    if not subject.replay and not number_of(subject):
        yield Spot("文号")


def _other_year(subject: Subject) -> Iterator[Spot]:
    year = re.search(r"〔(\d{4})〕", number_of(subject))
    if year and subject.day and int(year[1]) != subject.day.year:
        yield Spot("文号", f"{year[1]}”，成文日期在“{subject.day.year}年")


def _counted(number: str) -> tuple[str, list[int]]:
    """What tells one number from another, however it is written: 〔2026〕1号, 〔2026〕第001号."""
    return re.sub(r"[\d〔〕\[\]［］（）()第号\s]", "", number), [int(digits) for digits in re.findall(r"\d+", number)]


def _other_number(subject: Subject) -> Iterator[Spot]:
    number = number_of(subject)
    if subject.known.number and number and _counted(number) != _counted(subject.known.number):
        yield Spot("文号", f"{number}”，记录所载为“{subject.known.number}")


RULES: Final = (
    Rule(
        id="number", severity="error", article="行政处罚法第五十二条第二款；GB/T 9704-2012 第7.2.5条",
        fault="没有文号", advice="编号后再印发", find=_unnumbered,
    ),
    Rule(
        id="number-form", severity="warning", article="GB/T 9704-2012 第7.2.5条",
        fault="文号“{}", advice="改为如示市监罚〔2026〕1号", find=_departing,
    ),
    Rule(
        id="number-year", severity="error", article="GB/T 9704-2012 第7.2.5条", codes=LETTERS,
        fault="文号的年份为“{}”", advice="核对文号和成文日期", find=_other_year,
    ),
    Rule(
        id="number-of-record", severity="error", article="本系统约定：一件文书一个文号",
        fault="文号为“{}”", advice="以记录所载为准", find=_other_number,
    ),
)  # fmt: skip
