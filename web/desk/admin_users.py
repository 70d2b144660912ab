"""管理 · 账号: who may sign in, with which officer each account goes, and what became of it. For those who keep accounts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.engine.accounts import NEWEST
from zhifa.engine.instants import instant_text, legal_day
from zhifa.engine.people import Officer
from zhifa.engine.register import Register
from zhifa.identity.accounts import STANDINGS, Account, AccountEntry
from zhifa.identity.errors import AccountUnknown, KeepingRefused
from zhifa.identity.grants import OWN_ONLY, Grant
from zhifa.identity.keeper import Keeper
from zhifa.identity.tokens import LONGEST_DAYS
from zhifa.web.access import Signed, site_of
from zhifa.web.desk.account import asked_days, asked_grants
from zhifa.web.desk.admin_access import own_register, require_administrator
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.desk.provider import keeper_at
from zhifa.web.errors import NotFound
from zhifa.web.person import Person

router = APIRouter()

ADDRESS: Final = "/desk/admin/users"
_PAGE: Final = 100
_GIVEN: Final = tuple(one for one in Grant if one not in OWN_ONLY)
"""What a keeper of accounts may give to a token of somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """A keeper of accounts at work in his own agency."""

    request: Request
    keeper: Keeper
    person: Person
    register: Register
    by: str
    """Id of his own account."""

    def account(self, account_id: str) -> Account:
        """One of the agency. Raises :class:`AccountUnknown`."""
        found = self.keeper.account(account_id)
        if found.agency_id != self.person.agency_id:
            raise AccountUnknown
        return found

    @property
    def officers(self) -> tuple[Officer, ...]:
        """Those on the register today, by staff number."""
        today = legal_day(self.keeper.office.accounts.now())
        present = (one for one in self.register.officers.values() if one.valid.holds(today))
        return tuple(sorted(present, key=lambda one: one.staff_number))

    def officer(self, account: Account) -> str:
        """The officer of an account as lists show him."""
        found = self.register.officers.get(account.officer_id or "")
        return f"{found.staff_number} {found.name}" if found else ""


def _keeping(request: Request, person: Signed) -> Keeping:
    """Raises :class:`Forbidden` for one who does not keep accounts, :class:`NotFound` where a host tells who asks."""
    keeper = keeper_at(request)
    require_administrator(person)
    if person.account_id is None:
        raise NotFound("本站的账号由所在的系统管理，没有这个页面")
    register = own_register(site_of(request), person)
    return Keeping(request=request, keeper=keeper, person=person, register=register, by=person.account_id)


Kept = Annotated[Keeping, Depends(_keeping)]


# --- reading -----------------------------------------------------------------------------------------------------------


@router.get(ADDRESS)
def users(kept: Kept) -> HTMLResponse:
    """The accounts of the agency, by login name."""
    after = kept.request.query_params.get("after", "")
    found = kept.keeper.of_agency(kept.person.agency_id, after=after, limit=_PAGE + 1)
    shown = found[:_PAGE]
    following = f"{ADDRESS}?{urlencode({'after': shown[-1].login_name})}" if len(found) > _PAGE else ""
    return _told(
        kept,
        "users/list.html",
        accounts=shown,
        first=ADDRESS if after else "",
        following=following,
        officer=kept.officer,
    )


@router.get(f"{ADDRESS}/new")
def new(kept: Kept) -> HTMLResponse:
    """The form of a new account."""
    return _new(kept, {})


@router.get(f"{ADDRESS}/journal")
def journal(kept: Kept) -> HTMLResponse:
    """Every change of an account or token, the newest first."""
    place = tuple(kept.request.query_params.get("before", "").split("/"))
    before = (place[0], place[1]) if len(place) == 2 else NEWEST
    found = kept.keeper.journal(kept.person.agency_id, before=before, limit=_PAGE + 1)
    shown = found[:_PAGE]
    following = f"{ADDRESS}/journal?{urlencode({'before': _place(shown[-1])})}" if len(found) > _PAGE else ""
    names = {one.id: one.login_name for one in kept.keeper.of_agency(kept.person.agency_id, limit=10_000)}
    return _told(
        kept, "users/journal.html", entries=shown, names=names, first=f"{ADDRESS}/journal" if before != NEWEST else "",
        following=following, told=_words,
    )  # fmt: skip


@router.get(f"{ADDRESS}/{{account_id}}")
def user(account_id: str, kept: Kept) -> HTMLResponse:
    """One account: what it is, what became of it, and what can be done."""
    return _user(kept, kept.account(account_id), done=DONE.get(kept.request.query_params.get("done", ""), ""))


# --- changing ----------------------------------------------------------------------------------------------------------


@router.post(ADDRESS)
def make(kept: Kept, form: Form) -> HTMLResponse:
    """Make an account, and show its one-time password this once."""
    officer_id = form.one("officer") or None
    try:
        made = kept.keeper.make(
            kept.person.agency_id, form.one("login_name"), by=kept.by, name=form.one("name") or None, officer_id=officer_id,
            administers=form.one("administers") == "1",
        )  # fmt: skip
    except KeepingRefused as refused:
        return _new(kept, form.flat, fault=refused.text)
    return _once(kept, made.account, made.password, reset=False)


@router.post(f"{ADDRESS}/{{account_id}}/reset")
def reset(account_id: str, kept: Kept) -> HTMLResponse:
    """Set a one-time password, and show it this once."""
    account = kept.account(account_id)
    try:
        password = kept.keeper.reset_password(account.id, by=kept.by)
    except KeepingRefused as refused:
        return _user(kept, account, fault=refused.text)
    return _once(kept, account, password, reset=True)


@router.post(f"{ADDRESS}/{{account_id}}/officer")
def connect(account_id: str, kept: Kept, form: Form) -> Response:
    """Make it the account of another officer, or of none."""
    officer_id = form.one("officer") or None
    return _changed(kept, account_id, "officer", lambda one: kept.keeper.connect(one, officer_id, by=kept.by))


@router.post(f"{ADDRESS}/{{account_id}}/tokens")
def make_token(account_id: str, kept: Kept, form: Form) -> HTMLResponse:
    """Issue a token of this account, and show it this once; none to act in its name."""
    account = kept.account(account_id)
    try:
        issued = kept.keeper.tokens.make(
            account.id, label=form.one("label"), grants=asked_grants(form), days=asked_days(form), by=kept.by
        )
    except KeepingRefused as refused:
        return _user(kept, account, fault=refused.text, typed=form.flat, chosen=form.every("grant"))
    return _told(kept, "account/token.html", issued=issued, ends=moment(issued.token.expires_at), back=_at(account.id))


@router.post(f"{ADDRESS}/{{account_id}}/tokens/revoke")
def revoke_token(account_id: str, kept: Kept, form: Form) -> Response:
    """End a token."""
    token = form.one("token")
    return _changed(kept, account_id, "revoked", lambda one: kept.keeper.tokens.revoke(one, token, by=kept.by))


@router.post(f"{ADDRESS}/{{account_id}}/{{act}}")
def change(account_id: str, act: str, kept: Kept) -> Response:
    """Close, reopen, lock, unlock, grant, withdraw, or drop the second factor. Raises :class:`NotFound` for anything else."""
    keeper = kept.keeper
    acts: Mapping[str, Callable[[str], None]] = {
        "close": lambda one: keeper.close(one, by=kept.by),
        "reopen": lambda one: keeper.reopen(one, by=kept.by),
        "lock": lambda one: keeper.lock(one, by=kept.by),
        "unlock": lambda one: keeper.unlock(one, by=kept.by),
        "grant": lambda one: keeper.grant(one, by=kept.by),
        "withdraw": lambda one: keeper.withdraw(one, by=kept.by),
        "factor": lambda one: keeper.factor.drop(one, by=kept.by),
    }
    if act not in acts:
        raise NotFound("没有这样的办理")
    return _changed(kept, account_id, act, acts[act])


DONE: Final = {
    "close": "账号已经停用，登录和令牌一并结束。",
    "reopen": "账号已经恢复。",
    "lock": "账号已经锁定，登录一并结束。",
    "unlock": "锁定已经解除。",
    "grant": "已授予账号管理。",
    "withdraw": "已收回账号管理。",
    "factor": "动态口令已经取消，今后只凭密码登录。",
    "officer": "所连人员已经更改，登录和令牌一并结束。",
    "revoked": "令牌已经作废。",
}


# --- parts -------------------------------------------------------------------------------------------------------------


def _changed(kept: Keeping, account_id: str, what: str, work: Callable[[str], None]) -> Response:
    account = kept.account(account_id)
    try:
        work(account.id)
    except KeepingRefused as refused:
        return _user(kept, account, fault=refused.text)
    return RedirectResponse(f"{_at(account.id)}?done={what}", 303)


def _at(account_id: str) -> str:
    return f"{ADDRESS}/{quote(account_id, safe='')}"


def _new(kept: Keeping, typed: Mapping[str, str], *, fault: str = "") -> HTMLResponse:
    taken = {
        one.officer_id for one in kept.keeper.of_agency(kept.person.agency_id, limit=10_000) if one.closed_at is None
    }
    free = tuple(one for one in kept.officers if one.id not in taken)
    return _told(kept, "users/new.html", status=422 if fault else 200, officers=free, typed=typed, fault=fault)


def _once(kept: Keeping, account: Account, password: str, *, reset: bool) -> HTMLResponse:
    title = "密码已经重设" if reset else "账号已经建立"
    return _told(
        kept, "users/once.html", account=account, password=password, headline=title, reset=reset, back=_at(account.id)
    )


def _user(
    kept: Keeping, account: Account, *, fault: str = "", done: str = "", typed: Mapping[str, str] | None = None, chosen: tuple[str, ...] = (),
) -> HTMLResponse:  # fmt: skip
    keeper = kept.keeper
    return _told(
        kept, "users/one.html", status=422 if fault else 200, account=account, own=account.id == kept.by, at=_at(account.id),
        officer=kept.officer(account), officers=kept.officers, sessions=keeper.sessions.listed(account.id),
        tokens=keeper.tokens.listed(account.id), entries=keeper.journal(account.agency_id, account_id=account.id, limit=50),
        barred=keeper.attempts.barred_until(account.login_name), grants=_GIVEN, now=keeper.office.accounts.now(), usual_days=90,
        longest_days=LONGEST_DAYS, fault=fault, done=done, typed=typed or {}, chosen=chosen, told=_words,
    )  # fmt: skip


def _told(kept: Keeping, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    return page(kept.request, template, status=status, moment=moment, standings=STANDINGS, address=ADDRESS, **context)


def _place(entry: AccountEntry) -> str:
    return f"{instant_text(entry.at)}/{entry.id}"


_LABELS: Final = {"tokens": "作废令牌", "label": "名称", "grants": "权限", "expires_at": "有效至", "means": "方式", "address": "来处", "name": "名称", "issuer": "认证方", "login_name": "登录名"}  # fmt: skip


def _words(entry: AccountEntry) -> str:
    """What an entry holds besides its kind, for people."""
    return "，".join(f"{_LABELS[name]} {value}" for name, value in entry.told.items() if value and name in _LABELS)
