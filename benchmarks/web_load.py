"""The people whom ``web.py`` lets ask: each signs in and asks page after page on a connection of his own. A process beside the server's.

Told on its standard input, as one line of JSON, where to ask, who asks what, and in which passes; says after each pass on its standard output, in one
line of JSON, how long every answer took.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import httpx

_LENGTH = re.compile(r"\r\ncontent-length: (\d+)\r\n")
_PROOF = re.compile(r'name="proof" value="([^"]+)"')
_WAIT_S = 60.0
_OK = 200


@dataclass(kw_only=True)
class Taken:
    """Milliseconds of every answer of one pass by kind, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)


class Line:
    """A connection that stays open, with the cookies of who signed in: little more than the socket, so that asking takes no time from who answers."""

    def __init__(self, base: str, cookies: Mapping[str, str]) -> None:
        self._at = urlsplit(base)
        told = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._head = (
            f"HTTP/1.1\r\nHost: {self._at.netloc}\r\nCookie: {told}\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n\r\n"
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> int:
        """The status of the answer, read to its last byte; asked again on a new connection where the server had closed this one."""
        if self._streams is not None:
            try:
                return await self._asked(path, *self._streams)
            except (OSError, EOFError):
                self.close()
        self._streams = await asyncio.open_connection(self._at.hostname, self._at.port, limit=2**20)
        return await self._asked(path, *self._streams)

    async def _asked(self, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        writer.write(f"GET {path} {self._head}".encode("ascii"))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = _LENGTH.search(head)
        if length:
            await reader.readexactly(int(length[1]))
        while not length and int((size := await reader.readline()), 16):
            await reader.readexactly(int(size, 16) + 2)
        if not length:
            await reader.readline()
        return int(head.split(" ", 2)[1])

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


@dataclass(kw_only=True)
class User:
    """One person at a browser. ``paths``: what he asks for, by kind; a kind that is not his is left out."""

    client: httpx.AsyncClient
    line: Line | None = None
    """From when he has signed in."""
    login_name: str
    password: str
    paths: Mapping[str, Sequence[str]]
    chance: random.Random

    async def sign_in(self) -> None:
        """By the form of the page. Raises RuntimeError when he is not let in."""
        proof = _PROOF.search((await self.client.get("/login")).text)
        told = {
            "proof": proof[1] if proof else "",
            "login_name": self.login_name,
            "password": self.password,
            "next": "/desk",
        }
        answer = await self.client.post("/login", data=told, headers={"Origin": str(self.client.base_url).rstrip("/")})
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise RuntimeError(f"{self.login_name} was not let in: {answer.status_code}")
        self.line = Line(str(self.client.base_url), dict(self.client.cookies))

    async def ask(self, kinds: Sequence[str], taken: Taken, *, think: float, until: float) -> None:
        """Ask for one of the kinds after the other, in an order of his own, until that moment of the machine's clock."""
        mine = [kind for kind in kinds if self.paths.get(kind)]
        while mine and perf_counter() < until:
            for kind in self.chance.sample(mine, len(mine)):
                await asyncio.sleep(think * self.chance.uniform(0.5, 1.5))
                if perf_counter() >= until:
                    return
                await self._asked(kind, taken)

    async def once(self, taken: Taken) -> None:
        """Every kind once, so that what is loaded at first use has been."""
        for kind in self.paths:
            if self.paths[kind]:
                await self._asked(kind, taken)

    async def _asked(self, kind: str, taken: Taken) -> None:
        assert self.line is not None, "who asks has signed in"
        path, begun = self.chance.choice(self.paths[kind]), perf_counter()
        try:
            status = str(await asyncio.wait_for(self.line.get(path), _WAIT_S))
        except (OSError, EOFError, TimeoutError) as error:
            status = type(error).__name__
        taken.times.setdefault(kind, []).append(1000 * (perf_counter() - begun))
        if status != str(_OK):
            wrong = f"{path.partition('?')[0]}: {status}"
            taken.wrong[wrong] = taken.wrong.get(wrong, 0) + 1


async def run(told: Mapping[str, Any]) -> None:
    """All passes, one after the other."""
    users = [_user(told["base"], one, number) for number, one in enumerate(told["users"])]
    for user in users:
        await user.sign_in()
    warm = Taken()
    for user in users:
        await user.once(warm)
    _say(warm, 0.0)
    for one in told["passes"]:
        taken, begun = Taken(), perf_counter()
        until = begun + one["seconds"]
        await asyncio.gather(*(user.ask(one["kinds"], taken, think=one["think"], until=until) for user in users))
        _say(taken, perf_counter() - begun)
    for user in users:
        await user.client.aclose()
        if user.line is not None:
            user.line.close()


def _user(base: str, told: Mapping[str, Any], number: int) -> User:
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
    client = httpx.AsyncClient(base_url=base, limits=limits, timeout=_WAIT_S, trust_env=False)
    chance = random.Random(number)
    return User(
        client=client, login_name=told["login_name"], password=told["password"], paths=told["paths"], chance=chance
    )


def _say(taken: Taken, seconds: float) -> None:
    print(json.dumps({"times": taken.times, "wrong": taken.wrong, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.stdin.readline())))
