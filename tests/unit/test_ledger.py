"""The chain of a case's record: whatever is changed, left out, put in or cut off shows (invariant 6)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from zhifa.engine.canonical import commitment
from zhifa.engine.ledger import Link, body_text, check_chain, check_declared, check_facts, entry_hash, recorded

CASE, ACTOR = "case-1", "officer-1"
TIMES = ("2026-03-02T01:00:00.000Z", "2026-03-02T02:00:00.000Z")
FACTS = ("salt", '{"content":"线索"}')


def _link(seq: int, previous: Link | None, **body: Any) -> Link:
    text = body_text({
        "case": CASE, "seq": seq, "prev": previous.hash if previous else None, "kind": "transition",
        "transition": f"step{seq}", "actor": {"id": ACTOR, "name": "承办人甲"}, "occurred_at": TIMES[0],
        "recorded_at": TIMES[1], "facts": commitment(*FACTS), **body,
    })  # fmt: skip
    return Link(
        case_id=CASE, seq=seq, prev_seq=seq - 1 if seq else None, prev_hash=previous.hash if previous else None,
        hash=entry_hash(text), kind="transition", transition=f"step{seq}", actor_id=ACTOR, body=text,
        occurred_at=TIMES[0], recorded_at=TIMES[1],
    )  # fmt: skip


def _chain(length: int = 4) -> list[Link]:
    links: list[Link] = []
    for seq in range(length):
        links.append(_link(seq, links[-1] if links else None))
    return links


def _kinds(links: list[Link], **given: Any) -> list[tuple[str, int | None]]:
    return [(finding.kind, finding.seq) for finding in check_chain(links, **given)]


def test_a_chain_as_it_was_written_has_nothing_to_find() -> None:
    links = _chain()

    assert _kinds(links, head=(3, links[-1].hash)) == []


def test_an_empty_chain_has_nothing_to_find() -> None:
    assert _kinds([], head=(0, "x")) == []


def test_an_edited_body_shows() -> None:
    links = _chain()
    edited = json.loads(links[1].body) | {"transition": "step9"}
    links[1] = links[1]._replace(body=body_text(edited))

    assert _kinds(links) == [("edited", 1), ("edited", 1)], "the hash differs, and so does the column"


def test_a_body_rewritten_with_its_hash_breaks_the_next_link() -> None:
    links = _chain()
    links[1] = _link(1, links[0], transition="step1", late=True)

    assert _kinds(links) == [("broken", 2)]


def test_an_entry_left_out_shows() -> None:
    links = _chain()
    del links[1]

    assert _kinds(links) == [("missing", 2), ("broken", 2)]


def test_a_first_entry_left_out_shows() -> None:
    assert _kinds(_chain()[1:]) == [("missing", 1), ("broken", 1)]


def test_a_tail_cut_off_shows_by_the_head_the_case_names() -> None:
    links = _chain()
    findings = list(check_chain(links[:-1], head=(3, links[-1].hash)))

    assert [(finding.kind, finding.seq) for finding in findings] == [("truncated", 2)]
    assert findings[0].text == "案件记录的末尾是第3号，而链条止于第2号"


def test_a_head_of_another_hash_shows() -> None:
    assert _kinds(_chain(), head=(3, "0" * 64)) == [("truncated", 3)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("case_id", "case-2"), ("prev_hash", "0" * 64), ("kind", "correction"), ("transition", "decide_penalty"),
        ("actor_id", "officer-2"), ("occurred_at", TIMES[1]), ("recorded_at", TIMES[0]), ("seq", 7),
    ],
)  # fmt: skip
def test_an_edited_column_shows(column: str, value: Any) -> None:
    links = _chain(2)
    links[1] = links[1]._replace(**{column: value})

    assert "edited" in {kind for kind, _ in _kinds(links)}


@pytest.mark.parametrize("body", ["", "no json", "[]", '{"actor": "甲"}'])
def test_a_body_that_is_no_entry_shows_and_stops_nothing(body: str) -> None:
    links = _chain(2)
    links[1] = links[1]._replace(body=body)

    assert {kind for kind, _ in _kinds(links)} == {"edited"}


def test_facts_as_they_were_given_have_nothing_to_find() -> None:
    assert list(check_facts(_chain(1)[0], FACTS)) == []


@pytest.mark.parametrize("facts", [("salt", '{"content":"别的"}'), ("pepper", FACTS[1])])
def test_edited_facts_show(facts: tuple[str, str]) -> None:
    assert [finding.kind for finding in check_facts(_chain(1)[0], facts)] == ["facts_edited"]


def test_erased_facts_are_named_and_leave_the_chain_whole() -> None:
    links = _chain()

    assert [finding.kind for finding in check_facts(links[0], None)] == ["facts_missing"]
    assert _kinds(links) == []


def test_a_field_of_an_entry_is_read_from_its_body() -> None:
    assert recorded(_chain(1)[0], "transition") == "step0"
    assert recorded(_chain(1)[0], "review") is None


ONE, TWO = ({"name": "p", "version": version, "digest": f"d{version}"} for version in (1, 2))
OPENED = {"workflow": ONE}
MOVED = {"workflow": ONE, "migration": {"from": ONE, "to": TWO}}
SINCE = {"workflow": TWO}


def _declared(*bodies: dict[str, Any]) -> list[tuple[str, int | None]]:
    """What is wrong with the versions of these entries of a case that was opened under the first."""
    links = [_link(seq, None, **body) for seq, body in enumerate(bodies)]
    return [(finding.kind, finding.seq) for finding in check_declared(links, ONE)]


def test_every_entry_is_made_under_the_version_that_the_case_then_goes_by() -> None:
    back = {"workflow": TWO, "migration": {"from": TWO, "to": ONE}}

    assert _declared(OPENED, MOVED, SINCE, SINCE, back, OPENED) == []


@pytest.mark.parametrize(
    ("bodies", "seq"),
    [
        ((SINCE, SINCE), 0),
        ((OPENED, SINCE, SINCE), 1),
        ((OPENED, MOVED, OPENED), 2),
        ((OPENED, {"workflow": ONE, "migration": {"from": TWO, "to": TWO}}, SINCE), 1),
        ((OPENED, {"workflow": ONE, "migration": "hence"}, {"workflow": None}), 1),
    ],
)
def test_an_entry_under_another_version_shows_once(bodies: tuple[dict[str, Any], ...], seq: int) -> None:
    assert _declared(*bodies) == [("workflow_forged", seq)]
