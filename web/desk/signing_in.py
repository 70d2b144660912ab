"""Signing in and out, and changing one's password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.identity.door import Door
from zhifa.identity.errors import Crowded, KeepingRefused, SignInRefused
from zhifa.identity.passwords import LONGEST, SHORTEST
from zhifa.identity.sessions import Begun
from zhifa.web.access import Recognised
from zhifa.web.desk.doormen import doormen_of
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.desk.provider import keeper_at, provider_of
from zhifa.web.desk.returning import leading, own_address
from zhifa.web.desk.session_cookie import caller_of, drop_session, secret_of, set_session
from zhifa.web.person import Person

router = APIRouter()

_AGAIN_S: Final = "5"
_STATUS: Final = {"locked_out": 429}


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
    return _login_page(request, then=then)


@router.post("/login")
async def signing_in(request: Request, form: Form) -> Response:
    """Look at name and password; a second factor is asked for on the next page.

    It runs on the loop, and the costly part on threads of its own: no page waits for those who sign in.
    """
    then, name, keeper = own_address(form.one("next")), form.one("login_name"), keeper_at(request)

    def entered() -> Begun:
        begun = Door(keeper=keeper).password(name, form.one("password"), caller_of(request))
        before = keeper.sessions.of(secret_of(request))
        if before:  # the browser forgets it, so nobody else is to find it
            keeper.sessions.end(before[0].account_id, before[0].id)
        return begun

    told = await _attended(request, entered)
    if isinstance(told, Refused):
        return _refused(_login_page(request, then=then, refused=told, login_name=name), told)
    return _let_in(request, told, leading("/login/code", then) if told.half else then)


@router.get("/login/code")
def code(request: Request) -> Response:
    """The page where the second factor is given; who has not given a password is led to where one does."""
    then = own_address(request.query_params.get("next", ""))
    if keeper_at(request).sessions.half(secret_of(request)) is None:
        return RedirectResponse(leading("/login", then), 303)
    return _code_page(request, then=then)


@router.post("/login/code")
async def giving_code(request: Request, form: Form) -> Response:
    """Look at the second factor."""
    then = own_address(form.one("next"))
    door = Door(keeper=keeper_at(request))
    told = await _attended(request, partial(door.second, secret_of(request), form.one("code"), caller_of(request)))
    if isinstance(told, Refused):
        return _refused(_code_page(request, then=then, refused=told), told)
    return _let_in(request, told, then)


async def _attended(request: Request, work: Callable[[], Begun]) -> Begun | Refused:
    try:
        return await doormen_of(request).attend(work)
    except SignInRefused as refused:
        status = _STATUS.get(refused.code, 422)
        left = refused.until - keeper_at(request).office.accounts.now() if refused.until else None
        return Refused(text=refused.text, status=status, again_s=str(int(left.total_seconds()) + 1) if left else "")
    except Crowded as crowded:
        return Refused(text=str(crowded), status=503, again_s=_AGAIN_S)


def _let_in(request: Request, begun: Begun, address: str) -> Response:
    response = RedirectResponse(address, 303)
    set_session(request, response, begun)
    return response


def _refused(response: HTMLResponse, refused: Refused) -> HTMLResponse:
    if refused.again_s:
        response.headers["Retry-After"] = refused.again_s
    return response


def _login_page(request: Request, *, then: str, refused: Refused | None = None, login_name: str = "") -> HTMLResponse:
    provider = provider_of(request)
    return page(
        request, "account/login.html", status=refused.status if refused else 200, next=then, refused=refused, login_name=login_name,
        provider=provider.label if provider else "", elsewhere=leading("/oidc/start", then),
    )  # fmt: skip


def _code_page(request: Request, *, then: str, refused: Refused | None = None) -> HTMLResponse:
    return page(request, "account/code.html", status=refused.status if refused else 200, next=then, refused=refused)


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
    return response


# --- one's password ----------------------------------------------------------------------------------------------------


@router.get("/password")
def password(request: Request, person: Recognised) -> Response:
    """The page where one's password is changed; it comes of itself where somebody else set it."""
    keeper_at(request)
    return _password_page(request, person, then=own_address(request.query_params.get("next", "")))


@router.post("/password")
async def changing_password(request: Request, person: Recognised, form: Form) -> Response:
    """Change it, sign out everywhere, and go on here under a new session."""
    then, keeper = own_address(form.one("next")), keeper_at(request)
    account_id = person.account_id or ""

    def changed() -> Begun:
        if form.one("new") != form.one("again"):
            raise KeepingRefused("again_other", "两次填写的新密码不同")
        keeper.change_password(account_id, old=form.one("old"), new=form.one("new"))
        return Door(keeper=keeper).again(account_id, "password", caller_of(request))

    try:
        told = await _attended(request, changed)
    except KeepingRefused as refused:
        told = Refused(text=refused.text, status=422)
    if isinstance(told, Refused):
        return _refused(_password_page(request, person, then=then, refused=told), told)
    return _let_in(request, told, then)


def _password_page(request: Request, person: Person, *, then: str, refused: Refused | None = None) -> HTMLResponse:
    return page(
        request, "account/password.html", status=refused.status if refused else 200, next=then, refused=refused,
        due=person.must_change_password, login_name=keeper_at(request).account(person.account_id or "").login_name, shortest=SHORTEST, longest=LONGEST,
    )  # fmt: skip
