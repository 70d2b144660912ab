"""What a step says of other cases: whatever facts have ``related`` name them."""

from __future__ import annotations

from pydantic import BaseModel

from zhifa.engine.linked import Link
from zhifa.workflows.forms.related import RelatedCase


def links_of(facts: BaseModel) -> tuple[Link, ...]:
    """The other cases that these facts name, with what they are to this one."""
    named = (one for one in getattr(facts, "related", ()) if isinstance(one, RelatedCase))
    return tuple(Link(case_id=one.case, relation=one.relation) for one in named)
