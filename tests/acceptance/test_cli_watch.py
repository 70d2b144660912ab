"""``zhifa watch`` and ``zhifa inbox``: from an overdue term to the warning that was taken note of, and messages carried outside."""

from __future__ import annotations

import base64
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from case_desk import REGISTER, Desk
from command_line import CommandLine, variables
from servers import http_receiver, smtp_sink

SIGNED = "whsec_" + base64.b64encode(bytes(32)).decode()


@pytest.fixture
def zhifa(tmp_path: Path, migrated_url: str) -> CommandLine:
    """The command line on a database with a case that was filed in March 2026, so that a term has long run out."""
    with Desk(migrated_url) as desk:
        desk.bring_to("filed")
    return CommandLine(folder=tmp_path, database=migrated_url)


@pytest.fixture
def idle(tmp_path: Path, migrated_sqlite_url: str) -> CommandLine:
    """The command line on a database without a case."""
    with Desk(migrated_sqlite_url):
        return CommandLine(folder=tmp_path, database=migrated_sqlite_url)


def test_a_warning_reaches_the_handler_who_takes_note_of_it(zhifa: CommandLine) -> None:
    asleep = zhifa("watch", "status")
    swept = zhifa.done("watch", "run", "--once", "--json").json["swept"]
    awake = zhifa.done("watch", "status", "--json").json
    again = zhifa.done("watch", "run", "--once", "--json").json["swept"]

    assert (asleep.code, "还没有巡查过" in asleep.out) == (1, True)
    assert swept["fired"] > 0
    assert awake["last"]["fired"] == swept["fired"]
    assert (awake["alive"], again["fired"]) == (True, 0)

    (warning, *_) = zhifa.done("inbox", "list", "001", "--json").json["warnings"]
    noted = zhifa.done("inbox", "ack", warning["id"][:8], "--as", "001", "--note", "已安排")
    twice = zhifa("inbox", "ack", warning["id"][:8], "--as", "001")
    left = zhifa.done("inbox", "list", "001", "--json").json["warnings"]
    (kept,) = [
        one
        for one in zhifa.done("inbox", "list", "001", "--all", "--json").json["warnings"]
        if one["id"] == warning["id"]
    ]

    assert f"已签收：{warning['text']}" in noted.out
    assert "照常预警，不能推迟" in noted.out
    assert (twice.code, "已经签收过" in twice.err) == (1, True)
    assert warning["id"] not in {one["id"] for one in left}
    assert kept["note"] == "已安排"
    assert kept["acknowledged_at"] is not None


def test_mails_and_messages_are_sent_by_the_settings(zhifa: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    register = json.loads(REGISTER.read_text(encoding="utf-8"))
    for officer in register["officers"]:
        officer["email"] = f"{officer['staff_number']}@example.com"
    zhifa.done("register", "import", zhifa.write("register.json", register))
    monkeypatch.setenv("SIGNED_BY", SIGNED)
    with smtp_sink() as sink, http_receiver() as receiver:
        (zhifa.folder / "watch.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {sink.port}\nsecurity = "none"\nsender = "zhifa@example.com"\n'
            f'[webhook]\nurl = "{receiver.url}"\nsecret_env = "SIGNED_BY"\n',
            encoding="utf-8",
        )
        sent = zhifa.done("watch", "run", "--once", "--settings", "watch.toml", "--json").json["delivered"]

    assert sent["sent"] == len(sink.mails) + len(receiver.posted) > 0
    assert "001@example.com" in {mail["To"].addresses[0].addr_spec for mail in sink.mails}
    assert {mail["Subject"][:6] for mail in sink.mails} == {"【期限预警】"}


def test_messages_that_were_given_up_are_listed_and_put_back(
    zhifa: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNED_BY", SIGNED)
    mail = '[mail]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nsender = "zhifa@example.com"\n'
    (zhifa.folder / "watch.toml").write_text(mail, encoding="utf-8")

    round_ = zhifa.done("watch", "run", "--once", "--settings", "watch.toml", "--json").json["delivered"]
    dead = zhifa.done("watch", "outbox", "--dead", "--json").json["messages"]
    table = zhifa.done("watch", "outbox", "--dead").out
    back = zhifa.done("watch", "outbox", "--retry", dead[0]["id"])
    waiting = zhifa.done("watch", "outbox", "--json").json["messages"]

    assert round_["dead"] == len(dead) > 0
    assert "人员名录没有登记其电子邮箱" in table
    assert "已放回" in back.out
    assert [one["id"] for one in waiting] == [dead[0]["id"]]
    assert zhifa("watch", "outbox", "--retry", dead[0]["id"]).code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["watch", "run", "--every", "soon"], "--every 的值「soon」不合要求"),
        (["watch", "run", "--settings", "none.toml"], "none.toml"),
        (["watch", "run", "--settings", "faulty.toml"], "mail.host 的值（未填）不合要求"),
        (["watch", "status", "--every", "2d"], "--every 的值「2d」不合要求"),
        (["watch", "outbox", "--retry", "7d9f1f52"], "--retry 的值「7d9f1f52」不合要求"),
        (["inbox", "list", "999"], "「999」不在"),
        (["inbox", "ack", "7d9f1f52", "--as", "001"], "预警编号「7d9f1f52」不合要求"),
        (["inbox", "ack", "7d9f1f52", "--snooze", "3d", "--as", "001"], "没有选项 --snooze"),
    ],
)
def test_what_cannot_be_used_is_said(idle: CommandLine, arguments: list[str], told: str) -> None:
    (idle.folder / "faulty.toml").write_text('[mail]\nport = 25\nsecurity = "tls"\n', encoding="utf-8")
    answer = idle(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_note_that_cannot_be_kept_is_refused(zhifa: CommandLine) -> None:
    zhifa.done("watch", "run", "--once")
    (warning, *_) = zhifa.done("inbox", "list", "001", "--json").json["warnings"]
    answer = zhifa("inbox", "ack", warning["id"], "--as", "001", "--note", "长" * 301)
    assert (answer.code, "不得超过300个字符" in answer.err) == (1, True)
    assert zhifa.done("inbox", "list", "001", "--json").json["warnings"][0]["acknowledged_at"] is None


def test_a_watch_sweeps_and_carries_events_and_ends_well_when_it_is_told_to(zhifa: CommandLine) -> None:
    assert zhifa.database is not None
    (zhifa.folder / "watch.toml").write_text('[events]\nnetworks = ["127.0.0.0/8"]\n', encoding="utf-8")
    with http_receiver() as receiver:
        with Desk(zhifa.database, import_register=False, seed="events") as desk:
            (register,) = desk.office.registers()
            desk.office.subscriptions.subscribe(register.agency.id, url=receiver.url, created_by="测试")
            desk.open_case()
        running = subprocess.Popen(
            [sys.executable, "-m", "zhifa.cli", "watch", "run", "--every", "1s", "--settings", "watch.toml"],
            cwd=zhifa.folder, env=variables(ZHIFA_DATABASE=zhifa.database), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        late = time.monotonic() + 60
        while (zhifa("watch", "status").code or not receiver.posted) and time.monotonic() < late:
            time.sleep(0.1)
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=60)
    assert json.loads(receiver.posted[0].body)["type"] == "zhifa.case.opened"

    assert running.returncode == 0, err
    assert "发出预警" in out
    assert err.startswith("开始巡查，每1秒一次")
