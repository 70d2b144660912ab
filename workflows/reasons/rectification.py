"""Why a paper is not mended in writing."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

_CUSTOM = "执法文书制作的惯例（法律没有规定；农业行政执法文书制作规范为默认依据）"

PAPER_NOT_ON_FILE = Reason(
    code="paper_not_on_file",
    text="卷内没有可以补正的文书“{paper}”",
    article=_CUSTOM,
    remedy="写明案卷中送达当事人的文书的文号，没有文号的写文书的编号（zhifa case papers 可以查到）",
)
PAPER_UNSERVED = Reason(
    code="paper_unserved",
    text="《{title}》没有送达当事人，不书面补正",
    article=_CUSTOM,
    remedy="待送达后再补正；决定本身有误的，依法撤销、变更",
)
PAPER_SET_ASIDE = Reason(
    code="paper_set_aside",
    text="《{title}》所依据的决定已被撤销，不再补正",
    article=_CUSTOM,
    remedy="不需要补正；重新作出的决定另行制作文书",
)
SLIP_NOT_FOUND = Reason(
    code="slip_not_found",
    text="《{title}》中没有“{wrong}”",
    article=_CUSTOM,
    remedy="照文书印出的原文抄录，不改标点",
)
SLIP_OF_SUBSTANCE = Reason(
    code="slip_of_substance",
    text="把“{wrong}”改为“{right}”会改变文书的{what}，不是笔误",
    article="行政处罚法第四十四条、第四十五条、第五十八条、第六十二条",
    remedy="属于处理内容的，依法撤销或者变更原决定，重新告知、听取意见、审核后另行作出；只是写法不同的，不必补正",
)
LEGAL_OPINION_UNFOUNDED = Reason(
    code="legal_opinion_unfounded",
    text="{officer}在{day}不是法制审核人员，或者意见晚于办理日",
    article="本机关审批制度（比照行政处罚法第五十八条）",
    remedy="由没有参与办案的法制审核人员在办理之前出具确属笔误的意见",
)
