"""Papers of one case beside each other: the same party, sums, statutes and days in notice, approval, decision and demand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from zhifa.documents.amounts import figures, words_in
from zhifa.documents.facts.values import SILENT
from zhifa.documents.lint.citations import cited_in
from zhifa.documents.lint.dates import course
from zhifa.documents.lint.money import payable
from zhifa.documents.lint.numbers import number_on_file
from zhifa.documents.lint.rule import DECISIONS, NOTICES, Finding, Severity
from zhifa.documents.lint.subject import Subject

_NAMED: Final = NOTICES | DECISIONS | {"D32", "D41", "D42"}
"""Papers that name the party at their head."""
_IDENTITY: Final = ("统一社会信用代码", "居民身份证号码", "护照号码")
COMPARED: Final = _NAMED
"""Document types that are held against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A rule about papers of one case; what it finds are pairs of the later paper and what differs."""

    id: str
    severity: Severity
    article: str
    fault: str
    advice: str
    find: Callable[[tuple[Subject, ...]], Iterator[tuple[Subject, str]]]

    def findings(self, papers: tuple[Subject, ...], *, since: int = 0) -> Iterator[Finding]:
        """What the rule finds among papers in the order of their issue, about those from the place ``since`` on."""
        told = {id(paper) for paper in papers[since:]}
        for paper, found in (pair for pair in self.find(papers) if id(pair[0]) in told):
            yield Finding(
                rule=self.id, severity=self.severity, article=self.article, paper=paper.code,
                place=f"与卷内其他文书比较，{paper.one('h1')}", fault=self.fault.format(found), advice=self.advice,
            )  # fmt: skip


def _pairs(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, Subject]]:
    """Each decision with the last notice before it."""
    for at, paper in enumerate(papers):
        before = [earlier for earlier in papers[:at] if earlier.code in NOTICES]
        if paper.code in {"D33", "D35"} and before:
            yield before[-1], paper


def _parties(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    named = [paper for paper in papers if paper.code in _NAMED and paper.party]
    for before, paper in pairwise(named):
        if paper.party != before.party:
            yield paper, f"{paper.party}”，{before.one('h1')}写作“{before.party}"


def _identities(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    known = [(paper, paper.value(*_IDENTITY)) for paper in papers if paper.code in _NAMED]
    for (before, first), (paper, second) in pairwise((paper, number) for paper, number in known if number):
        if first != second:
            yield paper, f"{second}”，{before.one('h1')}写作“{first}"


def _heavier(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    for notice, decision in _pairs(papers):
        told, decided = payable(notice), payable(decision)
        if decision.code == "D33" and told is not None and decided is not None and decided > told:
            yield decision, f"{figures(decided)}”，告知书为“{figures(told)}"


def _uncited(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    for notice, decision in _pairs(papers):
        told = {(one.law, one.article) for one in cited_in(notice)}
        for law, article in dict.fromkeys(_grounds(decision)):
            if article and (law, article) not in told:
                yield decision, f"《{law}》{article}"


def _grounds(decision: Subject) -> Iterator[tuple[str, str]]:
    """Statutes that the party must have been told: those violated and those punished by."""
    for passage in decision.under(r"理由和依据|种类和内容"):
        for cited in re.findall(r"违反了([^。]{0,400}?)的规定|^依据([^。]*?)的规定，本机关决定", passage.text):
            yield from re.findall(r"《([^《》]+)》(第[〇零一二三四五六七八九十百千]+条)", "".join(cited))


def _days(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    """Each notice that a decision dates is one of the case's."""
    issued = {paper.day for paper in papers if paper.code in NOTICES}
    for notice, decision in _pairs(papers):
        for told in course(decision):
            if told.name == "告知" and None not in issued and told.day not in issued:
                yield decision, f"{told.day}”，告知书的日期为“{notice.day}"


def _notices(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    """Each notice that a decision numbers is one of the case's, where they are numbered."""
    numbers = {number for paper in papers if paper.code in NOTICES if (number := number_on_file(paper))}
    for _, decision in _pairs(papers):
        for passage in decision.under("告知"):
            for named in re.findall(
                r"^本机关又?于[^。《]{0,80}《行政处罚[^》]{0,20}告知书》（([^（）]+号)）", passage.text
            ):
                if numbers and named not in numbers:
                    yield decision, named


def _approved(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    """The operative part of a decision is in the approval issued before it, item by item."""
    for at, paper in enumerate(papers):
        approvals = [earlier for earlier in papers[: at + 1] if earlier.code == "D32"]
        if paper.code != "D33" or not approvals:
            continue
        for item in paper.operative:
            if item.text.rstrip("。；") not in approvals[-1].text:
                yield paper, item.text


def _demanded(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    """A demand names the number of a decision of the case, where the decision has one."""
    numbers = {number for paper in papers if paper.code in DECISIONS if (number := number_on_file(paper))}
    for paper in papers:
        named = re.search(r"行政处罚决定（([^（）]+号)）", paper.text)
        if paper.code in {"D41", "D42"} and numbers and named and named[1] not in numbers and SILENT not in named[1]:
            yield paper, named[1]


def _overdemanded(papers: tuple[Subject, ...]) -> Iterator[tuple[Subject, str]]:
    """What is demanded, less the surcharge, is not more than what was imposed."""
    imposed = [due for paper in papers if paper.code in {"D33", "D34"} if (due := payable(paper)) is not None]
    for paper in papers:
        asked = [fen for p in paper.passages if "缴款数额" in p.text for _, fen in words_in(p.text)]
        if paper.code == "D41" and imposed and asked and asked[0] - sum(asked[1:]) > max(imposed):
            yield paper, f"{figures(asked[0] - sum(asked[1:]))}”，决定为“{figures(max(imposed))}"


BETWEEN: Final = (
    Between(
        id="same-party", severity="warning", article="行政处罚法第五十九条第一款第（一）项",
        fault="当事人写作“{}”", advice="核对当事人名称，确有变更的在文书中说明", find=_parties,
    ),
    Between(
        id="same-identity", severity="warning", article="行政处罚法第五十九条第一款第（一）项",
        fault="证件号码写作“{}”", advice="核对证件，确有更正的在文书中说明", find=_identities,
    ),
    Between(
        id="not-heavier", severity="warning", article="行政处罚法第四十四条、第四十五条第二款",
        fault="决定的数额为“{}”，重于告知的内容", advice="重新告知，或者按告知的内容决定；不得因申辩加重", find=_heavier,
    ),
    Between(
        id="told-basis", severity="warning", article="行政处罚法第四十四条",
        fault="{}没有在告知书中告知", advice="补充告知后再决定", find=_uncited,
    ),
    Between(
        id="same-notice-day", severity="error", article="行政处罚法第四十四条",
        fault="决定书所写告知日期为“{}”", advice="核对后改正", find=_days,
    ),
    Between(
        id="notice-named", severity="error", article="行政处罚法第四十四条",
        fault="决定书所写告知书文号“{}”不是本案告知书的文号", advice="核对文号", find=_notices,
    ),
    Between(
        id="as-approved", severity="warning", article="行政处罚法第五十七条第一款",
        fault="处罚内容“{}”与审批表不同", advice="按负责人批准的内容制作", find=_approved,
    ),
    Between(
        id="decision-named", severity="error", article="行政强制法第三十五条；行政处罚法第七十二条",
        fault="所催告的决定文号“{}”不是本案决定书的文号", advice="核对文号", find=_demanded,
    ),
    Between(
        id="not-overdemanded", severity="warning", article="行政强制法第三十五条",
        fault="催告的本金为“{}”", advice="核对应缴数额；加处罚款另行写明", find=_overdemanded,
    ),
)  # fmt: skip


def agreement(papers: Iterable[Subject], before: Iterable[Subject] = ()) -> tuple[Finding, ...]:
    """Where papers of one case, in the order of their issue, say different things; of papers issued before, nothing is said again."""
    earlier = tuple(before)
    ordered = (*earlier, *papers)
    return tuple(finding for rule in BETWEEN for finding in rule.findings(ordered, since=len(earlier)))
