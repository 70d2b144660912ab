"""Seals in the ledger: an issued paper is signed once, its file kept, both told in the record, and whoever tampers with either is found."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from case_desk import SEAL_CERTIFICATE, Desk, put, register_text
from crashes import WAYS, Crash, Way, crash_after
from file_stores import at, stored, swept
from office_rows import Rows
from office_workers import PATIENCE, started, together
from penalty_steps import facts
from stamps import Forger, Silent, Stamp, paper_of, seal_and_be_killed, seal_at_once, seal_beyond_limit
from standing_case import Standing
from zhifa.cli.seal_entered import entered
from zhifa.cli.signed_files import standing_seals
from zhifa.documents.signing.errors import SigningFailed
from zhifa.documents.signing.verification import verify
from zhifa.documents.typesetting import seal_place
from zhifa.engine import renditions
from zhifa.engine.bundle import ENTRIES, EVIDENCE, pack, unpack
from zhifa.engine.bundle_check import check_bundle
from zhifa.engine.correct import Correction
from zhifa.engine.errors import CommandRefused
from zhifa.engine.handover import HandingOver
from zhifa.storage.errors import FileCorrupt, StorageError
from zhifa.storage.records import SealRecord

A_MONTH = timedelta(days=30)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def desk(standing: Standing, files: Path) -> Iterator[Desk]:
    with standing.opened(files=files) as opened:
        yield opened


@pytest.fixture
def local(migrated_sqlite_url: str, files: Path) -> Iterator[Desk]:
    """For what asks little of the database."""
    with Desk(migrated_sqlite_url, files=files) as opened:
        yield opened


@pytest.fixture
def decided(standing: Standing) -> str:
    """A case with a decision that may be sealed."""
    return standing.case_id


def seal(desk: Desk, case_id: str, stamp: Stamp | None = None, code: str = "D33", by: str = "承办人甲") -> SealRecord:
    return desk.office.seal(paper_of(desk, case_id, code), stamp or Stamp(), actor=desk.ids.get(by, by))


def codes(caught: pytest.ExceptionInfo[CommandRefused]) -> list[str]:
    return [refusal.code for refusal in caught.value.refusals]


# --- sealing ----------------------------------------------------------------------------------------------------------


def test_a_sealed_paper_has_its_file_and_is_told_in_the_record(desk: Desk, decided: str, standing: Standing) -> None:
    office, version = desk.office, desk.office.case(decided).version
    plain = office.rendition(paper_of(desk, decided), "pdf")

    made = seal(desk, decided)

    assert office.seals.of(decided) == (made,)
    assert office.seals.file(made).startswith(plain)
    assert office.seals.find(made.signed_digest) == made
    assert (made.unsigned_size, made.level, made.certificate, made.sample) == (len(plain), "B-B", SEAL_CERTIFICATE, 0)
    line = office.history(decided)[-1]
    assert (line.kind, line.label, line.actor, line.to_state) == ("seal", "签章：行政处罚决定书", "承办人甲", "decided")
    assert office.case(decided).version == version + 1
    with Rows(standing.url) as rows:
        told = json.loads(rows.one("SELECT body FROM zf_entry WHERE kind = 'seal'"))["seal"]
        assert (told["paper"], told["signed"]) == (made.paper_id, made.signed_digest)
        assert rows.wrong() == {}
    assert office.verify(decided) == office.evidence.verify(decided) == ()


def test_a_case_with_sealed_papers_goes_on_to_its_archive_and_may_be_sealed_there(desk: Desk, decided: str) -> None:
    seal(desk, decided, code="D24")
    desk.bring_to("archived", case_id=decided)

    seal(desk, decided)

    assert desk.office.case(decided).state == desk.workflow.state_by_name["archived"]
    assert len(desk.office.seals.of(decided)) == 2
    assert desk.office.verify(decided) == ()


def test_sealing_does_not_begin_an_ended_case_anew(desk: Desk, decided: str, standing: Standing) -> None:
    desk.bring_to("archived", case_id=decided)
    with Rows(standing.url) as rows:
        ended = rows.one("SELECT ended_at FROM zf_case")
        seal(desk, decided)
        assert rows.one("SELECT ended_at FROM zf_case") == ended != ""


def test_a_sealed_case_is_corrected_and_handed_over_as_any_other(desk: Desk) -> None:
    office, case_id = desk.office, desk.bring_to("defence")
    made = seal(desk, case_id, code="D24")
    head, now = desk.ids["承办机构负责人甲"], desk.clock.now()
    desk.office.hand_over(
        HandingOver(
            case_id=case_id, old=desk.ids["承办人乙"], new=desk.ids["承办人丙"], reason="调离", actor=head, occurred_at=now,
            expected_version=office.case(case_id).version, key=desk.key(),
        )
    )  # fmt: skip

    with pytest.raises(CommandRefused) as caught:
        desk.office.correct(
            Correction(
                case_id=case_id, seq=made.seq, path="paper", new="x", reason="笔误", approver=head, actor=desk.ids["承办人甲"],
                occurred_at=now, expected_version=office.case(case_id).version, key=desk.key(),
            )
        )  # fmt: skip

    assert codes(caught) == ["correction_target"]
    assert desk.office.verify(case_id) == ()


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "by", "reason"),
    [
        ("D32", "承办人甲", "seal_internal"),
        ("D37", "承办人甲", "seal_placeless"),
        ("D33", "无此人", "unknown_actor"),
    ],
)
def test_what_may_not_be_sealed_is_refused_with_the_reason(
    desk: Desk, decided: str, files: Path, code: str, by: str, reason: str
) -> None:
    with pytest.raises(CommandRefused) as caught:
        seal(desk, decided, code=code, by=by)

    assert codes(caught) == [reason]
    assert (
        desk.office.seals.objections(paper_of(desk, decided, code), actor=desk.ids.get(by, by)) == caught.value.refusals
    )
    assert len(desk.office.refused(decided)) == 1
    assert stored(files) == set()


def test_a_paper_of_a_replay_is_not_sealed(desk: Desk) -> None:
    case_id = desk.bring_to("decided", case_id=desk.open_case(replay=True))

    with pytest.raises(CommandRefused) as caught:
        seal(desk, case_id)

    assert codes(caught) == ["seal_of_replay"]


def test_a_paper_is_sealed_once(desk: Desk, decided: str, files: Path) -> None:
    made = seal(desk, decided)

    with pytest.raises(CommandRefused, match=rf"{made.signed_digest}.*不能再签") as caught:
        seal(desk, decided)

    assert codes(caught) == ["sealed_before"]
    assert stored(files) == {made.signed_digest}


def test_a_sample_seal_gives_way_to_a_real_one_and_to_no_other_sample(desk: Desk, decided: str) -> None:
    sample = seal(desk, decided, Stamp(sample=True))
    with pytest.raises(CommandRefused, match="样章") as caught:
        seal(desk, decided, Stamp(sample=True))
    real = seal(desk, decided)
    with pytest.raises(CommandRefused):
        seal(desk, decided, Stamp(sample=True))

    assert codes(caught) == ["sealed_before"]
    assert desk.office.seals.of(decided) == (sample, real)
    assert desk.office.verify(decided) == ()


def test_a_seal_whose_certificate_the_register_does_not_name_is_refused_and_nothing_is_kept(
    desk: Desk, decided: str, files: Path
) -> None:
    with pytest.raises(CommandRefused, match="备案的印章证书") as caught:
        seal(desk, decided, Stamp(certificate="f" * 64))

    assert codes(caught) == ["seal_unknown"]
    assert stored(files) == set()
    assert seal(desk, decided, Stamp(certificate="f" * 64, sample=True)).sample == 1


def test_a_wrong_seal_gives_way_to_a_new_one_for_a_reason_and_is_kept(desk: Desk, decided: str, files: Path) -> None:
    wrong = seal(desk, decided)
    paper_id, actor = paper_of(desk, decided), desk.ids["承办人甲"]

    right = desk.office.seal(paper_id, Stamp(), actor=actor, reason="印章盖错")
    last = desk.office.seal(paper_id, Stamp(), actor=actor, reason="印章又盖错")

    assert [made.round for made in (wrong, right, last)] == [1, 2, 3]
    assert desk.office.seals.of(decided) == (wrong, right, last)
    assert standing_seals(desk.office.seals.of(decided)) == {paper_id: last}
    assert {made.signed_digest for made in (wrong, right, last)} == stored(files)
    assert desk.office.history(decided)[-1].label == "重新签章：行政处罚决定书"
    assert desk.office.verify(decided) == ()
    assert check_bundle(desk.office.bundle(decided)).findings == ()
    with pytest.raises(CommandRefused, match=last.signed_digest):
        seal(desk, decided)


def test_a_reason_replaces_the_seal_it_was_given_for_and_no_other(local: Desk) -> None:
    decided, actor = local.bring_to("decided"), local.ids["承办人甲"]
    paper_id = paper_of(local, decided)
    seal(local, decided)

    def meanwhile() -> None:
        local.office.seal(paper_id, Stamp(), actor=actor, reason="印章盖错")

    with pytest.raises(CommandRefused) as caught:
        local.office.seal(paper_id, Stamp(meanwhile=meanwhile), actor=actor, reason="印章盖错")

    assert codes(caught) == ["sealed_before"]
    assert [made.round for made in local.office.seals.of(decided)] == [1, 2]


def test_papers_of_a_decision_that_was_annulled_are_not_sealed_any_more(local: Desk) -> None:
    case_id = local.bring_to("performing")
    made = seal(local, case_id)
    local.do(case_id, "lodge_remedy")
    outcome = put(facts("record_remedy", local.scene(local.office.case(case_id))), "effect", "撤销")
    local.do(case_id, "record_remedy", facts=outcome)

    with pytest.raises(CommandRefused) as caught:
        local.office.seal(made.paper_id, Stamp(), actor=local.ids["承办人甲"], reason="印章盖错")

    assert codes(caught) == ["seal_annulled"]
    told = entered(local.office, made.signed_digest)
    assert told.sound
    assert "　　文书所属的决定已被撤销" in list(told.lines())


def test_a_page_is_set_to_find_the_place_of_the_seal_when_it_is_sealed_and_not_before(
    local: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = local.bring_to("decided")
    asked = []
    monkeypatch.setattr(renditions, "seal_place", lambda *a, **k: asked.append(a) or seal_place(*a, **k))

    told = local.office.seals.surveyed(decided, actor=local.ids["承办人甲"])
    assert asked == []
    assert [paper.code for paper in local.office.papers(decided) if not told[paper.id]] == ["D24", "D33"]
    seal(local, decided, Stamp(meanwhile=lambda: local.go_on(decided)))

    assert len(asked) == 1


def test_a_paper_nobody_knows_is_no_case_of_refusal(desk: Desk) -> None:
    with pytest.raises(LookupError, match="no such paper"):
        desk.office.seal("somewhere else", Stamp(), actor=desk.ids["承办人甲"])


def test_an_office_without_a_file_store_signs_nothing(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("decided")
        with pytest.raises(ValueError, match="file store"):
            seal(desk, case_id, Stamp(meanwhile=lambda: pytest.fail("it signed")))


@pytest.mark.parametrize("signer", [Forger(), Silent()])
def test_a_file_that_was_not_made_of_the_paper_is_not_taken(
    desk: Desk, decided: str, files: Path, signer: Stamp, standing: Standing
) -> None:
    with Rows(standing.url) as rows:
        before = rows.snapshot()
        with pytest.raises(SigningFailed):
            seal(desk, decided, signer)
        assert rows.snapshot() == before
    assert stored(files) == set()


# --- together with others -----------------------------------------------------------------------------------------


def test_a_step_taken_while_the_paper_is_signed_is_no_hindrance(desk: Desk, decided: str) -> None:
    version = desk.office.case(decided).version

    made = seal(desk, decided, Stamp(meanwhile=lambda: desk.go_on(decided)))

    assert (made.seq, desk.office.case(decided).version) == (version + 1, version + 2)
    assert desk.office.verify(decided) == ()


@pytest.mark.timeout(300)
def test_of_eight_processes_that_seal_a_paper_one_does(standing: Standing, files: Path) -> None:
    case_id = standing.case_id
    with standing.opened(files=files) as desk:
        paper_id = paper_of(desk, case_id)

    told = together(seal_at_once, [(standing.url, str(files), paper_id)] * 8)

    assert sorted(told) == ["sealed", *["sealed_before"] * 7]
    with standing.opened(files=files) as desk, Rows(standing.url) as rows:
        (made,) = desk.office.seals.of(case_id)
        assert swept(desk, files) == {made.signed_digest}
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}


# --- cut short --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS)
def test_a_seal_cut_short_leaves_nothing_but_a_file_that_is_moved_aside(
    standing: Standing, files: Path, way: Way
) -> None:
    case_id = standing.case_id
    with standing.opened(files=files) as desk, Rows(standing.url) as rows:
        before = rows.snapshot()
        for changes in range(7):
            with crash_after(changes, way), pytest.raises((Crash, StorageError)):
                seal(desk, case_id)
            assert rows.snapshot() == before
        assert len(stored(files)) == 7
    with Desk(standing.url, files=files, import_register=False, seed="later") as desk:
        assert swept(desk, files) == set()
        desk.clock.advance(A_MONTH)
        made = seal(desk, case_id)
        assert swept(desk, files) == {made.signed_digest}


def test_a_process_killed_before_it_wrote_leaves_a_file_that_is_moved_aside(standing: Standing, files: Path) -> None:
    with standing.opened(files=files) as desk, Rows(standing.url) as rows:
        paper_id, before = paper_of(desk, standing.case_id), rows.snapshot()
    child = started(seal_and_be_killed, standing.url, str(files), paper_id)
    child.join(PATIENCE)

    assert child.exitcode == -signal.SIGKILL
    assert len(stored(files)) == 1
    with standing.opened(files=files) as desk, Rows(standing.url) as rows:
        assert swept(desk, files) == set()
        assert rows.snapshot() == before


def test_a_signed_file_that_finds_no_room_is_not_kept(migrated_sqlite_url: str, files: Path) -> None:
    with Desk(migrated_sqlite_url, files=files) as desk:
        case_id = desk.bring_to("decided")
        paper_id = paper_of(desk, case_id)

    told = together(seal_beyond_limit, [(migrated_sqlite_url, str(files), paper_id, 2_000_000)])

    assert told == ["no room to write: File too large; nothing was written"]
    with Desk(migrated_sqlite_url, files=files, import_register=False) as desk:
        assert desk.office.seals.of(case_id) == ()
        assert stored(files) == set()
        assert desk.office.verify(case_id) == ()


# --- tampering --------------------------------------------------------------------------------------------------------


FORGED_SEAL = (
    "INSERT INTO zf_seal SELECT 'forged', agency_id, case_id, 3, paper_id, paper_digest, unsigned_digest, unsigned_size, setting,"
    " signed_digest, signed_size, level, certificate, 1, claimed_at, stamped_at, 1 FROM zf_seal"
)
TAMPERED = {
    FORGED_SEAL: {"seal_forged"},
    "DELETE FROM zf_seal": {"seal_missing"},
    "DELETE FROM zf_file": {"file_unrecorded"},
    "UPDATE zf_seal SET seq = 3": {"seal_forged", "seal_missing"},
    "UPDATE zf_seal SET paper_id = (SELECT id FROM zf_paper WHERE code = 'D24')": {"seal_forged"},
    "UPDATE zf_seal SET level = 'B-LTA'": {"seal_forged"},
    "UPDATE zf_seal SET stamped_at = '2026-03-13T02:00:00.000Z'": {"seal_forged"},
    "UPDATE zf_seal SET unsigned_size = unsigned_size - 1": {"seal_forged", "seal_foreign"},
    f"UPDATE zf_seal SET signed_digest = '{'0' * 64}'": {"seal_forged", "file_unrecorded", "seal_file_missing"},
    "UPDATE zf_paper SET id = 'other' WHERE code = 'D33'": {"seal_forged"},
}


@pytest.mark.parametrize("forgery", TAMPERED)
def test_a_forged_seal_is_named(desk: Desk, decided: str, standing: Standing, forgery: str) -> None:
    seal(desk, decided)
    with Rows(standing.url) as rows, rows.unlocked():
        assert rows.run(forgery) == 1
        assert {finding.kind for finding in desk.office.verify(decided)} == TAMPERED[forgery]


def test_a_changed_or_missing_file_is_named(desk: Desk, decided: str, files: Path) -> None:
    made = seal(desk, decided)
    kept = at(files, made.signed_digest)
    kept.write_bytes(kept.read_bytes().replace(b"%%EOF", b"%%eof"))
    assert [finding.kind for finding in desk.office.verify(decided)] == ["seal_file_changed"]
    assert [finding.kind for finding in desk.office.evidence.verify(decided)] == ["evidence_corrupt"]
    with pytest.raises(FileCorrupt):
        desk.office.seals.file(made)
    kept.unlink()
    assert [finding.kind for finding in desk.office.verify(decided)] == ["seal_file_missing"]


def test_a_pdf_exchanged_among_the_kept_renditions_is_not_what_is_sealed(desk: Desk, decided: str, files: Path) -> None:
    plain = desk.office.rendition(paper_of(desk, decided), "pdf")
    (kept,) = (files / "renditions").glob("*.pdf")
    kept.write_bytes(b"%PDF-1.7 another paper")

    assert desk.office.seals.file(seal(desk, decided)).startswith(plain)


def test_a_signature_that_does_not_hold_is_named_when_it_is_asked_for(local: Desk) -> None:
    decided = local.bring_to("decided")
    made = seal(local, decided)

    def answer(verdict: str, fingerprint: str) -> Callable[[bytes], Any]:
        return lambda _: SimpleNamespace(verdict=verdict, signatures=[SimpleNamespace(fingerprint=fingerprint)])

    def kinds(verify: Callable[[bytes], Any]) -> list[str]:
        return [finding.kind for finding in local.office.seals.signature_findings(decided, verify)]

    assert kinds(answer("sound", made.certificate)) == []
    assert kinds(answer("changed", made.certificate)) == ["signature_unsound"]
    assert kinds(answer("sound", "f" * 64)) == ["signature_foreign"]
    assert kinds(verify) == ["signature_unsound"], "random bytes are no signature"


def test_a_file_says_whether_its_seal_still_counts_and_was_the_agencys(local: Desk) -> None:
    decided = local.bring_to("decided")
    sample, real = seal(local, decided, Stamp(sample=True)), seal(local, decided)
    assert local.office.seals.count({decided}) == 2
    assert local.office.seals.count({"another"}) == 0

    assert entered(local.office, real.signed_digest).sound
    told = entered(local.office, sample.signed_digest)
    assert not told.sound
    assert f"　　这一样章已由第{real.seq}号记录的签章代替，以其文件为准（SHA-256 {real.signed_digest}）" in told.lines()
    local.office.import_register(register_text().replace(SEAL_CERTIFICATE, "d" * 64))
    assert entered(local.office, real.signed_digest).named, "it was the agency's in the morning"
    ended = json.loads(register_text())
    ended["agency"]["seals"][0]["valid_to"] = ended["agency"]["seals"][0]["valid_from"]
    local.office.import_register(json.dumps(ended))
    assert not entered(local.office, real.signed_digest).named


# --- handed over ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_facts", [True, False])
def test_a_bundle_lists_the_signed_file_and_one_that_leaves_it_out_is_found(
    desk: Desk, decided: str, with_facts: bool
) -> None:
    made = seal(desk, decided)
    bundle = desk.office.bundle(decided, with_facts=with_facts)
    assert check_bundle(bundle).findings == ()

    members = unpack(bundle)
    manifest = json.loads(members.pop("manifest.json"))
    assert made.signed_digest.encode() in members[EVIDENCE]
    members[EVIDENCE] = b'{"files":[]}\n'
    forged = pack(members, case=decided, head=manifest["head"], facts=with_facts)

    assert [finding.kind for finding in check_bundle(forged).findings] == ["seal_missing"]


def test_a_bundle_whose_seal_is_of_no_paper_before_it_is_found(desk: Desk, decided: str) -> None:
    made = seal(desk, decided)
    members = unpack(desk.office.bundle(decided))
    manifest = json.loads(members.pop("manifest.json"))
    *before, last = members[ENTRIES].splitlines(keepends=True)
    members[ENTRIES] = b"".join((*before, last.replace(made.paper_digest.encode(), b"0" * 64)))
    forged = pack(members, case=decided, head=manifest["head"], facts=True)

    assert {finding.kind for finding in check_bundle(forged).findings} == {"edited", "seal_forged"}
