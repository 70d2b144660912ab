"""What must hold before a paper is rendered: its facts are present, its amounts agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from zhifa.documents.amounts import figures, figures_in, words_in
from zhifa.documents.document_type import DocumentType, Occasion
from zhifa.documents.environment import NATIONAL, TemplateSet
from zhifa.documents.errors import AmountsDiffer, MissingFacts
from zhifa.documents.facts import Facts, NotStated, PreservationHandled
from zhifa.documents.labels import label
from zhifa.documents.reads import branches


def require_facts(kind: DocumentType, occasion: Occasion, facts: Facts, templates: TemplateSet = NATIONAL) -> None:
    """Raise MissingFacts naming every fact that the paper must hold and `facts` lacks.

    None, an empty text and an empty tuple are missing. 〔来源未载〕 is present in a replay and missing everywhere else
    (invariant 10).
    """
    replay = facts.case.replay
    missing = [
        path for path in (*kind.requires, *occasion.requires) if not _present(facts, _steps(path), replay=replay)
    ]
    if kind.series and not replay and not facts.issue.number:
        missing.append("issue.number")
    if isinstance(facts.act, PreservationHandled) and facts.preservation and facts.preservation.key != facts.act.key:
        missing.append("preservation.items")  # those on file were preserved under another key
    if "relied_on" in branches(kind.code, templates):
        missing += [f"evidence.{key}" for key in facts.unfiled]
    refuse_missing(kind.code, missing)


def refuse_missing(code: str, paths: Iterable[str]) -> None:
    """Raise MissingFacts for `paths`, if there are any."""
    missing = tuple(dict.fromkeys(paths))
    if missing:
        raise MissingFacts(code, missing, tuple(label(path) for path in missing))


def _present(value: object, path: tuple[str, ...], *, replay: bool) -> bool:
    for position, name in enumerate(path):
        if isinstance(value, tuple):
            return all(_present(member, path[position:], replay=replay) for member in value)
        value = getattr(value, name)
        if isinstance(value, NotStated):
            return replay
        if value is None or value in ("", ()):
            return False
    return True


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def require_equal_amounts(code: str, facts: Facts) -> None:
    """Raise AmountsDiffer when an item of the draft says in words, or in figures alone, another sum than its amount."""
    for position, item in enumerate(facts.draft.items if facts.draft else ()):
        if not isinstance(item.amount, int):
            continue
        for words, fen in words_in(item.text):
            if fen != item.amount:
                raise AmountsDiffer(code, position, words, figures(item.amount))
        said = figures_in(item.text)
        if said and item.amount not in {fen for _, fen in said}:
            raise AmountsDiffer(code, position, said[0][0], figures(item.amount))


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text below `value` with its dotted path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for position, member in enumerate(value):
            yield from texts(member, f"{path}[{position}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))
