"""``zhifa paper verify`` and ``demo-key``: clear answers in Chinese for sound, changed, unsigned, broken and foreign files."""

from __future__ import annotations

import json
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest

from command_line import CommandLine
from zhifa.documents import pdf
from zhifa.documents.signing.keys import signing_key
from zhifa.documents.signing.pades import PadesSigner
from zhifa.documents.signing.port import Shown

HTML = '<article class="letter"><p>本机关决定如下。</p></article>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``keys/``, ``plain.pdf`` and ``signed.pdf``."""
    folder = tmp_path_factory.mktemp("made")
    CommandLine(folder=folder).done("paper", "demo-key", "--out", "keys", "--agency", "示例市市场监督管理局")
    plain = pdf(HTML, title="行政处罚决定书", issued_on=date(2026, 11, 5), family="决定书")
    signer = PadesSigner(key=signing_key(folder / "keys"))
    shown = Shown(agency="示例市市场监督管理局", issued_on=date(2026, 11, 5))
    (folder / "plain.pdf").write_bytes(plain)
    (folder / "signed.pdf").write_bytes(signer.sign(plain, shown))
    return folder


@pytest.fixture
def zhifa(made: Path, tmp_path: Path) -> CommandLine:
    """In a folder of its own that holds the same."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return CommandLine(folder=tmp_path)


def test_a_demo_key_is_kept_from_others_and_never_written_over(zhifa: CommandLine, tmp_path: Path) -> None:
    before = {file.name: file.read_bytes() for file in (tmp_path / "keys").iterdir()}

    again = zhifa("paper", "demo-key", "--out", "keys")

    assert (again.code, "不覆盖" in again.err) == (2, True)
    assert {file.name: file.read_bytes() for file in (tmp_path / "keys").iterdir()} == before
    assert stat.S_IMODE((tmp_path / "keys" / "signer.key").stat().st_mode) == 0o600


def test_a_name_that_no_certificate_holds_is_refused_and_nothing_is_written(zhifa: CommandLine, tmp_path: Path) -> None:
    answer = zhifa("paper", "demo-key", "--out", "others", "--agency", "局" * 80)

    assert (answer.code, "--agency" in answer.err) == (2, True)
    assert not (tmp_path / "others").exists()


def test_a_certificate_is_told_as_the_register_names_it(zhifa: CommandLine) -> None:
    told = zhifa.done("paper", "seal-key", "keys/ca.pem", "--name", "行政处罚专用章", "--json").json

    assert (told["seal"]["name"], len(told["seal"]["certificate"]), told["sample"]) == ("行政处罚专用章", 64, True)
    assert told["seal"]["valid_from"] < told["seal"]["valid_to"]
    assert "样章证书，无法律效力，不用备案" in zhifa.done("paper", "seal-key", "keys/signer.pem").out
    refused = zhifa("paper", "seal-key", "signed.pdf")
    assert (refused.code, "不是 PEM 或者 DER 编码的证书" in refused.err) == (2, True)


def test_a_sound_paper_is_told_with_its_signer_and_that_the_seal_is_a_sample(zhifa: CommandLine) -> None:
    answer = zhifa.done("paper", "verify", "signed.pdf", "--trust", "keys/ca.pem")

    assert "CN=示例市市场监督管理局（样章）" in answer.out
    assert "没有时间戳佐证" in answer.out
    assert answer.out.splitlines()[-1] == "结论：内容未改动；证书可信；样章，无法律效力"
    assert answer.err == ""


def test_without_a_certificate_to_trust_the_answer_says_what_it_leaves_open(zhifa: CommandLine) -> None:
    assert "证书链未核对（没有给 --trust），不能确认签章人" in zhifa.done("paper", "verify", "signed.pdf").out


def test_the_answer_for_programs_holds_the_same(zhifa: CommandLine) -> None:
    told = zhifa.done("paper", "verify", "signed.pdf", "--trust", "keys/ca.pem", "--json").json

    assert (told["verdict"], told["sound"], told["revisions"]) == ("sound", True, 2)
    assert (told["signatures"][0]["sample"], told["signatures"][0]["trusted"]) == (True, True)


def test_what_does_not_hold_is_refused_with_the_reason(zhifa: CommandLine, tmp_path: Path) -> None:
    signed = (tmp_path / "signed.pdf").read_bytes()
    inside = signed.index(b"stream") + 40
    (tmp_path / "flipped.pdf").write_bytes(signed[:inside] + bytes([signed[inside] ^ 1]) + signed[inside + 1 :])
    (tmp_path / "longer.pdf").write_bytes(signed + b"% more")
    (tmp_path / "half.pdf").write_bytes(signed[: len(signed) // 2])
    zhifa.done("paper", "demo-key", "--out", "others")
    said = {
        ("flipped.pdf",): "签章覆盖的内容与签章时不同",
        ("longer.pdf",): f"签章之后追加了内容（字节 {len(signed)}–{len(signed) + 5}）",
        ("half.pdf",): "结构已损坏",
        ("plain.pdf",): "结论：没有签章",
        ("signed.pdf", "--trust", "others/ca.pem"): "结论：内容未改动，但证书不可信",
    }
    for arguments, text in said.items():
        answer = zhifa("paper", "verify", *arguments)
        assert (answer.code, text in answer.out, answer.err) == (1, True, ""), arguments


def test_what_cannot_be_verified_is_told_as_such(zhifa: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("不是", encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    said = {
        ("note.txt",): "不是 PDF 文件：开头应为 %PDF-",
        ("empty.pdf",): "文件是空的",
        ("nowhere.pdf",): "不能读写",
        ("signed.pdf", "--trust", "note.txt"): "不是 PEM 或者 DER 编码的证书",
    }
    for arguments, text in said.items():
        answer = zhifa("paper", "verify", *arguments)
        assert (answer.code, text in answer.err, answer.out) == (2, True, ""), arguments


def test_a_program_is_told_what_was_changed(zhifa: CommandLine, tmp_path: Path) -> None:
    signed = (tmp_path / "signed.pdf").read_bytes()
    (tmp_path / "longer.pdf").write_bytes(signed + b"\n")

    answer = zhifa("paper", "verify", "longer.pdf", "--json")

    (change,) = json.loads(answer.out)["signatures"][0]["changes"]
    assert (answer.code, change["kind"], change["spans"]) == (1, "appended", [[len(signed), len(signed) + 1]])
