"""Addresses of the desk's pages; ids and names are encoded, so that whatever a case calls its things stays one part of a path."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def case(case_id: str, tab: str = "", **asked: str) -> str:
    """The page of a case, on one of its tabs. ``asked`` may hold ``for``, which is no word of ours to use as a name."""
    told = {"tab": tab, **asked} if tab else asked
    return f"/desk/cases/{_part(case_id)}{query(told)}"


def step(case_id: str, name: str, *, on_behalf_of: str | None = None) -> str:
    """The form by which a step of a case is taken."""
    return f"/desk/cases/{_part(case_id)}/act/{_part(name)}{query({'for': on_behalf_of or ''})}"


def opening(workflow: str) -> str:
    """The form by which a case is opened under a procedure."""
    return f"/desk/cases/new/{_part(workflow)}"


def correction(case_id: str, seq: int, path: str = "", rest: str = "") -> str:
    """The values of an entry that may be corrected; with ``path`` the form that corrects one."""
    return f"{case(case_id)}/correct/{seq}{rest}{query({'path': path})}"


def paper(case_id: str, paper_id: str, rest: str = "") -> str:
    """The viewer of a paper; with ``rest`` its text, PDF or Word file."""
    return f"/desk/cases/{_part(case_id)}/papers/{_part(paper_id)}{rest}"


def _part(text: str) -> str:
    return quote(text, safe="")


def query(asked: dict[str, str]) -> str:
    """The part of an address after ``?``; empty where nothing is asked."""
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""
