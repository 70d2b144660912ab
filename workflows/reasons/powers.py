"""Why a case is not filed or decided although the matter is the agency's: what was to be published beforehand is not (事前公开)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

MATTER_NOT_LISTED = Reason(
    code="matter_not_listed",
    text="“{matter}”在{day}不在本机关的行政执法事项清单中（{act}）",
    article="行政处罚法第三十九条；本机关选项 listed_matters_only",
    remedy="核对事项名称；确属本机关事项的，先列入清单并公布，再立案",
)
DELEGATION_NOT_ANNOUNCED = Reason(
    code="delegation_not_announced",
    text="本机关对“{matter}”的职权来自{document}，到{day}尚未公布",
    article="行政处罚法第二十条第二款、第二十四条第一款",
    remedy="先向社会公布委托书或者赋权决定，在名录中写明公布日期",
)
