"""Which passwords are fit, and how many are reckoned at once."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from zhifa.identity.errors import Crowded, KeepingRefused
from zhifa.identity.passwords import Passwords, one_time_password, require_fit


@pytest.mark.parametrize(
    "password",
    [
        "七只麻雀过河 jie 42",
        "correct horse battery staple",
        "n7Q-vW2p-xr9L-kT",
        "今天下班以后去河边钓鱼吧",
        "x" * 5 + "河边麻雀三只半" + "y" * 116,
    ],
)
def test_a_good_password_of_any_kind_of_characters_is_taken(password: str) -> None:
    require_fit(password, login_name="001", name="承办人甲")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("太短的密码", "应为10至128个字符"),
        ("x" * 129, "应为10至128个字符"),
        ("password1234", "容易猜中"),
        ("P@ssw0rd123", "容易猜中"),
        ("1234567890", "容易猜中"),
        ("abcdefghijkl", "容易猜中"),
        ("1qaz2wsx3edc", "容易猜中"),
        ("zhifazhifa", "容易猜中"),
        ("20260101202", "容易猜中"),
        ("ababababab", "不同的字符太少"),
        ("wang.li-own-2026x", "不得包含登录名"),
        ("河边的麻雀\u200b过了七次河", "不可见的字符"),
        ("河边的麻雀\ud800过了七次河", "不可见的字符"),
        ("河边的麻雀\x00过了七次河", "不可见的字符"),
    ],
)
def test_an_unfit_password_is_refused_with_its_rule(password: str, why: str) -> None:
    with pytest.raises(KeepingRefused, match=why) as refused:
        require_fit(password, login_name="Wang.Li", name="王力")
    assert refused.value.code == "password_unfit"
    assert password not in refused.value.text, "a password is not said again"


def test_a_very_long_text_is_judged_at_once() -> None:
    with pytest.raises(KeepingRefused):
        require_fit("河" * 1_000_000, login_name="001")


def test_a_hash_is_argon2id_salted_and_verified_by_its_password_alone() -> None:
    passwords = Passwords(memory_kib=8, passes=1)
    first, second = passwords.hash("七只麻雀过河"), passwords.hash("七只麻雀过河")
    assert re.match(r"\$argon2id\$v=19\$m=8,t=1,p=1\$", first)
    assert first != second
    assert passwords.verify(first, "七只麻雀过河")
    assert not passwords.verify(first, "七只麻雀过江")
    assert not passwords.verify(None, "七只麻雀过河")
    assert not passwords.verify("no hash at all", "七只麻雀过河")


def test_the_usual_cost_is_that_of_owasp() -> None:
    assert "$m=19456,t=2,p=1$" in Passwords().hash("七只麻雀过河")


def test_no_more_are_reckoned_at_once_than_there_are_hands_and_nobody_waits_for_ever() -> None:
    passwords = Passwords(memory_kib=8, passes=1, hands=1, patience_s=0.05)
    held, done = threading.Event(), threading.Event()

    def holding() -> None:
        with passwords._turn():
            held.set()
            done.wait(10)

    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(holding)
        assert held.wait(10)
        with pytest.raises(Crowded):
            passwords.verify(None, "x")
        done.set()
        busy.result()
    assert not passwords.verify(None, "x")


def test_one_time_passwords_are_fit_told_by_voice_and_never_twice() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for one in made:
        assert re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", one)
        require_fit(one, login_name="001")
