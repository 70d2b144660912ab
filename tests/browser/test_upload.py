"""A file of evidence brought through a browser: in pieces, over a line that breaks, and gone on with after the page was closed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route

from browsing import Served

PIECE = 8 * 1024 * 1024


def _page(launched: Callable[..., BrowserContext], served: Served) -> Page:
    context = launched(base_url=served.url, locale="zh-CN", storage_state=served.signed_in(launched, "001"))
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def _begin(page: Page, served: Served, file: Path, key: str) -> None:
    page.goto(f"/desk/cases/{served.stage.cases['investigating']}/evidence/add")
    page.set_input_files("#file", file)
    page.fill("#key", key)
    page.click("#upload-form button[type=submit]")


def test_a_broken_line_and_a_closed_page_cost_only_the_piece_under_way(
    launched: Callable[..., BrowserContext], served: Served, tmp_path: Path
) -> None:
    content = os.urandom(2 * PIECE + 12_345)
    file = tmp_path / "recording.mp4"  # a Chromium without a locale finds no file with a Chinese name
    file.write_bytes(content)
    page, offsets = _page(launched, served), list[int]()

    def line(route: Route) -> None:
        """Breaks at the second piece, and for good."""
        if route.request.method == "PATCH":
            offsets.append(int(route.request.headers["upload-offset"]))
            if offsets[-1]:
                route.abort()
                return
        route.continue_()

    page.route("**/api/v1/uploads/**", line)
    _begin(page, served, file, "浏览器中的录像")
    page.locator("#upload-told", has_text="秒后续传").wait_for()
    assert offsets[:2] == [0, PIECE]
    page.unroute("**/api/v1/uploads/**")
    page.reload()

    resumed: list[int] = []
    page.on(
        "request",
        lambda asked: resumed.append(int(asked.headers["upload-offset"])) if asked.method == "PATCH" else None,
    )
    _begin(page, served, file, "浏览器中的录像")
    page.wait_for_url("**/evidence?done=yes")

    assert resumed == [PIECE, 2 * PIECE]
    row = page.locator("table.list tbody tr", has_text="浏览器中的录像")
    assert "与摘要一致" in row.inner_text()
    (received,) = served.stage.office.evidence.chains(served.stage.cases["investigating"])["浏览器中的录像"]
    assert received.digest == hashlib.sha256(content).hexdigest()
    page.context.close()
