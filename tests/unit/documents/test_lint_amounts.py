"""What an item of the operative part says of its amount: another sum is refused, what the fine is reckoned from is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from zhifa.documents import AmountsDiffer
from zhifa.documents import facts as f
from zhifa.documents.amounts import placed_figures, placed_words
from zhifa.documents.check import require_equal_amounts

Make = Callable[..., f.Facts]


def fined(make: Make, text: str, yuan: int) -> f.Facts:
    facts = make("D33")
    assert facts.draft is not None
    item = f.PenaltyItem(kind="罚款", amount=yuan * 100, text=text)
    return replace(facts, draft=replace(facts.draft, items=(item,)))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("罚款三十万元", 300_000),
        ("罚款人民币五千元整", 5_000),
        ("罚款一万二千五百元", 12_500),
        ("罚款两千元", 2_000),
        ("罚款五〇〇〇元", 5_000),
        ("罚款伍千元", 5_000),
        ("罚款五千元（人民币伍仟元整，5000.00元）", 5_000),
        ("罚款人民币伍仟元整（￥5000.00）", 5_000),
        ("对当事人数万元的货物处罚款5000.00元", 5_000),
        ("没收统一元素的饰品，罚款5000.00元", 5_000),
        ("并处货值金额576.00元十倍的罚款，计人民币伍仟柒佰陆拾元整", 5_760),
        ("并处货值金额576.00元十倍的罚款", 5_760),
        ("处违法所得1200.00元3倍的罚款，计人民币叁仟陆佰元整", 3_600),
        ("处违法所得壹仟贰佰元的3倍的罚款3600.00元", 3_600),
        ("罚款人民币伍仟元整（100.00元/袋×50袋）", 5_000),
        ("罚款人民币伍仟元整（100.00元×50袋）", 5_000),
        ("罚款人民币伍仟元整（50袋×100.00元）", 5_000),
        ("没收违法所得1200.00元、罚款人民币伍仟元整", 5_000),
        ("没收违法所得三百元，并处罚款5000.00元", 5_000),
        ("没收违法所得三百元，并处罚款5000.00元", 300),
        ("对违法所得1200.00元的行为，罚款人民币伍仟元整", 5_000),
        ("每人罚款人民币壹万元整，共计人民币叁万元整", 30_000),
        ("每袋壹佰元，共计伍仟元", 5_000),
        ("每人罚款人民币壹万元整", 10_000),
    ],
)
def test_an_item_that_says_its_amount_passes_in_whatever_form_and_with_what_it_is_reckoned_from(
    make: Make, text: str, yuan: int
) -> None:
    require_equal_amounts("D33", fined(make, text, yuan))


@pytest.mark.parametrize(
    ("text", "yuan", "said"),
    [
        ("罚款三十万元", 30_000, "三十万元"),
        ("罚款五千元", 3_000, "五千元"),
        ("罚款人民币五千元整", 3_000, "五千元整"),
        ("罚款伍千元", 3_000, "伍千元"),
        ("罚款三十万元（人民币叁万元整，30000.00元）", 30_000, "三十万元"),
        ("罚款人民币伍仟元整（¥6000.00）", 5_000, "¥6000.00"),
        ("每人罚款人民币壹万元整", 5_000, "壹万元整"),
        ("每袋人民币壹佰元", 5_000, "壹佰元"),
        ("按规定罚款人民币壹万元整的标准执行", 5_000, "壹万元整"),
        ("没收违法所得人民币壹仟元", 5_000, "壹仟元"),
        ("没收违法所得三百元，并处罚款五千元", 4_000, "五千元"),
        ("对价值五千元的货物罚款三千元", 5_000, "三千元"),
        ("罚款3万元", 3_000, "3万元"),
        ("并处货值金额576.00元十倍的罚款，计人民币伍仟元整", 5_760, "伍仟元整"),
        ("罚款人民币伍仟元整（100.00元×50袋），即5760.00元", 5_760, "伍仟元整"),
    ],
)
def test_an_item_that_says_another_amount_is_refused_in_whatever_form(
    make: Make, text: str, yuan: int, said: str
) -> None:
    with pytest.raises(AmountsDiffer) as refused:
        require_equal_amounts("D33", fined(make, text, yuan))
    assert said in str(refused.value)


def test_sums_are_read_in_numerals_of_either_kind_and_in_figures() -> None:
    text = "货值三百二十元零五分，罚款十五万元，另罚¥1,200.50，5万元，一亿零五千元"
    assert [(one.text, one.fen, one.form) for one in placed_words(text)] == [
        ("三百二十元零五分", 32_005, "numerals"),
        ("十五万元", 15_000_000, "numerals"),
        ("一亿零五千元", 10_000_500_000, "numerals"),
    ]
    assert [(one.text, one.fen) for one in placed_figures(text)] == [("¥1,200.50", 120_050), ("5万元", 5_000_000)]
