"""Bad input through the command line: a message naming field, value and rule, an exit code that is not 0, and the database as it was."""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command_line import EXAMPLES, CommandLine, kept, report, step

AT = ("--at", "2026-03-02T15:00:00+08:00")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A database with the register and one case under verification, to be copied and not used."""
    folder = tmp_path_factory.mktemp("prepared")
    zhifa = CommandLine(folder=folder, database=f"sqlite:///{folder / 'cases.db'}")
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    case = zhifa.done("case", "new", str(EXAMPLES / "report.json"), "--json").json["done"]["case"]
    facts = zhifa.write("verify.json", step("verify"))
    zhifa.done(
        "case",
        "do",
        case,
        "verify",
        "--as",
        "010",
        "--at",
        "2026-03-02T10:00:00+08:00",
        "--facts",
        facts,
        "--key",
        "used",
    )
    (folder / "case").write_text(case)
    return zhifa


@pytest.fixture
def zhifa(prepared: CommandLine, tmp_path: Path) -> Iterator[CommandLine]:
    """The prepared database as a copy of the test's own; whatever the test sent, it is as before."""
    file = tmp_path / "cases.db"
    shutil.copyfile(prepared.folder / "cases.db", file)
    url = f"sqlite:///{file}"
    before = kept(url)
    yield CommandLine(folder=tmp_path, database=url)
    assert kept(url) == before


@pytest.fixture
def case(prepared: CommandLine) -> str:
    return (prepared.folder / "case").read_text()


REPORTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown field": ({"colour": "red"}, ["colour", "「red」", "没有这一项"]),
    "missing field": ({"cause": None}, ["cause", "应为文字"]),
    "a text of 40 MB": ({"content": "违" * 14_000_000}, ["content", "共14000000个字符", "不得超过20000个字符"]),
    "control character": ({"cause": "露天\u0007焚烧"}, ["cause", "\\u0007", "控制、零宽或双向字符"]),
    "bidirectional override": ({"content": "甲\u202e乙"}, ["content", "U+202E", "控制、零宽或双向字符"]),
    "a day that is none": ({"discovered_on": "2026-02-30"}, ["discovered_on", "「2026-02-30」", "YYYY-MM-DD"]),
    "an amount as text": ({"discovered_on": 20260301}, ["discovered_on", "20260301"]),
}


@pytest.mark.parametrize("what", REPORTS)
def test_a_report_is_refused_for(what: str, zhifa: CommandLine) -> None:
    changes, named = REPORTS[what]
    answer = zhifa("case", "new", zhifa.write("report.json", report(**changes)))

    assert answer.code == 1
    assert [part for part in named if part not in answer.err] == []
    assert len(answer.err) < 2000


def test_a_wrong_check_digit_is_named(zhifa: CommandLine) -> None:
    party = report()["facts"]["party"] | {"identity_kind": "resident_id", "identity_number": "11010519491231002A"}

    answer = zhifa("case", "new", zhifa.write("report.json", report(party=party)))

    assert answer.code == 1
    assert "11010519491231002A" in answer.err


INSPECTIONS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "an end before its start": ({"ended_at": "2026-03-02T13:00:00+08:00"}, ["结束时间应晚于开始时间"]),
    "a naive time": ({"started_at": "2026-03-02T14:00:00"}, ["started_at", "「2026-03-02T14:00:00」", "时区"]),
    "an officer without an id": ({"recorder": "承办人乙"}, ["recorder", "「承办人乙」"]),
}


@pytest.mark.parametrize("what", INSPECTIONS)
def test_an_inspection_is_refused_for(what: str, zhifa: CommandLine, case: str) -> None:
    changes, named = INSPECTIONS[what]
    facts = zhifa.write("facts.json", step("inspect") | changes)

    answer = zhifa("case", "do", case, "inspect", "--as", "001", *AT, "--facts", facts)

    assert answer.code == 1
    assert [part for part in named if part not in answer.err] == []


FILES: dict[str, tuple[bytes, list[str]]] = {
    "no JSON": (b"{officers: 1}", ["facts.json", "不是 JSON", "第1行第2列"]),
    "a list": (b"[]", ["facts.json", "JSON 对象"]),
    "another encoding": ('{"a": "中"}'.encode("gbk"), ["facts.json", "UTF-8"]),
    "a name written twice": (b'{"place": "a", "place": "b"}', ["facts.json", "最外层", "「place」", "写了两次"]),
    "a name written twice within": (b'{"items": [{"a": 1, "a": 2}]}', ["facts.json", "items.0", "「a」", "写了两次"]),
    "a number of 5000 digits": (b'{"amount": ' + b"1" * 5000 + b"}", ["facts.json", "过长"]),
    "a nesting just too deep for others": (b'{"a":' + b"[" * 900 + b"]" * 900 + b"}", ["facts.json", "嵌套过深"]),
    "a fraction": (b'{"amount": 1.5}', ["facts.json.amount", "1.5", "整数"]),
    "a number that is none": (b'{"amount": NaN}', ["NaN"]),
    "a number the record cannot hold": (b'{"amount": 9007199254740993}', ["facts.json.amount", "9007199254740991"]),
    "a Chinese name": ('{"地点": "甲"}'.encode(), ["「地点」", "zhifa case form"]),
    "half a character": (b'{"place": "\\ud800"}', ["facts.json.place", "代理字符"]),
    "too deep a nesting": (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", ["facts.json", "嵌套过深"]),
    "a stranger": (b'{"officers": ["@999"]}', ["facts.officers.0", "「999」", "zhifa register show"]),
}


@pytest.mark.parametrize("what", FILES)
def test_a_facts_file_cannot_be_used_with(what: str, zhifa: CommandLine, case: str) -> None:
    content, named = FILES[what]
    (zhifa.folder / "facts.json").write_bytes(content)

    answer = zhifa("case", "do", case, "inspect", "--as", "001", *AT, "--facts", "facts.json")

    assert answer.code == 2
    assert [part for part in named if part not in answer.err] == []
    assert "Traceback" not in answer.err


ARGUMENTS: dict[str, tuple[list[str], int, list[str]]] = {
    "a naive time": (["--as", "001", "--at", "2026-03-02T15:00:00"], 2, ["--at", "「2026-03-02T15:00:00」", "时区"]),
    "no such instant": (["--as", "001", "--at", "2026-02-30T15:00:00Z"], 2, ["--at", "「2026-02-30T15:00:00Z」"]),
    "a time to come": (["--as", "001", "--at", "2199-01-01T00:00:00Z"], 1, ["2199-01-01", "晚于登记时间"]),
    "a time before the step before": (["--as", "001", "--at", "2026-03-02T09:30:00+08:00"], 1, ["09:30", "指派核查"]),
    "a stranger": (["--as", "张\x1b[31m三", *AT], 2, ["--as", "\\u001b", "zhifa register show"]),
    "a stale version": (["--as", "001", *AT, "--version", "1"], 1, ["--version 1", "zhifa case show"]),
    "a version to come": (["--as", "001", *AT, "--version", "7"], 1, ["--version 7"]),
    "a key of another command": (["--as", "001", *AT, "--key", "used"], 1, ["used", "另一条命令"]),
    "an empty key": (["--as", "001", *AT, "--key", ""], 2, ["--key", "1至200"]),
    "a version that is no number": (["--as", "001", *AT, "--version", "x"], 2, ["--version"]),
    "a missing file": (["--as", "001", *AT, "--facts", "no.json"], 2, ["no.json", "没有这个文件或者目录"]),
    "an unknown option": (["--as", "001", *AT, "--fatcs", "no.json"], 2, ["--fatcs", "--facts"]),
    "a missing option": (["--as", "001"], 2, ["缺少 --at"]),
}


@pytest.mark.parametrize("what", ARGUMENTS)
def test_a_step_is_not_taken_with(what: str, zhifa: CommandLine, case: str) -> None:
    arguments, code, named = ARGUMENTS[what]
    facts = [] if "--facts" in arguments else ["--facts", zhifa.write("facts.json", step("inspect"))]

    answer = zhifa("case", "do", case, "inspect", *arguments, *facts)

    assert (answer.code, answer.out) == (code, "")
    assert [part for part in named if part not in answer.err] == []
    assert "Traceback" not in answer.err
    assert "\x1b" not in answer.err


def test_a_step_that_does_not_exist_is_refused(zhifa: CommandLine, case: str) -> None:
    answer = zhifa("case", "do", case, "fly", "--as", "001", *AT)

    assert answer.code == 1
    assert "fly" in answer.err
    assert "zhifa workflow list" in answer.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["case", "show", "00000000"], ["「00000000」", "zhifa case list"]),
        (["case", "show", "0"], ["「0」", "至少"]),
        (["case", "form", "fly"], ["「fly」", "zhifa workflow list"]),
        (["workflow", "draw", "fly"], ["「fly」", "penalty_ordinary"]),
        (["workflow", "draw", "penalty_ordinary", "--format", "png"], ["--format", "png"]),
        (["case", "papers", "00000000", "--pdf"], ["--pdf", "--out"]),
        (["case", "papers", "00000000", "--docx"], ["--docx", "--out"]),
        (["case", "show", "0000", "--database", "cases.db"], ["--database", "「cases.db」", "sqlite:///"]),
        (["case", "show", "0000", "--database", "mysql://h/d"], ["--database", "「mysql://h/d」", "postgresql://"]),
        (["case", "show", "0000", "--database", "sqlite://"], ["--database", "sqlite:///cases.db"]),
        (["case", "list", "--database", "sqlite:///no.db"], ["no.db", "zhifa db init"]),
        (["db", "upgrade", "--database", "sqlite:///no.db"], ["no.db", "zhifa db init"]),
        (["db", "init", "--database", "sqlite:///no/no.db"], ["no", "目录"]),
        (["scenario", "run", "no.json"], ["no.json"]),
        (["shw"], ["shw"]),
    ],
    ids=" ".join,
)
def test_what_does_not_exist_is_named_and_not_made(zhifa: CommandLine, arguments: list[str], named: list[str]) -> None:
    before = sorted(path.name for path in zhifa.folder.iterdir())

    answer = zhifa(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert [part for part in named if part not in answer.err] == []
    assert "Traceback" not in answer.err
    assert sorted(path.name for path in zhifa.folder.iterdir()) == before


def test_a_database_without_tables_is_told_from_one_that_is_missing(zhifa: CommandLine) -> None:
    (zhifa.folder / "empty.db").touch()

    answer = zhifa("case", "list", "--database", "sqlite:///empty.db")

    assert answer.code == 2
    assert "zhifa db init" in answer.err


def test_a_file_that_is_no_database_is_named(zhifa: CommandLine) -> None:
    (zhifa.folder / "no.db").write_text("这不是数据库。" * 1000, encoding="utf-8")

    answer = zhifa("case", "list", "--database", "sqlite:///no.db")

    assert answer.code == 1
    assert "不是数据库文件" in answer.err


def test_a_faulty_register_names_every_row_and_changes_nothing(zhifa: CommandLine) -> None:
    register = json.loads((EXAMPLES / "register.json").read_text(encoding="utf-8"))
    register["officers"][0]["valid_to"] = "2014-01-01"
    register["officers"][1]["assignments"][0]["scope"] = "realm"
    register["officers"][2]["hat"] = "red"

    answer = zhifa("register", "import", zhifa.write("register.json", register))

    assert answer.code == 2
    assert "3 处" in answer.err
    named = ("officers.0", "officers.1.assignments.0", "officers.2.hat", "结束日期早于开始日期", "没有这一项")
    assert [part for part in named if part not in answer.err] == []


def test_a_role_of_no_procedure_is_told_with_those_there_are(zhifa: CommandLine) -> None:
    register = json.loads((EXAMPLES / "register.json").read_text(encoding="utf-8"))
    register["officers"][1]["assignments"][0]["role"] = "king"

    answer = zhifa("register", "import", zhifa.write("register.json", register))

    assert answer.code == 2
    assert [part for part in ("岗位", "king", "承办人") if part not in answer.err] == []


@pytest.mark.parametrize(
    ("command", "content", "named"),
    [
        (("register", "import"), '{"officers": [{"name": "甲", "name": "乙"}]}', "officers.0 中「name」写了两次"),
        (("scenario", "run"), '{"title": "甲", "title": "乙"}', "最外层 中「title」写了两次"),
        (("replay",), '{"act_type": "行政处罚", "act_type": "行政许可"}', "最外层 中「act_type」写了两次"),
        (("register", "import"), "{", "第1行第2列"),
    ],
)
def test_whatever_file_a_command_reads_a_fault_of_its_json_is_told_with_its_place(
    zhifa: CommandLine, command: tuple[str, ...], content: str, named: str
) -> None:
    (zhifa.folder / "given.json").write_text(content, encoding="utf-8")

    answer = zhifa(*command, "given.json")

    assert answer.code == 2
    assert named in answer.err
    assert "Traceback" not in answer.err


def test_a_lock_that_is_not_had_is_told_with_how_long_was_waited(zhifa: CommandLine, case: str) -> None:
    assert zhifa.database is not None
    holder = sqlite3.connect(zhifa.database.removeprefix("sqlite:///"), isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        facts = zhifa.write("facts.json", step("inspect"))
        answer = zhifa("case", "do", case, "inspect", "--as", "001", *AT, "--facts", facts)
        holder.execute("ROLLBACK")
    finally:
        holder.close()

    assert answer.code == 1
    assert "5000 毫秒" in answer.err
    assert "--key" in answer.err


def test_a_missing_driver_of_postgresql_is_told_with_what_to_install(zhifa: CommandLine) -> None:
    (zhifa.folder / "psycopg.py").write_text("raise ModuleNotFoundError(name='psycopg')\n", encoding="utf-8")
    database = ("--database", "postgresql://nobody@localhost/nothing")

    answer = zhifa("case", "list", *database, preparing=lambda: None)  # a process of its own, that finds the file first

    assert (answer.code, answer.out) == (2, "")
    assert "不能使用 PostgreSQL：缺少它的驱动" in answer.err
    assert "pip install 'zhifa[postgresql]'" in answer.err


def test_a_full_disk_is_told_and_nothing_is_written(zhifa: CommandLine, case: str) -> None:
    facts = zhifa.write("facts.json", step("inspect"))

    answer = zhifa("case", "do", case, "inspect", "--as", "001", *AT, "--facts", facts, preparing=_no_room)

    assert answer.code == 1
    assert "没有空间可写" in answer.err


def _no_room() -> None:
    """A limit on the size of files stands for a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
