"""当场查获, 当场告知, 当场决定, 当场交付, 备案."""

from __future__ import annotations

from zhifa.replay.cast import UNIT_HEAD
from zhifa.replay.facts import start
from zhifa.replay.facts.investigate import draft, piece
from zhifa.replay.inputs import Assumed, Facts, Node, played, silent, silent_text
from zhifa.replay.scene import Scene


def catch(scene: Scene) -> Facts:
    told: dict[str, Node] = {
        **start.report(scene),
        "officers": scene.cast.handlers(),
        "place": silent("catch.place"),
        "violation_ended_on": start.violation_ended(scene.source),
        "credentials_shown": played(value=True),
        "evidence": [piece(scene.source, position) for position, _ in enumerate(scene.source.case.evidence)],
    }
    return told


def notice(scene: Scene) -> Facts:
    return {
        "officers": scene.cast.handlers(),
        "draft": draft(scene.source),
        "rights": Assumed(value=["statement", "defence"], reason="依法应当当场告知，推定已经告知"),
    }


def decision(scene: Scene) -> Facts:
    return {"officers": scene.cast.handlers(), "statement": silent("decision.statement")}


def delivery(scene: Scene) -> Facts:
    return {
        "officers": scene.cast.handlers(),
        "place": silent("delivery.place"),
        "recipient": scene.unknown_person("delivery.recipient"),
        "signature": scene.unsigned(),
    }


def record(scene: Scene) -> Facts:
    return {"received_by": scene.cast.person(UNIT_HEAD), "materials": [silent_text("record.materials")]}
