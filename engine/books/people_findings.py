"""What may be amiss with the people of a register, though each line of it is sound: shares, hours, checks and what is not yet said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Final

from zhifa.engine.books.finding import Finding
from zhifa.engine.books.people import TRAINING
from zhifa.engine.people import Assignment, Certificate, Deputy, Officer
from zhifa.engine.register import Register
from zhifa.workflows.roles import REGISTRAR, REVIEWER

_NAMED: Final = 5
"""How many are named before the rest is counted."""


def reviewers_few(register: Register, day: date) -> Iterator[Finding]:
    """In principle there is a reviewer to every twenty officers who enforce (S0-38)."""
    officers, reviewers = (
        len(_enforcing(register, day)),
        len({held.officer_id for held in register.holders(REVIEWER.name, day)}),
    )
    if reviewers * 20 < officers:
        text = f"法制审核人员{reviewers}人，持证执法人员{officers}人；原则上不少于百分之五"
        yield Finding(book="assignment", text=text, article="自治区三项制度实施方案二（三）3")


def auxiliaries_many(register: Register, day: date) -> Iterator[Finding]:
    """Auxiliaries are no more than the officers of the establishment (S1-04)."""
    helpers = sum(one.valid.holds(day) for one in register.auxiliaries)
    officers = sum(one.established for one in _present(register, day))
    if helpers > officers:
        text = f"辅助人员{helpers}人，多于在编执法人员{officers}人"
        yield Finding(book="auxiliary", text=text, article="宿府法领〔2016〕3号二3")


def not_established(register: Register, day: date) -> Iterator[Finding]:
    """Who fills no post of the establishment gets no certificate: a rule of one city, so elsewhere no more than a note (S1-09)."""
    people = [one for one in _enforcing(register, day) if not one.established]
    if people:
        text = f"非在编人员持有执法证件：{_names(people)}"
        yield Finding(book="certificate", text=text, article="宿府法领〔2016〕3号三7")


def certificates_amiss(register: Register, day: date) -> Iterator[Finding]:
    """Certificates that nobody may act on: withheld, or without the check of the year (S1-08)."""
    found: dict[str | None, list[Officer]] = defaultdict(list)
    for certificate in _valid(register, day):
        found[register.amiss(certificate, day)].append(register.officers[certificate.officer_id])
    for why, told in (("suspended", "执法证件被暂扣"), ("unchecked", "执法证件没有通过年审")):
        if found[why]:
            text = f"{told}，不得执法：{_names(found[why])}"
            yield Finding(book="certificate", text=text, article="宿府法领〔2016〕3号三7", level="fault")


def hours_short(register: Register, day: date) -> Iterator[Finding]:
    """Officers who enforce had fewer hours of training in the year before than the agency asks for; asked where it keeps the book at all."""
    year, wanted = day.year - 1, register.agency.policy.training_hours
    hours: Counter[str] = Counter()
    for one in register.shelf.values(TRAINING, day):
        if one.year == year:
            hours[one.officer_id] += one.tenths
    short = [one for one in _enforcing(register, day) if hours[one.id] < wanted * 10]
    if hours and short:
        text = f"{year}年度培训不足{wanted}学时：{_names(short)}"
        yield Finding(book="training", text=text, article="宿府法领〔2016〕3号三9")


def without_scope(register: Register, day: date) -> Iterator[Finding]:
    """An assignment that does not say how far it reaches reaches through the whole agency."""
    people = [
        register.officers[one.officer_id]
        for one in register.assignments
        if one.scope is None and one.valid.holds(day) and register.officer(one.officer_id, day)
    ]
    if people:
        text = f"没有写明办案范围的任职按全机关处理：{_names(people)}"
        yield Finding(book="assignment", text=text, article="本引擎的约定", mark="C")


def nobody_keeps(register: Register, day: date) -> Iterator[Finding]:
    """Until somebody holds the post, everybody may bring a register in."""
    if not any(register.holders(REGISTRAR.name, day)):
        text = f"没有人任{REGISTRAR.label}，名录由谁导入不受限制"
        yield Finding(book="assignment", text=text, article="本引擎的约定", mark="C")


def namesakes(register: Register, day: date) -> Iterator[Finding]:
    """Two numbers of one name in one unit may be one person twice."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in _present(register, day):
        alike[one.unit, one.name].append(one.staff_number)
    for (unit, name), numbers in alike.items():
        if len(numbers) > 1:
            text = f"{unit}有{len(numbers)}名“{name}”（工号{'、'.join(numbers)}），核对是否同一人"
            yield Finding(book="officer", text=text, article="本引擎的约定", mark="C")


def roles_strange(register: Register, day: date, roles: Mapping[str, str]) -> Iterator[Finding]:
    """Posts and their exercise in a role that no procedure at hand knows: by it nobody may do anything (its procedure was taken away)."""
    posts = (("assignment", one, one.officer_id) for one in register.assignments)
    deputies = (("deputy", one, one.deputy_id) for one in register.deputies)
    found: dict[tuple[str, str], list[Officer]] = defaultdict(list)
    for book, one, who in chain[tuple[str, Assignment | Deputy, str]](posts, deputies):
        officer = register.officer(who, day)
        if officer and one.role not in roles and one.valid.holds(day):
            found[book, one.role].append(officer)
    for (book, role), people in found.items():
        held = f"没有一个流程有岗位“{role}”，凭它不能办理任何步骤：{_names(people)}"
        text = f"{held}；装回有这一岗位的流程，或者结束这些行"
        yield Finding(book=book, text=text, article="本引擎的约定", mark="C", level="fault")


def _present(register: Register, day: date) -> list[Officer]:
    return [one for one in register.officers.values() if one.valid.holds(day)]


def _valid(register: Register, day: date) -> Iterator[Certificate]:
    return (c for c in register.certificates if c.valid.holds(day) and register.officer(c.officer_id, day))


def _enforcing(register: Register, day: date) -> list[Officer]:
    """Officers with a certificate that is valid on the day, whatever its standing; each once."""
    return [register.officers[officer] for officer in dict.fromkeys(c.officer_id for c in _valid(register, day))]


def _names(people: Iterable[Officer]) -> str:
    told = list(dict.fromkeys(f"{one.name}（工号{one.staff_number}）" for one in people))
    rest = f"等{len(told)}人" if len(told) > _NAMED else ""
    return "、".join(told[:_NAMED]) + rest


PEOPLE_LOOKS: Final = (
    reviewers_few, auxiliaries_many, not_established, certificates_amiss, hours_short, without_scope, nobody_keeps, namesakes,
)  # fmt: skip
