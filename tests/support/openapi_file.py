"""Writes ``docs/openapi.json``, the OpenAPI document of the API: ``python tests/support/openapi_file.py``."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from zhifa.engine.office import Office
from zhifa.web.settings import Settings
from zhifa.web.site import create_site

FILE = Path(__file__).parents[2] / "docs" / "openapi.json"


def told() -> str:
    """The document of a site as the file holds it."""
    with TemporaryDirectory() as folder, Office.open(f"sqlite:///{folder}/zhifa.db", create=True) as office:
        app = create_site(office, settings=Settings(secret=b"openapi" * 8), identify=lambda _: None)
        return json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(told(), encoding="utf-8")
