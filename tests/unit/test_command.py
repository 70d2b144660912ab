"""A command is told from another by all it says but its key; one without key or zone cannot be made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from zhifa.engine.command import Command

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
GIVEN: dict[str, Any] = {
    "case_id": "c", "transition": "verify", "actor": "a", "occurred_at": AT, "expected_version": 1, "key": "k",
    "facts": {"officers": ["a", "b"]},
}  # fmt: skip


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_has_one_to_two_hundred_characters(key: str) -> None:
    with pytest.raises(ValueError, match="1 to 200 characters"):
        Command(**GIVEN | {"key": key})
    assert Command(**GIVEN | {"key": "k" * 200})


def test_a_time_without_its_zone_makes_no_command() -> None:
    with pytest.raises(ValueError, match="must carry its UTC offset"):
        Command(**GIVEN | {"occurred_at": datetime(2026, 3, 2, 9)})  # noqa: DTZ001 - what is refused


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("case_id", "d"), ("transition", "file"), ("actor", "b"), ("occurred_at", AT + timedelta(seconds=1)),
        ("expected_version", 2), ("facts", {"officers": ["b", "a"]}), ("on_behalf_of", "b"),
    ],
)  # fmt: skip
def test_two_commands_that_differ_have_different_digests(name: str, value: Any) -> None:
    assert Command(**GIVEN | {name: value}).digest() != Command(**GIVEN).digest()


def test_the_same_instant_in_another_zone_and_another_key_are_the_same_command() -> None:
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))

    assert Command(**GIVEN | {"occurred_at": shanghai, "key": "l"}).digest() == Command(**GIVEN).digest()
