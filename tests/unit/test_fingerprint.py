"""The digest of a procedure moves with everything declared, and with nothing else (invariant 8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from small_procedure import (
    AGREE,
    BEGIN,
    BEGUN,
    CLERK,
    MENDING,
    OBJECT,
    PARTS,
    READING,
    SETTLE,
    SUBMIT,
    WAITING,
    WEEK,
    WRITE,
    Nothing,
    but,
    guard,
    procedure,
    with_steps,
)  # fmt: skip
from zhifa.engine.books.acts import act_label
from zhifa.engine.terms import Term, Unit
from zhifa.engine.vocabulary import Condition, End, Open, Role, Start, Target
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY

ALWAYS = Condition(name="always", label="总是", holds=lambda _: True)
DAYS = replace(WEEK, code="days", unit=Unit.WORKING_DAY)
HALL = replace(CLERK, name="hall")


class MoreWords(Nothing):
    """Another form."""

    words: str
    more: str = ""


def _states() -> Workflow:
    """The same procedure whose first state has another label."""
    renamed = replace(BEGUN, label="起")
    steps = (
        but(BEGIN, targets=(Target(renamed),)),
        but(WRITE, sources=(renamed, MENDING)),
        but(SUBMIT, sources=(renamed, MENDING)),
    )
    return with_steps(*steps, states=(renamed, *PARTS["states"][1:]))


def _during(term: Term) -> Open:
    """What the step opens, for no longer than that term runs."""
    (opening,) = SUBMIT.opens
    return replace(opening, during=term)


CHANGED = {
    "name": lambda: procedure(name="other"),
    "version": lambda: procedure(version=2),
    "act": lambda: procedure(act="licence"),
    "state": _states,
    "review state": lambda: procedure(review_state=MENDING),
    "decision papers": lambda: procedure(decision_papers={"settlement": "D35"}),
    "label of a step": lambda: with_steps(but(WRITE, label="写")),
    "sources": lambda: with_steps(but(WRITE, sources=(BEGUN,))),
    "targets": lambda: with_steps(but(OBJECT, targets=(Target(BEGUN, when=ALWAYS), Target(MENDING)))),
    "roles": lambda: with_steps(but(WRITE, roles=(CLERK, HALL))),
    "guards": lambda: with_steps(but(WRITE, guards=(guard(lambda _: ()),))),
    "papers": lambda: with_steps(but(WRITE, papers=("D21",), no_paper=None)),
    "terms started": lambda: with_steps(but(SUBMIT, starts=(Start(term=WEEK),))),
    "rule of a term": lambda: with_steps(
        but(BEGIN, starts=(Start(term=replace(WEEK, rule_version="2030-01-01")),)), but(SETTLE, ends=())
    ),
    "terms ended": lambda: with_steps(but(SUBMIT, ends=(End(term=WEEK),))),
    "tracks": lambda: with_steps(but(SUBMIT, opens=()), but(AGREE, closes=()), but(OBJECT, closes=())),
    "how long a track stops": lambda: with_steps(but(SUBMIT, starts=(Start(term=WEEK),), opens=(_during(WEEK),))),
    "opinion": lambda: with_steps(but(OBJECT, opinion=None)),
    "voids review": lambda: with_steps(but(WRITE, voids_review=False)),
    "decides": lambda: with_steps(but(SETTLE, decides=None)),
    "fields of a form": lambda: with_steps(but(WRITE, facts=MoreWords)),
    "asks the catalogue": lambda: with_steps(but(WRITE, assesses=True), inputs=lambda _, __: None),
    "may be shortened": lambda: with_steps(
        but(WRITE, assesses=True, starts=(Start(term=DAYS, hastened=True),)), inputs=lambda _, __: None
    ),
    "cleared": lambda: with_steps(but(AGREE, targets=(Target(READING, cleared=True), Target(WAITING)))),
}


def test_the_same_declaration_has_the_same_digest() -> None:
    assert procedure().digest == procedure().digest


@pytest.mark.parametrize("what", CHANGED)
def test_another_declaration_has_another_digest(what: str) -> None:
    assert CHANGED[what]().digest != procedure().digest


def test_every_change_has_a_digest_of_its_own() -> None:
    digests = {make().digest for make in CHANGED.values()}

    assert len(digests) == len(CHANGED)


def test_a_procedure_finds_its_terms_and_what_they_wait_for() -> None:
    term = next(start.term for step in ORDINARY.transitions for start in step.starts)
    assert ORDINARY.term(term.code, term.label) == term
    assert ORDINARY.term(term.code, "别的名称").code == term.code
    assert ORDINARY.as_set(term.code, term.label, version="gone/2020-01-01", length=3) == replace(term, length=3)
    with pytest.raises(LookupError, match="没有期限 levitation"):
        ORDINARY.term("levitation", "")
    (code, by_track), *_ = ORDINARY.holds.items()
    (track, cause), *_ = by_track.items()
    assert (ORDINARY.waits(code, {track}), ORDINARY.waits(code, set())) == (cause, None)
    assert any(step.looks_beyond for step in ORDINARY.transitions)


def test_kinds_of_act_have_names_and_one_that_a_host_adds_keeps_its_own() -> None:
    assert [act_label(act) for act in ("penalty", "upkeep", "salvage")] == ["行政处罚", "名录调整", "salvage"]


def test_what_is_not_declared_does_not_move_the_digest() -> None:
    assert procedure(label="另一名称").digest == procedure().digest


def test_a_procedure_finds_its_parts_by_name() -> None:
    workflow = procedure()

    assert workflow.by_name["write"] is WRITE
    assert workflow.state_by_name["waiting"] is WAITING
    assert workflow.opening is BEGIN
    assert Role(name="x", label="x").handles is False
