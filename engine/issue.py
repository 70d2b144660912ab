"""The papers of one step: rendered before any lock, numbered with the next free numbers, refused as data when the law would not know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.errors import DocumentError
from zhifa.documents.numbering import document_number
from zhifa.documents.rendering import render
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.paper_facts import PaperFacts, UnknownOfficer
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.refusals import FILE_UNKNOWN, PAPER_NOT_ISSUABLE, UNKNOWN_OFFICER, Refusal
from zhifa.engine.register import Register
from zhifa.engine.rows import BroughtFile, NumberedPaper
from zhifa.storage.files import FileStore


@dataclass(frozen=True, kw_only=True)
class Brought:
    """The files of the evidence store that the facts of an entry name."""

    facts: BaseModel
    files: FileStore | None

    def refusals(self) -> tuple[Refusal, ...]:
        """A refusal for every file the store does not keep."""
        files = self.files
        unknown = (digest for digest, _ in self._named if files is None or not files.holds(digest))
        return tuple(FILE_UNKNOWN.refuse(digest=digest) for digest in unknown)

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
    """Issues the papers of one step. A replay takes no number of an agency's series."""

    case: CaseFile
    plan: Plan
    register: Register
    files: FileStore | None

    def series(self) -> tuple[tuple[str, int], ...]:
        """Series and year of each number the step needs."""
        if self.case.replay:
            return ()
        year = legal_day(self.plan.at).year
        named = (CATALOGUE[code].series for code in self.plan.papers)
        return tuple((series, year) for series in named if series)

    def papers(self, free: Mapping[tuple[str, int], int]) -> tuple[NumberedPaper, ...] | Refused:
        """Every paper, rendered; or every reason why one cannot be issued."""
        refusals = list(self.brought.refusals())
        issued: list[NumberedPaper] = []
        for code in self.plan.papers:
            try:
                issued.append(self._paper(code, free))
            except UnknownOfficer as error:
                refusals.append(UNKNOWN_OFFICER.refuse(officer=error.officer))
            except DocumentError as error:
                refusals.append(PAPER_NOT_ISSUABLE.refuse(detail=str(error)))
        return Refused(refusals=tuple(dict.fromkeys(refusals))) if refusals else tuple(issued)

    @cached_property
    def brought(self) -> Brought:
        """The files that the facts of the step name."""
        return Brought(facts=self.plan.facts, files=self.files)

    @cached_property
    def _facts(self) -> PaperFacts:
        return PaperFacts(before=self.case, after=self.plan.after, plan=self.plan, register=self.register)

    def _paper(self, code: str, free: Mapping[tuple[str, int], int]) -> NumberedPaper:
        series, year = CATALOGUE[code].series, legal_day(self.plan.at).year
        if series is None or self.case.replay:
            return NumberedPaper(rendering=render(code, self._facts.of(code, number=None)))
        ordinal = free[series, year]
        number = document_number(self.register.agency.short_name, series, year, ordinal)
        rendering = render(code, self._facts.of(code, number=number))
        return NumberedPaper(rendering=rendering, number=number, series=series, year=year, ordinal=ordinal)


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
