"""The chain of custody and what may be entered in it, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from case_desk import START, ids_of, register_text
from in_hand import IDS, ready, standing
from zhifa.engine.calendar import Calendar
from zhifa.engine.custody import LABELS, Event, Line, check_custody, holder, is_late, line_hash, told_commitment
from zhifa.engine.custody_forms import Handing, Receipt
from zhifa.engine.custody_rows import CustodyRows, StoredFile, line_of
from zhifa.engine.identity import SeededIdentities
from zhifa.engine.instants import SHANGHAI, instant_text, legal_day
from zhifa.engine.people import Deputy
from zhifa.engine.period import Period
from zhifa.engine.receiving import (
    CUSTODY_REASONS,
    bringing_refusals,
    content_refusals,
    handing_refusals,
    naming_refusals,
    receipt_refusals,
)
from zhifa.engine.refusals import ENGINE_REASONS, Refusal
from zhifa.engine.register_file import file_of
from zhifa.workflows.ordinary import ORDINARY

TEXT = register_text()
REGISTER = file_of(TEXT).register
HANDLER = ids_of(TEXT)["承办人甲"]
FILE = StoredFile(digest="a" * 64, size=7)
OTHER = "b" * 64
CASE = "00000000-0000-4000-8000-000000000001"
OPEN = standing("investigating").case


def receipt(**changes: Any) -> Receipt:
    lawful: dict[str, Any] = {
        "case_id": CASE, "key": "证1", "name": "现场照片.jpg", "actor": HANDLER, "obtained_at": START, "source": "当事人",
    }  # fmt: skip
    return Receipt(**(lawful | changes))


def handing(event: str, **changes: Any) -> Handing:
    to = {"to": "鉴定机构"} if event in {"viewed", "moved", "lent"} else {}
    lawful: dict[str, Any] = {
        "case_id": CASE,
        "key": "证1",
        "event": event,
        "actor": HANDLER,
        "occurred_at": START,
        **to,
    }
    return Handing(**(lawful | changes))


ROWS = CustodyRows(register=REGISTER, identities=SeededIdentities("custody"))


def chain(*events: str) -> tuple[Line, ...]:
    """A receipt and these events after it."""
    lines = (line_of(ROWS.receipt(receipt(), FILE, late=False, now=START)),)
    for event in events:
        lines += (line_of(ROWS.handing(handing(event), lines, now=START)),)
    return lines


def codes(refusals: Iterator[Refusal]) -> set[str]:
    return {refusal.code for refusal in refusals}


def kinds(*lines: Line) -> list[str]:
    return [finding.kind for finding in check_custody(lines)]


# --- the chain -------------------------------------------------------------------------------------------------------


def test_a_chain_that_was_only_added_to_is_sound() -> None:
    assert kinds(*chain("viewed", "lent", "returned", "sealed")) == []


def test_each_piece_of_evidence_has_a_chain_of_its_own() -> None:
    other = line_of(ROWS.receipt(receipt(key="证2"), FILE, late=True, now=START))
    assert kinds(*chain("moved"), other) == []


def test_a_line_that_was_edited_is_named_with_its_evidence() -> None:
    first, second = chain("moved")
    body = second.link.body.replace("移交保管", "封存")
    (found,) = check_custody((first, replace(second, link=second.link._replace(body=body))))
    assert (found.kind, found.seq) == ("custody_edited", None)
    assert "证据“证1”" in found.text


def test_a_line_edited_and_hashed_anew_breaks_the_chain_after_it() -> None:
    first, second, third = chain("moved", "sealed")
    body = second.link.body.replace("移交保管", "封存")
    forged = replace(second, link=second.link._replace(body=body, hash=line_hash(body)))
    assert kinds(first, forged, third) == ["custody_broken"]


def test_a_line_taken_out_of_the_middle_is_named() -> None:
    first, _, third = chain("moved", "sealed")
    assert kinds(first, third) == ["custody_missing", "custody_broken"]


@pytest.mark.parametrize("body", ["", "[]", "no JSON"])
def test_a_body_that_is_no_object_is_named_and_not_stumbled_over(body: str) -> None:
    (first,) = chain()
    assert "custody_edited" in kinds(replace(first, link=first.link._replace(body=body)))


@pytest.mark.parametrize("change", [{"key": "证2"}, {"digest": OTHER}])
def test_a_column_that_differs_from_its_body_is_named(change: dict[str, str]) -> None:
    (first,) = chain()
    assert kinds(replace(first, **change)) == ["custody_edited"]


def test_edited_words_are_named() -> None:
    (first,) = chain()
    assert kinds(replace(first, told=(first.told or "").replace("当事人", "他人"))) == ["custody_told_edited"]


def test_erased_words_leave_the_chain_whole_and_are_named() -> None:
    first, second = chain("moved")
    assert kinds(replace(first, told=None, salt=None), second) == ["custody_told_missing"]


def test_nothing_personal_stands_in_what_is_hashed() -> None:
    first, second = chain("lent")
    assert not {"当事人", "现场照片.jpg", "鉴定机构"} & {
        word for line in (first, second) for word in line.body.values() if isinstance(word, str)
    }
    assert "当事人" not in first.link.body
    assert "鉴定机构" not in second.link.body


def test_the_same_words_under_another_salt_commit_otherwise() -> None:
    assert told_commitment("1", "{}") != told_commitment("2", "{}")


@pytest.mark.parametrize(
    ("events", "who"),
    [
        ((), "承办人甲"),
        (("viewed", "sealed"), "承办人甲"),
        (("moved",), "鉴定机构"),
        (("lent", "viewed"), "鉴定机构"),
        (("lent", "returned"), "承办人甲"),
    ],
)
def test_the_holder_is_who_has_it_now(events: tuple[str, ...], who: str) -> None:
    assert holder(chain(*events)) == who


def test_a_holder_whose_name_was_erased_is_not_guessed() -> None:
    *_, last = chain("lent")
    assert holder((replace(last, told=None, salt=None),)) == ""


def test_a_forged_line_without_an_officer_has_no_holder() -> None:
    (first,) = chain()
    assert holder((replace(first, link=first.link._replace(body="{}", transition="sealed")),)) == ""


def test_every_event_has_its_label() -> None:
    assert set(LABELS) == set(Event)


# --- coming in late --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("obtained", "received", "late"),
    [
        ("2026-03-02", "2026-03-02", False),
        ("2026-03-02", "2026-03-04", False),
        ("2026-03-02", "2026-03-05", True),
        ("2026-03-06", "2026-03-10", False),  # over a weekend
        ("2026-03-06", "2026-03-11", True),
        ("1999-12-31", "1999-12-31", True),  # before the calendar begins
    ],
)
def test_a_file_is_late_from_the_third_working_day(obtained: str, received: str, late: bool) -> None:
    days = date.fromisoformat(obtained), date.fromisoformat(received)
    assert is_late(*days, days=2, calendar=Calendar()) is late


# --- what is refused -------------------------------------------------------------------------------------------------


def test_a_lawful_receipt_is_not_refused() -> None:
    checksum = {"algorithm": "SHA-256", "value": FILE.digest, "computed_on": "2026-03-02", "by": "提取人"}
    asked = receipt(checksum=checksum, note="原件在档", media_type="image/jpeg")
    assert codes(receipt_refusals(asked, OPEN, register=REGISTER, now=START)) == set()
    assert codes(content_refusals(asked, FILE.digest, kept=FILE.digest, named=FILE.digest)) == set()


@pytest.mark.parametrize(
    ("changes", "code", "named"),
    [
        ({"obtained_at": START + timedelta(seconds=1)}, "obtained_in_future", "2026-03-02 09:00"),
        ({"actor": "nobody"}, "unknown_actor", "nobody"),
        ({"name": "照\u202e片.jpg"}, "facts_invalid", "U+202E"),
        ({"name": "照\x07片.jpg"}, "facts_invalid", "U+0007"),
        ({"name": "照\n片.jpg"}, "facts_invalid", "不得换行"),
        ({"key": ""}, "facts_invalid", "key"),
        ({"checksum": {"algorithm": "CRC", "value": "0"}}, "facts_invalid", "checksum.algorithm"),
        ({"checksum": {"algorithm": "SHA-256", "value": "A" * 64}}, "facts_invalid", "小写十六进制"),
        ({"checksum": {"algorithm": "MD5", "value": "a" * 31}}, "facts_invalid", "32位"),
    ],
)
def test_a_receipt_is_refused_by_field_value_and_rule(changes: dict[str, Any], code: str, named: str) -> None:
    (refusal,) = receipt_refusals(receipt(**changes), OPEN, register=REGISTER, now=START)
    assert refusal.code == code
    assert named in refusal.text


def test_a_time_without_offset_is_no_receipt_and_no_event() -> None:
    with pytest.raises(ValueError, match="obtained_at"):
        receipt(obtained_at=datetime(2026, 3, 2))  # noqa: DTZ001 - the very fault
    with pytest.raises(ValueError, match="occurred_at"):
        handing("sealed", occurred_at=datetime(2026, 3, 2))  # noqa: DTZ001 - the very fault


@pytest.mark.parametrize("actor", ["", "\ud800", "x" * 201])
def test_an_actor_that_is_no_name_asks_for_nothing(actor: str) -> None:
    with pytest.raises(ValueError, match="actor"):
        receipt(actor=actor)
    with pytest.raises(ValueError, match="actor"):
        handing("sealed", actor=actor)


def test_a_key_is_the_same_key_however_its_characters_are_composed() -> None:
    assert receipt(key="e\u0301").key == handing("sealed", key="e\u0301").key == "\u00e9"


def test_a_key_keeps_its_file() -> None:
    (refusal,) = content_refusals(receipt(), FILE.digest, kept=OTHER, named=None)
    assert refusal.code == "evidence_key_taken"
    assert {OTHER, FILE.digest} <= set(dict(refusal.operands).values())


def test_a_file_that_facts_name_otherwise_is_refused() -> None:
    assert codes(content_refusals(receipt(), FILE.digest, kept=None, named=OTHER)) == {"evidence_differs"}


def test_a_checksum_that_differs_is_refused_naming_both_values() -> None:
    asked = receipt(checksum={"algorithm": "SHA-256", "value": OTHER})
    (refusal,) = content_refusals(asked, FILE.digest, kept=None, named=None)
    assert refusal.code == "checksum_differs"
    assert OTHER in refusal.text
    assert FILE.digest in refusal.text


def test_a_checksum_of_another_algorithm_is_kept_as_told() -> None:
    asked = receipt(checksum={"algorithm": "MD5", "value": "0" * 32})
    assert codes(content_refusals(asked, FILE.digest, kept=None, named=None)) == set()


def test_facts_name_received_evidence_by_its_file() -> None:
    kept = {"证1": FILE.digest}
    assert codes(naming_refusals([("证1", FILE.digest), ("证2", OTHER)], kept)) == set()
    assert codes(naming_refusals([("证1", OTHER)], kept)) == {"evidence_differs"}
    assert codes(naming_refusals([("证1", None)], kept)) == {"evidence_differs"}


@pytest.mark.parametrize(
    ("before", "event"),
    [((), "lent"), ((), "moved"), ((), "viewed"), ((), "sealed"), (("lent",), "returned"), (("sealed",), "moved")],
)
def test_a_lawful_event_is_not_refused(before: tuple[str, ...], event: str) -> None:
    assert codes(handing_refusals(handing(event), OPEN, chain(*before), register=REGISTER, now=START)) == set()


@pytest.mark.parametrize(
    ("before", "event", "changes", "code"),
    [
        ((), "returned", {}, "custody_order"),
        (("lent",), "moved", {}, "custody_order"),
        (("lent",), "lent", {}, "custody_order"),
        ((), "sealed", {"occurred_at": START - timedelta(hours=1)}, "custody_order"),
        ((), "sealed", {"occurred_at": START + timedelta(hours=1)}, "occurred_in_future"),
        ((), "sealed", {"actor": "nobody"}, "unknown_actor"),
        ((), "lent", {"to": None}, "facts_invalid"),
        ((), "sealed", {"to": "档案室"}, "facts_invalid"),
        ((), "received", {}, "facts_invalid"),
        ((), "moved", {"note": "备\u200b注"}, "facts_invalid"),
    ],
)
def test_an_event_is_refused(before: tuple[str, ...], event: str, changes: dict[str, Any], code: str) -> None:
    asked = handing(event, **changes)
    assert codes(handing_refusals(asked, OPEN, chain(*before), register=REGISTER, now=START)) == {code}


GATHERING = {"unit_head", "hearing_officer", "recorder"}
"""Posts besides that of the handlers from which evidence is brought in."""


@pytest.mark.parametrize("state", ["reported", "investigating", "reviewing", "serving", "archived"])
def test_evidence_is_brought_into_an_open_case_by_its_handlers_and_those_who_gather(state: str) -> None:
    here = standing(state)
    handlers = ORDINARY.handlers(here.case) or {here.case.acts[0].actor}
    for officer in here.register.officers:
        roles = (
            here.register.roles(officer, legal_day(here.at))
            if here.register.officer(officer, legal_day(here.at))
            else set()
        )
        told = codes(bringing_refusals(here.case, officer, register=here.register, now=here.at))
        gathers = bool(roles & GATHERING) or ("handler" in roles and officer in handlers)
        assert (told == set()) == (gathers and state != "archived"), (officer, roles, told)
        assert ("case_ended" in told) == (state == "archived")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("承办人丙", "not_of_this_case"),
        ("审核人甲", "no_role"),
        ("公示审核人甲", "no_role"),
        ("承办机构负责人甲", None),
    ],
)
def test_who_has_no_hand_in_the_case_is_told_why(who: str, code: str | None) -> None:
    found = tuple(receipt_refusals(receipt(actor=IDS[who]), OPEN, register=REGISTER, now=START))
    assert [one.code for one in found] == ([code] if code else [])
    assert all(one.text and one.remedy for one in found)


def test_a_deputy_of_one_who_gathers_brings_evidence_and_one_who_must_withdraw_does_not() -> None:
    given = Deputy(
        principal_id=IDS["承办机构负责人甲"], deputy_id=IDS["审核人甲"], role="unit_head", reason="学习", valid=Period(start=date(2020, 1, 1))
    )  # fmt: skip
    deputised = replace(REGISTER, deputies=(given,))
    assert codes(bringing_refusals(OPEN, IDS["审核人甲"], register=deputised, now=START)) == set()
    withdrawn = replace(OPEN, workflow=replace(ORDINARY, barred=lambda _: {HANDLER: "被决定回避"}))
    assert codes(bringing_refusals(withdrawn, HANDLER, register=REGISTER, now=START)) == {"barred"}


@pytest.mark.parametrize(
    ("who", "code"),
    [("承办人丙", {"not_of_this_case"}), ("立卷人甲", set()), ("审核人甲", set()), ("监督人员甲", {"no_role"})],
)
def test_custody_is_entered_by_whoever_takes_a_step_also_of_an_ended_case(who: str, code: set[str]) -> None:
    here = ready("deliver_to_police").do("deliver_to_police")
    for case in (OPEN, here.case):
        asked = handing("viewed", actor=IDS[who])
        assert codes(handing_refusals(asked, case, chain(), register=REGISTER, now=START)) == code


def test_an_event_of_evidence_that_nobody_received_is_refused() -> None:
    assert codes(handing_refusals(handing("sealed"), OPEN, (), register=REGISTER, now=START)) == {"evidence_not_held"}


def test_reasons_of_custody_have_codes_of_their_own() -> None:
    told = [reason.code for reason in (*CUSTODY_REASONS, *ENGINE_REASONS)]
    assert len(told) == len(set(told))


def test_a_line_says_who_when_and_what_as_it_was() -> None:
    first, second = chain("moved")
    assert first.body["actor"]["name"] == first.actor == "承办人甲"
    assert second.body["occurred_at"] == instant_text(START.astimezone(SHANGHAI))
    assert (first.words["from"], second.words["from"], second.words["to"]) == ("当事人", "承办人甲", "鉴定机构")
