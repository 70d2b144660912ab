"""A made-up case with people named by role, from which every paper of the catalogue can be rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from zhifa.documents import facts as f
from zhifa.documents.catalogue import CATALOGUE

HANDLERS = (
    f.Officer(id="h1", name="承办人甲", post="一级主办", unit="执法一科", certificate_number="示例010001"),
    f.Officer(id="h2", name="承办人乙", post="二级主办", unit="执法一科", certificate_number="示例010002"),
)
RECORDER = f.Officer(id="r1", name="记录人甲", post="四级主办", unit="执法一科", certificate_number="示例010003")
UNIT_HEAD = f.Officer(id="u1", name="承办机构负责人甲", post="科长", unit="执法一科", certificate_number="示例010004")
REVIEWER = f.Officer(
    id="v1", name="法制审核人员甲", post="法制科科员", unit="法制科", qualification="法律职业资格证书号：示例A0001"
)
CHAIR = f.Officer(id="c1", name="听证主持人甲", post="副科长", unit="法制科")
HEAD = f.Officer(id="b1", name="机关负责人甲", post="局长", unit="局领导")
DEPUTY = f.Officer(id="b2", name="机关负责人乙", post="副局长", unit="局领导")
ARCHIVIST = f.Officer(id="a1", name="立卷人甲", post="档案员", unit="办公室")

LAW = f.Citation(law="中华人民共和国食品安全法", article="第三十四条第（十）项")
BASIS = (
    f.Citation(law="中华人民共和国食品安全法", article="第一百二十四条第一款第（五）项"),
    f.Citation(law="中华人民共和国行政处罚法", article="第三十二条第（一）项"),
)
SIGNED = f.Signature(signed=True)
ON = date(2026, 9, 14)
PERSON = f.Person(name="现场负责人甲", relation="店长")


def at(month: int, day: int, hour: int = 2, minute: int = 5) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def opinion(by: f.Officer, text: str = "同意承办人意见，报机关负责人审批。") -> f.Opinion:
    return f.Opinion(by=by, text=text, on=ON)


EVIDENCE = (
    f.Evidence(
        key="证1",
        kind="勘验笔录、现场笔录",
        description="现场检查（勘验）笔录",
        source="现场检查",
        obtained_on=ON,
        proves="当事人货架上有超过保质期的饼干36袋待售",
        verified=True,
        digest="a" * 64,
    ),
    f.Evidence(
        key="证2",
        kind="当事人的陈述",
        description="对现场负责人甲的询问笔录",
        source="当事人",
        obtained_on=date(2026, 9, 16),
        proves="饼干的进货日期、数量和价格",
        verified=True,
    ),
)

PENALTY = f.Draft(
    kind="penalty",
    facts="当事人于2026年1月20日购进饼干60袋，进货价12.50元/袋，销售价16.00元/袋。\n2026年9月1日后，当事人仍将其中36袋陈列于货架待售，货值金额共计576.00元，无违法所得。",
    evidence=("证1", "证2"),
    violated=(LAW,),
    basis=BASIS,
    items=(
        f.PenaltyItem(kind="没收非法财物", text="没收超过保质期的饼干36袋"),
        f.PenaltyItem(kind="罚款", amount=500000, text="罚款人民币伍仟元整"),
    ),
    discretion="当事人主动配合调查，及时下架全部涉案食品，依法减轻处罚。",
    correction="立即停止经营超过保质期的食品。",
    revision=2,
    digest="d" * 64,
)
NO_PENALTY = replace(
    PENALTY,
    kind="no_penalty",
    items=(),
    ground="minor_and_corrected",
    education="当事人应当建立食品进货查验和定期清查制度。",
)
GOODS = (f.PreservedItem(name="饼干", specification="400克/袋", quantity="36袋", condition="包装完好"),)

SCENE: dict[str, Any] = {
    "started_at": at(9, 14, 2),
    "ended_at": at(9, 14, 3),
    "place": "示例县团结路128号附3号",
    "officers": HANDLERS,
    "recorder": RECORDER,
    "credentials_shown": True,
    "rights_told": True,
    "signature": SIGNED,
}
FOUND: dict[str, Any] = {
    "present": PERSON,
    "findings": "货架第二层陈列饼干36袋，生产日期2025年12月1日，保质期9个月。\n检查人员对上述食品拍照。",
    "attachments": ("照片3张",),
    "evidence": EVIDENCE[:1],
}
PARTY = f.Party(
    kind="individual_business",
    name="示例县惠民食品经营部",
    identity_kind="uscc",
    identity_number="92540000MA6T0XXX0X",
    address="示例县团结路128号附3号",
    phone="0000-0000001",
    legal_representative="经营者甲",
)
REVIEW_ITEMS = tuple(
    f.ReviewItem(item=item, passed=True, reason=f"{item}符合法律规定。")
    for item in (
        *("主体与资格", "职权范围", "事实与证据", "法律适用与裁量基准"),
        *("程序", "文书", "涉嫌犯罪移送", "其他"),
    )
)
TALK: dict[str, Any] = {
    "held_at": at(11, 2),
    "place": "三楼会议室",
    "chair": HEAD,
    "speakers": (f.Speaker(officer=HEAD, opinion="同意。"), f.Speaker(officer=DEPUTY, opinion="同意承办机构意见。")),
    "observers": ("法制审核人员甲",),
    "report": "承办机构汇报案情和处理意见。",
    "conclusion_text": "一致同意按草案作出决定。",
}


def act(kind: type[Any], seq: int, when: datetime, by: f.Officer, **facts: Any) -> Any:
    return kind(seq=seq, at=when, by=by, **facts)


ACTS: dict[str, Any] = {
    "report": act(
        f.Report,
        0,
        at(9, 13),
        HANDLERS[0],
        source="举报",
        party=PARTY,
        content="群众举报某经营部销售过期饼干。",
        cause="经营超过保质期的食品",
        matter="食品安全监督管理",
        area="示例县",
        discovered_on=date(2026, 9, 13),
        attachments=("举报登记单",),
        suggestion="建议派员核查。",
    ),
    "verification": act(f.Assignment, 1, at(9, 13), UNIT_HEAD, officers=HANDLERS, due_on=date(2026, 9, 30)),
    "filing": act(
        f.Filing,
        2,
        at(9, 15),
        HEAD,
        officers=HANDLERS,
        found="现场检查发现货架陈列超过保质期的饼干36袋。",
        violation_ended_on=ON,
        suspected=(LAW,),
        proposal="建议立案调查。",
        unit_opinion=opinion(UNIT_HEAD),
        head_opinion="同意立案。",
    ),
    "declined_filing": act(
        f.DeclinedFiling,
        3,
        at(9, 15),
        HEAD,
        officers=HANDLERS,
        found="经核查，举报所称商品未超过保质期。",
        reason="没有违法事实。",
        unit_opinion=opinion(UNIT_HEAD),
        head_opinion="同意不予立案。",
    ),
    "inspection": act(f.Inspection, 4, at(9, 14, 3), HANDLERS[0], witness="见证人甲", **SCENE, **FOUND),
    "recheck": act(f.Recheck, 5, at(9, 28), HANDLERS[0], order="责令1", corrected=True, **SCENE, **FOUND),
    "interview": act(
        f.Interview,
        6,
        at(9, 16),
        HANDLERS[0],
        person=PERSON,
        recusal_asked=True,
        exchanges=(f.Exchange(question="饼干何时购进？", answer="今年1月20日。"),),
        confirmation="以上笔录我看过，与我说的一致。",
        **SCENE,
    ),
    "extraction": act(
        f.Extraction,
        7,
        at(9, 16),
        HANDLERS[0],
        place="示例县团结路128号附3号",
        provider="现场负责人甲",
        provider_confirmed=True,
        officers=HANDLERS,
        evidence=EVIDENCE[:1],
    ),
    "address": act(
        f.AddressConfirmation,
        8,
        at(9, 16),
        HANDLERS[0],
        address="示例县团结路128号附3号",
        recipient="经营者甲",
        phone="0000-0000001",
        electronic_consent=True,
        electronic_address="example@example.invalid",
        signature=SIGNED,
    ),
    "preservation_approval": act(
        f.PreservationApproval,
        9,
        at(9, 14, 3),
        HEAD,
        key="保存1",
        reason="涉案饼干可能被销售或者转移。",
        items=GOODS,
        proposal="建议先行登记保存。",
    ),
    "preservation": act(
        f.Preservation,
        9,
        at(9, 14, 4),
        HANDLERS[0],
        key="保存1",
        reason="涉案饼干可能被销售或者转移。",
        items=GOODS,
        place="当事人仓库",
        keeper="经营者甲",
        officers=HANDLERS,
        signature=SIGNED,
    ),
    "preservation_handled": act(
        f.PreservationHandled,
        10,
        at(9, 21),
        HANDLERS[0],
        key="保存1",
        disposal="没收",
        reason="上述饼干系超过保质期的食品。",
        officers=HANDLERS,
    ),
    "correction_order": act(
        f.CorrectionOrder,
        11,
        at(9, 14, 5),
        HANDLERS[0],
        key="责令1",
        violation="经营超过保质期的食品。",
        violated=(LAW,),
        content="立即下架全部超过保质期的食品。",
        due_on=date(2026, 9, 21),
        consequence="依法予以处罚。",
        officers=HANDLERS,
    ),
    "conclusion": act(
        f.Conclusion,
        12,
        at(10, 10),
        HANDLERS[0],
        course="本案由群众举报发现。2026年9月14日现场检查，9月15日立案。",
        nature="经营超过保质期的食品。",
        draft=PENALTY,
        complex_or_major="涉及食品安全，社会关注度高。",
        unit_opinion=opinion(UNIT_HEAD),
    ),
    "revision": act(
        f.Revision,
        13,
        at(10, 12),
        HANDLERS[0],
        draft=PENALTY,
        reason="按审核意见补充裁量理由。",
        unit_opinion=opinion(UNIT_HEAD),
    ),
    "withdrawal": act(
        f.CaseWithdrawal,
        14,
        at(10, 12),
        HEAD,
        reason="违法事实不能成立。",
        basis=BASIS[1:],
        items_disposal="退还先行登记保存的物品。",
        unit_opinion=opinion(UNIT_HEAD),
        head_opinion="同意撤销立案。",
    ),
    "notice": act(
        f.PriorNotice,
        15,
        at(10, 15),
        HANDLERS[0],
        rights=("statement", "defence", "hearing"),
        contact="承办人甲",
        contact_phone="0000-0000000",
    ),
    "statement": act(
        f.StatementReceived,
        16,
        at(10, 19),
        HANDLERS[0],
        deponent="经营者甲",
        content="当事人认为货值很小，请求从轻。",
        place="本机关执法一科",
        officers=HANDLERS,
        recorder=RECORDER,
        evidence=EVIDENCE[1:],
        signature=SIGNED,
    ),
    "statement_review": act(
        f.StatementReview,
        17,
        at(10, 20),
        HANDLERS[0],
        examined="经核对进货票据和销售记录，货值金额为576.00元。",
        result="部分采纳",
        reasons="货值较小的情节已经在裁量中考虑。",
    ),
    "hearing_request": act(
        f.HearingRequest, 18, at(10, 19), HANDLERS[0], applicant="经营者甲", grounds="对罚款数额有异议。"
    ),
    "hearing_notice": act(
        f.HearingNotice,
        19,
        at(10, 20),
        CHAIR,
        hearing_at=at(10, 30),
        place="本机关听证室",
        hearing_officer=CHAIR,
        assessors=(DEPUTY,),
        recorder=RECORDER,
        public=True,
    ),
    "hearing": act(
        f.HearingRecord,
        20,
        at(10, 30, 4),
        CHAIR,
        started_at=at(10, 30, 1),
        ended_at=at(10, 30, 3),
        place="本机关听证室",
        attendants=("经营者甲（当事人）", "承办人甲（调查人员）"),
        agents=("代理人甲",),
        investigators_case="调查人员出示现场笔录，建议罚款伍仟元。",
        party_case="当事人请求从轻。",
        examination="双方对现场笔录质证，无异议。",
        last_words="请求从轻处罚。",
        signature=SIGNED,
    ),
    "hearing_report": act(
        f.HearingReport,
        21,
        at(11, 1),
        CHAIR,
        course="听证依法进行。",
        issues="罚款数额是否适当。",
        evidence_findings="现场笔录合法有效。",
        opinion="建议按拟处罚意见决定。",
    ),
    "submission": act(
        f.Submission,
        22,
        at(11, 1),
        UNIT_HEAD,
        situation="拟对当事人减轻处罚。",
        materials=("调查终结报告", "证据材料", "听证笔录"),
    ),
    "agreement": act(
        f.Agreement,
        23,
        at(11, 2),
        REVIEWER,
        received_on=date(2026, 11, 1),
        items=REVIEW_ITEMS,
        opinion="事实清楚，程序合法，裁量适当。",
    ),
    "problems": act(
        f.Problems,
        24,
        at(11, 2),
        REVIEWER,
        received_on=date(2026, 11, 1),
        items=REVIEW_ITEMS,
        opinion="裁量理由不充分。",
        instruction="补正",
    ),
    "dispute": act(f.Dispute, 25, at(11, 2), UNIT_HEAD, points="裁量理由是否充分。", reasons="草案已列明从轻情节。"),
    "dispute_settled": act(f.DisputeSettled, 26, at(11, 3), HEAD, conclusion="change", dissent="无", **TALK),
    "discussion": act(f.Discussion, 27, at(11, 4), HEAD, conclusion="adopt", **TALK),
    "decision": act(
        f.Decision,
        28,
        at(11, 5),
        HEAD,
        unit_opinion=opinion(UNIT_HEAD),
        head_opinion="同意。",
        contact="承办人甲",
        contact_phone="0000-0000000",
    ),
    "no_penalty": act(
        f.NoPenalty,
        29,
        at(11, 5),
        HEAD,
        unit_opinion=opinion(UNIT_HEAD),
        head_opinion="同意不予处罚。",
        contact="承办人甲",
        contact_phone="0000-0000000",
    ),
    "service": act(
        f.Service,
        30,
        at(11, 6),
        HANDLERS[0],
        place="示例县团结路128号附3号",
        officers=HANDLERS,
        proof=f.DirectProof(recipient=PERSON, receipt_signed=True),
    ),
    "failed_service": act(
        f.FailedService,
        31,
        at(11, 6),
        HANDLERS[0],
        method="post",
        place="示例县团结路128号附3号",
        officers=HANDLERS,
        reason="邮件因无人签收退回。",
    ),
    "announcement": act(
        f.Announcement,
        32,
        at(11, 9),
        HANDLERS[0],
        ground="other_means_failed",
        explanation="直接送达、邮寄送达均未成功。",
        channels=("本机关门户网站", "当事人住所地张贴"),
        collect_at="本机关执法一科",
    ),
    "publication_review": act(
        f.PublicationReview,
        33,
        at(11, 9),
        UNIT_HEAD,
        collector=HANDLERS[0],
        shown=("决定书全文",),
        redactions=("经营者联系电话",),
    ),
    "payment": act(
        f.Payment,
        34,
        at(11, 12),
        HANDLERS[0],
        amount=500000,
        receipt_number="示例票据0001",
        payer="示例县惠民食品经营部",
    ),
    "publication": act(
        f.Publication, 35, at(11, 10), UNIT_HEAD, channel="本机关门户网站", address="https://example.invalid/1"
    ),
    "closing": act(
        f.Closing,
        36,
        at(11, 16),
        HEAD,
        ground="处罚决定执行完毕",
        performance="当事人已缴清罚款，没收物品已销毁。",
        officers=HANDLERS,
        unit_opinion=opinion(UNIT_HEAD),
        head_opinion="同意结案。",
    ),
    "archiving": act(
        f.Archiving,
        37,
        at(11, 20),
        ARCHIVIST,
        fonds="示例县市场监督管理局",
        archive_number="20260001",
        retention="30年",
        pages=86,
        archivist=ARCHIVIST,
        checker=UNIT_HEAD,
        remarks="本卷材料齐全，无缺损。",
    ),
}

AGENCY = f.Agency(
    name="示例县市场监督管理局",
    short_name="示市监",
    region="示例县",
    address="示例县人民路1号",
    phone="0000-0000000",
    credit_code="11540000000000000X",
    review_body="示例县人民政府",
    court="示例县人民法院",
    payee="示例银行示例县支行（示例县人民路2号，账号0000 0000 0000）",
)
CASE = f.Case(
    id="00000000-0000-4000-8000-000000000001",
    number="示市监立〔2026〕21号",
    cause="经营超过保质期的食品",
    matter="食品安全监督管理",
    workflow_label="行政处罚普通程序",
    opened_on=date(2026, 9, 13),
    phase="decide",
)
TERMS = (
    f.TermLine(
        code="handling",
        label="办案期限",
        due=date(2026, 12, 14),
        explanation="自立案之日起九十日（行政处罚法第六十条）。",
    ),
)
DOSSIER = (
    f.DossierLine(
        number="示市监立〔2026〕21号", responsible="示例县市场监督管理局", title="立案审批表", on=ON, pages=2
    ),
    f.DossierLine(
        number="示市监罚〔2026〕17号", responsible="示例县市场监督管理局", title="行政处罚决定书", on=date(2026, 11, 5)
    ),
)


def specimen(code: str, occasion: int = 0, **changes: Any) -> f.Facts:
    """Facts from which `code` renders on its `occasion`-th occasion."""
    kind = CATALOGUE[code]
    wanted = kind.occasions[occasion].act
    performed = next(performed for performed in ACTS.values() if type(performed) is wanted)
    draft = NO_PENALTY if wanted is f.NoPenalty else PENALTY
    facts = f.Facts(
        agency=AGENCY,
        case=CASE,
        party=PARTY,
        issue=f.Issue(
            code=code,
            title=kind.title,
            number=f"示市监{kind.series}〔2026〕17号" if kind.series else None,
            issued_on=date(2026, 11, 5),
        ),
        actor=performed.by,
        act=performed,
        officers=HANDLERS,
        handlers=HANDLERS,
        evidence=EVIDENCE,
        draft=draft,
        notified=draft,
        notice_number="示市监罚告〔2026〕15号",
        notice_served_on=date(2026, 10, 16),
        terms=TERMS,
        served=f.ServedPaper(code="D33", title="行政处罚决定书", number="示市监罚〔2026〕17号"),
        attempts=(ACTS["failed_service"],),
        dossier=DOSSIER,
        **ACTS,
    )
    return replace(facts, **changes)


@pytest.fixture
def make() -> Callable[..., f.Facts]:
    """``make("D33")``: facts from which the paper renders; keywords replace branches of the tree."""
    return specimen
