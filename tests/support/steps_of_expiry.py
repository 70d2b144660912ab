"""Facts for the steps that the system records when a term has run out; merged into :mod:`penalty_steps`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scene import Facts, Scene


def _of_term(code: str) -> Callable[[Scene], Facts]:
    """What the running term of this kind says; of today where none runs, so that the form at least is filled in."""

    def facts(scene: Scene) -> Facts:
        running = next((t for t in reversed(scene.file.terms) if t.code == code and t.status == "open"), None)
        if running is None:
            return {"key": "没有这一项", "since": scene.day.isoformat(), "until": scene.day.isoformat()}
        return {"key": running.key, "since": running.start_on, "until": running.due}

    return facts


FACTS: Mapping[str, Callable[[Scene], Facts]] = {
    "deem_notice_served": _of_term("announcement"),
    "deem_decision_served": _of_term("announcement"),
    "deem_further_served": _of_term("announcement"),
    "lapse_preservation": _of_term("preservation"),
}
