CREATE TABLE zf_fine (
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  party TEXT COLLATE "C" NOT NULL,
  cause TEXT COLLATE "C" NOT NULL,
  violated_on TEXT COLLATE "C",
  decided_on TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_fine PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_fine_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT ck_fine_party CHECK (length(party) = 64),
  CONSTRAINT uq_fine_id UNIQUE (id)
);

CREATE INDEX ix_fine_party ON zf_fine (party);

CREATE TRIGGER zf_fine_no_update BEFORE UPDATE ON zf_fine
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_fine ENABLE ALWAYS TRIGGER zf_fine_no_update;

CREATE TRIGGER zf_fine_no_delete BEFORE DELETE ON zf_fine
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_fine ENABLE ALWAYS TRIGGER zf_fine_no_delete;

CREATE TRIGGER zf_fine_no_truncate BEFORE TRUNCATE ON zf_fine
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_fine ENABLE ALWAYS TRIGGER zf_fine_no_truncate;
