"""Why a paper is not issued.

DocumentError
├── UnknownDocument
├── WrongOccasion
├── MissingFacts
├── AmountsDiffer
├── Unprintable
├── UnknownMarkup
└── NotSet
"""

from __future__ import annotations


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


class NotSet(DocumentError):
    """A paper could not be set as PDF."""
