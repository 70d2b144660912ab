"""What an OIDC provider says of itself: where one is sent, where codes are exchanged, and by which keys it signs."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry, Token, decode

from zhifa.identity.errors import IdentityError

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "RS384", "RS512", "PS384", "PS512", "EdDSA")
"""Signatures by keys that the provider alone has: neither none nor one by a secret that is shared."""
SKEW_S: Final = 120
"""Seconds by which the clocks of the two may differ."""

_TIMEOUT_S: Final = 10
_KEPT_S: Final = 3600.0
_KEYS_AGAIN_S: Final = 10.0
_LARGEST: Final = 512 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """A provider that vouches for people, as it is set in the settings of a site."""

    issuer: str
    """As the provider names itself; over https, but on this machine."""
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "统一认证"
    """What the button on the sign-in page calls it."""
    scope: str = "openid profile"
    claim: str = "preferred_username"
    match: Literal["never", "login_name", "staff_number"] = "never"
    """Whether somebody who comes for the first time is taken for the account whose login name, or whose officer's staff number, the claim tells.
    Only for a provider where nobody chooses the claim himself; otherwise people connect their accounts when signed in."""
    agency: str | None = None
    """Id or name of the agency whose people alone are found so; ``None``: of any, and a staff number that several officers bear finds nobody."""

    def __post_init__(self) -> None:
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError(f"oidc.issuer={self.issuer}: 应为 https 地址")
        if self.match not in ("never", "login_name", "staff_number"):
            raise ValueError(f"oidc.match={self.match}: 应为 never、login_name、staff_number 之一")


class ProviderFailed(IdentityError):
    """The provider cannot be reached, or what it says cannot be believed; the words are for a log, not for who signs in."""


class Metadata:
    """What a provider published of itself, kept for an hour; its keys are asked for again when it signs by a new one."""

    def __init__(self, settings: OidcSettings, *, redirect_uri: str) -> None:
        self.settings = settings
        self._redirect_uri = redirect_uri
        self._lock = threading.Lock()
        self._told: dict[str, Any] = {}
        self._told_at = float("-inf")
        self._keys: KeySet | None = None
        self._keys_at = float("-inf")

    def address(self, name: str) -> str:
        """One of its addresses, such as ``token_endpoint``. Raises :class:`ProviderFailed`."""
        found = self._discovered().get(name)
        if not isinstance(found, str):
            raise ProviderFailed(f"{self.settings.issuer}: no {name} in its configuration")
        return found

    def client(self) -> Any:
        """A client (``OAuth2Client``) to speak with it; to be closed."""
        return OAuth2Client(
            self.settings.client_id, self.settings.client_secret, scope=self.settings.scope, redirect_uri=self._redirect_uri,
            code_challenge_method="S256", timeout=_TIMEOUT_S, follow_redirects=False,
        )  # fmt: skip

    def exchanged(self, code: str, verifier: str) -> str:
        """The id token for a code. Raises :class:`ProviderFailed`."""
        try:
            with self.client() as client:
                told = client.fetch_token(
                    self.address("token_endpoint"), grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except (OAuthError, ValueError, _http_error()) as error:
            raise ProviderFailed(f"{self.settings.issuer}: the code was not exchanged: {error}") from error
        token = told.get("id_token")
        if not isinstance(token, str):
            raise ProviderFailed(f"{self.settings.issuer}: no id_token")
        return token

    def claims(self, id_token: str, *, nonce: str, now: int) -> dict[str, Any]:
        """What a token of its says, once signature, issuer, audience, times and nonce are right. Raises :class:`ProviderFailed`."""
        rules = JWTClaimsRegistry(
            now=now, leeway=SKEW_S, iss={"essential": True, "value": self.settings.issuer}, exp={"essential": True}, iat={"essential": True},
            sub={"essential": True}, aud={"essential": True, "value": self.settings.client_id}, nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            claims = self._decoded(id_token).claims
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            raise ProviderFailed(f"{self.settings.issuer}: the id_token is not to be believed: {error}") from error
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self.settings.client_id:
            raise ProviderFailed(f"{self.settings.issuer}: the id_token is for another party")
        return claims

    def _decoded(self, id_token: str) -> Token:
        try:
            return decode(id_token, self._signing_keys(), algorithms=ALGORITHMS)
        except (InvalidKeyIdError, BadSignatureError):  # a key that is newer than what we know
            return decode(id_token, self._signing_keys(anew=True), algorithms=ALGORITHMS)

    def _discovered(self) -> dict[str, Any]:
        with self._lock:
            if time.monotonic() - self._told_at > _KEPT_S:
                told = self._fetched(self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
                if told.get("issuer") != self.settings.issuer:
                    raise ProviderFailed(f"{self.settings.issuer}: names itself {told.get('issuer')!r}")
                self._told, self._told_at = told, time.monotonic()
            return self._told

    def _signing_keys(self, *, anew: bool = False) -> KeySet:
        address = self.address("jwks_uri")
        with self._lock:
            age = time.monotonic() - self._keys_at
            if self._keys is None or age > _KEPT_S or (anew and age > _KEYS_AGAIN_S):
                self._keys, self._keys_at = _key_set(self._fetched(address), address), time.monotonic()
            return self._keys

    def _fetched(self, address: str) -> dict[str, Any]:
        try:
            with self.client() as client:
                answer = client.request("GET", address, withhold_token=True)
                told = answer.json() if answer.status_code == 200 and len(answer.content) <= _LARGEST else None
        except (ValueError, _http_error()) as error:
            raise ProviderFailed(f"{address}: {error}") from error
        if not isinstance(told, dict):
            raise ProviderFailed(f"{address}: answered {answer.status_code}, or nothing of use")
        return told


def _key_set(told: dict[str, Any], address: str) -> KeySet:
    try:
        return KeySet.import_key_set({"keys": list(told["keys"])})
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise ProviderFailed(f"{address}: no keys of use: {error}") from error


def _http_error() -> type[Exception]:
    """What the HTTP library of the client raises, whichever of its generations that is."""
    for base in OAuth2Client.__mro__:
        if base.__module__.partition(".")[0] in ("httpx", "httpx2"):
            module = __import__(base.__module__.partition(".")[0])
            found: type[Exception] = module.HTTPError
            return found
    return OSError
