"""What a document type is: its title, what it must hold, who signs it, which law asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhifa.documents.facts import Act, Facts

Family: TypeAlias = Literal[
    "决定书", "当场决定书", "通知书", "公告", "审批表", "笔录", "清单", "报告", "意见书", "回证", "确认书", "卷宗"
]
"""Papers of one family share their layout."""

Procedure: TypeAlias = Literal["许可", "强制", "检查", "征收征用", "指导", "监督", "协助"]
"""Kinds of enforcement beside the penalty, each of which is to have procedures of its own."""

Audience: TypeAlias = Literal["internal", "external"]
"""External papers (外部文书) go to the party; internal ones stay in the dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """An act on which a document type is issued, with what that act must supply."""

    act: type[Act]
    kind: str | None = None
    """Where such acts are of several kinds, the one it is; None: any."""
    requires: tuple[str, ...] = ()
    """Paths below the act, as ``act.found``."""
    title: str | None = None
    """Title on this occasion, where it is not the type's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proviso:
    """A fact that a document type must hold only where other facts ask for it."""

    path: str
    where: str
    """When it must, in Chinese: ``有应缴款项的``."""
    asked: Callable[[Facts], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """One entry of the catalogue."""

    code: str
    title: str
    family: Family
    audience: Audience
    occasions: tuple[Occasion, ...]
    requires: tuple[str, ...] = ()
    """Dotted paths into the tree of facts; each must be present on every occasion. A path that leads through a tuple asks every member."""
    provisos: tuple[Proviso, ...] = ()
    """What it must hold besides, by what it decides."""
    signers: tuple[str, ...]
    copies: int = 1
    series: str | None = None
    """代字 of its numbers after the agency's own (某市监 + 罚); None: the paper has no number of its own."""
    padded: bool = False
    """Its numbers are printed beforehand, in pads handed to the officers who issue it (处罚法 52)."""
    basis: str
    """The provisions that ask for the paper, as they are cited."""
    awaits: Procedure | None = None
    """Which kind of enforcement must get its procedure before a step issues the paper; None: a step issues it."""
    retention: str = "随卷宗"
    """The law fixes no period for a single paper: it is kept as long as its dossier."""

    @property
    def template(self) -> str:
        """File name of its template."""
        return f"{self.code}.html"

    @property
    def external(self) -> bool:
        """Whether it goes to the party."""
        return self.audience == "external"

    def required(self, occasion: Occasion, facts: Facts) -> tuple[str, ...]:
        """Every path that must be present on this occasion with these facts."""
        provided = (proviso.path for proviso in self.provisos if proviso.asked(facts))
        return tuple(dict.fromkeys((*self.requires, *occasion.requires, *provided)))

    def occasion(self, act: Act) -> Occasion | None:
        """The occasion that `act` is, exact class first; None when the type is not issued on such an act."""
        fitting = [one for one in self.occasions if one.kind in (None, getattr(act, "kind", None))]
        exact = (occasion for occasion in fitting if type(act) is occasion.act)
        wider = (occasion for occasion in fitting if isinstance(act, occasion.act))
        return next(exact, None) or next(wider, None)
