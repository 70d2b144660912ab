"""``zhifa serve`` as a program: what it says before it listens, how it listens, and how it ends."""

from __future__ import annotations

import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import fields
from http.client import HTTPResponse
from pathlib import Path
from urllib.request import urlopen

import pytest
import uvicorn
from fastapi import FastAPI

from command_line import CommandLine
from zhifa.identity.oidc_provider import OidcSettings
from zhifa.settings_tables import SettingsFaulty
from zhifa.web.secret_file import SecretUnusable, secret_in
from zhifa.web.settings import Settings
from zhifa.web.settings_file import public_url, read_site_settings
from zhifa.web.shell.health import router as health
from zhifa.web.shell.patience import Patient

SERVE = (sys.executable, "-m", "zhifa.cli", "serve")


@pytest.fixture
def zhifa(tmp_path: Path, migrated_sqlite_url: str) -> CommandLine:
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


# --- before it listens ------------------------------------------------------------------------------------------------


def test_a_database_that_is_not_there_is_said_to_lack(tmp_path: Path) -> None:
    answer = CommandLine(folder=tmp_path, database="sqlite:///none.db")("serve")
    assert answer.code == 2
    assert "zhifa db init" in answer.err
    assert not (tmp_path / "zhifa.secret").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--host", "0.0.0.0"), "--public-url"),
        (("--public-url", "zhifa.example.gov.cn"), "--public-url 的值「zhifa.example.gov.cn」不合要求"),
        (("--public-url", "https://zhifa.example.gov.cn/desk"), "不带路径"),
        (("--host", "192.0.2.1"), "不能在 192.0.2.1:8080 监听"),
        (("--config", "none.toml"), "none.toml"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_listens(
    zhifa: CommandLine, given: tuple[str, ...], told: str
) -> None:
    answer = zhifa("serve", *given)
    assert answer.code == 2
    assert told in answer.err


def test_beside_a_server_of_databases_the_secret_has_to_have_a_place(tmp_path: Path) -> None:
    answer = CommandLine(folder=tmp_path, database="postgresql://zhifa@127.0.0.1:1/zhifa")("serve")
    assert answer.code == 2
    assert "--secret-file" in answer.err


def test_a_port_that_is_taken_is_named(zhifa: CommandLine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        answer = zhifa("serve", "--port", port)
    assert answer.code == 2
    assert f"127.0.0.1:{port}" in answer.err
    assert "占用" in answer.err


# --- while it serves --------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, url: str, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = _free_port()
    command = [*SERVE, "--database", url, "--files", str(folder / "files"), "--port", str(port), *options]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process)
            yield address, process
        finally:
            if process.poll() is None:
                process.kill()


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("it did not answer")


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.prove)])
def test_it_serves_keeps_watch_and_ends_when_it_is_told_to(
    workers: str, tmp_path: Path, migrated_sqlite_url: str
) -> None:
    with serving(tmp_path, migrated_sqlite_url, "--watch", "--workers", workers) as (address, process):
        with urlopen(f"{address}/readyz") as answer:
            assert b'"status":"ok"' in answer.read()
        with urlopen(f"{address}/login") as answer:
            assert "登录" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGTERM)
    assert f"{address}/desk" in said
    assert "还没有账号" in said
    assert "Traceback" not in said
    secret = next(tmp_path.rglob("zhifa.secret"))
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_several_workers_tell_their_figures_together() -> None:
    """A worker is a process; what one that has ended did counts on, and its requests are not in flight any more."""
    script = """
import os
from zhifa.web.shell.meter import together
with together():
    worker = "import os; from zhifa.web.shell.meter import Meter; m = Meter(); m.done('verify'); m.standing(lag_seconds=1, swept_at=2, open_cases=3)"
    os.spawnlp(os.P_WAIT, sys.executable, sys.executable, "-c", worker + "; f = m.in_flight(); f.__enter__(); os._exit(0)")
    os.spawnlp(os.P_WAIT, sys.executable, sys.executable, "-c", worker + "; print(m.exposition().decode())")
"""
    done = subprocess.run([sys.executable, "-c", f"import sys{script}"], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert 'zhifa_transitions_total{step="verify"} 2.0' in lines
    assert "zhifa_open_cases 3.0" in lines
    assert not [
        line
        for line in lines
        if line.startswith("zhifa_requests_in_flight ") and line != "zhifa_requests_in_flight 0.0"
    ]


# --- its pieces -------------------------------------------------------------------------------------------------------


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    first, made = secret_in(file)
    assert made
    assert len(first) == 64
    assert secret_in(file) == (first, False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "mode"), [("x" * 64, 0o640), ("x" * 64, 0o604), ("short", 0o600), ("", 0o600), ("x" * 5000, 0o600)]
)
def test_a_secret_that_others_can_read_or_that_is_short_is_refused(tmp_path: Path, content: str, mode: int) -> None:
    file = tmp_path / "secret"
    file.write_text(content, encoding="ascii")
    file.chmod(mode)
    with pytest.raises(SecretUnusable, match="密钥文件"):
        secret_in(file)


def test_settings_are_read_and_what_is_left_out_keeps_its_default() -> None:
    text = """
    [site]
    public_url = "https://zhifa.example.gov.cn/"
    hosts = ["zhifa.internal", "10.0.0.5"]
    body_limit = "512KB"
    upload_folder = "/srv/uploads"
    session_idle = "30m"
    metrics_token_env = "METRICS"
    [oidc]
    issuer = "https://sso.example.gov.cn"
    client_id = "zhifa"
    client_secret_env = "OIDC"
    """
    told = read_site_settings(text, environment={"METRICS": "t" * 16, "OIDC": "s"})
    settings = Settings(**told)
    assert settings.public_url == "https://zhifa.example.gov.cn"
    assert settings.hosts == ("zhifa.internal", "10.0.0.5")
    assert settings.body_limit == 512 * 1024
    assert settings.upload_folder == Path("/srv/uploads")
    assert settings.session_idle.total_seconds() == 1800
    assert settings.metrics_token == "t" * 16
    assert settings.upload_limit == Settings().upload_limit
    assert settings.oidc is not None
    assert settings.oidc.client_secret == "s"
    assert read_site_settings("", environment={}) == {}


def test_the_settings_that_the_documents_show_can_be_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    told = read_site_settings(shown, environment={"ZHIFA_METRICS_TOKEN": "t" * 16, "ZHIFA_OIDC_SECRET": "s"})
    assert {*told} == {field.name for field in fields(Settings)} - {"secret", "demo"}
    tables = tomllib.loads(shown)
    assert {*tables["oidc"]} == {field.name for field in fields(OidcSettings)} - {"client_secret"} | {
        "client_secret_env"
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[site", "不是 TOML"),
        ("[site]\nport = 1", "site.port"),
        ("[site]\npublic_url = 'ftp://x'", "site.public_url"),
        ("[site]\nhosts = ['a/b']", "site.hosts.0"),
        ("[site]\nhosts = ['a:80']", "site.hosts.0"),
        ("[site]\nbody_limit = 5", "site.body_limit"),
        ("[site]\nbody_limit = '0MB'", "site.body_limit"),
        ("[site]\nsession_idle = '2'", "site.session_idle"),
        ("[site]\nsecond_factor = 'always'", "site.second_factor"),
        ("[site]\nmetrics_token_env = 'NONE'", "没有设置这个环境变量"),
        ("[site]\nmetrics_token_env = 'SHORT'", "至少16个"),
        ("[oidc]\nissuer = 'http://sso'\nclient_id = 'a'\nclient_secret_env = 'SHORT'", "oidc.issuer"),
        ("[secret]\nvalue = 'x'", "secret"),
    ],
)
def test_settings_that_cannot_be_used_are_named(text: str, told: str) -> None:
    with pytest.raises(SettingsFaulty) as found:
        read_site_settings(text, environment={"SHORT": "abc"})
    assert told in str(found.value)
    assert "abc" not in str(found.value)


@pytest.mark.parametrize(
    "told",
    ["", "x", "http://", "http://a:b", "http://a:99999", "http://u@a", "http://a?x", "https://a#x", "http://[::1"],
)
def test_an_address_that_is_none_is_no_public_one(told: str) -> None:
    with pytest.raises(ValueError, match="http"):
        public_url(told)


# --- connections that ask for nothing ---------------------------------------------------------------------------------


def test_connections_that_send_nothing_or_too_slowly_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient, "deadline", 1.0)
    app = FastAPI()
    app.include_router(health)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(200)
        server = uvicorn.Server(uvicorn.Config(app, http=Patient, ws="none", log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            place = listening.getsockname()
            while not server.started:
                time.sleep(0.01)
            with ExitStack() as opened:

                def connected() -> socket.socket:
                    return opened.enter_context(socket.create_connection(place, timeout=30))

                kept = connected()
                kept.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = opened.enter_context(closing(HTTPResponse(kept)))
                answer.begin()
                assert (answer.status, len(answer.read()) > 0) == (200, True)
                kept.sendall(b"GET /healthz HTTP/1.1\r\n")
                slow = connected()
                slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
                for one in (*(connected() for _ in range(50)), slow, kept):
                    assert one.recv(10) == b"", "still open"
        finally:
            server.should_exit = True
            thread.join()
