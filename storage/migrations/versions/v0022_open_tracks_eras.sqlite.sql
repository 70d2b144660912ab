CREATE INDEX ix_track_open ON zf_track (agency_id, track, case_id) WHERE closed_on IS NULL;
