CREATE TABLE zf_database_identity (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_database_identity PRIMARY KEY (id)
);

INSERT INTO zf_database_identity (id, agency_id) VALUES (gen_random_uuid()::text, '*');

CREATE TRIGGER zf_database_identity_no_insert BEFORE INSERT ON zf_database_identity
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_database_identity ENABLE ALWAYS TRIGGER zf_database_identity_no_insert;

CREATE TRIGGER zf_database_identity_no_update BEFORE UPDATE ON zf_database_identity
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_database_identity ENABLE ALWAYS TRIGGER zf_database_identity_no_update;

CREATE TRIGGER zf_database_identity_no_delete BEFORE DELETE ON zf_database_identity
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_database_identity ENABLE ALWAYS TRIGGER zf_database_identity_no_delete;

CREATE TRIGGER zf_database_identity_no_truncate BEFORE TRUNCATE ON zf_database_identity
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_database_identity ENABLE ALWAYS TRIGGER zf_database_identity_no_truncate;
