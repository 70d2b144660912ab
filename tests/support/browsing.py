"""A real browser: the Chromium of the system, and the site it looks at. Nothing is ever downloaded."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page

from web_desk import Stage
from zhifa.identity.keeper import Keeper

PASSWORD: Final = "一只猫在窗台上看雨 2026"
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "iframes": False,  # papers stand in frames that run nothing, axe neither
}
_VIOLATIONS = """options => axe.run(document, options).then(found => found.violations.map(
    one => `${one.id}: ${one.help} (${one.nodes.slice(0, 3).map(node => node.target).join("; ")})`))"""
_BEYOND = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
    [...document.querySelectorAll("main *, header *, nav *")]
      .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
      .map(one => one.tagName + "." + one.className).slice(0, 10).concat("page of " + document.documentElement.scrollWidth)"""


def chromium() -> str | None:
    """The program, where the system has one."""
    return next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)


def arguments() -> list[str]:
    """Of Chromium, for a machine without a screen and without the internet."""
    return [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ]  # fmt: skip


@dataclass(kw_only=True)
class Served:
    """A site that answers on this machine."""

    url: str
    stage: Stage
    app: FastAPI
    keeper: Keeper
    _states: dict[str, Any] = field(default_factory=dict)

    def signed_in(self, launched: Callable[..., BrowserContext], number: str) -> Any:
        """The cookies of somebody who signed in once, with his staff number as his name."""
        if number not in self._states:
            context = launched(base_url=self.url, locale="zh-CN")
            page = context.new_page()
            page.set_default_timeout(60_000)
            sign_in(page, number)
            self._states[number] = context.storage_state()
            context.close()
        return self._states[number]


def sign_in(page: Page, number: str) -> None:
    """Sign in by the form, as a person does."""
    page.goto("/login")
    page.fill("input[name=login_name]", number)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk")


def listening() -> socket.socket:
    """A free port of this machine."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    return found


def address(found: socket.socket) -> str:
    """Where a site on this port is reached."""
    return f"http://127.0.0.1:{found.getsockname()[1]}"


@contextmanager
def running(app: Any, found: socket.socket) -> Iterator[None]:
    """A server in a thread, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        yield
    finally:
        server.should_exit = True
        thread.join()


def unreadable(page: Page) -> list[str]:
    """What axe has against a page."""
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(_VIOLATIONS, _RULES)
    return found


def check(page: Page) -> None:
    """The page has one heading of its own, needs no scrolling sideways, and nothing stands against it for any reader."""
    heading, title = page.locator("h1").all_inner_texts(), page.title()
    assert [one for one in heading if one.strip()] == heading[:1], heading
    assert title.removesuffix(" · 执法办案") not in ("", title), title
    assert page.evaluate(_BEYOND) == []
    assert unreadable(page) == []
