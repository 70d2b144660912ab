"""Procedures that other distributions install are at hand beside ours; one that cannot be used is named."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from small_procedure import procedure
from zhifa.cli.faults import in_words
from zhifa.engine import installed
from zhifa.engine.errors import WorkflowsBroken
from zhifa.engine.office import SHIPPED

SMALL = procedure()
BOTH = (SMALL, procedure(version=2))
FOREIGN = (SMALL, "流程")
AGAIN = procedure(name="penalty_ordinary")


def announced(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Announce objects of this module, or of one that is not there."""
    found = tuple(EntryPoint(f"entry{n}", f"{name}", installed.GROUP) for n, name in enumerate(names))
    monkeypatch.setattr(installed, "entry_points", lambda *, group: found if group == installed.GROUP else ())


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """This module under a name by which an entry finds it."""
    import sys

    monkeypatch.setitem(sys.modules, "announcing", request.module)


def test_nothing_is_at_hand_but_ours_where_nothing_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    announced(monkeypatch)

    assert installed.workflows() == SHIPPED


def test_an_entry_is_a_procedure_or_several(monkeypatch: pytest.MonkeyPatch) -> None:
    announced(monkeypatch, "announcing:SMALL", "announcing:BOTH")

    assert installed.workflows() == (*SHIPPED, *BOTH)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("announcing_nowhere:SMALL", "ModuleNotFoundError: No module named 'announcing_nowhere'"),
        ("announcing:NOTHING", "AttributeError: "),
        ("announcing:FOREIGN", "str 不是流程（Workflow）"),
        ("announcing:AGAIN", "流程 penalty_ordinary 第1版已有声明"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, value: str, why: str) -> None:
    announced(monkeypatch, value)

    with pytest.raises(WorkflowsBroken) as raised:
        installed.workflows()

    assert in_words(raised.value).startswith(f"已安装的流程 entry0（{value}）不能使用：{why}")
