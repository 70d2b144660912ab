"""What a route is given: the site it runs in, and the person who asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Depends, Request

from zhifa.engine.office import Office
from zhifa.web.errors import Forbidden, NotSignedIn
from zhifa.web.person import Due, Grant, Person
from zhifa.web.settings import Settings

if TYPE_CHECKING:
    from zhifa.engine.reader import Reader
    from zhifa.identity.keeper import Keeper

Identify = Callable[[Request], "Person | None"]
"""The hook of a host: who asks, by the host's own means; ``None``: nobody."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """One office on the web. Safe to share between threads."""

    office: Office
    settings: Settings
    identify: Identify
    keeper: Keeper | None = None
    """Local accounts; ``None`` where a host says who asks."""

    def reader(self, person: Person) -> Reader:
        """What this person may read. Raises :class:`Forbidden` for one who handles no cases."""
        if person.officer_id is None:
            raise Forbidden("no_officer", "这个账号不办案件，不能查阅案件；需要办案的，由管理员把账号连到名录中的人员")
        return self.office.reader(person.officer_id)


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


def recognised(request: Request) -> Person:
    """Who asks. Raises :class:`NotSignedIn`."""
    person = _identified(request)
    if person is None:
        raise NotSignedIn
    return person


def _identified(request: Request) -> Person | None:
    """Found once a request."""
    if not hasattr(request.state, "person"):
        request.state.person = site_of(request).identify(request)
    person: Person | None = request.state.person
    return person


def person_of(request: Request) -> Person:
    """The same, for all but the pages where one does what comes first. Raises :class:`Forbidden` besides."""
    person = recognised(request)
    if person.due:
        raise comes_first(person.due)
    return person


_FIRST: Final[Mapping[Due, str]] = {
    "password": "密码是别人设的，先改成自己的密码，再办别的事",
    "factor": "本站登录要用动态口令，先在网页上启用，再办别的事",
}


def comes_first(due: Due) -> Forbidden:
    """What is answered to who has something to do with his own account before anything else; the desk leads there."""
    return Forbidden(f"{due}_due", _FIRST[due])


def by_hand(request: Request) -> None:
    """Refuse a token: a page is for a person at a browser. Raises :class:`Forbidden`; whether somebody is recognised at all, the page asks."""
    person = _identified(request)
    if person is not None and person.via == "token":
        raise Forbidden("token_on_page", "令牌只能用于接口（/api/v1），不能打开网页；用账号登录网页办理")


def needs(grant: Grant) -> Callable[[Request], Person]:
    """A dependency that answers the person, or raises :class:`Forbidden` where the request lacks the grant."""

    def granted(request: Request) -> Person:
        person = person_of(request)
        if grant not in person.grants:
            raise Forbidden(
                "grant_missing", f"这个令牌没有“{grant.label}”（{grant}）的权限；由管理员另发有此权限的令牌"
            )
        return person

    return granted


Here = Annotated[Site, Depends(site_of)]
Recognised = Annotated[Person, Depends(recognised)]
Signed = Annotated[Person, Depends(person_of)]
Reads = Annotated[Person, Depends(needs(Grant.READ))]
Acts = Annotated[Person, Depends(needs(Grant.ACT))]
