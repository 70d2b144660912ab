"""API tokens: what they open, what they never open, and when they end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from signing_site import OWN, Signing, Visitor, said, signing_site
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.grants import Grant

TOKENS = "/desk/account/tokens"
WRONG = " ".join(("not", "the", "one"))


@pytest.fixture
def site(registered_url: str) -> Iterator[Signing]:
    with signing_site(registered_url) as made:
        made.made("001")
        yield made


def issue(visitor: Visitor, *grants: str, days: str = "30", label: str = "平台") -> Any:
    return visitor.fill("/desk/account", TOKENS, label=label, grant=list(grants), days=days, password=OWN)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, said(answer)
    shown = BeautifulSoup(answer.text, "html.parser").select_one("code.token")
    assert shown is not None
    return shown.get_text()


def test_a_token_is_shown_once_and_kept_as_a_digest(site: Signing) -> None:
    visitor = site.signed_in("001")
    text = text_of(issue(visitor, "cases:read"))
    assert text.startswith("zhifa_")
    assert len(text) >= 6 + 43
    page = visitor.page("/desk/account").text
    assert text not in page
    assert "平台" in page
    with site.desk.office._database.read() as store:
        token, _ = store.accounts.token(_digest(text)) or (None, None)
    assert token is not None
    assert text not in repr(token)
    assert token.created_by == token.account_id


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def test_a_token_speaks_to_the_api_and_never_to_the_desk(site: Signing) -> None:
    visitor = site.signed_in("001")
    program = site.program(text_of(issue(visitor, *Grant)))
    assert program.get("/api/v1/proof").status_code == 200
    for address in ("/desk", "/desk/cases", "/desk/account", "/desk/admin/users", "/password"):
        assert program.get(address).status_code in (303, 401), address
    assert program.post("/logout", data={}).status_code == 403
    assert program.post(TOKENS, data={"label": "x", "grant": "cases:read", "days": "1"}).status_code in (401, 403)


@pytest.mark.parametrize(
    "header",
    ["Bearer zhifa_wrong", "Bearer ", "Bearer", "Basic eDp5", "zhifa_x", "Bearer zhifa_" + "x" * 5000, "Bearer \xff"],
)
def test_a_wrong_token_is_answered_401_with_how_to_come(site: Signing, header: str) -> None:
    """Also beside a session: what a program says of itself is not made good by a cookie."""
    visitor = site.signed_in("001")
    answer = visitor.get(
        "/api/v1/proof", headers={"Authorization": header.encode("latin-1"), "Accept": "application/json"}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["code"] == "not_signed_in"


def test_a_token_has_the_grants_it_was_given_and_no_more(site: Signing) -> None:
    visitor = site.signed_in("001")
    known = site.keeper.by_token(text_of(issue(visitor, "registers:read")))
    assert known is not None
    assert known.grants == {Grant.REGISTERS}
    program = site.program(text_of(issue(visitor, "registers:read", label="只看名录")))
    refused = program.get("/api/v1/cases")
    assert refused.status_code == 403
    assert "cases:read" in refused.json()["detail"]
    assert refused.json()["code"] == "grant_missing"


def test_a_token_ends_on_its_day_and_when_it_is_revoked(site: Signing) -> None:
    visitor = site.signed_in("001")
    short, other = (text_of(issue(visitor, "cases:read", days=days, label=days)) for days in ("1", "2"))
    site.desk.clock.advance(timedelta(hours=23, minutes=59))
    assert site.program(short).get("/api/v1/proof").status_code == 200
    site.desk.clock.advance(timedelta(minutes=1))
    assert site.program(short).get("/api/v1/proof").status_code == 401
    assert site.program(other).get("/api/v1/proof").status_code == 200
    visitor = site.signed_in("001")
    assert visitor.fill("/desk/account", f"{TOKENS}/revoke").headers["location"] == "/desk/account?done=revoked"
    assert site.program(other).get("/api/v1/proof").status_code == 401


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"label": "", "grant": "cases:read", "days": "30"}, "应为1至64个可见字符"),
        ({"label": "x", "days": "30"}, "至少要有一项权限"),
        ({"label": "x", "grant": "cases:all", "days": "30"}, "没有这样的权限"),
        ({"label": "x", "grant": "cases:read", "days": "0"}, "应为1至366"),
        ({"label": "x", "grant": "cases:read", "days": "367"}, "应为1至366"),
        ({"label": "x", "grant": "cases:read", "days": "٣"}, "应为1至366"),
        ({"label": "x", "grant": "cases:read", "days": "9" * 400}, "应为1至366"),
        ({"label": "a\u202eb", "grant": "cases:read", "days": "30"}, "应为1至64个可见字符"),
    ],
)
def test_what_does_not_do_is_named_and_stays_typed(site: Signing, typed: dict[str, str], why: str) -> None:
    visitor = site.signed_in("001")
    answer = visitor.fill("/desk/account", TOKENS, **typed, password=OWN)
    assert (answer.status_code, why in said(answer)) == (422, True), said(answer)
    kept = BeautifulSoup(answer.text, "html.parser").find("input", {"name": "label"})
    assert kept["value"] == typed["label"]  # type: ignore[index]


def test_a_keeper_gives_no_token_to_act_in_anothers_name(site: Signing) -> None:
    site.made("管理员甲", administers=True)
    keeper = site.signed_in("管理员甲")
    account = site.keeper.named("001")
    assert account is not None
    address = f"/desk/admin/users/{account.id}"
    offered = {one["value"] for one in keeper.page(address).find_all("input", {"name": "grant"})}
    assert "cases:read" in offered
    assert offered & {"cases:act", "evidence:write"} == set()
    for grant in ("cases:act", "evidence:write"):
        refused = keeper.fill(address, f"{address}/tokens", label="x", grant=grant, days="30")
        assert (refused.status_code, "不能替别人发放" in said(refused)) == (422, True)
    text = text_of(keeper.fill(address, f"{address}/tokens", label="平台", grant="cases:read", days="30"))
    assert site.program(text).get("/api/v1/proof").status_code == 200
    made = next(one for one in site.keeper.journal(site.agency_id, account_id=account.id) if one.kind == "token_made")
    assert (made.by_name, made.told["grants"]) == ("管理员甲", "cases:read")
    owner = site.signed_in("001")
    assert owner.fill("/desk/account", f"{TOKENS}/revoke").status_code == 303
    assert site.program(text).get("/api/v1/proof").status_code == 401


def test_a_token_of_an_account_without_officer_acts_in_no_case(site: Signing) -> None:
    site.made("管理员甲", administers=True)
    keeper = site.signed_in("管理员甲")
    refused = issue(keeper, "cases:act")
    assert (refused.status_code, "没有连接名录中的人员" in said(refused)) == (422, True)
    known = site.keeper.by_token(text_of(issue(keeper, "registers:read")))
    assert known is not None
    program = site.program(text_of(issue(keeper, "registers:read", label="二")))
    assert program.get("/desk/admin/users").status_code in (303, 401)


@pytest.mark.parametrize("typed", ["", WRONG])
def test_nobody_issues_a_token_at_a_desk_that_was_left(site: Signing, typed: str) -> None:
    answer = site.signed_in("001").fill(
        "/desk/account", TOKENS, label="平台", grant="cases:act", days="30", password=typed
    )
    assert (answer.status_code, "现在的密码" in said(answer)) == (422, True), said(answer)
    assert site.keeper.tokens.listed(account_id(site)) == ()


def test_guessing_the_password_at_a_desk_that_was_left_ends_and_bars_nobody_from_signing_in(site: Signing) -> None:
    visitor = site.signed_in("001")
    codes = [visitor.fill("/desk/account", TOKENS, password=f"{WRONG} {number}").status_code for number in range(6)]
    assert codes == [422] * 5 + [429]
    assert issue(visitor, "cases:read").status_code == 429
    assert site.visitor().sign_in("001", OWN).status_code == 303


@pytest.mark.parametrize(("kept", "status"), [({}, 401), ({"keep_tokens": "1"}, 200)])
def test_tokens_end_with_the_password_unless_their_holder_keeps_them(
    site: Signing, kept: dict[str, str], status: int
) -> None:
    visitor = site.signed_in("001")
    assert visitor.page("/password").find("input", {"name": "keep_tokens"}) is None, "nothing to keep"
    text = text_of(issue(visitor, "cases:read"))
    box = visitor.page("/password").find("input", {"name": "keep_tokens"})
    assert box is not None
    assert not box.has_attr("checked")
    new = "另外一句话 九条鱼 77"
    assert visitor.fill("/password", "/password", old=OWN, new=new, again=new, **kept).status_code == 303
    assert site.program(text).get("/api/v1/proof").status_code == status
    assert ({"tokens": 1} in told_of(site, "password_changed")) is not bool(kept)


def test_tokens_end_with_a_password_that_somebody_else_set(site: Signing) -> None:
    text = text_of(issue(site.signed_in("001"), "cases:act"))
    site.keeper.reset_password(account_id(site), by=CONSOLE)
    assert site.program(text).get("/api/v1/proof").status_code == 401
    assert told_of(site, "password_set") == [{"tokens": 1}]


def told_of(site: Signing, kind: str) -> list[dict[str, Any]]:
    """What the journal tells of changes of this kind, the newest first."""
    entries = site.keeper.journal(site.agency_id, account_id=account_id(site))
    return [dict(one.told) for one in entries if one.kind == kind]


def account_id(site: Signing) -> str:
    account = site.keeper.named("001")
    assert account is not None
    return account.id


def test_who_left_the_register_is_asked_for_by_no_token(site: Signing) -> None:
    text = text_of(issue(site.signed_in("001"), "cases:read"))
    register = site.desk.office.agency_register(site.agency_id)
    today = site.desk.office.agenda.today
    actor = next((one for one in register.officers if "registrar" in register.roles(one, today)), None)
    site.desk.office.books.end(site.agency_id, "officer", "001", on=today, reason="调离", actor=actor)
    site.desk.clock.advance(timedelta(days=1))
    assert site.program(text).get("/api/v1/proof").status_code == 401


def test_the_day_of_its_last_use_is_told(site: Signing) -> None:
    visitor = site.signed_in("001")
    text = text_of(issue(visitor, "cases:read"))
    assert "没有用过" in visitor.page("/desk/account").text
    site.program(text).get("/api/v1/proof")
    assert "2026-03-02" in visitor.page("/desk/account").text
    assert "没有用过" not in visitor.page("/desk/account").text
