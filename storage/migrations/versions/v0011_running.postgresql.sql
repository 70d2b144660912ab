CREATE INDEX ix_case_replay ON zf_case (id) WHERE replay = 1;

CREATE INDEX ix_term_running ON zf_term (case_id, code, due, status, agency_id) WHERE status IN ('open', 'suspended');
