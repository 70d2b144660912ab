"""A record as one file through the command line: written, checked without a database, received by another agency, refused when tampered with."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from command_line import EXAMPLES, CommandLine, report, variables

pytestmark = pytest.mark.postgresql_at_full_size


@pytest.fixture
def zhifa(migrated_url: str, tmp_path: Path) -> CommandLine:
    made = CommandLine(folder=tmp_path, database=migrated_url)
    made.done("register", "import", str(EXAMPLES / "register.json"))
    return made


@pytest.fixture
def case(zhifa: CommandLine) -> str:
    opened: str = zhifa.done("case", "new", "-", "--json", stdin=json.dumps(report())).json["done"]["case"]
    return opened


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle of a case with one entry, made once."""
    folder = tmp_path_factory.mktemp("made")
    zhifa = CommandLine(folder=folder, database=f"sqlite:///{folder / 'cases.db'}")
    zhifa.done("db", "init")
    zhifa.done("register", "import", str(EXAMPLES / "register.json"))
    case = zhifa.done("case", "new", "-", "--json", stdin=json.dumps(report())).json["done"]["case"]
    zhifa.done("case", "bundle", case, "--out", "case.zip")
    return (folder / "case.zip").read_bytes()


@pytest.fixture
def offline(made: bytes, tmp_path: Path) -> CommandLine:
    """The command line of somebody who has no database, in a folder with ``case.zip``."""
    (tmp_path / "case.zip").write_bytes(made)
    return CommandLine(folder=tmp_path)


def test_a_bundle_is_written_and_checked_without_a_database(
    zhifa: CommandLine, offline: CommandLine, case: str
) -> None:
    written = zhifa.done("case", "bundle", case[:8], "--out", "case.zip", "--json").json["bundle"]
    first = (zhifa.folder / "case.zip").read_bytes()
    assert zhifa.done("case", "bundle", case[:8], "--out", "case.zip", "--json").json["bundle"] == written
    assert (zhifa.folder / "case.zip").read_bytes() == first
    assert "ZHIFA_DATABASE" not in variables()

    told = offline.done("ledger", "verify", "--bundle", "case.zip", "--json").json
    shown = offline.done("ledger", "verify", "--bundle", "case.zip")
    verified = zhifa.done("case", "verify", case, "--json").json

    assert told["sound"]
    assert told["bundle"] == written
    assert told["cases"] == verified["cases"], "both sides name the same head"
    assert written["digest"] in shown.out
    assert written["head"] in shown.out


def test_a_bundle_without_facts_names_no_party_and_verifies(
    zhifa: CommandLine, offline: CommandLine, case: str
) -> None:
    zhifa.done("case", "bundle", case, "--out", "case.zip", "--without-facts")

    assert "当事人甲".encode() not in (zhifa.folder / "case.zip").read_bytes()
    assert "不附填报内容和文书" in offline.done("ledger", "verify", "--bundle", "case.zip").out


def _rewritten(source: Path, name: str, old: bytes, new: bytes, *, compression: int = 0) -> None:
    """The bundle with a member changed, as any program would write it."""
    with ZipFile(source) as archive:
        members = {member.filename: archive.read(member) for member in archive.infolist()}
    members[name] = members[name].replace(old, new)
    with ZipFile(source, "w", compression=compression) as archive:
        for member, content in members.items():
            archive.writestr(member, content)


def test_a_bundle_that_was_tampered_with_fails_and_names_the_first_fault(offline: CommandLine) -> None:
    _rewritten(offline.folder / "case.zip", "papers/000-D01.html", "露天".encode(), "室内".encode())

    answer = offline("ledger", "verify", "--bundle", "case.zip")
    told = offline("ledger", "verify", "--bundle", "case.zip", "--json")

    assert (answer.code, told.code) == (1, 1)
    assert "成员 papers/000-D01.html 的内容与清单所列的 SHA-256 不符" in answer.out
    assert not told.json["sound"]
    assert [found["kind"] for found in told.json["cases"][0]["findings"]] == ["member_changed", "paper_edited"]


def test_a_compressed_bundle_is_refused(offline: CommandLine) -> None:
    _rewritten(offline.folder / "case.zip", "README.txt", b"", b"", compression=ZIP_DEFLATED)

    answer = offline("ledger", "verify", "--bundle", "case.zip")

    assert answer.code == 1
    assert "记录包不能用" in answer.err
    assert "经过压缩或者加密" in answer.err


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", 1, "不是完好的 ZIP 文件"),
        (b"PK\x05\x06" + b"\0" * 18, 1, "没有成员 manifest.json"),
        (None, 2, "不能读写"),
    ],
    ids=["empty", "no members", "absent"],
)
def test_what_is_no_bundle_is_said_to_be_none(
    offline: CommandLine, content: bytes | None, code: int, told: str
) -> None:
    if content is None:
        (offline.folder / "case.zip").unlink()
    else:
        (offline.folder / "case.zip").write_bytes(content)

    answer = offline("ledger", "verify", "--bundle", "case.zip")

    assert answer.code == code
    assert told in answer.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ledger", "verify"), "缺少 --database"),
        (("ledger", "verify", "--bundle", "case.zip", "--all"), "不写 --all"),
        (("ledger", "verify", "3f2a91c0", "--bundle", "case.zip"), "不写案件"),
    ],
)
def test_a_bundle_and_a_database_are_not_verified_at_once(
    offline: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    answer = offline(*arguments)

    assert answer.code == 2
    assert told in answer.err


def test_a_bundle_that_cannot_be_written_leaves_nothing(zhifa: CommandLine, case: str) -> None:
    before = sorted(path.name for path in zhifa.folder.iterdir())

    answer = zhifa("case", "bundle", case, "--out", "absent/case.zip")

    assert answer.code == 2
    assert sorted(path.name for path in zhifa.folder.iterdir()) == before


def test_a_received_bundle_is_checked_kept_and_named_in_the_new_case(zhifa: CommandLine, case: str) -> None:
    bundle = zhifa.done("case", "bundle", case, "--out", "case.zip", "--json").json["bundle"]
    told = zhifa.write("report.json", report(source="移送"))

    opened = zhifa.done("case", "new", told, "--bundle", "case.zip", "--files", "files", "--json").json["done"]["case"]
    zhifa.done("case", "papers", opened, "--out", "papers")

    (page,) = (zhifa.folder / "papers").glob("000-D01-*.html")
    assert bundle["head"] in page.read_text(encoding="utf-8")
    assert (zhifa.folder / "files/objects" / bundle["digest"][:2]).is_dir()
    assert zhifa.done("ledger", "verify", "--all", "--json").json["sound"]


def test_a_faulty_bundle_opens_no_case(zhifa: CommandLine, case: str) -> None:
    zhifa.done("case", "bundle", case, "--out", "case.zip")
    _rewritten(zhifa.folder / "case.zip", "case.json", "示例市".encode(), "另一市".encode())
    told = zhifa.write("report.json", report(source="移送"))

    faulty = zhifa("case", "new", told, "--bundle", "case.zip", "--files", "files")
    nowhere = zhifa("case", "new", told, "--bundle", "case.zip")
    both = zhifa.write("both.json", report(received={}))
    zhifa.done("case", "bundle", case, "--out", "sound.zip")
    twice = zhifa("case", "new", both, "--bundle", "sound.zip", "--files", "files")

    assert (faulty.code, nowhere.code, twice.code) == (2, 2, 2)
    assert "case.json" in faulty.err
    assert "--files" in nowhere.err
    assert "facts.received" in twice.err
    assert len(zhifa.done("case", "list", "--json").json["cases"]) == 1
