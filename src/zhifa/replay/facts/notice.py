"""告知, 送达告知书, 听证."""

from __future__ import annotations

from datetime import timedelta

from zhifa.replay.cast import HEARING_OFFICER, RECORDER
from zhifa.replay.inputs import Assumed, Facts, Node, Stated, played, silent, silent_text
from zhifa.replay.scene import Scene
from zhifa.replay.source import Source

OPENS = "09:00"
"""Time of day of a hearing; no source gives one."""

_LENGTH = timedelta(hours=2)
_SPOKEN = ("investigators_case", "party_case", "examination", "last_words")


def notice(scene: Scene) -> Facts:
    return {
        "rights": _rights(scene),
        "contact": silent_text("notice.contact"),
        "contact_phone": silent_text("notice.contact_phone"),
    }


def service(scene: Scene) -> Facts:
    """No publication says how a notice was served."""
    return {
        "place": silent("service.place"),
        "officers": scene.cast.handlers(),
        "proof": {"method": played("unstated"), "detail": silent("service.method")},
    }


def statement(scene: Scene) -> Facts:
    return {
        "deponent": silent_text("statement.deponent"),
        "content": silent_text("statement.content"),
        "place": silent_text("statement.place"),
        "officers": scene.cast.handlers(),
        "recorder": scene.cast.person(RECORDER),
        "signature": scene.unsigned(),
    }


def statement_review(_: Scene) -> Facts:
    return {
        "examined": silent_text("statement.examined"),
        "result": silent("statement.result"),
        "reasons": silent_text("statement.reasons"),
    }


def request(_: Scene) -> Facts:
    return {"applicant": silent("hearing.applicant"), "grounds": silent("hearing.grounds")}


def appointment(scene: Scene) -> Facts:
    return {
        "hearing_at": hearing_at(scene.source),
        "place": silent_text("hearing.place"),
        "hearing_officer": scene.cast.person(HEARING_OFFICER),
        "recorder": scene.cast.person(RECORDER),
        "public": Assumed(value=True, reason="来源未载，推定公开举行"),
    }


def record(scene: Scene) -> Facts:
    told: dict[str, Node] = {
        "started_at": played((scene.at - _LENGTH).isoformat()),
        "ended_at": scene.now(),
        "place": silent_text("hearing.place"),
        "attendants": [silent_text("hearing.attendants")],
        "signature": scene.unsigned(),
    }
    return told | {name: silent_text(f"hearing.{name}") for name in _SPOKEN}


def report(_: Scene) -> Facts:
    return {name: silent_text(f"hearing.{name}") for name in ("course", "issues", "evidence_findings", "opinion")}


def hearing_at(source: Source) -> Stated:
    """The stated day; only the day counts, its hour is assumed."""
    return source.drawn(f"{source.at('dates.hearing')}T{OPENS}:00+08:00", "dates.hearing")


def _rights(scene: Scene) -> Assumed:
    rights = ["statement", "defence"]
    if scene.source.case.dates.hearing:
        return Assumed(value=[*rights, "hearing"], reason="来源载明举行听证，推定已经告知全部权利")
    if scene.hearing_due:
        return Assumed(value=[*rights, "hearing"], reason="依法应当告知，推定已经告知（含听证）")
    return Assumed(value=rights, reason="依法应当告知，推定已经告知")
