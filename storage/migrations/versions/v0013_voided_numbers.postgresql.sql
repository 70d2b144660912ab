CREATE TABLE zf_voided_number (
  agency_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  prev_hash TEXT COLLATE "C",
  hash TEXT COLLATE "C" NOT NULL,
  series TEXT COLLATE "C" NOT NULL,
  year BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  counter TEXT COLLATE "C" NOT NULL,
  place BIGINT NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  voided_on TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_voided_number PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_voided_number_id UNIQUE (id),
  CONSTRAINT uq_voided_number_once UNIQUE (agency_id, series, year, ordinal),
  CONSTRAINT ck_voided_number_seq CHECK (seq >= 1),
  CONSTRAINT ck_voided_number_first CHECK ((seq = 1) = (prev_hash IS NULL)),
  CONSTRAINT ck_voided_number_hash CHECK (length(hash) = 64)
);

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE FUNCTION zf_voided_number_chain() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    (NEW.seq = 1 AND NEW.prev_hash IS NULL)
    OR (NEW.seq > 1 AND EXISTS (SELECT 1 FROM zf_voided_number
        WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such predecessor in the chain of voided numbers';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_voided_number_taken() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    NEW.counter = NEW.series || '/' || (NEW.ordinal - NEW.place + 1)
    AND EXISTS (SELECT 1 FROM zf_number n
      WHERE n.agency_id = NEW.agency_id AND n.series = NEW.counter AND n.year = NEW.year AND n.next = NEW.place + 1)
    AND NOT EXISTS (SELECT 1 FROM zf_paper p
      WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year AND p.ordinal = NEW.ordinal)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: a number of a pad is voided when it has just been taken for that';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_paper_unvoided() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    NEW.series IS NULL
    OR NOT EXISTS (SELECT 1 FROM zf_voided_number v
      WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.year = NEW.year AND v.ordinal = NEW.ordinal)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: this number was voided';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);

CREATE TRIGGER zf_voided_number_chain BEFORE INSERT ON zf_voided_number
FOR EACH ROW EXECUTE FUNCTION zf_voided_number_chain();

ALTER TABLE zf_voided_number ENABLE ALWAYS TRIGGER zf_voided_number_chain;

CREATE TRIGGER zf_voided_number_taken BEFORE INSERT ON zf_voided_number
FOR EACH ROW EXECUTE FUNCTION zf_voided_number_taken();

ALTER TABLE zf_voided_number ENABLE ALWAYS TRIGGER zf_voided_number_taken;

CREATE TRIGGER zf_paper_unvoided BEFORE INSERT ON zf_paper
FOR EACH ROW EXECUTE FUNCTION zf_paper_unvoided();

ALTER TABLE zf_paper ENABLE ALWAYS TRIGGER zf_paper_unvoided;

CREATE TRIGGER zf_voided_number_no_update BEFORE UPDATE ON zf_voided_number
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_voided_number ENABLE ALWAYS TRIGGER zf_voided_number_no_update;

CREATE TRIGGER zf_voided_number_no_delete BEFORE DELETE ON zf_voided_number
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_voided_number ENABLE ALWAYS TRIGGER zf_voided_number_no_delete;

CREATE TRIGGER zf_voided_number_no_truncate BEFORE TRUNCATE ON zf_voided_number
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_voided_number ENABLE ALWAYS TRIGGER zf_voided_number_no_truncate;
