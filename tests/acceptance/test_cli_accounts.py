"""``zhifa user`` and ``zhifa token``: the first account, and what is looked after from the machine itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_desk import Desk
from command_line import CommandLine
from signing_site import CALLER, SECRET, cheap
from zhifa.engine.office import Office
from zhifa.identity.door import Door
from zhifa.identity.errors import SignInRefused
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper


@pytest.fixture
def zhifa(tmp_path: Path, migrated_sqlite_url: str) -> CommandLine:
    with Desk(migrated_sqlite_url):
        pass
    return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


def test_the_first_account_is_made_and_looked_after(zhifa: CommandLine) -> None:
    made = zhifa.done("user", "add", "001", "--officer", "承办人甲", "--administers", "--json").json
    assert (made["login_name"], made["name"], made["administers"], made["must_change"]) == (
        "001",
        "承办人甲",
        True,
        True,
    )
    assert len(made["password"]) == 19

    text = zhifa.done("user", "add", "管理员甲", "--name", "管理员甲").out
    assert "一次性密码：" in text
    assert {one["login_name"] for one in zhifa.done("user", "list", "--json").json["accounts"]} == {"001", "管理员甲"}
    assert "承办人甲" in zhifa.done("user", "list").out

    again = zhifa.done("user", "passwd", "001", "--json").json
    assert again["password"] != made["password"]
    for command in ("withdraw", "grant", "close", "reopen"):
        zhifa.done("user", command, "001")
    zhifa.done("user", "connect", "001", "--officer", "承办人乙")
    told = zhifa.done("user", "log", "001", "--json").json["entries"]
    assert {one["kind"] for one in told} == {
        "made", "password_set", "withdrawn", "granted", "closed", "reopened", "officer_changed"
    }  # fmt: skip
    assert {one["by"] for one in told} == {"命令行"}
    assert made["password"] not in str(told)
    assert "停用账号" in zhifa.done("user", "log").out


def test_failed_sign_ins_are_forgotten_with_the_secret_of_the_site(zhifa: CommandLine, tmp_path: Path) -> None:
    zhifa.done("user", "add", "001", "--officer", "001")
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    secret.chmod(0o600)

    def failing() -> list[str]:
        with Office.open(zhifa.database) as office:
            door = Door(keeper=Keeper(office, cheap(), Hand(SECRET)))
            return [_code(door) for _ in range(6)]

    assert failing() == ["wrong"] * 5 + ["locked_out"]
    assert "没有密钥文件" in zhifa("user", "unbar", "001", "--secret-file", str(tmp_path / "none")).err
    assert "只写其中一个" in zhifa("user", "unbar").err
    assert "没有登录失败" in zhifa.done("user", "unbar", "--address", "192.0.2.9", "--secret-file", str(secret)).out
    assert "可以再登录" in zhifa.done("user", "unbar", "--address", "192.0.2.1", "--secret-file", str(secret)).out
    assert failing() == ["wrong"] * 5 + ["locked_out"]
    assert "可以再登录" in zhifa.done("user", "unbar", "001", "--secret-file", str(secret)).out
    assert _kinds(zhifa) == {"made", "unbarred"}


def _code(door: Door) -> str:
    with pytest.raises(SignInRefused) as refused:
        door.password("001", "wrong", CALLER)
    return refused.value.code


def _kinds(zhifa: CommandLine) -> set[str]:
    return {one["kind"] for one in zhifa.done("user", "log", "001", "--json").json["entries"]}


def test_a_token_is_made_listed_and_revoked(zhifa: CommandLine) -> None:
    zhifa.done("user", "add", "001", "--officer", "001")
    made = zhifa.done("token", "make", "001", "--label", "统计平台", "--grant", "cases:read", "--json").json
    assert made["token"].startswith("zhifa_")
    listed = zhifa.done("token", "list", "001", "--json").json["tokens"]
    assert [(one["label"], one["grants"], one["counts"]) for one in listed] == [("统计平台", ["cases:read"], True)]
    assert made["token"] not in str(listed)
    zhifa.done("token", "revoke", "001", made["id"][:8])
    assert "已作废" in zhifa.done("token", "list", "001").out


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("user", "add", "a b", "--name", "某人"), 1, "填报项“登录名”的值「a b」不合要求"),
        (("user", "add", "x1", "--officer", "没有的人"), 2, "不在示例市生态环境局的人员名录中"),
        (("user", "close", "nobody"), 2, "没有登录名为「nobody」的账号"),
        (("user", "reopen", "002"), 1, "这个账号没有停用"),
        (("user", "add", "002", "--name", "某人"), 1, "已有账号使用"),
        (("user", "drop-totp", "002"), 1, "没有启用动态口令"),
        (("user", "unlock", "002"), 1, "没有锁定"),
        (("token", "make", "002", "--label", "x", "--grant", "cases:act"), 1, "不能替别人发放可以办理案件的令牌"),
        (("token", "make", "002", "--label", "x", "--grant", "all"), 2, "--grant 的值「all」不合要求"),
        (("token", "revoke", "002", "abcd"), 2, "令牌编号「abcd」不合要求"),
    ],
)
def test_what_cannot_be_done_says_why(zhifa: CommandLine, arguments: tuple[str, ...], code: int, why: str) -> None:
    zhifa.done("user", "add", "002", "--officer", "002")
    answer = zhifa(*arguments)
    assert answer.code == code, answer.err
    assert why in answer.err
    assert "Traceback" not in answer.err
