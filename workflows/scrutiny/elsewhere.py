"""Items of the standard that belong to other procedures than the ordinary penalty procedure; the catalogue keeps their places."""

from __future__ import annotations

from zhifa.workflows.forms.investigate import PreservationHandled
from zhifa.workflows.scrutiny.check import Check, Severity, Unjudged, inapplicable, unknown
from zhifa.workflows.scrutiny.view import View
from zhifa.workflows.scrutiny.when import never


def _measures(view: View) -> Unjudged:
    handled = view.case.each(PreservationHandled)
    sealed = [act.seq for act in handled if "转为查封扣押" in dict(act.facts.disposals)]
    if sealed:
        return unknown("先行登记保存已转为查封扣押，强制措施的文书没有录入本案", *sealed)
    return inapplicable("本案程序没有行政强制措施")


MEASURES = Check(
    id="R12",
    label="强制措施：批准、决定书、清单、期限、延长告知、解除",
    severity=Severity.FATAL,
    article="行政强制法第十八条至第二十八条",
    asked=_measures,
    spot=None,
)


LICENCE = Check(
    id="R33",
    label="许可：一次性补正、期限、说明理由、核查人员、听证笔录",
    severity=Severity.FATAL,
    article="行政许可法第三十二条至第四十八条",
    asked=never("不是许可案件"),
    spot=None,
)
INSPECTION = Check(
    id="R34",
    label="行政检查：审批和通知书、事项已公布、频次、人员、结果告知",
    severity=Severity.MAJOR,
    article="国办发〔2024〕54号",
    asked=never("不是行政检查案卷"),
    spot=None,
)
