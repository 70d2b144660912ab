"""The form of what becomes of confiscated goods (处罚法 74)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.workflows.forms.base import Form, Label, Text
from zhifa.workflows.forms.start import TwoOfficers
from zhifa.workflows.forms.values import PreservedItem


class GoodsDisposed(Form):
    """罚没物品处理记录 (D45)."""

    manner: Literal["拍卖", "销毁", "上缴", "退还", "其他"]
    """退还 only when no decision confiscates them any more."""
    items: Annotated[tuple[PreservedItem, ...], Field(min_length=1)]
    place: Label
    course: Text
    officers: TwoOfficers
    supervisor: Label
    receipt_number: Label
    """Number of the receipt, of the record of auction or destruction, or of the treasury's voucher."""
