"""Facts for filing recordings in sound and picture and for doing without them, and the books that ask for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from scene import Facts, Scene
from zhifa.engine.books.book import Book, Cell, Line
from zhifa.engine.books.recording import AV_MATRIX, DEVICES
from zhifa.engine.period import Period
from zhifa.workflows.forms.investigate import FieldRecord
from zhifa.workflows.forms.recording import WaiverAsked

CAMERA = "演示记录仪01"
FILE = "ab" * 32


def recorded_step(scene: Scene) -> int:
    """Entry of the last record made at a scene; of the last step where there is none."""
    made = [act.seq for act in scene.file.acts if issubclass(act.transition.facts, FieldRecord)]
    return made[-1] if made else scene.file.acts[-1].seq


def _file_recording(scene: Scene) -> Facts:
    """One file that covers the step from its beginning to its end."""
    seq = recorded_step(scene)
    act = next(act for act in scene.file.acts if act.seq == seq)
    told: dict[str, Any] = act.facts.model_dump(mode="json")
    at = act.at.isoformat()
    return {
        "acts": [seq], "digest": FILE, "description": "现场执法记录仪录像", "medium": "video", "device": CAMERA,
        "started_at": told.get("started_at", at), "ended_at": told.get("ended_at", scene.moment()),
        "recorded_by": scene.officers[1],
    }  # fmt: skip


def _ask_waiver(scene: Scene) -> Facts:
    return {"act": recorded_step(scene), "reason": "书面笔录已经全面有效记录。"}


def _approve_waiver(scene: Scene) -> Facts:
    asked = scene.file.last(WaiverAsked)
    return {"act": asked.facts.act if asked else recorded_step(scene), "granted": True, "opinion": "同意不作音像记录。"}


def _excuse_gap(scene: Scene) -> Facts:
    return _approve_waiver(scene) | {"opinion": "记录仪损坏，无法补录，同意继续办理。"}


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "file_recording": _file_recording,
    "ask_waiver": _ask_waiver,
    "approve_waiver": _approve_waiver,
    "excuse_gap": _excuse_gap,
}


def demand(step: str = "interview", *, since: str = "2020-01-01", **changes: Cell) -> Line:
    """A line of the list: by default a key step of whatever procedure, to be on file before the investigation ends."""
    body: dict[str, Cell] = {
        "workflow": "*", "step": step, "matter": "询问", "level": "key", "until": "conclude", "effect": "blocks",
    }  # fmt: skip
    return _line(AV_MATRIX, since, body | changes)


def device(number: str = CAMERA, *, since: str = "2020-01-01", **changes: Cell) -> Line:
    return _line(DEVICES, since, {"number": number, "kind": "body_camera", "unit": "执法一科"} | changes)


def _line(book: Book[Any], since: str, body: Mapping[str, Cell]) -> Line:
    return book.line(Period(start=date.fromisoformat(since)), body)
