"""A case handed over with its record: checked by the receiving agency without the sender's database, and sound on both sides."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from case_desk import REGISTER, Desk, ids_of
from office_rows import Rows
from penalty_steps import Plot, facts
from zhifa.engine.bundle_check import check_bundle
from zhifa.engine.canonical import JSON
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.handover import HandingOver
from zhifa.storage.errors import CaseUnknown

RECEIVER = "示例市农业农村局"


@pytest.fixture
def sender(new_migrated_url: Callable[[], str], tmp_path: Path) -> Iterator[Desk]:
    with Desk(new_migrated_url(), files=tmp_path / "sender", seed="sender") as desk:
        yield desk


@pytest.fixture
def receiver(new_migrated_url: Callable[[], str], tmp_path: Path) -> Iterator[Desk]:
    """Another agency with a database and a register of its own."""
    register = json.loads(REGISTER.read_text(encoding="utf-8"))
    register["agency"] |= {"name": RECEIVER, "short_name": "示市农"}
    text = json.dumps(register, ensure_ascii=False)
    url = new_migrated_url()
    with Desk(url, files=tmp_path / "receiver", seed="receiver", import_register=False) as desk:
        desk.office.import_register(text)
        desk.ids = ids_of(text)
        yield desk


def _received(desk: Desk, bundle: bytes) -> dict[str, JSON]:
    checked = check_bundle(bundle)
    assert checked.findings == ()
    return {
        "sender": checked.agency,
        "sender_case": checked.case_id,
        "digest": desk.office.evidence.attach(bundle),
        "head": checked.head,
    }


def test_a_case_handed_over_goes_on_at_the_other_agency_and_both_records_verify(sender: Desk, receiver: Desk) -> None:
    handed_over = sender.bring_to("investigating")
    assert sender.do(handed_over, "transfer_case").state == "transferred"
    bundle = sender.office.bundle(handed_over)

    received = _received(receiver, bundle)
    report = facts("report", receiver.scene()) | {"source": "移送", "received": received}
    opened = receiver.open_case(facts=report)
    went_on = receiver.bring_to("investigating", case_id=opened)

    assert sender.office.verify(handed_over) == ()
    assert receiver.office.verify(went_on) == ()
    assert received["head"] == sender.office.history(handed_over)[-1].hash
    letter = next(paper for paper in sender.office.papers(handed_over) if paper.code == "D46")
    assert RECEIVER in letter.html
    assert "回执" in letter.html
    registered = next(paper for paper in receiver.office.papers(went_on) if paper.code == "D01")
    assert str(received["head"]) in registered.html
    assert "示例市生态环境局" in registered.html


def test_a_bundle_that_the_evidence_store_does_not_keep_is_not_named(sender: Desk, receiver: Desk) -> None:
    bundle = sender.office.bundle(sender.open_case())
    received = _received(receiver, bundle) | {"digest": "0" * 64}
    report = facts("report", receiver.scene()) | {"received": received}

    with pytest.raises(CommandRefused) as refused:
        receiver.open_case(facts=report)
    assert {reason.code for reason in refused.value.refusals} == {"file_unknown"}


@pytest.mark.parametrize("plot", [Plot(), Plot(hearing=True, fine=2_000_000)], ids=["fine", "hearing"])
def test_the_bundle_of_an_archived_case_is_sound_and_always_the_same(sender: Desk, plot: Plot) -> None:
    archived = sender.bring_to("archived", plot)
    whole = check_bundle(sender.office.bundle(archived))
    bare = check_bundle(sender.office.bundle(archived, with_facts=False))

    assert (whole.findings, bare.findings) == ((), ())
    assert whole.head == bare.head == sender.office.history(archived)[-1].hash
    assert whole.entries == len(sender.office.history(archived))
    assert sender.office.bundle(archived) == sender.office.bundle(archived)


def test_a_correction_and_a_handing_over_are_in_the_bundle(sender: Desk) -> None:
    case = sender.bring_to("investigating")
    version = sender.office.case(case).version
    ids, at = sender.ids, sender.clock.now()
    sender.office.correct(
        Correction(
            case_id=case, seq=0, path="content", new="更正后的内容。", reason="登记有误。", actor=ids["承办人甲"],
            approver=ids["承办机构负责人甲"], occurred_at=at, expected_version=version, key=sender.key(),
        )
    )  # fmt: skip
    sender.office.hand_over(
        HandingOver(
            case_id=case, old=ids["承办人乙"], new=ids["承办人丙"], reason="调离。", actor=ids["承办机构负责人甲"],
            occurred_at=at, expected_version=version + 1, key=sender.key(),
        )
    )  # fmt: skip
    checked = check_bundle(sender.office.bundle(case))

    assert (checked.findings, checked.entries) == ((), version + 2)


def test_evidence_files_are_listed_by_digest(sender: Desk, tmp_path: Path) -> None:
    case = sender.bring_to("investigating")
    digest = sender.office.evidence.attach(b"photograph")
    piece = facts("extract", sender.scene(sender.office.case(case)))
    piece["evidence"][0]["digest"] = digest
    sender.do(case, "extract", facts=piece)
    (tmp_path / "case.zip").write_bytes(sender.office.bundle(case))

    with ZipFile(tmp_path / "case.zip") as archive:
        listed = json.loads(archive.read("evidence.json"))
    assert [(file["digest"], file["size"]) for file in listed["files"]] == [(digest, 10)]
    assert check_bundle((tmp_path / "case.zip").read_bytes()).findings == ()


def test_without_facts_a_bundle_says_nothing_of_the_party(sender: Desk) -> None:
    case = sender.bring_to("concluded")
    whole, bare = sender.office.bundle(case), sender.office.bundle(case, with_facts=False)

    for told in ("当事人甲", "0000-7654321", "示例市示例区示例村"):
        assert told.encode() in whole
        assert told.encode() not in bare


def test_what_was_changed_behind_the_locks_shows_in_the_bundle(new_migrated_sqlite: Callable[[], str]) -> None:
    url = new_migrated_sqlite()
    with Desk(url) as desk:
        case = desk.open_case()
        with Rows(url) as rows, rows.unlocked():
            rows.run("UPDATE zf_paper SET html = html || ' '")
        findings = check_bundle(desk.office.bundle(case)).findings
    assert [finding.kind for finding in findings] == ["paper_edited"]


def test_a_case_that_is_not_there_has_no_bundle(sender: Desk) -> None:
    with pytest.raises(CaseUnknown):
        sender.office.bundle("00000000-0000-4000-8000-000000000000")


def test_the_readme_tells_how_to_check_by_hand(sender: Desk, tmp_path: Path) -> None:
    (tmp_path / "case.zip").write_bytes(sender.office.bundle(sender.bring_to("filed")))
    with ZipFile(tmp_path / "case.zip") as archive:
        archive.extractall(tmp_path)
    heads = [head["hash"] for head in json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))["heads"]]

    by_hand = r"""while IFS= read -r line; do printf 'zhifa/entry/1\0%s' "$line" | sha256sum | cut -c1-64; done < entries.jsonl"""
    done = subprocess.run(["bash", "-c", by_hand], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout.split() == heads
