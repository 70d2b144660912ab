CREATE TABLE zf_subscription (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  url TEXT NOT NULL,
  types TEXT NOT NULL,
  secret TEXT NOT NULL,
  note TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT pk_zf_subscription PRIMARY KEY (id),
  CONSTRAINT ck_subscription_status CHECK (status IN ('active', 'paused'))
) STRICT;

CREATE INDEX ix_subscription_agency ON zf_subscription (agency_id);

CREATE TABLE zf_upload (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT,
  length INTEGER NOT NULL,
  received INTEGER NOT NULL,
  announced TEXT,
  digest TEXT,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT pk_zf_upload PRIMARY KEY (id),
  CONSTRAINT ck_upload_received CHECK (received BETWEEN 0 AND length),
  CONSTRAINT ck_upload_whole CHECK (digest IS NULL OR received = length),
  CONSTRAINT ck_upload_announced CHECK (length(announced) = 64),
  CONSTRAINT ck_upload_digest CHECK (length(digest) = 64)
) STRICT;

CREATE INDEX ix_upload_expires ON zf_upload (expires_at);

CREATE INDEX ix_upload_officer ON zf_upload (officer_id);

CREATE TABLE zf_event (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  type TEXT NOT NULL,
  version INTEGER,
  data TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  place INTEGER,
  CONSTRAINT pk_zf_event PRIMARY KEY (id),
  CONSTRAINT fk_event_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT ck_event_place CHECK (place >= 1),
  CONSTRAINT uq_event_place UNIQUE (agency_id, place)
) STRICT;

CREATE INDEX ix_event_unplaced ON zf_event (id) WHERE place IS NULL;

CREATE TABLE zf_delivery (
  id TEXT NOT NULL,
  agency_id TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  status TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_try_at TEXT NOT NULL,
  leased_until TEXT,
  last_error TEXT,
  sent_at TEXT,
  CONSTRAINT pk_zf_delivery PRIMARY KEY (id),
  CONSTRAINT fk_delivery_subscription FOREIGN KEY(subscription_id) REFERENCES zf_subscription (id),
  CONSTRAINT fk_delivery_event FOREIGN KEY(event_id) REFERENCES zf_event (id),
  CONSTRAINT uq_delivery_once UNIQUE (subscription_id, event_id),
  CONSTRAINT ck_delivery_status CHECK (status IN ('waiting', 'sent', 'dead')),
  CONSTRAINT ck_delivery_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL))
) STRICT;

CREATE INDEX ix_delivery_event ON zf_delivery (event_id);

CREATE INDEX ix_delivery_listed ON zf_delivery (subscription_id, status, place);

CREATE INDEX ix_delivery_waiting ON zf_delivery (subscription_id, case_id, place) WHERE status = 'waiting';
