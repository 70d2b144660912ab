"""The settings of a site as people write them: a TOML file, every key of which may be left out. Secrets never stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from zhifa.couriers.settings import NetworkText
from zhifa.engine.fields import Label
from zhifa.settings_tables import Span, Table, Variable, read_tables, require_secrets

if TYPE_CHECKING:
    from zhifa.identity.oidc_provider import OidcSettings

_SIZE: Final = re.compile(r"([1-9][0-9]{0,5})(KB|MB|GB)")
_UNITS: Final = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,253}")


def public_url(told: str) -> str:
    """An address under which people reach a site, without a slash at its end. Raises ValueError."""
    rule = "应为 http:// 或 https:// 开头的地址，不带路径，例如 https://zhifa.example.gov.cn"
    try:
        parts = urlsplit(told)
        port = parts.port
    except ValueError:
        raise ValueError(rule) from None
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    if not whole or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(rule)
    return told.rstrip("/")


def size(told: object) -> int:
    """A size as people write it: ``512KB``, ``2MB``, ``16GB``. Raises ValueError."""
    parts = _SIZE.fullmatch(told) if isinstance(told, str) else None
    if parts is None:
        raise ValueError("应为大小，如 512KB、2MB、16GB")
    return int(parts[1]) * _UNITS[parts[2]]


def _host(told: str) -> str:
    try:
        ip_address(told)
    except ValueError:
        if not _NAME.fullmatch(told):
            raise ValueError("应为主机名或者 IP 地址，不带端口") from None
    return told


def _issuer(told: str) -> str:
    parts = urlsplit(told)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1")):
        raise ValueError("应为 https:// 开头的地址，与认证系统自己所写的一致")
    return told


_Url = Annotated[str, AfterValidator(public_url)]
_Size = Annotated[int, BeforeValidator(size)]


class _Site(Table):
    public_url: _Url | None = None
    hosts: list[Annotated[str, AfterValidator(_host)]] = Field(default_factory=list)
    body_limit: _Size = 2 * 1024 * 1024
    upload_limit: _Size = 16 * 1024**3
    upload_folder: str | None = None
    webhook_networks: list[NetworkText] = Field(default_factory=list)
    session_idle: Span = timedelta(hours=2)
    session_whole: Span = timedelta(hours=12)
    second_factor: Literal["optional", "required"] = "optional"
    metrics_token_env: Variable | None = None


class _Oidc(Table):
    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: Label
    client_secret_env: Variable
    label: Label = "统一认证"
    scope: Label = "openid profile"
    claim: Label = "preferred_username"
    match: Literal["never", "login_name", "staff_number"] = "never"
    agency: Label | None = None


class _File(Table):
    site: _Site = _Site()
    oidc: _Oidc | None = None


def read_site_settings(text: str, *, environment: Mapping[str, str]) -> dict[str, Any]:
    """What a TOML text says, as arguments of :class:`Settings`; what it leaves out is left out. Raises ``SettingsFaulty``."""
    file = read_tables(text, _File)
    told, oidc = file.site, file.oidc
    secrets = (
        ("site.metrics_token_env", told.metrics_token_env, _at_least(16)),
        ("oidc.client_secret_env", oidc.client_secret_env if oidc else None, _at_least(1)),
    )
    require_secrets(secrets, environment)
    given: dict[str, Any] = {name: getattr(told, name) for name in told.model_fields_set - {"metrics_token_env"}}
    if "hosts" in given:
        given["hosts"] = tuple(given["hosts"])
    if "webhook_networks" in given:
        given["webhook_networks"] = tuple(given["webhook_networks"])
    if given.get("upload_folder"):
        given["upload_folder"] = Path(given["upload_folder"])
    if told.metrics_token_env:
        given["metrics_token"] = environment[told.metrics_token_env]
    if oidc:
        given["oidc"] = _oidc(oidc, environment)
    return {name: value for name, value in given.items() if value is not None}


def _oidc(told: _Oidc, environment: Mapping[str, str]) -> OidcSettings:
    from zhifa.identity.oidc_provider import OidcSettings  # only a site with a provider loads its library

    given: dict[str, Any] = {"client_secret": environment[told.client_secret_env]}
    return OidcSettings(**told.model_dump(exclude={"client_secret_env"}), **given)


def _at_least(shortest: int) -> Callable[[str], object]:
    """What raises ValueError for a secret that is shorter, or that no header could bring."""

    def check(told: str) -> None:
        if len(told) < shortest or not told.isascii() or not told.isprintable():
            raise ValueError(f"应为至少{shortest}个英文字母、数字或标点")

    return check
