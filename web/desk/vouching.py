"""Signing in by an OIDC provider: sent there, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from zhifa.identity.door import Door
from zhifa.identity.errors import Crowded, KeepingRefused, SignInRefused
from zhifa.identity.sessions import Begun
from zhifa.web.access import Signed, site_of
from zhifa.web.desk.doormen import doormen_of
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.desk.provider import CALLBACK, keeper_at, provider_of
from zhifa.web.desk.returning import own_address
from zhifa.web.desk.session_cookie import caller_of, secret_of, set_session
from zhifa.web.errors import NotFound
from zhifa.web.identify import over_https

if TYPE_CHECKING:
    from zhifa.identity.oidc import Provider, Vouched

router = APIRouter()

_WITHIN_S: Final = 600
_ACCOUNT: Final = "/desk/account"


@router.get("/oidc/start")
async def start(request: Request) -> Response:
    """Send somebody to the provider; who is signed in and asks for it connects his identity there with his account."""
    provider, keeper = _provider(request), keeper_at(request)
    then = own_address(request.query_params.get("next", ""))
    known = keeper.by_session(secret_of(request)) if request.query_params.get("connect") else None
    connects = known.account.id if known else ""
    try:
        leaving = await doormen_of(request, abroad=True).attend(lambda: provider.start(then, connects=connects))
    except (SignInRefused, Crowded) as refused:
        return _refused(request, str(refused))
    response = RedirectResponse(leaving.address, 303)
    secure = over_https(site_of(request).settings)
    response.set_cookie(
        _cookie(request), leaving.sealed, max_age=_WITHIN_S, path="/", httponly=True, samesite="lax", secure=secure
    )
    return response


@router.get(CALLBACK)
async def callback(request: Request) -> Response:
    """Take somebody back from the provider. What was kept for him is gone with it: nobody comes back twice."""
    provider, keeper = _provider(request), keeper_at(request)
    sealed, asked = request.cookies.get(_cookie(request), ""), dict(request.query_params)

    def came() -> tuple[Vouched, Begun | None]:
        known = keeper.by_session(secret_of(request))
        vouched = provider.finish(sealed, asked, signed_in=known.account.id if known else "")
        if vouched.connected:
            return vouched, None
        if known and known.session:
            keeper.sessions.end(known.account.id, known.session.id)
        return vouched, Door(keeper=keeper).vouched(vouched.account_id, caller_of(request))

    response: Response
    try:
        vouched, begun = await doormen_of(request, abroad=True).attend(came)
        response = RedirectResponse(_ACCOUNT if vouched.connected else own_address(vouched.then), 303)
        if begun:
            set_session(request, response, begun)
    except (SignInRefused, KeepingRefused, Crowded) as refused:
        response = _refused(request, str(refused))
    response.delete_cookie(
        _cookie(request), path="/", httponly=True, samesite="lax", secure=over_https(site_of(request).settings)
    )
    return response


@router.post(f"{_ACCOUNT}/links/drop")
def drop_link(request: Request, person: Signed, form: Form) -> Response:
    """Disconnect an identity from one's account."""
    keeper = keeper_at(request)
    account_id = person.account_id or ""
    if not keeper.account(account_id).has_password:
        raise KeepingRefused("no_password", "这个账号没有密码，解除以后不能登录；先请管理员设一次性密码")
    keeper.links.drop(account_id, form.one("link"), by=account_id)
    return RedirectResponse(f"{_ACCOUNT}?done=unlinked", 303)


def _provider(request: Request) -> Provider:
    provider = provider_of(request)
    if provider is None:
        raise NotFound("本站没有设统一认证")
    return provider


def _refused(request: Request, why: str) -> Response:
    return page(request, "account/not_vouched.html", status=422, why=why)


def _cookie(request: Request) -> str:
    return "__Host-zhifa_oidc" if over_https(site_of(request).settings) else "zhifa_oidc"
