CREATE TABLE zf_fine (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  party TEXT NOT NULL,
  cause TEXT NOT NULL,
  violated_on TEXT,
  decided_on TEXT NOT NULL,
  CONSTRAINT pk_zf_fine PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_fine_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT ck_fine_party CHECK (length(party) = 64),
  CONSTRAINT uq_fine_id UNIQUE (id)
) STRICT;

CREATE INDEX ix_fine_party ON zf_fine (party);

CREATE TRIGGER zf_fine_no_update BEFORE UPDATE ON zf_fine
BEGIN SELECT RAISE(ABORT, 'ZF: zf_fine refuses UPDATE'); END;

CREATE TRIGGER zf_fine_no_delete BEFORE DELETE ON zf_fine
BEGIN SELECT RAISE(ABORT, 'ZF: zf_fine refuses DELETE'); END;

CREATE TRIGGER zf_fine_no_replace BEFORE INSERT ON zf_fine WHEN EXISTS (SELECT 1 FROM zf_fine WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_fine WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_fine WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_fine)'); END;
