CREATE TABLE zf_import (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  file TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  columns TEXT COLLATE "C" NOT NULL,
  columns_digest TEXT COLLATE "C" NOT NULL,
  taken BIGINT NOT NULL,
  warned BIGINT NOT NULL,
  skipped TEXT COLLATE "C" NOT NULL,
  imported_by TEXT COLLATE "C",
  imported_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_import PRIMARY KEY (id),
  CONSTRAINT uq_import_digest UNIQUE (agency_id, digest),
  CONSTRAINT ck_import_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_import_columns_digest CHECK (length(columns_digest) = 64),
  CONSTRAINT ck_import_taken CHECK (taken >= 1),
  CONSTRAINT ck_import_warned CHECK (warned >= 0)
);

CREATE TABLE zf_past_decision (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  import_id TEXT COLLATE "C" NOT NULL,
  row_number BIGINT NOT NULL,
  party TEXT COLLATE "C",
  party_kind TEXT COLLATE "C",
  credit_code TEXT COLLATE "C",
  registration_number TEXT COLLATE "C",
  organisation_code TEXT COLLATE "C",
  tax_number TEXT COLLATE "C",
  institution_number TEXT COLLATE "C",
  social_number TEXT COLLATE "C",
  representative TEXT COLLATE "C",
  representative_id_kind TEXT COLLATE "C",
  representative_id_number TEXT COLLATE "C",
  person_id_kind TEXT COLLATE "C",
  person_id_number TEXT COLLATE "C",
  document_number TEXT COLLATE "C",
  violation_kind TEXT COLLATE "C",
  violation TEXT COLLATE "C",
  basis TEXT COLLATE "C",
  penalty_kinds TEXT COLLATE "C",
  penalty TEXT COLLATE "C",
  fine BIGINT,
  confiscated BIGINT,
  licence TEXT COLLATE "C",
  decided_on TEXT COLLATE "C",
  valid_until TEXT COLLATE "C",
  public_until TEXT COLLATE "C",
  authority TEXT COLLATE "C",
  authority_credit_code TEXT COLLATE "C",
  source TEXT COLLATE "C",
  source_credit_code TEXT COLLATE "C",
  remark TEXT COLLATE "C",
  other TEXT COLLATE "C",
  warnings TEXT COLLATE "C",
  CONSTRAINT pk_zf_past_decision PRIMARY KEY (id),
  CONSTRAINT fk_past_decision_import FOREIGN KEY(import_id) REFERENCES zf_import (id),
  CONSTRAINT uq_past_decision_row UNIQUE (import_id, row_number),
  CONSTRAINT ck_past_decision_row CHECK (row_number >= 2),
  CONSTRAINT ck_past_decision_fine CHECK (fine >= 0),
  CONSTRAINT ck_past_decision_confiscated CHECK (confiscated >= 0)
);

CREATE INDEX ix_past_decision_number ON zf_past_decision (document_number);

CREATE INDEX ix_past_decision_party ON zf_past_decision (party);

CREATE TRIGGER zf_import_no_update BEFORE UPDATE ON zf_import
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_import ENABLE ALWAYS TRIGGER zf_import_no_update;

CREATE TRIGGER zf_import_no_delete BEFORE DELETE ON zf_import
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_import ENABLE ALWAYS TRIGGER zf_import_no_delete;

CREATE TRIGGER zf_import_no_truncate BEFORE TRUNCATE ON zf_import
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_import ENABLE ALWAYS TRIGGER zf_import_no_truncate;

CREATE TRIGGER zf_past_decision_no_update BEFORE UPDATE ON zf_past_decision
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_past_decision ENABLE ALWAYS TRIGGER zf_past_decision_no_update;

CREATE TRIGGER zf_past_decision_no_delete BEFORE DELETE ON zf_past_decision
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_past_decision ENABLE ALWAYS TRIGGER zf_past_decision_no_delete;

CREATE TRIGGER zf_past_decision_no_truncate BEFORE TRUNCATE ON zf_past_decision
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_past_decision ENABLE ALWAYS TRIGGER zf_past_decision_no_truncate;
