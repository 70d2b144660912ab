"""Forms of the desk as a browser fills them in: what stands in one, what somebody types who knows the case, and the buttons."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup

from penalty_steps import Plot
from web_desk import PLAYED, Browser, Stage, soup_of
from zhifa.web.desk.forms.codec import fill
from zhifa.web.desk.forms.tree import fields_of
from zhifa.web.desk.forms.values import moment_text


def page_form(soup: BeautifulSoup, name: str = "act-form") -> dict[str, str]:
    """What a browser would send of a form, without a button."""
    form = soup.find("form", id=name)
    assert form is not None, soup.get_text()[:2000]
    sent: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent[field["name"]] = chosen["value"]
        else:
            sent[field["name"]] = (
                field.get("value", "on") if field.name == "input" else field.get_text().removeprefix("\n")
            )
    return sent


def path_of(stage: Stage, state: str, step: str) -> str:
    return f"/desk/cases/{stage.cases[state]}/act/{step}"


def typed_for(stage: Stage, state: str, step: str, plot: Plot | None = None) -> dict[str, str]:
    """What somebody types who knows the case: the facts of the played step."""
    case_id = stage.cases[state]
    command = stage.desk.command(case_id, step, plot or PLAYED.get(state))
    transition = stage.office.case(case_id).workflow.by_name[step]
    return {**fill(fields_of(transition.facts), command.facts), "occurred_at": moment_text(command.occurred_at)}


def handed(browser: Browser, path: str, changes: dict[str, Any], button: tuple[str, str] = ("do", "preview")) -> Any:
    """The form of a page with what was typed, sent by a button; what was put in beforehand is typed over."""
    sent = page_form(browser.soup(path))
    kept = {name: value for name, value in sent.items() if not name.startswith("facts")}
    return posted(browser, path, {**kept, **changes, button[0]: button[1]})


def posted(browser: Browser, path: str, data: dict[str, Any]) -> Any:
    """The answer to a form; where it is a preview, the page that the browser is led to."""
    answer = browser.post(path, data=data)
    led = answer.headers.get("location", "")
    return browser.get(led) if "checked=" in led else answer


def officer_for(stage: Stage, state: str, step: str) -> Browser:
    """The browser of the officer who takes the step in the played course."""
    actor = stage.desk.command(stage.cases[state], step, PLAYED.get(state)).actor
    number = next(key for key, one in stage.people.items() if one.officer_id == actor)
    return stage.client(number)


def confirmed(browser: Browser, path: str, answer: Any) -> Any:
    """Press 确认办理 on a preview."""
    assert answer.status_code == 200, soup_of(answer).get_text()[:3000]
    sent = page_form(soup_of(answer), "confirm-form")
    return browser.post(path, data={**sent, "do": "perform"})


def handler_of(stage: Stage, case_id: str) -> str:
    """The staff number of one who handles the case."""
    case = stage.office.case(case_id)
    first = min(case.workflow.handlers(case))
    return next(number for number, one in stage.people.items() if one.officer_id == first)


def correction_of(browser: Browser, case_id: str, label: str) -> str:
    """The page that corrects this value of the first entry."""
    entries = browser.soup(f"/desk/cases/{case_id}/correct").select("tbody a")
    values = browser.soup(str(entries[-1]["href"]))
    return next(str(row.find("a")["href"]) for row in values.select("tbody tr") if row.find("th").get_text() == label)
