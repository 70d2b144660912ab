"""A whole case by pages alone: a penalty with a hearing and a round of review that finds problems, done by five people in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from desk_journey import HEARD, MENDED, Journey, journey

HANDLER, UNIT_HEAD, REVIEWER, HEAD = "承办人甲", "承办机构负责人甲", "审核人甲", "机关负责人甲"


@pytest.fixture
def walk(launched: Callable[..., BrowserContext], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Journey]:
    with journey(tmp_path, launched, pictured=request.config.getoption("--renew-tour")) as made:
        yield made
    assert made.complaints == []


@pytest.mark.prove  # tests/web/test_acting.py does such a case by the same forms, without a browser, in every run
@pytest.mark.timeout(600)
def test_a_case_goes_from_its_report_to_the_archive_by_pages_alone(walk: Journey) -> None:
    _opened(walk)
    _investigated(walk)
    _heard(walk)
    _rejected(walk)
    _agreed(walk)
    _decided(walk)
    _performed(walk)
    _archived(walk)


def _opened(walk: Journey) -> None:
    """A number that cannot be is told beside its field and costs nothing of what was typed."""
    wrong = walk.next()
    page = walk.visit(HANDLER, "/desk")
    page.get_by_role("link", name="登记线索", exact=True).first.click()
    page.locator("a[href='/desk/cases/new/penalty_ordinary']").click()
    walk.filled_in(page, wrong)
    faults = page.locator("#faults")
    assert "校验" in faults.inner_text()
    assert page.input_value("[name='facts.content']") == wrong.facts["content"]
    walk.looked_at(page, "01-refused")

    walk.filled_in(page, walk.next())
    walk.confirmed(page)
    walk.case = page.url.removeprefix(walk.url).partition("?")[0]
    assert walk.state(page) == "线索登记"


def _investigated(walk: Journey) -> None:
    verify = walk.next()
    page = walk.visit(UNIT_HEAD, "/desk")
    walk.looked_at(page, "02-worklist")
    page.locator(f"main a[href='{walk.case}']").first.click()
    walk.entered(page, verify)
    walk.confirmed(page)

    page = walk.go_on("inspect")
    _evidence_kept(walk, page)
    walk.go_on("assign")
    interview = walk.next()
    page = walk.visit(HANDLER, walk.case)
    walk.looked_at(page, "04-case")
    walk.entered(page, interview)
    paper = page.frame_locator("iframe.paper").first.locator("body")
    assert interview.facts["exchanges"][0]["answer"] in paper.inner_text()
    walk.looked_at(page, "05-preview")
    walk.confirmed(page)
    assert walk.state(walk.go_on("conclude")) == "调查终结"


def _evidence_kept(walk: Journey, page: Page) -> None:
    """A photograph of the site goes in through the page for it, under the name of the evidence that the record lists."""
    page.goto(f"{walk.case}/evidence")
    page.get_by_role("link", name="收存证据文件").click()
    photo = {"name": "现场照片.txt", "mimeType": "text/plain", "buffer": "现场照片的样本".encode()}
    page.set_input_files("#file", photo)
    page.fill("#key", "证1")
    page.click("#upload-form button[type=submit]")
    page.wait_for_url("**/evidence?done=yes")
    assert "与摘要一致" in page.locator("table.list tbody tr", has_text="证1").inner_text()
    walk.looked_at(page, "03-evidence")


def _heard(walk: Journey) -> None:
    """While the hearing is open, the case is sent to nobody: the page of the unit's head says why."""
    assert walk.state(walk.go_on("schedule_hearing")) == "听证"
    page = walk.visit(UNIT_HEAD, f"{walk.case}?tab=steps")
    assert page.locator("a[data-step=submit_review]").count() == 0
    page.get_by_text("案件处于其他状态时才办理的").click()
    why = page.locator("details.why[data-step=submit_review]")
    why.locator("summary").click()
    assert "听证" in why.locator("li").first.inner_text()
    assert walk.state(walk.go_on("report_hearing")) == "陈述申辩"
    assert walk.done[-1].by == HEARD
    assert walk.state(walk.go_on("submit_review")) == "法制审核"


def _rejected(walk: Journey) -> None:
    page = _room(walk, "06-review")
    assert page.locator(".actions button[name=outcome]").count() == 3
    _opinion(walk, page, "problems")
    assert "存在问题" in page.locator(".notice.is-ok").first.inner_text()
    assert walk.state(page) == "补正"
    walk.go_on("submit_review")


def _agreed(walk: Journey) -> None:
    """The second round begins with what changed since the first."""
    page = _room(walk, "07-second-round")
    changes = page.locator("#changes")
    assert "社会影响较小" in changes.locator("ins").inner_text()
    assert "社会影响" not in changes.locator("del").inner_text()
    assert MENDED in page.locator(".draft-told").first.inner_text()
    _opinion(walk, page, "agreed")
    assert walk.state(page) == "集体讨论"


def _room(walk: Journey, picture: str) -> Page:
    """The reviewer comes to the case from the list of what waits for him."""
    walk.desk.clock.set(walk.left[0].at)
    page = walk.visit(REVIEWER, "/desk/reviews")
    page.locator(f"main a[href^='{walk.case}']").first.click()
    page.wait_for_url("**/review")
    walk.looked_at(page, picture)
    return page


def _opinion(walk: Journey, page: Page, outcome: str) -> None:
    facts = walk.next().facts
    for number, item in enumerate(facts["items"]):
        page.check(f"[name='facts.items.{number}.passed'][value={'yes' if item['passed'] else 'no'}]")
        page.fill(f"[name='facts.items.{number}.reason']", item["reason"])
    page.get_by_label("总的意见").fill(facts["opinion"])
    page.get_by_label("收件日期").fill(facts["received_on"])
    if "instruction" in facts:
        page.get_by_label("存在问题的，建议承办机构").select_option(facts["instruction"])
    page.click(f"button[name=outcome][value={outcome}]")
    page.wait_for_url("**/review?done=*")


def _decided(walk: Journey) -> None:
    discussed = walk.next()
    page = walk.visit(HEAD, "/desk/decisions")
    page.locator(f"main a[href='{walk.case}/decide']").click()
    assert page.locator("a[data-step=decide_penalty]").count() == 0, "an important case is discussed first"
    page.get_by_role("link", name="集体讨论", exact=True).click()
    _discussion(page, discussed.facts)
    walk.looked_at(page, "08-discussion", at="#tab")
    page.click("button[name=do][value=perform]")
    page.wait_for_url("**/decide?done=*")

    decision = walk.next()
    page = walk.visit(HEAD, f"{walk.case}/decide")
    cards = page.locator("#tab section.card h3").all_inner_texts()
    assert cards[0] == "法制审核意见"
    walk.looked_at(page, "09-decide", at="#tab")
    walk.entered(page, decision)
    walk.shown(page, "10-decision")
    walk.confirmed(page)
    assert walk.state(page) == "决定"


def _discussion(page: Page, facts: Mapping[str, Any]) -> None:
    """Who attended, what each said, and what came of it."""
    page.fill("[name='facts.held_at']", facts["held_at"][:16])
    for name in ("place", "report", "conclusion_text"):
        page.fill(f"[name='facts.{name}']", facts[name])
    for one in facts["speakers"]:
        page.fill(f"[name='opinion.{one['officer']}']", one["opinion"])
    page.check(f"[name='facts.chair'][value='{facts['chair']}']")
    page.fill("[name=observers]", "\n".join(facts["observers"]))
    page.check(f"[name='facts.conclusion'][value={facts['conclusion']}]")


def _performed(walk: Journey) -> None:
    """As long as something is owed, closing is grey and says why."""
    assert walk.state(walk.go_on("serve_decision")) == "履行与公示"
    walk.go_on("publish")
    page = walk.visit(HEAD, walk.case)
    assert page.locator("a[data-step=close]").count() == 0
    why = page.locator("details.why[data-step=close]")
    why.locator("summary").click()
    assert why.locator(".law").count()
    assert why.locator(".cure").count()
    walk.shown(page, "11-grey")
    walk.go_on("pay")
    walk.go_on("pay")
    assert walk.state(walk.go_on("close")) == "结案"


def _archived(walk: Journey) -> None:
    """Every entry, paper and term is checked against the chain, from the page."""
    assert walk.state(walk.go_on("archive")) == "归档"
    assert walk.left == []
    page = walk.visit(HANDLER, f"{walk.case}?tab=ledger")
    page.get_by_role("link", name="现在核验").click()
    assert "与记录链一致" in page.locator("#tab .notice.is-ok").inner_text()
    taken = [deed for deed in walk.done if not deed.refused]
    assert page.locator("#tab tbody tr").count() == len(taken)
    walk.looked_at(page, "12-ledger")
