"""How papers put facts into words: paragraphs, lists of names, citations, items of the operative part, ways of service."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from zhifa.documents.amounts import figures, in_words, words_in
from zhifa.documents.facts import Citation, NotStated, Officer, PenaltyItem

GROUNDS: Final = {
    "minor_and_corrected": (
        "违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚",
        "《中华人民共和国行政处罚法》第三十三条第一款",
    ),
    "first_offence": (
        "初次违法且危害后果轻微并及时改正的，可以不予行政处罚",
        "《中华人民共和国行政处罚法》第三十三条第一款",
    ),
    "no_fault": (
        "当事人有证据足以证明没有主观过错的，不予行政处罚",
        "《中华人民共和国行政处罚法》第三十三条第二款",
    ),
    "not_established": (
        "违法事实不能成立的，不予行政处罚",
        "《中华人民共和国行政处罚法》第五十七条第一款第（三）项",
    ),
    "under_age": (
        "不满十四周岁的未成年人有违法行为的，不予行政处罚",
        "《中华人民共和国行政处罚法》第三十条",
    ),
    "incapable": (
        "精神病人、智力残疾人在不能辨认或者不能控制自己行为时有违法行为的，不予行政处罚",
        "《中华人民共和国行政处罚法》第三十一条",
    ),
    "time_barred": (
        "违法行为在法定期限内未被发现的，不再给予行政处罚",
        "《中华人民共和国行政处罚法》第三十六条第一款",
    ),
}
"""What the law says to each ground of no penalty, and where."""

METHODS: Final = {
    "direct": "直接送达",
    "on_spot": "当场交付",
    "left": "留置送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "announcement": "公告送达",
    "unstated": "来源未载明送达方式",
}
"""Ways of service (处罚法 61; 民诉法 88–95)."""


def paragraphs(text: str | NotStated) -> Markup:
    """One ``<p>`` a line; empty lines are left out."""
    lines = text.split("\n") if isinstance(text, str) else (text,)
    return Markup("".join(f"<p>{escape(line)}</p>" for line in lines if not isinstance(line, str) or line.strip()))  # noqa: S704 - escaped


def cell(text: str | NotStated) -> Markup:
    """Text of a table cell: plain when it is one line, else one ``<p>`` a line."""
    return paragraphs(text) if isinstance(text, str) and "\n" in text else escape(text)


def sentence(text: str | NotStated) -> str | NotStated:
    """The text closed by a full stop, where it is not closed already."""
    return text if isinstance(text, NotStated) or text[-1:] in "。！？；…”）" else f"{text}。"


def citations(cited: Iterable[Citation] | NotStated) -> str | NotStated:
    """``《…法》第一条、《…法》第二条``; 无 when nothing is cited."""
    return cited if isinstance(cited, NotStated) else "、".join(str(citation) for citation in cited) or "无"


def names(officers: Iterable[Officer]) -> str:
    """Names alone: ``承办人甲、承办人乙``."""
    return "、".join(officer.name for officer in officers)


_REVISED: Final = date(2021, 7, 15)
"""In force of the revision of 行政处罚法, which numbered its articles anew."""


def surcharge_law(on: date) -> str:
    """The provision by which a fine that is paid late grows, as the text in force on the day numbers it (处罚法 72(1)(1), 51(1) before)."""
    return f"《中华人民共和国行政处罚法》第{'七十二条第一款' if on >= _REVISED else '五十一条'}第（一）项"


def operative(item: PenaltyItem) -> Markup:
    """One item of the operative part: its own text, with kind, words and figures added where the text lacks them."""
    text = item.text.rstrip("。；; ")
    head = "" if item.kind in text or item.kind == "其他" else f"{item.kind}："
    return escape(head + text) + _amount(item)


def sum_due(fen: int | NotStated) -> str | NotStated:
    """A sum to be paid in words and figures: ``人民币伍仟元整（5000.00元）``."""
    return fen if isinstance(fen, NotStated) else f"人民币{in_words(fen)}（{figures(fen)}）"


def _amount(item: PenaltyItem) -> Markup:
    if item.amount is None:
        return Markup("")
    if isinstance(item.amount, NotStated):
        return Markup("（数额{}）").format(item.amount)
    written = (f"{item.amount // 100}元", figures(item.amount))
    worded = any(fen == item.amount for _, fen in words_in(item.text))
    said = [] if worded else [f"人民币{in_words(item.amount)}"]
    if not any(form in item.text for form in written):
        said.append(figures(item.amount))
    return escape(f"（{'，'.join(said)}）" if said else "")
