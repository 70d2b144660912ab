"""What delegations must keep to (处罚法 20, 21; 强制法 17(1)): who delegates has the power, and who was delegated it does not hand it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from zhifa.engine.books.apart import fault
from zhifa.engine.books.book import Context, Line, LineFault, Numbered
from zhifa.engine.books.cells import flag, text, texts

_CONDITIONS: Final = (
    ("public_affairs", "依法成立并管理公共事务", "行政处罚法第二十一条第一项"),
    ("qualified_staff", "有取得执法资格的人员", "行政处罚法第二十一条第二项"),
)


def delegation_faults(lines: Sequence[Numbered], context: Context) -> Iterator[LineFault]:
    """Every rule that a written delegation may break, line by line."""
    agency = next(iter(context.lines("agency")), None)
    for one in lines:
        yield from _parties(one, agency)
        yield from _coercion(one)
        if text(one.line, "direction") == "out":
            yield from _organisation(one)
            yield from _powerless(one, agency)
        yield from _handed_on(one, context.lines("delegation"), agency)


def _parties(one: Numbered, agency: Line | None) -> Iterator[LineFault]:
    """The other side is named, and is another; the side that is left empty is the agency itself."""
    sides = {"delegate": "受托组织", "delegator": "委托机关"}
    other, own = ("delegate", "delegator") if text(one.line, "direction") == "out" else ("delegator", "delegate")
    told = text(one.line, other)
    if not told:
        yield fault(one, sides[other], "", "必填")
    elif told == (text(one.line, own) or (text(agency, "name") if agency else "")):
        yield fault(one, sides[other], told, "委托机关与受托组织是同一个；写明另一方")


def _coercion(one: Numbered) -> Iterator[LineFault]:
    if "coercion" in texts(one.line, "acts"):
        yield fault(one, "执法类别", "行政强制", "行政强制措施权不得委托（行政强制法第十七条第一款）")


def _organisation(one: Numbered) -> Iterator[LineFault]:
    """The conditions of an organisation that may be delegated to."""
    for field, label, article in _CONDITIONS:
        if not flag(one.line, field):
            told = "否" if flag(one.line, field) is False else ""
            yield fault(one, label, told, f"受委托组织必须符合这一条件（{article}）")
    technical = text(one.line, "technical")
    if technical not in ("has", "not_needed"):
        rule = "需要技术检查或者技术鉴定的，受委托组织应当有条件组织进行（行政处罚法第二十一条第三项）"
        yield fault(one, "技术检查鉴定条件", "不具备" if technical else "", rule)


def _powerless(one: Numbered, agency: Line | None) -> Iterator[LineFault]:
    """Who delegates does it within its own power; of a town's or an organisation's, what it was delegated is none."""
    if agency is None:
        return
    if text(agency, "kind") == "delegated":
        yield fault(one, "方向", "委托", "受委托组织不得再委托（行政处罚法第二十条第四款）")
    delegator = text(one.line, "delegator")
    if delegator and delegator != text(agency, "name"):
        yield fault(one, "委托机关", delegator, f"委托出去的事项，委托机关应为本机关{text(agency, 'name')}")
    lacking = [matter for matter in texts(one.line, "matters") if matter not in texts(agency, "matters")]
    if lacking:
        rule = "不在本机关的职权事项中；行政机关在其法定权限内委托（行政处罚法第二十条第一款）"
        yield fault(one, "委托事项", "；".join(lacking), rule)


def _handed_on(one: Numbered, standing: Iterable[Line], agency: Line | None) -> Iterator[LineFault]:
    """No organisation hands on what it was delegated itself, whichever of the two lines comes later."""
    for other in standing:
        for received, given in ((other, one.line), (one.line, other)):
            shared = _twice(received, given, agency)
            if shared:
                whose = f"依{text(received, 'document_number')}受委托、又以{text(given, 'document_number')}委托他人"
                rule = f"{whose}；受委托组织不得再委托（行政处罚法第二十条第四款）"
                yield fault(one, "委托事项", "；".join(shared), rule)


def _twice(received: Line, given: Line, agency: Line | None) -> list[str]:
    """Matters that the delegate of one line delegates by the other in the same days; what the agency may do itself it was not delegated."""
    own = text(agency, "name") if agency else ""
    delegate = text(received, "delegate") or (own if text(received, "direction") == "in" else "")
    delegator = text(given, "delegator") or (own if text(given, "direction") == "out" else "")
    if not delegator or delegate != delegator or not received.valid.meets(given.valid):
        return []
    mine = texts(agency, "matters") if agency and delegator == own else ()
    return [m for m in texts(given, "matters") if m in texts(received, "matters") and m not in mine]
