"""Every scenario goes as it says, on both databases, and leaves a record that verifies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from csv import DictReader
from functools import cache
from pathlib import Path

import pytest

from zhifa.engine.clock import FixedClock
from zhifa.engine.instants import parse_instant
from zhifa.engine.office import Office
from zhifa.scenario import Outcome, ScenarioFailed, ScenarioFaulty, SideBySide, Underway, play, read

SCENARIOS = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.json"))
SHOWN = {
    "announcement": {"announcement_ground", "announcement_too_early", "announcement_missing"},
    "annulled": {"old_matters_open", "refund_too_much", "same_decision_again", "publication_unchecked"},
    "arrears": {"schedule_sum", "surcharge_amount", "demand_amount", "not_demanded", "remedy_pending", "goods_manner"},
    "changed_draft": {"review_missing", "draft_unchanged", "no_electronic_consent", "correction_approver"},
    "crime": {"crime_unsettled", "crime_not_approved", "goods_not_due", "return_unfounded", "no_role"},
    "hearing": {"hearing_notice_too_late", "hearing_officer_investigated", "rights_incomplete", "too_few_discussants"},
    "inquiry": {"jurisdiction_open", "appraisal_period_day", "wrong_state", "inquiry_open", "barred"},
    "on_the_spot": {"beyond_summary_limit", "statement_unanswered", "pad_missing", "collected_differs"},
    "raised_fine": {"heavier_than_notice", "heavier_without_new_evidence", "statement_unreviewed"},
    "registers": {
        "benchmark_refined",
        "outside_band",
        "importance_undeclared",
        "recording_missing",
        "opinion_unendorsed",
        "book_not_updated",
    },
    "reviewer_involved": {"reviewer_involved", "not_a_handler", "not_approved_by_head"},
    "straight": {"statement_window_open", "review_missing", "tracks_open"},
    "transfer": {"tracks_open", "receiver_is_sender", "no_role"},
}
"""What each scenario is there to show: some of the codes it is refused with."""


def _refused(outcome: Outcome) -> set[str]:
    return {refusal.code for played in outcome.steps for refusal in played.refusals}


def _cases(outcome: Outcome) -> Iterator[tuple[str | None, str]]:
    yield None, outcome.case_id
    yield from ((name, done.case_id) for name, done in outcome.beside.items())


def _changed(scenario: Path, folder: Path, change: str, new: object, *, step: int) -> Path:
    """A copy of the scenario, and of its register, with one field of one step changed."""
    content = json.loads(scenario.read_text(encoding="utf-8"))
    content["steps"][step][change] = new
    content["register"] = "register.json"
    register = (scenario.parent / "../register.json").read_text(encoding="utf-8")
    (folder / "register.json").write_text(register, encoding="utf-8")
    copy = folder / scenario.name
    copy.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return copy


def _named(name: str) -> Path:
    return next(path for path in SCENARIOS if path.stem == name)


def test_the_scenarios_are_all_there() -> None:
    assert {path.stem for path in SCENARIOS} == set(SHOWN)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_goes_as_it_says_and_its_record_verifies(path: Path, migrated_url: str) -> None:
    outcome = play(path, migrated_url)

    assert outcome.state == ("transferred" if path.stem == "transfer" else "archived")
    assert SHOWN[path.stem] <= _refused(outcome)
    with Office.open(migrated_url) as office:
        for name, case_id in _cases(outcome):
            of_case = [
                played for played in outcome.steps if played.step.case == name and not played.step.changes_register
            ]
            assert office.verify(case_id) == ()
            assert len(office.history(case_id)) == sum(played.done is not None for played in of_case)
            refused = [played for played in of_case if played.refusals and played.step.do != "report"]
            assert len(office.refused(case_id)) == len(refused), "each is kept; a refused opening has no case"


@pytest.fixture(scope="module")
def once(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Outcome]:
    """What a scenario led to on SQLite, played once for all that look at it."""
    folder = tmp_path_factory.mktemp("played")

    @cache
    def played(path: Path) -> Outcome:
        shutil.copyfile(migrated_sqlite_file, folder / f"{path.stem}.db")
        return play(path, f"sqlite:///{folder / path.stem}.db")

    return played


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_played_twice_gives_the_same_papers(
    path: Path, once: Callable[[Path], Outcome], migrated_sqlite_url: str
) -> None:
    first, second = once(path), play(path, migrated_sqlite_url)

    assert [(p.id, p.number, p.digest) for p in first.papers] == [(p.id, p.number, p.digest) for p in second.papers]
    assert first.terms == second.terms


@pytest.mark.parametrize(
    "path", [path for path in SCENARIOS if path.stem not in ("transfer", "on_the_spot")], ids=lambda path: path.stem
)
def test_no_decision_is_issued_before_its_last_review_agreed(path: Path, once: Callable[[Path], Outcome]) -> None:
    done = [played.step.do for played in once(path).steps if played.done]
    changes = [index for index, step in enumerate(done) if step in {"conclude", "revise", "hear_statement"}]
    decisions = [index for index, step in enumerate(done) if step == "decide_penalty"]

    assert changes[-1] < decisions[-1]
    for decided in decisions:
        last_change = max(index for index in changes if index < decided)
        assert "agree" in done[last_change:decided] or "proceed" in done


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_people_are_named_by_role_and_the_case_is_marked(path: Path) -> None:
    scenario = read(path)
    register = path.parent / scenario.register_file

    assert scenario.mark == "演示"
    assert {step.by for step in scenario.steps} <= _officers(register)
    assert scenario.steps[0].facts["party"]["name"].startswith("当事人")


def _officers(register: Path) -> set[str]:
    if register.is_dir():
        with (register / "officer.csv").open(encoding="utf-8-sig", newline="") as sheet:
            return {row["姓名"] for row in DictReader(sheet)}
    return {officer["name"] for officer in json.loads(register.read_text(encoding="utf-8"))["officers"]}


def test_a_step_that_should_be_refused_and_is_not_fails_the_scenario(tmp_path: Path, migrated_sqlite_url: str) -> None:
    faulty = _changed(_named("straight"), tmp_path, "refused", ["wrong_state"], step=1)

    with pytest.raises(ScenarioFailed, match="第2步 verify 应被拒绝（wrong_state），却办理成功"):
        play(faulty, migrated_sqlite_url)


def test_a_step_refused_for_another_reason_fails_the_scenario(tmp_path: Path, migrated_sqlite_url: str) -> None:
    faulty = _changed(_named("straight"), tmp_path, "by", "审核人甲", step=1)

    with pytest.raises(ScenarioFailed, match="第2步 verify 应不被拒绝，实际被拒绝：no_role"):
        play(faulty, migrated_sqlite_url)


def test_a_scenario_that_ends_elsewhere_fails(tmp_path: Path, migrated_sqlite_url: str) -> None:
    content = json.loads(_named("straight").read_text(encoding="utf-8"))
    content["ends_at"] = "closed"
    content["register"] = str(_named("straight").parent / "../register.json")
    faulty = tmp_path / "elsewhere.json"
    faulty.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    with pytest.raises(ScenarioFailed, match="应止于 closed，实际止于 archived"):
        play(faulty, migrated_sqlite_url)


def test_an_officer_who_is_not_registered_is_named(tmp_path: Path, migrated_sqlite_url: str) -> None:
    faulty = _changed(_named("straight"), tmp_path, "by", "承办人癸", step=1)

    with pytest.raises(ScenarioFaulty, match="人员“承办人癸”不在人员名录中"):
        play(faulty, migrated_sqlite_url)


@pytest.mark.parametrize(
    ("change", "value", "told"),
    [
        ("at", "2026-03-02T10:00:00", "at='2026-03-02T10:00:00'"),
        ("at", 20260302, "steps.1.at"),
        ("mood", "good", "steps.1.mood"),
    ],
)
def test_a_faulty_scenario_names_file_and_field(tmp_path: Path, change: str, value: object, told: str) -> None:
    faulty = _changed(_named("straight"), tmp_path, change, value, step=1)

    with pytest.raises(ScenarioFaulty) as raised:
        read(faulty)
    assert "straight.json" in str(raised.value)
    assert told in str(raised.value)


def test_a_scenario_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioFaulty, match=r"absent\.json"):
        read(tmp_path / "absent.json")


def test_a_register_of_sheets_is_taken_with_what_the_agency_set_and_changes_while_the_case_runs(
    tmp_path: Path, migrated_sqlite_url: str
) -> None:
    outcome = play(_named("registers"), migrated_sqlite_url, files=tmp_path / "files")

    with Office.open(migrated_sqlite_url, files=tmp_path / "files") as office:
        (register,) = office.registers()
        first, second = office.books.history(register.agency.id)
        assert office.books.verify(register.agency.id) == ()
        assert (first.told["source"]["file"], second.told["source"]["file"]) == ("registers", "device.csv")
        policy = register.agency.policy
        assert (policy.review_assignment, policy.review_endorsed) == ("assigned", True)
        assert {"review_assignment", "review_endorsed"} <= policy.stated
        assert [played.version for played in outcome.steps if played.version] == [2]
        recorded = {one.wanted.taken.step: one.wanted for one in office.recordings(outcome.case_id)}
        assert (len(recorded["inspect"].recordings), recorded["interview"].waived) == (1, True)
        with office.evidence.open(recorded["inspect"].recordings[0].digest) as file:
            assert file.read().decode() == "演示文件：现场检查录像"
    updates = [term for term in outcome.terms if term.code == "register_update"]
    assert [(term.status, term.due) for term in updates] == [("met", "2026-04-14")]


def _of_sheets(folder: Path, **changes: object) -> Path:
    """A copy of the scenario of the full registers, beside the same sheets, with other fields."""
    told = json.loads(_named("registers").read_text(encoding="utf-8")) | changes
    told["register"] = str((_named("registers").parent / told["register"]).resolve())
    copy = folder / "registers.json"
    copy.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"policy": {"review_days": 0}}, "policy：.*review_days"),
        ({"register": "."}, r"应有一个机关（agency\.csv），现有0个"),
        ({"beside": {}}, "步骤所在的案件“名录调整”不在 beside 之中"),
    ],
)
def test_a_scenario_of_sheets_that_cannot_be_used_says_why(
    tmp_path: Path, migrated_sqlite_url: str, change: dict[str, object], told: str
) -> None:
    with pytest.raises(ScenarioFaulty, match=told):
        play(_of_sheets(tmp_path, **change), migrated_sqlite_url)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"files": ["registers/absent.csv"]}, "absent.csv"),
        ({"files": []}, "facts 应为 files、document、reason"),
        ({"files": ["registers.json"], "by": "甲"}, "facts 应为 files、document、reason"),
    ],
)
def test_a_change_of_the_register_that_cannot_be_taken_says_why(
    tmp_path: Path, migrated_sqlite_url: str, facts: dict[str, object], told: str
) -> None:
    changing = {"do": "import_register", "by": "名录管理员甲", "at": "2026-03-17T09:20:00+08:00", "facts": facts}

    with pytest.raises(ScenarioFaulty, match=told):
        play(_of_sheets(tmp_path, steps=[changing], beside={}), migrated_sqlite_url)


def test_a_case_beside_that_ends_elsewhere_fails(tmp_path: Path, migrated_sqlite_url: str) -> None:
    beside = {"名录调整": {"workflow": "register_upkeep", "ends_at": "updated"}}
    steps = [
        step for step in json.loads(_named("registers").read_text(encoding="utf-8"))["steps"] if "case" not in step
    ][:2]
    faulty = _of_sheets(tmp_path, steps=steps, beside=beside, ends_at="verifying")

    with pytest.raises(ScenarioFailed, match="案件“名录调整”应止于 updated，实际止于 未立起"):
        play(faulty, migrated_sqlite_url)


def test_scenarios_side_by_side_go_as_they_do_alone_each_up_to_its_moment(migrated_url: str) -> None:
    hearing, straight = _named("hearing"), _named("straight")
    end = parse_instant("2026-12-31T00:00:00+08:00")
    left = Underway(path=straight, until=parse_instant("2026-03-12T00:00:00+08:00"))
    clock = FixedClock(end)

    with Office.open(migrated_url, clock=clock) as office:
        agency = SideBySide(office, clock, (Underway(path=hearing, until=end), left))
        agency.go_on(parse_instant("2026-04-07T09:00:00+08:00"))
        before = [(scenario.title, done.state) for scenario, done in agency.cases]
        agency.go_on(end)
        after = {scenario.title: done for scenario, done in agency.cases}

        assert before == [(read(straight).title, "defence")]
        assert {title: done.state for title, done in after.items()} == {
            read(hearing).title: "archived",
            read(straight).title: "defence",
        }
        assert [office.verify(done.case_id) for done in after.values()] == [(), ()]
        recorded = [line.recorded_at for line in office.history(after[read(hearing).title].case_id)]
        assert recorded == sorted(recorded)


@pytest.mark.parametrize("change", [{"policy": {"exclusions": []}}, {"register": "another.json"}])
def test_scenarios_of_agencies_that_differ_do_not_go_side_by_side(
    tmp_path: Path, migrated_sqlite_url: str, change: dict[str, object]
) -> None:
    inquiry = _named("inquiry")
    content = json.loads(inquiry.read_text(encoding="utf-8"))
    content["register"] = str(inquiry.parent / content["register"])
    differs = tmp_path / "differs.json"
    differs.write_text(json.dumps(content | change, ensure_ascii=False), encoding="utf-8")
    end = parse_instant("2026-12-31T00:00:00+08:00")
    clock = FixedClock(end)

    with Office.open(migrated_sqlite_url, clock=clock) as office:
        with pytest.raises(ScenarioFaulty, match=r"inquiry\.json、differs\.json 不能在同一机关同时办理"):
            SideBySide(office, clock, (Underway(path=inquiry, until=end), Underway(path=differs, until=end)))

        assert office.registers() == ()
