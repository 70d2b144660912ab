"""Why a paper is not issued.

DocumentError
├── UnknownDocument
├── WrongOccasion
├── MissingFacts
├── AmountsDiffer
├── Unprintable
├── UnknownMarkup
├── TemplatesMissing
├── TemplatesFaulty
├── TemplateFailed
├── NotMarked
└── NotSet
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFault:
    """What is wrong with a pack of templates, where, and what to do about it."""

    pack: str
    file: str = ""
    """The file below the pack's folder: ``2026-01-01/D33.html``."""
    line: int = 0
    wrong: str
    remedy: str

    @property
    def text(self) -> str:
        """In Chinese, as people read it."""
        place = f"，{self.file}" if self.file else ""
        line = f" 第{self.line}行" if self.line else ""
        return f"样式包 {self.pack}{place}{line}：{self.wrong}；办法：{self.remedy}"


class DocumentError(ValueError):
    """A paper that the law would not know is not issued (invariant 10)."""


class UnknownDocument(DocumentError):
    """No document type has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"文书目录中没有编号“{code[:40]}”")
        self.code = code


class WrongOccasion(DocumentError):
    """A document type is not issued on an act of this kind."""

    def __init__(self, code: str, act: str) -> None:
        super().__init__(f"{code} 不在 {act} 环节制作")
        self.code = code
        self.act = act


class MissingFacts(DocumentError):
    """Facts that the paper must hold are missing; all of them are named."""

    def __init__(self, code: str, paths: tuple[str, ...], labels: tuple[str, ...]) -> None:
        named = "；".join(f"{label}（{path}）" for label, path in zip(labels, paths, strict=True))
        super().__init__(f"{code} 缺少必备事项：{named}")
        self.code = code
        self.paths = paths
        self.labels = labels


class AmountsDiffer(DocumentError):
    """The text of an item says another sum than its amount."""

    def __init__(self, code: str, item: int, words: str, figures: str) -> None:
        super().__init__(f"{code} draft.items[{item}]：文字所写“{words}”与数额 {figures} 不一致")
        self.code = code
        self.item = item
        """Position in the operative part."""
        self.words = words
        self.figures = figures


class Unprintable(DocumentError):
    """Characters that no font of the papers can show, or that a reader cannot see; all of them are named."""

    def __init__(self, code: str, found: tuple[tuple[str, str], ...]) -> None:
        named = "；".join(
            f"{path}：U+{ord(char):04X}{f'“{char}”' if char.isprintable() else ''}" for path, char in found
        )
        super().__init__(f"{code} 含有无法显示的字符：{named}")
        self.code = code
        self.found = found
        """Pairs of path and character."""


class UnknownMarkup(DocumentError):
    """HTML outside the vocabulary of papers."""


class TemplatesMissing(DocumentError):
    """The agency's register names a pack of templates that was not handed over."""

    def __init__(self, pack: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"机关名录选定的文书样式包“{pack}”没有提供；现有：{'、'.join(known)}；"
            "办法：用 --templates（或者 ZHIFA_TEMPLATES）给出样式包所在目录"
        )
        self.pack = pack


class TemplatesFaulty(DocumentError):
    """Packs of templates that cannot be used; every fault is named."""

    def __init__(self, faults: tuple[TemplateFault, ...]) -> None:
        super().__init__("\n".join(fault.text for fault in faults))
        self.faults = faults


class TemplateFailed(DocumentError):
    """A template of a pack failed on the facts of a paper, went beyond its bounds, or made something else than a paper."""

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(fault.text)
        self.fault = fault


class NotMarked(DocumentError):
    """A sample or preview that would not say what it is is not shown."""

    def __init__(self, code: str, mark: str) -> None:
        super().__init__(f"{code} 的版头中不能写明“{mark}”字样，不能写出{mark}")
        self.code = code


class NotSet(DocumentError):
    """A paper could not be set as PDF."""
