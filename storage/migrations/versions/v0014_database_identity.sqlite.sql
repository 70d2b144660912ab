CREATE TABLE zf_database_identity (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  CONSTRAINT pk_zf_database_identity PRIMARY KEY (id)
) STRICT;

INSERT INTO zf_database_identity (id, agency_id) VALUES (
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
    || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), '*');

CREATE TRIGGER zf_database_identity_no_insert BEFORE INSERT ON zf_database_identity
BEGIN SELECT RAISE(ABORT, 'ZF: zf_database_identity refuses INSERT'); END;

CREATE TRIGGER zf_database_identity_no_update BEFORE UPDATE ON zf_database_identity
BEGIN SELECT RAISE(ABORT, 'ZF: zf_database_identity refuses UPDATE'); END;

CREATE TRIGGER zf_database_identity_no_delete BEFORE DELETE ON zf_database_identity
BEGIN SELECT RAISE(ABORT, 'ZF: zf_database_identity refuses DELETE'); END;
