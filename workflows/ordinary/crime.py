"""A suspected crime: proposed, approved, delivered to the police, answered, and back or ended (处罚法 27, 57(1)(4); 国务院令第310号).

While it is open no penalty is decided (§11); penalties decided before stand as they are. With the hand-over ends the service of a notice that
has not been served; everything else that is open stays so and is settled while the police have the case, or after its return. A hearing asked
for before is held once a penalty is notified again (处罚法 64).
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from zhifa.engine.vocabulary import Close, End, Open, Start, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import ANNOUNCEMENT_COUNTS, HEARING_COUNTS, NOTICE_UNSERVED
from zhifa.workflows.forms import crime
from zhifa.workflows.guards.closing import ALL_TRACKS_ENDED
from zhifa.workflows.guards.crime import CRIME_APPROVED, CRIME_EVIDENCE, CRIME_PROPOSED, GRANTED, NOT_GRANTED
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS, UNIT_OPINION_GIVEN
from zhifa.workflows.guards.referral import (
    FILED_WITH_GOODS,
    GOODS_DUE,
    POLICE_DECLINED,
    POLICE_FILED,
    POLICE_REFUSED,
    RECONSIDERED_ONCE,
    REPLY_AWAITED,
    RETURN_FOUNDED,
)
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, HEAD, UNIT_HEAD
from zhifa.workflows.states import (
    CONCLUDED,
    DEFENCE,
    DISPUTED,
    HEARING,
    INVESTIGATING,
    NOTIFYING,
    PROSECUTED,
    RECTIFYING,
    REFERRED,
)
from zhifa.workflows.terms.crime import (
    CRIME_DECISION,
    CRIME_DELIVERY,
    DECISION_AFTER_RETURN,
    GOODS_DELIVERY,
    POLICE_RECONSIDERATION,
)
from zhifa.workflows.tracks import ANNOUNCED_PERIOD, CRIME, HEARING_PERIOD, NOTICE_SERVICE

PENDING = (INVESTIGATING, CONCLUDED, NOTIFYING, DEFENCE, HEARING, RECTIFYING, DISPUTED)
"""Where a case with an open proposal can stand: it goes to neither legal review nor approval."""


def _received(facts: BaseModel) -> date:
    assert isinstance(facts, crime.PoliceReply | crime.JusticeReturn)
    return facts.received_on


PROPOSE_CRIME_TRANSFER = Transition(
    name="propose_crime_transfer",
    label="报请移送涉嫌犯罪案件",
    sources=(INVESTIGATING, CONCLUDED, DEFENCE, RECTIFYING),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, CRIME_EVIDENCE),
    papers=("D47-2",),
    starts=(Start(term=CRIME_DECISION),),
    opens=(Open(track=CRIME),),
    facts=crime.CrimeProposal,
)
DECIDE_CRIME_TRANSFER = Transition(
    name="decide_crime_transfer",
    label="决定是否移送涉嫌犯罪案件",
    sources=PENDING,
    # 正职负责人或者主持工作的负责人 (§5): the register knows heads only; which of them is in charge the agency sees to.
    roles=(HEAD,),
    guards=(CRIME_PROPOSED,),
    papers=("D47-2",),
    starts=(Start(term=CRIME_DELIVERY, when=GRANTED),),
    ends=(End(term=CRIME_DECISION),),
    closes=(Close(track=CRIME, when=NOT_GRANTED),),
    final="是否移送由机关负责人决定，应重新报请",
    facts=crime.CrimeDecision,
)
DELIVER_TO_POLICE = Transition(
    name="deliver_to_police",
    label="移送公安机关",
    sources=PENDING,
    targets=(Target(REFERRED),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, CRIME_APPROVED),
    papers=("D47",),
    ends=(End(term=CRIME_DELIVERY), End(term=terms.ANNOUNCEMENT, voids=True)),
    closes=(
        Close(track=NOTICE_SERVICE, when=NOTICE_UNSERVED),
        Close(track=ANNOUNCED_PERIOD, when=ANNOUNCEMENT_COUNTS),
        Close(track=HEARING_PERIOD, when=HEARING_COUNTS),
    ),
    prompt=True,
    final="移送书已经送交公安机关，应书面补充或者更正",
    facts=crime.CrimeDelivery,
)
RECORD_POLICE_REPLY = Transition(
    name="record_police_reply",
    label="登记公安机关的答复",
    sources=(REFERRED,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, REPLY_AWAITED, TIMES_FIT),
    no_paper="公安机关的书面通知入卷",
    starts=(
        Start(term=GOODS_DELIVERY, since=_received, when=FILED_WITH_GOODS),
        Start(term=POLICE_RECONSIDERATION, since=_received, when=POLICE_REFUSED),
    ),
    facts=crime.PoliceReply,
)
ASK_POLICE_RECONSIDERATION = Transition(
    name="ask_police_reconsideration",
    label="提请公安机关复议",
    sources=(REFERRED,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, POLICE_DECLINED, RECONSIDERED_ONCE),
    no_paper="提请复议的文件由本机关另行制作，存卷备查",
    ends=(End(term=POLICE_RECONSIDERATION),),
    facts=crime.PoliceReconsideration,
)
PROPOSE_SUPERVISION = Transition(
    name="propose_supervision",
    label="建议检察机关立案监督",
    sources=(REFERRED,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, POLICE_DECLINED),
    no_paper="建议书由本机关另行制作，存卷备查",
    ends=(End(term=POLICE_RECONSIDERATION, lapses=True),),
    facts=crime.SupervisionProposal,
)
HAND_OVER_GOODS = Transition(
    name="hand_over_goods",
    label="移交涉案物品",
    sources=(REFERRED,),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS, GOODS_DUE),
    papers=("D48",),
    ends=(End(term=GOODS_DELIVERY),),
    prompt=True,
    final="涉案物品已经移交，移交情况另行书面说明",
    facts=crime.GoodsHandedOver,
)
RETURN_FROM_JUSTICE = Transition(
    name="return_from_justice",
    label="司法机关退回，继续办理",
    sources=(REFERRED,),
    targets=(Target(INVESTIGATING),),
    roles=(UNIT_HEAD,),
    guards=(RETURN_FOUNDED, TIMES_FIT),
    no_paper="司法机关的文书入卷",
    starts=(Start(term=DECISION_AFTER_RETURN, since=_received),),
    ends=(
        End(term=terms.DECISION),
        End(term=GOODS_DELIVERY),
        End(term=POLICE_RECONSIDERATION, lapses=True),
    ),
    closes=(Close(track=CRIME),),
    voids_review=True,
    facts=crime.JusticeReturn,
)
END_REFERRAL = Transition(
    name="end_referral",
    label="追究刑事责任，终结办理",
    sources=(REFERRED,),
    targets=(Target(PROSECUTED),),
    roles=(HEAD,),
    guards=(POLICE_FILED, ALL_TRACKS_ENDED, UNIT_OPINION_GIVEN, TIMES_FIT),
    papers=("D47-2",),
    ends=terms.UNTIL_DECISION,
    closes=(Close(track=CRIME),),
    facts=crime.ReferralEnd,
)
