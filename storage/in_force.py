"""By which version of its procedure a case goes: the one it was opened under, or the newest it has been moved to since. `c` is its row."""

from __future__ import annotations

_NEWEST = "(SELECT m.{column} FROM zf_migration m WHERE m.case_id = c.id ORDER BY m.seq DESC LIMIT 1)"

VERSION = f"coalesce({_NEWEST.format(column='new_version')}, c.workflow_version)"
DIGEST = f"coalesce({_NEWEST.format(column='new_digest')}, c.workflow_digest)"

NOT_UNDER = f"""\
SELECT c.id FROM zf_case c
WHERE c.agency_id = :agency AND c.workflow = :workflow AND c.ended_at IS NULL AND {VERSION} <> :version ORDER BY c.id"""  # noqa: S608  # our own text

COUNTED = f"""\
SELECT g.workflow, g.version, g.digest, count(*)
FROM (SELECT c.workflow, {VERSION} AS version, {DIGEST} AS digest FROM zf_case c) AS g
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""  # noqa: S608  # our own text
"""How many cases go by each declaration."""

COUNTED_AS_OPENED = """\
SELECT c.workflow, c.workflow_version, c.workflow_digest, count(*) FROM zf_case c GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
"""The same before cases could be moved."""
