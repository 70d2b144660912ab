CREATE TABLE zf_outbox (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  channel TEXT COLLATE "C" NOT NULL,
  sweep_id TEXT COLLATE "C" NOT NULL,
  payload TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  tries BIGINT NOT NULL,
  next_try_at TEXT COLLATE "C" NOT NULL,
  leased_until TEXT COLLATE "C",
  last_error TEXT COLLATE "C",
  sent_at TEXT COLLATE "C",
  CONSTRAINT pk_zf_outbox PRIMARY KEY (id),
  CONSTRAINT uq_outbox_once UNIQUE (sweep_id, officer_id, channel),
  CONSTRAINT ck_outbox_channel CHECK (channel IN ('mail', 'webhook')),
  CONSTRAINT ck_outbox_status CHECK (status IN ('waiting', 'sent', 'dead')),
  CONSTRAINT ck_outbox_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);

CREATE INDEX ix_outbox_next ON zf_outbox (next_try_at) WHERE status = 'waiting';

CREATE TABLE zf_sweep (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  started_at TEXT COLLATE "C" NOT NULL,
  finished_at TEXT COLLATE "C",
  looked BIGINT NOT NULL,
  fired BIGINT NOT NULL,
  deemed BIGINT NOT NULL,
  skipped BIGINT NOT NULL,
  faults BIGINT NOT NULL,
  lag_s BIGINT NOT NULL,
  host TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_sweep PRIMARY KEY (id)
);

CREATE INDEX ix_sweep_finished ON zf_sweep (finished_at);

CREATE INDEX ix_sweep_unfinished ON zf_sweep (started_at) WHERE finished_at IS NULL;

CREATE TABLE zf_assignee (
  case_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  since_seq BIGINT NOT NULL,
  CONSTRAINT pk_zf_assignee PRIMARY KEY (case_id, officer_id),
  CONSTRAINT fk_assignee_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_assignee_id UNIQUE (id)
);

CREATE INDEX ix_assignee_officer ON zf_assignee (officer_id);

CREATE TABLE zf_warning (
  term_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  prev_hash TEXT COLLATE "C",
  hash TEXT COLLATE "C" NOT NULL,
  level BIGINT NOT NULL,
  occurrence TEXT COLLATE "C" NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  overdue BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  fired_at TEXT COLLATE "C" NOT NULL,
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
);

CREATE INDEX ix_warning_case ON zf_warning (case_id);

CREATE TABLE zf_watch (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  next_at TEXT COLLATE "C",
  head_seq BIGINT NOT NULL,
  head_hash TEXT COLLATE "C",
  fault TEXT COLLATE "C",
  CONSTRAINT pk_zf_watch PRIMARY KEY (id),
  CONSTRAINT fk_watch_term FOREIGN KEY(id) REFERENCES zf_term (id),
  CONSTRAINT ck_watch_head CHECK ((head_seq = 0) = (head_hash IS NULL))
);

CREATE INDEX ix_watch_fault ON zf_watch (id) WHERE fault IS NOT NULL;

CREATE INDEX ix_watch_next ON zf_watch (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE zf_acknowledgement (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  warning_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  note TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_acknowledgement PRIMARY KEY (warning_id, officer_id),
  CONSTRAINT fk_acknowledgement_warning FOREIGN KEY(warning_id) REFERENCES zf_warning (id),
  CONSTRAINT uq_acknowledgement_id UNIQUE (id)
);

CREATE TABLE zf_inbox (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  warning_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  sweep_id TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_inbox PRIMARY KEY (id),
  CONSTRAINT fk_inbox_warning FOREIGN KEY(warning_id) REFERENCES zf_warning (id),
  CONSTRAINT uq_inbox_once UNIQUE (warning_id, officer_id)
);

CREATE INDEX ix_inbox_officer ON zf_inbox (officer_id, created_at);

CREATE INDEX ix_inbox_sweep ON zf_inbox (sweep_id);

INSERT INTO zf_watch (id, agency_id, case_id, next_at, head_seq, head_hash, fault)
SELECT t.id, t.agency_id, t.case_id, '', 0, NULL, NULL FROM zf_term t JOIN zf_case c ON c.id = t.case_id
WHERE t.status IN ('open', 'suspended') AND c.replay = 0;

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE FUNCTION zf_warning_chain() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    (NEW.seq = 1 AND NEW.prev_hash IS NULL)
    OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_warning
        WHERE term_id = NEW.term_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such predecessor in the chain of warnings';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);

CREATE TRIGGER zf_warning_chain BEFORE INSERT ON zf_warning
FOR EACH ROW EXECUTE FUNCTION zf_warning_chain();

ALTER TABLE zf_warning ENABLE ALWAYS TRIGGER zf_warning_chain;

CREATE TRIGGER zf_watch_no_delete BEFORE DELETE ON zf_watch
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_watch ENABLE ALWAYS TRIGGER zf_watch_no_delete;

CREATE TRIGGER zf_watch_no_truncate BEFORE TRUNCATE ON zf_watch
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_watch ENABLE ALWAYS TRIGGER zf_watch_no_truncate;

CREATE TRIGGER zf_watch_fixed BEFORE UPDATE OF id, agency_id, case_id ON zf_watch
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_watch ENABLE ALWAYS TRIGGER zf_watch_fixed;

CREATE TRIGGER zf_warning_no_update BEFORE UPDATE ON zf_warning
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_warning ENABLE ALWAYS TRIGGER zf_warning_no_update;

CREATE TRIGGER zf_warning_no_delete BEFORE DELETE ON zf_warning
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_warning ENABLE ALWAYS TRIGGER zf_warning_no_delete;

CREATE TRIGGER zf_warning_no_truncate BEFORE TRUNCATE ON zf_warning
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_warning ENABLE ALWAYS TRIGGER zf_warning_no_truncate;

CREATE TRIGGER zf_inbox_no_update BEFORE UPDATE ON zf_inbox
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_inbox ENABLE ALWAYS TRIGGER zf_inbox_no_update;

CREATE TRIGGER zf_inbox_no_delete BEFORE DELETE ON zf_inbox
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_inbox ENABLE ALWAYS TRIGGER zf_inbox_no_delete;

CREATE TRIGGER zf_inbox_no_truncate BEFORE TRUNCATE ON zf_inbox
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_inbox ENABLE ALWAYS TRIGGER zf_inbox_no_truncate;

CREATE TRIGGER zf_acknowledgement_no_update BEFORE UPDATE ON zf_acknowledgement
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_acknowledgement ENABLE ALWAYS TRIGGER zf_acknowledgement_no_update;

CREATE TRIGGER zf_acknowledgement_no_delete BEFORE DELETE ON zf_acknowledgement
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_acknowledgement ENABLE ALWAYS TRIGGER zf_acknowledgement_no_delete;

CREATE TRIGGER zf_acknowledgement_no_truncate BEFORE TRUNCATE ON zf_acknowledgement
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_acknowledgement ENABLE ALWAYS TRIGGER zf_acknowledgement_no_truncate;

CREATE TRIGGER zf_outbox_no_delete BEFORE DELETE ON zf_outbox
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_outbox ENABLE ALWAYS TRIGGER zf_outbox_no_delete;

CREATE TRIGGER zf_outbox_no_truncate BEFORE TRUNCATE ON zf_outbox
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_outbox ENABLE ALWAYS TRIGGER zf_outbox_no_truncate;

CREATE TRIGGER zf_outbox_fixed BEFORE UPDATE OF id, agency_id, officer_id, channel, sweep_id, payload, created_at ON zf_outbox
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_outbox ENABLE ALWAYS TRIGGER zf_outbox_fixed;
