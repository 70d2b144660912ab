CREATE TABLE zf_contact (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  email TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_contact PRIMARY KEY (id),
  CONSTRAINT fk_contact_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_contact_officer UNIQUE (officer_id)
);
