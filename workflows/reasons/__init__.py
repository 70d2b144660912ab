"""Every reason of law for which a step of a penalty procedure is refused: code, text, article, what to do."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

TOO_FEW_OFFICERS = Reason(
    code="too_few_officers",
    text="执法人员不足两人：{day}持有效证件的有{counted}人",
    article="行政处罚法第四十二条第一款",
    remedy="由两名以上具有行政执法资格的人员办理",
)
CERTIFICATE_INVALID = Reason(
    code="certificate_invalid",
    text="{officer}在{day}没有可在{area}实施行政处罚的有效执法证件",
    article="行政处罚法第四十二条第一款",
    remedy="换由证件有效且类别、区域相符的人员办理",
)
NOT_A_HANDLER = Reason(
    code="not_a_handler",
    text="{officer}不是本案承办人",
    article="本机关办案制度",
    remedy="由本案承办人办理，或者先办理移交",
)
NO_POWER = Reason(
    code="no_power",
    text="本机关在{day}对“{matter}”没有法定职权，也没有有效的委托",
    article="行政处罚法第十七条至第二十一条",
    remedy="核对执法事项；不属本机关职权的，移送有权机关",
)
OUTSIDE_REGION = Reason(
    code="outside_region",
    text="违法行为发生地{area}不在本机关管辖区域{region}之内",
    article="行政处罚法第二十二条",
    remedy="移送有管辖权的机关，或者报请指定管辖",
)
IDENTITY_CHECK_DIGIT = Reason(
    code="identity_check_digit",
    text="{kind} {number} 的校验位不正确",
    article="GB 32100-2015、GB 11643-1999",
    remedy="对照证照原件核对号码；来源已脱敏的，证件种类选“已脱敏”",
)
TIME_BARRED = Reason(
    code="time_barred",
    text="违法行为于{ended}终了，追诉时效于{due}届满，{discovered}才被发现",
    article="行政处罚法第三十六条",
    remedy="不再给予行政处罚；涉及公民生命健康安全、金融安全且有危害后果的，写明适用五年的理由",
)
VIOLATION_NOT_YET = Reason(
    code="violation_after_discovery",
    text="所填违法行为日期{ended}晚于立案日{day}",
    article="行政处罚法第三十六条第二款",
    remedy="核对违法行为发生或者终了的日期",
)
NOT_APPROVED_BY_HEAD = Reason(
    code="not_approved_by_head",
    text="未经机关负责人批准：{detail}",
    article="行政处罚法第五十六条",
    remedy="先报行政机关负责人批准",
)
OPINION_UNFOUNDED = Reason(
    code="opinion_unfounded",
    text="{officer}的承办机构意见不能采用：{detail}",
    article="本机关审批制度",
    remedy="由承办机构负责人在办理之前出具意见",
)
TIMES_UNFIT = Reason(
    code="times_unfit",
    text="所填“{field}”{value}{detail}",
    article="行政处罚法第四十七条（全过程记录）",
    remedy="核对时间",
)
LAW_YOUNGER = Reason(
    code="law_younger_than_violation",
    text="所引《{law}》在违法行为终了之日{day}尚未施行或者已经失效",
    article="行政处罚法第三十七条",
    remedy="引用违法行为发生时的规定；新规定处罚较轻或者不认为是违法的，写明适用新规定的理由",
)
REVIEW_FIRST = Reason(
    code="review_first",
    text="本机关规定先审核、后告知，现有草案没有审核通过",
    article="行政处罚法第五十八条；本机关审核制度",
    remedy="先送法制审核",
)
CONFISCATION_UNDECIDED = Reason(
    code="confiscation_undecided",
    text="没有没收的处罚决定，先行登记保存的物品不能以没收处理",
    article="行政处罚法第五十七条、第五十八条",
    remedy="先依法作出没收的处罚决定，或者以其他方式处理",
)
CLOSING_GROUND = Reason(
    code="closing_ground",
    text="结案理由“{ground}”与{decision}不符",
    article="本机关结案制度",
    remedy="按决定的种类填写结案理由",
)
MONEY_OWED = Reason(
    code="money_owed",
    text="尚有{owed}分没有缴清",
    article="行政处罚法第六十七条、第七十二条",
    remedy="缴清后结案；确有困难的，另行办理延期、分期",
)
SAME_PERSON = Reason(
    code="same_person",
    text="{first}和{second}是同一人：{officer}",
    article="本机关内部监督制度",
    remedy="由不同的人员办理",
)
EVIDENCE_UNKNOWN = Reason(
    code="evidence_unknown",
    text="草案引用的证据“{key}”不在卷内",
    article="行政处罚法第四十条、第四十六条",
    remedy="先登记该证据，或者改正引用",
)
EVIDENCE_UNVERIFIED = Reason(
    code="evidence_unverified",
    text="证据“{key}”尚未查证属实",
    article="行政处罚法第四十六条第二款",
    remedy="证据经查证属实后，方可作为认定案件事实的根据",
)
EVIDENCE_KEY_TAKEN = Reason(
    code="evidence_key_taken",
    text="卷内已有名为“{key}”的证据",
    article="行政处罚法第四十七条",
    remedy="换一个编号；原证据登记有误的，用更正",
)
FACTS_WITHOUT_EVIDENCE = Reason(
    code="facts_without_evidence",
    text="草案认定的事实没有证据",
    article="行政处罚法第四十条",
    remedy="写明认定事实所依据的证据；证据不足的，不得给予行政处罚",
)
STATUTE_NOT_IN_FORCE = Reason(
    code="statute_not_in_force",
    text="所引《{law}》在{day}不具有效力",
    article="行政处罚法第三十七条、第三十八条第一款",
    remedy="核对法律、法规、规章的施行和失效日期",
)
PAYMENT_TERM = Reason(
    code="payment_term",
    text="草案规定{days}日内缴纳罚款，法定期限为十五日",
    article="行政处罚法第六十七条第三款",
    remedy="改为自收到决定书之日起十五日；确有困难的，另行办理延期、分期",
)
NO_DRAFT = Reason(
    code="no_draft",
    text="尚无决定草案",
    article="行政处罚法第五十七条",
    remedy="先完成调查终结报告，提出决定草案",
)
REVIEW_ORDER = Reason(
    code="review_order",
    text="本机关规定先告知、后审核，案件尚未告知当事人",
    article="行政处罚法第四十四条、第五十八条；本机关审核制度",
    remedy="先作出并送达行政处罚告知书",
)
RIGHTS_INCOMPLETE = Reason(
    code="rights_incomplete",
    text="告知书没有告知{missing}的权利",
    article="行政处罚法第四十四条、第六十三条",
    remedy="补充告知后再送达",
)
NOTICE_NOT_SERVED = Reason(
    code="notice_not_served",
    text="现有草案所拟的处罚尚未告知当事人，或者告知书尚未送达",
    article="行政处罚法第四十四条、第六十二条",
    remedy="制作并送达行政处罚告知书",
)
STATEMENT_WINDOW = Reason(
    code="statement_window_open",
    text="陈述、申辩期限至{due}，尚未届满，当事人也没有明确放弃",
    article="行政处罚法第四十五条、第六十二条（期限由本机关规定）",
    remedy="待期限届满，或者取得当事人明确放弃的书面意见",
)
STATEMENT_UNREVIEWED = Reason(
    code="statement_unreviewed",
    text="当事人{day}提出的陈述、申辩尚未复核",
    article="行政处罚法第四十五条第一款、第六十二条",
    remedy="对当事人提出的事实、理由和证据进行复核，并记录采纳与否及理由",
)
HEARING_WINDOW = Reason(
    code="hearing_window_open",
    text="要求听证的期限至{due}，尚未届满，当事人也没有明确放弃",
    article="行政处罚法第六十四条第一项",
    remedy="待期限届满，或者取得当事人明确放弃听证的书面意见",
)
HEARING_PENDING = Reason(
    code="hearing_pending",
    text="当事人{day}要求听证，{detail}",
    article="行政处罚法第六十三条至第六十五条",
    remedy="举行听证并形成听证报告；当事人撤回或者视为放弃的，如实登记",
)
HEARING_REQUEST_LATE = Reason(
    code="hearing_request_late",
    text="要求听证的期限已于{due}届满",
    article="行政处罚法第六十四条第一项",
    remedy="告知当事人期限已过；仍可听取其陈述、申辩",
)
HEARING_NOT_OFFERED = Reason(
    code="hearing_not_offered",
    text="告知书没有告知听证权利",
    article="行政处罚法第六十三条",
    remedy="属于听证范围的，先补充告知",
)
HEARING_NOTICE_TOO_LATE = Reason(
    code="hearing_notice_too_late",
    text="听证定于{hearing}，至迟应于{latest}通知，现为{day}",
    article="行政处罚法第六十四条第二项、第八十五条",
    remedy="推迟听证日期，使通知之日与听证之日之间有完整的七个工作日",
)
HEARING_OFFICER_INVESTIGATED = Reason(
    code="hearing_officer_investigated",
    text="听证主持人{officer}是本案调查人员（{why}）",
    article="行政处罚法第六十四条第四项",
    remedy="指定非本案调查人员主持",
)
HEARING_NOT_APPOINTED = Reason(
    code="hearing_not_appointed",
    text="{detail}",
    article="行政处罚法第六十四条第二项、第四项",
    remedy="先通知当事人听证的时间、地点，由指定的主持人按时举行",
)
HEARING_UNREPORTED = Reason(
    code="hearing_unreported",
    text="{detail}",
    article="行政处罚法第六十五条",
    remedy="先举行听证、制作笔录",
)
HEAVIER_THAN_NOTICE = Reason(
    code="heavier_than_notice",
    text="草案重于最后一次告知的处罚：{detail}",
    article="行政处罚法第四十五条第二款",
    remedy="不得因陈述、申辩或者听证加重；查明新的证据的，重新告知并重新计算期限、重新审核",
)
NOT_COVERED_BY_NOTICE = Reason(
    code="not_covered_by_notice",
    text="草案与最后一次告知的内容不同：{detail}",
    article="行政处罚法第四十四条、第六十二条",
    remedy="就变更后的内容重新告知",
)
HEAVIER_WITHOUT_NEW_EVIDENCE = Reason(
    code="heavier_without_new_evidence",
    text="拟加重处罚（{detail}），但{notified}告知之后没有取得新的证据",
    article="行政处罚法第四十五条第二款",
    remedy="不得因当事人陈述、申辩加重；恢复原拟处罚或者从轻",
)
REVIEWER_INVOLVED = Reason(
    code="reviewer_involved",
    text="{officer}曾{why}，不得审核本案",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    remedy="由没有参与调查、起草、承办机构审批的法制审核人员审核",
)
REVIEWER_UNQUALIFIED = Reason(
    code="reviewer_unqualified",
    text="{officer}在{day}没有登记法律职业资格，也没有登记从事行政处罚决定法制审核的经历",
    article="行政处罚法第五十八条第二款",
    remedy="由通过国家统一法律职业资格考试取得法律职业资格的人员审核，或者登记其此前的审核经历",
)
REVIEW_DATES = Reason(
    code="review_dates",
    text="收到送审材料的日期{received}不在送审日{submitted}与审核日{day}之间",
    article="本机关审核制度",
    remedy="核对收件日期",
)
DRAFT_UNCHANGED = Reason(
    code="draft_unchanged",
    text="审核意见为存在问题，草案、证据没有变更，分歧也没有经讨论处理",
    article="行政处罚法第五十八条；国办发〔2018〕118号",
    remedy="按审核意见补正后再送审；有异议的，提请分歧讨论",
)
FIRST_REVIEW_GONE = Reason(
    code="first_review_gone",
    text="告知前的审核意见已不适用于现有草案和证据",
    article="行政处罚法第五十八条",
    remedy="重新送法制审核",
)
DISCUSSION_MISSING = Reason(
    code="discussion_missing",
    text="情节复杂或者违法行为重大（{why}），负责人没有集体讨论通过现有草案",
    article="行政处罚法第五十七条第二款",
    remedy="由行政机关负责人集体讨论决定",
)
TOO_FEW_DISCUSSANTS = Reason(
    code="too_few_discussants",
    text="参加集体讨论的负责人{counted}人，本机关规定至少{needed}人",
    article="行政处罚法第五十七条第二款；本机关议事规则",
    remedy="由规定人数的负责人参加讨论，每人发表意见",
)
DRAFT_KIND = Reason(
    code="draft_kind",
    text="审核通过的草案是{kind}，不能据以作出{wanted}",
    article="行政处罚法第五十七条、第五十八条",
    remedy="按草案的种类作出决定；改变种类的，修改草案后重新审核",
)
ELEMENTS_MISSING = Reason(
    code="elements_missing",
    text="决定书缺少法定内容：{missing}",
    article="行政处罚法第五十九条",
    remedy="补齐后再作决定；复议机关、法院、代收机构在机关登记信息中填写",
)
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
OVERPAID = Reason(
    code="overpaid",
    text="缴款{amount}分超过应缴余额{outstanding}分",
    article="行政处罚法第六十七条",
    remedy="核对缴款票据；多缴的依法退还",
)
NOT_SERVED = Reason(
    code="not_served",
    text="决定书尚未送达，不得公示",
    article="行政处罚法第四十八条、第六十一条",
    remedy="先完成送达",
)
PUBLICATION_UNCHECKED = Reason(
    code="publication_unchecked",
    text="{detail}",
    article="行政处罚法第四十八条、第五十条；国办发〔2018〕118号",
    remedy="先由公示审核人审核公示内容和脱敏情况",
)
COLLECTOR_CHECKS = Reason(
    code="collector_checks",
    text="公示内容的采集人和审核人是同一人：{officer}",
    article="本机关公示制度（国办发〔2018〕118号要求明确采集、传递、审核、发布职责）",
    remedy="由另一人审核",
)
TRACKS_OPEN = Reason(
    code="tracks_open",
    text="尚有未了结的事项：{tracks}",
    article="行政处罚法第四十七条、第五十六条、第六十七条",
    remedy="逐项了结后结案",
)
