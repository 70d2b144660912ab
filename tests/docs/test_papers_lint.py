"""The rules of the lint as they are described: each has its line, and no line has no rule."""

from __future__ import annotations

import re
from pathlib import Path

from zhifa.documents.lint import BETWEEN, RULES

PAGE = (Path(__file__).parents[2] / "docs" / "papers-lint.md").read_text(encoding="utf-8")


def test_every_rule_is_described_with_its_severity_and_provision() -> None:
    told = re.findall(r"^\| `([\w-]+)` \| (\w+) \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert told == [(rule.id, rule.severity, rule.article) for rule in (*RULES, *BETWEEN)]
