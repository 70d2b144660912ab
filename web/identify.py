"""Who asks, where zhifa keeps the accounts itself: a session by its cookie, a program by its token."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from fastapi import Request

from zhifa.identity.known import Known
from zhifa.web.access import site_of
from zhifa.web.person import Due, Person
from zhifa.web.settings import Settings

if TYPE_CHECKING:
    from zhifa.identity.keeper import Keeper

_BARE: Final = "zhifa"


def cookie_name(settings: Settings) -> str:
    """What the cookie of a session is called: over HTTPS so that no other host or path can set it."""
    return f"__Host-{_BARE}" if over_https(settings) else _BARE


def over_https(settings: Settings) -> bool:
    """Whether people reach the site over HTTPS."""
    return settings.public_url.startswith("https://")


def identify(request: Request) -> Person | None:
    """The standard hook of a site with a keeper.

    To the API a token speaks, and where one is given it alone: a wrong one is not made good by a cookie. To the desk only a session does.
    """
    site = site_of(request)
    if site.keeper is None:
        return None
    if request.scope.get("zhifa.api") and "authorization" in request.headers:
        return _by_token(site.keeper, request.headers["authorization"])
    known = site.keeper.by_session(request.cookies.get(cookie_name(site.settings), ""))
    return replace(_person(known), due=_due(known, site.settings)) if known else None


def _by_token(keeper: Keeper, header: str) -> Person | None:
    scheme, _, text = header.partition(" ")
    known = keeper.by_token(text.strip()) if scheme.casefold() == "bearer" else None
    return _person(known) if known else None


def _due(known: Known, settings: Settings) -> Due | None:
    """What comes first for one who signed in by password; whom a provider vouched for, it has asked for whatever there is to ask."""
    if known.session is None or known.session.means == "oidc":
        return None
    if known.account.must_change:
        return "password"
    return "factor" if settings.second_factor == "required" and not known.account.second_factor else None


def _person(known: Known) -> Person:
    return Person(
        agency_id=known.account.agency_id,
        officer_id=known.officer.id if known.officer else None,
        name=known.name,
        via="token" if known.token else "session",
        account_id=known.account.id,
        administers=known.account.administers and known.token is None,
        grants=known.grants,
        session_id=known.session.id if known.session else None,
    )
