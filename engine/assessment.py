"""Whether the agency's catalogue of major decisions asks for a legal review of this one, by whom and how fast (处罚法 58; 国办发〔2018〕118号).

What is asked of a case are its :class:`Inputs`. All conditions of one rule hold together, any one rule suffices, and a catalogue that says
nothing of a kind of act leaves it to review. More of anything never makes a review undue: no larger sum, no further kind, no further flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhifa.engine.books.review import PARTIES, Flag, PartyKind, Reviewer, Rule
from zhifa.engine.canonical import JSON
from zhifa.engine.money import yuan

FLOOR_ARTICLE = "行政处罚法第五十八条；所列情形以外的，按产品约定一并审核"
UNLISTED_ARTICLE = "产品约定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the catalogue is asked about: what the draft imposes, on whom, and what makes it weigh."""

    act: str
    """Kind of enforcement act, as the procedure names it."""
    sums: Mapping[str, int]
    """Fen by kind of what is imposed; 0 for a kind without an amount."""
    unknown: frozenset[str] = frozenset()
    """Kinds whose sum nobody knows: they count as reaching any amount."""
    party: PartyKind
    matter: str = ""
    flags: frozenset[Flag] = frozenset()
    legal_relations: int = 1

    def told(self) -> Mapping[str, JSON]:
        """As the record keeps it: figures and names of kinds, nothing of what anybody wrote."""
        return {
            "act": self.act,
            "sums": [[kind, self.sums[kind]] for kind in sorted(self.sums)],
            "unknown": sorted(self.unknown),
            "party": self.party,
            "matter": self.matter,
            "flags": sorted(flag.value for flag in self.flags),
            "legal_relations": self.legal_relations,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why a review is due, or why a rule does not make it so."""

    code: str
    """Of the rule; empty where no rule says it."""
    article: str
    text: str
    """In Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the catalogue makes of one draft."""

    due: bool
    because: tuple[Because, ...]
    not_because: tuple[Because, ...]
    """Rules for this kind of act that do not hold, each with what it lacks."""
    inputs: Inputs
    rules_digest: str
    """Of the whole book of rules: a changed catalogue is asked anew."""
    reviewer: Reviewer = Reviewer.OWN
    """The farthest that a rule which holds asks for."""
    clock_days: int | None = None
    """The shortest time that such a rule gives, in working days."""
    collective: bool = False

    @property
    def articles(self) -> tuple[tuple[str, str], ...]:
        """By which rules and provisions it came out so."""
        return tuple((one.code, one.article) for one in (self.because if self.due else self.not_because))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The rules in force on a day."""

    rules: Sequence[Rule] = ()
    digest: str = ""
    always: bool = True
    """Every decision of the procedure is reviewed whatever the rules say; they then say no more than by whom, how fast, and who discusses it."""


def assess(inputs: Inputs, catalogue: Catalogue) -> Assessment:
    """What the catalogue makes of these inputs."""
    ours = [rule for rule in catalogue.rules if rule.act == inputs.act]
    lacking = {rule.code: tuple(text for holds, text in _conditions(rule, inputs) if not holds) for rule in ours}
    held = [rule for rule in ours if not lacking[rule.code]]
    because = (*_floor(catalogue, ours), *(_held(rule, inputs) for rule in held))
    return Assessment(
        due=bool(because),
        because=because,
        not_because=tuple(_lacks(rule, lacking[rule.code]) for rule in ours if lacking[rule.code]),
        inputs=inputs,
        rules_digest=catalogue.digest,
        reviewer=max((rule.reviewer for rule in held), key=list(Reviewer).index, default=Reviewer.OWN),
        clock_days=min((rule.clock_days for rule in held if rule.clock_days), default=None),
        collective=any(rule.collective for rule in held),
    )


def _floor(catalogue: Catalogue, ours: Sequence[Rule]) -> Iterator[Because]:
    """What makes a review due whatever the inputs."""
    if catalogue.always:
        yield Because(code="", article=FLOOR_ARTICLE, text="本类决定一律经法制审核")
    elif not ours:
        yield Because(code="", article=UNLISTED_ARTICLE, text="目录没有列明本类行为，按应当审核处理")


def _held(rule: Rule, inputs: Inputs) -> Because:
    conditions = "，".join(text for _, text in _conditions(rule, inputs)) or "本类行为一律审核"
    return Because(code=rule.code, article=rule.basis, text=f"{rule.title}：{conditions}")


def _lacks(rule: Rule, lacking: Iterable[str]) -> Because:
    return Because(code=rule.code, article=rule.basis, text=f"{rule.title}：不具备“{'、'.join(lacking)}”")


def _conditions(rule: Rule, inputs: Inputs) -> Iterator[tuple[bool, str]]:
    """All that the rule asks, and whether it is so."""
    if rule.items:
        yield bool(rule.items & inputs.sums.keys()), "、".join(sorted(rule.items))
    if rule.party is not None:
        yield rule.party == inputs.party, f"当事人为{PARTIES[rule.party]}"
    if rule.amount_from is not None:
        yield (
            _reaches(rule, inputs, rule.amount_from),
            f"{'各种类合计' if rule.whole else '金额'}达到{yuan(rule.amount_from)}",
        )
    if rule.matters:
        yield inputs.matter.startswith(rule.matters), f"属于{'、'.join(rule.matters)}"
    for flag in Flag:
        if flag in rule.flags:
            yield flag in inputs.flags, flag.label
    if rule.legal_relations_from is not None:
        yield inputs.legal_relations >= rule.legal_relations_from, f"涉及{rule.legal_relations_from}个以上法律关系"


def _reaches(rule: Rule, inputs: Inputs, amount: int) -> bool:
    kinds = inputs.sums.keys() & rule.items if rule.items else inputs.sums.keys()
    if kinds & inputs.unknown:
        return True
    sums = [inputs.sums[kind] for kind in kinds]
    return (sum(sums) if rule.whole else max(sums, default=0)) >= amount
