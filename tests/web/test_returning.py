"""Where somebody is led after signing in."""

from __future__ import annotations

import pytest

from zhifa.web.desk.returning import HOME, leading, own_address


@pytest.mark.parametrize("text", ["/desk/cases", "/desk/cases?state=filed&for=x", "/", "/desk/cases/%E6%A1%88#terms"])
def test_a_path_of_the_site_is_kept(text: str) -> None:
    assert own_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "desk", "//evil.test", "///evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "/desk\r\nX: y", "/a b", "/login",
        "/login?next=/login", "/logout", "/password", "/oidc/start", "/" + "x" * 2001, "/desk\x00", "\\\\evil", "/\u202e", "http:evil.test",
    ],
)  # fmt: skip
def test_anything_else_leads_to_the_first_page(text: str) -> None:
    assert own_address(text) == HOME


def test_what_leads_on_says_so_in_its_address() -> None:
    assert leading("/login", HOME) == "/login"
    assert leading("/login", "/desk/cases?a=1&b=2") == "/login?next=%2Fdesk%2Fcases%3Fa%3D1%26b%3D2"
