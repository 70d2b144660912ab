"""Servers that the settings of the watch name: those that cannot be reached by such a name are refused before anything starts."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from zhifa.couriers.mail import MailNotifier
from zhifa.couriers.settings import read_settings
from zhifa.couriers.webhook import WebhookNotifier
from zhifa.settings_tables import SettingsFaulty

SECRETS = {"SIGNED_BY": "whsec_" + base64.b64encode(bytes(32)).decode()}


def mail(host: str) -> str:
    return f'[mail]\nhost = "{host}"\nport = 25\nsecurity = "none"\nsender = "zhifa@example.com"\n'


def webhook(url: str) -> str:
    return f'[webhook]\nurl = "{url}"\nsecret_env = "SIGNED_BY"\n'


def read(text: str) -> object:
    """The one notifier that was set."""
    (notifier,) = read_settings(text, environment=SECRETS, now=lambda: datetime(2026, 3, 2, tzinfo=UTC)).notifiers
    return notifier


def faults(text: str) -> str:
    with pytest.raises(SettingsFaulty) as refused:
        read(text)
    return str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com:99999/x", "https://example.com:0/x", "https://example.com:abc/", "https://example.com:-1/",
    ],
)  # fmt: skip
def test_a_port_that_no_server_has_is_refused(url: str) -> None:
    found = faults(webhook(url))
    assert found == f"webhook.url 的值「{url}」不合要求：端口应为1至65535的数字"


@pytest.mark.parametrize("url", ["https://:pass@example.com/", "https://@example.com/", "https://example.com/#"])
def test_what_would_be_dropped_from_an_address_is_refused(url: str) -> None:
    found = faults(webhook(url))
    assert found == f"webhook.url 的值「{url}」不合要求：地址中不得有用户名、密码或者 # 之后的部分"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://h.example/a b", "https://h.example/a b"),
        (r"https://h.example/a\u0000b", r"https://h.example/a\u0000b"),
        (r"https://h.example/\tb", r"https://h.example/\u0009b"),
        (r"https://h.example/a\r\nX-Evil:1", r"https://h.example/a\u000d\u000aX-Evil:1"),
        ("https://h.example/期限", "https://h.example/期限"),
    ],
)
def test_an_address_with_blanks_or_hidden_characters_is_refused(written: str, shown: str) -> None:
    found = faults(webhook(written))
    assert found == f"webhook.url 的值「{shown}」不合要求：只能是英文字母、数字和英文标点，不得有空格和控制字符"


@pytest.mark.parametrize(
    "url", ["http://[::1", "https://-/", "https://a..b/", "https:///path", "https://[fe80::1%25a]/"]
)
def test_an_address_without_a_server_is_refused(url: str) -> None:
    found = faults(webhook(url))
    assert "webhook.url" in found
    assert f"「{url}」不合要求：" in found
    assert "应为服务器的域名或者 IP 地址" in found or "应为 https:// 或者 http:// 开头的地址" in found


@pytest.mark.parametrize(
    "host", ["a b", "[x", "mail..x", "-mail.x", "mail.x:25", "300.1.1.1", "[::1]", "::1%a b", "x" * 64, "mail/x"]
)
def test_a_mail_server_that_no_name_finds_is_refused(host: str) -> None:
    found = faults(mail(host))
    assert found.startswith("mail.host 的值「")
    assert found.endswith("不合要求：应为服务器的域名或者 IP 地址")


@pytest.mark.parametrize(
    "host", ["mail", "mail_1.internal", "10.0.0.1", "::1", "mail.example.com.", "邮件.example", "3com.example"]
)
def test_a_mail_server_by_name_or_address_is_taken(host: str) -> None:
    notifier = read(mail(host))
    assert isinstance(notifier, MailNotifier)
    assert notifier.host == host


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("https://[::1]/zhifa", ("::1", 443)),
        ("http://[::1]:8080/zhifa", ("::1", 8080)),
        ("http://messages:8080", ("messages", 8080)),
        ("https://10.0.0.1/a?b=%20", ("10.0.0.1", 443)),
    ],
)
def test_a_message_goes_to_the_server_and_port_that_its_address_names(url: str, server: tuple[str, int]) -> None:
    notifier = read(webhook(url))
    assert isinstance(notifier, WebhookNotifier)
    connection = notifier.connection()
    assert (connection.host, connection.port) == server
