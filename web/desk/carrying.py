"""How a page has something done: what was typed is kept aside first, the office is asked once, and whatever it has against it comes back as words.

A step, an opinion, a discussion, an opening, a correction and a handing-over all go this way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.command import Command, Done
from zhifa.engine.errors import StorageError
from zhifa.engine.jottings import Jotting, JottingTooLarge
from zhifa.engine.office import Office
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.desk.act_sheet import new_key
from zhifa.web.desk.case_page import Opened
from zhifa.web.desk.forms.values import Unfit, read_moment
from zhifa.web.errors import BadRequest
from zhifa.web.problem import Problem
from zhifa.web.problems import of_refusals, problem_of

_INTERNAL: Final = "internal"
_REUSED: Final = "这张表刚才已经办理过一次，之后又改了内容；看清案件现状，确要再办理一次的，重新提交"
_LOG = logging.getLogger("zhifa.web")
_Came = TypeVar("_Came")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Where what one officer types into one form waits until it is done."""

    office: Office
    officer_id: str
    agency_id: str
    place: str
    """As :class:`Jotting` has it."""
    step: str
    others: tuple[str, ...] = ()
    """Steps under which the same form may have been kept before: the other opinion."""

    def found(self) -> Jotting | None:
        """What was typed before."""
        kept = (self.office.jottings.one(self.officer_id, self.place, step) for step in (self.step, *self.others))
        return next((one for one in kept if one is not None), None)

    def keep(self, typed: Mapping[str, str], *, version: int) -> Problem | None:
        """Keep what was typed; answers why it could not be kept, or nothing."""
        try:
            self.office.jottings.keep(
                self.officer_id, self.agency_id, place=self.place, step=self.step, version=version, typed=typed
            )
        except (JottingTooLarge, StorageError) as error:
            return problem_of(error)
        return None

    def forget(self) -> None:
        """Take away what was kept. Raises ``StorageError``."""
        for step in (self.step, *self.others):
            self.office.jottings.drop(self.officer_id, self.place, step)


def carry_out(aside: Aside, act: Callable[[], Done]) -> Done | Problem:
    """Have it done, or tell why not. What was kept aside is forgotten once it is done; where even that fails it is at worst still listed.

    Raises what nobody foresaw, before it is done.
    """
    done = tried(act)
    if isinstance(done, Done):
        try:
            aside.forget()
        except StorageError:  # it stands in the record; and the key that was kept with it does nothing twice
            _LOG.warning("what was kept aside for a step that is done could not be dropped", exc_info=True)
    return done


def tried(act: Callable[[], _Came]) -> _Came | Problem:
    """What comes of it, or why it cannot be. Raises what nobody foresaw."""
    try:
        return act()
    except Exception as error:
        problem = problem_of(error)
        if problem.code == _INTERNAL:
            raise
        return replace(problem, detail=_REUSED) if problem.code == "key_reused" else problem


# --- pages that lay a step out in their own way -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A step as such a page asks for it."""

    step: str
    facts: Mapping[str, JSON]
    typed: Mapping[str, str]
    """Every field as it was typed, to be put aside."""
    version: int
    """Of the case as the officer saw it."""
    key: str
    at: datetime | Refusal | None
    """When it was taken, as :func:`moment_of` reads it; ``None``: just now."""
    on_behalf_of: str | None = None
    faults: tuple[Refusal, ...] = ()
    """What the page itself found wrong with what was typed."""
    others: tuple[str, ...] = ()
    """Steps of which the same form is shown."""


def aside_of(opened: Opened, *steps: str) -> Aside:
    """Where what is typed for these steps of a case is kept: under the first of them."""
    first, *others = steps
    return Aside(
        office=opened.site.office, officer_id=opened.reader.officer_id, agency_id=opened.reader.agency_id, place=opened.view.id, step=first,
        others=tuple(others),
    )  # fmt: skip


def take_step(opened: Opened, asked: Asked) -> Done | Problem:
    """Put aside what was typed and take the step, as :func:`carry_out` does. What could not be put aside stands in the page all the same."""
    office, aside = opened.site.office, aside_of(opened, asked.step, *asked.others)
    aside.keep(asked.typed, version=asked.version)
    at = asked.at or opened.view.laid.at
    if isinstance(at, Refusal):
        return of_refusals((*asked.faults, at))
    if asked.faults:
        return of_refusals(asked.faults)
    return carry_out(aside, lambda: office.perform(_command(opened, asked, at)))


def _command(opened: Opened, asked: Asked, at: datetime) -> Command:
    """Raises :class:`BadRequest` for a key or an officer that are no names."""
    try:
        return Command(
            case_id=opened.view.id, transition=asked.step, actor=opened.reader.officer_id, occurred_at=at,
            expected_version=asked.version, key=asked.key, facts=asked.facts, on_behalf_of=asked.on_behalf_of,
        )  # fmt: skip
    except ValueError:
        raise BadRequest("form_altered", "表单中的隐藏项被改动，没有办理；返回案件，重新打开这一页") from None


def told(problem: Problem, form: type[BaseModel]) -> tuple[Reason, ...]:
    """Every reason of a problem, as pages tell it; those about a field name it."""
    return tuple(dict.fromkeys(reason_of(one, form) for one in problem.refusals))


def key_of(text: str) -> str:
    """The idempotency key in the hidden field of a form, or a new one where there is none."""
    return text if 0 < len(text) <= 200 and text.isprintable() else new_key()


def moment_of(text: str, *, field: str = "occurred_at") -> datetime | Refusal | None:
    """A time typed as Beijing time; ``None`` where nothing was typed; a refusal for anything else."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(read_moment(text))
    except Unfit as unfit:
        return FACTS_INVALID.refuse(field=field, value=shown(text), rule=str(unfit))
