CREATE TABLE zf_seal (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  paper_id TEXT COLLATE "C" NOT NULL,
  paper_digest TEXT COLLATE "C" NOT NULL,
  unsigned_digest TEXT COLLATE "C" NOT NULL,
  unsigned_size BIGINT NOT NULL,
  setting TEXT COLLATE "C" NOT NULL,
  signed_digest TEXT COLLATE "C" NOT NULL,
  signed_size BIGINT NOT NULL,
  level TEXT COLLATE "C" NOT NULL,
  certificate TEXT COLLATE "C" NOT NULL,
  sample BIGINT NOT NULL,
  claimed_at TEXT COLLATE "C",
  stamped_at TEXT COLLATE "C",
  CONSTRAINT pk_zf_seal PRIMARY KEY (id),
  CONSTRAINT fk_seal_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT fk_seal_paper FOREIGN KEY(paper_id) REFERENCES zf_paper (id),
  CONSTRAINT uq_seal_entry UNIQUE (case_id, seq),
  CONSTRAINT uq_seal_paper UNIQUE (paper_id, sample),
  CONSTRAINT ck_seal_paper_digest CHECK (length(paper_digest) = 64),
  CONSTRAINT ck_seal_unsigned_digest CHECK (length(unsigned_digest) = 64),
  CONSTRAINT ck_seal_signed_digest CHECK (length(signed_digest) = 64),
  CONSTRAINT ck_seal_size CHECK (unsigned_size > 0 AND signed_size > unsigned_size),
  CONSTRAINT ck_seal_sample CHECK (sample IN (0, 1))
);

CREATE INDEX ix_seal_signed ON zf_seal (signed_digest);

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE FUNCTION zf_seal_gate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    EXISTS (SELECT 1 FROM zf_paper p JOIN zf_case c ON c.id = p.case_id
      WHERE p.id = NEW.paper_id AND p.case_id = NEW.case_id AND p.digest = NEW.paper_digest
        AND p.external = 1 AND p.seq < NEW.seq AND c.replay = 0)
    AND EXISTS (SELECT 1 FROM zf_entry e WHERE e.case_id = NEW.case_id AND e.seq = NEW.seq AND e.kind = 'seal')
    AND NOT EXISTS (SELECT 1 FROM zf_seal s WHERE s.paper_id = NEW.paper_id AND s.sample <= NEW.sample)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such paper to seal, or it is sealed';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);

CREATE TRIGGER zf_seal_gate BEFORE INSERT ON zf_seal
FOR EACH ROW EXECUTE FUNCTION zf_seal_gate();

ALTER TABLE zf_seal ENABLE ALWAYS TRIGGER zf_seal_gate;

CREATE TRIGGER zf_seal_no_update BEFORE UPDATE ON zf_seal
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_seal ENABLE ALWAYS TRIGGER zf_seal_no_update;

CREATE TRIGGER zf_seal_no_delete BEFORE DELETE ON zf_seal
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_seal ENABLE ALWAYS TRIGGER zf_seal_no_delete;

CREATE TRIGGER zf_seal_no_truncate BEFORE TRUNCATE ON zf_seal
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_seal ENABLE ALWAYS TRIGGER zf_seal_no_truncate;
