"""What a rule of the lint is, and what it says when it finds something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from zhifa.documents.lint.subject import Subject

Severity: TypeAlias = Literal["error", "warning", "notice"]
"""``error``: what the law asks for is lacking, or the paper contradicts what is on file: it is not issued, so no lawful paper may meet such a rule.
``warning``: in all likelihood wrong. ``notice``: to be looked at."""

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "notice")

NOTICES: Final = frozenset({"D24", "D25"})
PENALTIES: Final = frozenset({"D33", "D34"})
DECISIONS: Final = frozenset({"D33", "D34", "D35"})
LETTERS: Final = frozenset({"D24", "D25", "D33", "D35"})
OF_PENALTY: Final = NOTICES | DECISIONS
MEASURES: Final = frozenset({"D16", "D16-3"})
ENFORCEMENTS: Final = frozenset({"D43", "D43-2"})
EVERY: Final = OF_PENALTY | MEASURES | ENFORCEMENTS | {"D41", "D43-6", "D54-2"}
"""Document types that the rules for one paper look at."""


class Spot(NamedTuple):
    """A place in the paper, and the words found there; no words where something is lacking."""

    place: str
    found: str = ""
    times: int = 1
    """How often in that place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of one paper, or of several that do not agree."""

    rule: str
    severity: Severity
    article: str
    paper: str
    """Code of the paper, ``D33``."""
    place: str
    fault: str
    advice: str

    @property
    def text(self) -> str:
        """Place, fault and what to do, as people read it."""
        return f"{self.place}：{self.fault}；{self.advice}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a paper must hold, or must not."""

    id: str
    severity: Severity
    article: str
    """The provision or standard behind it; 本系统约定 where it is a convention of ours."""
    codes: frozenset[str] = OF_PENALTY
    fault: str
    """In Chinese; ``{}`` stands for the words found."""
    advice: str
    find: Callable[[Subject], Iterator[Spot]]

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What the rule finds in a paper; nothing in one of another type."""
        for spot in self.find(subject) if subject.code in self.codes else ():
            yield Finding(
                rule=self.id,
                severity=self.severity,
                article=self.article,
                paper=subject.code,
                place=spot.place if spot.times == 1 else f"{spot.place}（共{spot.times}处）",
                fault=self.fault.format(spot.found),
                advice=self.advice,
            )
