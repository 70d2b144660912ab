"""``zhifa paper sign``: papers of a case are sealed, their files had out again, and told from every other file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_pem_private_key, pkcs12
from cryptography.x509 import load_der_x509_certificate

from case_desk import Desk, register_text
from command_line import Answer, CommandLine
from signing_authority import Authority, authority
from zhifa.engine.clock import SystemClock

pytestmark = pytest.mark.postgresql_at_full_size

SEAL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="red"/></svg>'


@pytest.fixture(scope="module")
def own() -> Authority:
    return authority(SystemClock().now())


class Office:
    """The command line on a decided case, with a file store and a sample key."""

    def __init__(self, url: str, folder: Path, *, replay: bool = False) -> None:
        with Desk(url, files=folder / "files") as desk:
            self.case = desk.bring_to("decided", case_id=desk.open_case(replay=replay))
        self.run = CommandLine(folder=folder, database=url)
        self.run.done("paper", "demo-key", "--out", "keys")

    def sign(self, *options: str) -> Answer:
        return self.run("paper", "sign", self.case, "--as", "001", "--files", "files", *options)

    def name_seal(self, seal: dict[str, Any]) -> None:
        """Put the seal on the agency's register."""
        register = json.loads(register_text())
        register["agency"]["seals"] = [seal]
        self.run.done("register", "import", self.run.write("register.json", register))

    def papers(self) -> dict[str, Any]:
        """Papers by code."""
        answer = self.run.done(
            "case", "papers", self.case, "--out", "papers", "--pdf", "--files", "files", "--json"
        ).json
        return {paper["code"]: paper for paper in answer["papers"]}


@pytest.fixture
def office(migrated_url: str, tmp_path: Path) -> Office:
    return Office(migrated_url, tmp_path)


@pytest.fixture(scope="module")
def untouched(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One for commands that change nothing."""
    folder = tmp_path_factory.mktemp("untouched")
    shutil.copy(migrated_sqlite_file, folder / "zhifa.db")
    return Office(f"sqlite:///{folder / 'zhifa.db'}", folder)


def pdf_of(office: Office, code: str) -> str:
    return next(name for name in office.papers()[code]["files"] if name.endswith(".pdf"))


def test_all_papers_of_a_case_that_bear_a_seal_are_signed_and_known_again(office: Office) -> None:
    signed = office.sign("--demo-key", "keys")
    assert signed.code == 0, signed.err
    assert "已签章　行政处罚告知书" in signed.out
    assert "样章，无法律效力" in signed.out
    assert "签章 2 份；另有 10 份不用签章、已经签章或者决定已被撤销" in signed.out

    papers, file = office.papers(), pdf_of(office, "D33")
    assert {code for code, paper in papers.items() if paper["seal"]} == {"D24", "D33"}
    verified = office.run.done(
        "paper", "verify", file, "--trust", "keys/ca.pem", "--database", str(office.run.database)
    )
    assert "记录：在案，行政处罚决定书　示市环罚〔2026〕1号" in verified.out
    assert f"案件 {office.case} 第13号记录" in verified.out
    told = office.run.done("paper", "verify", file, "--database", str(office.run.database), "--json").json
    assert (told["sha256"], told["ledger"]["code"], told["ledger"]["sealed_by"]) == (
        papers["D33"]["seal"]["signed"],
        "D33",
        "承办人甲",
    )
    assert "存入 papers，其中 2 份 PDF 是签章的文件" in office.run.done(
        "case", "papers", office.case, "--out", "papers", "--pdf", "--files", "files"
    ).out  # fmt: skip

    again = office.sign("--demo-key", "keys", "--json")
    assert (again.code, again.json["sealed"], again.json["refusals"]) == (0, [], [])
    assert len(again.json["passed_over"]) == 12


def test_a_file_that_is_not_in_the_record_is_told_from_one_that_is(office: Office) -> None:
    unsigned = pdf_of(office, "D33")
    elsewhere = office.run("paper", "verify", unsigned, "--database", str(office.run.database))

    assert elsewhere.code == 1
    assert "记录：不在案" in elsewhere.out
    assert office.run("paper", "verify", unsigned, "--database", str(office.run.database), "--json").json["ledger"] == {
        "entered": False
    }


def test_without_the_store_the_papers_say_that_they_are_not_the_signed_ones(office: Office) -> None:
    office.sign("--demo-key", "keys", "--code", "D33")

    listed = office.run.done("case", "papers", office.case, "--out", "papers", "--pdf")
    checked = office.run.done("ledger", "verify", office.case)

    assert "有 1 份文书已签章；没有写 --files，存的是没有签章的 PDF" in listed.err
    assert "样章（B-B）" in listed.out
    assert "有 1 份签章的文件没有核对" in checked.err
    assert office.run.done("case", "verify", office.case, "--files", "files").err == ""


def test_a_paper_asked_for_by_name_is_refused_with_the_reason(office: Office) -> None:
    internal = office.sign("--demo-key", "keys", "--code", "D32")
    assert internal.code == 1
    assert "《行政处罚决定审批表》是内部文书" in internal.err

    office.sign("--demo-key", "keys", "--code", "D33")
    paper = office.papers()["D33"]["id"]
    again = office.run("paper", "sign", paper, "--as", "001", "--files", "files", "--demo-key", "keys", "--json")
    assert again.code == 1
    assert [refusal["code"] for refusal in again.json["refusals"]] == ["sealed_before"]


def test_who_may_not_seal_is_refused_and_passes_over_nothing(migrated_sqlite_url: str, tmp_path: Path) -> None:
    replayed = Office(migrated_sqlite_url, tmp_path, replay=True).sign("--demo-key", "keys")

    assert (replayed.code, "公开案例的重放" in replayed.err) == (1, True)


def test_a_changed_file_is_found_by_case_verify(office: Office, tmp_path: Path) -> None:
    office.sign("--demo-key", "keys", "--code", "D33")
    digest = office.papers()["D33"]["seal"]["signed"]
    (tmp_path / "files" / "objects" / digest[:2] / digest[2:]).write_bytes(b"%PDF-1.7")

    found = office.run("case", "verify", office.case, "--files", "files", "--json")
    out = office.run("case", "papers", office.case, "--out", "papers", "--pdf", "--files", "files")

    assert [one["kind"] for one in found.json["cases"][0]["findings"]] == ["seal_file_changed"]
    assert (found.code, out.code) == (1, 1)
    assert f"文件库中的文件 {digest} 内容已变" in out.err


def test_a_real_key_signs_with_the_picture_of_the_site(
    office: Office, tmp_path: Path, own: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = load_der_x509_certificate(own.key.certificate)
    private = load_pem_private_key(own.key.private, None)
    encryption = BestAvailableEncryption(b"secret words")
    (tmp_path / "own.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"own", private, certificate, None, encryption)  # type: ignore[arg-type]  # one of the kinds that it takes
    )
    (tmp_path / "seal.svg").write_text(SEAL, encoding="utf-8")
    (tmp_path / "words").write_text("secret words\n", encoding="utf-8")
    (tmp_path / "own.crt").write_bytes(own.key.certificate)
    office.sign("--demo-key", "keys", "--code", "D33")

    wrong = office.sign("--p12", "own.p12", "--seal", "seal.svg")
    assert (wrong.code, "口令不对" in wrong.err) == (2, True)
    monkeypatch.setenv("ZHIFA_SIGN_PASSWORD", "secret words")
    unknown = office.sign("--p12", "own.p12", "--seal", "seal.svg", "--code", "D24")
    assert (unknown.code, "备案的印章证书" in unknown.err) == (1, True)
    office.name_seal(office.run.done("paper", "seal-key", "own.crt", "--json").json["seal"])
    assert office.sign("--p12", "own.p12", "--seal", "seal.svg", "--code", "D24").code == 0
    monkeypatch.delenv("ZHIFA_SIGN_PASSWORD")
    real = office.sign(
        "--p12", "own.p12", "--password-file", "words", "--seal", "seal.svg", "--seal-size", "40x40", "--json"
    )

    assert real.code == 0, real.err
    assert [seal["sample"] for seal in real.json["sealed"]] == [False]
    assert office.papers()["D33"]["seal"] == real.json["sealed"][0]
    twice = ("--p12", "own.p12", "--password-file", "words", "--seal", "seal.svg", "--again", "印章盖错", "--json")
    every, anew = office.sign(*twice), office.sign(*twice, "--code", "D33")
    assert (every.code, "--again 只用于一份文书" in every.err) == (2, True)
    assert [seal["round"] for seal in anew.json["sealed"]] == [2]
    told = office.papers()["D33"]
    assert told["seal"] == anew.json["sealed"][0]
    assert [(seal["sample"], seal["round"]) for seal in told["replaced"]] == [(True, 1), (False, 1)]
    assert "已签章（B-B，第2次签章）" in office.run.done("case", "papers", office.case).out
    checked = office.run.done("ledger", "verify", "--all", "--files", "files", "--signatures")
    assert "记录完整，未见改动" in checked.out
    assert "secret" not in json.dumps(real.json)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--demo-key", "elsewhere"), "文件 elsewhere/signer.key 不能读写"),
        (("--demo-key", "keys", "--level", "B-T"), "--level 的值「B-T」不合要求：所给的选项签成 B-B"),
        (("--demo-key", "keys", "--code", "D99"), "--code 的值「D99」不合要求：案件没有这一种类的文书"),
        (("--key", "keys/signer.pem", "--cert", "keys/signer.pem"), "没有签章：签章私钥或者证书不能用：不是 PEM 私钥"),
    ],
)
def test_options_that_cannot_be_used_are_told(untouched: Office, options: tuple[str, ...], told: str) -> None:
    answer = untouched.sign(*options)

    assert answer.code == 2
    assert told in answer.err


def test_a_time_stamp_service_that_does_not_answer_leaves_nothing(untouched: Office) -> None:
    silent = untouched.sign("--demo-key", "keys", "--time-stamps", "http://127.0.0.1:9/")

    assert silent.code == 1
    assert "没有签章：时间戳服务没有给出时间戳" in silent.err
    assert not list((untouched.run.folder / "files" / "objects").glob("*/*"))


def test_where_the_libraries_are_missing_the_command_says_what_to_install(untouched: Office, tmp_path: Path) -> None:
    (tmp_path / "pyhanko.py").write_text("raise ModuleNotFoundError('no pyhanko', name='pyhanko')\n", encoding="utf-8")
    without, there = CommandLine(folder=tmp_path, database=untouched.run.database), untouched.run.folder

    answer = without(
        "paper", "sign", untouched.case, "--as", "001", "--files", str(there / "files"), "--demo-key", str(there / "keys"),
        preparing=int,
    )  # fmt: skip

    assert answer.code == 2
    assert "签章要用的程序库没有安装（pyhanko）\n办法：pip install 'zhifa[sign]'" in answer.err
