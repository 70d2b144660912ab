"""What the desk answers besides its pages, looked at like them: problems, refused forms, previews, what changed meanwhile, and what is shown only once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Response
from pyotp import TOTP

from browsing import PASSWORD, Served, check
from penalty_steps import facts
from typing_hand import type_in
from zhifa.storage.errors import AcknowledgedBefore, DatabaseBusy, StorageFull
from zhifa.workflows.ordinary import ORDINARY

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def answered(page: Page, press: str) -> Response:
    """What comes of pressing this button, at the end of where it leads; the page is there."""
    with page.expect_response(lambda answer: answer.request.is_navigation_request() and answer.status != 303) as told:
        page.click(press)
    page.wait_for_load_state()
    return told.value


@pytest.mark.parametrize(
    ("address", "status"),
    [("/desk/admin/users", 403), (f"/desk/cases/{UNKNOWN}", 404), ("/desk/cases?standing=x", 400), ("/nowhere", 404)],
)
def test_a_problem_is_readable_by_everybody(
    address: str, status: int, width: int, looking: Callable[..., Page]
) -> None:
    page = looking("001", across=width)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    check(page)


@pytest.mark.parametrize(
    ("raised", "status"), [(AcknowledgedBefore("x"), 409), (DatabaseBusy("x"), 503), (StorageFull("x"), 507)]
)
def test_what_could_not_be_kept_is_shown_to_be_sent_again(
    raised: Exception, status: int, width: int, looking: Callable[..., Page], served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    def refuse(*_: Any, **__: Any) -> None:
        raise raised

    served.stage.office.sweep()
    page = looking("001", across=width)
    page.goto("/desk/inbox")
    page.locator("input[name=note]").first.fill("已安排")
    monkeypatch.setattr(served.stage.office.inbox, "acknowledge", refuse)
    assert answered(page, "button:has-text('签收：') >> nth=0").status == status
    assert "已安排" in page.content()
    check(page)


@pytest.mark.parametrize(
    ("number", "state", "rest", "press"),
    [
        ("001", "", "/desk/cases/new/penalty_ordinary", "button.is-primary"),
        ("001", "investigating", "/act/interview", "button.is-primary"),
        ("020", "reviewing", "/review", "button[value=agreed]"),
        ("030", "discussing", "/discussion", "button[value=perform]"),
    ],
)
def test_a_refused_form_is_readable_by_everybody(
    number: str, state: str, rest: str, press: str, width: int, looking: Callable[..., Page], served: Served
) -> None:  # fmt: skip
    page = looking(number, across=width)
    page.goto(f"/desk/cases/{served.stage.cases[state]}{rest}" if state else rest)
    assert answered(page, f"main form {press}").status == 422
    for link in page.locator("main [role=alert] a[href^='#']").all():
        assert page.locator(str(link.get_attribute("href"))).count() == 1, link.inner_text()
    check(page)


def test_the_preview_of_a_step_and_what_changed_meanwhile_are_readable_by_everybody(
    width: int, looking: Callable[..., Page], served: Served
) -> None:
    case_id = served.stage.cases["investigating"]
    scene = served.stage.desk.scene(served.stage.office.case(case_id))
    page = looking("001", across=width)
    page.goto(f"/desk/cases/{case_id}/act/order_correction")
    type_in(page, ORDINARY.by_name["order_correction"].facts, facts("order_correction", scene))
    page.click("#act-form .actions button[value=preview]")
    page.wait_for_load_state()
    assert page.locator("iframe.paper").count()
    check(page)

    page.locator("#confirm-form [name=version]").evaluate("field => field.value = '1'")
    assert answered(page, "#confirm-form button[value=perform]").status == 409
    assert page.locator("#since li").count()
    check(page)


def test_what_is_shown_once_is_readable_by_everybody(width: int, window: Callable[..., Page]) -> None:
    """A password for the first sign-in, the page that asks for another, a token, recovery codes, and the page that asks for a code."""
    head, name = window("030", across=width), f"试用{width}"
    head.goto("/desk/admin/users/new")
    head.fill("[name=login_name]", name)
    head.fill("[name=name]", "试用人员")
    assert answered(head, "main form button.is-primary").status == 200
    once = head.locator("code.token").inner_text()
    check(head)

    newcomer = window(None, across=width)
    newcomer.goto("/login")
    _signs_in(newcomer, name, "不是这个密码", status=422)
    check(newcomer)
    _signs_in(newcomer, name, once)
    newcomer.wait_for_url("**/password**")
    check(newcomer)


def test_a_token_recovery_codes_and_the_question_for_a_code_are_readable_by_everybody(
    width: int, window: Callable[..., Page], served: Served
) -> None:
    number = {1280: "002", 360: "003"}[width]
    page = window(number, across=width)
    page.goto("/desk/account")
    page.click("summary:has-text('发放令牌')")
    page.fill("#label", "报表")
    page.check("#grant-1")
    page.fill("#token-password", PASSWORD)
    assert answered(page, "form[action='/desk/account/tokens'] button.is-primary").status == 200
    check(page)

    page.goto("/desk/account/factor")
    secret = page.locator("main code").first.inner_text()
    page.fill("#code", TOTP(secret.replace(" ", "")).at(served.stage.clock.now()))
    page.fill("#password", PASSWORD)
    assert answered(page, "main form button.is-primary").status == 200
    assert page.locator("ul.codes li").count()
    check(page)

    other = window(None, across=width)
    other.goto("/login")
    _signs_in(other, number, PASSWORD)
    other.wait_for_url("**/login/code**")
    check(other)


def _signs_in(page: Page, name: str, word: str, *, status: int = 200) -> None:
    page.fill("[name=login_name]", name)
    page.fill("[name=password]", word)
    assert answered(page, "main form button.is-primary").status == status
