CREATE TABLE zf_calendar (
  agency_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  year BIGINT,
  document_number TEXT COLLATE "C" NOT NULL,
  published_on TEXT COLLATE "C",
  body TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  imported_at TEXT COLLATE "C" NOT NULL,
  imported_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_calendar PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_calendar_id UNIQUE (id),
  CONSTRAINT uq_calendar_digest UNIQUE (agency_id, digest),
  CONSTRAINT ck_calendar_seq CHECK (seq >= 1),
  CONSTRAINT ck_calendar_kind CHECK (kind IN ('year', 'overlay')),
  CONSTRAINT ck_calendar_year CHECK ((kind = 'year') = (year IS NOT NULL)),
  CONSTRAINT ck_calendar_published CHECK ((year IS NULL) = (published_on IS NULL)),
  CONSTRAINT ck_calendar_digest CHECK (length(digest) = 64)
);

CREATE TABLE zf_calendar_run (
  agency_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  started_at TEXT COLLATE "C" NOT NULL,
  finished_at TEXT COLLATE "C",
  looked BIGINT NOT NULL,
  cases BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  CONSTRAINT pk_zf_calendar_run PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_calendar_run_id UNIQUE (id),
  CONSTRAINT fk_calendar_run_calendar FOREIGN KEY(agency_id, seq) REFERENCES zf_calendar (agency_id, seq),
  CONSTRAINT ck_calendar_run_counts CHECK (looked >= 0 AND cases >= 0 AND moved >= 0)
);

CREATE TRIGGER zf_calendar_no_update BEFORE UPDATE ON zf_calendar
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_calendar ENABLE ALWAYS TRIGGER zf_calendar_no_update;

CREATE TRIGGER zf_calendar_no_delete BEFORE DELETE ON zf_calendar
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_calendar ENABLE ALWAYS TRIGGER zf_calendar_no_delete;

CREATE TRIGGER zf_calendar_no_truncate BEFORE TRUNCATE ON zf_calendar
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_calendar ENABLE ALWAYS TRIGGER zf_calendar_no_truncate;

CREATE TRIGGER zf_calendar_run_no_delete BEFORE DELETE ON zf_calendar_run
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_calendar_run ENABLE ALWAYS TRIGGER zf_calendar_run_no_delete;

CREATE TRIGGER zf_calendar_run_no_truncate BEFORE TRUNCATE ON zf_calendar_run
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_calendar_run ENABLE ALWAYS TRIGGER zf_calendar_run_no_truncate;

CREATE TRIGGER zf_calendar_run_fixed BEFORE UPDATE OF agency_id, seq, id, started_at ON zf_calendar_run
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_calendar_run ENABLE ALWAYS TRIGGER zf_calendar_run_fixed;
