"""The page of a case: what may be done and why not, its tabs, its papers, and what others see of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from case_desk import register_text
from listed_cases import element
from penalty_steps import Plot
from web_desk import Played, Stage, staged
from zhifa.engine.correct import Correction
from zhifa.engine.private import HIDDEN
from zhifa.engine.vocabulary import Phase
from zhifa.told.refusals import remedy_of
from zhifa.web.desk.case_page import TABS

PRIVATE = ("0000-7654321", "示例市示例区示例村（演示地址）")
"""Phone and address of the party in the played cases."""
UNKNOWN = "00000000-0000-0000-0000-000000000000"


def page_of(stage: Stage, number: str, state: str, asked: str = "") -> BeautifulSoup:
    return stage.client(number).soup(f"/desk/cases/{stage.cases[state]}{asked}")


@pytest.fixture(scope="module")
def corrected(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage on which the phone of the party in the case under investigation was corrected."""
    with staged(played, tmp_path_factory.mktemp("corrected") / "stage") as stage:
        case = stage.office.case(stage.cases["investigating"])
        stage.office.correct(
            Correction(
                case_id=case.id, seq=0, path="party.phone", new="0000-1111111", reason="登记有误", occurred_at=stage.clock.now(),
                actor=stage.person("001").officer_id or "", approver=stage.person("010").officer_id or "",
                expected_version=case.version, key="correct",
            )
        )  # fmt: skip
        yield stage


# --- what may be done --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "state"), [("001", "investigating"), ("020", "reviewing"), ("030", "approving"), ("003", "serving")]
)
def test_every_step_that_may_be_taken_is_a_link_to_its_form_and_no_other(stage: Stage, number: str, state: str) -> None:
    case_id, client = stage.cases[state], stage.client(number)
    options = stage.office.options(case_id, stage.person(number).officer_id or "")
    allowed = {one.transition.name: one.transition.opinion is not None for one in options if one.allowed}
    links = client.soup(f"/desk/cases/{case_id}").select("#can ~ ul a")
    assert {str(link["data-step"]): str(link["href"]).endswith("/review") for link in links} == allowed
    assert {
        str(link["data-step"]) for link in client.soup(f"/desk/cases/{case_id}?tab=steps").select("a[data-step]")
    } == allowed.keys()
    for link in links[:4]:
        assert client.get(str(link["href"])).status_code == 200


@pytest.mark.parametrize(
    ("number", "state", "named"),
    [
        ("010", "reported", "verify"), ("001", "investigating", "conclude"), ("020", "reviewing", "agree"), ("030", "approving", "decide_penalty"),
        ("030", "performing", None), ("001", "reviewing", None), ("003", "archived", None),
    ],
)  # fmt: skip
def test_the_step_that_the_case_waits_for_stands_out_and_no_other(
    stage: Stage, number: str, state: str, named: str | None
) -> None:
    marked = page_of(stage, number, state).select("#tab .is-primary")
    assert [one["data-step"] for one in marked] == ([named] if named else [])


def test_who_is_not_waited_for_reads_whom_the_case_waits_for(stage: Stage) -> None:
    told = element(page_of(stage, "001", "reviewing"), "#can ~ .notice").text
    assert told.startswith("案件在等：法制审核人员办理“法制审核同意”“法制审核认为存在问题”；")
    assert page_of(stage, "020", "reviewing").select_one("#can ~ .notice") is None


@pytest.mark.parametrize("number", ["001", "020", "030", "060"])
def test_every_step_that_may_not_be_taken_tells_each_reason_its_article_and_its_cure(stage: Stage, number: str) -> None:
    options = stage.office.options(stage.cases["approving"], stage.person(number).officer_id or "")
    refused = {one.transition.name: one.refusals for one in options if not one.allowed and not one.transition.of_itself}
    told = {
        str(one["data-step"]): one.text
        for one in page_of(stage, number, "approving", "?tab=steps").select("details.why")
    }
    assert told.keys() == refused.keys()
    for name, refusals in refused.items():
        for refusal in refusals:
            assert refusal.text in told[name]
            assert refusal.article in told[name]
            assert remedy_of(refusal) in told[name]
            assert "zhifa " not in told[name]


def test_what_could_be_done_here_is_told_on_the_first_tab_with_its_reasons(stage: Stage) -> None:
    case = stage.office.case(stage.cases["investigating"])
    options = stage.office.options(case.id, stage.person("001").officer_id or "")
    here = {
        o.transition.name
        for o in options
        if not o.allowed and case.state in o.transition.sources and not o.transition.of_itself
    }
    assert {str(one["data-step"]) for one in page_of(stage, "001", "investigating").select("details.why")} == here


def test_a_step_that_comes_about_by_law_is_offered_to_nobody(stage: Stage) -> None:
    of_itself = {t.name for t in stage.office.case(stage.cases["serving"]).workflow.transitions if t.of_itself}
    shown = {str(one["data-step"]) for one in page_of(stage, "001", "serving", "?tab=steps").select("[data-step]")}
    assert of_itself
    assert not of_itself & shown


def test_a_case_that_has_ended_says_so(stage: Stage) -> None:
    page = page_of(stage, "003", "archived")
    assert "已终结" in element(page, "#case-head").text
    assert "案件已终结" in element(page, "#can").parent.text


# --- head and phases ---------------------------------------------------------------------------------------------------


def test_the_phase_bar_shows_where_the_case_stands_in_words_too(stage: Stage) -> None:
    marks = [(str(one["class"][0]), one.text) for one in page_of(stage, "030", "reviewing").select("ol.phases > li")]
    assert [mark for mark, _ in marks] == ["is-done", "is-done", "is-here", "is-next", "is-next", "is-next"]
    assert [text.removesuffix(told) for (_, text), told in zip(marks, ("已经过", "已经过", "现处法制审核", "未到", "未到", "未到"), strict=True)] == [
        phase.label for phase in Phase
    ]  # fmt: skip


def test_a_phase_that_a_case_never_came_through_is_not_told_as_passed(own_stage: Stage) -> None:
    case_id = own_stage.desk.bring_to("verifying")
    own_stage.desk.do(case_id, "decline_filing")
    bar = own_stage.client("030").soup(f"/desk/cases/{case_id}").select("ol.phases > li")
    assert [str(one["class"][0]) for one in bar] == ["is-here", *["is-next"] * 5]
    assert [element(one, "small").text for one in bar] == ["终结于不予立案", *["未经过"] * 5]


def test_the_head_has_party_number_handlers_and_light(stage: Stage) -> None:
    head = element(page_of(stage, "030", "investigating"), "#case-head")
    assert "露天焚烧秸秆" in element(head, "h1").text
    assert "当事人甲" in element(head, "h1").text
    assert "承办人甲" in head.text
    assert element(head, ".light").text


@pytest.mark.parametrize("tab", list(TABS))
def test_every_tab_has_one_heading_of_the_page_and_marks_itself(stage: Stage, tab: str) -> None:
    page = page_of(stage, "030", "performing", f"?tab={tab}")
    assert len(page.select("h1")) == 1
    assert [one["href"].partition("tab=")[2] or "do" for one in page.select(".tabs a[aria-current=page]")] == [tab]
    assert page.select_one("[style], [onclick], script:not([src])") is None


def test_seldom_used_tabs_stand_behind_more_which_names_the_one_that_is_open(stage: Stage) -> None:
    rare = [one.text.split()[0] for one in page_of(stage, "030", "performing").select(".tabs details li a")]
    assert rare == ["流程图", "记录链", "关联案件", "更正", "评查", "全部步骤", "查阅记录"]
    assert element(page_of(stage, "030", "performing"), ".tabs summary").text == "更多"
    assert element(page_of(stage, "030", "performing", "?tab=ledger"), ".tabs summary").text == "更多：记录链"


def test_the_head_of_a_case_its_terms_its_list_and_the_board_say_the_same_of_a_term(own_stage: Stage) -> None:
    browser, case_id = own_stage.client("001"), own_stage.cases["investigating"]
    for days in (0, 60, 20, 7, 3, 30):
        own_stage.clock.advance(timedelta(days=days))
        page = browser.soup(f"/desk/cases/{case_id}")
        head = element(page, "#case-head .light")
        beside = {(str(one["class"]), one.text) for one in page.select("section[aria-labelledby=terms-now] .light")}
        assert (str(head["class"]), head.text) in beside
        row = element(browser.soup("/desk?tab=handled"), f'tr[data-case="{case_id}"] .light')
        assert (str(row["class"]), row.text) == (str(head["class"]), head.text)


def test_a_tab_that_there_is_not_is_named_with_those_there_are(stage: Stage) -> None:
    answer = stage.client("001").get(f"/desk/cases/{stage.cases['serving']}?tab=../etc")
    assert answer.status_code == 404
    assert "大事记" in answer.text


def test_who_read_the_case_is_shown_to_those_who_answer_for_it(stage: Stage) -> None:
    case_id = stage.cases["serving"]
    assert stage.client("001").get(f"/desk/cases/{case_id}?tab=reads").status_code == 404
    stage.client("003").get(f"/desk/cases/{case_id}")
    assert "承办人丙" in element(page_of(stage, "010", "serving", "?tab=reads"), "#tab").text


# --- the tabs ----------------------------------------------------------------------------------------------------------


def test_the_record_is_told_entry_by_entry_with_its_papers(stage: Stage) -> None:
    lines = stage.office.history(stage.cases["performing"])
    page = page_of(stage, "001", "performing", "?tab=history")
    entries = page.select("ol.timeline > li")
    chapters = [one.text for one in page.select("#tab h3")]
    assert chapters == ["送达", "决定", "审核", "调查", "启动"]
    assert [entry["id"] for entry in entries] == [f"e{line.seq}" for line in reversed(lines)]
    for line in lines:
        entry = element(page, f"#e{line.seq}")
        assert line.label in entry.text
        assert line.actor in entry.text
        assert len(entry.select('a[href*="/papers/"]')) == len(line.papers)


def test_what_was_filled_in_is_told_in_words(stage: Stage) -> None:
    entry = element(page_of(stage, "001", "performing", "?tab=history"), "#e0 dl")
    told = {term.text: term.find_next("dd").text for term in entry.select("dt")}
    assert told["案由"] == "露天焚烧秸秆"
    assert all(not label.isascii() for label in told)
    assert "individual" not in entry.text


def test_terms_tell_their_arithmetic(stage: Stage) -> None:
    page = page_of(stage, "001", "serving", "?tab=terms").text
    for term in stage.office.terms(stage.cases["serving"]):
        for line in json.loads(term.explanation):
            assert line in page


def test_the_light_of_a_term_is_that_of_the_board(own_stage: Stage) -> None:
    own_stage.clock.advance(timedelta(days=200))
    overdue = {
        (one.row.case_id, one.row.label)
        for one in own_stage.office.agenda.ending(limit=500).terms
        if one.standing.value == "overdue"
    }
    for state in ("investigating", "reviewing", "serving"):
        rows = page_of(own_stage, "030", state, "?tab=terms").select("#tab tbody tr")
        late = {next(element(row, "th").stripped_strings) for row in rows if row.select(".light.is-bad")}
        assert late == {label for case_id, label in overdue if case_id == own_stage.cases[state]}


def test_the_record_is_verified_when_asked_for(own_stage: Stage) -> None:
    page = page_of(own_stage, "001", "serving", "?tab=ledger&verify=yes")
    assert "一致" in element(page, "#tab .notice.is-ok").text
    assert page_of(own_stage, "001", "serving", "?tab=ledger").select_one("#tab .notice") is None


def test_a_record_that_was_tampered_with_shows(own_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhifa.engine.ledger import Finding

    found = (Finding(case_id=own_stage.cases["serving"], seq=3, kind="edited", text="记录与摘要不符"),)
    monkeypatch.setattr(own_stage.office, "verify", lambda _: found)
    notice = element(page_of(own_stage, "001", "serving", "?tab=ledger&verify=yes"), '#tab .notice[role="alert"]')
    assert "第3号：记录与摘要不符" in notice.text
    marks = {row.td.text: row.select(".badge")[-1].text for row in notice.parent.select("tbody tr")}
    assert {seq for seq, mark in marks.items() if mark != "一致"} == {"3"}


def test_the_drawing_marks_where_the_case_stands(stage: Stage) -> None:
    case_id = stage.cases["serving"]
    answer = stage.client("001").get(f"/desk/cases/{case_id}/chart.svg")
    drawing = BeautifulSoup(answer.text, "html.parser")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert [one["data-state"] for one in drawing.select("g.at[data-state]")] == ["serving"]
    assert drawing.select('g.visited[data-state="investigating"]')
    assert "送达" in element(page_of(stage, "001", "serving", "?tab=chart"), "#tab img")["alt"]


def test_a_correction_shows_what_stood_there_and_what_stands_there_now(corrected: Stage) -> None:
    card = element(page_of(corrected, "001", "investigating", "?tab=corrections"), "#tab .card")
    assert (element(card, "del").text, element(card, "ins").text) == ("0000-7654321", "0000-1111111")
    assert "当事人 › 联系电话" in element(card, "h3").text
    assert "承办机构负责人甲批准" in card.text


def test_the_scrutiny_names_every_check(stage: Stage) -> None:
    scrutiny = stage.office.scrutinise(stage.cases["archived"])
    page = element(page_of(stage, "030", "archived", "?tab=scrutiny"), "#tab").text
    assert str(scrutiny.score) in page
    for result in scrutiny.results:
        assert result.check.label in page


# --- papers ------------------------------------------------------------------------------------------------------------


def test_a_paper_is_read_in_a_frame_that_runs_nothing(stage: Stage) -> None:
    client = stage.client("001")
    link = element(page_of(stage, "001", "performing", "?tab=papers"), "table a")
    viewer = client.soup(str(link["href"]))
    frame = element(viewer, "iframe")
    assert "allow-scripts" not in frame["sandbox"]
    assert "allow-same-origin" not in frame["sandbox"]
    text = client.get(str(frame["src"]))
    policy = text.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert text.headers["x-frame-options"] == "SAMEORIGIN"
    assert link.text in text.text


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_paper_is_had_as_a_file(stage: Stage, kind: str, begins: bytes) -> None:
    paper = stage.office.papers(stage.cases["performing"])[0]
    answer = stage.client("001").get(f"/desk/cases/{paper.case_id}/papers/{paper.id}.{kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f".{kind}" in answer.headers["content-disposition"]


@pytest.mark.parametrize("rest", ["", ".html", ".pdf", ".docx"])
def test_a_paper_is_not_had_through_another_case(stage: Stage, rest: str) -> None:
    paper = stage.office.papers(stage.cases["performing"])[0]
    answer = stage.client("001").get(f"/desk/cases/{stage.cases['serving']}/papers/{paper.id}{rest}")
    assert answer.status_code == 404


# --- who sees what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "?tab=history",
        "?tab=ledger&verify=yes",
        "/chart.svg",
        "/news?since=1",
        "/papers/{paper}",
        "/papers/{paper}.html",
        "/papers/{paper}.pdf",
    ],
)
def test_another_agencys_case_reads_like_one_that_there_is_not(stage: Stage, rest: str) -> None:
    client, paper = stage.client("001"), stage.office.papers(stage.cases["other"])[0].id
    rest = rest.format(paper=paper)
    foreign = client.get(f"/desk/cases/{stage.cases['other']}{rest}")
    unknown = client.get(f"/desk/cases/{UNKNOWN}{rest.replace(paper, UNKNOWN)}")
    assert foreign.status_code == unknown.status_code == 404
    assert _bare(foreign.text, stage.cases["other"], paper) == _bare(unknown.text, UNKNOWN, UNKNOWN)


def _bare(text: str, *ids: str) -> str:
    """The page without these ids and without the number of the request."""
    for one in ids:
        text = text.replace(one, "").replace(one[:8], "")
    text = re.sub("[0-9a-f]{16}", "", text)
    return element(BeautifulSoup(text, "html.parser"), "main").text


@pytest.mark.parametrize("case_id", ["x", "%2e%2e", "ａｂｃ", "'%20OR%201=1", "0" * 300])
def test_what_is_no_id_of_a_case_is_not_found(stage: Stage, case_id: str) -> None:
    assert stage.client("001").get(f"/desk/cases/{case_id}").status_code in (400, 404)


@pytest.mark.parametrize("tab", ["parties", "history"])
def test_private_particulars_are_shown_to_those_who_work_on_the_case_alone(stage: Stage, tab: str) -> None:
    handler = page_of(stage, "001", "investigating", f"?tab={tab}").text
    other = page_of(stage, "003", "investigating", f"?tab={tab}").text
    for one in PRIVATE:
        assert one in handler
        assert one not in other
    assert HIDDEN in other
    assert HIDDEN not in handler


def test_papers_are_read_by_those_who_see_the_whole_case_alone(stage: Stage) -> None:
    paper = stage.office.papers(stage.cases["performing"])[0]
    client, path = stage.client("003"), f"/desk/cases/{paper.case_id}/papers/{paper.id}"
    viewer = client.soup(path)
    assert viewer.select_one("iframe") is None
    assert "个人信息" in element(viewer, "main .notice").text
    for kind in ("html", "pdf", "docx"):
        answer = client.get(f"{path}.{kind}")
        assert answer.status_code == 403
        assert "当事人的个人信息" in answer.text
    assert not page_of(stage, "003", "performing", "?tab=papers").select('a[href$=".pdf"]')


def test_a_corrected_private_particular_is_hidden_too(corrected: Stage) -> None:
    told = page_of(corrected, "003", "investigating", "?tab=corrections").text
    assert "0000-7654321" not in told
    assert "0000-1111111" not in told
    assert told.count(HIDDEN) >= 2


# --- what is new -------------------------------------------------------------------------------------------------------


def test_an_open_page_learns_who_changed_what(own_stage: Stage) -> None:
    client, case_id = own_stage.client("001"), own_stage.cases["investigating"]
    opened = client.soup(f"/desk/cases/{case_id}")
    poll = str(element(opened, "#news")["hx-get"])
    assert client.soup(poll).select_one(".notice") is None
    own_stage.desk.do(case_id, "interview", Plot(fine=2_000_000, hearing=True))
    notice = element(client.soup(poll), '.notice[role="status"]')
    assert "询问" in notice.text
    assert "承办人" in notice.text


def test_a_page_that_lies_open_stops_asking(stage: Stage) -> None:
    client, path = stage.client("001"), f"/desk/cases/{stage.cases['serving']}/news?since=99"
    asked = [client.soup(f"{path}&turn={number}").select_one("#news[hx-get]") is not None for number in range(1, 31)]
    assert asked[0]
    assert not asked[-1]


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "9" * 20, ""])
def test_a_version_that_is_none_is_refused(stage: Stage, since: str) -> None:
    assert stage.client("001").get(f"/desk/cases/{stage.cases['serving']}/news?since={since}").status_code == 400


def test_the_case_is_read_once_a_page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhifa.storage.store import Store

    loads: list[str] = []
    load = Store.load

    def counted(store: Store, case_id: str, **more: str | None) -> object:
        loads.append(case_id)
        return load(store, case_id, **more)

    monkeypatch.setattr(Store, "load", counted)
    for tab in ("do", "history", "papers", "terms", "steps"):
        loads.clear()
        page_of(stage, "001", "investigating", f"?tab={tab}")
        assert loads == [stage.cases["investigating"]], tab


def test_nobody_signed_in_is_led_to_signing_in(stage: Stage) -> None:
    answer = stage.client(None).get(f"/desk/cases/{stage.cases['serving']}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


# --- as somebody's deputy ----------------------------------------------------------------------------------------------


DEPUTY = {
    "principal": "010",
    "deputy": "003",
    "role": "unit_head",
    "reason": "学习",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}


def test_a_deputy_chooses_in_whose_name_he_acts(own_stage: Stage) -> None:
    told = json.loads(register_text()) | {"books": {"deputy": [DEPUTY]}}
    own_stage.office.import_register(json.dumps(told, ensure_ascii=False))
    case_id, principal = own_stage.cases["reported"], own_stage.person("010").officer_id
    client = own_stage.client("003")
    own = client.soup(f"/desk/cases/{case_id}")
    assert not own.select('#can ~ ul a[data-step="verify"]')
    choice = next(link for link in own.select("a.chip") if link.text == "代承办机构负责人甲")
    link = element(client.soup(str(choice["href"])), '#can ~ ul a[data-step="verify"]')
    assert link["href"] == f"/desk/cases/{case_id}/act/verify?for={principal}"


def test_nobody_acts_for_one_whose_deputy_he_is_not(stage: Stage) -> None:
    head = stage.person("030").officer_id or ""
    page = page_of(stage, "003", "approving", f"?for={head}")
    assert not page.select("#can ~ ul a")
    for forged in (UNKNOWN, "x", "'%20OR%201=1"):
        assert not page_of(stage, "003", "approving", f"?for={forged}").select("#can ~ ul a")
