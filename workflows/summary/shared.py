"""Performance, enforcement and remedies in the states of this procedure."""

from __future__ import annotations

from dataclasses import replace

from zhifa.engine.vocabulary import Transition
from zhifa.workflows.execution import enforcement, goods, perform, postponement, rectification, remedies, surcharge
from zhifa.workflows.summary.states import STATES


def here(step: Transition) -> Transition:
    """The step in this procedure: from such of its states as there are here."""
    return replace(step, sources=tuple(state for state in step.sources if state in STATES))


PAY = here(perform.PAY)
CONFIRM_PERFORMANCE = here(perform.CONFIRM_PERFORMANCE)
DISPOSE_GOODS = here(goods.DISPOSE_GOODS)
"""A decision may be changed on a remedy to what could not be decided on the spot."""
REQUEST_POSTPONEMENT = here(postponement.REQUEST_POSTPONEMENT)
APPROVE_POSTPONEMENT = here(postponement.APPROVE_POSTPONEMENT)
IMPOSE_SURCHARGE = here(surcharge.IMPOSE_SURCHARGE)
DEMAND_PERFORMANCE = here(enforcement.DEMAND_PERFORMANCE)
SERVE_FURTHER = here(enforcement.SERVE_FURTHER)
FAIL_FURTHER_SERVICE = here(enforcement.FAIL_FURTHER_SERVICE)
ANNOUNCE_FURTHER = here(enforcement.ANNOUNCE_FURTHER)
APPLY_COURT = here(enforcement.APPLY_COURT)
RECORD_COURT = here(enforcement.RECORD_COURT)
RECTIFY_PAPER = here(rectification.RECTIFY_PAPER)
RECORD_REMEDY = here(remedies.RECORD_REMEDY)
WITHDRAW_PUBLICATION = here(remedies.WITHDRAW_PUBLICATION)
RECORD_REFUND = here(remedies.RECORD_REFUND)
