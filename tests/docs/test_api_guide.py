"""docs/api.md: its examples, run one after the other against a site, answer as they say."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import pytest
from httpx import Response

from case_desk import Desk
from web_desk import Browser, Played, Stage, staged
from zhifa.engine.instants import instant_text
from zhifa.web.person import Grant

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(
    r"<!-- run: (?P<status>\d+)(?: (?P<name>\w+)=(?P<field>\w+))? -->\n```sh\n(?P<call>.*?)```"
    r"(?:\n\n<!-- answer -->\n```json\n(?P<answer>.*?)```)?(?:\n\n<!-- headers -->\n```http\n(?P<headers>.*?)```)?",
    re.DOTALL,
)
FILES = {"@photo.jpg": b"bytes of a picture..", "@first-12-bytes": b"first twelve", "@the-other-8-bytes": b" others."}
"""What the files of the page hold."""


class Example(NamedTuple):
    status: int
    call: str
    answer: dict[str, Any]
    headers: dict[str, str]
    keeps: tuple[str, str] | None
    """Under which name the calls after it have which member of the answer."""


def _example(found: re.Match[str]) -> Example:
    headers = dict(line.split(": ", 1) for line in (found["headers"] or "").splitlines())
    keeps = (found["name"], found["field"]) if found["name"] else None
    return Example(int(found["status"]), found["call"], json.loads(found["answer"] or "{}"), headers, keeps)


EXAMPLES = tuple(map(_example, _EXAMPLE.finditer(GUIDE)))


@pytest.fixture(autouse=True)
def nothing_left_open() -> None:
    """In the place of the check of every test: the site stays open between them."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A site with the one case of the page."""
    folder = tmp_path_factory.mktemp("played")
    with Desk(f"sqlite:///{folder / 'zhifa.db'}", files=folder / "files", create=True, seed="guide") as desk:
        played = Played(folder=folder, cases={"reported": desk.open_case()}, now=desk.clock.now())
    with staged(played, tmp_path_factory.mktemp("guide")) as made:
        yield made


def test_every_example_answers_as_the_page_says(stage: Stage) -> None:
    assert len(EXAMPLES) == GUIDE.count("curl ") >= 15
    paper = stage.office.papers(stage.cases["reported"])[0].id
    told = {
        "ZHIFA": "", "TOKEN": "001", "HEAD_TOKEN": "010", "CASE": stage.cases["reported"], "KEY": "guide", "PAPER": paper,
        "NOW": instant_text(stage.clock.now()), "FIRST": str(stage.people["001"].officer_id), "SECOND": str(stage.people["002"].officer_id),
    }  # fmt: skip

    for example in EXAMPLES:
        answer = _called(stage, Template(example.call).substitute(told))
        assert answer.status_code == example.status, f"{example.call}\n{answer.text}"
        if example.answer:
            _require_within(example.answer, answer.json())
        assert {name: answer.headers[name] for name in example.headers} == example.headers
        if example.keeps:
            name, member = example.keeps
            told[name] = answer.json()[member]


def _called(stage: Stage, call: str) -> Response:
    """What a call of curl would do; it knows the options that the page uses, and no other."""
    words = iter(shlex.split(call.replace("\\\n", " ")))
    assert next(words) == "curl"
    method, url, headers, body = "GET", "", dict[str, str](), b""
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "-I":
                method = "HEAD"
            case "-d":
                body = next(words).encode()
            case "--data-binary":
                body = FILES[next(words)]
            case "-o":
                next(words)
            case _:
                assert word.startswith("/"), word
                url = word
    program: Browser = stage.token(headers.pop("Authorization").removeprefix("Bearer "))
    return program.request(method, url, headers=headers, content=body or None)


def _require_within(told: Any, answered: Any) -> None:
    """Everything the page shows stands in the answer."""
    if isinstance(told, dict):
        for name, value in told.items():
            assert name in answered
            _require_within(value, answered[name])
    elif isinstance(told, list):
        assert len(told) == len(answered)
        for one, other in zip(told, answered, strict=True):
            _require_within(one, other)
    else:
        assert told == answered


@pytest.mark.parametrize("grant", list(Grant))
def test_every_grant_is_described(grant: Grant) -> None:
    assert f"| `{grant}` |" in GUIDE
