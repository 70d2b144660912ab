"""A procedure that cases may have been opened under is never changed: a change is a new version beside the old (invariant 8)."""

from __future__ import annotations

from zhifa.engine.office import SHIPPED

PUBLISHED = {
    ("penalty_ordinary", 1): "051e3b8056a30973e00c8b4f5b33bade402e8c5c1daa61ca58a912f35f4fbf7b",
    ("penalty_ordinary", 2): "0d95e3b01353443e7450919ca2afc959a8d1718fed8759ebfadda3903c5420fd",
    ("penalty_summary", 1): "8affd6e39c256eedbabed112438c692ce18834ee66896c1fd4e22b90c17e5231",
    ("penalty_summary", 2): "abdf81407c1508a80187772c6876a599d3bf0320909a207dcf0bece55eb62166",
    ("register_upkeep", 1): "2a7fbb65b93318d6d2dbc242368301760f47026a05f6917388505a4e2d8c3707",
}
"""Digest of every version that was published. A row is added with a version, and none is ever changed: else the cases opened under it could
be neither continued nor handed over."""


def test_what_was_published_reads_as_it_did() -> None:
    assert {(workflow.name, workflow.version): workflow.digest for workflow in SHIPPED} == PUBLISHED
