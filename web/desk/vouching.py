"""Signing in by an OIDC provider: sent there, and back again; and connecting an identity there with one's account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from zhifa.identity.door import Door
from zhifa.identity.errors import Crowded, IdentityError, KeepingRefused, SignInRefused
from zhifa.web.access import Signed, site_of
from zhifa.web.desk.doormen import attended
from zhifa.web.desk.own_account import ADDRESS, Own, confirmed, done
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.desk.provider import CALLBACK, keeper_at, provider_of
from zhifa.web.desk.returning import own_address
from zhifa.web.desk.session_cookie import caller_of, drop, keep, secret_of, set_session
from zhifa.web.errors import NotFound
from zhifa.web.identify import over_https

if TYPE_CHECKING:
    from zhifa.identity.oidc import Provider

router = APIRouter()


@router.get("/oidc/start")
async def start(request: Request) -> Response:
    """Send somebody to the provider."""

    def sent() -> Response:
        try:
            leaving = _provider(request).start(own_address(request.query_params.get("next", "")))
        except SignInRefused as refused:
            return _not_vouched(request, refused)
        response = RedirectResponse(leaving.address, 303)
        keep(request, response, _cookie(request), leaving.sealed, for_s=leaving.kept_s)
        return response

    return await attended(request, sent, crowded=lambda told: _not_vouched(request, told), abroad=True)


@router.get(CALLBACK)
async def callback(request: Request) -> Response:
    """Take somebody back from the provider. What was kept for him is gone with it: nobody comes back twice."""

    def came() -> Response:
        try:
            response = _taken_back(request)
        except (SignInRefused, KeepingRefused, Crowded) as refused:
            response = _not_vouched(request, refused)
        drop(request, response, _cookie(request))
        return response

    return await attended(request, came, crowded=lambda told: _not_vouched(request, told), abroad=True)


def _taken_back(request: Request) -> Response:
    provider, keeper = _provider(request), keeper_at(request)
    known = keeper.by_session(secret_of(request))
    sealed, asked = request.cookies.get(_cookie(request), ""), dict(request.query_params)
    vouched = provider.finish(sealed, asked, signed_in=known.account.id if known else "")
    if vouched.connected:
        return RedirectResponse(ADDRESS, 303)
    if known and known.session:
        keeper.sessions.end(known.account.id, known.session.id)
    response = RedirectResponse(own_address(vouched.then), 303)
    set_session(request, response, Door(keeper=keeper).vouched(vouched.account_id, caller_of(request)))
    return response


@router.post(f"{ADDRESS}/links/connect")
async def connect_link(request: Request, _: Signed, form: Form) -> Response:
    """Lead to the provider, to connect one's identity there with one's account. By a link, since no form may lead to another site."""

    def sent(own: Own) -> Response:
        provider = _provider(request)
        leaving = provider.start(ADDRESS, connects=own.id)
        response = page(request, "account/leaving.html", address=leaving.address, provider=provider.label)
        keep(request, response, _cookie(request), leaving.sealed, for_s=leaving.kept_s)
        return response

    return await confirmed(request, form, sent, abroad=True)


@router.post(f"{ADDRESS}/links/drop")
async def drop_link(request: Request, _: Signed, form: Form) -> Response:
    """Disconnect an identity from one's account."""

    def dropped(own: Own) -> Response:
        if not own.account.own_password:
            text = "这个账号没有自己设的密码，解除以后不能登录；先请管理员设一次性密码，登录后改成自己的"
            raise KeepingRefused("no_password", text)
        own.keeper.links.drop(own.id, form.one("link"), by=own.id)
        return done("unlinked")

    return await confirmed(request, form, dropped)


def _provider(request: Request) -> Provider:
    provider = provider_of(request)
    if provider is None:
        raise NotFound("本站没有设统一认证")
    return provider


def _not_vouched(request: Request, why: IdentityError) -> Response:
    return page(request, "account/not_vouched.html", status=422, why=str(why))


def _cookie(request: Request) -> str:
    return "__Host-zhifa_oidc" if over_https(site_of(request).settings) else "zhifa_oidc"
