CREATE TABLE zf_fine_end (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  CONSTRAINT pk_zf_fine_end PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_fine_end_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_fine_end_id UNIQUE (id)
) STRICT;

CREATE TABLE zf_link (
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  other_id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  id TEXT NOT NULL,
  relation TEXT NOT NULL,
  CONSTRAINT pk_zf_link PRIMARY KEY (case_id, seq, other_id),
  CONSTRAINT fk_link_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT fk_link_other FOREIGN KEY(other_id) REFERENCES zf_case (id),
  CONSTRAINT ck_link_other CHECK (other_id <> case_id),
  CONSTRAINT uq_link_id UNIQUE (id)
) STRICT;

CREATE INDEX ix_link_other ON zf_link (other_id);

CREATE TRIGGER zf_fine_end_no_update BEFORE UPDATE ON zf_fine_end
BEGIN SELECT RAISE(ABORT, 'ZF: zf_fine_end refuses UPDATE'); END;

CREATE TRIGGER zf_fine_end_no_delete BEFORE DELETE ON zf_fine_end
BEGIN SELECT RAISE(ABORT, 'ZF: zf_fine_end refuses DELETE'); END;

CREATE TRIGGER zf_fine_end_no_replace BEFORE INSERT ON zf_fine_end WHEN EXISTS (SELECT 1 FROM zf_fine_end WHERE case_id = NEW.case_id AND seq = NEW.seq)
  OR EXISTS (SELECT 1 FROM zf_fine_end WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_fine_end WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_fine_end)'); END;

CREATE TRIGGER zf_link_no_update BEFORE UPDATE ON zf_link
BEGIN SELECT RAISE(ABORT, 'ZF: zf_link refuses UPDATE'); END;

CREATE TRIGGER zf_link_no_delete BEFORE DELETE ON zf_link
BEGIN SELECT RAISE(ABORT, 'ZF: zf_link refuses DELETE'); END;

CREATE TRIGGER zf_link_no_replace BEFORE INSERT ON zf_link WHEN EXISTS (SELECT 1 FROM zf_link WHERE case_id = NEW.case_id AND seq = NEW.seq AND other_id = NEW.other_id)
  OR EXISTS (SELECT 1 FROM zf_link WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_link WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_link)'); END;
