"""The hosts of docs/embedding.md run as they stand: one signs in by the host's own means, and takes a step over HTTP."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
HOSTS = {
    "fastapi_host.py": lambda number: {"staff_number": number},
    "django_host.py": lambda number: {"username": number, "password": f"demo-{number}"},
}
API = "/zhifa/v1"
WAIT = 60


@contextmanager
def started(host: str, folder: Path) -> Iterator[str]:
    """The address of a host that runs."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder.mkdir()
    command = [sys.executable, str(ROOT / "examples" / "embedding" / host), str(folder), str(port)]
    with (folder / "told").open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address, process, folder / "told")
            yield address
        finally:
            process.terminate()


def _await(address: str, process: subprocess.Popen[bytes], told: Path) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        assert process.poll() is None, told.read_text(encoding="utf-8")
        with suppress(httpx.TransportError):
            if httpx.get(f"{address}/hello", timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"not there after {WAIT} s: {told.read_text(encoding='utf-8')}")


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_signs_in_and_takes_a_step(host: str, tmp_path: Path) -> None:
    with started(host, tmp_path / "host") as address:
        stranger = httpx.get(f"{address}{API}/cases")
        assert (stranger.status_code, stranger.json()["code"]) == (401, "not_signed_in")
        assert httpx.get(f"{address}/hello").text.strip('"') == "本机关自己的页面"

        with signed_in(address, host, "001") as handler, signed_in(address, host, "010") as head:
            report = json.loads((ROOT / "examples" / "report.json").read_text(encoding="utf-8"))
            told = {"workflow": report["workflow"], "occurred_at": report["occurred_at"], "facts": report["facts"]}
            opened = handler.post(f"{API}/cases", json=told, headers={"Idempotency-Key": "report-1"})
            assert opened.status_code == 201, opened.text
            case, version = opened.json()["case_id"], opened.headers["etag"]

            step = {"occurred_at": report["occurred_at"], "facts": {"officers": handlers()}}
            refused = act(handler, case, "verify", version, step)
            assert refused.status_code == 422
            assert [one["code"] for one in refused.json()["refusals"]] == ["no_role"]

            done = act(head, case, "verify", version, step)
            assert done.status_code == 200, done.text
            assert head.get(f"{API}/cases/{case}").headers["etag"] == done.headers["etag"] != version


def handlers() -> list[str]:
    """Ids of 承办人甲 and 承办人乙, as the register of the example derives them."""
    from zhifa.engine.register_file import file_of

    register = file_of((ROOT / "examples" / "register.json").read_text(encoding="utf-8")).register
    return [one.id for one in register.officers.values() if one.name in ("承办人甲", "承办人乙")]


def act(client: httpx.Client, case: str, step: str, version: str, told: dict[str, Any]) -> httpx.Response:
    headers = {"If-Match": version, "Idempotency-Key": f"{step}-{client.cookies}"[:80]}
    return client.post(f"{API}/cases/{case}/acts/{step}", json=told, headers=headers)


@contextmanager
def signed_in(address: str, host: str, number: str) -> Iterator[httpx.Client]:
    """A browser that signed in at the host, with the proof that its requests bring."""
    with httpx.Client(base_url=address, timeout=60, headers={"Origin": address}) as client:
        assert client.post("/sign-in", data=HOSTS[host](number)).status_code == 200
        proof = client.get(f"{API}/proof")
        assert proof.status_code == 200, proof.text
        client.headers["X-Zhifa-Proof"] = proof.json()["proof"]
        yield client


@pytest.mark.parametrize("host", HOSTS)
def test_the_guide_shows_the_hosts_as_they_stand(host: str) -> None:
    guide = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    source = (ROOT / "examples" / "embedding" / host).read_text(encoding="utf-8")
    shown = re.findall(rf"<!-- {re.escape(host)} -->\n```python\n(.*?)```", guide, re.DOTALL)
    assert shown
    for part in shown:
        assert part.strip() in re.sub(r"^    ", "", source, flags=re.MULTILINE) or part.strip() in source
