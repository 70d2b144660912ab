"""Confiscated goods: dealt with as the decision stands (处罚法 74)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows import dossier, dues
from zhifa.workflows.forms.goods import GoodsDisposed
from zhifa.workflows.reasons.goods import GOODS_MANNER
from zhifa.workflows.tracks import CONFISCATED


def confiscated(case: CaseFile) -> bool:
    """Whether the decision as it stands confiscates goods."""
    return case.decided and any(item.kind == "没收非法财物" for item in dues.operative(case))


def _manner(ask: Ask) -> tuple[Refusal, ...]:
    manner, taken = ask.facts(GoodsDisposed).manner, confiscated(ask.case)
    if taken and manner == "退还":
        return (GOODS_MANNER.refuse(manner=manner, detail="没收非法财物的决定仍然有效"),)
    if not taken and manner != "退还":
        return (GOODS_MANNER.refuse(manner=manner, detail="没收非法财物的决定已被撤销或者变更"),)
    return ()


MANNER_FITS = Guard(
    name="goods_manner_fits",
    label="处理方式与决定相符",
    article="行政处罚法第七十四条第一款",
    check=_manner,
    refuses=(GOODS_MANNER,),
)


def _goods_taken(ask: Ask) -> bool:
    """Published cases end with the decision and are silent about the goods, so a replay does not wait for them."""
    return confiscated(ask.case) and not ask.case.replay and not dossier.is_open(ask.case, CONFISCATED)


GOODS_TAKEN = Condition(name="goods_taken", label="没收非法财物", holds=_goods_taken)
