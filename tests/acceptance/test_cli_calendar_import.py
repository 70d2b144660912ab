"""``zhifa calendar import`` and ``history``: what a file moves is listed, and a file that cannot be taken changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from case_desk import Desk
from command_line import EXAMPLES, CommandLine
from office_rows import Rows
from zhifa.engine.instants import SHANGHAI, parse_instant

pytestmark = pytest.mark.postgresql_at_full_size

SAMPLE = str(EXAMPLES / "calendar" / "2027-sample.json")
OVERLAY = str(EXAMPLES / "calendar" / "tibet-overlay-sample.json")
FEBRUARY = parse_instant("2027-02-01T09:00:00+08:00").astimezone(SHANGHAI)


@pytest.fixture
def zhifa(tmp_path: Path, migrated_url: str) -> CommandLine:
    with Desk(migrated_url) as desk:
        desk.clock.advance(FEBRUARY - desk.clock.now())
        desk.bring_to("defence")
    return CommandLine(folder=tmp_path, database=migrated_url)


def test_an_import_lists_each_term_from_what_to_what_and_the_same_file_again_none(zhifa: CommandLine) -> None:
    tried = zhifa.done("calendar", "import", SAMPLE, "--dry-run").out
    first = zhifa.done("calendar", "import", SAMPLE, "--as", "001").out
    again = zhifa.done("calendar", "import", SAMPLE, "--as", "001").out

    assert "只作试算，什么也没有写入" in tried
    assert "看过 1 件案件，会改动 1 件案件的 2 项期限" in tried
    assert "已导入 〔样例〕2027年放假安排（第1号）" in first
    assert "2027-02-15（暂定）" in first
    assert "2027-02-17" in first
    assert "看过 1 件案件，改动 1 件案件的 2 项期限" in first
    assert "以前导入过同一文件（第1号）" in again
    assert "改动 0 件案件的 0 项期限" in again


def test_what_was_taken_in_is_listed_with_its_run(zhifa: CommandLine) -> None:
    done = zhifa.done("calendar", "import", SAMPLE, "--as", "001", "--json").json
    (listed,) = zhifa.done("calendar", "history", "--json").json["files"]

    assert {(one["code"], one["old"]["due"], one["new"]["due"]) for one in done["moved"]} == {
        ("decision", "2027-05-03", "2027-05-06"),
        ("statement", "2027-02-15", "2027-02-17"),
    }
    assert (listed["run"]["cases"], listed["run"]["moved"], listed["digest"]) == (1, 2, done["file"]["digest"])
    assert "2027年放假安排" in zhifa.done("calendar", "history").out
    zhifa.done("ledger", "verify", "--all")


def test_a_file_that_cannot_be_taken_changes_nothing(zhifa: CommandLine, migrated_url: str) -> None:
    told = json.loads(Path(SAMPLE).read_text(encoding="utf-8"))
    earlier = zhifa.write("earlier.json", told | {"published_on": "2026-11-01", "document_number": "〔样例〕旧"})
    faulty = zhifa.write("faulty.json", told | {"days": told["days"][1:] + told["days"][-1:]})
    zhifa.done("calendar", "import", SAMPLE, "--as", "001")
    with Rows(migrated_url) as rows:
        before = rows.snapshot()
        refused = {
            1: zhifa("calendar", "import", earlier, "--as", "001"),
            2: zhifa("calendar", "import", faulty, "--as", "001"),
        }
        nameless = zhifa("calendar", "import", SAMPLE)
        stranger = zhifa("calendar", "import", SAMPLE, "--as", "999")
        elsewhere = zhifa("calendar", "import", SAMPLE, "--as", "001", "--agency", "别处")
        assert rows.snapshot() == before
    assert {answer.code for code, answer in refused.items() if answer.code == code} == {1, 2}
    assert "已有更晚公布的〔样例〕2027年放假安排（2026-11-04公布）" in refused[1].err
    assert "缺少元旦放假" in refused[2].err
    assert "同一天写了2次" in refused[2].err
    assert [
        (answer.code, text in answer.err)
        for answer, text in ((nameless, "--as"), (stranger, "999"), (elsewhere, "别处"))
    ] == [(2, True)] * 3


def test_a_year_is_shown_by_the_files_the_agency_took_in(zhifa: CommandLine) -> None:
    before = zhifa.done("calendar", "show", "2027", "--json").json
    zhifa.done("calendar", "import", SAMPLE, "--as", "001")
    shown = zhifa.done("calendar", "show", "2027", "--agency", before["agency"], "--json").json
    national = CommandLine(folder=zhifa.folder).done("calendar", "show", "2027", "--json").json
    overlaid = zhifa.done("calendar", "show", "2027", "--overlay", OVERLAY).out

    assert before | {"agency": None} == national
    assert (before["provisional"], shown["provisional"]) == (True, False)
    assert "〔样例〕2027年放假安排" in shown["basis"]
    assert shown["agency"] == "示例市生态环境局"
    assert "示例市生态环境局　2027年　正式：〔样例〕2027年放假安排" in overlaid
    assert "加上本机关的：藏历新年放假（样例）" in overlaid


def test_a_year_of_an_agency_that_is_not_there_is_refused(zhifa: CommandLine) -> None:
    unknown = zhifa("calendar", "show", "2027", "--agency", "别的局")
    without = CommandLine(folder=zhifa.folder)("calendar", "show", "2027", "--agency", "别的局")

    assert (unknown.code, without.code) == (2, 2)
    assert "--agency 的值「别的局」指不明一个机关：数据库中有示例市生态环境局" in unknown.err
    assert "--agency 要和 --database 一起写" in without.err


def test_a_database_without_an_agency_shows_the_national_calendar(tmp_path: Path, migrated_url: str) -> None:
    shown = CommandLine(folder=tmp_path, database=migrated_url).done("calendar", "show", "2027").out
    assert "全国　2027年　暂定" in shown


def test_what_was_taken_in_is_exported_and_is_the_same_file_again(tmp_path: Path, migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url):
        zhifa = CommandLine(folder=tmp_path, database=migrated_sqlite_url)
    nothing = zhifa("calendar", "export", "out")
    for file in (str(EXAMPLES / "calendar" / "2026.json"), OVERLAY):
        zhifa.done("calendar", "import", file, "--as", "001")
    told = zhifa.done("calendar", "export", "out", "--json").json
    again = [
        zhifa.done("calendar", "import", f"out/{one['file']}", "--as", "001", "--json").json for one in told["files"]
    ]

    assert (nothing.code, "没有导入过日历文件" in nothing.err) == (2, True)
    assert [one["file"] for one in told["files"]] == ["01-2026.json", "02-overlay.json"]
    assert json.loads((tmp_path / "out" / "calendars.json").read_text(encoding="utf-8")) == told
    assert [(one["repeated"], one["file"]["digest"]) for one in again] == [
        (True, one["digest"]) for one in told["files"]
    ]
    assert zhifa("calendar", "export", "out").code == 2
    assert "已导出示例市生态环境局导入过的 2 个日历文件到" in zhifa.done("calendar", "export", "elsewhere").out
