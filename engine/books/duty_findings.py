"""What may be amiss with what the public is told beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zhifa.engine.books.duties import GUIDES, MATTERS
from zhifa.engine.books.finding import Finding
from zhifa.engine.register import Register

_POWERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "penalty": "行政处罚法第十七条至第二十四条",
        "licence": "行政许可法第二十二条至第二十四条",
        "coercion": "行政强制法第十七条",
    }
)
"""Where the law says whose such a power is."""


def matters_unguided(register: Register, day: date) -> Iterator[Finding]:
    """An agency that publishes guides has one for each matter that it enforces."""
    guided = {line.body["matter"] for line in register.shelf.values(GUIDES, day)}
    for matter in register.shelf.values(MATTERS, day) if guided else ():
        if matter.code not in guided:
            text = f"执法事项“{matter.name}”（{matter.code}）没有服务指南"
            yield Finding(book=GUIDES.name, text=text, article=GUIDES.article)


def matters_without_power(register: Register, day: date) -> Iterator[Finding]:
    """What stands on the list and is nowhere given to the agency is not its own to enforce (处罚法 17, 许可法 22, 强制法 17)."""
    for matter in register.shelf.values(MATTERS, day):
        if register.power(matter.name, day) is None:
            text = f"执法事项“{matter.name}”（{matter.code}）既不在机关的职权事项中，也没有已公布的委托或者赋权"
            yield Finding(book=MATTERS.name, text=text, article=_POWERS.get(matter.act, MATTERS.article), level="fault")


DUTY_LOOKS: Final = (matters_unguided, matters_without_power)
