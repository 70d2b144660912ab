"""What the facts of a step are told from: the source, the people, the moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.replay.cast import UNIT_HEAD, Cast
from zhifa.replay.inputs import Assumed, Facts, Node, played, silent, wording
from zhifa.replay.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One step about to be taken."""

    source: Source
    cast: Cast
    at: datetime
    hearing_due: bool = False
    """Whether the party must be told of the right to a hearing, as the draft stands."""

    @property
    def day(self) -> str:
        return legal_day(self.at).isoformat()

    def today(self) -> Assumed:
        return played(self.day)

    def now(self) -> Assumed:
        return played(self.at.astimezone(SHANGHAI).isoformat())

    def unit_opinion(self) -> Facts:
        return {"by": self.cast.person(UNIT_HEAD), "text": wording("同意承办人意见。"), "on": self.today()}

    def head_opinion(self, text: str) -> Facts:
        return {"unit_opinion": self.unit_opinion(), "head_opinion": wording(text)}

    def unsigned(self) -> Node:
        """A record whose source shows no signatures."""
        return {"signed": played(value=False), "note": played("来源未载签名情况")}

    def unknown_person(self, path: str) -> Facts:
        return {"name": silent(f"{path}.name"), "relation": silent(f"{path}.relation")}


Telling = Callable[[Scene], Facts]
"""Tells the facts of one step."""
