"""Why a paper is not signed, or a file cannot be verified.

SigningError
├── NotAPdf
├── TooLarge
├── Damaged
├── AlreadySigned
├── NoSuchPage
├── SealUnusable
├── KeyUnusable
└── SigningFailed
"""

from __future__ import annotations

from zhifa.documents.errors import DocumentError


class SigningError(DocumentError):
    """Nothing was signed, or nothing could be verified."""


class NotAPdf(SigningError):
    """The bytes are no PDF."""

    def __init__(self, beginning: bytes) -> None:
        super().__init__(
            f"不是 PDF 文件：开头应为 %PDF-，现为 {beginning[:8]!r}" if beginning else "不是 PDF 文件：文件是空的"
        )
        self.beginning = beginning[:8]


class TooLarge(SigningError):
    """The file is larger than any paper."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"文件有 {size} 字节，大于 {limit} 字节，不予处理")
        self.size = size
        self.limit = limit


class Damaged(SigningError):
    """It begins as a PDF does, but it does not hold together."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"PDF 文件的结构已损坏，不能读出（{detail[:200]}）")


class AlreadySigned(SigningError):
    """A paper is signed once; what was issued is mended by a 补正 paper, never by another signature over it."""

    def __init__(self) -> None:
        super().__init__("文件已有签章，不能再签；已签发的文书有误的，送达后用 rectify_paper 书面补正")


class NoSuchPage(SigningError):
    """The seal is to stand on a page that the file does not have."""

    def __init__(self, page: int, pages: int) -> None:
        super().__init__(f"印章位置在第 {page} 页，文件只有 {pages} 页")
        self.page = page
        self.pages = pages


class SealUnusable(SigningError):
    """The picture of a seal cannot be drawn."""


class KeyUnusable(SigningError):
    """A key or a certificate cannot be read, or the two do not belong together."""


class SigningFailed(SigningError):
    """The signature was not made; the paper is as it was."""
