"""The digest that binds a review to what it read (invariant 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhifa.engine.canonical import JSON, canonical, digest

if TYPE_CHECKING:
    from zhifa.engine.casefile import CaseFile


def draft_digest(case: CaseFile) -> str | None:
    """SHA-256 of the draft's canonical JSON, never of a rendered paper, because number, date and seal come later.

    Covers the case, the draft as the procedure reads it (party, facts, evidence, law, items, discretion), its revision and the version of
    the templates its decision will be set in.
    """
    content = case.workflow.draft(case)
    if content is None:
        return None
    papers = sorted(case.workflow.decision_papers.values())
    whole: dict[str, JSON] = {
        "case": case.id,
        "draft": dict(content),
        "revision": case.revision,
        "templates": {code: case.template_versions.get(code, "") for code in papers},
    }
    return digest("draft/1", canonical(whole))
