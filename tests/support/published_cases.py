"""Published cases for tests: the collection with what is expected of it, and one small made-up file, changed as a test needs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhifa.replay import Source, read

EXAMPLES = Path(__file__).parents[2] / "examples" / "cases"

EXPECTED: Mapping[str, Any] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
"""By file name: where a replay ends, what it must find and what it must not."""

SERVED = [EXAMPLES / name for name in EXPECTED]
ON_THE_SPOT = [EXAMPLES / "21_ningbo_dog_no_leash_summary.json", EXAMPLES / "23_tianshui_supermarket_art51_3000.json"]
"""Cases of the summary procedure."""
UNSERVED = sorted(set(EXAMPLES.glob("[0-9]*.json")) - {*SERVED, *ON_THE_SPOT})
"""Of kinds that no workflow serves yet."""

PLAIN: Mapping[str, Any] = {
    "source_completeness": "full",
    "act_type": "行政处罚",
    "procedure": "普通程序",
    "procedure_code": "ordinary",
    "agency": {"name": "示例市生态环境局", "region": "示例省示例市"},
    "party": {"kind": "legal_person", "name": "示例公司"},
    "dates": {"filed": "2023-05-24"},
    "facts_summary": "示例公司违法。",
    "evidence": [{"kind": "书证", "description": "营业执照复印件"}],
    "statutes_violated": ["《中华人民共和国大气污染防治法》第七十七条"],
    "statutes_basis": ["《中华人民共和国大气污染防治法》第一百一十九条第一款"],
    "decision_items": [{"type": "罚款", "amount_yuan": 545, "text": "伍佰肆拾伍元整"}],
    "notes": "演示用的虚构来源。",
}
"""A case whose source dates the filing alone."""


def write_case(folder: Path, *, without: tuple[str, ...] = (), **changes: Any) -> Path:
    """A file of the plain case with some of its keys changed or left out."""
    told = {**PLAIN, **changes}
    file = folder / f"case-{len(list(folder.glob('case-*.json')))}.json"
    file.write_text(json.dumps({k: v for k, v in told.items() if k not in without}, ensure_ascii=False), "utf-8")
    return file


def published_case(folder: Path, *, without: tuple[str, ...] = (), **changes: Any) -> Source:
    """The same, read."""
    return read(write_case(folder, without=without, **changes))
