"""Who may look at which page of the administration, and who may change a register from the desk."""

from __future__ import annotations

from typing import Any

from zhifa.engine.books.book import Book
from zhifa.engine.refusals import LINE_USED, Refusal
from zhifa.engine.register import Register
from zhifa.engine.register_proposal import keeping_refusals
from zhifa.told.refusals import reason_of
from zhifa.web.access import Site
from zhifa.web.errors import Forbidden, NotFound
from zhifa.web.person import Person


def own_register(site: Site, person: Person) -> Register:
    """The register of this person's agency. Raises :class:`NotFound` where there is none yet."""
    try:
        return site.office.agency_register(person.agency_id)
    except LookupError:
        raise NotFound("本机关还没有名录；第一份名录用命令行 zhifa register import 导入") from None


def keeping_objection(site: Site, register: Register, person: Person) -> str | None:
    """Why this person may not change the register from the desk, in Chinese; ``None`` when it is allowed. Who manages the accounts founds it."""
    refusals = keeping_refusals(register, person.officer_id, site.office.agenda.today, founds=person.administers)
    return "；".join(map(told_refusal, refusals)) or None


def told_refusal(refusal: Refusal) -> str:
    """Why a change of the register is refused, and what to do."""
    told = reason_of(refusal)
    if refusal.code == LINE_USED.code:
        return f"{told.text}。办法：改为最后使用以后的日期；确要追溯的，勾选“追溯”，写明事由，导入后逐案核对"
    return f"{told.text}。办法：{told.remedy}"


def require_keeper(site: Site, register: Register, person: Person) -> None:
    """Raise :class:`Forbidden` with the reason for one who may not change the register."""
    objection = keeping_objection(site, register, person)
    if objection:
        raise Forbidden("registrar_only", objection)


def require_administrator(person: Person) -> None:
    """Raise :class:`Forbidden` for one who does not manage the accounts."""
    if not person.administers:
        raise Forbidden(
            "administrator_only", "这一页只供系统管理员（管理账号的人）查看；需要时由系统管理员在账号中设定"
        )


def require_readable(site: Site, register: Register, person: Person, book: Book[Any]) -> None:
    """Raise :class:`Forbidden` for a book that only those may see who keep the register: addresses of people, which are erased on request."""
    if not book.journalled and keeping_objection(site, register, person):
        raise Forbidden("book_private", f"“{book.label}”只供变更名录的人查看")
