"""Something that is entered by a form, whatever it is: a step, a case to be opened, a correction, a handing-over. What is common to their pages.

What was typed is kept aside before anything is asked of the office, and shown again whatever comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from zhifa.engine.canonical import JSON
from zhifa.engine.command import Done
from zhifa.engine.errors import CommandRefused, KeyReused, OfficeError
from zhifa.engine.forms import parse
from zhifa.engine.history import HistoryLine
from zhifa.engine.jottings import Jotting, JottingTooLarge
from zhifa.engine.office import Office
from zhifa.engine.preview import Preview
from zhifa.engine.refusals import Refusal
from zhifa.storage.errors import StaleCase, StorageError
from zhifa.told.help import StepHelp
from zhifa.told.refusals import Reason, reason_of
from zhifa.web.desk import paths, told_done
from zhifa.web.desk.act_sheet import Handed, Sheet, changed, new_key, of_jotting
from zhifa.web.desk.forms.codec import Reading, fill, fresh, read
from zhifa.web.desk.forms.tree import Group
from zhifa.web.desk.forms.typed import settled
from zhifa.web.desk.forms.values import moment_text
from zhifa.web.desk.forms.view import Pickers, Shown, anchor, show
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.problems import problem_of

Facts = dict[str, JSON]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be entered, where it is kept aside, and how it is done."""

    office: Office
    officer_id: str
    agency_id: str
    place: str
    """Under which what is typed is kept aside, as :class:`Jotting` has it."""
    step: str
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
    keeping: str = ""
    """Where a script sends what is being typed; where nothing is told, below :attr:`path`."""
    perform: Callable[[Sheet, Facts], Done]
    preview: Callable[[Sheet, Facts], Preview | None] = lambda _, __: None
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

    def jotting(self) -> Jotting | None:
        """What was typed before and kept aside."""
        return self.office.jottings.one(self.officer_id, self.place, self.step)

    def keep(self, sheet: Sheet) -> str:
        """Keep what was typed; answers why it could not be kept, in Chinese, or nothing."""
        try:
            self.office.jottings.keep(
                self.officer_id,
                self.agency_id,
                place=self.place,
                step=self.step,
                version=sheet.version,
                typed=sheet.kept,
            )
        except (JottingTooLarge, StorageError) as error:
            return problem_of(error).detail
        return ""

    def forget(self) -> None:
        """Take away what was kept aside."""
        self.office.jottings.drop(self.officer_id, self.place, self.step)

    def reasons(self, refusals: Iterable[Refusal]) -> tuple[Reason, ...]:
        """The refusals as the page tells them, each beside its field."""
        return tuple(dict.fromkeys(reason_of(one, self.labels or self.form, renamed=self.renamed) for one in refusals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What stands above a form besides reasons."""

    error: str = ""
    """What went wrong that is nobody's to mend in the form."""
    kept_at: str = ""
    """When what stands in the form was kept aside."""
    not_kept: str = ""
    """Why it was not."""
    since: tuple[HistoryLine, ...] = ()
    """What was done in the case since the version that was seen."""
    seen: int = 0
    """That version."""

    @property
    def told(self) -> tuple[tuple[HistoryLine, str], ...]:
        """Those entries, each with its time as pages show it."""
        return tuple((line, moment(line.recorded_at)) for line in self.since)


_NOTHING: Final = Notices()


# --- pages ------------------------------------------------------------------------------------------------------------


def asked(request: Request, task: Task) -> Response:
    """The form: as it was kept aside, or with what is known put in."""
    jotting = task.jotting()
    if jotting is None:
        return form_page(request, task, task.blank())
    sheet = of_jotting(jotting)
    if not sheet.occurred_at:  # kept aside by a page that does not ask for it
        sheet = replace(sheet, occurred_at=task.blank().occurred_at)
    lines = tuple(task.since(jotting.version)) if jotting.version < task.version else ()
    notices = Notices(kept_at=moment(jotting.saved_at), since=lines, seen=jotting.version)
    return form_page(request, task, sheet.fresh(version=task.version) if lines else sheet, notices=notices)


def handled(request: Request, task: Task, handed: Handed) -> Response:
    """What the button of the form asks for."""
    sheet = handed.sheet
    match handed.action:
        case "add" | "remove" | "pick":
            return form_page(request, task, changed(task.tree, handed))
        case "edit":
            return form_page(request, task, sheet)
        case "forget":
            task.forget()
            return RedirectResponse(task.path, 303)
        case "keep":
            not_kept = task.keep(sheet)
            notices = Notices(kept_at="" if not_kept else moment(task.now), not_kept=not_kept)
            return form_page(request, task, sheet, notices=notices, status=507 if not_kept else 200)
    not_kept = task.keep(sheet)
    return _attempted(request, task, handed, not_kept)


def kept_quietly(task: Task, handed: Handed) -> Response:
    """The answer to a script that keeps what is being typed: a line for people."""
    why = task.keep(handed.sheet)
    text = f"没有暂存：{why}" if why else f"已于{moment(task.now)[11:]}暂存"
    return Response(text, status_code=507 if why else 200, media_type="text/plain; charset=utf-8")


def _attempted(request: Request, task: Task, handed: Handed, not_kept: str) -> Response:
    """Ask the office; whatever it says against it is told with the form as it was filled in."""
    sheet = handed.sheet
    reading = read(task.tree, sheet.typed)
    refusals = (*sheet.faults(), *reading.faults)
    if refusals:
        every = (*refusals, *_of_the_form(task, reading, refusals))
        return form_page(request, task, sheet, refusals=every, notices=Notices(not_kept=not_kept), status=422)
    try:
        if handed.action == "perform":
            return _done(task, sheet, reading.facts)
        return preview_page(request, task, sheet, reading.facts, not_kept)
    except CommandRefused as error:
        return form_page(request, task, sheet, refusals=error.refusals, notices=Notices(not_kept=not_kept), status=422)
    except StaleCase:
        return _stale(request, task, sheet)
    except KeyReused:
        told = "这张表刚才已经办理过一次，之后又改了内容；看清案件现状，确要再办理一次的，重新提交"
        return form_page(request, task, sheet.fresh(), notices=Notices(error=told), status=409)
    except (OfficeError, StorageError) as error:
        problem = problem_of(error)
        answer = form_page(
            request, task, sheet, notices=Notices(error=problem.detail, not_kept=not_kept), status=problem.status
        )
        for name, value in problem.headers.items():
            answer.headers[name] = value
        return answer


def _of_the_form(task: Task, reading: Reading, told: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """What the form itself has against the other fields, so that every fault is told at once."""
    known = {dict(one.operands)["field"] for one in told}
    found = parse(task.form, task.checked(reading.facts))
    return tuple(one for one in found if dict(one.operands)["field"] not in known) if isinstance(found, tuple) else ()


def _done(task: Task, sheet: Sheet, facts: Facts) -> Response:
    done = task.perform(sheet, facts)
    with suppress(
        StorageError
    ):  # it is done; what was kept aside is at worst still listed, and its key does nothing twice
        task.forget()
        told_done.keep(task.office, task.officer_id, task.agency_id, done)
    return RedirectResponse(paths.case(done.case_id, done=str(done.seq)), 303)


def _stale(request: Request, task: Task, sheet: Sheet) -> Response:
    """Who did what since, with the form as it was filled in, for the version that stands now."""
    notices = Notices(since=tuple(task.since(sheet.version)), seen=sheet.version)
    return form_page(request, task, sheet.fresh(version=task.version), notices=notices, status=409)


def form_page(
    request: Request, task: Task, sheet: Sheet, *, refusals: Iterable[Refusal] = (), notices: Notices = _NOTHING, status: int = 200
) -> Response:  # fmt: skip
    """The form with what was typed, and all that is said against it."""
    reasons = task.reasons(refusals)
    shown = show(task.tree, sheet.typed, reasons, task.pickers, replay=task.replay)
    linked = [(reason, _anchor(reason, shown)) for reason in reasons]
    beside = {reason.path: reason.rule or reason.text for reason in reasons if reason.path == "occurred_at"}
    return page(
        request, "act/form.html", status=status, task=task, sheet=sheet, shown=shown, reasons=linked, notices=notices,
        barred=task.reasons(task.barred), time_fault=beside.get("occurred_at", ""), lists=task.pickers.lists or {},
    )  # fmt: skip


def preview_page(request: Request, task: Task, sheet: Sheet, facts: Facts, not_kept: str) -> Response:
    """What would be done: what was filled in, and the papers in frames. Raises :class:`CommandRefused` with what stands against it."""
    found = task.preview(sheet, facts)
    if found is None:
        fitted = parse(task.form, task.checked(facts))
        if isinstance(fitted, tuple):
            raise CommandRefused(fitted)
    summary = list(_summary(show(task.tree, sheet.typed, (), task.pickers, replay=task.replay)))
    return page(
        request, "act/preview.html", task=task, sheet=sheet, preview=found, summary=summary, not_kept=not_kept,
        against=task.reasons(found.refusals) if found else (), at=moment(sheet.at() or task.now),
        behalf_name=dict(task.principals).get(sheet.behalf, sheet.behalf),
    )  # fmt: skip


def kept_sheet(task: Task) -> tuple[Sheet, Facts] | None:
    """The sheet as it was kept aside for the frames of a preview, with its facts; ``None`` where there is none that can be read."""
    jotting = task.jotting()
    if jotting is None:
        return None
    sheet = of_jotting(jotting)
    reading = read(task.tree, settled(sheet.typed))
    return None if reading.faults or sheet.at() is None else (sheet, reading.facts)


def _anchor(reason: Reason, shown: Shown) -> str:
    return "occurred_at" if reason.path == "occurred_at" else anchor(reason.path, shown)


def _summary(shown: Shown, before: str = "") -> Iterable[tuple[str, str]]:
    """What was filled in, a line for each field in which something stands."""
    label = " › ".join(filter(None, (before, shown.label)))
    if shown.what == "leaf" and (shown.value or shown.silence):
        words = (
            dict(shown.options) | {"yes": "是", "no": "否"}
            if shown.kind in ("yes_no", "agreed")
            else dict(shown.options)
        )
        yield label, words.get(shown.value, shown.value) or f"〔来源未载〕{shown.silence}"
    for one in shown.inner:
        yield from _summary(one, before if one.row else label)
