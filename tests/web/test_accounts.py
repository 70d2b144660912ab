"""管理 · 账号: what a keeper of accounts does through the pages, and what nobody may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup

from case_desk import REGISTER
from signing_site import OWN, Signing, Visitor, said, signing_site
from zhifa.identity.accounts import CONSOLE

USERS = "/desk/admin/users"


@pytest.fixture
def site(registered_url: str) -> Iterator[Signing]:
    with signing_site(registered_url) as made:
        yield made


@pytest.fixture
def keeper(site: Signing) -> Visitor:
    """The browser of 管理员甲, who keeps accounts and handles no case."""
    site.made("管理员甲", administers=True)
    return site.signed_in("管理员甲")


def once(answer: Any) -> str:
    """The one-time password that a page shows."""
    assert answer.status_code == 200, said(answer)
    shown = BeautifulSoup(answer.text, "html.parser").select_one("code.token")
    assert shown is not None
    return shown.get_text()


def at(site: Signing, login_name: str) -> str:
    account = site.keeper.named(login_name)
    assert account is not None
    return f"{USERS}/{account.id}"


def kinds(site: Signing, login_name: str) -> list[tuple[str, str]]:
    account = site.keeper.named(login_name)
    assert account is not None
    return [(one.kind, one.by_name) for one in site.keeper.journal(site.agency_id, account_id=account.id)]


def act(visitor: Visitor, address: str, name: str, **typed: str) -> Any:
    return visitor.fill(address, f"{address}/{name}", **typed)


def test_an_account_is_made_with_a_one_time_password_and_its_holder_goes_on(site: Signing, keeper: Visitor) -> None:
    officer = next(one for one in site.officers if one.staff_number == "001")
    answer = keeper.fill(f"{USERS}/new", USERS, login_name="001", officer=officer.id)
    password = once(answer)
    assert password not in keeper.page(at(site, "001")).text
    newcomer = site.visitor()
    assert newcomer.sign_in("001", password).status_code == 303
    assert newcomer.get("/desk").headers["location"] == "/password"
    assert newcomer.fill("/password", "/password", old=password, new=OWN, again=OWN).status_code == 303
    assert "承办人甲" in newcomer.page("/desk/account").text
    assert ("made", "管理员甲") in kinds(site, "001")
    taken = keeper.fill(f"{USERS}/new", USERS, login_name="００1", officer="")
    assert (taken.status_code, "已有账号使用" in said(taken)) == (422, True)


def test_what_was_typed_stays_when_an_account_is_refused(keeper: Visitor) -> None:
    answer = keeper.fill(f"{USERS}/new", USERS, login_name="a b<script>", name="某人", administers="1")
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert "填报项“登录名”" in said(answer)
    assert page.find("input", {"name": "login_name"})["value"] == "a b<script>"  # type: ignore[index]
    assert page.find("input", {"name": "administers"}).has_attr("checked")  # type: ignore[union-attr]
    assert "<script>" not in answer.text.replace("<script src", "")


def test_only_those_who_keep_accounts_get_in(site: Signing) -> None:
    site.made("001")
    officer = site.signed_in("001")
    for address in (USERS, f"{USERS}/new", f"{USERS}/journal", at(site, "001")):
        assert officer.get(address).status_code == 403, address
    proof = officer.page("/desk/account").find("input", {"name": "proof"})["value"]  # type: ignore[index]
    for address in (USERS, f"{at(site, '001')}/grant", f"{at(site, '001')}/reset", f"{at(site, '001')}/officer"):
        assert officer.post(address, data={"proof": proof}).status_code == 403, address
    assert site.visitor().get(USERS).status_code == 303
    assert kinds(site, "001")[-1][0] == "made"


def test_who_loses_the_keeping_of_accounts_is_out_at_once(site: Signing, keeper: Visitor) -> None:
    page = keeper.page(f"{USERS}/new")
    account = site.keeper.named("管理员甲")
    assert account is not None
    site.keeper.withdraw(account.id, by=CONSOLE)
    assert keeper.get(USERS).status_code == 403
    assert keeper.submit(page, USERS, login_name="x1", name="某人").status_code == 403
    assert site.keeper.named("x1") is None


def test_accounts_of_another_agency_read_as_if_there_were_none(site: Signing, keeper: Visitor) -> None:
    told = json.loads(REGISTER.read_text(encoding="utf-8"))
    told["agency"]["name"] = "另一市生态环境局"
    site.desk.office.import_register(json.dumps(told, ensure_ascii=False))
    other = next(one for one in site.desk.office.registers() if one.agency.id != site.agency_id)
    theirs = site.keeper.make(other.agency.id, "their.keeper", by=CONSOLE, name="另一管理员", administers=True).account
    missing = keeper.get(f"{USERS}/00000000-0000-0000-0000-000000000000")
    found = keeper.get(f"{USERS}/{theirs.id}")
    assert (missing.status_code, found.status_code) == (404, 404)
    assert said(missing) == said(found)
    proof = keeper.page(USERS).find("input", {"name": "proof"})["value"]  # type: ignore[index]
    for name in ("close", "reset", "grant", "officer", "tokens", "lock"):
        assert keeper.post(f"{USERS}/{theirs.id}/{name}", data={"proof": proof}).status_code == 404, name
    assert "their.keeper" not in keeper.get(USERS).text + keeper.get(f"{USERS}/journal").text
    assert [one.kind for one in site.keeper.journal(other.agency.id)] == ["made"]


def test_closing_signs_out_and_revokes_and_reopening_brings_no_token_back(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    owner = site.signed_in("001")
    made = owner.fill(
        "/desk/account", "/desk/account/tokens", label="平台", grant="cases:read", days="30", password=OWN
    )
    token = once(made)
    address = at(site, "001")
    assert site.program(token).get("/api/v1/proof").status_code == 200
    assert act(keeper, address, "close").headers["location"] == f"{address}?done=close"
    assert owner.get("/desk/account").status_code == 303
    assert site.program(token).get("/api/v1/proof").status_code == 401
    assert "账号已停用" in said(site.visitor().sign_in("001", OWN))
    assert act(keeper, address, "reopen").status_code == 303
    assert site.program(token).get("/api/v1/proof").status_code == 401
    assert site.visitor().sign_in("001", OWN).status_code == 303


def test_locking_lasts_until_it_is_lifted_and_tokens_count_again(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    owner = site.signed_in("001")
    token = once(
        owner.fill("/desk/account", "/desk/account/tokens", label="平台", grant="cases:read", days="30", password=OWN)
    )
    address = at(site, "001")
    assert act(keeper, address, "lock").status_code == 303
    assert owner.get("/desk/account").status_code == 303
    assert site.program(token).get("/api/v1/proof").status_code == 401
    assert act(keeper, address, "unlock").status_code == 303
    assert site.program(token).get("/api/v1/proof").status_code == 200
    assert site.visitor().sign_in("001", OWN).status_code == 303


def test_a_keeper_lifts_the_delay_after_failed_sign_ins(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    for _ in range(6):
        site.visitor().sign_in("001", "wrong")
    address = at(site, "001")
    assert "连续登录失败" in keeper.page(address).text
    assert act(keeper, address, "unlock").status_code == 303
    assert site.visitor().sign_in("001", OWN).status_code == 303


def test_a_reset_password_signs_out_and_is_changed_at_once(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    owner = site.signed_in("001")
    password = once(act(keeper, at(site, "001"), "reset"))
    assert owner.get("/desk/account").status_code == 303
    assert site.visitor().sign_in("001", OWN).status_code == 422
    again = site.visitor()
    assert again.sign_in("001", password).status_code == 303
    assert again.get("/desk/cases").headers["location"].startswith("/password")
    assert ("password_set", "管理员甲") in kinds(site, "001")


def test_another_officer_ends_sessions_and_tokens(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    owner = site.signed_in("001")
    token = once(
        owner.fill("/desk/account", "/desk/account/tokens", label="平台", grant="cases:act", days="30", password=OWN)
    )
    address = at(site, "001")
    second = next(one for one in site.officers if one.staff_number == "002")
    assert act(keeper, address, "officer", officer=second.id).headers["location"] == f"{address}?done=officer"
    assert owner.get("/desk/account").status_code == 303
    assert site.program(token).get("/api/v1/proof").status_code == 401
    assert second.name in keeper.page(address).text
    refused = act(keeper, address, "officer", officer="nobody")
    assert (refused.status_code, "名录中今天没有此人" in said(refused)) == (422, True)


def test_nobody_changes_his_own_account_as_a_keeper(site: Signing) -> None:
    """A keeper who is an officer besides does not become another officer, nor the last one who is locked out."""
    site.made("001", administers=True)
    own = site.signed_in("001")
    address = at(site, "001")
    assert [one["action"] for one in own.page(address).find_all("form") if one["action"].startswith(address)] == []
    proof = own.page(address).find("input", {"name": "proof"})["value"]  # type: ignore[index]
    second = next(one for one in site.officers if one.staff_number == "002")
    for name in ("officer", "close", "lock", "withdraw", "reset"):
        answer = own.post(f"{address}/{name}", data={"proof": proof, "officer": second.id})
        assert (answer.status_code, "由另一个管理员" in said(answer)) == (422, True), name
    account = site.keeper.named("001")
    assert account is not None
    assert account.officer_id != second.id
    assert account.administers


def test_one_officer_has_one_account(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    site.made("002")
    first = next(one for one in site.officers if one.staff_number == "001")
    taken = keeper.fill(f"{USERS}/new", USERS, login_name="second", officer=first.id)
    assert (taken.status_code, "此人已有账号" in said(taken)) == (422, True)
    moved = act(keeper, at(site, "002"), "officer", officer=first.id)
    assert (moved.status_code, "此人已有账号" in said(moved)) == (422, True)
    act(keeper, at(site, "001"), "close")
    assert act(keeper, at(site, "002"), "officer", officer=first.id).status_code == 303
    back = act(keeper, at(site, "001"), "reopen")
    assert (back.status_code, "此人已有账号" in said(back)) == (422, True)


def test_a_keeper_sees_no_case(keeper: Visitor) -> None:
    assert keeper.get("/desk/cases").status_code == 403
    assert "账号" in keeper.page(USERS).text


def test_every_change_is_told_in_the_journal(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    address = at(site, "001")
    for name in ("lock", "unlock", "grant", "withdraw", "close", "reopen"):
        assert act(keeper, address, name).status_code == 303, name
    told = keeper.page(f"{USERS}/journal").text
    for label in ("锁定账号", "解除锁定", "授予账号管理", "收回账号管理", "停用账号", "恢复账号", "建立账号", "登录"):
        assert label in told
    assert {kind for kind, by in kinds(site, "001") if by == "管理员甲"} == {
        "reopened", "closed", "withdrawn", "granted", "unlocked", "locked"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["delete", "officer/x", "%00", "reset%2f"])
def test_what_cannot_be_done_is_not_found_or_refused(site: Signing, keeper: Visitor, name: str) -> None:
    site.made("001")
    proof = keeper.page(USERS).find("input", {"name": "proof"})["value"]  # type: ignore[index]
    assert keeper.post(f"{at(site, '001')}/{name}", data={"proof": proof}).status_code in (400, 404, 405)


def test_forms_of_another_site_change_no_account(site: Signing, keeper: Visitor) -> None:
    site.made("001")
    address = at(site, "001")
    assert keeper.post(f"{address}/close", data={}).status_code == 403
    proof = keeper.page(USERS).find("input", {"name": "proof"})["value"]  # type: ignore[index]
    crossed = keeper.post(f"{address}/close", data={"proof": proof}, headers={"Origin": "https://evil.test"})
    assert crossed.status_code == 403
    account = site.keeper.named("001")
    assert account is not None
    assert account.standing == "open"
