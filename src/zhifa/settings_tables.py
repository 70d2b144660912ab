"""Settings as people write them: TOML text whose keys may be left out, read whole or refused with every key, value and rule.

Secrets never stand in it: it names the variables of the environment that hold them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from zhifa.engine.forms import faults
from zhifa.engine.quoted import shown

_SPAN: Final = re.compile(r"([1-9][0-9]{0,5})(s|m|h)")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours"}
_LONGEST: Final = timedelta(days=1)

T = TypeVar("T", bound="Table")


class SettingsFaulty(ValueError):
    """Settings that cannot be used; ``faults`` names every key with its value and rule. Nothing was started."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Table(BaseModel):
    """A table of a file of settings: a key that it does not know is refused, and a value is taken as it was written."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def span(told: object) -> timedelta:
    """A span of time as people write it: ``30s``, ``5m``, ``1h``, a day at most. Raises ValueError for anything else."""
    parts = _SPAN.fullmatch(told) if isinstance(told, str) else None
    length = timedelta(**{_UNITS[parts[2]]: int(parts[1])}) if parts else None
    if length is None or length > _LONGEST:
        raise ValueError("应为时长，如 30s、5m、1h，至多一天")
    return length


Span = Annotated[timedelta, BeforeValidator(span)]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
"""The name of a variable of the environment."""


def read_tables(text: str, whole: type[T]) -> T:
    """What a TOML text says. Raises :class:`SettingsFaulty`."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第{place[1]}行第{place[2]}个字符处" if place else "文件末尾"
        raise SettingsFaulty((f"{where}不是 TOML 的写法",)) from error
    try:
        return whole.model_validate(told)
    except ValidationError as error:
        every = (dict(fault.operands) for fault in faults(error, told))
        told_all = tuple(f"{one['field']} 的值{one['value']}不合要求：{one['rule']}" for one in every)
        raise SettingsFaulty(told_all) from error


Secret = tuple[str, str | None, Callable[[str], object]]
"""A key, the variable that it names, if any, and what raises ValueError for what cannot be such a secret."""


def require_secrets(named: Iterable[Secret], environment: Mapping[str, str]) -> None:
    """Raises :class:`SettingsFaulty` naming every secret that is not where the file says, or that is none; the secret itself is not told."""
    wanting = tuple(_wanting(named, environment))
    if wanting:
        raise SettingsFaulty(wanting)


def _wanting(named: Iterable[Secret], environment: Mapping[str, str]) -> Iterator[str]:
    for key, variable, check in named:
        if variable is None:
            continue
        try:
            check(environment.get(variable, ""))
        except ValueError as error:
            rule = f"这个环境变量的内容{error}" if environment.get(variable) else "没有设置这个环境变量"
            yield f"{key} 的值{shown(variable)}不合要求：{rule}"
