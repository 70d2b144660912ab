"""The statements of accounts, sessions, counters of failed sign-ins, tokens and links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Delete,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql import ClauseElement

from zhifa.storage.tables import metadata

CHANGED = (
    "name", "officer_id", "administers", "password", "password_until", "must_change", "totp", "totp_step", "recovery", "locked_at", "closed_at",
)  # fmt: skip
"""The columns of an account that a change may write, in the order in which its statement binds them."""


class AccountStatements(NamedTuple):
    """SQL text by what it does."""

    account: str
    named: str
    of_officer: str
    of_agency: str
    all_told: str
    make: str
    change: str
    hold: str
    note: str
    entries: str
    session: str
    sessions: str
    begin_session: str
    see_session: str
    end_session: str
    end_sessions: str
    prune_sessions: str
    attempt: str
    first_attempt: str
    count_attempt: str
    attempts_of: str
    forget_attempt: str
    forget_attempts_of: str
    forget_attempts_from: str
    prune_attempts: str
    token: str
    tokens: str
    make_token: str
    use_token: str
    revoke_token: str
    revoke_tokens: str
    link: str
    links: str
    make_link: str
    drop_link: str


def account_statements(sql: Callable[[ClauseElement], str]) -> AccountStatements:
    """The statements, compiled by ``sql`` for one database."""
    account, session, attempt, token, link = map(
        _table, ("zf_account", "zf_session", "zf_login_attempt", "zf_token", "zf_identity_link")
    )
    return AccountStatements(
        account=sql(_by(account, "id")),
        named=sql(_by(account, "login_name")),
        of_officer=sql(_by(account, "officer_id").where(account.c.closed_at.is_(None))),
        of_agency=sql(_of_agency(account)),
        all_told=sql(select(func.count()).select_from(account)),
        make=sql(insert(account)),
        change=sql(_change(account)),
        hold=sql(_hold(account)),
        note=sql(insert(_table("zf_account_entry"))),
        entries=sql(_entries(_table("zf_account_entry"))),
        session=sql(_session(session, account)),
        sessions=sql(_by(session, "account_id").order_by(session.c.seen_at.desc(), session.c.id)),
        begin_session=sql(insert(session)),
        see_session=sql(_set(session, "seen_at", where=("digest",))),
        end_session=sql(_gone(session, "account_id", "id")),
        end_sessions=sql(_gone(session, "account_id").where(session.c.id != bindparam("but"))),
        prune_sessions=sql(delete(session).where(session.c.ends_at < bindparam("now"))),
        attempt=sql(_by(attempt, "digest")),
        first_attempt=sql(insert(attempt)),
        count_attempt=sql(_set(attempt, "failures", "last_at", "until", where=("digest", "failures"))),
        attempts_of=sql(select(attempt).where(*_begins(attempt))),
        forget_attempt=sql(_gone(attempt, "digest")),
        forget_attempts_of=sql(delete(attempt).where(*_begins(attempt))),
        forget_attempts_from=sql(delete(attempt).where(_ends(attempt))),
        prune_attempts=sql(delete(attempt).where(attempt.c.last_at < bindparam("before"))),
        token=sql(_token(token, account)),
        tokens=sql(_by(token, "account_id").order_by(token.c.created_at.desc(), token.c.id)),
        make_token=sql(insert(token)),
        use_token=sql(_set(token, "used_on", where=("id",))),
        revoke_token=sql(_revoke(token, "id")),
        revoke_tokens=sql(_revoke(token, "account_id")),
        link=sql(_by(link, "issuer", "subject")),
        links=sql(_by(link, "account_id").order_by(link.c.issuer, link.c.subject)),
        make_link=sql(insert(link)),
        drop_link=sql(_gone(link, "account_id", "id")),
    )


def _table(name: str) -> Table:
    return metadata.tables[name]


def _by(rows: Table, *columns: str) -> Select[Any]:
    return select(rows).where(*_are(rows, columns))


def _are(rows: Table, columns: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    return tuple(rows.c[name] == bindparam(f"{name}_") for name in columns)


def _gone(rows: Table, *columns: str) -> Delete:
    return delete(rows).where(*_are(rows, columns))


def _set(rows: Table, *columns: str, where: tuple[str, ...]) -> Update:
    return (
        update(rows)
        .ordered_values(*((rows.c[name], bindparam(f"new_{name}")) for name in columns))
        .where(*_are(rows, where))
    )


def _change(account: Table) -> Update:
    grown = (account.c.version, account.c.version + literal_column("1"))
    changed = update(account).ordered_values(*((account.c[name], bindparam(f"{name}_")) for name in CHANGED), grown)
    return changed.where(*_are(account, ("id", "version")))


def _of_agency(account: Table) -> Select[Any]:
    page = _by(account, "agency_id").where(account.c.login_name > bindparam("after"))
    return page.order_by(account.c.login_name).limit(bindparam("page", type_=Integer)).offset(literal_column("0"))


def _hold(account: Table) -> Update:
    """Changes nothing, and lets nobody else change the row before the transaction ends."""
    return (
        update(account).ordered_values((account.c.version, account.c.version)).where(*_are(account, ("id", "version")))
    )


def _begins(attempt: Table) -> tuple[ColumnElement[bool], ...]:
    return attempt.c.digest >= bindparam("half"), attempt.c.digest < bindparam("beyond")


def _ends(attempt: Table) -> ColumnElement[bool]:
    return func.substr(attempt.c.digest, literal_column("33")) == bindparam("half")


def _entries(entry: Table) -> Select[Any]:
    """An empty account asks for all of the agency; the newest first."""
    asked = or_(bindparam("account_") == literal_column("''"), entry.c.account_id == bindparam("account"))
    before = tuple_(entry.c.at, entry.c.id) < tuple_(bindparam("at_"), bindparam("id_"))
    page = _by(entry, "agency_id").where(asked, before).order_by(entry.c.at.desc(), entry.c.id.desc())
    return page.limit(bindparam("page", type_=Integer)).offset(literal_column("0"))


def _session(session: Table, account: Table) -> Select[Any]:
    both = select(session, account).join_from(session, account, account.c.id == session.c.account_id)
    return both.where(session.c.digest == bindparam("digest_"))


def _token(token: Table, account: Table) -> Select[Any]:
    both = select(token, account).join_from(token, account, account.c.id == token.c.account_id)
    return both.where(token.c.digest == bindparam("digest_"))


def _revoke(token: Table, owner: str) -> Update:
    return _set(token, "revoked_at", where=(owner,)).where(token.c.revoked_at.is_(None))
