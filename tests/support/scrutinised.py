"""Case files as the core would never leave them, and proofs that a check passes a sound one and finds what is wrong with another."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any

from case_desk import put
from in_hand import CALENDAR, IDS, InHand, new_case
from penalty_steps import facts
from zhifa.engine.act import Act, Superseded
from zhifa.engine.casefile import DecisionMade, PaperOnFile
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.register import Register
from zhifa.workflows.scrutiny import View
from zhifa.workflows.scrutiny.check import Check, Result, Verdict
from zhifa.workflows.summary import SUMMARY

Built = Callable[[], InHand]


def seen(case: InHand, known: Callable[[int], Register] | None = None) -> View:
    """The case on the day it has come to; ``known``: by which register each of its entries was made, where not by the present one."""
    return View(case=case.case, register=case.register, calendar=CALENDAR, day=legal_day(case.at), known=known)


def judged(check: Check, case: InHand, known: Callable[[int], Register] | None = None) -> Result:
    return check.judge(seen(case, known))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckProof:
    """What one test shows of a check: that it passes a case, or finds a fault."""

    check: str
    found: bool


def passes(check: Check) -> Callable[[Built], Callable[[], None]]:
    """Make a case a test: the check passes it."""

    def proved(built: Built) -> Callable[[], None]:
        @wraps(built)
        def test() -> None:
            result = judged(check, built())
            assert result.verdict is Verdict.PASSED, (result.faults, result.unjudged)
            assert result.entries, "a check that passes says what it looked at"

        return _with_proof(test, CheckProof(check=check.id, found=False))

    return proved


def finds(check: Check, text: str) -> Callable[[Built], Callable[[], None]]:
    """Make a case a test: the check finds a fault whose text holds ``text``, and names what it rests on."""

    def proved(built: Built) -> Callable[[], None]:
        @wraps(built)
        def test() -> None:
            result = judged(check, built())
            assert result.verdict is Verdict.FAULTY, result.unjudged
            assert text in "；".join(fault.text for fault in result.faults)
            assert result.entries or any(fault.papers for fault in result.faults), "it names what it rests on"

        return _with_proof(test, CheckProof(check=check.id, found=True))

    return proved


def _with_proof(test: Any, proof: CheckProof) -> Any:
    del test.__wrapped__  # a parameter of what builds the case would be taken for a fixture
    test.proof = proof
    return test


# --- damage ----------------------------------------------------------------------------------------------------------


def altered(case: InHand, step: str, path: str, value: Any) -> InHand:
    """With another value in the facts of the last act of this step, past every form and guard."""
    return _changed(case, step, lambda act: _act(act, raw=json.dumps(put(json.loads(act.raw), path, value))))


def moved(case: InHand, step: str, **span: float) -> InHand:
    """With the last act of this step at another time; a decision's row goes along."""
    after = _changed(case, step, lambda act: _act(act, at=act.at + timedelta(**span)))
    at = {act.seq: instant_text(act.at) for act in after.case.acts}
    return after.having(decisions=tuple(replace(made, decided_at=at[made.seq]) for made in after.case.decisions))


def taken_by(case: InHand, step: str, name: str) -> InHand:
    """With the last act of this step taken by somebody else."""
    return _changed(case, step, lambda act: _act(act, actor=IDS[name]))


def corrected(case: InHand, step: str, path: str, value: Any) -> InHand:
    """With a value that papers issued so far do not show, because it was corrected after them."""

    def mended(act: Act[Any]) -> Act[Any]:
        old = Superseded(until=case.case.next_seq, raw=act.raw, at=act.at)
        return _act(act, raw=json.dumps(put(json.loads(act.raw), path, value)), superseded=(old,))

    return _changed(case, step, mended)


def lacking(case: InHand, *steps: str) -> InHand:
    """Without the acts of these steps."""
    return case.having(acts=tuple(act for act in case.case.acts if act.transition.name not in steps))


def also(case: InHand, step: str, told: Mapping[str, Any], *, by: str = "承办人甲") -> InHand:
    """With one more step taken now with these facts, past every guard, and the papers it makes."""
    file, transition = case.case, case.case.workflow.by_name[step]
    seq, day = file.next_seq, legal_day(case.at).isoformat()
    act: Act[Any] = Act(
        seq=seq, transition=transition, actor=IDS[by], at=case.at, recorded_at=case.at, raw=json.dumps(dict(told))
    )  # fmt: skip
    issued = (
        PaperOnFile(id=f"{seq}/{code}", code=code, title=code, number=f"示〔2026〕{seq}号", issued_on=day, seq=seq)
        for code in transition.papers
    )
    made = file.decisions
    if transition.decides:
        at = instant_text(case.at)
        made = (*made, DecisionMade(kind=transition.decides.name, draft_digest="", decided_at=at, seq=seq))
    after = case.having(acts=(*file.acts, act), papers=(*file.papers, *issued), decisions=made, next_seq=seq + 1)
    return after.wait(minutes=10)


def caught(fine: int = 10_000, **party: Any) -> InHand:
    """A case decided on the spot with a fine, told, decided, handed over and filed with the agency."""
    case = new_case(workflow=SUMMARY)
    day, officers = legal_day(case.at).isoformat(), [IDS["承办人甲"], IDS["承办人乙"]]
    report = facts("report", case.scene())
    report["party"] |= party
    draft = {
        "kind": "penalty", "facts": "当事人露天焚烧秸秆。", "evidence": [], "violated": [], "basis": [], "discretion": "轻微。",
        "items": [{"kind": "罚款", "amount": fine, "text": "罚款"}],
    }  # fmt: skip
    scene = {"officers": officers, "place": "示例村", "violation_ended_on": day, "credentials_shown": True}
    case = also(case, "catch", report | scene)
    case = also(case, "tell", {"officers": officers, "draft": draft, "rights": ["statement", "defence"]})
    case = also(case, "decide_on_spot", {"officers": officers, "statement": "none"})
    person = {"name": "当事人甲", "relation": "本人"}
    handed = {"officers": officers, "place": "示例村", "recipient": person, "signature": {"signed": True}}
    case = also(case, "deliver", handed)
    return also(case, "file_record", {"received_by": IDS["承办机构负责人甲"], "materials": ["当场行政处罚决定书"]})


def numbered(case: InHand) -> InHand:
    """With a number on every paper, as the office allots them."""
    papers = tuple(
        replace(paper, number=f"示〔2026〕{index}号") for index, paper in enumerate(case.case.papers, start=1)
    )
    return case.having(papers=papers)


def _changed(case: InHand, step: str, change: Callable[[Act[Any]], Act[Any]]) -> InHand:
    last = max(act.seq for act in case.case.acts if act.transition.name == step)
    return case.having(acts=tuple(change(act) if act.seq == last else act for act in case.case.acts))


def _act(act: Act[Any], **changes: Any) -> Act[Any]:
    same = {
        name: getattr(act, name) for name in ("seq", "transition", "actor", "at", "recorded_at", "raw", "superseded")
    }
    return Act(**same | changes)
