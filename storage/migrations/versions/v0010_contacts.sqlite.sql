CREATE TABLE zf_contact (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  email TEXT NOT NULL,
  CONSTRAINT pk_zf_contact PRIMARY KEY (id),
  CONSTRAINT fk_contact_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT uq_contact_officer UNIQUE (officer_id)
) STRICT;
