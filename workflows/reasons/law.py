"""Why a draft is refused for the articles it cites (处罚法 37, 38)."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

ARTICLE_UNKNOWN = Reason(
    code="article_unknown",
    text="名录所列《{law}》应当适用的文本中没有{article}",
    article="行政处罚法第三十七条、第三十八条第一款",
    remedy="核对条文序号；名录有误的，更正法律文件名录",
)
