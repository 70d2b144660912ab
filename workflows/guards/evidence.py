"""Evidence and draft: facts rest on verified evidence, citations on law in force, orders have somebody to obey them (处罚法 30, 31, 37, 40, 46, 67)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.values import Citation, Draft
from zhifa.workflows.reasons.evidence import (
    EVIDENCE_KEY_TAKEN,
    EVIDENCE_UNKNOWN,
    EVIDENCE_UNVERIFIED,
    FACTS_WITHOUT_EVIDENCE,
    GUARDIAN_MISSING,
    LAW_YOUNGER,
    PAYMENT_TERM,
    STATUTE_NOT_IN_FORCE,
)


def _proposed(ask: Ask) -> Draft | None:
    """The draft that the command brings; a step that may bring one may leave it as it was."""
    brought = getattr(ask.submitted, "draft", None)
    return brought if isinstance(brought, Draft) else None


def _new_keys(ask: Ask) -> tuple[Refusal, ...]:
    known = set(dossier.evidence(ask.case))
    refusals = []
    for item in dossier.brought(ask.submitted) if ask.submitted else ():
        if item.key in known:
            refusals.append(EVIDENCE_KEY_TAKEN.refuse(key=item.key))
        known.add(item.key)
    return tuple(refusals)


EVIDENCE_KEYS = Guard(
    name="evidence_keys",
    label="证据编号不重复",
    article="行政处罚法第四十七条",
    check=_new_keys,
    refuses=(EVIDENCE_KEY_TAKEN,),
)


def _founded(ask: Ask) -> tuple[Refusal, ...]:
    proposed, on_file = _proposed(ask), dossier.evidence(ask.case)
    if proposed is None or isinstance(proposed.evidence, NotStated):
        return ()
    refusals: list[Refusal] = []
    if not proposed.evidence and proposed.ground != "not_established":
        refusals.append(FACTS_WITHOUT_EVIDENCE.refuse())
    for key in proposed.evidence:
        if key not in on_file:
            refusals.append(EVIDENCE_UNKNOWN.refuse(key=key))
        elif not on_file[key].verified:
            refusals.append(EVIDENCE_UNVERIFIED.refuse(key=key))
    return tuple(refusals)


FACTS_FOUNDED = Guard(
    name="facts_founded",
    label="事实有经查证属实的证据",
    article="行政处罚法第四十条、第四十六条",
    check=_founded,
    refuses=(FACTS_WITHOUT_EVIDENCE, EVIDENCE_UNKNOWN, EVIDENCE_UNVERIFIED),
)


def _cited(draft: Draft) -> Iterator[Citation]:
    for citations in (draft.violated, draft.basis):
        if not isinstance(citations, NotStated):
            yield from citations


_PROCEDURE = "中华人民共和国行政处罚法"
"""Applies as in force when the authority acts, not as at the violation."""


def _in_force(ask: Ask) -> tuple[Refusal, ...]:
    """从旧兼从轻 (处罚法 37): law in force at the violation; younger law only with the reason that it is the lighter one.

    A statute the register does not know is left to legal review; so is whether the reason is good.
    """
    proposed, violated_on = _proposed(ask), dossier.violated_on(ask.case)
    if proposed is None:
        return ()
    refusals = []
    for law in dict.fromkeys(citation.law for citation in _cited(proposed)):
        versions = ask.register.statute(law)
        then = ask.day if law == _PROCEDURE or violated_on is None else violated_on
        if not versions or any(version.valid.holds(then) for version in versions):
            continue
        if not any(version.valid.holds(ask.day) for version in versions):
            refusals.append(STATUTE_NOT_IN_FORCE.refuse(law=law, day=ask.day))
        elif not proposed.lighter_law:
            refusals.append(LAW_YOUNGER.refuse(law=law, day=then))
    return tuple(refusals)


STATUTES_IN_FORCE = Guard(
    name="statutes_in_force",
    label="所引法律、法规、规章应当适用",
    article="行政处罚法第三十七条、第三十八条第一款",
    check=_in_force,
    refuses=(STATUTE_NOT_IN_FORCE, LAW_YOUNGER),
)


def _payment(ask: Ask) -> tuple[Refusal, ...]:
    proposed = _proposed(ask)
    if proposed and any(item.kind == "罚款" for item in proposed.items) and proposed.payment_days != 15:
        return (PAYMENT_TERM.refuse(days=proposed.payment_days),)
    return ()


PAYMENT_TERM_LAWFUL = Guard(
    name="payment_term_lawful",
    label="缴款期限为十五日",
    article="行政处罚法第六十七条第三款",
    check=_payment,
    refuses=(PAYMENT_TERM,),
)


_ORDERING = {"under_age": "第三十条", "incapable": "第三十一条"}


def _guardian(ask: Ask) -> tuple[Refusal, ...]:
    proposed = _proposed(ask)
    article = _ORDERING.get(str(proposed.ground)) if proposed and not proposed.guardian else None
    return (GUARDIAN_MISSING.refuse(article=article),) if article else ()


GUARDIAN_NAMED = Guard(
    name="guardian_named",
    label="责令监护人的，写明监护人",
    article="行政处罚法第三十条、第三十一条",
    check=_guardian,
    refuses=(GUARDIAN_MISSING,),
)
