"""What follows a referral: the answer of the police, the challenge to it, the goods, the way back, the end (处罚法 27; 国务院令第310号)."""

from __future__ import annotations

from zhifa.engine.act import Act
from zhifa.engine.ask import Ask
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import legal_day
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard
from zhifa.workflows.forms.crime import (
    CrimeDelivery,
    GoodsHandedOver,
    JusticeReturn,
    PoliceReconsideration,
    PoliceReply,
    SupervisionProposal,
)
from zhifa.workflows.reasons.crime import (
    GOODS_NOT_DUE,
    GOODS_OWED,
    POLICE_NOT_DECLINED,
    POLICE_NOT_FILED,
    RECONSIDERED_ALREADY,
    REPLY_NOT_AWAITED,
    RETURN_UNFOUNDED,
)
from zhifa.workflows.terms.crime import GOODS_DELIVERY

_REGULATION = "行政执法机关移送涉嫌犯罪案件的规定"


def last_reply(case: CaseFile) -> Act[PoliceReply] | None:
    """The last answer of the police to the last delivery."""
    reply, delivered = case.last(PoliceReply), case.last(CrimeDelivery)
    return reply if reply and delivered and reply.seq > delivered.seq else None


def reply_awaited(case: CaseFile) -> bool:
    """Whether the police owe an answer: to the referral, or since their refusal was challenged."""
    reply = last_reply(case)
    if reply is None or reply.facts.result == "转送有管辖权的机关":
        return True
    asked, proposed = case.last(PoliceReconsideration), case.last(SupervisionProposal)
    return max((challenge.seq for challenge in (asked, proposed) if challenge), default=-1) > reply.seq


def _awaited(ask: Ask) -> tuple[Refusal, ...]:
    return () if reply_awaited(ask.case) else (REPLY_NOT_AWAITED.refuse(),)


REPLY_AWAITED = Guard(
    name="reply_awaited",
    label="公安机关尚未答复",
    article=f"{_REGULATION}第八条、第九条",
    check=_awaited,
    refuses=(REPLY_NOT_AWAITED,),
    early=True,
)


def _declined(ask: Ask) -> tuple[Refusal, ...]:
    reply = last_reply(ask.case)
    declined = reply is not None and reply.facts.result == "不予立案" and not reply_awaited(ask.case)
    return () if declined else (POLICE_NOT_DECLINED.refuse(),)


POLICE_DECLINED = Guard(
    name="police_declined",
    label="公安机关不予立案",
    article=f"{_REGULATION}第九条",
    check=_declined,
    refuses=(POLICE_NOT_DECLINED,),
    early=True,
)


def _once(ask: Ask) -> tuple[Refusal, ...]:
    """Once for each referral; that three days have gone by does not bar it, since the regulation leaves their kind open."""
    delivered, asked = ask.case.last(CrimeDelivery), ask.case.last(PoliceReconsideration)
    if asked is None or delivered is None or asked.seq < delivered.seq:
        return ()
    return (RECONSIDERED_ALREADY.refuse(day=legal_day(asked.at)),)


RECONSIDERED_ONCE = Guard(
    name="reconsidered_once",
    label="尚未提请复议",
    article=f"{_REGULATION}第九条",
    check=_once,
    refuses=(RECONSIDERED_ALREADY,),
    early=True,
)


def _goods_due(ask: Ask) -> tuple[Refusal, ...]:
    reply, delivered, handed = last_reply(ask.case), ask.case.last(CrimeDelivery), ask.case.last(GoodsHandedOver)
    if reply is None or reply.facts.result != "立案":
        return (GOODS_NOT_DUE.refuse(detail="公安机关没有立案"),)
    if delivered is None or not delivered.facts.goods:
        return (GOODS_NOT_DUE.refuse(detail="移送书没有附涉案物品清单"),)
    if handed is not None and handed.seq > delivered.seq:
        return (GOODS_NOT_DUE.refuse(detail=f"已于{legal_day(handed.at)}移交"),)
    return ()


GOODS_DUE = Guard(
    name="goods_due",
    label="有应当移交的涉案物品",
    article=f"{_REGULATION}第十二条",
    check=_goods_due,
    refuses=(GOODS_NOT_DUE,),
    early=True,
)


def _founded(ask: Ask) -> tuple[Refusal, ...]:
    """That no case was filed is the answer of the police; every other ground comes after they filed one."""
    ground, reply = ask.facts(JusticeReturn).ground, last_reply(ask.case)
    result = reply.facts.result if reply else None
    if result == ("不予立案" if ground == "不予立案" else "立案"):
        return ()
    return (RETURN_UNFOUNDED.refuse(ground=ground, detail=f"登记的答复为{result}" if result else "没有登记答复"),)


RETURN_FOUNDED = Guard(
    name="return_founded",
    label="退回理由与答复相符",
    article=f"行政处罚法第二十七条第一款；{_REGULATION}第十条",
    check=_founded,
    refuses=(RETURN_UNFOUNDED,),
)


def _filed(ask: Ask) -> tuple[Refusal, ...]:
    reply = last_reply(ask.case)
    filed = reply is not None and reply.facts.result == "立案"
    owed = (term for term in ask.case.terms if term.code == GOODS_DELIVERY.code and term.running)
    unfiled = () if filed else (POLICE_NOT_FILED.refuse(),)
    return (*unfiled, *(GOODS_OWED.refuse(due=term.due) for term in owed))


POLICE_FILED = Guard(
    name="police_filed",
    label="公安机关已经立案，涉案物品已经移交",
    article=f"行政处罚法第二十七条；{_REGULATION}第八条、第十二条",
    check=_filed,
    refuses=(POLICE_NOT_FILED, GOODS_OWED),
    early=True,
)


def _filed_with_goods(ask: Ask) -> bool:
    delivered = ask.case.last(CrimeDelivery)
    return ask.facts(PoliceReply).result == "立案" and delivered is not None and bool(delivered.facts.goods)


FILED_WITH_GOODS = Condition(name="filed_with_goods", label="公安机关立案而有涉案物品", holds=_filed_with_goods)


def _refused(ask: Ask) -> bool:
    asked, delivered = ask.case.last(PoliceReconsideration), ask.case.last(CrimeDelivery)
    open_still = asked is None or delivered is None or asked.seq < delivered.seq
    return ask.facts(PoliceReply).result == "不予立案" and open_still


POLICE_REFUSED = Condition(name="police_refused", label="公安机关不予立案，尚未提请复议", holds=_refused)
