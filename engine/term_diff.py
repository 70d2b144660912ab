"""What a rule pack makes otherwise of its terms from one day to another: which rules came, went or changed, and what of each term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zhifa.engine.allowances import Extension
from zhifa.engine.rules import RulePack
from zhifa.engine.terms import Term

_IN_FORCE, _NOT_YET = "施行", "尚未施行（当时的规定没有收录）"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDifference:
    """One thing that is otherwise in a term that starts on the later day."""

    term: Term
    """As it is on the later day."""
    what: str
    """What of it, in Chinese: 长度."""
    old: str
    new: str

    @property
    def text(self) -> str:
        """In one line: 长度：90日 → 120日."""
        return f"{self.what}：{self.old} → {self.new}"


def term_differences(pack: RulePack, terms: Iterable[Term], old: date, new: date) -> tuple[TermDifference, ...]:
    """Everything that is otherwise in a term of the pack when it starts on ``new`` instead of ``old``, term by term.

    Of a rule that is in force on one of the days only, that alone is told: what the law was before is not kept here.
    """
    return tuple(found for term in terms for found in _differences(pack.on(term, old), pack.on(term, new), old, new))


def _differences(before: Term, after: Term, old: date, new: date) -> Iterator[TermDifference]:
    if before.in_force(old) != after.in_force(new):
        was, now = (_IN_FORCE if term.in_force(day) else _NOT_YET for term, day in ((before, old), (after, new)))
        yield TermDifference(term=after, what="规定", old=was, new=now)
        return
    then = _told(before)
    for what, told in _told(after).items():
        if told != then[what]:
            yield TermDifference(term=after, what=what, old=then[what], new=told)


def _told(term: Term) -> dict[str, str]:
    """What there is to a term, in words."""
    return {
        "长度": term.span,
        "依据": term.article,
        "核对": term.mark.label,
        "效果": term.effect,
        "届满的性质": term.consequence.label,
        "延长": _extension(term.extension),
        "不计入的时间": "、".join(exclusion.label for exclusion in term.exclusions) or "无",
    }


def _extension(extension: Extension | None) -> str:
    if extension is None:
        return "不得延长"
    return f"每次至多{extension.length}，至多{extension.cap}次，{extension.approver}批准（{extension.article}）"
