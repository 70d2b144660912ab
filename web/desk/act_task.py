"""Something that is entered by a form, whatever it is: a step, a case to be opened, a correction, a handing-over. What is common to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.command import Done
from zhifa.engine.history import HistoryLine
from zhifa.engine.preview import Preview
from zhifa.engine.refusals import Refusal
from zhifa.told.help import StepHelp
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.desk.act_sheet import Sheet, new_key
from zhifa.web.desk.carrying import Aside
from zhifa.web.desk.forms.codec import fill, fresh
from zhifa.web.desk.forms.tree import Group
from zhifa.web.desk.forms.values import moment_text
from zhifa.web.desk.forms.view import Pickers
from zhifa.web.problem import Problem

Facts = dict[str, JSON]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be entered, where it is kept aside, and how it is done."""

    aside: Aside
    label: str
    lead: str
    """What stands below the heading: the case."""
    form: type[BaseModel]
    tree: Group
    labels: type[BaseModel] | None = None
    """The form whose fields refusals name; ``None``: :attr:`form`."""
    path: str
    """Where the form is sent."""
    back: str
    """Where one goes without doing anything."""
    version: int
    """Of the case now."""
    now: datetime
    earliest: datetime | None = None
    """Of the step that the case stands on."""
    crumbs: tuple[tuple[str, str], ...] = ()
    pickers: Pickers = field(default_factory=Pickers)
    prefilled: dict[str, Any] = field(default_factory=dict)
    help: StepHelp | None = None
    replay: bool = False
    principals: tuple[tuple[str, str], ...] = ()
    """Id and name of everybody as whose deputy one may act."""
    behalf: str = ""
    """As whose deputy, unless something else is chosen."""
    barred: tuple[Refusal, ...] = ()
    """Why it may not be done now, as far as is known before the facts."""
    papers: int = 0
    """How many it makes."""
    keeping: str = ""
    """Where a script sends what is being typed; where nothing is told, below :attr:`path`."""
    perform: Callable[[Sheet, Facts], Done]
    preview: Callable[[Sheet, Facts], Preview]
    since: Callable[[int], Iterable[HistoryLine]] = lambda _: ()
    """Entries that came after a version of the case."""
    renamed: Callable[[str], str] = lambda path: path
    """The field of the form that a path of a refusal is about."""
    notes: tuple[str, ...] = ()
    """What one should know before filling it in."""
    checked: Callable[[Facts], Facts] = lambda facts: facts
    """What the form itself looks at."""

    def blank(self) -> Sheet:
        """The form before anything is typed."""
        typed = {**fresh(self.tree), **fill(self.tree, self.prefilled)}
        now = self.now.replace(second=0, microsecond=0)
        at = max(now, self.earliest) if self.earliest else now
        return Sheet(typed=typed, occurred_at=moment_text(at), behalf=self.behalf, version=self.version, key=new_key())

    def keep(self, sheet: Sheet) -> Problem | None:
        """Keep what was typed; answers why it could not be kept, or nothing."""
        return self.aside.keep(sheet.kept, version=sheet.version)

    def reasons(self, refusals: Iterable[Refusal]) -> tuple[Reason, ...]:
        """The refusals as the page tells them, each beside its field."""
        return tuple(dict.fromkeys(reason_of(one, self.labels or self.form, renamed=self.renamed) for one in refusals))
