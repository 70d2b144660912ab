"""The settings of the watch: a TOML file that names the mail server, the message system and how often the bell rings.

Secrets never stand in it. It names the environment variables that hold them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from zhifa.couriers.addresses import server, url
from zhifa.couriers.bell import EVERY
from zhifa.couriers.mail import MailNotifier, Security
from zhifa.couriers.notifier import Notifier
from zhifa.couriers.receivers import Receivers, networks
from zhifa.couriers.webhook import WebhookNotifier, signing_key
from zhifa.engine.fields import Email, Label
from zhifa.engine.forms import faults
from zhifa.engine.quoted import shown

_SPAN: Final = re.compile(r"([1-9][0-9]{0,5})(s|m|h)")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours"}
_LONGEST: Final = timedelta(days=1)
_MOST_PATIENT: Final = timedelta(minutes=1)
"""A try must end long before the claim on its message does."""


class SettingsFaulty(ValueError):
    """Settings that cannot be used; ``faults`` names every key with its value and rule. Nothing was started."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a process that keeps watch was told."""

    every: timedelta = EVERY
    notifiers: tuple[Notifier, ...] = ()
    receivers: Receivers = field(default_factory=Receivers)
    """Where events may be carried to."""


def read_settings(text: str, *, environment: Mapping[str, str], now: Callable[[], datetime]) -> Settings:
    """The settings in a TOML text, with the secrets its variables hold. Raises :class:`SettingsFaulty` naming every fault."""
    file = _file(text)
    wanting = tuple(_wanting(file, environment))
    if wanting:
        raise SettingsFaulty(wanting)
    found: tuple[Notifier | None, ...] = (
        _mail(file.mail, environment) if file.mail else None,
        _webhook(file.webhook, environment, now) if file.webhook else None,
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


def span(told: object) -> timedelta:
    """A span of time as people write it: ``30s``, ``5m``, ``1h``, a day at most. Raises ValueError for anything else."""
    parts = _SPAN.fullmatch(told) if isinstance(told, str) else None
    length = timedelta(**{_UNITS[parts[2]]: int(parts[1])}) if parts else None
    if length is None or length > _LONGEST:
        raise ValueError("应为时长，如 30s、5m、1h，至多一天")
    return length


def _told_network(told: str) -> str:
    networks((told,))
    return told


# --- the file ---------------------------------------------------------------------------------------------------------


_Span = Annotated[timedelta, BeforeValidator(span)]
_Patience = Annotated[_Span, AfterValidator(_patience)]
_Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Watch(_Table):
    every: _Span = EVERY


class _Mail(_Table):
    host: Annotated[Label, AfterValidator(server)]
    port: int = Field(ge=1, le=65535)
    security: Security
    sender: Email
    username: Label | None = None
    password_env: _Variable | None = None
    timeout: _Patience = timedelta(seconds=10)

    @model_validator(mode="after")
    def _login_whole_and_hidden(self) -> _Mail:
        if (self.username is None) != (self.password_env is None):
            raise ValueError("username 和 password_env 要一起写")
        if self.username is not None and self.security == "none":
            raise ValueError("security 为 none 时不得登录：密码会不加密地传送")
        return self


class _Webhook(_Table):
    url: Annotated[str, AfterValidator(url)]
    secret_env: _Variable
    timeout: _Patience = timedelta(seconds=10)


class _Events(_Table):
    networks: list[Annotated[str, AfterValidator(_told_network)]] = Field(default_factory=list)
    timeout: _Patience = timedelta(seconds=10)


class _File(_Table):
    watch: _Watch = _Watch()
    mail: _Mail | None = None
    webhook: _Webhook | None = None
    events: _Events = _Events()


def _file(text: str) -> _File:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第{place[1]}行第{place[2]}个字符处" if place else "文件末尾"
        raise SettingsFaulty((f"{where}不是 TOML 的写法",)) from error
    try:
        return _File.model_validate(told)
    except ValidationError as error:
        found = (dict(fault.operands) for fault in faults(error, told))
        told_all = tuple(f"{one['field']} 的值{one['value']}不合要求：{one['rule']}" for one in found)
        raise SettingsFaulty(told_all) from error


# --- secrets ----------------------------------------------------------------------------------------------------------


def _wanting(file: _File, environment: Mapping[str, str]) -> Iterator[str]:
    """Every secret that is not where the file says, or that is none; the secret itself is not told."""
    named = (
        ("mail.password_env", file.mail.password_env if file.mail else None, _word),
        ("webhook.secret_env", file.webhook.secret_env if file.webhook else None, signing_key),
    )
    for key, variable, check in named:
        if variable is None:
            continue
        try:
            check(environment.get(variable, ""))
        except ValueError as error:
            rule = f"这个环境变量的内容{error}" if environment.get(variable) else "没有设置这个环境变量"
            yield f"{key} 的值{shown(variable)}不合要求：{rule}"


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
