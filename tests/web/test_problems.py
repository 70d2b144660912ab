"""Every error has an answer: a status, a code and words, and none of them tells of the machine."""

from __future__ import annotations

import errno
import inspect
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from zhifa.documents import errors as documents
from zhifa.documents.signing import errors as signing
from zhifa.engine import errors as office
from zhifa.engine.refusals import FACTS_INVALID, UNKNOWN_ACTOR
from zhifa.identity import errors as identity
from zhifa.storage import errors as storage
from zhifa.told import faults
from zhifa.web import errors as web
from zhifa.web.known_problems import STATUSES
from zhifa.web.problem import TITLES
from zhifa.web.problems import of_refusals, problem_of

_FILE = SimpleNamespace(published_on=date(2026, 1, 1), document_number="国办发明电〔2025〕1号", year=2026)
_FAULT = SimpleNamespace(text="第1行的值不合要求")
_GIVEN: dict[str, Any] = {
    "file": _FILE, "faults": (_FAULT,), "fault": _FAULT, "refusals": (UNKNOWN_ACTOR.refuse(actor="甲", day="2026-01-01"),),
    "paths": ("party.name",), "labels": ("当事人",), "found": (("a", "\u200b"),), "known": ("national",), "root": Path("/srv/secret-place"),
    "today": date(2026, 1, 1), "published_on": date(2026, 1, 2), "until": datetime(2026, 1, 1, tzinfo=UTC), "step": "password",
}  # fmt: skip
"""What errors are made of, by the names of their parameters; of what is not here, the type decides."""


def _kinds(*modules: ModuleType) -> Iterator[type[Exception]]:
    for module in modules:
        for kind in vars(module).values():
            if inspect.isclass(kind) and issubclass(kind, Exception) and kind.__module__ == module.__name__:
                yield kind


def _made(kind: type[Exception]) -> Exception:
    if kind.__init__ is Exception.__init__ or kind.__init__ is ValueError.__init__:
        return kind("不合要求")
    parameters = [one for one in inspect.signature(kind).parameters.values() if one.kind is not one.VAR_KEYWORD]
    given = {one.name: _value(one) for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)}
    by_name = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
    return kind(*(v for n, v in given.items() if n not in by_name), **{n: v for n, v in given.items() if n in by_name})


def _value(parameter: inspect.Parameter) -> Any:
    told = str(parameter.annotation)
    if parameter.name in _GIVEN and not (parameter.name in ("file", "found") and told.startswith("str")):
        return _GIVEN[parameter.name]
    if parameter.name == "status":
        return 400
    return 7 if told.startswith("int") else date(2026, 1, 1) if told.startswith("date") else "不合要求"


@pytest.mark.parametrize(
    "kind", list(_kinds(office, storage, documents, signing, identity, web)), ids=lambda kind: kind.__name__
)
def test_every_error_that_is_raised_on_purpose_has_an_answer(kind: type[Exception]) -> None:
    if kind in (office.OfficeError, identity.IdentityError, web.WebError):
        return  # never raised itself
    problem = problem_of(_made(kind))
    assert problem.code != "internal"
    assert problem.status in TITLES
    assert re.search(r"[一-鿿]", problem.detail), problem.detail
    assert "secret-place" not in problem.detail
    assert "zhifa " not in problem.detail, "commands of the command line are no help on the web"


def test_every_error_that_is_told_has_a_status() -> None:
    told = {fault.code for fault in faults._known()}
    assert told - STATUSES.keys() == set()
    assert STATUSES.keys() - told == set()


@pytest.mark.parametrize(
    "error",
    [
        storage.StorageError("no such table: secret-word"),
        storage.StorageFull("secret-word"),
        storage.LockedRow("ZF secret-word"),
        storage.DriverMissing("secret-word"),
        storage.SchemaOutdated("secret-word", "0021"),
        PermissionError(errno.EACCES, "Permission denied", "secret-word"),
    ],
)
def test_what_the_machine_says_stays_in_the_log(error: Exception) -> None:
    problem = problem_of(error)
    assert problem.code != "internal"
    assert "secret-word" not in problem.detail


@pytest.mark.parametrize(
    "error", [LookupError("x"), KeyError("x"), ValueError("x"), RuntimeError("x"), AssertionError()]
)
def test_a_fault_of_the_program_is_internal(error: Exception) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.code) == (500, "internal")


def test_what_lacks_is_not_found_and_what_has_no_room_says_so() -> None:
    assert problem_of(office.NotThere("paper_id=x")).status == 404
    full = problem_of(OSError(errno.ENOSPC, "No space left on device", "/srv/secret-place"))
    assert full.status == 507
    assert "secret-place" not in full.detail


def test_a_refusal_tells_every_reason() -> None:
    first = FACTS_INVALID.refuse(field="a", value="「1」", rule="应为文字")
    second = UNKNOWN_ACTOR.refuse(actor="甲", day="2026-01-01")
    assert of_refusals((first,)).code == "facts_invalid"
    problem = of_refusals((first, second))
    assert (problem.status, problem.code) == (422, "refused")
    assert [one["code"] for one in problem.as_dict()["refusals"]] == ["facts_invalid", second.code]


def test_who_should_come_again_is_told_when() -> None:
    assert problem_of(storage.DatabaseBusy(5000)).headers["Retry-After"] == "2"
