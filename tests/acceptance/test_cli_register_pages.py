"""``zhifa register pages``: the pages are written, held against the register, and told by file when they differ."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import EXAMPLES, CommandLine

SHEETS = sorted(str(file) for file in (EXAMPLES / "registers").glob("*.csv"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite_file: Path) -> Path:
    """A folder with a database that has the example registers, and their pages, to be copied and not used."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copyfile(migrated_sqlite_file, folder / "cases.db")
    made = CommandLine(folder=folder, database=f"sqlite:///{folder / 'cases.db'}")
    made.done("register", "import", *SHEETS)
    made.done("register", "pages", "--out", "pages")
    return folder


@pytest.fixture
def zhifa(tmp_path: Path, published: Path) -> CommandLine:
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return CommandLine(folder=tmp_path, database=f"sqlite:///{tmp_path / 'cases.db'}")


def test_pages_that_were_just_written_are_of_the_newest_change_of_the_register_and_agree_with_it(
    zhifa: CommandLine,
) -> None:
    (entry,) = zhifa.done("register", "history", "--json").json["entries"]
    told = zhifa.done("register", "pages", "--check", "pages", "--json").json

    assert (told["agency"], told["version"], told["hash"]) == ("示例市生态环境局", 1, entry["hash"])
    assert told["wrong"] == []
    assert f"on={told['on']}" in (zhifa.folder / "pages" / "index.html").read_text(encoding="utf-8")


def test_what_differs_is_missing_or_has_no_place_is_named_and_written_again_all_but_what_has_no_place(
    zhifa: CommandLine,
) -> None:
    pages = zhifa.folder / "pages"
    (pages / "matter.html").write_text("改过", encoding="utf-8")
    (pages / "post.html").unlink()
    shutil.copy(pages / "guide" / "DQ-01.html", pages / "guide" / "DQ-99.html")
    before = {file: file.read_bytes() for file in pages.rglob("*.*")}
    checked = zhifa("register", "pages", "--check", "pages")

    assert checked.code == 1
    assert [line.split() for line in checked.out.splitlines()[2:-1]] == [
        ["matter.html", "与名录不符"],
        ["post.html", "缺少"],
        ["guide/DQ-99.html", "名录中已经没有"],
    ]
    assert "不符的文件 3 个" in checked.out
    assert {file: file.read_bytes() for file in pages.rglob("*.*")} == before

    again = zhifa.done("register", "pages", "--out", "pages", "--json").json
    assert again["beside"] == ["guide/DQ-99.html"]
    assert (pages / "post.html").is_file()
    assert (pages / "guide" / "DQ-99.html").is_file()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "写明 --out 目录，生成网页；或者 --check 目录，核对已有的网页；二者取一"),
        (("--out", "a", "--check", "pages"), "二者取一"),
        (("--check", "没有"), "--check 的值「没有」不合要求：没有这个目录"),
        (("--out", "cases.db"), "--out 的值「cases.db」不合要求：不是目录；换一个目录"),
        (("--out", "a", "--on", "2026-02-30"), "--on 的值「2026-02-30」不合要求：应为日期 YYYY-MM-DD"),
        (("--out", "a", "--agency", "别处"), "--agency 的值「别处」指不明一个机关"),
    ],
)
def test_options_that_cannot_be_used_are_named_and_nothing_is_written(
    options: tuple[str, ...], told: str, zhifa: CommandLine
) -> None:
    answer = zhifa("register", "pages", *options)

    assert answer.code == 2
    assert told in answer.err
    assert not (zhifa.folder / "a").exists()
