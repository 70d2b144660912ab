CREATE TABLE zf_account (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  login_name TEXT NOT NULL,
  name TEXT NOT NULL,
  officer_id TEXT,
  administers INTEGER NOT NULL,
  password TEXT,
  password_until TEXT,
  must_change INTEGER NOT NULL,
  totp TEXT,
  totp_step INTEGER,
  recovery TEXT NOT NULL,
  locked_at TEXT,
  closed_at TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_zf_account PRIMARY KEY (id),
  CONSTRAINT uq_account_login_name UNIQUE (login_name),
  CONSTRAINT fk_account_officer FOREIGN KEY(officer_id) REFERENCES zf_officer (id),
  CONSTRAINT ck_account_must_change CHECK (must_change IN (0, 1)),
  CONSTRAINT ck_account_administers CHECK (administers IN (0, 1)),
  CONSTRAINT ck_account_version CHECK (version >= 1)
) STRICT;

CREATE INDEX ix_account_agency ON zf_account (agency_id, login_name);

CREATE UNIQUE INDEX uq_account_officer ON zf_account (officer_id) WHERE officer_id IS NOT NULL AND closed_at IS NULL;

CREATE TABLE zf_session (
  digest TEXT NOT NULL,
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  means TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  CONSTRAINT pk_zf_session PRIMARY KEY (digest),
  CONSTRAINT uq_session_id UNIQUE (id),
  CONSTRAINT ck_session_digest CHECK (length(digest) = 64),
  CONSTRAINT fk_session_account FOREIGN KEY(account_id) REFERENCES zf_account (id),
  CONSTRAINT ck_session_stage CHECK (stage IN ('half', 'whole')),
  CONSTRAINT ck_session_means CHECK (means IN ('password', 'totp', 'recovery', 'oidc'))
) STRICT;

CREATE INDEX ix_session_account ON zf_session (account_id);

CREATE INDEX ix_session_ends ON zf_session (ends_at);

CREATE TABLE zf_login_attempt (
  digest TEXT NOT NULL,
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  until TEXT,
  CONSTRAINT pk_zf_login_attempt PRIMARY KEY (digest),
  CONSTRAINT uq_login_attempt_id UNIQUE (id),
  CONSTRAINT ck_login_attempt_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_login_attempt_failures CHECK (failures >= 0)
) STRICT;

CREATE INDEX ix_login_attempt_last ON zf_login_attempt (last_at);

CREATE TABLE zf_token (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  account_id TEXT NOT NULL,
  officer_id TEXT,
  label TEXT NOT NULL,
  grants TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  used_on TEXT,
  CONSTRAINT pk_zf_token PRIMARY KEY (id),
  CONSTRAINT uq_token_digest UNIQUE (digest),
  CONSTRAINT ck_token_digest CHECK (length(digest) = 64),
  CONSTRAINT fk_token_account FOREIGN KEY(account_id) REFERENCES zf_account (id)
) STRICT;

CREATE INDEX ix_token_account ON zf_token (account_id, created_at);

CREATE TABLE zf_account_entry (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  by_id TEXT,
  by_name TEXT NOT NULL,
  told TEXT NOT NULL,
  CONSTRAINT pk_zf_account_entry PRIMARY KEY (id),
  CONSTRAINT fk_account_entry_account FOREIGN KEY(account_id) REFERENCES zf_account (id)
) STRICT;

CREATE INDEX ix_account_entry_account ON zf_account_entry (account_id, at, id);

CREATE INDEX ix_account_entry_agency ON zf_account_entry (agency_id, at, id);

CREATE TABLE zf_identity_link (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT,
  CONSTRAINT pk_zf_identity_link PRIMARY KEY (issuer, subject),
  CONSTRAINT uq_identity_link_id UNIQUE (id),
  CONSTRAINT fk_identity_link_account FOREIGN KEY(account_id) REFERENCES zf_account (id)
) STRICT;

CREATE INDEX ix_identity_link_account ON zf_identity_link (account_id);

CREATE TRIGGER zf_account_no_delete BEFORE DELETE ON zf_account
BEGIN SELECT RAISE(ABORT, 'ZF: zf_account refuses DELETE'); END;

CREATE TRIGGER zf_account_no_replace BEFORE INSERT ON zf_account WHEN EXISTS (SELECT 1 FROM zf_account WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_account WHERE login_name = NEW.login_name)
  OR EXISTS (SELECT 1 FROM zf_account WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_account)'); END;

CREATE TRIGGER zf_account_fixed BEFORE UPDATE OF id, agency_id, login_name, created_at, created_by, rowid, _rowid_, oid ON zf_account
BEGIN SELECT RAISE(ABORT, 'ZF: zf_account refuses UPDATE'); END;

CREATE TRIGGER zf_account_entry_no_update BEFORE UPDATE ON zf_account_entry
BEGIN SELECT RAISE(ABORT, 'ZF: zf_account_entry refuses UPDATE'); END;

CREATE TRIGGER zf_account_entry_no_delete BEFORE DELETE ON zf_account_entry
BEGIN SELECT RAISE(ABORT, 'ZF: zf_account_entry refuses DELETE'); END;

CREATE TRIGGER zf_account_entry_no_replace BEFORE INSERT ON zf_account_entry WHEN EXISTS (SELECT 1 FROM zf_account_entry WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_account_entry WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_account_entry)'); END;

CREATE TRIGGER zf_token_no_delete BEFORE DELETE ON zf_token
BEGIN SELECT RAISE(ABORT, 'ZF: zf_token refuses DELETE'); END;

CREATE TRIGGER zf_token_no_replace BEFORE INSERT ON zf_token WHEN EXISTS (SELECT 1 FROM zf_token WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_token WHERE digest = NEW.digest)
  OR EXISTS (SELECT 1 FROM zf_token WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_token)'); END;

CREATE TRIGGER zf_token_fixed BEFORE UPDATE OF id, agency_id, digest, account_id, officer_id, label, grants, created_at, created_by, expires_at, rowid, _rowid_, oid ON zf_token
BEGIN SELECT RAISE(ABORT, 'ZF: zf_token refuses UPDATE'); END;

CREATE TRIGGER zf_identity_link_no_update BEFORE UPDATE ON zf_identity_link
BEGIN SELECT RAISE(ABORT, 'ZF: zf_identity_link refuses UPDATE'); END;

CREATE TRIGGER zf_identity_link_no_replace BEFORE INSERT ON zf_identity_link WHEN EXISTS (SELECT 1 FROM zf_identity_link WHERE issuer = NEW.issuer AND subject = NEW.subject)
  OR EXISTS (SELECT 1 FROM zf_identity_link WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM zf_identity_link WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'ZF: exists (zf_identity_link)'); END;
