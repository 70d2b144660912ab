"""The people of a replay: named by role, on a register of their own, with every paper in order on every day.

No publication shows who handled, reviewed and approved a case. The agency is the source's; its people, their certificates and qualifications
are assumed, so that what a guard objects to is never theirs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from zhifa.engine.register_ids import officer_id
from zhifa.replay.inputs import Assumed, Leaf, played
from zhifa.replay.source import Source

SINCE = "2000-01-01"
"""First day of everything on the register: before any case that is replayed."""

MATTER = "本机关职权范围内的执法事项（名称来源未载）"

HANDLER = "承办人甲"
SECOND = "承办人乙"
UNIT_HEAD = "承办机构负责人甲"
REVIEWER = "审核人甲"
HEAD = "机关负责人甲"
LEADERS = ("机关负责人乙", "机关负责人丙")
HEARING_OFFICER = "听证主持人甲"
RECORDER = "记录人甲"
COLLECTOR = "公示采集人甲"
CHECKER = "公示审核人甲"
PUBLISHER = "公示发布人甲"

_UNITS = {
    "handling": "承办机构（推定）",
    "legal": "法制机构（推定）",
    "lead": "机关负责人",
    "office": "办公机构（推定）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One role-named person."""

    number: str
    name: str
    post: str
    unit: str
    role: str | None
    certified: bool = False
    qualified: bool = False


MEMBERS = (
    Member(number="001", name=HANDLER, post="承办人", unit="handling", role="handler", certified=True),
    Member(number="002", name=SECOND, post="承办人", unit="handling", role="handler", certified=True),
    Member(number="010", name=UNIT_HEAD, post="承办机构负责人", unit="handling", role="unit_head", certified=True),
    Member(number="020", name=REVIEWER, post="法制审核人员", unit="legal", role="reviewer", qualified=True),
    Member(number="030", name=HEAD, post="机关负责人", unit="lead", role="head"),
    Member(number="031", name=LEADERS[0], post="机关负责人", unit="lead", role="leader"),
    Member(number="032", name=LEADERS[1], post="机关负责人", unit="lead", role="leader"),
    Member(number="040", name=HEARING_OFFICER, post="听证主持人", unit="legal", role="hearing_officer"),
    Member(number="041", name=RECORDER, post="记录人", unit="legal", role="recorder"),
    Member(number="051", name=COLLECTOR, post="公示采集人", unit="office", role=None),
    Member(number="052", name=CHECKER, post="公示审核人", unit="legal", role="publication_checker"),
    Member(number="053", name=PUBLISHER, post="公示发布人", unit="office", role="publisher"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people of one replay and the register that knows them."""

    source: Source

    def id(self, name: str) -> str:
        """Id of the person so named; ``KeyError`` for nobody."""
        return officer_id(self.source.case.agency.name, _NUMBERS[name])

    def person(self, name: str) -> Assumed:
        return played(self.id(name))

    def handlers(self) -> Assumed:
        return played([self.id(HANDLER), self.id(SECOND)])

    @property
    def region(self) -> str:
        """The agency's region, and where the source gives none its name: its jurisdiction is not what is examined."""
        return self.source.case.agency.region or self.source.case.agency.name

    def area(self) -> Leaf:
        return Assumed(value=self.region, reason="来源未载违法行为发生地，推定在本机关管辖区域之内")

    def register(self) -> str:
        """The register as a file of the import."""
        return json.dumps(
            {"agency": self._agency(), "officers": [self._officer(member) for member in MEMBERS]}, ensure_ascii=False
        )

    def _agency(self) -> dict[str, Any]:
        case = self.source.case
        told = case.appeals.model_dump(include={"review_body", "court"}, exclude_none=True) if case.appeals else {}
        return {
            "name": case.agency.name,
            "short_name": case.agency.name,
            "region": self.region,
            "matters": [MATTER],
            "valid_from": SINCE,
            "profile": told,
        }

    def _officer(self, member: Member) -> dict[str, Any]:
        unit = _UNITS[member.unit]
        officer: dict[str, Any] = {
            "staff_number": member.number,
            "name": member.name,
            "unit": unit,
            "post": member.post,
            "valid_from": SINCE,
        }
        if member.role:
            officer["assignments"] = [{"role": member.role, "unit": unit, "valid_from": SINCE}]
        if member.certified:
            certificate = {"number": f"推定证{member.number}", "acts": ["penalty"], "areas": [self.region]}
            officer["certificates"] = [{**certificate, "valid_from": SINCE}]
        if member.qualified:
            qualification = {"kind": "legal_professional", "number": f"推定资格{member.number}", "valid_from": SINCE}
            officer["qualifications"] = [qualification]
        return officer


_NUMBERS = {member.name: member.number for member in MEMBERS}
