"""我的账号: where one is signed in, the second factor, and tokens for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.identity.errors import KeepingRefused, SignInRefused
from zhifa.identity.grants import Grant
from zhifa.identity.keeper import Keeper
from zhifa.identity.tokens import LONGEST_DAYS
from zhifa.web.access import Signed
from zhifa.web.desk.doormen import doormen_of
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted
from zhifa.web.desk.provider import keeper_at, provider_of
from zhifa.web.errors import Forbidden
from zhifa.web.person import Person

router = APIRouter()

ADDRESS: Final = "/desk/account"
DONE: Final = {
    "signed_out": "那里的登录已经结束。",
    "all": "别处的登录都已结束。",
    "revoked": "令牌已经作废。",
    "unlinked": "统一认证身份已经解除，由它开始的登录都已结束。",
    "dropped": "动态口令已经取消，今后只凭密码登录。",
}
_USUAL_DAYS: Final = 90


@router.get(ADDRESS)
def account(request: Request, person: Signed) -> HTMLResponse:
    """The page."""
    return _page(request, person, done=DONE.get(request.query_params.get("done", ""), ""))


@router.post(f"{ADDRESS}/sessions/end")
def end_session(request: Request, person: Signed, form: Form) -> Response:
    """Sign out at one other browser, or at all others."""
    keeper, account_id = _own(request, person)
    one = form.one("session")
    if one:
        keeper.sessions.end(account_id, one)
        return _done("signed_out")
    keeper.sessions.end_others(account_id, but=person.session_id or "")
    return _done("all")


# --- the second factor -------------------------------------------------------------------------------------------------


@router.get(f"{ADDRESS}/factor")
def factor(request: Request, person: Signed) -> HTMLResponse:
    """A new secret for an authenticator; it counts when a code of it comes back."""
    keeper, account_id = _own(request, person)
    own = keeper.account(account_id)
    return page(request, "account/factor.html", offer=keeper.factor.offer(account_id, own.login_name), fault="")


@router.post(f"{ADDRESS}/factor")
def enrol(request: Request, person: Signed, form: Form) -> HTMLResponse:
    """Keep the secret, and show the recovery codes this once."""
    keeper, account_id = _own(request, person)
    sealed = form.one("sealed")
    try:
        codes = keeper.factor.enrol(account_id, sealed, form.one("code"))
    except KeepingRefused as refused:
        if refused.code != "code_wrong":
            raise
        offer = keeper.factor.offer_again(account_id, keeper.account(account_id).login_name, sealed)
        return page(request, "account/factor.html", status=422, offer=offer, fault=refused.text)
    return page(request, "account/codes.html", codes=codes, first=True)


@router.post(f"{ADDRESS}/factor/codes")
def renew_codes(request: Request, person: Signed) -> HTMLResponse:
    """Show new recovery codes this once; those before are worth nothing."""
    keeper, account_id = _own(request, person)
    return page(request, "account/codes.html", codes=keeper.factor.renew_codes(account_id), first=False)


@router.post(f"{ADDRESS}/factor/drop")
async def drop_factor(request: Request, person: Signed, form: Form) -> Response:
    """Sign in by password alone again; the password is asked, so that nobody does it at a desk that was left."""
    keeper, account_id = _own(request, person)

    def dropped() -> None:
        keeper.require_password(account_id, form.one("password"))
        keeper.factor.drop(account_id, by=account_id)

    return await _proved(request, person, dropped, "dropped")


# --- tokens ------------------------------------------------------------------------------------------------------------


@router.post(f"{ADDRESS}/tokens")
def make_token(request: Request, person: Signed, form: Form) -> HTMLResponse:
    """Issue a token and show it this once."""
    keeper, account_id = _own(request, person)
    try:
        issued = keeper.tokens.make(
            account_id, label=form.one("label"), grants=asked_grants(form), days=asked_days(form), by=account_id
        )
    except KeepingRefused as refused:
        return _page(request, person, fault=refused.text, typed=form.flat, chosen=form.every("grant"))
    return page(request, "account/token.html", issued=issued, ends=moment(issued.token.expires_at), back=ADDRESS)


@router.post(f"{ADDRESS}/tokens/revoke")
def revoke_token(request: Request, person: Signed, form: Form) -> Response:
    """End a token."""
    keeper, account_id = _own(request, person)
    keeper.tokens.revoke(account_id, form.one("token"), by=account_id)
    return _done("revoked")


def asked_grants(form: Posted) -> tuple[Grant, ...]:
    """The grants that were ticked. Raises :class:`KeepingRefused` for one that there is not."""
    known = frozenset(Grant)
    unknown = [one for one in form.every("grant") if one not in known]
    if unknown:
        raise KeepingRefused("grant_unknown", "填报项“权限”不合要求：没有这样的权限")
    return tuple(map(Grant, form.every("grant")))


def asked_days(form: Posted) -> int:
    """How many days were asked for; what is no number is none."""
    text = form.one("days")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


# --- parts -------------------------------------------------------------------------------------------------------------


_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser(agent: str) -> str:
    """What a browser says of itself, in two words; anything unusual as it is, shortened."""
    told = [next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, told)) or agent[:40]


def _own(request: Request, person: Person) -> tuple[Keeper, str]:
    keeper = keeper_at(request)
    if person.account_id is None or person.via != "session":
        raise Forbidden("no_account", "只有登录的账号才有这个页面")
    return keeper, person.account_id


async def _proved(request: Request, person: Person, work: Callable[[], None], done: str) -> Response:
    try:
        await doormen_of(request).attend(work)
    except (KeepingRefused, SignInRefused) as refused:
        return _page(request, person, fault=refused.text)
    return _done(done)


def _done(what: str) -> Response:
    return RedirectResponse(f"{ADDRESS}?done={what}", 303)


def _page(
    request: Request, person: Person, *, fault: str = "", done: str = "", typed: dict[str, str] | None = None, chosen: tuple[str, ...] = (),
) -> HTMLResponse:  # fmt: skip
    keeper, account_id = _own(request, person)
    now, provider = keeper.office.accounts.now(), provider_of(request)
    told: dict[str, Any] = {
        "account": keeper.account(account_id),
        "sessions": keeper.sessions.listed(account_id),
        "tokens": keeper.tokens.listed(account_id),
        "browser": browser,
        "links": keeper.links.of(account_id),
        "provider": provider.label if provider else "",
        "grants": tuple(Grant) if person.officer_id else (Grant.READ, Grant.REGISTERS, Grant.EVENTS),
        "now": now,
        "moment": moment,
        "usual_days": _USUAL_DAYS,
        "longest_days": LONGEST_DAYS,
    }
    return page(
        request,
        "account/account.html",
        status=422 if fault else 200,
        fault=fault,
        done=done,
        typed=typed or {},
        chosen=chosen,
        **told,
    )
