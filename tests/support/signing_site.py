"""A site that keeps accounts itself, and browsers and programs that come to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from fastapi import FastAPI
from starlette.testclient import TestClient

from case_desk import Desk
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.door import Caller, Door
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper, Made
from zhifa.identity.passwords import Passwords
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

URL = "http://desk.test"
SECRET = b"a secret of the tests, long enough"
OWN = "七只麻雀过河 jie 42"
"""A password that people choose for themselves."""
CALLER = Caller(address="192.0.2.1", agent="a test")


def cheap() -> Passwords:
    """Passwords whose hashes cost nothing worth mentioning."""
    return Passwords(memory_kib=8, passes=1)


@dataclass(kw_only=True)
class Signing:
    """The site and its accounts."""

    desk: Desk
    keeper: Keeper
    app: FastAPI
    agency_id: str

    @property
    def door(self) -> Door:
        return Door(keeper=self.keeper)

    def made(self, number: str, *, administers: bool = False, settled: bool = True) -> Made:
        """An account of the officer of this staff number, or of nobody for a name; ``settled``: with a password of its own, :data:`OWN`."""
        officer = next((one for one in self.officers if one.staff_number == number), None)
        made = self.keeper.make(
            self.agency_id, number, by=CONSOLE, name=None if officer else number, officer_id=officer.id if officer else None,
            administers=administers,
        )  # fmt: skip
        if settled:
            self.keeper.own_passwords.change(made.account.id, old=made.password, new=OWN)
        return made

    @property
    def officers(self) -> tuple[Any, ...]:
        return tuple(self.desk.office.agency_register(self.agency_id).officers.values())

    def visitor(self, *, address: str = "192.0.2.7", url: str = URL) -> Visitor:
        """A browser of somebody."""
        return Visitor(self.app, url, address)

    def signed_in(self, number: str, password: str = OWN) -> Visitor:
        """A browser whose holder has signed in."""
        visitor = self.visitor()
        answer = visitor.sign_in(number, password)
        assert answer.status_code == 303, answer.text
        return visitor

    def program(self, token: str | None) -> TestClient:
        """A program with a token."""
        headers = {"Accept": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        return TestClient(self.app, base_url=URL, headers=headers, follow_redirects=False)


class Visitor(TestClient):
    """A browser: it keeps cookies, fills in forms as they are, and follows no redirect."""

    def __init__(self, app: FastAPI, url: str, address: str) -> None:
        headers = {"Origin": url, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
        super().__init__(app, base_url=url, headers=headers, follow_redirects=False, client=(address, 50000))

    def page(self, address: str, *, status: int = 200) -> BeautifulSoup:
        answer = self.get(address)
        assert answer.status_code == status, f"{address}: {answer.status_code} {answer.text[:1500]}"
        return BeautifulSoup(answer.text, "html.parser")

    def fill(self, address: str, action: str, /, **typed: Any) -> Any:
        """Send the form of a page that goes to ``action``, with what it holds and what is typed."""
        return self.submit(self.page(address), action, **typed)

    def submit(self, page: BeautifulSoup, action: str, /, **typed: Any) -> Any:
        """Send a form of a page at hand."""
        form = next(one for one in page.find_all("form") if one["action"] == action)
        hidden = {one["name"]: one.get("value", "") for one in form.find_all("input", {"type": "hidden"})}
        return self.post(action, data={**hidden, **typed})

    def sign_in(self, login_name: str, password: str, *, then: str = "") -> Any:
        address = f"/login?next={then}" if then else "/login"
        return self.fill(address, "/login", login_name=login_name, password=password)

    @property
    def secret(self) -> str | None:
        """What the browser holds of its session."""
        return self.cookies.get("zhifa") or self.cookies.get("__Host-zhifa")


def registered(url: str) -> str:
    """Import the register of the tests into a migrated database, and answer its address."""
    with Desk(url, seed="register"):
        return url


def said(answer: Any) -> str:
    """What the page of an answer warns of."""
    found = BeautifulSoup(answer.text, "html.parser").find(attrs={"role": "alert"})
    return found.get_text(strip=True) if found else ""


@contextmanager
def signing_site(url: str, *, passwords: Passwords | None = None, **settings: Any) -> Iterator[Signing]:
    """A site on a database with the demonstration register and no account yet (:func:`registered`)."""
    told: Mapping[str, Any] = {"public_url": URL, "secret": SECRET, **settings}
    with Desk(url, import_register=False) as desk:
        keeper = Keeper(desk.office, passwords or cheap(), Hand(SECRET))
        app = create_site(desk.office, settings=Settings(**told), keeper=keeper)
        yield Signing(desk=desk, keeper=keeper, app=app, agency_id=desk.office.registers()[0].agency.id)
