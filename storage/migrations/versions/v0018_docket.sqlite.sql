DROP INDEX ix_assignee_officer;

CREATE INDEX ix_assignee_officer ON zf_assignee (officer_id, case_id);

CREATE TABLE zf_docket (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  workflow TEXT NOT NULL,
  workflow_version INTEGER NOT NULL,
  act TEXT NOT NULL,
  state TEXT NOT NULL,
  phase TEXT NOT NULL,
  ended INTEGER NOT NULL,
  replay INTEGER NOT NULL,
  cause TEXT NOT NULL,
  party TEXT,
  party_code TEXT,
  case_number TEXT,
  opened_by TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  due TEXT NOT NULL,
  waits INTEGER NOT NULL,
  reviewer_id TEXT,
  CONSTRAINT pk_zf_docket PRIMARY KEY (id),
  CONSTRAINT fk_docket_case FOREIGN KEY(id) REFERENCES zf_case (id),
  CONSTRAINT ck_docket_ended CHECK (ended IN (0, 1)),
  CONSTRAINT ck_docket_replay CHECK (replay IN (0, 1)),
  CONSTRAINT ck_docket_waits CHECK (waits IN (0, 1))
) STRICT;

CREATE INDEX ix_docket_due ON zf_docket (agency_id, due, id);

CREATE INDEX ix_docket_moved ON zf_docket (agency_id, moved_at, id);

CREATE INDEX ix_docket_opened ON zf_docket (agency_id, opened_on, id);

CREATE INDEX ix_docket_opened_by ON zf_docket (opened_by);

CREATE INDEX ix_docket_phase ON zf_docket (agency_id, phase, due, id);

CREATE INDEX ix_docket_reviewer ON zf_docket (reviewer_id) WHERE reviewer_id IS NOT NULL;

CREATE INDEX ix_docket_running ON zf_docket (agency_id, due, id) WHERE ended = 0;

CREATE INDEX ix_docket_state ON zf_docket (agency_id, workflow, state, due, id);

CREATE INDEX ix_docket_waits ON zf_docket (agency_id, due, id) WHERE waits = 1;

CREATE TABLE zf_read (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  what TEXT NOT NULL,
  item TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT pk_zf_read PRIMARY KEY (id),
  CONSTRAINT fk_read_case FOREIGN KEY(case_id) REFERENCES zf_case (id)
) STRICT;

CREATE INDEX ix_read_case ON zf_read (case_id, at, id);

CREATE INDEX ix_read_officer ON zf_read (officer_id, at);

CREATE TABLE zf_search_entry (
  place INTEGER NOT NULL,
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_zf_search_entry PRIMARY KEY (place),
  CONSTRAINT fk_search_entry_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_search_entry_id UNIQUE (id),
  CONSTRAINT uq_search_entry UNIQUE (case_id, seq)
) STRICT;

CREATE VIRTUAL TABLE zf_search USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii');

CREATE TRIGGER zf_read_no_update BEFORE UPDATE ON zf_read
BEGIN SELECT RAISE(ABORT, 'ZF: zf_read refuses UPDATE'); END;

CREATE TRIGGER zf_read_no_delete BEFORE DELETE ON zf_read
BEGIN SELECT RAISE(ABORT, 'ZF: zf_read refuses DELETE'); END;

CREATE TRIGGER zf_read_no_replace BEFORE INSERT ON zf_read WHEN EXISTS (SELECT 1 FROM zf_read WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_read WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_read)'); END;
