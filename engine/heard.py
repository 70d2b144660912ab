"""How the party was told and heard, notice by notice (处罚法 44, 45, 62–65): of each notice what became of it before the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeVar

from pydantic import BaseModel

from zhifa.documents import facts as tree
from zhifa.engine.act import Act
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.translation import Translation
from zhifa.workflows import dossier
from zhifa.workflows.forms.notice import (
    HearingAbandoned,
    HearingRecord,
    HearingRequest,
    PriorNotice,
    StatementReceived,
    StatementReview,
    Waiver,
)

F = TypeVar("F", bound=BaseModel)


def heard(case: CaseFile, translation: Translation) -> tuple[tree.Heard, ...]:
    """Each prior notice of the decision now to be made, with what the party said to it and how it was answered."""
    notices = [*dossier.present(case).each(PriorNotice)]
    ends = [*(notice.seq for notice in notices), case.next_seq + 1]
    return tuple(
        _round(case, notice, until, translation) for notice, (_, until) in zip(notices, pairwise(ends), strict=True)
    )


def _round(case: CaseFile, notice: Act[PriorNotice], until: int, translation: Translation) -> tree.Heard:
    acts = [act for act in case.acts if notice.seq < act.seq < until]
    served = dossier.served(case, notice.seq)
    return tree.Heard(
        notice=_translated(notice, translation),
        number=next((paper.number for paper in case.papers if (paper.code, paper.seq) == ("D24", notice.seq)), None),
        served_on=legal_day(served.at) if served and served.seq < until else None,
        said=tuple(
            _translated(act, translation)
            for act in acts
            if act.transition.facts in (StatementReceived, StatementReview)
        ),
        waived=tuple(sorted(_waived(acts))),
        hearing_request=_last(acts, HearingRequest, translation),
        hearing=_last(acts, HearingRecord, translation),
        hearing_abandoned=_last(acts, HearingAbandoned, translation),
    )


def _waived(acts: list[Act[BaseModel]]) -> Iterator[str]:
    waivers = [act.facts for act in acts if isinstance(act.facts, Waiver)]
    yield from (right for right in ("statement", "hearing") if any(getattr(waiver, right) for waiver in waivers))


def _last(acts: list[Act[BaseModel]], form: type[F], translation: Translation) -> Any:
    found = [act for act in acts if act.transition.facts is form]
    return _translated(found[-1], translation) if found else None


def _translated(act: Act[Any], translation: Translation) -> Any:
    """The act as facts, of the class that belongs to its form."""
    return translation.act(act)
