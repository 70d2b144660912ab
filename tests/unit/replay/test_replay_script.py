from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from published_cases import SERVED, published_case
from zhifa.engine.instants import SHANGHAI
from zhifa.replay import Source, read
from zhifa.replay.cast import Cast
from zhifa.replay.facts.citations import cite
from zhifa.replay.facts.investigate import conclusion
from zhifa.replay.facts.start import report
from zhifa.replay.inputs import Facts, Stated, leaves, plain
from zhifa.replay.scene import Scene
from zhifa.replay.script import script
from zhifa.replay.step import Step

AT = datetime(2023, 6, 1, 9, tzinfo=SHANGHAI)


def scene(source: Source) -> Scene:
    return Scene(source=source, cast=Cast(source=source), at=AT, hearing_due=True)


def told(facts: Facts) -> Any:
    return plain(facts)


def names(source: Source) -> list[str]:
    return [step.do for step in script(source).steps]


def step(source: Source, do: str) -> Step:
    return next(step for step in script(source).steps if step.do == do)


def test_penalty_goes_through_notice_review_decision_service_and_publication(tmp_path: Path) -> None:
    assert names(published_case(tmp_path)) == [
        "report", "verify", "file", "assign", "extract", "conclude", "notify", "serve_notice", "submit_review", "agree",
        "decide_penalty", "dispatch", "serve_decision", "review_publication", "publish",
    ]  # fmt: skip


def test_decision_not_to_punish_has_no_notice(tmp_path: Path) -> None:
    source = published_case(tmp_path, decision_items=[{"type": "不予处罚", "text": "不予行政处罚"}])
    found = names(source)
    assert "decide_no_penalty" in found
    assert not {"notify", "serve_notice", "decide_penalty"} & set(found)
    assert script(source).ends_at == "no_penalty"


def test_source_without_operative_part_ends_in_the_investigation(tmp_path: Path) -> None:
    written = script(published_case(tmp_path, without=("decision_items",)))
    assert written.ends_at == "not_stated:decision_items"
    assert written.steps[-1].do == "extract"


def test_fine_without_amount_is_left_open_and_not_invented(tmp_path: Path) -> None:
    source = published_case(tmp_path, decision_items=[{"type": "罚款", "text": "罚款，数额未见"}])
    assert script(source).ends_at == "penalty"
    (item,) = told(conclusion(scene(source)))["draft"]["items"]
    assert item["amount"] == {"not_stated": "decision_items.0.amount_yuan"}


TWO_COUNTS = "查明没有健康证、没有消毒间。两项违法分别裁量。"
ONE_ANSWERED = [
    {"type": "警告", "text": "健康证违法:警告"},
    {"type": "罚款", "amount_yuan": 3000, "text": "健康证违法:叁仟元整"},
    {"type": "责令改正", "text": "责令立即改正"},
]
BOTH_ANSWERED = [*ONE_ANSWERED, {"type": "警告", "text": "消毒间违法：警告"}]
NONE_NAMED = [{"type": "警告", "text": "警告"}]


@pytest.mark.parametrize(
    ("completeness", "facts", "items", "ends_at"),
    [
        ("part", TWO_COUNTS, ONE_ANSWERED, "not_stated:decision_items"),
        ("full", TWO_COUNTS, ONE_ANSWERED, "penalty"),
        ("part", TWO_COUNTS, BOTH_ANSWERED, "penalty"),
        ("part", TWO_COUNTS, NONE_NAMED, "penalty"),
        ("part", "查明没有健康证。", ONE_ANSWERED, "penalty"),
    ],
)
def test_excerpt_that_answers_fewer_violations_than_it_weighs_is_cut_off(
    tmp_path: Path, completeness: str, facts: str, items: list[dict[str, Any]], ends_at: str
) -> None:
    source = published_case(tmp_path, source_completeness=completeness, facts_summary=facts, decision_items=items)
    written = script(source)
    assert written.ends_at == ends_at
    if written.missing:
        assert written.missing.evidence == (
            "source_completeness", "facts_summary", "decision_items.0.text", "decision_items.1.text",
        )  # fmt: skip


def test_operative_part_without_any_penalty_ends_the_replay(tmp_path: Path) -> None:
    written = script(published_case(tmp_path, decision_items=[{"type": "责令改正", "text": "责令改正"}]))
    assert written.ends_at == "not_stated:decision_items"
    assert written.missing is not None
    assert written.missing.evidence == ("decision_items",)


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        ({"filed": "2023-05-24", "on_site": "2023-05-20"}, ["inspect", "file"]),
        ({"filed": "2023-05-24", "on_site": "2023-05-24"}, ["inspect", "file"]),
        ({"filed": "2023-05-24", "on_site": "2023-05-25"}, ["file", "inspect"]),
        ({"on_site": "2023-05-20"}, ["inspect", "file"]),
        ({"filed": "2023-05-24", "interviewed": "2023-05-20"}, ["interview", "file"]),
        ({"filed": "2023-05-24", "interviewed": "2023-05-24"}, ["file", "interview"]),
        ({"on_site": "2023-05-20", "interviewed": "2023-05-19"}, ["interview", "inspect", "file"]),
        ({"on_site": "2023-05-20", "interviewed": "2023-05-20"}, ["inspect", "file", "interview"]),
    ],
)
def test_inspection_and_interview_stand_on_their_side_of_the_filing(
    tmp_path: Path, dates: dict[str, str], order: list[str]
) -> None:
    found = names(published_case(tmp_path, dates=dates))
    assert [name for name in found if name in ("inspect", "interview", "file")] == order


def test_hearing_is_played_where_the_source_states_one(tmp_path: Path) -> None:
    dates = {
        "notified": "2023-06-01",
        "hearing": "2023-07-03",
        "other": {"听证申请": "2023-06-05", "听证通知书送达": "2023-06-08"},
    }
    source = published_case(tmp_path, dates=dates)
    dated = {s.do: s.dated.day.isoformat() for s in script(source).steps if s.dated}
    assert dated == {
        "notify": "2023-06-01",
        "serve_notice": "2023-06-01",
        "request_hearing": "2023-06-05",
        "schedule_hearing": "2023-06-08",
        "hold_hearing": "2023-07-03",
    }


PRESERVED = {"渔具先行登记保存": "2023-05-26", "送达先行登记保存物品处理通知书": "2023-06-02"}


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        ({}, ["file", "approve_preservation", "preserve", "handle_preserved", "extract"]),
        ({"on_site": "2023-06-05"}, ["file", "approve_preservation", "preserve", "handle_preserved", "inspect"]),
        ({"interviewed": "2023-05-30"}, ["file", "approve_preservation", "preserve", "interview", "handle_preserved"]),
        ({"notified": "2023-06-01"}, ["preserve", "extract", "conclude", "notify", "serve_notice", "handle_preserved"]),
        ({"filed": "2023-05-29"}, ["approve_preservation", "preserve", "file", "handle_preserved", "assign"]),
    ],
)
def test_preservation_stands_where_its_days_put_it(tmp_path: Path, dates: dict[str, str], order: list[str]) -> None:
    found = names(published_case(tmp_path, dates={"filed": "2023-05-24", **dates, "other": PRESERVED}))
    start = found.index(order[0])
    assert [name for name in found[start:] if name != "assign" or name in order][: len(order)] == order


def test_preserved_article_is_named_by_the_label_of_the_day(tmp_path: Path) -> None:
    source = published_case(tmp_path, dates={"filed": "2023-05-24", "other": PRESERVED})
    facts = told(step(source, "preserve").tells(scene(source)))
    assert facts["items"][0]["name"] == "渔具"
    assert facts["items"] == told(step(source, "approve_preservation").tells(scene(source)))["items"]
    plain_label = published_case(tmp_path, dates={"filed": "2023-05-24", "other": {"先行登记保存": "2023-05-26"}})
    facts = told(step(plain_label, "preserve").tells(scene(plain_label)))
    assert facts["items"][0]["name"] == "〔来源未载〕"
    assert "handle_preserved" not in names(plain_label)


def test_second_interview_is_played_on_its_day(tmp_path: Path) -> None:
    dates = {"filed": "2023-05-24", "interviewed": "2023-05-26", "other": {"补充询问": "2023-05-29"}}
    stated = [s.dated.path for s in script(published_case(tmp_path, dates=dates)).steps if s.dated]
    assert stated == ["dates.filed", "dates.interviewed", "dates.other.补充询问"]


@pytest.mark.parametrize(
    ("heard", "order"),
    [
        ("2023-06-05", ["hear_statement", "review_statement", "request_hearing"]),
        ("2023-06-06", ["request_hearing", "schedule_hearing", "hold_hearing", "report_hearing", "hear_statement"]),
    ],
)
def test_statement_of_the_party_is_heard_before_or_after_the_hearing(
    tmp_path: Path, heard: str, order: list[str]
) -> None:
    other = {"收到当事人陈述": heard, "听证申请": "2023-06-05"}
    found = names(published_case(tmp_path, dates={"notified": "2023-06-01", "hearing": "2023-07-03", "other": other}))
    start = found.index("serve_notice") + 1
    assert found[start : start + len(order)] == order


def test_case_is_closed_only_where_the_source_states_the_execution(tmp_path: Path) -> None:
    dates = {"filed": "2023-05-24", "executed": "2023-09-01"}
    assert names(published_case(tmp_path, dates=dates))[-3:] == ["publish", "pay", "close"]
    published = {**dates, "published": "2023-09-04"}
    assert names(published_case(tmp_path, dates=published))[-4:] == ["pay", "review_publication", "publish", "close"]
    closure = [{"type": "责令停产停业", "text": "责令停产停业"}]
    assert names(published_case(tmp_path, dates=dates, decision_items=closure))[-2:] == ["confirm_performance", "close"]
    open_track = {**dates, "other": {"渔具先行登记保存": "2023-05-26"}}
    assert names(published_case(tmp_path, dates=open_track))[-1] == "pay"


@pytest.mark.parametrize(
    "items",
    [
        [{"type": "罚款", "text": "罚款，数额未见"}],
        [{"type": "警告", "text": "警告"}],
        [{"type": "不予处罚", "text": "不予处罚"}],
    ],
)
def test_execution_that_cannot_be_told_in_full_is_not_played(tmp_path: Path, items: list[dict[str, Any]]) -> None:
    source = published_case(tmp_path, dates={"filed": "2023-05-24", "executed": "2023-09-01"}, decision_items=items)
    assert script(source).steps[-1].do == "publish"
    assert script(source).not_played == ("dates.executed",)


def test_way_of_service_is_told_as_the_source_words_it(tmp_path: Path) -> None:
    source = published_case(tmp_path, dates={"filed": "2023-05-24", "other": {"送达方式": "公告，六十日"}})
    assert told(step(source, "serve_decision").tells(scene(source)))["proof"]["detail"] == "公告，六十日"
    assert script(source).not_played == ()


def test_stated_discussion_is_played(tmp_path: Path) -> None:
    source = published_case(tmp_path, dates={"collective_discussion": "2023-07-03"})
    assert names(source)[-6:-4] == ["discuss", "decide_penalty"]
    assert told(conclusion(scene(source)))["complex_or_major"]


def test_an_order_to_correct_is_no_penalty_and_an_order_of_another_name_is_not_taken_for_it(tmp_path: Path) -> None:
    items = [
        {"type": "责令停止建设", "text": "责令停止项目建设"},
        {"type": "罚款", "amount_yuan": 12519.52, "text": "罚款"},
        {"type": "责令改正", "text": "责令立即改正"},
    ]
    source = published_case(tmp_path, decision_items=items)
    draft = told(conclusion(scene(source)))["draft"]
    assert draft["items"] == [{"kind": "罚款", "text": "罚款", "amount": 1251952}]
    assert draft["correction"] == "责令立即改正"
    assert "decision_items.0" in script(source).not_played


def test_payment_term_in_working_days_is_not_taken_for_days(tmp_path: Path) -> None:
    source = published_case(tmp_path, payment_days=10, payment_unit="working_day")
    assert told(conclusion(scene(source)))["draft"]["payment_days"] == 15


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("《安全生产法》第四十一条第一、二款", {"law": "安全生产法", "article": "第四十一条第一、二款"}),
        (
            "《安全生产法》第一百一十四条第一款第(二)项",
            {"law": "安全生产法", "article": "第一百一十四条第一款第(二)项"},
        ),
        ("《某裁量基准》", {"law": "某裁量基准", "article": ""}),
        ("《某裁量基准》(环评类)序号1", {"law": "某裁量基准"}),
        ("《证券法》(行为时)第七十三条", {"law": "证券法"}),
        ("某地规定", {"law": "某地规定"}),
    ],
)
def test_citation_keeps_its_article_only_in_the_official_form(text: str, cited: dict[str, str]) -> None:
    assert cite(text) == cited


@pytest.mark.parametrize(
    ("party", "kind"),
    [
        ({"kind": "legal_person", "name": "甲", "uscc_or_id": "91500101MAABXQBG7Q"}, "uscc"),
        ({"kind": "individual", "name": "甲", "uscc_or_id": "11010519491231002X"}, "resident_id"),
        ({"kind": "legal_person", "name": "甲", "uscc_or_id": "91430700MAEH1BXXXX"}, "masked"),
        ({"kind": "individual", "name": "甲", "uscc_or_id": "500102********1233"}, "masked"),
        ({"kind": "individual", "name": "甲"}, "none"),
    ],
)
def test_kind_of_identity_number_is_told_from_the_number(tmp_path: Path, party: dict[str, str], kind: str) -> None:
    assert told(report(scene(published_case(tmp_path, party=party))))["party"]["identity_kind"] == kind


def test_cause_is_taken_from_the_case_number(tmp_path: Path) -> None:
    source = published_case(tmp_path, case_number="示例公司超标排放污染物案")
    assert told(report(scene(source)))["cause"] == "超标排放污染物"


def test_investigation_is_not_concluded_before_a_day_of_its_facts(tmp_path: Path) -> None:
    other = {"取得批复(改正)": "2023-06-30", "起诉": "2023-06-29", "购进": "2023-06", "终审判决": "2024-07-17"}
    source = published_case(tmp_path, dates={"filed": "2023-05-24", "decided": "2023-07-03", "other": other})
    assert step(source, "conclude").not_before == date(2023, 6, 30)


def test_year_of_the_number_dates_the_decision_unless_its_day_is_stated(tmp_path: Path) -> None:
    number = {"document_number": "示市环罚〔2024〕1号"}
    assert step(published_case(tmp_path, **number), "decide_penalty").not_before == date(2024, 1, 1)
    assert script(published_case(tmp_path, **number)).number_year == 2024
    assert script(published_case(tmp_path, dates={"decided": "2024-02-01"}, **number)).number_year is None


def test_stated_dates_without_a_step_are_named(tmp_path: Path) -> None:
    dates = {"filed": "2023-05-24", "sampled": "2023-05-01", "other": {"起诉": "2024-01-01", "违法行为": "2023-05-01"}}
    assert script(published_case(tmp_path, dates=dates)).not_played == ("dates.sampled", "dates.other.起诉")


@pytest.mark.parametrize("text", ["2023-02-30", "1999-05-24", "2023-06", "公告", "9999-12-31"])
def test_text_under_a_label_of_a_step_that_is_no_day_of_ours_is_not_played(tmp_path: Path, text: str) -> None:
    source = published_case(tmp_path, dates={"filed": "2023-05-24", "other": {"收到当事人陈述": text}})
    assert "hear_statement" not in names(source)
    assert script(source).not_played == ("dates.other.收到当事人陈述",)


@pytest.mark.parametrize("file", SERVED, ids=lambda file: file.stem)
def test_every_stated_input_stands_in_the_file(file: Path) -> None:
    source = read(file)
    for one in script(source).steps:
        for entry in leaves(one.tells(scene(source))):
            if isinstance(entry.leaf, Stated):
                assert all(source.holds(path) for path in entry.leaf.paths), entry
