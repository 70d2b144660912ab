CREATE TABLE zf_register_entry (
  agency_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  prev_hash TEXT,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  source TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  imported_by TEXT,
  CONSTRAINT pk_zf_register_entry PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_register_entry_id UNIQUE (id),
  CONSTRAINT uq_register_entry_hash UNIQUE (hash),
  CONSTRAINT ck_register_entry_seq CHECK (seq >= 1),
  CONSTRAINT ck_register_entry_hash CHECK (length(hash) = 64),
  CONSTRAINT ck_register_entry_source CHECK (source IN ('file', 'edit', 'upgrade'))
) STRICT;

CREATE TABLE zf_register_line (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  book TEXT NOT NULL,
  "key" TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  body TEXT NOT NULL,
  CONSTRAINT pk_zf_register_line PRIMARY KEY (id),
  CONSTRAINT fk_register_line_entry FOREIGN KEY(agency_id, since) REFERENCES zf_register_entry (agency_id, seq),
  CONSTRAINT ck_register_line_until CHECK (until > since)
) STRICT;

CREATE INDEX ix_register_line_since ON zf_register_line (agency_id, since);

CREATE UNIQUE INDEX uq_register_line_standing ON zf_register_line (agency_id, book, "key") WHERE until IS NULL;

CREATE TABLE zf_assessment (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  draft_digest TEXT NOT NULL,
  due INTEGER NOT NULL,
  register_version INTEGER NOT NULL,
  rules_digest TEXT NOT NULL,
  articles TEXT NOT NULL,
  inputs TEXT NOT NULL,
  CONSTRAINT pk_zf_assessment PRIMARY KEY (id),
  CONSTRAINT fk_assessment_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT fk_assessment_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_assessment_entry UNIQUE (case_id, seq),
  CONSTRAINT uq_assessment_draft UNIQUE (id, case_id, draft_digest),
  CONSTRAINT ck_assessment_draft_digest CHECK (length(draft_digest) = 64),
  CONSTRAINT ck_assessment_due CHECK (due IN (0, 1))
) STRICT;

CREATE TABLE zf_assessable_kind (
  workflow TEXT NOT NULL,
  workflow_version INTEGER NOT NULL,
  decision_kind TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  CONSTRAINT pk_zf_assessable_kind PRIMARY KEY (workflow, workflow_version, decision_kind),
  CONSTRAINT uq_assessable_kind_id UNIQUE (id)
) STRICT;

CREATE TABLE zf_migration (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  old_version INTEGER NOT NULL,
  new_version INTEGER NOT NULL,
  new_digest TEXT NOT NULL,
  CONSTRAINT pk_zf_migration PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_migration_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_migration_id UNIQUE (id),
  CONSTRAINT ck_migration_new_digest CHECK (length(new_digest) = 64)
) STRICT;

DROP INDEX ix_decision_case;

ALTER TABLE zf_decision RENAME TO zf_decision_before;

CREATE TABLE zf_decision (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  workflow TEXT NOT NULL,
  workflow_version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  draft_digest TEXT NOT NULL,
  review_round INTEGER,
  review_outcome TEXT,
  exempt_article TEXT,
  decided_at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  assessment_id TEXT,
  CONSTRAINT pk_zf_decision PRIMARY KEY (id),
  CONSTRAINT ck_decision_cleared CHECK ((review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed' AND exempt_article IS NULL AND assessment_id IS NULL) OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL AND assessment_id IS NULL) OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NULL AND assessment_id IS NOT NULL)),
  CONSTRAINT fk_decision_case FOREIGN KEY(case_id, workflow, workflow_version) REFERENCES zf_case (id, workflow, workflow_version),
  CONSTRAINT fk_decision_review FOREIGN KEY(case_id, review_round, draft_digest, review_outcome) REFERENCES zf_review (case_id, round, draft_digest, outcome),
  CONSTRAINT fk_decision_exemption FOREIGN KEY(workflow, workflow_version, kind, exempt_article) REFERENCES zf_exemption (workflow, workflow_version, decision_kind, article),
  CONSTRAINT fk_decision_assessment FOREIGN KEY(assessment_id, case_id, draft_digest) REFERENCES zf_assessment (id, case_id, draft_digest),
  CONSTRAINT ck_decision_draft_digest CHECK (length(draft_digest) = 64)
) STRICT;

INSERT INTO zf_decision SELECT *, NULL FROM zf_decision_before;

DROP TABLE zf_decision_before;

CREATE INDEX ix_decision_case ON zf_decision (case_id, seq);

ALTER TABLE zf_contact RENAME TO zf_contact_before;

CREATE TABLE zf_contact (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  email TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_contact PRIMARY KEY (id),
  CONSTRAINT fk_contact_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_contact_officer UNIQUE (officer_id)
) STRICT;

INSERT INTO zf_contact SELECT c.*, o.valid_from, o.valid_to FROM zf_contact_before c JOIN zf_officer o ON o.id = c.officer_id;

DROP TABLE zf_contact_before;

CREATE TABLE zf_agency_before AS SELECT id, agency_id, name, short_name, region, credit_code, register_version, valid_from, valid_to FROM zf_agency;

DROP TABLE zf_agency;

CREATE TABLE zf_agency (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  region TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  register_version INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_agency PRIMARY KEY (id),
  CONSTRAINT ck_agency_self CHECK (agency_id = id)
) STRICT;

INSERT INTO zf_agency SELECT * FROM zf_agency_before;

DROP TABLE zf_agency_before;

DROP TRIGGER zf_exemption_no_insert;

INSERT INTO zf_exemption (workflow, workflow_version, decision_kind, article, agency_id, id) VALUES ('penalty_summary', 2, 'summary_penalty', '行政处罚法第五十一条', '*', '9e304807-925e-5f38-bde8-707b2aac5604');

CREATE TRIGGER zf_decision_gate BEFORE INSERT ON zf_decision WHEN (
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
        WHERE k.workflow = NEW.workflow AND k.workflow_version = NEW.workflow_version AND k.decision_kind = NEW.kind)))) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF-58: no passed review of this draft'); END;

CREATE TRIGGER zf_register_entry_chain BEFORE INSERT ON zf_register_entry WHEN (
  (NEW.prev_hash IS NULL AND NOT EXISTS (SELECT 1 FROM zf_register_entry WHERE agency_id = NEW.agency_id))
  OR EXISTS (SELECT 1 FROM zf_register_entry
    WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash)) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: no such predecessor in the journal of the register'); END;

CREATE TRIGGER zf_register_line_entered BEFORE INSERT ON zf_register_line WHEN (
  NEW.until IS NULL
  AND NEW.since = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)
  AND NOT EXISTS (SELECT 1 FROM zf_register_line
    WHERE agency_id = NEW.agency_id AND book = NEW.book AND key = NEW.key AND until IS NULL)) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: a line comes with the newest entry of the register, and in the place of none that stands'); END;

CREATE TRIGGER zf_register_line_left BEFORE UPDATE ON zf_register_line WHEN (
  OLD.until IS NULL
  AND NEW.until = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: a line that stands goes with the newest entry of the register, once'); END;

CREATE TRIGGER zf_exemption_no_insert BEFORE INSERT ON zf_exemption
BEGIN SELECT RAISE(ABORT, 'ZF: zf_exemption refuses INSERT'); END;

CREATE TRIGGER zf_assessment_no_update BEFORE UPDATE ON zf_assessment
BEGIN SELECT RAISE(ABORT, 'ZF: zf_assessment refuses UPDATE'); END;

CREATE TRIGGER zf_assessment_no_delete BEFORE DELETE ON zf_assessment
BEGIN SELECT RAISE(ABORT, 'ZF: zf_assessment refuses DELETE'); END;

CREATE TRIGGER zf_assessment_no_replace BEFORE INSERT ON zf_assessment WHEN EXISTS (SELECT 1 FROM zf_assessment WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_assessment WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_assessment WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_assessment)'); END;

CREATE TRIGGER zf_assessable_kind_no_insert BEFORE INSERT ON zf_assessable_kind
BEGIN SELECT RAISE(ABORT, 'ZF: zf_assessable_kind refuses INSERT'); END;

CREATE TRIGGER zf_assessable_kind_no_update BEFORE UPDATE ON zf_assessable_kind
BEGIN SELECT RAISE(ABORT, 'ZF: zf_assessable_kind refuses UPDATE'); END;

CREATE TRIGGER zf_assessable_kind_no_delete BEFORE DELETE ON zf_assessable_kind
BEGIN SELECT RAISE(ABORT, 'ZF: zf_assessable_kind refuses DELETE'); END;

CREATE TRIGGER zf_decision_no_update BEFORE UPDATE ON zf_decision
BEGIN SELECT RAISE(ABORT, 'ZF: zf_decision refuses UPDATE'); END;

CREATE TRIGGER zf_decision_no_delete BEFORE DELETE ON zf_decision
BEGIN SELECT RAISE(ABORT, 'ZF: zf_decision refuses DELETE'); END;

CREATE TRIGGER zf_decision_no_replace BEFORE INSERT ON zf_decision WHEN EXISTS (SELECT 1 FROM zf_decision WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_decision WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_decision)'); END;

CREATE TRIGGER zf_migration_no_update BEFORE UPDATE ON zf_migration
BEGIN SELECT RAISE(ABORT, 'ZF: zf_migration refuses UPDATE'); END;

CREATE TRIGGER zf_migration_no_delete BEFORE DELETE ON zf_migration
BEGIN SELECT RAISE(ABORT, 'ZF: zf_migration refuses DELETE'); END;

CREATE TRIGGER zf_migration_no_replace BEFORE INSERT ON zf_migration WHEN EXISTS (SELECT 1 FROM zf_migration WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_migration WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_migration WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_migration)'); END;

CREATE TRIGGER zf_register_entry_no_update BEFORE UPDATE ON zf_register_entry
BEGIN SELECT RAISE(ABORT, 'ZF: zf_register_entry refuses UPDATE'); END;

CREATE TRIGGER zf_register_entry_no_delete BEFORE DELETE ON zf_register_entry
BEGIN SELECT RAISE(ABORT, 'ZF: zf_register_entry refuses DELETE'); END;

CREATE TRIGGER zf_register_entry_no_replace BEFORE INSERT ON zf_register_entry WHEN EXISTS (SELECT 1 FROM zf_register_entry WHERE agency_id = NEW.agency_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_register_entry WHERE hash = NEW.hash)
  OR EXISTS (SELECT 1 FROM zf_register_entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_register_entry WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_register_entry)'); END;

CREATE TRIGGER zf_register_line_no_delete BEFORE DELETE ON zf_register_line
BEGIN SELECT RAISE(ABORT, 'ZF: zf_register_line refuses DELETE'); END;

CREATE TRIGGER zf_register_line_no_replace BEFORE INSERT ON zf_register_line WHEN EXISTS (SELECT 1 FROM zf_register_line WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_register_line WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_register_line)'); END;

CREATE TRIGGER zf_register_line_fixed BEFORE UPDATE OF id, agency_id, book, key, since, valid_from, valid_to, body, rowid, _rowid_, oid ON zf_register_line
BEGIN SELECT RAISE(ABORT, 'ZF: zf_register_line refuses UPDATE'); END;

DROP TABLE zf_agency_seal;

DROP TABLE zf_certificate;

DROP TABLE zf_qualification;

DROP TABLE zf_assignment;

DROP TABLE zf_delegation;

DROP TABLE zf_statute;
