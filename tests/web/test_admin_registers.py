"""名录 on the desk: looked at by whoever is of the agency, changed by who keeps the register, and never by halves."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from web_desk import Browser, Stage, soup_of
from zhifa.engine.office import Office

AT = "/desk/admin/registers"
HANDLER, HEAD, ELSEWHERE = "001", "030", "other/001"
FILES = Path(__file__).parents[2] / "examples" / "registers"
HEADS = ["工号", "姓名", "内设机构", "职务", "有效期自", "有效期至"]


def _sheet(*rows: list[str], heads: list[str] | None = None, encoding: str = "utf-8") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([heads or HEADS, *rows])
    return written.getvalue().encode(encoding)


def _newcomer(number: str = "901", name: str = "承办人戊", since: str = "2026-01-01") -> list[str]:
    return [number, name, "演示科", "科员", since, ""]


def _upload(visitor: Browser, *files: tuple[str, bytes], **fields: str) -> Any:
    told = {"keep_others": "yes", **fields}
    return visitor.post_form(f"{AT}/import/preview", told, files=[("files", one) for one in files])


def _hidden(answer: Any) -> dict[str, str]:
    """The hidden fields by which a preview is confirmed."""
    form = soup_of(answer).find("form", action=f"{AT}/import/take")
    return {
        field["name"]: field["value"] for field in form.find_all("input", type="hidden") if field["name"] != "proof"
    }


def _version(office: Office, stage: Stage) -> int:
    return office.agency_register(stage.people[HANDLER].agency_id).version


@pytest.fixture(autouse=True)
def staged_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is uploaded waits where the test looks after it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.fixture
def keeper(own_stage: Stage) -> Browser:
    """Somebody who manages the accounts, as long as nobody keeps the register."""
    return own_stage.client(HEAD, administers=True)


def _appoint(stage: Stage, number: str) -> None:
    """Make somebody the keeper of the register."""
    row = [number, "名录管理员", "演示科", "2026-01-01"]
    answer = _upload(
        stage.client(HEAD, administers=True),
        ("assignment.csv", _sheet(row, heads=["工号", "岗位", "任职机构", "有效期自"])),
    )
    assert answer.status_code == 200, answer.text
    assert stage.client(HEAD, administers=True).post_form(f"{AT}/import/take", _hidden(answer)).status_code == 303


# --- looking -----------------------------------------------------------------------------------------------------------


def test_whoever_is_of_the_agency_looks_at_books_lines_history_and_findings(stage: Stage) -> None:
    visitor = stage.client(HANDLER)
    books = visitor.soup(AT)
    assert "执法人员" in books.find("table").text
    assert not books.find("a", string="导入名录")
    lines = visitor.soup(f"{AT}/books/officer?q=审核人")
    assert {row.th.text for row in lines.find("tbody").find_all("tr")} == {"020", "021", "022", "052"}
    line = visitor.soup(lines.find("tbody").find("a")["href"])
    assert "审核人甲" in line.find("dl").text
    assert visitor.soup(f"{AT}/history").find("tbody").find_all("tr")
    assert "与名录日志相符" in visitor.soup(f"{AT}/check").find(role="status").text
    assert visitor.soup(f"{AT}/diff?old=1&new=1").find(class_="empty")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/books/nothing", 404),
        ("/books/officer/line?key=nobody", 404),
        ("/diff?old=1&new=99", 404),
        ("/diff?old=x&new=1", 422),
        ("/diff?old=1&new=99999999999999999999", 422),
        ("/export.csv?book=nothing", 404),
        ("/books/officer/line", 422),
    ],
)
def test_what_there_is_not_is_told_so(stage: Stage, address: str, status: int) -> None:
    answer = stage.client(HANDLER).get(AT + address)
    assert answer.status_code == status
    assert soup_of(answer).find(role="alert")


def test_another_agency_sees_its_own_register_alone(stage: Stage) -> None:
    assert "另一市" in stage.client(ELSEWHERE).soup(f"{AT}/books/officer?q=审核人").find("tbody").text
    assert "另一市" not in stage.client(HANDLER).soup(f"{AT}/books/officer").text


def test_addresses_of_people_are_shown_to_who_keeps_the_register_alone(own_stage: Stage, keeper: Browser) -> None:
    sheet = _sheet(["001", "001@example.com", "2026-01-01"], heads=["工号", "电子邮箱", "有效期自"])
    assert keeper.post_form(f"{AT}/import/take", _hidden(_upload(keeper, ("contact.csv", sheet)))).status_code == 303
    assert "001@example.com" in keeper.soup(f"{AT}/books/contact").text
    handler = own_stage.client(HANDLER)
    assert handler.get(f"{AT}/books/contact").status_code == 403
    assert handler.get(f"{AT}/export.csv?book=contact").status_code == 404
    assert "example.com" not in handler.get(f"{AT}/diff?old=1&new=2").text
    with zipfile.ZipFile(io.BytesIO(handler.get(f"{AT}/export.xlsx").content)) as book:
        assert not any(b"example.com" in book.read(part) for part in book.namelist())


# --- who may change ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [HANDLER, HEAD])
def test_who_does_not_keep_the_register_is_refused_every_way_to_change_it(stage: Stage, number: str) -> None:
    visitor = stage.client(number)
    assert visitor.get(f"{AT}/import").status_code == 403
    refused = _upload(visitor, ("officer.csv", _sheet(_newcomer())))
    assert refused.status_code == 403
    assert "名录管理员" in soup_of(refused).find(role="alert").text
    assert visitor.post_form(f"{AT}/import/take", {"token": "0" * 32, "expect": "x"}).status_code == 403


def test_once_somebody_keeps_the_register_nobody_else_changes_it(own_stage: Stage) -> None:
    _appoint(own_stage, "060")
    assert _upload(own_stage.client(HEAD, administers=True), ("officer.csv", _sheet(_newcomer()))).status_code == 403
    done = _upload(own_stage.client("060"), ("officer.csv", _sheet(_newcomer())))
    assert done.status_code == 200
    assert own_stage.client("060").post_form(f"{AT}/import/take", _hidden(done)).status_code == 303
    entry = own_stage.office.books.history(own_stage.people[HANDLER].agency_id)[-1]
    assert entry.imported_by == own_stage.people["060"].officer_id


# --- changing ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_sheet_is_previewed_and_taken_exactly_so(own_stage: Stage, keeper: Browser, encoding: str) -> None:
    before = _version(own_stage.office, own_stage)
    preview = _upload(
        keeper, ("officer.csv", _sheet(_newcomer(), encoding=encoding)), document="示例〔2026〕9号", reason="新到岗"
    )
    assert preview.status_code == 200, preview.text
    assert "承办人戊" in soup_of(preview).text
    assert _version(own_stage.office, own_stage) == before
    done = keeper.post_form(f"{AT}/import/take", _hidden(preview))
    assert (done.status_code, done.headers["location"]) == (303, f"{AT}/history?taken={before + 1}")
    first = keeper.soup(done.headers["location"]).find("tbody").tr
    assert "示例〔2026〕9号" in first.text
    assert "执法人员（新增1行）" in first.text


def test_faults_are_told_row_by_row_and_nothing_is_imported(own_stage: Stage, keeper: Browser) -> None:
    before = _version(own_stage.office, own_stage)
    faulty = _upload(
        keeper, ("officer.csv", _sheet(_newcomer(), _newcomer("902", ""), _newcomer("903", since="2026-02-30")))
    )
    assert faulty.status_code == 422
    told = [one.text for one in soup_of(faulty).find("ol", class_="card").find_all("li")]
    assert any("第3行“姓名”" in one for one in told)
    assert any("第4行“有效期自”的值「2026-02-30」" in one for one in told)
    assert not soup_of(faulty).find("form", action=f"{AT}/import/take")
    assert _version(own_stage.office, own_stage) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("officer.csv", b"\x00\x01\x02 no sheet", "officer.csv"),
        ("officer.csv", b"", "空"),
        ("officer.xlsx", b"PK\x03\x04 broken", "XLSX"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"0" * 64, "旧式 XLS"),
        ("register.json", b'{"agency": {}}', "register.json"),
        ("officer.csv", _sheet(["=1+1", "甲", "演示科", "科员", "2026-01-01", ""]), "公式"),
    ],
)
def test_what_is_no_sheet_of_a_register_is_refused_by_name(stage: Stage, name: str, content: bytes, told: str) -> None:
    answer = _upload(stage.client(HEAD, administers=True), (name, content))
    assert answer.status_code == 422
    assert told in soup_of(answer).main.text


def test_a_workbook_that_is_a_bomb_is_refused(stage: Stage) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"0" * 300_000_000)
    answer = _upload(stage.client(HEAD, administers=True), ("bomb.xlsx", packed.getvalue()))
    assert answer.status_code == 422
    assert "解压后" in soup_of(answer).text


@pytest.mark.parametrize(
    ("sent", "shown"), [("../../etc/officer.csv", "officer.csv"), ("C:\\名录\\officer.csv", "officer.csv")]
)
def test_a_path_in_the_name_of_a_file_leads_nowhere(stage: Stage, sent: str, shown: str) -> None:
    answer = _upload(stage.client(HEAD, administers=True), (sent, _sheet(_newcomer())))
    assert answer.status_code == 200
    assert soup_of(answer).find(class_="lead").text.startswith(f"{shown}　")


@pytest.mark.parametrize("name", ["bad\u202ename.csv", "长" * 200 + ".csv", ".."])
def test_a_name_that_is_none_is_refused(stage: Stage, name: str) -> None:
    answer = _upload(stage.client(HEAD, administers=True), (name, _sheet(_newcomer())))
    assert answer.status_code == 422
    assert "文件名" in soup_of(answer).find(role="alert").text


def test_a_reason_with_hidden_characters_is_refused_and_the_files_wait(keeper: Browser) -> None:
    refused = _upload(keeper, ("officer.csv", _sheet(_newcomer())), reason="看不见\u200b的", document="示例〔2026〕9号")
    assert refused.status_code == 422
    page = soup_of(refused)
    assert "事由" in page.find(role="alert").text
    assert page.find("input", {"name": "document"})["value"] == "示例〔2026〕9号"
    token = page.find("input", {"name": "token"})["value"]
    again = keeper.post_form(f"{AT}/import/preview", {"token": token, "keep_others": "yes", "reason": "新到岗"})
    assert again.status_code == 200
    assert keeper.post_form(f"{AT}/import/take", _hidden(again)).status_code == 303


def test_without_a_file_the_form_comes_back(stage: Stage) -> None:
    answer = _upload(stage.client(HEAD, administers=True), document="示例〔2026〕9号")
    assert answer.status_code == 422
    assert soup_of(answer).find("input", {"name": "document"})["value"] == "示例〔2026〕9号"


def test_what_waits_is_for_nobody_else_and_is_taken_once(own_stage: Stage, keeper: Browser) -> None:
    hidden = _hidden(_upload(keeper, ("officer.csv", _sheet(_newcomer()))))
    stranger = own_stage.client("031", administers=True)
    assert stranger.post_form(f"{AT}/import/take", hidden).status_code == 410
    assert keeper.post_form(f"{AT}/import/take", hidden | {"token": "../../etc"}).status_code == 410
    assert keeper.post_form(f"{AT}/import/take", hidden | {"expect": ""}).status_code == 403
    assert keeper.post_form(f"{AT}/import/take", hidden).status_code == 303
    assert keeper.post_form(f"{AT}/import/take", hidden).status_code == 410


def test_what_waited_for_more_than_an_hour_is_gone(keeper: Browser, tmp_path: Path) -> None:
    hidden = _hidden(_upload(keeper, ("officer.csv", _sheet(_newcomer()))))
    (home,) = (one for one in tmp_path.glob("**/staged/*") if one.name.endswith(hidden["token"]))
    assert home.stat().st_mode & 0o077 == 0
    os.utime(home, (0, 0))
    gone = keeper.post_form(f"{AT}/import/take", hidden)
    assert gone.status_code == 410
    assert "重新上传" in soup_of(gone).find(role="alert").text
    _upload(keeper, ("officer.csv", _sheet(_newcomer())))
    assert not home.exists()


def test_a_register_that_moved_since_the_preview_is_previewed_anew(keeper: Browser) -> None:
    first = _hidden(_upload(keeper, ("officer.csv", _sheet(_newcomer()))))
    second = _hidden(_upload(keeper, ("officer.csv", _sheet(_newcomer("902", "承办人己")))))
    assert keeper.post_form(f"{AT}/import/take", second).status_code == 303
    stale = keeper.post_form(f"{AT}/import/take", first)
    assert stale.status_code == 409
    assert "重新预览" in soup_of(stale).find(role="alert").text
    assert keeper.post_form(f"{AT}/import/take", _hidden(stale)).status_code == 303


def test_a_sheet_that_ends_much_of_a_book_says_so_before_it_does(stage: Stage) -> None:
    visitor = stage.client(HEAD, administers=True)
    answer = _upload(
        visitor,
        (
            "岗位.csv",
            _sheet(["030", "机关负责人", "局领导", "2015-01-01"], heads=["工号", "岗位", "任职机构", "有效期自"]),
        ),
        keep_others="",
    )
    assert answer.status_code == 200, soup_of(answer).main.text
    assert "照此导入会把它们结束" in soup_of(answer).find(role="alert").text


def test_a_form_without_proof_changes_nothing(own_stage: Stage, keeper: Browser) -> None:
    hidden = _hidden(_upload(keeper, ("officer.csv", _sheet(_newcomer()))))
    before = _version(own_stage.office, own_stage)
    assert keeper.post(f"{AT}/import/take", data=hidden).status_code == 403
    assert (
        keeper.post(f"{AT}/import/preview", files=[("files", ("officer.csv", _sheet(_newcomer())))]).status_code == 403
    )
    assert _version(own_stage.office, own_stage) == before


def test_an_export_is_taken_in_again_without_a_change(keeper: Browser) -> None:
    content = keeper.get(f"{AT}/export.xlsx").content
    again = _upload(keeper, ("register.xlsx", content), keep_others="")
    assert again.status_code == 200, again.text
    assert "没有要变更的" in soup_of(again).find(role="status").text
    sheet = keeper.get(f"{AT}/export.csv?book=officer")
    assert "没有要变更的" in soup_of(_upload(keeper, ("officer.csv", sheet.content))).find(role="status").text
    assert _upload(keeper, ("public.xlsx", keeper.get(f"{AT}/export.xlsx?public=yes").content)).status_code == 422


# --- ending one line -----------------------------------------------------------------------------------------------------


def test_a_line_is_ended_after_a_look_at_whom_that_hits(own_stage: Stage, keeper: Browser) -> None:
    line = f"{AT}/books/certificate/line?key=演示执法证001"
    assert not own_stage.client(HANDLER).soup(line).find("a", string="结束这一行")
    address, before = keeper.soup(line).find("a", string="结束这一行")["href"], _version(own_stage.office, own_stage)
    today = own_stage.clock.now().date().isoformat()
    unsaid = keeper.post_form(address, {"on": today, "reason": ""})
    assert (unsaid.status_code, "“事由”未填" in soup_of(unsaid).find(role="alert").text) == (422, True)
    preview = soup_of(keeper.post_form(address, {"on": today, "reason": "调离<b>", "document": "示例〔2026〕9号"}))
    hit = preview.find("h2", string="受影响的未结案件").find_next("tbody").text
    assert own_stage.cases["investigating"][:8] in hit
    assert "承办人甲" in hit
    assert _version(own_stage.office, own_stage) == before
    form = preview.find("form", action=address)
    hidden = {one["name"]: one["value"] for one in form.find_all("input", type="hidden") if one["name"] != "proof"}
    done = keeper.post_form(address, hidden)
    assert (done.status_code, done.headers["location"]) == (303, f"{AT}/history?taken={before + 1}")
    first = keeper.soup(done.headers["location"]).find("tbody").tr
    assert "调离<b>" in first.text
    register = own_stage.office.agency_register(own_stage.people[HANDLER].agency_id)
    assert (
        next(one for one in register.certificates if one.number == "演示执法证001").valid.end
        == own_stage.clock.now().date()
    )
    _ended_for_days_gone_by(own_stage, keeper, address)
    moved = keeper.post_form(address, hidden | {"on": "2025-02-01", "expect": "0-x"})
    assert moved.status_code == 409
    assert "重新预览" in soup_of(moved).find(role="alert").text


def _ended_for_days_gone_by(stage: Stage, keeper: Browser, address: str) -> None:
    """What was used on those days is ended only where somebody says so."""
    preview = soup_of(keeper.post_form(address, {"on": "2025-02-02", "reason": "证件被撤销"}))
    assert preview.find("input", {"name": "retroactive"})
    form = preview.find("form", action=address)
    hidden = {one["name"]: one["value"] for one in form.find_all("input", type="hidden") if one["name"] != "proof"}
    refused = keeper.post_form(address, hidden)
    assert refused.status_code == 422
    assert "勾选“追溯”" in soup_of(refused).find(role="alert").text
    before = _version(stage.office, stage)
    assert keeper.post_form(address, hidden | {"retroactive": "yes"}).status_code == 303
    assert _version(stage.office, stage) == before + 1


@pytest.mark.parametrize(
    ("key", "changes", "status", "told"),
    [
        ("nobody", {}, 404, "没有这一行"),
        ("演示执法证001", {"on": "2026-02-30"}, 422, "最后有效的一天"),
        ("演示执法证001", {"on": "1999-01-01"}, 422, "有效期"),
        ("演示执法证001", {"reason": "看不见\u200b的"}, 422, "事由"),
        ("演示执法证001", {"on": "2025-01-01", "expect": "x"}, 409, "重新预览"),
    ],
)
def test_an_ending_that_cannot_be_is_refused_with_the_reason(
    stage: Stage, key: str, changes: dict[str, str], status: int, told: str
) -> None:
    visitor = stage.client(HEAD, administers=True)
    sent = {"on": stage.clock.now().date().isoformat(), "reason": "调离", **changes}
    answer = visitor.post_form(f"{AT}/books/certificate/end?key={key}", sent)
    assert answer.status_code == status
    assert told in soup_of(answer).find(role="alert").text


def test_who_does_not_keep_the_register_ends_nothing(stage: Stage) -> None:
    address = f"{AT}/books/certificate/end?key=演示执法证001"
    assert stage.client(HANDLER).get(address).status_code == 403
    assert (
        stage.client(HANDLER).post_form(address, {"on": "2026-03-02", "reason": "x", "expect": "x"}).status_code == 403
    )
