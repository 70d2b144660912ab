"""What the secret of a site is good for."""

from __future__ import annotations

import pytest

from zhifa.identity.hand import Hand, Unsealed

SECRET = b"a secret of the tests, long enough"


def test_a_secret_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="应不少于32字节"):
        Hand(b"too short")


def test_what_is_sealed_opens_with_the_same_secret_for_the_same_purpose_alone() -> None:
    hand = Hand(SECRET)
    sealed = hand.seal("totp/1", "河边")
    assert "河边" not in sealed
    assert Hand(SECRET).open("totp/1", sealed) == "河边"
    for other, purpose, text in (
        (hand, "totp/2", sealed),
        (Hand(SECRET + b"!"), "totp/1", sealed),
        (hand, "totp/1", sealed[:-2]),
        (hand, "totp/1", ""),
        (hand, "totp/1", "河边"),
        (hand, "totp/1", "\ud800"),
    ):
        with pytest.raises(Unsealed):
            other.open(purpose, text)


def test_what_is_too_old_does_not_open() -> None:
    hand = Hand(SECRET)
    sealed = hand.seal("offer", "x")
    assert hand.open("offer", sealed, within_s=60) == "x"
    with pytest.raises(Unsealed):
        hand.open("offer", sealed, within_s=-1)


def test_digests_are_the_same_for_the_same_and_tell_purposes_and_sites_apart() -> None:
    hand = Hand(SECRET)
    assert hand.digest("name", "001") == Hand(SECRET).digest("name", "001")
    assert (
        len({hand.digest("name", "001"), hand.digest("address", "001"), Hand(SECRET + b"!").digest("name", "001")}) == 3
    )
