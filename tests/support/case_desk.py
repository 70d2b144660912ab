"""An office on a database of a test's own: the demonstration register, a clock to move, and cases driven to where a test begins."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Self

from penalty_steps import Facts, Plot, Scene, actor, facts, next_step
from zhifa.documents.packs import SHIPPED, Templates
from zhifa.engine.casefile import CaseFile
from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.identity import SeededIdentities
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.office import Office
from zhifa.engine.workflow import Workflow
from zhifa.workflows.ordinary import ORDINARY

REGISTER = Path(__file__).parents[2] / "examples" / "register.json"
START = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
SEAL_CERTIFICATE = "c" * 64
"""SHA-256 of the certificate of the seal that the register of the tests names."""
MORE_OFFICERS = (
    ("022", "审核人丙", "reviewer", None),
    ("004", "承办人丁", "handler", "2024-12-31"),
)
"""Staff number, name, role and last day of the certificate: a reviewer without qualification, a handler whose certificate ran out."""


def register_text(policy: Mapping[str, Any] | None = None) -> str:
    """The demonstration register with a seal, two officers more, and the policy changed."""
    register = json.loads(REGISTER.read_text(encoding="utf-8"))
    register["agency"]["policy"].update(policy or {})
    register["agency"]["seals"] = [{"name": "机关印章", "certificate": SEAL_CERTIFICATE, "valid_from": "2026-01-01"}]
    register["officers"] += [_officer(*row) for row in MORE_OFFICERS]
    return json.dumps(register, ensure_ascii=False)


def _officer(number: str, name: str, role: str, certified_to: str | None) -> dict[str, Any]:
    certificate = {
        "number": f"演示执法证{number}",
        "acts": ["penalty"],
        "areas": ["示例省示例市"],
        "valid_from": "2020-01-01",
        "valid_to": certified_to,
    }
    return {
        "staff_number": number,
        "name": name,
        "unit": "演示科",
        "post": "科员",
        "valid_from": "2015-01-01",
        "certificates": [certificate] if certified_to else [],
        "assignments": [{"role": role, "unit": "演示科", "valid_from": "2015-01-01"}],
    }


class Desk:
    """Drives cases through ``office``; ``ids`` are everybody's ids by name. Close it, or use it as a context manager."""

    def __init__(
        self,
        target: Any,
        *,
        files: Path | None = None,
        policy: Mapping[str, Any] | None = None,
        workflow: Workflow = ORDINARY,
        seed: str = "desk",
        busy_timeout_ms: int = 5000,
        import_register: bool = True,
        create: bool = False,
        templates: Templates = SHIPPED,
    ) -> None:
        self.clock = FixedClock(START)
        self.workflow = workflow
        self.office = Office.open(
            target,
            files=files,
            clock=self.clock,
            workflows=(workflow,),
            identities=SeededIdentities(seed),
            busy_timeout_ms=busy_timeout_ms,
            create=create,
            templates=templates,
        )
        text = register_text(policy)
        if import_register:
            self.office.import_register(text)
        self.ids = ids_of(text)
        self._seed = seed
        self._keys = count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.office.close()

    def key(self) -> str:
        """An idempotency key not used before."""
        return f"{self._seed}/{next(self._keys)}"

    def scene(self, case: CaseFile | None = None, plot: Plot | None = None) -> Scene:
        return Scene(at=self.clock.now(), ids=self.ids, case=case, plot=plot or Plot())

    def opening(self, **changes: Any) -> Opening:
        """A lawful opening of a case, with what a test changes."""
        scene = self.scene()
        lawful: dict[str, Any] = {
            "workflow": self.workflow.name,
            "actor": actor(self.workflow.opening, scene),
            "occurred_at": scene.at,
            "key": self.key(),
            "facts": facts(self.workflow.opening.name, scene),
        }
        return Opening(**(lawful | changes))

    def open_case(self, **changes: Any) -> str:
        """Open a case and answer its id."""
        return self.office.register(self.opening(**changes)).case_id

    def command(self, case_id: str, step: str, plot: Plot | None = None, **changes: Any) -> Command:
        """The step as a lawful command now, with what a test changes."""
        case = self.office.case(case_id)
        scene = self.scene(case, plot)
        lawful: dict[str, Any] = {
            "case_id": case_id,
            "transition": step,
            "actor": actor(self.workflow.by_name[step], scene),
            "occurred_at": scene.at,
            "expected_version": case.version,
            "key": self.key(),
        }
        if "facts" not in changes:
            lawful["facts"] = facts(step, scene)
        return Command(**(lawful | changes))

    def do(self, case_id: str, step: str, plot: Plot | None = None, **changes: Any) -> Done:
        """Take a step now; raises what the office raises."""
        return self.office.perform(self.command(case_id, step, plot, **changes))

    def let_run_out(self, case_id: str, step: str) -> Done:
        """The system records the step, which comes about by the end of a running term of the case."""
        ended = {end.term.code for end in self.workflow.by_name[step].ends}
        term = next(t for t in self.office.case(case_id).terms if t.code in ended and t.status == "open")
        return self.office.perform_system(case_id, term.id)

    def go_on(self, case_id: str, plot: Plot | None = None) -> Done | None:
        """Wait as long as the law asks for and take the next step of a diligent agency; None when the case has ended."""
        coming = next_step(self.scene(self.office.case(case_id), plot))
        if coming is None:
            return None
        self.clock.advance(coming.wait)
        return self.do(case_id, coming.step, plot)

    def bring_to(self, state: str, plot: Plot | None = None, *, case_id: str | None = None) -> str:
        """A case that stands in this state now, a new one unless one is named."""
        found = case_id or self.open_case()
        done: Done | None = None
        while self.office.case(found).state != self.workflow.state_by_name[state]:
            done = self.go_on(found, plot)
            assert done is not None, f"the case ended without coming to {state}"
        return found


def ids_of(register: str) -> dict[str, str]:
    """Everybody's id by name."""
    from zhifa.engine.register_file import file_of

    return {officer.name: officer.id for officer in file_of(register).register.officers.values()}


def a_day(days: int = 1) -> timedelta:
    return timedelta(days=days)


def put(facts: Facts, path: str, value: Any) -> Facts:
    """A deep copy of the facts with another value at a dotted path."""
    changed: Facts = json.loads(json.dumps(facts))
    target: Any = changed
    *steps, last = path.split(".")
    for step in steps:
        target = target[int(step)] if isinstance(target, list) else target[step]
    target[int(last) if isinstance(target, list) else last] = value
    return changed
