"""Publication, closing and archiving: alike in every penalty procedure (处罚法 47, 48)."""

from __future__ import annotations

from zhifa.engine.vocabulary import Close, End, Target, Transition
from zhifa.workflows import terms
from zhifa.workflows.conditions import WITHHELD
from zhifa.workflows.forms import publish
from zhifa.workflows.guards.closing import (
    ALL_TRACKS_ENDED,
    CLOSABLE,
    COLLECTOR_DOES_NOT_CHECK,
    DECISION_SERVED,
    PUBLICATION_CHECKED,
    TWO_PERSONS,
)
from zhifa.workflows.guards.people import UNIT_OPINION_GIVEN
from zhifa.workflows.roles import ARCHIVIST, HEAD, PUBLICATION_CHECKER, PUBLISHER
from zhifa.workflows.states import AFTER_SERVICE, ARCHIVED, ARCHIVED_UNCLOSED, CLOSED, ENDED_UNCLOSED, PERFORMING
from zhifa.workflows.tracks import PUBLISHING

REVIEW_PUBLICATION = Transition(
    name="review_publication",
    label="审核公示内容",
    sources=AFTER_SERVICE,
    roles=(PUBLICATION_CHECKER,),
    guards=(COLLECTOR_DOES_NOT_CHECK,),
    papers=("D59",),
    ends=(End(term=terms.PUBLICATION, when=WITHHELD),),
    closes=(Close(track=PUBLISHING, when=WITHHELD),),
    facts=publish.PublicationReview,
)
PUBLISH = Transition(
    name="publish",
    label="公示",
    sources=AFTER_SERVICE,
    roles=(PUBLISHER,),
    guards=(DECISION_SERVED, PUBLICATION_CHECKED, TWO_PERSONS),
    no_paper="公示的就是当事人收到的决定书，脱敏情况见公示审核表",
    ends=(End(term=terms.PUBLICATION),),
    closes=(Close(track=PUBLISHING),),
    facts=publish.Publication,
)
CLOSE = Transition(
    name="close",
    label="结案",
    sources=(PERFORMING,),
    targets=(Target(CLOSED),),
    roles=(HEAD,),
    guards=(ALL_TRACKS_ENDED, CLOSABLE, UNIT_OPINION_GIVEN),
    papers=("D49",),
    facts=publish.Closing,
)
ARCHIVE = Transition(
    name="archive",
    label="归档",
    sources=(CLOSED,),
    targets=(Target(ARCHIVED),),
    roles=(ARCHIVIST,),
    guards=(TWO_PERSONS, ALL_TRACKS_ENDED),
    papers=("D50",),
    facts=publish.Archiving,
)
ARCHIVE_ENDED = Transition(
    name="archive_ended",
    label="归档（未经结案的案件）",
    sources=ENDED_UNCLOSED,
    targets=(Target(ARCHIVED_UNCLOSED),),
    roles=(ARCHIVIST,),
    guards=(TWO_PERSONS,),
    papers=("D50",),
    facts=publish.Archiving,
)
"""Whatever its end, the record of a case is kept (处罚法 47). Nothing of it is open any more: every step that ends a case asked that."""
