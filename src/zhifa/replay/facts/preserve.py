"""先行登记保存 and how it was dealt with, where the source states their days."""

from __future__ import annotations

from zhifa.replay.inputs import Assumed, Facts, Leaf, Node, silent, silent_text, wording
from zhifa.replay.scene import Scene
from zhifa.replay.source import Source
from zhifa.replay.stated_days import preserved

KEY = Assumed(value="保存1", reason="按来源次序编号")

_UNKNOWN = ("specification", "quantity", "condition")


def approval(scene: Scene) -> Facts:
    return {
        "key": KEY,
        "reason": silent_text("preservation.reason"),
        "items": _items(scene.source),
        "proposal": wording("建议先行登记保存。"),
    }


def preservation(scene: Scene) -> Facts:
    return {
        "key": KEY,
        "reason": silent_text("preservation.reason"),
        "items": _items(scene.source),
        "place": silent_text("preservation.place"),
        "manner": silent_text("preservation.manner"),
        "keeper": silent_text("preservation.keeper"),
        "officers": scene.cast.handlers(),
        "signature": scene.unsigned(),
    }


def handling(scene: Scene) -> Facts:
    return {
        "key": KEY,
        "disposal": silent("preservation.disposal"),
        "reason": silent_text("preservation.disposal_reason"),
        "officers": scene.cast.handlers(),
    }


def _items(source: Source) -> list[Node]:
    return [{"name": _article(source)} | {name: silent_text(f"preservation.{name}") for name in _UNKNOWN}]


def _article(source: Source) -> Leaf:
    """The article by the label of the day, which names it."""
    found = preserved(source)
    if found is None or found.article is None:
        return silent_text("preservation.name")
    return source.drawn(found.article, found.dated.path)
