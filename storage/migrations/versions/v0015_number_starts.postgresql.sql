SELECT set_config('zf.search_path', current_setting('search_path'), true);

SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

CREATE OR REPLACE FUNCTION zf_voided_number_taken() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    (NEW.counter = NEW.series || '/' || (NEW.ordinal - NEW.place + 1)
      AND EXISTS (SELECT 1 FROM zf_pad d
        WHERE d.agency_id = NEW.agency_id AND d.series = NEW.series AND d.year = NEW.year
          AND d.first = NEW.ordinal - NEW.place + 1 AND d.last >= NEW.ordinal)
      AND EXISTS (SELECT 1 FROM zf_number n
        WHERE n.agency_id = NEW.agency_id AND n.series = NEW.counter AND n.year = NEW.year AND n.next = NEW.place + 1)
      AND NOT EXISTS (SELECT 1 FROM zf_paper p
        WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year AND p.ordinal = NEW.ordinal))
    OR (NEW.counter = NEW.series AND NEW.series NOT LIKE '%/%' AND NEW.place = NEW.ordinal AND NEW.ordinal BETWEEN 1 AND 999999
      AND NOT EXISTS (SELECT 1 FROM zf_number n
        WHERE n.agency_id = NEW.agency_id AND n.series = NEW.series AND n.year = NEW.year)
      AND NOT EXISTS (SELECT 1 FROM zf_paper p
        WHERE p.agency_id = NEW.agency_id AND p.series = NEW.series AND p.year = NEW.year))) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: a number of a pad is voided when it has just been taken for that, a series begun later before it is counted';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION zf_paper_unvoided() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF (
    NEW.series IS NULL
    OR NOT EXISTS (SELECT 1 FROM zf_voided_number v
      WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.year = NEW.year AND v.ordinal = NEW.ordinal
        AND v.counter <> v.series)) IS NOT TRUE THEN
    RAISE EXCEPTION 'ZF: this number was voided';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION zf_number_first() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.next IS DISTINCT FROM coalesce((SELECT max(v.ordinal) + 1 FROM zf_voided_number v
  WHERE v.agency_id = NEW.agency_id AND v.series = NEW.series AND v.counter = NEW.series AND v.year = NEW.year), 2) THEN
    RAISE EXCEPTION 'ZF: a series starts at 1, or behind the numbers that are on record as used before';
  END IF;
  RETURN NEW;
END $$;

SELECT set_config('search_path', current_setting('zf.search_path'), true);
