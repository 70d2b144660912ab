"""A real browser before a real server: the site on a free port of this machine, and the Chromium of the system."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from browsing import PASSWORD, Served, address, arguments, chromium, listening, running
from case_desk import register_text
from web_desk import SECRET, Played, play, staged
from web_fixtures import nothing_left_open
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper
from zhifa.identity.passwords import Passwords
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

__all__ = ["nothing_left_open"]

_PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
NEEDED = ("001", "002", "010", "020", "023", "030")
"""Staff numbers of those who have accounts; 030 administers them besides."""


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Cases in different phases, played once a process."""
    return play(tmp_path_factory.mktemp("played"))


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
    """Makes windows of a Chromium that was started once, each with its own cookies; skips where there is none, and says so."""
    program = chromium()
    if program is None:
        pytest.skip("browser suite left out: no Chromium on this system (apt install chromium fonts-noto-cjk)")
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


@pytest.fixture
def window(launched: Callable[..., BrowserContext], served: Served) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site as an officer (``None``: as nobody), of a width; at the end nothing may have been complained of."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(number: str | None = "001", *, across: int = 1280, scripts: bool = True) -> Page:
        context = launched(
            base_url=served.url, viewport={"width": across, "height": 800}, locale="zh-CN", java_script_enabled=scripts,
            storage_state=served.signed_in(launched, number) if number else None,
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda asked: _ours(asked.url, served.url, complaints))
        return page

    yield open_page
    for context in opened:
        context.close()
    assert complaints == []


def _ours(asked: str, url: str, complaints: list[str]) -> None:
    if not asked.startswith((url, "data:", "blob:")):
        complaints.append(f"asked another host: {asked}")
