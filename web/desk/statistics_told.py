"""The figures of the statistics: each a table, most with a picture. They count the cases that the officer's lists show, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from zhifa.engine.agenda_page import Standing
from zhifa.engine.docket_page import Group
from zhifa.engine.reader import Reader
from zhifa.engine.review_statistics import Share, Statistics
from zhifa.engine.vocabulary import Phase
from zhifa.web.access import Site
from zhifa.web.desk.bar_chart import Bars

Cells = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one legal day to another, both included."""

    since: date
    until: date

    @property
    def label(self) -> str:
        return f"{self.since}至{self.until}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One table, and how it is drawn."""

    name: str
    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[Cells, ...]
    drawn: tuple[int, ...] = ()
    """Columns that the picture shows; none: there is no picture."""

    @property
    def bars(self) -> Bars:
        """The picture."""
        parts = tuple(self.heads[at] for at in self.drawn)
        return Bars(
            title=self.title,
            parts=parts,
            rows=[(str(row[0]), tuple(int(row[at]) for at in self.drawn)) for row in self.rows],
        )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, and for which time."""

    site: Site
    reader: Reader
    period: Period

    @cached_property
    def reviews(self) -> Statistics:
        """The legal reviews of the period in the cases within reach."""
        return self.site.office.reviews.statistics_for(self.reader, self.period.since, self.period.until)


_PHASES: Final = tuple(phase.value for phase in Phase)
_CASES: Final = ("在办未超期", "在办已超期", "已终结", "共计")
_NOW: Final = "现在的数，全部案件；数字至多是一分钟以前的。"


def _cases(name: str, title: str, head: str, groups: tuple[Group, ...], about: str = _NOW) -> Figure:
    rows = tuple((one.label, one.cases - one.ended - one.overdue, one.overdue, one.ended, one.cases) for one in groups)
    return Figure(name=name, title=title, about=about, heads=(head, *_CASES), rows=rows, drawn=(1, 2, 3))


def _act(asked: Asked) -> Figure:
    return _cases("act", "按执法类别", "执法类别", asked.reader.figures().by_act)


def _workflow(asked: Asked) -> Figure:
    return _cases("workflow", "按办案程序", "程序", asked.reader.figures().by_workflow)


def _phase(asked: Asked) -> Figure:
    found = sorted(asked.reader.figures().by_phase, key=lambda one: _PHASES.index(one.key))
    return _cases("phase", "按阶段", "阶段", tuple(found))


def _unit(asked: Asked) -> Figure:
    about = f"{_NOW}由两个机构的人员承办的，在两处各计一件。"
    return _cases("unit", "按承办机构", "机构", asked.reader.figures().by_unit, about)


def _month(asked: Asked) -> Figure:
    first, last = (day.isoformat()[:7] for day in (asked.period.since, asked.period.until))
    months = tuple(one for one in asked.reader.figures().by_month if first <= one.key <= last)
    return _cases("month", f"按登记月份（{first}至{last}）", "月份", months, "期间各月登记的案件，现在办到哪里。")


def _overdue(asked: Asked) -> Figure:
    found = asked.site.office.agenda.tallies(asked.reader.asked()).by_term
    counted = ((one.label, one.counts.get(Standing.OVERDUE, 0), one.counts.get(Standing.THIS_WEEK, 0)) for one in found)
    rows = tuple((label, week, late, week + late) for label, late, week in counted if late or week)
    heads = ("期限", "本周到期", "已超期", "共计")
    return Figure(
        name="overdue",
        title="超期和本周到期的期限",
        about="现在进行中的期限，只计机关自己的义务。",
        heads=heads,
        rows=rows,
        drawn=(1, 2),
    )


# --- legal review ------------------------------------------------------------------------------------------------------


def _review(asked: Asked) -> Figure:
    found = asked.reviews
    whole = found.whole
    rows: tuple[Cells, ...] = (
        ("全部意见", whole.agreed, whole.opinions - whole.agreed, whole.opinions, rate(whole.agreed, whole.opinions)),
        (
            "其中首轮",
            found.agreed_at_first,
            found.first - found.agreed_at_first,
            found.first,
            rate(found.agreed_at_first, found.first),
        ),
    )
    about = f"{asked.period.label}提出的审核意见，涉及 {found.cases} 件案件"
    timed = f"；平均用时 {_mean(whole)} 日（自然日），超过审核期限 {whole.late} 份" if whole.timed else ""
    return Figure(
        name="review", title=f"法制审核通过率（{asked.period.label}）", about=f"{about}{timed}。",
        heads=("审核意见", "同意", "存在问题", "共计", "同意的比率"), rows=rows, drawn=(1, 2),
    )  # fmt: skip


def _rounds(asked: Asked) -> Figure:
    rows = tuple((f"{rounds}轮", cases) for rounds, cases in asked.reviews.rounds.items())
    return Figure(
        name="rounds", title=f"审核轮次（{asked.period.label}）", about="期间有审核意见的案件，审到第几轮。", heads=("轮次", "案件"), rows=rows,
        drawn=(1,),
    )  # fmt: skip


def _failed(asked: Asked) -> Figure:
    rows = tuple(asked.reviews.failed.items())
    return Figure(
        name="failed", title=f"审核未通过的项目（{asked.period.label}）", about="各项不通过的次数，多的在前。", heads=("项目", "次数"), rows=rows,
        drawn=(1,),
    )  # fmt: skip


def _reviewers(asked: Asked) -> Figure:
    known = asked.reader.register.officers
    rows = tuple(
        (
            known[who].name if who in known else who,
            share.agreed,
            share.opinions - share.agreed,
            share.opinions,
            share.late,
            _mean(share),
        )
        for who, share in asked.reviews.by_reviewer.items()
    )
    heads = ("审核人", "同意", "存在问题", "共计", "超过期限", "平均用时（日）")
    return Figure(
        name="reviewers",
        title=f"各审核人的意见（{asked.period.label}）",
        about="期间提出的审核意见。",
        heads=heads,
        rows=rows,
        drawn=(1, 2),
    )


def rate(part: int, whole: int) -> str:
    """A share in percent with one decimal, rounded half up; empty of nothing."""
    if not whole:
        return ""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def _mean(share: Share) -> str:
    tenths = share.mean_tenths
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"


FIGURES: Final[Mapping[str, Callable[[Asked], Figure]]] = {
    "phase": _phase,
    "unit": _unit,
    "act": _act,
    "workflow": _workflow,
    "overdue": _overdue,
    "month": _month,
    "review": _review,
    "rounds": _rounds,
    "failed": _failed,
    "reviewers": _reviewers,
}
"""The figures by the name they have in an address, in their order."""
