"""Who fits where a form of the penalty procedures names officers, as the guards have it. The forms mark their fields with it."""

from __future__ import annotations

from typing import Final

from zhifa.engine.casefile import CaseFile
from zhifa.engine.fields import Fits
from zhifa.engine.naming import Naming, another, apart, holding, speaking
from zhifa.engine.people import Certificate
from zhifa.workflows.roles import ARCHIVIST, DISCUSSING, HEAD, HEARING_OFFICER, RECORDER, REVIEWER, UNIT_HEAD

__all__ = ["APPROVING_HEAD", "ARCHIVING", "AT_HEARING", "CERTIFIED", "HEADS", "HEARING", "REVIEWING", "UNIT_HEADS"]


def _certified(naming: Naming) -> frozenset[str]:
    """Holders of a certificate in good standing, for the kind of act and the place of the violation; before that is known, for whatever place."""
    register, day, act, area = naming.register, naming.day, naming.case.workflow.act, _area(naming.case)

    def lets(held: Certificate) -> bool:
        there = held.covers(act=act, area=area, day=day) if area else act in held.acts
        return there and register.amiss(held, day) is None

    return naming.free(
        one for one in register.officers
        if register.officer(one, day) and any(lets(held) for held in register.certificates_of(one, day))
    )  # fmt: skip


def _area(case: CaseFile) -> str:
    """Place of the violation, as the first step tells it."""
    return getattr(case.acts[0].facts, "area", "") if case.acts else ""


def _reviewing(naming: Naming) -> frozenset[str]:
    """Qualified reviewers without a part in the case."""
    found = apart(holding(REVIEWER))(naming)
    return frozenset(one for one in found if naming.register.qualification(one, naming.day))


CERTIFIED: Final = Fits(_certified)
"""执法人员 (处罚法 42)."""
UNIT_HEADS: Final = Fits(speaking(UNIT_HEAD))
REVIEWING: Final = Fits(_reviewing)
"""Who judges the case from outside (处罚法 58)."""
HEADS: Final = Fits(holding(*DISCUSSING))
APPROVING_HEAD: Final = Fits(another(holding(HEAD)))
"""A head who gives leave to another."""
HEARING: Final = Fits(apart(holding(HEARING_OFFICER)))
"""Who leads a hearing (处罚法 64(4))."""
AT_HEARING: Final = Fits(speaking(RECORDER))
ARCHIVING: Final = Fits(speaking(ARCHIVIST))
