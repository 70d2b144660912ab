"""``zhifa demo``: what it shows and leaves, and that what it says of the board and of warnings is what the office holds."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from command_line import EXAMPLES, CommandLine
from zhifa.cli.demo_desk import MOMENT, UNDERWAY
from zhifa.engine.inbox import Received
from zhifa.engine.office import Office

OUT = Path("out")
ZHIFA = Path(sys.executable).with_name("zhifa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """One run of the demonstration."""

    folder: Path
    """Where it was run."""
    out: str
    """What it printed."""

    @property
    def last(self) -> str:
        """The last section of that."""
        return self.out.rpartition("━━ ")[2]

    @property
    def registers(self) -> str:
        """The section of the full registers."""
        return self.out.partition("━━ 全套名录（演示）")[2].partition("━━ ")[0]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demonstration as ``make demo`` calls it: by the path of the program."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [ZHIFA, "demo", "--out", OUT, "--examples", EXAMPLES],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Demo(folder=folder, out=done.stdout)


@pytest.fixture
def office(demo: Demo) -> Iterator[Office]:
    """The office of the cases on the board, as the demonstration left it."""
    with Office.open(f"sqlite:///{demo.folder / OUT / 'board' / 'cases.db'}") as opened:
        yield opened


def _fired_at_the_moment(office: Office) -> dict[str, list[Received]]:
    """What reached the officers at the moment of the demonstration, by their names."""
    (register,) = office.registers()
    reached = {one.name: office.inbox.of(one.id) for one in register.officers.values()}
    return {
        name: now
        for name, received in reached.items()
        if (now := [one for one in received if one.received_at == MOMENT])
    }


def test_published_cases_scenarios_and_refusals_are_shown_and_where_all_lies(demo: Demo) -> None:
    for shown in (
        "湖北鑫嘉鸿诚环保科技有限公司",
        "湖南富民桥食品有限公司",
        "被拒绝",
        "review_missing",
        "benchmark_refined",
        str(OUT / "replay" / "index.html"),
    ):
        assert shown in demo.out
    assert len(list((demo.folder / OUT).rglob("*.db"))) == 8


def test_the_dossier_of_the_case_with_the_hearing_is_complete_and_its_place_is_told(demo: Demo) -> None:
    folder = demo.folder / OUT / "dossier"
    told = json.loads((folder / "卷宗.json").read_text(encoding="utf-8"))

    assert told["complete"]
    assert "听证笔录" in {piece["title"] for piece in told["pieces"]}
    assert f"卷宗：{OUT / 'dossier'}" in demo.out
    assert [path.suffix for path in folder.rglob("*") if path.is_file() and path.name != "卷宗.json"] == [".pdf"] * len(
        told["files"]
    )


def test_the_full_registers_are_told_and_the_commands_to_look_at_them_work_as_printed(demo: Demo) -> None:
    printed = [shlex.split(line)[1:] for line in demo.registers.splitlines() if line.startswith(f"    {ZHIFA} ")]
    zhifa = CommandLine(folder=demo.folder)

    answers = {" ".join(words[:2]): zhifa.done(*words) for words in printed}

    assert "名录第2版，25种" in demo.registers
    assert "现处“法制审核”" in demo.registers
    assert list(answers) == [
        "register check",
        "register history",
        "register pages",
        "discretion show",
        "review queue",
        "review sheet",
        "recording list",
    ]
    for command, shown in {
        "register check": "执法证件没有通过年审",
        "register history": "device.csv",
        "discretion show": "较轻二档",
        "review queue": "未指派",
        "review sheet": "审核人乙（021）",
        "recording list": "批准不作音像记录",
    }.items():
        assert shown in answers[command].out
    assert (demo.folder / OUT / "registers" / "pages" / "index.html").is_file()
    assert _told_in_the_readme() <= answers.keys()


def _told_in_the_readme() -> set[str]:
    """Commands that the README gives for the database of the full registers."""
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    told = readme.partition("out/demo/registers/cases.db\n")[2].partition("```")[0]
    return {" ".join(line.split()[1:3]) for line in told.splitlines() if line.startswith("zhifa ")}


def test_the_last_section_tells_its_moment_and_shows_the_board_of_its_cases(demo: Demo, office: Office) -> None:
    assert demo.last.startswith("期限看板和预警（演示）")
    assert "2026-06-02 08:00（演示用的时钟，不是今天）" in demo.last
    titles = [json.loads((EXAMPLES / "scenarios" / name).read_text(encoding="utf-8"))["title"] for name in UNDERWAY]
    assert [title for title in titles if title not in demo.last] == []
    assert [case for case in office.cases() if case[:8] not in demo.last] == []
    board = office.agenda.ending(at=MOMENT)
    assert {term.standing.label for term in board.terms} == {"超期", "下周到期"}
    assert [term.arithmetic for term in board.terms if term.arithmetic not in demo.last] == []
    assert "中止计算中（1）" in demo.last


def test_the_warning_it_tells_fired_on_a_live_case_and_reached_whom_it_names(demo: Demo, office: Office) -> None:
    reached = _fired_at_the_moment(office)
    (case_id,) = {one.case_id for received in reached.values() for one in received}
    body = next(iter(reached.values()))[0].body

    assert not office.case(case_id).replay
    assert office.verify(case_id) == ()
    assert f"最近发出的预警　2026-06-02 08:00\n　　{body['text']}\n　　案件　{case_id[:8]}\n" in demo.last
    assert f"　　依据　{body['article']}\n" in demo.last
    (line,) = [one for one in demo.last.splitlines() if one.startswith("　　发给　")]
    assert set(line.removeprefix("　　发给　").split("、")) == set(reached)
    assert {"承办人甲", "承办机构负责人甲", "机关负责人甲"} <= set(reached)


def test_the_case_it_warns_of_was_left_before_its_term_for_the_decision_ended(office: Office) -> None:
    ((warned,), *_) = _fired_at_the_moment(office).values()
    (term,) = [one for one in office.terms(warned.case_id) if one.code == "decision"]

    assert (warned.overdue, term.status) == (True, "open")
    assert office.history(warned.case_id)[-1].occurred_at[:10] < term.due < MOMENT.date().isoformat()


def test_replayed_cases_fire_no_warning_however_late(demo: Demo) -> None:
    with Office.open(f"sqlite:///{demo.folder / OUT / 'replay' / 'replay.db'}") as office:
        swept = office.sweep(datetime(2031, 1, 1, tzinfo=UTC))

        assert len(office.cases()) == 3
        assert (swept.looked, swept.fired) == (0, 0)
    assert "同一时刻巡查其中 3 件，发出预警 0 条" in demo.last


def test_the_picture_and_the_feed_can_be_read(demo: Demo) -> None:
    board = demo.folder / OUT / "board"

    assert ElementTree.parse(board / "2026.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert len(Calendar.from_ical((board / "001.ics").read_bytes()).walk("VEVENT")) > len(UNDERWAY)


def test_the_commands_it_prints_work_as_printed(demo: Demo, tmp_path: Path) -> None:
    shutil.copytree(demo.folder / OUT, tmp_path / OUT)  # the last commands write
    printed = [line.strip() for line in demo.last.splitlines() if line.startswith(f"    {ZHIFA} ")]

    answers = [
        subprocess.run(
            line, shell=True, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )
        for line in printed
    ]  # fmt: skip

    assert [line.removeprefix(f"{ZHIFA} ").split(" --")[0] for line in printed] == [
        "board",
        "inbox list 001",
        "watch run",
        "watch status",
    ]
    assert [(one.returncode, one.stderr) for one in answers[1:]] == [(0, "")] * 3
    board, inbox, _, status = (one.stdout for one in answers)
    assert answers[0].returncode == 0
    assert board.strip() in demo.last
    assert "逾期未办" in inbox
    assert status.startswith("正常")


def test_it_ends_with_the_command_that_shows_the_desk(demo: Demo) -> None:
    last = demo.last.strip().splitlines()[-1]
    assert last.startswith("在浏览器中办案的演示")
    assert f"{ZHIFA} serve --demo" in last


def test_without_examples_it_says_where_to_run_it(tmp_path: Path) -> None:
    done = CommandLine(folder=tmp_path)("demo", "--out", "out", "--examples", str(tmp_path))

    assert done.code == 2
    assert "--examples" in done.err
    assert "inquiry.json" in done.err
    assert not (tmp_path / "out").exists()
