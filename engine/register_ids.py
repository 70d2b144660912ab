"""Ids of what a register names: the same for the same agency, officer or certificate at every import, so that old records keep naming them."""

from __future__ import annotations

from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5


@lru_cache(maxsize=1 << 16)  # a register names its officers in book after book
def identifier(kind: str, *keys: str) -> str:
    """The id of the one of this kind that is told by these keys; the first is the id of the agency, where it is not the agency itself."""
    return str(uuid5(NAMESPACE_URL, "/".join(("zhifa", kind, *keys))))


def officer_id(agency: str, staff_number: str) -> str:
    """Id of the officer with this staff number (工号) in the agency of this name."""
    return identifier("officer", identifier("agency", agency), staff_number)
