"""The whole tree of facts of a sample: the act, and what is on file of the case by its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from zhifa.documents import facts as f
from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.samples import people
from zhifa.documents.samples.acts import day_of, given, performer
from zhifa.documents.samples.filling import filled, moment, unknown
from zhifa.documents.samples.stories import story
from zhifa.documents.samples.story import Story

_COURSE: Final = (
    *("report", "verification", "filing", "handlers_assigned", "inspection", "interview", "conclusion"),
    *(
        "notice",
        "statement",
        "statement_review",
        "submission",
        "agreement",
        "decision",
        "service",
        "payment",
        "closing",
    ),
)
"""Acts that are on file of every sample case, once their day has come."""

_DOSSIER: Final = ("D33", "D02", "D07", "D09", "D21", "D23", "D24", "D32", "D37")


def _act_of(hint: Any) -> type[f.Act] | None:
    kind = get_args(hint)[0] if get_origin(hint) is UnionType else None
    return kind if isinstance(kind, type) and issubclass(kind, f.Act) else None


_ROOTS: Final[Mapping[str, type[f.Act]]] = {
    name: kind for name, hint in get_type_hints(f.Facts).items() if (kind := _act_of(hint))
}
"""The branches of the tree that hold the last act of a kind."""


def facts_of(kind: DocumentType, occasion: Occasion) -> f.Facts:
    """The facts of the sample of a document type on one of its occasions."""
    told = story(occasion.act)
    on = day_of(occasion.act, told.began_on)
    act = _act(occasion.act, told)
    act = act if occasion.kind is None else replace(act, kind=occasion.kind)
    on_file: dict[str, Any] = {
        root: act if _ROOTS[root] is occasion.act else _act(_ROOTS[root], told) for root in _filed(kind, occasion, told)
    }
    return f.Facts(
        agency=told.agency,
        case=_case(told, on),
        party=told.party,
        issue=f.Issue(code=kind.code, title=kind.title, number=_number(kind.series, on), issued_on=on),
        actor=act.by,
        act=act,
        officers=people.HANDLERS,
        handlers=people.HANDLERS,
        evidence=told.evidence,
        draft=told.draft,
        notified=told.draft,
        notice_number=_number("罚告", on),
        preservation_number=_number("先登", on),
        decision_number=_number("罚", on),
        notice_served_on=day_of(f.PriorNotice, told.began_on) + timedelta(days=1),
        served=f.ServedPaper(code="D33", title="行政处罚决定书", number=_number("罚", on)),
        mended=f.MendedPaper(
            title="行政处罚决定书",
            number=_number("罚", on),
            issued_on=day_of(f.Decision, told.began_on),
            served_on=day_of(f.Service, told.began_on),
        ),
        attempts=(_act(f.FailedService, told),),
        assessment=f.Assessment(
            due=True,
            grounds=(f.Ground(code="", article=unknown("basis"), text=unknown("ground")),),
            heard=False,
            complex=False,
            reviewer=unknown("reviewer"),
        ),
        dossier=tuple(_line(place, code, told, on) for place, code in enumerate(_DOSSIER, start=1)),
        **on_file,
    )


def _filed(kind: DocumentType, occasion: Occasion, told: Story) -> list[str]:
    """Branches that are on file: the course of the case up to the act, what the paper requires, and the act itself."""
    on = day_of(occasion.act, told.began_on)
    required = {path.split(".")[0] for path in (*kind.requires, *occasion.requires)}
    return [
        root
        for root, performed in _ROOTS.items()
        if root in required
        or performed is occasion.act
        or (root in _COURSE and not kind.awaits and day_of(performed, told.began_on) <= on)
    ]


def _act(kind: type[f.Act], told: Story) -> Any:
    on = day_of(kind, told.began_on)
    own: dict[str, Any] = {"party": told.party, "cause": told.cause, "draft": told.draft, "evidence": told.evidence}
    own["relied_on"] = told.draft.evidence
    names = {field.name for field in fields(kind)}
    known = {name: value for name, value in own.items() if name in names}
    for wider in reversed([one for one in kind.__mro__ if issubclass(one, f.Act)]):
        known |= {**given(wider, on), **told.given.get(wider, {})}
    return filled(kind, {"at": moment(on), "by": performer(kind), "seq": 0, **known}, on)


def _case(told: Story, on: date) -> f.Case:
    return f.Case(
        id="00000000-0000-4000-8000-000000000000",
        number=_number("立", on),
        cause=told.cause,
        matter=unknown("matter"),
        workflow_label="样例",
        opened_on=told.began_on,
        phase="start",
    )


def _number(series: str | None, on: date) -> str | None:
    """A number that no series ever reaches: ordinals begin with 1."""
    return f"样例{series}〔{on.year}〕0号" if series else None


def _line(place: int, code: str, told: Story, on: date) -> f.DossierLine:
    kind = CATALOGUE[code]
    return f.DossierLine(
        place=place,
        code=code,
        number=_number(kind.series, on),
        responsible=told.agency.name,
        title=kind.title,
        on=on,
    )
