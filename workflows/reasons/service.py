"""Why a way of service, or its proof, is refused (处罚法 61; 民诉法 87-95)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NO_ELECTRONIC_CONSENT = Reason(
    code="no_electronic_consent",
    text="当事人没有签订确认书同意以“{address}”接收电子送达",
    article="行政处罚法第六十一条第二款",
    remedy="先取得送达地址确认书（含同意电子送达），或者改用其他方式",
)
PROOF_DATE = Reason(
    code="proof_date",
    text="所填送达时间{day}与凭证上的{proof}不一致",
    article="民事诉讼法第八十七条、第九十条、第九十一条",
    remedy="以签收、回执或者到达特定系统的日期为送达日期",
)
ANNOUNCEMENT_TOO_EARLY = Reason(
    code="announcement_too_early",
    text="公告期间至{due}，尚未经过",
    article="民事诉讼法第九十五条",
    remedy="自发出公告之日起经过三十日后登记送达",
)
ANNOUNCEMENT_MISSING = Reason(
    code="announcement_missing",
    text="没有发出送达公告，或者公告日期与所填{announced}不符",
    article="民事诉讼法第九十五条",
    remedy="先登记送达公告",
)
ANNOUNCEMENT_GROUND = Reason(
    code="announcement_ground",
    text="不具备公告送达的条件：{detail}",
    article="民事诉讼法第九十五条；行政处罚法第六十一条第一款",
    remedy="先直接送达和邮寄送达并登记结果，或者提出受送达人下落不明的证明",
)
SERVICE_UNSTATED = Reason(
    code="service_unstated",
    text="送达方式不能填“来源未载”",
    article="行政处罚法第六十一条",
    remedy="写明实际送达方式及其凭证；只有演示案件可以填来源未载",
)
