CREATE TABLE zf_subscription (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  url TEXT COLLATE "C" NOT NULL,
  types TEXT COLLATE "C" NOT NULL,
  secret TEXT COLLATE "C" NOT NULL,
  note TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_subscription PRIMARY KEY (id),
  CONSTRAINT ck_subscription_status CHECK (status IN ('active', 'paused'))
);

CREATE INDEX ix_subscription_agency ON zf_subscription (agency_id);

CREATE TABLE zf_upload (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  officer_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  media_type TEXT COLLATE "C",
  length BIGINT NOT NULL,
  received BIGINT NOT NULL,
  announced TEXT COLLATE "C",
  digest TEXT COLLATE "C",
  created_at TEXT COLLATE "C" NOT NULL,
  expires_at TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_zf_upload PRIMARY KEY (id),
  CONSTRAINT ck_upload_received CHECK (received BETWEEN 0 AND length),
  CONSTRAINT ck_upload_whole CHECK (digest IS NULL OR received = length),
  CONSTRAINT ck_upload_announced CHECK (length(announced) = 64),
  CONSTRAINT ck_upload_digest CHECK (length(digest) = 64)
);

CREATE INDEX ix_upload_expires ON zf_upload (expires_at);

CREATE INDEX ix_upload_officer ON zf_upload (officer_id);

CREATE TABLE zf_event (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  type TEXT COLLATE "C" NOT NULL,
  version BIGINT,
  data TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  place BIGINT,
  CONSTRAINT pk_zf_event PRIMARY KEY (id),
  CONSTRAINT fk_event_case FOREIGN KEY(case_id) REFERENCES zf_case (id),
  CONSTRAINT ck_event_place CHECK (place >= 1),
  CONSTRAINT uq_event_place UNIQUE (agency_id, place)
);

CREATE INDEX ix_event_unplaced ON zf_event (id) WHERE place IS NULL;

CREATE TABLE zf_delivery (
  id TEXT COLLATE "C" NOT NULL,
  agency_id TEXT COLLATE "C" NOT NULL,
  subscription_id TEXT COLLATE "C" NOT NULL,
  event_id TEXT COLLATE "C" NOT NULL,
  case_id TEXT COLLATE "C" NOT NULL,
  place BIGINT NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  tries BIGINT NOT NULL,
  next_try_at TEXT COLLATE "C" NOT NULL,
  leased_until TEXT COLLATE "C",
  last_error TEXT COLLATE "C",
  sent_at TEXT COLLATE "C",
  CONSTRAINT pk_zf_delivery PRIMARY KEY (id),
  CONSTRAINT fk_delivery_subscription FOREIGN KEY(subscription_id) REFERENCES zf_subscription (id),
  CONSTRAINT fk_delivery_event FOREIGN KEY(event_id) REFERENCES zf_event (id),
  CONSTRAINT uq_delivery_once UNIQUE (subscription_id, event_id),
  CONSTRAINT ck_delivery_status CHECK (status IN ('waiting', 'sent', 'dead')),
  CONSTRAINT ck_delivery_sent CHECK ((status = 'sent') = (sent_at IS NOT NULL))
);

CREATE INDEX ix_delivery_event ON zf_delivery (event_id);

CREATE INDEX ix_delivery_listed ON zf_delivery (subscription_id, status, place);

CREATE INDEX ix_delivery_waiting ON zf_delivery (subscription_id, case_id, place) WHERE status = 'waiting';
