"""The settings of a site as people write them: a TOML file, every key of which may be left out. Secrets never stand in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from zhifa.couriers.receivers import networks
from zhifa.couriers.settings import span
from zhifa.engine.fields import Label
from zhifa.engine.forms import faults
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.identity.oidc_provider import OidcSettings

_SIZE: Final = re.compile(r"([1-9][0-9]{0,5})(KB|MB|GB)")
_UNITS: Final = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,253}")


class SiteSettingsFaulty(ValueError):
    """Settings that cannot be used; ``faults`` names every key with its value and rule."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


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


def _network(told: str) -> str:
    networks((told,))
    return told


def _issuer(told: str) -> str:
    parts = urlsplit(told)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1")):
        raise ValueError("应为 https:// 开头的地址，与认证系统自己所写的一致")
    return told


_Url = Annotated[str, AfterValidator(public_url)]
_Size = Annotated[int, BeforeValidator(size)]
_Span = Annotated[timedelta, BeforeValidator(span)]
_Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class _Site(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    public_url: _Url | None = None
    hosts: list[Annotated[str, AfterValidator(_host)]] = []
    body_limit: _Size = 2 * 1024 * 1024
    upload_limit: _Size = 16 * 1024**3
    upload_folder: str | None = None
    webhook_networks: list[Annotated[str, AfterValidator(_network)]] = []
    session_idle: _Span = timedelta(hours=2)
    session_whole: _Span = timedelta(hours=12)
    metrics_token_env: _Variable | None = None


class _Oidc(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    issuer: Annotated[str, AfterValidator(_issuer)]
    client_id: Label
    client_secret_env: _Variable
    label: Label = "统一认证"
    scope: Label = "openid profile"
    claim: Label = "preferred_username"
    match: Literal["never", "login_name", "staff_number"] = "never"


class _File(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    site: _Site = _Site()
    oidc: _Oidc | None = None


def read_site_settings(text: str, *, environment: Mapping[str, str]) -> dict[str, Any]:
    """What a TOML text says, as arguments of :class:`Settings`; what it leaves out is left out. Raises :class:`SiteSettingsFaulty`."""
    file = _file(text)
    told = file.site
    given: dict[str, Any] = {name: getattr(told, name) for name in told.model_fields_set - {"metrics_token_env"}}
    if "hosts" in given:
        given["hosts"] = tuple(given["hosts"])
    if "webhook_networks" in given:
        given["webhook_networks"] = tuple(given["webhook_networks"])
    if given.get("upload_folder"):
        given["upload_folder"] = Path(given["upload_folder"])
    if told.metrics_token_env:
        given["metrics_token"] = _secret("site.metrics_token_env", told.metrics_token_env, environment)
    if file.oidc:
        given["oidc"] = _oidc(file.oidc, environment)
    return {name: value for name, value in given.items() if value is not None}


def _oidc(told: _Oidc, environment: Mapping[str, str]) -> OidcSettings:
    from zhifa.identity.oidc_provider import OidcSettings  # only a site with a provider loads its library

    secret = _secret("oidc.client_secret_env", told.client_secret_env, environment, shortest=1)
    return OidcSettings(**told.model_dump(exclude={"client_secret_env"}), client_secret=secret)


def _secret(key: str, variable: str, environment: Mapping[str, str], *, shortest: int = 16) -> str:
    """What a variable of the environment holds, which is not told."""
    found = environment.get(variable, "")
    if len(found) < shortest or not found.isascii() or not found.isprintable():
        rule = f"这个环境变量的内容应为至少{shortest}个英文字母、数字或标点" if found else "没有设置这个环境变量"
        raise SiteSettingsFaulty((f"{key} 的值{shown(variable)}不合要求：{rule}",))
    return found


def _file(text: str) -> _File:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第{place[1]}行第{place[2]}个字符处" if place else "文件末尾"
        raise SiteSettingsFaulty((f"{where}不是 TOML 的写法",)) from error
    try:
        return _File.model_validate(told)
    except ValidationError as error:
        every = (dict(fault.operands) for fault in faults(error, told))
        raise SiteSettingsFaulty(
            tuple(f"{one['field']} 的值{one['value']}不合要求：{one['rule']}" for one in every)
        ) from error
