"""我的账号: where one is signed in, and tokens for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from zhifa.identity.errors import KeepingRefused
from zhifa.identity.grants import Grant
from zhifa.web.access import Signed
from zhifa.web.desk.moments import moment
from zhifa.web.desk.own_account import ADDRESS, Own, account_page, confirmed, done, own_of
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form, Posted

router = APIRouter()


@router.get(ADDRESS)
def account(request: Request, _: Signed) -> Response:
    """The page."""
    return account_page(request, own_of(request))


@router.post(f"{ADDRESS}/sessions/end")
def end_session(request: Request, _: Signed, form: Form) -> Response:
    """Sign out at one other browser, or at all others."""
    own, one = own_of(request), form.one("session")
    if one:
        own.keeper.sessions.end(own.id, one)
        return done("signed_out")
    own.keeper.sessions.end_others(own.id, but=own.session.id)
    return done("all")


@router.post(f"{ADDRESS}/tokens")
async def make_token(request: Request, _: Signed, form: Form) -> Response:
    """Issue a token and show it this once."""

    def issued(own: Own) -> Response:
        made = own.keeper.tokens.make(
            own.id, label=form.one("label"), grants=asked_grants(form), days=asked_days(form), by=own.id
        )
        return page(request, "account/token.html", issued=made, ends=moment(made.token.expires_at), back=ADDRESS)

    return await confirmed(request, form, issued)


@router.post(f"{ADDRESS}/tokens/revoke")
def revoke_token(request: Request, _: Signed, form: Form) -> Response:
    """End a token."""
    own = own_of(request)
    own.keeper.tokens.revoke(own.id, form.one("token"), by=own.id)
    return done("revoked")


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
