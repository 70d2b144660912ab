"""Why the case may not go past the notice, the statement or the defence (处罚法 44, 45, 62)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

NO_DRAFT = Reason(
    code="no_draft",
    text="尚无决定草案",
    article="行政处罚法第五十七条",
    remedy="先完成调查终结报告，提出决定草案",
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
