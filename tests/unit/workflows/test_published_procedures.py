"""A procedure that cases may have been opened under is never changed: a change is a new version beside the old (invariant 8)."""

from __future__ import annotations

from zhifa.engine.office import SHIPPED

PUBLISHED = {
    ("penalty_ordinary", 1): "ab07dc913a014f45270a4011076d05ff8307efe1262ffdeadb5bd8e511bb463c",
    ("penalty_summary", 1): "b8f0db6fe3006ac9a15ba6a0e027d36fb20d8593a642dd7e9490c6b62d69969e",
}
"""Digest of every version that was published. A row is added with a version, and none is ever changed: else the cases opened under it could
be neither continued nor handed over."""


def test_what_was_published_reads_as_it_did() -> None:
    assert {(workflow.name, workflow.version): workflow.digest for workflow in SHIPPED} == PUBLISHED
