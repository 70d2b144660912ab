"""Finding cases by party, credit code, 案号, 文号 or words of their text; what was asked for is marked where it stands in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from zhifa.engine.quoted import shown
from zhifa.engine.reader import Reader
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk import paths
from zhifa.web.desk.listing import PAGE, Shown, lines, place_of, place_text
from zhifa.web.desk.marking import marked, wanted
from zhifa.web.desk.pages import page

router = APIRouter(prefix="/desk")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A case that was found, with the hits marked."""

    line: Shown
    cause: Markup
    party: Markup
    number: Markup
    where: str
    """Where the record is shown with the hits marked; empty where every word stands in the line."""


@router.get("/search", response_class=HTMLResponse)
def search(request: Request, site: Here, person: Signed, q: str = "", after: str = "") -> HTMLResponse:
    """A page of what was found; a page that says what is wrong for a text that cannot be searched for (422)."""
    asked, reader = " ".join(q.split()), site.reader(person)
    fault = _fault(asked)
    if fault or not asked:
        return page(request, "search.html", status=422 if fault else 200, query=asked[:_LONGEST], asked_for=asked[:_LONGEST], fault=fault, found=None, first="", following="", complete=True)  # fmt: skip
    return _answer(request, site, reader, asked, after)


def _answer(request: Request, site: Site, reader: Reader, asked: str, after: str) -> HTMLResponse:
    begin = place_of(after)
    try:
        found = reader.search(asked, after=begin, limit=PAGE)
    except ValueError as error:
        return page(
            request,
            "search.html",
            status=422,
            query=asked,
            asked_for=asked,
            fault=str(error),
            found=None,
            first="",
            following="",
            complete=True,
        )
    here = f"/desk/search?{urlencode({'q': asked})}"
    following = place_text(found.after)
    told = tuple(_marked(line, asked.split()) for line in lines(site.office, reader, found.lines))
    return page(
        request, "search.html", query=asked, asked_for=asked, fault="", found=told, complete=found.complete, first=here if begin else "",
        following=f"{here}&{urlencode({'after': following})}" if following else "",
    )  # fmt: skip


def _fault(asked: str) -> str:
    """What is wrong with a text, in Chinese; empty where nothing is, or nothing was asked."""
    if len(asked) > _LONGEST or not asked.isprintable():
        return f"检索内容{shown(asked)}不合要求：应为至多{_LONGEST}个可见字符"
    short = next((word for word in asked.split() if len(word) < 2), None)
    return f"检索词{shown(short)}太短：每个词至少两个字；姓名、单位简称写全两个字就能找到" if short else ""


def _marked(line: Shown, words: list[str]) -> Found:
    hits = wanted(words)
    told = [marked(text, hits) for text in (line.cause, line.party, line.number)]
    within = (
        ""
        if all(any(word.lower() in text.lower() for text in (line.cause, line.party, line.number)) for word in words)
        else " ".join(words)
    )
    return Found(
        line=line,
        cause=told[0],
        party=told[1],
        number=told[2],
        where=paths.case(line.id, "history", find=within) if within else "",
    )
