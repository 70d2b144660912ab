"""A small procedure whose one decision is reviewed by catalogue alone, the registers it is decided under, and a case driven through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from in_hand import CALENDAR, IDS, folded, register
from shelves import keeping
from small_procedure import BEGUN, MENDING, SETTLE, WAITING, WRITE, Nothing, but, step, with_steps
from steps_of_review import rule
from zhifa.engine.assessment import Inputs
from zhifa.engine.books.book import Line
from zhifa.engine.books.review import Flag
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.command import Command
from zhifa.engine.decide import decide
from zhifa.engine.gate import REVIEW_NOT_DUE
from zhifa.engine.people import Assignment
from zhifa.engine.period import Period
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.register import Register
from zhifa.engine.vocabulary import DecisionKind, Review, Target
from zhifa.engine.workflow import Workflow

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
CLERK = IDS["承办人甲"]


class Proposal(Nothing):
    """The draft: what is granted, and what it is worth in fen."""

    words: str
    value: int = 0


class Weighed(Nothing):
    """What the clerk says of it."""

    risk: bool = False
    relations: int = 1


def draft(case: CaseFile) -> Mapping[str, JSON] | None:
    written = case.last(Proposal)
    return {"words": written.facts.words, "value": written.facts.value} if written else None


def inputs(case: CaseFile, _register: Register) -> Inputs | None:
    written, weighed = case.last(Proposal), case.last(Weighed)
    if written is None:
        return None
    return Inputs(
        act="licence",
        sums={"采砂许可": written.facts.value},
        party="organisation",
        matter="河道采砂",
        flags=frozenset({Flag.SOCIAL_RISK} if weighed and weighed.facts.risk else ()),
        legal_relations=weighed.facts.relations if weighed else 1,
    )


GRANT = DecisionKind(name="settlement", label="准予许可决定", review=Review.BY_CATALOGUE)
JUDGE = step(
    "judge", BEGUN, MENDING, targets=(Target(WAITING, when=REVIEW_NOT_DUE), Target(MENDING)), facts=Weighed, assesses=True,
)  # fmt: skip
REMARK = step("remark", WAITING, facts=Weighed)
REWRITE = step("rewrite", WAITING, to=MENDING, facts=Proposal, voids_review=True)
STEPS = (but(WRITE, facts=Proposal), but(SETTLE, decides=GRANT), JUDGE, REMARK, REWRITE)


def catalogued(**changes: Any) -> Workflow:
    """The procedure with other parts."""
    return with_steps(*STEPS, **({"draft": draft, "inputs": inputs, "act": "licence"} | changes))


LICENCES = catalogued()
LARGE = rule("许可01", title="标的较大的许可", act="licence", amount_from=1_000_000)
RISKY = rule("许可02", title="有社会风险的许可", act="licence", social_risk=True)


def agency(*lines: Line) -> Register:
    """An agency with these lines in its catalogue, and one clerk."""
    post = Assignment(officer_id=CLERK, role="clerk", unit="执法一科", valid=Period(start=date(2020, 1, 1)))
    return keeping(replace(register(), assignments=(post,)), *lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A case of this procedure as it stands; each step answers a new one."""

    case: CaseFile
    register: Register

    def asking(self, name: str, **facts: Any) -> Plan | Refused:
        at = AT + timedelta(minutes=self.case.version)
        command = Command(
            case_id=self.case.id, transition=name, actor=CLERK, occurred_at=at, expected_version=self.case.version,
            key="test", facts=facts,
        )  # fmt: skip
        return decide(self.case, command, register=self.register, calendar=CALENDAR, now=at)

    def do(self, name: str, **facts: Any) -> Taken:
        answer = self.asking(name, **facts)
        assert isinstance(answer, Plan), [refusal.text for refusal in answer.refusals]
        return replace(self, case=folded(self.case, answer))

    def settled(self) -> Plan | str:
        """The plan of the decision, or why there is none."""
        answer = self.asking("settle")
        return answer if isinstance(answer, Plan) else answer.refusals[0].text


def written(value: int = 0, *lines: Line, workflow: Workflow = LICENCES) -> Taken:
    """A case with a proposal of this value."""
    case = CaseFile(
        id="00000000-0000-4000-8000-000000000002", agency_id=register().agency.id, workflow=workflow, state=None, version=0,
        replay=False, opened_at=AT,
    )  # fmt: skip
    return (
        Taken(case=case, register=agency(*(lines or (LARGE, RISKY))))
        .do("begin")
        .do("write", words="准予采砂", value=value)
    )


def reviewed(taken: Taken, opinion: str = "agree") -> Taken:
    return taken.do("submit").do(opinion)
