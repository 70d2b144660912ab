CREATE TABLE zf_agency_seal (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  name TEXT NOT NULL,
  certificate TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  CONSTRAINT pk_zf_agency_seal PRIMARY KEY (id),
  CONSTRAINT ck_agency_seal_certificate CHECK (length(certificate) = 64)
) STRICT;

CREATE INDEX ix_agency_seal_agency ON zf_agency_seal (agency_id);

DROP INDEX ix_seal_signed;

ALTER TABLE zf_seal RENAME TO zf_seal_before;

CREATE TABLE zf_seal (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  paper_id TEXT NOT NULL,
  paper_digest TEXT NOT NULL,
  unsigned_digest TEXT NOT NULL,
  unsigned_size INTEGER NOT NULL,
  setting TEXT NOT NULL,
  signed_digest TEXT NOT NULL,
  signed_size INTEGER NOT NULL,
  level TEXT NOT NULL,
  certificate TEXT NOT NULL,
  sample INTEGER NOT NULL,
  claimed_at TEXT,
  stamped_at TEXT,
  round INTEGER NOT NULL,
  CONSTRAINT pk_zf_seal PRIMARY KEY (id),
  CONSTRAINT fk_seal_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT fk_seal_paper FOREIGN KEY(paper_id) REFERENCES zf_paper (id),
  CONSTRAINT uq_seal_entry UNIQUE (case_id, seq),
  CONSTRAINT uq_seal_paper UNIQUE (paper_id, sample, round),
  CONSTRAINT ck_seal_paper_digest CHECK (length(paper_digest) = 64),
  CONSTRAINT ck_seal_unsigned_digest CHECK (length(unsigned_digest) = 64),
  CONSTRAINT ck_seal_signed_digest CHECK (length(signed_digest) = 64),
  CONSTRAINT ck_seal_size CHECK (unsigned_size > 0 AND signed_size > unsigned_size),
  CONSTRAINT ck_seal_sample CHECK (sample IN (0, 1)),
  CONSTRAINT ck_seal_round CHECK (round >= 1 AND (sample = 0 OR round = 1))
) STRICT;

INSERT INTO zf_seal SELECT *, 1 FROM zf_seal_before;

DROP TABLE zf_seal_before;

CREATE INDEX ix_seal_signed ON zf_seal (signed_digest);

CREATE TRIGGER zf_seal_gate BEFORE INSERT ON zf_seal WHEN (
  EXISTS (SELECT 1 FROM zf_paper p JOIN zf_case c ON c.id = p.case_id
    WHERE p.id = NEW.paper_id AND p.case_id = NEW.case_id AND p.digest = NEW.paper_digest
      AND p.external = 1 AND p.seq < NEW.seq AND c.replay = 0)
  AND EXISTS (SELECT 1 FROM zf_entry e WHERE e.case_id = NEW.case_id AND e.seq = NEW.seq AND e.kind = 'seal')
  AND (NEW.sample = 0 OR NOT EXISTS (SELECT 1 FROM zf_seal s WHERE s.paper_id = NEW.paper_id))
  AND NEW.round = 1 + (SELECT count(*) FROM zf_seal s WHERE s.paper_id = NEW.paper_id AND s.sample = 0)) IS NOT TRUE
BEGIN SELECT RAISE(ABORT, 'ZF: no such paper to seal, or it is sealed'); END;

CREATE TRIGGER zf_seal_no_update BEFORE UPDATE ON zf_seal
BEGIN SELECT RAISE(ABORT, 'ZF: zf_seal refuses UPDATE'); END;

CREATE TRIGGER zf_seal_no_delete BEFORE DELETE ON zf_seal
BEGIN SELECT RAISE(ABORT, 'ZF: zf_seal refuses DELETE'); END;

CREATE TRIGGER zf_seal_no_replace BEFORE INSERT ON zf_seal WHEN EXISTS (SELECT 1 FROM zf_seal WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_seal WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_seal WHERE paper_id = NEW.paper_id AND sample = NEW.sample AND round = NEW.round)
  OR EXISTS (SELECT 1 FROM zf_seal WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_seal)'); END;
