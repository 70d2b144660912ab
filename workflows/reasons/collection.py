"""Why the officers may not collect a fine themselves, or not pass it on so (处罚法 68-71)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

COLLECTION_UNFOUNDED = Reason(
    code="collection_unfounded",
    text="不具备当场收缴罚款的条件：{detail}",
    article="行政处罚法第六十八条、第六十九条",
    remedy="由当事人自收到决定书之日起十五日内到指定的银行缴纳，或者通过电子支付系统缴纳",
)
COLLECTION_UNDECIDED = Reason(
    code="collection_undecided",
    text="不能当场收缴罚款：{detail}",
    article="行政处罚法第六十八条至第七十条",
    remedy="改由当事人到指定的银行缴纳",
)
COLLECTION_BEYOND_FINE = Reason(
    code="collection_beyond_fine",
    text="当场收缴{amount:yuan}，超过尚未缴纳的罚款{owed:yuan}",
    article="行政处罚法第六十九条",
    remedy="依第六十九条当场收缴的只限罚款；没收的违法所得、加处的罚款到指定的银行缴纳",
)
COLLECTION_NAME_TAKEN = Reason(
    code="collection_name_taken",
    text="名为“{name}”的一笔当场收缴的罚款尚未缴付银行",
    article="行政处罚法第七十一条",
    remedy="这一笔另起名称填在“collection”一项（如“收缴2”），以后交至机关、缴付银行时填同一名称",
)
COLLECTED_DIFFERS = Reason(
    code="collected_differs",
    text="所交{amount:yuan}与当场收缴的{collected:yuan}不符",
    article="行政处罚法第七十一条",
    remedy="当场收缴的罚款应当全额交付；核对票据",
)
STILL_AFLOAT = Reason(
    code="still_afloat",
    text="在水上收缴的罚款尚未登记抵岸",
    article="行政处罚法第七十一条",
    remedy="先登记抵岸，自抵岸之日起二日内交至行政机关",
)
