"""What a draft cites, and which of it reads otherwise now than when the violation ended (处罚法 37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhifa.engine.books.law import Article, article_of, both_texts
from zhifa.engine.books.shelf import Shelf
from zhifa.engine.casefile import CaseFile
from zhifa.workflows import dossier
from zhifa.workflows.forms.base import NotStated
from zhifa.workflows.forms.values import Citation, Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An article in its text of the day of the violation and in today's; ``None`` where the register does not hold that text."""

    law: str
    article: str
    then: Article | None
    now: Article | None


def citations(draft: Draft) -> tuple[Citation, ...]:
    """What it says was violated and what it punishes by, each once; nothing that the source of a replay does not state."""
    stated = (told for told in (draft.violated, draft.basis) if not isinstance(told, NotStated))
    return tuple(dict.fromkeys(citation for told in stated for citation in told))


def changed(case: CaseFile, shelf: Shelf, day: date) -> tuple[Changed, ...]:
    """The articles that the draft on file cites and that changed between the violation and ``day``, as far as the register knows."""
    draft, violated_on = dossier.draft(case), dossier.violated_on(case)
    if draft is None or violated_on is None:
        return ()
    named = dict.fromkeys((cited.law, article_of(cited.article)) for cited in citations(draft))
    both = ((law, article, both_texts(shelf, law, article, then=violated_on, now=day)) for law, article in named)
    return tuple(
        Changed(law=law, article=article, then=then, now=now) for law, article, (then, now) in both if then != now
    )
