CREATE TABLE zf_register_entry (
  agency_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  prev_hash TEXT COLLATE "C",
  hash TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  imported_at TEXT COLLATE "C" NOT NULL,
  imported_by TEXT COLLATE "C",
  CONSTRAINT pk_zf_register_entry PRIMARY KEY (agency_id, seq),
  CONSTRAINT uq_register_entry_id UNIQUE (id),
  CONSTRAINT uq_register_entry_hash UNIQUE (hash),
  CONSTRAINT ck_register_entry_seq CHECK (seq >= 1),
  CONSTRAINT ck_register_entry_hash CHECK (length(hash) = 64),
  CONSTRAINT ck_register_entry_source CHECK (source IN ('file', 'edit', 'upgrade'))
);

CREATE TABLE zf_register_line (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  book TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  body TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_register_line PRIMARY KEY (id),
  CONSTRAINT fk_register_line_entry FOREIGN KEY(agency_id, since) REFERENCES zf_register_entry (agency_id, seq),
  CONSTRAINT ck_register_line_until CHECK (until > since)
);

CREATE INDEX ix_register_line_since ON zf_register_line (agency_id, since);

CREATE UNIQUE INDEX uq_register_line_standing ON zf_register_line (agency_id, book, key) WHERE until IS NULL;

CREATE TABLE zf_assessment (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  draft_digest TEXT COLLATE "C" NOT NULL,
  due BIGINT NOT NULL,
  register_version BIGINT NOT NULL,
  rules_digest TEXT COLLATE "C" NOT NULL,
  articles TEXT COLLATE "C" NOT NULL,
  inputs TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_assessment PRIMARY KEY (id),
  CONSTRAINT fk_assessment_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT fk_assessment_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_assessment_entry UNIQUE (case_id, seq),
  CONSTRAINT uq_assessment_draft UNIQUE (id, case_id, draft_digest),
  CONSTRAINT ck_assessment_draft_digest CHECK (length(draft_digest) = 64),
  CONSTRAINT ck_assessment_due CHECK (due IN (0, 1))
);

CREATE TABLE zf_assessable_kind (
  workflow TEXT COLLATE "C" NOT NULL,
  workflow_version BIGINT NOT NULL,
  decision_kind TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_assessable_kind PRIMARY KEY (workflow, workflow_version, decision_kind),
  CONSTRAINT uq_assessable_kind_id UNIQUE (id)
);

CREATE TABLE zf_migration (
  case_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  old_version BIGINT NOT NULL,
  new_version BIGINT NOT NULL,
  new_digest TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_migration PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_migration_entry FOREIGN KEY(case_id, seq) REFERENCES zf_entry (case_id, seq),
  CONSTRAINT uq_migration_id UNIQUE (id),
  CONSTRAINT ck_migration_new_digest CHECK (length(new_digest) = 64)
);

ALTER TABLE zf_decision ADD COLUMN assessment_id TEXT COLLATE "C";

ALTER TABLE zf_decision DROP CONSTRAINT ck_decision_cleared;

ALTER TABLE zf_decision ADD CONSTRAINT ck_decision_cleared CHECK ((review_round IS NOT NULL AND review_outcome IS NOT NULL AND review_outcome = 'agreed' AND exempt_article IS NULL AND assessment_id IS NULL) OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NOT NULL AND assessment_id IS NULL) OR (review_round IS NULL AND review_outcome IS NULL AND exempt_article IS NULL AND assessment_id IS NOT NULL));

ALTER TABLE zf_decision ADD CONSTRAINT fk_decision_assessment FOREIGN KEY(assessment_id, case_id, draft_digest) REFERENCES zf_assessment (id, case_id, draft_digest);

ALTER TABLE zf_contact ADD COLUMN valid_from TEXT COLLATE "C";

ALTER TABLE zf_contact ADD COLUMN valid_to TEXT COLLATE "C";

UPDATE zf_contact SET (valid_from, valid_to) = (SELECT valid_from, valid_to FROM zf_officer WHERE id = officer_id);

ALTER TABLE zf_contact ALTER COLUMN valid_from SET NOT NULL;

CREATE TABLE zf_agency_before AS SELECT id, agency_id, name, short_name, region, credit_code, register_version, valid_from, valid_to FROM zf_agency;

DROP TABLE zf_agency;

CREATE TABLE zf_agency (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  short_name TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL,
  credit_code TEXT COLLATE "C" NOT NULL,
  register_version BIGINT NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_agency PRIMARY KEY (id),
  CONSTRAINT ck_agency_self CHECK (agency_id = id)
);

INSERT INTO zf_agency SELECT * FROM zf_agency_before;

DROP TABLE zf_agency_before;

DROP TRIGGER zf_exemption_no_insert ON zf_exemption;

INSERT INTO zf_exemption (workflow, workflow_version, decision_kind, article, agency_id, id) VALUES ('penalty_summary', 2, 'summary_penalty', '行政处罚法第五十一条', '*', '9e304807-925e-5f38-bde8-707b2aac5604');

SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION zf_decision_gate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    EXISTS (SELECT 1 FROM zf_case c
      WHERE c.id = NEW.case_id AND c.workflow = NEW.workflow AND c.workflow_version = NEW.workflow_version)
    AND ((NEW.exempt_article IS NULL AND NEW.assessment_id IS NULL AND NEW.review_outcome = 'agreed'
        AND EXISTS (SELECT 1 FROM zf_review r
          WHERE r.case_id = NEW.case_id AND r.round = NEW.review_round AND r.draft_digest = NEW.draft_digest
            AND r.outcome = 'agreed' AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id))
        AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.case_id = NEW.case_id AND d.review_round = NEW.review_round))
      OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL AND NEW.assessment_id IS NULL
        AND EXISTS (SELECT 1 FROM zf_exemption e
          WHERE e.workflow = NEW.workflow AND e.workflow_version = NEW.workflow_version
            AND e.decision_kind = NEW.kind AND e.article = NEW.exempt_article))
      OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL AND NEW.exempt_article IS NULL
        AND EXISTS (SELECT 1 FROM zf_assessment a
          WHERE a.id = NEW.assessment_id AND a.case_id = NEW.case_id AND a.draft_digest = NEW.draft_digest AND a.due = 0
            AND a.seq = (SELECT max(seq) FROM zf_assessment WHERE case_id = NEW.case_id))
        AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.assessment_id = NEW.assessment_id)
        AND NOT EXISTS (SELECT 1 FROM zf_review r
          WHERE r.case_id = NEW.case_id AND r.draft_digest = NEW.draft_digest AND r.outcome <> 'agreed'
            AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id AND draft_digest = NEW.draft_digest))
        AND EXISTS (SELECT 1 FROM zf_assessable_kind k
          WHERE k.workflow = NEW.workflow AND k.workflow_version = NEW.workflow_version AND k.decision_kind = NEW.kind)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF-58: no passed review of this draft';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_register_entry_chain() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    (NEW.prev_hash IS NULL AND NOT EXISTS (SELECT 1 FROM zf_register_entry WHERE agency_id = NEW.agency_id))
    OR EXISTS (SELECT 1 FROM zf_register_entry
      WHERE agency_id = NEW.agency_id AND seq = NEW.seq - 1 AND hash = NEW.prev_hash)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: no such predecessor in the journal of the register';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_register_line_entered() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    NEW.until IS NULL
    AND NEW.since = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)
    AND NOT EXISTS (SELECT 1 FROM zf_register_line
      WHERE agency_id = NEW.agency_id AND book = NEW.book AND key = NEW.key AND until IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: a line comes with the newest entry of the register, and in the place of none that stands';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION zf_register_line_left() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    OLD.until IS NULL
    AND NEW.until = (SELECT max(seq) FROM zf_register_entry WHERE agency_id = NEW.agency_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: a line that stands goes with the newest entry of the register, once';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);

CREATE TRIGGER zf_register_entry_chain BEFORE INSERT ON zf_register_entry
FOR EACH ROW EXECUTE FUNCTION zf_register_entry_chain();

ALTER TABLE zf_register_entry ENABLE ALWAYS TRIGGER zf_register_entry_chain;

CREATE TRIGGER zf_register_line_entered BEFORE INSERT ON zf_register_line
FOR EACH ROW EXECUTE FUNCTION zf_register_line_entered();

ALTER TABLE zf_register_line ENABLE ALWAYS TRIGGER zf_register_line_entered;

CREATE TRIGGER zf_register_line_left BEFORE UPDATE ON zf_register_line
FOR EACH ROW EXECUTE FUNCTION zf_register_line_left();

ALTER TABLE zf_register_line ENABLE ALWAYS TRIGGER zf_register_line_left;

CREATE TRIGGER zf_exemption_no_insert BEFORE INSERT ON zf_exemption
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_exemption ENABLE ALWAYS TRIGGER zf_exemption_no_insert;

CREATE TRIGGER zf_assessment_no_update BEFORE UPDATE ON zf_assessment
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessment ENABLE ALWAYS TRIGGER zf_assessment_no_update;

CREATE TRIGGER zf_assessment_no_delete BEFORE DELETE ON zf_assessment
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessment ENABLE ALWAYS TRIGGER zf_assessment_no_delete;

CREATE TRIGGER zf_assessment_no_truncate BEFORE TRUNCATE ON zf_assessment
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessment ENABLE ALWAYS TRIGGER zf_assessment_no_truncate;

CREATE TRIGGER zf_assessable_kind_no_insert BEFORE INSERT ON zf_assessable_kind
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessable_kind ENABLE ALWAYS TRIGGER zf_assessable_kind_no_insert;

CREATE TRIGGER zf_assessable_kind_no_update BEFORE UPDATE ON zf_assessable_kind
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessable_kind ENABLE ALWAYS TRIGGER zf_assessable_kind_no_update;

CREATE TRIGGER zf_assessable_kind_no_delete BEFORE DELETE ON zf_assessable_kind
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessable_kind ENABLE ALWAYS TRIGGER zf_assessable_kind_no_delete;

CREATE TRIGGER zf_assessable_kind_no_truncate BEFORE TRUNCATE ON zf_assessable_kind
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_assessable_kind ENABLE ALWAYS TRIGGER zf_assessable_kind_no_truncate;

CREATE TRIGGER zf_migration_no_update BEFORE UPDATE ON zf_migration
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_migration ENABLE ALWAYS TRIGGER zf_migration_no_update;

CREATE TRIGGER zf_migration_no_delete BEFORE DELETE ON zf_migration
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_migration ENABLE ALWAYS TRIGGER zf_migration_no_delete;

CREATE TRIGGER zf_migration_no_truncate BEFORE TRUNCATE ON zf_migration
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_migration ENABLE ALWAYS TRIGGER zf_migration_no_truncate;

CREATE TRIGGER zf_register_entry_no_update BEFORE UPDATE ON zf_register_entry
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_register_entry ENABLE ALWAYS TRIGGER zf_register_entry_no_update;

CREATE TRIGGER zf_register_entry_no_delete BEFORE DELETE ON zf_register_entry
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_register_entry ENABLE ALWAYS TRIGGER zf_register_entry_no_delete;

CREATE TRIGGER zf_register_entry_no_truncate BEFORE TRUNCATE ON zf_register_entry
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_register_entry ENABLE ALWAYS TRIGGER zf_register_entry_no_truncate;

CREATE TRIGGER zf_register_line_no_delete BEFORE DELETE ON zf_register_line
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_register_line ENABLE ALWAYS TRIGGER zf_register_line_no_delete;

CREATE TRIGGER zf_register_line_no_truncate BEFORE TRUNCATE ON zf_register_line
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_register_line ENABLE ALWAYS TRIGGER zf_register_line_no_truncate;

CREATE TRIGGER zf_register_line_fixed BEFORE UPDATE OF id, agency_id, book, key, since, valid_from, valid_to, body ON zf_register_line
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_register_line ENABLE ALWAYS TRIGGER zf_register_line_fixed;

DROP TABLE zf_agency_seal;

DROP TABLE zf_certificate;

DROP TABLE zf_qualification;

DROP TABLE zf_assignment;

DROP TABLE zf_delegation;

DROP TABLE zf_statute;
