"""Accounts on both databases: each change is one transaction with its journal, and of two at once one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest

from case_desk import Desk
from signing_site import CALLER, OWN, SECRET, cheap
from zhifa.engine.office import Office
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.door import Caller, Door
from zhifa.identity.errors import AccountUnknown, Crowded, KeepingRefused, SignInRefused
from zhifa.identity.grants import Grant
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper
from zhifa.storage.errors import AccountMoved, LockedRow


@pytest.fixture
def desk(migrated_url: str) -> Iterator[Desk]:
    with Desk(migrated_url) as desk:
        yield desk


@pytest.fixture
def keeper(desk: Desk) -> Keeper:
    return Keeper(desk.office, cheap(), Hand(SECRET))


@pytest.fixture
def agency_id(desk: Desk) -> str:
    return desk.office.registers()[0].agency.id


@pytest.fixture
def account_id(keeper: Keeper, agency_id: str, desk: Desk) -> str:
    """The account of 承办人甲, with a password of her own."""
    made = keeper.make(agency_id, "001", by=CONSOLE, officer_id=desk.ids["承办人甲"])
    keeper.own_passwords.change(made.account.id, old=made.password, new=OWN)
    return made.account.id


def signed_in(keeper: Keeper, name: str = "001", password: str = OWN) -> str:
    return Door(keeper=keeper).password(name, password, CALLER).secret


def kinds(keeper: Keeper, agency_id: str, account_id: str) -> set[str]:
    return {one.kind for one in keeper.journal(agency_id, account_id=account_id)}


def test_an_account_goes_its_whole_way(keeper: Keeper, agency_id: str, account_id: str, desk: Desk) -> None:
    secret = signed_in(keeper)
    known = keeper.by_session(secret)
    assert known is not None
    assert (known.name, known.account.login_name) == ("承办人甲", "001")
    token = keeper.tokens.make(account_id, label="平台", grants={Grant.ACT, Grant.READ}, days=30, by=account_id)
    told = keeper.by_token(token.text)
    assert told is not None
    assert told.grants == {Grant.ACT, Grant.READ}
    keeper.links.connect(account_id, "https://login.example", "s-1")
    assert keeper.links.account_id("https://login.example", "s-1") == account_id

    keeper.close(account_id, by=CONSOLE)
    assert keeper.by_session(secret) is None
    assert keeper.by_token(token.text) is None
    keeper.reopen(account_id, by=CONSOLE)
    keeper.connect(account_id, desk.ids["承办人乙"], by=CONSOLE)
    keeper.links.drop(account_id, keeper.links.of(account_id)[0].id, by=CONSOLE)
    found = keeper.by_session(signed_in(keeper))
    assert found is not None
    assert found.name == "承办人乙"
    assert keeper.by_token(token.text) is None
    assert kinds(keeper, agency_id, account_id) == {
        "made", "password_changed", "signed_in", "token_made", "linked", "closed", "reopened", "officer_changed", "unlinked"
    }  # fmt: skip


def test_what_is_refused_leaves_nothing_behind(keeper: Keeper, agency_id: str, account_id: str) -> None:
    before = keeper.journal(agency_id)
    with pytest.raises(KeepingRefused, match="已有账号使用"):
        keeper.make(agency_id, "００1", by=CONSOLE, name="某人")
    with pytest.raises(KeepingRefused, match="只有管理账号的人"):
        keeper.close(account_id, by=account_id)
    with pytest.raises(KeepingRefused, match="没有停用"):
        keeper.reopen(account_id, by=CONSOLE)
    with pytest.raises(AccountUnknown):
        keeper.close("00000000-0000-0000-0000-000000000000", by=CONSOLE)
    with pytest.raises(KeepingRefused, match="没有这个机关"):
        keeper.make("00000000-0000-0000-0000-000000000000", "x9", by=CONSOLE)
    assert keeper.journal(agency_id) == before
    assert keeper.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE zf_account_entry SET by_name = '别人'",
        "DELETE FROM zf_account_entry",
        "DELETE FROM zf_account",
        "UPDATE zf_account SET login_name = 'other'",
        "UPDATE zf_account SET agency_id = 'other'",
        "UPDATE zf_token SET grants = 'cases:act'",
        "UPDATE zf_token SET expires_at = '9999'",
        "UPDATE zf_token SET officer_id = NULL",
        "DELETE FROM zf_token",
        "UPDATE zf_identity_link SET account_id = 'other'",
    ],
)
def test_the_database_itself_keeps_the_journal_and_what_tokens_are(
    desk: Desk, keeper: Keeper, account_id: str, statement: str
) -> None:
    keeper.tokens.make(account_id, label="平台", grants={Grant.READ}, days=30, by=account_id)
    keeper.links.connect(account_id, "https://login.example", "s-1")
    with pytest.raises(LockedRow), desk.office._database.write() as store:
        store._channel.run(statement)


def test_of_two_changes_at_once_one_is_told_so(desk: Desk, account_id: str) -> None:
    with desk.office._database.read() as store:
        row = store.accounts.account(account_id)
    assert row is not None
    with desk.office._database.write() as store:
        store.accounts.change(row._replace(name="先"))
    with pytest.raises(AccountMoved), desk.office._database.write() as store:
        store.accounts.change(row._replace(name="后"))
    with desk.office._database.read() as store:
        after = store.accounts.account(account_id)
    assert after is not None
    assert (after.name, after.version) == ("先", row.version + 1)


def test_a_new_password_waits_for_a_session_that_is_just_beginning_and_ends_it(
    desk: Desk, keeper: Keeper, account_id: str
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with desk.office.accounts.write() as store:
            row = store.accounts.account(account_id)
            assert row is not None
            store.accounts.hold(row)
            changing = pool.submit(keeper.own_passwords.change, account_id, old=OWN, new="另外一句话 九条鱼 77")
            assert not wait([changing], timeout=0.3).done
            begun = keeper.sessions.begin(store, row, means="password", address="", agent="")
        changing.result()
    assert keeper.by_session(begun.secret) is None


def test_failures_are_lifted_by_name_or_by_address(desk: Desk, keeper: Keeper, account_id: str) -> None:
    def barred(name: str, address: str) -> bool:
        try:
            Door(keeper=keeper).password(name, "wrong", Caller(address=address))
        except SignInRefused as refused:
            return refused.code == "locked_out"
        return False

    for address in ("192.0.2.1", "192.0.2.2"):
        assert [barred("001", address) for _ in range(6)] == [False] * 5 + [True]
    assert [barred("002", "192.0.2.1") for _ in range(6)] == [False] * 5 + [True]
    assert keeper.attempts.lift_address("192.0.2.1")
    assert [barred("001", "192.0.2.1"), barred("002", "192.0.2.1"), barred("001", "192.0.2.2")] == [False, False, True]
    assert keeper.unbar(account_id, by=CONSOLE)
    assert not barred("001", "192.0.2.2")
    assert keeper.attempts.barred_until("002") is None
    keeper.unbar(account_id, by=CONSOLE)
    assert not keeper.unbar(account_id, by=CONSOLE)
    assert "unbarred" in kinds(keeper, desk.office.registers()[0].agency.id, account_id)


def test_of_two_who_bring_the_same_code_at_once_one_is_let_in(
    desk: Desk, keeper: Keeper, account_id: str, migrated_url: str
) -> None:
    offer = keeper.factor.offer(account_id, "001")
    totp = pyotp.TOTP(offer.secret.replace(" ", ""))
    keeper.factor.enrol(account_id, offer.sealed, totp.at(desk.clock.now()))
    desk.clock.advance(timedelta(seconds=60))
    code, together = totp.at(desk.clock.now()), Barrier(2)
    halves = [Door(keeper=keeper).password("001", OWN, CALLER) for _ in range(2)]
    assert [one.half for one in halves] == [True, True]

    def bring(half: str) -> bool:
        with Office.open(migrated_url, clock=desk.clock) as office:
            door = Door(keeper=Keeper(office, cheap(), Hand(SECRET)))
            together.wait()
            try:
                return not door.second(half, code, CALLER).half
            except SignInRefused as refused:
                return refused.code not in ("code_wrong", "account_moved")

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(bring, (one.secret for one in halves))) == [False, True]


@pytest.mark.usefixtures("account_id")
def test_tries_of_many_processes_are_counted_as_one_row(desk: Desk, keeper: Keeper, migrated_url: str) -> None:
    offices = [Office.open(migrated_url, clock=desk.clock) for _ in range(4)]
    doors = [Door(keeper=Keeper(office, cheap(), Hand(SECRET))) for office in offices]

    def guess(number: int) -> str:
        try:
            doors[number % 4].password("001", "wrong", Caller(address=f"2001:db8::{number}"))
        except SignInRefused as refused:
            return refused.code
        except Crowded:
            return "crowded"
        return "in"

    try:
        with ThreadPoolExecutor(4) as pool:
            codes = list(pool.map(guess, range(12)))
    finally:
        for office in offices:
            office.close()
    assert codes.count("wrong") == 5
    assert "in" not in codes
    assert keeper.attempts.barred_until("001") is not None


def test_an_offer_of_a_second_factor_is_sealed_with_the_secret_of_the_site(
    desk: Desk, keeper: Keeper, account_id: str
) -> None:
    offer = keeper.factor.offer(account_id, "001")
    code = pyotp.TOTP(offer.secret.replace(" ", "")).at(desk.clock.now())
    stranger = Keeper(desk.office, cheap(), Hand(b"another secret, as long as it must be"))
    with pytest.raises(KeepingRefused, match="已经过时"):
        stranger.factor.enrol(account_id, offer.sealed, code)
    keeper.factor.enrol(account_id, offer.sealed, code)
    half = Door(keeper=keeper).password("001", OWN, CALLER)
    desk.clock.advance(timedelta(seconds=30))
    with pytest.raises(KeepingRefused, match="密钥已经更换"):
        Door(keeper=stranger).second(half.secret, "123456", CALLER)


def test_sessions_that_ended_are_swept_when_others_begin(desk: Desk, keeper: Keeper, account_id: str) -> None:
    for _ in range(3):
        signed_in(keeper)
    assert len(keeper.sessions.listed(account_id)) == 3
    desk.clock.advance(timedelta(hours=13))
    signed_in(keeper)
    with desk.office._database.read() as store:
        assert len(store.accounts.sessions(account_id)) == 1


def test_the_application_role_of_postgresql_may_do_all_of_it(migrated_postgres_url: str) -> None:
    from sqlalchemy import make_url

    from zhifa.storage.database import Database
    from zhifa.storage.migrate import grant_application_role

    with Desk(migrated_postgres_url) as desk:
        agency_id = desk.office.registers()[0].agency.id
    owner = Database.open(migrated_postgres_url)
    grant_application_role(owner, "zhifa_accounts_app")
    with owner.connection() as connection:
        connection.exec_driver_sql("ALTER ROLE zhifa_accounts_app LOGIN")
    owner.close()
    url = make_url(migrated_postgres_url).set(username="zhifa_accounts_app", password=None)
    with Office.open(url, clock=desk.clock) as office:
        keeper = Keeper(office, cheap(), Hand(SECRET))
        made = keeper.make(agency_id, "001", by=CONSOLE, officer_id=desk.ids["承办人甲"])
        keeper.own_passwords.change(made.account.id, old=made.password, new=OWN)
        with pytest.raises(SignInRefused):
            signed_in(keeper, "001", "wrong")
        keeper.sessions.end_others(made.account.id, but=signed_in(keeper))
        token = keeper.tokens.make(made.account.id, label="平台", grants={Grant.READ}, days=3, by=made.account.id)
        assert keeper.by_token(token.text) is not None
        keeper.tokens.revoke(made.account.id, token.token.id, by=made.account.id)
        keeper.links.connect(made.account.id, "https://login.example", "s-1")
        keeper.links.drop(made.account.id, keeper.links.of(made.account.id)[0].id, by=made.account.id)
        keeper.close(made.account.id, by=CONSOLE)
