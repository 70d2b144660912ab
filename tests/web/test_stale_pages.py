"""A page that somebody else overtook: it says who did what meanwhile, and what was typed stands in it, for the version that stands now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup

from act_forms import correction_of, handler_of
from penalty_steps import HEADS
from web_desk import Stage, soup_of
from zhifa.engine.review_room import ITEMS
from zhifa.web.desk.forms.values import moment_text

TYPED = "写了好一会儿的内容"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """A form of one kind, sent by somebody who saw the case as it stood before its last entry."""

    state: str
    who: Callable[[Stage, str], str]
    path: Callable[[Stage, str], str]
    typed: Callable[[Stage], Mapping[str, str]]


def _speaks(stage: Stage) -> dict[str, str]:
    ids = [stage.desk.ids[name] for name in HEADS]
    return {
        "step": "discuss", "do": "perform", "facts.report": TYPED, "facts.chair": ids[0], "facts.place": "会议室", "facts.conclusion": "adopt",
        "facts.conclusion_text": "同意草案。", "facts.held_at": moment_text(stage.clock.now()), **{f"opinion.{one}": "同意" for one in ids},
    }  # fmt: skip


def _opinion(stage: Stage) -> dict[str, str]:
    items = {
        f"facts.items.{n}.{what}": told
        for n in range(len(ITEMS))
        for what, told in (("passed", "yes"), ("reason", TYPED))
    }
    return {
        "outcome": "agreed",
        "facts.opinion": TYPED,
        "facts.received_on": stage.clock.now().date().isoformat(),
        **items,
    }


def _at(rest: str) -> Callable[[Stage, str], str]:
    return lambda _, case_id: f"/desk/cases/{case_id}{rest}"


def _is(number: str) -> Callable[[Stage, str], str]:
    return lambda _, __: number


def _correction(stage: Stage, case_id: str) -> str:
    return correction_of(stage.client(handler_of(stage, case_id)), case_id, "案由")


KINDS = {
    "correction": Overtaken(
        state="serving", who=handler_of, path=_correction,
        typed=lambda stage: {"facts.new": "另一案由", "facts.reason": TYPED, "facts.approver": str(stage.person("010").officer_id)},
    ),
    "handing over": Overtaken(
        state="serving", who=_is("010"), path=_at("/hand-over"),
        typed=lambda stage: {"facts.reason": TYPED, "facts.old": stage.desk.ids["承办人甲"], "facts.new": str(stage.person("003").officer_id)},
    ),
    "opinion": Overtaken(state="rectifying", who=_is("020"), path=_at("/review"), typed=_opinion),
    "assignment": Overtaken(
        state="approving", who=_is("023"), path=_at("/review/assign"),
        typed=lambda stage: {"note": TYPED, "reviewer": str(stage.person("020").officer_id)},
    ),
    "discussion": Overtaken(state="approving", who=_is("030"), path=_at("/discussion"), typed=_speaks),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_who_did_what_is_told_and_what_was_typed_stays(stage: Stage, kind: str) -> None:
    one = KINDS[kind]
    case_id = stage.cases[one.state]
    browser, path, now = stage.client(one.who(stage, case_id)), one.path(stage, case_id), stage.office.case(case_id)
    sent = {"key": "e" * 32, "occurred_at": moment_text(stage.clock.now()), "do": "perform", **one.typed(stage)}
    answer = browser.post_form(path, {**sent, "version": str(now.version - 1)})
    assert answer.status_code == 409, soup_of(answer).get_text()[:2000]
    page = soup_of(answer)
    assert stage.office.history(case_id)[-1].label in " ".join(one.get_text() for one in page.find_all(role="alert"))
    assert TYPED in _typed(page)
    assert {field["value"] for field in page.find_all("input", {"name": "version"})} == {str(now.version)}
    assert stage.office.case(case_id).version == now.version


def _typed(page: BeautifulSoup) -> set[str]:
    """What stands in the fields of a page."""
    return {
        str(one.get("value", "")) if one.name == "input" else one.get_text().strip()
        for one in page.find_all(["input", "textarea"])
    }
