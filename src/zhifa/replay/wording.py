"""The report of a replay in the words of its readers: where it ended, what was decided, paths and values of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from zhifa.documents.amounts import figures
from zhifa.documents.facts.values import SILENT
from zhifa.documents.labels import label
from zhifa.workflows.forms.values import PAYABLE

if TYPE_CHECKING:
    from zhifa.replay.report import Object

ENDS = {
    "penalty": "作出行政处罚决定",
    "no_penalty": "作出不予行政处罚决定",
    "not_stated": "来源未载主文",
    "refused": "有环节被拒绝",
}
"""Where a replay ended, by the first word of ``ended_at``."""
SEVERITIES = {"fault": "问题", "notice": "提示"}
_TERM_STATUSES = {
    "open": "进行中",
    "suspended": "停止计算",
    "met": "按期办理",
    "late": "逾期办理",
    "lapsed": "期满未行使",
    "void": "已不适用",
}
COMPLETENESS = {"full": "全文或者近全文", "part": "节选", "media": "媒体摘要", "table": "公示表一行"}

_WORDS = COMPLETENESS | {
    "legal_person": "法人",
    "other_organisation": "其他组织",
    "individual": "自然人",
    "individual_business": "个体工商户",
    "uscc": "统一社会信用代码",
    "resident_id": "居民身份证",
    "masked": "已脱敏",
    "unstated": "来源未载明",
    "adopt": "通过",
    "statement": "陈述",
    "defence": "申辩",
    "hearing": "要求听证",
    "working_day": "工作日",
    "calendar_day": "自然日",
    "annulled": "被撤销",
}

_PATHS = {
    "source_completeness": "来源完整程度",
    "case_number": "案件名称或者编号",
    "document_number": "文号",
    "facts_summary": "违法事实",
    "party.uscc_or_id": "当事人号码",
    "payment_days": "缴款期限",
    "payment_unit": "缴款期限的单位",
    "appeals.days.review_days": "申请行政复议的日数",
    "outcome": "其后结果",
    "dates.source": "发现日期",
    "dates.filed": "立案日期",
    "dates.on_site": "现场检查日期",
    "dates.interviewed": "询问日期",
    "dates.sampled": "抽样日期",
    "dates.report": "检验报告日期",
    "dates.notified": "告知日期",
    "dates.statement_deadline": "陈述申辩截止日期",
    "dates.hearing": "听证日期",
    "dates.review": "法制审核日期",
    "dates.collective_discussion": "集体讨论日期",
    "dates.decided": "决定日期",
    "dates.served": "送达日期",
    "dates.published": "公布日期",
    "dates.executed": "执行日期",
}

_ITEM = re.compile(r"decision_items\.(\d+)\.(text|amount_yuan|type)")
_OF_AN_ITEM = {"text": "文字", "amount_yuan": "数额（元）", "type": "种类"}


def ending(ended_at: str) -> str:
    """Where a replay ended, in words."""
    kind, _, rest = ended_at.partition(":")
    return f"{ENDS[kind]}（{rest}），演示到此为止" if rest else ENDS[kind]


def nothing_found(told: Object) -> str:
    """What stands where no finding does: never that all is well where steps were refused or the law of the time is not recorded."""
    steps = [attempt["label"] for attempt in told["refusals"]]
    if steps:
        return f"没有只凭来源载明的事实就能认定的问题；有{len(steps)}次办理被拒绝（{'、'.join(steps)}），理由见“被拒绝的环节”。"
    if told["law_note"]:
        return "当时的行政处罚法未收录，没有据以查找问题；就其余各项，没有发现问题。"
    return "就来源载明的事实，没有发现问题。来源没有写的，不作为问题。"


def operative_part(items: Sequence[Object]) -> str:
    """Kinds and amounts in words: ``警告；罚款 545.00元``; a sum to be paid that the source does not state is shown so."""
    return "；".join(_item(item) for item in items) or "不予行政处罚"


def _item(item: Object) -> str:
    if item["fen"] is None:
        return f"{item['kind']} {SILENT}" if item["kind"] in PAYABLE else str(item["kind"])
    return f"{item['kind']} {figures(item['fen'])}"


def path(dotted: str) -> str:
    """What stands at a path of a file, in words; a free label is its own name."""
    item = _ITEM.fullmatch(dotted)
    if item:
        return f"处理内容第{int(item[1]) + 1}项{_OF_AN_ITEM[item[2]]}"
    return _PATHS.get(dotted, dotted.removeprefix("dates.other."))


def field(dotted: str) -> str:
    """The Chinese name of a field of a form; members of a list are told apart by their number."""
    number = re.search(r"\.(\d+)(\.|$)", dotted)
    plain = re.sub(r"\.\d+(?=\.|$)", "", dotted)
    if plain == "occurred_at":
        return "办理日期"
    named = label(plain if plain.split(".")[0] in ("party", "draft") else f"act.{plain}")
    return f"{named} {int(number[1]) + 1}" if number else named


def value(given: Any) -> str:
    """A value of a form or a file for a reader; its few English words in Chinese."""
    if given is None:
        return SILENT
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, list):
        return "、".join(value(member) for member in given)
    if isinstance(given, dict):
        return " ".join(value(member) for member in given.values())
    return _WORDS.get(given, given) if isinstance(given, str) else str(given)


def term_status(term: Object, told: Object) -> str:
    """How a term stands where the replay ends; one that begins after it has not begun."""
    ahead = term["status"] == "open" and term["start_on"] > max(step["on"] for step in told["steps"])
    return "尚未起算" if ahead else _TERM_STATUSES[term["status"]]
