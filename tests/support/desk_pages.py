"""Every page of the desk, each with an address that shows something and who looks at it. A route that is no page says what it is instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from browsing import Served
from zhifa.web.desk.case_page import TABS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page to be looked at."""

    who: str | None
    """Staff number; ``None``: nobody."""
    at: Callable[[Served], str]


def _page(who: str | None, address: str) -> Shown:
    return Shown(who=who, at=lambda _: address)


def _case(who: str, state: str, rest: str = "") -> Shown:
    return Shown(who=who, at=lambda served: f"/desk/cases/{served.stage.cases[state]}{rest}")


def _paper(served: Served) -> str:
    case_id = served.stage.cases["serving"]
    paper = served.stage.office.papers(case_id)[-1]
    return f"/desk/cases/{case_id}/papers/{paper.id}"


def _correction(served: Served) -> str:
    return f"/desk/cases/{served.stage.cases['investigating']}/correct/0"


def _account(served: Served) -> str:
    account = served.keeper.named("001")
    assert account is not None
    return f"/desk/admin/users/{account.id}"


_WORKFLOW = "/desk/admin/workflows/penalty_ordinary"
_TABS = (
    "",
    "history",
    "papers",
    "parties",
    "terms",
    "tracks",
    "chart",
    "ledger",
    "related",
    "corrections",
    "scrutiny",
    "steps",
)

PAGES: Mapping[str, tuple[Shown, ...]] = {
    "/desk": (_page("001", "/desk"), _page("020", "/desk"), _page("030", "/desk")),
    "/desk/account": (_page("001", "/desk/account"),),
    "/desk/account/factor": (_page("001", "/desk/account/factor"),),
    "/desk/admin": (_page("030", "/desk/admin"),),
    "/desk/admin/calendars": (_page("030", "/desk/admin/calendars"),),
    "/desk/admin/calendars/import": (_page("030", "/desk/admin/calendars/import"),),
    "/desk/admin/registers": (_page("030", "/desk/admin/registers"),),
    "/desk/admin/registers/books/{name}": (_page("030", "/desk/admin/registers/books/officer"),),
    "/desk/admin/registers/books/{name}/end": (_page("030", "/desk/admin/registers/books/officer/end?key=001"),),
    "/desk/admin/registers/check": (_page("030", "/desk/admin/registers/check"),),
    "/desk/admin/registers/diff": (_page("030", "/desk/admin/registers/diff?old=1&new=2"),),
    "/desk/admin/registers/history": (_page("030", "/desk/admin/registers/history"),),
    "/desk/admin/registers/import": (_page("030", "/desk/admin/registers/import"),),
    "/desk/admin/templates": (_page("030", "/desk/admin/templates"),),
    "/desk/admin/templates/papers/{code}": (_page("030", "/desk/admin/templates/papers/D33"),),
    "/desk/admin/reads": (_page("030", "/desk/admin/reads"),),
    "/desk/admin/settings": (_page("030", "/desk/admin/settings"),),
    "/desk/admin/users": (_page("030", "/desk/admin/users"),),
    "/desk/admin/users/journal": (_page("030", "/desk/admin/users/journal"),),
    "/desk/admin/users/new": (_page("030", "/desk/admin/users/new"),),
    "/desk/admin/users/{account_id}": (Shown(who="030", at=_account),),
    "/desk/admin/workflows": (_page("030", "/desk/admin/workflows"),),
    "/desk/admin/workflows/{name}/{version}": (_page("030", f"{_WORKFLOW}/2"),),
    "/desk/admin/workflows/{name}/{version}/diff": (_page("030", f"{_WORKFLOW}/2/diff?old=1"),),
    "/desk/admin/workflows/{name}/{version}/migrate": (_page("030", f"{_WORKFLOW}/2/migrate"),),
    "/desk/board": (_page("001", "/desk/board?ended=yes"),),
    "/desk/cases": (_page("001", "/desk/cases"), _page("001", "/desk/cases?phase=investigate")),
    "/desk/cases/new": (_page("001", "/desk/cases/new"),),
    "/desk/cases/new/{workflow}": (_page("001", "/desk/cases/new/penalty_ordinary"),),
    "/desk/cases/{case_id}": (
        _case("001", "investigating"),
        _case("020", "reviewing"),
        _case("030", "approving"),
        *(_case("001", "serving", f"?tab={tab}") for tab in TABS if tab != "reads"),
        _case("030", "serving", "?tab=reads"),
        _case("001", "serving", "?tab=ledger&verify=yes"),
        _case("001", "serving", "?tab=history&find=焚烧"),
        _case("003", "archived"),
    ),
    "/desk/cases/{case_id}/act/{step}": (
        _case("001", "investigating", "/act/interview"),
        _case("010", "reported", "/act/verify"),
        _case("030", "approving", "/act/decide_penalty"),
    ),
    "/desk/cases/{case_id}/correct": (_case("001", "investigating", "/correct"),),
    "/desk/cases/{case_id}/correct/{seq}": (
        Shown(who="001", at=_correction),
        _case("001", "investigating", "/correct/0?path=cause"),
    ),
    "/desk/cases/{case_id}/decide": (_case("030", "approving", "/decide"),),
    "/desk/cases/{case_id}/discussion": (_case("030", "discussing", "/discussion"),),
    "/desk/cases/{case_id}/evidence": (_case("001", "investigating", "/evidence"),),
    "/desk/cases/{case_id}/evidence/add": (_case("001", "investigating", "/evidence/add"),),
    "/desk/cases/{case_id}/evidence/show": (_case("001", "investigating", "/evidence/show?key=照片1"),),
    "/desk/cases/{case_id}/hand-over": (_case("010", "investigating", "/hand-over"),),
    "/desk/cases/{case_id}/papers/{paper_id}": (Shown(who="001", at=_paper),),
    "/desk/cases/{case_id}/review": (_case("020", "reviewing", "/review"),),
    "/desk/cases/{case_id}/review/assign": (_case("023", "reviewing", "/review/assign"),),
    "/desk/decisions": (_page("030", "/desk/decisions"),),
    "/desk/inbox": (_page("001", "/desk/inbox"),),
    "/desk/reviews": (_page("020", "/desk/reviews"),),
    "/desk/search": (_page("001", "/desk/search?q=焚烧"), _page("001", "/desk/search")),
    "/desk/statistics": (_page("030", "/desk/statistics"),),
    "/login": (_page(None, "/login"),),
    "/password": (_page("001", "/password"),),
}
"""By the address of the route as it was declared."""

NO_PAGES: Mapping[str, str] = {
    "/": "leads to the desk",
    "/desk/admin/registers/books/{name}/line": "a part of a page",
    "/desk/admin/registers/export.csv": "a file",
    "/desk/admin/registers/export.xlsx": "a file",
    "/desk/admin/templates/papers/{code}/sample.html": "a paper, in a frame of a page",
    "/desk/admin/workflows/{name}/{version}/chart.svg": "a picture",
    "/desk/assets/{mark}/{name}": "a file",
    "/desk/board/calendar.ics": "a file",
    "/desk/board/year.svg": "a picture",
    "/desk/cases/new/{workflow}/preview/{number}.html": "a paper, in a frame of a page",
    "/desk/cases/{case_id}/act/{step}/preview/{number}.html": "a paper, in a frame of a page",
    "/desk/cases/{case_id}/chart.svg": "a picture",
    "/desk/cases/{case_id}/evidence/content": "a file",
    "/desk/cases/{case_id}/news": "a part of a page",
    "/desk/cases/{case_id}/papers/{paper_id}.docx": "a file",
    "/desk/cases/{case_id}/papers/{paper_id}.html": "a paper, in a frame of a page",
    "/desk/cases/{case_id}/papers/{paper_id}.pdf": "a file",
    "/desk/statistics/{name}.csv": "a file",
    "/desk/statistics/{name}.svg": "a picture",
    "/healthz": "for programs",
    "/login/code": "leads to the sign-in page unless a password was just given; see tests/web/test_signing_in.py",
    "/metrics": "for programs",
    "/oidc/callback": "leads on",
    "/oidc/start": "leads on",
    "/readyz": "for programs",
}
"""What else answers GET, and what it is."""

EXAMPLES = [(path, number) for path, shown in PAGES.items() for number in range(len(shown))]
"""Every page that is looked at."""
