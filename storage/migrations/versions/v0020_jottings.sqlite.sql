CREATE TABLE zf_jotting (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  place TEXT NOT NULL,
  step TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  CONSTRAINT pk_zf_jotting PRIMARY KEY (id),
  CONSTRAINT fk_jotting_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_jotting_place UNIQUE (officer_id, place, step),
  CONSTRAINT ck_jotting_version CHECK (version >= 0)
) STRICT;

CREATE INDEX ix_jotting_officer ON zf_jotting (officer_id, saved_at);

CREATE TABLE zf_saved_filter (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  name TEXT NOT NULL,
  asked TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  CONSTRAINT pk_zf_saved_filter PRIMARY KEY (id),
  CONSTRAINT uq_saved_filter_name UNIQUE (officer_id, name)
) STRICT;
