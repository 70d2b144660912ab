"""The caseload: cases as the core reads them, put together of their rows, their agency's register and the procedure they were opened under."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from zhifa.documents.errors import TemplatesMissing
from zhifa.documents.lint import Subject
from zhifa.documents.packs import Templates
from zhifa.engine.assemble import case_file, fine_of, register_version, template_pack
from zhifa.engine.casefile import CaseFile
from zhifa.engine.clock import Clock
from zhifa.engine.command import Command
from zhifa.engine.correct import Correction
from zhifa.engine.errors import FinesMoved, WorkflowChanged, WorkflowUnknown
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import legal_day
from zhifa.engine.linked import Link, link_refusals
from zhifa.engine.migration import Migration
from zhifa.engine.refusals import PAPER_NOT_ISSUABLE, Refusal
from zhifa.engine.register import Register
from zhifa.engine.registrar import Registrar
from zhifa.engine.vocabulary import Transition
from zhifa.engine.workflow import Workflow
from zhifa.storage.database import Database
from zhifa.storage.errors import StaleCase
from zhifa.storage.records import CommandRecord, Loaded
from zhifa.storage.store import Store


class Caseload:
    """The cases of one database. Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        registrar: Registrar,
        workflows: Iterable[Workflow],
        *,
        templates: Templates,
        clock: Clock,
    ) -> None:
        self._database = database
        self._registrar = registrar
        self._clock = clock
        self.templates = templates
        self._workflows = {(w.name, w.version): w for w in workflows}

    @property
    def workflows(self) -> tuple[Workflow, ...]:
        """The procedures this caseload knows, every version of each."""
        return tuple(self._workflows.values())

    def newest(self, name: str) -> Workflow:
        """The newest version of a procedure, for a case yet to be opened. Raises ``WorkflowUnknown``."""
        versions = [w for (known, _), w in self._workflows.items() if known == name]
        if not versions:
            raise WorkflowUnknown(name)
        return max(versions, key=lambda w: w.version)

    def of(self, rows: Loaded, *, day: date | None = None) -> tuple[CaseFile, Register]:
        """The case of these rows as it would be decided on `day`, or else today, with its agency's register.

        Raises ``WorkflowUnknown``, ``WorkflowChanged``.
        """
        register, workflow = self._registrar.at(rows.case.agency_id, rows.register_version), self._workflow(rows)
        versions = self.template_versions(workflow, register, day or legal_day(self._clock.now()))
        return case_file(rows, workflow, register, versions), register

    def as_known(self, rows: Loaded) -> Callable[[int], Register]:
        """The agency's register as each entry of the case knew it, by the number of the entry."""
        agency_id, entries = rows.case.agency_id, {entry.seq: entry for entry in rows.entries}
        return lambda seq: self._registrar.known(agency_id, register_version(entries[seq]))

    def template_versions(self, workflow: Workflow, register: Register, day: date) -> Mapping[str, str]:
        """Versions of the templates that a decision of `day` is set in, by document type."""
        pack = template_pack(register, self.templates)
        return {code: self.templates.version(pack, day, code) for code in workflow.decision_papers.values()}

    def unworded(self, register: Register) -> tuple[Refusal, ...]:
        """A refusal when the pack of templates that the register names is not at hand."""
        try:
            self.templates.chain(template_pack(register, self.templates))
        except TemplatesMissing as error:
            return (PAPER_NOT_ISSUABLE.refuse(detail=str(error)),)
        return ()

    def worded(self, case: CaseFile, register: Register, day: date) -> CaseFile:
        """The case as it would be decided on `day`."""
        return replace(case, template_versions=self.template_versions(case.workflow, register, day))

    def standing(self, case_id: str) -> tuple[CaseFile, Register]:
        """The case as it stands, with its agency's register. Raises ``CaseUnknown``."""
        with self._database.read() as store:
            rows = store.load(case_id)
        return self.of(rows)

    def seen(
        self, asked: Command | Correction | HandingOver | Migration, *, rows: Loaded | None = None
    ) -> tuple[CaseFile, Register, CommandRecord | None]:
        """The case at the version the officer saw, or the record of this key. ``rows``: as it was read just now. Raises ``StaleCase``."""
        if rows is None:
            with self._database.read_once() as store:
                rows = store.load(asked.case_id, key=asked.key)
        if rows.command is None and rows.case.version != asked.expected_version:
            raise StaleCase(asked.case_id, asked.expected_version)
        return (*self.of(rows, day=legal_day(asked.occurred_at)), rows.command)

    def looked_up(self, case: CaseFile, steps: Iterable[Transition]) -> CaseFile:
        """The case with the party's fines in other cases, where a guard of these steps asks for them."""
        party = case.workflow.party(case)
        if party is None or not any(step.looks_beyond for step in steps):
            return case
        with self._database.read_once() as store:
            return replace(case, fines=tuple(map(fine_of, store.fines_elsewhere(party, case.id))))

    def read(self, case: CaseFile, steps: Iterable[Transition]) -> CaseFile:
        """The case with the text of its papers, where a guard of these steps reads them."""
        if not any(step.reads_papers for step in steps):
            return case
        with self._database.read_once() as store:
            papers = store.papers(case.id)
        return replace(case, texts={paper.id: Subject.of(paper.html, paper.code).text for paper in papers})

    def hold(self, case: CaseFile, store: Store) -> None:
        """Keep the party's fines in other cases as the case was decided on, until the transaction ends. Raises ``FinesMoved``."""
        party = case.workflow.party(case)
        if party is not None and tuple(map(fine_of, store.hold_fines(party, case.id))) != case.fines:
            raise FinesMoved(case.id)

    def link_refusals(self, case_id: str, links: tuple[Link, ...]) -> tuple[Refusal, ...]:
        """A refusal for every case that is named and not on file, and for a case that names itself."""
        if not links:
            return ()
        with self._database.read_once() as store:
            known = store.cases_known(link.case_id for link in links)
        return tuple(link_refusals(case_id, links, known))

    def declared(self, name: str, version: int) -> Workflow:
        """This version of a procedure. Raises ``WorkflowUnknown``."""
        workflow = self._workflows.get((name, version))
        if workflow is None:
            raise WorkflowUnknown(name, version)
        return workflow

    def _workflow(self, rows: Loaded) -> Workflow:
        """The very declaration the case was opened under, or has been moved to since (invariant 8)."""
        case = rows.case
        version, digest = case.workflow_version, case.workflow_digest
        if rows.migrations:
            version, digest = rows.migrations[-1].new_version, rows.migrations[-1].new_digest
        workflow = self.declared(case.workflow, version)
        if workflow.digest != digest:
            raise WorkflowChanged(case.workflow, version)
        return workflow
