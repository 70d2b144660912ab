"""What the benchmark of rendering renders: decisions of two pages, no two with the same text, and every side that renders them."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import pypdf

from tape import record
from zhifa.documents import CATALOGUE, page, pdf, render
from zhifa.documents.environment import template
from zhifa.documents.facts import Facts
from zhifa.documents.fonts import SHIPPED
from zhifa.documents.typesetting import LAYOUT_OF, _inputs, compiled
from zhifa.documents.word import word

with suppress(ImportError, OSError):  # not ours to install; its library of shapes may lack
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
with suppress(ImportError):  # not ours to install
    import docxtpl

Kind = Literal["HTML", "PDF", "Word"]

_CODE: Final = "D33"
_FAMILY: Final = CATALOGUE[_CODE].family
_PARAGRAPH: Final = re.compile(r'(<(?:p|p class="flush"|li)>[^<]+)(?=</)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: its facts, and what the office keeps of it."""

    facts: Facts
    html: str
    """Every paragraph ends with the serial number of the decision: the typesetter finds none that it has set before."""
    title: str
    issued_on: date

    def page(self) -> str:
        return page(self.html, title=self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One way to make a rendition; ``absent`` says in words why it cannot be measured here."""

    kind: Kind
    name: str
    make: Callable[[Any], bytes]
    prepare: Callable[[Decision], Any] = lambda decision: decision
    """What is done beforehand and not measured."""
    absent: str | None = None
    one_in: int = 1
    """Of so many papers one is rendered: the side is slow."""


def decisions(first: int, number: int) -> list[Decision]:
    """So many decisions from a serial number on."""
    base = _recorded()
    return [_decision(base, serial) for serial in range(first, first + number)]


@cache
def _recorded() -> Facts:
    papers = (paper for step in record().steps for paper in step.papers)
    return next(paper.facts for paper in papers if paper.rendering.code == _CODE)


def _decision(base: Facts, serial: int) -> Decision:
    facts = dataclasses.replace(base, party=dataclasses.replace(base.party, name=f"示例市第{serial}号建材有限公司"))
    made = render(_CODE, facts)
    anew = _PARAGRAPH.sub(rf"\1（第{serial}号）", made.html)
    return Decision(facts=facts, html=anew, title=made.title, issued_on=date(2026, 3, 2))


def pages() -> int:
    """Of one decision as PDF."""
    (decision,) = decisions(1, 1)
    return len(pypdf.PdfReader(io.BytesIO(pdf_of(decision))).pages)


# --- ours, and what bounds it ----------------------------------------------------------------------------------------


def html_of(decision: Decision) -> bytes:
    """From facts: every check, the template, the page around it."""
    made = render(_CODE, decision.facts)
    return page(made.html, title=made.title).encode()


def template_alone(decision: Decision) -> bytes:
    """The Jinja template without a check and without a page."""
    facts, kind = decision.facts, CATALOGUE[_CODE]
    html = template(kind.template).render(
        facts=facts, kind=kind, title=decision.title, agency=facts.agency, case=facts.case, party=facts.party,
        issue=facts.issue, actor=facts.actor, act=facts.act, draft=facts.draft,
    )  # fmt: skip
    return html.encode()


def pdf_of(decision: Decision) -> bytes:
    """From the stored HTML."""
    return pdf(decision.html, title=decision.title, issued_on=decision.issued_on, family=_FAMILY)


def typeset_inputs(decision: Decision) -> tuple[Mapping[str, str], date]:
    return _inputs(decision.html, title=decision.title, family=_FAMILY, fonts=SHIPPED), decision.issued_on


def typesetter_alone(ready: tuple[Mapping[str, str], date]) -> bytes:
    """The same layout over blocks that were parsed beforehand."""
    inputs, on = ready
    return compiled(LAYOUT_OF[_FAMILY], inputs, on=on, fonts=SHIPPED)


def word_of(decision: Decision) -> bytes:
    """From the stored HTML."""
    return word(decision.html, title=decision.title, issued_on=decision.issued_on, family=_FAMILY)


def word_parts(decision: Decision) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(word_of(decision))) as made:
        return [(name, made.read(name)) for name in made.namelist()]


def package_alone(parts: list[tuple[str, bytes]]) -> bytes:
    """The finished parts, packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return packed.getvalue()


# --- others ----------------------------------------------------------------------------------------------------------


def by_weasyprint(decision: Decision) -> bytes:
    """The same page and fonts on the same paper, as PDF/A-2b."""
    fonts, style = _weasyprint_style()
    made: bytes = weasyprint.HTML(string=decision.page()).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2b", pdf_identifier=b"benchmark"
    )
    return made


@cache
def _weasyprint_style() -> tuple[Any, Any]:
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: body{number}; src: url({path.as_uri()}) }}"
        for number, path in enumerate(sorted(file for folder in SHIPPED.folders for file in folder.glob("*.[ot]tf")))
    )
    rules = "@page { size: A4; margin: 37mm 26mm 35mm 28mm } body { font: 16pt/28.99pt body0, body1, body2, body3 }"
    return fonts, weasyprint.CSS(string=faces + rules, font_config=fonts)


def by_docxtpl(decision: Decision) -> bytes:
    """A Word template filled by docxtpl and turned into a PDF by LibreOffice, a file at a time."""
    with tempfile.TemporaryDirectory(prefix="zhifa-bench-") as folder:
        filled = Path(folder) / "decision.docx"
        document = docxtpl.DocxTemplate(io.BytesIO(_word_template()))
        document.render({"party": decision.facts.party.name}, autoescape=True)
        document.save(filled)
        command = [
            _office(),
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(filled),
        ]
        subprocess.run(command, check=True, capture_output=True)
        return filled.with_suffix(".pdf").read_bytes()


@cache
def _word_template() -> bytes:
    decision = _decision(_recorded(), 0)
    html = decision.html.replace(decision.facts.party.name, "{{ party }}")
    return word(html, title=decision.title, issued_on=decision.issued_on, family=_FAMILY)


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def sides() -> Iterator[Side]:
    """Ours beside what bounds it, then the others."""
    yield Side(kind="HTML", name="zhifa", make=html_of)
    yield Side(kind="HTML", name="template alone", make=template_alone)
    yield Side(kind="PDF", name="zhifa", make=pdf_of)
    yield Side(kind="PDF", name="typesetter alone", make=typesetter_alone, prepare=typeset_inputs)
    yield Side(kind="PDF", name="WeasyPrint", make=by_weasyprint, absent=_lacks("weasyprint"), one_in=10)
    lacking = _lacks("docxtpl") or (None if _office() else "LibreOffice is not installed")
    yield Side(kind="PDF", name="docxtpl + LibreOffice", make=by_docxtpl, absent=lacking, one_in=10)
    yield Side(kind="Word", name="zhifa", make=word_of)
    yield Side(kind="Word", name="package alone", make=package_alone, prepare=word_parts)


def _lacks(module: str) -> str | None:
    return None if module in globals() else f"{module} is not installed"
