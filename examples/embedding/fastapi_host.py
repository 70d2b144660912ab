"""A host program in FastAPI: its own pages and its own sign-in, and the API of zhifa mounted beside them.

    python examples/embedding/fastapi_host.py FOLDER PORT

Who asks is what the host's session says: zhifa keeps no accounts here. The office and its database belong to the process and are closed with it.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Form, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

from zhifa import Office
from zhifa.web.person import Person
from zhifa.web.settings import Settings
from zhifa.web.site import create_api

REGISTER = Path(__file__).parents[1] / "register.json"
COOKIE = "host_session"


def create_host(folder: Path, *, public_url: str) -> FastAPI:
    """The host with its office, whose database and files lie in a folder."""
    office = Office.open(f"sqlite:///{folder / 'cases.db'}", files=folder / "files", create=True)
    register = office.import_register(REGISTER.read_text(encoding="utf-8"))
    officers = {officer.staff_number: officer for officer in register.officers.values()}
    sessions: dict[str, str] = {}  # session → staff number; a real host has a store and passwords of its own

    def identify(request: Request) -> Person | None:
        """Who asks, by the session of the host. zhifa calls this once a request, outside the event loop."""
        officer = officers.get(sessions.get(request.cookies.get(COOKIE, ""), ""))
        if officer is None:
            return None
        return Person(agency_id=register.agency.id, officer_id=officer.id, name=officer.name, via="host")

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            office.close()

    host = FastAPI(title="一个机关自己的系统", lifespan=living)

    @host.post("/sign-in")
    def sign_in(staff_number: str = Form()) -> Response:
        """The host's own sign-in."""
        if staff_number not in officers:
            raise HTTPException(401, "没有这个人员")
        session = secrets.token_urlsafe(32)
        sessions[session] = staff_number
        answer = PlainTextResponse(officers[staff_number].name)
        answer.set_cookie(COOKIE, session, httponly=True, samesite="lax")
        return answer

    @host.get("/hello")
    def hello() -> str:
        """A page of the host, which zhifa does not touch."""
        return "本机关自己的页面"

    host.mount("/zhifa", create_api(office, identify=identify, settings=Settings(public_url=public_url)))
    return host


if __name__ == "__main__":
    import uvicorn

    place, port = Path(sys.argv[1]), int(sys.argv[2])
    uvicorn.run(
        create_host(place, public_url=f"http://127.0.0.1:{port}"), host="127.0.0.1", port=port, log_level="warning"
    )
