"""On the spot: caught, told, heard, decided, handed over (处罚法 44, 45, 51, 52)."""

from __future__ import annotations

from dataclasses import replace

from zhifa.engine.vocabulary import DecisionKind, Open, Review, Start, Target, Transition
from zhifa.workflows import court_period, terms
from zhifa.workflows.conclusion import ARCHIVE_ENDED
from zhifa.workflows.conditions import FINE_DUE, MONEY_DUE
from zhifa.workflows.forms import summary
from zhifa.workflows.guards.collection import COLLECTIBLE
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS, FACTS_FOUNDED, PAYMENT_TERM_LAWFUL, STATUTES_IN_FORCE
from zhifa.workflows.guards.once import NOT_FINED_TWICE
from zhifa.workflows.guards.outcome import NO_REMEDY_YET
from zhifa.workflows.guards.people import HANDLER_ACTS, TWO_OFFICERS
from zhifa.workflows.guards.start import IDENTITY, JURISDICTION, POWER, WITHIN_LIMITATION
from zhifa.workflows.guards.summary import (
    ANOTHER_CASE,
    LAW_CITED,
    ON_THE_SPOT,
    SEVEN_ELEMENTS,
    SUMMARY_KINDS,
    SUMMARY_LIMIT,
)
from zhifa.workflows.guards.summary_hearing import AS_TOLD, NOT_HEAVIER, SPOT_RIGHTS_TOLD, STATEMENT_ANSWERED, TAKEN_UP
from zhifa.workflows.guards.summary_remedies import SUABLE_AT_ONCE
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER, UNIT_HEAD
from zhifa.workflows.states import DECIDED, PERFORMING
from zhifa.workflows.summary.states import CAUGHT, TOLD, TURNED
from zhifa.workflows.terms.enforcement import COURT_APPLICATION
from zhifa.workflows.terms.summary import RECORD_FILING
from zhifa.workflows.tracks import PAYING, PUBLISHING, RECORDING

SUMMARY_PENALTY = DecisionKind(
    name="summary_penalty",
    label="当场行政处罚决定",
    review=Review.EXEMPT,
    exempt_article="行政处罚法第五十一条",
)

CATCH = Transition(
    name="catch",
    label="当场查获",
    sources=(),
    targets=(Target(CAUGHT),),
    roles=(HANDLER,),
    guards=(ON_THE_SPOT, TWO_OFFICERS, IDENTITY, POWER, JURISDICTION, WITHIN_LIMITATION, EVIDENCE_KEYS, TIMES_FIT),
    no_paper="违法事实、时间、地点由当场行政处罚决定书载明",
    facts=summary.Catch,
)
TELL = Transition(
    name="tell",
    label="当场告知",
    sources=(CAUGHT,),
    targets=(Target(TOLD),),
    roles=(HANDLER,),
    guards=(
        HANDLER_ACTS,
        TWO_OFFICERS,
        SUMMARY_KINDS,
        SUMMARY_LIMIT,
        FACTS_FOUNDED,
        LAW_CITED,
        STATUTES_IN_FORCE,
        NOT_FINED_TWICE,
        PAYMENT_TERM_LAWFUL,
        SPOT_RIGHTS_TOLD,
    ),
    no_paper="告知内容由当场行政处罚决定书载明",
    final="已经当场告知当事人，应另行告知或者转普通程序",
    facts=summary.SpotNotice,
)
HEAR = Transition(
    name="hear",
    label="当场听取陈述申辩",
    sources=(TOLD,),
    roles=(HANDLER,),
    guards=(
        HANDLER_ACTS,
        TWO_OFFICERS,
        SUMMARY_KINDS,
        SUMMARY_LIMIT,
        FACTS_FOUNDED,
        LAW_CITED,
        STATUTES_IN_FORCE,
        NOT_FINED_TWICE,
        PAYMENT_TERM_LAWFUL,
        TAKEN_UP,
        NOT_HEAVIER,
        EVIDENCE_KEYS,
        TIMES_FIT,
    ),
    no_paper="陈述、申辩和复核情况由当场行政处罚决定书载明",
    voids_review=True,
    facts=summary.SpotStatement,
)
DECIDE_ON_SPOT = Transition(
    name="decide_on_spot",
    label="当场作出处罚决定",
    sources=(TOLD,),
    targets=(Target(DECIDED),),
    roles=(HANDLER,),
    guards=(
        HANDLER_ACTS,
        TWO_OFFICERS,
        SUMMARY_KINDS,
        SUMMARY_LIMIT,
        AS_TOLD,
        STATEMENT_ANSWERED,
        SEVEN_ELEMENTS,
        NOT_FINED_TWICE,
        COLLECTIBLE,
    ),
    papers=("D34",),
    starts=(
        Start(term=RECORD_FILING, length=lambda policy: policy.record_days),
        Start(term=terms.PUBLICATION, length=lambda policy: policy.publication_days),
    ),
    opens=(Open(track=RECORDING), Open(track=PUBLISHING)),
    decides=SUMMARY_PENALTY,
    prompt=True,
    facts=summary.SpotDecision,
)
DELIVER = Transition(
    name="deliver",
    label="当场交付决定书",
    sources=(DECIDED,),
    targets=(Target(PERFORMING),),
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TWO_OFFICERS),
    no_paper="签收或者拒绝签收的情况在当场行政处罚决定书上注明",
    starts=(
        Start(term=terms.PAYMENT, when=FINE_DUE),
        Start(term=terms.RECONSIDERATION, when=NO_REMEDY_YET),
        Start(term=terms.LITIGATION, when=SUABLE_AT_ONCE),
        Start(term=COURT_APPLICATION, reckoned_from=court_period.from_service),
    ),
    opens=(Open(track=PAYING, when=MONEY_DUE),),
    facts=summary.SpotDelivery,
)
TURN_ORDINARY = Transition(
    name="turn_ordinary",
    label="转普通程序",
    sources=(CAUGHT, TOLD),
    targets=(Target(TURNED),),
    roles=(HANDLER, UNIT_HEAD),
    guards=(ANOTHER_CASE,),
    no_paper="转普通程序的情况由普通程序案件的立案审批表载明",
    facts=summary.TurnedOrdinary,
)
ARCHIVE_TURNED = replace(ARCHIVE_ENDED, sources=(TURNED,))
