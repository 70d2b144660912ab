CREATE TABLE zf_account (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  login_name TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C",
  administers BIGINT NOT NULL,
  password TEXT COLLATE "C",
  password_until TEXT COLLATE "C",
  must_change BIGINT NOT NULL,
  totp TEXT COLLATE "C",
  totp_step BIGINT,
  recovery TEXT COLLATE "C" NOT NULL,
  locked_at TEXT COLLATE "C",
  closed_at TEXT COLLATE "C",
  created_at TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_zf_account PRIMARY KEY (id),
  CONSTRAINT uq_account_login_name UNIQUE (login_name),
  CONSTRAINT fk_account_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT ck_account_must_change CHECK (must_change IN (0, 1)),
  CONSTRAINT ck_account_administers CHECK (administers IN (0, 1)),
  CONSTRAINT ck_account_version CHECK (version >= 1)
);

CREATE INDEX ix_account_agency ON zf_account (agency_id, login_name);

CREATE UNIQUE INDEX uq_account_officer ON zf_account (officer_id) WHERE officer_id IS NOT NULL AND closed_at IS NULL;

CREATE TABLE zf_session (
  digest TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  means TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  seen_at TEXT COLLATE "C" NOT NULL,
  ends_at TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C" NOT NULL,
  agent TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_session PRIMARY KEY (digest),
  CONSTRAINT uq_session_id UNIQUE (id),
  CONSTRAINT ck_session_digest CHECK (length(digest) = 64),
  CONSTRAINT fk_session_account FOREIGN KEY(account_id) REFERENCES zf_account (id),
  CONSTRAINT ck_session_stage CHECK (stage IN ('half', 'whole')),
  CONSTRAINT ck_session_means CHECK (means IN ('password', 'totp', 'recovery', 'oidc'))
);

CREATE INDEX ix_session_account ON zf_session (account_id);

CREATE INDEX ix_session_ends ON zf_session (ends_at);

CREATE TABLE zf_login_attempt (
  digest TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  failures BIGINT NOT NULL,
  last_at TEXT COLLATE "C" NOT NULL,
  until TEXT COLLATE "C",
  CONSTRAINT pk_zf_login_attempt PRIMARY KEY (digest),
  CONSTRAINT uq_login_attempt_id UNIQUE (id),
  CONSTRAINT ck_login_attempt_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_login_attempt_failures CHECK (failures >= 0)
);

CREATE INDEX ix_login_attempt_last ON zf_login_attempt (last_at);

CREATE TABLE zf_token (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C",
  label TEXT COLLATE "C" NOT NULL,
  grants TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  expires_at TEXT COLLATE "C" NOT NULL,
  revoked_at TEXT COLLATE "C",
  used_on TEXT COLLATE "C",
  CONSTRAINT pk_zf_token PRIMARY KEY (id),
  CONSTRAINT uq_token_digest UNIQUE (digest),
  CONSTRAINT ck_token_digest CHECK (length(digest) = 64),
  CONSTRAINT fk_token_account FOREIGN KEY(account_id) REFERENCES zf_account (id)
);

CREATE INDEX ix_token_account ON zf_token (account_id, created_at);

CREATE TABLE zf_account_entry (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  at TEXT COLLATE "C" NOT NULL,
  by_id TEXT COLLATE "C",
  by_name TEXT COLLATE "C" NOT NULL,
  told TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_account_entry PRIMARY KEY (id),
  CONSTRAINT fk_account_entry_account FOREIGN KEY(account_id) REFERENCES zf_account (id)
);

CREATE INDEX ix_account_entry_account ON zf_account_entry (account_id, at, id);

CREATE INDEX ix_account_entry_agency ON zf_account_entry (agency_id, at, id);

CREATE TABLE zf_identity_link (
  issuer TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C",
  CONSTRAINT pk_zf_identity_link PRIMARY KEY (issuer, subject),
  CONSTRAINT uq_identity_link_id UNIQUE (id),
  CONSTRAINT fk_identity_link_account FOREIGN KEY(account_id) REFERENCES zf_account (id)
);

CREATE INDEX ix_identity_link_account ON zf_identity_link (account_id);

CREATE TRIGGER zf_account_no_delete BEFORE DELETE ON zf_account
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_account ENABLE ALWAYS TRIGGER zf_account_no_delete;

CREATE TRIGGER zf_account_no_truncate BEFORE TRUNCATE ON zf_account
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_account ENABLE ALWAYS TRIGGER zf_account_no_truncate;

CREATE TRIGGER zf_account_fixed BEFORE UPDATE OF id, agency_id, login_name, created_at, created_by ON zf_account
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_account ENABLE ALWAYS TRIGGER zf_account_fixed;

CREATE TRIGGER zf_account_entry_no_update BEFORE UPDATE ON zf_account_entry
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_account_entry ENABLE ALWAYS TRIGGER zf_account_entry_no_update;

CREATE TRIGGER zf_account_entry_no_delete BEFORE DELETE ON zf_account_entry
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_account_entry ENABLE ALWAYS TRIGGER zf_account_entry_no_delete;

CREATE TRIGGER zf_account_entry_no_truncate BEFORE TRUNCATE ON zf_account_entry
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_account_entry ENABLE ALWAYS TRIGGER zf_account_entry_no_truncate;

CREATE TRIGGER zf_token_no_delete BEFORE DELETE ON zf_token
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_token ENABLE ALWAYS TRIGGER zf_token_no_delete;

CREATE TRIGGER zf_token_no_truncate BEFORE TRUNCATE ON zf_token
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_token ENABLE ALWAYS TRIGGER zf_token_no_truncate;

CREATE TRIGGER zf_token_fixed BEFORE UPDATE OF id, agency_id, digest, account_id, officer_id, label, grants, created_at, created_by, expires_at ON zf_token
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_token ENABLE ALWAYS TRIGGER zf_token_fixed;

CREATE TRIGGER zf_identity_link_no_update BEFORE UPDATE ON zf_identity_link
FOR EACH ROW EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_identity_link ENABLE ALWAYS TRIGGER zf_identity_link_no_update;

CREATE TRIGGER zf_identity_link_no_truncate BEFORE TRUNCATE ON zf_identity_link
FOR EACH STATEMENT EXECUTE FUNCTION zf_refuse();

ALTER TABLE zf_identity_link ENABLE ALWAYS TRIGGER zf_identity_link_no_truncate;
