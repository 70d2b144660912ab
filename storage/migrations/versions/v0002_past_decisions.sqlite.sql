CREATE TABLE zf_import (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  file TEXT NOT NULL,
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  columns TEXT NOT NULL,
  columns_digest TEXT NOT NULL,
  taken INTEGER NOT NULL,
  warned INTEGER NOT NULL,
  skipped TEXT NOT NULL,
  imported_by TEXT,
  imported_at TEXT NOT NULL,
  CONSTRAINT pk_zf_import PRIMARY KEY (id),
  CONSTRAINT uq_import_digest UNIQUE (agency_id, digest),
  CONSTRAINT ck_import_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_import_columns_digest CHECK (length(columns_digest) = 64),
  CONSTRAINT ck_import_taken CHECK (taken >= 1),
  CONSTRAINT ck_import_warned CHECK (warned >= 0)
) STRICT;

CREATE TABLE zf_past_decision (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  import_id TEXT NOT NULL,
  row_number INTEGER NOT NULL,
  party TEXT,
  party_kind TEXT,
  credit_code TEXT,
  registration_number TEXT,
  organisation_code TEXT,
  tax_number TEXT,
  institution_number TEXT,
  social_number TEXT,
  representative TEXT,
  representative_id_kind TEXT,
  representative_id_number TEXT,
  person_id_kind TEXT,
  person_id_number TEXT,
  document_number TEXT,
  violation_kind TEXT,
  violation TEXT,
  basis TEXT,
  penalty_kinds TEXT,
  penalty TEXT,
  fine INTEGER,
  confiscated INTEGER,
  licence TEXT,
  decided_on TEXT,
  valid_until TEXT,
  public_until TEXT,
  authority TEXT,
  authority_credit_code TEXT,
  source TEXT,
  source_credit_code TEXT,
  remark TEXT,
  other TEXT,
  warnings TEXT,
  CONSTRAINT pk_zf_past_decision PRIMARY KEY (id),
  CONSTRAINT fk_past_decision_import FOREIGN KEY(import_id) REFERENCES zf_import (id),
  CONSTRAINT uq_past_decision_row UNIQUE (import_id, row_number),
  CONSTRAINT ck_past_decision_row CHECK (row_number >= 2),
  CONSTRAINT ck_past_decision_fine CHECK (fine >= 0),
  CONSTRAINT ck_past_decision_confiscated CHECK (confiscated >= 0)
) STRICT;

CREATE INDEX ix_past_decision_number ON zf_past_decision (document_number);

CREATE INDEX ix_past_decision_party ON zf_past_decision (party);

CREATE TRIGGER zf_import_no_update BEFORE UPDATE ON zf_import
BEGIN SELECT RAISE(ABORT, 'ZF: zf_import refuses UPDATE'); END;

CREATE TRIGGER zf_import_no_delete BEFORE DELETE ON zf_import
BEGIN SELECT RAISE(ABORT, 'ZF: zf_import refuses DELETE'); END;

CREATE TRIGGER zf_import_no_replace BEFORE INSERT ON zf_import WHEN EXISTS (SELECT 1 FROM zf_import WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_import WHERE agency_id = NEW.agency_id AND digest = NEW.digest)
  OR EXISTS (SELECT 1 FROM zf_import WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_import)'); END;

CREATE TRIGGER zf_past_decision_no_update BEFORE UPDATE ON zf_past_decision
BEGIN SELECT RAISE(ABORT, 'ZF: zf_past_decision refuses UPDATE'); END;

CREATE TRIGGER zf_past_decision_no_delete BEFORE DELETE ON zf_past_decision
BEGIN SELECT RAISE(ABORT, 'ZF: zf_past_decision refuses DELETE'); END;

CREATE TRIGGER zf_past_decision_no_replace BEFORE INSERT ON zf_past_decision WHEN EXISTS (SELECT 1 FROM zf_past_decision WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_past_decision WHERE import_id = NEW.import_id AND row_number = NEW.row_number)
  OR EXISTS (SELECT 1 FROM zf_past_decision WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_past_decision)'); END;
