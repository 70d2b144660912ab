"""The codec between the form of a step and an HTML form: exact both ways, and every fault told by its field."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from form_facts import facts_of, normal, shipped_forms
from zhifa.engine.fields import Form, Label, Stated
from zhifa.engine.forms import parse
from zhifa.told.refusals import reason_of
from zhifa.web.desk.forms.codec import fill, fresh, read
from zhifa.web.desk.forms.tree import Choice, Field, Group, Kind, Leaf, Many, fields_of
from zhifa.web.desk.forms.typed import MARK, collected, settled, with_group, with_row, without
from zhifa.web.desk.forms.view import Pickers, anchor, show
from zhifa.web.errors import BadRequest
from zhifa.workflows.forms.decide import Proceeding
from zhifa.workflows.forms.investigate import Conclusion, Inspection
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.forms.start import Report


def sent(form: type[BaseModel], typed: dict[str, str]) -> Any:
    """What is read of a form that a browser sent."""
    body = urlencode([(name, value.replace("\n", "\r\n")) for name, value in typed.items()])
    return read(fields_of(form), settled(collected(parse_qsl(body, keep_blank_values=True))))


@given(data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_was_filled_in_comes_back_as_it_was(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(shipped_forms()))
    facts = data.draw(facts_of(form))
    reading = sent(form, fill(fields_of(form), facts))
    assert reading.faults == ()
    assert normal(reading.facts) == normal(facts)


def leaves(field: Field) -> list[Leaf]:
    match field:
        case Leaf():
            return [field]
        case Group():
            return [leaf for one in field.fields for leaf in leaves(one)]
        case Many():
            return leaves(field.item)
        case Choice():
            return [leaf for _, _, group in field.alternatives for leaf in leaves(group)]


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.__name__)
def test_every_field_of_every_form_has_a_field_of_its_own_kind(form: type[BaseModel]) -> None:
    tree = fields_of(form)
    assert [field.name for field in tree.fields] == list(form.model_fields)
    assert all(leaf.kind is not Kind.RAW for leaf in leaves(tree))


def test_what_nobody_typed_is_missing_and_said_so_by_the_form() -> None:
    reading = sent(Payment, {})
    assert (reading.facts, reading.faults) == ({}, ())
    refusals = parse(Payment, reading.facts)
    assert isinstance(refusals, tuple)
    assert {dict(one.operands)["field"] for one in refusals} == {"amount", "receipt_number", "payer"}


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("1234", 123400),
        ("0.07", 7),
        (" 12,345,678.90 元", 1234567890),
        ("5000元", 500000),
    ],
)
def test_money_is_typed_in_yuan(typed: str, fen: int) -> None:
    assert sent(Payment, {"facts.amount": typed}).facts == {"amount": fen}


@pytest.mark.parametrize("typed", ["12,34.50", "1.234", "-5", "五千", "1e5", "12.", "１２", "9" * 20, "NaN"])
def test_what_is_no_amount_is_refused_with_field_and_value(typed: str) -> None:
    reading = sent(Payment, {"facts.amount": typed})
    (fault,) = reading.faults
    assert dict(fault.operands)["field"] == "amount"
    assert "应为金额（元）" in fault.text
    assert typed[:20] in fault.text


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "2026/3/2", "0001-01-01", "9999-01-01", "20260302", "昨天", "2026-3-2"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    (fault,) = sent(Report, {"facts.discovered_on": typed}).faults
    assert dict(fault.operands)["field"] == "discovered_on"


def test_moments_are_beijing_time() -> None:
    assert sent(Inspection, {"facts.started_at": "2026-03-02T09:30"}).facts["started_at"] == "2026-03-02T09:30:00+08:00"
    tree = fields_of(Inspection)
    assert fill(tree, {"started_at": "2026-03-02T01:30:00Z"}) == {"facts.started_at": "2026-03-02T09:30"}
    twice = "1991-09-14T16:30:00Z"  # the clock was put back: this half hour came twice
    assert normal(sent(Inspection, fill(tree, {"started_at": twice})).facts["started_at"]) == normal(twice)


@pytest.mark.parametrize("name", ["facts.agency_id", "facts.amount.x", "facts.payer.0", "facts.officers"])
def test_a_forged_field_is_refused_and_named(name: str) -> None:
    (fault,) = sent(Payment, {name: "x"}).faults
    assert (dict(fault.operands)["field"], dict(fault.operands)["rule"]) == (name.removeprefix("facts."), "没有这一项")


def test_a_value_where_a_group_stands_is_refused() -> None:
    (fault,) = sent(Report, {"facts.party": "甲"}).faults
    assert dict(fault.operands)["field"] == "party"


@pytest.mark.parametrize(
    "pairs",
    [
        [("facts.a", "1"), ("facts.a", "2")],
        [("facts.a", b"file")],
        [("facts." + "a" * 300, "1")],
        [("facts..a", "1")],
        [("facts.a-b", "1")],
        [("facts.一", "1")],
        [("facts.a." + "0." * 40 + "b", "1")],
        [("facts.a.99999", "1")],
        [(f"facts.a{n}", "1") for n in range(5000)],
    ],
)
def test_a_malformed_or_endless_form_is_refused(pairs: list[tuple[str, object]]) -> None:
    with pytest.raises(BadRequest):
        collected(pairs)


def test_what_is_no_fact_is_left_alone() -> None:
    assert collected([("proof", "x"), ("add", "facts.items"), ("facts.a", "1")]) == {"facts.a": "1"}


def test_rows_come_and_go_and_stay_in_order() -> None:
    typed = with_row({"facts.items.0": MARK, "facts.items.0.text": "甲"}, "facts.items", group=True)
    typed = with_row(typed, "facts.items", group=True)
    typed["facts.items.2.text"] = "丙"
    kept = settled(without(typed, "facts.items.1"))
    assert kept == {
        "facts.items.0": MARK,
        "facts.items.0.text": "甲",
        "facts.items.1": MARK,
        "facts.items.1.text": "丙",
    }


def test_a_blank_row_of_a_plain_list_is_no_item() -> None:
    typed = {"facts.attachments.0": "", "facts.attachments.1": "照片", "facts.attachments.2": ""}
    assert sent(Report, typed).facts == {"party": {}, "attachments": ["照片"]}


def test_a_group_that_may_be_absent_is_there_once_it_was_added() -> None:
    assert "received" not in sent(Report, {}).facts
    assert sent(Report, with_group({}, "facts.received")).facts["received"] == {}
    assert sent(Report, {"facts.received.sender": "某局"}).facts["received"] == {"sender": "某局"}


def test_the_way_of_service_chooses_its_fields() -> None:
    typed = {"facts.proof.method": "post", "facts.proof.tracking_number": "1", "facts.proof.refusal_reason": "从前填的"}
    reading = sent(Service, typed)
    assert reading.faults == ()
    assert reading.facts["proof"] == {"method": "post", "tracking_number": "1", "recipient": {}}
    (fault,) = sent(Service, {"facts.proof.method": "pigeon"}).faults
    assert dict(fault.operands)["field"] == "proof.method"


def test_in_a_replay_a_source_may_be_silent_and_not_both() -> None:
    assert sent(Report, {"facts.content.not_stated": "正文"}).facts["content"] == {"not_stated": "正文"}
    both = sent(Report, {"facts.content.not_stated": "正文", "facts.content": "有"})
    assert [dict(fault.operands)["field"] for fault in both.faults] == ["content"]
    assert sent(Proceeding, {"facts.unit_opinion.text.not_stated": "x"}).faults


def test_what_holds_where_nothing_is_said_stands_in_the_fields() -> None:
    assert fresh(fields_of(Conclusion)) == {"facts.draft.payment_days": "15"}


def test_a_hosts_form_with_what_no_field_fits_is_typed_as_json() -> None:
    class Odd(Form):
        table: dict[str, int]
        share: Stated[Label | int]

    tree = fields_of(Odd)
    assert [leaf.kind for leaf in leaves(tree)] == [Kind.RAW, Kind.RAW]
    facts = {"table": {"甲": 1}, "share": 3}
    assert sent(Odd, fill(tree, facts)).facts == facts
    assert "不是 JSON" in sent(Odd, {"facts.table": "{"}).faults[0].text


def test_a_page_shows_what_is_wrong_beside_its_field_and_offers_silence_in_a_replay_alone() -> None:
    tree = fields_of(Report)
    found = parse(Report, {"party": {"name": 1}})
    assert isinstance(found, tuple)
    reasons = [reason_of(one, Report) for one in found]
    plain, replay = (show(tree, {}, reasons, Pickers(), replay=replay) for replay in (False, True))
    party = next(one for one in plain.inner if one.name == "facts.party")
    name = next(one for one in party.inner if one.name == "facts.party.name")
    assert (name.faults, name.described) == (("应为文字",), "facts-party-name-help facts-party-name-fault")
    assert name.silence is None
    assert anchor("party.name", plain) == "facts-party-name"
    assert anchor("party.nothing", plain) == "facts-party"
    assert anchor(None, plain) == ""
    content = next(one for one in replay.inner if one.name == "facts.content")
    source = next(one for one in replay.inner if one.name == "facts.source")
    assert (content.silence, source.silence) == ("", None)


def test_a_choice_that_is_gone_from_the_list_stays_to_be_seen() -> None:
    tree = fields_of(Proceeding)
    whole = show(tree, {"facts.unit_opinion.by": "somebody"}, (), Pickers(officers=(("a", "甲"),)), replay=False)
    by = whole.inner[0].inner[0]
    assert by.options == (("a", "甲"), ("somebody", "somebody"))
