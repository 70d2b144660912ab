CREATE TABLE zf_agency (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  short_name TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL,
  credit_code TEXT COLLATE "C" NOT NULL,
  policy TEXT COLLATE "C" NOT NULL,
  profile TEXT COLLATE "C" NOT NULL,
  matters TEXT COLLATE "C" NOT NULL,
  register_version BIGINT NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_agency PRIMARY KEY (id),
  CONSTRAINT ck_agency_self CHECK (agency_id = id)
);

CREATE TABLE zf_case (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  workflow TEXT COLLATE "C" NOT NULL,
  workflow_version BIGINT NOT NULL,
  workflow_digest TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  phase TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  head_seq BIGINT NOT NULL,
  head_hash TEXT COLLATE "C" NOT NULL,
  replay BIGINT NOT NULL,
  opened_at TEXT COLLATE "C" NOT NULL,
  updated_at TEXT COLLATE "C" NOT NULL,
  ended_at TEXT COLLATE "C",
  CONSTRAINT pk_zf_case PRIMARY KEY (id),
  CONSTRAINT uq_case_workflow UNIQUE (id, workflow, workflow_version),
  CONSTRAINT ck_case_replay CHECK (replay IN (0, 1)),
  CONSTRAINT ck_case_version CHECK (version >= 1),
  CONSTRAINT ck_case_head_seq CHECK (head_seq >= 0),
  CONSTRAINT ck_case_head_hash CHECK (length(head_hash) = 64)
);

CREATE INDEX ix_case_agency ON zf_case (agency_id, state, updated_at);

CREATE TABLE zf_command (
  agency_id TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_zf_command PRIMARY KEY (agency_id, key),
  CONSTRAINT uq_command_id UNIQUE (id)
);

CREATE INDEX ix_command_case ON zf_command (case_id);

CREATE TABLE zf_delegation (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  delegator TEXT COLLATE "C" NOT NULL,
  matters TEXT COLLATE "C" NOT NULL,
  document_number TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_delegation PRIMARY KEY (id)
);

CREATE INDEX ix_delegation_agency ON zf_delegation (agency_id);

CREATE TABLE zf_exemption (
  workflow TEXT COLLATE "C" NOT NULL,
  workflow_version BIGINT NOT NULL,
  decision_kind TEXT COLLATE "C" NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_exemption PRIMARY KEY (workflow, workflow_version, decision_kind, article),
  CONSTRAINT uq_exemption_id UNIQUE (id)
);

CREATE TABLE zf_number (
  agency_id TEXT COLLATE "C" NOT NULL,
  series TEXT COLLATE "C" NOT NULL,
  year BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  next BIGINT NOT NULL,
  CONSTRAINT pk_zf_number PRIMARY KEY (agency_id, series, year),
  CONSTRAINT uq_number_id UNIQUE (id),
  CONSTRAINT ck_number_next CHECK (next >= 1)
);

CREATE TABLE zf_officer (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  staff_number TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  unit TEXT COLLATE "C" NOT NULL,
  post TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_officer PRIMARY KEY (id),
  CONSTRAINT uq_officer_staff_number UNIQUE (agency_id, staff_number)
);

CREATE TABLE zf_refusal (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C",
  transition TEXT COLLATE "C" NOT NULL,
  actor_id TEXT COLLATE "C" NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  reasons TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_refusal PRIMARY KEY (id)
);

CREATE INDEX ix_refusal_agency ON zf_refusal (agency_id, at);

CREATE INDEX ix_refusal_case ON zf_refusal (case_id, at);

CREATE TABLE zf_statute (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  articles TEXT COLLATE "C",
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_statute PRIMARY KEY (id)
);

CREATE INDEX ix_statute_agency ON zf_statute (agency_id);

CREATE TABLE zf_assignment (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  unit TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_assignment PRIMARY KEY (id),
  CONSTRAINT fk_assignment_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id)
);

CREATE INDEX ix_assignment_agency ON zf_assignment (agency_id);

CREATE INDEX ix_assignment_officer ON zf_assignment (officer_id);

CREATE TABLE zf_certificate (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  number TEXT COLLATE "C" NOT NULL,
  acts TEXT COLLATE "C" NOT NULL,
  areas TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  suspended_from TEXT COLLATE "C",
  suspended_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_certificate PRIMARY KEY (id),
  CONSTRAINT fk_certificate_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_certificate_number UNIQUE (agency_id, number)
);

CREATE INDEX ix_certificate_officer ON zf_certificate (officer_id);

CREATE TABLE zf_entry (
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  prev_seq BIGINT,
  prev_hash TEXT COLLATE "C",
  hash TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  transition TEXT COLLATE "C" NOT NULL,
  actor_id TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  occurred_at TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
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
);

CREATE TABLE zf_qualification (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  number TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_qualification PRIMARY KEY (id),
  CONSTRAINT fk_qualification_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id)
);

CREATE INDEX ix_qualification_agency ON zf_qualification (agency_id);

CREATE INDEX ix_qualification_officer ON zf_qualification (officer_id);

CREATE TABLE zf_review (
  case_id TEXT COLLATE "C" NOT NULL,
  round BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  draft_digest TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  reviewer_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  CONSTRAINT pk_zf_review PRIMARY KEY (case_id, round),
  CONSTRAINT fk_review_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_review_outcome UNIQUE (case_id, round, draft_digest, outcome),
  CONSTRAINT uq_review_id UNIQUE (id),
  CONSTRAINT ck_review_round CHECK (round >= 1),
  CONSTRAINT ck_review_draft_digest CHECK (length(draft_digest) = 64),
  CONSTRAINT ck_review_outcome CHECK (outcome IN ('agreed', 'problems'))
);

CREATE TABLE zf_term (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  label TEXT COLLATE "C" NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  mark TEXT COLLATE "C" NOT NULL,
  start_on TEXT COLLATE "C" NOT NULL,
  start_seq BIGINT NOT NULL,
  length BIGINT NOT NULL,
  unit TEXT COLLATE "C" NOT NULL,
  nominal TEXT COLLATE "C" NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  safe TEXT COLLATE "C",
  provisional BIGINT NOT NULL,
  rule_version TEXT COLLATE "C" NOT NULL,
  calendar_version TEXT COLLATE "C" NOT NULL,
  explanation TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  ended_on TEXT COLLATE "C",
  ended_seq BIGINT,
  CONSTRAINT pk_zf_term PRIMARY KEY (id),
  CONSTRAINT fk_term_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT ck_term_provisional CHECK (provisional IN (0, 1))
);

CREATE INDEX ix_term_case ON zf_term (case_id);

CREATE INDEX ix_term_due ON zf_term (due) WHERE status = 'open';

CREATE TABLE zf_track (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  track TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  opened_seq BIGINT NOT NULL,
  opened_on TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C",
  closed_on TEXT COLLATE "C",
  closed_seq BIGINT,
  CONSTRAINT pk_zf_track PRIMARY KEY (id),
  CONSTRAINT fk_track_case FOREIGN KEY(case_id) REFERENCES zf_case (id)
);

CREATE INDEX ix_track_case ON zf_track (case_id);

CREATE TABLE zf_decision (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  workflow TEXT COLLATE "C" NOT NULL,
  workflow_version BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  draft_digest TEXT COLLATE "C" NOT NULL,
  review_round BIGINT,
  review_outcome TEXT COLLATE "C",
  exempt_article TEXT COLLATE "C",
  decided_at TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  CONSTRAINT pk_zf_decision PRIMARY KEY (id),
  CONSTRAINT ck_decision_cleared CHECK ((review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed' AND exempt_article IS NULL) OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL)),
  CONSTRAINT fk_decision_case FOREIGN KEY(case_id, workflow, workflow_version) REFERENCES zf_case (id, workflow, workflow_version),
  CONSTRAINT fk_decision_review FOREIGN KEY(case_id, review_round, draft_digest, review_outcome) REFERENCES zf_review (case_id, round, draft_digest, outcome),
  CONSTRAINT fk_decision_exemption FOREIGN KEY(workflow, workflow_version, kind, exempt_article) REFERENCES zf_exemption (workflow, workflow_version, decision_kind, article),
  CONSTRAINT ck_decision_draft_digest CHECK (length(draft_digest) = 64)
);

CREATE INDEX ix_decision_case ON zf_decision (case_id, seq);

CREATE TABLE zf_facts (
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  salt TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_facts PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_facts_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_facts_id UNIQUE (id)
);

CREATE TABLE zf_file (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_file PRIMARY KEY (id),
  CONSTRAINT fk_file_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT ck_file_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_file_size CHECK (size >= 0)
);

CREATE INDEX ix_file_case ON zf_file (case_id, seq);

CREATE INDEX ix_file_digest ON zf_file (digest);

CREATE TABLE zf_paper (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C" NOT NULL,
  template_version TEXT COLLATE "C" NOT NULL,
  number TEXT COLLATE "C",
  series TEXT COLLATE "C",
  year BIGINT,
  ordinal BIGINT,
  html TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  draft_digest TEXT COLLATE "C",
  issued_on TEXT COLLATE "C" NOT NULL,
  external BIGINT NOT NULL,
  marks TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_paper PRIMARY KEY (id),
  CONSTRAINT fk_paper_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_paper_number UNIQUE (agency_id, series, year, ordinal),
  CONSTRAINT ck_paper_number CHECK ((series IS NULL) = (year IS NULL) AND (series IS NULL) = (ordinal IS NULL) AND (series IS NULL OR number IS NOT NULL)),
  CONSTRAINT ck_paper_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_paper_external CHECK (external IN (0, 1))
);

CREATE INDEX ix_paper_case ON zf_paper (case_id, seq);

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE FUNCTION zf_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'ZF: % refuses %', TG_TABLE_NAME, TG_OP;
END $$;

CREATE FUNCTION zf_decision_gate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    EXISTS (SELECT 1 FROM zf_case c
      WHERE c.id = NEW.case_id AND c.workflow = NEW.workflow AND c.workflow_version = NEW.workflow_version)
    AND ((NEW.exempt_article IS NULL AND NEW.review_outcome = 'agreed'
        AND EXISTS (SELECT 1 FROM zf_review r
          WHERE r.case_id = NEW.case_id AND r.round = NEW.review_round AND r.draft_digest = NEW.draft_digest
            AND r.outcome = 'agreed' AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id)))
      OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL
        AND EXISTS (SELECT 1 FROM zf_exemption e
          WHERE e.workflow = NEW.workflow AND e.workflow_version = NEW.workflow_version
            AND e.decision_kind = NEW.kind AND e.article = NEW.exempt_article)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF-58: no passed review of this draft';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_entry_chain() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    (NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL)
    OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1
      AND EXISTS (SELECT 1 FROM zf_entry
        WHERE case_id = NEW.case_id AND seq = NEW.prev_seq AND hash = NEW.prev_hash))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such predecessor in the record chain';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_number_first() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.next IS DISTINCT FROM 2 THEN
    RAISE EXCEPTION 'ZF: a series starts at 1';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_number_step() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.next IS DISTINCT FROM OLD.next + 1 THEN
    RAISE EXCEPTION 'ZF: a number grows by one';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);

CREATE TRIGGER zf_decision_gate BEFORE INSERT ON zf_decision
FOR EACH ROW EXECUTE FUNCTION zf_decision_gate();

ALTER TABLE zf_decision ENABLE ALWAYS TRIGGER zf_decision_gate;

CREATE TRIGGER zf_entry_chain BEFORE INSERT ON zf_entry
FOR EACH ROW EXECUTE FUNCTION zf_entry_chain();

ALTER TABLE zf_entry ENABLE ALWAYS TRIGGER zf_entry_chain;

CREATE TRIGGER zf_number_first BEFORE INSERT ON zf_number
FOR EACH ROW EXECUTE FUNCTION zf_number_first();

ALTER TABLE zf_number ENABLE ALWAYS TRIGGER zf_number_first;

CREATE TRIGGER zf_number_step BEFORE UPDATE ON zf_number
FOR EACH ROW EXECUTE FUNCTION zf_number_step();

ALTER TABLE zf_number ENABLE ALWAYS TRIGGER zf_number_step;

CREATE TRIGGER zf_case_no_delete BEFORE DELETE ON zf_case
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_case ENABLE ALWAYS TRIGGER zf_case_no_delete;

CREATE TRIGGER zf_case_no_truncate BEFORE TRUNCATE ON zf_case
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_case ENABLE ALWAYS TRIGGER zf_case_no_truncate;

CREATE TRIGGER zf_case_fixed BEFORE UPDATE OF id, agency_id, workflow, workflow_version, workflow_digest, replay, opened_at ON zf_case
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_case ENABLE ALWAYS TRIGGER zf_case_fixed;

CREATE TRIGGER zf_entry_no_update BEFORE UPDATE ON zf_entry
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_entry ENABLE ALWAYS TRIGGER zf_entry_no_update;

CREATE TRIGGER zf_entry_no_delete BEFORE DELETE ON zf_entry
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_entry ENABLE ALWAYS TRIGGER zf_entry_no_delete;

CREATE TRIGGER zf_entry_no_truncate BEFORE TRUNCATE ON zf_entry
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_entry ENABLE ALWAYS TRIGGER zf_entry_no_truncate;

CREATE TRIGGER zf_facts_no_update BEFORE UPDATE ON zf_facts
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_facts ENABLE ALWAYS TRIGGER zf_facts_no_update;

CREATE TRIGGER zf_facts_no_truncate BEFORE TRUNCATE ON zf_facts
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_facts ENABLE ALWAYS TRIGGER zf_facts_no_truncate;

CREATE TRIGGER zf_review_no_update BEFORE UPDATE ON zf_review
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_review ENABLE ALWAYS TRIGGER zf_review_no_update;

CREATE TRIGGER zf_review_no_delete BEFORE DELETE ON zf_review
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_review ENABLE ALWAYS TRIGGER zf_review_no_delete;

CREATE TRIGGER zf_review_no_truncate BEFORE TRUNCATE ON zf_review
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_review ENABLE ALWAYS TRIGGER zf_review_no_truncate;

CREATE TRIGGER zf_exemption_no_insert BEFORE INSERT ON zf_exemption
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_exemption ENABLE ALWAYS TRIGGER zf_exemption_no_insert;

CREATE TRIGGER zf_exemption_no_update BEFORE UPDATE ON zf_exemption
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_exemption ENABLE ALWAYS TRIGGER zf_exemption_no_update;

CREATE TRIGGER zf_exemption_no_delete BEFORE DELETE ON zf_exemption
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_exemption ENABLE ALWAYS TRIGGER zf_exemption_no_delete;

CREATE TRIGGER zf_exemption_no_truncate BEFORE TRUNCATE ON zf_exemption
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_exemption ENABLE ALWAYS TRIGGER zf_exemption_no_truncate;

CREATE TRIGGER zf_decision_no_update BEFORE UPDATE ON zf_decision
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_decision ENABLE ALWAYS TRIGGER zf_decision_no_update;

CREATE TRIGGER zf_decision_no_delete BEFORE DELETE ON zf_decision
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_decision ENABLE ALWAYS TRIGGER zf_decision_no_delete;

CREATE TRIGGER zf_decision_no_truncate BEFORE TRUNCATE ON zf_decision
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_decision ENABLE ALWAYS TRIGGER zf_decision_no_truncate;

CREATE TRIGGER zf_paper_no_update BEFORE UPDATE ON zf_paper
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_paper ENABLE ALWAYS TRIGGER zf_paper_no_update;

CREATE TRIGGER zf_paper_no_delete BEFORE DELETE ON zf_paper
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_paper ENABLE ALWAYS TRIGGER zf_paper_no_delete;

CREATE TRIGGER zf_paper_no_truncate BEFORE TRUNCATE ON zf_paper
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_paper ENABLE ALWAYS TRIGGER zf_paper_no_truncate;

CREATE TRIGGER zf_number_no_delete BEFORE DELETE ON zf_number
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_number ENABLE ALWAYS TRIGGER zf_number_no_delete;

CREATE TRIGGER zf_number_no_truncate BEFORE TRUNCATE ON zf_number
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_number ENABLE ALWAYS TRIGGER zf_number_no_truncate;

CREATE TRIGGER zf_number_fixed BEFORE UPDATE OF agency_id, series, year, id ON zf_number
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_number ENABLE ALWAYS TRIGGER zf_number_fixed;

CREATE TRIGGER zf_term_no_delete BEFORE DELETE ON zf_term
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_term ENABLE ALWAYS TRIGGER zf_term_no_delete;

CREATE TRIGGER zf_term_no_truncate BEFORE TRUNCATE ON zf_term
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_term ENABLE ALWAYS TRIGGER zf_term_no_truncate;

CREATE TRIGGER zf_term_fixed BEFORE UPDATE OF id, agency_id, case_id, code, key, label, article, mark, start_on, start_seq, length, unit, nominal, due, safe, provisional, rule_version, calendar_version, explanation ON zf_term
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_term ENABLE ALWAYS TRIGGER zf_term_fixed;

CREATE TRIGGER zf_track_no_delete BEFORE DELETE ON zf_track
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_track ENABLE ALWAYS TRIGGER zf_track_no_delete;

CREATE TRIGGER zf_track_no_truncate BEFORE TRUNCATE ON zf_track
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_track ENABLE ALWAYS TRIGGER zf_track_no_truncate;

CREATE TRIGGER zf_track_fixed BEFORE UPDATE OF id, agency_id, case_id, track, key, opened_seq, opened_on ON zf_track
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_track ENABLE ALWAYS TRIGGER zf_track_fixed;

CREATE TRIGGER zf_command_no_update BEFORE UPDATE ON zf_command
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_command ENABLE ALWAYS TRIGGER zf_command_no_update;

CREATE TRIGGER zf_command_no_delete BEFORE DELETE ON zf_command
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_command ENABLE ALWAYS TRIGGER zf_command_no_delete;

CREATE TRIGGER zf_command_no_truncate BEFORE TRUNCATE ON zf_command
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_command ENABLE ALWAYS TRIGGER zf_command_no_truncate;

CREATE TRIGGER zf_refusal_no_update BEFORE UPDATE ON zf_refusal
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_refusal ENABLE ALWAYS TRIGGER zf_refusal_no_update;

CREATE TRIGGER zf_file_no_update BEFORE UPDATE ON zf_file
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_file ENABLE ALWAYS TRIGGER zf_file_no_update;

CREATE TRIGGER zf_file_no_delete BEFORE DELETE ON zf_file
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_file ENABLE ALWAYS TRIGGER zf_file_no_delete;

CREATE TRIGGER zf_file_no_truncate BEFORE TRUNCATE ON zf_file
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_file ENABLE ALWAYS TRIGGER zf_file_no_truncate;
