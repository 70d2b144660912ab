"""Which papers fell with a decision that was annulled."""

from __future__ import annotations

import pytest

from in_hand import InHand, standing
from zhifa.workflows.set_aside import set_aside


def fallen(case: InHand) -> list[str]:
    """The steps whose papers fell."""
    return [act.transition.name for act in case.case.acts if act.seq in set_aside(case.case)]


def annulled(effect: str) -> InHand:
    return standing("performing").do("lodge_remedy").do("record_remedy", effect=effect)


def test_nothing_falls_while_the_decision_stands() -> None:
    assert fallen(standing("performing")) == []
    assert fallen(annulled("维持")) == []


@pytest.mark.parametrize("effect", ["撤销", "责令重作", "确认无效"])
def test_what_made_and_served_an_annulled_decision_falls_with_it_and_the_notice_stays(effect: str) -> None:
    names = fallen(annulled(effect))

    assert names[0] == "decide_penalty"
    assert "record_remedy" not in names
    assert "notify" not in names


def test_once_it_is_decided_anew_the_notice_and_the_review_of_the_old_decision_fall_too() -> None:
    anew = fallen(annulled("责令重作").do("redo"))

    assert {"notify", "decide_penalty"} <= set(anew)
    assert not {"file", "inspect", "redo"} & set(anew)
