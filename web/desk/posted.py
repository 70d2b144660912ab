"""What a form of the desk sent: texts by name, and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, BinaryIO, Final

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from zhifa.engine.quoted import shown
from zhifa.web.errors import BadRequest
from zhifa.web.shell.forms import form_of
from zhifa.web.shell.limits import allow
from zhifa.web.shell.proofs import FIELD, require

_LONGEST_NAME: Final = 150
LARGEST_SHEETS: Final = 16 * 1024 * 1024
"""Bytes of a form with sheets; larger ones are imported from the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that came with a form."""

    name: str
    """Its last part only, of visible characters."""
    file: BinaryIO
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The fields of one form, in the order in which they were sent; line breaks are line feeds, blanks around a text are gone."""

    texts: Mapping[str, tuple[str, ...]]
    files: tuple[Sent, ...]

    def one(self, name: str) -> str:
        """The last text under this name; empty where there is none."""
        return self.texts.get(name, ("",))[-1]

    def every(self, name: str) -> tuple[str, ...]:
        """All texts under this name."""
        return self.texts.get(name, ())

    @property
    def flat(self) -> dict[str, str]:
        """Each field with its last text, to fill a form again."""
        return {name: values[-1] for name, values in self.texts.items() if name != "proof"}


def posted_in(form: FormData) -> Posted:
    """What a form sent that was read. Raises :class:`BadRequest` for files whose names are none."""
    texts: dict[str, list[str]] = {}
    files: list[Sent] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files.extend(_sent(value))
        else:
            texts.setdefault(name, []).append(value.replace("\r\n", "\n").strip())
    return Posted(texts={name: tuple(values) for name, values in texts.items()}, files=tuple(files))


async def _posted(request: Request) -> Posted:
    """What the form sent; its files are let go when the request is answered."""
    return posted_in(await form_of(request))


def _sent(upload: UploadFile) -> list[Sent]:
    """The file; nothing where the browser sent an empty field of files."""
    told = upload.filename or ""
    if not told and not upload.size:
        return []
    name = told.replace("\\", "/").rpartition("/")[2]
    if not name.strip(". ") or not name.isprintable() or len(name) > _LONGEST_NAME:
        rule = f"应为1至{_LONGEST_NAME}个可见字符的文件名，不含控制字符"
        raise BadRequest("file_name", f"填报项“文件名”的值{shown(told)}不合要求：{rule}；改名后重新上传", status=422)
    return [Sent(name=name, file=upload.file, size=upload.size or 0)]


async def _posted_sheets(request: Request) -> Posted:
    """The same of a form that may bring as much as sheets hold; its route is marked :func:`streams`, so the proof is asked for here."""
    allow(request, LARGEST_SHEETS)
    form = await form_of(request)
    await run_in_threadpool(require, request, form.get(FIELD))
    return posted_in(form)


Form = Annotated[Posted, Depends(_posted)]
"""What the form of a request sent."""
SheetsForm = Annotated[Posted, Depends(_posted_sheets)]
"""What a form with sheets sent."""
