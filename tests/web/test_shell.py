"""What stands around every route: whom it lets in, what it asks of a request, and what every answer bears."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.testclient import TestClient

from web_desk import SCRAPER, URL, Browser, Stage, site, soup_of
from zhifa.web.access import Signed
from zhifa.web.desk.pages import page
from zhifa.web.desk.posted import Form
from zhifa.web.errors import BadRequest
from zhifa.web.person import Person
from zhifa.web.routes import Routed, routes_of
from zhifa.web.settings import Settings
from zhifa.web.shell.forms import FIELDS
from zhifa.web.shell.limits import Limits, allow
from zhifa.web.shell.proofs import proved, require, streams
from zhifa.web.site import create_api

ROUTES = APIRouter()
KNOWN = {"Authorization": f"Bearer {SCRAPER}"}


@ROUTES.post("/desk/test/note")
def note(person: Signed, posted: Form) -> PlainTextResponse:
    return PlainTextResponse(f"{person.name}：{posted.one('text')}")


@ROUTES.post("/desk/test/stream")
@streams
async def stream(request: Request) -> PlainTextResponse:
    allow(request, 10_000)
    require(request, request.query_params.get("proof"))
    taken = 0
    async for part in request.stream():
        taken += len(part)
    return PlainTextResponse(str(taken))


@ROUTES.post("/api/v1/test")
async def take(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@ROUTES.get("/desk/test/broken")
def broken() -> None:
    raise RuntimeError("the password of the database is 12345")


@ROUTES.get("/desk/test/page")
def plain(request: Request, person: Signed) -> HTMLResponse:
    return page(request, "layout.html", said=person.name)


@pytest.fixture(scope="module")
def app(stage: Stage) -> FastAPI:
    made = site(stage.office, body_limit=5000)
    made.include_router(ROUTES, dependencies=[Depends(proved)])
    return made


@pytest.fixture(scope="module")
def browser(app: FastAPI, stage: Stage) -> Browser:
    return Browser(app, stage.person("001"))


@pytest.fixture(scope="module")
def nobody(app: FastAPI) -> Browser:
    return Browser(app, None)


def code(answer: Any) -> str:
    """The code of a problem, asked for as JSON."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["detail"]
    return str(told["code"])


JSON = {"Accept": "application/json"}


# --- the proof --------------------------------------------------------------------------------------------------------


def test_a_form_with_its_proof_is_taken(browser: Browser) -> None:
    assert browser.post_form("/desk/test/note", {"text": "查明"}).text == "承办人甲：查明"


def test_every_page_has_another_proof_and_all_of_them_count(browser: Browser) -> None:
    first, second = browser.proof(), browser.proof()
    assert first != second
    for proof in (first, second):
        assert browser.post("/desk/test/note", data={"proof": proof, "text": "x"}).status_code == 200


@pytest.mark.parametrize("proof", [None, "", "x", "A" * 86, "!" * 86, "é"])
def test_a_form_without_its_proof_is_refused_and_what_was_typed_is_kept(browser: Browser, proof: str | None) -> None:
    answer = browser.post("/desk/test/note", data={"text": "写了很久", **({} if proof is None else {"proof": proof})})
    assert answer.status_code == 403
    again = soup_of(answer).find("form", action="/desk/test/note")
    assert again is not None
    sent = {field["name"]: field["value"] for field in again.find_all("input")}
    assert sent["text"] == "写了很久"
    assert browser.post("/desk/test/note", data=sent).text == "承办人甲：写了很久"


def test_the_proof_of_another_session_is_none(app: FastAPI, stage: Stage, browser: Browser) -> None:
    other = Browser(app, stage.person("002"))
    assert browser.post("/desk/test/note", data={"proof": other.proof(), "text": "x"}).status_code == 403


def test_without_a_session_the_proof_is_bound_to_the_browser(app: FastAPI, stage: Stage) -> None:
    host = Browser(app, stage.person("001", via="host", session_id=None))
    proof = host.proof()
    assert host.cookies.get("zhifa_proof")
    assert host.post("/desk/test/note", data={"proof": proof, "text": "x"}).status_code == 200
    stranger = Browser(app, stage.person("001", via="host", session_id=None))
    assert stranger.post("/desk/test/note", data={"proof": proof, "text": "x"}).status_code == 403


def _sign_in(browser: Browser, stage: Stage, number: str) -> None:
    """The same browser, in a session of this officer from now on."""
    browser.headers.update(Browser(browser.app, stage.person(number)).headers)  # type: ignore[arg-type]


def _waiting(app: FastAPI, stage: Stage) -> tuple[Browser, dict[str, str]]:
    """A browser whose session ended while somebody typed, and the form in which it waits."""
    proof = Browser(app, stage.person("001")).proof()
    browser = Browser(app, None)
    answer = browser.post("/desk/test/note", data={"text": "写了很久", "proof": proof})
    assert answer.status_code == 403
    again = soup_of(answer).find("form", action="/desk/test/note")
    assert again is not None
    return browser, {str(field["name"]): str(field["value"]) for field in again.find_all("input")}


def test_what_waited_for_a_new_sign_in_is_taken_the_first_time(app: FastAPI, stage: Stage) -> None:
    browser, sent = _waiting(app, stage)
    _sign_in(browser, stage, "001")
    assert browser.post("/desk/test/note", data=sent).text == "承办人甲：写了很久"


def test_the_proof_of_what_waited_is_good_in_that_browser_for_that_address_alone(app: FastAPI, stage: Stage) -> None:
    browser, sent = _waiting(app, stage)
    assert Browser(app, stage.person("001")).post("/desk/test/note", data=sent).status_code == 403
    _sign_in(browser, stage, "001")
    assert browser.post(f"/desk/cases/{stage.cases['serving']}/act/serve", data=sent).status_code == 403
    browser.cookies.clear()
    assert browser.post("/desk/test/note", data=sent).status_code == 403


def test_any_other_proof_from_before_signing_in_counts_no_more(app: FastAPI, stage: Stage) -> None:
    browser = Browser(app, None)
    proof = browser.proof()
    _sign_in(browser, stage, "001")
    assert browser.post("/desk/test/note", data={"proof": proof, "text": "x"}).status_code == 403


@pytest.mark.parametrize("part", ["text", "name"])
def test_a_form_of_parts_in_another_encoding_is_refused(own_stage: Stage, part: str) -> None:
    browser, word = own_stage.client("001"), "查明".encode("gbk")
    name, text = (b"key", word) if part == "text" else (word, b"x")
    parts = ((b"proof", browser.proof().encode()), (name, text))
    body = (
        b"".join(b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % one for one in parts)
        + b"--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    for page_of_case in ("evidence/add", "act/conclude"):
        path = f"/desk/cases/{own_stage.cases['investigating']}/{page_of_case}"
        answer = browser.post(path, content=body, headers=headers)
        assert answer.status_code == 400, path
        assert "UTF-8" in answer.text


def test_the_cookie_of_the_proof_is_out_of_reach_of_scripts_and_of_other_sites(nobody: Browser) -> None:
    nobody.cookies.clear()
    told = nobody.get("/desk/test/proof").headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=Lax" in told


def test_a_route_that_streams_takes_the_proof_in_its_own_way(browser: Browser) -> None:
    assert browser.post("/desk/test/stream", content=b"x" * 9000).status_code == 403
    assert browser.post(f"/desk/test/stream?proof={browser.proof()}", content=b"x" * 9000).text == "9000"
    assert browser.post("/desk/test/stream", content=b"", headers={"X-Zhifa-Proof": "x"}).status_code == 403


def test_a_session_brings_the_proof_to_the_api_as_a_header_and_a_token_none(app: FastAPI, stage: Stage) -> None:
    browser = Browser(app, stage.person("001"))
    browser.cookies.set("zhifa", "a session")
    assert code(browser.post("/api/v1/test", content=b"{}")) == "proof_missing"
    proof = browser.get("/api/v1/proof").json()["proof"]
    assert browser.post("/api/v1/test", content=b"{}", headers={"X-Zhifa-Proof": proof}).text == "2"
    token = Browser(app, stage.person("001", via="token", session_id=None), headers={"Authorization": "Bearer x"})
    token.cookies.set("zhifa", "a session")
    assert token.post("/api/v1/test", content=b"{}").text == "2"


def test_a_token_opens_no_page(app: FastAPI, stage: Stage) -> None:
    token = Browser(app, stage.person("001", via="token", session_id=None), headers={"Authorization": "Bearer x"})
    for address in (
        "/desk",
        "/desk/cases",
        f"/desk/cases/{stage.cases['serving']}",
        "/desk/admin/registers",
        "/desk/account",
    ):
        answer = token.get(address)
        assert answer.status_code == 403, address
        assert "令牌只能用于接口" in answer.text


def _unsafe(app: FastAPI) -> Iterator[tuple[str, Routed]]:
    for route in routes_of(app):
        for method in sorted(route.methods - {"GET", "OPTIONS"}):
            yield method, route


def test_no_route_that_changes_something_does_so_without_a_proof(stage: Stage) -> None:
    """Every one of them, as somebody who is signed in: a form without proof, and a request of a script with a cookie."""
    browser = stage.client("001", administers=True)
    browser.cookies.set("zhifa", "a session")
    found = list(_unsafe(stage.app))
    assert len(found) > 10
    wrong = []
    for method, route in found:
        known = route.path.replace("{case_id}", stage.cases["investigating"])
        path = "/".join("1" if part.startswith("{") else part for part in known.split("/"))
        sent: dict[str, Any] = {"json": {}} if path.startswith("/api/") else {"data": {"text": "x"}}
        answer = browser.request(method, path, **sent)
        early = path.startswith("/api/") and answer.status_code in (400, 404, 411, 412, 415, 422, 428)
        if answer.status_code != 403 and not early:
            wrong.append((method, route.path, answer.status_code))
    assert wrong == []


# --- whence and whither -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.test", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
        {"Origin": "http://desk.test:81"},
        {"Origin": "https://desk.test"},
        {"Origin": "http://desk.test@evil.test"},
        {"Origin": "http://[::1"},
        {"Origin": ""},
    ],
)
def test_a_form_of_another_site_is_refused(browser: Browser, headers: dict[str, str]) -> None:
    answer = browser.post_form("/desk/test/note", {"text": "x"}, headers={**JSON, **headers})
    assert (answer.status_code, code(answer)) == (403, "origin_foreign")


def test_who_comes_with_a_cookie_says_from_which_page(app: FastAPI, stage: Stage) -> None:
    silent = Browser(app, stage.person("001"), headers=JSON)
    silent.cookies.set("zhifa", "x")
    assert code(silent.post("/desk/test/note", data={"text": "x"})) == "origin_missing"


@pytest.mark.parametrize(
    "host",
    ["evil.test", "desk.test:80@evil.test", "desk.test/", "", "desk.test,evil.test", "localhost:80@evil", "[::1"],
)
def test_another_host_is_not_answered(nobody: Browser, host: str) -> None:
    answer = nobody.get("/login", headers={"Host": host, **JSON})
    assert (answer.status_code, code(answer)) == (421, "host_unknown")


def test_other_names_may_be_allowed_and_probes_come_by_the_bare_address(stage: Stage) -> None:
    browser = Browser(site(stage.office, hosts=("desk.internal",)), None)
    assert browser.get("/", headers={"Host": "desk.internal:8080"}).status_code == 303
    assert browser.get("/healthz", headers={"Host": "10.0.0.7:8080"}).json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/desk/%00", "address_hidden"),
        ("/desk/%0a", "address_hidden"),
        ("/desk/%ff", "address_not_utf8"),
        ("/desk?q=%ff", "address_not_utf8"),
        ("/desk?q=%00", "address_hidden"),
        ("/desk//cases", "address_steps"),
        ("/desk/%2e%2e/cases", "address_steps"),
        ("/desk/%5ccases", "address_steps"),
    ],
)
def test_an_address_that_no_page_of_ours_has_is_refused(nobody: Browser, path: str, told: str) -> None:
    answer = nobody.get(path, headers=JSON)
    assert (answer.status_code, code(answer)) == (400, told)


def test_an_address_may_be_long_but_not_endless(nobody: Browser) -> None:
    answer = nobody.get("/desk?q=" + "x" * 5000, headers=JSON)
    assert (answer.status_code, code(answer)) == (414, "address_too_long")


def test_a_slash_at_the_end_leads_to_the_page_on_this_site(nobody: Browser) -> None:
    answer = nobody.get("/desk/?q=1")
    assert (answer.status_code, answer.headers["location"]) == (308, "/desk?q=1")


def test_what_does_not_exist_is_told_as_whoever_asks_reads_it(nobody: Browser) -> None:
    assert code(nobody.get("/api/v1/nowhere")) == "not_found"
    page = nobody.get("/desk/nowhere")
    assert page.status_code == 404
    assert soup_of(page).h1.text == "没有找到"  # type: ignore[union-attr]


def test_a_method_that_a_route_does_not_have_is_refused_with_those_it_has(nobody: Browser) -> None:
    answer = nobody.put("/api/v1/proof")
    assert (answer.status_code, code(answer)) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"


def test_pages_answer_head_without_a_body(stage: Stage) -> None:
    answer = stage.client("001").head("/desk")
    assert answer.status_code == 200
    assert answer.text == ""


# --- what comes in ----------------------------------------------------------------------------------------------------


def _endless() -> Iterator[bytes]:
    for _ in range(100):
        yield b"x" * 1000


def test_a_body_beyond_the_limit_is_refused_whether_it_is_announced_or_not(app: FastAPI, stage: Stage) -> None:
    token = Browser(app, stage.person("001", via="token", session_id=None), headers={"Authorization": "Bearer x"})
    assert token.post("/api/v1/test", content=b"x" * 5000).text == "5000"
    for body in (b"x" * 5001, _endless()):
        answer = token.post("/api/v1/test", content=body)
        assert (answer.status_code, code(answer)) == (413, "body_too_large")


def test_a_streaming_route_has_a_limit_of_its_own(browser: Browser) -> None:
    answer = browser.post(f"/desk/test/stream?proof={browser.proof()}", content=_endless(), headers=JSON)
    assert (answer.status_code, code(answer)) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("body", "media_type", "status", "told"),
    [
        (b"text=%FF%FE", "application/x-www-form-urlencoded", 400, "not_utf8"),
        ("text=查".encode(), "application/x-www-form-urlencoded", 400, "not_utf8"),
        (b"text=%00", "application/x-www-form-urlencoded", 400, "text_hidden"),
        (b"te%00xt=1", "application/x-www-form-urlencoded", 400, "text_hidden"),
        (b"text=x", "application/x-www-form-urlencoded; charset=gbk", 415, "charset"),
        (b"text=x", "application/x-www-form-urlencoded; charset=no-such", 415, "charset"),
        (b"x", "multipart/form-data; boundary=a; charset=utf-16", 415, "charset"),
    ],
)
def test_a_form_that_is_no_text_in_utf8_is_refused(
    browser: Browser, body: bytes, media_type: str, status: int, told: str
) -> None:
    answer = browser.post("/desk/test/note", content=body, headers={"Content-Type": media_type, **JSON})
    assert (answer.status_code, code(answer)) == (status, told)


def test_a_form_of_too_many_fields_is_refused(stage: Stage) -> None:
    browser = stage.client("001")
    answer = browser.post(
        "/login", content=b"a=1&" * (FIELDS + 1), headers={"Content-Type": "application/x-www-form-urlencoded", **JSON}
    )
    assert (answer.status_code, code(answer)) == (400, "too_many_fields")


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (b"--a\r\nContent-Disposition: form-data; name=text\r\n\r\nx\r\n", "form_malformed"),  # cut before its end
        (b"--a\r\nContent-Disposition: form-data\r\n\r\nx\r\n--a--\r\n", "form_malformed"),
        (b"nothing of the kind", "form_malformed"),
        (b"--a\r\nContent-Disposition: form-data; name=text\r\n\r\n\xff\r\n--a--\r\n", "not_utf8"),
        (b"--a\r\nContent-Disposition: form-data; name=text\r\n\r\n\0\r\n--a--\r\n", "text_hidden"),
        (b'--a\r\nContent-Disposition: form-data; name=x; filename="\xff"\r\n\r\nx\r\n--a--\r\n', "not_utf8"),
    ],
)
def test_a_form_in_parts_is_whole_and_in_utf8_or_refused(browser: Browser, parts: bytes, told: str) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=a", **JSON}
    answer = browser.post("/desk/test/note", content=parts, headers=headers)
    assert (answer.status_code, code(answer)) == (400, told)


@pytest.mark.parametrize(
    ("piece", "pause", "ends"), [(b"x", 1.0, True), (b"x" * 4096, 1.0, True), (b"x" * 8192, 1.0, False)]
)
def test_a_body_that_comes_too_slowly_is_ended_however_it_is_split(
    monkeypatch: pytest.MonkeyPatch, piece: bytes, pause: float, ends: bool
) -> None:
    now = 0.0

    async def receive() -> dict[str, Any]:
        nonlocal now
        now += pause
        return {"type": "http.request", "body": piece, "more_body": True}

    async def read(_: Any, receive: Any, __: Any) -> None:
        for _turn in range(100):
            await receive()

    async def send(_: Any) -> None:
        """Nothing is answered here."""

    monkeypatch.setattr("zhifa.web.shell.limits.monotonic", lambda: now)
    limits = Limits(read, settings=Settings(body_limit=10_000_000))
    scope = {"type": "http", "method": "POST", "headers": []}
    if not ends:
        anyio.run(limits, scope, receive, send)
        return
    with pytest.raises(BadRequest) as refused:
        anyio.run(limits, scope, receive, send)
    assert (refused.value.status, refused.value.code) == (408, "body_too_slow")


def test_a_length_that_is_none_is_refused(browser: Browser) -> None:
    answer = browser.post("/desk/test/note", content=b"", headers={"Content-Length": "9" * 20, **JSON})
    assert (answer.status_code, code(answer)) == (400, "length_faulty")


# --- who is not signed in ---------------------------------------------------------------------------------------------


def test_who_is_not_signed_in_is_led_to_where_one_signs_in_and_back(nobody: Browser) -> None:
    answer = nobody.get("/desk/test/page?tab=a&b=1")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?next=%2Fdesk%2Ftest%2Fpage%3Ftab%3Da%26b%3D1",
    )
    part = nobody.get("/desk/test/page", headers={"HX-Request": "true"})
    assert part.headers["hx-redirect"] == "/login?next=%2Fdesk%2Ftest%2Fpage"
    assert code(nobody.get("/api/v1/proof")) == "not_signed_in"


def test_what_somebody_typed_whose_session_ended_is_kept(nobody: Browser) -> None:
    answer = nobody.post_form("/desk/test/note", {"text": "写了很久", "password": "x", "new_password": "x"})
    assert answer.status_code == 401
    fields = {field["name"] for field in soup_of(answer).find_all("input")}
    assert fields == {"proof", "text"}


@pytest.mark.parametrize("address", ["/password", "/login"])
def test_of_a_form_of_passwords_nothing_is_shown_again(browser: Browser, address: str) -> None:
    answer = browser.post(
        address, data={"old": "旧的口令一二三", "new": "新的口令一二三", "again": "新的口令一二三", "proof": "x"}
    )
    assert answer.status_code == 403
    assert "口令一二三" not in answer.text


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_an_error_that_nobody_foresaw_tells_its_number_and_nothing_else(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    answer = browser.get("/desk/test/broken", headers={**JSON, "X-Request-Id": "req-12345678"})
    assert (answer.status_code, code(answer)) == (500, "internal")
    assert answer.json()["request"] == answer.headers["x-request-id"] == "req-12345678"
    assert "12345" not in answer.text.replace("req-12345678", "")
    logged = next(record for record in caplog.records if record.exc_info)
    assert "req-12345678" in logged.getMessage()
    assert "req-12345678" in browser.get("/desk/test/broken", headers={"X-Request-Id": "req-12345678"}).text


def test_a_number_that_is_none_is_not_taken_over(nobody: Browser) -> None:
    for given in ("a\tb", "x" * 100, "<script>"):
        assert nobody.get("/healthz", headers={"X-Request-Id": given}).headers["x-request-id"] != given


# --- what every answer bears ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/login", "/desk/nowhere", "/api/v1/proof", "/healthz", "/desk/assets/x/desk.css"]
)
def test_every_answer_says_what_a_browser_may_do_with_it(nobody: Browser, path: str) -> None:
    headers = nobody.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    if "assets" not in path:
        assert headers["cache-control"] == "no-store"


def test_behind_https_cookies_and_browsers_are_bound_to_it(stage: Stage) -> None:
    browser = Browser(site(stage.office, public_url="https://desk.test"), None)
    answer = browser.get("/desk/test/proof")
    assert answer.headers["strict-transport-security"]
    assert answer.headers["set-cookie"].startswith("__Host-zhifa_proof=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "strict-transport-security" not in Browser(stage.app, None).get("/healthz").headers


def test_assets_are_kept_by_their_digest_and_squeezed_and_pages_are_not(stage: Stage) -> None:
    browser = stage.client("001")
    sheet = soup_of(browser.get("/desk/nowhere")).find("link", rel="stylesheet")
    assert sheet is not None
    answer = browser.get(str(sheet["href"]))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert browser.get(str(sheet["href"]), headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert browser.get("/desk/assets/older/desk.css").headers["cache-control"] == "no-cache"
    assert "content-encoding" not in browser.get("/desk/nowhere").headers
    assert browser.get("/desk/assets/x/htmx-LICENSE.txt").status_code == 404


def test_a_line_of_the_log_names_neither_a_query_nor_a_person(
    nobody: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="zhifa.web.access"):
        nobody.get("/desk/test/page?q=当事人甲")
    (line,) = (record.getMessage() for record in caplog.records if record.name == "zhifa.web.access")
    assert "/desk/test/page 303" in line
    assert "当事人甲" not in line
    assert "%E5" not in line


# --- what looks after the site ----------------------------------------------------------------------------------------


def test_a_site_that_works_is_ready(nobody: Browser) -> None:
    assert nobody.get("/readyz").json() == {"status": "ok", "database": "ok", "files": "ok", "watch": "ok"}


def test_a_site_that_cannot_write_files_is_not_ready(own_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(own_stage.office.readiness, "require_files", full)
    answer = own_stage.client(None).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["files"] == "failing"
    assert "space" not in answer.text


def test_metrics_tell_what_the_office_did_and_what_it_refused(own_stage: Stage) -> None:
    case_id = own_stage.cases["reported"]
    desk = own_stage.desk
    command = desk.command(case_id, "verify")
    own_stage.office.perform(command)
    with pytest.raises(Exception, match=r"理由|不|应"):
        own_stage.office.perform(desk.command(case_id, "decide_penalty", facts={}))
    own_stage.office.rendition(own_stage.office.papers(own_stage.cases["serving"])[0].id, "html")
    lines = own_stage.client(None).get("/metrics", headers=KNOWN).text.splitlines()
    assert 'zhifa_transitions_total{step="verify"} 1.0' in lines
    assert any(line.startswith("zhifa_refusals_total{code=") for line in lines)
    assert 'zhifa_render_seconds_count{kind="html"} 1.0' in lines
    assert any(line.startswith("zhifa_open_cases ") and float(line.split()[1]) >= 7 for line in lines)
    assert any(line.startswith("zhifa_sweep_lag_seconds ") for line in lines)


def test_metrics_are_for_who_knows_the_token(stage: Stage) -> None:
    def asked(app: FastAPI, address: str, **headers: str | bytes) -> Response | Any:
        return TestClient(app, base_url=URL, client=(address, 1), headers=headers).get("/metrics")

    assert asked(stage.app, "127.0.0.1").status_code == 404
    assert asked(stage.app, "10.1.2.3", **KNOWN).status_code == 200
    assert asked(stage.app, "10.1.2.3", Authorization="Bearer ä".encode()).status_code == 404


def test_without_a_token_metrics_never_leave_this_machine(stage: Stage) -> None:
    """Not through a proxy on this machine either, whatever it says of itself."""

    def asked(public: str, address: str, base: str, **headers: str) -> int:
        app = site(stage.office, metrics_token="", public_url=public)
        answer: Response | Any = TestClient(app, base_url=base, client=(address, 1), headers=headers).get("/metrics")
        return int(answer.status_code)

    here, named = "http://127.0.0.1:8080", "https://zhifa.example.gov.cn"
    assert asked(here, "127.0.0.1", here) == asked(here, "::1", "http://localhost:8080") == 200
    assert asked(named, "127.0.0.1", here) == 404  # nginx that passes on nothing but the request
    assert asked(here, "127.0.0.1", named) == asked(here, "10.1.2.3", here) == asked(here, "testclient", here) == 404
    for header in ("X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"):
        assert asked(here, "127.0.0.1", here, **{header: "1.1 proxy"}) == 404


def test_the_routes_of_metrics_hold_nothing_of_an_address(stage: Stage) -> None:
    browser = stage.client("001")
    browser.get(f"/desk/cases/{stage.cases['serving']}")
    browser.get("/desk/nowhere/当事人甲")
    told = browser.get("/metrics", headers=KNOWN).text
    assert stage.cases["serving"] not in told
    assert "当事人甲" not in told


# --- in a host program ------------------------------------------------------------------------------------------------


def test_the_api_alone_is_mounted_where_a_host_likes_and_answers_under_its_name(stage: Stage) -> None:
    def identify(request: Request) -> Person | None:
        return stage.person("001", via="host", session_id=None) if request.headers.get("x-user") == "001" else None

    host = FastAPI()
    host.mount("/cases", create_api(stage.office, identify=identify))
    program = TestClient(host, base_url="https://host.internal", headers={"X-User": "001"})
    proof = program.get("/cases/v1/proof").json()["proof"]
    assert code(program.get("/cases/v1/nowhere")) == "not_found"
    assert code(program.get("/cases/v1/proof", headers={"X-User": "?"})) == "not_signed_in"
    assert program.get("/cases/v1/openapi.json").json()["paths"]
    assert code(program.post("/cases/v1/cases", json={}, headers={"Origin": "https://evil.test"})) == "origin_foreign"
    ours = {"Origin": "https://host.internal"}
    assert code(program.post("/cases/v1/cases", json={}, headers=ours)) == "proof_missing"
    assert program.post("/cases/v1/cases", json={}, headers={**ours, "X-Zhifa-Proof": proof}).status_code == 422
