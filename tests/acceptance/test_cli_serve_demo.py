"""``zhifa serve --demo`` as a program: what it makes, what it prints once, and that its site can be worked in."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from command_line import EXAMPLES, CommandLine
from zhifa.engine.office import Office

DATA = Path("desk")
STATES = ("线索登记", "核查", "调查", "听证", "法制审核", "补正", "负责人审批", "送达", "履行与公示", "归档")
"""Where its cases stand, from the first phase to the end."""
POSTS = ("承办人", "承办机构负责人", "法制审核人员", "审核机构负责人", "机关负责人", "听证主持人", "名录管理员")

_ROW = re.compile(r"^(\S+)\s{2,}(\S+)\s{2,}(\S+)\s{2,}((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\s*$", re.MULTILINE)
_SERVE = (sys.executable, "-m", "zhifa.cli", "serve", "--demo", "--data", str(DATA), "--examples", str(EXAMPLES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """One start, as long as it served."""

    printed: str
    told: Path
    """What it says on the error stream."""
    address: str
    process: subprocess.Popen[bytes]

    @property
    def passwords(self) -> dict[str, str]:
        return {row[0]: row[3] for row in _ROW.findall(self.printed)}


@contextmanager
def started(folder: Path, *options: str) -> Iterator[Started]:
    port = _free_port()
    address, out, err = f"http://127.0.0.1:{port}", folder / "out.txt", folder / "err.txt"
    with (
        out.open("wb") as printed,
        err.open("wb") as told,
        subprocess.Popen([*_SERVE, "--port", str(port), *options], cwd=folder, stdout=printed, stderr=told) as process,
    ):
        try:
            _wait_for(address, process, err)
            yield Started(printed=out.read_text(encoding="utf-8"), told=err, address=address, process=process)
        finally:
            if process.poll() is None:
                process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], err: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, err.read_text(encoding="utf-8")
        try:
            httpx.get(f"{address}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("it did not answer")


def _signed_in(client: httpx.Client, login_name: str, password: str) -> bool:
    found = re.search(r'name="proof" value="([^"]+)"', client.get("/login").text)
    assert found is not None
    given = {"proof": found[1], "next": "/desk", "login_name": login_name, "password": password}
    return client.post("/login", data=given, headers={"Origin": str(client.base_url)}).status_code == 303


def _clock(page: str) -> str:
    found = re.search(r"演示用的时钟现在是 (\d{4}-\d\d-\d\d \d\d:\d\d)", page)
    assert found is not None
    return found[1]


def test_a_demonstration_is_made_once_shows_cases_in_every_phase_and_prints_its_passwords_once(tmp_path: Path) -> None:
    with started(tmp_path) as first, httpx.Client(base_url=first.address, timeout=60) as client:
        passwords = first.passwords
        posts = " ".join(row[2] for row in _ROW.findall(first.printed))
        assert [post for post in POSTS if post not in posts] == []
        assert "admin" in passwords
        assert _signed_in(client, "001", passwords["001"])
        listed = client.get("/desk/cases").text
        assert [state for state in STATES if state not in listed] == []
        assert _clock(listed).startswith("2026-05-11 11:")
        assert "2026-05-11 11:" in first.told.read_text(encoding="utf-8")
        first.process.send_signal(signal.SIGTERM)
        assert first.process.wait(timeout=60) in (0, -signal.SIGTERM)
    kept = b"".join(file.read_bytes() for file in (tmp_path / DATA).rglob("*") if file.is_file())
    assert [password for password in passwords.values() if password.encode() in kept] == []
    assert any(file.is_file() for file in (tmp_path / DATA / "files" / "objects").rglob("*"))
    cases = _cases(tmp_path)

    with started(tmp_path) as second, httpx.Client(base_url=second.address, timeout=60) as client:
        assert second.passwords == {}
        assert "--renew" in second.told.read_text(encoding="utf-8")
        assert _signed_in(client, "030", passwords["030"])
        assert _clock(client.get("/desk").text) >= "2026-05-11 11:00"
    assert _cases(tmp_path) == cases

    with started(tmp_path, "--renew") as third, httpx.Client(base_url=third.address, timeout=60) as client:
        assert third.passwords.keys() == passwords.keys()
        assert not set(third.passwords.values()) & set(passwords.values())
        assert not _signed_in(client, "001", passwords["001"])
        assert _signed_in(client, "001", third.passwords["001"])
    assert _cases(tmp_path) == cases


def _cases(folder: Path) -> tuple[str, ...]:
    with Office.open(f"sqlite:///{folder / DATA / 'cases.db'}") as office:
        return office.cases()


@pytest.mark.parametrize("options", [("--renew",), ("--data", "desk")])
def test_what_is_of_the_demonstration_alone_is_refused_without_it(tmp_path: Path, options: tuple[str, ...]) -> None:
    answer = CommandLine(folder=tmp_path, database="sqlite:///cases.db")("serve", *options)

    assert answer.code == 2
    assert "--demo" in answer.err


def test_without_examples_it_says_where_to_run_it_and_makes_nothing(tmp_path: Path) -> None:
    answer = CommandLine(folder=tmp_path)("serve", "--demo", "--port", str(_free_port()), "--examples", "nowhere")

    assert answer.code == 2
    assert "--examples" in answer.err
    assert not (tmp_path / "out").exists()
