"""Citations as the source prints them, taken apart into statute and article."""

from __future__ import annotations

import re

from pydantic import ValidationError

from zhifa.engine.canonical import JSON
from zhifa.replay.inputs import Node
from zhifa.replay.inputs import silent as silent_at
from zhifa.replay.source import Source
from zhifa.workflows.forms.values import Citation

_TITLED = re.compile(r"^《(?P<law>[^》]+)》(?P<article>.*)$")


def citations(source: Source, path: str) -> Node:
    """Every citation at a path, or the note that the source has none."""
    cited: tuple[str, ...] = getattr(source.case, path)
    if not cited:
        return silent_at(path)
    return [source.drawn(cite(text), f"{path}.{position}") for position, text in enumerate(cited)]


def cite(text: str) -> JSON:
    """Statute and article; the statute alone where the rest is no article in the official form, which the report shows beside it."""
    titled = _TITLED.match(text)
    if titled is None:
        return {"law": text}
    whole: dict[str, JSON] = {"law": titled["law"], "article": titled["article"]}
    try:
        Citation.model_validate(whole)
    except ValidationError:
        return {"law": titled["law"]}
    return whole
