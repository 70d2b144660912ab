"""A program that works on cases over HTTP alone: it reads what may be done, and does it as whoever is to do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from httpx import Response

from penalty_steps import Plot, actor, facts, next_step
from web_desk import Browser, Stage
from zhifa.engine.instants import instant_text

API = "/api/v1"


@dataclass(kw_only=True)
class ApiDesk:
    """Drives cases of a stage over the API; everybody has a token of his own."""

    stage: Stage
    by: dict[str, Browser] = field(default_factory=dict)
    """The programs by the id of their officer."""
    acted: set[str] = field(default_factory=set)
    """Ids of everybody who took a step."""
    _keys: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for number, person in self.stage.people.items():
            self.by[str(person.officer_id)] = self.stage.token(number)

    def key(self) -> str:
        """An idempotency key not used before."""
        return f"api-{next(self._keys)}"

    def open_case(self, plot: Plot | None = None, **changes: Any) -> Response:
        """Open a case of the ordinary procedure now."""
        scene = self.stage.desk.scene(plot=plot)
        opening = self.stage.desk.workflow.opening
        body = {
            "workflow": self.stage.desk.workflow.name, "occurred_at": instant_text(scene.at),
            "facts": facts(opening.name, scene), **changes,
        }  # fmt: skip
        who = actor(opening, scene)
        self.acted.add(who)
        return self.by[who].post(f"{API}/cases", json=body, headers={"Idempotency-Key": self.key()})

    def act(
        self, case_id: str, step: str, plot: Plot | None = None, *, by: str | None = None, headers: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> Response:  # fmt: skip
        """Take a step now, on the version that the case has, with what a test changes."""
        case = self.stage.desk.office.case(case_id)
        scene = self.stage.desk.scene(case, plot)
        who = by or actor(self.stage.desk.workflow.by_name[step], scene)
        body = {
            "occurred_at": instant_text(scene.at),
            **({} if "facts" in changes else {"facts": facts(step, scene)}),
            **changes,
        }
        told = {"If-Match": f'"{case.version}"', "Idempotency-Key": self.key(), **(headers or {})}
        self.acted.add(who)
        return self.by[who].post(f"{API}/cases/{case_id}/acts/{step}", json=body, headers=told)

    def go_on(self, case_id: str, plot: Plot | None = None) -> Response | None:
        """Wait as long as the law asks for and take the next step of a diligent agency; ``None`` when the case has ended."""
        coming = next_step(self.stage.desk.scene(self.stage.desk.office.case(case_id), plot))
        if coming is None:
            return None
        self.stage.clock.advance(coming.wait)
        return self.act(case_id, coming.step, plot)
