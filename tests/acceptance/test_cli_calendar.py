"""``zhifa calendar``: files are checked fault by fault, and a year is shown with the document it rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine

YEAR_FILE = str(EXAMPLES / "calendar" / "2026.json")
OVERLAY_FILE = str(EXAMPLES / "calendar" / "tibet-overlay-sample.json")
PUBLISHED = ("--document-number", "国办发明电〔2025〕7号", "--published-on", "2025-11-04")


@pytest.fixture
def zhifa(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)


@pytest.fixture
def public(zhifa: CommandLine) -> str:
    """The notice of 2026 in the public format."""
    told = json.loads(Path(YEAR_FILE).read_text(encoding="utf-8"))
    days = [{"name": day["name"], "date": day["date"], "isOffDay": day["off"]} for day in told["days"]]
    return zhifa.write("public.json", {"year": 2026, "papers": [], "days": days})


def test_the_shipped_files_are_sound(zhifa: CommandLine) -> None:
    year, overlay = zhifa.done("calendar", "check", YEAR_FILE), zhifa.done("calendar", "check", OVERLAY_FILE)
    assert "可用：2026年放假安排（国办发明电〔2025〕7号，2025-11-04公布），放假33天（含周末），周末上班6天" in year.out
    assert "可用：藏历新年放假（样例）（〔样例〕），放假3天，上班1天" in overlay.out
    assert year.err == overlay.err == ""
    assert zhifa.done("calendar", "check", OVERLAY_FILE, "--json").json["working"] == ["2026-03-01"]


def test_a_file_in_the_public_format_is_checked_with_the_notice_it_does_not_tell(
    zhifa: CommandLine, public: str
) -> None:
    own = zhifa.done("calendar", "check", YEAR_FILE, "--json").json
    told = zhifa.done("calendar", "check", public, *PUBLISHED, "--json").json
    assert told | {"source": own["source"]} == own
    assert zhifa("calendar", "check", public).code == 2


def test_a_faulty_file_is_refused_with_every_fault(zhifa: CommandLine) -> None:
    told = json.loads(Path(YEAR_FILE).read_text(encoding="utf-8"))
    told["days"] = [day for day in told["days"] if day["name"] != "端午节"] + told["days"][:1]
    faulty = zhifa.write("faulty.json", told)
    refused, listed = zhifa("calendar", "check", faulty), zhifa("calendar", "check", faulty, "--json")
    assert (refused.code, refused.out, listed.code) == (2, "", 2)
    assert "日历文件 「faulty.json」 不能用，有 2 处不合要求" in refused.err
    assert "缺少端午节放假" in refused.err
    assert (listed.json["sound"], len(listed.json["faults"])) == (False, 2)


def test_a_file_whose_days_do_not_balance_is_taken_with_a_remark(zhifa: CommandLine) -> None:
    told = json.loads(Path(YEAR_FILE).read_text(encoding="utf-8"))
    told["days"] = [day for day in told["days"] if day["date"] != "2026-10-10"]
    answer = zhifa.done("calendar", "check", zhifa.write("lacking.json", told))
    assert "周一至周五放假19天，周末上班5天，相差不是法定的13天" in answer.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "none.json"], "none.json"),
        (["check", "latin.json"], "不是 UTF-8"),
        (["check", "public.json", "--document-number", "样例〔2026〕1号"], "--document-number 和 --published-on 要一起写"),
        (["check", "public.json", "--document-number", " ", "--published-on", "2025-11-04"], "--document-number 的值"),
        (["check", "public.json", "--document-number", "样例", "--published-on", "2025-13-04"], "--published-on 的值「2025-13-04」"),
        (["show", "1999"], "年份的值「1999」不合要求：日历只答2004年至2099年"),
        (["show", "2026", "--year-file", OVERLAY_FILE], "--year-file 的文件"),
        (["show", "2026", "--overlay", YEAR_FILE], "--overlay 的文件"),
        (["show", "2026", "--year-file", "public.json"], "公开格式的文件不载通知的文号"),
        (["show", "twenty"], "年份"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("public")
def test_what_cannot_be_used_is_named(zhifa: CommandLine, arguments: list[str], told: str) -> None:
    (zhifa.folder / "latin.json").write_bytes('{"name": "元旦"}'.encode("gb18030"))
    answer = zhifa("calendar", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_published_year_is_shown_with_its_document_and_its_exchanges(zhifa: CommandLine) -> None:
    shown = zhifa.done("calendar", "show", "2026", "--year-file", YEAR_FILE).out
    assert "2026年　正式：国办发明电〔2025〕7号，2025-11-04公布" in shown
    assert [month for month in range(1, 13) if f"{month}月 " not in shown] == []
    assert "15休" in shown
    assert "14班" in shown
    assert "休　2月15日（周日）至2月23日（周一）　春节放假" in shown
    assert "班　2月14日（周六）　春节调休上班" in shown


def test_a_year_nobody_has_announced_is_shown_as_provisional(zhifa: CommandLine) -> None:
    shown = zhifa.done("calendar", "show", "2050").out
    told = zhifa.done("calendar", "show", "2050", "--json").json
    assert "2050年　暂定：放假安排未公布" in shown
    assert told["provisional"] is True
    assert told["worked_weekend_days"] == []
    assert {"date": "2050-06-23", "reason": "端午节放假（法定，调休未公布）"} in told["rest_weekdays"]


def test_an_overlay_is_shown_on_top_of_the_year(zhifa: CommandLine) -> None:
    shown = zhifa.done("calendar", "show", "2026", "--overlay", OVERLAY_FILE).out
    told = zhifa.done("calendar", "show", "2026", "--overlay", OVERLAY_FILE, "--json").json
    assert "加上本机关的：藏历新年放假（样例）（〔样例〕）" in shown
    assert {"date": "2026-02-24", "reason": "藏历新年放假（样例）"} in told["rest_weekdays"]
    assert {"date": "2026-03-01", "reason": "藏历新年放假（样例）"} in told["worked_weekend_days"]
    assert told["calendar_version"].endswith(" + 〔样例〕")


def test_without_a_year_the_present_one_is_shown(zhifa: CommandLine) -> None:
    assert zhifa.done("calendar", "show", "--json").json["year"] >= 2026
