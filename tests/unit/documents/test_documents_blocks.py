"""One text, several renditions: nothing is lost between the HTML and its blocks, and nothing else is a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest

from zhifa.documents import CATALOGUE, UnknownMarkup, parse, render
from zhifa.documents import facts as f
from zhifa.documents.blocks import Block, Cell, Footer, Items, Line, PageBreak, Table

Make = Callable[..., f.Facts]


def text(block: Block) -> Iterator[str]:
    match block:
        case Line():
            yield block.text
        case Items():
            yield from block.items
        case Footer():
            yield from (line.text for line in block.lines)
        case Table():
            yield from (line.text for row in block.rows for cell in row for line in cell.lines)
        case PageBreak():
            pass


@pytest.mark.parametrize("code", CATALOGUE)
def test_no_text_is_lost_between_html_and_blocks(make: Make, code: str) -> None:
    html = render(code, make(code)).html
    written = unescape(re.sub(r"<[^>]*>", "", html))
    parsed = "".join(piece for block in parse(html).blocks for piece in text(block))
    assert re.sub(r"\s", "", parsed) == re.sub(r"\s", "", written)


def paper(inside: str, layout: str = "letter") -> str:
    return f'<article class="{layout}">{inside}</article>'


def test_every_block_of_the_vocabulary_is_parsed() -> None:
    parsed = parse(
        paper(
            '<header><p class="agency">某局</p><h1>题</h1></header><h2>一</h2><p>甲 &lt;b&gt; '
            '<span class="not-stated" title="x">〔来源未载〕</span></p><ol class="items"><li>一；</li></ol>'
            '<table class="list" data-columns="1 3"><tr><th>序号</th><td colspan="3">甲<p>乙</p></td></tr></table>'
            '<hr class="page-break"><footer><p class="date">某日</p></footer>'
        )
    )
    assert parsed.layout == "letter"
    assert parsed.blocks == (
        Line(text="某局", style="agency"),
        Line(text="题", style="h1"),
        Line(text="一", style="h2"),
        Line(text="甲 <b> 〔来源未载〕"),
        Items(items=("一；",), operative=True),
        Table(
            rows=(
                (Cell(lines=(Line(text="序号"),), label=True), Cell(lines=(Line(text="甲"), Line(text="乙")), span=3)),
            ),
            columns=(1, 3),
        ),
        PageBreak(),
        Footer(lines=(Line(text="某日", style="date"),)),
    )


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>甲</p>",
        paper("<script>1</script>"),
        paper("<p onclick='x'>甲</p>"),
        paper('<p class="strange">甲</p>'),
        paper("<p><p>甲</p></p>"),
        paper("甲"),
        paper("<p>甲</p>", layout="strange"),
        paper("<!-- 甲 -->"),
        paper("<!DOCTYPE html>"),
        paper("<?php 1 ?>"),
        paper("<![CDATA[甲]]>"),
        paper("<img src='x'>"),
        paper('<table data-columns="x"><tr><td>甲</td></tr></table>'),
        paper('<table><tr><td colspan="0">甲</td></tr></table>'),
        paper("<p>甲"),
        paper("<p>甲</h2>"),
        '<article class="letter"><p>甲</p>',
        paper("") + paper(""),
        "</article>",
    ],
)
def test_what_is_no_paper_is_refused(html: str) -> None:
    with pytest.raises(UnknownMarkup):
        parse(html)
