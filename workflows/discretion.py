"""A weighing held against draft and register: what guards, scrutiny and the command line ask alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from zhifa.engine import weighing
from zhifa.engine.books.discretion import LISTS, Lenience
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.books.tiers import Tier
from zhifa.engine.casefile import CaseFile
from zhifa.engine.weighing import Days, Penalty, Provision, Verdict
from zhifa.workflows import dossier
from zhifa.workflows.cited import citations
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.start import Report
from zhifa.workflows.forms.values import Citation, Draft
from zhifa.workflows.forms.weighing import WeighedItem, Weighing

_OF_PEOPLE: Final = frozenset({"minor", "impaired"})
"""Grounds of age and of mind (处罚法 30, 31): no organisation has either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One item of the draft with what was said of it, and what the register says to that."""

    place: int
    """Counted from 1."""
    told: WeighedItem | None
    penalty: Penalty
    tier: Tier | None
    """The tier chosen, as it applies; ``None`` where none was, or there is none of that name."""
    verdict: Verdict | None
    statute: Verdict | None
    """``None`` where the register does not hold what the statute allows."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A draft on the scale, on a day."""

    draft: Draft
    report: Report
    shelf: Shelf
    days: Days

    def penalty(self, place: int, base: int | None = None) -> Penalty:
        """The item of this place, counted from 1, measured by a sum."""
        item = self.draft.items[place - 1]
        single = self.report.party.kind in ("individual", "individual_business")
        return Penalty(
            kind=item.kind,
            party="individual" if single else "organisation",
            amount=item.fen,
            base=base,
            basis=tuple(_provisions(*self._basis(place))),
        )

    def _basis(self, place: int) -> tuple[Citation, ...]:
        """Of the violation that the item punishes, where there are several."""
        apart = next((one.basis for one in self.draft.violations if place in one.items), None)
        whole = self.draft.basis
        return apart or (() if isinstance(whole, NotStated) else whole)

    def candidates(self, place: int, base: int | None = None) -> tuple[Tier, ...]:
        """The tiers that may be chosen for the item."""
        return weighing.candidates(self.shelf, self.penalty(place, base), self.days)

    @cached_property
    def suggestions(self) -> tuple[Lenience, ...]:
        """The lines of the lists that speak for the party."""
        cited = tuple(_provisions(*citations(self.draft)))
        return weighing.suggestions(self.shelf, self.report.cause, cited, self.days)

    def weighed(self, told: Weighing) -> tuple[Weighed, ...]:
        """Every item of the draft, weighed or not."""
        by_place = {one.item: one for one in told.items}
        return tuple(self._weighed(place, by_place.get(place)) for place in range(1, len(self.draft.items) + 1))

    def mitigated(self, told: Weighing, weighed: Weighed) -> bool:
        """Whether the item may lie below the statute: by the head's leave, on a ground of the statute that may be this party's, or by a list
        that is followed and speaks of what this item punishes (处罚法 30-32)."""
        below = weighed.statute is not None and weighed.statute.where == "below"
        if not below or told.departure is None:
            return False
        ground = told.departure.ground
        theirs = ground not in _OF_PEOPLE or self.report.party.kind not in ("legal_person", "other_organisation")
        return bool(self.mitigating(told, weighed.place)) or (ground is not None and theirs)

    def mitigating(self, told: Weighing, place: int) -> tuple[str, ...]:
        """Codes of the lines of 减轻处罚 that are followed and speak of what the item of this place punishes."""
        lines = weighing.suggestions(self.shelf, self.report.cause, self._cited(place), self.days)
        lists = {line.code for line in lines if line.list == "mitigated"}
        return tuple(
            one.code for one in told.suggestions if one.list == "mitigated" and one.followed and one.code in lists
        )

    def beside(self, place: int) -> tuple[int, ...]:
        """The places of all items that punish the same violation, its own among them; of every item where the draft tells none apart."""
        apart = next((one.items for one in self.draft.violations if place in one.items), None)
        return tuple(apart or range(1, len(self.draft.items) + 1))

    def _cited(self, place: int) -> tuple[Provision, ...]:
        """What the violation that the item punishes violated, and by what it is punished; of the whole draft where it tells none apart."""
        apart = next((one for one in self.draft.violations if place in one.items), None)
        return tuple(_provisions(*((*apart.violated, *apart.basis) if apart else citations(self.draft))))

    def _weighed(self, place: int, told: WeighedItem | None) -> Weighed:
        base = told.base if told and isinstance(told.base, int) else None
        penalty = self.penalty(place, base)
        chosen = (tier for tier in self.candidates(place, base) if told and _named(tier, told))
        tier = next(chosen, None)
        return Weighed(
            place=place,
            told=told,
            penalty=penalty,
            tier=tier,
            verdict=weighing.judge(tier.extent, penalty) if tier else None,
            statute=weighing.by_statute(self.shelf, penalty, self.days),
        )


def _named(tier: Tier, told: WeighedItem) -> bool:
    return (tier.code, tier.name) == (told.benchmark, told.tier)


def _provisions(*cited: Citation) -> Iterator[Provision]:
    return (Provision(one.law, one.article) for one in dict.fromkeys(cited))


def scale(case: CaseFile, shelf: Shelf, day: date) -> Scale | None:
    """The draft now on file, put on the scale; ``None`` before there is one. While nobody knows the day of the violation, it is ``day``."""
    draft, report = dossier.draft(case), dossier.report(case)
    if draft is None or report is None:
        return None
    days = Days(violated=dossier.violated_on(case) or day, now=day)
    return Scale(draft=draft, report=report, shelf=shelf, days=days)


def told(case: CaseFile) -> tuple[str, ...]:
    """What the weighing of the draft on file says, sentence by sentence, as a reviewer reads it; nothing where there is none."""
    act = dossier.weighing(case)
    return tuple(_sentences(act.facts)) if act else ()


def _sentences(weighed: Weighing) -> Iterator[str]:
    for one in weighed.items:
        chosen = (
            f"裁量基准 {one.benchmark} 的阶次“{one.tier}”" if one.benchmark else f"没有适用裁量基准：{one.none_reason}"
        )
        yield f"第{one.item}项：{chosen}"
        yield from (f"第{one.item}项，{factor.name}：{factor.finding}" for factor in one.factors)
    for answer in weighed.suggestions:
        done = "按清单处理" if answer.followed else f"不按清单处理：{answer.reason}"
        yield f"{LISTS[answer.list]}清单“{answer.code}”：{done}"
    if weighed.departure:
        yield f"偏离裁量基准：{weighed.departure.reason}机关负责人意见：{weighed.departure.opinion.text}"
