"""Signing in by an OIDC provider that runs in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from case_desk import REGISTER
from oidc_provider import RunningProvider, running_provider
from signing_site import OWN, URL, Signing, Visitor, said, signing_site
from zhifa.engine.clock import SystemClock
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.oidc import Provider
from zhifa.identity.oidc_provider import OidcSettings

WRONG = " ".join(("not", "the", "one"))
HUSH = "-".join(("what", "the", "provider", "knows", "the", "desk", "by"))


@pytest.fixture(scope="module")
def provider() -> Iterator[RunningProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def site(registered_url: str, provider: RunningProvider) -> Iterator[Signing]:
    with site_with(registered_url, provider) as made:
        yield made


def site_with(url: str, provider: RunningProvider, **settings: Any) -> Any:
    of_site = {name: settings.pop(name) for name in ("second_factor", "public_url") if name in settings}
    oidc = OidcSettings(issuer=provider.issuer, client_id="desk", client_secret=HUSH, label="省统一认证", **settings)
    return signing_site(url, oidc=oidc, **of_site)


def sent(visitor: Visitor, address: str = "/oidc/start") -> str:
    """Where a browser is sent."""
    answer = visitor.get(address)
    assert answer.status_code == 303, said(answer)
    return str(answer.headers["location"])


def back(visitor: Visitor, asked: dict[str, str]) -> Any:
    return visitor.get(f"/oidc/callback?{urlencode(asked)}")


def come(visitor: Visitor, provider: RunningProvider, subject: str, address: str = "/oidc/start") -> Any:
    """The whole way of one who signs in there as this subject."""
    return back(visitor, provider.sign_in(sent(visitor, address), subject))


def connected(site: Signing, provider: RunningProvider, number: str = "001", subject: str = "s-1") -> Visitor:
    """An account whose holder has connected his identity."""
    site.made(number)
    visitor = site.signed_in(number)
    assert "连接省统一认证身份" in visitor.page("/desk/account").text
    assert connect(visitor, provider, subject).headers["location"] == "/desk/account"
    return visitor


def leaving(visitor: Visitor, password: str = OWN) -> Any:
    """The answer to the form by which somebody signed in connects an identity."""
    return visitor.fill("/desk/account", "/desk/account/links/connect", password=password)


def led(answer: Any) -> str:
    """Where its link leads."""
    link = BeautifulSoup(answer.text, "html.parser").select_one("a.button.is-primary")
    assert answer.status_code == 200, said(answer)
    assert link is not None
    return str(link["href"])


def connect(visitor: Visitor, provider: RunningProvider, subject: str) -> Any:
    """The whole way of one who connects an identity."""
    return back(visitor, provider.sign_in(led(leaving(visitor)), subject))


def test_who_connected_an_identity_signs_in_by_it(site: Signing, provider: RunningProvider) -> None:
    connected(site, provider)
    visitor = site.visitor()
    assert "用省统一认证登录" in visitor.page("/login?next=/desk/cases").text
    answer = come(visitor, provider, "s-1", "/oidc/start?next=/desk/cases")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/cases")
    page = visitor.page("/desk/account")
    assert "承办人甲" in page.text
    assert "统一认证" in page.text
    kinds = [one.kind for one in site.keeper.journal(site.agency_id)]
    assert {"linked", "signed_in"} <= set(kinds)


def test_it_is_sent_with_state_nonce_and_proof_key_and_nothing_secret(site: Signing) -> None:
    visitor = site.visitor()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(sent(visitor)).query).items()}
    assert asked["redirect_uri"] == f"{URL}/oidc/callback"
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert HUSH not in str(asked)
    kept = visitor.cookies["zhifa_oidc"]
    assert asked["state"] not in kept
    assert asked["nonce"] not in kept
    again = {name: values[0] for name, values in parse_qs(urlsplit(sent(visitor)).query).items()}
    assert again["state"] != asked["state"]


def test_over_https_what_the_browser_keeps_on_the_way_belongs_to_this_host(
    registered_url: str, provider: RunningProvider
) -> None:
    with site_with(registered_url, provider, public_url="https://desk.test") as site:
        (kept,) = site.visitor(url="https://desk.test").get("/oidc/start").headers.get_list("set-cookie")
    assert kept.startswith("__Host-zhifa_oidc=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax", "Max-Age=600"} <= set(kept.split("; "))


def test_nobody_comes_back_with_what_another_browser_was_sent_with(site: Signing, provider: RunningProvider) -> None:
    """Login CSRF: an attacker's own way back, sent to a victim."""
    connected(site, provider)
    attacker, victim = site.visitor(), site.visitor()
    stolen = provider.sign_in(sent(attacker), "s-1")
    bare = back(victim, stolen)
    assert (bare.status_code, "没有从本站开始" in said(bare), victim.secret) == (422, True, None)
    sent(victim)
    crossed = back(victim, stolen)
    assert (crossed.status_code, victim.secret) == (422, None)


def test_nobody_comes_back_twice(site: Signing, provider: RunningProvider) -> None:
    connected(site, provider)
    visitor = site.visitor()
    asked = provider.sign_in(sent(visitor), "s-1")
    kept = visitor.cookies["zhifa_oidc"]
    assert back(visitor, asked).status_code == 303
    assert "zhifa_oidc" not in visitor.cookies
    thief = site.visitor()
    thief.cookies.set("zhifa_oidc", kept, domain="desk.test")
    assert (back(thief, asked).status_code, thief.secret) == (422, None)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "other"}, {"state": ""}, {"code": "made-up"}, {"iss": "https://evil.test"}, {"error": "access_denied", "code": None},
        {"state": "\ud7ff"}, {"code": "x" * 3000},
    ],
)  # fmt: skip
def test_a_wrong_way_back_is_refused(site: Signing, provider: RunningProvider, change: dict[str, str | None]) -> None:
    connected(site, provider)
    visitor = site.visitor()
    asked = provider.sign_in(sent(visitor), "s-1") | change
    answer = back(visitor, {name: value for name, value in asked.items() if value is not None})
    assert (answer.status_code, visitor.secret) == (422, None)
    assert said(answer)


def test_who_says_no_there_is_told_how_else(site: Signing, provider: RunningProvider) -> None:
    visitor = site.visitor()
    answer = back(visitor, {**provider.deny(sent(visitor)), "state": ""})
    assert answer.status_code == 422


def test_an_identity_without_account_opens_nothing_and_makes_none(site: Signing, provider: RunningProvider) -> None:
    site.made("001")
    provider.know("s-none", preferred_username="001")
    visitor = site.visitor()
    answer = come(visitor, provider, "s-none")
    assert (answer.status_code, "没有与此身份对应的账号" in said(answer)) == (422, True)
    assert visitor.secret is None
    assert site.keeper.count() == 1


def test_nobody_connects_or_disconnects_an_identity_at_a_desk_that_was_left(
    site: Signing, provider: RunningProvider
) -> None:
    owner = connected(site, provider)
    for name, number in (("links/drop", "001"), ("links/connect", "002")):
        if number == "002":
            site.made(number)
            owner = site.signed_in(number)
        refused = owner.fill("/desk/account", f"/desk/account/{name}", password=WRONG)
        assert (refused.status_code, "现在的密码”不对" in said(refused)) == (422, True)
        assert "zhifa_oidc" not in owner.cookies
    assert come(site.visitor(), provider, "s-1").status_code == 303


def test_no_address_alone_connects_an_identity(site: Signing, provider: RunningProvider) -> None:
    """A link that somebody signed in is made to follow signs in, and connects nothing."""
    site.made("001")
    owner = site.signed_in("001")
    answer = come(owner, provider, "s-9", "/oidc/start?connect=1")
    assert (answer.status_code, "没有与此身份对应的账号" in said(answer)) == (422, True)
    assert owner.post("/desk/account/links/connect", data={"password": OWN}).status_code == 403


def test_who_has_no_password_of_his_own_asks_soon_after_signing_in(
    registered_url: str, provider: RunningProvider
) -> None:
    """The one-time password was never used: neither is it asked for, nor does it keep him from his work."""
    provider.know("s-own", preferred_username="001")
    with site_with(registered_url, provider, match="login_name", second_factor="required") as site:
        site.made("001", settled=False)
        visitor = site.visitor()
        assert come(visitor, provider, "s-own").status_code == 303
        assert visitor.get("/desk/account").status_code == 200
        told = {"label": "平台", "grant": "cases:read", "days": "30"}
        assert visitor.fill("/desk/account", "/desk/account/tokens", **told).status_code == 200
        site.desk.clock.advance(timedelta(minutes=10))
        late = visitor.fill("/desk/account", "/desk/account/tokens", **told)
        assert (late.status_code, "退出后重新登录" in said(late)) == (422, True)
        assert come(visitor, provider, "s-own").status_code == 303
        assert visitor.fill("/desk/account", "/desk/account/tokens", **told).status_code == 200
        alone = visitor.fill("/desk/account", "/desk/account/links/drop")
        assert (alone.status_code, "解除以后不能登录" in said(alone)) == (422, True)


@pytest.mark.parametrize(
    ("match", "agency", "status"),
    [
        ("staff_number", None, 422),
        ("staff_number", "另一市生态环境局", 422),
        ("login_name", "另一市生态环境局", 422),
        ("staff_number", "没有的机关", 422),
        ("staff_number", "示例市生态环境局", 303),
    ],
)
def test_a_number_of_two_agencies_finds_somebody_only_where_the_agency_is_set(
    registered_url: str, provider: RunningProvider, match: str, agency: str | None, status: int
) -> None:
    """It may be the other agency's officer who comes, though he has no account."""
    provider.know("s-two", preferred_username="001")
    told = json.loads(REGISTER.read_text(encoding="utf-8"))
    told["agency"]["name"] = "另一市生态环境局"
    with site_with(registered_url, provider, match=match, agency=agency) as site:
        site.made("001")
        site.desk.office.import_register(json.dumps(told, ensure_ascii=False))
        answer = come(site.visitor(), provider, "s-two")
    assert answer.status_code == status
    assert status == 303 or "没有与此身份对应的账号" in said(answer)


@pytest.mark.parametrize(("match", "told"), [("login_name", "Anna.甲"), ("staff_number", "001")])
def test_where_it_is_allowed_the_first_time_goes_by_the_claim(
    registered_url: str, provider: RunningProvider, match: str, told: str
) -> None:
    provider.know("s-claim", preferred_username=told)
    provider.know("s-rival", preferred_username=told)
    with site_with(registered_url, provider, match=match) as site:
        officer = next(one for one in site.officers if one.staff_number == "001")
        site.keeper.make(site.agency_id, "anna.甲", by=CONSOLE, officer_id=officer.id)
        first = come(site.visitor(), provider, "s-claim")
        assert first.status_code == 303, said(first)
        provider.know("s-claim", preferred_username="renamed")
        assert come(site.visitor(), provider, "s-claim").status_code == 303, "from then on by the link"
        rival = come(site.visitor(), provider, "s-rival")
        assert (rival.status_code, "已经连接了另一个" in said(rival)) == (422, True)


def test_a_closed_account_is_not_opened_by_a_provider(site: Signing, provider: RunningProvider) -> None:
    connected(site, provider)
    account = site.keeper.named("001")
    assert account is not None
    site.keeper.close(account.id, by=CONSOLE)
    answer = come(site.visitor(), provider, "s-1")
    assert (answer.status_code, "已停用" in said(answer)) == (422, True)


def test_an_identity_is_connected_to_who_asked_for_it_and_to_one_account(
    site: Signing, provider: RunningProvider
) -> None:
    connected(site, provider)
    site.made("002")
    other = site.signed_in("002")
    taken = connect(other, provider, "s-1")
    assert (taken.status_code, "已经连接了一个账号" in said(taken)) == (422, True)
    asked = provider.sign_in(led(leaving(other)), "s-2")
    other.fill("/desk/account", "/logout")
    gone = back(other, asked)
    assert (gone.status_code, "登录已经变了" in said(gone)) == (422, True)


def test_disconnecting_signs_out_whom_it_signed_in(site: Signing, provider: RunningProvider) -> None:
    owner = connected(site, provider)
    elsewhere = site.visitor()
    come(elsewhere, provider, "s-1")
    assert elsewhere.get("/desk/account").status_code == 200
    assert owner.fill("/desk/account", "/desk/account/links/drop", password=OWN).status_code == 303
    assert elsewhere.get("/desk/account").status_code == 303
    assert come(site.visitor(), provider, "s-1").status_code == 422


def test_signing_out_offers_to_sign_out_there_too(site: Signing, provider: RunningProvider) -> None:
    connected(site, provider)
    visitor = site.visitor()
    come(visitor, provider, "s-1")
    page = visitor.fill("/desk/account", "/logout")
    assert f"{provider.issuer}/oauth2/end_session?client_id=desk" in page.text
    assert visitor.get("/desk/account").status_code == 303
    by_password = site.signed_in("001", OWN)
    assert "end_session" not in by_password.fill("/desk/account", "/logout").text


def test_new_keys_of_the_provider_are_found(registered_url: str) -> None:
    with running_provider() as provider, site_with(registered_url, provider) as site:
        connected(site, provider)
        metadata = site.app.state.provider._metadata
        before = metadata._keys
        provider.stop()
        provider.start()
        metadata._keys_at -= 60
        answer = come(site.visitor(), provider, "s-1")
        assert answer.status_code == 303, said(answer)
        assert metadata._keys is not before


@pytest.mark.parametrize(
    ("off_s", "status"), [(-100, 303), (100, 303), (3600 + 100, 303), (3600 + 200, 422), (-1000, 422)]
)
def test_clocks_may_differ_a_little(site: Signing, provider: RunningProvider, off_s: int, status: int) -> None:
    connected(site, provider)
    oidc = OidcSettings(issuer=provider.issuer, client_id="desk", client_secret=HUSH)

    def now() -> int:
        return int(SystemClock().now().timestamp()) + off_s

    site.app.state.provider = Provider(
        oidc, site.keeper, redirect_uri=f"{URL}/oidc/callback", home=f"{URL}/login", now=now
    )
    assert come(site.visitor(), provider, "s-1").status_code == status


def test_a_provider_that_does_not_answer_keeps_nobody_from_his_password(registered_url: str) -> None:
    with site_with(registered_url, RunningProvider(port=9)) as site:
        site.made("001")
        visitor = site.visitor()
        answer = visitor.get("/oidc/start")
        assert (answer.status_code, "现在没有应答" in said(answer)) == (422, True)
        assert visitor.sign_in("001", OWN).status_code == 303


def test_an_issuer_is_reached_over_https_but_on_this_machine() -> None:
    with pytest.raises(ValueError, match="https"):
        OidcSettings(issuer="http://login.example.gov.cn", client_id="desk", client_secret=HUSH)


def test_a_site_without_provider_has_none_of_its_pages(registered_url: str) -> None:
    with signing_site(registered_url) as site:
        assert site.visitor().get("/oidc/start").status_code == 404
        assert "统一认证" not in site.visitor().page("/login").text
