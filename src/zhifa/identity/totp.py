"""The second factor: one-time codes of an authenticator (TOTP, RFC 6238), and recovery codes for when it is lost."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import segno
from pyotp import random_base32
from pyotp.totp import TOTP

from zhifa.engine.accounts import AccountRoom
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.identity.hand import Hand, Unsealed
from zhifa.identity.journal import account_for, entry, keeper_of, oneself
from zhifa.identity.sessions import Means
from zhifa.storage.records import AccountRecord

ISSUER: Final = "执法办案"
_STEP_S: Final = 30
_AROUND: Final = (-1, 0, 1)
"""Steps beside the present one whose code is taken: clocks of telephones go wrong by half a minute."""
_OFFER_S: Final = 15 * 60
_CODES: Final = 10
_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A secret that is shown once, to be put into an authenticator; it counts when a code of it comes back."""

    sealed: str
    """The secret as the form brings it back, closed to whom it is shown."""
    secret: str
    """In groups of four, to be typed."""
    picture: str
    """A QR code as SVG."""


class SecondFactor:
    """Offers, keeps and checks second factors. Safe to share between threads and processes."""

    def __init__(self, room: AccountRoom, hand: Hand) -> None:
        self._room = room
        self._hand = hand

    def offer(self, account_id: str, login_name: str) -> Offer:
        """A new secret for this account; nothing is kept of it yet."""
        return self._offered(account_id, login_name, random_base32())

    def offer_again(self, account_id: str, login_name: str, sealed: str) -> Offer:
        """The same secret once more, after a code that did not fit. Raises :class:`KeepingRefused` when it is too old."""
        return self._offered(account_id, login_name, self._opened(account_id, sealed))

    def enrol(self, account_id: str, sealed: str, code: str) -> tuple[str, ...]:
        """Keep the offered secret once a code of it came back, and answer the recovery codes, which are shown this once.

        Raises :class:`KeepingRefused` for an offer that is too old or another's, for a code that does not fit, and while a second factor stands.
        """
        secret, now = self._opened(account_id, sealed), self._room.now()
        step = _step(secret, code, now, after=None)
        if step is None:
            raise KeepingRefused(
                "code_wrong", "填报项“动态口令”不合要求：与刚才的密钥不符；核对手机的时间，填写现在显示的6位数字"
            )
        codes = _new_codes()
        with self._room.write() as store:
            row = store.accounts.account(account_id)
            if row is None:
                raise AccountUnknown
            if row.totp is not None:
                raise KeepingRefused("factor_stands", "已经启用了动态口令；要换验证器的，先取消再启用")
            kept = row._replace(
                totp=self._hand.seal(f"totp/{row.id}", secret), totp_step=step, recovery=self._digests(codes)
            )
            store.accounts.change(kept)
            store.accounts.note(entry(self._room, row, "factor_set", oneself(row), at=now))
        return codes

    def renew_codes(self, account_id: str) -> tuple[str, ...]:
        """Ten new recovery codes in the place of all before. Raises :class:`KeepingRefused` without a second factor."""
        codes = _new_codes()
        with self._room.write() as store:
            row = store.accounts.account(account_id)
            if row is None or row.totp is None:
                raise KeepingRefused("no_factor", "还没有启用动态口令，没有恢复码可发")
            store.accounts.change(row._replace(recovery=self._digests(codes)))
            store.accounts.note(entry(self._room, row, "recovery_made", oneself(row), at=self._room.now()))
        return codes

    def drop(self, account_id: str, *, by: str) -> None:
        """Have the account sign in by password alone again: by its holder, or by a keeper for one who lost everything.

        A keeper ends its sessions by it. Raises :class:`KeepingRefused`, :class:`AccountUnknown`.
        """
        with self._room.write() as store:
            row = store.accounts.account(account_id)
            if row is None:
                raise AccountUnknown
            own = by == row.id
            who = oneself(row) if own else keeper_of(store, by)
            row = account_for(store, account_id, who)
            if row.totp is None:
                raise KeepingRefused("no_factor", "这个账号没有启用动态口令")
            store.accounts.change(row._replace(totp=None, totp_step=None, recovery="[]"))
            if not own:
                store.accounts.end_all(row.id)
            store.accounts.note(entry(self._room, row, "factor_dropped", who, at=self._room.now()))

    def passed(self, row: AccountRecord, code: str) -> tuple[AccountRecord, Means] | None:
        """The row as it is to be written when the code is right and was not used before; a recovery code goes with its use."""
        told = "".join(char for char in code[:64] if char.isalnum()).casefold()
        if row.totp is None or not told:
            return None
        step = _step(self._secret(row), told, self._room.now(), after=row.totp_step)
        if step is not None:
            return row._replace(totp_step=step), "totp"
        left = json.loads(row.recovery)
        found = next((one for one in left if hmac.compare_digest(one, self._digest(told))), None)
        if found is None:
            return None
        return row._replace(recovery=json.dumps([one for one in left if one != found])), "recovery"

    def _secret(self, row: AccountRecord) -> str:
        try:
            return self._hand.open(f"totp/{row.id}", row.totp or "")
        except Unsealed as error:
            text = "站点的密钥已经更换，动态口令不能核对；请管理员取消这个账号的动态口令后重新启用"
            raise KeepingRefused("secret_changed", text) from error

    def _opened(self, account_id: str, sealed: str) -> str:
        try:
            return self._hand.open(f"totp-offer/{account_id}", sealed, within_s=_OFFER_S)
        except Unsealed as error:
            raise KeepingRefused("offer_old", "这个密钥已经过时，请重新开始启用动态口令") from error

    def _offered(self, account_id: str, login_name: str, secret: str) -> Offer:
        uri = TOTP(secret).provisioning_uri(name=login_name, issuer_name=ISSUER)
        picture = segno.make(uri, error="m").svg_inline(scale=4, border=4, light="white", title="动态口令的二维码")
        sealed = self._hand.seal(f"totp-offer/{account_id}", secret)
        groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return Offer(sealed=sealed, secret=groups, picture=picture)

    def _digests(self, codes: tuple[str, ...]) -> str:
        return json.dumps([self._digest(code.replace("-", "")) for code in codes])

    def _digest(self, code: str) -> str:
        return self._hand.digest("recovery", code)


def _step(secret: str, code: str, at: datetime, *, after: int | None) -> int | None:
    """The step whose code this is, later than the last that was used."""
    totp, now = TOTP(secret), int(at.timestamp()) // _STEP_S
    typed = code.replace(" ", "")
    if not (typed.isascii() and typed.isdigit()):
        return None
    steps = (now + near for near in _AROUND if after is None or now + near > after)
    return next((step for step in steps if hmac.compare_digest(totp.generate_otp(step), typed)), None)


def _new_codes() -> tuple[str, ...]:
    parts = (["".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2)] for _ in range(_CODES))
    return tuple("-".join(part) for part in parts)
