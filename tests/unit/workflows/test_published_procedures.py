"""A procedure that cases may have been opened under is never changed: a change is a new version beside the old (invariant 8)."""

from __future__ import annotations

from zhifa.engine.office import SHIPPED

PUBLISHED = {
    ("penalty_ordinary", 1): "051e3b8056a30973e00c8b4f5b33bade402e8c5c1daa61ca58a912f35f4fbf7b",
    ("penalty_ordinary", 2): "1293e568858f4a9f4b4265b4a76aafdd5afb2e7c4fd91e5f7f7557c33f4e54a2",
    ("penalty_summary", 1): "8affd6e39c256eedbabed112438c692ce18834ee66896c1fd4e22b90c17e5231",
    ("penalty_summary", 2): "50f577d77a3e6fd90206d7cd6e77a73e2367847e4840ea001eb3584e171075fb",
    ("register_upkeep", 1): "2a7fbb65b93318d6d2dbc242368301760f47026a05f6917388505a4e2d8c3707",
}
"""Digest of every version that was published. A row is added with a version, and none is ever changed: else the cases opened under it could
be neither continued nor handed over."""


def test_what_was_published_reads_as_it_did() -> None:
    assert {(workflow.name, workflow.version): workflow.digest for workflow in SHIPPED} == PUBLISHED
