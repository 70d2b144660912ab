"""The account of who asks: its page, and the showing anew that it is its holder before anything is changed by which he is recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.identity.accounts import Account
from zhifa.identity.errors import Crowded, KeepingRefused, SignInRefused
from zhifa.identity.grants import Grant
from zhifa.identity.keeper import Keeper
from zhifa.identity.sessions import Session
from zhifa.identity.tokens import LONGEST_DAYS
from zhifa.web.desk.doormen import attended
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Posted
from zhifa.web.desk.provider import keeper_at, provider_of
from zhifa.web.desk.session_cookie import secret_of
from zhifa.web.errors import Forbidden

ADDRESS: Final = "/desk/account"
DONE: Final = {
    "signed_out": "那里的登录已经结束。",
    "all": "别处的登录都已结束。",
    "revoked": "令牌已经作废。",
    "unlinked": "统一认证身份已经解除，由它开始的登录都已结束。",
    "dropped": "动态口令已经取消，今后只凭密码登录。",
}
_USUAL_DAYS: Final = 90
_FOR_ALL: Final = (Grant.READ, Grant.REGISTERS, Grant.EVENTS)
"""What the token of an account without officer may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Somebody signed in, and his account."""

    keeper: Keeper
    account: Account
    session: Session

    @property
    def id(self) -> str:
        """Of the account."""
        return self.account.id


def own_of(request: Request) -> Own:
    """Raises :class:`Forbidden` for one who did not sign in here, such as a person whom a host tells."""
    keeper = keeper_at(request)
    known = keeper.by_session(secret_of(request))
    if known is None or known.session is None:
        raise Forbidden("no_account", "只有登录的账号才有这个页面")
    return Own(keeper=keeper, account=known.account, session=known.session)


Refusal = Callable[[Own, KeepingRefused | SignInRefused], Response]
"""The page that says why something was not done, with what was typed."""


async def confirmed(
    request: Request,
    form: Posted,
    work: Callable[[Own], Response],
    *,
    refused: Refusal | None = None,
    abroad: bool = False,
) -> Response:
    """What ``work`` answers once the field ``password`` showed that it is the holder, not somebody at a desk that was left."""

    def attending() -> Response:
        own = own_of(request)
        try:
            own.keeper.own_passwords.confirm(own.session, form.one("password"))
            return work(own)
        except (KeepingRefused, SignInRefused) as told:
            return refused(own, told) if refused else account_page(request, own, refused=told, typed=form)

    def crowded(told: Crowded) -> Response:
        raise told

    return await attended(request, attending, crowded=crowded, abroad=abroad)


def status_of(refused: KeepingRefused | SignInRefused) -> int:
    """Of the page that says it."""
    return 429 if isinstance(refused, SignInRefused) and refused.until else 422


def done(what: str) -> Response:
    """Back to the page, which says that it was done."""
    return RedirectResponse(f"{ADDRESS}?done={what}", 303)


def account_page(
    request: Request, own: Own, *, refused: KeepingRefused | SignInRefused | None = None, typed: Posted | None = None
) -> HTMLResponse:
    """The page, with what was refused of it."""
    keeper, provider = own.keeper, provider_of(request)
    told: dict[str, Any] = {
        "account": own.account,
        "session": own.session,
        "sessions": keeper.sessions.listed(own.id),
        "tokens": keeper.tokens.listed(own.id),
        "browser": browser,
        "links": keeper.links.of(own.id),
        "provider": provider.label if provider else "",
        "grants": tuple(Grant) if own.account.officer_id else _FOR_ALL,
        "now": keeper.office.accounts.now(),
        "moment": moment,
        "usual_days": _USUAL_DAYS,
        "longest_days": LONGEST_DAYS,
        "fault": refused.text if refused else "",
        "done": "" if refused else DONE.get(request.query_params.get("done", ""), ""),
        "typed": typed.flat if typed and "label" in typed.texts else {},
        "chosen": typed.every("grant") if typed else (),
    }
    return page(request, "account/account.html", status=status_of(refused) if refused else 200, **told)


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
    return " · ".join(filter(None, (_first(_BROWSERS, agent), _first(_SYSTEMS, agent)))) or agent[:40]


def _first(marks: Sequence[tuple[str, str]], agent: str) -> str:
    return next((name for mark, name in marks if mark in agent), "")
