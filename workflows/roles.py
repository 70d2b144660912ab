"""The posts of an enforcement agency."""

from __future__ import annotations

from zhifa.engine.vocabulary import REGISTRAR, SYSTEM, Role

__all__ = [
    "ARCHIVIST", "DISCUSSING", "HANDLER", "HEAD", "HEARING_OFFICER", "LEADER", "PUBLICATION_CHECKER", "PUBLISHER", "RECORDER", "REGISTRAR", "REVIEWER",
    "REVIEW_HEAD", "ROLES",
    "SUPERVISOR", "SYSTEM", "UNIT_HEAD",
]  # fmt: skip

HANDLER = Role(name="handler", label="承办人", handles=True)
UNIT_HEAD = Role(name="unit_head", label="承办机构负责人", handles=True)
REVIEWER = Role(name="reviewer", label="法制审核人员")
REVIEW_HEAD = Role(name="review_head", label="审核机构负责人")
"""Shares out the cases that come in for legal review, and endorses opinions where the agency asks for it (S0-37)."""
HEAD = Role(name="head", label="机关负责人")
LEADER = Role(name="leader", label="机关负责人班子成员")
"""A head who takes part in collective discussion (处罚法 57(2))."""
HEARING_OFFICER = Role(name="hearing_officer", label="听证主持人", gathers=True)
RECORDER = Role(name="recorder", label="记录人", gathers=True)
ARCHIVIST = Role(name="archivist", label="立卷人")
PUBLICATION_CHECKER = Role(name="publication_checker", label="公示审核人")
PUBLISHER = Role(name="publisher", label="公示发布人")
SUPERVISOR = Role(name="supervisor", label="监督机构")
"""Takes no step of a case: it is warned of what stays overdue (执法监督)."""
DISCUSSING = (HEAD, LEADER)
"""The posts whose holders count in a collective discussion (处罚法 57(2))."""
ROLES = (
    HANDLER, UNIT_HEAD, REVIEWER, HEAD, LEADER, HEARING_OFFICER, RECORDER, ARCHIVIST, PUBLICATION_CHECKER, PUBLISHER, SUPERVISOR,
    REVIEW_HEAD, REGISTRAR,
)  # fmt: skip
"""Every post an assignment in the register may name."""
