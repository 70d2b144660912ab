"""The picture of docs/bilingual.md: two pages of the sample of a decision, with Tibetan that shows how it is set and says nothing of the case.

python tests/support/bilingual_picture.py
"""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tibetan import ARTICLE, filled
from zhifa.documents import render
from zhifa.documents.bilingual import bilingual, read_wording
from zhifa.documents.bilingual.coverage import blank
from zhifa.documents.marks import marked
from zhifa.documents.samples import sample
from zhifa.documents.typesetting import pictures

FILE = Path(__file__).parents[2] / "docs" / "bilingual.png"
PAGES = (0, 2)
AGENCY = "示例县市场监督管理局"
DOTS = 66


def main() -> None:
    """Make the picture anew."""
    facts = sample("D33")
    paper = marked(render("D33", replace(facts, agency=replace(facts.agency, name=AGENCY))), "样例")
    agency = f'\n[[fact]]\nzh = "{AGENCY}"\nbo = "{"་".join(ARTICLE.split("་")[:6])}"\n'
    html = bilingual(paper.html, read_wording(filled(blank(("D33",))) + agency))
    made = pictures(html, title=paper.title, family=paper.family, dots=DOTS)
    pages = [Image.open(io.BytesIO(made[number])).convert("RGB") for number in PAGES]
    picture = Image.new("RGB", (sum(page.width for page in pages) + 30, pages[0].height + 20), "#b9b6ae")
    for number, page in enumerate(pages):
        picture.paste(page, (10 + number * (page.width + 10), 10))
    picture.quantize(64, dither=Image.Dither.NONE).save(FILE, optimize=True)
    sys.stdout.write(f"{FILE} {FILE.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
