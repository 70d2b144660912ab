"""Whether the registers followed what changed."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.books.catalogue import BOOKS
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows.forms.upkeep import ChangeNotice
from zhifa.workflows.reasons.upkeep import BOOK_NOT_UPDATED, BOOK_UNKNOWN, CHANGED_IN_FUTURE

_LABELS = {book.name: book.label for book in BOOKS}
_RULE = "郑公积金〔2019〕29号三（一）（一个机关的规定，作为默认参数）"


def _known(ask: Ask) -> tuple[Refusal, ...]:
    notice = ask.facts(ChangeNotice)
    known = "、".join(f"{name}（{label}）" for name, label in _LABELS.items())
    unknown = tuple(BOOK_UNKNOWN.refuse(book=book, known=known) for book in notice.books if book not in _LABELS)
    ahead = (CHANGED_IN_FUTURE.refuse(since=notice.since, day=ask.day),) if notice.since > ask.day else ()
    return (*unknown, *ahead)


NOTICE_FITS = Guard(
    name="notice_fits",
    label="变动已经发生，名录存在",
    article=_RULE,
    check=_known,
    refuses=(BOOK_UNKNOWN, CHANGED_IN_FUTURE),
    at_entry=True,
)


def _updated(ask: Ask) -> tuple[Refusal, ...]:
    """A book follows when it moved after the notice was recorded; that it moved rightly, whoever ends the upkeep answers for."""
    notice = ask.case.last(ChangeNotice)
    if notice is None:
        return ()
    noticed, moved = notice.recorded_at, ask.register.moved_at
    late = (book for book in notice.facts.books if book not in moved or moved[book] < noticed)
    at = f"{noticed.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return tuple(BOOK_NOT_UPDATED.refuse(book=_LABELS.get(book, book), at=at) for book in late)


REGISTER_FOLLOWED = Guard(
    name="register_followed",
    label="名录已经更新",
    article=_RULE,
    check=_updated,
    refuses=(BOOK_NOT_UPDATED,),
    early=True,
)
