"""Who reads a case without a part in it sees nothing that forms mark as private: on no page, in no answer, in no file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest
from httpx import Response

from addresses import addresses
from penalty_steps import facts
from web_desk import Played, Stage, staged
from zhifa.engine.correct import Correction
from zhifa.engine.private import HIDDEN
from zhifa.web.desk.case_page import TABS

SECRETS = {
    "provider": "举报隐人", "address": "隐秘巷九号", "phone": "0000-9990009", "born_on": "1987-06-05", "number": "PX9990009", "moved": "隐秘巷十号",
    "identity": "出示护照隐号", "confirmed": "隐秘巷十一号", "mobile": "0000-9990010", "electronic": "hidden@example.invalid",
}  # fmt: skip
"""Values planted in a case."""
FILE = b"a copy of somebody's passport"


@dataclass(frozen=True, kw_only=True)
class Planted:
    stage: Stage
    case_id: str

    def answers(self, number: str) -> Iterator[tuple[str, Response]]:
        """Everything that can be asked of the case, and what can be asked of many."""
        papers = self.stage.office.papers(self.case_id)
        term = self.stage.office.case(self.case_id).terms[0].id
        hidden = {
            "case_id": self.case_id,
            "paper_id": papers[0].id,
            "term_id": term,
            "warning_id": "0",
            "party": "当事人隐",
            "evidence": "护照",
        }
        browser, program = self.stage.client(number), self.stage.token(number)
        urls = [one.url for one in addresses(self.stage.app, hidden) if one.method == "GET" and one.of_a_case]
        urls += [f"/desk/cases/{self.case_id}?tab={tab}" for tab in TABS]
        urls += [f"/desk/cases/{self.case_id}/act/{step}" for step in ("confirm_address", "conclude")]
        urls += [
            f"/desk/cases/{self.case_id}/correct/0?path=party.{name}"
            for name in ("address", "phone", "identity_number")
        ]
        urls += [
            f"/desk/cases/{self.case_id}/papers/{paper.id}.{kind}"
            for paper in papers
            for kind in ("html", "pdf", "docx")
        ]
        urls += [f"/desk/search?q={quoted}" for quoted in ("当事人隐", *SECRETS.values())]
        urls += ["/desk", "/desk/cases", "/api/v1/cases", "/desk/board?scope=reach"]
        for url in urls:
            yield url, (program if url.startswith("/api/") else browser).get(url)


@pytest.fixture(scope="module")
def planted(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    with staged(played, tmp_path_factory.mktemp("masked")) as stage:
        case_id = stage.desk.open_case(facts=_report(stage))
        stage.desk.bring_to("investigating", case_id=case_id)
        _do(stage, case_id, "interview", identity=SECRETS["identity"])
        _do(
            stage, case_id, "confirm_address", address=SECRETS["confirmed"], phone=SECRETS["mobile"], electronic_consent=True,
            electronic_address=SECRETS["electronic"],
        )  # fmt: skip
        _correct(stage, case_id)
        stage.office.evidence.receive(
            case_id, "护照", FILE, actor=stage.desk.ids["承办人甲"], name="护照.jpg", media_type="image/jpeg"
        )
        yield Planted(stage=stage, case_id=case_id)


def _report(stage: Stage) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(dict(stage.desk.opening().facts)))
    told["provider"] = SECRETS["provider"]
    told["party"] |= {
        "name": "当事人隐", "identity_kind": "passport", "identity_number": SECRETS["number"], "address": SECRETS["address"], "phone": SECRETS["phone"],
        "born_on": SECRETS["born_on"],
    }  # fmt: skip
    return told


def _do(stage: Stage, case_id: str, step: str, **changes: Any) -> None:
    usual = facts(step, stage.desk.scene(stage.office.case(case_id)))
    stage.desk.do(case_id, step, facts=usual | changes)


def _correct(stage: Stage, case_id: str) -> None:
    ids = stage.desk.ids
    stage.office.correct(
        Correction(
            case_id=case_id, seq=0, path="party.address", new=SECRETS["moved"], reason="登记有误", occurred_at=stage.clock.now(),
            actor=ids["承办人甲"], approver=ids["承办机构负责人甲"], expected_version=stage.office.case(case_id).version, key="masked",
        )
    )  # fmt: skip


def test_nothing_private_is_told_to_who_has_no_part_in_the_case(planted: Planted) -> None:
    faults = []
    for url, answer in planted.answers("003"):
        text = _text(answer).replace(unquote(url), "")
        faults += [f"{url}: {secret}" for secret in SECRETS.values() if secret in text and secret not in unquote(url)]
        assert answer.status_code in (200, 303, 304, 400, 403, 404, 422), f"{url}: {answer.status_code}"
        assert FILE not in answer.content
    assert not faults, "\n".join(faults)


def test_those_who_work_on_the_case_see_it(planted: Planted) -> None:
    client = planted.stage.client("001")
    text = "".join(client.get(f"/desk/cases/{planted.case_id}?tab={tab}").text for tab in ("history", "corrections"))
    assert [secret for secret in SECRETS.values() if secret not in text] == []
    assert HIDDEN not in text


def test_no_search_finds_the_case_by_what_is_private(planted: Planted) -> None:
    reader = planted.stage.office.reader(planted.stage.desk.ids["承办人甲"])
    assert [line.case_id for line in reader.search("当事人隐").lines] == [planted.case_id]
    assert [secret for secret in SECRETS.values() if reader.search(secret).lines] == []


def test_a_file_of_evidence_is_for_those_who_see_the_whole_case_and_reading_it_stands_on_record(
    planted: Planted,
) -> None:
    path = f"/api/v1/cases/{planted.case_id}/evidence/content"
    other, mine = planted.stage.token("003"), planted.stage.token("001")
    assert (other.get(path, params={"key": "护照"}).json()["code"], mine.get(path, params={"key": "护照"}).content) == (
        "not_whole",
        FILE,
    )
    assert (
        other.get(path, params={"key": "没有"}).status_code == mine.get(path, params={"key": "没有"}).status_code == 404
    )
    read = [
        (one.officer_id, one.item)
        for one in planted.stage.office.reads.of(planted.case_id).reads
        if one.item in ("护照", "没有")
    ]
    assert read == [(planted.stage.desk.ids["承办人甲"], "护照")]


def _text(answer: Response) -> str:
    if answer.headers.get("content-type") != "application/zip":
        return unquote(str(answer.headers)) + answer.content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
