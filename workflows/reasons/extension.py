"""Why an extension of the days for the decision is refused. 处罚法 60 itself knows none."""

from __future__ import annotations

from zhifa.engine.refusals import Reason

EXTENSION_UNFOUNDED = Reason(
    code="extension_unfounded",
    text="办案期限按{rule}计算，其中没有延长的规定",
    article="行政处罚法第六十条",
    remedy="在期限内作出决定；本机关适用的规章另有规定的，在名录中选定规则包，对其后开始的期限适用",
)
EXTENSIONS_USED_UP = Reason(
    code="extensions_used_up",
    text="办案期限已经延长{times}次，依{article}不得再延长",
    article="行政处罚法第六十条；本机关适用的规章",
    remedy="在期限内作出决定",
)
EXTENSION_TOO_LATE = Reason(
    code="extension_too_late",
    text="办案期限已于{due}届满，不得在届满后延长",
    article="行政处罚法第六十条",
    remedy="尽快作出决定，逾期的事实如实记录",
)
EXTENSION_TOO_LONG = Reason(
    code="extension_too_long",
    text="延长{added}{unit}，超过一次可以延长的{most}{unit}（{article}）",
    article="行政处罚法第六十条；本机关适用的规章",
    remedy="使延长的时间不超过规定",
)
EXTENSION_UNAPPROVED = Reason(
    code="extension_unapproved",
    text="第{number}次延长应由{approver}批准（{article}）：{detail}",
    article="行政处罚法第六十条；本机关适用的规章",
    remedy="取得批准后，连同批准文号或者参加讨论的负责人一并填报",
)
