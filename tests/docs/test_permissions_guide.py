"""docs/permissions.md: the reasons it names are reasons that are given."""

from __future__ import annotations

import re
from pathlib import Path

from zhifa.engine.office import SHIPPED
from zhifa.engine.refusals import ENGINE_REASONS

GUIDE = (Path(__file__).parents[2] / "docs" / "permissions.md").read_text(encoding="utf-8")


def test_every_reason_it_names_is_given() -> None:
    pairs = re.findall(r"^\|(?! first)(?!---).*\| (`.*) \|$", GUIDE, re.MULTILINE)
    named = {code for cell in pairs for code in re.findall(r"`(\w+)`", cell)} | set(re.findall(r": `(\w+)`", GUIDE))
    guards = [guard for w in SHIPPED for t in w.transitions for guard in t.guards]
    given = {reason.code for guard in guards for reason in guard.refuses} | {reason.code for reason in ENGINE_REASONS}

    assert len(pairs) > 8
    assert named - given == set()
