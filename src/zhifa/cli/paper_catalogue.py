"""``zhifa paper list``, ``show``: the catalogue of document types, and when each is issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import AsJson
from zhifa.cli.faults import Unusable
from zhifa.cli.output import emit, say, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.documents import DocumentType

Code = Annotated[str, typer.Argument(metavar="文书", help="文书编号，例如 D33，见 zhifa paper list")]
OfFamily = Annotated[str | None, typer.Option("--family", metavar="类别", help="只列这一类文书，例如 决定书、笔录")]
OfProcedure = Annotated[
    str | None,
    typer.Option(
        "--procedure", metavar="程序", help="只列这一程序的文书：流程的名称，或者 许可、强制 等尚待建立的程序"
    ),
]


def list_(*, family: OfFamily = None, procedure: OfProcedure = None, json: AsJson = False) -> None:
    """列出文书目录：每种文书由哪一步骤制作，或者等待哪一程序。"""
    chosen = [kind for kind in _of_family(family) if _belongs(kind, procedure)]
    if procedure and not chosen and procedure not in _procedures():
        raise Unusable(f"--procedure 的值{shown(procedure)}不合要求：现有 {'、'.join(_procedures())}")
    if json:
        emit({"papers": [described(kind) for kind in chosen]})
        return
    rows = (
        (k.code, k.title, k.family, _audience(k), "\n".join(_triggers(k)), "、".join(k.signers), str(k.copies), k.series or "", k.basis)
        for k in chosen
    )  # fmt: skip
    show_table(("编号", "名称", "类别", "对象", "制作", "签署", "份数", "代字", "依据"), rows)
    say(f"共 {len(chosen)} 种")


def show(*, code: Code, json: AsJson = False) -> None:
    """查看一种文书：何时制作，必备哪些事项，谁签署，几份，文号代字，依据和保管期限。"""
    kind = document_type(code)
    if json:
        emit(described(kind))
        return
    say(f"{kind.code}　{kind.title}")
    fields = {
        "类别": f"{kind.family}，{_audience(kind)}",
        "制作": "；".join(_triggers(kind)),
        "签署": "、".join(kind.signers),
        "份数": str(kind.copies),
        "文号": _series(kind),
        "依据": kind.basis,
        "保管": kind.retention,
    }
    say(*(f"{label}　　{text}" for label, text in fields.items()))
    _say_required("必备事项", kind.requires)
    for occasion in kind.occasions:
        _say_required(f"另须具备（{occasion.title or kind.title}，{occasion.act.__name__}）", occasion.requires)
    for proviso in kind.provisos:
        _say_required(f"另须具备（{proviso.where}）", (proviso.path,))


def document_type(code: str) -> DocumentType:
    """The document type with this code. Raises Unusable naming what is wrong with it."""
    from zhifa.documents import CATALOGUE

    kind = CATALOGUE.get(code)
    if kind is None:
        raise Unusable(f"文书目录中没有编号{shown(code)}；用 zhifa paper list 查看目录")
    return kind


def described(kind: DocumentType) -> dict[str, Any]:
    """The document type as JSON shows it."""
    return {
        "code": kind.code,
        "title": kind.title,
        "family": kind.family,
        "audience": kind.audience,
        "steps": [
            {"workflow": name, "step": step, "label": label} for name, _, step, label in _steps().get(kind.code, ())
        ],
        "awaits": kind.awaits,
        "signers": list(kind.signers),
        "copies": kind.copies,
        "series": kind.series,
        "padded": kind.padded,
        "basis": kind.basis,
        "retention": kind.retention,
        "requires": _required(kind.requires),
        "provisos": [{"where": one.where, "requires": _required((one.path,))} for one in kind.provisos],
        "occasions": [
            {"act": one.act.__name__, "title": one.title or kind.title, "requires": _required(one.requires)}
            for one in kind.occasions
        ],
    }


@cache
def _steps() -> Mapping[str, list[tuple[str, str, str, str]]]:
    """By code the steps that issue it: name and label of the procedure and of the step."""
    from zhifa.engine.office import SHIPPED

    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for workflow in SHIPPED:
        for step in workflow.transitions:
            for code in step.papers:
                found.setdefault(code, []).append((workflow.name, workflow.label, step.name, step.label))
    return found


def _of_family(family: str | None) -> list[DocumentType]:
    from zhifa.documents import CATALOGUE

    kinds = sorted(CATALOGUE.values(), key=lambda kind: _order(kind.code))
    known = dict.fromkeys(kind.family for kind in kinds)
    if family is not None and family not in known:
        raise Unusable(f"--family 的值{shown(family)}不合要求：现有 {'、'.join(known)}")
    return [kind for kind in kinds if family in (None, kind.family)]


def _order(code: str) -> tuple[str, int]:
    """D16-2 comes after D16."""
    number, _, part = code.partition("-")
    return number, int(part or 1)


def _belongs(kind: DocumentType, procedure: str | None) -> bool:
    named = {part for name, label, _, _ in _steps().get(kind.code, ()) for part in (name, label)}
    return procedure is None or procedure in {*named, kind.awaits}


def _procedures() -> list[str]:
    from zhifa.documents import CATALOGUE
    from zhifa.engine.office import SHIPPED

    awaited = dict.fromkeys(kind.awaits for kind in CATALOGUE.values() if kind.awaits)
    return [*dict.fromkeys(workflow.name for workflow in SHIPPED), *awaited]


def _triggers(kind: DocumentType) -> Iterator[str]:
    by_procedure: dict[str, list[str]] = {}
    for _, procedure, _, step in _steps().get(kind.code, ()):
        by_procedure.setdefault(procedure, []).append(step)
    yield from (f"{procedure}：{'、'.join(steps)}" for procedure, steps in by_procedure.items())
    if kind.awaits:
        yield f"待建立{kind.awaits}程序"


def _audience(kind: DocumentType) -> str:
    return "外部文书" if kind.external else "内部文书"


def _series(kind: DocumentType) -> str:
    if kind.series is None:
        return "不编文号"
    return f"机关代字后加“{kind.series}”" + ("，号码预先印在文书本上" if kind.padded else "")


def _required(paths: tuple[str, ...]) -> list[dict[str, str]]:
    from zhifa.documents.labels import label

    return [{"path": path, "label": label(path)} for path in dict.fromkeys(paths)]


def _say_required(head: str, paths: tuple[str, ...]) -> None:
    required = _required(paths)
    if required:
        say(head, *(f"　　{one['label']}（{one['path']}）" for one in required))
