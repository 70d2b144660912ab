"""Forgeries in hand-written SQL against the locks of the database: all on, each alone, and each taken out.

The numbers are those of the list the locks were tried against; the lettered ones were found here. A trigger fires before a constraint is
looked at, so a lock taken out alone shows nothing: each is tested with the other locks of the gate off.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self
from uuid import NAMESPACE_OID, uuid5

import psycopg
import pytest

from postgres_cluster import PostgresCluster
from zhifa.storage import schema
from zhifa.storage.locks import locks
from zhifa.storage.tables import metadata

D1, D2, HASH, HASH2 = "1" * 64, "2" * 64, "a" * 64, "b" * 64
AT = "2026-11-21T13:20:16.123Z"
ARTICLE = "行政处罚法51"


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))


def row(table: str, verb: str = "INSERT", **values: object) -> str:
    columns, literals = ", ".join(values), ", ".join(map(literal, values.values()))
    return f"{verb} INTO zf_{table} ({columns}) VALUES ({literals})"


def literal(value: object) -> str:
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"


def case(name: str, workflow: str = "ordinary", verb: str = "INSERT", *, replay: int = 0, **more: object) -> str:
    return row(
        "case", verb, id=uid(name), agency_id="A", workflow=workflow, workflow_version=1, workflow_digest="w", state="s", phase="p",
        version=1, head_seq=0, head_hash=HASH, replay=replay, opened_at=AT, updated_at=AT, ended_at=None, **more,
    )  # fmt: skip


def review(name: str, round_: int, outcome: str, verb: str = "INSERT", **more: object) -> str:
    values = {
        "case_id": uid(name), "round": round_, "agency_id": "A", "id": uid(f"{name}/{round_}"), "draft_digest": D1, "outcome": outcome,
        "reviewer_id": uid("reviewer"), "seq": 0,
    }  # fmt: skip
    return row("review", verb, **(values | more))


def decide(
    name: str,
    *,
    round_: int | None = None,
    outcome: str | None = None,
    article: str | None = None,
    workflow: str = "ordinary",
    draft: str = D1,
    assessment: str | None = None,
    row_id: str = "forged",
    verb: str = "INSERT",
) -> str:
    return row(
        "decision", verb, id=uid(row_id), agency_id="A", case_id=uid(name), workflow=workflow, workflow_version=1, kind="penalty",
        draft_digest=draft, review_round=round_, review_outcome=outcome, exempt_article=article, decided_at=AT, seq=0,
        assessment_id=assessment and uid(assessment),
    )  # fmt: skip


def exemption(workflow: str, verb: str = "INSERT", **more: object) -> str:
    return row(
        "exemption", verb, workflow=workflow, workflow_version=1, decision_kind="penalty", article=ARTICLE, agency_id="*",
        id=uid(f"exemption/{workflow}"), **more,
    )  # fmt: skip


def assessment(name: str, seq: int, *, due: int, verb: str = "INSERT") -> str:
    return row(
        "assessment", verb, id=uid(f"assessment/{name}/{seq}"), agency_id="A", case_id=uid(name), seq=seq, draft_digest=D1, due=due,
        register_version=1, rules_digest=D1, articles="[]", inputs="{}",
    )  # fmt: skip


def assessable(workflow: str, verb: str = "INSERT") -> str:
    return row(
        "assessable_kind", verb, workflow=workflow, workflow_version=1, decision_kind="penalty", agency_id="*",
        id=uid(f"assessable/{workflow}"),
    )  # fmt: skip


def assessed(name: str, seq: int = 0, *, workflow: str = "licence", **more: Any) -> str:
    """A decision on the strength of an assessment."""
    return decide(name, workflow=workflow, assessment=f"assessment/{name}/{seq}", **more)


def register_entry(seq: int, hash_: str, prev: str | None, verb: str = "INSERT", **more: object) -> str:
    values = {
        "agency_id": "A", "seq": seq, "id": uid(f"register/{seq}"), "prev_hash": prev, "hash": hash_, "body": "{}", "source": "file",
        "imported_at": AT, "imported_by": None,
    }  # fmt: skip
    return row("register_entry", verb, **(values | more))


def line(key: str, since: int, verb: str = "INSERT", **more: object) -> str:
    values = {
        "id": uid(f"line/{key}/{since}"), "agency_id": "A", "book": "b", "key": key, "since": since, "until": None,
        "valid_from": "2026-01-01", "valid_to": None, "body": "{}",
    }  # fmt: skip
    return row("register_line", verb, **(values | more))


def entry(name: str, seq: int, hash_: str, prev: tuple[int, str] | None, verb: str = "INSERT", **more: object) -> str:
    values = {
        "case_id": uid(name), "seq": seq, "agency_id": "A", "id": uid(f"{name}/entry/{seq}"), "prev_seq": prev and prev[0],
        "prev_hash": prev and prev[1], "hash": hash_, "kind": "k", "transition": "t", "actor_id": "o", "body": "{}", "occurred_at": AT, "recorded_at": AT,
    }  # fmt: skip
    return row("entry", verb, **(values | more))


def facts(name: str, seq: int, body: str = "{}", verb: str = "INSERT") -> str:
    return row(
        "facts", verb, case_id=uid(name), seq=seq, agency_id="A", id=uid(f"{name}/facts/{seq}"), salt="s", body=body
    )


def paper(name: str, verb: str = "INSERT", **more: object) -> str:
    values = {
        "id": uid("paper"), "agency_id": "A", "case_id": uid(name), "seq": 0, "code": "D33", "title": "t", "template_version": "1",
        "number": "x〔2026〕1号", "series": "x", "year": 2026, "ordinal": 1, "html": "<p>", "digest": D1, "draft_digest": None,
        "issued_on": "2026-11-21", "external": 0, "marks": "[]",
    }  # fmt: skip
    return row("paper", verb, **(values | more))


def number(following: int, verb: str = "INSERT", series: str = "x") -> str:
    return row("number", verb, agency_id="A", series=series, year=2026, id=uid(f"number/{series}"), next=following)


def voided(seq: int, hash_: str, prev: str | None, verb: str = "INSERT", **more: object) -> str:
    values = {
        "agency_id": "A", "seq": seq, "id": uid(f"voided/{seq}"), "prev_hash": prev, "hash": hash_, "series": "p", "year": 2026,
        "ordinal": seq, "counter": "p/1", "place": seq, "officer_id": "o", "voided_on": "2026-11-21", "body": "{}", "recorded_at": AT,
    }  # fmt: skip
    return row("voided_number", verb, **(values | more))


def pad(first: int, last: int) -> str:
    return row(
        "pad", id=uid(f"pad/{first}"), agency_id="A", officer_id="o", series="p", year=2026, first=first, last=last,
        valid_from="2026-01-01", valid_to=None,
    )  # fmt: skip


def begun_later(series: str, used: int) -> str:
    """On record: the numbers of the series up to this one were used before."""
    return voided(2, HASH2, HASH, series=series, ordinal=used, counter=series, place=used)


def term(verb: str = "INSERT", **more: object) -> str:
    values = {
        "id": uid("term"), "agency_id": "A", "case_id": uid("filed"), "code": "c", "key": "", "label": "l", "article": "a", "mark": "m",
        "start_on": "2026-11-21", "start_seq": 0, "length": 5, "unit": "d", "nominal": "2026-11-26", "due": "2026-11-26", "safe": None,
        "provisional": 0, "rule_version": "1", "calendar_version": "1", "explanation": "{}", "status": "open", "ended_on": None,
        "ended_seq": None,
    }  # fmt: skip
    return row("term", verb, **(values | more))


def track(verb: str = "INSERT", **more: object) -> str:
    values = {
        "id": uid("track"), "agency_id": "A", "case_id": uid("filed"), "track": "service", "key": "k", "opened_seq": 0,
        "opened_on": "2026-11-21", "outcome": None, "closed_on": None, "closed_seq": None,
    }  # fmt: skip
    return row("track", verb, **(values | more))


def command(digest: str = D1, verb: str = "INSERT") -> str:
    return row(
        "command",
        verb,
        agency_id="A",
        key="k",
        id=uid("command"),
        digest=digest,
        case_id=uid("filed"),
        seq=0,
        version=1,
    )


def file(name: str = "n", verb: str = "INSERT") -> str:
    return row(
        "file",
        verb,
        id=uid("file"),
        agency_id="A",
        case_id=uid("filed"),
        seq=0,
        digest=D1,
        size=1,
        name=name,
        media_type="m",
    )


def letter(name: str, row_id: str, **more: object) -> str:
    """A paper that goes out and has no number."""
    numbered = dict.fromkeys(("number", "series", "year", "ordinal"))
    return paper(name, **({"id": uid(row_id), "digest": D2, "external": 1} | numbered | more))


def sealed(verb: str = "INSERT", **more: object) -> str:
    values = {
        "id": uid("seal"), "agency_id": "A", "case_id": uid("sent"), "seq": 1, "paper_id": uid("sent"), "paper_digest": D2,
        "unsigned_digest": D1, "unsigned_size": 1, "setting": "s", "signed_digest": D2, "signed_size": 2, "level": "B-B",
        "certificate": "c", "sample": 0, "claimed_at": None, "stamped_at": None, "round": 1,
    }  # fmt: skip
    return row("seal", verb, **(values | more))


def custody(seq: int, hash_: str, prev: tuple[int, str] | None, verb: str = "INSERT", **more: object) -> str:
    values = {
        "case_id": uid("filed"), "key": "e", "seq": seq, "agency_id": "A", "id": uid(f"custody/{seq}"), "prev_seq": prev and prev[0],
        "prev_hash": prev and prev[1], "hash": hash_, "event": "moved" if seq else "received", "actor_id": "o", "digest": D1, "body": "{}",
        "salt": "s", "told": "{}", "occurred_at": AT, "recorded_at": AT,
    }  # fmt: skip
    return row("custody", verb, **(values | more))


SEED = (
    exemption("summary"),
    assessable("licence"),
    *(case(name) for name in ("bare", "passed", "negative", "turned", "decided", "filed")),
    case("summary", "summary"),
    review("passed", 1, "agreed"),
    review("negative", 1, "problems"),
    review("turned", 1, "agreed"),
    review("turned", 2, "problems"),
    review("decided", 1, "agreed"),
    decide("decided", round_=1, outcome="agreed", row_id="lawful"),
    entry("filed", 0, HASH, None),
    entry("filed", 1, HASH2, (0, HASH)),
    facts("filed", 1),
    paper("filed"),
    case("sent"),
    case("played", replay=1),
    entry("sent", 0, HASH, None),
    *(letter("sent", name) for name in ("sent", "second", "third")),
    letter("sent", "internal", external=0),
    entry("played", 0, HASH, None),
    letter("played", "played"),
    entry("played", 1, HASH2, (0, HASH), kind="seal"),
    entry("sent", 1, HASH2, (0, HASH), kind="seal"),
    sealed(),
    entry("sent", 2, D1, (1, HASH2), kind="seal"),
    sealed(id=uid("sample"), seq=2, paper_id=uid("second"), sample=1),
    entry("sent", 3, D2, (2, D1), kind="seal"),
    *(case(name, "licence") for name in ("assessed", "due", "again", "objected", "rewritten")),
    review("objected", 1, "problems"),
    review("rewritten", 1, "problems", draft_digest=D2),
    case("not listed"),
    *(
        entry(name, 0, uid(name) + "-" * 28, None)
        for name in ("assessed", "due", "again", "objected", "rewritten", "not listed")
    ),
    entry("again", 1, uid("again") + "+" * 28, (0, uid("again") + "-" * 28)),
    *(assessment(name, 0, due=0) for name in ("assessed", "again", "objected", "rewritten", "not listed")),
    assessment("due", 0, due=1),
    assessment("again", 1, due=1),
    register_entry(1, HASH, None),
    line("stands", 1),
    line("left", 1),
    register_entry(2, HASH2, HASH),
    "UPDATE zf_register_line SET until = 2 WHERE key = 'left'",
    number(2),
    row(
        "officer",
        id="o",
        agency_id="A",
        staff_number="1",
        name="n",
        unit="u",
        post="p",
        valid_from="2026-01-01",
        valid_to=None,
    ),
    pad(1, 2),
    number(2, series="p/1"),
    voided(1, HASH, None),
    term(),
    track(),
    command(),
    file(),
    custody(0, HASH, None),
    custody(1, HASH2, (0, HASH)),
    row(
        "refusal",
        id=uid("refusal"),
        agency_id="A",
        case_id=uid("filed"),
        transition="t",
        actor_id="o",
        at=AT,
        reasons="[]",
    ),
)

PASS_NEGATIVE = decide("negative", round_=1, outcome="agreed")
PASS_TURNED = decide("turned", round_=1, outcome="agreed")
EXEMPT_BARE = decide("bare", workflow="summary", article=ARTICLE)
FORGED_DECISION = f"SELECT count(*) FROM zf_decision WHERE id = '{uid('forged')}'"


@dataclass(frozen=True)
class Forgery:
    name: str
    steps: tuple[str, ...]
    stands: str = FORGED_DECISION  # a query that answers more than 0 where the forgery got in
    dialects: tuple[str, ...] = field(default=("sqlite", "postgresql"))


def forgery(name: str, *steps: str, stands: str = FORGED_DECISION, only: str | None = None) -> Forgery:
    return Forgery(name, steps, stands, (only,) if only else ("sqlite", "postgresql"))


def changed(table: str, condition: str) -> str:
    return f"SELECT count(*) FROM zf_{table} WHERE {condition}"


def gone(table: str, condition: str = "1 = 1") -> str:
    return f"SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM zf_{table} WHERE {condition}"


ANOTHER = changed("database_identity", "id = 'x'")
NEGATIVE_ROWID = f"(SELECT rowid FROM zf_review WHERE case_id = '{uid('negative')}')"
AS_AGREED = review("negative", 1, "agreed", verb="INSERT OR REPLACE")
TEMP_REVIEW = (
    "CREATE TEMP TABLE zf_review (case_id text, round bigint, draft_digest text, outcome text)",
    f"INSERT INTO {{temp}}.zf_review VALUES ('{uid('turned')}', 1, '{D1}', 'agreed')",
)

GATE_FORGERIES = (
    forgery("01 no review at all", decide("bare")),
    forgery("02 round without outcome", decide("negative", round_=1)),
    forgery("02a round of a passed review without outcome", decide("passed", round_=1)),
    forgery("03 outcome without round", decide("negative", outcome="agreed")),
    forgery("04 the review found problems", PASS_NEGATIVE),
    forgery("05 the review found problems and is named so", decide("negative", round_=1, outcome="problems")),
    forgery("06 another draft", decide("passed", round_=1, outcome="agreed", draft=D2)),
    forgery("07 the review of another case", decide("bare", round_=1, outcome="agreed")),
    forgery("08 an older agreed round", PASS_TURNED),
    forgery("09 exemption claimed by an ordinary case", decide("bare", article=ARTICLE)),
    forgery("10 the same and lying about the workflow", EXEMPT_BARE),
    forgery("11 an invented article", decide("summary", workflow="summary", article="行政处罚法99")),
    forgery("11a exemption and review at once", decide("passed", round_=1, outcome="agreed", article=ARTICLE)),
    forgery(
        "11b a passed review under another workflow", decide("passed", round_=1, outcome="agreed", workflow="summary")
    ),
    forgery(
        "12 turn the review",
        f"UPDATE zf_review SET outcome = 'agreed' WHERE case_id = '{uid('negative')}'",
        PASS_NEGATIVE,
    ),
    forgery(
        "12a delete the last round",
        f"DELETE FROM zf_review WHERE case_id = '{uid('turned')}' AND round = 2",
        PASS_TURNED,
    ),
    forgery("13 move the case", f"UPDATE zf_case SET workflow = 'summary' WHERE id = '{uid('bare')}'", EXEMPT_BARE),
    forgery("14 add an exemption", exemption("ordinary"), decide("bare", article=ARTICLE)),
    forgery("14a move an exemption", "UPDATE zf_exemption SET workflow = 'ordinary'", decide("bare", article=ARTICLE)),
    forgery(
        "15 change a decision", "UPDATE zf_decision SET kind = 'forged'", stands=changed("decision", "kind = 'forged'")
    ),
    forgery("16 delete a decision", "DELETE FROM zf_decision", stands=gone("decision")),
    forgery(
        "21 delete the case and open it again",
        f"DELETE FROM zf_case WHERE id = '{uid('bare')}'",
        case("bare", "summary"),
        EXEMPT_BARE,
    ),
    forgery("22 delete an exemption", "DELETE FROM zf_exemption", stands=gone("exemption")),
    forgery("24 the assessment says that a review is due", assessed("due")),
    forgery("24a an older assessment", assessed("again")),
    forgery(
        "24b the assessment of another case",
        decide("bare", assessment="assessment/not listed/0"),
    ),
    forgery("24c the assessment of another draft", assessed("assessed", draft=D2)),
    forgery("24d a kind that no catalogue may free", assessed("not listed", workflow="ordinary")),
    forgery("24h a review found problems in the assessed draft", assessed("objected")),
    forgery(
        "24i problems in the assessed draft, and a later review of another",
        review("objected", 2, "agreed", draft_digest=D2),
        assessed("objected"),
    ),
    forgery("24g two decisions on one assessment", assessed("assessed", row_id="first"), assessed("assessed")),
    forgery("25 turn the assessment", "UPDATE zf_assessment SET due = 0", assessed("due")),
    forgery("25a delete the last assessment", "DELETE FROM zf_assessment WHERE seq = 1", assessed("again")),
    forgery("26 add a kind", assessable("ordinary"), assessed("not listed", workflow="ordinary")),
    forgery(
        "26a move a kind",
        "UPDATE zf_assessable_kind SET workflow = 'ordinary'",
        assessed("not listed", workflow="ordinary"),
    ),
    forgery("26b delete a kind", "DELETE FROM zf_assessable_kind", stands=gone("assessable_kind")),
    # SQLite
    forgery(
        "25b replace the assessment",
        assessment("due", 0, due=0, verb="INSERT OR REPLACE"),
        assessed("due"),
        only="sqlite",
    ),
    forgery("17 replace the negative review", AS_AGREED, PASS_NEGATIVE, only="sqlite"),
    forgery(
        "17a replace it by its id alone",
        review("negative", 2, "agreed", verb="INSERT OR REPLACE", id=uid("negative/1")),
        decide("negative", round_=2, outcome="agreed"),
        stands=gone("review", f"case_id = '{uid('negative')}' AND outcome = 'problems'"),
        only="sqlite",
    ),
    forgery(
        "17b replace it by its row number",
        "INSERT OR REPLACE INTO zf_review (rowid, case_id, round, agency_id, id, draft_digest, outcome, reviewer_id, seq)"
        f" SELECT rowid, case_id, 2, agency_id, 'fresh', draft_digest, 'agreed', reviewer_id, seq FROM zf_review"
        f" WHERE case_id = '{uid('negative')}'",
        stands=gone("review", f"case_id = '{uid('negative')}' AND outcome = 'problems'"),
        only="sqlite",
    ),
    forgery(
        "17c replace the case",
        case("bare", "summary", verb="INSERT OR REPLACE"),
        EXEMPT_BARE,
        only="sqlite",
    ),
    forgery(
        "17d replace a decision",
        decide("passed", round_=1, outcome="agreed", row_id="lawful", verb="INSERT OR REPLACE"),
        stands=gone("decision", f"case_id = '{uid('decided')}'"),
        only="sqlite",
    ),
    forgery(
        "17e upsert a review",
        review("negative", 1, "agreed") + " ON CONFLICT (case_id, round) DO UPDATE SET outcome = 'agreed'",
        PASS_NEGATIVE,
    ),
    forgery(
        "18 update or replace",
        f"UPDATE OR REPLACE zf_review SET case_id = '{uid('negative')}', round = 1 WHERE case_id = '{uid('passed')}'",
        PASS_NEGATIVE,
        only="sqlite",
    ),
    *(
        forgery(
            f"18a erase a case through {alias}",
            f"UPDATE OR REPLACE zf_case SET {alias} = (SELECT rowid FROM zf_case WHERE id = '{uid('bare')}')"
            f" WHERE id = '{uid('filed')}'",
            stands=gone("case", f"id = '{uid('bare')}'"),
            only="sqlite",
        )
        for alias in ("rowid", "_rowid_", "oid")
    ),
    forgery("20 insert or ignore", decide("bare", verb="INSERT OR IGNORE"), only="sqlite"),
    forgery("20a insert or replace a decision", decide("bare", verb="INSERT OR REPLACE"), only="sqlite"),
    forgery(
        "23 a temporary table in the review's name",
        *(step.format(temp="temp") for step in TEMP_REVIEW),
        PASS_TURNED.replace("zf_decision", "main.zf_decision"),
        only="sqlite",
    ),
    # PostgreSQL
    forgery(
        "17 truncate reviews",
        "TRUNCATE zf_review CASCADE",
        review("negative", 1, "agreed"),
        PASS_NEGATIVE,
        only="postgresql",
    ),
    forgery("17f truncate cases", "TRUNCATE zf_case CASCADE", case("bare", "summary"), EXEMPT_BARE, only="postgresql"),
    forgery("17g truncate exemptions", "TRUNCATE zf_exemption CASCADE", stands=gone("exemption"), only="postgresql"),
    forgery("17h truncate decisions", "TRUNCATE zf_decision", stands=gone("decision"), only="postgresql"),
    forgery("25c truncate assessments", "TRUNCATE zf_assessment CASCADE", stands=gone("assessment"), only="postgresql"),
    forgery("26c truncate kinds", "TRUNCATE zf_assessable_kind", stands=gone("assessable_kind"), only="postgresql"),
    forgery("19 deferred constraints", "SET CONSTRAINTS ALL DEFERRED", PASS_NEGATIVE, only="postgresql"),
    forgery("20 copy", "COPY zf_decision FROM STDIN", only="postgresql"),
    forgery(
        "23 a temporary table in the review's name",
        *(step.format(temp="pg_temp") for step in TEMP_REVIEW),
        PASS_TURNED,
        only="postgresql",
    ),
)

FILED = f"case_id = '{uid('filed')}'"
TAKE_NEXT = "UPDATE zf_number SET next = 3 WHERE series = 'p/1'"

OTHER_FORGERIES = (
    forgery("change an entry", "UPDATE zf_entry SET body = 'forged'", stands=changed("entry", "body = 'forged'")),
    forgery("delete an entry", "DELETE FROM zf_entry WHERE seq = 1", stands=gone("entry", f"seq = 1 AND {FILED}")),
    forgery(
        "replace an entry",
        entry("filed", 1, HASH2, (0, HASH), verb="INSERT OR REPLACE", body="forged"),
        stands=changed("entry", "body = 'forged'"),
        only="sqlite",
    ),
    forgery(
        "replace an entry by its id",
        entry("filed", 2, D2, (1, HASH2), verb="INSERT OR REPLACE", id=uid("filed/entry/1")),
        stands=gone("entry", f"seq = 1 AND {FILED}"),
        only="sqlite",
    ),
    forgery(
        "replace an entry by its row number",
        entry("filed", 2, D2, (1, HASH2), verb="INSERT OR REPLACE", rowid=2),
        stands=gone("entry", f"seq = 1 AND {FILED}"),
        only="sqlite",
    ),
    forgery("fork the chain", entry("filed", 1, D2, (0, HASH), id="fork"), stands=changed("entry", "id = 'fork'")),
    forgery("skip a link", entry("filed", 3, D2, (1, HASH2)), stands=changed("entry", "seq = 3")),
    forgery("skip a link and lie", entry("filed", 3, D2, (2, HASH2)), stands=changed("entry", "seq = 3")),
    forgery("name a wrong hash", entry("filed", 2, D2, (1, D1)), stands=changed("entry", "seq = 2")),
    forgery("name no predecessor", entry("filed", 2, D2, None), stands=changed("entry", "seq = 2")),
    forgery("name half a predecessor", entry("filed", 2, D2, None, prev_seq=1), stands=changed("entry", "seq = 2")),
    forgery("begin below zero", entry("bare", -1, D2, (-2, D1)), stands=changed("entry", "seq = -1")),
    forgery(
        "begin in another case", entry("bare", 1, D2, (0, HASH)), stands=changed("entry", f"case_id = '{uid('bare')}'")
    ),
    forgery("truncate the ledger", "TRUNCATE zf_entry CASCADE", stands=gone("entry"), only="postgresql"),
    forgery("change facts", "UPDATE zf_facts SET body = 'forged'", stands=changed("facts", "body = 'forged'")),
    forgery(
        "replace facts",
        facts("filed", 1, "forged", "REPLACE"),
        stands=changed("facts", "body = 'forged'"),
        only="sqlite",
    ),
    forgery("truncate facts", "TRUNCATE zf_facts", stands=gone("facts"), only="postgresql"),
    forgery("change a paper", "UPDATE zf_paper SET html = 'forged'", stands=changed("paper", "html = 'forged'")),
    forgery("delete a paper", "DELETE FROM zf_paper", stands=gone("paper")),
    forgery(
        "replace a paper",
        paper("filed", "REPLACE", html="forged"),
        stands=changed("paper", "html = 'forged'"),
        only="sqlite",
    ),
    forgery(
        "replace a paper by its number",
        paper("filed", "REPLACE", id=uid("other"), html="forged"),
        stands=changed("paper", "html = 'forged'"),
        only="sqlite",
    ),
    forgery("truncate papers", "TRUNCATE zf_paper", stands=gone("paper"), only="postgresql"),
    *(
        forgery(
            f"change a seal's {column}",
            f"UPDATE zf_seal SET {column} = {value}",
            stands=changed("seal", f"{column} = {value}"),
        )
        for column, value in {
            "paper_id": f"'{uid('third')}'",
            "signed_digest": f"'{HASH}'",
            "unsigned_digest": f"'{HASH}'",
            "level": "'B-LTA'",
            "certificate": "'forged'",
            "stamped_at": f"'{AT}'",
        }.items()
    ),
    forgery("delete a seal", "DELETE FROM zf_seal", stands=gone("seal")),
    forgery("truncate seals", "TRUNCATE zf_seal", stands=gone("seal"), only="postgresql"),
    forgery(
        "replace a seal", sealed("REPLACE", level="B-LTA"), stands=changed("seal", "level = 'B-LTA'"), only="sqlite"
    ),
    forgery(
        "replace a seal by its entry",
        sealed("REPLACE", id=uid("forged"), paper_id=uid("third")),
        stands=changed("seal", f"id = '{uid('forged')}'"),
        only="sqlite",
    ),
    *(
        forgery(
            name,
            sealed(**({"id": uid("forged"), "seq": 3, "paper_id": uid("third")} | more)),
            stands=changed("seal", f"id = '{uid('forged')}'"),
        )
        for name, more in {
            "seal a paper that is not there": {"paper_id": uid("nothing")},
            "seal another text": {"paper_digest": HASH},
            "seal a paper of another case": {"paper_id": uid("paper"), "paper_digest": D1},
            "seal an internal paper": {"paper_id": uid("internal")},
            "seal a paper of a replay": {"case_id": uid("played"), "paper_id": uid("played"), "seq": 1},
            "seal by no entry of a seal": {"seq": 0},
            "seal twice by a sample": {"paper_id": uid("sent"), "sample": 1},
            "leave out a round of seals": {"round": 2},
            "count a sample among the real seals": {"sample": 1, "round": 2},
        }.items()
    ),
    forgery("skip numbers", "UPDATE zf_number SET next = next + 2", stands=changed("number", "next = 4")),
    forgery("take a number back", "UPDATE zf_number SET next = next - 1", stands=changed("number", "next = 1")),
    forgery("begin a series later", number(9, series="y"), stands=changed("number", "series = 'y'")),
    forgery(
        "rename a series",
        "UPDATE zf_number SET next = 3, series = 'y' WHERE series = 'x'",
        stands=changed("number", "series = 'y'"),
    ),
    forgery("delete a series", "DELETE FROM zf_number", stands=gone("number")),
    forgery(
        "replace a series",
        "UPDATE zf_number SET next = 3 WHERE series = 'x'",
        number(2, "REPLACE"),
        stands=gone("number", "next = 3"),
        only="sqlite",
    ),
    forgery("truncate numbers", "TRUNCATE zf_number", stands=gone("number"), only="postgresql"),
    forgery(
        "change a voided number",
        "UPDATE zf_voided_number SET body = 'forged'",
        stands=changed("voided_number", "body = 'forged'"),
    ),
    forgery("delete a voided number", "DELETE FROM zf_voided_number", stands=gone("voided_number")),
    forgery("truncate voided numbers", "TRUNCATE zf_voided_number", stands=gone("voided_number"), only="postgresql"),
    forgery(
        "replace a voided number",
        voided(1, HASH, None, "REPLACE", body="forged"),
        stands=changed("voided_number", "body = 'forged'"),
        only="sqlite",
    ),
    forgery(
        "replace a voided number by its id",
        TAKE_NEXT,
        voided(2, HASH2, HASH, "REPLACE", id=uid("voided/1")),
        stands=gone("voided_number", "seq = 1"),
        only="sqlite",
    ),
    forgery("void a number that was not taken", voided(2, HASH2, HASH), stands=changed("voided_number", "seq = 2")),
    forgery(
        "void a number that a paper bears",
        TAKE_NEXT,
        paper("filed", id=uid("other"), series="p", number="p〔2026〕2号", ordinal=2),
        voided(2, HASH2, HASH),
        stands=changed("voided_number", "seq = 2"),
    ),
    forgery(
        "void a number of a series that has no pad",
        number(2, series="q/1"),
        voided(2, HASH2, HASH, series="q", ordinal=1, counter="q/1", place=1),
        stands=changed("voided_number", "seq = 2"),
    ),
    forgery(
        "void a number beyond the end of the pad",
        TAKE_NEXT,
        "UPDATE zf_number SET next = 4 WHERE series = 'p/1'",
        voided(2, HASH2, HASH, ordinal=3, place=3),
        stands=changed("voided_number", "seq = 2"),
    ),
    forgery("begin a counted series later", begun_later("x", 9), stands=changed("voided_number", "seq = 2")),
    forgery("begin a pad later", begun_later("p/3", 9), stands=changed("voided_number", "seq = 2")),
    forgery(
        "begin a series beyond all numbers", begun_later("y", 1_000_000), stands=changed("voided_number", "seq = 2")
    ),
    forgery(
        "begin elsewhere than the record says",
        begun_later("y", 9),
        number(9, series="y"),
        stands=changed("number", "series = 'y'"),
    ),
    forgery(
        "begin at 1 though the record says later",
        begun_later("y", 9),
        number(2, series="y"),
        stands=changed("number", "series = 'y'"),
    ),
    forgery(
        "void a number and lie about its pad",
        TAKE_NEXT,
        voided(2, HASH2, HASH, ordinal=9),
        stands=changed("voided_number", "seq = 2"),
    ),
    forgery("void after nothing", TAKE_NEXT, voided(2, HASH2, None), stands=changed("voided_number", "seq = 2")),
    forgery("void after a wrong hash", TAKE_NEXT, voided(2, HASH2, D1), stands=changed("voided_number", "seq = 2")),
    forgery(
        "void and skip a link",
        TAKE_NEXT,
        voided(3, HASH2, HASH, ordinal=2, place=2),
        stands=changed("voided_number", "seq = 3"),
    ),
    forgery(
        "issue a paper under a voided number",
        paper("filed", id=uid("other"), series="p", number="p〔2026〕1号"),
        stands=changed("paper", f"id = '{uid('other')}'"),
    ),
    forgery("move a term", "UPDATE zf_term SET due = '2027-01-01'", stands=changed("term", "due = '2027-01-01'")),
    forgery("delete a term", "DELETE FROM zf_term", stands=gone("term")),
    forgery(
        "replace a term", term("REPLACE", due="2027-01-01"), stands=changed("term", "due = '2027-01-01'"), only="sqlite"
    ),
    forgery("truncate terms", "TRUNCATE zf_term", stands=gone("term"), only="postgresql"),
    forgery("rename a track", "UPDATE zf_track SET track = 'forged'", stands=changed("track", "track = 'forged'")),
    forgery("delete a track", "DELETE FROM zf_track", stands=gone("track")),
    forgery(
        "replace a track", track("REPLACE", track="forged"), stands=changed("track", "track = 'forged'"), only="sqlite"
    ),
    forgery("truncate tracks", "TRUNCATE zf_track", stands=gone("track"), only="postgresql"),
    forgery(
        "change a command", f"UPDATE zf_command SET digest = '{D2}'", stands=changed("command", f"digest = '{D2}'")
    ),
    forgery("delete a command", "DELETE FROM zf_command", stands=gone("command")),
    forgery("replace a command", command(D2, "REPLACE"), stands=changed("command", f"digest = '{D2}'"), only="sqlite"),
    forgery("truncate commands", "TRUNCATE zf_command", stands=gone("command"), only="postgresql"),
    forgery("change a file row", "UPDATE zf_file SET name = 'forged'", stands=changed("file", "name = 'forged'")),
    forgery("delete a file row", "DELETE FROM zf_file", stands=gone("file")),
    forgery("replace a file row", file("forged", "REPLACE"), stands=changed("file", "name = 'forged'"), only="sqlite"),
    forgery("truncate file rows", "TRUNCATE zf_file", stands=gone("file"), only="postgresql"),
    forgery("give the database another identity", "UPDATE zf_database_identity SET id = 'x'", stands=ANOTHER),
    forgery("give the database a second identity", row("database_identity", id="x", agency_id="*"), stands=ANOTHER),
    forgery("take the database's identity", "DELETE FROM zf_database_identity", stands=gone("database_identity")),
    forgery(
        "truncate identities", "TRUNCATE zf_database_identity", stands=gone("database_identity"), only="postgresql"
    ),
    *(
        forgery(
            f"change custody's {column}",
            f"UPDATE zf_custody SET {column} = 'forged' WHERE seq = 1",
            stands=changed("custody", f"{column} = 'forged'"),
        )
        for column in ("id", "event", "actor_id", "body", "occurred_at", "recorded_at")
    ),
    forgery(
        "delete the last line of custody", "DELETE FROM zf_custody WHERE seq = 1", stands=gone("custody", "seq = 1")
    ),
    forgery("truncate custody", "TRUNCATE zf_custody", stands=gone("custody"), only="postgresql"),
    forgery(
        "replace a line of custody",
        custody(1, HASH2, (0, HASH), verb="INSERT OR REPLACE", body="forged"),
        stands=changed("custody", "body = 'forged'"),
        only="sqlite",
    ),
    forgery(
        "replace a line of custody by its id",
        custody(2, D2, (1, HASH2), verb="INSERT OR REPLACE", id=uid("custody/1")),
        stands=gone("custody", "seq = 1"),
        only="sqlite",
    ),
    forgery("custody skips a line", custody(3, D2, (1, HASH2)), stands=changed("custody", "seq = 3")),
    forgery("custody names a wrong hash", custody(2, D2, (1, D1)), stands=changed("custody", "seq = 2")),
    forgery(
        "custody goes on with another file", custody(2, D2, (1, HASH2), digest=D2), stands=changed("custody", "seq = 2")
    ),
    forgery(
        "custody receives twice", custody(2, D2, (1, HASH2), event="received"), stands=changed("custody", "seq = 2")
    ),
    forgery(
        "custody begins without a receipt",
        custody(0, D2, None, key="f", event="moved", id=uid("custody/f")),
        stands=changed("custody", "key = 'f'"),
    ),
    forgery(
        "custody begins in the middle",
        custody(1, D2, (0, HASH), key="f", id=uid("custody/f")),
        stands=changed("custody", "key = 'f'"),
    ),
    forgery(
        "change the register's journal",
        "UPDATE zf_register_entry SET body = 'forged'",
        stands=changed("register_entry", "body = 'forged'"),
    ),
    forgery(
        "delete the last entry of the register's journal",
        "UPDATE zf_register_line SET until = NULL",
        "DELETE FROM zf_register_entry WHERE seq = 2",
        stands=gone("register_entry", "seq = 2"),
    ),
    forgery(
        "replace an entry of the register's journal",
        register_entry(2, HASH2, HASH, verb="INSERT OR REPLACE", body="forged"),
        stands=changed("register_entry", "body = 'forged'"),
        only="sqlite",
    ),
    forgery(
        "a version of the register is left out",
        register_entry(4, D2, HASH2),
        stands=changed("register_entry", "seq = 4"),
    ),
    forgery("a register begins anew", register_entry(3, D2, None), stands=changed("register_entry", "seq = 3")),
    forgery(
        "change a register line",
        "UPDATE zf_register_line SET body = 'forged', until = 2 WHERE key = 'stands'",
        stands=changed("register_line", "body = 'forged'"),
    ),
    forgery("delete a register line", "DELETE FROM zf_register_line", stands=gone("register_line")),
    forgery(
        "replace the register line that stands",
        line("stands", 2, verb="INSERT OR REPLACE", body="forged"),
        stands=gone("register_line", "key = 'stands' AND since = 1"),
        only="sqlite",
    ),
    forgery(
        "a register line of an earlier version", line("forged", 1), stands=changed("register_line", "key = 'forged'")
    ),
    forgery(
        "a register line that is gone at once",
        line("forged", 2, until=3),
        stands=changed("register_line", "key = 'forged'"),
    ),
    forgery(
        "a register line leaves later",
        "UPDATE zf_register_line SET until = 3 WHERE key = 'stands'",
        stands=changed("register_line", "until = 3"),
    ),
    forgery(
        "a register line comes back",
        "UPDATE zf_register_line SET until = NULL WHERE key = 'left'",
        stands=changed("register_line", "key = 'left' AND until IS NULL"),
    ),
    forgery(
        "change a refusal", "UPDATE zf_refusal SET reasons = 'forged'", stands=changed("refusal", "reasons = 'forged'")
    ),
    *(
        forgery(
            f"change a case's {column}",
            f"UPDATE zf_case SET {column} = {value} WHERE id = '{uid('bare')}'",
            stands=changed("case", f"{column} = {value}"),
        )
        for column, value in {
            "id": "'forged'",
            "agency_id": "'forged'",
            "workflow_version": "9",
            "workflow_digest": "'forged'",
            "replay": "1",
            "opened_at": "'2020-01-01'",
        }.items()
    ),
)

LAWFUL = {
    "decide on a passed review": (decide("passed", round_=1, outcome="agreed"),),
    "decide under an exemption of the statute": (decide("summary", workflow="summary", article=ARTICLE),),
    "decide on an assessment by the catalogue": (assessed("assessed"),),
    "decide on an assessment of a draft that was mended": (assessed("rewritten"),),
    "decide on an assessment once a review came round": (review("objected", 2, "agreed"), assessed("objected")),
    "change the register": (
        register_entry(3, D2, HASH2),
        "UPDATE zf_register_line SET until = 3 WHERE key = 'stands'",
        line("stands", 3),
        line("left", 3),
    ),
    "begin the register of another agency": (
        register_entry(7, D2, None, agency_id="B"),
        line("stands", 7, agency_id="B"),
    ),
    "review again and decide": (review("turned", 3, "agreed"), decide("turned", round_=3, outcome="agreed")),
    "append an entry": (entry("filed", 2, D2, (1, HASH2)), facts("filed", 2)),
    "begin a chain": (entry("bare", 0, HASH, None),),
    "move a case on": (f"UPDATE zf_case SET state = 'x', version = 2, ended_at = '{AT}' WHERE id = '{uid('bare')}'",),
    "erase facts": ("DELETE FROM zf_facts",),
    "allot the next number": ("UPDATE zf_number SET next = next + 1", number(2, series="y")),
    "void the next number of a pad": (TAKE_NEXT, voided(2, HASH2, HASH)),
    "begin a series later": (begun_later("y", 9), number(10, series="y")),
    "close a term": (f"UPDATE zf_term SET status = 'met', ended_on = '2026-11-22', ended_seq = 1 WHERE {FILED}",),
    "seal a paper": (sealed(id=uid("new"), seq=3, paper_id=uid("third")),),
    "put a real seal in the place of a sample": (sealed(id=uid("new"), seq=3, paper_id=uid("second")),),
    "put a real seal in the place of a wrong one": (sealed(id=uid("new"), seq=3, round=2),),
    "append a line of custody": (custody(2, D2, (1, HASH2)),),
    "receive another file": (custody(0, D2, None, key="f", digest=D2, id=uid("custody/f")),),
    "erase what custody tells of people": ("UPDATE zf_custody SET salt = NULL, told = NULL",),
    "close a track": (
        f"UPDATE zf_track SET outcome = 'served', closed_on = '2026-11-22', closed_seq = 1 WHERE {FILED}",
    ),
    "drop a refusal": ("DELETE FROM zf_refusal",),
}

# How a connection that is not ours may be set: each of these turns some constraint off.
MODES = {
    "sqlite": {
        "as opened": (),
        "foreign keys on": ("PRAGMA foreign_keys = ON",),
        "checks ignored": ("PRAGMA foreign_keys = ON", "PRAGMA ignore_check_constraints = ON"),
        "nothing but triggers": ("PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"),
    },
    "postgresql": {"as opened": (), "replica": ("SET LOCAL session_replication_role = replica",)},
}

CONSTRAINTS = {
    "ck_decision_cleared": "01 no review at all",
    "fk_decision_case": "10 the same and lying about the workflow",
    "fk_decision_review": "06 another draft",
    "fk_decision_exemption": "11 an invented article",
    "fk_decision_assessment": "24c the assessment of another draft",
}
TRIGGERS = {
    "zf_decision_gate": "08 an older agreed round",
    "zf_decision_no_update": "15 change a decision",
    "zf_decision_no_delete": "16 delete a decision",
    "zf_review_no_update": "12 turn the review",
    "zf_review_no_delete": "12a delete the last round",
    "zf_case_fixed": "13 move the case",
    "zf_case_no_delete": "21 delete the case and open it again",
    "zf_exemption_no_insert": "14 add an exemption",
    "zf_exemption_no_update": "14a move an exemption",
    "zf_exemption_no_delete": "22 delete an exemption",
    "zf_assessment_no_update": "25 turn the assessment",
    "zf_assessment_no_delete": "25a delete the last assessment",
    "zf_assessable_kind_no_insert": "26 add a kind",
    "zf_assessable_kind_no_update": "26a move a kind",
    "zf_assessable_kind_no_delete": "26b delete a kind",
}
GATE = {
    "sqlite": CONSTRAINTS
    | TRIGGERS
    | {
        "zf_decision_no_replace": "17d replace a decision",
        "zf_review_no_replace": "17 replace the negative review",
        "zf_case_no_replace": "17c replace the case",
        "zf_assessment_no_replace": "25b replace the assessment",
    },
    "postgresql": CONSTRAINTS
    | TRIGGERS
    | {
        "zf_decision_no_truncate": "17h truncate decisions",
        "zf_review_no_truncate": "17 truncate reviews",
        "zf_case_no_truncate": "17f truncate cases",
        "zf_exemption_no_truncate": "17g truncate exemptions",
        "zf_assessment_no_truncate": "25c truncate assessments",
        "zf_assessable_kind_no_truncate": "26c truncate kinds",
    },
}


@cache
def fresh(dialect: str, without: frozenset[str]) -> list[str]:
    return schema.statements(dialect, without=without)


SEALS = frozenset({"zf_exemption_no_insert", "zf_assessable_kind_no_insert"})
"""Locks of tables that nobody fills: off while the rows of the test are put in."""


class Bench:
    """A seeded schema with some locks left out, in a transaction that is never committed."""

    def __init__(
        self, connection: Any, dialect: str, mode: tuple[str, ...] = (), without: frozenset[str] = frozenset()
    ) -> None:
        self.connection = connection
        self.dialect = dialect
        self.refusal = ""
        seals = [lock for lock in locks(dialect) if lock.name in SEALS]
        for statement in fresh(dialect, without | SEALS):
            connection.execute(statement)
        sealing = (statement for seal in seals if seal.name not in without for statement in seal.statements)
        for statement in (*SEED, *sealing, *mode):
            connection.execute(statement)

    def lets_in(self, forged: Forgery) -> bool:
        try:
            for step in forged.steps:
                self.step(step)
            self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE" if self.dialect == "postgresql" else "SELECT 1")
        except (sqlite3.Error, psycopg.Error) as error:
            self.refusal = str(error)
            return False
        (standing,) = self.connection.execute(forged.stands).fetchone()
        return bool(standing)

    @contextmanager
    def undone(self) -> Iterator[Self]:
        """Whatever is done to it meanwhile is taken back."""
        self.connection.execute("SAVEPOINT meanwhile")
        try:
            yield self
        finally:
            self.connection.execute("ROLLBACK TO SAVEPOINT meanwhile")
            self.connection.execute("RELEASE SAVEPOINT meanwhile")

    def step(self, sql: str) -> None:
        if not sql.startswith("COPY"):
            self.connection.execute(sql)
            return
        values = (uid("forged"), "A", uid("bare"), "ordinary", 1, "penalty", D1, None, None, None, AT, 0, None)
        with self.connection.cursor().copy(sql) as copy:
            copy.write_row(values)


Connect = Callable[[str], Any]
Standing = Callable[..., Bench]
postgresql = pytest.mark.postgresql


def _connected(url: str) -> Any:
    return psycopg.connect(url.replace("+psycopg", ""))


def _in_memory() -> Any:
    return sqlite3.connect(":memory:", isolation_level=None)


@pytest.fixture(scope="module")
def lock_database(request: pytest.FixtureRequest) -> Iterator[Connect]:
    """Gives a fresh connection to an empty database; each is thrown away uncommitted."""
    with ExitStack() as stack:

        @cache
        def url() -> str:
            cluster: PostgresCluster = request.getfixturevalue("postgres")
            return stack.enter_context(cluster.database())

        yield lambda dialect: _in_memory() if dialect == "sqlite" else _connected(url())


@pytest.fixture(scope="module")
def standing(request: pytest.FixtureRequest) -> Iterator[Standing]:
    """Gives a bench that was made once, alone in its database, for tests that take back what they do to it."""
    with ExitStack() as stack:

        @cache
        def make(dialect: str, mode: tuple[str, ...] = (), without: frozenset[str] = frozenset()) -> Bench:
            if dialect == "sqlite":
                connection = _in_memory()
            else:
                cluster: PostgresCluster = request.getfixturevalue("postgres")
                connection = _connected(stack.enter_context(cluster.database()))
            return Bench(stack.enter_context(closing(connection)), dialect, mode, without)

        yield make


def _each(forgeries: tuple[Forgery, ...]) -> list[Any]:
    return [
        pytest.param(
            dialect,
            mode,
            forged,
            id=f"{dialect}-{mode}-{forged.name}",
            marks=postgresql if dialect == "postgresql" else (),
        )
        for dialect, modes in MODES.items()
        for mode in modes
        for forged in forgeries
        if dialect in forged.dialects
    ]


@pytest.mark.parametrize(("dialect", "mode", "forged"), _each(GATE_FORGERIES + OTHER_FORGERIES))
def test_forgery_is_refused_with_all_locks_on(standing: Standing, dialect: str, mode: str, forged: Forgery) -> None:
    with standing(dialect, MODES[dialect][mode]).undone() as bench:
        assert not bench.lets_in(forged)


@pytest.mark.parametrize(
    ("dialect", "mode", "name"),
    [
        pytest.param(dialect, mode, name, marks=postgresql if dialect == "postgresql" else ())
        for dialect in MODES
        for mode in MODES[dialect]
        for name in LAWFUL
    ],
)
def test_lawful_rows_get_in_with_all_locks_on(standing: Standing, dialect: str, mode: str, name: str) -> None:
    with standing(dialect, MODES[dialect][mode]).undone() as bench:
        for step in LAWFUL[name]:
            bench.step(step)


def _holding(dialect: str) -> frozenset[str]:
    constraints = {
        c.name for table in metadata.sorted_tables for c in table.constraints if str(c.name).startswith(("ck_", "fk_"))
    }
    return frozenset({lock.name for lock in locks(dialect)} | constraints)


GATED = {"zf_case", "zf_review", "zf_exemption", "zf_assessment", "zf_assessable_kind", "zf_decision"}
# Against a second link at one place of a chain stand its keys as well.
KEYS = frozenset({"pk_zf_entry", "uq_entry_hash"})


@pytest.mark.parametrize(
    ("dialect", "forged"),
    [
        pytest.param(
            dialect, forged, id=f"{dialect}-{forged.name}", marks=postgresql if dialect == "postgresql" else ()
        )
        for dialect in MODES
        for forged in GATE_FORGERIES + OTHER_FORGERIES
        if dialect in forged.dialects
    ],
)
def test_every_forgery_gets_in_where_nothing_holds_it(standing: Standing, dialect: str, forged: Forgery) -> None:
    off = _holding(dialect) | (KEYS if forged.name == "fork the chain" else frozenset())
    with standing(dialect, without=off).undone() as bench:
        assert bench.lets_in(forged), bench.refusal


def _gate() -> list[Any]:
    return [
        pytest.param(dialect, lock, id=f"{dialect}-{lock}", marks=postgresql if dialect == "postgresql" else ())
        for dialect, gate in GATE.items()
        for lock in gate
    ]


def _of_gate(dialect: str, lock: str) -> Forgery:
    return next(f for f in GATE_FORGERIES if f.name == GATE[dialect][lock] and dialect in f.dialects)


def _truncations(dialect: str) -> set[str]:
    # A truncation cascades into tables that are no part of the gate, whose own locks would stop it.
    return {lock.name for lock in locks(dialect) if lock.name.endswith("_no_truncate")}


@pytest.mark.parametrize(("dialect", "lock"), _gate())
def test_lock_of_the_gate_refuses_its_forgery_with_all_others_off(
    lock_database: Connect, dialect: str, lock: str
) -> None:
    others = (set(GATE[dialect]) | _truncations(dialect)) - {lock}
    mode = ("PRAGMA foreign_keys = ON",) if dialect == "sqlite" else ()
    with closing(lock_database(dialect)) as connection:
        assert not Bench(connection, dialect, mode, frozenset(others)).lets_in(_of_gate(dialect, lock))


@pytest.mark.parametrize(("dialect", "lock"), _gate())
def test_forgery_gets_in_once_its_lock_is_off_too(lock_database: Connect, dialect: str, lock: str) -> None:
    every = set(GATE[dialect]) | _truncations(dialect)
    mode = ("PRAGMA foreign_keys = ON",) if dialect == "sqlite" else ()
    with closing(lock_database(dialect)) as connection:
        bench = Bench(connection, dialect, mode, frozenset(every))
        assert bench.lets_in(_of_gate(dialect, lock)), bench.refusal


@pytest.mark.parametrize("dialect", [pytest.param("sqlite"), pytest.param("postgresql", marks=postgresql)])
def test_every_lock_of_the_gate_has_its_forgery(dialect: str) -> None:
    guarding = {lock.name for lock in locks(dialect) if lock.table in GATED}
    assert set(GATE[dialect]) == guarding | set(CONSTRAINTS)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_every_forgery_is_refused_in_words_that_start_with_zf(dialect: str) -> None:
    texts = [statement for lock in locks(dialect) for statement in lock.statements if "RAISE" in statement]
    assert all("'ZF" in statement for statement in texts)


def test_a_misspelt_lock_cannot_be_left_out() -> None:
    with pytest.raises(KeyError, match="zf_decision_gaet"):
        schema.statements("sqlite", without={"zf_decision_gaet"})


def test_the_application_may_not_switch_the_triggers_off() -> None:
    assert all("ENABLE ALWAYS" in lock.statements[1] for lock in locks("postgresql"))
