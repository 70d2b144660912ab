"""The settings of the watch: a TOML file that names the mail server, the message system and how often the bell rings.

Secrets never stand in it. It names the environment variables that hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, model_validator

from zhifa.couriers.addresses import server, url
from zhifa.couriers.bell import EVERY
from zhifa.couriers.mail import MailNotifier, Security
from zhifa.couriers.notifier import Notifier
from zhifa.couriers.receivers import Receivers, networks
from zhifa.couriers.webhook import WebhookNotifier, signing_key
from zhifa.engine.fields import Email, Label
from zhifa.settings_tables import Span, Table, Variable, read_tables, require_secrets

_MOST_PATIENT: Final = timedelta(minutes=1)
"""A try must end long before the claim on its message does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a process that keeps watch was told."""

    every: timedelta = EVERY
    notifiers: tuple[Notifier, ...] = ()
    receivers: Receivers = field(default_factory=Receivers)
    """Where events may be carried to."""


def read_settings(text: str, *, environment: Mapping[str, str], now: Callable[[], datetime]) -> Settings:
    """The settings in a TOML text, with the secrets its variables hold. Raises ``SettingsFaulty`` naming every fault."""
    file = read_tables(text, _File)
    mail, webhook = file.mail, file.webhook
    secrets = (
        ("mail.password_env", mail.password_env if mail else None, _word),
        ("webhook.secret_env", webhook.secret_env if webhook else None, signing_key),
    )
    require_secrets(secrets, environment)
    found: tuple[Notifier | None, ...] = (
        _mail(mail, environment) if mail else None,
        _webhook(webhook, environment, now) if webhook else None,
    )
    return Settings(
        every=file.watch.every,
        notifiers=tuple(notifier for notifier in found if notifier),
        receivers=Receivers(networks=networks(file.events.networks), seconds=file.events.timeout.total_seconds()),
    )


def _patience(length: timedelta) -> timedelta:
    if length > _MOST_PATIENT:
        raise ValueError("至多等一分钟")
    return length


def _told_network(told: str) -> str:
    networks((told,))
    return told


# --- the file ---------------------------------------------------------------------------------------------------------


NetworkText = Annotated[str, AfterValidator(_told_network)]
"""A network as people write it, ``10.0.0.0/8``."""
_Patience = Annotated[Span, AfterValidator(_patience)]


class _Watch(Table):
    every: Span = EVERY


class _Mail(Table):
    host: Annotated[Label, AfterValidator(server)]
    port: int = Field(ge=1, le=65535)
    security: Security
    sender: Email
    username: Label | None = None
    password_env: Variable | None = None
    timeout: _Patience = timedelta(seconds=10)

    @model_validator(mode="after")
    def _login_whole_and_hidden(self) -> _Mail:
        if (self.username is None) != (self.password_env is None):
            raise ValueError("username 和 password_env 要一起写")
        if self.username is not None and self.security == "none":
            raise ValueError("security 为 none 时不得登录：密码会不加密地传送")
        return self


class _Webhook(Table):
    url: Annotated[str, AfterValidator(url)]
    secret_env: Variable
    timeout: _Patience = timedelta(seconds=10)


class _Events(Table):
    networks: list[NetworkText] = Field(default_factory=list)
    timeout: _Patience = timedelta(seconds=10)


class _File(Table):
    watch: _Watch = _Watch()
    mail: _Mail | None = None
    webhook: _Webhook | None = None
    events: _Events = _Events()


# --- secrets ----------------------------------------------------------------------------------------------------------


def _word(told: str) -> object:
    if not told or not told.isascii():
        raise ValueError("只能是英文字母、数字和英文标点")
    return told


def _mail(told: _Mail, environment: Mapping[str, str]) -> MailNotifier:
    secret: dict[str, Any] = {"password": environment[told.password_env]} if told.password_env else {}
    return MailNotifier(
        host=told.host, port=told.port, security=told.security, sender=told.sender, username=told.username,
        seconds=told.timeout.total_seconds(), **secret,
    )  # fmt: skip


def _webhook(told: _Webhook, environment: Mapping[str, str], now: Callable[[], datetime]) -> WebhookNotifier:
    key = signing_key(environment[told.secret_env])
    return WebhookNotifier(url=told.url, key=key, now=now, seconds=told.timeout.total_seconds())
