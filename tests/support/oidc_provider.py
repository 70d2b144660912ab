"""A real OIDC provider in a process of its own (:mod:`oidc_provider_process`), and people who sign in there."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass(kw_only=True)
class RunningProvider:
    """The provider, and somebody who signs in there."""

    port: int
    _process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Under keys of its own."""
        program = Path(__file__).parent / "oidc_provider_process.py"
        command = [sys.executable, "-W", "ignore", str(program), str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        _wait(self._process, self.port)

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.communicate(timeout=10)

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def sign_in(self, address: str, subject: str) -> dict[str, str]:
        """Answer its sign-in form as this subject; what it sends the browser back with."""
        return self._answered(address, {"sub": subject})

    def deny(self, address: str) -> dict[str, str]:
        """Press the button that says no."""
        return self._answered(address, {"action": "deny"})

    def know(self, subject: str, **claims: str) -> None:
        """Have the provider tell these claims of a subject."""
        body = json.dumps(claims).encode()
        told = urllib.request.Request(
            f"{self.issuer}/users/{subject}", data=body, method="PUT", headers={"Content-Type": "application/json"}
        )
        _OPENER.open(told).close()

    def _answered(self, address: str, form: dict[str, str]) -> dict[str, str]:
        answer = _OPENER.open(address, data=urlencode(form).encode())
        location = answer.headers["Location"]
        answer.close()
        return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the address is what is asked for."""

    def http_error_302(self, *told: Any) -> Any:
        return told[1]

    http_error_301 = http_error_303 = http_error_302


_OPENER = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


@contextmanager
def running_provider(port: int = 0) -> Iterator[RunningProvider]:
    """Start it, wait until it answers, and stop it in the end."""
    provider = RunningProvider(port=port or _free_port())
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"the provider ended: {process.communicate()[1][-1000:]}")
        try:
            _OPENER.open(f"http://localhost:{port}/.well-known/openid-configuration").close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the provider did not answer")
