"""The scene of a step: what kind of case it is, when the step is taken, who is there, and the case as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import instant_text, legal_day
from zhifa.workflows import dossier

Facts = dict[str, Any]

LAW = "中华人民共和国大气污染防治法"
PLACE = "示例市示例区示例村"
AREA = "示例省示例市示例区"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What kind of case it is; ``fine`` in fen, 0 for a warning. From a fine of 1 000 000 on a hearing must be offered."""

    penalty: bool = True
    fine: int = 100_000
    goods: bool = False
    """The draft confiscates goods besides."""
    complex: bool = False
    hearing: bool = False
    """The party asks for a hearing where it was offered one."""
    statement: bool = False
    """The party makes a statement."""
    announced: bool = False
    """Direct service and post fail; papers are served by announcement."""
    review_first: bool = False
    """Legal review precedes the notice, as the agency's policy ``first_review`` must say too."""
    remedied: bool = False
    """The party asks for reconsideration, which annuls the decision and orders a new one; the new one stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the facts of a step depend on: when it is taken, everybody's id by name, and the case as it stands (None: to be opened)."""

    at: datetime
    ids: Mapping[str, str]
    case: CaseFile | None = None
    plot: Plot = field(default_factory=Plot)

    @property
    def day(self) -> date:
        return legal_day(self.at)

    @property
    def file(self) -> CaseFile:
        assert self.case is not None, "this step is taken in a case that is open"
        return self.case

    def moment(self, **earlier: int) -> str:
        """The instant so much before the step."""
        return instant_text(self.at - timedelta(**earlier))

    @property
    def officers(self) -> list[str]:
        """Two certified officers, the handlers once they are named."""
        handlers = sorted(dossier.handlers(self.case)) if self.case else []
        return handlers if len(handlers) > 1 else [self.ids["承办人甲"], self.ids["承办人乙"]]

    def opinion(self, text: str = "同意承办人意见。") -> Facts:
        return {"by": self.ids["承办机构负责人甲"], "text": text, "on": self.day.isoformat()}

    def evidence(self, kind: str = "书证", *, verified: bool = True) -> Facts:
        """One more piece of evidence under a key that is still free."""
        taken = len(dossier.evidence(self.file))
        return {
            "key": f"证{taken + 1}",
            "kind": kind,
            "description": "演示证据",
            "source": "执法人员制作",
            "obtained_on": self.day.isoformat(),
            "proves": "焚烧的地点和面积",
            "verified": verified,
        }


def record(scene: Scene) -> Facts:
    """What every record made at a scene holds."""
    return {
        "started_at": scene.moment(minutes=50),
        "ended_at": scene.moment(minutes=10),
        "place": PLACE,
        "officers": scene.officers,
        "recorder": scene.officers[1],
        "credentials_shown": True,
        "rights_told": True,
        "signature": {"signed": True},
    }
