"""What must hold before a paper is rendered: its facts are present, its amounts agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from zhifa.documents.amounts import contradictions, figures, is_worth, placed_figures, placed_words, sums_told
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
    missing = [path for path in kind.required(occasion, facts) if not _present(facts, _steps(path), replay=replay)]
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
    """Raise AmountsDiffer when the text of an item says another amount than it has.

    Of the sums in numerals, capital or ordinary, one must be the amount; where there is none, of those in figures. What the fine is reckoned from
    (按每袋壹佰元, 576.00元十倍), gains and worth, parts and what was reduced may stand beside it. The forms of one sum, side by side, must be alike.
    """
    for position, item in enumerate(facts.draft.items if facts.draft else ()):
        if isinstance(item.amount, int) and (said := _another_sum(item.text, item.amount)):
            raise AmountsDiffer(code, position, said, figures(item.amount))


def _another_sum(text: str, amount: int) -> str | None:
    """What the text says in the place of the amount, if it does."""
    sums = sums_told(text)
    placed = (*placed_words(text), *placed_figures(text))
    gains = {found.fen for found in placed if is_worth(text, found) and "没收" in text[: found.start]}
    if sums and amount not in {found.fen for found in sums} | gains:
        return sums[0].text
    for pair in contradictions(text):
        if amount in {found.fen for found in pair}:
            return next(found.text for found in pair if found.fen != amount)
    return None


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
