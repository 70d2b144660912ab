"""The bytes of evidence: of cases in reach alone, in ranges that agree with slices, and never as something that runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_desk import put
from file_stores import at
from web_desk import Browser, Played, Stage, staged
from zhifa.web.files.byte_range import RangeUnfit, span
from zhifa.web.files.content_types import INLINE, UNKNOWN, content_type

CONTENT = bytes(range(256)) * 3000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
ACTIVE = {
    "图.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "页.html": b"<script>alert(1)</script>",
    "表.xml": b"<?xml version='1.0'?><a/>",
    "程序.js": b"alert(1)",
    "页.xhtml": b"<html/>",
}


@pytest.fixture(scope="module")
def stage(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(played, tmp_path_factory.mktemp("content")) as made:
        keep(made, "录像", CONTENT, name="现场录像.mp4", media_type="video/mp4")
        keep(made, "空", b"", name="空.txt")
        for name, content in ACTIVE.items():
            keep(made, name, content, name=name)
        yield made


def keep(stage: Stage, key: str, content: bytes, *, case: str = "investigating", **more: Any) -> None:
    officer = stage.person("001").officer_id or ""
    stage.office.evidence.receive(stage.cases[case], key, content, actor=officer, **more)


def get(
    client: Browser, key: str = "录像", *, case: str = "investigating", how: str = "GET", stage: Stage, **headers: str
) -> Any:
    path = f"/api/v1/cases/{stage.cases[case]}/evidence/content"
    return client.request(
        how, path, params={"key": key}, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.fixture
def client(stage: Stage) -> Browser:
    return stage.token("001")


def test_the_whole_is_sent_under_its_type_and_name(stage: Stage, client: Browser) -> None:
    answer = get(client, stage=stage)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["etag"] == f'"{DIGEST}"'
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "asked", ["bytes=0-0", "bytes=5-9", "bytes=700000-", "bytes=-7", "bytes=0-99999999", "Bytes = 3-4"]
)
def test_a_range_is_the_slice(stage: Stage, client: Browser, asked: str) -> None:
    answer = get(client, stage=stage, Range=asked)
    first, _, rest = answer.headers["content-range"].removeprefix("bytes ").partition("-")
    last, _, size = rest.partition("/")
    assert answer.status_code == 206
    assert int(size) == len(CONTENT)
    assert answer.content == CONTENT[int(first) : int(last) + 1]
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=768000-", "bytes=9-5", "bytes=-0", "bytes=-", "bytes=", "bytes=a-b", "bytes=１-２", "bytes=1", "bytes=+1-2",
        f"bytes={'9' * 20}-", f"bytes={'9' * 20}-{'9' * 30}", f"bytes=-{'0' * 30}", f"bytes={'9' * 3000}-",
    ],
)  # fmt: skip
def test_a_range_beyond_the_file_is_told_with_its_size(stage: Stage, client: Browser, asked: str) -> None:
    answer = get(client, stage=stage, Range=asked.encode())  # type: ignore[arg-type]
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "nothing"])
def test_what_is_no_single_range_of_bytes_gets_the_whole(stage: Stage, client: Browser, asked: str) -> None:
    answer = get(client, stage=stage, Range=asked)
    assert (answer.status_code, len(answer.content)) == (200, len(CONTENT))


def test_a_range_of_another_file_gets_the_whole(stage: Stage, client: Browser) -> None:
    same = get(client, stage=stage, Range="bytes=0-1", If_Range=f'"{DIGEST}"')
    other = get(client, stage=stage, Range="bytes=0-1", If_Range=f'"{"0" * 64}"')
    dated = get(client, stage=stage, Range="bytes=0-1", If_Range="Mon, 02 Mar 2026 01:00:00 GMT")
    assert (same.status_code, other.status_code, dated.status_code) == (206, 200, 200)


def test_what_one_has_already_is_not_sent_again(stage: Stage, client: Browser) -> None:
    answer = get(client, stage=stage, If_None_Match=f'W/"x", "{DIGEST}"')
    assert (answer.status_code, answer.content) == (304, b"")


def test_the_head_tells_the_length(stage: Stage, client: Browser) -> None:
    answer = get(client, stage=stage, how="HEAD")
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, str(len(CONTENT)), b"")


def test_an_empty_file_has_no_range(stage: Stage, client: Browser) -> None:
    assert get(client, "空", stage=stage).content == b""
    assert get(client, "空", stage=stage, Range="bytes=0-").status_code == 416


@pytest.mark.parametrize("name", ACTIVE)
def test_what_could_run_is_only_bytes(stage: Stage, client: Browser, name: str) -> None:
    answer = get(client, name, stage=stage)
    assert answer.headers["content-type"] == UNKNOWN
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "told",
    [
        "image/svg+xml",
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "application/xhtml+xml",
        "text/xml",
        "x",
        "a\r\nb",
        "application/javascript",
    ],
)
def test_a_type_that_could_run_is_none(told: str) -> None:
    assert content_type(told, "照片.jpg") == UNKNOWN


def test_nothing_that_is_shown_inline_could_run() -> None:
    assert not [one for one in INLINE if any(word in one for word in ("svg", "html", "xml", "script"))]


# --- who ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["other/001", "other/010"])
def test_the_evidence_of_another_agency_is_not_found(stage: Stage, number: str) -> None:
    stranger = stage.token(number)
    known, unknown = get(stranger, stage=stage), get(stranger, "没有", stage=stage)
    assert known.status_code == unknown.status_code == 404
    listed = stranger.get(f"/api/v1/cases/{stage.cases['investigating']}/evidence")
    assert listed.status_code == 404


def test_a_digest_that_facts_name_gives_no_bytes(own_stage: Stage) -> None:
    """The facts of one case name the file of another: its bytes come through custody alone."""
    keep(own_stage, "录像", CONTENT, name="现场录像.mp4")
    desk = own_stage.desk
    case_id = desk.bring_to("verifying")
    facts = put(dict(desk.command(case_id, "inspect").facts), "evidence.0.digest", DIGEST)
    desk.do(case_id, "inspect", facts=facts)
    client = own_stage.token("001")
    listed = client.get(f"/api/v1/cases/{case_id}/evidence").json()["evidence"]
    (item,) = (one for one in listed if one["digest"] == DIGEST)
    answer = client.get(f"/api/v1/cases/{case_id}/evidence/content", params={"key": item["key"]})
    assert answer.status_code == 404


def test_a_stranger_gets_nothing(stage: Stage) -> None:
    assert get(stage.client(None), stage=stage, Accept="application/json").status_code == 401


# --- what went wrong ----------------------------------------------------------------------------------------------------


def test_a_file_that_was_changed_is_not_sent(own_stage: Stage) -> None:
    keep(own_stage, "改动", b"as it came in", name="a.bin")
    file = at(own_stage.office.uploads.folder.parent, hashlib.sha256(b"as it came in").hexdigest())  # type: ignore[union-attr]
    client = own_stage.token("001")
    assert get(client, "改动", stage=own_stage).status_code == 200
    file.write_bytes(b"as it was made")
    answer = get(client, "改动", stage=own_stage, Range="bytes=0-1")
    assert answer.json()["code"] == "file_corrupt"
    (item,) = client.get(f"/api/v1/cases/{own_stage.cases['investigating']}/evidence").json()["evidence"][-1:]
    assert item["intact"] is False
    file.unlink()
    assert get(client, "改动", stage=own_stage).status_code == 410


# --- ranges as such -----------------------------------------------------------------------------------------------------


@given(st.integers(0, 50), st.integers(0, 60), st.integers(0, 60))
def test_a_range_agrees_with_slicing(size: int, first: int, last: int) -> None:
    content = bytes(range(size))
    try:
        found = span(f"bytes={first}-{last}", size)
    except RangeUnfit:
        assert first >= size or last < first
        return
    assert found is not None
    assert content[found.first : found.last + 1] == content[first : last + 1]
    assert found.length == len(content[first : last + 1]) > 0


@given(st.integers(0, 50), st.integers(0, 60))
def test_a_range_from_the_end_agrees_with_slicing(size: int, length: int) -> None:
    content = bytes(range(size))
    try:
        found = span(f"bytes=-{length}", size)
    except RangeUnfit:
        assert size == 0 or length == 0
        return
    assert found is not None
    assert content[found.first : found.last + 1] == content[-length:]


@given(st.text(max_size=30), st.integers(0, 50))
def test_whatever_is_written_is_a_span_within_the_file_or_none(told: str, size: int) -> None:
    try:
        found = span(f"bytes={told}", size)
    except RangeUnfit:
        return
    assert found is None or 0 <= found.first <= found.last < size
