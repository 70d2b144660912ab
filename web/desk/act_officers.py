"""Whom a form offers where it names an officer: those who fit by the mark of the field come first, everybody else in service below them.

Nobody is left out: what is entered late may name somebody who fitted then, and the engine refuses whoever does not fit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from zhifa.engine.fields import Fits
from zhifa.engine.naming import Naming
from zhifa.engine.people import Officer
from zhifa.engine.register import Register
from zhifa.web.desk.forms.tree import Leaf
from zhifa.web.desk.forms.view import Options

Fit = Callable[[Leaf], frozenset[str] | None]
"""Ids of those who fit a field; ``None``: nobody is asked for in particular."""


def officers_offered(register: Register, day: date, *, first: frozenset[str] = frozenset()) -> Options:
    """The officers in service on the day, those of the case first."""
    found = (one for one in register.officers.values() if one.valid.holds(day))
    told = sorted(found, key=lambda one: (one.id not in first, one.unit, one.staff_number))
    return tuple((one.id, _officer(one)) for one in told)


def _officer(one: Officer) -> str:
    return f"{one.name}（{one.staff_number}，{one.unit}）"


def fit_in(naming: Naming) -> Fit:
    """Who fits the fields of the form; each mark is asked once."""

    @cache
    def found(mark: Fits) -> frozenset[str]:
        return frozenset(mark.who(naming))

    return lambda leaf: found(leaf.fits) if leaf.fits else None
