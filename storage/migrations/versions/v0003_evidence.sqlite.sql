CREATE TABLE zf_custody (
  case_id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  prev_seq INTEGER,
  prev_hash TEXT,
  hash TEXT NOT NULL,
  event TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  salt TEXT,
  told TEXT,
  occurred_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  CONSTRAINT pk_zf_custody PRIMARY KEY (case_id, "key", seq),
  CONSTRAINT fk_custody_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT uq_custody_hash UNIQUE (case_id, "key", seq, hash, digest),
  CONSTRAINT uq_custody_id UNIQUE (id),
  CONSTRAINT fk_custody_chain FOREIGN KEY(case_id, "key", prev_seq, prev_hash, digest) REFERENCES zf_custody (case_id, "key", seq, hash, digest),
  CONSTRAINT ck_custody_seq CHECK (seq >= 0),
  CONSTRAINT ck_custody_first CHECK ((seq = 0) = (prev_seq IS NULL)),
  CONSTRAINT ck_custody_prev CHECK ((prev_seq IS NULL) = (prev_hash IS NULL)),
  CONSTRAINT ck_custody_step CHECK (prev_seq = seq - 1),
  CONSTRAINT ck_custody_received CHECK ((seq = 0) = (event = 'received')),
  CONSTRAINT ck_custody_told CHECK ((salt IS NULL) = (told IS NULL)),
  CONSTRAINT ck_custody_hash CHECK (length(hash) = 64),
  CONSTRAINT ck_custody_digest CHECK (length(digest) = 64)
) STRICT;

CREATE INDEX ix_custody_digest ON zf_custody (digest);

CREATE TRIGGER zf_custody_chain BEFORE INSERT ON zf_custody WHEN (
  (NEW.seq = 0 AND NEW.prev_seq IS NULL AND NEW.prev_hash IS NULL AND NEW.event = 'received')
  OR (NEW.seq > 0 AND NEW.prev_seq = NEW.seq - 1 AND NEW.event <> 'received'
    AND EXISTS (SELECT 1 FROM zf_custody
      WHERE case_id = NEW.case_id AND key = NEW.key AND seq = NEW.prev_seq AND hash = NEW.prev_hash AND digest = NEW.digest))) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: no such predecessor in the chain of custody'); END;

CREATE TRIGGER zf_custody_no_delete BEFORE DELETE ON zf_custody
BEGIN SELECT RAISE(ABORT, 'ZF: zf_custody refuses DELETE'); END;

CREATE TRIGGER zf_custody_no_replace BEFORE INSERT ON zf_custody WHEN EXISTS (SELECT 1 FROM zf_custody WHERE case_id = NEW.case_id AND key = NEW.key AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_custody WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_custody WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_custody)'); END;

CREATE TRIGGER zf_custody_fixed BEFORE UPDATE OF case_id, key, seq, agency_id, id, prev_seq, prev_hash, hash, event, actor_id, digest, body, occurred_at, recorded_at, rowid, _rowid_, oid ON zf_custody
BEGIN SELECT RAISE(ABORT, 'ZF: zf_custody refuses UPDATE'); END;
