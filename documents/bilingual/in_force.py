"""The wording that belongs to the templates in force: a file of the agency's pack, beside its templates."""

from __future__ import annotations

from functools import lru_cache

from zhifa.documents.bilingual.wording import FILE_NAME, Wording, read_wording
from zhifa.documents.environment import TemplateSet


def wording_of(templates: TemplateSet) -> Wording | None:
    """The wording in force with `templates`; None where no pack has one. A pack was refused if its file was faulty."""
    text = templates.other(FILE_NAME)
    return _wording(text) if text is not None else None


@lru_cache(maxsize=32)
def _wording(text: str) -> Wording:
    """Read once, for every paper asks."""
    return read_wording(text)
