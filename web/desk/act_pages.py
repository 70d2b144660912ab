"""The pages of something that is entered by a form: the form, its preview, and what comes of it.

What was typed is kept aside before anything is asked of the office, and shown again whatever comes of it. What is to be checked before it is done is
asked for by an address of its own, so that a browser that goes back to it sends nothing again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from zhifa.documents.facts.values import SILENT
from zhifa.documents.rendering import Rendering
from zhifa.engine.forms import parse
from zhifa.engine.history import HistoryLine
from zhifa.engine.preview import Preview
from zhifa.engine.refusals import Refusal
from zhifa.told.refusals import Reason
from zhifa.web.desk import paths
from zhifa.web.desk.act_sheet import BEHALF, Handed, Sheet, changed, of_jotting
from zhifa.web.desk.act_task import Facts, Task
from zhifa.web.desk.carrying import carry_out, tried
from zhifa.web.desk.forms.codec import Reading, read
from zhifa.web.desk.forms.typed import settled
from zhifa.web.desk.forms.view import Shown, anchor, show
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.paper_page import FRAMED
from zhifa.web.errors import NotFound
from zhifa.web.problem import Problem
from zhifa.web.problems import of_refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What stands above a form besides reasons."""

    error: str = ""
    """What went wrong that is nobody's to mend in the form."""
    kept_at: str = ""
    """When what stands in the form was kept aside."""
    not_kept: str = ""
    """Why it was not."""
    gone: bool = False
    """What was to be checked is not kept any more: it was done, or given up."""
    since: tuple[HistoryLine, ...] = ()
    """What was done in the case since the version that was seen."""

    @property
    def told(self) -> tuple[tuple[HistoryLine, str], ...]:
        """Those entries, each with its time as pages show it."""
        return tuple((line, moment(line.recorded_at)) for line in self.since)


_NOTHING: Final = Notices()
_CHECKED: Final = "checked"
"""In an address: the key of the form that was kept aside to be checked."""


def asked(request: Request, task: Task) -> Response:
    """The form: as it was kept aside, or with what is known put in; the preview of what was kept, where the address asks for it."""
    jotting, checked = task.aside.found(), request.query_params.get(_CHECKED)
    if jotting is None:
        return _form(request, task, task.blank(), notices=Notices(gone=bool(checked)))
    sheet = of_jotting(jotting)
    if checked == sheet.key:
        return _checked(request, task, _in_order(sheet), "")
    if not sheet.occurred_at:  # kept aside by a page that does not ask for it
        sheet = replace(sheet, occurred_at=task.blank().occurred_at)
    lines = tuple(task.since(jotting.version)) if jotting.version < task.version else ()
    notices = Notices(kept_at=moment(jotting.saved_at), since=lines)
    return _form(request, task, sheet.fresh(version=task.version) if lines else sheet, notices=notices)


def handled(request: Request, task: Task, handed: Handed) -> Response:
    """What the button of the form asks for."""
    sheet = handed.sheet
    match handed.action:
        case "add" | "remove" | "pick":
            return _form(request, task, changed(task.tree, handed))
        case "edit":
            return _form(request, task, sheet)
        case "forget":
            task.aside.forget()
            return RedirectResponse(task.path, 303)
    problem = task.keep(sheet)
    not_kept = problem.detail if problem else ""
    if handed.action == "keep":
        notices = Notices(kept_at="" if problem else moment(task.now), not_kept=not_kept)
        return _form(request, task, sheet, notices=notices, status=problem.status if problem else 200)
    if handed.action == "perform":
        return _performed(request, task, sheet, not_kept)
    return _checked(request, task, sheet, not_kept) if problem else RedirectResponse(_address(task, sheet), 303)


def _address(task: Task, sheet: Sheet) -> str:
    """Where what was kept aside is checked."""
    asked = paths.query({_CHECKED: sheet.key, BEHALF: sheet.behalf})
    return task.path + (asked.replace("?", "&", 1) if "?" in task.path else asked)


def kept_quietly(task: Task, handed: Handed) -> Response:
    """The answer to a script that keeps what is being typed: a line for people."""
    problem = task.keep(handed.sheet)
    text = f"没有暂存：{problem.detail}" if problem else f"已于{moment(task.now)[11:]}暂存"
    return Response(text, status_code=problem.status if problem else 200, media_type="text/plain; charset=utf-8")


def _performed(request: Request, task: Task, sheet: Sheet, not_kept: str) -> Response:
    """Have the office do it; whatever it says against it is told with the form as it was filled in."""
    facts = _facts(task, sheet)
    done = (
        of_refusals(facts) if isinstance(facts, tuple) else carry_out(task.aside, partial(task.perform, sheet, facts))
    )
    if isinstance(done, Problem):
        return _kept_back(request, task, sheet, done, not_kept)
    return RedirectResponse(paths.case(done.case_id, done=str(done.seq)), 303)


def _checked(request: Request, task: Task, sheet: Sheet, not_kept: str) -> Response:
    """What the office would do; whatever it says against it is told with the form as it was filled in."""
    facts = _facts(task, sheet)
    found = of_refusals(facts) if isinstance(facts, tuple) else tried(partial(task.preview, sheet, facts))
    if isinstance(found, Problem):
        return _kept_back(request, task, sheet, found, not_kept)
    return _preview(request, task, sheet, found, not_kept)


def _in_order(sheet: Sheet) -> Sheet:
    """The sheet as it is checked, whatever blank rows were kept aside with it."""
    return replace(sheet, typed=settled(sheet.typed))


def _facts(task: Task, sheet: Sheet) -> Facts | tuple[Refusal, ...]:
    """What was typed, or everything that is wrong with it."""
    reading = read(task.tree, sheet.typed)
    refusals = (*sheet.faults(), *reading.faults)
    return (*refusals, *_of_the_form(task, reading, refusals)) if refusals else reading.facts


def _of_the_form(task: Task, reading: Reading, told: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """What the form itself has against the other fields, so that every fault is told at once."""
    known = {dict(one.operands)["field"] for one in told}
    found = parse(task.form, task.checked(reading.facts))
    return tuple(one for one in found if dict(one.operands)["field"] not in known) if isinstance(found, tuple) else ()


def _kept_back(request: Request, task: Task, sheet: Sheet, problem: Problem, not_kept: str) -> Response:
    """The form as it was filled in, with what the office says against it; where the case moved on, who did what since, and for the version that
    stands now."""
    if problem.code == "stale_case":
        since = tuple(task.since(sheet.version))
        sheet, notices = sheet.fresh(version=task.version), Notices(since=since, error="" if since else problem.detail)
    else:
        sheet = sheet.fresh() if problem.code == "key_reused" else sheet
        notices = Notices(error="" if problem.refusals else problem.detail, not_kept=not_kept)
    answer = _form(request, task, sheet, refusals=problem.refusals, notices=notices, status=problem.status)
    answer.headers.update(problem.headers)
    return answer


def _form(
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


def _anchor(reason: Reason, shown: Shown) -> str:
    return "occurred_at" if reason.path == "occurred_at" else anchor(reason.path, shown)


# --- the preview --------------------------------------------------------------------------------------------------------


def _preview(request: Request, task: Task, sheet: Sheet, found: Preview, not_kept: str) -> Response:
    """What would be done: what was filled in, and the papers in frames."""
    summary = list(_summary(show(task.tree, sheet.typed, (), task.pickers, replay=task.replay)))
    return page(
        request, "act/preview.html", task=task, sheet=sheet, preview=found, summary=summary, not_kept=not_kept,
        against=task.reasons(found.refusals), at=moment(sheet.at() or task.now),
        behalf_name=dict(task.principals).get(sheet.behalf, sheet.behalf),
    )  # fmt: skip


def _summary(shown: Shown, before: str = "") -> Iterable[tuple[str, str]]:
    """What was filled in, a line for each field in which something stands."""
    label = " › ".join(filter(None, (before, shown.label)))
    if shown.what == "leaf" and (shown.value or shown.silence):
        words = dict((*shown.options, *shown.others))
        words |= {"yes": "是", "no": "否"} if shown.kind in ("yes_no", "agreed") else {}
        yield label, words.get(shown.value, shown.value) or f"{SILENT}{shown.silence}"
    for one in shown.inner:
        yield from _summary(one, before if one.row else label)


def framed(task: Task, number: int) -> Response:
    """A paper of the form as it was kept aside, marked 预览, in a page for a frame of ours that runs nothing. Raises :class:`NotFound`; what the office
    has against it."""
    kept = _kept(task)
    papers = task.preview(*kept).papers if kept else ()
    if not 0 <= number < len(papers):
        raise NotFound("没有这份预览；回到表单重新预览")
    return _framed(papers[number])


def _kept(task: Task) -> tuple[Sheet, Facts] | None:
    """The sheet as it was kept aside for the frames of a preview, with its facts; ``None`` where there is none that can be read."""
    jotting = task.aside.found()
    if jotting is None:
        return None
    sheet = _in_order(of_jotting(jotting))
    facts = _facts(task, sheet)
    return None if isinstance(facts, tuple) else (sheet, facts)


def _framed(paper: Rendering) -> Response:
    from zhifa.documents.rendering import page as paper_page

    headers = {"Content-Security-Policy": FRAMED, "X-Frame-Options": "SAMEORIGIN"}
    return Response(paper_page(paper.html, title=paper.title), media_type="text/html; charset=utf-8", headers=headers)
