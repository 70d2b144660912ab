"""Document numbers (文号) by GB/T 9704-2012, 7.2.5: full year in 〔〕, the ordinal without 第 and without padding, then 号."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"(?P<head>[^〔〕]+)〔(?P<year>[1-9]\d{3})〕(?P<ordinal>[1-9]\d{0,8})号")
_YEAR: Final = re.compile(r"[〔\[［(（【{]\s*(\d+)\s*[〕\]］)）】}]")


def document_number(short_name: str, series: str, year: int, ordinal: int) -> str:
    """The number of a paper: ``document_number("某市监", "罚", 2026, 1)`` → ``某市监罚〔2026〕1号``.

    Raises ValueError for a year that is not of four digits or an ordinal below 1.
    """
    if not 1000 <= year <= 9999:
        raise ValueError(f"year={year}: the year of a document number has four digits")
    if ordinal < 1:
        raise ValueError(f"ordinal={ordinal}: numbers of a series begin with 1")
    return f"{short_name}{series}〔{year}〕{ordinal}号"


def numbered(number: str, short_name: str) -> tuple[str, int, int] | None:
    """Series, year and ordinal of a number of the agency, with or without its own 代字; None for a text that is no number.

    Undoes :func:`document_number`.
    """
    found = _NUMBER.fullmatch(number)
    if found is None:
        return None
    head = found["head"]
    return head.removeprefix(short_name) or head, int(found["year"]), int(found["ordinal"])


def departures(number: str) -> tuple[str, ...]:
    """In what a published number departs from the standard, in Chinese; empty when it does not."""
    year = _YEAR.search(number)
    tail = number[year.end() :] if year else number
    found = [*_year_departures(year), *_ordinal_departures(tail)]
    if not number.endswith("号"):
        found.append("发文顺序号后应加“号”字")
    return tuple(found)


def _year_departures(year: re.Match[str] | None) -> list[str]:
    if year is None:
        return ["没有带括号的年份"]
    found = []
    if year[0][0] != "〔" or year[0][-1] != "〕":
        found.append(f"年份括号应为六角括号“〔〕”，不是“{year[0][0]}{year[0][-1]}”")
    if len(year[1]) != 4:
        found.append(f"年份应为四位全称，不是“{year[1]}”")
    return found


def _ordinal_departures(tail: str) -> list[str]:
    found = ["发文顺序号前不加“第”字"] if tail.lstrip().startswith("第") else []
    ordinal = re.search(r"\d+", tail)
    if ordinal is None:
        found.append("没有发文顺序号")
    elif ordinal[0].startswith("0"):
        found.append(f"发文顺序号不编虚位，不写“{ordinal[0]}”")
    return found
