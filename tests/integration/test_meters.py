"""What an office tells whoever counts for it: steps, refusals, and what was rendered, wherever that happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from case_desk import Desk
from zhifa.engine.errors import CommandRefused
from zhifa.engine.refusals import Refusal


@dataclass
class Counted:
    """Keeps what it is told."""

    steps: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def done(self, step: str) -> None:
        self.steps.append(step)

    def refused(self, refusals: tuple[Refusal, ...]) -> None:
        self.codes += [refusal.code for refusal in refusals]

    def rendered(self, kind: str, seconds: float) -> None:
        self.kinds.append(kind)
        self.seconds.append(seconds)


@pytest.fixture
def desk(migrated_sqlite_url: str) -> Iterator[Desk]:
    with Desk(migrated_sqlite_url) as opened:
        yield opened


def test_what_is_rendered_is_told_with_its_kind_wherever_it_happens(desk: Desk) -> None:
    case_id, counted = desk.bring_to("verifying"), Counted()
    office = desk.office
    office.meters.add(counted)

    command = desk.command(case_id, "file")
    office.preview(command)
    office.perform(command)
    office.rendition(office.papers(case_id)[0].id, "html")
    office.bind(office.dossier(case_id))

    assert counted.kinds == ["preview", "issue", "html", "dossier"]
    assert min(counted.seconds) >= 0
    assert counted.seconds[1] > 0.001, "the papers of a step are rendered, not looked up"
    assert counted.steps == ["file"]


def test_what_was_refused_or_renders_nothing_is_not_told_as_rendered(desk: Desk) -> None:
    case_id, counted = desk.open_case(), Counted()
    desk.office.meters.add(counted)
    with pytest.raises(CommandRefused) as refused:
        desk.do(case_id, "file")
    desk.do(case_id, "verify")
    assert counted.codes == [refusal.code for refusal in refused.value.refusals]
    assert counted.kinds == []
