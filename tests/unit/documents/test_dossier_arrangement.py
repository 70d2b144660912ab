"""Every paper has its place in the dossier."""

from __future__ import annotations

import pytest

from zhifa.documents import CATALOGUE
from zhifa.documents.dossier.arrangement import DEFAULT, PARTS, Volume, place


@pytest.mark.parametrize("code", CATALOGUE)
def test_what_stays_in_the_agency_goes_to_the_inner_volume_but_for_the_filing_and_what_became_of_goods(
    code: str,
) -> None:
    internal = not CATALOGUE[code].external and code not in ("D01", "D02", "D45")

    assert (place(code).volume is Volume.INNER) is internal


def test_a_part_names_only_papers_of_the_catalogue_and_each_once() -> None:
    named = [code for part in PARTS for group in part.groups for code in group]

    assert len(named) == len(set(named))
    assert set(named) <= CATALOGUE.keys()


def test_the_parts_of_the_main_volume_stand_before_those_of_the_inner_one() -> None:
    volumes = [part.volume for part in PARTS]

    assert volumes == sorted(volumes, key=list(Volume).index)


def test_filing_comes_first_then_the_decision_then_other_papers_then_evidence_then_goods() -> None:
    order = [place(code).order for code in ("D02", "D01", "D33", "D24", "D09", "D10", "D45")]

    assert order == sorted(order)
    assert place("D34").part == place("D33").part == place("D35").part


def test_the_inner_volume_goes_from_the_conclusion_of_the_investigation_to_the_closing() -> None:
    order = [place(code).order for code in ("D21", "D23", "D30", "D31", "D32", "D49")]

    assert order == sorted(order)


def test_a_paper_that_no_part_names_goes_by_its_family() -> None:
    assert place("D57-2").part == place("D09").part  # a record
    assert place("D18").part == place("D24").part
    assert place("D50").part.title == "其他内部材料"


def test_the_order_is_called_a_default() -> None:
    assert "默认" in DEFAULT
    assert "第二手" in DEFAULT
