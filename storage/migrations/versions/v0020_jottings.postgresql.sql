CREATE TABLE zf_jotting (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  place TEXT COLLATE "C" NOT NULL,
  step TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  saved_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_jotting PRIMARY KEY (id),
  CONSTRAINT fk_jotting_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_jotting_place UNIQUE (officer_id, place, step),
  CONSTRAINT ck_jotting_version CHECK (version >= 0)
);

CREATE INDEX ix_jotting_officer ON zf_jotting (officer_id, saved_at);

CREATE TABLE zf_saved_filter (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  asked TEXT COLLATE "C" NOT NULL,
  saved_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_saved_filter PRIMARY KEY (id),
  CONSTRAINT uq_saved_filter_name UNIQUE (officer_id, name)
);
