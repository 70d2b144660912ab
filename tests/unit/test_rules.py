"""Rule packs: a term takes the rule in force on the day it starts from, keeps its version, and says how well that is established."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from in_hand import InHand, new_case, standing
from zhifa.engine.calendar import Calendar
from zhifa.engine.casefile import TermState
from zhifa.engine.rules import Rule, RulePack, as_set, by_agency, pack_named
from zhifa.engine.terms import Consequence, Mark, reckon
from zhifa.workflows.ordinary import ORDINARY
from zhifa.workflows.packs import PACKS
from zhifa.workflows.terms import ANNOUNCEMENT, DECISION, LEGAL_REVIEW, PRESERVATION

OLD = Rule(
    term="decision", since=date(2020, 1, 1), until=date(2026, 3, 31), article="规章第一条", document="某令第1号",
    mark=Mark.SECONDARY, length=60,
)  # fmt: skip
NEW = replace(OLD, since=date(2026, 4, 1), until=None, document="某令第2号", length=40)
FIELD = RulePack(name="field", label="某领域", rules=(OLD, NEW))


def _named(name: str) -> RulePack:
    return pack_named(PACKS, name)


@pytest.mark.parametrize(
    ("day", "length", "version"),
    [
        (date(2019, 12, 31), 90, DECISION.rule_version),
        (date(2020, 1, 1), 60, "field/2020-01-01"),
        (date(2026, 3, 31), 60, "field/2020-01-01"),
        (date(2026, 4, 1), 40, "field/2026-04-01"),
    ],
)
def test_a_term_takes_the_rule_in_force_on_the_day_it_starts_from(day: date, length: int, version: str) -> None:
    term = FIELD.on(DECISION, day)
    assert (term.length, term.rule_version) == (length, version)


def test_a_rule_leaves_what_it_does_not_change_and_says_where_it_stands() -> None:
    term = FIELD.on(DECISION, date(2026, 4, 1))
    assert (
        replace(term, length=90, article=DECISION.article, mark=DECISION.mark, rule_version=DECISION.rule_version)
        == DECISION
    )
    lines = reckon(term, date(2026, 4, 1), Calendar()).explain()
    assert "行政处罚法第六十条；规章第一条（某令第2号）" in lines[0]
    assert "参数：默认参数（待机关核定）：仅经第二手来源核对" in lines


def test_a_rule_for_another_term_changes_nothing() -> None:
    assert FIELD.on(PRESERVATION, date(2026, 4, 1)) is PRESERVATION


@pytest.mark.parametrize("changes", [{"until": date(2019, 12, 31)}, {"length": None}])
def test_a_rule_without_sense_is_not_declared(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a rule"):
        replace(OLD, **changes)


@pytest.mark.parametrize("since", [date(2021, 1, 1), date(2019, 1, 1)])
def test_two_rules_for_one_term_are_never_in_force_together(since: date) -> None:
    with pytest.raises(ValueError, match="in force on one day"):
        RulePack(name="field", label="某领域", rules=(OLD, replace(OLD, since=since, until=date(2022, 1, 1))))


def test_rules_for_two_terms_may_be_in_force_together() -> None:
    assert (
        RulePack(name="field", label="某领域", rules=(OLD, replace(OLD, term="preservation"))).rule(
            "decision", OLD.since
        )
        == OLD
    )


def test_a_version_is_found_again_whatever_is_in_force_now() -> None:
    assert as_set((FIELD,), DECISION, version="field/2020-01-01", length=60) == FIELD.on(DECISION, date(2021, 1, 1))


@pytest.mark.parametrize("version", [DECISION.rule_version, "field/1999-01-01", "gone/2020-01-01", ""])
def test_a_version_that_no_pack_has_changes_only_the_length(version: str) -> None:
    assert as_set((FIELD,), DECISION, version=version, length=45) == replace(DECISION, length=45)


def test_a_length_of_the_agencys_own_goes_before_that_of_the_pack_and_is_marked() -> None:
    term = by_agency(FIELD.on(DECISION, date(2026, 4, 1)), 35)
    assert (term.length, term.mark, term.rule_version) == (35, Mark.AGENCY, "agency+field/2026-04-01")
    assert as_set((FIELD,), DECISION, version=term.rule_version, length=35) == term


def test_an_unknown_pack_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="规则包的值「烟草」不合要求：现有 field、national"):
        pack_named((FIELD,), "烟草")


def test_the_national_pack_needs_no_declaration_and_changes_nothing() -> None:
    assert pack_named((), "national").on(DECISION, date(2026, 4, 1)) is DECISION


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_pack_tells_of_every_number_how_well_it_is_established(pack: RulePack) -> None:
    verified = {rule.term for rule in pack.rules if rule.mark is Mark.VERIFIED}
    assert verified <= {"announcement"}, (
        "of the numbers of the packs only the announcement of the police was read in the text"
    )
    for term in pack.terms:
        assert term.rule_version.startswith(f"{pack.name}/")


def test_times_that_do_not_count_come_from_packs_alone() -> None:
    assert DECISION.exclusions == ()
    names = {exclusion.name for exclusion in _named("samr").on(DECISION, date(2026, 3, 2)).exclusions}
    assert names == {"suspension", "hearing", "announcement", "appraisal", "identification", "refund_order"}


def test_what_is_preserved_lapses_only_under_a_rule_that_says_so() -> None:
    assert PRESERVATION.consequence is Consequence.OVERDUE_DUTY
    assert _named("samr").on(PRESERVATION, date(2026, 3, 2)).consequence is Consequence.MEASURE_LAPSES


def test_the_police_announce_for_sixty_days() -> None:
    assert _named("police").on(ANNOUNCEMENT, date(2026, 3, 2)).length == 60


# --- in a case --------------------------------------------------------------------------------------------------------


def _policy(**policy: Any) -> InHand:
    return new_case(policy=tuple(policy.items()))


def _term(case: InHand, code: str) -> TermState:
    term = case.case.term(code)
    assert term is not None
    return term


def test_a_case_starts_its_terms_by_the_pack_of_the_agency() -> None:
    police = _term(_policy(pack="police").to("investigating"), "decision")
    assert (police.length, police.rule_version) == (30, "police/2019-01-01")
    national = _term(standing("investigating"), "decision")
    assert (national.length, national.rule_version) == (90, DECISION.rule_version)


def test_a_number_the_agency_set_itself_goes_before_the_pack() -> None:
    reviewing = _policy(pack="samr", review_days=6).to("reviewing")
    assert (_term(reviewing, "legal_review").length, _term(reviewing, "legal_review").rule_version) == (
        6,
        "agency+samr/2021-07-15",
    )
    usual = _policy(pack="samr").to("reviewing")
    assert (_term(usual, "legal_review").length, _term(usual, "legal_review").rule_version) == (10, "samr/2021-07-15")
    assert _term(standing("reviewing"), "legal_review").rule_version == LEGAL_REVIEW.rule_version


def test_a_number_stated_goes_before_the_pack_even_where_it_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = RulePack(
        name="field", label="某领域", rules=(replace(NEW, term="legal_review", since=OLD.since, length=3),)
    )
    monkeypatch.setattr("zhifa.engine.planning.pack_named", lambda *_: shorter)

    def days(**policy: Any) -> tuple[int, str]:
        term = _term(_policy(**policy).to("reviewing"), "legal_review")
        return term.length, term.rule_version

    assert days() == (3, "field/2020-01-01")
    assert days(stated=frozenset({"statement_days"})) == (3, "field/2020-01-01")
    assert days(stated=frozenset({"review_days"})) == (10, "agency+field/2020-01-01")
    assert days(stated=frozenset({"review_days"}), review_days=4) == (4, "agency+field/2020-01-01")


def test_a_later_change_of_pack_or_number_never_moves_a_term_that_runs() -> None:
    case = _policy(pack="samr").to("investigating")
    moved_pack = case.but(register=_policy(pack="police").register)
    rested = moved_pack.do("suspend").wait(days=10).do("resume")
    before, after = _term(case, "decision"), _term(rested, "decision")
    assert date.fromisoformat(after.nominal) - date.fromisoformat(before.nominal) == timedelta(days=10)
    assert (after.length, after.rule_version) == (before.length, before.rule_version)


def test_a_pack_chosen_later_leaves_out_no_time_of_a_term_that_runs() -> None:
    case = standing("investigating").but(register=_policy(pack="samr").register)
    assert _term(case.do("suspend"), "decision").status == "open"


def test_a_new_rule_leaves_a_term_that_runs_and_takes_the_next() -> None:
    lasting = replace(OLD, until=None)
    ended, newer = replace(OLD, until=date(2025, 12, 31)), replace(NEW, since=date(2026, 1, 1))
    old = replace(ORDINARY, packs=(RulePack(name="samr", label="某领域", rules=(lasting,)),))
    new = replace(ORDINARY, packs=(RulePack(name="samr", label="某领域", rules=(ended, newer)),))
    assert old.digest == new.digest, "a new rule makes no new procedure"

    policy = (("pack", "samr"), ("exclusions", ("suspension",)))
    case = new_case(policy=policy, workflow=old).to("investigating")
    rested = case.having(workflow=new).do("suspend").wait(days=10).do("resume")
    kept = _term(rested, "decision")
    assert (kept.length, kept.rule_version) == (60, "samr/2020-01-01")
    assert date.fromisoformat(kept.nominal) - date.fromisoformat(_term(case, "decision").nominal) == timedelta(days=10)
    assert _term(new_case(policy=policy, workflow=new).to("investigating"), "decision").length == 40
