"""Signing in by an OIDC provider: authorization code with PKCE, state and nonce; the account is found by link."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from zhifa.engine.clock import SystemClock
from zhifa.identity.accounts import folded
from zhifa.identity.errors import SignInRefused
from zhifa.identity.hand import Unsealed
from zhifa.identity.keeper import Keeper
from zhifa.identity.oidc_provider import Metadata, OidcSettings, ProviderFailed

WITHIN_S: Final = 600
"""Seconds that somebody may take at the provider."""
_PURPOSE: Final = "oidc"
_NOT_KNOWN: Final = "没有与此身份对应的账号；先用密码登录，在“我的账号”连接统一认证身份，或者找管理员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody sent to the provider."""

    address: str
    sealed: str
    """What the browser keeps until it comes back; it reads nothing of it."""
    kept_s: int = WITHIN_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Somebody who came back."""

    account_id: str
    then: str
    connected: bool
    """He was signed in and has connected the identity; no session begins."""


class Provider:
    """One provider of one site. Safe to share between threads."""

    def __init__(
        self,
        settings: OidcSettings,
        keeper: Keeper,
        *,
        redirect_uri: str,
        home: str,
        now: Callable[[], int] | None = None,
    ) -> None:
        """``home``: where people are led after they signed out there. ``now``: seconds since 1970, of the machine's clock unless a test says so."""
        self.label = settings.label
        self._settings = settings
        self._keeper = keeper
        self._home = home
        self._metadata = Metadata(settings, redirect_uri=redirect_uri)
        self._now = now or _machine

    def start(self, then: str, *, connects: str = "") -> Leaving:
        """Send somebody there, to come back to ``then``; ``connects``: the account of one who is signed in and connects it.

        Raises :class:`SignInRefused` when the provider does not answer.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        try:
            with self._metadata.client() as client:
                address, _ = client.create_authorization_url(
                    self._metadata.address("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier
                )
        except ProviderFailed as failed:
            raise SignInRefused("provider_failed", f"{self.label}现在没有应答，请稍后再试，或者用密码登录") from failed
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "then": then, "connects": connects}
        return Leaving(address=address, sealed=self._keeper.hand.seal(_PURPOSE, json.dumps(kept)))

    def finish(self, sealed: str, asked: Mapping[str, str], *, signed_in: str = "") -> Vouched:
        """Who came back with these parameters of the address; ``signed_in``: the account of the session in that browser.

        Raises :class:`SignInRefused` whatever is wrong, also when this browser was not sent there within ten minutes; :class:`KeepingRefused` when an
        identity cannot be connected.
        """
        kept = self._kept(sealed)
        if not hmac.compare_digest(asked.get("state", "").encode(), kept["state"].encode()):
            raise SignInRefused("state_wrong", "登录没有从本站开始，或者已经过时；请重新登录")
        if asked.get("iss", self._settings.issuer) != self._settings.issuer:
            raise SignInRefused("issuer_wrong", f"应答不是{self.label}发出的；请重新登录")
        if "code" not in asked:
            raise SignInRefused("denied", f"{self.label}没有同意登录；请重新登录，或者用密码登录")
        try:
            token = self._metadata.exchanged(asked["code"], kept["verifier"])
            claims = self._metadata.claims(token, nonce=kept["nonce"], now=self._now())
        except ProviderFailed as failed:
            raise SignInRefused(
                "provider_failed", f"{self.label}的应答不能确认，没有登录；请重新登录，或者用密码登录"
            ) from failed
        return self._vouched(kept, claims, signed_in)

    def end_address(self) -> str:
        """Where one signs out at the provider too; empty where it has no such page."""
        try:
            address = self._metadata.address("end_session_endpoint")
        except ProviderFailed:
            return ""
        told = {"client_id": self._settings.client_id, "post_logout_redirect_uri": self._home}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"

    def _kept(self, sealed: str) -> dict[str, str]:
        try:
            kept: dict[str, str] = json.loads(self._keeper.hand.open(_PURPOSE, sealed, within_s=WITHIN_S))
        except Unsealed as error:
            raise SignInRefused("state_wrong", "登录没有从本站开始，或者已经过时；请重新登录") from error
        return kept

    def _vouched(self, kept: dict[str, str], claims: dict[str, Any], signed_in: str) -> Vouched:
        issuer, subject = self._settings.issuer, str(claims["sub"])
        links = self._keeper.links
        if kept["connects"]:
            if kept["connects"] != signed_in:
                raise SignInRefused("session_other", "连接身份时登录已经变了；请重新登录后再连接")
            links.connect(signed_in, issuer, subject)
            return Vouched(account_id=signed_in, then=kept["then"], connected=True)
        account_id = links.account_id(issuer, subject)
        if account_id is None:
            account_id = self._named(str(claims.get(self._settings.claim, "")))
            links.connect_named(account_id, issuer, subject)
        return Vouched(account_id=account_id, then=kept["then"], connected=False)

    def _named(self, told: str) -> str:
        """The one open account that the claim names, where such are taken at all."""
        agencies = self._agencies()
        found = None
        if self._settings.match == "login_name":
            found = self._keeper.named(folded(told))
        elif self._settings.match == "staff_number" and told:
            found = self._keeper.of_staff_number(told, agencies)
        if found is None or found.standing != "open" or found.agency_id not in agencies:
            raise SignInRefused("no_account", _NOT_KNOWN)
        return found.id

    def _agencies(self) -> frozenset[str]:
        """Those whose people are found by a claim."""
        asked, every = self._settings.agency, (one.agency for one in self._keeper.office.registers())
        return frozenset(one.id for one in every if asked in (None, one.id, one.name))


def _machine() -> int:
    """The provider's tokens are of this very moment, whatever day the office plays."""
    return int(SystemClock().now().timestamp())
