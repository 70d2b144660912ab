CREATE TABLE zf_agency (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  region TEXT NOT NULL,
  credit_code TEXT NOT NULL,
  policy TEXT NOT NULL,
  profile TEXT NOT NULL,
  matters TEXT NOT NULL,
  register_version INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_agency PRIMARY KEY (id),
  CONSTRAINT ck_agency_self CHECK (agency_id = id)
) STRICT;

CREATE TABLE zf_case (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  workflow TEXT NOT NULL,
  workflow_version INTEGER NOT NULL,
  workflow_digest TEXT NOT NULL,
  state TEXT NOT NULL,
  phase TEXT NOT NULL,
  version INTEGER NOT NULL,
  head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  replay INTEGER NOT NULL,
  opened_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  ended_at TEXT,
  CONSTRAINT pk_zf_case PRIMARY KEY (id),
  CONSTRAINT uq_case_workflow UNIQUE (id, workflow, workflow_version),
  CONSTRAINT ck_case_replay CHECK (replay IN (0, 1)),
  CONSTRAINT ck_case_version CHECK (version >= 1),
  CONSTRAINT ck_case_head_seq CHECK (head_seq >= 0),
  CONSTRAINT ck_case_head_hash CHECK (length(head_hash) = 64)
) STRICT;

CREATE INDEX ix_case_agency ON zf_case (agency_id, state, updated_at);

CREATE TABLE zf_command (
  agency_id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_zf_command PRIMARY KEY (agency_id, "key"),
  CONSTRAINT uq_command_id UNIQUE (id)
) STRICT;

CREATE INDEX ix_command_case ON zf_command (case_id);

CREATE TABLE zf_delegation (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  delegator TEXT NOT NULL,
  matters TEXT NOT NULL,
  document_number TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_delegation PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_delegation_agency ON zf_delegation (agency_id);

CREATE TABLE zf_exemption (
  workflow TEXT NOT NULL,
  workflow_version INTEGER NOT NULL,
  decision_kind TEXT NOT NULL,
  article TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  CONSTRAINT pk_zf_exemption PRIMARY KEY (workflow, workflow_version, decision_kind, article),
  CONSTRAINT uq_exemption_id UNIQUE (id)
) STRICT;

CREATE TABLE zf_number (
  agency_id TEXT NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  id TEXT NOT NULL,
  next INTEGER NOT NULL,
  CONSTRAINT pk_zf_number PRIMARY KEY (agency_id, series, year),
  CONSTRAINT uq_number_id UNIQUE (id),
  CONSTRAINT ck_number_next CHECK (next >= 1)
) STRICT;

CREATE TABLE zf_officer (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  staff_number TEXT NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  post TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_officer PRIMARY KEY (id),
  CONSTRAINT uq_officer_staff_number UNIQUE (agency_id, staff_number)
) STRICT;

CREATE TABLE zf_refusal (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT,
  transition TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  at TEXT NOT NULL,
  reasons TEXT NOT NULL,
  CONSTRAINT pk_zf_refusal PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_refusal_agency ON zf_refusal (agency_id, at);

CREATE INDEX ix_refusal_case ON zf_refusal (case_id, at);

CREATE TABLE zf_statute (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  title TEXT NOT NULL,
  articles TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_statute PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_statute_agency ON zf_statute (agency_id);

CREATE TABLE zf_assignment (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_assignment PRIMARY KEY (id),
  CONSTRAINT fk_assignment_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id)
) STRICT;

CREATE INDEX ix_assignment_agency ON zf_assignment (agency_id);

CREATE INDEX ix_assignment_officer ON zf_assignment (officer_id);

CREATE TABLE zf_certificate (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  number TEXT NOT NULL,
  acts TEXT NOT NULL,
  areas TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  suspended_from TEXT,
  suspended_to TEXT,
  CONSTRAINT pk_zf_certificate PRIMARY KEY (id),
  CONSTRAINT fk_certificate_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_certificate_number UNIQUE (agency_id, number)
) STRICT;

CREATE INDEX ix_certificate_officer ON zf_certificate (officer_id);

CREATE TABLE zf_entry (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  prev_seq INTEGER,
  prev_hash TEXT,
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  transition TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  body TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CONSTRAINT pk_zf_entry PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_entry_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_entry_hash UNIQUE (case_id, seq, hash),
  CONSTRAINT uq_entry_id UNIQUE (id),
  CONSTRAINT fk_entry_chain FOREIGN KEY(case_id, prev_seq, prev_hash) REFERENCES zf_entry (case_id, seq, hash),
  CONSTRAINT ck_entry_seq CHECK (seq >= 0),
  CONSTRAINT ck_entry_first CHECK ((seq = 0) = (prev_seq IS NULL)),
  CONSTRAINT ck_entry_prev CHECK ((prev_seq IS NULL) = (prev_hash IS NULL)),
  CONSTRAINT ck_entry_step CHECK (prev_seq = seq - 1),
  CONSTRAINT ck_entry_hash CHECK (length(hash) = 64)
) STRICT;

CREATE TABLE zf_qualification (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_qualification PRIMARY KEY (id),
  CONSTRAINT fk_qualification_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id)
) STRICT;

CREATE INDEX ix_qualification_agency ON zf_qualification (agency_id);

CREATE INDEX ix_qualification_officer ON zf_qualification (officer_id);

CREATE TABLE zf_review (
  case_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  draft_digest TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reviewer_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_zf_review PRIMARY KEY (case_id, round),
  CONSTRAINT fk_review_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_review_outcome UNIQUE (case_id, round, draft_digest, outcome),
  CONSTRAINT uq_review_id UNIQUE (id),
  CONSTRAINT ck_review_round CHECK (round >= 1),
  CONSTRAINT ck_review_draft_digest CHECK (length(draft_digest) = 64),
  CONSTRAINT ck_review_outcome CHECK (outcome IN ('agreed', 'problems'))
) STRICT;

CREATE TABLE zf_term (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  code TEXT NOT NULL,
  "key" TEXT NOT NULL,
  label TEXT NOT NULL,
  article TEXT NOT NULL,
  mark TEXT NOT NULL,
  start_on TEXT NOT NULL,
  start_seq INTEGER NOT NULL,
  length INTEGER NOT NULL,
  unit TEXT NOT NULL,
  nominal TEXT NOT NULL,
  due TEXT NOT NULL,
  safe TEXT,
  provisional INTEGER NOT NULL,
  rule_version TEXT NOT NULL,
  calendar_version TEXT NOT NULL,
  explanation TEXT NOT NULL,
  status TEXT NOT NULL,
  ended_on TEXT,
  ended_seq INTEGER,
  CONSTRAINT pk_zf_term PRIMARY KEY (id),
  CONSTRAINT fk_term_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT ck_term_provisional CHECK (provisional IN (0, 1))
) STRICT;

CREATE INDEX ix_term_case ON zf_term (case_id);

CREATE INDEX ix_term_due ON zf_term (due) WHERE status = 'open';

CREATE TABLE zf_track (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  track TEXT NOT NULL,
  "key" TEXT NOT NULL,
  opened_seq INTEGER NOT NULL,
  opened_on TEXT NOT NULL,
  outcome TEXT,
  closed_on TEXT,
  closed_seq INTEGER,
  CONSTRAINT pk_zf_track PRIMARY KEY (id),
  CONSTRAINT fk_track_case FOREIGN KEY(case_id) REFERENCES zf_case (id)
) STRICT;

CREATE INDEX ix_track_case ON zf_track (case_id);

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
  CONSTRAINT pk_zf_decision PRIMARY KEY (id),
  CONSTRAINT ck_decision_cleared CHECK ((review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed' AND exempt_article IS NULL) OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL)),
  CONSTRAINT fk_decision_case FOREIGN KEY(case_id, workflow, workflow_version) REFERENCES zf_case (id, workflow, workflow_version),
  CONSTRAINT fk_decision_review FOREIGN KEY(case_id, review_round, draft_digest, review_outcome) REFERENCES zf_review (case_id, round, draft_digest, outcome),
  CONSTRAINT fk_decision_exemption FOREIGN KEY(workflow, workflow_version, kind, exempt_article) REFERENCES zf_exemption (workflow, workflow_version, decision_kind, article),
  CONSTRAINT ck_decision_draft_digest CHECK (length(draft_digest) = 64)
) STRICT;

CREATE INDEX ix_decision_case ON zf_decision (case_id, seq);

CREATE TABLE zf_facts (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  salt TEXT NOT NULL,
  body TEXT NOT NULL,
  CONSTRAINT pk_zf_facts PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_facts_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_facts_id UNIQUE (id)
) STRICT;

CREATE TABLE zf_file (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  CONSTRAINT pk_zf_file PRIMARY KEY (id),
  CONSTRAINT fk_file_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT ck_file_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_file_size CHECK (size >= 0)
) STRICT;

CREATE INDEX ix_file_case ON zf_file (case_id, seq);

CREATE INDEX ix_file_digest ON zf_file (digest);

CREATE TABLE zf_paper (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  template_version TEXT NOT NULL,
  number TEXT,
  series TEXT,
  year INTEGER,
  ordinal INTEGER,
  html TEXT NOT NULL,
  digest TEXT NOT NULL,
  draft_digest TEXT,
  issued_on TEXT NOT NULL,
  external INTEGER NOT NULL,
  marks TEXT NOT NULL,
  CONSTRAINT pk_zf_paper PRIMARY KEY (id),
  CONSTRAINT fk_paper_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_paper_number UNIQUE (agency_id, series, year, ordinal),
  CONSTRAINT ck_paper_number CHECK ((series IS NULL) = (year IS NULL) AND (series IS NULL) = (ordinal IS NULL) AND (series IS NULL OR number IS NOT NULL)),
  CONSTRAINT ck_paper_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_paper_external CHECK (external IN (0, 1))
) STRICT;

CREATE INDEX ix_paper_case ON zf_paper (case_id, seq);

CREATE TRIGGER zf_decision_gate BEFORE INSERT ON zf_decision WHEN (
  EXISTS (SELECT 1 FROM zf_case c
    WHERE c.id = NEW.case_id AND c.workflow = NEW.workflow AND c.workflow_version = NEW.workflow_version)
  AND ((NEW.exempt_article IS NULL AND NEW.review_outcome = 'agreed'
      AND EXISTS (SELECT 1 FROM zf_review r
        WHERE r.case_id = NEW.case_id AND r.round = NEW.review_round AND r.draft_digest = NEW.draft_digest
          AND r.outcome = 'agreed' AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id)))
    OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL
      AND EXISTS (SELECT 1 FROM zf_exemption e
        WHERE e.workflow = NEW.workflow AND e.workflow_version = NEW.workflow_version
          AND e.decision_kind = NEW.kind AND e.article = NEW.exempt_article)))) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF-58: no passed review of this draft'); END;

CREATE TRIGGER zf_entry_chain BEFORE INSERT ON zf_entry WHEN (
  (NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL)
  OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1
    AND EXISTS (SELECT 1 FROM zf_entry
      WHERE case_id = NEW.case_id AND seq = NEW.prev_seq AND hash = NEW.prev_hash))) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: no such predecessor in the record chain'); END;

CREATE TRIGGER zf_number_first BEFORE INSERT ON zf_number WHEN NEW.next IS NOT 2
BEGIN SELECT RAISE(ABORT, 'ZF: a series starts at 1'); END;

CREATE TRIGGER zf_number_step BEFORE UPDATE ON zf_number WHEN NEW.next IS NOT OLD.next + 1
BEGIN SELECT RAISE(ABORT, 'ZF: a number grows by one'); END;

CREATE TRIGGER zf_case_no_delete BEFORE DELETE ON zf_case
BEGIN SELECT RAISE(ABORT, 'ZF: zf_case refuses DELETE'); END;

CREATE TRIGGER zf_case_no_replace BEFORE INSERT ON zf_case WHEN EXISTS (SELECT 1 FROM zf_case WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_case WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_case)'); END;

CREATE TRIGGER zf_case_fixed BEFORE UPDATE OF id, agency_id, workflow, workflow_version, workflow_digest, replay, opened_at, rowid, _rowid_, oid ON zf_case
BEGIN SELECT RAISE(ABORT, 'ZF: zf_case refuses UPDATE'); END;

CREATE TRIGGER zf_entry_no_update BEFORE UPDATE ON zf_entry
BEGIN SELECT RAISE(ABORT, 'ZF: zf_entry refuses UPDATE'); END;

CREATE TRIGGER zf_entry_no_delete BEFORE DELETE ON zf_entry
BEGIN SELECT RAISE(ABORT, 'ZF: zf_entry refuses DELETE'); END;

CREATE TRIGGER zf_entry_no_replace BEFORE INSERT ON zf_entry WHEN EXISTS (SELECT 1 FROM zf_entry WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_entry WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_entry)'); END;

CREATE TRIGGER zf_facts_no_update BEFORE UPDATE ON zf_facts
BEGIN SELECT RAISE(ABORT, 'ZF: zf_facts refuses UPDATE'); END;

CREATE TRIGGER zf_facts_no_replace BEFORE INSERT ON zf_facts WHEN EXISTS (SELECT 1 FROM zf_facts WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_facts WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_facts WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_facts)'); END;

CREATE TRIGGER zf_review_no_update BEFORE UPDATE ON zf_review
BEGIN SELECT RAISE(ABORT, 'ZF: zf_review refuses UPDATE'); END;

CREATE TRIGGER zf_review_no_delete BEFORE DELETE ON zf_review
BEGIN SELECT RAISE(ABORT, 'ZF: zf_review refuses DELETE'); END;

CREATE TRIGGER zf_review_no_replace BEFORE INSERT ON zf_review WHEN EXISTS (SELECT 1 FROM zf_review WHERE case_id = NEW.case_id AND round = NEW.round)
  OR EXISTS (SELECT 1 FROM zf_review WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_review WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_review)'); END;

CREATE TRIGGER zf_exemption_no_insert BEFORE INSERT ON zf_exemption
BEGIN SELECT RAISE(ABORT, 'ZF: zf_exemption refuses INSERT'); END;

CREATE TRIGGER zf_exemption_no_update BEFORE UPDATE ON zf_exemption
BEGIN SELECT RAISE(ABORT, 'ZF: zf_exemption refuses UPDATE'); END;

CREATE TRIGGER zf_exemption_no_delete BEFORE DELETE ON zf_exemption
BEGIN SELECT RAISE(ABORT, 'ZF: zf_exemption refuses DELETE'); END;

CREATE TRIGGER zf_decision_no_update BEFORE UPDATE ON zf_decision
BEGIN SELECT RAISE(ABORT, 'ZF: zf_decision refuses UPDATE'); END;

CREATE TRIGGER zf_decision_no_delete BEFORE DELETE ON zf_decision
BEGIN SELECT RAISE(ABORT, 'ZF: zf_decision refuses DELETE'); END;

CREATE TRIGGER zf_decision_no_replace BEFORE INSERT ON zf_decision WHEN EXISTS (SELECT 1 FROM zf_decision WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_decision WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_decision)'); END;

CREATE TRIGGER zf_paper_no_update BEFORE UPDATE ON zf_paper
BEGIN SELECT RAISE(ABORT, 'ZF: zf_paper refuses UPDATE'); END;

CREATE TRIGGER zf_paper_no_delete BEFORE DELETE ON zf_paper
BEGIN SELECT RAISE(ABORT, 'ZF: zf_paper refuses DELETE'); END;

CREATE TRIGGER zf_paper_no_replace BEFORE INSERT ON zf_paper WHEN EXISTS (SELECT 1 FROM zf_paper WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_paper WHERE agency_id = NEW.agency_id AND series = NEW.series AND year = NEW.year AND ordinal = NEW.ordinal)
  OR EXISTS (SELECT 1 FROM zf_paper WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_paper)'); END;

CREATE TRIGGER zf_number_no_delete BEFORE DELETE ON zf_number
BEGIN SELECT RAISE(ABORT, 'ZF: zf_number refuses DELETE'); END;

CREATE TRIGGER zf_number_no_replace BEFORE INSERT ON zf_number WHEN EXISTS (SELECT 1 FROM zf_number WHERE agency_id = NEW.agency_id AND series = NEW.series AND year = NEW.year)
  OR EXISTS (SELECT 1 FROM zf_number WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_number WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_number)'); END;

CREATE TRIGGER zf_number_fixed BEFORE UPDATE OF agency_id, series, year, id, rowid, _rowid_, oid ON zf_number
BEGIN SELECT RAISE(ABORT, 'ZF: zf_number refuses UPDATE'); END;

CREATE TRIGGER zf_term_no_delete BEFORE DELETE ON zf_term
BEGIN SELECT RAISE(ABORT, 'ZF: zf_term refuses DELETE'); END;

CREATE TRIGGER zf_term_no_replace BEFORE INSERT ON zf_term WHEN EXISTS (SELECT 1 FROM zf_term WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_term WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_term)'); END;

CREATE TRIGGER zf_term_fixed BEFORE UPDATE OF id, agency_id, case_id, code, key, label, article, mark, start_on, start_seq, length, unit, nominal, due, safe, provisional, rule_version, calendar_version, explanation, rowid, _rowid_, oid ON zf_term
BEGIN SELECT RAISE(ABORT, 'ZF: zf_term refuses UPDATE'); END;

CREATE TRIGGER zf_track_no_delete BEFORE DELETE ON zf_track
BEGIN SELECT RAISE(ABORT, 'ZF: zf_track refuses DELETE'); END;

CREATE TRIGGER zf_track_no_replace BEFORE INSERT ON zf_track WHEN EXISTS (SELECT 1 FROM zf_track WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_track WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_track)'); END;

CREATE TRIGGER zf_track_fixed BEFORE UPDATE OF id, agency_id, case_id, track, key, opened_seq, opened_on, rowid, _rowid_, oid ON zf_track
BEGIN SELECT RAISE(ABORT, 'ZF: zf_track refuses UPDATE'); END;

CREATE TRIGGER zf_command_no_update BEFORE UPDATE ON zf_command
BEGIN SELECT RAISE(ABORT, 'ZF: zf_command refuses UPDATE'); END;

CREATE TRIGGER zf_command_no_delete BEFORE DELETE ON zf_command
BEGIN SELECT RAISE(ABORT, 'ZF: zf_command refuses DELETE'); END;

CREATE TRIGGER zf_command_no_replace BEFORE INSERT ON zf_command WHEN EXISTS (SELECT 1 FROM zf_command WHERE agency_id = NEW.agency_id AND key = NEW.key)
  OR EXISTS (SELECT 1 FROM zf_command WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_command WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_command)'); END;

CREATE TRIGGER zf_refusal_no_update BEFORE UPDATE ON zf_refusal
BEGIN SELECT RAISE(ABORT, 'ZF: zf_refusal refuses UPDATE'); END;

CREATE TRIGGER zf_file_no_update BEFORE UPDATE ON zf_file
BEGIN SELECT RAISE(ABORT, 'ZF: zf_file refuses UPDATE'); END;

CREATE TRIGGER zf_file_no_delete BEFORE DELETE ON zf_file
BEGIN SELECT RAISE(ABORT, 'ZF: zf_file refuses DELETE'); END;

CREATE TRIGGER zf_file_no_replace BEFORE INSERT ON zf_file WHEN EXISTS (SELECT 1 FROM zf_file WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_file WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_file)'); END;
