"""The papers of one step: rendered before any lock, numbered with the next free numbers, refused as data when the law would not know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhifa.documents.catalogue import CATALOGUE
from zhifa.documents.errors import DocumentError
from zhifa.documents.numbering import document_number
from zhifa.documents.rendering import render
from zhifa.engine.casefile import CaseFile
from zhifa.engine.inscribe import NumberedPaper
from zhifa.engine.instants import legal_day
from zhifa.engine.paper_facts import PaperFacts, UnknownOfficer
from zhifa.engine.plan import Plan, Refused
from zhifa.engine.refusals import FILE_UNKNOWN, PAPER_NOT_ISSUABLE, UNKNOWN_OFFICER, Refusal
from zhifa.engine.register import Register
from zhifa.storage.files import FileStore


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
        refusals = list(self._unknown_files())
        issued: list[NumberedPaper] = []
        for code in self.plan.papers:
            try:
                issued.append(self._paper(code, free))
            except UnknownOfficer as error:
                refusals.append(UNKNOWN_OFFICER.refuse(officer=error.officer))
            except DocumentError as error:
                refusals.append(PAPER_NOT_ISSUABLE.refuse(detail=str(error)))
        return Refused(refusals=tuple(dict.fromkeys(refusals))) if refusals else tuple(issued)

    def brought_files(self) -> tuple[tuple[str, int, str], ...]:
        """Digest, size in bytes and name of each file the facts bring."""
        files = self.files
        return tuple((digest, files.size(digest), name) for digest, name in self._brought) if files else ()

    @cached_property
    def _facts(self) -> PaperFacts:
        return PaperFacts(before=self.case, after=self.plan.after, plan=self.plan, register=self.register)

    @cached_property
    def _brought(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict(_digests(self.plan.facts.model_dump(mode="json"))).items())

    def _paper(self, code: str, free: Mapping[tuple[str, int], int]) -> NumberedPaper:
        series, year = CATALOGUE[code].series, legal_day(self.plan.at).year
        if series is None or self.case.replay:
            return NumberedPaper(rendering=render(code, self._facts.of(code, number=None)))
        ordinal = free[series, year]
        number = document_number(self.register.agency.short_name, series, year, ordinal)
        rendering = render(code, self._facts.of(code, number=number))
        return NumberedPaper(rendering=rendering, number=number, series=series, year=year, ordinal=ordinal)

    def _unknown_files(self) -> Iterator[Refusal]:
        for digest, _ in self._brought:
            if self.files is None or not self.files.holds(digest):
                yield FILE_UNKNOWN.refuse(digest=digest)


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
