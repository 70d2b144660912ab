"""A step taken from a page of its own: what was typed is put aside first, and every refusal comes back beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.command import Command, Done
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID, Refusal
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.access import Site
from zhifa.web.desk.act_sheet import new_key
from zhifa.web.desk.case_page import Opened
from zhifa.web.desk.forms.values import Unfit, read_moment
from zhifa.web.errors import BadRequest
from zhifa.web.problem import Problem
from zhifa.web.problems import problem_of

_INTERNAL: Final = "internal"
_MOST_VERSION: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A step as a page asks for it."""

    step: str
    facts: Mapping[str, JSON]
    typed: Mapping[str, str]
    """Every field as it was typed, to be put aside."""
    version: int
    """Of the case as the officer saw it."""
    key: str
    at: datetime | None
    """When it was taken; ``None``: just now."""
    on_behalf_of: str | None = None


def told(problem: Problem, form: type[BaseModel]) -> tuple[Reason, ...]:
    """Every reason of a problem, as pages tell it; those about a field name it."""
    return tuple(dict.fromkeys(reason_of(one, form) for one in problem.refusals))


def carry_out(opened: Opened, asked: Asked) -> Done | Problem:
    """Take the step, or tell why not. What was typed is kept before and forgotten once the step is taken.

    Raises what nobody foresaw; then what was typed is kept all the same.
    """
    site, me, case_id = opened.site, opened.reader.officer_id, opened.view.id
    try:
        _put_aside(site, opened, asked)
        done = site.office.perform(_command(site, case_id, me, asked))
    except Exception as error:
        problem = problem_of(error)
        if problem.code == _INTERNAL:
            raise
        return problem
    site.office.jottings.drop(me, case_id, asked.step)
    return done


def _put_aside(site: Site, opened: Opened, asked: Asked) -> None:
    site.office.jottings.keep(
        opened.reader.officer_id, opened.reader.agency_id, place=opened.view.id, step=asked.step, version=asked.version,
        typed=asked.typed,
    )  # fmt: skip


def _command(site: Site, case_id: str, me: str, asked: Asked) -> Command:
    """Raises :class:`BadRequest` for a key or an officer that are no names."""
    try:
        return Command(
            case_id=case_id, transition=asked.step, actor=me, occurred_at=asked.at or site.office.agenda.moment(),
            expected_version=asked.version, key=asked.key, facts=asked.facts, on_behalf_of=asked.on_behalf_of,
        )  # fmt: skip
    except ValueError:
        raise BadRequest("form_altered", "表单中的隐藏项被改动，没有办理；返回案件，重新打开这一页") from None


# --- fields that every such form has ------------------------------------------------------------------------------------


def version_of(text: str) -> int:
    """The version in the hidden field of a form. Raises :class:`BadRequest`."""
    if text.isascii() and text.isdecimal() and len(text) < 10 and int(text) < _MOST_VERSION:
        return int(text)
    raise BadRequest("form_altered", f"表单中的案件版本{shown(text)}不合要求，没有办理；返回案件，重新打开这一页")


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
