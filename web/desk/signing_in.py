"""Signing in and out, and changing one's password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.identity.door import Door
from zhifa.identity.errors import Crowded, IdentityError, KeepingRefused, SignInRefused
from zhifa.identity.passwords import LONGEST, SHORTEST
from zhifa.identity.sessions import Begun, Means
from zhifa.web.access import Recognised
from zhifa.web.desk.doormen import attended
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted
from zhifa.web.desk.provider import keeper_at, provider_of
from zhifa.web.desk.returning import leading, own_address
from zhifa.web.desk.session_cookie import caller_of, drop_session, secret_of, set_session
from zhifa.web.errors import NotSignedIn
from zhifa.web.person import Person

router = APIRouter()

_AGAIN_S: Final = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why nobody was let in: the page says it again beside its form."""

    text: str
    status: int
    again_s: str = ""


# --- in ----------------------------------------------------------------------------------------------------------------


@router.get("/login")
def login(request: Request) -> Response:
    """The page where one signs in; who has done so is led on."""
    keeper, then = keeper_at(request), own_address(request.query_params.get("next", ""))
    if keeper.by_session(secret_of(request)):
        return RedirectResponse(then, 303)
    return _login_page(request, then)


@router.post("/login")
async def signing_in(request: Request, form: Form) -> Response:
    """Look at name and password; a second factor is asked for on the next page.

    Who waits for his turn holds no thread, and who has it holds one of the few that are for this: no page waits for those who sign in.
    """

    def refused(told: IdentityError) -> Response:
        return _login_page(request, own_address(form.one("next")), refused=told, login_name=form.one("login_name"))

    def entered() -> Response:
        then, keeper = own_address(form.one("next")), keeper_at(request)
        try:
            begun = Door(keeper=keeper).password(form.one("login_name"), form.one("password"), caller_of(request))
        except (SignInRefused, Crowded) as told:
            return refused(told)
        before = keeper.sessions.of(secret_of(request))
        if before:  # the browser forgets it, so nobody else is to find it
            keeper.sessions.end(before[0].account_id, before[0].id)
        return _let_in(request, begun, leading("/login/code", then) if begun.half else then)

    return await attended(request, entered, crowded=refused)


@router.get("/login/code")
def code(request: Request) -> Response:
    """The page where the second factor is given; who has not given a password is led to where one does."""
    then = own_address(request.query_params.get("next", ""))
    if keeper_at(request).sessions.half(secret_of(request)) is None:
        return RedirectResponse(leading("/login", then), 303)
    return _code_page(request, then)


@router.post("/login/code")
async def giving_code(request: Request, form: Form) -> Response:
    """Look at the second factor."""

    def refused(told: IdentityError) -> Response:
        return _code_page(request, own_address(form.one("next")), refused=told)

    def entered() -> Response:
        door = Door(keeper=keeper_at(request))
        try:
            begun = door.second(secret_of(request), form.one("code"), caller_of(request))
        except (SignInRefused, Crowded) as told:
            return refused(told)
        return _let_in(request, begun, own_address(form.one("next")))

    return await attended(request, entered, crowded=refused)


def _let_in(request: Request, begun: Begun, address: str) -> Response:
    response = RedirectResponse(address, 303)
    set_session(request, response, begun)
    return response


def _login_page(
    request: Request, then: str, *, refused: IdentityError | None = None, login_name: str = ""
) -> HTMLResponse:
    provider = provider_of(request)
    return _page(
        request, "account/login.html", then, refused, login_name=login_name, provider=provider.label if provider else "",
        elsewhere=leading("/oidc/start", then),
    )  # fmt: skip


def _code_page(request: Request, then: str, *, refused: IdentityError | None = None) -> HTMLResponse:
    return _page(request, "account/code.html", then, refused)


def _page(request: Request, template: str, then: str, error: IdentityError | None, **told: object) -> HTMLResponse:
    refused = _refused(request, error) if error else None
    response = page(request, template, status=refused.status if refused else 200, next=then, refused=refused, **told)
    if refused and refused.again_s:
        response.headers["Retry-After"] = refused.again_s
    return response


def _refused(request: Request, error: IdentityError) -> Refused:
    if isinstance(error, Crowded):
        return Refused(text=str(error), status=503, again_s=_AGAIN_S)
    if isinstance(error, SignInRefused) and error.until:
        left = error.until - keeper_at(request).office.accounts.now()
        return Refused(text=error.text, status=429, again_s=str(int(left.total_seconds()) + 1))
    return Refused(text=str(error), status=422)


# --- out ---------------------------------------------------------------------------------------------------------------


@router.post("/logout")
def logout(request: Request) -> Response:
    """End the session; whoever has none is led to the same page."""
    keeper, secret = keeper_at(request), secret_of(request)
    found = keeper.sessions.of(secret) or keeper.sessions.half(secret)
    if found:
        keeper.sessions.end(found[0].account_id, found[0].id)
    request.state.person = None
    provider = provider_of(request)
    elsewhere = provider.end_address() if provider and found and found[0].means == "oidc" else ""
    response = page(request, "account/signed_out.html", elsewhere=elsewhere)
    drop_session(request, response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'  # cookies go one by one: the device stays known
    return response


# --- one's password ----------------------------------------------------------------------------------------------------


@router.get("/password")
def password(request: Request, person: Recognised) -> Response:
    """The page where one's password is changed; it comes of itself where somebody else set it."""
    return _password_page(request, person, own_address(request.query_params.get("next", "")))


@router.post("/password")
async def changing_password(request: Request, person: Recognised, form: Form) -> Response:
    """Change it, sign out everywhere, and go on here under a new session."""

    def refused(told: IdentityError) -> Response:
        return _password_page(request, person, own_address(form.one("next")), refused=told)

    def entered() -> Response:
        try:
            begun = _changed(request, form)
        except (KeepingRefused, SignInRefused, Crowded) as told:
            return refused(told)
        return _let_in(request, begun, own_address(form.one("next")))

    return await attended(request, entered, crowded=refused)


def _changed(request: Request, form: Posted) -> Begun:
    if form.one("new") != form.one("again"):
        raise KeepingRefused("again_other", "两次填写的新密码不同")
    keeper, known = keeper_at(request), keeper_at(request).by_session(secret_of(request))
    if known is None or known.session is None:
        raise NotSignedIn
    keeper.own_passwords.change(
        known.account.id, old=form.one("old"), new=form.one("new"), keeps_tokens=form.one("keep_tokens") == "1"
    )
    means = "password" if known.session.means == "oidc" else cast("Means", known.session.means)
    return Door(keeper=keeper).again(known.account.id, means, caller_of(request))


def _password_page(
    request: Request, person: Person, then: str, *, refused: IdentityError | None = None
) -> HTMLResponse:
    keeper, account_id = keeper_at(request), person.account_id or ""
    now = keeper.office.accounts.now()
    tokens = tuple(one.label for one in keeper.tokens.listed(account_id) if one.counts(now))
    return _page(
        request, "account/password.html", then, refused, due=person.due == "password", login_name=keeper.account(account_id).login_name,
        shortest=SHORTEST, longest=LONGEST, tokens=tokens,
    )  # fmt: skip
