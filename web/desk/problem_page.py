"""The page of a problem: what happened, every reason with its cure, and what was typed, to be sent again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from zhifa.web.desk.pages import page
from zhifa.web.problem import Problem
from zhifa.web.shell.proofs import FIELD, proof_to_send_again

SIGN_IN: Final = "/login"
SIGN_OUT: Final = "/logout"
PASSWORD: Final = "/password"  # noqa: S105 - an address
_LEADS: Final = {"password_due": PASSWORD, "factor_due": "/desk/account/factor"}
"""Where one does what comes first."""
_SECRETS: Final = ("password", "secret", "token", "code", FIELD)
"""Names of fields, or ends of them, that are never shown again."""
_OF_SECRETS: Final = (SIGN_IN, PASSWORD)
"""Where addresses begin on which passwords and codes are typed: nothing of those forms is shown again, whatever its fields are called."""
_AGAIN: Final = frozenset({"not_signed_in", "proof_missing", "proof_wrong", "internal"})
"""Problems after which the very same may be sent again."""


def problem_page(request: Request, problem: Problem) -> Response:
    """The problem as a page. Who is not signed in and only reads is led to where one signs in, and back."""
    leads = SIGN_IN if problem.status == 401 else _LEADS.get(problem.code)
    if leads and request.method in ("GET", "HEAD"):
        return _to(leads, request)
    if problem.status == 403 and request.url.path == SIGN_OUT and getattr(request.state, "person", None) is None:
        return RedirectResponse(SIGN_IN, 303)  # who wishes to sign out, and has been already
    if problem.status >= 500 and not hasattr(request.state, "person"):
        request.state.person = None  # to ask who it is may be what failed
    secret = request.url.path.startswith(_OF_SECRETS)
    kept = () if secret else tuple(_kept(request.scope.get("zhifa.form")))
    again = bool(kept) and (problem.code in _AGAIN or problem.status in (503, 507))
    answer = page(
        request, "problem.html", status=problem.status, problem=problem, kept=kept, again=again, sign_in=SIGN_IN,
        again_proof=proof_to_send_again(request) if again else "",
        request_id=request.scope.get("zhifa.request_id", ""),
    )  # fmt: skip
    for name, value in problem.headers.items():
        answer.headers[name] = value
    return answer


def _to(leads: str, request: Request) -> Response:
    """To a page that leads back here."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = leads if asked in ("/", "/desk") else f"{leads}?next={quote(asked, safe='')}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=200, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def _kept(form: FormData | None) -> Iterator[tuple[str, str]]:
    """What was typed, by field; neither secrets nor files."""
    for name, value in form.multi_items() if form else ():
        hidden = name.lower() in _SECRETS or name.lower().endswith(_SECRETS[:3])
        if isinstance(value, str) and not hidden:
            yield name, value
