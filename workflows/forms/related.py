"""Cases that have to do with this one (关联案件): several parties of one violation have a case and a decision each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator

from zhifa.workflows.forms.base import Form, Identifier

Relation = Literal["共同违法", "另案处理", "原案", "简易程序案件", "移送前案件"]
"""What the other case is to this one: of another party to the same violation; of another violation of the party; the one whose decision was
annulled; the one that was turned over from the summary procedure; the one at the agency that handed it over [C]."""

SEEN_FROM_THERE: Mapping[str, str] = {
    "共同违法": "共同违法",
    "另案处理": "另案处理",
    "原案": "重新处理的案件",
    "简易程序案件": "转为普通程序的案件",
    "移送前案件": "移送后的案件",
}
"""What the case that names another is to that other."""


class RelatedCase(Form):
    """Another case of the store, by its id."""

    case: Identifier
    relation: Relation


def _each_once(named: tuple[RelatedCase, ...]) -> tuple[RelatedCase, ...]:
    cases = [related.case for related in named]
    twice = next((case for case in cases if cases.count(case) > 1), None)
    if twice:
        raise ValueError(f"案件 {twice} 写了两次；每个关联案件只写一次")
    return named


RelatedCases = Annotated[tuple[RelatedCase, ...], AfterValidator(_each_once)]
