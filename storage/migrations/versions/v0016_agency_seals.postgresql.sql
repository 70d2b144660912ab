CREATE TABLE zf_agency_seal (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  certificate TEXT COLLATE "C" NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_agency_seal PRIMARY KEY (id),
  CONSTRAINT ck_agency_seal_certificate CHECK (length(certificate) = 64)
);

CREATE INDEX ix_agency_seal_agency ON zf_agency_seal (agency_id);

ALTER TABLE zf_seal ADD COLUMN round BIGINT NOT NULL DEFAULT 1;

ALTER TABLE zf_seal ALTER COLUMN round DROP DEFAULT;

ALTER TABLE zf_seal ADD CONSTRAINT ck_seal_round CHECK (round >= 1 AND (sample = 0 OR round = 1));

ALTER TABLE zf_seal DROP CONSTRAINT uq_seal_paper;

ALTER TABLE zf_seal ADD CONSTRAINT uq_seal_paper UNIQUE (paper_id, sample, round);

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION zf_seal_gate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    EXISTS (SELECT 1 FROM zf_paper p JOIN zf_case c ON c.id = p.case_id
      WHERE p.id = NEW.paper_id AND p.case_id = NEW.case_id AND p.digest = NEW.paper_digest
        AND p.external = 1 AND p.seq < NEW.seq AND c.replay = 0)
    AND EXISTS (SELECT 1 FROM zf_entry e WHERE e.case_id = NEW.case_id AND e.seq = NEW.seq AND e.kind = 'seal')
    AND (NEW.sample = 0 OR NOT EXISTS (SELECT 1 FROM zf_seal s WHERE s.paper_id = NEW.paper_id))
    AND NEW.round = 1 + (SELECT count(*) FROM zf_seal s WHERE s.paper_id = NEW.paper_id AND s.sample = 0)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such paper to seal, or it is sealed';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);
