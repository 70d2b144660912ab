"""A site of a test's own: the demonstration register, cases played to different phases, and browsers that are recognised as its officers.

The cases are played once a process and copied, so a module may change them. ``stage.client("001")`` is a browser of 承办人甲.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from case_desk import REGISTER, Desk
from penalty_steps import Plot
from zhifa.engine.clock import FixedClock
from zhifa.engine.instants import instant_text, parse_instant
from zhifa.engine.office import Office
from zhifa.web.person import Grant, Person
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

URL = "http://desk.test"
SECRET = b"a secret of the tests, long enough"
SCRAPER = "what only the scraper of the tests knows"
"""The token of ``/metrics``."""
BROWSER = {"Origin": URL, "Sec-Fetch-Site": "same-origin", "Accept": "text/html,application/xhtml+xml"}
"""What a browser sends of itself with every form of ours."""
PLAYED: Mapping[str, Plot] = {
    "reported": Plot(),
    "investigating": Plot(fine=2_000_000, hearing=True),
    "reviewing": Plot(),
    "rectifying": Plot(),
    "discussing": Plot(complex=True),
    "approving": Plot(),
    "serving": Plot(),
    "performing": Plot(),
    "archived": Plot(),
}
"""The states in which cases stand, each with its plot; what stands at ``rectifying`` was found to have problems."""
OTHER = "另一市"
"""In the names of the other agency and its people."""
_AS = "x-test-person"
_SETTINGS: Mapping[str, Any] = {"public_url": URL, "secret": SECRET, "metrics_token": SCRAPER}


@dataclass(frozen=True, kw_only=True)
class Played:
    """A database with played cases, to be copied."""

    folder: Path
    cases: Mapping[str, str]
    """Their ids by the state in which they stand; ``other`` is one of the other agency."""
    now: datetime


@dataclass(kw_only=True)
class Stage:
    """A site with its office and its cases."""

    office: Office
    desk: Desk
    """Drives cases on: ``stage.desk.go_on(case_id)``."""
    app: FastAPI
    cases: Mapping[str, str]
    clock: FixedClock
    people: dict[str, Person] = field(default_factory=dict)
    """Everybody by staff number; those of the other agency as ``other/001``."""

    def person(self, number: str, **changes: Any) -> Person:
        """Somebody of the register as the site recognises him."""
        return replace(self.people[number], **changes)

    def client(self, number: str | None = "001", **changes: Any) -> Browser:
        """A browser of this officer; of nobody for ``None``."""
        return Browser(self.app, self.person(number, **changes) if number else None)

    def token(self, number: str = "001", *grants: Grant) -> Browser:
        """A program with an API token of this officer, with these grants or all."""
        person = self.person(number, via="token", session_id=None, grants=frozenset(grants or Grant))
        return Browser(self.app, person, headers={"Accept": "application/json", "Authorization": "Bearer test"})


class Browser(TestClient):
    """A browser that is recognised as one person; it follows no redirect unless told."""

    def __init__(self, app: FastAPI, person: Person | None, headers: Mapping[str, str] | None = None) -> None:
        told = dict(headers or BROWSER)
        if person is not None:
            key = str(len(app.state.test_people))
            app.state.test_people[key] = person
            told[_AS] = key
        super().__init__(app, base_url=URL, headers=told, follow_redirects=False, client=("127.0.0.1", 50000))

    def soup(self, url: str, *, status: int = 200) -> BeautifulSoup:
        """The page at an address."""
        answer = self.get(url)
        assert answer.status_code == status, f"{url}: {answer.status_code} {answer.text[:2000]}"
        return BeautifulSoup(answer.text, "html.parser")

    def proof(self) -> str:
        """A proof for forms and scripts of this browser."""
        page = BeautifulSoup(self.get("/desk/test/proof").text, "html.parser")
        return str(page.find("input", {"name": "proof"})["value"])  # type: ignore[index]

    def post_form(self, url: str, data: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """Send a form with its proof."""
        return self.post(url, data={"proof": self.proof(), **(data or {})}, **more)


def soup_of(answer: Any) -> BeautifulSoup:
    """The page of an answer."""
    return BeautifulSoup(answer.text, "html.parser")


def play(folder: Path) -> Played:
    """Play the cases into a new database below the folder."""
    with Desk(f"sqlite:///{folder / 'zhifa.db'}", files=folder / "files", create=True, seed="web") as desk:
        desk.office.import_register(_other_register())
        cases = {state: _case_in(desk, state, plot) for state, plot in PLAYED.items()}
        cases["other"] = _case_elsewhere(desk)
        now = desk.clock.now()
    told = {"cases": cases, "now": instant_text(now)}
    (folder / "played.json").write_text(json.dumps(told), encoding="utf-8")
    return Played(folder=folder, cases=cases, now=now)


def played_in(folder: Path) -> Played:
    """What was played into this folder before."""
    told = json.loads((folder / "played.json").read_text(encoding="utf-8"))
    return Played(folder=folder, cases=told["cases"], now=parse_instant(told["now"]))


def _case_in(desk: Desk, state: str, plot: Plot) -> str:
    if state != "rectifying":
        return desk.bring_to(state, plot)
    case_id = desk.bring_to("reviewing", plot)
    desk.do(case_id, "find_problems", plot)
    return case_id


def _other_register() -> str:
    """The demonstration register as another agency's."""
    told = json.loads(REGISTER.read_text(encoding="utf-8"))
    told["agency"] |= {"name": f"{OTHER}生态环境局", "short_name": "另市环"}
    for officer in told["officers"]:
        officer["name"] = OTHER + officer["name"]
    return json.dumps(told, ensure_ascii=False)


def _case_elsewhere(desk: Desk) -> str:
    register = next(one for one in desk.office.registers() if one.agency.name.startswith(OTHER))
    handler = next(one for one in register.officers.values() if one.staff_number == "001")
    facts = desk.opening().facts | {"cause": f"{OTHER}的案由"}
    return desk.office.register(desk.opening(actor=handler.id, facts=facts)).case_id


@contextmanager
def staged(played: Played, folder: Path, **settings: Any) -> Iterator[Stage]:
    """A site on a copy of the played cases, made below the folder."""
    shutil.copytree(played.folder, folder, dirs_exist_ok=True)
    url = f"sqlite:///{folder / 'zhifa.db'}"
    with Desk(url, files=folder / "files", import_register=False, seed="stage") as desk:
        desk.clock.set(played.now)
        office = Office.open(url, files=folder / "files", clock=desk.clock)
        try:
            app = site(office, **settings)
            yield Stage(
                office=office, desk=desk, app=app, cases=played.cases, clock=desk.clock, people=dict(_people(office))
            )
        finally:
            office.close()


def site(office: Office, **settings: Any) -> FastAPI:
    """A site whose visitors are who the tests say they are."""
    people: dict[str, Person] = {}

    def identify(request: Request) -> Person | None:
        told = request.headers.get(_AS)
        return None if told is None else people[told]

    app = create_site(office, settings=Settings(**_SETTINGS | settings), identify=identify)
    app.state.test_people = people
    app.get("/desk/test/proof", include_in_schema=False)(_proof_page)
    return app


def _proof_page(request: Request) -> Any:
    """A page of the tests with nothing but a form's proof."""
    from fastapi.responses import HTMLResponse

    from zhifa.web.shell.proofs import proof_of

    return HTMLResponse(f'<input name="proof" value="{proof_of(request)}">')


def _people(office: Office) -> Iterator[tuple[str, Person]]:
    for register in office.registers():
        prefix = "other/" if register.agency.name.startswith(OTHER) else ""
        for officer in register.officers.values():
            number = officer.staff_number
            yield (
                prefix + number,
                Person(
                    agency_id=register.agency.id, officer_id=officer.id, name=officer.name, via="session",
                    account_id=f"account-{prefix}{number}", session_id=f"session-{prefix}{number}",
                ),
            )  # fmt: skip
