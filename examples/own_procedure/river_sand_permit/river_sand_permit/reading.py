"""How the case file is read: its draft, who handles it, and what the catalogue of major decisions is asked about it."""

from __future__ import annotations

from collections.abc import Mapping

from river_sand_permit.forms import Acceptance, Application, Examination, Proposal, SiteCheck
from zhifa.engine.assessment import Inputs
from zhifa.engine.books.review import Flag
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.register import Register

PERMIT = "河道采砂许可"


def draft(case: CaseFile) -> Mapping[str, JSON] | None:
    """What legal review reads: the application, what was found on the spot, what the examiner says of the plan, and the decision proposed."""
    parts = [case.last(form) for form in (Application, SiteCheck, Examination, Proposal)]
    if parts[-1] is None:
        return None
    return {type(act.facts).__name__: act.facts.model_dump(mode="json") for act in parts if act}


def handlers(case: CaseFile) -> frozenset[str]:
    """Who accepted the application handles it; those to whom it was handed over since, in their place."""
    accepted = case.last(Acceptance)
    now = {accepted.actor} if accepted else set()
    for change in case.handed_over:
        now = (now - {change.old}) | {change.new}
    return frozenset(now)


def involved(case: CaseFile) -> Mapping[str, str]:
    """Whoever took a step as one who handles cases, or checked the site: barred from reviewing it."""
    found = {act.actor: act.transition.label for act in case.acts if any(role.handles for role in act.transition.roles)}
    checked = (officer for act in case.each(SiteCheck) for officer in act.facts.officers)
    return found | dict.fromkeys(checked, "实地核查") | dict.fromkeys(handlers(case), "承办")


def application_weighed(case: CaseFile, _: Register) -> Inputs | None:
    """What the catalogue is asked: computed from the file, never entered."""
    applied, checked = case.last(Application), case.last(SiteCheck)
    if applied is None or checked is None or case.last(Proposal) is None:
        return None
    weighs = {Flag.PUBLIC_INTEREST: checked.facts.navigation, Flag.VITAL_INTERESTS: checked.facts.neighbours}
    return Inputs(
        act="licence",
        sums={PERMIT: 0},
        party=applied.facts.applicant_kind,
        matter=PERMIT,
        flags=frozenset(flag for flag, holds in weighs.items() if holds),
    )
