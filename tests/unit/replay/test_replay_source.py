from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from published_cases import published_case, write_case
from zhifa.replay import NotServed, SourceUnreadable, read
from zhifa.replay.inputs import Silent, Stated, leaves, plain, put, silent
from zhifa.replay.source import LARGEST


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"surprise": 1}, "surprise"),
        ({"dates": {"filed": "24.05.2023"}}, "dates.filed"),
        ({"dates": {"filed": "1999-05-24"}}, "dates.filed"),
        ({"dates": {"heard": "2023-05-24"}}, "dates.heard"),
        ({"decision_items": [{"type": "罚款", "amount_yuan": 0.005, "text": "半分"}]}, "decision_items.0.amount_yuan"),
        ({"decision_items": [{"type": "罚款", "amount_yuan": -1, "text": "负一元"}]}, "decision_items.0.amount_yuan"),
        ({"decision_items": [{"type": "罚款", "amount_yuan": "545", "text": ""}]}, "decision_items.0.text"),
        ({"decision_items": [{"type": "罚款", "amount_yuan": 0, "text": "零元"}]}, "decision_items.0"),
        ({"facts_summary": "示例\u202e公司"}, "facts_summary"),
        ({"party": {"name": "示\u0000例"}}, "party.name"),
        ({"payment_days": 3.5}, "payment_days"),
        ({"party": {"kind": "company", "name": "示例公司"}}, "party.kind"),
    ],
)
def test_faulty_field_is_named(tmp_path: Path, changes: dict[str, object], named: str) -> None:
    with pytest.raises(SourceUnreadable, match=named):
        published_case(tmp_path, **changes)


def test_missing_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="agency"):
        published_case(tmp_path, without=("agency",))


def test_missing_field_within_another_is_named_by_its_path_and_not_shown_by_the_whole(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable) as refused:
        published_case(tmp_path, agency={"region": "示例省示例市"})
    assert refused.value.faults == ("填报项“agency.name”的值 （未填） 不合要求：必填",)


def test_name_written_twice_is_refused_with_its_place(tmp_path: Path) -> None:
    file = write_case(tmp_path)
    told = file.read_text(encoding="utf-8")
    file.write_text(told.replace('"dates": {', '"dates": {"filed": "2023-05-23", '), encoding="utf-8")
    with pytest.raises(SourceUnreadable, match="dates 中「filed」写了两次"):
        read(file)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"[" * 100_000, b"\xff\xfe{}", b" " * (LARGEST + 1)])
def test_file_that_is_no_case_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no-case.json"
    file.write_bytes(content)
    with pytest.raises(SourceUnreadable, match=r"no-case\.json"):
        read(file)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"gone\.json"):
        read(tmp_path / "gone.json")


@pytest.mark.parametrize("act", ["行政许可", "行政强制", "行政征收", "行政检查", "行政命令(责令改正)"])
def test_other_kinds_of_act_are_said_to_have_no_workflow_yet(tmp_path: Path, act: str) -> None:
    with pytest.raises(NotServed, match=r"尚无流程"):
        published_case(tmp_path, act_type=act, procedure_code="n/a", dates={"published": "2024-08"})


def test_amounts_are_read_exactly(tmp_path: Path) -> None:
    source = published_case(tmp_path, decision_items=[{"type": "罚款", "amount_yuan": 65376232.64, "text": "罚款"}])
    assert source.case.decision_items[0].amount_yuan == Decimal("65376232.64")


def test_stated_takes_its_value_from_the_file(tmp_path: Path) -> None:
    source = published_case(tmp_path)
    assert source.stated("party.name") == Stated(value="示例公司", paths=("party.name",))
    assert source.stated("decision_items.0.amount_yuan", 54500) == Stated(
        value=54500, paths=("decision_items.0.amount_yuan",)
    )


@pytest.mark.parametrize("path", ["party.address", "decision_items.1.text", "dates.decided", "nothing.at.all"])
def test_nothing_can_be_called_stated_that_the_file_does_not_hold(tmp_path: Path, path: str) -> None:
    source = published_case(tmp_path)
    assert source.stated(path) == silent(path)
    assert source.stated(path, "assumed value") == silent(path)
    with pytest.raises(LookupError):
        source.drawn("assumed value", path)


def test_label_of_a_date_may_hold_a_dot(tmp_path: Path) -> None:
    source = published_case(tmp_path, dates={"other": {"第1.2次检查": "2023-05-01"}})
    assert source.at("dates.other.第1.2次检查") == "2023-05-01"


def test_same_bytes_have_the_same_digest_and_other_bytes_another(tmp_path: Path) -> None:
    once, again, other = write_case(tmp_path), write_case(tmp_path), write_case(tmp_path, payment_days=15)
    assert read(once).digest == read(again).digest != read(other).digest


def test_tree_of_facts_gives_the_plain_facts_and_every_leaf_with_its_field() -> None:
    name = Stated(value="示例公司", paths=("party.name",))
    address = silent("party.address")
    tree = {"party": {"name": name, "address": address}, "officers": [name]}
    assert plain(tree) == {
        "party": {"name": "示例公司", "address": {"not_stated": "party.address"}},
        "officers": ["示例公司"],
    }
    assert [entry.field for entry in leaves(tree)] == ["party.name", "party.address", "officers.0"]


def test_one_leaf_is_put_in_the_place_of_another_and_the_tree_left_as_it_was() -> None:
    tree = {"party": {"kind": silent("party.kind")}, "cause": silent("case_number")}
    changed = put(tree, "party.kind", Silent(path="x", value="y"))
    assert plain(changed) == {"party": {"kind": "y"}, "cause": {"not_stated": "case_number"}}
    assert plain(tree)["party"] == {"kind": {"not_stated": "party.kind"}}  # type: ignore[call-overload, index]
    with pytest.raises(KeyError):
        put(tree, "party.name", silent("x"))
