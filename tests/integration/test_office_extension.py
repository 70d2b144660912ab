"""A term set by a rule pack and extended: what its rows keep, on both databases."""

from __future__ import annotations

import json
from datetime import date, timedelta

from case_desk import Desk, register_text
from office_rows import Rows


def test_an_extended_term_keeps_its_rule_through_a_change_of_pack_and_the_record_holds(migrated_url: str) -> None:
    with Desk(migrated_url, policy={"pack": "samr"}) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("investigating")
        (plain,) = (term for term in desk.office.terms(case_id) if term.code == "decision")
        desk.do(case_id, "extend_decision")
        desk.office.import_register(register_text({"pack": "national"}))
        desk.do(case_id, "suspend")
        desk.clock.advance(timedelta(days=4))
        desk.do(case_id, "resume")

        terms = [term for term in desk.office.terms(case_id) if term.code == "decision"]
        (running,) = (term for term in terms if term.status == "open")
        assert date.fromisoformat(running.nominal) - date.fromisoformat(plain.nominal) == timedelta(days=34)
        assert (running.length, running.rule_version, running.mark) == (90, "samr/2021-07-15", "V2")
        assert any(line.startswith("延长：30日") for line in json.loads(running.explanation))
        assert desk.office.verify(case_id) == ()
        assert rows.wrong() == {}


def test_a_pack_chosen_later_leaves_open_terms_as_they_are(migrated_url: str) -> None:
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("investigating")
        before = desk.office.terms(case_id)
        desk.office.import_register(register_text({"pack": "police"}))
        assert desk.office.terms(case_id) == before
        other = desk.bring_to("investigating")
        (decision,) = (term for term in desk.office.terms(other) if term.code == "decision")
        assert (decision.length, decision.rule_version) == (30, "police/2019-01-01")
