"""Errors in Chinese, told alike by every door; refusals for people who have pages and no commands."""

from __future__ import annotations

import re

import pytest

from zhifa.cli.faults import in_words
from zhifa.engine import errors as office
from zhifa.engine.errors import KeyReused
from zhifa.engine.forms import parse
from zhifa.engine.installed import workflows
from zhifa.engine.refusals import ENGINE_REASONS, FACTS_INVALID, Reason
from zhifa.storage import errors as storage
from zhifa.told.faults import _known, telling
from zhifa.told.refusals import reason_of, remedy_of
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.forms.start import Assignment, Report
from zhifa.workflows.reasons.times import TIMES_UNFIT

ERRORS = (
    storage.StaleCase("c1", 3),
    storage.CaseUnknown("c1"),
    storage.DatabaseBusy(5000),
    KeyReused("k"),
    PermissionError(13, "denied", "/a/b"),
)


def refused(reason: Reason) -> tuple[str, str]:
    refusal = reason.refuse(**dict.fromkeys(reason.operands, 0))
    return refusal.text, remedy_of(refusal)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_told_without_any_command(error: Exception) -> None:
    told = telling(error)
    assert told is not None
    assert "zhifa " not in told.whole
    assert "--" not in told.whole
    assert told.code.isidentifier()


def test_the_command_line_adds_its_own_commands_to_the_same_words() -> None:
    error = storage.CaseUnknown("c1")
    told = telling(error)
    assert told is not None
    assert in_words(error) == f"{told.text}；用 zhifa case list 查看全部案件"


def test_what_names_the_machine_is_marked_so() -> None:
    told = telling(PermissionError(13, "denied", "/srv/files"))
    assert told is not None
    assert told.inward


def test_every_error_of_storage_and_office_has_words_of_its_own() -> None:
    told = {fault.kind for fault in _known()}
    never_met = {storage.KeyTaken, storage.SweepFinished, office.OfficeError}
    every = {
        one
        for module in (storage, office)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Exception) and one.__module__ == module.__name__
    }
    assert every - told == never_met


def test_what_nobody_foresaw_is_told_by_nobody() -> None:
    assert telling(RuntimeError("x")) is None


def every_reason() -> list[Reason]:
    import importlib
    import pkgutil

    from zhifa.workflows import reasons as package

    found = list(ENGINE_REASONS)
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"zhifa.workflows.reasons.{module.name}")
        found += [one for one in vars(loaded).values() if isinstance(one, Reason)]
    return list({one.code: one for one in found}.values())


def test_no_remedy_on_a_page_names_a_command() -> None:
    told = {reason.code: refused(reason)[1] for reason in every_reason()}
    assert len(told) > 200
    assert {
        code: text for code, text in told.items() if any(word in text for word in ("zhifa ", "命令行", "options"))
    } == {}


def test_no_reason_on_a_page_names_a_step_a_command_or_an_option_of_the_program() -> None:
    """Every reason of the engine and of all guards: steps stand there by their labels."""
    steps = {step.name for workflow in workflows() for step in workflow.transitions}
    named = {}
    for reason in every_reason():
        refusal = reason.refuse(**dict.fromkeys(reason.operands, 0))
        told = reason_of(refusal) if refusal.code not in ("facts_invalid", "not_stated_outside_replay") else None
        words = f"{told.text} {told.remedy}" if told else remedy_of(refusal)
        found = set(re.findall(r"[a-z]+(?:[_.][a-z]+)*", words)) & steps
        if found or re.search(r"zhifa |--[a-z]|[a-z]+_[a-z]+|（[a-z.]+）|[{}]", words):
            named[reason.code] = words
    assert len(steps) > 50
    assert named == {}


def test_a_step_that_a_remedy_names_is_told_by_its_label() -> None:
    told = {reason.code: refused(reason)[1] for reason in every_reason()}
    assert "“申请不作音像记录、缺失处理”" in told["recording_too_short"]
    assert told["opinion_unendorsed"] == "由审核机构负责人办理“签署审核意见”"
    assert "（）" not in "".join(told.values())


def test_a_fault_of_a_form_names_the_field_in_chinese_and_stands_beside_it() -> None:
    found = parse(Payment, {"amount": 0, "payer": "甲"})
    assert isinstance(found, tuple)
    told = {one.path: one for one in (reason_of(refusal, Payment) for refusal in found)}
    assert told["amount"].text == "填报项“缴纳数额（元）”的值 「0」 不合要求：应大于0"
    assert told["receipt_number"].rule == "必填"


def test_a_time_that_does_not_fit_is_told_by_its_label_and_stands_beside_its_field() -> None:
    refusal = TIMES_UNFIT.refuse(field="discovered_on", value="2027-01-01", detail="晚于办理时间")
    told = reason_of(refusal, Report)
    assert (told.path, told.text) == ("discovered_on", "所填“发现日期”2027-01-01晚于办理时间")


def test_a_list_in_which_nothing_stands_is_not_filled_in() -> None:
    (refusal,) = parse(Assignment, {"officers": []})
    assert reason_of(refusal, Assignment).text == "填报项“执法人员”没有填写：至少1项"


def test_rules_that_speak_of_commands_and_files_are_told_otherwise() -> None:
    found = parse(
        Service,
        {
            "officers": ["张三"],
            "place": "甲",
            "proof": {"method": "left", "refused_by": 1, "refusal_reason": "x", "recordings": ["y"]},
        },
    )
    assert isinstance(found, tuple)
    rules = {one.path: one.rule for one in (reason_of(refusal, Service) for refusal in found)}
    assert rules["officers.0"] == "应从名录中选择"
    assert rules["proof.recordings.0"] == "应为文件的 SHA-256 摘要（64位小写十六进制）"


def test_a_refusal_that_is_about_no_field_is_told_as_it_is() -> None:
    refusal = FACTS_INVALID.refuse(field="x.y", value="「1」", rule="必填")
    assert reason_of(refusal).text == refusal.text
