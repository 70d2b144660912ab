CREATE TABLE zf_outbox (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  sweep_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TEXT NOT NULL,
  status TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_try_at TEXT NOT NULL,
  leased_until TEXT,
  last_error TEXT,
  sent_at TEXT,
  CONSTRAINT pk_zf_outbox PRIMARY KEY (id),
  CONSTRAINT uq_outbox_once UNIQUE (sweep_id, officer_id, channel),
  CONSTRAINT ck_outbox_channel CHECK (channel IN ('mail', 'webhook')),
  CONSTRAINT ck_outbox_status CHECK (status IN ('waiting', 'sent', 'dead')),
  CONSTRAINT ck_outbox_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL))
) STRICT;

CREATE INDEX ix_outbox_next ON zf_outbox (next_try_at) WHERE status = 'waiting';

CREATE TABLE zf_sweep (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  looked INTEGER NOT NULL,
  fired INTEGER NOT NULL,
  deemed INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  faults INTEGER NOT NULL,
  lag_s INTEGER NOT NULL,
  host TEXT NOT NULL,
  CONSTRAINT pk_zf_sweep PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_sweep_finished ON zf_sweep (finished_at);

CREATE INDEX ix_sweep_unfinished ON zf_sweep (started_at) WHERE finished_at IS NULL;

CREATE TABLE zf_assignee (
  case_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  since_seq INTEGER NOT NULL,
  CONSTRAINT pk_zf_assignee PRIMARY KEY (case_id, officer_id),
  CONSTRAINT fk_assignee_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_assignee_id UNIQUE (id)
) STRICT;

CREATE INDEX ix_assignee_officer ON zf_assignee (officer_id);

CREATE TABLE zf_warning (
  term_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  prev_hash TEXT,
  hash TEXT NOT NULL,
  level INTEGER NOT NULL,
  occurrence TEXT NOT NULL,
  due TEXT NOT NULL,
  overdue INTEGER NOT NULL,
  body TEXT NOT NULL,
  fired_at TEXT NOT NULL,
  CONSTRAINT pk_zf_warning PRIMARY KEY (term_id, seq),
  CONSTRAINT fk_warning_term FOREIGN KEY(term_id) REFERENCES zf_term (id),
  CONSTRAINT fk_warning_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_warning_id UNIQUE (id),
  CONSTRAINT uq_warning_once UNIQUE (term_id, due, level, occurrence),
  CONSTRAINT ck_warning_seq CHECK (seq >= 1),
  CONSTRAINT ck_warning_first CHECK ((seq = 1) = (prev_hash IS NULL)),
  CONSTRAINT ck_warning_level CHECK (level BETWEEN 1 AND 4),
  CONSTRAINT ck_warning_overdue CHECK (overdue IN (0, 1)),
  CONSTRAINT ck_warning_hash CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX ix_warning_case ON zf_warning (case_id);

CREATE TABLE zf_watch (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  next_at TEXT,
  head_seq INTEGER NOT NULL,
  head_hash TEXT,
  fault TEXT,
  CONSTRAINT pk_zf_watch PRIMARY KEY (id),
  CONSTRAINT fk_watch_term FOREIGN KEY(id) REFERENCES zf_term (id),
  CONSTRAINT ck_watch_head CHECK ((head_seq = 0) = (head_hash IS NULL))
) STRICT;

CREATE INDEX ix_watch_fault ON zf_watch (id) WHERE fault IS NOT NULL;

CREATE INDEX ix_watch_next ON zf_watch (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE zf_acknowledgement (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  warning_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  CONSTRAINT pk_zf_acknowledgement PRIMARY KEY (warning_id, officer_id),
  CONSTRAINT fk_acknowledgement_warning FOREIGN KEY(warning_id) REFERENCES zf_warning (id),
  CONSTRAINT uq_acknowledgement_id UNIQUE (id)
) STRICT;

CREATE TABLE zf_inbox (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  warning_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  sweep_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CONSTRAINT pk_zf_inbox PRIMARY KEY (id),
  CONSTRAINT fk_inbox_warning FOREIGN KEY(warning_id) REFERENCES zf_warning (id),
  CONSTRAINT uq_inbox_once UNIQUE (warning_id, officer_id)
) STRICT;

CREATE INDEX ix_inbox_officer ON zf_inbox (officer_id, created_at);

CREATE INDEX ix_inbox_sweep ON zf_inbox (sweep_id);

INSERT INTO zf_watch (id, agency_id, case_id, next_at, head_seq, head_hash, fault)
SELECT t.id, t.agency_id, t.case_id, '', 0, NULL, NULL FROM zf_term t JOIN zf_case c ON c.id = t.case_id
WHERE t.status IN ('open', 'suspended') AND c.replay = 0;

CREATE TRIGGER zf_warning_chain BEFORE INSERT ON zf_warning WHEN (
  (NEW.seq = 1 AND NEW.prev_hash IS NULL)
  OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_warning
      WHERE term_id = NEW.term_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: no such predecessor in the chain of warnings'); END;

CREATE TRIGGER zf_watch_no_delete BEFORE DELETE ON zf_watch
BEGIN SELECT RAISE(ABORT, 'ZF: zf_watch refuses DELETE'); END;

CREATE TRIGGER zf_watch_no_replace BEFORE INSERT ON zf_watch WHEN EXISTS (SELECT 1 FROM zf_watch WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_watch WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_watch)'); END;

CREATE TRIGGER zf_watch_fixed BEFORE UPDATE OF id, agency_id, case_id, rowid, _rowid_, oid ON zf_watch
BEGIN SELECT RAISE(ABORT, 'ZF: zf_watch refuses UPDATE'); END;

CREATE TRIGGER zf_warning_no_update BEFORE UPDATE ON zf_warning
BEGIN SELECT RAISE(ABORT, 'ZF: zf_warning refuses UPDATE'); END;

CREATE TRIGGER zf_warning_no_delete BEFORE DELETE ON zf_warning
BEGIN SELECT RAISE(ABORT, 'ZF: zf_warning refuses DELETE'); END;

CREATE TRIGGER zf_warning_no_replace BEFORE INSERT ON zf_warning WHEN EXISTS (SELECT 1 FROM zf_warning WHERE term_id = NEW.term_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_warning WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_warning WHERE term_id = NEW.term_id AND due = NEW.due AND level = NEW.level AND occurrence = NEW.occurrence)
  OR EXISTS (SELECT 1 FROM zf_warning WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_warning)'); END;

CREATE TRIGGER zf_inbox_no_update BEFORE UPDATE ON zf_inbox
BEGIN SELECT RAISE(ABORT, 'ZF: zf_inbox refuses UPDATE'); END;

CREATE TRIGGER zf_inbox_no_delete BEFORE DELETE ON zf_inbox
BEGIN SELECT RAISE(ABORT, 'ZF: zf_inbox refuses DELETE'); END;

CREATE TRIGGER zf_inbox_no_replace BEFORE INSERT ON zf_inbox WHEN EXISTS (SELECT 1 FROM zf_inbox WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_inbox WHERE warning_id = NEW.warning_id AND officer_id = NEW.officer_id)
  OR EXISTS (SELECT 1 FROM zf_inbox WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_inbox)'); END;

CREATE TRIGGER zf_acknowledgement_no_update BEFORE UPDATE ON zf_acknowledgement
BEGIN SELECT RAISE(ABORT, 'ZF: zf_acknowledgement refuses UPDATE'); END;

CREATE TRIGGER zf_acknowledgement_no_delete BEFORE DELETE ON zf_acknowledgement
BEGIN SELECT RAISE(ABORT, 'ZF: zf_acknowledgement refuses DELETE'); END;

CREATE TRIGGER zf_acknowledgement_no_replace BEFORE INSERT ON zf_acknowledgement WHEN EXISTS (SELECT 1 FROM zf_acknowledgement WHERE warning_id = NEW.warning_id AND officer_id = NEW.officer_id)
  OR EXISTS (SELECT 1 FROM zf_acknowledgement WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_acknowledgement WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_acknowledgement)'); END;

CREATE TRIGGER zf_outbox_no_delete BEFORE DELETE ON zf_outbox
BEGIN SELECT RAISE(ABORT, 'ZF: zf_outbox refuses DELETE'); END;

CREATE TRIGGER zf_outbox_no_replace BEFORE INSERT ON zf_outbox WHEN EXISTS (SELECT 1 FROM zf_outbox WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_outbox WHERE sweep_id = NEW.sweep_id AND officer_id = NEW.officer_id AND channel = NEW.channel)
  OR EXISTS (SELECT 1 FROM zf_outbox WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_outbox)'); END;

CREATE TRIGGER zf_outbox_fixed BEFORE UPDATE OF id, agency_id, officer_id, channel, sweep_id, payload, created_at, rowid, _rowid_, oid ON zf_outbox
BEGIN SELECT RAISE(ABORT, 'ZF: zf_outbox refuses UPDATE'); END;
