"""Evidence on the desk: brought without a script, listed with its custody and mark, played beside its step, handed on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from case_desk import register_text
from web_desk import Browser, Played, Stage, soup_of, staged
from zhifa.web.shell import forms

VIDEO = bytes(range(256)) * 100


@pytest.fixture(scope="module")
def stage(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(played, tmp_path_factory.mktemp("desk-evidence")) as made:
        yield made


@pytest.fixture
def client(stage: Stage) -> Browser:
    return stage.client("001")


def room(stage: Stage, case: str = "investigating") -> str:
    return f"/desk/cases/{stage.cases[case]}/evidence"


def bring(
    client: Browser, stage: Stage, key: str, content: bytes | None = VIDEO, name: str = "录像.mp4", **typed: str
) -> Any:
    file = {} if content is None else {"file": (name, content, "video/mp4")}
    return client.post(
        f"{room(stage)}/add", data={"proof": client.proof(), "key": key, **typed}, files=file or {"file": ("", b"")}
    )


def test_a_file_is_brought_by_a_plain_form_and_listed(stage: Stage, client: Browser) -> None:
    page = client.soup(f"{room(stage)}/add")
    assert {field["name"] for field in page.select("#upload-form input[name], #upload-form textarea")} >= {
        "proof",
        "file",
        "key",
        "obtained_at",
    }
    done = bring(client, stage, "录像一", source="当事人", note="原件")
    assert (done.status_code, done.headers["location"]) == (303, f"{room(stage)}?done=yes")
    listed = client.soup(room(stage))
    (row,) = (row for row in listed.select("table.list tbody tr") if "录像一" in row.text)
    assert "与摘要一致" in row.text
    assert "承办人甲" in row.text
    assert hashlib.sha256(VIDEO).hexdigest()[:16] in row.text
    assert "来自当事人" in row.text


def test_a_recording_is_played_by_ranges(stage: Stage, client: Browser) -> None:
    assert bring(client, stage, "录像二").status_code == 303
    page = client.soup(f"{room(stage)}/show?key=录像二")
    player = page.select_one("video[controls]")
    assert player is not None
    answer = client.get(str(player["src"]), headers={"Range": "bytes=10-19"})
    assert (answer.status_code, answer.content) == (206, VIDEO[10:20])
    assert answer.headers["content-type"] == "video/mp4"
    assert "还没有登记这是哪个环节" in page.text


def test_what_is_refused_stays_typed_and_the_file_need_not_come_again(stage: Stage, client: Browser) -> None:
    assert bring(client, stage, "重名").status_code == 303
    refused = bring(client, stage, "重名", b"another", note="仍在")
    assert refused.status_code == 422
    page = soup_of(refused)
    upload = page.select_one("input[name=upload]")
    assert upload is not None
    assert page.select_one("textarea[name=note]").text.strip() == "仍在"  # type: ignore[union-attr]
    assert "文件不用重传" in page.text
    again = bring(client, stage, "另名", None, upload=str(upload["value"]))
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"checksum": "0" * 64}, "校验值"), ({"obtained_at": "昨天"}, "取得时间"), ({"obtained_at": "9999-12-31T00:00"}, "取得时间"),
        ({"checksum": "短"}, "校验"), ({"note": "\u200b"}, "说明"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(stage: Stage, client: Browser, typed: dict[str, str], told: str) -> None:
    refused = bring(client, stage, "不合", **typed)
    assert refused.status_code == 422
    assert told in soup_of(refused).select_one("#refused").text  # type: ignore[union-attr]


def test_nothing_chosen_is_told(stage: Stage, client: Browser) -> None:
    refused = bring(client, stage, "没有", None)
    assert refused.status_code == 422
    assert "没有选择文件" in refused.text


@pytest.mark.parametrize("name", ["照片\u202egpj.exe", "长" * 160 + ".jpg"])
def test_a_name_that_is_none_is_refused(stage: Stage, client: Browser, name: str) -> None:
    refused = bring(client, stage, "坏名", name=name)
    assert refused.status_code == 422
    assert "文件名" in refused.text


def test_evidence_is_handed_on(stage: Stage, client: Browser) -> None:
    assert bring(client, stage, "移交的").status_code == 303
    told = {"key": "移交的", "event": "moved", "to": "档案室"}
    done = client.post_form(f"{room(stage)}/custody", told)
    assert done.status_code == 303
    (row,) = (row for row in client.soup(room(stage)).select("table.list tbody tr") if "移交的" in row.text)
    assert "档案室" in row.text
    refused = client.post_form(f"{room(stage)}/custody", {**told, "to": "", "note": "仍在"})
    assert refused.status_code == 422
    assert soup_of(refused).select_one("#hand-note")["value"] == "仍在"  # type: ignore[index]


def test_every_file_is_read_when_somebody_asks(stage: Stage, client: Browser) -> None:
    assert bring(client, stage, "核验").status_code == 303
    assert "全部文件刚刚读过一遍" in client.soup(f"{room(stage)}?verify=yes").text


@pytest.mark.parametrize("path", ["", "/add", "/show?key=录像一", "/content?key=录像一"])
@pytest.mark.parametrize("number", ["other/001", None])
def test_strangers_see_nothing(stage: Stage, path: str, number: str | None) -> None:
    answer = stage.client(number).get(room(stage) + path)
    assert answer.status_code == (404 if number else 303)


def test_a_form_without_its_proof_brings_nothing(stage: Stage, client: Browser) -> None:
    refused = client.post(f"{room(stage)}/add", data={"key": "无证明"}, files={"file": ("a.mp4", VIDEO)})
    assert refused.status_code == 403
    assert "无证明" not in stage.office.evidence.chains(stage.cases["investigating"])


def test_who_may_bring_nothing_is_told_so_before_a_file_is_sent(stage: Stage) -> None:
    for number, case, told in (("020", "investigating", "没有该岗位"), ("001", "archived", "案件已终结")):
        page = stage.client(number).soup(f"{room(stage, case)}/add")
        assert page.select_one("#upload-form") is None
        assert told in page.select_one("#barred").text  # type: ignore[union-attr]


def test_a_form_with_a_file_brings_few_words_and_its_file_never_lies_outside_the_folder_of_uploads(
    stage: Stage, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    kept = forms.SpooledTemporaryFile

    def spooled(**told: Any) -> Any:
        made.append(told["dir"])
        return kept(**told)

    monkeypatch.setattr(forms, "SpooledTemporaryFile", spooled)
    assert bring(client, stage, "在同一磁盘").status_code == 303
    assert made == [str(stage.office.uploads.folder)]
    many = bring(client, stage, "多项", **{f"x{number}": "" for number in range(30)})
    assert (many.status_code, "填写的项多于" in many.text) == (400, True)
    long = bring(client, stage, "长文", note="长" * 40_000)
    assert (long.status_code, "长于" in long.text) == (413, True)
    plain = client.post(f"{room(stage)}/add", data={"key": "x" * 3_000_000})
    assert plain.status_code == 413


def test_a_full_disk_takes_no_file_and_what_was_typed_stays(
    stage: Stage, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = client.proof()
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    refused = client.post(
        f"{room(stage)}/add", data={"proof": proof, "key": "满", "note": "仍在"}, files={"file": ("a.mp4", VIDEO)}
    )
    assert refused.status_code == 507
    page = soup_of(refused)
    assert "没有空间" in page.select_one("#refused").text  # type: ignore[union-attr]
    assert page.select_one("textarea[name=note]").text.strip() == "仍在"  # type: ignore[union-attr]


def test_a_recording_tells_the_step_that_it_records(own_stage: Stage) -> None:
    desk, case_id, client = own_stage.desk, own_stage.cases["investigating"], own_stage.client("001")
    matter = {
        "workflow": "*",
        "step": "interview",
        "matter": "询问",
        "level": "full",
        "until": "conclude",
        "effect": "blocks",
    }
    device = {"number": "记录仪01", "kind": "body_camera", "unit": "执法一科", "valid_from": "2026-01-01"}
    books = {"av_matrix": [matter | {"upload_hours": 24, "valid_from": "2026-01-01"}], "device": [device]}
    desk.office.import_register(json.dumps(json.loads(register_text()) | {"books": books}, ensure_ascii=False))
    desk.do(case_id, "interview")
    interview = desk.office.case(case_id).acts[-1]
    assert bring(client, own_stage, "询问录像").status_code == 303
    times = interview.facts.model_dump(mode="json")
    desk.do(
        case_id, "file_recording",
        facts={
            "acts": [interview.seq], "digest": hashlib.sha256(VIDEO).hexdigest(), "description": "录像", "medium": "video", "device": "记录仪01",
            "started_at": times["started_at"], "ended_at": times["ended_at"], "recorded_by": desk.ids["承办人乙"],
        },
    )  # fmt: skip
    page = client.soup(f"/desk/cases/{case_id}/evidence/show?key=询问录像")
    assert f"{interview.transition.label}（第{interview.seq}号记录" in page.text
    assert interview.transition.label in client.soup(f"/desk/cases/{case_id}/evidence").text
