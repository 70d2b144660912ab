"""What is private: every field that could hold such a thing is marked or said not to, and what is marked is shown to nobody else and found by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
from pydantic import BaseModel

from form_facts import shipped_forms
from zhifa.engine.entry_words import told
from zhifa.engine.fields import Form, Label, Private, forms_in
from zhifa.engine.private import (
    HIDDEN,
    hidden_in,
    masked,
    masked_at,
    private_fields,
    without_private,
    without_private_at,
)
from zhifa.told.labels import field_label
from zhifa.workflows.forms.investigate import AddressConfirmation
from zhifa.workflows.forms.serve import Service
from zhifa.workflows.forms.start import Report
from zhifa.workflows.forms.values import Draft, Party

THREATS = Path(__file__).parents[2] / "docs" / "threats.md"
TELLING = re.compile(
    r"number|address|phone|place|collect_at|identity|guardian|born|birth|account|bank|email|url|card|provider|subject"
    r"|号码|地址|住|电话|手机|账|证件|监护|出生|地点|处所|邮箱|提供人|财产"
)
"""In the name or the label of a field that may hold what is private."""
SCENE = "违法现场或者办案场所，是案件事实"
A_DOCUMENT = "文书、票据、案件的号，不是个人的号码"
AN_AGENCY = "本机关、其他机关或者银行的，印在文书上"
PUBLIC: Mapping[str, str] = {
    **dict.fromkeys(
        (f"{form}.place" for form in (
            "Catch", "DataExtraction", "Discussion", "DisputeSettled", "Extraction", "GoodsDisposed", "HearingNotice", "HearingRecord", "Inspection",
            "Interview", "Preservation", "Recheck", "RequestedCollection", "Sampling", "StatementReceived", "Summons",
        )),
        SCENE,
    ),
    **dict.fromkeys(
        (
            "archive_number", "document_number", "receipt_number", "approval_number", "voucher", "tracking_number", "RemedyLodged.number",
        ),
        A_DOCUMENT,
    ),
    **dict.fromkeys(("contact_phone", "Announcement.collect_at", "Deposited.bank", "Landed.port"), AN_AGENCY),
    "Publication.address": "公示的网址，向社会公开",
    "DataExtraction.url": "提取数据的网址，是证据的来源",
    "Extraction.provider": "证据提供人的姓名，是案卷内容",
    "provider_confirmed": "是或者否",
    "credentials_shown": "是或者否",
    "Party.identity_kind": "只是种类",
}  # fmt: skip
"""Fields that look like it and are not, each with why; by form, or whatever the form."""


def forms() -> tuple[type[BaseModel], ...]:
    """Every form of every procedure, and those within."""
    found: dict[type[BaseModel], None] = {}
    waiting = list(shipped_forms())
    while waiting:
        form = waiting.pop()
        if form not in found:
            found[form] = None
            waiting += [inner for field in form.model_fields.values() for inner in forms_in(field.annotation)]
    return tuple(found)


def marked(form: type[BaseModel], name: str) -> bool:
    return any(isinstance(mark, Private) for mark in form.model_fields[name].metadata)


def test_whatever_looks_private_is_marked_or_said_not_to_be_with_the_reason() -> None:
    every = [(form, name) for form in forms() for name in form.model_fields]
    looks = [(form, name) for form, name in every if TELLING.search(name) or TELLING.search(field_label(form, name))]
    unsaid = {(f"{form.__name__}.{name}", name) for form, name in looks if not marked(form, name)}
    assert [full for full, name in sorted(unsaid) if full not in PUBLIC and name not in PUBLIC] == []
    assert PUBLIC.keys() - {one for said in unsaid for one in said} == set()


def test_no_mark_stands_where_it_would_not_count() -> None:
    deep = [
        f"{form.__name__}.{name}"
        for form in forms()
        for name, field in form.model_fields.items()
        for mark in _marks(field.annotation)
        if isinstance(mark, Private)
    ]
    assert deep == []


def _marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)


def test_a_public_value_beside_a_mark_names_a_field_of_the_same_form() -> None:
    for form in forms():
        for owner, _, mark in private_fields(form):
            assert mark.unless is None or mark.unless[0] in owner.model_fields


def test_the_documents_list_every_field_that_is_private() -> None:
    listed = {}
    for line in THREATS.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\| ([^|]+) \| ((?:`\w+\.\w+`(?:、)?)+) \|", line):
            listed[found[1]] = set(re.findall(r"`([\w.]+)`", found[2]))
    declared: dict[str, set[str]] = {}
    for form in forms():
        for owner, name, mark in private_fields(form):
            if not any(name in base.model_fields for base in owner.__mro__[1:] if issubclass(base, Form)):
                declared.setdefault(mark.what, set()).add(f"{owner.__name__}.{name}")
    assert listed == declared


# --- masking ----------------------------------------------------------------------------------------------------------

PARTY = {
    "kind": "individual", "name": "当事人甲", "identity_kind": "resident_id", "identity_number": "N1", "address": "示例村", "phone": "0000-1",
    "born_on": "1990-01-01", "sex": None,
}  # fmt: skip
SERVICE = {
    "place": "示例村", "officers": ["a"],
    "proof": {"method": "electronic", "address": "a@example.invalid", "arrived_at": "2026-03-02T09:00:00Z"}, "remark": None,
}  # fmt: skip


def test_what_is_marked_is_hidden_however_deep_it_lies_and_nothing_else() -> None:
    report = masked(Report, {"party": PARTY, "cause": "焚烧", "provider": "某人"})
    hidden = dict.fromkeys(("identity_number", "address", "phone", "born_on"), HIDDEN)
    assert report == {"party": PARTY | hidden, "cause": "焚烧", "provider": HIDDEN}
    assert masked(Service, SERVICE) == SERVICE | {"place": HIDDEN, "proof": SERVICE["proof"] | {"address": HIDDEN}}  # type: ignore[operator]


def test_what_is_not_filled_in_is_not_said_to_be_hidden() -> None:
    assert masked(Party, PARTY | {"phone": None})["phone"] is None
    assert hidden_in(Party, {"name": "甲", "phone": ""}) == frozenset()


def test_the_code_of_an_organisation_is_nobodys_number() -> None:
    party = PARTY | {"identity_kind": "uscc", "identity_number": "91350100M000100Y43"}
    assert masked(Party, party)["identity_number"] == "91350100M000100Y43"
    assert hidden_in(Party, party) == {"address", "phone", "born_on"}


@pytest.mark.parametrize(
    ("path", "value", "seen"),
    [
        ("party.phone", "0000-1", HIDDEN),
        ("party.name", "当事人甲", "当事人甲"),
        ("party", {"name": "甲", "phone": "0000-1"}, {"name": "甲", "phone": HIDDEN}),
        ("provider", None, HIDDEN),
        ("no.such.path", "x", "x"),
    ],
)
def test_what_stands_at_a_path_is_hidden_likewise(path: str, value: Any, seen: Any) -> None:
    assert masked_at(Report, path, value) == seen


def test_a_path_leads_through_the_numbers_of_a_list() -> None:
    class Household(Form):
        members: tuple[Party, ...]

    assert masked_at(Household, "members.0.phone", "0000-1") == HIDDEN
    assert masked_at(Household, "members.0", {"name": "甲", "phone": "0000-1"}) == {"name": "甲", "phone": HIDDEN}


def test_no_search_reads_what_is_marked() -> None:
    confirmed = {"address": "示例村", "recipient": "当事人甲", "phone": "0000-1", "electronic_address": None}
    assert list(told(without_private(AddressConfirmation, confirmed))) == ["当事人甲"]
    assert without_private_at(Report, "party.address", "示例村") is None
    assert without_private_at(Report, "party", {"name": "甲", "address": "示例村"}) == {"name": "甲"}


def test_a_guardian_is_hidden_in_a_draft() -> None:
    assert hidden_in(Draft, {"guardian": "某人", "facts": "焚烧"}) == {"guardian"}


class Neighbour(Form):
    """Part of a form of a host's own."""

    name: Label
    door: Annotated[Label, Private("门牌")]


class Boundary(Form):
    """A form of a host's own: lists of lists, and itself within itself."""

    rows: tuple[tuple[Neighbour, ...], ...] = ()
    within: tuple[Boundary, ...] = ()


def test_a_form_of_a_hosts_own_marks_its_fields_itself() -> None:
    row = {"name": "甲", "door": "七号"}
    facts = {"rows": [[row], [row]], "within": [{"rows": [[row]], "within": []}]}
    assert "七号" not in str(masked(Boundary, facts))
    assert str(masked(Boundary, facts)).count(HIDDEN) == 3
    assert "七号" not in list(told(without_private(Boundary, facts)))
    assert [(form, name) for form, name, _ in private_fields(Boundary)] == [(Neighbour, "door")]
