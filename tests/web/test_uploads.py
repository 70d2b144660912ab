"""Uploads by tus: cut and gone on with, forged, too large, another's; and what becomes of them as evidence."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import anyio
import pytest

from web_desk import Browser, Played, Stage, staged
from zhifa.engine.upload import UploadBusy, UploadsTooLarge, UploadUnknown
from zhifa.engine.uploads import KEPT, OWN_SHARE, RESERVE
from zhifa.storage.errors import StorageFull
from zhifa.web.person import Grant

BASE = "/api/v1/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
LIMIT = 8 * 1024 * 1024
CONTENT = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture(scope="module")
def stage(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(played, tmp_path_factory.mktemp("uploads"), upload_limit=LIMIT) as made:
        yield made


@pytest.fixture
def client(stage: Stage) -> Browser:
    return stage.token("001")


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def create(client: Browser, length: int = len(CONTENT), name: str = "现场录像.mp4", **more: str) -> Any:
    told = {"filename": name, **more}
    metadata = ",".join(f"{key} {b64(value)}" for key, value in told.items())
    return client.post(BASE, headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata})


def begun(client: Browser, *args: Any, **more: Any) -> str:
    answer = create(client, *args, **more)
    assert answer.status_code == 201, answer.text
    return f"{BASE}/{answer.json()['id']}"


def patch(client: Browser, url: str, content: Any, offset: int | str, **headers: str) -> Any:
    told = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **headers}
    return client.patch(url, content=content, headers=told)


def uploaded(client: Browser, content: bytes = CONTENT, **more: Any) -> str:
    """The id of an upload that has come whole."""
    url = begun(client, len(content), **more)
    assert patch(client, url, content, 0).status_code == 204
    return url.rpartition("/")[2]


def receive(client: Browser, case_id: str, upload: str, key: str, **more: Any) -> Any:
    return client.post(f"/api/v1/cases/{case_id}/evidence", json={"upload": upload, "key": key, **more})


def files(stage: Stage) -> Path:
    folder = stage.office.uploads.folder
    assert folder is not None
    return folder


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# --- the protocol ------------------------------------------------------------------------------------------------------


def test_what_the_server_can_do_is_told(client: Browser) -> None:
    answer = client.options(BASE)
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,termination,checksum,expiration"
    assert answer.headers["tus-max-size"] == str(LIMIT)


def test_a_file_in_two_pieces_becomes_evidence(stage: Stage, client: Browser) -> None:
    url = begun(client, sha256=sha(CONTENT), filetype="video/mp4")
    half = len(CONTENT) // 2
    first = patch(client, url, CONTENT[:half], 0)
    assert (first.status_code, first.headers["upload-offset"]) == (204, str(half))
    assert "upload-expires" in first.headers
    asked = client.head(url, headers=TUS)
    assert (asked.headers["upload-offset"], asked.headers["upload-length"]) == (str(half), str(len(CONTENT)))
    assert asked.headers["cache-control"] == "no-store"
    assert patch(client, url, CONTENT[half:], half).status_code == 204

    done = receive(client, stage.cases["investigating"], url.rpartition("/")[2], "两段的录像", source="当事人")

    assert done.status_code == 201, done.text
    assert (done.json()["digest"], done.json()["size"]) == (sha(CONTENT), len(CONTENT))
    assert client.head(url, headers=TUS).status_code == 404  # the upload is no more
    assert not any(path.name == url.rpartition("/")[2] for path in files(stage).iterdir())
    (item,) = (one for one in stage.office.evidence.of(stage.cases["investigating"]) if one.key == "两段的录像")
    assert (item.intact, item.name, item.media_type) == (True, "现场录像.mp4", "video/mp4")


def cut_off(stage: Stage, client: Browser, url: str, *came: bytes, **headers: str) -> None:
    """Send these bytes of a longer piece, and then the line is cut."""
    told = {
        **dict(client.headers),
        **TUS,
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
        **headers,
    }
    messages: list[dict[str, Any]] = [{"type": "http.request", "body": part, "more_body": True} for part in came]
    messages.append({"type": "http.disconnect"})
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "PATCH", "scheme": "http", "path": url,
        "raw_path": url.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1), "server": ("desk.test", 80),
        "headers": [(name.lower().encode(), value.encode()) for name, value in {"host": "desk.test", **told}.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(_: Any) -> None:
        """Nobody is there any more."""

    anyio.run(stage.app, scope, receive, send)


def test_an_upload_that_is_cut_in_the_middle_goes_on_where_it_was_cut(stage: Stage, client: Browser) -> None:
    url, came = begun(client, sha256=sha(CONTENT)), 300_000
    cut_off(stage, client, url, CONTENT[:200_000], CONTENT[200_000:came])
    assert client.head(url, headers=TUS).headers["upload-offset"] == str(came)
    assert patch(client, url, CONTENT[came:], came).status_code == 204
    assert client.get(url).json()["digest"] == sha(CONTENT)


def test_a_piece_with_a_checksum_that_is_cut_is_left_out(stage: Stage, client: Browser) -> None:
    url = begun(client)
    told = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()
    cut_off(stage, client, url, CONTENT[:1000], **{"Upload-Checksum": f"sha256 {told}"})
    assert client.head(url, headers=TUS).headers["upload-offset"] == "0"


def test_a_process_that_forgot_the_running_digest_reads_the_file_anew(stage: Stage, client: Browser) -> None:
    url = begun(client, 6)
    assert patch(client, url, b"abc", 0).status_code == 204
    stage.office.uploads.digests.forget(url.rpartition("/")[2])
    with (files(stage) / url.rpartition("/")[2]).open("ab") as file:
        file.write(b"never acknowledged")
    assert patch(client, url, b"def", 3).status_code == 204
    assert client.get(url).json()["digest"] == sha(b"abcdef")


@pytest.mark.parametrize("offset", [1, len(CONTENT), 10**15])
def test_a_forged_offset_is_refused(client: Browser, offset: int) -> None:
    url = begun(client)
    assert code(patch(client, url, b"x", offset)) == (409, "offset_differs")
    assert client.head(url, headers=TUS).headers["upload-offset"] == "0"


@pytest.mark.parametrize("offset", ["-1", "x", "", "1.5", "9" * 20, "０"])
def test_an_offset_that_is_none_is_refused(client: Browser, offset: str) -> None:
    headers = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset.encode()}
    answer = client.patch(begun(client), content=b"x", headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 400


def test_a_piece_with_a_wrong_checksum_is_left_out(client: Browser) -> None:
    url = begun(client, 6)
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    right = base64.b64encode(hashlib.sha256(b"abc").digest()).decode()
    assert code(patch(client, url, b"abc", 0, **{"Upload-Checksum": f"sha256 {wrong}"})) == (460, "piece_differs")
    assert client.head(url, headers=TUS).headers["upload-offset"] == "0"
    assert patch(client, url, b"abc", 0, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204
    assert patch(client, url, b"def", 3).status_code == 204
    assert client.get(url).json()["digest"] == sha(b"abcdef")


@pytest.mark.parametrize("told", ["md5 rL0Y20zC+Fzt72VPzMSk2A==", "sha256 ???", "sha256 YWJj", "sha256"])
def test_a_checksum_that_is_none_is_refused(client: Browser, told: str) -> None:
    assert code(patch(client, begun(client, 3), b"abc", 0, **{"Upload-Checksum": told})) == (400, "tus_checksum")


def test_a_file_other_than_announced_is_given_up(stage: Stage, client: Browser) -> None:
    url = begun(client, 3, sha256=sha(b"other"))
    answer = patch(client, url, b"abc", 0)
    assert code(answer) == (460, "upload_differs")
    assert sha(b"abc") in answer.json()["detail"]
    assert client.head(url, headers=TUS).status_code == 404
    assert not (files(stage) / url.rpartition("/")[2]).exists()


def test_more_than_was_announced_is_refused(client: Browser) -> None:
    url = begun(client, 3)
    assert code(patch(client, url, b"abcd", 0)) == (413, "upload_too_large")
    assert client.head(url, headers=TUS).headers["upload-offset"] == "0"


def test_a_file_beyond_the_limit_is_refused_before_it_comes(client: Browser) -> None:
    assert code(create(client, LIMIT + 1)) == (413, "upload_too_large")


def test_a_file_that_the_disk_cannot_take_is_refused_before_it_comes(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    assert code(create(client, 100)) == (507, "full")


def test_a_disk_that_fills_up_keeps_what_came(client: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    url = begun(client, 6)
    assert patch(client, url, b"abc", 0).status_code == 204

    def full(*_: Any) -> None:
        raise StorageFull("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("zhifa.engine.upload_piece.Piece._took", full)
        assert code(patch(client, url, b"def", 3)) == (507, "full")
    assert client.head(url, headers=TUS).headers["upload-offset"] == "3"
    assert patch(client, url, b"def", 3).status_code == 204
    assert client.get(url).json()["digest"] == sha(b"abcdef")


@pytest.mark.parametrize("version", [None, "0.2.2"])
def test_another_version_of_the_protocol_is_refused(client: Browser, version: str | None) -> None:
    headers = {"Upload-Length": "3"} | ({"Tus-Resumable": version} if version else {})
    answer = client.post(BASE, headers=headers)
    assert code(answer) == (412, "tus_version")


def test_another_content_type_is_refused(client: Browser) -> None:
    answer = client.patch(
        begun(client), content=b"x", headers={**TUS, "Upload-Offset": "0", "Content-Type": "text/plain"}
    )
    assert code(answer) == (415, "tus_media_type")


def test_an_upload_may_be_given_up(stage: Stage, client: Browser) -> None:
    url = begun(client)
    assert client.delete(url, headers=TUS).status_code == 204
    assert client.head(url, headers=TUS).status_code == 404
    assert not (files(stage) / url.rpartition("/")[2]).exists()


@pytest.mark.parametrize("upload", ["nothing", "../../etc/passwd", "00000000-0000-0000-0000-000000000000", "%00"])
def test_an_upload_that_there_is_not_is_not_found(client: Browser, upload: str) -> None:
    assert client.head(f"{BASE}/{upload}", headers=TUS).status_code in (400, 404)


def test_an_empty_file_is_whole_at_once(client: Browser) -> None:
    answer = create(client, 0)
    assert answer.json()["digest"] == sha(b"")


def test_a_small_file_comes_in_one_request(client: Browser) -> None:
    answer = client.post(f"{BASE}/whole", params={"name": "照片.jpg", "sha256": sha(b"abc")}, content=b"abc")
    assert (answer.status_code, answer.json()["digest"]) == (201, sha(b"abc"))
    wrong = client.post(f"{BASE}/whole", params={"name": "照片.jpg", "sha256": sha(b"abc")}, content=b"abd")
    assert code(wrong) == (460, "upload_differs")


# --- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("../../etc/passwd", "路径"), ("C:\\照片.jpg", "路径"), ("", "应为文件名"), ("..", "应为文件名"), ("一\n二.jpg", "控制字符"),
        ("照片\u202egpj.exe", "书写方向"), ("长" * 201, "至多200个字符"), ("\x7f.jpg", "控制字符"),
    ],
)  # fmt: skip
def test_a_name_that_is_none_is_refused(client: Browser, name: str, rule: str) -> None:
    answer = create(client, 3, name=name)
    assert code(answer) == (422, "file_name")
    assert rule in answer.json()["detail"]


@pytest.mark.parametrize(
    "told", ["filename !!!", "filename /w==", "filename Zm9v,filename Zm9v", "名 Zm9v", "x" * 5000]
)
def test_metadata_that_is_none_is_refused(client: Browser, told: str) -> None:
    answer = client.post(BASE, headers={**TUS, "Upload-Length": "3", "Upload-Metadata": told.encode()})  # type: ignore[dict-item]
    assert code(answer) == (400, "tus_metadata")


# --- whose, and how many ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["002", "other/001"])
def test_anothers_upload_is_not_found(stage: Stage, client: Browser, number: str) -> None:
    url, stranger = begun(client), stage.token(number)
    assert stranger.head(url, headers=TUS).status_code == 404
    assert code(patch(stranger, url, b"x", 0)) == (404, "upload_unknown")
    assert code(stranger.delete(url, headers=TUS)) == (404, "upload_unknown")
    assert client.head(url, headers=TUS).status_code == 200


def test_a_token_without_the_grant_brings_nothing(stage: Stage) -> None:
    assert code(create(stage.token("001", Grant.READ))) == (403, "grant_missing")


def test_a_session_without_the_proof_brings_nothing(stage: Stage) -> None:
    browser = stage.client("001")
    browser.headers["Cookie"] = "zhifa_session=of-the-browser"
    assert code(create(browser)) == (403, "proof_missing")
    told = {
        **TUS,
        "Upload-Length": "3",
        "Upload-Metadata": f"filename {b64('a.jpg')}",
        "X-Zhifa-Proof": browser.proof(),
    }
    assert browser.post(BASE, headers=told).status_code == 201


def test_nobody_has_more_than_so_many_under_way(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhifa.engine.uploads.MOST", 3)
    client = stage.token("003")
    for _ in range(3):
        begun(client, 1)
    assert code(create(client, 1)) == (429, "uploads_too_many")


def test_what_one_officer_and_one_agency_have_under_way_is_bounded(own_stage: Stage) -> None:
    room, limit = own_stage.office.uploads, own_stage.app.state.site.settings.upload_limit
    agency = own_stage.person("001").agency_id
    bound = [f"officer {number}" for number in range(2)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("zhifa.engine.uploads.AGENCY_SHARE", 2 * OWN_SHARE)
        patched.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10**15})())
        for officer in bound:
            for _ in range(OWN_SHARE):
                room.begin(officer, agency, name="a.bin", length=limit, limit=limit)
        with pytest.raises(UploadsTooLarge) as own:
            room.begin(bound[0], agency, name="a.bin", length=1, limit=limit)
        told = create(own_stage.token("001"), 1)
    assert own.value.whose == "officer"
    assert code(told) == (429, "uploads_too_large")
    assert "本机关" in told.json()["detail"]
    own_stage.clock.advance(KEPT + timedelta(seconds=1))
    assert create(own_stage.token("001"), 1).status_code == 201  # what expired counts no more


def test_uploads_leave_room_on_the_disk_and_promise_no_byte_twice(own_stage: Stage) -> None:
    client = own_stage.token("001")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": RESERVE + 1000})())
        url = begun(client, 600)
        assert code(create(client, 600)) == (507, "full")
        assert begun(client, 400)
        assert not [path for path in files(own_stage).iterdir() if path.stat().st_size]
        patched.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": RESERVE - 1})())
        assert code(patch(client, url, b"abc", 0)) == (507, "full")
    assert patch(client, url, b"abc", 0).status_code == 204


# --- as evidence --------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_whole_is_not_received(stage: Stage, client: Browser) -> None:
    url = begun(client)
    answer = receive(client, stage.cases["investigating"], url.rpartition("/")[2], "未传完")
    assert code(answer) == (409, "upload_unfinished")


def test_a_refused_receipt_leaves_the_upload(stage: Stage, client: Browser) -> None:
    case_id = stage.cases["investigating"]
    first, second = uploaded(client, b"one"), uploaded(client, b"two")
    assert receive(client, case_id, first, "同名").status_code == 201
    refused = receive(client, case_id, second, "同名")
    assert (refused.status_code, refused.json()["refusals"][0]["code"]) == (422, "evidence_key_taken")
    assert receive(client, case_id, second, "另名").status_code == 201


def test_a_case_out_of_reach_receives_nothing(stage: Stage, client: Browser) -> None:
    upload = uploaded(client, b"abc")
    assert receive(client, stage.cases["other"], upload, "证").status_code == 404
    assert client.head(f"{BASE}/{upload}", headers=TUS).status_code == 200


def test_who_reads_a_case_and_gathers_nothing_in_it_receives_nothing(stage: Stage) -> None:
    reviewer, case_id = stage.token("020"), stage.cases["investigating"]
    upload = uploaded(reviewer, b"abc")
    refused = receive(reviewer, case_id, upload, "审核人的")
    assert (refused.status_code, refused.json()["refusals"][0]["code"]) == (422, "no_role")
    assert "审核人的" not in stage.office.evidence.chains(case_id)
    ended = receive(stage.token("001"), stage.cases["archived"], uploaded(stage.token("001"), b"abc"), "归档以后的")
    assert (ended.status_code, ended.json()["refusals"][0]["code"]) == (422, "case_ended")


def test_a_checksum_of_the_extraction_is_compared(stage: Stage, client: Browser) -> None:
    told = {"algorithm": "SHA-256", "value": sha(b"other")}
    answer = receive(client, stage.cases["investigating"], uploaded(client, b"abc"), "校验", checksum=told)
    assert (answer.status_code, answer.json()["refusals"][0]["code"]) == (422, "checksum_differs")


@pytest.mark.parametrize(
    ("field", "value"), [("obtained_at", "9999-12-31T00:00:00+08:00"), ("obtained_at", "昨天"), ("name", "a/b"), ("key", ""), ("note", "\u200b")]
)  # fmt: skip
def test_what_does_not_fit_is_named(stage: Stage, client: Browser, field: str, value: str) -> None:
    told = {"key": "不合的", field: value}
    answer = receive(client, stage.cases["investigating"], uploaded(client, b"abc"), told.pop("key"), **told)
    assert answer.status_code == 422, answer.text
    assert field in answer.text


def test_evidence_goes_through_hands(stage: Stage, client: Browser) -> None:
    case_id = stage.cases["investigating"]
    assert receive(client, case_id, uploaded(client, b"hands"), "手").status_code == 201
    told = {"key": "手", "event": "lent", "to": "鉴定机构", "occurred_at": stage.clock.now().isoformat()}
    lent = client.post(f"/api/v1/cases/{case_id}/evidence/custody", json=told)
    assert (lent.status_code, lent.json()["label"]) == (201, "借出")
    again = client.post(f"/api/v1/cases/{case_id}/evidence/custody", json=told)
    assert (again.status_code, again.json()["refusals"][0]["code"]) == (422, "custody_order")
    listed = client.get(f"/api/v1/cases/{case_id}/evidence").json()["evidence"]
    (item,) = (one for one in listed if one["key"] == "手")
    assert (item["holder"], item["intact"], len(item["custody"])) == ("鉴定机构", True, 2)


# --- two at once, and long after ----------------------------------------------------------------------------------------


def test_of_two_who_write_at_once_one_is_told_so(stage: Stage, client: Browser) -> None:
    url = begun(client, 6)
    upload, officer = url.rpartition("/")[2], stage.person("001").officer_id or ""
    with stage.office.uploads.writing(upload, officer):
        assert code(patch(client, url, b"abc", 0)) == (423, "upload_busy")
        assert code(client.delete(url, headers=TUS)) == (423, "upload_busy")
    assert patch(client, url, b"abc", 0).status_code == 204


def test_given_up_and_received_at_once_ends_as_one_of_both(stage: Stage) -> None:
    room, officer, case_id = stage.office.uploads, stage.person("001").officer_id or "", stage.cases["investigating"]
    agency = stage.person("001").agency_id

    def received(upload: str, key: str) -> bool:
        try:
            with room.whole(upload, officer) as (_, file):
                stage.office.evidence.receive(case_id, key, file, name="a.bin", actor=officer)
                room.ended(upload)
        except (UploadBusy, UploadUnknown):
            return False
        return True

    def dropped(upload: str) -> bool:
        try:
            room.end(upload, officer)
        except (UploadBusy, UploadUnknown):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        for turn in range(10):
            upload = room.begin(officer, agency, name="a.bin", length=4, limit=LIMIT).id
            with room.writing(upload, officer) as piece:
                piece.write(b"%04d" % turn)
                piece.end()
            got, gone = pool.submit(received, upload, f"同时{turn}"), pool.submit(dropped, upload)
            assert got.result() != gone.result()
            kept = {key for key in stage.office.evidence.chains(case_id) if key == f"同时{turn}"}
            assert bool(kept) == got.result()
            assert not (files(stage) / upload).exists()


def test_an_upload_that_waited_too_long_is_swept(own_stage: Stage) -> None:
    client = own_stage.token("001")
    url, kept = begun(client, 6), uploaded(client, b"abc")
    patch(client, url, b"abc", 0)
    orphan = files(own_stage) / "11111111-1111-1111-1111-111111111111"
    orphan.write_bytes(b"left by a crash")
    os.utime(orphan, (0, 0))
    assert own_stage.office.uploads.sweep() == 1
    own_stage.clock.advance(KEPT + timedelta(seconds=1))
    assert client.head(url, headers=TUS).status_code == 404
    assert own_stage.office.uploads.sweep() == 2
    assert not (files(own_stage) / kept).exists()
    assert [path.name for path in files(own_stage).iterdir()] == [".now"]


# --- at full size -------------------------------------------------------------------------------------------------------


def _sent(
    place: int, client: Browser, url: str, offset: int, parts: Iterable[bytes], *, length: int, torn: bool = False
) -> None:
    """Send a piece over a connection of its own; ``torn``: end it without a word when the parts are out."""
    connection = HTTPConnection("127.0.0.1", place, timeout=120)
    connection.putrequest("PATCH", url, skip_host=True)
    told = {**dict(client.headers), **TUS, "Host": "desk.test", "Content-Type": "application/offset+octet-stream"}
    for name, value in {**told, "Upload-Offset": str(offset), "Content-Length": str(length)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    for part in parts:
        connection.send(part)
    if torn:
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        assert connection.getresponse().status == 204
    connection.close()


def _resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.prove
@pytest.mark.timeout(1200)
def test_five_gigabytes_that_are_cut_in_the_middle_come_in_and_go_out(played: Played, tmp_path: Path) -> None:
    from browsing import running  # a real line, which can be torn

    size, block = 5 * 1024**3, os.urandom(1024 * 1024)
    whole, held = hashlib.sha256(), [_resident()]

    def blocks(begin: int, end: int) -> Iterator[bytes]:
        """The content from one byte to another: the same block again and again."""
        for at in range(begin, end, len(block)):
            first = at % len(block)
            yield (block[first:] + block[:first])[: end - at]
            if at // len(block) % 64 == 0:
                held.append(_resident())

    for at in range(0, size, len(block)):
        whole.update(block[: size - at])
    with staged(played, tmp_path / "stage", upload_limit=6 * 1024**3) as stage, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(20)
        client = stage.token("001")
        url = begun(client, size, sha256=whole.hexdigest())
        with running(stage.app, listening):
            place = listening.getsockname()[1]
            _sent(place, client, url, 0, blocks(0, size // 2), length=size, torn=True)
            deadline = time.monotonic() + 60
            while (answer := patch(client, url, b"", 0)).status_code == 423 and time.monotonic() < deadline:
                time.sleep(0.1)  # the torn request is still being ended
            assert answer.status_code == 409
            came = int(client.head(url, headers=TUS).headers["upload-offset"])
            assert size // 4 < came <= size // 2
            _sent(place, client, url, came, blocks(came, size), length=size - came)
        done = receive(client, stage.cases["investigating"], url.rpartition("/")[2], "大文件")
        assert (done.json()["digest"], done.json()["size"]) == (whole.hexdigest(), size)
        answer = client.get(
            f"/api/v1/cases/{stage.cases['investigating']}/evidence/content", params={"key": "大文件"},
            headers={"Range": f"bytes={size - 5}-"},
        )  # fmt: skip
        assert (answer.status_code, answer.content) == (206, block[-5:])
    assert max(held) - held[0] < 200 * 1024 * 1024
