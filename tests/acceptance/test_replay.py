"""Published cases go through the office to their published operative part, and what guards refuse of stated facts is found."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from command_line import Answer, CommandLine
from published_cases import EXAMPLES, EXPECTED, ON_THE_SPOT, SERVED, UNSERVED, published_case, write_case
from zhifa.engine.office import Office
from zhifa.replay import AlreadyReplayed, DatabaseNotForReplay, NotServed, Report, Source, play, read, write
from zhifa.scenario import play as play_scenario
from zhifa.storage.database import Database
from zhifa.storage.errors import SchemaOutdated
from zhifa.storage.migrate import VERSION_TABLE, current
from zhifa.workflows.forms.values import PenaltyKind

pytestmark = pytest.mark.postgresql_at_full_size

DECIDED = [file for file in SERVED if not EXPECTED[file.name]["ends_at"].startswith("not_stated")]
STRAIGHT = EXAMPLES.parent / "scenarios" / "straight.json"


@pytest.fixture
def replay(tmp_path: Path) -> Callable[[Source], Report]:
    """Replays into a fresh SQLite file each time."""

    def run(source: Source) -> Report:
        database = tmp_path / f"replay-{len(list(tmp_path.glob('replay-*.db')))}.db"
        return Report(run=play(source, f"sqlite:///{database}"))

    return run


def codes(report: Report) -> set[tuple[str, str]]:
    return {(finding.code, finding.severity) for finding in report.findings}


def days(report: Report) -> dict[str, str]:
    return {step["transition"]: step["on"] for step in report.as_dict()["steps"]}


# --- the published cases -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Report]:
    """The replay of a published file, made once for all that look at it."""
    folder = tmp_path_factory.mktemp("replays")

    @cache
    def run(file: Path) -> Report:
        return Report(run=play(read(file), f"sqlite:///{folder / file.stem}.db"))

    return run


@pytest.mark.parametrize("file", SERVED, ids=lambda file: file.stem)
def test_replay_ends_where_expected_and_finds_what_it_must_and_nothing_it_must_not(
    file: Path, replayed: Callable[[Path], Report]
) -> None:
    report, expected = replayed(file), EXPECTED[file.name]
    told = report.as_dict()
    assert told["ended_at"] == expected["ends_at"]
    assert {(must["code"], must["severity"]) for must in expected["must"]} <= codes(report)
    assert not {code for code, _ in codes(report)} & set(expected["must_not"])
    assert (told["law"] == "not_modelled") == bool(told["law_note"]) == ("law" in expected)
    assert told["record"]["intact"]
    assert report.faulty == any(finding.severity == "fault" for finding in report.findings)


@pytest.mark.parametrize("file", DECIDED, ids=lambda file: file.stem)
def test_published_operative_part_is_reached(file: Path, replayed: Callable[[Path], Report]) -> None:
    report = replayed(file)
    published = [
        (item["type"], round(item["amount_yuan"] * 100) if "amount_yuan" in item else None)
        for item in json.loads(file.read_text(encoding="utf-8"))["decision_items"]
        if item["type"] in get_args(PenaltyKind)
    ]
    assert report.outcome_matches is True
    decided = report.as_dict()["operative_part"]["decided"]
    assert [(item["kind"], item["fen"]) for item in decided] == published


@pytest.mark.parametrize("file", SERVED, ids=lambda file: file.stem)
def test_same_file_gives_the_same_report_and_papers_each_time(
    file: Path, replayed: Callable[[Path], Report], replay: Callable[[Source], Report]
) -> None:
    once, again = replayed(file), replay(read(file))
    assert once.text() == again.text()
    assert [(p.id, p.code, p.html) for p in once.run.papers] == [(p.id, p.code, p.html) for p in again.run.papers]


@pytest.mark.parametrize("file", SERVED, ids=lambda file: file.stem)
def test_whatever_is_shown_as_stated_stands_in_the_file_with_that_value(
    file: Path, replayed: Callable[[Path], Report]
) -> None:
    source, told = read(file), replayed(file).as_dict()
    stated = [entry for step in told["steps"] for entry in step["inputs"] if "stated" in entry]
    assert stated
    for entry in stated:
        found = [source.at(path) for path in entry["stated"]]
        assert entry["value"] == (found[0] if len(found) == 1 else found)
    for step in told["steps"]:
        for path in step["dated"].get("stated", ()):
            assert step["on"] == source.at(path)
    because = (told["ended_because"],) if told["ended_because"] else ()
    for rested in (*told["findings"], *because):
        assert all(source.holds(path) for path in rested["evidence"])
    assert all(finding["evidence"] for finding in told["findings"])


@pytest.mark.parametrize("file", ON_THE_SPOT, ids=lambda file: file.stem)
def test_case_of_the_summary_procedure_is_decided_on_the_spot_without_review_by_its_article(
    file: Path, replayed: Callable[[Path], Report]
) -> None:
    report = replayed(file)
    told = report.as_dict()
    assert told["workflow"]["name"] == "penalty_summary"
    assert (told["ended_at"], told["outcome_matches"], told["findings"]) == ("penalty", True, [])
    assert report.run.case.reviews == ()
    decision = next(paper for paper in report.run.papers if paper.code == "D34")
    review_first = decision.issued_on >= "2024-01-01"  # 行政复议法 2023, article 23
    assert ("先向" in decision.html) == review_first
    assert ("六个月内" in decision.html) == (not review_first)


@pytest.mark.parametrize(("kind", "yuan"), [("individual", 201), ("legal_person", 3001)])
def test_fine_beyond_what_may_be_decided_on_the_spot_is_a_fault_of_the_stated_facts(
    tmp_path: Path, kind: str, yuan: int
) -> None:
    item = {"type": "罚款", "amount_yuan": yuan, "text": f"罚款{yuan}元"}
    file = write_case(
        tmp_path, procedure_code="summary", party={"kind": kind, "name": "当事人甲"}, decision_items=[item]
    )
    done = zhifa("replay", file, "--out", tmp_path / "out", "--json")
    assert done.code == 1
    (told,) = done.json["replays"]
    found = {finding["code"]: finding for finding in told["findings"]}
    assert found["beyond_summary_limit"]["evidence"] == ["party.kind", "decision_items"]


@pytest.mark.parametrize("file", UNSERVED, ids=lambda file: file.stem)
def test_kind_of_act_that_no_workflow_serves_is_said_so(file: Path) -> None:
    with pytest.raises(NotServed, match="尚无流程"):
        read(file)


def test_file_whose_facts_go_beyond_its_operative_part_says_what_shows_it(replayed: Callable[[Path], Report]) -> None:
    told = replayed(EXAMPLES / "54_nanxian_foot_bath_two_counts.json").as_dict()
    assert "两项违法分别裁量" in told["ended_because"]["text"]
    assert told["not_stated"][0] == "decision_items"


def test_fine_without_a_stated_amount_is_printed_so_in_every_paper_that_tells_it(
    replayed: Callable[[Path], Report],
) -> None:
    report = replayed(EXAMPLES / "50_luodian_longping_pesticide.json")
    assert report.outcome_matches is True
    telling = [paper for paper in report.run.papers if paper.code in ("D21", "D24", "D33")]
    assert [paper.code for paper in telling] == ["D21", "D24", "D33"]
    assert all("decision_items.1.amount_yuan" in paper.html for paper in telling)
    assert "decision_items.1.amount_yuan" in report.as_dict()["not_stated"]


def test_preservation_handled_within_its_days_is_played_and_not_found(replayed: Callable[[Path], Report]) -> None:
    report = replayed(EXAMPLES / "40_fuling_wen_illegal_fishing.json")
    played = days(report)
    assert (played["preserve"], played["handle_preserved"]) == ("2024-08-30", "2024-09-02")
    assert [t["status"] for t in report.as_dict()["terms"] if t["code"] == "preservation"] == ["met"]


def test_same_file_gives_the_same_report_and_papers_on_either_database(
    tmp_path: Path, new_migrated_url: Callable[[], str]
) -> None:
    for file in (SERVED[1], EXAMPLES / "33_changde_fumingqiao_no_penalty.json"):
        first, second = tmp_path / "first", tmp_path / "second"
        for out, url in ((first, f"sqlite:///{tmp_path / file.stem}.db"), (second, new_migrated_url())):
            write(Report(run=play(read(file), url)), out)
        written = sorted(path.relative_to(first) for path in first.rglob("*.*"))
        assert any(path.suffix == ".pdf" for path in written)
        assert written == sorted(path.relative_to(second) for path in second.rglob("*.*"))
        assert all((first / path).read_bytes() == (second / path).read_bytes() for path in written)


def test_papers_are_marked_as_demonstration_and_take_no_number(replay: Callable[[Source], Report]) -> None:
    run = replay(read(EXAMPLES / "33_changde_fumingqiao_no_penalty.json")).run
    assert run.papers
    for paper in run.papers:
        assert "演示" in paper.html
        assert json.loads(paper.marks) == ["演示"]
        assert paper.number is None
    decision = next(paper for paper in run.papers if paper.code == "D35")
    assert "〔来源未载〕" in decision.html
    assert "常环不罚字〔2026〕1号" not in decision.html


def test_steps_without_a_date_run_on_lawful_days_that_nothing_stated_contradicts(
    replay: Callable[[Source], Report],
) -> None:
    straw = days(replay(read(EXAMPLES / "02_zhao_straw_burning.json")))
    assert straw["report"] == straw["file"] == "2022-12-04"  # a Sunday, as stated
    assert straw["assign"] == "2022-12-05"
    assert straw["submit_review"] == "2022-12-13"  # five working days for a statement
    assert straw["decide_penalty"] == "2023-01-03"  # the first working day of the year of the number
    onions = days(replay(read(EXAMPLES / "33_changde_fumingqiao_no_penalty.json")))
    assert onions["conclude"] == "2025-10-31"  # what it found last
    assert onions["decide_no_penalty"] == "2026-01-04"  # a Sunday worked in exchange


# --- what guards refuse of stated facts --------------------------------------------------------------------------------


def test_case_with_nothing_against_the_law_has_no_finding(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    report = replay(published_case(tmp_path))
    assert report.findings == ()
    assert report.run.attempts == ()
    assert not report.faulty


def test_decision_within_the_window_of_the_notice_is_found_and_the_replay_goes_on(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    dates = {"filed": "2023-05-24", "notified": "2023-06-01", "decided": "2023-06-05"}
    report = replay(published_case(tmp_path, dates=dates))
    found = report.findings
    assert [(f.code, f.evidence) for f in found] == [("statement_window_open", ("dates.notified", "dates.decided"))]
    assert found[0].severity == "notice"  # the law names no days, and the party may have waived
    assert not report.faulty
    assert report.outcome_matches is True
    assert days(report)["decide_penalty"] == "2023-06-09"
    decided = next(s for s in report.as_dict()["steps"] if s["transition"] == "decide_penalty")
    assert "2023-06-05" in decided["dated"]["assumed"]


def test_decision_within_a_window_that_is_assumed_is_no_finding(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    report = replay(published_case(tmp_path, dates={"filed": "2023-06-02", "decided": "2023-06-05"}))
    assert report.findings == ()
    assert [r["code"] for r in report.as_dict()["refusals"][0]["reasons"]] == ["statement_window_open"]
    assert report.as_dict()["refusals"][0]["reasons"][0]["rests_on"] == []


def test_year_of_the_number_that_the_window_overruns_is_found(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    dates = {"filed": "2023-05-24", "notified": "2023-12-28"}
    report = replay(published_case(tmp_path, dates=dates, document_number="示市环罚〔2023〕1号"))
    assert [(f.code, f.evidence) for f in report.findings] == [
        ("statement_window_open", ("dates.notified", "document_number"))
    ]


def test_steps_out_of_order_are_found(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    for earlier, later in (("filed", "source"), ("on_site", "source"), ("decided", "review"), ("published", "served")):
        dates = {"filed": "2023-05-24"} if earlier in ("decided", "published") else {}
        dates |= {earlier: "2023-07-07", later: "2023-07-10"}
        report = replay(published_case(tmp_path, dates=dates))
        assert [(f.code, f.evidence) for f in report.findings] == [
            ("occurred_before_predecessor", (f"dates.{later}", f"dates.{earlier}"))
        ]
        assert report.outcome_matches is True


def test_finding_of_steps_out_of_order_names_stated_days_alone(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    report = replay(published_case(tmp_path, dates={"filed": "2023-07-07", "source": "2023-07-10"}))
    (found,) = report.findings
    assert found.text == "来源所载发现日期2023-07-10晚于立案日期2023-07-07，与程序的次序不符"
    (attempt,) = report.as_dict()["refusals"]
    assert attempt["dated"] == {"stated": ["dates.filed"]}


def test_finding_of_a_step_on_an_assumed_day_says_that_the_day_is_assumed(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    dates = {"filed": "2023-05-24", "notified": "2023-06-01", "decided": "2023-06-05"}
    (found,) = replay(published_case(tmp_path, dates=dates)).findings
    assert "“送法制审核”的日期来源未载，推定至迟为2023-06-05" in found.text


def test_contradiction_before_the_law_is_remarked_and_nothing_says_that_all_is_well(tmp_path: Path) -> None:
    file = write_case(tmp_path, dates={"filed": "2019-07-05", "source": "2019-07-08"})
    done = zhifa("replay", file, "--out", tmp_path / "out", "--json")
    assert done.code == 0, done.err
    (told,) = done.json["replays"]
    assert told["findings"] == []
    (reason,) = told["refusals"][0]["reasons"]
    assert "当时法律未收录" in reason["remark"]
    page = (tmp_path / "out" / file.stem / "timeline.html").read_text(encoding="utf-8")
    shown = zhifa("replay", file, "--out", tmp_path / "out").out
    for text in (page, shown):
        assert "没有发现问题" not in text
        assert "有1次办理被拒绝（立案" in text
        assert "当时法律未收录" in text


def test_wrong_check_digit_is_found_and_the_number_printed_as_published(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    party = {"kind": "legal_person", "name": "示例公司", "uscc_or_id": "91500101MAABXQBG70"}
    report = replay(published_case(tmp_path, party=party))
    assert [(f.code, f.evidence) for f in report.findings] == [("identity_check_digit", ("party.uscc_or_id",))]
    assert report.outcome_matches is True
    assert "91500101MAABXQBG70" in report.run.papers[0].html


def test_payment_term_against_the_law_is_found_and_the_lawful_one_taken(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    report = replay(published_case(tmp_path, payment_days=30))
    assert [(f.code, f.evidence) for f in report.findings] == [("payment_term", ("payment_days",))]
    assert report.outcome_matches is True


def test_late_decision_and_publication_are_found_between_stated_days(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    dates = {"filed": "2023-05-24", "decided": "2023-12-01", "published": "2024-02-01"}
    assert codes(replay(published_case(tmp_path, dates=dates))) == {
        ("filing_to_decision_over_90_days", "fault"),
        ("publication_late", "notice"),
    }


def test_amount_in_words_that_differs_ends_the_replay_before_the_draft(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    items = [{"type": "罚款", "amount_yuan": 545, "text": "伍佰元整"}]
    report = replay(published_case(tmp_path, decision_items=items))
    assert report.ended_at == "refused:conclude"
    assert [(f.code, f.evidence) for f in report.findings] == [
        ("amounts_differ", ("decision_items.0.text", "decision_items.0.amount_yuan"))
    ]
    assert len(report.run.attempts) == 1
    assert report.as_dict()["ended_because"]["evidence"] == list(report.findings[0].evidence)
    assert report.faulty


def test_limitation_is_noted_from_stated_violation_to_stated_discovery_alone(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    told = {"filed": "2023-05-24", "other": {"违法行为": "2019-05-30"}}
    assert replay(published_case(tmp_path, dates=told)).findings == ()
    found = replay(published_case(tmp_path, dates=told | {"source": "2023-05-22"})).findings
    assert [(f.code, f.severity, f.evidence) for f in found] == [
        ("time_barred", "notice", ("dates.other.违法行为", "dates.source"))
    ]


def test_violation_after_the_filing_is_found(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    dates = {"source": "2023-05-24", "filed": "2023-05-24", "other": {"违法行为": "2023-05-30"}}
    found = replay(published_case(tmp_path, dates=dates)).findings
    assert [(f.code, f.evidence) for f in found] == [
        ("violation_after_discovery", ("dates.other.违法行为", "dates.filed"))
    ]


def test_preservation_handled_late_is_found(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    other = {"渔具先行登记保存": "2023-05-26", "送达先行登记保存物品处理通知书": "2023-06-07"}
    report = replay(published_case(tmp_path, dates={"filed": "2023-05-24", "other": other}))
    assert [(f.code, f.severity, f.evidence) for f in report.findings] == [
        (
            "preservation_not_handled_in_7_working_days", "fault",
            ("dates.other.渔具先行登记保存", "dates.other.送达先行登记保存物品处理通知书"),
        )
    ]  # fmt: skip


def test_statement_of_the_party_is_heard_reviewed_and_left_as_silent_as_the_source(
    tmp_path: Path, replay: Callable[[Source], Report]
) -> None:
    dates = {"notified": "2023-06-01", "other": {"收到当事人陈述": "2023-06-05"}}
    report = replay(published_case(tmp_path, dates=dates))
    assert days(report)["hear_statement"] == "2023-06-05"
    assert report.findings == ()
    review = next(paper for paper in report.run.papers if paper.code == "D26-2")
    assert "statement.result" in review.html


def test_stated_execution_is_paid_and_closed(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    items = [
        {"type": "罚款", "amount_yuan": 545, "text": "罚款"},
        {"type": "没收违法所得", "amount_yuan": 100, "text": "没收违法所得"},
        {"type": "责令停产停业", "text": "责令停产停业"},
    ]
    source = published_case(tmp_path, dates={"filed": "2023-05-24", "executed": "2023-09-01"}, decision_items=items)
    report = replay(source)
    told = report.as_dict()
    assert told["state"]["label"] == "结案"
    assert told["ended_at"] == "penalty"
    assert days(report)["pay"] == days(report)["confirm_performance"] == "2023-09-01"
    paid = next(step for step in told["steps"] if step["transition"] == "pay")
    assert next(entry["value"] for entry in paid["inputs"] if entry["field"] == "amount") == 64_500


def test_execution_before_the_decision_is_found(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    dates = {"filed": "2023-05-24", "decided": "2023-07-10", "executed": "2023-07-07"}
    report = replay(published_case(tmp_path, dates=dates))
    assert ("occurred_before_predecessor", "fault") in codes(report)
    assert report.outcome_matches is True


def test_case_before_the_law_is_not_judged_by_it(tmp_path: Path, replay: Callable[[Source], Report]) -> None:
    dates = {"filed": "2020-05-25", "notified": "2020-06-01", "decided": "2020-06-03"}
    report = replay(published_case(tmp_path, dates=dates))
    assert report.findings == ()
    assert report.as_dict()["law"] == "not_modelled"
    assert "当时法律未收录" in report.as_dict()["law_note"]


# --- the database --------------------------------------------------------------------------------------------------------


def test_database_with_a_real_case_is_refused_and_left_as_it_was(migrated_url: str) -> None:
    play_scenario(STRAIGHT, migrated_url)
    with Office.open(migrated_url) as office:
        before = [(case, office.case(case).version) for case in office.cases()]
    with pytest.raises(DatabaseNotForReplay):
        play(read(SERVED[0]), migrated_url)
    with Office.open(migrated_url) as office:
        assert [(case, office.case(case).version) for case in office.cases()] == before


def test_outdated_database_is_refused_and_not_migrated(migrated_url: str) -> None:
    database = Database.open(migrated_url)
    try:
        with database.connection() as connection:
            connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0000'")
        with pytest.raises(SchemaOutdated):
            play(read(SERVED[0]), migrated_url)
        assert current(database) == "0000"
    finally:
        database.close()


def test_same_file_is_replayed_once_in_a_database_and_another_beside_it(migrated_url: str) -> None:
    play(read(SERVED[0]), migrated_url)
    play(read(SERVED[1]), migrated_url)
    with pytest.raises(AlreadyReplayed):
        play(read(SERVED[0]), migrated_url)
    with Office.open(migrated_url) as office:
        assert len(office.cases()) == 2
        assert all(office.case(case).replay for case in office.cases())


# --- the command line ----------------------------------------------------------------------------------------------------


def zhifa(*arguments: object) -> Answer:
    return CommandLine(folder=Path.cwd())(*map(str, arguments))


def test_command_tells_where_the_results_lie_and_leaves_with_0(tmp_path: Path) -> None:
    file = EXAMPLES / "20_keqiao_xinjia_hongcheng_accident.json"
    done = zhifa("replay", file, "--out", tmp_path)
    folder = tmp_path / file.stem
    assert done.code == 0, done.err
    assert "种类、数额一致" in done.out
    for result in (folder / "timeline.html", folder / "report.json", tmp_path / "index.html", tmp_path / "replay.db"):
        assert str(result) in done.out
        assert result.is_file()
    page = (folder / "timeline.html").read_text(encoding="utf-8")
    assert all((folder / f"papers/{paper.name}").is_file() for paper in (folder / "papers").iterdir())
    assert all(f"papers/{paper.name}" in page for paper in (folder / "papers").iterdir())
    assert "<script" not in page
    again = zhifa("replay", file, "--out", tmp_path, "--json")
    assert again.code == 0, again.err
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert again.json["replays"] == [report | {"folder": str(folder)}]


def test_command_leaves_with_1_on_a_fault_and_with_2_on_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    faulty, broken = write_case(tmp_path, payment_days=30), write_case(tmp_path, payment_days="thirty")
    found = zhifa("replay", faulty, "--out", tmp_path / "1")
    assert found.code == 1, found.err
    assert "payment_term" in found.out
    unusable = zhifa("replay", faulty, broken, "--out", tmp_path / "2")
    assert unusable.code == 2
    assert "payment_days" in unusable.err
    assert "Traceback" not in unusable.err
    assert (tmp_path / "2" / faulty.stem / "report.json").is_file()


def test_folder_is_played_as_a_table_and_what_no_workflow_serves_is_named_and_counted(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    for number in range(4):
        write_case(cases, facts_summary=f"示例公司第{number}次违法。")
    (cases / "list.json").write_text("{}", encoding="utf-8")
    (cases / "torn.json").write_text("{", encoding="utf-8")
    shutil.copy(UNSERVED[0], cases)
    done = zhifa("replay", cases, "--out", tmp_path / "out")
    assert done.code == 2
    assert "演示 4 件，尚无流程 1 件，不能使用 1 件" in done.out
    assert all(f"case-{number}.json" in done.out for number in range(4))
    named = done.err.splitlines()
    assert len(named) == 3
    assert "略过" in next(line for line in named if "list.json" in line)
    assert "尚无流程" in next(line for line in named if UNSERVED[0].name in line)
    assert any("torn.json" in line and "第1行第2列" in line for line in named)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert page.count("/timeline.html") == 4
    assert UNSERVED[0].name in page


def test_cases_of_kinds_without_a_workflow_do_not_make_a_folder_unreadable(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    write_case(cases)
    alone = zhifa("replay", cases, "--out", tmp_path / "alone")
    shutil.copy(UNSERVED[0], cases)
    both = zhifa("replay", cases, "--out", tmp_path / "both")
    assert both.code == alone.code != 2
    assert UNSERVED[0].name in both.err
    assert zhifa("replay", UNSERVED[0], "--out", tmp_path / "none").code == 2


def test_file_nested_beyond_measure_is_named_and_the_others_are_played(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    write_case(cases)
    (cases / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    done = zhifa("replay", cases, "--out", tmp_path / "out")
    assert done.code == 2
    assert "deep.json" in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "out" / "index.html").exists()


def test_folder_without_cases_is_refused(tmp_path: Path) -> None:
    done = zhifa("replay", tmp_path, "--out", tmp_path / "out")
    assert done.code == 2
    assert str(tmp_path) in done.err
    assert not (tmp_path / "out").exists()


def test_fields_of_a_replay_are_those_described(replayed: Callable[[Path], Report]) -> None:
    described = (EXAMPLES.parents[1] / "docs" / "cli.md").read_text(encoding="utf-8")
    told = replayed(EXAMPLES / "51_tongling_tian_angling.json").as_dict()
    for shape, fields in (("replay", told), ("finding", told["findings"][0])):
        row = re.search(rf"^\| {shape} \| (.*) \|$", described, re.MULTILINE)
        assert row is not None
        assert re.findall(r"`(\w+)`(?! or)", re.sub(r"\([^)]*\)", "", row[1])) == list(fields)


def test_command_refuses_a_database_with_a_real_case(tmp_path: Path, sqlite_url: str) -> None:
    play_scenario(STRAIGHT, sqlite_url)
    done = zhifa("replay", SERVED[0], "--out", tmp_path / "out", "--database", sqlite_url)
    assert done.code == 2
    assert "真实案件" in done.err
