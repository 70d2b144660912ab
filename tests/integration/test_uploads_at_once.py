"""Many uploads that begin at once: no more of them than one officer may have, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from case_desk import Desk
from zhifa.engine.upload import UploadsTooMany

MOST = 6


def test_of_many_that_begin_at_once_no_more_are_let_in_than_one_may_have(
    migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhifa.engine.uploads.MOST", MOST)
    with Desk(migrated_url, files=tmp_path / "files") as desk:
        room = desk.office.uploads

        def begun(_: int) -> bool:
            try:
                room.begin("officer", "agency", name="a.bin", length=1, limit=1000)
            except UploadsTooMany:
                return False
            return True

        assert all(map(begun, range(MOST - 4)))
        with ThreadPoolExecutor(8) as pool:
            let_in = sum(pool.map(begun, range(12)))
        assert let_in == 4
        assert len(room.under_way("officer")) == MOST
        assert len(list((tmp_path / "files" / "uploads").glob("*-*"))) == MOST  # nothing is left of those refused
