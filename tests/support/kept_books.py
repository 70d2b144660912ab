"""An agency that keeps every book a guard asks, and of each procedure each step where that agency may lawfully take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from case_desk import register_text
from in_hand import IDS, MILD, InHand, Question, folded, new_case, ready, reviewed_first, standing
from on_the_spot import ready_on_spot
from register_reads import Traced
from scene import LAW
from steps_of_recording import demand, device
from steps_of_review import counsel, material, rule
from steps_of_weighing import article, lenience, line, statute, statute_range, tier
from zhifa.engine.books.book import Cell, Line
from zhifa.engine.books.certificates import CERTIFICATE, CERTIFICATE_CHECK
from zhifa.engine.books.duties import MATTERS
from zhifa.engine.books.law import STATUTE
from zhifa.engine.books.people import AUXILIARY
from zhifa.engine.books.posts import DEPUTY
from zhifa.engine.books.subjects import AGENCY, DELEGATION, EMPOWERMENT
from zhifa.engine.command import Command
from zhifa.engine.plan import Plan
from zhifa.engine.register_change import Lines
from zhifa.engine.register_file import file_of
from zhifa.engine.register_lines import owned, register_of
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.summary import SUMMARY
from zhifa.workflows.upkeep import UPKEEP

MATTER = "大气污染防治监管"
ASSIGNED = {"review_assignment": "assigned", "review_endorsed": True, "listed_matters_only": True}
ANSWERED = [{"list": "lighter", "code": "示例清单1", "followed": True}]
"""To what the list of lighter penalties suggests."""
NOTICE = {"cause": "人员变动", "what": "承办人丙调离。", "since": "2026-02-27", "books": ["officer"]}

Power = Literal["delegated", "own", "empowered"]
_OTHER_POWERS: tuple[Power, ...] = ("own", "empowered")


class Step(NamedTuple):
    """A step that is lawful, and the register that it was read from."""

    question: Question
    register: Traced

    @property
    def name(self) -> str:
        return self.question.command.transition


def lawful_steps() -> Iterator[Step]:
    """Each step of each procedure in this agency, and once more such as are taken by another power or as a deputy."""
    yield from (_ordinary(step.name) for step in ORDINARY.transitions)
    yield from (_on_the_spot(step.name) for step in SUMMARY.transitions)
    yield from _upkeep()
    for power in _OTHER_POWERS:
        yield from _by_power(power)
    yield from (_deputised(), _departing(), _recorded_by_another(), _filmed_by_an_auxiliary())


@cache
def kept(power: Power = "delegated", **policy: Any) -> Lines:
    """The register of the tests with every book that a guard asks, and in each book a line more than is asked: an empty book demands
    nothing."""
    file = file_of(register_text(ASSIGNED | policy))
    lines = {book: [numbered.line for numbered in of_book] for book, of_book in file.lines.items()}
    lines[AGENCY.name] = [_of_matters(one, own=power == "own") for one in lines[AGENCY.name]]
    lines[STATUTE.name] = [one for one in lines[STATUTE.name] if one.body["title"] != LAW]
    for one in (*_powers(power), *_checks(lines[CERTIFICATE.name]), *_duties(), *_law()):
        lines.setdefault(one.book, []).append(one)
    return {book: owned(of_book, file.agency_id) for book, of_book in lines.items()}


def _of_matters(agency: Line, *, own: bool) -> Line:
    """The agency with power of its own for the matter of the cases, or for another alone."""
    return replace(agency, body={**agency.body, "matters": (MATTER if own else "环境影响评价监管",)})


def _powers(power: Power) -> Iterator[Line]:
    told: dict[str, Cell] = {"announced_on": "2020-01-01", "document_number": "示例〔2020〕2号"}
    if power == "delegated":
        yield line(DELEGATION, told | {"direction": "in", "delegator": "示例市人民政府", "matters": (MATTER,)}, {})
    if power == "empowered":
        town = {"matter": MATTER, "town": "示例市生态环境局", "guided_by": "示例市司法局"}
        yield line(EMPOWERMENT, told | town, {})


def _checks(certificates: list[Line]) -> Iterator[Line]:
    """Each certificate passed the check of either year; that of the first is kept for as long as it is asked for."""
    for one in certificates:
        number = one.body["number"]
        yield line(
            CERTIFICATE_CHECK,
            {"number": number, "year": 2025, "passed": True},
            {"since": "2025-12-01", "until": "2026-04-30"},
        )
        yield line(CERTIFICATE_CHECK, {"number": number, "year": 2026, "passed": True}, {"since": "2026-05-01"})


def _duties() -> Iterator[Line]:
    for code, name in (("A1", MATTER), ("A2", "环境影响评价监管")):
        yield line(MATTERS, {"code": code, "name": name, "act": "penalty"}, {})
    yield from (demand(), demand("catch", until="decide"), device(), device("演示记录仪02"))
    yield from (demand(step, level="full", effect="marks") for step in ("inspect", "tell"))
    for number in ("辅01", "辅02"):
        told = {"number": number, "name": "辅助人员", "unit": "执法一科", "tasks": ("摄录",)}
        yield line(AUXILIARY, told, {})
    yield line(DEPUTY, {"principal": "010", "deputy": "003", "role": "unit_head", "reason": "出差"}, {})
    yield from (counsel(), counsel("顾问02"), rule(), rule("02", act="license"), material())


def _law() -> Iterator[Line]:
    yield statute(complete=True)
    yield from map(article, ("第七十七条", "第一百一十九条", "第一百二十条"))
    yield from (tier(), tier("较重", 100_001, 200_000), statute_range(), lenience())


@cache
def _traced(**policy: Any) -> Traced:
    return Traced(kept(**policy))


# --- steps -----------------------------------------------------------------------------------------------------------


def _step(step: str, case: InHand, told: Mapping[str, Any] = MappingProxyType({}), **policy: Any) -> Step:
    return Step(_here(case, **policy).asking(step, **told), _traced(**policy))


def _ordinary(step: str) -> Step:
    policy, told = _POLICIES.get(step, {}), {"suggestions": ANSWERED} if step == "weigh" else {}
    case = _ORDINARY[step]() if step in _ORDINARY else ready(step)
    return _step(step, case, told, **policy)


def _on_the_spot(step: str) -> Step:
    case = _SUMMARY[step]() if step in _SUMMARY else ready_on_spot(step)
    return _step(step, case, {"act": case.case.acts[0].seq} if step == "approve_waiver" else {})


def _by_power(power: Power) -> Iterator[Step]:
    """The steps that ask it, in an agency that has the matter by another power."""
    yield from (_step(step, case(), power=power) for step, case in _POWERED.items())
    yield from (_step(step, ready_on_spot(step), power=power) for step in ("catch", "decide_on_spot"))


def _upkeep() -> Iterator[Step]:
    """What nobody enforces has no facts by the scene; the book has followed on the day."""
    case = _here(new_case(workflow=UPKEEP))
    notice = _told(case, "notice_change", "承办机构负责人甲", NOTICE)
    plan = notice.answer()
    assert isinstance(plan, Plan)
    noticed = replace(
        case, case=folded(case.case, plan), register=replace(case.register, moved_at={"officer": case.at})
    )
    update = _told(noticed, "update_register", "承办机构负责人甲", {})
    drop = _told(noticed, "drop_notice", "机关负责人甲", {"reason": "登记有误。"})
    yield from (Step(question, _traced()) for question in (notice, update, drop))


def _told(case: InHand, step: str, by: str, facts: Mapping[str, Any]) -> Question:
    command = Command(
        case_id=case.case.id, transition=step, actor=IDS[by], occurred_at=case.at, expected_version=case.case.version, key="test",
        facts=facts,
    )  # fmt: skip
    return Question(case=case.case, command=command, register=case.register, now=case.at)


def _deputised() -> Step:
    """The head of the unit is away, and another takes the step as the deputy."""
    return _by(_ordinary("assign"), actor=IDS["承办人丙"], on_behalf_of=IDS["承办机构负责人甲"])


def _recorded_by_another() -> Step:
    """A recording is filed by a recorder, who does not handle the case."""
    return _by(_ordinary("file_recording"), actor=IDS["记录人甲"])


def _filmed_by_an_auxiliary() -> Step:
    return _step("file_recording", _ORDINARY["file_recording"](), {"recorded_by": "辅01"})


def _by(step: Step, **who: str) -> Step:
    return step._replace(question=replace(step.question, command=replace(step.question.command, **who)))


def _departing() -> Step:
    """A tier that the sum leaves, by leave of a head."""
    given = {"by": IDS["机关负责人甲"], "text": "同意。", "on": _ORDINARY["weigh"]().scene().day.isoformat()}
    return _step(
        "weigh", _ORDINARY["weigh"](), {"suggestions": ANSWERED, "departure": {"reason": "示例。", "opinion": given}}
    )


# --- cases -----------------------------------------------------------------------------------------------------------


def _here(case: InHand, **policy: Any) -> InHand:
    """From now on in this agency."""
    return case.but(register=register_of(kept(**policy)))


@cache
def _concluded() -> InHand:
    return _recorded("investigating").do("conclude").do("weigh", suggestions=ANSWERED)


def _recorded(state: str) -> InHand:
    case = _here(standing(state))
    return (case.do("interview") if state == "investigating" else case).do("file_recording")


@cache
def _submitted() -> InHand:
    return _concluded().to("defence").do("waive").do("declare_importance").do("submit_review")


def _reviewed() -> InHand:
    return _submitted().do("assign_reviewer").do("agree").do("endorse_opinion")


def _mild() -> InHand:
    case = _here(standing("investigating", MILD)).do("interview").do("file_recording").do("conclude")
    sent = case.do("weigh", suggestions=ANSWERED).do("declare_importance").do("submit_review")
    return sent.do("assign_reviewer").do("agree").do("endorse_opinion")


def _first_reviewed() -> InHand:
    return _here(reviewed_first(), first_review="before_notice").do("endorse_opinion").do("waive")


def _waiving() -> InHand:
    return _here(standing("investigating")).do("interview").do("ask_waiver")


def _lost() -> InHand:
    """The camera failed at an inspection that was to be recorded as a whole."""
    return _here(standing("investigating")).do("inspect").do("ask_waiver")


def _let_off(step: str) -> InHand:
    """Summary: its one record need not be recorded."""
    case = _here(ready_on_spot(step))
    caught = case.case.acts[0].seq
    return case.do("ask_waiver", act=caught).do("approve_waiver", act=caught)


_POLICIES: Mapping[str, Mapping[str, Any]] = {
    "extend_decision": {"pack": "samr"},
    "lapse_preservation": {"pack": "samr"},
    "proceed": {"first_review": "before_notice"},
}
_ORDINARY: Mapping[str, Callable[[], InHand]] = {
    "conclude": lambda: _recorded("investigating"),
    "weigh": lambda: _recorded("investigating").do("conclude"),
    "submit_review": lambda: _concluded().to("defence").do("waive").do("declare_importance"),
    "assign_reviewer": _submitted,
    "counsel_opinion": _submitted,
    "agree": lambda: _submitted().do("assign_reviewer"),
    "find_problems": lambda: _submitted().do("assign_reviewer"),
    "endorse_opinion": lambda: _submitted().do("assign_reviewer").do("agree"),
    "decide_penalty": _reviewed,
    "decide_no_penalty": _mild,
    "proceed": _first_reviewed,
    "file_recording": lambda: _here(standing("investigating")).do("interview"),
    "ask_waiver": lambda: _here(standing("investigating")).do("interview"),
    "approve_waiver": _waiving,
    "excuse_gap": _lost,
    "close": lambda: _here(ready("close")).do("file_recording"),
}
_POWERED: Mapping[str, Callable[[], InHand]] = {"file": lambda: ready("file"), "decide_penalty": _reviewed}
_SUMMARY: Mapping[str, Callable[[], InHand]] = {
    "file_record": lambda: _let_off("file_record"),
    "close": lambda: _let_off("close"),
    "approve_waiver": lambda: ready_on_spot("ask_waiver").do("ask_waiver"),
    "excuse_gap": lambda: _here(ready_on_spot("decide_on_spot")).do("ask_waiver"),
}
