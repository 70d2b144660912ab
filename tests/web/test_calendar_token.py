"""The one token that may stand in an address: good for the calendar of its holder, and for nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from signing_site import Signing, signing_site
from zhifa.identity.grants import Grant

FEED = "/api/v1/agenda/calendar.ics"


@pytest.fixture(scope="module")
def site(registered_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signing]:
    file = tmp_path_factory.mktemp("calendar") / "zhifa.db"
    shutil.copyfile(registered_file, file)
    with signing_site(f"sqlite:///{file}") as made:
        yield made


@pytest.fixture(scope="module")
def holder(site: Signing) -> str:
    """Id of the account of a handler who handles a case."""
    site.desk.bring_to("investigating")
    return site.made("001").account.id


def _token(site: Signing, account_id: str, *grants: Grant) -> str:
    return site.keeper.tokens.make(account_id, label="日历", grants=grants, days=30, by=account_id).text


def test_a_calendar_program_comes_by_an_address_with_its_token(site: Signing, holder: str) -> None:
    token = _token(site, holder, Grant.AGENDA)

    feed = site.program(None).get(FEED, params={"token": token})

    assert feed.status_code == 200, feed.text
    assert feed.text.count("BEGIN:VEVENT") > 0
    assert site.program(token).get(FEED).content == feed.content


def test_that_token_opens_nothing_else(site: Signing, holder: str) -> None:
    token = _token(site, holder, Grant.AGENDA)

    for path in ("/cases", "/agenda/terms", "/inbox", "/search?q=当事人甲", "/registers/books", "/workflows"):
        assert site.program(token).get(f"/api/v1{path}").status_code == 403
    assert site.program(None).get(f"/api/v1/cases?token={token}").status_code == 401


def test_a_token_that_can_do_more_is_refused_in_an_address(site: Signing, holder: str) -> None:
    token = _token(site, holder, Grant.AGENDA, Grant.READ)

    refused = site.program(None).get(FEED, params={"token": token})

    assert (refused.status_code, refused.json()["code"]) == (403, "token_too_wide")
    assert token not in refused.text
    assert site.program(token).get(FEED).status_code == 200


def test_a_revoked_token_opens_the_calendar_no_more(site: Signing, holder: str) -> None:
    issued = site.keeper.tokens.make(holder, label="日历", grants=[Grant.AGENDA], days=30, by=holder)
    site.keeper.tokens.revoke(holder, issued.token.id, by=holder)

    for token in (issued.text, "zhifa_wrong", "é", "x" * 200):
        assert site.program(None).get(FEED, params={"token": token}).status_code == 401


def test_a_session_does_not_make_good_a_wrong_token(site: Signing, holder: str) -> None:
    assert holder
    visitor = site.signed_in("001")

    assert visitor.get(FEED).status_code == 200
    assert visitor.get(FEED, params={"token": "zhifa_wrong"}).status_code == 401
