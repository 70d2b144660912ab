CREATE TABLE zf_pad (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  series TEXT COLLATE "C" NOT NULL,
  year BIGINT NOT NULL,
  first BIGINT NOT NULL,
  last BIGINT NOT NULL,
  valid_from TEXT COLLATE "C" NOT NULL,
  valid_to TEXT COLLATE "C",
  CONSTRAINT pk_zf_pad PRIMARY KEY (id),
  CONSTRAINT fk_pad_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_pad_first UNIQUE (agency_id, series, year, first),
  CONSTRAINT ck_pad_range CHECK (first >= 1 AND last >= first)
);

CREATE INDEX ix_pad_officer ON zf_pad (officer_id);

DROP TRIGGER zf_exemption_no_insert ON zf_exemption;

INSERT INTO zf_exemption (workflow, workflow_version, decision_kind, article, agency_id, id) VALUES ('penalty_summary', 1, 'summary_penalty', '行政处罚法第五十一条', '*', '6b96554e-2d34-5911-b41c-7d788d0dc81a');

CREATE TRIGGER zf_exemption_no_insert BEFORE INSERT ON zf_exemption
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_exemption ENABLE ALWAYS TRIGGER zf_exemption_no_insert;
