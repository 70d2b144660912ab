"""A case through the command line, on both databases: opened, advanced, corrected, handed over, read, verified."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from command_line import EXAMPLES, CommandLine, report, step


@pytest.fixture
def zhifa(database_url: str, tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path, database=database_url)


def test_a_case_is_opened_advanced_and_read(zhifa: CommandLine) -> None:
    zhifa.done("db", "init")
    assert "第1版" in zhifa.done("register", "import", str(EXAMPLES / "register.json")).out
    opened = zhifa.done("case", "new", "-", "--json", stdin=json.dumps(report())).json["done"]
    assert (opened["version"], opened["state"], opened["repeated"]) == (1, "reported", False)
    case = opened["case"]

    options = zhifa.done("case", "options", case[:8], "--as", "010", "--json").json["options"]
    assert [option["transition"] for option in options if option["allowed"]] == ["verify"]
    assert all(option["refusals"] for option in options if not option["allowed"])

    at = ("--at", "2026-03-02T10:00:00+08:00")
    facts = zhifa.write("verify.json", step("verify"))
    told = zhifa.done("case", "do", case, "verify", "--as", "承办机构负责人甲", *at, "--facts", facts)
    assert "核查" in told.out
    assert "--version 1" in told.err, "who must send it again needs key and version"
    seen = zhifa.write("inspect.json", step("inspect"))
    at = ("--at", "2026-03-02T15:00:00+08:00")
    zhifa.done("case", "do", case, "inspect", "--as", "001", *at, "--facts", seen, "--version", "2", "--key", "k")
    again = zhifa.done(
        "case", "do", case, "inspect", "--as", "001", *at, "--facts", seen, "--version", "2", "--key", "k"
    )
    assert "没有重复办理" in again.out

    at = ("--at", "2026-03-02T16:00:00+08:00")
    approved = ("--reason", "笔误", "--approver", "010", "--as", "001", *at)
    zhifa.done("case", "correct", case, "0", "party.phone", "--new", '"0000-1111111"', *approved)
    zhifa.done("case", "hand-over", case, "--from", "001", "--to", "003", "--reason", "调离", "--as", "010", *at)

    shown = zhifa.done("case", "show", case, "--json").json["case"]
    assert {one["name"] for one in shown["handlers"]} == {"承办人乙", "承办人丙"}
    assert (shown["version"], shown["state"]["name"], shown["cause"]) == (5, "verifying", "露天焚烧秸秆")
    entries = zhifa.done("case", "history", case, "--json").json["entries"]
    assert [entry["kind"] for entry in entries] == ["transition", "transition", "transition", "correction", "hand_over"]
    verified = zhifa.done("ledger", "verify", "--all", "--json").json
    assert verified["sound"]
    assert verified["cases"] == [{"case": case, "entries": 5, "head": entries[-1]["hash"], "findings": []}]


def test_papers_are_written_as_pages_pdf_and_word_files(zhifa: CommandLine) -> None:
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    case = zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]

    (paper,) = zhifa.done("case", "papers", case, "--out", "out", "--pdf", "--docx", "--json").json["papers"]

    page, document, editable = (zhifa.folder / name for name in paper["files"])
    assert page.name == "000-D01-案件来源登记表.html"
    assert "露天焚烧秸秆" in page.read_text(encoding="utf-8")
    assert document.read_bytes().startswith(b"%PDF-")
    assert "露天焚烧秸秆" in ZipFile(editable).read("word/document.xml").decode()


def test_a_refusal_names_every_reason_with_article_and_remedy_and_leaves_the_case(zhifa: CommandLine) -> None:
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    case = zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]
    alone = zhifa.write("alone.json", {"officers": ["@001"]})
    asked = ("case", "do", case, "verify", "--as", "001", "--at", "2026-03-02T10:00:00+08:00", "--facts", alone)

    refused = zhifa(*asked)
    as_json = zhifa(*asked, "--json")

    assert refused.code == as_json.code == 1
    assert refused.out == ""
    codes = [refusal["code"] for refusal in as_json.json["refusals"]]
    assert codes == ["no_role", "too_few_officers"]
    assert all(code in refused.err for code in codes)
    assert refused.err.count("依据：") == refused.err.count("办法：") == len(codes)
    shown = zhifa.done("case", "show", case, "--json").json["case"]
    assert (shown["version"], shown["refused_attempts"]) == (1, 2)


def test_a_case_of_an_earlier_text_of_the_procedure_is_listed_with_the_others_and_not_carried_on(
    tmp_path: Path,
) -> None:
    zhifa = CommandLine(folder=tmp_path, database=f"sqlite:///{tmp_path / 'cases.db'}")
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    earlier, later = (
        zhifa.done("case", "new", zhifa.write("report.json", report()), "--json").json["done"]["case"] for _ in range(2)
    )
    with closing(sqlite3.connect(tmp_path / "cases.db", isolation_level=None)) as rows:
        rows.execute("DROP TRIGGER zf_case_fixed")
        rows.execute("UPDATE zf_case SET workflow_digest = ? WHERE id = ?", ("0" * 64, earlier))

    listed, told = zhifa.done("case", "list"), zhifa.done("case", "list", "--json").json
    assert "线索登记（程序已改动）" in listed.out
    assert "共 2 件" in listed.out
    assert "penalty_ordinary 第2版的定义与案件立起时不同" in listed.err
    assert [case["id"] for case in told["cases"]] == [later]
    assert [(case["id"], case["state_label"]) for case in told["changed"]] == [(earlier, "线索登记")]

    shown = zhifa("case", "show", earlier)
    assert shown.code == 2
    assert "Traceback" not in shown.err


def test_a_case_that_another_names_shows_the_other_and_both_are_counted(zhifa: CommandLine) -> None:
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    first = zhifa.done("case", "new", zhifa.write("first.json", report()), "--json").json["done"]["case"]
    named = report()
    named["facts"]["related"] = [{"case": first, "relation": "原案"}]
    second = zhifa.done("case", "new", zhifa.write("second.json", named), "--json").json["done"]["case"]

    assert f"关联案件　{first}，原案\n" in zhifa.done("case", "show", second).out
    assert f"关联案件　{second}，重新处理的案件（该案登记）\n" in zhifa.done("case", "show", first).out
    (shown,) = zhifa.done("case", "show", first, "--json").json["case"]["related"]
    assert shown == {"case": second, "relation": "重新处理的案件", "said_there": True, "seq": 0}
    listed = zhifa.done("case", "list", "--json").json["cases"]
    assert {case["id"]: [other["case"] for other in case["related"]] for case in listed} == {
        first: [second],
        second: [first],
    }
    assert "关联案件" in zhifa.done("case", "list").out

    named["facts"]["related"] = [{"case": "00000000-0000-4000-8000-00000000ffff", "relation": "原案"}]
    refused = zhifa("case", "new", zhifa.write("third.json", named))
    assert (refused.code, "00000000-0000-4000-8000-00000000ffff 不在本库" in refused.err) == (1, True)
