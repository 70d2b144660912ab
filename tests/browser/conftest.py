"""A real browser before a real server: the site on a free port of this machine, and the Chromium of the system."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Response, sync_playwright

from browsing import PASSWORD, Served, address, arguments, chromium, listening, running
from case_desk import register_text
from web_desk import SECRET, Played, staged
from web_fixtures import nothing_left_open, played
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper
from zhifa.identity.passwords import Passwords
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

__all__ = ["nothing_left_open", "played"]

_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
NO_CHROMIUM = (
    "these tests look at pages in Chromium, and this system has none: run .ci/chromium as root, or apt install chromium fonts-noto-cjk; "
    "to leave them out: pytest --no-browser, make test BROWSER=no"
)
NEEDED = ("001", "002", "003", "010", "020", "023", "030")
"""Staff numbers of those who have accounts; 030 administers them besides."""


@pytest.fixture(scope="session")
def served(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site behind a real server in a thread of this process, with accounts to sign in."""
    with staged(played, tmp_path_factory.mktemp("served")) as stage, listening() as port:
        url = address(port)
        keeper = Keeper(stage.office, Passwords(memory_kib=64, passes=1), Hand(SECRET))
        for number in NEEDED:
            person = stage.people[number]
            keeper.make(
                person.agency_id, number, by=CONSOLE, officer_id=person.officer_id, administers=number == "030",
                password=PASSWORD, lasting=True,
            )  # fmt: skip
        stage.office.import_register(register_text().replace("0000-1234567", "0000-1234568"))
        handler = stage.people["001"].officer_id
        assert handler is not None
        picture = base64.b64decode(_PICTURE)
        stage.office.evidence.receive(
            stage.cases["investigating"], "照片1", picture, name="现场照片.png", actor=handler
        )
        app = create_site(stage.office, settings=Settings(public_url=url, secret=SECRET), keeper=keeper)
        with running(app, port):
            yield Served(url=url, stage=stage, app=app, keeper=keeper)


@pytest.fixture(scope="session")
def launched() -> Iterator[Callable[..., BrowserContext]]:
    """Makes windows of a Chromium that was started once, each with its own cookies."""
    program = chromium()
    if program is None:
        pytest.fail(NO_CHROMIUM, pytrace=False)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        browser = playwright.chromium.launch(
            executable_path=program, args=arguments(), env={"HOME": profile}, timeout=120_000
        )
        try:
            yield browser.new_context
        finally:
            browser.close()


@pytest.fixture(params=[1280, pytest.param(360, marks=pytest.mark.prove)])
def width(request: pytest.FixtureRequest) -> int:
    """Pixels across: the desktop's, and at full size a phone's besides."""
    return int(request.param)


@dataclass(kw_only=True)
class _Windows:
    """Pages of the site, and whatever they complained of."""

    launched: Callable[..., BrowserContext]
    served: Served
    complaints: list[str] = field(default_factory=list)
    _kept: dict[tuple[str | None, int], Page] = field(default_factory=dict)

    def new(self, number: str | None = "001", *, across: int = 1280, scripts: bool = True) -> Page:
        """A page of the site as an officer (``None``: as nobody), of a width, in a window of its own."""
        context = self.launched(
            base_url=self.served.url, viewport={"width": across, "height": 800}, locale="zh-CN", java_script_enabled=scripts,
            storage_state=self.served.signed_in(self.launched, number) if number else None,
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: self._heard(page, said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda asked: self._asked(asked.url))
        page.on("response", lambda answer: self._answered(page, answer))
        return page

    def kept(self, number: str | None = "001", *, across: int = 1280) -> Page:
        """The same, but of a window that stays open for the tests that follow: for those who only look."""
        if (number, across) not in self._kept:
            self._kept[number, across] = self.new(number, across=across)
        return self._kept[number, across]

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and "responded with a status of" not in text:  # see :meth:`_answered`
            self.complaints.append(f"{page.url}: {text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.served.url, "data:", "blob:")):
            self.complaints.append(f"asked another host: {url}")

    def _answered(self, page: Page, answer: Response) -> None:
        """What belongs to a page is there; the page itself may tell of a problem."""
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.complaints.append(f"{page.url}: {answer.status} {answer.url}")


@pytest.fixture(scope="session")
def windows(launched: Callable[..., BrowserContext], served: Served) -> _Windows:
    return _Windows(launched=launched, served=served)


@pytest.fixture
def window(windows: _Windows) -> Iterator[Callable[..., Page]]:
    """Opens pages that are closed after the test; at the end nothing may have been complained of."""
    opened: list[Page] = []

    def open_page(number: str | None = "001", **how: Any) -> Page:
        opened.append(windows.new(number, **how))
        return opened[-1]

    yield open_page
    for page in opened:
        page.context.close()
    _nothing_said(windows)


@pytest.fixture
def looking(windows: _Windows) -> Iterator[Callable[..., Page]]:
    """The same for tests that only look: one window a person and width, shared."""
    yield windows.kept
    _nothing_said(windows)


def _nothing_said(windows: _Windows) -> None:
    said, windows.complaints = windows.complaints, []
    assert said == []
