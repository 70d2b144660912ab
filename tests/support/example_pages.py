"""Makes ``examples/pages`` of ``examples/registers``: the pages that the agency of the examples would publish.

Run as a script it writes the folder anew; ``tests/docs/test_pages.py`` holds the folder against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from book_lines import example_register
from zhifa.documents.pages.page import Edition
from zhifa.documents.pages.setting import files
from zhifa.engine.office import SHIPPED
from zhifa.engine.pages import pages

FOLDER: Final = Path("examples/pages")
DAY: Final = date(2026, 3, 2)
EDITION: Final = Edition(agency="示例市生态环境局", version=1, digest="", on=DAY)


def example_pages() -> Mapping[str, bytes]:
    """Every file of the folder by its path."""
    return dict(files(pages(example_register(), SHIPPED, DAY), EDITION))


def write() -> None:
    """Write the folder anew; a page that there is no more goes."""
    made = example_pages()
    for there in FOLDER.rglob("*.*"):
        if there.relative_to(FOLDER).as_posix() not in made:
            there.unlink()
    for name, content in made.items():
        file = FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    write()
