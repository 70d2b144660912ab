"""The agenda over all cases on both databases: how terms stand on a day, page by page, counted, and a forecast that writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from case_desk import Desk
from office_rows import Rows
from zhifa.engine.agenda_page import AgendaTerm, Standing
from zhifa.engine.calendar import Calendar
from zhifa.engine.forecast import What
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.office import Office
from zhifa.storage.agenda import Asked
from zhifa.storage.agenda_statements import ASKED
from zhifa.storage.channel import Query
from zhifa.workflows.ordinary import ORDINARY


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url, policy={"exclusions": ["suspension"]}) as opened:
        yield opened


def _at(day: str, time: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=SHANGHAI)


def _changed_hands(desk: Desk, case: str) -> HandingOver:
    """承办人甲's part goes to 承办人丙."""
    return HandingOver(
        case_id=case, old=desk.ids["承办人甲"], new=desk.ids["承办人丙"], reason="另有任务。",
        actor=desk.ids["承办机构负责人甲"], occurred_at=desk.clock.now(),
        expected_version=desk.office.case(case).version, key=desk.key(),
    )  # fmt: skip


def test_a_term_stands_by_the_week_in_which_it_ends(desk: Desk) -> None:
    case = desk.bring_to("investigating")
    (term,) = desk.office.terms(case)
    assert (term.code, date.fromisoformat(term.due).strftime("%a")) == ("decision", "Mon")
    due = date.fromisoformat(term.due)

    def stands(days: int) -> list[str]:
        found = desk.office.agenda.ending(at=_at((due + timedelta(days=days)).isoformat()))
        return [one.standing.value for one in found.terms]

    assert stands(-8) == []
    assert (stands(-7), stands(-1)) == (["next_week"], ["next_week"])
    assert (stands(0), stands(1), stands(30)) == (["this_week"], ["overdue"], ["overdue"])
    counted = desk.office.agenda.tallies(at=_at((due - timedelta(days=8)).isoformat()))
    assert [one.counts for one in counted.by_term] == [{Standing.LATER: 1}]


def test_an_agencys_duty_is_overdue_and_a_partys_period_has_ended(desk: Desk) -> None:
    case = desk.bring_to("performing")
    long_after = _at("2027-12-01")

    everything = desk.office.agenda.ending(at=long_after, ended=True).terms
    overdue = desk.office.agenda.ending(at=long_after).terms

    assert {one.row.code for one in overdue} == {"publication"}
    stands = {one.row.code: one.standing for one in everything}
    assert {code for code, standing in stands.items() if standing is Standing.ENDED} == {
        "payment", "reconsideration", "litigation", "court_application",
    }  # fmt: skip
    assert all(one.row.case_id == case and one.days < 0 for one in everything)


def test_a_term_that_stands_still_is_listed_apart_and_counted_so(desk: Desk) -> None:
    case = desk.bring_to("investigating")
    desk.do(case, "suspend")
    late = _at("2027-12-01")

    assert desk.office.agenda.ending(at=late, ended=True).terms == ()
    (still,) = desk.office.agenda.standing_still(at=late).terms
    assert (still.row.case_id, still.standing) == (case, Standing.SUSPENDED)
    assert [one.counts for one in desk.office.agenda.tallies(at=late).by_officer] == [{Standing.SUSPENDED: 1}] * 2
    assert desk.office.agenda.ends(int(still.row.due[:4])) == {}


@pytest.fixture
def appraising(migrated_url: str) -> Iterator[Desk]:
    """The desk of an agency whose rules leave the time of an appraisal out of the period of the decision."""
    with Desk(migrated_url, policy={"exclusions": ["appraisal"]}) as opened:
        yield opened


def _appraised(desk: Desk) -> tuple[str, date, date]:
    """A case whose appraisal has its last day told; that day, and the day on which the decision is due with the stop left out."""
    case = desk.bring_to("investigating")
    (begun,) = desk.office.terms(case)
    desk.do(case, "entrust_appraisal")
    today = desk.clock.now().date()
    told = today + timedelta(days=20)
    facts = desk.command(case, "tell_appraisal_period").facts
    desk.do(case, "tell_appraisal_period", facts={**facts, "due_on": told.isoformat()})
    return case, told, Calendar().next_working_day(date.fromisoformat(begun.nominal) + timedelta(days=20))


def test_a_term_whose_stop_had_its_end_told_runs_on_the_board_from_the_day_after_it(appraising: Desk) -> None:
    agenda, (case, told, moved) = appraising.office.agenda, _appraised(appraising)
    late = _at((moved + timedelta(days=3)).isoformat())

    assert [one.counts for one in agenda.tallies(at=_at(told.isoformat())).by_term] == [{Standing.SUSPENDED: 1}]
    assert len(agenda.standing_still(at=_at(told.isoformat())).terms) == 1
    day_after = _at((told + timedelta(days=1)).isoformat())
    assert [one.counts for one in agenda.tallies(at=day_after).by_officer] == [{Standing.LATER: 1}] * 2
    assert agenda.standing_still(at=day_after).terms == ()

    (runs,) = agenda.ending(at=late).terms
    assert (runs.row.case_id, runs.due_day, runs.standing, runs.days) == (case, moved, Standing.OVERDUE, -3)
    assert "扣除：" in runs.arithmetic
    assert [one.counts for one in agenda.tallies(at=late).by_term] == [{Standing.OVERDUE: 1}]
    assert agenda.ending(Asked(code="legal_review"), at=late).terms == ()


def test_the_year_and_the_feed_know_the_end_of_a_term_that_runs_on_and_the_recorded_result_changes_nothing(
    appraising: Desk,
) -> None:
    desk, (case, told, moved) = appraising, _appraised(appraising)
    agenda, handler = desk.office.agenda, desk.ids["承办人甲"]

    def feed() -> list[tuple[str, str]]:
        terms = agenda.of_officer(handler, since=date(2026, 1, 1))
        return [(one.row.status, one.row.due) for one in terms if one.row.status != "void"]

    assert agenda.ends(2026) == {}
    assert [status for status, _ in feed()] == ["suspended"]
    desk.clock.set(_at((told + timedelta(days=1)).isoformat()))
    assert agenda.ends(2026) == {moved: 1}
    assert feed() == [("open", moved.isoformat())]

    (before,) = agenda.ending(at=_at(moved.isoformat())).terms
    desk.do(case, "report_appraisal")
    (after,) = agenda.ending(at=_at(moved.isoformat())).terms
    assert (after.row.due, after.arithmetic, after.standing) == (before.row.due, before.arithmetic, before.standing)
    assert feed() == [("open", moved.isoformat())]


def test_pages_tell_terms_that_run_on_in_their_place_and_once(appraising: Desk) -> None:
    moved = _appraised(appraising)[2]
    cases = [appraising.bring_to("investigating") for _ in range(2)]
    late = _at((moved + timedelta(days=100)).isoformat())
    everything = appraising.office.agenda.ending(at=late).terms
    assert len(everything) == 1 + len(cases)

    paged: list[AgendaTerm] = []
    page = appraising.office.agenda.ending(at=late, limit=1)
    paged += page.terms
    while page.after is not None:
        page = appraising.office.agenda.ending(at=late, limit=1, after=page.after)
        paged += page.terms

    assert paged == list(everything)
    assert [(one.row.due, one.row.id) for one in paged] == sorted((one.row.due, one.row.id) for one in paged)


def test_what_lapses_by_the_rules_of_its_field_has_ended_and_is_never_overdue(migrated_url: str) -> None:
    with Desk(migrated_url, policy={"pack": "samr"}) as desk:
        case = desk.bring_to("investigating")
        desk.do(case, "approve_preservation")
        desk.do(case, "preserve")
        (due,) = (term.due for term in desk.office.terms(case) if term.code == "preservation")
        asked, late = Asked(code="preservation"), _at(due) + timedelta(days=1)
        agenda = desk.office.agenda

        assert agenda.ending(asked, at=late).terms == ()
        (told,) = agenda.ending(asked, at=late, ended=True).terms
        assert told.standing is Standing.ENDED
        assert [one.counts for one in agenda.tallies(asked, at=late).by_term] == [{Standing.ENDED: 1}]
        assert [one.counts for one in agenda.tallies(asked, at=_at(due)).by_term] == [{Standing.THIS_WEEK: 1}]
        with Office.open(migrated_url, clock=desk.clock) as of_all_procedures:
            counted = of_all_procedures.agenda.tallies(asked, at=late).by_term
        assert [one.counts for one in counted] == [{Standing.ENDED: 1}]


def test_what_no_rule_lets_lapse_is_overdue(desk: Desk) -> None:
    case = desk.bring_to("investigating")
    desk.do(case, "approve_preservation")
    desk.do(case, "preserve")
    (due,) = (term.due for term in desk.office.terms(case) if term.code == "preservation")
    asked, late = Asked(code="preservation"), _at(due) + timedelta(days=1)

    assert [one.standing for one in desk.office.agenda.ending(asked, at=late).terms] == [Standing.OVERDUE]
    assert [one.counts for one in desk.office.agenda.tallies(asked, at=late).by_term] == [{Standing.OVERDUE: 1}]


def test_pages_tell_every_term_once_in_the_order_of_their_ends(desk: Desk) -> None:
    for _ in range(3):
        desk.bring_to("performing")
    late = _at("2027-12-01")
    everything = desk.office.agenda.ending(at=late, ended=True).terms
    assert len(everything) > 10

    paged: list[AgendaTerm] = []
    page = desk.office.agenda.ending(at=late, ended=True, limit=4)
    paged += page.terms
    while page.after is not None:
        page = desk.office.agenda.ending(at=late, ended=True, limit=4, after=page.after)
        paged += page.terms

    assert paged == list(everything)
    assert [(one.row.due, one.row.id) for one in paged] == sorted((one.row.due, one.row.id) for one in paged)


def test_what_is_asked_for_narrows_list_and_counts(desk: Desk) -> None:
    case = desk.bring_to("performing")
    desk.office.hand_over(_changed_hands(desk, case))
    other = desk.bring_to("investigating")
    agenda, late = desk.office.agenda, _at("2027-12-01")
    third, register = desk.ids["承办人丙"], desk.office.registers()[0]

    def cases(asked: Asked) -> set[str]:
        return {one.row.case_id for one in agenda.ending(asked, at=late, ended=True).terms}

    assert cases(Asked(officer_id=third)) == {case}
    assert cases(Asked(officer_id=desk.ids["承办人甲"])) == {other}
    assert cases(Asked(code="decision")) == {other}
    assert cases(Asked(unit=register.officers[third].unit)) == {case}
    assert cases(Asked(unit=register.officers[desk.ids["承办人乙"]].unit)) == {case, other}
    assert cases(Asked(unit="别的科")) == cases(Asked(agency_id="another")) == set()
    assert cases(Asked(agency_id=register.agency.id)) == {case, other}
    narrowed = agenda.tallies(Asked(code="decision"), at=late)
    assert [(one.key, one.label, one.total) for one in narrowed.by_term] == [("decision", "作出处罚决定的期限", 1)]


def test_a_term_of_two_handlers_counts_for_each_and_once_for_their_unit(desk: Desk) -> None:
    desk.bring_to("investigating")

    counted = desk.office.agenda.tallies()

    assert sorted(one.key for one in counted.by_officer) == sorted(desk.ids[name] for name in ("承办人甲", "承办人乙"))
    assert [one.total for one in (*counted.by_officer, *counted.by_unit, *counted.by_term)] == [1, 1, 1, 1]


def test_the_ends_of_a_year_are_those_of_its_open_terms(desk: Desk) -> None:
    case = desk.bring_to("performing")
    opened = [term.due for term in desk.office.terms(case) if term.status == "open"]

    for year in (2026, 2027):
        told = desk.office.agenda.ends(year)
        assert sum(told.values()) == sum(due.startswith(str(year)) for due in opened)
        assert all(day.isoformat() in opened for day in told)


def test_a_term_in_hours_ends_at_its_instant_on_its_day_in_beijing(desk: Desk) -> None:
    desk.clock.set(_at("2026-03-02", "16:30"))
    case = desk.bring_to("investigating")
    desk.do(case, "propose_crime_transfer")
    desk.do(case, "decide_crime_transfer")
    (due,) = (t.due for t in desk.office.terms(case) if t.code == "crime_delivery")
    instant = datetime.fromisoformat(due)
    asked = Asked(code="crime_delivery")

    def stands(at: datetime) -> list[Standing]:
        return [one.standing for one in desk.office.agenda.ending(asked, at=at).terms]

    assert stands(instant - timedelta(minutes=1)) == [Standing.THIS_WEEK]
    assert stands(instant + timedelta(minutes=1)) == [Standing.OVERDUE]
    by_code = desk.office.agenda.tallies(asked, at=instant + timedelta(minutes=1)).by_term
    assert [one.counts for one in by_code] == [{Standing.OVERDUE: 1}]
    assert desk.office.agenda.ends(2026, asked) == {instant.astimezone(SHANGHAI).date(): 1}


def test_who_handles_the_case_now_has_its_terms_in_the_feed(desk: Desk) -> None:
    case = desk.bring_to("performing")
    change = _changed_hands(desk, case)
    desk.office.hand_over(change)

    def terms(officer: str) -> set[str]:
        since = date(2026, 1, 1)
        return {one.row.status for one in desk.office.agenda.of_officer(officer, since=since)}

    assert {"open", "met"} <= terms(change.new)
    assert terms(change.old) == set()


def test_a_forecast_tells_the_chain_of_an_announcement_and_writes_nothing(desk: Desk, migrated_url: str) -> None:
    case = desk.bring_to("serving")
    for step in ("fail_service", "fail_service", "announce"):
        desk.do(case, step)
    with Rows(migrated_url) as rows:
        before = rows.snapshot()
        (told,) = desk.office.simulate([case], until=date(2027, 12, 31))
        after = rows.snapshot()

    assert after == before
    begun = [one.code for one in told.coming if one.what is What.BEGINS]
    assert begun == ["publication", "payment", "reconsideration", "litigation", "court_application"]
    assert [one.code for one in told.coming if one.what is What.DEEMED] == ["announcement"]


def test_a_forecast_leaves_the_bytes_of_the_database_as_they_are(tmp_path: Path) -> None:
    database = tmp_path / "cases.db"
    with Desk(f"sqlite:///{database}", create=True) as desk:
        desk.bring_to("performing")
    before = database.read_bytes()

    with Desk(f"sqlite:///{database}", import_register=False) as again:
        assert [told.coming for told in again.office.simulate(until=date(2027, 12, 31))] != [()]

    assert database.read_bytes() == before


def test_all_cases_are_foreseen_when_none_is_named(desk: Desk) -> None:
    cases = {desk.bring_to("investigating"), desk.bring_to("performing")}

    assert {told.case_id for told in desk.office.simulate(until=date(2027, 12, 31))} == cases


def test_running_terms_are_counted_from_the_index_alone(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, desk.office._database.read() as store:
        rows = store.agenda
        asked = [(rows._sql.counts, 4 + 2 * ASKED), (rows._sql.waiting, 6 + 2 * ASKED)]
        plans = [rows._channel.rows(Query(f"EXPLAIN QUERY PLAN {sql}", [""] * bound))[0] for sql, bound in asked]
    for plan in plans:
        steps = [step for *_, step in plan]
        assert any("USING COVERING INDEX ix_term_running" in step for step in steps), steps
        assert not any(step.startswith("SCAN zf_term USING INDEX") or step == "SCAN zf_term" for step in steps), steps


def test_terms_that_may_run_on_are_found_by_the_index_of_running_terms(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk, desk.office._database.read() as store:
        rows = store.agenda
        bound = [""] * (2 + 2 * ASKED)
        plan = rows._channel.rows(Query(f"EXPLAIN QUERY PLAN {rows._sql.stopped_under}", bound))[0]
    assert "SCAN zf_term USING INDEX ix_term_running" in [step for *_, step in plan]


def test_a_case_whose_procedure_was_changed_goes_by_its_rows(appraising: Desk, migrated_url: str) -> None:
    late = _at((_appraised(appraising)[2] + timedelta(days=1)).isoformat())
    changed = replace(ORDINARY, correctors=ORDINARY.correctors[:1])
    assert changed.digest != ORDINARY.digest

    with Desk(migrated_url, workflow=changed, import_register=False) as other:
        assert [one.standing for one in other.office.agenda.standing_still(at=late).terms] == [Standing.SUSPENDED]
        assert other.office.agenda.ending(at=late).terms == ()
