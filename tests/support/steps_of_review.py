"""Facts for what a later version brings to legal review, the version itself, and the books that ask for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from scene import Facts, Scene
from zhifa.engine.books.book import Book, Cell, Line
from zhifa.engine.books.people import COUNSEL
from zhifa.engine.books.review import REVIEW_MATERIALS, REVIEW_RULES
from zhifa.engine.period import Period

SINCE = date(2020, 1, 1)


def _no(reason: str) -> Facts:
    return {"holds": False, "reason": reason}


def _declare_importance(_: Scene) -> Facts:
    return {
        "public_interest": _no("只涉及一户的承包地。"),
        "social_risk": _no("没有引起关注。"),
        "vital_interests": _no("罚款数额小。"),
        "legal_relations": 1,
        "relations": "露天焚烧秸秆一项违法行为。",
    }


def _assign_reviewer(scene: Scene) -> Facts:
    return {"reviewer": scene.ids["审核人甲"]}


def _counsel_opinion(_: Scene) -> Facts:
    return {"counsel": "顾问01", "opinion": "适用法律正确。"}


def _endorse_opinion(_: Scene) -> Facts:
    return {"text": "同意审核人意见。"}


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "declare_importance": _declare_importance,
    "assign_reviewer": _assign_reviewer,
    "counsel_opinion": _counsel_opinion,
    "endorse_opinion": _endorse_opinion,
}


def rule(code: str = "01", *, since: date = SINCE, **changes: Cell) -> Line:
    """A line of the catalogue: by default every penalty is reviewed."""
    body: dict[str, Cell] = {
        "code": code, "title": "普通程序处罚", "act": "penalty", "basis": "本机关审核制度", "document_number": "示例〔2026〕1号",
    }  # fmt: skip
    return _line(REVIEW_RULES, since, body | changes)


def material(name: str = "调查终结报告", **changes: Cell) -> Line:
    """A line of the list of what is sent to review: by default in every case."""
    return _line(REVIEW_MATERIALS, SINCE, {"act": "penalty", "material": name} | changes)


def counsel(number: str = "顾问01") -> Line:
    body: dict[str, Cell] = {"number": number, "name": "法律顾问甲", "kind": "counsel", "firm": "示例律师事务所"}
    return _line(COUNSEL, SINCE, body)


def _line(book: Book[Any], since: date, body: Mapping[str, Cell]) -> Line:
    return book.line(Period(start=since), body)


RULE: Mapping[str, Any] = {
    "code": "01", "title": "普通程序处罚", "act": "penalty", "basis": "本机关审核制度", "document_number": "示例〔2026〕1号",
    "clock_days": 3, "valid_from": "2020-01-01",
}  # fmt: skip
"""A line of the catalogue as a register file writes it: every penalty, within three working days."""
_MATERIAL = {"act": "penalty", "material": "调查终结报告", "paper": "D21", "valid_from": "2020-01-01"}


def register_with_catalogue(policy: Mapping[str, Any] | None = None, *rules: Mapping[str, Any]) -> str:
    """The register file of the tests with a catalogue of :data:`RULE` and these, and a list of one material."""
    from case_desk import register_text  # imported by the facts of the steps of a case

    books = {"review_rule": [RULE, *rules], "review_material": [_MATERIAL]}
    return json.dumps(json.loads(register_text(policy)) | {"books": books}, ensure_ascii=False)
