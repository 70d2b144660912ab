"""The pages that the agency of ``examples/registers`` would publish, and the digest of each as it was last looked at.

Run as a script it writes the digests anew; ``tests/docs/test_pages.py`` holds them against the pages. To see the pages:
``zhifa register pages --out`` after an import of the examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from book_lines import example_register
from zhifa.documents.pages.page import Edition
from zhifa.documents.pages.setting import files
from zhifa.engine.office import SHIPPED
from zhifa.engine.pages import pages

DIGESTS: Final = Path(__file__).parents[1] / "docs" / "example_pages.sha256"
DAY: Final = date(2026, 3, 2)
EDITION: Final = Edition(agency="示例市生态环境局", version=1, digest="", on=DAY)


def example_pages() -> Mapping[str, bytes]:
    """Every file by its path."""
    return dict(files(pages(example_register(), SHIPPED, DAY), EDITION))


def digests(made: Mapping[str, bytes]) -> str:
    """A line for each file: SHA-256 and path."""
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(made.items()))


if __name__ == "__main__":
    DIGESTS.write_text(digests(example_pages()), encoding="utf-8")
