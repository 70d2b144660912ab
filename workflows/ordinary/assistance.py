"""Assistance of another agency (处罚法 26)."""

from __future__ import annotations

from pydantic import BaseModel

from zhifa.engine.vocabulary import Close, Open, Transition
from zhifa.workflows.forms import assistance
from zhifa.workflows.guards.evidence import EVIDENCE_KEYS
from zhifa.workflows.guards.people import HANDLER_ACTS
from zhifa.workflows.guards.times import TIMES_FIT
from zhifa.workflows.roles import HANDLER
from zhifa.workflows.states import GATHERING, RECEIVING
from zhifa.workflows.tracks import ASSISTANCE


def _key(facts: BaseModel) -> str:
    assert isinstance(facts, assistance.AssistanceRequest | assistance.AssistanceReply)
    return facts.key


REQUEST_ASSISTANCE = Transition(
    name="request_assistance",
    label="请求协助调查",
    sources=GATHERING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, TIMES_FIT),
    papers=("D05",),
    opens=(Open(track=ASSISTANCE, key=_key),),
    final="协助调查函已经发出，应登记结果后另行请求",
    facts=assistance.AssistanceRequest,
)
RECORD_ASSISTANCE = Transition(
    name="record_assistance",
    label="登记协助结果",
    sources=RECEIVING,
    roles=(HANDLER,),
    guards=(HANDLER_ACTS, EVIDENCE_KEYS, TIMES_FIT),
    no_paper="结果告知函由协助机关出具，入卷保存",
    closes=(Close(track=ASSISTANCE, key=_key),),
    voids_review=True,
    facts=assistance.AssistanceReply,
)
