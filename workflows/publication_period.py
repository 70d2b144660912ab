"""From when the days for publication run: from the decision and, where its service alone outlasts them, as many anew from service.

The first is the rule of 国办发〔2018〕118号; the second is a convention, since a decision is not shown before the party has it (处罚法 48, 61)
and no provision says what becomes of the days meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zhifa.engine.ask import Ask
from zhifa.engine.instants import legal_day, parse_instant
from zhifa.engine.terms import reckon
from zhifa.engine.vocabulary import Start
from zhifa.workflows import dossier
from zhifa.workflows.terms import PUBLICATION, PUBLICATION_AFTER_SERVICE
from zhifa.workflows.tracks import PUBLISHING


def of_penalty(ask: Ask) -> date | None:
    """The day of service, if the days for publishing a penalty ended before it."""
    return _outlasted(ask, "penalty")


def of_no_penalty(ask: Ask) -> date | None:
    """The same of a decision that imposes none."""
    return _outlasted(ask, "no_penalty")


def _outlasted(ask: Ask, kind: str) -> date | None:
    """By the calendar as it stands, whatever became of the row that counted from the decision."""
    made = ask.case.decisions[-1]
    row = next((row for row in ask.case.terms if (row.code, row.start_seq) == (PUBLICATION.code, made.seq)), None)
    if made.kind != kind or row is None or not dossier.is_open(ask.case, PUBLISHING):
        return None
    term = replace(PUBLICATION, length=row.length)
    due = reckon(term, legal_day(parse_instant(made.decided_at)), ask.calendar).due
    return ask.day if ask.day > due else None


ANEW = (
    Start(term=PUBLICATION_AFTER_SERVICE, length=lambda policy: policy.publication_days, reckoned_from=of_penalty),
    Start(
        term=PUBLICATION_AFTER_SERVICE, length=lambda policy: policy.other_publication_days, reckoned_from=of_no_penalty
    ),
)
"""What the service of a decision begins, in whichever way it is served."""
