"""The books of legal review: what their lines say, and which lines are refused."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from book_lines import example_lines
from steps_of_review import material, rule
from zhifa.documents import CATALOGUE
from zhifa.engine.assessment import Catalogue, Inputs, assess
from zhifa.engine.books.acts import ACTS
from zhifa.engine.books.book import Cell, Context, Numbered
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.books.review import (
    KINDS,
    MONEY,
    REVIEW_MATERIALS,
    REVIEW_RULES,
    Flag,
    Material,
    PartyKind,
    Reviewer,
    Rule,
    When,
)
from zhifa.engine.books.shelf import Shelf
from zhifa.workflows.forms import values
from zhifa.workflows.ordinary import ORDINARY


def faults(**cells: Cell) -> list[tuple[str, str, str]]:
    """Heading, value and rule of every fault of one line."""
    context = Context(standing={}, today=date(2026, 3, 2))
    found = REVIEW_RULES.faults([Numbered(2, rule(**cells), "目录.csv")], context)
    return [(fault.column, fault.value, fault.rule) for fault in found]


def test_both_books_are_in_the_register() -> None:
    assert [book for book in BOOKS if book in (REVIEW_RULES, REVIEW_MATERIALS)] == [REVIEW_RULES, REVIEW_MATERIALS]


def test_a_line_of_the_catalogue_reads_as_a_rule() -> None:
    line = rule(
        "05", items=["罚款"], party="organisation", amount_from=10_000_000, amount_of="whole", matters=["大气"], hearing=True,
        public_interest=False, legal_relations_from=2, reviewer="pool", clock_days=5, collective=True,
    )  # fmt: skip

    assert REVIEW_RULES.read(line) == Rule(
        code="05", title="普通程序处罚", act="penalty", items=frozenset({"罚款"}), party="organisation", amount_from=10_000_000,
        whole=True, matters=("大气",), flags=frozenset({Flag.HEARING}), legal_relations_from=2, reviewer=Reviewer.POOL,
        clock_days=5, collective=True, basis="本机关审核制度",
    )  # fmt: skip


def test_what_a_rule_leaves_empty_it_does_not_ask() -> None:
    assert REVIEW_RULES.read(rule()) == Rule(
        code="01", title="普通程序处罚", act="penalty", items=frozenset(), party=None, amount_from=None, whole=False, matters=(),
        flags=frozenset(), legal_relations_from=None, reviewer=Reviewer.OWN, clock_days=None, collective=False,
        basis="本机关审核制度",
    )  # fmt: skip


def test_a_line_of_the_list_reads_as_a_material() -> None:
    assert REVIEW_MATERIALS.read(material()) == Material(
        act="penalty", kinds=frozenset(), name="调查终结报告", paper=None, when=When.ALWAYS, carrier="纸质和电子", responsible="",
    )  # fmt: skip
    assert REVIEW_MATERIALS.read(material(paper="D21", required_when="hearing", kinds=["行政处罚决定"])).paper == "D21"


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"items": ["罚 款"]}, "种类", "罚 款"),
        ({"amount_of": "whole"}, "合计方式", "各种类合计"),
        ({"items": ["警告"], "amount_from": 100}, "金额起点", "警告"),
    ],
)
def test_a_line_that_does_not_fit_together_is_refused(cells: dict[str, Cell], column: str, value: str) -> None:
    assert [(heading, told) for heading, told, _ in faults(**cells)] == [(column, value)]


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"items": ["罚款"], "amount_from": 1},
        {"amount_from": 1},
        {"act": "licence", "items": ["采砂"], "amount_from": 1},
    ],
)
def test_a_line_that_fits_is_taken(cells: dict[str, Cell]) -> None:
    assert faults(**cells) == []


@pytest.mark.parametrize(
    ("field", "fits", "does_not"),
    [("amount_from", 1, 0), ("clock_days", 60, 61), ("clock_days", 1, 0), ("legal_relations_from", 2, 1)],
)
def test_a_number_beyond_its_bounds_is_refused(field: str, fits: int, does_not: int) -> None:
    keeps = REVIEW_RULES.by_field[field].rule
    assert keeps is not None

    assert keeps(fits) is None
    assert keeps(does_not)


@pytest.mark.parametrize(("code", "fits"), [("D21", True), ("D06-2", True), ("21", False), ("调查报告", False)])
def test_a_paper_is_named_by_its_code(code: str, fits: bool) -> None:
    keeps = REVIEW_MATERIALS.by_field["paper"].rule
    assert keeps is not None

    assert (keeps(code) is None) is fits


@pytest.mark.parametrize(
    ("sums", "party", "codes"),
    [
        ({"警告": 0}, "individual", {"01"}),
        ({"罚款": 999_999}, "individual", {"01"}),
        ({"罚款": 1_000_000}, "individual", {"01", "08"}),
        ({"罚款": 1_000_000}, "organisation", {"01"}),
        ({"罚款": 10_000_000}, "organisation", {"01", "07"}),
        ({"没收违法所得": 5_000_000, "没收非法财物": 5_000_000}, "organisation", {"01", "09"}),
        ({"吊销许可证件": 0}, "organisation", {"01", "10"}),
    ],
)
def test_the_example_catalogue_holds_at_its_very_amounts(
    sums: dict[str, int], party: PartyKind, codes: set[str]
) -> None:
    rules = Shelf(example_lines()).values(REVIEW_RULES, date(2026, 3, 2))
    found = assess(Inputs(act="penalty", sums=sums, party=party), Catalogue(rules=rules, always=False))

    assert {one.code for one in found.because} == codes


def test_the_example_list_names_papers_that_there_are() -> None:
    listed = Shelf(example_lines()).values(REVIEW_MATERIALS, date(2026, 3, 2))

    assert {material.paper for material in listed if material.paper} <= set(CATALOGUE)
    assert {kind for material in listed for kind in material.kinds} <= {
        step.decides.label for step in ORDINARY.transitions if step.decides
    }


def test_the_kinds_that_a_rule_may_name_are_those_of_the_draft() -> None:
    assert set(KINDS) == set(get_args(values.PenaltyKind))
    assert set(MONEY) == set(values.MONEY)


def test_the_acts_of_rules_are_those_of_procedures() -> None:
    assert ORDINARY.act in ACTS


@pytest.mark.parametrize("label", [*Flag, *Reviewer, *When], ids=str)
def test_everything_has_a_label(label: Flag | Reviewer | When) -> None:
    assert label.label
