"""What the web itself refuses; what the engine refuses stays as the engine raised it. :mod:`zhifa.web.problems` turns both into answers."""

from __future__ import annotations

from dataclasses import dataclass


class WebError(Exception):
    """A request is not carried out; nothing was changed."""


class NotSignedIn(WebError):
    """Nobody was recognised: the desk leads to the sign-in page, the API answers 401."""


@dataclass
class Forbidden(WebError):
    """The person may not do this (403)."""

    code: str
    detail: str


@dataclass
class NotFound(WebError):
    """There is no such thing, or it is nothing of this person's: the two are not told apart (404)."""

    detail: str


@dataclass
class BadRequest(WebError):
    """The request cannot be used as it is (4xx)."""

    code: str
    detail: str
    status: int = 400
