"""Accounts as rows: who may sign in, who is signed in, who failed to, and what programs are recognised by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from zhifa.storage.account_statements import CHANGED, AccountStatements
from zhifa.storage.channel import Change, Channel, Query
from zhifa.storage.errors import AccountMoved
from zhifa.storage.records import (
    AccountEntryRecord,
    AccountRecord,
    IdentityLinkRecord,
    LoginAttemptRecord,
    SessionRecord,
    TokenRecord,
)

PAGE: Final = 200
"""Rows on a page, if nobody says otherwise."""
NEWEST: Final = ("9999-12-31T23:59:59.999Z", "")
"""The place before the newest entry."""

_BEYOND: Final = "g"
"""Behind every hexadecimal digit."""
_SESSION = len(SessionRecord._fields)
_TOKEN = len(TokenRecord._fields)


class AccountRows:
    """The accounts, sessions, tokens and links in one transaction."""

    def __init__(self, channel: Channel, sql: AccountStatements) -> None:
        self._channel = channel
        self._sql = sql

    # ── accounts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def account(self, account_id: str) -> AccountRecord | None:
        """The account of this id."""
        return self._account(self._sql.account, account_id)

    def named(self, login_name: str) -> AccountRecord | None:
        """The account of this login name."""
        return self._account(self._sql.named, login_name)

    def of_officer(self, officer_id: str) -> AccountRecord | None:
        """The account of this officer that is not closed."""
        return self._account(self._sql.of_officer, officer_id)

    def of_agency(self, agency_id: str, *, after: str = "", page: int = PAGE) -> tuple[AccountRecord, ...]:
        """A page of the accounts of an agency beyond the login name ``after``, by login name."""
        return tuple(map(AccountRecord._make, self._rows(self._sql.of_agency, agency_id, after, page)))

    def count(self) -> int:
        """How many accounts there are."""
        counted: int = self._rows(self._sql.all_told)[0][0]
        return counted

    def make(self, record: AccountRecord) -> None:
        """Write a new account. Raises `AccountMoved` where its login name or its officer has one."""
        self._channel.change(Change(self._sql.make, (record,), partial(AccountMoved, record.id)))

    def change(self, record: AccountRecord) -> None:
        """Write what may change of an account that stands at the record's version. Raises `AccountMoved` when it does no more."""
        new = (*(getattr(record, name) for name in CHANGED), record.id, record.version)
        self._channel.change(Change(self._sql.change, (new,), partial(AccountMoved, record.id)))

    def hold(self, record: AccountRecord) -> None:
        """Have the account stand still until the transaction ends. Raises `AccountMoved` when it is not at the record's version any more."""
        self._channel.change(Change(self._sql.hold, ((record.id, record.version),), partial(AccountMoved, record.id)))

    def note(self, *entries: AccountEntryRecord) -> None:
        """Append to the journal of accounts."""
        self._channel.change(Change(self._sql.note, entries))

    def entries(
        self, agency_id: str, *, account_id: str = "", before: tuple[str, str] = NEWEST, page: int = PAGE
    ) -> tuple[AccountEntryRecord, ...]:
        """A page of the journal of an agency, or of one account of it, beyond the (time, id) ``before``, the newest first."""
        asked = (agency_id, account_id, account_id, *before, page)
        return tuple(map(AccountEntryRecord._make, self._rows(self._sql.entries, *asked)))

    # ── sessions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def session(self, digest: str) -> tuple[SessionRecord, AccountRecord] | None:
        """The session of this digest and its account, ended or not."""
        found = self._rows(self._sql.session, digest)
        return (SessionRecord(*found[0][:_SESSION]), AccountRecord(*found[0][_SESSION:])) if found else None

    def sessions(self, account_id: str) -> tuple[SessionRecord, ...]:
        """The sessions of an account, the last seen first."""
        return tuple(map(SessionRecord._make, self._rows(self._sql.sessions, account_id)))

    def begin(self, record: SessionRecord) -> None:
        """Write a new session, and delete those of anybody that had ended before it began."""
        self._channel.run(self._sql.prune_sessions, (record.created_at,))
        self._channel.change(Change(self._sql.begin_session, (record,)))

    def see(self, digest: str, at: str) -> None:
        """Note when a session was last used."""
        self._channel.run(self._sql.see_session, (at, digest))

    def end(self, account_id: str, session_id: str) -> int:
        """Delete one session of an account, and say how many that were."""
        return self._channel.run(self._sql.end_session, (account_id, session_id))

    def end_all(self, account_id: str, *, but: str = "") -> int:
        """Delete the sessions of an account, except one, and say how many those were."""
        return self._channel.run(self._sql.end_sessions, (account_id, but))

    # ── failed sign-ins ─────────────────────────────────────────────────────────────────────────────────────────────

    def attempt(self, digest: str) -> LoginAttemptRecord | None:
        """The counter of this digest."""
        found = self._rows(self._sql.attempt, digest)
        return LoginAttemptRecord._make(found[0]) if found else None

    def count_attempt(self, record: LoginAttemptRecord, *, before: int | None) -> None:
        """Write a counter that stood at ``before`` failures, or was not there. Raises `AccountMoved` when another counted first."""
        moved = partial(AccountMoved, record.digest)
        new = (record.failures, record.last_at, record.until, record.digest, before)
        first = Change(self._sql.first_attempt, (record,), moved)
        self._channel.change(first if before is None else Change(self._sql.count_attempt, (new,), moved))

    def attempts_of(self, name: str) -> tuple[LoginAttemptRecord, ...]:
        """The counters whose digest begins with this half."""
        return tuple(map(LoginAttemptRecord._make, self._rows(self._sql.attempts_of, name, name + _BEYOND)))

    def forget_attempt(self, digest: str) -> int:
        """Delete a counter, and say how many that were."""
        return self._channel.run(self._sql.forget_attempt, (digest,))

    def forget_attempts_of(self, name: str) -> int:
        """Delete the counters whose digest begins with this half, likewise."""
        return self._channel.run(self._sql.forget_attempts_of, (name, name + _BEYOND))

    def forget_attempts_from(self, place: str) -> int:
        """Delete the counters whose digest ends with this half, likewise."""
        return self._channel.run(self._sql.forget_attempts_from, (place,))

    def prune_attempts(self, before: str) -> int:
        """Delete the counters whose last failure was before then."""
        return self._channel.run(self._sql.prune_attempts, (before,))

    # ── tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def token(self, digest: str) -> tuple[TokenRecord, AccountRecord] | None:
        """The token of this digest and its account, whether it still counts or not."""
        found = self._rows(self._sql.token, digest)
        return (TokenRecord(*found[0][:_TOKEN]), AccountRecord(*found[0][_TOKEN:])) if found else None

    def tokens(self, account_id: str) -> tuple[TokenRecord, ...]:
        """The tokens of an account, the newest first, with those that ended."""
        return tuple(map(TokenRecord._make, self._rows(self._sql.tokens, account_id)))

    def make_token(self, record: TokenRecord) -> None:
        """Write a new token."""
        self._channel.change(Change(self._sql.make_token, (record,)))

    def use_token(self, token_id: str, day: str) -> None:
        """Note the day on which a token was last used."""
        self._channel.run(self._sql.use_token, (day, token_id))

    def revoke(self, token_id: str, at: str) -> int:
        """End a token, and say whether it had not ended before."""
        return self._channel.run(self._sql.revoke_token, (at, token_id))

    def revoke_all(self, account_id: str, at: str) -> int:
        """End the tokens of an account, and say how many those were."""
        return self._channel.run(self._sql.revoke_tokens, (at, account_id))

    # ── links ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def link(self, issuer: str, subject: str) -> IdentityLinkRecord | None:
        """The link of somebody whom a provider vouches for."""
        found = self._rows(self._sql.link, issuer, subject)
        return IdentityLinkRecord._make(found[0]) if found else None

    def links(self, account_id: str) -> tuple[IdentityLinkRecord, ...]:
        """The links of an account."""
        return tuple(map(IdentityLinkRecord._make, self._rows(self._sql.links, account_id)))

    def make_link(self, record: IdentityLinkRecord) -> None:
        """Write a link. Raises `AccountMoved` where that subject has one."""
        self._channel.change(Change(self._sql.make_link, (record,), partial(AccountMoved, record.account_id)))

    def drop_link(self, account_id: str, link_id: str) -> int:
        """Delete a link of an account, and say whether there was one."""
        return self._channel.run(self._sql.drop_link, (account_id, link_id))

    def _account(self, sql: str, key: str) -> AccountRecord | None:
        found = self._rows(sql, key)
        return AccountRecord._make(found[0]) if found else None

    def _rows(self, sql: str, *parameters: str | int) -> Sequence[tuple[Any, ...]]:
        return self._channel.rows(Query(sql, parameters))[0]
