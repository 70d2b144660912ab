CREATE TABLE zf_calendar (
  agency_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER,
  document_number TEXT NOT NULL,
  published_on TEXT,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  CONSTRAINT pk_zf_calendar PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_calendar_id UNIQUE (id),
  CONSTRAINT uq_calendar_digest UNIQUE (agency_id, digest),
  CONSTRAINT ck_calendar_seq CHECK (seq >= 1),
  CONSTRAINT ck_calendar_kind CHECK (kind IN ('year', 'overlay')),
  CONSTRAINT ck_calendar_year CHECK ((kind = 'year') = (year IS NOT NULL)),
  CONSTRAINT ck_calendar_published CHECK ((year IS NULL) = (published_on IS NULL)),
  CONSTRAINT ck_calendar_digest CHECK (length(digest) = 64)
) STRICT;

CREATE TABLE zf_calendar_run (
  agency_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  looked INTEGER NOT NULL,
  cases INTEGER NOT NULL,
  moved INTEGER NOT NULL,
  CONSTRAINT pk_zf_calendar_run PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_calendar_run_id UNIQUE (id),
  CONSTRAINT fk_calendar_run_calendar FOREIGN KEY(agency_id, seq) REFERENCES zf_calendar (agency_id, seq),
  CONSTRAINT ck_calendar_run_counts CHECK (looked >= 0 AND cases >= 0 AND moved >= 0)
) STRICT;

CREATE TRIGGER zf_calendar_no_update BEFORE UPDATE ON zf_calendar
BEGIN SELECT RAISE(ABORT, 'ZF: zf_calendar refuses UPDATE'); END;

CREATE TRIGGER zf_calendar_no_delete BEFORE DELETE ON zf_calendar
BEGIN SELECT RAISE(ABORT, 'ZF: zf_calendar refuses DELETE'); END;

CREATE TRIGGER zf_calendar_no_replace BEFORE INSERT ON zf_calendar WHEN EXISTS (SELECT 1 FROM zf_calendar WHERE agency_id = NEW.agency_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_calendar WHERE agency_id = NEW.agency_id AND digest = NEW.digest)
  OR EXISTS (SELECT 1 FROM zf_calendar WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_calendar WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_calendar)'); END;

CREATE TRIGGER zf_calendar_run_no_delete BEFORE DELETE ON zf_calendar_run
BEGIN SELECT RAISE(ABORT, 'ZF: zf_calendar_run refuses DELETE'); END;

CREATE TRIGGER zf_calendar_run_no_replace BEFORE INSERT ON zf_calendar_run WHEN EXISTS (SELECT 1 FROM zf_calendar_run WHERE agency_id = NEW.agency_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_calendar_run WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_calendar_run WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_calendar_run)'); END;

CREATE TRIGGER zf_calendar_run_fixed BEFORE UPDATE OF agency_id, seq, id, started_at, rowid, _rowid_, oid ON zf_calendar_run
BEGIN SELECT RAISE(ABORT, 'ZF: zf_calendar_run refuses UPDATE'); END;
