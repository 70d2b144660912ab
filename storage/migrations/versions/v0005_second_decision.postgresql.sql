SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION zf_decision_gate() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    EXISTS (SELECT 1 FROM zf_case c
      WHERE c.id = NEW.case_id AND c.workflow = NEW.workflow AND c.workflow_version = NEW.workflow_version)
    AND ((NEW.exempt_article IS NULL AND NEW.review_outcome = 'agreed'
        AND EXISTS (SELECT 1 FROM zf_review r
          WHERE r.case_id = NEW.case_id AND r.round = NEW.review_round AND r.draft_digest = NEW.draft_digest
            AND r.outcome = 'agreed' AND r.round = (SELECT max(round) FROM zf_review WHERE case_id = NEW.case_id))
        AND NOT EXISTS (SELECT 1 FROM zf_decision d WHERE d.case_id = NEW.case_id AND d.review_round = NEW.review_round))
      OR (NEW.review_round IS NULL AND NEW.review_outcome IS NULL
        AND EXISTS (SELECT 1 FROM zf_exemption e
          WHERE e.workflow = NEW.workflow AND e.workflow_version = NEW.workflow_version
            AND e.decision_kind = NEW.kind AND e.article = NEW.exempt_article)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF-58: no passed review of this draft';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);
