"""What somebody is told whose case moved on meanwhile: who did what since."""

from __future__ import annotations

from fastapi import Response

from zhifa.engine.history import HistoryLine
from zhifa.engine.instants import SHANGHAI, stored_instant
from zhifa.web.problems import Problem, as_json


def stale(history: tuple[HistoryLine, ...], seen: int, now: int) -> Response:
    """The answer where the case stands at version ``now`` and another was seen; of version n the last entry is n − 1."""
    if seen > now:
        told = f"案件现在是第{now}版，没有第{seen}版；重新读取案件，用答复的 ETag 作 If-Match"
        return as_json(Problem(status=412, code="if_match_fails", detail=told, more={"version": now}))
    since = [line for line in history if line.seq >= seen]
    told = "；".join(map(_told, since))
    detail = f"案件在第{seen}版之后又有记录，什么也没有写入：{told}。看清现状后仍要办理的，以第{now}版重新提交"
    changes = [
        {"seq": line.seq, "label": line.label, "actor": line.actor, "recorded_at": line.recorded_at} for line in since
    ]
    return as_json(Problem(status=409, code="stale_case", detail=detail, more={"changes": changes, "version": now}))


def _told(line: HistoryLine) -> str:
    at = stored_instant(line.recorded_at).astimezone(SHANGHAI)
    return f"{line.actor}于{at:%Y-%m-%d %H:%M}登记“{line.label}”"
