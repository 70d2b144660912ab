"""Why a step about the upkeep of registers is refused."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

_RULE = "郑公积金〔2019〕29号三（一）（一个机关的规定，作为默认参数）"

BOOK_UNKNOWN = Reason(
    code="book_unknown",
    text="没有名录“{book}”，现有：{known}",
    article=_RULE,
    remedy="按 zhifa register export 所列的名称填写",
)
BOOK_NOT_UPDATED = Reason(
    code="book_not_updated",
    text="名录“{book}”自{at}登记变动以来没有更新",
    article=_RULE,
    remedy="先用 zhifa register import 或者 zhifa register end 更新；登记以前已经更新的、不需要更新的，由负责人办理“不予调整”并说明理由",
)
CHANGED_IN_FUTURE = Reason(
    code="changed_in_future",
    text="变动之日{since}晚于登记之日{day}",
    article=_RULE,
    remedy="变动之日到来后登记；名录可以先行导入，写明将来的有效期",
)
