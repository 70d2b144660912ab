"""A case as somebody has it on the desk agrees with the board and with the lists, whatever runs, waits or stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest

from case_desk import Desk
from penalty_steps import Plot
from zhifa.engine.agenda_page import AgendaTerm
from zhifa.engine.at_desk import AtDesk

HEARD = Plot(hearing=True, fine=2_000_000)


def laid(desk: Desk, case_id: str, name: str = "承办人甲") -> AtDesk:
    reader = desk.office.reader(desk.ids[name])
    read = reader.read(case_id)
    return desk.office.desk.lay(read.rows, read.case, read.register, reader.officer_id)


def on_the_board(desk: Desk, case_id: str) -> list[AgendaTerm]:
    """The terms of the case that the board has within a fortnight, and those that stand still."""
    agenda = desk.office.agenda
    ending = agenda.ending(limit=500, ended=True).terms
    return [one for one in (*ending, *agenda.standing_still(limit=500).terms) if one.row.case_id == case_id]


@pytest.mark.parametrize("days", [0, 31, 100, 400])
def test_its_terms_are_those_of_the_board(migrated_sqlite_url: str, days: int) -> None:
    with Desk(migrated_sqlite_url, policy={"pack": "samr"}) as desk:
        case_id = desk.bring_to("notifying", HEARD)
        for step in ("fail_notice_service", "fail_notice_service", "announce_notice"):
            desk.clock.advance(timedelta(hours=1))
            desk.do(case_id, step, HEARD)
        desk.clock.advance(timedelta(days=days))
        running = {one.row.id: one for one in laid(desk, case_id).running}
        board = on_the_board(desk, case_id)
        assert board
        for term in board:
            assert running[term.row.id] == term


def test_its_steps_are_the_options_of_the_officer(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case_id = desk.bring_to("approving")
        for name in ("承办人甲", "机关负责人甲", "审核人甲"):
            assert laid(desk, case_id, name).options == desk.office.options(case_id, desk.ids[name])


def test_its_line_is_that_of_the_lists(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("serving")
        told, line = laid(desk, case_id), desk.office.reader(desk.ids["承办人甲"]).lines((case_id,))[case_id]
        assert (told.line.cause, told.line.party, told.line.case_number) == (line.cause, line.party, line.case_number)
        assert (told.line.due, told.line.waits, told.line.version) == (line.due, line.waits, line.version)


def test_the_terms_by_which_several_cases_are_due_are_had_at_once(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        cases = [desk.bring_to("investigating"), desk.bring_to("serving")]
        lines = desk.office.reader(desk.ids["承办人甲"]).lines(tuple(cases))
        told = desk.office.agenda.pressing(lines.values())
        assert told.keys() == {one.case_id for one in lines.values() if one.due}
        for case_id, pressing in told.items():
            assert pressing.due_day == lines[case_id].due
            assert pressing.row.id in {term.id for term in desk.office.terms(case_id) if term.status == "open"}
        assert told


# --- saved filters -----------------------------------------------------------------------------------------------------


def test_a_filter_is_kept_once_under_a_name_and_is_nobody_elses(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        officer, other = desk.ids["承办人甲"], desk.ids["承办人乙"]
        agency = desk.office.registers()[0].agency.id
        filters = desk.office.saved_filters
        filters.keep(officer, agency, name="在办", asked="standing=running")
        filters.keep(officer, agency, name="在办", asked="standing=ended")
        filters.keep(other, agency, name="在办", asked="")
        assert [(one.name, one.asked) for one in filters.of(officer)] == [("在办", "standing=ended")]
        filters.drop(officer, "在办")
        assert filters.of(officer) == ()
        assert len(filters.of(other)) == 1
