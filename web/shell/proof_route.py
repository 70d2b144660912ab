"""The proof for programs that work in somebody's session: pages of a host, scripts of the desk."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from zhifa.web.access import Signed
from zhifa.web.shell.proofs import proof_of

router = APIRouter(tags=["登录"])


class Proof(BaseModel):
    """What a request that changes something brings in the header ``X-Zhifa-Proof``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    proof: str = Field(description="写在请求头 X-Zhifa-Proof 中", examples=["b2s"])


@router.get("/proof", summary="取得校验信息", responses={401: {"description": "没有登录"}})
def proof(request: Request, person: Signed) -> Proof:
    """以会话（而不是令牌）办理时，凡改动数据的请求都要在请求头 X-Zhifa-Proof 中带上它；同一会话中一直有效。令牌不需要。"""
    return Proof(proof=proof_of(request) if person.via != "token" else "")
