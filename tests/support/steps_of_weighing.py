"""Facts for weighing discretion, the version that asks for it, and the books that it is weighed by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from scene import LAW, Facts, Scene
from zhifa.engine.books.book import Book, Cell, Line
from zhifa.engine.books.discretion import BENCHMARK, LENIENCY, STATUTORY_RANGE
from zhifa.engine.books.law import ARTICLE, STATUTE
from zhifa.engine.period import Period
from zhifa.workflows import dossier

PARAGRAPH = "第一百一十九条第一款"
CODE = "示例基准1"
SINCE = "2020-01-01"


def _weigh(scene: Scene) -> Facts:
    """Every item of the draft as a tier of the example, 较轻."""
    draft = dossier.draft(scene.file)
    fines = [place for place, item in enumerate(draft.items if draft else (), start=1) if item.kind == "罚款"]
    told = {"benchmark": CODE, "tier": "较轻", "factors": [{"name": "面积", "finding": "不足一亩。"}]}
    return {"items": [{"item": place, **told} for place in fines]}


FACTS: Mapping[str, Callable[[Scene], Facts]] = {"weigh": _weigh}


def tier(name: str = "较轻", low: int | None = 50_000, high: int | None = 100_000, **changes: Any) -> Line:
    """By default a fine from 500 to 1000 yuan on whoever burns straw; ``since`` and ``until`` are its days."""
    body: dict[str, Cell] = {
        "code": CODE, "tier": name, "title": "示例基准", "document": "示例〔2020〕1号", "issued_by": "示例市生态环境局",
        "announced_on": "2019-12-01", "conditions": "面积不足一亩",
    }  # fmt: skip
    return line(BENCHMARK, body | _fine(low, high), changes)


def statute_range(low: int | None = 50_000, high: int | None = 200_000, **changes: Any) -> Line:
    """By default a fine from 500 to 2000 yuan."""
    return line(STATUTORY_RANGE, _fine(low, high), changes)


def _fine(low: int | None, high: int | None) -> dict[str, Cell]:
    return {
        "law": LAW, "article": PARAGRAPH, "party": "any", "kind": "罚款", "base": "none", "low": low, "high": high,
    }  # fmt: skip


def lenience(name: str = "lighter", code: str = "示例清单1", **changes: Any) -> Line:
    body: dict[str, Cell] = {
        "list": name, "code": code, "cause": "露天焚烧秸秆", "law": None, "article": None, "conditions": ("面积不足一亩",),
        "effect": "从轻处罚", "basis": "行政处罚法第三十二条",
    }  # fmt: skip
    return line(LENIENCY, body, changes)


def statute(title: str = LAW, **changes: Any) -> Line:
    return line(STATUTE, {"title": title}, changes)


def article(number: str, **changes: Any) -> Line:
    return line(ARTICLE, {"law": LAW, "article": number, "text": f"{number}的正文。"}, changes)


def line(book: Book[Any], body: Mapping[str, Cell], changes: Mapping[str, Any]) -> Line:
    """A line with other cells; ``since`` and ``until`` are its days."""
    told = dict(changes)
    since, until = told.pop("since", SINCE), told.pop("until", None)
    valid = Period(start=date.fromisoformat(since), end=date.fromisoformat(until) if until else None)
    return book.line(valid, {**body, **told})
