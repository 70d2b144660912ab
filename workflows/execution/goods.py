"""What becomes of confiscated goods (处罚法 74)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, Transition
from zhifa.workflows.forms.goods import GoodsDisposed
from zhifa.workflows.guards.goods import MANNER_FITS
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import AFTER_SERVICE, APPROVING, CONCLUDED, DEFENCE, INVESTIGATING, RECTIFYING
from zhifa.workflows.tracks import CONFISCATED

DISPOSE_GOODS = Transition(
    name="dispose_goods",
    label="处理没收物品",
    sources=(*AFTER_SERVICE, INVESTIGATING, CONCLUDED, DEFENCE, RECTIFYING, APPROVING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, MANNER_FITS),
    papers=("D45",),
    closes=(Close(track=CONFISCATED),),
    facts=GoodsDisposed,
)
