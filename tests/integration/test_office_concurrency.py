"""Many officers at one database: one wins each version of a case, numbers have neither gap nor repeat, nobody waits for another's papers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any
from unittest import mock

import pytest
import typst

from case_desk import Desk
from office_rows import Rows
from office_workers import order, race, take_numbers, together
from zhifa.documents import CATALOGUE, pdf
from zhifa.documents.environment import template

PROCESSES = 8


def test_of_eight_commands_on_one_version_one_is_done_and_seven_are_stale(migrated_url: str, proving: bool) -> None:
    rounds = 200 if proving else 12
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("investigating")
        version = desk.office.case(case_id).version
    outcomes = together(race, [(migrated_url, case_id, rounds)] * PROCESSES)
    for turn, row in enumerate(zip(*outcomes, strict=True), start=1):
        assert sorted(row) == [f"done {version + turn}", *["stale"] * (PROCESSES - 1)]
    with Desk(migrated_url, import_register=False) as desk, Rows(migrated_url) as rows:
        assert desk.office.verify(case_id) == ()
        assert len(desk.office.history(case_id)) == version + rounds
        assert rows.wrong() == {}


def test_eight_cases_at_once_take_the_numbers_of_a_series_without_gap_or_repeat(
    migrated_url: str, proving: bool
) -> None:
    times = 100 if proving else 10
    with Desk(migrated_url) as desk:
        cases = [desk.bring_to("investigating") for _ in range(PROCESSES)]
    together(take_numbers, [(migrated_url, case_id, times) for case_id in cases])
    with Desk(migrated_url, import_register=False) as desk, Rows(migrated_url) as rows:
        taken = [n for (n,) in rows.all("SELECT ordinal FROM zf_paper WHERE series = '责改' ORDER BY ordinal")]
        assert taken == list(range(1, PROCESSES * times + 1))
        assert rows.wrong() == {}
        assert [finding for case_id in cases for finding in desk.office.verify(case_id)] == []


class Stall:
    """Work that stops in its middle until it is let go; ``begun`` tells that it has come there."""

    def __init__(self) -> None:
        self.begun, self.over = threading.Event(), threading.Event()

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, which stalls the first time it is done."""

        def stalled(*arguments: Any, **options: Any) -> Any:
            if not self.begun.is_set():
                self.begun.set()
                assert self.over.wait(60), "nobody let the work go on"
            return work(*arguments, **options)

        return stalled

    @contextmanager
    def while_it_lasts(self, work: Callable[..., Any], *arguments: Any) -> Iterator[Any]:
        """Do the work in a thread of its own; inside it has stalled, and afterwards it goes on."""
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work, *arguments)
            try:
                assert self.begun.wait(60), "the work never came to where it stalls"
                yield future
                assert not future.done()
            finally:
                self.over.set()
            future.result(60)


@pytest.fixture
def hasty(migrated_url: str) -> Iterator[Desk]:
    """An office that waits for no lock worth speaking of."""
    with Desk(migrated_url, busy_timeout_ms=200) as desk:
        yield desk


def ordinal(desk: Desk, case_id: str) -> int | None:
    """The number of the last order to correct in the case."""
    return next(paper.ordinal for paper in reversed(desk.office.papers(case_id)) if paper.series == "责改")


def test_a_slow_template_delays_no_other_commit_and_costs_its_own_number_only(hasty: Desk) -> None:
    slow, quick = hasty.bring_to("investigating"), hasty.bring_to("investigating")
    command, stall = order(hasty, slow, "慢"), Stall()
    render = template("D19.html").render
    with (
        mock.patch.object(template("D19.html"), "render", stall.around(render)),
        stall.while_it_lasts(hasty.office.perform, command),
    ):
        done = [hasty.office.perform(order(hasty, quick, f"快{turn}")).seq for turn in range(5)]
    assert len(set(done)) == 5
    assert ordinal(hasty, quick) == 5
    assert ordinal(hasty, slow) == 6
    assert hasty.office.verify(slow) == hasty.office.verify(quick) == ()


def test_a_pdf_being_set_delays_no_commit(hasty: Desk) -> None:
    case_id = hasty.bring_to("decided")
    paper = next(paper for paper in hasty.office.papers(case_id) if paper.code == "D33")
    stall = Stall()

    def set_it() -> bytes:
        issued = date.fromisoformat(paper.issued_on)
        return pdf(paper.html, title=paper.title, issued_on=issued, family=CATALOGUE[paper.code].family)

    with (
        mock.patch.object(typst, "compile_with_warnings", stall.around(typst.compile_with_warnings)),
        stall.while_it_lasts(set_it) as made,
    ):
        assert hasty.bring_to("archived", case_id=case_id) == case_id
    assert made.result().startswith(b"%PDF")
    assert hasty.office.verify(case_id) == ()
