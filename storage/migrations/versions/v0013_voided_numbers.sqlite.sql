CREATE TABLE zf_voided_number (
  agency_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  prev_hash TEXT,
  hash TEXT NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  counter TEXT NOT NULL,
  place INTEGER NOT NULL,
  officer_id TEXT NOT NULL,
  voided_on TEXT NOT NULL,
  body TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CONSTRAINT pk_zf_voided_number PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_voided_number_id UNIQUE (id),
  CONSTRAINT uq_voided_number_once UNIQUE (agency_id, series, year, ordinal),
  CONSTRAINT ck_voided_number_seq CHECK (seq >= 1),
  CONSTRAINT ck_voided_number_first CHECK ((seq = 1) = (prev_hash IS NULL)),
  CONSTRAINT ck_voided_number_hash CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER zf_voided_number_chain BEFORE INSERT ON zf_voided_number WHEN (
  (NEW.seq = 1 AND NEW.prev_hash IS NULL)
  OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_voided_number
      WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: no such predecessor in the chain of voided numbers'); END;

CREATE TRIGGER zf_voided_number_taken BEFORE INSERT ON zf_voided_number WHEN (
  NEW.counter = NEW.series || '/' || (NEW.ordinal - NEW.place + 1)
  AND EXISTS (SELECT 1 FROM zf_number n
    WHERE n.agency_id = NEW.agency_id AND n.series = NEW.counter AND n.year = NEW.year AND n.next = NEW.place + 1)
  AND NOT EXISTS (SELECT 1 FROM zf_paper p
    WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year AND p.ordinal = NEW.ordinal)) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: a number of a pad is voided when it has just been taken for that'); END;

CREATE TRIGGER zf_paper_unvoided BEFORE INSERT ON zf_paper WHEN (
  NEW.series IS NULL
  OR NOT EXISTS (SELECT 1 FROM zf_voided_number v
    WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.year = NEW.year AND v.ordinal = NEW.ordinal)) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: this number was voided'); END;

CREATE TRIGGER zf_voided_number_no_update BEFORE UPDATE ON zf_voided_number
BEGIN SELECT RAISE(ABORT, 'ZF: zf_voided_number refuses UPDATE'); END;

CREATE TRIGGER zf_voided_number_no_delete BEFORE DELETE ON zf_voided_number
BEGIN SELECT RAISE(ABORT, 'ZF: zf_voided_number refuses DELETE'); END;

CREATE TRIGGER zf_voided_number_no_replace BEFORE INSERT ON zf_voided_number WHEN EXISTS (SELECT 1 FROM zf_voided_number WHERE agency_id = NEW.agency_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_voided_number WHERE agency_id = NEW.agency_id AND series = NEW.series AND year = NEW.year AND ordinal = NEW.ordinal)
  OR EXISTS (SELECT 1 FROM zf_voided_number WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_voided_number WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_voided_number)'); END;
