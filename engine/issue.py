"""The papers of one step: rendered before any lock, numbered with the next free numbers, refused as data when the law would not know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.environment import TemplateSet
from zhifa.documents.errors import AmountsDiffer, DocumentError
from zhifa.documents.lint import COMPARED, Known
from zhifa.documents.marks import marked
from zhifa.documents.numbering import document_number
from zhifa.documents.packs import SHIPPED, Templates
from zhifa.documents.rendering import Rendering, render
from zhifa.engine.assemble import template_pack
from zhifa.engine.canonical import JSON
from zhifa.engine.casefile import CaseFile
from zhifa.engine.custody import Line
from zhifa.engine.instants import legal_day
from zhifa.engine.numbering import Counter, NoNumber, Numbering, Place
from zhifa.engine.paper_facts import PaperFacts
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.proofreading import Proof, on_file, proofread
from zhifa.engine.receiving import naming_refusals
from zhifa.engine.refusals import AMOUNTS_DIFFER, FILE_UNKNOWN, PAPER_NOT_ISSUABLE, UNKNOWN_OFFICER, Refusal
from zhifa.engine.register import Register
from zhifa.engine.rows import BroughtFile, NumberedPaper
from zhifa.engine.translation import UnknownOfficer
from zhifa.storage.files import FileStore
from zhifa.storage.records import PaperRecord
from zhifa.workflows.dossier import brought, of_penalty

T = TypeVar("T")

NO_NUMBER: Final = "（预览，未编文号）"
"""Stands in a preview where its number will."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The files of the evidence store that the facts of an entry name."""

    facts: BaseModel
    files: FileStore | None
    custody: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """The chain of each key of the case under which a file was received."""

    def refusals(self) -> tuple[Refusal, ...]:
        """A refusal for every file the store does not keep, and for all evidence named otherwise than it was received."""
        files = self.files
        unknown = (digest for digest, _ in self._named if files is None or not files.holds(digest))
        named = ((item.key, item.digest) for item in brought(self.facts))
        kept = {key: lines[0].digest for key, lines in self.custody.items()}
        return (*(FILE_UNKNOWN.refuse(digest=digest) for digest in unknown), *naming_refusals(named, kept))

    def heads(self) -> tuple[JSON, ...]:
        """The last line of custody of each piece of evidence, for the ledger to hold on to."""
        chains = ((item.key, self.custody[item.key]) for item in brought(self.facts) if item.key in self.custody)
        return tuple({"key": key, "seq": lines[-1].link.seq, "hash": lines[-1].link.hash} for key, lines in chains)

    def known(self) -> tuple[BroughtFile, ...]:
        files = self.files
        if files is None:
            return ()
        return tuple(BroughtFile(digest=digest, size=files.size(digest), name=name) for digest, name in self._named)

    @cached_property
    def _named(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict(_digests(self.facts.model_dump(mode="json"))).items())


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Issues the papers of one step. A replay takes no number of an agency's series, and its papers are not proofread."""

    case: CaseFile
    plan: Plan
    register: Register
    files: FileStore | None
    custody: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """The chain of each key of the case under which a file was received."""
    templates: Templates = SHIPPED

    def counters(self) -> tuple[Counter, ...]:
        """Where the numbers that the step needs are counted."""
        if self.case.replay:
            return ()
        return tuple(counter for code in self.plan.papers for counter in self._numbering.counters(CATALOGUE[code]))

    def papers(self, free: Mapping[Counter, int]) -> tuple[NumberedPaper, ...] | Refused:
        """Every paper, rendered; or every reason why one cannot be issued."""
        return self._each(lambda code: self._paper(code, free))

    def previews(self, papers: Iterable[NumberedPaper]) -> tuple[Rendering, ...] | Refused:
        """The same papers with the mark of a preview, and with a remark where one has its number: a number is nobody's until it is issued."""
        numbered = {paper.rendering.code for paper in papers if paper.number}
        return self._each(lambda code: marked(self._rendering(code, NO_NUMBER if code in numbered else None), "预览"))

    def _each(self, make: Callable[[str], T]) -> tuple[T, ...] | Refused:
        refusals = list(self.brought.refusals())
        issued: list[T] = []
        if self.plan.papers and not of_penalty(self.case.workflow):
            detail = (
                f"“{self.case.workflow.label}”不是行政处罚的流程，不能制作本系统的文书（{'、'.join(self.plan.papers)}）"
            )
            return Refused(refusals=(PAPER_NOT_ISSUABLE.refuse(detail=detail),))
        for code in self.plan.papers:
            try:
                issued.append(make(code))
            except UnknownOfficer as error:
                refusals.append(UNKNOWN_OFFICER.refuse(officer=error.officer))
            except NoNumber as error:
                refusals.append(error.refusal)
            except AmountsDiffer as error:
                refusals.append(_differing(error))
            except DocumentError as error:
                refusals.append(PAPER_NOT_ISSUABLE.refuse(detail=str(error)))
        return Refused(refusals=tuple(dict.fromkeys(refusals))) if refusals else tuple(issued)

    @property
    def compares(self) -> bool:
        """Whether the papers of the step are to be held against those issued before."""
        return not self.case.replay and not COMPARED.isdisjoint(self.plan.papers)

    def proof(self, papers: Iterable[NumberedPaper], earlier: Iterable[PaperRecord] = ()) -> Proof:
        """What is said against the papers, rendered as they would go out, and what the officer should look at."""
        if self.case.replay:
            return Proof()
        return proofread(((paper.rendering, self._known(paper)) for paper in papers), earlier)

    def _known(self, paper: NumberedPaper) -> Known:
        day, title = legal_day(self.plan.at), paper.rendering.title
        return on_file(self.plan.after, self.register, issued_on=day, number=paper.number, title=title)

    @cached_property
    def brought(self) -> Brought:
        """The files that the facts of the step name."""
        return Brought(facts=self.plan.facts, files=self.files, custody=self.custody)

    @cached_property
    def _facts(self) -> PaperFacts:
        return PaperFacts(
            before=self.case, after=self.plan.after, plan=self.plan, register=self.register, templates=self._in_force
        )

    @cached_property
    def _in_force(self) -> TemplateSet:
        """The templates of the agency's choice on the day of issue."""
        return self.templates.on(template_pack(self.register, self.templates), legal_day(self.plan.at))

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering(register=self.register, officer=self.plan.after.acts[-1].actor, day=legal_day(self.plan.at))

    def _paper(self, code: str, free: Mapping[Counter, int]) -> NumberedPaper:
        place = None if self.case.replay else self._numbering.place(CATALOGUE[code], free)
        number = self._number(place) if place else None
        return NumberedPaper(rendering=self._rendering(code, number), number=number, place=place)

    def _rendering(self, code: str, number: str | None) -> Rendering:
        return render(code, self._facts.of(code, number=number), self._in_force)

    def _number(self, place: Place) -> str:
        return document_number(self.register.agency.short_name, place.series, place.year, place.ordinal)


def _differing(error: AmountsDiffer) -> Refusal:
    return AMOUNTS_DIFFER.refuse(paper=error.code, item=error.item + 1, said=error.words, amount=error.figures)


def _digests(facts: Any) -> Iterator[tuple[str, str]]:
    """Digest and name of every file the facts name."""
    if isinstance(facts, dict):
        if isinstance(facts.get("digest"), str):
            yield facts["digest"], str(facts.get("description") or facts.get("declaration") or "附件")[:200]
        for name, value in facts.items():
            if name == "recordings":
                yield from ((digest, "音像记录") for digest in value)
            yield from _digests(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from _digests(value)
