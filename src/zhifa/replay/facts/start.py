"""线索登记, 核查, 立案."""

from __future__ import annotations

from zhifa.replay.cast import MATTER
from zhifa.replay.facts.citations import citations
from zhifa.replay.inputs import Assumed, Facts, Leaf, Node, Silent, Stated, silent, wording
from zhifa.replay.scene import Scene
from zhifa.replay.source import Source
from zhifa.replay.stated_days import violation_path

MASKED_IDENTITY = Assumed(value="masked", reason="来源所载号码校验位不正确，按来源照录，当作已脱敏")

_ORGANISED = ("legal_person", "other_organisation", "individual_business")
_WHOLE = 18


def report(scene: Scene) -> Facts:
    source = scene.source
    return {
        "source": Assumed(value="其他", reason="来源没有案源种类一项"),
        "party": _party(source),
        "content": source.stated("facts_summary"),
        "cause": _cause(source),
        "matter": Assumed(value=MATTER, reason="来源未载执法事项名称，推定属本机关职权"),
        "area": scene.cast.area(),
        "discovered_on": _discovered(scene),
        "suggestion": wording("建议核查。"),
    }


def verification(scene: Scene) -> Facts:
    return {"officers": scene.cast.handlers()}


assignment = verification


def filing(scene: Scene) -> Facts:
    source = scene.source
    return {
        "officers": scene.cast.handlers(),
        "found": silent("filing.found"),
        "violation_ended_on": violation_ended(source),
        "suspected": citations(source, "statutes_violated"),
        "proposal": wording("建议立案。"),
        **scene.head_opinion("同意立案。"),
    }


def violation_ended(source: Source) -> Leaf:
    """Day of the violation, where the source labels one so."""
    return source.stated(violation_path(source) or "dates.other.违法行为")


def _discovered(scene: Scene) -> Leaf:
    found = scene.source.stated("dates.source")
    if isinstance(found, Stated):
        return found
    return Assumed(value=scene.day, reason="来源未载发现日期，推定为登记当日")


def _party(source: Source) -> dict[str, Node]:
    kind, party = source.stated("party.kind"), source.case.party
    told: dict[str, Node] = {
        "kind": kind,
        "name": silent("party.name") if party.name.startswith("未载明") else source.stated("party.name"),
        "address": source.stated("party.address"),
        **_identity(source),
    }
    if party.kind in _ORGANISED or party.legal_representative:
        told["legal_representative"] = source.stated("party.legal_representative")
    return told


def _identity(source: Source) -> dict[str, Node]:
    number = source.case.party.uscc_or_id
    if number is None:
        return {"identity_kind": Silent(path="party.uscc_or_id", value="none")}
    return {"identity_kind": _identity_kind(source, number), "identity_number": source.stated("party.uscc_or_id")}


def _identity_kind(source: Source, number: str) -> Assumed:
    if len(number) != _WHOLE or "*" in number or "XX" in number:
        return Assumed(value="masked", reason="来源所载号码已脱敏")
    kind = "resident_id" if source.case.party.kind == "individual" else "uscc"
    return Assumed(value=kind, reason="来源所载号码为十八位，按当事人类别判断证件种类")


def _cause(source: Source) -> Leaf:
    """The violation in words: from the case number where it says so, else by the provision violated."""
    number, party = source.case.case_number, source.case.party.name
    if number and number.endswith("案"):
        return source.drawn(number.removeprefix(party).removesuffix("案"), "case_number")
    violated = source.case.statutes_violated
    if violated:
        return Assumed(value=f"违反{violated[0]}", reason="来源未载案由，以其所载违反的条款称之")
    return Silent(path="case_number", value="违法行为（案由来源未载）")
