"""Every field of every form has a Chinese name, and every choice its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field

from form_facts import shipped_forms
from zhifa.engine.fields import Form, Label
from zhifa.told import labels_decision, labels_inquiry, labels_values
from zhifa.told.choices import CHOICES
from zhifa.told.field_help import HELP
from zhifa.told.help import field_help, step_help
from zhifa.told.labels import choice_label, field_label, labelled, path_label
from zhifa.workflows.forms.investigate import Conclusion, Interview
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.ordinary import ORDINARY


def parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from parts(field.annotation)
    else:
        for inner in get_args(annotation):
            yield from parts(inner)


def choices(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from choices(inner)


FORMS = tuple(dict.fromkeys(form for whole in shipped_forms() for form in parts(whole)))


def test_every_field_has_a_chinese_name() -> None:
    every = [(form, name) for form in FORMS for name in form.model_fields]
    assert [f"{form.__name__}.{name}" for form, name in every if not labelled(form, name)] == []


def test_every_choice_has_words_of_its_own() -> None:
    for form in FORMS:
        for name, field in form.model_fields.items():
            values = [value for value in choices(field.annotation) if isinstance(value, str)]
            words = [choice_label(form, name, value) for value in values]
            assert [word for word in words if word.isascii() and word != "SHA-256"] == [], f"{form.__name__}.{name}"
            assert len(set(words)) == len(words), f"{form.__name__}.{name}: two choices read the same"


def test_no_two_fields_of_a_form_are_called_the_same() -> None:
    for form in FORMS:
        told = [field_label(form, name) for name in form.model_fields]
        assert len(set(told)) == len(told), form.__name__


def test_no_label_choice_or_help_is_of_a_field_that_is_gone() -> None:
    every = (labels_values.LABELS, labels_inquiry.LABELS, labels_decision.LABELS, HELP, CHOICES)
    gone = [
        f"{form.__name__}.{name}"
        for one in every
        for form, names in one.items()
        for name in names
        if name not in form.model_fields
    ]
    assert gone == []


def test_a_path_is_told_as_people_say_it() -> None:
    assert path_label(Conclusion, "draft.items.0.amount") == "决定草案 › 处罚项目第1项 › 数额（元）"
    assert path_label(Service, "proof.tracking_number") == "送达证明 › 邮件号"
    assert path_label(Conclusion, "（整表）") == "整张表"
    assert path_label(Payment, "occurred_at") == "办理时间"


def test_what_a_form_inherits_is_called_as_it_is_there() -> None:
    assert field_label(Interview, "started_at") == "开始时间"


def test_a_hosts_form_names_its_fields_itself() -> None:
    class River(Form):
        reach: Label = Field(title="河段", description="起止桩号")
        tons: int

    assert field_label(River, "reach") == "河段"
    assert field_help(River, "reach") == "起止桩号"
    assert field_label(River, "tons") == "tons"
    assert not labelled(River, "tons")


def test_a_step_tells_what_its_guards_and_terms_declare() -> None:
    told = step_help(ORDINARY.by_name["notify"])
    declared = {(guard.label, guard.article) for guard in ORDINARY.by_name["notify"].guards}
    assert {(one.label, one.article) for one in told.checks} == declared
    assert told.prompt
    assert any("行政处罚法" in one.article for one in told.checks)
