"""What a digest says: one message for everything that one sweep has to tell one person.

``Message.digest`` holds ``warnings``, a list of objects, how many ``more`` there are than it lists, and how many of those are overdue (``more_overdue``).
Each warning has its sentence (``text``), a ``note`` where it reached somebody in another's place, and ``id``, ``case_id``, ``term``, ``key`` (which of
several such terms of the case, or null), ``article``, ``due``, ``level``, ``occurrence``, ``overdue`` and the occurrences that were ``missed`` before it. Names of parties do not stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup

from zhifa.couriers.notifier import Message

Warned = Mapping[str, Any]
"""One warning of a digest."""

_FAREWELL: Final = (
    "签收：zhifa inbox ack 预警编号。签收不停止期限；法定期限超期的，办结以前仍会预警。本邮件由系统自动发出，请勿回复。"
)

_PAGE: Final = Markup(
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><p>{greeting}</p><ol>{items}</ol>{rest}<p>{farewell}</p></body></html>"
)
_ITEM: Final = Markup("<li>{}</li>")
_OVERDUE: Final = Markup("<li><strong>{}</strong></li>")
_PARAGRAPH: Final = Markup("<p>{}</p>")


def subject(message: Message) -> str:
    """One line: how much is overdue, how much warns, from which agency."""
    warnings = _warnings(message)
    overdue = sum(bool(warned["overdue"]) for warned in warnings) + _more_overdue(message)
    told = f"超期{overdue}项，" if overdue else ""
    return f"【期限预警】{told}共{len(warnings) + message.digest['more']}项（{_line(message.agency)}）"


def text(message: Message) -> str:
    """The digest as plain text, what is overdue first."""
    items = (
        f"{number}. {'【超期】' if warned['overdue'] else ''}{_sentence(warned)}"
        for number, warned in enumerate(_ordered(message), start=1)
    )
    return "\n".join((_greeting(message), "", *items, *_rest(message), "", _FAREWELL)) + "\n"


def page(message: Message) -> str:
    """The same as a page of HTML; whatever the rows say is escaped."""
    items = ((_OVERDUE if warned["overdue"] else _ITEM).format(_sentence(warned)) for warned in _ordered(message))
    return _PAGE.format(
        title=subject(message),
        greeting=_greeting(message),
        items=Markup().join(items),
        rest=Markup().join(map(_PARAGRAPH.format, _rest(message))),
        farewell=_FAREWELL,
    )


def _warnings(message: Message) -> list[Warned]:
    found: list[Warned] = message.digest["warnings"]
    return found


def _ordered(message: Message) -> list[Warned]:
    return sorted(_warnings(message), key=lambda warned: (not warned["overdue"], warned["due"], warned["case_id"]))


def _greeting(message: Message) -> str:
    return f"{_line(message.officer)}：以下期限请及时办理。"


def _sentence(warned: Warned) -> str:
    note = f"（{warned['note']}）" if warned["note"] else ""
    return f"{_line(warned['text'])}{note}案件{warned['case_id'][:8]}，预警{warned['id'][:8]}"


def _rest(message: Message) -> Iterator[str]:
    more, overdue = message.digest["more"], _more_overdue(message)
    if more:
        yield f"另有{more}项没有列出，{f'其中超期{overdue}项，' if overdue else ''}见 zhifa inbox list。"


def _more_overdue(message: Message) -> int:
    counted: int = message.digest.get("more_overdue", 0)  # digests written by an earlier version do not count them
    return counted


def _line(text: str) -> str:
    return " ".join(text.split())
