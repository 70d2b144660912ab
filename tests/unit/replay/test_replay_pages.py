from __future__ import annotations

from typing import Any

import pytest

from zhifa.replay.picture import Picture, picture
from zhifa.replay.wording import ending, operative_part, path

FINDING = {"severity": "fault", "evidence": ["dates.filed", "dates.decided"]}
TERM = {"label": "期限", "start_on": "2023-05-24", "due": "2023-08-22", "status": "late"}
LATER = {"label": "期限", "start_on": "2023-05-24", "due": "2024-08-22", "status": "open"}


def step(on: str, label: str, **dated: Any) -> dict[str, Any]:
    return {"on": on, "label": label, "dated": dated}


STEPS = [
    step("2023-05-24", "立案", stated=["dates.filed"]),
    step("2023-05-24", "确定承办人", assumed="推定"),
    step("2023-12-06", "作出决定", assumed="顺延"),
]


def drawn(quoted: dict[str, str] | None = None, **told: Any) -> Picture:
    return picture({"steps": STEPS, "findings": [], "terms": [], "law_note": None} | told, quoted or {})


def test_days_stand_in_order_each_with_its_steps_and_how_firm_it_is() -> None:
    days = drawn().days
    assert [(day.on, day.kind) for day in days] == [("2023-05-24", "stated"), ("2023-12-06", "assumed")]
    assert [(label.text, label.kind) for label in days[0].labels] == [("立案", "stated"), ("确定承办人", "assumed")]
    assert [gap.days for gap in drawn().gaps] == [196]


def test_finding_spans_the_days_it_rests_on_where_a_step_was_moved_too() -> None:
    made = drawn({"dates.filed": "2023-05-24", "dates.decided": "2023-12-01"}, findings=[FINDING])
    assert [(day.on, day.kind) for day in made.days][1] == ("2023-12-01", "left")
    assert [label.text for label in made.days[1].labels] == ["决定日期"]
    (bracket,) = made.brackets
    assert (bracket.number, bracket.x1, bracket.x2) == (1, made.days[0].x, made.days[1].x)


def test_finding_that_rests_on_no_day_has_no_place_in_the_picture() -> None:
    assert drawn(findings=[{"severity": "notice", "evidence": ["document_number"]}]).brackets == ()


def test_term_ends_in_the_picture_or_beyond_it() -> None:
    ending_within, ending_beyond = drawn(terms=[TERM, LATER]).bars
    assert drawn().days[0].x < ending_within.x2 < drawn().days[1].x
    assert (ending_within.open_ended, ending_beyond.open_ended) == (False, True)


def test_terms_of_a_case_whose_law_is_not_recorded_are_not_drawn() -> None:
    assert drawn(terms=[TERM], law_note="当时法律未收录").bars == ()


def test_everything_lies_within_the_picture_and_labels_of_one_line_never_meet() -> None:
    many = [step(f"2023-06-{day:02}", "处理先行登记保存的证据", assumed="推定") for day in range(1, 20)]
    for steps in (STEPS, STEPS[:1], many):
        made = drawn(steps=steps, terms=[TERM, LATER])
        assert all(0 < day.x < made.width for day in made.days)
        assert all(0 <= bar.x1 < bar.x2 <= made.width and bar.y + 20 <= made.height for bar in made.bars)
        for one, other in zip(made.days, made.days[1:], strict=False):
            widest = max(13 * len(label.text) for day in (one, other) for label in day.labels)
            assert other.x - one.x >= min(widest, 84)


@pytest.mark.parametrize(
    ("dotted", "words"),
    [
        ("dates.filed", "立案日期"),
        ("dates.other.渔具先行登记保存", "渔具先行登记保存"),
        ("decision_items.1.amount_yuan", "处理内容第2项数额（元）"),
        ("something.else", "something.else"),
    ],
)
def test_path_is_told_in_words(dotted: str, words: str) -> None:
    assert path(dotted) == words


@pytest.mark.parametrize(
    ("ended_at", "words"),
    [
        ("penalty", "作出行政处罚决定"),
        ("not_stated:decision_items", "来源未载主文（decision_items），演示到此为止"),
        ("refused:conclude", "有环节被拒绝（conclude），演示到此为止"),
    ],
)
def test_end_of_a_replay_is_told_in_words(ended_at: str, words: str) -> None:
    assert ending(ended_at) == words


def test_sum_that_is_not_stated_is_neither_left_out_nor_nothing() -> None:
    items = [{"kind": "罚款", "fen": None}, {"kind": "没收非法财物", "fen": None}, {"kind": "没收违法所得", "fen": 0}]
    assert operative_part(items) == "罚款 〔来源未载〕；没收非法财物；没收违法所得 0.00元"
    assert operative_part([]) == "不予行政处罚"
