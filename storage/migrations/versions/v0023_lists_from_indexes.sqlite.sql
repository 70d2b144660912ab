DROP INDEX ix_docket_state;

CREATE INDEX ix_docket_state ON zf_docket (agency_id, workflow, state, due, id, workflow_version, replay, opened_by, reviewer_id);

CREATE INDEX ix_track_open_case ON zf_track (case_id, track) WHERE closed_on IS NULL;
