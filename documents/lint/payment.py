"""How a fine is paid: 处罚法 59, 67, 68, 69, 72; 令 235 第七条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zhifa.documents.lint.plain import plain
from zhifa.documents.lint.rule import PENALTIES, Rule, Spot
from zhifa.documents.lint.search import DAYS, NARRATED, lacks, untold
from zhifa.documents.lint.subject import Subject

_HOME: Final = "履行|缴"
"""Headings below which payment is told of."""
_PAYMENTS: Final = r"缴|交纳|交[至到]|支付|汇[入至到]|存入|罚款|款项"
_PLACES: Final = r"缴[至到入往付]|缴纳[至到]|交[至到]|(?<![收达送])到(?!期)[^，。]{2,40}[缴交]|存入|汇[入至到]|代收|银行|信用社|开户|收款|账[户号]|国库|专户|网点|窗口|二维码|扫码|缴[款费]码|小程序|网上|线上|电子支付"
"""Where, or by which way, a fine is paid."""
_TERM: Final = r"日(?:内|之内|以内)|(?<![月\d])(?:十五|15)个?(?:自然)?日|\d日(?:之|以)?前|期限[^。]{0,20}\d日"


def fined(subject: Subject) -> bool:
    """Whether a fine is imposed, or proposed."""
    return bool(subject.known.fined) or any("罚款" in item.text for item in subject.operative)


def collected(subject: Subject) -> bool:
    """Whether the officers collect the fine on the spot (处罚法 68, 69): as on file; of a paper by itself, what it says of payment."""
    if subject.known.collected is not None:
        return subject.known.collected
    return any("当场收缴" in passage.text for passage in subject.under("履行"))


def owing(subject: Subject) -> bool:
    """Whether a fine is imposed that the party has to bring to the bank."""
    return fined(subject) and not collected(subject)


def _payee_lacking(subject: Subject) -> Iterator[Spot]:
    named = subject.tells(_PLACES, home=_HOME, outside=NARRATED)
    if owing(subject) and not named and not subject.says(subject.known.payee):
        yield Spot("履行方式和期限")


def _other_payment_days(subject: Subject) -> Iterator[Spot]:
    term = re.compile(rf"之日起[^，。]{{0,2}}?({DAYS})(?:内|之内|以内)[^。没]{{0,8}}(?:罚款|款项)")
    for passage in subject.under("履行方式") if owing(subject) else ():
        found = term.search(plain(passage.text))
        if found and not re.match(r"(?:十五|15)个?(?:自然)?日", found[1]):
            yield Spot(passage.place, found[0])


def _other_surcharge(subject: Subject) -> Iterator[Spot]:
    rate = re.compile(r"每日按[^，。]{0,10}?((?:百|千|万)分之[一二三四五六七八九十]|\d{1,3}(?:\.\d{1,2})?[%‰])加处")
    for passage in subject.under("履行方式"):
        found = rate.search(plain(passage.text))
        if found and not re.fullmatch(r"百分之三|3(?:\.0{1,2})?%", found[1]):
            yield Spot(passage.place, found[0])


RULES: Final = (
    Rule(
        id="payment", severity="error", article="行政处罚法第五十九条第一款第（四）项、第六十七条第三款", codes=PENALTIES,
        fault="有罚款而没有写缴款期限", advice="写明自收到决定书之日起十五日内缴纳",
        find=untold(_PAYMENTS, _TERM, at="履行方式和期限", home=_HOME, outside=rf"{NARRATED}|救济|告知", when=owing),
    ),
    Rule(
        id="payee", severity="error", article="罚款决定与罚款收缴分离实施办法第七条", codes=PENALTIES,
        fault="有罚款而没有写代收机构", advice="写明代收机构的名称、地址", find=_payee_lacking,
    ),
    Rule(
        id="payment-days", severity="error", article="行政处罚法第六十七条第三款", codes=PENALTIES,
        fault="缴款期限写作“{}”，不是十五日", advice="改为十五日",
        find=_other_payment_days,
    ),
    Rule(
        id="surcharge", severity="error", article="行政处罚法第七十二条第一款第（一）项；罚款决定与罚款收缴分离实施办法第七条", codes=PENALTIES,
        fault="有罚款而没有写逾期缴纳是否加处罚款", advice="写明每日按罚款数额的百分之三加处罚款",
        find=untold("加处|加罚|加收", at="履行方式和期限", home=_HOME, outside=NARRATED, when=owing),
    ),
    Rule(
        id="surcharge-cap", severity="warning", article="行政处罚法第七十二条第一款第（一）项", codes=PENALTIES,
        fault="写了加处罚款而没有写明不超出罚款的数额", advice="补写加处罚款的数额不超出罚款的数额",
        find=lacks(r"不(?:得)?超[出过]罚款", at="履行方式和期限", when=lambda s: owing(s) and "加处罚款" in s.text),
    ),
    Rule(
        id="surcharge-rate", severity="error", article="行政处罚法第七十二条第一款第（一）项", codes=PENALTIES,
        fault="加处罚款的比例写作“{}”，不是每日百分之三", advice="改为每日按罚款数额的百分之三",
        find=_other_surcharge,
    ),
)  # fmt: skip
