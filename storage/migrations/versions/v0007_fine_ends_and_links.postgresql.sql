CREATE TABLE zf_fine_end (
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_fine_end PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_fine_end_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_fine_end_id UNIQUE (id)
);

CREATE TABLE zf_link (
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  other_id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  relation TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_link PRIMARY KEY (case_id, seq, other_id),
  CONSTRAINT fk_link_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT fk_link_other FOREIGN KEY(other_id) REFERENCES zf_case (id),
  CONSTRAINT ck_link_other CHECK (other_id <> case_id),
  CONSTRAINT uq_link_id UNIQUE (id)
);

CREATE INDEX ix_link_other ON zf_link (other_id);

CREATE TRIGGER zf_fine_end_no_update BEFORE UPDATE ON zf_fine_end
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_fine_end ENABLE ALWAYS TRIGGER zf_fine_end_no_update;

CREATE TRIGGER zf_fine_end_no_delete BEFORE DELETE ON zf_fine_end
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_fine_end ENABLE ALWAYS TRIGGER zf_fine_end_no_delete;

CREATE TRIGGER zf_fine_end_no_truncate BEFORE TRUNCATE ON zf_fine_end
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_fine_end ENABLE ALWAYS TRIGGER zf_fine_end_no_truncate;

CREATE TRIGGER zf_link_no_update BEFORE UPDATE ON zf_link
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_link ENABLE ALWAYS TRIGGER zf_link_no_update;

CREATE TRIGGER zf_link_no_delete BEFORE DELETE ON zf_link
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_link ENABLE ALWAYS TRIGGER zf_link_no_delete;

CREATE TRIGGER zf_link_no_truncate BEFORE TRUNCATE ON zf_link
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_link ENABLE ALWAYS TRIGGER zf_link_no_truncate;
