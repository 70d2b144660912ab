"""Which papers bear a seal: what the catalogue says of those who sign agrees with whom the paper is for and with its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhifa.documents import CATALOGUE, facts, render
from zhifa.documents.blocks import Footer, parse
from zhifa.documents.typesetting import LAYOUT_OF, seal_place

Make = Callable[..., facts.Facts]


def signed_by_agency(html: str) -> bool:
    """Whether agency and date stand under it: over them goes the seal."""
    closing = (line for block in parse(html).blocks if isinstance(block, Footer) for line in block.lines)
    return any(line.style == "signer" for line in closing)


def test_a_paper_bears_a_seal_if_and_only_if_it_goes_out_and_has_a_place_for_one(make: Make) -> None:
    names_a_seal = {code for code, kind in CATALOGUE.items() if any("印章" in signer for signer in kind.signers)}
    placed = {
        code
        for code, kind in CATALOGUE.items()
        for occasion in range(len(kind.occasions))
        if signed_by_agency(render(code, make(code, occasion)).html)
    }

    assert placed == names_a_seal
    assert {code for code in names_a_seal if not CATALOGUE[code].external} == set()


@pytest.mark.parametrize("family", sorted(dict(zip(LAYOUT_OF.values(), LAYOUT_OF, strict=True)).values()))
def test_every_layout_has_a_place_for_a_seal_over_agency_and_date(family: str) -> None:
    html = '<article class="form"><p>一</p><footer><p class="signer">某局</p><p class="date">2026年11月5日</p></footer></article>'

    assert seal_place(html, title="题", family=family) is not None
