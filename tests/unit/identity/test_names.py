"""Login names and display names."""

from __future__ import annotations

import pytest

from zhifa.identity.accounts import display_name_of, login_name_of
from zhifa.identity.errors import KeepingRefused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("001", "001"),
        (" Wang.Li ", "wang.li"),
        ("ＷＡＮＧ", "wang"),
        ("王力@示例", "王力@示例"),
        ("a-b_c", "a-b_c"),
        ("ß1", "ss1"),
    ],
)
def test_a_login_name_is_kept_without_case_and_width(typed: str, kept: str) -> None:
    assert login_name_of(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "a", "a b", "a/b", "<b>", "x" * 65, "a\x00b", "a\u202eb", "a\ud800b", "'--", "a\nb"]
)
def test_other_login_names_are_refused_with_value_and_rule(typed: str) -> None:
    with pytest.raises(KeepingRefused, match="应为2至64个字母") as refused:
        login_name_of(typed)
    refused.value.text.encode()


@pytest.mark.parametrize("typed", ["", "  ", "x" * 65, "a\u202eb", "a\nb", "a\ud800b"])
def test_a_display_name_is_visible(typed: str) -> None:
    with pytest.raises(KeepingRefused, match="应为1至64个可见字符"):
        display_name_of(typed)
