"""The settings of the watch: read with their secrets, or refused with key, value and rule."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from zhifa.couriers.mail import MailNotifier
from zhifa.couriers.settings import Settings, read_settings
from zhifa.couriers.webhook import WebhookNotifier
from zhifa.settings_tables import SettingsFaulty

EXAMPLE = (Path(__file__).parents[2] / "examples" / "watch.toml").read_text(encoding="utf-8")
SIGNED = "whsec_" + base64.b64encode(bytes(32)).decode()
SECRETS = {"ZHIFA_MAIL_PASSWORD": "a-word", "ZHIFA_WEBHOOK_SECRET": SIGNED}


def read(text: str, **secrets: str) -> Settings:
    return read_settings(text, environment=SECRETS | secrets, now=lambda: datetime(2026, 3, 2, tzinfo=UTC))


def faults(text: str, **secrets: str) -> str:
    with pytest.raises(SettingsFaulty) as refused:
        read(text, **secrets)
    return str(refused.value)


def test_the_example_is_read_with_its_secrets() -> None:
    settings = read(EXAMPLE)
    mail, webhook = settings.notifiers
    assert isinstance(mail, MailNotifier)
    assert isinstance(webhook, WebhookNotifier)
    assert settings.every == timedelta(seconds=60)
    assert (mail.host, mail.port, mail.security, mail.username, mail.password) == (
        "mail.example.com", 587, "starttls", "zhifa", "a-word",
    )  # fmt: skip
    assert (webhook.url, webhook.key, webhook.seconds) == ("https://messages.example.com/zhifa", bytes(32), 10)


def test_without_a_section_nothing_is_sent_that_way() -> None:
    assert read("") == Settings()
    assert read('[watch]\nevery = "5m"\n') == Settings(every=timedelta(minutes=5))


def test_secrets_are_not_shown_with_the_settings() -> None:
    assert "a-word" not in repr(read(EXAMPLE))
    assert repr(bytes(32)) not in repr(read(EXAMPLE))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('every = "60s"', 'every = "often"', ("watch.every", "「often」", "应为时长，如 30s、5m、1h")),
        ('every = "60s"', 'every = "25h"', ("watch.every", "至多一天")),
        ('every = "60s"', "every = 60", ("watch.every", "应为时长")),
        ("port = 587", "port = 0", ("mail.port", "不得小于1")),
        ("port = 587", 'port = "587"', ("mail.port", "应为整数")),
        ('"starttls"', '"ssl"', ("mail.security", "「ssl」", "tls、starttls、none")),
        ('"starttls"', '"none"', ("不得登录",)),
        ('username = "zhifa"\n', "", ("username 和 password_env 要一起写",)),
        ('host = "mail.example.com"', "", ("mail.host", "必填")),
        ('"zhifa@example.com"', '"zhifa"', ("mail.sender", "「zhifa」", "电子邮箱")),
        ("password_env", "pass_env", ("mail.pass_env", "没有这一项")),
        ("ZHIFA_MAIL_PASSWORD", "NOT_SET", ("mail.password_env", "「NOT_SET」", "没有设置这个环境变量")),
        ("ZHIFA_WEBHOOK_SECRET", "NOT_SET", ("webhook.secret_env", "「NOT_SET」", "没有设置这个环境变量")),
        ("ZHIFA_WEBHOOK_SECRET", "NOT-A-NAME", ("webhook.secret_env", "格式")),
        ('"https://messages', '"ftp://messages', ("webhook.url", "https://")),
        ('"https://messages', '"https://user:word@messages', ("webhook.url", "不得有用户名")),
        ('timeout = "10s"', 'timeout = "2m"', ("timeout", "至多等一分钟")),
        ("[webhook]", "[webhooks]", ("webhooks", "没有这一项")),
        ("[webhook]", "[webhook", ("第16行", "TOML")),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_by_key_value_and_rule(old: str, new: str, told: Any) -> None:
    found = faults(EXAMPLE.replace(old, new))
    assert [words for words in told if words not in found] == []


def test_all_faults_are_told_at_once() -> None:
    found = faults(EXAMPLE.replace("587", "70000").replace("60s", "0s"))
    assert "mail.port" in found
    assert "watch.every" in found


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("ZHIFA_MAIL_PASSWORD", "口令", "只能是英文字母"),
        ("ZHIFA_WEBHOOK_SECRET", "plain", "应以 whsec_ 开头"),
        ("ZHIFA_WEBHOOK_SECRET", "whsec_AAAA", "24至64个字节"),
    ],
)
def test_a_secret_that_cannot_be_one_is_refused_and_not_told(name: str, content: str, rule: str) -> None:
    found = faults(EXAMPLE, **{name: content})
    assert rule in found
    assert name in found
    assert f"「{content}」" not in found


def test_networks_for_events_are_named() -> None:
    told = read('[events]\nnetworks = ["10.20.0.0/16"]\ntimeout = "5s"\n').receivers
    assert told.allows(ip_address("10.20.1.1"))
    assert not told.allows(ip_address("10.21.1.1"))
    assert told.seconds == 5
    assert "应为网段" in faults('[events]\nnetworks = ["10.20.0.1/16"]\n')
