"""What working an example gives: every comparison, and the arithmetic behind it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Check", "Worked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing the file expects beside what was computed, both written alike."""

    what: str
    """In Chinese: 届满."""
    expected: str
    computed: str

    @property
    def as_expected(self) -> bool:
        """Whether both agree."""
        return self.expected == self.computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One example, worked, or what is wrong with it."""

    id: str
    law: str = ""
    article: str = ""
    checks: tuple[Check, ...] = ()
    """The end of the term first."""
    explanation: tuple[str, ...] = ()
    """In Chinese, one line a step; it begins with the article."""
    faults: tuple[str, ...] = ()
    """Why it cannot be worked, in Chinese, each with field, value and rule; there are no checks then."""

    @property
    def as_expected(self) -> bool:
        """Whether it could be worked and everything agrees."""
        return not self.faults and all(check.as_expected for check in self.checks)

    @property
    def differences(self) -> tuple[Check, ...]:
        """What does not agree."""
        return tuple(check for check in self.checks if not check.as_expected)
