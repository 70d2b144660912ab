"""Refusals for people who work with pages: fields and steps by their Chinese names, and remedies that name no command of the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pydantic import BaseModel

from zhifa.engine.fields import PATTERNS, UUID_PATTERN
from zhifa.engine.forms import UNFILLED
from zhifa.engine.office import SHIPPED
from zhifa.engine.refusals import (
    AMOUNTS_DIFFER,
    CORRECTION_AFTER_DECISION,
    CORRECTION_TARGET,
    DEPUTY_NOT_DECLARED,
    FACTS_INVALID,
    LINE_USED,
    NOT_STATED,
    PAPER_FAULTY,
    REGISTRAR_ONLY,
    RELATED_UNKNOWN,
    TRACK_NOT_OPEN,
    UNKNOWN_TRANSITION,
    WRONG_STATE,
    Refusal,
)
from zhifa.told.labels import path_label

_REMEDIES: Final[Mapping[str, str]] = {
    UNKNOWN_TRANSITION.code: "在案件的“全部步骤”中查看",
    WRONG_STATE.code: "先完成在前的步骤；案件的“办理”一栏列有现在可以办理的事项",
    TRACK_NOT_OPEN.code: "核对名称；案件的“事项”一栏列有正在进行的事项",
    CORRECTION_TARGET.code: "在案件的“大事记”中核对记录序号和填报项",
    CORRECTION_AFTER_DECISION.code: "已经送达的文书有笔误的，办理书面补正；决定违法或者不当的，依法撤销、变更后重作",
    PAPER_FAULTY.code: "按所列规则改正后重新提交",
    RELATED_UNKNOWN.code: "在“案件”中核对案件编号；不在本库的案件写入案情，不填此项",
    DEPUTY_NOT_DECLARED.code: "在表中选明代何人办理",
    REGISTRAR_ONLY.code: "由名录管理员变更；不再有人任名录管理员的，由机关负责人变更",
    LINE_USED.code: "改为最后使用以后的日期；确要追溯的，由名录管理员写明事由办理，并逐案核对",
    "no_such_reviewer": "指派名录中在岗的法制审核人员；“法制审核”中可以查看各人手中的案件",
    "paper_not_on_file": "写明案卷中送达当事人的文书的文号；案件的“文书”一栏列有文号和编号",
    "recording_of_no_step": "在案件的“大事记”中核对环节的序号",
    "tier_unknown": "在名录的“裁量基准”中查看可选的阶次",
    "suggestion_unknown": "只答复提示的清单",
    "book_unknown": "按名录中各册的名称填写",
    "collection_name_taken": "这一笔另起名称填在“收缴”一项（如“收缴2”），以后交至机关、缴付银行时填同一名称",
    "custody_order": "在案件的“证据”中核对保管经过，按实际次序登记",
    "evidence_differs": "在案件的“证据”中核对收存的文件，填报其摘要；填报有误的先更正",
    "evidence_not_held": "先在案件的“证据”中收存",
    "number_used": "已经签发的文书有误的，送达后办理书面补正，不作废号码",
    "seal_unknown": "确是本机关印章的，由名录管理员把印章的证书登记在名录中；试用的，用样章密钥",
    "sealed_before": "在案件的“文书”中取出已签章的文件；签章有误的，写明理由重新签章，原签章的文件保留；文书有误的，送达后书面补正",
    "series_counted": "起号只能在编出第一个号码以前登记，登记后不再更改",
    "series_unknown": "核对文书的代字；预先印号的文书从文书本的起号编起，在机关名录中登记",
    "waiver_not_asked": "先由承办人办理“{ask_waiver}”，说明理由",
    "recording_missing": "用“{file_recording}”归档音像；文字足以全面有效记录的，或者应当全程音像而已无法补录的，由承办人办理“{ask_waiver}”",
    "outside_statute": "不得高于法定幅度；低于的，须有减轻处罚的清单或者法定理由，并附机关负责人的意见",
    "book_not_updated": "先更新名录；登记以前已经更新的、不需要更新的，由负责人办理“不予调整”并说明理由",
}
"""By code, where the remedy of the engine speaks of commands."""

_RULES: Final[Mapping[str, str]] = {
    PATTERNS[UUID_PATTERN]: "应从名录中选择",
    **{rule: rule.partition("，zhifa ")[0] for rule in PATTERNS.values() if "，zhifa " in rule},
    "应为 true 或 false": "应选“是”或者“否”",
    "应为 JSON 对象 {…}": "必填",
}
"""Rules of forms that speak of files and commands."""

_EMPTY: Final = "「[]」"
"""How the engine shows a list in which nothing stands."""
_PLACED: Final = re.compile(r"\{(?P<name>[a-z0-9_]+)\}")
"""The place of a step's label in a remedy."""
_ASIDE: Final = re.compile(r"（(?P<name>[A-Za-z][A-Za-z0-9_.]*)）")
"""A name of the program that a remedy of the engine adds for those who work with files and commands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason against something, as a page tells it."""

    code: str
    text: str
    article: str
    remedy: str
    path: str | None = None
    """The field it is about, as a dotted path; ``None``: about the whole."""
    rule: str = ""
    """What the field asks for, in short, to stand beside it."""


def reason_of(
    refusal: Refusal, form: type[BaseModel] | None = None, *, renamed: Callable[[str], str] = lambda path: path
) -> Reason:
    """The refusal as a page tells it; of a field by the name that the form gives it. ``renamed``: under which name the page shows a field."""
    operands = dict(refusal.operands)
    path = operands.get("field")
    text, rule = _text(refusal), ""
    if path is not None and refusal.code == FACTS_INVALID.code:
        rule = _RULES.get(operands["rule"], operands["rule"])
        text = _fault(_named(form, path), operands["value"], rule)
    elif path is not None and refusal.code == NOT_STATED.code:
        text = f"填报项“{_named(form, path)}”注明来源未载；只有演示案件可以这样填写"
        rule = "只有演示案件可以注明来源未载"
    elif path is not None:
        text = text.replace(f"“{path}”", f"“{_named(form, path)}”")
    return Reason(
        code=refusal.code, text=text, article=refusal.article, remedy=remedy_of(refusal),
        path=None if path is None else renamed(path), rule=rule,
    )  # fmt: skip


def remedy_of(refusal: Refusal) -> str:
    """What to do about it, for somebody who works with pages."""
    return _with_labels(_REMEDIES.get(refusal.code, refusal.remedy))


@lru_cache(maxsize=1024)  # a page of a case tells hundreds of refusals, with a few dozen remedies
def _with_labels(remedy: str) -> str:
    told = _PLACED.sub(lambda place: _labels().get(place["name"], place[0]), remedy)
    return _ASIDE.sub(lambda aside: _step_told(aside["name"], told), told)


def _step_told(name: str, remedy: str) -> str:
    """What stands in the place of a name of the program: the step's label, unless it is said already; of a field nothing, its words stand before it."""
    label = _labels().get(name)
    return f"（“{label}”）" if label and label not in remedy else ""


@cache
def _labels() -> Mapping[str, str]:
    """Labels of the steps that remedies name, by name: those of the procedures that zhifa brings."""
    return {step.name: step.label for workflow in SHIPPED for step in workflow.transitions}


def _text(refusal: Refusal) -> str:
    return refusal.text.replace("（draft.items）", "") if refusal.code == AMOUNTS_DIFFER.code else refusal.text


def _fault(name: str, value: str, rule: str) -> str:
    if value in (UNFILLED, _EMPTY):
        return f"填报项“{name}”没有填写" + (f"：{rule}" if value == _EMPTY else "")
    return f"填报项“{name}”的值 {value} 不合要求：{rule}"


def _named(form: type[BaseModel] | None, path: str) -> str:
    return path_label(form, path) if form is not None else path
