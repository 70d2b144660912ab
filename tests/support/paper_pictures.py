"""Pictures of the papers: the contact sheets of docs/papers, and the pages that the visual test holds new ones against.

    python tests/support/paper_pictures.py sheets      # docs/papers: every page of every paper
    python tests/support/paper_pictures.py pages       # tests/visual/pages: ten papers of different layouts

Run it after a change of a template, a layout or a font, and look at what it made.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn as noto
from PIL import Image, ImageDraw, ImageFont

from zhifa.documents import CATALOGUE, Rendering
from zhifa.documents.samples import sample_paper
from zhifa.documents.typesetting import pictures, setting_version

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "docs" / "papers"
PAGES = ROOT / "tests" / "visual" / "pages"

PICTURED = ("D02", "D07", "D16-2", "D18", "D21", "D24", "D33", "D34", "D37", "D50")
"""Ten papers, all layouts among them."""

DOTS = 40
"""To the inch: enough to see what moved, small enough to keep."""

_COLUMNS, _ROWS = 7, 4
_CELL = (230, 325)
_CAPTION = 20
_SHADES = 32
"""Of grey, and as many of red."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """The pages of a sample as pictures."""

    paper: Rendering
    occasion: int
    pages: tuple[Image.Image, ...]


def pictured(code: str, occasion: int = 0, *, dots: int = DOTS) -> Pictured:
    """The sample of a paper, page by page, in shades of grey and in its colours."""
    paper = sample_paper(code, occasion)
    made = pictures(paper.html, title=paper.title, family=paper.family, dots=dots)
    return Pictured(
        paper=paper, occasion=occasion, pages=tuple(Image.open(io.BytesIO(one)).convert("RGB") for one in made)
    )


def inputs_digest() -> str:
    """What the pictures are made of: the texts of all samples, the typesetter, the layouts and the fonts."""
    found = hashlib.sha256(setting_version().encode())
    for code, occasion in _each():
        found.update(sample_paper(code, occasion).html.encode())
    return found.hexdigest()


def page_file(code: str, number: int) -> Path:
    """Where the reference picture of a page is kept."""
    return PAGES / f"{code}-{number}.png"


def write_pages() -> list[Path]:
    """Make the reference pictures anew; those of pages that are no more go."""
    written = []
    for code in PICTURED:
        for number, one in enumerate(pictured(code).pages, 1):
            _save(one.convert("L"), page_file(code, number))
            written.append(page_file(code, number))
    for stale in set(PAGES.glob("*.png")) - set(written):
        stale.unlink()
    return written


def write_sheets() -> list[Path]:
    """Make the contact sheets and their index anew."""
    with ThreadPoolExecutor(2) as threads:
        made = list(threads.map(lambda each: pictured(*each, dots=72), _each()))
    cells = [(one, number) for one in made for number in range(len(one.pages))]
    per_sheet = _COLUMNS * _ROWS
    sheets = [cells[start : start + per_sheet] for start in range(0, len(cells), per_sheet)]
    written = []
    for number, sheet in enumerate(sheets, 1):
        written.append(SHEETS / f"sheet-{number}.png")
        _save(_sheet(sheet).quantize(palette=_palette(), dither=Image.Dither.NONE), written[-1])
    for stale in set(SHEETS.glob("*.png")) - set(written):
        stale.unlink()
    (SHEETS / "README.md").write_text(_index(sheets), encoding="utf-8")
    return written


def _each() -> list[tuple[str, int]]:
    codes = sorted(CATALOGUE, key=lambda code: (code.partition("-")[0], int(code.partition("-")[2] or 1)))
    return [(code, occasion) for code in codes for occasion in range(len(CATALOGUE[code].occasions))]


def _sheet(cells: Sequence[tuple[Pictured, int]]) -> Image.Image:
    wide, high = _CELL[0] + 10, _CELL[1] + _CAPTION + 10
    sheet = Image.new("RGB", (_COLUMNS * wide + 10, -(-len(cells) // _COLUMNS) * high + 10), "#bdbdbd")
    drawn = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(noto.sans_path()), 13)
    for at, (one, number) in enumerate(cells):
        x, y = 10 + at % _COLUMNS * wide, 10 + at // _COLUMNS * high
        sheet.paste(one.pages[number].resize(_CELL, Image.Resampling.LANCZOS), (x, y))
        drawn.text((x, y + _CELL[1] + 2), _caption(one, number), font=font, fill="black")
    return sheet


def _caption(one: Pictured, number: int) -> str:
    pages = f" {number + 1}/{len(one.pages)}" if len(one.pages) > 1 else ""
    room = 13 - len(pages) // 2
    title = one.paper.title if len(one.paper.title) <= room else f"{one.paper.title[: room - 1]}…"
    return f"{one.paper.code} {title}{pages}"


def _palette() -> Image.Image:
    """The greys of text and the reds of a letterhead and a mark."""
    steps = [step * 255 // (_SHADES - 1) for step in range(_SHADES)]
    red = [(215 + (255 - 215) * step // 255, step, 15 + (255 - 15) * step // 255) for step in steps]
    made = Image.new("P", (1, 1))
    made.putpalette([value for colour in (*((step,) * 3 for step in steps), *red) for value in colour])
    return made


def _save(picture: Image.Image, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.save(file, optimize=True)


def _index(sheets: Iterable[Sequence[tuple[Pictured, int]]]) -> str:
    lines = [
        "# Papers",
        "",
        "Every page of a sample of every document type, made by `python tests/support/paper_pictures.py sheets`. A single one in full size:",
        "`zhifa paper sample D33 --out samples`. Where a published case of [examples/cases](../../examples/cases/README.md) holds a fact, the sample shows",
        "it, masked as there; all else is 〔样例〕. [The catalogue](../cli.md) is listed by `zhifa paper list`, what a paper must hold by `zhifa paper show`.",
        "",
        f"<!-- made of {inputs_digest()} -->",
        "",
    ]
    for number, sheet in enumerate(sheets, 1):
        shown = dict.fromkeys((one.paper.code, one.paper.title) for one, _ in sheet)
        lines += [
            f"## {sheet[0][0].paper.code} to {sheet[-1][0].paper.code}",
            "",
            f"![pages of the papers listed below](sheet-{number}.png)",
            "",
            "、".join(f"{code} {title}" for code, title in shown),
            "",
        ]
    return "\n".join(lines)


def main(asked: Sequence[str]) -> int:
    """Make what is asked for; 2 for anything else."""
    makers = {"sheets": write_sheets, "pages": write_pages}
    if len(asked) != 1 or asked[0] not in makers:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    written = makers[asked[0]]()
    size = sum(file.stat().st_size for file in written) // 1000
    sys.stdout.write(f"{len(written)} pictures, {size} kB, in {written[0].parent}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
