"""The process of a provider: `oidc-provider-mock` (Authlib's own server), which besides holds clients to their proof key (PKCE)."""

from __future__ import annotations

import base64
import hashlib
import sys
from typing import Any

import oidc_provider_mock._app as mock
from authlib.oauth2.rfc6749.errors import InvalidGrantError
from werkzeug.serving import make_server

_CHALLENGES: dict[str, str] = {}


class WithProofKey(mock.AuthorizationCodeGrant):
    """Exchanges a code for whoever knows the verifier of its challenge, once."""

    def save_authorization_code(self, code: str, request: Any) -> None:
        super().save_authorization_code(code, request)
        if request.payload.data.get("code_challenge_method") != "S256":
            raise InvalidGrantError("no proof key")
        _CHALLENGES[code] = request.payload.data["code_challenge"]

    def validate_token_request(self) -> None:
        super().validate_token_request()
        told = self.request.form
        digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != _CHALLENGES.pop(told["code"]):
            raise InvalidGrantError("the proof key does not fit")


def main(port: int) -> None:
    """Serve until the process is ended."""
    mock.AuthorizationCodeGrant = WithProofKey  # type: ignore[misc]
    make_server("localhost", port, mock.app(require_nonce=True), threaded=True).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
