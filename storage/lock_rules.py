"""What may not be changed, replaced or forged in the tables, whoever writes the SQL; :mod:`zhifa.storage.locks` makes triggers of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhifa.storage.tables import metadata

Act = Literal["insert", "update", "delete", "replace", "truncate"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What is refused on a table: whole acts, and updates of the `fixed` columns."""

    table: str
    never: tuple[Act, ...]
    fixed: tuple[str, ...] = ()


_APPEND_ONLY: tuple[Act, ...] = ("update", "delete", "replace", "truncate")
_KEPT: tuple[Act, ...] = ("delete", "replace", "truncate")
_SEALED: tuple[Act, ...] = ("insert", "update", "delete", "truncate")

RULES = (
    Rule(
        table="zf_case",
        never=_KEPT,
        fixed=("id", "agency_id", "workflow", "workflow_version", "workflow_digest", "replay", "opened_at"),
    ),
    Rule(table="zf_entry", never=_APPEND_ONLY),
    # DELETE stays allowed: erasure under privacy law (个人信息保护法 47); the chain holds only a salted commitment.
    Rule(table="zf_facts", never=("update", "replace", "truncate")),
    Rule(table="zf_review", never=_APPEND_ONLY),
    Rule(table="zf_exemption", never=_SEALED),
    Rule(table="zf_assessment", never=_APPEND_ONLY),
    Rule(table="zf_assessable_kind", never=_SEALED),
    Rule(table="zf_decision", never=_APPEND_ONLY),
    Rule(table="zf_fine", never=_APPEND_ONLY),
    Rule(table="zf_fine_end", never=_APPEND_ONLY),
    Rule(table="zf_link", never=_APPEND_ONLY),
    Rule(table="zf_migration", never=_APPEND_ONLY),
    Rule(table="zf_paper", never=_APPEND_ONLY),
    Rule(table="zf_seal", never=_APPEND_ONLY),
    Rule(table="zf_number", never=_KEPT, fixed=("agency_id", "series", "year", "id")),
    Rule(table="zf_voided_number", never=_APPEND_ONLY),
    Rule(
        table="zf_term",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_term"].c if c.name not in {"status", "ended_on", "ended_seq"}),
    ),
    Rule(
        table="zf_track",
        never=_KEPT,
        fixed=tuple(
            c.name for c in metadata.tables["zf_track"].c if c.name not in {"outcome", "closed_on", "closed_seq"}
        ),
    ),
    Rule(table="zf_command", never=_APPEND_ONLY),
    Rule(table="zf_refusal", never=("update",)),
    Rule(table="zf_file", never=_APPEND_ONLY),
    Rule(table="zf_database_identity", never=_SEALED),
    Rule(table="zf_calendar", never=_APPEND_ONLY),
    Rule(table="zf_calendar_run", never=_KEPT, fixed=("agency_id", "seq", "id", "started_at")),
    Rule(table="zf_watch", never=_KEPT, fixed=("id", "agency_id", "case_id")),
    Rule(table="zf_warning", never=_APPEND_ONLY),
    Rule(table="zf_inbox", never=_APPEND_ONLY),
    Rule(table="zf_acknowledgement", never=_APPEND_ONLY),
    Rule(
        table="zf_outbox",
        never=_KEPT,
        fixed=("id", "agency_id", "officer_id", "channel", "sweep_id", "payload", "created_at"),
    ),
    Rule(table="zf_import", never=_APPEND_ONLY),
    Rule(table="zf_read", never=_APPEND_ONLY),
    Rule(table="zf_account", never=_KEPT, fixed=("id", "agency_id", "login_name", "created_at", "created_by")),
    Rule(table="zf_account_entry", never=_APPEND_ONLY),
    Rule(
        table="zf_token",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_token"].c if c.name not in {"revoked_at", "used_on"}),
    ),
    Rule(table="zf_identity_link", never=("update", "replace", "truncate")),
    Rule(table="zf_register_entry", never=_APPEND_ONLY),
    Rule(
        table="zf_register_line",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_register_line"].c if c.name != "until"),
    ),
    Rule(table="zf_past_decision", never=_APPEND_ONLY),
    # Salt and what was told may be set to NULL: erasure, as of facts. Anything else put there breaks the commitment in the body.
    Rule(
        table="zf_custody",
        never=_KEPT,
        fixed=tuple(c.name for c in metadata.tables["zf_custody"].c if c.name not in {"salt", "told"}),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """What must hold of a row that comes in, or of what it becomes. A NULL in a key makes the condition unknown, and unknown is refused as well."""

    table: str
    name: str
    text: str
    """Of the refusal."""
    condition: str
    act: Literal["INSERT", "UPDATE"] = "INSERT"


GATES = (
    Gate(
        table="zf_decision",
        name="gate",
        text="ZF-58: no passed review of this draft",
        condition="""\
EXISTS (SELECT 1 FROM zf_case c
  WHERE c.id = NEW.case_id AND c.workflow = NEW.workflow AND c.workflow_version = NEW.workflow_version)
AND ((NEW.exempt_article IS NULL AND NEW.assessment_id IS NULL AND NEW.review_outcome = 'agreed'
    AND EXISTS (SELECT 1 FROM zf_review r
      WHERE r.case_id = NEW.case_id AND r.round = NEW.review_round AND r.draft_digest = NEW.draft_digest
        AND r.outcome = 'agreed' AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id))
    AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.case_id = NEW.case_id AND d.review_round = NEW.review_round))
  OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL AND NEW.assessment_id IS NULL
    AND EXISTS (SELECT 1 FROM zf_exemption e
      WHERE e.workflow = NEW.workflow AND e.workflow_version = NEW.workflow_version
        AND e.decision_kind = NEW.kind AND e.article = NEW.exempt_article))
  OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL AND NEW.exempt_article IS NULL
    AND EXISTS (SELECT 1 FROM zf_assessment a
      WHERE a.id = NEW.assessment_id AND a.case_id = NEW.case_id AND a.draft_digest = NEW.draft_digest AND a.due = 0
        AND a.seq = (SELECT max(seq) FROM zf_assessment WHERE case_id = NEW.case_id))
    AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.assessment_id = NEW.assessment_id)
    AND NOT EXISTS (SELECT 1 FROM zf_review r
      WHERE r.case_id = NEW.case_id AND r.draft_digest = NEW.draft_digest AND r.outcome <> 'agreed'
        AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id AND draft_digest = NEW.draft_digest))
    AND EXISTS (SELECT 1 FROM zf_assessable_kind k
      WHERE k.workflow = NEW.workflow AND k.workflow_version = NEW.workflow_version AND k.decision_kind = NEW.kind)))""",
    ),
    Gate(
        table="zf_seal",
        name="gate",
        text="ZF: no such paper to seal, or it is sealed",
        condition="""\
EXISTS (SELECT 1 FROM zf_paper p JOIN zf_case c ON c.id = p.case_id
  WHERE p.id = NEW.paper_id AND p.case_id = NEW.case_id AND p.digest = NEW.paper_digest
    AND p.external = 1 AND p.seq < NEW.seq AND c.replay = 0)
AND EXISTS (SELECT 1 FROM zf_entry e WHERE e.case_id = NEW.case_id AND e.seq = NEW.seq AND e.kind = 'seal')
AND (NEW.sample = 0 OR NOT EXISTS (SELECT 1 FROM zf_seal s WHERE s.paper_id = NEW.paper_id))
AND NEW.round = 1 + (SELECT count(*) FROM zf_seal s WHERE s.paper_id = NEW.paper_id AND s.sample = 0)""",
    ),
    Gate(
        table="zf_entry",
        name="chain",
        text="ZF: no such predecessor in the record chain",
        condition="""\
(NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL)
OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1
  AND EXISTS (SELECT 1 FROM zf_entry
    WHERE case_id = NEW.case_id AND seq = NEW.prev_seq AND hash = NEW.prev_hash))""",
    ),
    Gate(
        table="zf_custody",
        name="chain",
        text="ZF: no such predecessor in the chain of custody",
        condition="""\
(NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL AND NEW.event = 'received')
OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1 AND NEW.event <> 'received'
  AND EXISTS (SELECT 1 FROM zf_custody
    WHERE case_id = NEW.case_id AND key = NEW.key AND seq = NEW.prev_seq AND hash = NEW.prev_hash AND digest = NEW.digest))""",
    ),
    Gate(
        table="zf_warning",
        name="chain",
        text="ZF: no such predecessor in the chain of warnings",
        condition="""\
(NEW.seq = 1 AND NEW.prev_hash IS NULL)
OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_warning
    WHERE term_id = NEW.term_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))""",
    ),
    Gate(
        table="zf_voided_number",
        name="chain",
        text="ZF: no such predecessor in the chain of voided numbers",
        condition="""\
(NEW.seq = 1 AND NEW.prev_hash IS NULL)
OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_voided_number
    WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))""",
    ),
    Gate(
        table="zf_voided_number",
        name="taken",
        text="ZF: a number of a pad is voided when it has just been taken for that, a series begun later before it is counted",
        condition="""\
(NEW.counter = NEW.series || '/' || (NEW.ordinal - NEW.place + 1)
  AND EXISTS (SELECT 1 FROM zf_pad d
    WHERE d.agency_id = NEW.agency_id AND d.series = NEW.series AND d.year = NEW.year
      AND d.first = NEW.ordinal - NEW.place + 1 AND d.last >= NEW.ordinal)
  AND EXISTS (SELECT 1 FROM zf_number n
    WHERE n.agency_id = NEW.agency_id AND n.series = NEW.counter AND n.year = NEW.year AND n.next = NEW.place + 1)
  AND NOT EXISTS (SELECT 1 FROM zf_paper p
    WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year AND p.ordinal = NEW.ordinal))
OR (NEW.counter = NEW.series AND NEW.series NOT LIKE '%/%' AND NEW.place = NEW.ordinal AND NEW.ordinal BETWEEN 1 AND 999999
  AND NOT EXISTS (SELECT 1 FROM zf_number n
    WHERE n.agency_id = NEW.agency_id AND n.series = NEW.series AND n.year = NEW.year)
  AND NOT EXISTS (SELECT 1 FROM zf_paper p
    WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year))""",
    ),
    Gate(
        table="zf_register_entry",
        name="chain",
        text="ZF: no such predecessor in the journal of the register",
        condition="""\
(NEW.prev_hash IS NULL AND NOT EXISTS (SELECT 1 FROM zf_register_entry WHERE agency_id = NEW.agency_id))
OR EXISTS (SELECT 1 FROM zf_register_entry
  WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash)""",
    ),
    Gate(
        table="zf_register_line",
        name="entered",
        text="ZF: a line comes with the newest entry of the register, and in the place of none that stands",
        condition="""\
NEW.until IS NULL
AND NEW.since = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)
AND NOT EXISTS (SELECT 1 FROM zf_register_line
  WHERE agency_id = NEW.agency_id AND book = NEW.book AND key = NEW.key AND until IS NULL)""",
    ),
    Gate(
        table="zf_register_line",
        name="left",
        text="ZF: a line that stands goes with the newest entry of the register, once",
        condition="""\
OLD.until IS NULL
AND NEW.until = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)""",
        act="UPDATE",
    ),
    Gate(
        table="zf_paper",
        name="unvoided",
        text="ZF: this number was voided",
        condition="""\
NEW.series IS NULL
OR NOT EXISTS (SELECT 1 FROM zf_voided_number v
  WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.year = NEW.year AND v.ordinal = NEW.ordinal
    AND v.counter <> v.series)""",
    ),
)


FIRST_NUMBER_TEXT = "ZF: a series starts at 1, or behind the numbers that are on record as used before"
FIRST_NUMBER = """\
coalesce((SELECT max(v.ordinal) + 1 FROM zf_voided_number v
  WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.counter = NEW.series AND v.year = NEW.year), 2)"""
"""What a counter says when it begins: 2, once number 1 is taken, or the number with which a series begun later (`numbers-start`) goes on."""
