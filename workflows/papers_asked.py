"""Which papers are asked for at which step, and by what, kept apart from the procedures so that each can be held against the other.

Only here stands why a step makes its papers. ``RULE`` and ``CUSTOM`` mark what no statute asks for: a rule (规章) of the field, or the way files are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zhifa.engine.workflow import Workflow

RULE: Final = "本机关所适用的规章"
CUSTOM: Final = "案卷制作的惯例（法律没有规定）"
_PENALTY: Final = "《中华人民共和国行政处罚法》"
_COERCION: Final = "《中华人民共和国行政强制法》"
_REFERRAL: Final = "《行政执法机关移送涉嫌犯罪案件的规定》"
_CIVIL: Final = "《中华人民共和国民事诉讼法》"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A document type, the provision that asks for it, and the steps at which it does."""

    paper: str
    by: str
    steps: tuple[str, ...]
    since: int = 1
    """The version of the procedure that first has these steps."""


_PERFORMANCE: Final = (
    Asked(paper="D37-2", by=CUSTOM, steps=("rectify_paper",)),
    Asked(paper="D40", by=f"{_PENALTY}第六十六条第二款", steps=("approve_postponement",)),
    Asked(paper="D40-2", by=f"{_PENALTY}第六十六条第二款", steps=("approve_postponement",)),
    Asked(paper="D41", by=f"{_COERCION}第三十五条、第五十四条", steps=("demand_performance",)),
    Asked(paper="D42", by=f"{_PENALTY}第七十二条第一款第（一）项、{_COERCION}第四十五条", steps=("impose_surcharge",)),
    Asked(paper="D44", by=f"{_COERCION}第五十五条", steps=("apply_court",)),
    Asked(paper="D45", by=f"{_PENALTY}第四十七条、第七十四条", steps=("dispose_goods",)),
    Asked(paper="D49", by=CUSTOM, steps=("close",)),
    Asked(paper="D50", by=f"{_PENALTY}第四十七条", steps=("archive", "archive_ended")),
    Asked(paper="D59", by=f"{_PENALTY}第四十八条、第五十条", steps=("review_publication",)),
)
"""What follows a decision under either procedure."""

_RECEIPT: Final = f"{_PENALTY}第六十一条、{_CIVIL}第八十七条"
_ANNOUNCED: Final = f"{_PENALTY}第六十一条、{_CIVIL}第九十五条"

ORDINARY: Final = (
    Asked(paper="D01", by=f"{_PENALTY}第五十四条第一款", steps=("report",)),
    Asked(paper="D02", by=f"{_PENALTY}第五十四条第二款", steps=("file", "decline_filing")),
    Asked(paper="D03", by=f"{_PENALTY}第五十六条", steps=("approve_preservation",)),
    Asked(paper="D03", by=f"{_PENALTY}第五十八条", steps=("raise_dispute",)),
    Asked(paper="D04", by=f"{_PENALTY}第二十五条", steps=("assign_down",)),
    Asked(paper="D05", by=f"{_PENALTY}第二十六条", steps=("request_assistance",)),
    Asked(paper="D07", by=f"{_PENALTY}第五十五条第二款", steps=("inspect", "recheck")),
    Asked(paper="D08", by=f"{_PENALTY}第五十五条", steps=("summon",)),
    Asked(paper="D09", by=f"{_PENALTY}第五十五条第二款", steps=("interview",)),
    Asked(paper="D10", by=f"{_PENALTY}第四十六条", steps=("extract",)),
    Asked(paper="D11", by=f"{_PENALTY}第四十六条第一款第（四）项", steps=("extract_data",)),
    Asked(paper="D12", by=f"{_PENALTY}第五十六条", steps=("take_samples",)),
    Asked(paper="D13", by=f"{_PENALTY}第四十六条第一款第（七）项", steps=("entrust_appraisal",)),
    Asked(paper="D13-2", by=RULE, steps=("tell_appraisal_period",)),
    Asked(paper="D13-3", by=f"{_PENALTY}第四十六条第一款第（七）项", steps=("report_appraisal",)),
    Asked(paper="D14", by=f"{_PENALTY}第五十六条", steps=("preserve",)),
    Asked(paper="D15", by=f"{_PENALTY}第五十六条", steps=("handle_preserved",)),
    Asked(paper="D19", by=f"{_PENALTY}第二十八条第一款", steps=("order_correction",)),
    Asked(paper="D20", by=RULE, steps=("suspend", "resume", "terminate")),
    Asked(paper="D20-2", by=RULE, steps=("extend_decision",)),
    Asked(paper="D21", by=f"{_PENALTY}第五十七条第一款", steps=("conclude", "revise")),
    Asked(paper="D22", by=f"{_PENALTY}第五十八条", steps=("submit_review",)),
    Asked(paper="D22-2", by=f"{_PENALTY}第五十八条第一款", steps=("declare_importance",), since=2),
    Asked(paper="D23", by=f"{_PENALTY}第五十八条", steps=("agree", "find_problems")),
    Asked(paper="D24", by=f"{_PENALTY}第四十四条、第六十三条、第六十四条第（一）项", steps=("notify",)),
    Asked(paper="D26", by=f"{_PENALTY}第四十五条第一款", steps=("hear_statement",)),
    Asked(paper="D26-2", by=f"{_PENALTY}第四十五条第一款", steps=("review_statement",)),
    Asked(paper="D27", by=CUSTOM, steps=("notify",)),
    Asked(paper="D27-2", by=CUSTOM, steps=("waive", "request_hearing")),
    Asked(paper="D28", by=f"{_PENALTY}第六十四条第（二）项", steps=("schedule_hearing",)),
    Asked(paper="D29", by=f"{_PENALTY}第六十四条第（八）项", steps=("hold_hearing",)),
    Asked(paper="D30", by=f"{_PENALTY}第六十五条", steps=("report_hearing",)),
    Asked(paper="D31", by=f"{_PENALTY}第五十七条第二款", steps=("settle_dispute", "discuss")),
    Asked(paper="D32", by=f"{_PENALTY}第五十七条第一款", steps=("decide_penalty", "decide_no_penalty")),
    Asked(paper="D33", by=f"{_PENALTY}第五十九条", steps=("decide_penalty",)),
    Asked(paper="D35", by=f"{_PENALTY}第五十七条第一款", steps=("decide_no_penalty",)),
    Asked(paper="D36", by=CUSTOM, steps=("withdraw", "withdraw_at_approval")),
    Asked(
        paper="D37",
        by=_RECEIPT,
        steps=(
            *("serve_notice", "fail_notice_service", "serve_decision", "fail_service"),
            *("serve_further", "fail_further_service"),
        ),
    ),
    Asked(paper="D38", by=f"{_PENALTY}第六十一条第二款", steps=("confirm_address",)),
    Asked(paper="D39", by=_ANNOUNCED, steps=("announce_notice", "announce", "announce_further")),
    Asked(paper="D46", by=f"{_PENALTY}第二十二条、第二十五条", steps=("transfer_early", "transfer_case")),
    Asked(paper="D46-2", by=CUSTOM, steps=("transfer_early", "transfer_case")),
    Asked(paper="D47", by=f"{_PENALTY}第二十七条第一款、{_REFERRAL}第六条", steps=("deliver_to_police",)),
    Asked(paper="D47-2", by=f"{_REFERRAL}第五条", steps=("propose_crime_transfer", "decide_crime_transfer")),
    Asked(paper="D47-2", by=CUSTOM, steps=("end_referral",)),
    Asked(paper="D48", by=f"{_COERCION}第二十一条", steps=("hand_over_goods",)),
    Asked(
        paper="D58",
        by=f"{_PENALTY}第四十三条",
        steps=("request_recusal", "report_recusal", "decide_recusal"),
    ),
    *_PERFORMANCE,
)
SUMMARY: Final = (
    Asked(paper="D34", by=f"{_PENALTY}第五十二条", steps=("decide_on_spot",)),
    Asked(paper="D37", by=_RECEIPT, steps=("serve_further", "fail_further_service")),
    Asked(paper="D39", by=_ANNOUNCED, steps=("announce_further",)),
    *_PERFORMANCE,
)

ASKED: Final[Mapping[str, tuple[Asked, ...]]] = {
    "penalty_ordinary": ORDINARY,
    "penalty_summary": SUMMARY,
    "register_upkeep": (),
}
"""By name of the procedure. One that a host brings is not listed."""


def discord(workflow: Workflow) -> Iterator[tuple[str, str]]:
    """Steps of a listed procedure, each with what it makes without being asked, or does not make though it is asked."""
    if workflow.name not in ASKED:
        return
    ours = (row for row in ASKED[workflow.name] if row.since <= workflow.version)
    asked = {(step, row.paper): row.by for row in ours for step in row.steps}
    made = {(step.name, paper) for step in workflow.transitions for paper in step.papers}
    for step, paper in sorted(asked.keys() - made):
        yield step, f"依{asked[step, paper]}应当制作 {paper}，该环节没有制作"
    for step, paper in sorted(made - asked.keys()):
        yield step, f"制作 {paper}，没有写明依据哪一条"
