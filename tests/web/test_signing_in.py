"""Signing in and out through the pages: what is let in, what is said, and what a cookie is worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from time import monotonic
from typing import Any
from urllib.parse import quote

import pyotp
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from signing_site import OWN, URL, Signing, Visitor, said, signing_site
from zhifa.identity import attempts
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.attempts import FROM_ONE_ADDRESS, WHEREVER
from zhifa.identity.door import Caller
from zhifa.identity.errors import SignInRefused
from zhifa.identity.passwords import Passwords
from zhifa.web.desk.doormen import Doormen

WRONG = " ".join(("not", "the", "one"))


@pytest.fixture
def site(registered_url: str) -> Iterator[Signing]:
    with signing_site(registered_url) as made:
        yield made


# --- in ----------------------------------------------------------------------------------------------------------------


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(site: Signing) -> None:
    site.made("001")
    visitor = site.visitor()
    led = visitor.get("/desk/cases?state=filed")
    assert (led.status_code, led.headers["location"]) == (303, "/login?next=%2Fdesk%2Fcases%3Fstate%3Dfiled")
    answer = visitor.fill(led.headers["location"], "/login", login_name="001", password=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/cases?state=filed")
    assert "承办人甲" in visitor.page("/desk/account").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.test/", "//evil.test/x", "/\\evil.test", "/%5Cevil.test\\", "javascript:alert(1)", "\t//evil.test", "/login", "/logout", "desk",
        "/oidc/start", "http:/desk", "/desk\r\nSet-Cookie: x", "///evil.test",
    ],
)  # fmt: skip
def test_it_leads_to_nowhere_else_afterwards(site: Signing, elsewhere: str) -> None:
    site.made("001")
    visitor = site.visitor()
    answer = visitor.fill("/login", "/login", login_name="001", password=OWN, next=elsewhere)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")


def test_a_session_that_was_there_before_is_worth_nothing_after_signing_in(site: Signing) -> None:
    """Session fixation: what an attacker planted is no session, and a session of his own is not raised to another's."""
    site.made("001")
    site.made("002")
    attacker = site.signed_in("002")
    planted = attacker.secret
    victim = site.visitor()
    victim.cookies.set("zhifa", planted or "", domain="desk.test")
    answer = victim.post("/login", data={"proof": attacker_proof(victim), "login_name": "001", "password": OWN})
    assert answer.status_code == 303
    assert victim.secret != planted
    assert site.keeper.by_session(planted or "") is None
    assert attacker.get("/desk/account").status_code == 303


def attacker_proof(visitor: Visitor) -> str:
    """The proof of a browser that is signed in, for whom the sign-in page leads on: taken from another page of it."""
    return str(visitor.page("/desk/account").find("input", {"name": "proof"})["value"])  # type: ignore[index]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(registered_url: str) -> None:
    with signing_site(registered_url, public_url="https://desk.test") as site:
        site.made("001")
        visitor = site.visitor(url="https://desk.test")
        answer = visitor.sign_in("001", OWN)
    told = answer.headers.get_list("set-cookie")
    assert [one.partition("=")[0] for one in told] == ["__Host-zhifa", "__Host-zhifa_device"]
    assert {one.partition("=")[0] for one in visitor.cookies} == {
        "__Host-zhifa", "__Host-zhifa_device", "__Host-zhifa_proof"
    }  # fmt: skip
    for one in told:
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(one.split("; "))
        assert "Domain" not in one


def test_without_https_the_cookie_has_a_plain_name(site: Signing) -> None:
    site.made("001")
    told = site.visitor().sign_in("001", OWN).headers["set-cookie"]
    assert told.startswith("zhifa=")
    assert "Secure" not in told


def test_a_form_of_another_site_signs_nobody_in(site: Signing) -> None:
    """Login CSRF: a victim is not to work in the account of an attacker."""
    site.made("001")
    victim = site.visitor()
    bare = {"login_name": "001", "password": OWN}
    assert victim.post("/login", data=bare).status_code == 403
    other = site.visitor().page("/login").find("input", {"name": "proof"})["value"]  # type: ignore[index]
    assert victim.post("/login", data={**bare, "proof": other}).status_code == 403
    own = victim.page("/login").find("input", {"name": "proof"})["value"]  # type: ignore[index]
    crossed = victim.post(
        "/login",
        data={**bare, "proof": own},
        headers={"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"},
    )
    assert crossed.status_code == 403
    assert victim.secret is None


def test_only_digests_of_secrets_are_stored(site: Signing) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    with site.desk.office._database.read() as store:
        rows = store._channel.rows(*(_all(table) for table in ("zf_session", "zf_account", "zf_account_entry")))
    assert visitor.secret is not None
    assert visitor.secret not in repr(rows)
    assert OWN not in repr(rows)


def _all(table: str):  # type: ignore[no-untyped-def]
    from zhifa.storage.channel import Query

    return Query(f"SELECT * FROM {table}", ())


# --- who is not let in -------------------------------------------------------------------------------------------------


def test_an_unknown_name_is_answered_and_reckoned_as_a_wrong_password(site: Signing) -> None:
    site.made("001")
    told = []
    for name in ("001", "nobody-at-all"):
        before = site.keeper.passwords.reckoned
        answer = site.visitor().sign_in(name, "wrong password")
        told.append((answer.status_code, said(answer), site.keeper.passwords.reckoned - before))
    assert told[0] == told[1] == (422, "登录名或者密码不对", 1)


def test_lock_out_comes_alike_for_known_and_unknown_names_says_when_it_ends_and_ends(site: Signing) -> None:
    site.made("001")
    for name in ("001", "nobody-at-all"):
        answers = [site.visitor().sign_in(name, "wrong password") for _ in range(6)]
        assert [one.status_code for one in answers] == [422] * 5 + [429]
        assert "09:00:30（北京时间）以后再试" in said(answers[-1])
        assert answers[-1].headers["retry-after"] == "31"
    assert site.visitor().sign_in("001", OWN).status_code == 429, "the right one does not tell itself by it"
    site.desk.clock.advance(timedelta(seconds=31))
    assert site.visitor().sign_in("001", OWN).status_code == 303
    assert site.visitor().sign_in("001", "wrong password").status_code == 422, "a success forgets the failures"


def test_each_delay_is_twice_the_one_before_up_to_a_quarter_of_an_hour(site: Signing) -> None:
    site.made("001")
    for _ in range(4):
        site.visitor().sign_in("001", "wrong")
    waited = []
    for _ in range(8):
        site.visitor().sign_in("001", "wrong")
        until = site.keeper.attempts.barred_until("001")
        assert until is not None
        waited.append(int((until - site.desk.clock.now()).total_seconds()))
        site.desk.clock.set(until)
    assert waited == [30, 60, 120, 240, 480, 900, 900, 900]


def test_tries_at_once_are_no_more_than_tries_one_after_the_other(site: Signing) -> None:
    site.made("001")
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(lambda _: site.visitor().sign_in("001", "wrong").status_code, range(12)))
    assert sorted(codes) == [422] * 5 + [429] * 7


def test_many_names_from_one_address_are_stopped_too(site: Signing) -> None:
    visitor = site.visitor(address="203.0.113.9")
    codes = [visitor.sign_in(f"name-{number}", "wrong").status_code for number in range(62)]
    assert codes[:60] == [422] * 60
    assert codes[-1] == 429
    site.made("001")
    assert site.visitor(address="203.0.113.10").sign_in("001", OWN).status_code == 303


def test_an_office_whose_people_mistype_all_day_is_not_stopped(site: Signing) -> None:
    visitor = site.visitor(address="203.0.113.11")
    for hour in range(3):
        codes = {visitor.sign_in(f"name-{hour}-{number}", "wrong").status_code for number in range(25)}
        site.desk.clock.advance(timedelta(minutes=25))
        assert codes == {422}


def test_who_fails_with_anothers_name_elsewhere_bars_himself_alone(site: Signing) -> None:
    site.made("001")
    stranger = site.visitor(address="203.0.113.12")
    assert [stranger.sign_in("001", "wrong").status_code for _ in range(6)] == [422] * 5 + [429]
    assert site.visitor(address="203.0.113.13").sign_in("001", OWN).status_code == 303


def fail(site: Signing, name: str, address: str) -> None:
    """Somebody at this address tries this name in vain, if any try is looked at."""
    with suppress(SignInRefused):
        site.door.password(name, WRONG, Caller(address=address))


def test_at_a_device_where_one_signed_in_before_nobody_elses_failures_count(
    site: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither those of a neighbour at the same address, nor those of many all over the world."""
    for rule in (WHEREVER, FROM_ONE_ADDRESS):
        few = replace(rule, free=7)
        monkeypatch.setattr(attempts, "WHEREVER" if rule is WHEREVER else "FROM_ONE_ADDRESS", few)
    site.made("001")
    site.made("002")
    own, address = site.visitor(address="203.0.113.14"), "203.0.113.14"
    assert own.sign_in("001", OWN).status_code == 303
    own.fill("/desk/account", "/logout")
    for number in range(8):
        fail(site, f"name-{number}", address)
        fail(site, "001", f"198.51.100.{number}")
    assert site.visitor(address=address).sign_in("001", OWN).status_code == 429
    assert site.visitor(address="198.51.100.99").sign_in("001", OWN).status_code == 429, "a name wherever"
    assert own.sign_in("002", OWN).status_code == 429, "not for a name that never signed in there"
    assert [own.sign_in("001", "wrong").status_code for _ in range(6)] == [422] * 5 + [429], "but his own do"
    site.desk.clock.advance(timedelta(seconds=31))
    assert own.sign_in("001", OWN).status_code == 303


def test_a_name_is_barred_wherever_for_two_minutes_at_most(site: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "WHEREVER", replace(WHEREVER, free=5))
    for number in range(12):
        fail(site, "nobody", f"198.51.100.{number}")
        until = site.keeper.attempts.barred_until("nobody")
        if until:
            assert until - site.desk.clock.now() <= timedelta(minutes=2)
            site.desk.clock.set(until)
    assert until is not None
    site.desk.clock.advance(timedelta(hours=12))
    assert site.visitor(address="198.51.100.200").sign_in("nobody", "wrong").status_code == 422


@pytest.mark.parametrize("made_up", ["x", "gAAAAA", "\ud7ff" * 20])
def test_a_device_that_somebody_made_up_is_none(site: Signing, made_up: str) -> None:
    site.made("001")
    for _ in range(6):
        site.visitor().sign_in("001", "wrong")
    visitor = site.visitor()
    visitor.cookies.set("zhifa_device", quote(made_up), domain="desk.test")
    assert visitor.sign_in("001", OWN).status_code == 429


def test_addresses_of_one_subnet_are_one(site: Signing) -> None:
    codes = [
        site.visitor(address=f"2001:db8:1:2::{number:x}").sign_in("001", "wrong").status_code for number in range(6)
    ]
    assert codes == [422] * 5 + [429]
    assert site.visitor(address="2001:db8:1:3::1").sign_in("001", "wrong").status_code == 422


def test_a_closed_or_locked_account_is_told_so_to_its_holder_alone(site: Signing) -> None:
    closed, locked = site.made("001").account.id, site.made("002").account.id
    site.keeper.close(closed, by=CONSOLE)
    site.keeper.lock(locked, by=CONSOLE)
    assert "已停用" in said(site.visitor().sign_in("001", OWN))
    assert "已由管理员锁定" in said(site.visitor().sign_in("002", OWN))
    assert (
        said(site.visitor().sign_in("001", "wrong"))
        == said(site.visitor().sign_in("002", "wrong"))
        == "登录名或者密码不对"
    )


@pytest.mark.parametrize("name", ["", "\ud7ff" * 70, "a" * 5000, "' OR 1=1 --", "00１", "<script>"])
def test_whatever_is_typed_as_a_name_is_answered(site: Signing, name: str) -> None:
    answer = site.visitor().sign_in(name, "x" * 4000)
    assert answer.status_code == 422
    assert said(answer) == "登录名或者密码不对"


def test_a_password_is_the_same_however_its_characters_are_made(site: Signing) -> None:
    made = site.made("001", settled=False)
    site.keeper.own_passwords.change(made.account.id, old=made.password, new="café 河边 麻雀 x9")
    assert site.visitor().sign_in("００１", "cafe\u0301 河边 麻雀 ｘ９").status_code == 303


# --- how long ----------------------------------------------------------------------------------------------------------


def test_a_session_ends_unused_and_at_the_latest_after_a_day_of_work(site: Signing) -> None:
    site.made("001")
    idle, used = site.signed_in("001"), site.signed_in("001")
    site.desk.clock.advance(timedelta(minutes=119))
    assert used.get("/desk/account").status_code == 200
    site.desk.clock.advance(timedelta(minutes=2))
    assert used.get("/desk/account").status_code == 200
    assert idle.get("/desk/account").status_code == 303
    for _ in range(10):
        site.desk.clock.advance(timedelta(minutes=62))
        last = used.get("/desk/account").status_code
    assert last == 303


def test_a_stolen_session_ends_with_signing_out_and_with_a_new_password(site: Signing) -> None:
    site.made("001")
    owner = site.signed_in("001")
    thief = site.visitor()
    thief.cookies.set("zhifa", owner.secret or "", domain="desk.test")
    assert thief.get("/desk/account").status_code == 200
    out = owner.fill("/desk/account", "/logout")
    assert (out.status_code, out.headers["clear-site-data"]) == (200, '"cache", "storage"')
    assert thief.get("/desk/account").status_code == 303

    owner = site.signed_in("001")
    thief.cookies.set("zhifa", owner.secret or "", domain="desk.test")
    answer = owner.fill("/password", "/password", old=OWN, new="另外一句话 九条鱼 77", again="另外一句话 九条鱼 77")
    assert answer.status_code == 303
    assert owner.secret != thief.secret
    assert thief.get("/desk/account").status_code == 303
    assert owner.get("/desk/account").status_code == 200


def test_who_signs_out_after_the_session_has_ended_is_led_to_the_sign_in_page(site: Signing) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    page = visitor.page("/desk/account")
    site.desk.clock.advance(timedelta(hours=3))
    answer = visitor.submit(page, "/logout")
    assert (answer.status_code, answer.headers.get("location")) == (303, "/login")


def test_other_browsers_are_signed_out_from_the_account_page(site: Signing) -> None:
    site.made("001")
    here, there = site.signed_in("001"), site.signed_in("001")
    assert (
        here.fill("/desk/account", "/desk/account/sessions/end").headers["location"] == "/desk/account?done=signed_out"
    )
    assert there.get("/desk/account").status_code == 303
    another, more = site.signed_in("001"), site.signed_in("001")
    page = here.page("/desk/account")
    everywhere = page.find("button", string="退出别处的全部登录")
    assert everywhere is not None
    proof = page.find("input", {"name": "proof"})["value"]  # type: ignore[index]
    assert here.post("/desk/account/sessions/end", data={"proof": proof}).status_code == 303
    assert [one.get("/desk/account").status_code for one in (here, another, more)] == [200, 303, 303]


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36 Edg/150.0", "Edge · Windows"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_browser_is_told_by_its_name(site: Signing, agent: str, told: str) -> None:
    site.made("001")
    visitor = site.visitor()
    visitor.headers["User-Agent"] = agent
    visitor.sign_in("001", OWN)
    assert told in visitor.page("/desk/account").get_text()


def test_who_left_the_register_is_out_at_once(site: Signing) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    assert visitor.get("/desk/account").status_code == 200
    today = site.desk.office.agenda.today
    keeper = next((one.id for one in site.officers if "registrar" in _roles(site, one.id)), None)
    site.desk.office.books.end(site.agency_id, "officer", "001", on=today, reason="调离", actor=keeper)
    site.desk.clock.advance(timedelta(days=1))
    assert visitor.get("/desk/account").status_code == 303
    assert "名录中今天没有此人" in said(site.visitor().sign_in("001", OWN))


def _roles(site: Signing, officer_id: str) -> frozenset[str]:
    register = site.desk.office.agency_register(site.agency_id)
    return register.roles(officer_id, site.desk.office.agenda.today)


# --- passwords ---------------------------------------------------------------------------------------------------------


def test_a_password_that_somebody_else_set_is_changed_before_anything_else(site: Signing) -> None:
    made = site.made("001", settled=False)
    visitor = site.visitor()
    assert visitor.sign_in("001", made.password).headers["location"] == "/desk"
    for address in ("/desk", "/desk/cases", "/desk/account", "/desk/admin"):
        assert visitor.get(address).headers["location"].startswith("/password"), address
    assert visitor.get("/desk/cases").headers["location"] == "/password?next=%2Fdesk%2Fcases"
    asked = visitor.get("/api/v1/proof", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json()["code"]) == (403, "password_due")
    answer = visitor.fill("/password?next=/desk/cases", "/password", old=made.password, new=OWN, again=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/cases")
    assert visitor.get("/desk/account").status_code == 200
    assert visitor.get("/api/v1/proof").status_code == 200


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("short", "应为10至128个字符"),
        ("x" * 129, "应为10至128个字符"),
        ("password123", "容易猜中"),
        ("1234567890", "容易猜中"),
        ("aaaaaaaaaaaa", "不同的字符太少"),
        ("qwertyuiop1", "容易猜中"),
        ("my-001-very-own-secret", "不得包含登录名"),
        ("河边\u200b的麻雀过了七次河", "不可见的字符"),
    ],
)
def test_an_unfit_password_is_refused_with_its_rule_and_locks_nobody(site: Signing, new: str, why: str) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    for _ in range(7):
        answer = visitor.fill("/password", "/password", old=OWN, new=new, again=new)
        assert (answer.status_code, why in said(answer)) == (422, True), said(answer)
    assert site.visitor().sign_in("001", OWN).status_code == 303


def test_who_guesses_the_old_password_at_a_desk_that_was_left_is_stopped(site: Signing) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    codes = [
        visitor.fill(
            "/password", "/password", old="guess", new="新的一句话 八匹马过桥", again="新的一句话 八匹马过桥"
        ).status_code
        for _ in range(6)
    ]
    assert codes == [422] * 5 + [429]


def test_a_one_time_password_is_worth_nothing_after_a_week(site: Signing) -> None:
    made = site.made("001", settled=False)
    site.desk.clock.advance(timedelta(days=7))
    assert "一次性密码已经过期" in said(site.visitor().sign_in("001", made.password))


def test_a_hash_of_another_cost_is_made_anew_at_the_next_signing_in(registered_url: str) -> None:
    with signing_site(registered_url, passwords=Passwords(memory_kib=8, passes=1)) as site:
        site.made("001")
        before = _hash(site)
        site.keeper.passwords._hasher = Passwords(memory_kib=16, passes=1)._hasher
        assert site.visitor().sign_in("001", OWN).status_code == 303
        assert "m=16," in _hash(site) != before
        assert site.visitor().sign_in("001", OWN).status_code == 303


def _hash(site: Signing) -> str:
    with site.desk.office._database.read() as store:
        row = store.accounts.named("001")
    assert row is not None
    return str(row.password)


@pytest.mark.parametrize("what", ["password", "lock", "close"])
def test_a_session_never_begins_by_what_was_changed_in_between(
    site: Signing, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The password is right when it is looked at, and gone before the session is written."""
    made = site.made("001").account
    verify = site.keeper.passwords.verify

    def slow(kept: str | None, password: str) -> bool:
        right = verify(kept, password)
        monkeypatch.undo()
        if what == "password":
            site.keeper.reset_password(made.id, by=CONSOLE)
        else:
            getattr(site.keeper, what)(made.id, by=CONSOLE)
        return right

    monkeypatch.setattr(site.keeper.passwords, "verify", slow)
    answer = site.visitor().sign_in("001", OWN)
    assert (answer.status_code, "账号刚才有变动" in said(answer)) == (422, True), said(answer)
    assert site.keeper.sessions.listed(made.id) == ()


# --- the second factor -------------------------------------------------------------------------------------------------


def enrolled(site: Signing, visitor: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """Turn the second factor on; answers the authenticator and the recovery codes."""
    page = visitor.page("/desk/account/factor")
    assert page.find("svg") is not None
    secret = next(one.get_text() for one in page.find_all("code")).replace(" ", "")
    totp = pyotp.TOTP(secret)
    answer = visitor.submit(page, "/desk/account/factor", code=totp.at(site.desk.clock.now()), password=OWN)
    assert answer.status_code == 200, said(answer)
    codes = [one.get_text() for one in BeautifulSoup(answer.text, "html.parser").select("ul.codes code")]
    assert len(codes) == 10
    return totp, codes


def test_with_a_second_factor_the_password_alone_opens_nothing(site: Signing) -> None:
    site.made("001")
    totp, _ = enrolled(site, site.signed_in("001"))
    site.desk.clock.advance(timedelta(seconds=30))
    visitor = site.visitor()
    answer = visitor.sign_in("001", OWN, then="/desk/cases")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login/code?next=%2Fdesk%2Fcases")
    half = visitor.secret
    assert visitor.get("/desk/account").status_code == 303
    assert visitor.get("/api/v1/proof").status_code == 401
    wrong = visitor.fill("/login/code", "/login/code", code="000000")
    assert (wrong.status_code, "动态口令不对" in said(wrong)) == (422, True)
    code = totp.at(site.desk.clock.now())
    answer = visitor.fill(answer.headers["location"], "/login/code", code=f"{code[:3]} {code[3:]}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/cases")
    assert visitor.secret != half, "a new session when it is raised to a whole one"
    assert site.keeper.by_session(half or "") is None
    assert visitor.get("/desk/account").status_code == 200


def test_a_code_is_good_once(site: Signing) -> None:
    site.made("001")
    totp, _ = enrolled(site, site.signed_in("001"))
    site.desk.clock.advance(timedelta(seconds=60))
    code = totp.at(site.desk.clock.now())
    statuses = []
    for _ in range(2):
        visitor = site.visitor()
        visitor.sign_in("001", OWN)
        statuses.append(visitor.fill("/login/code", "/login/code", code=code).status_code)
    assert statuses == [303, 422]


def test_codes_are_not_to_be_guessed_by_signing_in_again_and_again(site: Signing) -> None:
    site.made("001")
    enrolled(site, site.signed_in("001"))
    seen = []
    for number in range(7):
        visitor = site.visitor(address=f"203.0.113.{number}")
        assert visitor.sign_in("001", OWN).status_code == 303
        seen.append(visitor.fill("/login/code", "/login/code", code="123456").status_code)
    assert seen == [422] * 5 + [429] * 2, "from wherever"


def test_a_recovery_code_is_good_once(site: Signing) -> None:
    site.made("001")
    _, codes = enrolled(site, site.signed_in("001"))
    statuses = []
    for _ in range(2):
        visitor = site.visitor()
        visitor.sign_in("001", OWN)
        statuses.append(visitor.fill("/login/code", "/login/code", code=codes[3].upper()).status_code)
    assert statuses == [303, 422]
    account = site.keeper.named("001")
    assert account is not None
    assert account.recovery_left == 9
    kinds = [one.kind for one in site.keeper.journal(site.agency_id, account_id=account.id)]
    assert "recovery_used" in kinds


def test_the_secret_of_an_authenticator_is_stored_sealed_and_offered_to_one_account(site: Signing) -> None:
    site.made("001")
    site.made("002")
    mine, other = site.signed_in("001"), site.signed_in("002")
    page = mine.page("/desk/account/factor")
    secret = next(one.get_text() for one in page.find_all("code")).replace(" ", "")
    sealed = page.find("input", {"name": "sealed"})["value"]  # type: ignore[index]
    assert secret not in str(sealed)
    code = pyotp.TOTP(secret).at(site.desk.clock.now())
    taken = other.fill("/desk/account/factor", "/desk/account/factor", sealed=sealed, code=code, password=OWN)
    assert (taken.status_code, "已经过时" in taken.text) == (422, True)
    assert mine.submit(page, "/desk/account/factor", code="12345x", password=OWN).status_code == 422
    assert mine.submit(page, "/desk/account/factor", code=code, password=OWN).status_code == 200
    with site.desk.office._database.read() as store:
        row = store.accounts.named("001")
    assert row is not None
    assert row.totp
    assert secret not in row.totp


def test_the_second_factor_is_dropped_by_password_only(site: Signing) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    enrolled(site, visitor)
    refused = visitor.fill("/desk/account", "/desk/account/factor/drop", password=WRONG)
    assert (refused.status_code, "现在的密码”不对" in said(refused)) == (422, True)
    done = visitor.fill("/desk/account", "/desk/account/factor/drop", password=OWN)
    assert done.headers["location"] == "/desk/account?done=dropped"
    assert site.visitor().sign_in("001", OWN).headers["location"] == "/desk"


def test_a_second_factor_is_not_set_up_over_another(site: Signing) -> None:
    """Whoever sits down at a desk that was left does not put his own in its place."""
    site.made("001")
    visitor = site.signed_in("001")
    stale = visitor.page("/desk/account/factor")
    enrolled(site, visitor)
    assert visitor.get("/desk/account/factor").headers["location"] == "/desk/account"
    secret = next(one.get_text() for one in stale.find_all("code")).replace(" ", "")
    code = pyotp.TOTP(secret).at(site.desk.clock.now())
    again = visitor.submit(stale, "/desk/account/factor", code=code, password=OWN)
    assert (again.status_code, "已经启用了动态口令" in said(again)) == (422, True)


def test_where_the_site_asks_for_a_second_factor_it_comes_before_anything_else(registered_url: str) -> None:
    with signing_site(registered_url, second_factor="required") as site:
        made = site.made("001", settled=False)
        visitor = site.visitor()
        visitor.sign_in("001", made.password)
        assert visitor.get("/desk/cases").headers["location"].startswith("/password")
        visitor.fill("/password", "/password", old=made.password, new=OWN, again=OWN)
        for address in ("/desk", "/desk/cases", "/desk/account", "/desk/admin"):
            assert visitor.get(address).headers["location"].startswith("/desk/account/factor"), address
        asked = visitor.get("/api/v1/proof", headers={"Accept": "application/json"})
        assert (asked.status_code, asked.json()["code"]) == (403, "factor_due")
        page = visitor.page("/desk/account/factor?next=/desk/cases")
        assert page.find("a", string="不启用") is None
        secret = next(one.get_text() for one in page.find_all("code")).replace(" ", "")
        code = pyotp.TOTP(secret).at(site.desk.clock.now())
        answer = visitor.submit(page, "/desk/account/factor", code=code, password=OWN)
        onwards = BeautifulSoup(answer.text, "html.parser").find("a", string="已经抄好")
        assert onwards is not None
        assert onwards["href"] == "/desk/cases"
        assert visitor.get("/desk/cases").status_code == 200


# --- many at once ------------------------------------------------------------------------------------------------------


@contextmanager
def crowd_at(site: Signing, visitors: int) -> Iterator[tuple[Visitor, Callable[[int], Any]]]:
    """Somebody at work, and what sends the form of a sign-in from one of so many browsers; all share one loop, as in a server."""
    site.made("001")
    with TestClient(site.app) as alive:
        worker = site.visitor()
        worker.portal = alive.portal
        worker.sign_in("001", OWN)
        browsers = [site.visitor(address=f"198.51.100.{number}") for number in range(visitors)]
        proofs = []
        for one in browsers:
            one.portal = alive.portal
            proofs.append(one.page("/login").find("input", {"name": "proof"})["value"])  # type: ignore[index]

        def come(number: int) -> Any:
            at = number % visitors
            told = {"proof": proofs[at], "login_name": f"visitor-{number}", "password": "something wrong"}
            return browsers[at].post("/login", data=told)

        yield worker, come


def test_two_hundred_who_wait_for_their_turn_take_no_thread_from_those_who_work(registered_url: str) -> None:
    """No password is reckoned at all here while pages are asked for: on the threads of the pages none would come."""
    passwords = Passwords(memory_kib=8, passes=1, patience_s=60)
    with (
        signing_site(registered_url, passwords=passwords) as site,
        crowd_at(site, 50) as (worker, come),
        ThreadPoolExecutor(200) as pool,
        ThreadPoolExecutor(1) as working,
    ):
        with passwords._turn():
            coming = [pool.submit(come, number) for number in range(200)]
            wait(coming, timeout=1)
            pages = [working.submit(worker.get, "/desk/account").result(timeout=20) for _ in range(3)]
            assert not any(one.done() for one in coming)
        codes = {one.result().status_code for one in coming}
    assert {page.status_code for page in pages} == {200}
    assert codes <= {422, 503}


def test_who_comes_when_too_many_wait_is_told_to_come_again(registered_url: str) -> None:
    passwords = Passwords(memory_kib=8, passes=1, patience_s=60)
    with signing_site(registered_url, passwords=passwords) as site, crowd_at(site, 12) as (_, come):
        site.app.state.doormen = Doormen(most=4)
        with ThreadPoolExecutor(12) as pool:
            with passwords._turn():
                coming = [pool.submit(come, number) for number in range(12)]
                turned_away = _first(coming, 8)
            codes = sorted(one.result().status_code for one in coming)
    assert codes == [422] * 4 + [503] * 8
    assert {one.headers["retry-after"] for one in turned_away} == {"5"}
    assert "同时登录的人太多" in said(turned_away[0])


def test_of_those_who_wait_not_all_come_from_one_address(registered_url: str) -> None:
    passwords = Passwords(memory_kib=8, passes=1, patience_s=60)
    with signing_site(registered_url, passwords=passwords) as site, crowd_at(site, 2) as (_, come):
        site.app.state.doormen = Doormen(most=100, most_from_one=3)
        with ThreadPoolExecutor(9) as pool:
            with passwords._turn():
                greedy = [pool.submit(come, 2 * number) for number in range(8)]
                _first(greedy, 5)
                other = pool.submit(come, 1)
                assert not wait([other], timeout=0.3).done
            codes = sorted(one.result().status_code for one in greedy)
    assert codes == [422] * 3 + [503] * 5
    assert other.result().status_code == 422


def _first(coming: list[Future[Any]], number: int) -> list[Any]:
    """The first so many answers."""
    return [one.result() for one in islice(as_completed(coming, timeout=30), number)]


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_ten_thousand_sign_ins_at_what_a_password_costs_keep_nobody_from_working(registered_url: str) -> None:
    with (
        signing_site(registered_url, passwords=Passwords()) as site,
        crowd_at(site, 200) as (worker, come),
        ThreadPoolExecutor(250) as pool,
    ):
        coming = [pool.submit(come, number) for number in range(10_000)]
        waited = []
        while not all(one.done() for one in coming):
            began = monotonic()
            assert worker.get("/desk/account").status_code == 200
            waited.append(monotonic() - began)
        codes = {one.result().status_code for one in coming}
    assert codes <= {422, 429, 503}
    assert sorted(waited)[len(waited) // 2] < 2.0, (
        f"half of the pages took longer than {sorted(waited)[len(waited) // 2]:.2f} s"
    )


def test_a_host_that_tells_who_asks_has_no_sign_in_page(site: Signing) -> None:
    from zhifa.web.settings import Settings
    from zhifa.web.site import create_site

    app = create_site(site.desk.office, settings=Settings(public_url=URL), identify=lambda _: None)
    visitor = Visitor(app, URL, "192.0.2.7")
    assert visitor.get("/login").status_code == 404


# --- what was typed ----------------------------------------------------------------------------------------------------


def test_what_was_typed_when_the_session_had_ended_is_kept_until_one_has_signed_in_again(site: Signing) -> None:
    site.made("001")
    visitor = site.signed_in("001")
    page = visitor.page("/desk/account")
    site.desk.clock.advance(timedelta(hours=3))
    answer = visitor.submit(
        page, "/desk/account/tokens", label="写了很久的名称", grant="cases:read", days="30", password=OWN
    )
    assert answer.status_code in (401, 403)
    assert OWN not in answer.text
    kept = BeautifulSoup(answer.text, "html.parser")
    assert kept.find("input", {"name": "label"})["value"] == "写了很久的名称"  # type: ignore[index]
    assert kept.find("a", href=re.compile("^/login")) is not None
    assert visitor.sign_in("001", OWN).status_code == 303
    answer = visitor.submit(kept, "/desk/account/tokens")
    assert (answer.status_code, said(answer)) == (422, "填报项“现在的密码”未填")
    form = BeautifulSoup(answer.text, "html.parser").find("form", {"action": "/desk/account/tokens"})
    assert form is not None
    assert form.find("input", {"name": "label"})["value"] == "写了很久的名称"  # type: ignore[index]
    assert form.find("input", {"value": "cases:read"}).has_attr("checked")  # type: ignore[union-attr]
    answer = visitor.fill(
        "/desk/account", "/desk/account/tokens", label="写了很久的名称", grant="cases:read", days="30", password=OWN
    )
    assert answer.status_code == 200, said(answer)
    assert "写了很久的名称" in visitor.page("/desk/account").text
