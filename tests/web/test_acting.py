"""The page on which a step is taken: what stands in it, what comes of it, and that nothing typed is ever lost."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from act_forms import confirmed, correction_of, handed, handler_of, officer_for, page_form, path_of, posted, typed_for
from penalty_steps import Plot, next_step
from web_desk import PLAYED, Browser, Stage, soup_of
from zhifa.engine.errors import KeyReused
from zhifa.engine.naming import Naming
from zhifa.storage.errors import DatabaseBusy, StorageFull
from zhifa.web.desk.act_officers import fit_in
from zhifa.web.desk.act_prefill import Known, prefilled
from zhifa.web.desk.forms.codec import fill
from zhifa.web.desk.forms.tree import fields_of
from zhifa.web.desk.forms.values import moment_text


def test_a_step_is_previewed_and_then_taken(own_stage: Stage) -> None:
    stage, step = own_stage, "agree"
    browser, path = officer_for(stage, "reviewing", step), path_of(stage, "reviewing", step)
    before = stage.office.case(stage.cases["reviewing"]).version
    answer = handed(browser, path, typed_for(stage, "reviewing", step))
    soup = soup_of(answer)
    assert "还没有办理" in soup.get_text()
    assert stage.office.case(stage.cases["reviewing"]).version == before
    frames = [frame["src"] for frame in soup.find_all("iframe")]
    assert frames
    paper = browser.get(frames[0])
    assert paper.status_code == 200
    assert "预览" in paper.text
    assert "sandbox" in paper.headers["content-security-policy"]
    done = confirmed(browser, path, answer)
    assert (done.status_code, done.headers["location"]) == (
        303,
        f"/desk/cases/{stage.cases['reviewing']}?done={before}",
    )
    _told_once(browser, done.headers["location"])
    assert stage.office.case(stage.cases["reviewing"]).version == before + 1
    assert stage.office.jottings.of(stage.person("001").officer_id or "") == ()
    again = confirmed(browser, path, answer)
    assert again.status_code == 303, "the same request twice is harmless"
    assert stage.office.case(stage.cases["reviewing"]).version == before + 1


def _told_once(browser: Browser, address: str) -> None:
    """What was done stands on the page that follows, each paper with a link that opens it."""
    notice = browser.soup(address).select_one(".notice[role=status]")
    assert notice is not None
    assert "已办理：" in notice.text
    papers = notice.select("a")
    assert papers
    assert all(browser.get(str(paper["href"])).status_code == 200 for paper in papers)


@pytest.mark.parametrize(("rest", "number"), [("", "001"), ("/review", "020"), ("/decide", "030")])
def test_what_was_noticed_about_the_papers_is_told_on_whichever_page_follows(
    stage: Stage, rest: str, number: str
) -> None:
    case_id = stage.cases["approving"]
    if stage.office.case(case_id).decided:
        seq = stage.office.case(case_id).decisions[-1].seq
    else:
        lawful = stage.desk.command(case_id, "decide_penalty", PLAYED["approving"])
        done = stage.desk.do(case_id, "decide_penalty", facts={**lawful.facts, "contact": "待填<b>"})
        assert done.notes == stage.office.noticed(case_id, done.seq)
        seq = done.seq
    told = (
        stage.client(number).soup(f"/desk/cases/{case_id}{rest}?done={seq}").select_one(".notice.is-warn[role=status]")
    )
    assert told is not None
    assert "已办理" in told.text
    assert "有未填的空白或者占位" in told.text
    assert not told.find("b")


@pytest.mark.parametrize("kind", ["step", "opinion"])
def test_a_step_that_is_done_is_done_though_what_was_kept_aside_cannot_be_dropped(
    own_stage: Stage, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    case_id, browser = own_stage.cases["reviewing"], officer_for(own_stage, "reviewing", "agree")
    before, path = own_stage.office.case(case_id).version, path_of(own_stage, "reviewing", "agree")
    typed = typed_for(own_stage, "reviewing", "agree")

    def busy(*_: object) -> None:
        raise DatabaseBusy(5000)

    monkeypatch.setattr(own_stage.office.jottings, "drop", busy)
    if kind == "step":
        done = handed(browser, path, typed, ("do", "perform"))
    else:
        sent = {"version": str(before), "key": "a" * 32, "outcome": "agreed"}
        done = browser.post_form(f"/desk/cases/{case_id}/review", {**typed, **sent})
    assert done.status_code == 303, soup_of(done).get_text()[:2000]
    assert own_stage.office.case(case_id).version == before + 1


@pytest.mark.parametrize(("seq", "status"), [("x", 400), ("²", 400), ("9" * 30, 400), ("999999", 200)])
def test_an_address_that_names_no_entry_tells_of_none(stage: Stage, seq: str, status: int) -> None:
    answer = stage.client("001").get(f"/desk/cases/{stage.cases['serving']}?done={seq}")
    assert answer.status_code == status
    assert "已办理：" not in answer.text


def test_the_preview_has_an_address_that_a_browser_may_go_back_to(own_stage: Stage) -> None:
    stage, path = own_stage, path_of(own_stage, "reviewing", "agree")
    browser, typed = officer_for(stage, "reviewing", "agree"), typed_for(stage, "reviewing", "agree")
    kept = page_form(browser.soup(path)) | typed
    led = browser.post(path, data={**kept, "do": "preview"})
    assert led.status_code == 303
    preview = browser.get(led.headers["location"])
    assert page_form(soup_of(preview), "confirm-form")["key"] == kept["key"]
    assert "还没有办理" in browser.soup(led.headers["location"]).get_text()
    assert confirmed(browser, path, preview).status_code == 303
    back = browser.soup(led.headers["location"])
    assert "已经办理，或者已经放弃" in back.get_text()
    assert back.find(id="confirm-form") is None
    assert page_form(back)["key"] != kept["key"]


def test_an_address_of_another_preview_shows_the_form_as_it_is_kept(stage: Stage) -> None:
    path, browser = path_of(stage, "investigating", "inspect"), stage.client("001")
    sent = {**page_form(browser.soup(path)), "facts.findings": "后来写的"}
    browser.post(path, data={**sent, "do": "keep"})
    soup = browser.soup(f"{path}?checked={'f' * 32}")
    assert page_form(soup)["facts.findings"] == "后来写的"
    assert browser.post(path, data={**sent, "do": "forget"}).status_code == 303


def test_what_the_register_does_not_know_is_told_before_a_case_is_opened(stage: Stage) -> None:
    path, browser, opening = "/desk/cases/new/penalty_ordinary", stage.client("001"), stage.desk.opening()
    workflow = next(one for one in stage.office.workflows if one.name == "penalty_ordinary")
    known = {**fill(fields_of(workflow.opening.facts), opening.facts), "occurred_at": moment_text(opening.occurred_at)}
    slips = {"facts.matter": "没有的事项", "facts.area": "没有的区域"}
    told = soup_of(handed(browser, path, {**known, **slips}))
    notes = " ".join(one.get_text() for one in told.select(".notice.is-warn li"))
    assert all(f"“{slip}”" in notes for slip in slips.values())
    assert told.find(id="confirm-form") is not None, "told, and not refused"
    right = soup_of(handed(browser, path, known))
    assert "名录中没有" not in right.get_text()
    assert browser.post(path, data={**page_form(right, "confirm-form"), "do": "forget"}).status_code == 303


@pytest.mark.parametrize(
    ("step", "field", "first"),
    [
        ("inspect", "officers.0", "承办人甲 承办人乙 承办人丙 承办机构负责人甲 审核人乙 听证主持人乙"),
        ("conclude", "unit_opinion.by", "承办机构负责人甲"),
        ("rectify_paper", "legal_opinion.by", "审核人甲 审核人乙"),
        ("weigh", "departure.opinion.by", "机关负责人甲"),
        ("schedule_hearing", "hearing_officer", "听证主持人甲 听证主持人乙"),
        ("schedule_hearing", "recorder", "记录人甲"),
        ("assign_reviewer", "reviewer", "审核人甲 审核人乙"),
        ("discuss", "chair", "机关负责人甲 机关负责人乙 机关负责人丙"),
        ("discuss", "speakers.0.officer", "机关负责人甲 机关负责人乙 机关负责人丙"),
        ("archive", "archivist", "立卷人甲"),
    ],
)
def test_officers_who_fit_stand_before_the_others(stage: Stage, step: str, field: str, first: str) -> None:
    path, browser = path_of(stage, "investigating", step), stage.client("001")
    soup = browser.soup(path)
    if soup.find("select", {"name": f"facts.{field}"}) is None:
        part = f"facts.{field}".split(".opinion")[0]
        soup = soup_of(browser.post(path, data={**page_form(soup), "add": part}))
    told = {stage.desk.ids[name] for name in first.split()}
    assert _first(soup, f"facts.{field}") == told
    assert _others(soup, f"facts.{field}").isdisjoint(told)
    assert _others(soup, f"facts.{field}")


def test_who_fits_to_approve_a_correction_or_to_take_the_case_over_stands_first(stage: Stage) -> None:
    ids, case_id = stage.desk.ids, stage.cases["investigating"]
    correction = stage.client("001").soup(correction_of(stage.client("001"), case_id, "案由"))
    assert _first(correction, "facts.approver") == {ids["承办机构负责人甲"], ids["机关负责人甲"]}
    own = stage.client("010").soup(correction_of(stage.client("010"), case_id, "案由"))
    assert _first(own, "facts.approver") == {ids["机关负责人甲"]}, "nobody approves what he enters"
    handing = stage.client("010").soup(f"/desk/cases/{case_id}/hand-over")
    assert _first(handing, "facts.old") == {ids["承办人甲"], ids["承办人乙"]}
    assert _first(handing, "facts.new") == {ids[name] for name in ("承办人丙", "承办人丁", "审核人乙")}


def test_a_corrected_officer_is_chosen_among_those_who_fit(stage: Stage) -> None:
    case = stage.office.case(stage.cases["investigating"])
    filed = next(act for act in case.acts if act.transition.name == "file")
    path = f"/desk/cases/{case.id}/correct/{filed.seq}?path=unit_opinion.by"
    assert _first(stage.client("001").soup(path), "facts.new") == {stage.desk.ids["承办机构负责人甲"]}


def test_nobody_is_put_in_who_does_not_fit(stage: Stage) -> None:
    ids = stage.desk.ids
    assigning = page_form(stage.client("010").soup(path_of(stage, "reported", "verify")))
    assert {value for name, value in assigning.items() if name.startswith("facts.officers.")} == {""}
    hearing = stage.client("001").soup(path_of(stage, "investigating", "schedule_hearing"))
    assert page_form(hearing)["facts.recorder"] == ""
    archiving = stage.client("050").soup(path_of(stage, "performing", "archive"))
    assert page_form(archiving)["facts.archivist"] == ids["立卷人甲"]
    caught = {number: stage.client(number).soup("/desk/cases/new/penalty_summary") for number in ("001", "010")}
    assert [page_form(soup)["facts.officers.0"] for soup in caught.values()] == [ids["承办人甲"], ""]
    assert ids["承办机构负责人甲"] in _first(caught["010"], "facts.officers.0"), "he may be named, and is not put in"
    concluding = stage.client("001").soup(path_of(stage, "investigating", "conclude"))
    assert page_form(concluding)["facts.unit_opinion.by"] == ids["承办机构负责人甲"]


def _first(soup: BeautifulSoup, name: str) -> set[str]:
    """Who is offered at first in a field."""
    return _offered(soup, name, "select > option") - {""}


def _others(soup: BeautifulSoup, name: str) -> set[str]:
    return _offered(soup, name, "optgroup[label=其他] > option")


def _offered(soup: BeautifulSoup, name: str, where: str) -> set[str]:
    field = soup.find("select", {"name": name})
    assert field is not None, name
    return {str(one["value"]) for one in field.parent.select(where)}  # type: ignore[union-attr]


def test_a_list_begins_with_as_many_rows_as_are_asked_for(stage: Stage) -> None:
    path, browser = path_of(stage, "investigating", "inspect"), stage.client("001")
    sent = {name: value for name, value in page_form(browser.soup(path)).items() if "facts.officers." not in name}
    one = page_form(soup_of(browser.post(path, data={**sent, "facts.officers.0": "x", "do": "edit"})))
    assert [one[f"facts.officers.{number}"] for number in range(2)] == ["x", ""]
    assert "facts.officers.2" not in one


def test_a_case_is_opened_from_the_desk(own_stage: Stage) -> None:
    stage, path = own_stage, "/desk/cases/new/penalty_ordinary"
    browser = stage.client("001")
    assert "行政处罚普通程序" in browser.soup("/desk/cases/new").get_text()
    opening = stage.desk.opening()
    workflow = next(one for one in stage.office.workflows if one.name == "penalty_ordinary")
    typed = {**fill(fields_of(workflow.opening.facts), opening.facts), "occurred_at": moment_text(opening.occurred_at)}
    preview, known = handed(browser, path, typed), stage.office.cases()
    (frame,) = soup_of(preview).find_all("iframe")
    assert "案件来源登记表" in frame["title"]
    assert "预览" in browser.get(frame["src"]).text
    assert stage.office.cases() == known
    done = confirmed(browser, path, preview)
    assert done.status_code == 303, soup_of(done).get_text()
    case = stage.office.case(done.headers["location"].rpartition("/")[2].removesuffix("?done=0"))
    assert case.acts[0].actor == stage.person("001").officer_id
    other = page_form(soup_of(preview), "confirm-form") | {"facts.cause": "另一案由"}
    again = browser.post(path, data={**other, "do": "perform"})
    assert again.status_code == 409
    assert "刚才已经办理过一次" in soup_of(again).find(role="alert").text
    kept = page_form(soup_of(again))
    assert (kept["facts.cause"], kept["key"] == other["key"]) == ("另一案由", False)


def test_faults_stand_beside_their_fields_and_above_with_links(stage: Stage) -> None:
    path = path_of(stage, "performing", "pay")
    browser = officer_for(stage, "performing", "pay")
    answer = handed(
        browser, path, {"facts.amount": "一千", "facts.payer": "甲", "facts.bogus": "x", "occurred_at": "昨天"}
    )
    assert answer.status_code == 422
    soup = soup_of(answer)
    links = {link["href"] for link in soup.select("#faults a")}
    assert {"#facts-amount", "#facts-receipt_number", "#occurred_at"} <= links
    assert all(soup.find(id=link[1:]) for link in links)
    amount = soup.find(id="facts-amount")
    assert (amount["value"], amount["aria-invalid"]) == ("一千", "true")
    assert "应为金额（元）" in soup.find(id="facts-amount-fault").get_text()
    assert "没有这一项" in soup.find(id="faults").get_text()
    assert "缴纳数额（元）" in soup.find(id="faults").get_text()
    assert soup.find(id="facts-payer")["value"] == "甲"
    assert soup.find(id="occurred_at")["value"] == "昨天"


def test_refusals_of_the_engine_are_told_with_law_and_remedy_and_all_that_was_typed(stage: Stage) -> None:
    path = path_of(stage, "reviewing", "agree")
    typed = typed_for(stage, "reviewing", "agree")
    answer = handed(stage.client("001"), path, typed)
    assert answer.status_code == 422
    text = soup_of(answer).get_text()
    assert "依据：" in text
    assert "办法：" in text
    assert "zhifa " not in text
    again = page_form(soup_of(answer))
    assert {name: again[name] for name in typed if name.startswith("facts")} == {
        name: value for name, value in typed.items() if name.startswith("facts")
    }
    kept = stage.office.jottings.one(str(stage.person("001").officer_id), stage.cases["reviewing"], "agree")
    assert kept is not None
    assert kept.typed["facts.opinion"] == typed["facts.opinion"]


def test_a_stale_page_says_who_did_what_and_goes_on_with_what_was_typed(own_stage: Stage) -> None:
    stage, path = own_stage, path_of(own_stage, "investigating", "confirm_address")
    browser = officer_for(stage, "investigating", "confirm_address")
    typed = typed_for(stage, "investigating", "confirm_address")
    opened = page_form(browser.soup(path))
    stage.desk.do(stage.cases["investigating"], "inspect", PLAYED["investigating"])
    kept = {name: value for name, value in opened.items() if not name.startswith("facts")}
    answer = posted(browser, path, {**kept, **typed, "do": "preview"})
    assert answer.status_code == 409
    soup = soup_of(answer)
    assert "现场检查" in soup.find(id="since").get_text()
    sent = page_form(soup)
    assert sent["facts.address"] == typed["facts.address"]
    assert sent["version"] != opened["version"]
    sent["occurred_at"] = moment_text(stage.clock.now())
    done = confirmed(browser, path, posted(browser, path, {**sent, "do": "preview"}))
    assert done.status_code == 303, soup_of(done).get_text()


def test_what_is_kept_aside_comes_back_to_its_officer_alone(own_stage: Stage) -> None:
    stage, path = own_stage, path_of(own_stage, "investigating", "inspect")
    mine, other = stage.client("001"), stage.client("002")
    sent = page_form(mine.soup(path))
    sent["facts.findings"] = "只写了一半"
    answer = mine.post(f"{path}/keep", data=sent)
    assert (answer.status_code, "暂存" in answer.text) == (200, True)
    soup = mine.soup(path)
    assert page_form(soup)["facts.findings"] == "只写了一半"
    assert "只有您自己能看到" in soup.get_text()
    assert page_form(other.soup(path)).get("facts.findings", "") == ""
    assert mine.post(path, data={**page_form(soup), "do": "forget"}).status_code == 303
    assert page_form(mine.soup(path))["facts.findings"] == ""


def test_rows_are_added_and_taken_away_by_buttons_alone(stage: Stage) -> None:
    path = path_of(stage, "investigating", "inspect")
    browser = stage.client("001")
    sent = page_form(browser.soup(path))
    sent["facts.findings"] = "查见"
    one = page_form(soup_of(browser.post(path, data={**sent, "add": "facts.evidence"})))
    assert one["facts.findings"] == "查见"
    one["facts.evidence.0.key"] = "证甲"
    two = page_form(soup_of(browser.post(path, data={**one, "add": "facts.evidence"})))
    assert "facts.evidence.1.key" in two
    rest = page_form(soup_of(browser.post(path, data={**two, "remove": "facts.evidence.1"})))
    assert (rest["facts.evidence.0.key"], "facts.evidence.1.key" in rest) == ("证甲", False)
    officers = [name for name in sent if name.startswith("facts.officers.")]
    more = page_form(soup_of(browser.post(path, data={**sent, "add": "facts.officers"})))
    assert len([name for name in more if name.startswith("facts.officers.")]) == len(officers) + 1


def test_line_breaks_and_blanks_come_through_every_page_as_they_were_typed(stage: Stage) -> None:
    path, browser = (
        path_of(stage, "investigating", "confirm_address"),
        officer_for(stage, "investigating", "confirm_address"),
    )
    sent = {**page_form(browser.soup(path)), "facts.address": "\n 一行\n\n又一行 <b>&amp; "}
    kept = page_form(soup_of(browser.post(path, data={**sent, "do": "edit"})))
    assert kept["facts.address"] == sent["facts.address"]


def test_the_way_of_service_is_chosen_without_any_script(stage: Stage) -> None:
    path = path_of(stage, "serving", "serve_decision")
    browser = stage.client("001")
    sent = page_form(browser.soup(path))
    assert "facts.proof.tracking_number" not in sent
    drawn = page_form(
        soup_of(browser.post(path, data={**sent, "facts.proof.method": "post", "pick": "facts.proof.method"}))
    )
    assert "facts.proof.tracking_number" in drawn


def test_what_the_case_knows_is_put_in(stage: Stage) -> None:
    sent = page_form(stage.client("001").soup(path_of(stage, "investigating", "inspect")))
    handlers = sorted(
        stage.office.case(stage.cases["investigating"]).workflow.handlers(
            stage.office.case(stage.cases["investigating"])
        )
    )
    assert [value for name, value in sent.items() if name.startswith("facts.officers.")] == handlers
    review = page_form(officer_for(stage, "reviewing", "agree").soup(path_of(stage, "reviewing", "agree")))
    assert review["facts.items.0.item"] == "主体与资格"
    assert "facts.items.7.item" in review
    service = page_form(stage.client("001").soup(path_of(stage, "serving", "serve_decision")))
    assert service["facts.proof.method"] == "direct"


def test_private_particulars_are_put_in_only_for_those_who_see_them(stage: Stage) -> None:
    case = stage.office.case(stage.cases["investigating"])
    step = case.workflow.by_name["confirm_address"]
    register, day = stage.office.registers()[0], stage.clock.now().date()
    naming = Naming(case=case, register=register, day=day, actor="x")
    told = {whole: prefilled(step, Known(naming=naming, fit=fit_in(naming), whole=whole)) for whole in (True, False)}
    assert "address" in told[True]
    assert "address" not in told[False]
    assert "phone" not in told[False]


def test_a_step_tells_its_law(stage: Stage) -> None:
    text = stage.client("001").soup(path_of(stage, "investigating", "inspect")).get_text()
    assert "这一步检查什么，依据是什么" in text
    assert "行政处罚法第四十二条" in text


@pytest.mark.parametrize(
    ("number", "state", "step", "status"),
    [
        ("other/001", "investigating", "inspect", 404),
        ("001", "other", "assign", 404),
        ("001", "investigating", "fly", 404),
        ("001", "investigating", "report", 404),
        ("001", "investigating", "deem_notice_served", 404),
        (None, "investigating", "inspect", 303),
    ],
)
def test_another_agencys_case_and_a_step_that_is_none_are_not_there(
    stage: Stage, number: str | None, state: str, step: str, status: int
) -> None:
    assert stage.client(number).get(path_of(stage, state, step)).status_code == status


def test_a_forged_request_is_refused_and_never_an_error_of_ours(stage: Stage) -> None:
    path, browser = path_of(stage, "investigating", "inspect"), stage.client("001")
    sent = page_form(browser.soup(path))
    assert browser.post(path, data={**sent, "proof": "x"}).status_code == 403
    for forged in ({"version": "x"}, {"key": "../.."}, {"do": "fly"}, {"for": "a\x07"}, {"version": "9" * 30}):
        assert browser.post(path, data={**sent, **forged}).status_code == 400, forged
    assert browser.post(path, data={**sent, "add": "facts.nothing"}).status_code == 400
    far = posted(browser, path, {**sent, "version": "999"})
    assert far.status_code in (409, 422)
    assert posted(browser, path, {**sent, "occurred_at": "9999-99-99T00:00"}).status_code == 422


def test_a_value_is_corrected_with_its_old_value_shown(own_stage: Stage) -> None:
    stage, case_id = own_stage, own_stage.cases["investigating"]
    browser = stage.client(handler_of(stage, case_id))
    path = correction_of(browser, case_id, "案由")
    soup = browser.soup(path)
    form = page_form(soup)
    assert f"原来登记的是：{form['facts.new']}" in soup.get_text()
    wrong = posted(browser, path, {**form, "facts.new": "", "do": "preview"})
    assert wrong.status_code == 422
    assert {"#facts-reason", "#facts-approver"} <= {link["href"] for link in soup_of(wrong).select("#faults a")}
    head = str(stage.person("010").officer_id)
    sent = {**form, "facts.new": "改正的案由", "facts.reason": "登记时写错", "facts.approver": head}
    done = confirmed(browser, path, posted(browser, path, {**sent, "do": "preview"}))
    assert done.status_code == 303, soup_of(done).get_text()
    assert stage.office.case(case_id).corrections
    assert "改正的案由" in browser.soup(f"/desk/cases/{case_id}").get_text()


def test_what_follows_of_a_correction_is_shown_before_it_is_entered(own_stage: Stage) -> None:
    stage, case_id = own_stage, own_stage.cases["approving"]
    browser = stage.client(handler_of(stage, case_id))
    path = correction_of(browser, case_id, "案由")
    head, before = str(stage.person("010").officer_id), stage.office.case(case_id).version
    sent = {
        **page_form(browser.soup(path)),
        "facts.new": "改正的案由",
        "facts.reason": "登记时写错",
        "facts.approver": head,
    }
    told = soup_of(posted(browser, path, {**sent, "do": "preview"})).get_text()
    assert "案件从“负责人审批”退回“法制审核”" in told
    assert "已经同意的法制审核意见失效" in told
    same = posted(
        browser, path, {**sent, "facts.new": page_form(browser.soup(path))["facts.new"], "facts.approver": "x"}
    )
    assert same.status_code == 422
    assert stage.office.case(case_id).version == before
    assert stage.office.refused(case_id) == ()


def test_a_correction_without_any_new_value_is_refused_by_the_engine(own_stage: Stage) -> None:
    stage, case_id = own_stage, own_stage.cases["investigating"]
    browser = stage.client(handler_of(stage, case_id))
    path = correction_of(browser, case_id, "案由")
    sent = {"facts.new": "", "facts.reason": "登记时写错", "facts.approver": str(stage.person("010").officer_id)}
    answer = browser.post(path, data={**page_form(browser.soup(path)), **sent, "do": "perform"})
    assert answer.status_code == 422
    assert "#facts-new" in {link["href"] for link in soup_of(answer).select("#faults a")}
    assert stage.office.case(case_id).corrections == ()


def test_private_values_are_not_shown_to_correct_for_those_who_do_not_see_them_whole(stage: Stage) -> None:
    case_id = stage.cases["investigating"]
    party = stage.office.case(case_id).acts[0].facts.party  # type: ignore[attr-defined]
    outsider = next(
        number
        for number, one in stage.people.items()
        if "/" not in number and one.officer_id and (reader := stage.office.reader(one.officer_id)).sees(stage.office.case(case_id))
        and not reader.sees_whole(stage.office.case(case_id))
    )  # fmt: skip
    browser = stage.client(outsider)
    path = correction_of(browser, case_id, "当事人 › 住址或者住所")
    assert party.address not in browser.get(path).text
    assert page_form(browser.soup(path))["facts.new"] == ""


def test_a_case_is_handed_over(own_stage: Stage) -> None:
    stage, case_id = own_stage, own_stage.cases["investigating"]
    path, browser = f"/desk/cases/{case_id}/hand-over", own_stage.client("010")
    old = min(stage.office.case(case_id).workflow.handlers(stage.office.case(case_id)))
    form = {**page_form(browser.soup(path)), "facts.old": old, "facts.reason": "工作调整"}
    same = browser.post(path, data={**form, "facts.new": old, "do": "perform"})
    assert same.status_code == 422
    assert "已是本案承办人" in soup_of(same).get_text()
    new = str(stage.person("003").officer_id)
    done = confirmed(browser, path, posted(browser, path, {**form, "facts.new": new, "do": "preview"}))
    assert done.status_code == 303, soup_of(done).get_text()
    assert new in stage.office.case(case_id).workflow.handlers(stage.office.case(case_id))


def test_somebody_acts_as_the_deputy_of_another(own_stage: Stage) -> None:
    stage = own_stage
    path, browser = path_of(stage, "reviewing", "agree"), stage.client("001")
    other = str(stage.person("020").officer_id)
    answer = handed(browser, path, {**typed_for(stage, "reviewing", "agree"), "for": other})
    assert answer.status_code == 422
    assert "不能代" in soup_of(answer).get_text()
    assert page_form(soup_of(answer))["for"] == other


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DatabaseBusy(5000), 503),
        (StorageFull("database or disk is full"), 507),
        (KeyReused("k"), 409),
        (RuntimeError("x"), 500),
    ],
)
def test_whatever_fails_nothing_typed_is_lost(
    own_stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    stage, path = own_stage, path_of(own_stage, "investigating", "confirm_address")
    browser = officer_for(stage, "investigating", "confirm_address")
    typed = typed_for(stage, "investigating", "confirm_address")
    preview = handed(browser, path, typed)

    def fails(_: object) -> None:
        raise error

    monkeypatch.setattr(stage.office, "perform", fails)
    answer = confirmed(browser, path, preview)
    assert answer.status_code == status
    assert typed["facts.address"] in answer.text
    assert "Traceback" not in answer.text
    kept = page_form(browser.soup(path))
    assert kept["facts.address"] == typed["facts.address"]


def test_what_is_too_long_to_be_kept_aside_is_said_so_and_stays_in_the_form(stage: Stage) -> None:
    path, browser = path_of(stage, "investigating", "interview"), stage.client("001")
    sent = page_form(browser.soup(path))
    long = {f"facts.exchanges.{n}.answer": "答" * 19_000 for n in range(20)}
    answer = browser.post(path, data={**sent, **long, "do": "keep"})
    assert answer.status_code in (413, 507)
    if answer.status_code == 507:
        assert "没有暂存" in soup_of(answer).get_text()
        assert page_form(soup_of(answer))["facts.exchanges.19.answer"] == long["facts.exchanges.19.answer"]


def test_what_is_kept_aside_is_listed_with_the_case_and_on_the_worklist(own_stage: Stage) -> None:
    stage, case_id = own_stage, own_stage.cases["investigating"]
    browser = stage.client(handler_of(stage, case_id))
    kept = [
        path_of(stage, "investigating", "inspect"),
        "/desk/cases/new/penalty_ordinary",
        correction_of(browser, case_id, "案由"),
    ]
    for path in kept:
        assert browser.post(path, data={**page_form(browser.soup(path)), "do": "keep"}).status_code == 200, path
    listed = {str(link["href"]) for link in browser.soup("/desk").select("a[href]")}
    assert set(kept) <= listed
    of_case = {str(link["href"]) for link in browser.soup(f"/desk/cases/{case_id}").select("a[href]")}
    assert {kept[0], kept[2]} <= of_case
    assert "有暂存的内容" in browser.soup("/desk/cases/new").get_text()


READ_ALOUD = (
    "inspect", "interview", "extract_data", "conclude", "deliver_to_police", "hold_hearing", "agree", "serve_decision", "announce",
    "approve_postponement", "record_remedy", "file_recording", "weigh",
)  # fmt: skip
"""Steps whose forms hold every kind of field between them."""


def test_forms_can_be_read_aloud(stage: Stage) -> None:
    browser = stage.client("001")
    for step in READ_ALOUD:
        soup = browser.soup(path_of(stage, "investigating", step))
        assert len(soup.find_all("h1")) == 1
        ids = [one["id"] for one in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), step
        labelled = {one["for"] for one in soup.find_all("label")}
        for field in soup.select("#act-form input:not([type=hidden]), #act-form select, #act-form textarea"):
            assert field["id"] in labelled, (step, field["name"])
        described = " ".join(one["aria-describedby"] for one in soup.select("#act-form [aria-describedby]"))
        assert set(described.split()) <= set(ids), step
        assert not soup.select("[style], [onclick], #act-form script"), step


def test_a_whole_case_with_a_hearing_is_done_by_forms_alone(own_stage: Stage) -> None:
    stage, plot = own_stage, Plot(fine=2_000_000, hearing=True)
    case_id, taken = stage.desk.open_case(), []
    while coming := next_step(stage.desk.scene(stage.office.case(case_id), plot)):
        stage.clock.advance(coming.wait)
        command = stage.desk.command(case_id, coming.step, plot)
        number = next(key for key, one in stage.people.items() if one.officer_id == command.actor)
        browser, path = stage.client(number), f"/desk/cases/{case_id}/act/{coming.step}"
        form = fields_of(stage.office.case(case_id).workflow.by_name[coming.step].facts)
        typed = {**fill(form, command.facts), "occurred_at": moment_text(command.occurred_at)}
        done = confirmed(browser, path, handed(browser, path, typed))
        assert done.status_code == 303, (coming.step, soup_of(done).get_text()[:2000])
        taken.append(coming.step)
    state = stage.office.case(case_id).state
    assert state is not None
    assert state.ended
    assert {"hold_hearing", "agree", "decide_penalty", "archive"} <= set(taken)
    assert stage.office.verify(case_id) == ()
