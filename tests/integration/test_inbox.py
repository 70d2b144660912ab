"""The inbox on both databases: what reached an officer, and the note that he or she took of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from case_desk import Desk, register_text
from zhifa.engine.errors import CommandRefused
from zhifa.engine.register_file import RegisterFaulty
from zhifa.storage.errors import AcknowledgedBefore, LockedRow, WarningUnknown


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    """A desk where a term is overdue and its handlers were warned."""
    with Desk(migrated_url) as desk:
        desk.bring_to("filed")
        desk.clock.advance(timedelta(days=365))
        desk.office.sweep()
        yield desk


def test_a_note_is_kept_with_its_time_and_leaves_the_others_inboxes_alone(desk: Desk) -> None:
    handler, unit_head = desk.ids["承办人甲"], desk.ids["承办机构负责人甲"]
    warning = next(one for one in desk.office.inbox.of(handler) if one.overdue)
    before = desk.office.inbox.of(unit_head)

    noted = desk.office.inbox.acknowledge(warning.warning_id, handler, "已安排")

    assert (noted.acknowledged_at, noted.note) == (desk.clock.now(), "已安排")
    assert noted in desk.office.inbox.of(handler, acknowledged=True)
    assert warning.warning_id not in {one.warning_id for one in desk.office.inbox.of(handler)}
    assert desk.office.inbox.of(unit_head) == before


def test_a_note_stops_no_further_warning(desk: Desk) -> None:
    handler = desk.ids["承办人甲"]
    for warning in desk.office.inbox.of(handler):
        desk.office.inbox.acknowledge(warning.warning_id, handler)
    assert desk.office.inbox.of(handler) == ()

    desk.clock.advance(timedelta(days=7))
    desk.office.sweep()
    assert any(one.overdue and one.running for one in desk.office.inbox.of(handler))


def test_a_note_is_taken_once_and_never_changed(desk: Desk) -> None:
    handler = desk.ids["承办人甲"]
    warning = desk.office.inbox.of(handler)[0]
    desk.office.inbox.acknowledge(warning.warning_id, handler, "先")
    with pytest.raises(AcknowledgedBefore):
        desk.office.inbox.acknowledge(warning.warning_id, handler, "后")
    with pytest.raises(LockedRow), desk.office._database.write() as store:
        store._channel.run("UPDATE zf_acknowledgement SET note = 'x'")
    assert [one.note for one in desk.office.inbox.of(handler, acknowledged=True) if one.note] == ["先"]


def test_nobody_takes_note_of_what_reached_somebody_else(desk: Desk) -> None:
    warning = desk.office.inbox.of(desk.ids["承办人甲"])[0]
    with pytest.raises(WarningUnknown):
        desk.office.inbox.acknowledge(warning.warning_id, desk.ids["审核人丙"])


def test_a_note_that_nobody_could_read_is_refused(desk: Desk) -> None:
    handler = desk.ids["承办人甲"]
    warning = desk.office.inbox.of(handler)[0]
    with pytest.raises(CommandRefused, match="note"):
        desk.office.inbox.acknowledge(warning.warning_id, handler, "\u202e")
    assert desk.office.inbox.of(handler)[0].acknowledged_at is None


def test_a_warning_of_a_term_that_was_met_says_so(desk: Desk) -> None:
    handler = desk.ids["承办人甲"]
    warning = desk.office.inbox.of(handler)[0]
    assert warning.running
    with desk.office._database.write() as store:
        store._channel.run("UPDATE zf_term SET status = 'met', ended_on = '2027-03-02', ended_seq = 1")
    assert not desk.office.inbox.of(handler)[0].running


def test_the_address_of_an_officer_comes_with_the_register(migrated_url: str) -> None:
    told = json.loads(register_text())
    told["officers"][0]["email"] = "001@example.com"
    with Desk(migrated_url) as desk:
        office = desk.office
        register = office.import_register(json.dumps(told))
        by_number = {one.staff_number: one.email for one in register.officers.values()}
        assert by_number[told["officers"][0]["staff_number"]] == "001@example.com"
        assert sorted(map(str, by_number.values()))[:2] == ["001@example.com", "None"]

        told["officers"][0]["email"] = "001@@example"
        with pytest.raises(RegisterFaulty, match="电子邮箱"):
            office.import_register(json.dumps(told))
        del told["officers"][0]["email"]
        again = office.import_register(json.dumps(told))
        assert {one.email for one in again.officers.values()} == {None}
