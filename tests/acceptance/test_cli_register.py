"""``zhifa register``: sheets in and out, previews, what each version changed, and everything that is refused."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from case_desk import Desk
from command_line import EXAMPLES, CommandLine
from office_rows import Rows

REGISTER = str(EXAMPLES / "register.json")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that has the register, and its export, to be copied and not used."""
    folder = tmp_path_factory.mktemp("register")
    made = CommandLine(folder=folder, database=f"sqlite:///{folder / 'cases.db'}")
    made.done("db", "init")
    made.done("register", "import", REGISTER)
    made.done("register", "export", "out")
    return folder


@pytest.fixture
def zhifa(tmp_path: Path, exported: Path) -> CommandLine:
    shutil.copytree(exported, tmp_path, dirs_exist_ok=True)
    return CommandLine(folder=tmp_path, database=f"sqlite:///{tmp_path / 'cases.db'}")


def edited(zhifa: CommandLine, book: str, edit: Callable[[list[list[str]]], None]) -> str:
    """An exported sheet with its rows edited, the heading among them."""
    with (zhifa.folder / "out" / f"{book}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    edit(rows)
    with (zhifa.folder / f"{book}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return f"{book}.csv"


def promote(rows: list[list[str]]) -> None:
    rows[1][rows[0].index("职务")] = "科长"


def dismiss(rows: list[list[str]]) -> None:
    del rows[1]


# --- out and in again -------------------------------------------------------------------------------------------------


def test_an_export_taken_in_again_changes_nothing(tmp_path: Path, migrated_url: str) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_url)
    zhifa.done("register", "import", REGISTER)
    exported = zhifa.done("register", "export", "out", "--json").json
    zhifa.done("register", "export", "out.xlsx")
    with Rows(migrated_url) as rows:
        before = rows.snapshot()
        again = zhifa.done("register", "import", "out", "--json").json
        told = zhifa.done("register", "import", "out.xlsx").out
        assert rows.snapshot() == before
    assert {one["book"]: one["rows"] for one in again["books"]} == {
        one["book"]: one["rows"] for one in exported["books"]
    }
    assert again["changed"] == []
    assert again["taken"] == {"version": 1, "hash": exported["hash"], "written": False}
    assert "与现行名录（第1版）相同，没有写入" in told


def test_the_register_of_one_database_founds_that_of_another(
    zhifa: CommandLine, new_migrated_sqlite: Callable[[], str]
) -> None:
    other = CommandLine(folder=zhifa.folder, database=new_migrated_sqlite())
    assert "示例市生态环境局的名录第1版：18人" in other.done("register", "import", "out").out


@pytest.mark.prove
def test_fifty_thousand_officers_come_in_go_out_and_come_in_again(tmp_path: Path, migrated_url: str) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_url)
    zhifa.done("register", "import", REGISTER)
    numbers = [f"{number:06}" for number in range(50_000)]
    write(
        tmp_path / "officer.csv",
        ["工号,姓名,内设机构,职务,有效期自", *(f"{one},执法人员{one},支队,科员,2025-01-01" for one in numbers)],
    )
    write(
        tmp_path / "certificate.csv",
        [
            "工号,执法证号,执法类别,执法区域,有效期自",
            *(f"{one},证{one},行政处罚；行政检查,示例市,2025-01-01" for one in numbers),
        ],
    )
    taken = zhifa.done("register", "import", "officer.csv", "certificate.csv", "--keep-others", "--json").json
    assert [one["added"] for one in taken["books"]] == [50_000, 50_000]
    for target in ("many", "many.xlsx"):
        zhifa.done("register", "export", target)
        assert "与现行名录（第2版）相同，没有写入" in zhifa.done("register", "import", target).out
    zhifa.done("register", "verify")


def write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines), encoding="utf-8")


# --- changes ----------------------------------------------------------------------------------------------------------


def test_a_preview_tells_every_move_and_writes_nothing_and_binds_the_import_to_it(zhifa: CommandLine) -> None:
    sheet = edited(zhifa, "officer", promote)
    with Rows(str(zhifa.database)) as rows:
        before = rows.snapshot()
        tried = zhifa.done("register", "import", sheet, "--dry-run")
        told = zhifa.done("register", "import", sheet, "--dry-run", "--json").json
        assert rows.snapshot() == before
    assert "只作预览，什么也没有写入" in tried.out
    assert "→ 科长" in tried.out
    assert told["taken"] is None
    assert [(one["book"], one["rows"], one["added"], one["changed"], one["ended"]) for one in told["books"]] == [
        ("officer", 18, 0, 1, 0)
    ]
    stale = zhifa("register", "import", sheet, "--expect", "0-other")
    assert (stale.code, "重新预览" in stale.err) == (1, True)
    done = zhifa.done(
        "register", "import", sheet, "--expect", told["expect"], "--document", "〔2026〕1号", "--reason", "任命"
    )
    assert "名录第2版" in done.out


def test_what_a_sheet_no_longer_names_ends_unless_others_are_kept(zhifa: CommandLine) -> None:
    sheet = edited(zhifa, "certificate", dismiss)
    kept = zhifa.done("register", "import", sheet, "--keep-others", "--json").json
    ended = zhifa.done("register", "import", sheet, "--json").json
    assert (kept["changed"], [one["kind"] for one in ended["changed"]]) == ([], ["ended"])
    assert ended["taken"]["version"] == 2


def test_an_open_case_that_loses_its_handler_is_told(tmp_path: Path, migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case = desk.bring_to("filed")
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    zhifa.done("register", "export", "out")
    answer = zhifa.done("register", "import", edited(zhifa, "certificate", dismiss), "--dry-run")
    assert "受影响的未结案件" in answer.out
    assert case[:8] in answer.out


def test_a_line_that_a_case_used_since_is_ended_for_days_gone_by_only_when_asked_for(
    tmp_path: Path, migrated_sqlite_url: str
) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case = desk.open_case()
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    ends = ("register", "end", "officer", "001", "--on", "2026-03-01", "--reason", "核查发现")
    refused = zhifa(*ends)
    assert (refused.code, "（line_used）" in refused.err, case[:8] in refused.err) == (1, True, True)
    answer = zhifa(*ends, "--json")
    assert (answer.code, [one["code"] for one in answer.json["refusals"]]) == (1, ["line_used"])
    zhifa.done(*ends, "--retroactive")
    told = zhifa.done("register", "check", "--json").json["findings"][-1]["text"]
    assert told == f"第2版追溯变更“001”，2026-03-01之后用过的案件应逐案核对：{case[:8]}"


def test_an_import_that_takes_back_what_a_case_used_shows_it_and_asks_for_a_reason(
    tmp_path: Path, migrated_sqlite_url: str
) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case = desk.open_case()

    def leave(rows: list[list[str]]) -> None:
        (at,) = (at for at, row in enumerate(rows) if row[rows[0].index("工号")] == "001")
        rows[at][rows[0].index("有效期至")] = "2026-03-01"

    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    zhifa.done("register", "export", "out")
    given = ("register", "import", edited(zhifa, "officer", leave))
    shown = zhifa.done(*given, "--dry-run").out
    assert [text for text in ("2026-03-01之后", case[:8], "--retroactive") if text not in shown] == []
    assert [(one["key"], one["cases"]) for one in zhifa.done(*given, "--dry-run", "--json").json["used"]] == [
        ("001", [case])
    ]
    refused = zhifa(*given)
    assert (refused.code, "（line_used）" in refused.err, case[:8] in refused.err) == (1, True, True)
    answer = zhifa(*given, "--json")
    assert (answer.code, [one["code"] for one in answer.json["refusals"]]) == (1, ["line_used"])
    bare = zhifa(*given, "--retroactive")
    assert (bare.code, "--retroactive 要和 --reason 一起写" in bare.err) == (2, True)
    zhifa.done(*given, "--retroactive", "--reason", "核查发现")
    told = zhifa.done("register", "check", "--json").json["findings"][-1]["text"]
    assert told == f"第2版追溯变更“001”，2026-03-01之后用过的案件应逐案核对：{case[:8]}"


def test_a_sheet_without_a_column_empties_it_unless_others_are_kept(zhifa: CommandLine) -> None:
    def limit(rows: list[list[str]]) -> None:
        rows[1][rows[0].index("有效期至")] = "2030-12-31"

    def drop(rows: list[list[str]]) -> None:
        at = rows[0].index("有效期至")
        for row in rows:
            del row[at]

    zhifa.done("register", "import", edited(zhifa, "assignment", limit))
    sheet = edited(zhifa, "assignment", drop)
    kept = zhifa.done("register", "import", sheet, "--keep-others", "--dry-run")
    whole = zhifa.done("register", "import", sheet, "--dry-run", "--json").json
    assert "与现行名录相同" in kept.out
    assert "没有列有效期至，名录中已有的各行照旧保留，新增的各行按没有填写处理" in kept.err
    assert [one["new"]["valid_to"] for one in whole["changed"]] == [None]


def test_a_line_is_ended_on_a_day_for_a_reason(zhifa: CommandLine) -> None:
    line = ("certificate", "演示执法证001")
    ended = zhifa.done("register", "end", *line, "--on", "2026-03-31", "--reason", "调离执法岗位")
    assert "名录第2版" in ended.out
    (old, new) = zhifa.done("register", "history", "--book", line[0], "--key", line[1], "--json").json["lines"]
    assert (old["until"], new["since"], new["valid_to"]) == (2, 2, "2026-03-31")
    for named, day, told in (
        (("执法证件", "无此证"), "2026-03-31", "没有键为「无此证」的行"),
        (line, "1999-01-01", "--on 的值「1999-01-01」"),
    ):
        answer = zhifa("register", "end", *named, "--on", day, "--reason", "调离")
        assert (answer.code, told in answer.err) == (2, True), answer.err


def test_an_export_that_others_have_overtaken_takes_nothing_back_unseen(zhifa: CommandLine) -> None:
    zhifa.done("register", "import", edited(zhifa, "officer", promote))
    refused = zhifa("register", "import", "out")
    assert (refused.code, "名录的执法人员又有变更" in refused.err) == (2, True)
    shown = zhifa.done("register", "import", "out", "--dry-run", "--json")
    assert "改回去" in shown.err
    taken = zhifa.done("register", "import", "out", "--expect", shown.json["expect"], "--json").json["taken"]
    assert taken["version"] == 3


# --- what a journal tells ---------------------------------------------------------------------------------------------


def test_every_version_is_listed_with_who_when_why_and_what_and_can_be_had_again(zhifa: CommandLine) -> None:
    why = ("--document", "〔2026〕1号", "--reason", "任命")
    zhifa.done("register", "import", edited(zhifa, "officer", promote), "--as", "001", *why)
    first, second = zhifa.done("register", "history", "--json").json["entries"]
    assert (first["version"], second["version"], second["prev_hash"]) == (1, 2, first["hash"])
    assert second["by"]["name"] == "承办人甲"
    assert second["source"] | {"sha256": ""} == {
        "file": "officer.csv",
        "sha256": "",
        "document": why[1],
        "reason": why[3],
    }
    assert list(second["books"]) == ["officer"]
    shown = zhifa.done("register", "history", "--book", "officer").out
    assert [text for text in ("执法人员~1", "〔2026〕1号", "列出 2 次变更") if text not in shown] == []
    assert "→ 科长" in zhifa.done("register", "diff", "1", "2").out
    assert "第1版与第2版的执法证件相同" in zhifa.done("register", "diff", "1", "2", "--book", "执法证件").out
    zhifa.done("register", "export", "old.xlsx", "--version", "1", "--book", "执法人员")
    assert load_workbook(zhifa.folder / "old.xlsx").sheetnames == ["名录说明", "执法人员"]
    assert "职务：科长 →" in zhifa.done("register", "import", "old.xlsx", "--dry-run").out
    for arguments in (
        ("diff", "1", "9"),
        ("history", "--key", "001"),
        ("export", "x", "--version", "9"),
        ("export", "out"),
    ):
        assert zhifa("register", *arguments).code == 2


def test_an_export_for_the_public_has_no_address_and_no_staff_number(zhifa: CommandLine) -> None:
    zhifa.done("register", "export", "public", "--public")
    assert not (zhifa.folder / "public" / "contact.csv").exists()
    assert "工号" not in (zhifa.folder / "public" / "officer.csv").read_text(encoding="utf-8-sig")


def test_a_database_without_a_register_has_none_to_verify(tmp_path: Path, migrated_sqlite_url: str) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    assert "还没有机关，没有名录可以核对" in zhifa.done("register", "verify").out
    assert zhifa.done("register", "verify", "--json").json == {"sound": True, "agencies": []}


def test_a_forged_line_is_found(zhifa: CommandLine) -> None:
    assert "与名录日志相符" in zhifa.done("register", "verify").out
    with Rows(str(zhifa.database)) as rows, rows.unlocked():
        rows.run("UPDATE zf_register_line SET body = replace(body, '承办人甲', '某某') WHERE book = 'officer'")
    answer = zhifa("register", "verify", "--json")
    assert (answer.code, answer.json["sound"]) == (1, False)


def test_what_is_amiss_is_told_with_its_article(zhifa: CommandLine) -> None:
    told = zhifa.done("register", "check", "--on", "2026-03-02", "--json").json
    assert told["on"] == "2026-03-02"
    assert {"book", "text", "article", "mark", "level"} == set(told["findings"][0])
    strict = zhifa("register", "check", "--on", "2026-03-02", "--strict")
    assert told["findings"][0]["text"][:10] in strict.out
    assert strict.code == int(any(one["level"] == "fault" for one in told["findings"]))


# --- refused ----------------------------------------------------------------------------------------------------------


def test_every_faulty_row_of_every_sheet_is_told_and_nothing_is_written(zhifa: CommandLine) -> None:
    def spoil(rows: list[list[str]]) -> None:
        rows[1][rows[0].index("姓名")] = "=HYPERLINK(1)"
        rows[2][rows[0].index("有效期自")] = "去年"

    def estrange(rows: list[list[str]]) -> None:
        rows[1][rows[0].index("工号")] = "999"

    officers, certificates = edited(zhifa, "officer", spoil), edited(zhifa, "certificate", estrange)
    with Rows(str(zhifa.database)) as rows:
        before = rows.snapshot()
        both = zhifa("register", "import", officers, certificates)
        told = zhifa("register", "import", officers, "--json")
        unknown = zhifa("register", "import", certificates)
        assert rows.snapshot() == before
    assert (both.code, told.code, unknown.code) == (2, 2, 2)
    assert "有 2 处不合要求" in both.err
    assert "officer.csv第2行“姓名”的值「=HYPERLINK(1)」：是公式" in both.err
    assert [fault["row"] for fault in told.json["faults"]] == [2, 3]
    assert "第2行“工号”的值「999」" in unknown.err


def test_a_command_that_cannot_be_meant_is_refused(zhifa: CommandLine) -> None:
    sheet = edited(zhifa, "officer", promote)
    foreign = json.loads((zhifa.folder / "out" / "register.json").read_text(encoding="utf-8"))
    (zhifa.folder / "out" / "register.json").write_text(json.dumps(foreign | {"version": 5}), encoding="utf-8")
    for arguments, told in (
        ((REGISTER, sheet), "单独导入"),
        (("out", sheet), "导出的目录要单独导入"),
        (("out",), "比数据库中的第1版新"),
        ((sheet, "--as", "999"), "--as"),
        ((sheet, "--agency", "别的局"), "--agency"),
        ((sheet, "--reason", " "), "--reason 的值「 」"),
    ):
        answer = zhifa("register", "import", *arguments)
        assert (answer.code, told in answer.err) == (2, True), answer.err


def test_an_agency_that_is_not_there_yet_is_founded_by_its_own_sheet(tmp_path: Path, migrated_sqlite_url: str) -> None:
    zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    (tmp_path / "officer.csv").write_text(
        "工号,姓名,内设机构,职务,有效期自\n001,承办人甲,支队,科员,2025-01-01\n", encoding="utf-8"
    )
    (tmp_path / "agency.csv").write_text(
        "机关名称,机关代字,管辖区域,有效期自\n示例市城市管理局,示城,示例省示例市,2025-01-01\n", encoding="utf-8"
    )
    assert "还没有机关" in zhifa("register", "import", "officer.csv").err
    assert "示例市城市管理局的名录第1版：1人" in zhifa.done("register", "import", "officer.csv", "agency.csv").out


def test_a_sheet_that_names_another_agency_renames_or_founds_only_when_told(zhifa: CommandLine) -> None:
    def rename(rows: list[list[str]]) -> None:
        rows[1][rows[0].index("机关名称")] = "示例市综合行政执法局"

    sheet = edited(zhifa, "agency", rename)
    unclear = zhifa("register", "import", sheet)
    assert (unclear.code, "改名的，用 --agency 写明原来的名称" in unclear.err) == (2, True)
    renamed = zhifa.done("register", "import", sheet, "--agency", "示例市生态环境局", "--dry-run").out
    assert "示例市生态环境局 → 示例市综合行政执法局" in renamed
    founded = zhifa.done("register", "import", sheet, "--agency", "示例市综合行政执法局")
    assert "示例市综合行政执法局的名录第1版：0人" in founded.out
    assert founded.err == "应改正：机关代字“示市环”与示例市生态环境局的相同，两个机关的文书会编出同样的文号\n"
    taken = zhifa("register", "import", sheet, "--agency", "示例市生态环境局")
    assert (taken.code, "数据库中另一机关已用这一名称" in taken.err) == (2, True)
