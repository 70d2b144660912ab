"""Rule packs: what the rules (规章) of each field make of the terms of the law. The agency's register chooses one (``policy.pack``).

The national pack is the declarations of :mod:`zhifa.workflows.terms` themselves. What is not verified against the text of the rule is marked
so, and every date it makes says so; an agency confirms its pack before it relies on it.
"""

from __future__ import annotations

from typing import Final

from zhifa.engine.rules import NATIONAL, RulePack
from zhifa.workflows.packs.agriculture import AGRICULTURE
from zhifa.workflows.packs.housing import HOUSING
from zhifa.workflows.packs.police import POLICE
from zhifa.workflows.packs.samr import SAMR

__all__ = ["PACKS"]

PACKS: Final = (RulePack(name=NATIONAL, label="全国"), SAMR, POLICE, AGRICULTURE, HOUSING)
