"""What is read of a case over the API: conditionally, masked where it must be, in three renditions, on record."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from api_desk import API
from web_desk import Browser, Stage

PHONE = "0000-7654321"
ADDRESS = "示例村"
HIDDEN = "（已隐去）"


@pytest.fixture(scope="module")
def serving(stage: Stage) -> str:
    return f"{API}/cases/{stage.cases['serving']}"


@pytest.fixture(scope="module")
def handler(stage: Stage) -> Browser:
    return stage.token("001")


@pytest.fixture(scope="module")
def colleague(stage: Stage) -> Browser:
    """Who may read the cases of the agency, and handles others."""
    return stage.token("003")


def test_a_case_that_has_not_changed_is_not_sent_again(handler: Browser, serving: str) -> None:
    first = handler.get(serving)
    tag = first.headers["ETag"]

    for known in (tag, f"W/{tag}", f'"0", {tag}', "*"):
        again = handler.get(serving, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert handler.get(serving, headers={"If-None-Match": '"0"'}).status_code == 200
    assert first.headers["Cache-Control"] == "no-store"


def test_who_handles_the_case_sees_the_whole_of_it(handler: Browser, serving: str) -> None:
    case = handler.get(serving).json()

    assert case["whole"] is True
    assert case["case_number"].startswith("示市环立〔2026〕")
    assert case["party"]["phone"] == PHONE
    assert ADDRESS in case["party"]["address"]


def test_who_only_may_read_it_sees_no_numbers_addresses_and_phones(colleague: Browser, serving: str) -> None:
    case = colleague.get(serving).json()

    assert case["whole"] is False
    assert case["party"]["name"] == "当事人甲"
    assert (case["party"]["phone"], case["party"]["address"]) == (HIDDEN, HIDDEN)
    for path in ("", "/options", "/history", "/terms", "/papers", "/related", "/verify", "/recordings"):
        told = colleague.get(serving + path)
        assert told.status_code == 200
        assert PHONE not in told.text
        assert ADDRESS not in told.text


def test_papers_are_for_those_who_see_the_whole_case(handler: Browser, colleague: Browser, serving: str) -> None:
    paper = handler.get(f"{serving}/papers").json()["papers"][0]["id"]

    refused = colleague.get(f"{serving}/papers/{paper}")

    assert (refused.status_code, refused.json()["code"]) == (403, "not_whole")
    assert PHONE in handler.get(f"{serving}/papers/{paper}?as=html").text


def test_a_bundle_for_others_holds_neither_facts_nor_papers(handler: Browser, colleague: Browser, serving: str) -> None:
    def names(by: Browser) -> set[str]:
        answer = by.get(f"{serving}/bundle")
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        return set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())

    assert names(colleague) < names(handler)


@pytest.mark.parametrize(
    ("form", "media", "begins"),
    [
        ("html", "text/html", b"<!DOCTYPE html>"),
        ("pdf", "application/pdf", b"%PDF-1."),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    ],
)
def test_a_paper_comes_in_three_renditions(
    handler: Browser, serving: str, form: str, media: str, begins: bytes
) -> None:
    paper = handler.get(f"{serving}/papers").json()["papers"][-1]

    asked = handler.get(f"{serving}/papers/{paper['id']}", params={"as": form})
    accepted = handler.get(f"{serving}/papers/{paper['id']}", headers={"Accept": f"{media}, */*;q=0.1"})

    assert asked.status_code == 200
    assert asked.headers["content-type"].split(";")[0] == media
    assert asked.content.lower().startswith(begins.lower())
    assert accepted.headers["content-type"] == asked.headers["content-type"]
    assert f".{form}" in asked.headers["Content-Disposition"]
    assert asked.headers["X-Content-Type-Options"] == "nosniff"


def test_a_paper_as_a_page_can_do_nothing(handler: Browser, serving: str) -> None:
    paper = handler.get(f"{serving}/papers").json()["papers"][0]["id"]

    policy = handler.get(f"{serving}/papers/{paper}?as=html").headers["Content-Security-Policy"]

    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_paper_is_found_in_its_own_case_alone(stage: Stage, handler: Browser, serving: str) -> None:
    paper = handler.get(f"{serving}/papers").json()["papers"][0]["id"]
    elsewhere = f"{API}/cases/{stage.cases['archived']}/papers/{paper}"

    assert handler.get(elsewhere).status_code == 404
    assert handler.get(f"{serving}/papers/{paper}", headers={"Accept": "image/png"}).status_code == 406
    by_weight = handler.get(
        f"{serving}/papers/{paper}", headers={"Accept": "text/html;q=0.1, application/pdf;q=0.5, x/y"}
    )
    assert by_weight.headers["content-type"] == "application/pdf"
    assert handler.get(f"{serving}/papers/{paper}", headers={"Accept": "text/html;q=0"}).status_code == 406
    assert handler.get(f"{serving}/papers/{paper}?as=signed").status_code == 404
    assert handler.get(f"{serving}/papers/{paper}?as=exe").status_code == 422


def test_terms_show_their_arithmetic(handler: Browser, serving: str) -> None:
    terms = {term["code"]: term for term in handler.get(f"{serving}/terms").json()["terms"]}

    assert any("起算" in line for line in terms["decision"]["explanation"])
    assert terms["decision"]["article"] == "行政处罚法第六十条"


def test_the_form_of_a_step_is_a_schema_in_chinese(handler: Browser) -> None:
    schema = handler.get(f"{API}/workflows/penalty_ordinary/2/steps/report/form").json()

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "登记线索"
    told = [schema, *schema["$defs"].values()]
    titles = [field["title"] for part in told for field in part.get("properties", {}).values()]
    assert all(not title.isascii() for title in titles)
    assert "当事人" in json.dumps(schema["properties"]["party"], ensure_ascii=False)


def test_every_step_of_every_procedure_has_a_form_and_every_procedure_a_chart(handler: Browser) -> None:
    for head in handler.get(f"{API}/workflows").json()["workflows"]:
        url = f"{API}/workflows/{head['name']}/{head['version']}"
        for step in handler.get(url).json()["steps"]:
            form = handler.get(f"{url}/steps/{step['name']}/form")
            assert form.status_code == 200
            assert form.json()["type"] == "object"
        chart = handler.get(f"{url}/chart")
        assert chart.headers["content-type"] == "image/svg+xml"
        assert "sandbox" in chart.headers["Content-Security-Policy"]
    assert handler.get(f"{API}/workflows/penalty_ordinary/99").status_code == 404


def test_a_review_sheet_stands_beside_the_eight_items(stage: Stage, handler: Browser) -> None:
    case_id = stage.cases["reviewing"]
    reviewer = stage.token("020")

    queue = reviewer.get(f"{API}/reviews/queue").json()["waiting"]
    sheet = reviewer.get(f"{API}/reviews/{case_id}/sheet").json()
    pool = reviewer.get(f"{API}/reviews/{case_id}/candidates").json()["candidates"]

    assert case_id in {one["case_id"] for one in queue}
    assert len(sheet["items"]) == 8
    assert sheet["waiting"]["round"] == 1
    unfit = {one["name"]: one["unfit"] for one in pool}
    assert unfit["审核人甲"] == []
    assert unfit["审核人丙"] == ["没有登记法律职业资格或者审核经历"]
    assert handler.get(f"{API}/reviews/statistics?since=2026-01-01&until=2026-12-31").json()["whole"]["opinions"] > 0


def test_reads_are_noted(stage: Stage, handler: Browser, serving: str, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[tuple[str, str, str, str]] = []
    monkeypatch.setattr(
        type(stage.office.reads), "note",
        lambda _, officer, case, what, item="": noted.append((officer, case, str(what), item)),
    )  # fmt: skip
    paper = handler.get(f"{serving}/papers").json()["papers"][0]["id"]
    noted.clear()

    for path in ("", "/history", "/bundle", f"/papers/{paper}?as=html"):
        handler.get(serving + path)

    who, case = str(stage.people["001"].officer_id), stage.cases["serving"]
    assert noted == [
        (who, case, "case", ""), (who, case, "ledger", ""), (who, case, "export", ""), (who, case, "paper", paper),
    ]  # fmt: skip
