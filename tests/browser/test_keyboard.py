"""The desk by the keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from browsing import PASSWORD, Served


def _focused(page: Page) -> str:
    """What has the focus: its text, its label or its name."""
    told: str = page.evaluate(
        """() => { const one = document.activeElement;
        return one ? (one.innerText || one.getAttribute("aria-label") || one.name || one.tagName).trim() : "" }"""
    )
    return told


def _tab_to(page: Page, wanted: Callable[[], bool], *, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted():
            return
    raise AssertionError(f"not reached with {most} steps; the focus is on {_focused(page)!r}")


def _is(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def test_from_signing_in_to_a_step_by_the_keyboard_alone(window: Callable[..., Page], served: Served) -> None:
    page = window(None)
    page.goto("/login")
    _tab_to(page, lambda: _is(page, "input[name=login_name]"))
    page.keyboard.type("010")
    _tab_to(page, lambda: _is(page, "input[name=password]"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")

    page.keyboard.press("Tab")
    assert _focused(page) == "跳到正文"
    page.keyboard.press("Enter")
    case_id = served.stage.cases["reported"]
    _tab_to(page, lambda: _is(page, f"main a[href*='{case_id}']"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/cases/{case_id}**")
    _tab_to(page, lambda: _is(page, "a[href*='/act/verify']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/act/verify**")

    _tab_to(page, lambda: _is(page, "#act-form .actions .is-primary"))
    page.keyboard.press("Enter")
    page.locator("#faults:focus").wait_for()  # one officer is not two: what is wrong has the focus


def test_a_list_that_is_put_in_the_place_of_another_leaves_the_focus_where_it_was(window: Callable[..., Page]) -> None:
    page = window("001")
    page.goto("/desk")
    _tab_to(page, lambda: _is(page, "#tab-2"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk?tab=handled")
    page.locator("#tab-2[aria-current=page]").wait_for()
    assert _is(page, "#tab-2")


def test_a_row_that_is_added_gets_the_focus_and_a_chosen_day_is_told_in_chinese(
    window: Callable[..., Page], served: Served
) -> None:
    page = window("010")
    page.goto(f"/desk/cases/{served.stage.cases['reported']}/act/verify")
    page.click("button[name=add][value='facts.officers']")
    page.locator("[name='facts.officers.2']").wait_for()
    assert _is(page, "[name='facts.officers.2']")
    page.fill("[name='facts.due_on']", "2026-03-06")
    assert page.locator("[name='facts.due_on'] + .told-day").inner_text() == "2026年3月6日 星期五"


def test_what_has_the_focus_can_be_seen(window: Callable[..., Page]) -> None:
    page = window("001")
    page.goto("/desk")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => { const look = getComputedStyle(document.activeElement);
            return parseFloat(look.outlineWidth) > 0 && look.outlineStyle !== "none" || look.boxShadow !== "none" }"""
        )
        assert outline, _focused(page)


def test_without_scripts_a_case_can_be_found_and_opened(window: Callable[..., Page], served: Served) -> None:
    page = window("001", scripts=False)
    page.goto("/desk/search?q=焚烧")
    page.locator("main a[href^='/desk/cases/']").first.click()
    page.wait_for_url("**/desk/cases/**")
    assert page.locator("h1").inner_text()
    assert served.url in page.url
