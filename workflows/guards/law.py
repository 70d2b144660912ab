"""The provisions a draft cites: articles that are there in the text that applies (处罚法 37, 38)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhifa.engine.ask import Ask
from zhifa.engine.books.law import article_of
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Statute
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.cited import citations
from zhifa.workflows.forms.values import Citation, Draft
from zhifa.workflows.reasons.law import ARTICLE_UNKNOWN


def _cited(ask: Ask) -> tuple[Citation, ...]:
    """What the draft that the command brings cites."""
    brought = getattr(ask.submitted, "draft", None)
    return citations(brought) if isinstance(brought, Draft) else ()


def _known(ask: Ask) -> tuple[Refusal, ...]:
    """A statute that the register does not know, or does not itemise in every version that may apply, is left to legal review."""
    return tuple(
        ARTICLE_UNKNOWN.refuse(law=cited.law, article=cited.article)
        for cited in _cited(ask)
        if cited.article and _lacks(list(_applicable(ask, cited.law)), article_of(cited.article))
    )


def _lacks(applicable: list[tuple[Statute, date]], article: str) -> bool:
    itemised = bool(applicable) and all(_legible(version) for version, _ in applicable)
    return itemised and not any(article in map(article_of, version.on(day)) for version, day in applicable)


def _legible(version: Statute) -> bool:
    """Whether it is itemised, and every item can be read as an article."""
    return bool(version.articles) and all(map(article_of, version.articles))


def _applicable(ask: Ask, law: str) -> Iterator[tuple[Statute, date]]:
    """Versions in force at the violation, or now, with that day (处罚法 37)."""
    for day in sorted({ask.day, dossier.violated_on(ask.case) or ask.day}):
        yield from ((version, day) for version in ask.register.statute(law) if version.valid.holds(day))


ARTICLES_EXIST = Guard(
    name="articles_exist",
    label="所引条文在应当适用的文本之中",
    article="行政处罚法第三十七条、第三十八条第一款",
    check=_known,
    refuses=(ARTICLE_UNKNOWN,),
)
