"""What every form is made of: strict models, clean text, fen, days, references.

A form is the pydantic model of the facts of one command. It accepts exactly the named fields, of exactly the named types, and refuses
everything else with the field, the value and the rule. Nothing is trimmed, guessed or filled in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar, get_args

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from zhifa.engine.naming import Naming

LONG_TEXT = 20_000
"""Characters that a narrative field may hold; the longest published decision we know has under 9 000."""

SHORT_TEXT = 300

# Characters that a reader cannot see but that change what a paper shows: controls, zero-width, bidirectional overrides, noncharacters.
# A line feed parts paragraphs. Told by what is left, so that a common character is settled by one look into a table.
_HIDDEN = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))
    + "]"
)

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_HOST}(?:\.{_HOST})*")


def clean(text: str) -> str:
    """The text in NFC; refused when it holds a character that a paper cannot show, or nothing that it could."""
    if not text.strip():
        raise ValueError("不得只有空白")
    hidden = _HIDDEN.search(text)
    if hidden:
        code = ord(hidden[0])
        raise ValueError(f"第{hidden.start() + 1}个字符 U+{code:04X} 是控制、零宽或双向字符，文书不得含有")
    return unicodedata.normalize("NFC", text)


def email_address(text: str) -> str:
    """The address as it is; refused when servers would not take it."""
    if not _EMAIL.fullmatch(text):
        raise ValueError("应为电子邮箱地址，如 001@example.com")
    return text


Text = Annotated[str, StringConstraints(min_length=1, max_length=LONG_TEXT), AfterValidator(clean)]
"""Narrative text, at least one character, without hidden characters, stored in NFC."""

Label = Annotated[str, StringConstraints(min_length=1, max_length=SHORT_TEXT), AfterValidator(clean)]
"""One line: a name, a place, a title."""

_DIGEST: Final = r"^[0-9a-f]{64}$"
UUID_PATTERN: Final = r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$"
_PACK: Final = r"^(?:[a-z][a-z0-9_]{0,39})?$"
PATTERNS: Final = {
    _DIGEST: "应为文件的 SHA-256 摘要（64位小写十六进制），zhifa evidence add 收入文件时给出",
    _PACK: "应为文书样式包的名称（小写字母开头，由小写字母、数字和下划线组成），见 zhifa template list",
    UUID_PATTERN: "应为登记册中的人员编号（UUID）；命令行的事实文件中可写 @工号 或者 @姓名",
}
"""What a pattern asks for, in words."""

Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(email_address)]
"""An e-mail address as servers take it: ASCII, without display name."""

Digest = Annotated[str, StringConstraints(pattern=_DIGEST)]
"""SHA-256 in lower-case hexadecimal."""

Identifier = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]
"""A UUID as text; names an officer of the register."""

PackName = Annotated[str, StringConstraints(pattern=_PACK)]
"""Name of a pack of templates, or none."""

Fen = Annotated[int, Field(ge=0, le=10**15)]
"""An amount of money in fen (分)."""

Day = date
Moment = AwareDatetime


class Form(BaseModel):
    """The facts of one command. Strict: no field besides the declared ones, no conversion of types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, ser_json_timedelta="iso8601")


class NotStated(Form):
    """A fact that a published source does not give; lawful only in a case opened as a replay (invariant 10)."""

    not_stated: Label
    """Where in the source the fact would stand, e.g. ``party.address``."""


@dataclass(frozen=True, slots=True)
class Private:
    """Mark of a field that holds what is nobody's business but theirs who work on the case (``Annotated[Label, Private("电话")]``).

    Other readers do not see its value, and no search finds it (:mod:`zhifa.engine.private`). It changes neither what the field takes nor the digest of a
    procedure. A mark counts on the field as a whole, not on a part of its type.
    """

    what: str
    """What it holds, in Chinese."""
    unless: tuple[str, str] | None = None
    """A field beside it, and the value there that makes it public: the code of an organisation is nobody's number."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Mark of a list: with how many rows a page shows it at least. Like :class:`Private` it changes nothing else; what is too few a guard says."""

    least: int


@dataclass(frozen=True, slots=True)
class Fits:
    """Mark of a field that names officers: who fits there (``Annotated[Identifier, Fits(holding(HEAD))]``). On a field that holds a form it counts for
    every officer named within, before the marks of that form.

    A page offers them first, and puts in nobody else beforehand. Like :class:`Private` it changes nothing else; whom the law keeps out a guard says.
    """

    who: Callable[[Naming], Set[str]]
    """Their ids (:mod:`zhifa.engine.naming`)."""


T = TypeVar("T")
Stated = Annotated[T | NotStated, Field(union_mode="left_to_right")]
"""A fact, or in a replay the note that the source is silent about it."""


def forms_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The forms that a field holds, at whatever depth of lists and alternatives."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from forms_in(inner)
