CREATE TABLE zf_custody (
  case_id TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  prev_seq BIGINT,
  prev_hash TEXT COLLATE "C",
  hash TEXT COLLATE "C" NOT NULL,
  event TEXT COLLATE "C" NOT NULL,
  actor_id TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  salt TEXT COLLATE "C",
  told TEXT COLLATE "C",
  occurred_at TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_custody PRIMARY KEY (case_id, key, seq),
  CONSTRAINT fk_custody_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_custody_hash UNIQUE (case_id, key, seq, hash, digest),
  CONSTRAINT uq_custody_id UNIQUE (id),
  CONSTRAINT fk_custody_chain FOREIGN KEY(case_id, key, prev_seq, prev_hash, digest) REFERENCES zf_custody (case_id, key, seq, hash, digest),
  CONSTRAINT ck_custody_seq CHECK (seq >= 0),
  CONSTRAINT ck_custody_first CHECK ((seq = 0) = (prev_seq IS NULL)),
  CONSTRAINT ck_custody_prev CHECK ((prev_seq IS NULL) = (prev_hash IS NULL)),
  CONSTRAINT ck_custody_step CHECK (prev_seq = seq - 1),
  CONSTRAINT ck_custody_received CHECK ((seq = 0) = (event = 'received')),
  CONSTRAINT ck_custody_told CHECK ((salt IS NULL) = (told IS NULL)),
  CONSTRAINT ck_custody_hash CHECK (length(hash) = 64),
  CONSTRAINT ck_custody_digest CHECK (length(digest) = 64)
);

CREATE INDEX ix_custody_digest ON zf_custody (digest);

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE FUNCTION zf_custody_chain() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    (NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL AND NEW.event = 'received')
    OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1 AND NEW.event <> 'received'
      AND EXISTS (SELECT 1 FROM zf_custody
        WHERE case_id = NEW.case_id AND key = NEW.key AND seq = NEW.prev_seq AND hash = NEW.prev_hash AND digest = NEW.digest))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such predecessor in the chain of custody';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);

CREATE TRIGGER zf_custody_chain BEFORE INSERT ON zf_custody
FOR EACH ROW EXECUTE FUNCTION zf_custody_chain();

ALTER TABLE zf_custody ENABLE ALWAYS TRIGGER zf_custody_chain;

CREATE TRIGGER zf_custody_no_delete BEFORE DELETE ON zf_custody
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_custody ENABLE ALWAYS TRIGGER zf_custody_no_delete;

CREATE TRIGGER zf_custody_no_truncate BEFORE TRUNCATE ON zf_custody
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_custody ENABLE ALWAYS TRIGGER zf_custody_no_truncate;

CREATE TRIGGER zf_custody_fixed BEFORE UPDATE OF case_id, key, seq, agency_id, id, prev_seq, prev_hash, hash, event, actor_id, digest, body, occurred_at, recorded_at ON zf_custody
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_custody ENABLE ALWAYS TRIGGER zf_custody_fixed;
