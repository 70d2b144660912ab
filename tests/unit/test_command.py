"""A command is told from another by all it says but its key; one without a visible name or a zone cannot be made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from zhifa.engine.canonical import canonical, digest
from zhifa.engine.command import Command, Opening
from zhifa.engine.instants import instant_text

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
GIVEN: dict[str, Any] = {
    "case_id": "c",
    "transition": "verify",
    "actor": "a",
    "occurred_at": AT,
    "expected_version": 1,
    "key": "k",
    "facts": {"officers": ["a", "b"]},
}
OPENING: dict[str, Any] = {"workflow": "w", "actor": "a", "occurred_at": AT, "key": "k", "facts": {"content": "线索"}}
IN_SHANGHAI = AT.astimezone(timezone(timedelta(hours=8)))


@pytest.mark.parametrize("field", ["case_id", "transition", "actor", "key"])
@pytest.mark.parametrize("text", ["", "x" * 201, "a\x00b", "a\u202eb", "a\nb"], ids=repr)
def test_a_name_is_one_to_two_hundred_visible_characters(field: str, text: str) -> None:
    with pytest.raises(ValueError, match=rf"{field}=.*: 1 to 200 visible characters are needed"):
        Command(**GIVEN | {field: text})


def test_a_name_of_two_hundred_characters_passes() -> None:
    assert Command(**GIVEN | {"key": "键" * 200}).key == "键" * 200


def test_whose_deputy_the_actor_is_is_a_name_too() -> None:
    with pytest.raises(ValueError, match=r"on_behalf_of='': 1 to 200 visible characters are needed"):
        Command(**GIVEN | {"on_behalf_of": ""})


def test_a_time_without_its_zone_makes_no_command() -> None:
    with pytest.raises(ValueError, match=r"occurred_at=.*must carry its UTC offset"):
        Command(**GIVEN | {"occurred_at": datetime(2026, 3, 2, 9)})  # noqa: DTZ001 - what is refused


CHANGES = [
    ("case_id", "d"),
    ("transition", "file"),
    ("actor", "b"),
    ("occurred_at", AT + timedelta(seconds=1)),
    ("expected_version", 2),
    ("facts", {"officers": ["b", "a"]}),
    ("on_behalf_of", "b"),
]


@pytest.mark.parametrize(("name", "value"), CHANGES)
def test_two_commands_that_differ_have_different_digests(name: str, value: Any) -> None:
    assert Command(**GIVEN | {name: value}).digest() != Command(**GIVEN).digest()


def test_a_command_for_oneself_says_nothing_of_anybody_else() -> None:
    told = {"case": "c", "transition": "verify", "actor": "a", "occurred_at": instant_text(AT), "expected_version": 1}
    assert Command(**GIVEN).digest() == digest("command/1", canonical({**told, "facts": {"officers": ["a", "b"]}}))


def test_the_same_instant_in_another_zone_and_another_key_are_the_same_command() -> None:
    assert Command(**GIVEN | {"occurred_at": IN_SHANGHAI, "key": "l"}).digest() == Command(**GIVEN).digest()


def test_an_opening_becomes_the_first_step_of_its_case() -> None:
    command = Opening(**OPENING).command("c", "report")

    assert (command.case_id, command.transition, command.expected_version) == ("c", "report", 0)
    assert (command.actor, command.occurred_at, command.key, command.facts) == ("a", AT, "k", {"content": "线索"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("workflow", "v"),
        ("actor", "b"),
        ("occurred_at", AT + timedelta(days=1)),
        ("facts", {}),
        ("replay", True),
        ("on_behalf_of", "b"),
    ],
)
def test_two_openings_that_differ_have_different_digests(name: str, value: Any) -> None:
    assert Opening(**OPENING | {name: value}).digest() != Opening(**OPENING).digest()
    assert Opening(**OPENING | {"key": "l", "occurred_at": IN_SHANGHAI}).digest() == Opening(**OPENING).digest()
