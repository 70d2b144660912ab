"""Made-up acts of the procedures that are still to come, one for each occasion of a paper that waits for them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from zhifa.documents import facts as f

HANDLERS: Final = (
    f.Officer(id="h1", name="承办人甲", post="一级主办", unit="执法一科", certificate_number="示例010001"),
    f.Officer(id="h2", name="承办人乙", post="二级主办", unit="执法一科", certificate_number="示例010002"),
)
UNIT_HEAD: Final = f.Officer(id="u1", name="承办机构负责人甲", post="科长", unit="执法一科")
CHAIR: Final = f.Officer(id="c1", name="听证主持人甲", post="副科长", unit="法制科")
RECORDER: Final = f.Officer(id="r1", name="记录人甲", post="四级主办", unit="执法一科", certificate_number="示例010003")
HEAD: Final = f.Officer(id="b1", name="机关负责人甲", post="局长", unit="局领导")

ON: Final = date(2026, 9, 14)
UNTIL: Final = date(2026, 10, 13)
LAW: Final = (f.Citation(law="中华人民共和国食品安全法", article="第一百一十条第（四）项"),)
GOODS: Final = (
    f.PreservedItem(name="饼干", specification="400克/袋", quantity="36袋", condition="包装完好"),
    f.PreservedItem(name="包装机", specification="示例型", quantity="1台", condition="可以使用"),
)
PERSON: Final = f.Person(name="负责人甲", relation="店长")
SIGNED: Final = f.Signature(signed=True)
DESK: Final[dict[str, Any]] = {"contact": "承办人甲", "contact_phone": "0000-0000000"}
APPROVED: Final[dict[str, Any]] = {
    "unit_opinion": f.Opinion(by=UNIT_HEAD, text="同意，报机关负责人审批。", on=ON),
    "head_opinion": "同意。",
}


def at(month: int, day: int, hour: int = 2) -> datetime:
    return datetime(2026, month, day, hour, 30, tzinfo=UTC)


def act(kind: type[Any], by: f.Officer, /, **facts: Any) -> Any:
    return kind(seq=9, at=at(9, 14), by=by, **facts)


PLAN: Final[dict[str, Any]] = {
    "matter": "食品经营者进货查验情况",
    "kind": "日常检查",
    "basis": (f.Citation(law="中华人民共和国食品安全法", article="第一百一十条"),),
    "manner": "现场检查",
    "starts_on": date(2026, 9, 21),
    "until_on": date(2026, 9, 22),
    "place": "示例县团结路128号附3号",
    "officers": HANDLERS,
    "assistants": 1,
    "turn": 1,
    "ceiling": 2,
}
MEASURE: Final[dict[str, Any]] = {
    "reason": "现场陈列饼干36袋，有证据证明不符合食品安全标准",
    "basis": LAW,
    "starts_on": ON,
    "until_on": UNTIL,
    "officers": HANDLERS,
    **DESK,
}
EXECUTED: Final[dict[str, Any]] = {
    "executed": "《责令限期拆除决定书》（示城执责〔2026〕3号）",
    "obligations": "清除堆放在河道管理范围内的渣土约20立方米。",
    "demanded_on": date(2026, 8, 20),
    "reason": "渣土阻碍行洪，将造成环境污染",
    "manner": "机械清运",
    "starts_at": at(9, 21),
    **DESK,
}
FREEZE: Final[dict[str, Any]] = {
    "institution": "示例银行示例县支行",
    "account": "0000 0000 0000",
    "amount": 2_000_000,
}
WANTED: Final[dict[str, Any]] = {"matter": "食品经营许可", **DESK}
EXTENDED: Final[dict[str, Any]] = {
    **WANTED,
    "accepted_on": date(2026, 8, 17),
    "due_on": ON,
    "extended_until": date(2026, 9, 28),
    "reason": "经营场所平面布局需要实地核查，申请人另行约定了核查日期。",
}
SITTING: Final[dict[str, Any]] = {"place": "本机关听证室", "hearing_officer": CHAIR, "recorder": RECORDER}
STANDING: Final[dict[str, Any]] = {**WANTED, "licence_number": "示例许可证0001", "granted_on": date(2022, 3, 1)}
ADVICE: Final[dict[str, Any]] = {
    "matter": "食品安全监督管理",
    "found": "进货台账中有三笔没有附供货者的检验报告。",
    "advice": "建立进货查验记录制度，逐批索取检验报告。",
    **DESK,
}
OVERSIGHT: Final[dict[str, Any]] = {
    "matter": "行政处罚案件办理期限",
    "found": "抽查的二十件案件中，有两件超过办案期限没有办结，也没有办理延长手续。",
    "basis": (f.Citation(law="行政执法监督条例"),),
    "requirement": "查明原因，依法办结，并完善期限预警。",
    "due_on": UNTIL,
    **DESK,
}

INSPECTION: Final = (
    act(f.InspectionApproval, HEAD, origin="年度检查计划", proposal="建议按计划检查。", **PLAN, **APPROVED),
    act(
        f.InspectionNotice,
        HANDLERS[0],
        bring=("营业执照", "进货台账"),
        discipline=("不得干扰正常经营", "不得接受被检查人的财物"),
        hotline="0000-0000009",
        **PLAN,
        **DESK,
    ),
    act(
        f.InspectionOutcome,
        HANDLERS[0],
        matter="进货查验",
        notice_number="示市监检通〔2026〕5号",
        inspected_on=date(2026, 9, 21),
        findings="抽查食品十种，进货票据齐全。\n现场没有超过保质期的食品。",
        conclusion="未发现问题",
        handling="无",
        **DESK,
    ),
)
COERCION: Final = (
    act(
        f.MeasureApproval,
        HEAD,
        matter="扣押财物",
        reason="饼干可能被销售。",
        basis=LAW,
        subject="饼干36袋，包装机1台",
        period="三十日，自2026年9月14日起至2026年10月13日止",
        proposal="建议扣押。",
        carried_out_at=at(9, 14, 1),
        reported_at=at(9, 14, 2),
        **APPROVED,
    ),
    act(
        f.Seizure,
        HANDLERS[0],
        measure="扣押",
        items=GOODS,
        place="本机关物品保管室",
        keeper="保管人甲",
        signature=SIGNED,
        **MEASURE,
    ),
    act(
        f.SeizureRecord,
        HANDLERS[0],
        measure="扣押",
        started_at=at(9, 14, 1),
        ended_at=at(9, 14, 2),
        place="示例县团结路128号附3号",
        officers=HANDLERS,
        recorder=RECORDER,
        credentials_shown=True,
        attended=f.PartyPresent(person=PERSON, signature=SIGNED),
        reason=MEASURE["reason"],
        basis=LAW,
        statement="当事人没有提出陈述和申辩。",
        course="执法人员逐件清点，装入三个纸箱，加贴封条。",
        items=GOODS,
        recording="执法记录仪示例0002",
    ),
    act(
        f.FreezeRecord,
        HANDLERS[0],
        started_at=at(9, 14, 1),
        ended_at=at(9, 14, 2),
        officers=HANDLERS,
        recorder=RECORDER,
        credentials_shown=True,
        received_by="金融机构经手人甲",
        course="金融机构核对账号后办理冻结。",
        **FREEZE,
    ),
    act(f.Freeze, HANDLERS[0], **FREEZE, **MEASURE),
    act(
        f.FreezeExtended,
        HEAD,
        measure_number="示市监冻〔2026〕1号",
        until_on=UNTIL,
        extended_until=date(2026, 11, 12),
        reason="涉案资金往来多，情况复杂。",
        **FREEZE,
        **DESK,
    ),
    act(
        f.MeasureExtended,
        HEAD,
        measure="扣押",
        measure_number="示市监强措〔2026〕3号",
        until_on=UNTIL,
        extended_until=date(2026, 11, 12),
        reason="涉案食品的供货者在外省，情况复杂。",
        **DESK,
    ),
    act(
        f.MeasureLifted,
        HEAD,
        measure="扣押",
        measure_number="示市监强措〔2026〕3号",
        clause="二",
        reason="经查，包装机没有用于违法行为。",
        items=GOODS[1:],
        proceeds=12_000,
        officers=HANDLERS,
        signature=SIGNED,
        **DESK,
    ),
    act(
        f.FreezeLifted,
        HEAD,
        measure_number="示市监冻〔2026〕1号",
        clause="二",
        reason="经查，存款是工资收入。",
        **FREEZE,
        **DESK,
    ),
)
ENFORCEMENT: Final = (
    act(
        f.ForcedExecution,
        HEAD,
        basis=(f.Citation(law="示例县河道管理条例", article="第十条"),),
        **EXECUTED,
    ),
    act(
        f.SubstitutePerformance,
        HEAD,
        basis=(f.Citation(law="中华人民共和国行政强制法", article="第五十条、第五十一条"),),
        subject="堆放在示例河左岸的渣土约20立方米",
        budget=480_000,
        performer="示例县清运服务中心（与本案没有利害关系）",
        **EXECUTED,
    ),
    act(
        f.SubstituteDemand,
        HANDLERS[0],
        order_number="示城执代履〔2026〕1号",
        obligations="清除渣土约20立方米。",
        due_on=date(2026, 9, 18),
        starts_at=at(9, 21),
        **DESK,
    ),
    act(
        f.SubstitutePerformed,
        HANDLERS[0],
        order_number="示城执代履〔2026〕1号",
        started_at=at(9, 21, 1),
        ended_at=at(9, 21, 6),
        place="示例河左岸",
        officers=HANDLERS,
        performer="示例县清运服务中心",
        course="挖掘机一台、货车两辆清运渣土五车次，场地已经平整。",
        cost=470_000,
        signature=f.Signature(signed=False, note="当事人不在场"),
        witness="见证人甲",
    ),
    act(
        f.PerformanceDemanded,
        HANDLERS[0],
        executed=EXECUTED["executed"],
        obligations=EXECUTED["obligations"],
        due_on=UNTIL,
        manner="自行清运到指定的消纳场",
        payment=f.MoneyOwed(amount=300_000, how="缴至示例银行示例县支行"),
        threatened="代履行",
        **DESK,
    ),
    act(
        f.ImmediatePerformance,
        HEAD,
        subject="侧翻的罐车遗洒的沥青约二吨。",
        matter_kind="遗洒物",
        site="道路",
        place="示例县团结路与人民路交叉口",
        urgency="车辆打滑，已经发生追尾",
        inability="罐车驾驶人受伤送医，所属单位在外省",
        manner="机械铲除",
        performed_at=at(9, 14, 4),
        performer="示例县清运服务中心",
        budget=480_000,
        **DESK,
    ),
    act(
        f.ImmediatePerformanceTold,
        HANDLERS[0],
        order_number="示城执即代〔2026〕1号",
        performed_at=at(9, 14, 4),
        place="示例县团结路与人民路交叉口",
        subject="遗洒的沥青约二吨",
        performer="示例县清运服务中心",
        course="铲车一台铲除，一小时后恢复通行。",
        cost=470_000,
        handling="沥青暂存于示例县清运服务中心，请在十日内领回；另案调查遗洒行为",
        **DESK,
    ),
    act(
        f.DemolitionAnnounced,
        HEAD,
        executed="责令限期拆除决定书（示城执拆〔2026〕2号）",
        building="未取得规划许可的钢结构棚房一处，约二百平方米",
        place="示例县团结路130号院内",
        due_on=UNTIL,
        **DESK,
    ),
)
LICENCE: Final = (
    act(f.ApplicationFormGiven, HANDLERS[0], documents=("身份证明", "经营场所平面图"), **WANTED),
    act(f.ApplicationReceived, HANDLERS[0], received_on=ON, documents=("申请书", "身份证明"), **WANTED),
    act(f.ApplicationAccepted, HANDLERS[0], received_on=ON, due_on=UNTIL, **WANTED),
    act(f.ApplicationDeemedAccepted, HANDLERS[0], received_on=date(2026, 9, 1), due_on=date(2026, 9, 29), **WANTED),
    act(
        f.ApplicationDeclined,
        HANDLERS[0],
        received_on=ON,
        reason="食品生产许可由上一级机关办理。",
        competent="示例市市场监督管理局",
        **WANTED,
    ),
    act(f.LicenceNotNeeded, HANDLERS[0], received_on=ON, reason="销售食用农产品不需要取得许可。", **WANTED),
    act(
        f.MaterialsWanted,
        HANDLERS[0],
        received_on=ON,
        missing=(
            f.WantedMaterial(name="经营场所平面图", reason="没有提交。"),
            f.WantedMaterial(name="食品安全管理制度", reason="缺少进货查验记录制度。"),
        ),
        **WANTED,
    ),
    act(
        f.TimeTold,
        HANDLERS[0],
        procedure="专家评审",
        basis=(f.Citation(law="示例食品经营许可办法", article="第十条"),),
        starts_on=ON,
        period="十个工作日",
        **WANTED,
    ),
    act(f.ReviewExtended, HEAD, **EXTENDED),
    act(f.JointReviewExtended, HEAD, **EXTENDED),
    act(
        f.LicenceHearingTold,
        HANDLERS[0],
        told_to=("示例县惠民食品经营部", "相邻住户甲"),
        interests="经营场所的排烟口正对相邻住户的窗户。",
        **WANTED,
    ),
    act(
        f.LicenceHearingSet,
        HANDLERS[0],
        told_to=("示例县惠民食品经营部", "相邻住户甲"),
        ground="本机关认为该事项涉及公共利益，需要听证。",
        basis=(f.Citation(law="中华人民共和国行政许可法", article="第四十六条"),),
        hearing_at=at(9, 28),
        attend="公告之日起五日内持身份证明到本机关登记",
        **SITTING,
        **WANTED,
    ),
    act(
        f.LicenceHearingHeld,
        CHAIR,
        started_at=at(9, 28, 1),
        ended_at=at(9, 28, 3),
        attendants=("申请人的经营者甲", "相邻住户甲", "审查人员甲"),
        examiners_case="审查人员出示平面图和现场照片，建议附条件准予许可。",
        party_case="申请人愿意改装排烟口，相邻住户没有异议。",
        examination="各方对现场照片没有异议。",
        signature=SIGNED,
        **SITTING,
        **WANTED,
    ),
)
LICENCE_DECISION: Final = (
    act(
        f.LicenceGranted,
        HEAD,
        accepted_on=date(2026, 8, 17),
        basis=(f.Citation(law="中华人民共和国食品安全法", article="第三十五条第二款"),),
        content="热食类食品制售",
        period="自2026年9月14日起至2031年9月13日止",
        conditions="排烟口改向后方可营业",
        licence_number="示例许可证0002",
        **WANTED,
    ),
    act(
        f.LicenceRefused,
        HEAD,
        accepted_on=date(2026, 8, 17),
        basis=(f.Citation(law="中华人民共和国食品安全法", article="第三十三条第一款第（一）项"),),
        reasons="经营场所距污染源不足规定距离。",
        standards=("示例技术规范第1号",),
        **WANTED,
    ),
    act(
        f.LicenceChanged,
        HEAD,
        applied_on=ON,
        before="经营项目：预包装食品销售",
        after="经营项目：预包装食品销售、热食类食品制售",
        **STANDING,
    ),
    act(
        f.ChangeRefused,
        HEAD,
        applied_on=ON,
        wanted="经营项目增加生食类食品制售。",
        basis=(f.Citation(law="中华人民共和国食品安全法", article="第三十三条第一款"),),
        reasons="没有专用操作间。",
        **STANDING,
    ),
    act(
        f.LicenceAltered,
        HEAD,
        found="经营场所所在区域划为禁止餐饮油烟排放的区域。",
        reasons="保护居民的环境权益。",
        before="经营项目：预包装食品销售、热食类食品制售",
        after="经营项目：预包装食品销售",
        compensation="设备残值损失由示例县人民政府按照评估结果补偿",
        **STANDING,
    ),
    act(f.LicenceRenewed, HEAD, applied_on=ON, period="自2027年3月1日起至2032年2月29日止", **STANDING),
    act(
        f.RenewalRefused,
        HEAD,
        applied_on=ON,
        basis=(f.Citation(law="中华人民共和国食品安全法", article="第三十三条第一款"),),
        reasons="经营场所已经拆除。",
        **STANDING,
    ),
    act(
        f.LicenceRevoked,
        HEAD,
        found="准予许可时没有实地核查。",
        clause="三",
        reasons="核查是该项许可的法定程序。",
        **STANDING,
    ),
    act(
        f.LicenceRevokedForFraud,
        HEAD,
        found="申请时提交的租赁合同是伪造的。",
        reasons="申请人以伪造的材料取得许可。",
        **STANDING,
    ),
    act(
        f.LicenceWithdrawn,
        HEAD,
        found="经营场所所在区域划为饮用水水源一级保护区。",
        reasons="保护饮用水水源。",
        compensation="搬迁费用和停业损失由示例县人民政府按照评估结果补偿",
        **STANDING,
    ),
    act(
        f.LicenceCancelled,
        HEAD,
        clause="一",
        reasons="有效期于2026年9月1日届满，没有申请延续。",
        **STANDING,
    ),
)
LEVY: Final = (
    act(
        f.FeeDemanded,
        HANDLERS[0],
        fee="水资源费",
        basis=(f.Citation(law="取水许可和水资源费征收管理条例", article="第二十八条、第三十三条"),),
        standard="每立方米0.20元",
        calculation="2026年第二季度取水30000立方米，每立方米0.20元",
        amount=600_000,
        due_on=date(2026, 9, 21),
        manner="到代收银行缴入国库",
        late_charge="无",
        **DESK,
    ),
    act(
        f.DeferralDecided,
        HEAD,
        fee="水资源费",
        notice_number="示水缴〔2026〕8号",
        amount=600_000,
        applicant="经营者甲",
        grounds="受灾停产，一时无力缴纳。",
        proofs=("受灾证明",),
        basis=(f.Citation(law="取水许可和水资源费征收管理条例", article="第三十四条"),),
        result="同意缓缴",
        until_on=date(2026, 12, 10),
        reasons="确有特殊困难。",
        **APPROVED,
    ),
    act(
        f.Requisition,
        HEAD,
        reason="抢险救灾紧急需要",
        basis=(
            f.Citation(law="中华人民共和国民法典", article="第二百四十五条"),
            f.Citation(law="中华人民共和国突发事件应对法", article="第十二条"),
        ),
        items=GOODS[1:],
        purpose="分装救灾食品",
        starts_on=ON,
        until_on=UNTIL,
        compensation="按当地租金标准补偿",
        officers=HANDLERS,
        signature=SIGNED,
        **DESK,
    ),
    act(
        f.RequisitionEnded,
        HANDLERS[0],
        order_number="示政征用〔2026〕1号",
        returned_on=UNTIL,
        items=GOODS[1:],
        losses="传送带磨损",
        compensation="租金和维修费",
        amount=350_000,
        officers=HANDLERS,
        signature=SIGNED,
    ),
)
OVERDUE: Final = (
    act(
        f.FeeOverdue,
        HANDLERS[0],
        fee="水资源费",
        notice_number="示水缴〔2026〕8号",
        amount=600_000,
        due_on=date(2026, 12, 20),
        manner="到代收银行缴入国库",
        late_charge="从滞纳之日起按日加收滞纳金",
        **DESK,
    ),
    act(
        f.ExpropriationAnnounced,
        HEAD,
        project="旧城区改建",
        decided="房屋征收决定（示政征〔2026〕1号）",
        scope="示例县团结路以东、人民路以北。",
        plan="产权调换或者货币补偿，由被征收人选择；全文在示例县人民政府门户网站公布。",
        basis=(f.Citation(law="国有土地上房屋征收与补偿条例"),),
        **DESK,
    ),
)
ASSISTANCE: Final = (
    act(
        f.AssistanceAnswered,
        HANDLERS[0],
        agency="邻县市场监督管理局",
        document_number="邻市监协〔2026〕3号",
        matter="核实饼干的进货来源。",
        assisted=True,
        answer="经核实，该批饼干由示例县惠民食品经营部购进。",
        attachments=("进货票据复印件一份",),
        **DESK,
    ),
)
GUIDANCE: Final = (
    act(
        f.TalkNotice,
        HANDLERS[0],
        invited=PERSON,
        matter="食品进货查验",
        reason="督促落实食品安全主体责任",
        talk_at=at(9, 16),
        place="本机关会议室",
        bring=("进货台账",),
        **DESK,
    ),
    act(
        f.TalkHeld,
        HANDLERS[0],
        started_at=at(9, 16, 1),
        ended_at=at(9, 16, 2),
        place="本机关会议室",
        invited=PERSON,
        officers=HANDLERS,
        recorder=RECORDER,
        matter="食品进货查验",
        course="约谈人说明检查中发现的情况。",
        advice="逐批索取检验报告。",
        statement="接受建议，十日内完善台账。",
        signature=SIGNED,
    ),
    act(f.Guidance, HANDLERS[0], **ADVICE),
    act(f.Admonition, HANDLERS[0], **ADVICE),
    act(f.Reminder, HANDLERS[0], **ADVICE),
)
SUPERVISION: Final = (
    act(f.SupervisionNotice, HEAD, **OVERSIGHT),
    act(f.SupervisionOpinion, HEAD, **OVERSIGHT),
    act(f.SupervisionDecision, HEAD, content="责令限期办结上述两件案件。", **OVERSIGHT),
    act(
        f.RectificationReport,
        HEAD,
        receiver="示例县司法局",
        order_number="示监通〔2026〕2号",
        found="两件案件超过办案期限。",
        measures="一、办结案件；\n二、每日查看期限预警。",
        achieved="两件案件已经办结。",
        attachments=("结案审批表复印件",),
        **DESK,
    ),
    act(
        f.DecisionReported,
        HEAD,
        receiver="示例县司法局",
        decided="《行政处罚决定书》（示市监罚〔2026〕17号）",
        decided_on=ON,
        ground="没收较大价值非法财物",
        content="没收超过保质期的食品，并处罚款。",
        basis=LAW,
        review="2026年9月10日法制审核，审核意见为同意。",
        attachments=("行政处罚决定书", "法制审核意见书"),
        **DESK,
    ),
)

AWAITED: Final = (
    *(*INSPECTION, *COERCION, *ENFORCEMENT, *LICENCE, *LICENCE_DECISION),
    *(*LEVY, *OVERDUE, *ASSISTANCE, *GUIDANCE, *SUPERVISION),
)
"""An act of each kind."""
