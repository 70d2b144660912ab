"""我的账号 · 动态口令: turning the second factor on and off, and new recovery codes."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from zhifa.identity.errors import KeepingRefused, SignInRefused
from zhifa.identity.totp import Offer
from zhifa.web.access import Signed, comes_first, recognised
from zhifa.web.desk.own_account import ADDRESS, Own, confirmed, done, own_of, status_of
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.desk.returning import HOME, own_address
from zhifa.web.person import Person

router = APIRouter()

_FACTOR: Final = f"{ADDRESS}/factor"


def _enrolling(request: Request) -> Person:
    """Whoever has a password of his own, with a second factor or not yet. Raises :class:`Forbidden`."""
    person = recognised(request)
    if person.due == "password":
        raise comes_first(person.due)
    return person


Enrolling = Annotated[Person, Depends(_enrolling)]


@router.get(_FACTOR)
def factor(request: Request, person: Enrolling) -> Response:
    """A new secret for an authenticator; it counts when a code of it comes back."""
    own = own_of(request)
    if own.account.second_factor:
        return RedirectResponse(ADDRESS, 303)
    offer = own.keeper.factor.offer(own.id, own.account.login_name)
    return _offered(request, person, offer, then=_then(request.query_params.get("next", "")))


@router.post(_FACTOR)
async def enrol(request: Request, person: Enrolling, form: Form) -> Response:
    """Keep the secret, and show the recovery codes this once."""
    sealed, then = form.one("sealed"), _then(form.one("next"))

    def enrolled(own: Own) -> Response:
        codes = own.keeper.factor.enrol(own.id, sealed, form.one("code"))
        return page(request, "account/codes.html", codes=codes, first=True, then=then)

    def refused(own: Own, told: KeepingRefused | SignInRefused) -> Response:
        offer = own.keeper.factor.offer_again(own.id, own.account.login_name, sealed)
        return _offered(request, person, offer, then=then, told=told)

    return await confirmed(request, form, enrolled, refused=refused)


@router.post(f"{_FACTOR}/codes")
async def renew_codes(request: Request, _: Signed, form: Form) -> Response:
    """Show new recovery codes this once; those before are worth nothing."""

    def renewed(own: Own) -> Response:
        codes = own.keeper.factor.renew_codes(own.id)
        return page(request, "account/codes.html", codes=codes, first=False, then=ADDRESS)

    return await confirmed(request, form, renewed)


@router.post(f"{_FACTOR}/drop")
async def drop_factor(request: Request, _: Signed, form: Form) -> Response:
    """Sign in by password alone again; where the site asks for a second factor, to set up another."""

    def dropped(own: Own) -> Response:
        own.keeper.factor.drop(own.id, by=own.id)
        return done("dropped")

    return await confirmed(request, form, dropped)


def _then(text: str) -> str:
    """Where one goes on: to the page that led here, else to one's account."""
    address = own_address(text)
    return ADDRESS if address == HOME and not text else address


def _offered(
    request: Request, person: Person, offer: Offer, *, then: str, told: KeepingRefused | SignInRefused | None = None
) -> HTMLResponse:
    return page(
        request, "account/factor.html", status=status_of(told) if told else 200, offer=offer, fault=told.text if told else "", next=then,
        due=person.due == "factor",
    )  # fmt: skip
