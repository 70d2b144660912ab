"""Who the party is: one name everywhere, numbers whose check digit is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stdnum.cn import uscc

from zhifa.documents.facts.values import SILENT
from zhifa.documents.lint.rule import Rule, Spot
from zhifa.documents.lint.search import BODY, around
from zhifa.documents.lint.subject import Subject
from zhifa.identity_numbers import told_by_resident_id

_AT: Final = "当事人基本情况"
_FIRM: Final = r"[^，。；、：《》“”（）\s]{0,24}?(?:有限责任公司|股份有限公司|有限公司|合作社)"
_SHORTEST: Final = 4
"""Characters that two names must share at their beginning before the one is taken for a misspelling of the other."""


def _wrong_code(subject: Subject) -> Iterator[Spot]:
    code = subject.value("统一社会信用代码")
    if code and code != SILENT and not _masked(code) and not uscc.is_valid(code):
        yield Spot(_AT, code)


def _wrong_id(subject: Subject) -> Iterator[Spot]:
    number = subject.value("居民身份证号码")
    if number and number != SILENT and not _masked(number) and told_by_resident_id(number) is None:
        yield Spot(_AT, number)


def _masked(text: str) -> bool:
    return re.search(r"[*＊×某]|[Xx]{3,}", text) is not None


def _other_birth(subject: Subject) -> Iterator[Spot]:
    told, born = told_by_resident_id(subject.value("居民身份证号码")), subject.value("出生日期")
    printed = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", born)
    if told and printed and told.born_on.timetuple()[:3] != tuple(map(int, printed.groups())):
        yield Spot(_AT, f"出生日期“{born}”与身份证号码不符")


def _other_sex(subject: Subject) -> Iterator[Spot]:
    told, sex = told_by_resident_id(subject.value("居民身份证号码")), subject.value("性别")
    if told and sex and sex != told.sex:
        yield Spot(_AT, f"性别“{sex}”与身份证号码不符")


def _other_party(subject: Subject) -> Iterator[Spot]:
    if subject.known.party and subject.party and _bare(subject.known.party) not in _bare(subject.party):
        yield Spot(_AT, f"{subject.party}”，记录所载为“{subject.known.party}")


def _bare(name: str) -> str:
    """The name without the spaces that set it apart."""
    return re.sub(r"\s", "", name)


def _variants(subject: Subject) -> Iterator[Spot]:
    """Firms whose name begins like the party's and goes on otherwise."""
    name = subject.party
    if not re.search(r"公司$|合作社$", name):
        return
    like = re.compile(re.escape(name[:_SHORTEST]) + _FIRM)
    for passage in subject.styled(*BODY):
        for found in like.finditer(passage.text):
            if not passage.text.startswith(name, found.start()) and not passage.text.startswith("当事人"):
                yield Spot(passage.place, found[0])


def _other_agency(subject: Subject) -> Iterator[Spot]:
    head, foot = subject.one("agency"), subject.one("signer")
    if not head and not foot:
        yield Spot("机关名称", "没有写")
    elif head and foot and foot not in head and head not in foot:
        yield Spot("落款机关", foot)


def _party_in_text(subject: Subject) -> Iterator[Spot]:
    """The third person is 当事人: 你（单位） beside it makes two parties of one."""
    for passage in subject.styled("p", "td") if subject.party else ():
        if found := re.search(r"(?<![“迷])你(?:单位|公司|店|（单位）)", passage.text):
            yield Spot(passage.place, around(passage.text, found.start(), found.end()))


RULES: Final = (
    Rule(
        id="credit-code", severity="error", article="GB 32100",
        fault="统一社会信用代码“{}”的校验位不对", advice="对照营业执照改正", find=_wrong_code,
    ),
    Rule(
        id="resident-id", severity="error", article="GB 11643",
        fault="居民身份证号码“{}”的校验位不对", advice="对照身份证改正", find=_wrong_id,
    ),
    Rule(
        id="birth-and-id", severity="warning", article="GB 11643", fault="{}", advice="对照身份证改正其一", find=_other_birth,
    ),
    Rule(
        id="sex-and-id", severity="warning", article="GB 11643", fault="{}", advice="对照身份证改正其一", find=_other_sex,
    ),
    Rule(
        id="party-of-record", severity="error", article="行政处罚法第五十九条第一款第（一）项",
        fault="当事人写作“{}”", advice="以记录所载为准；名称变更的，先办理变更", find=_other_party,
    ),
    Rule(
        id="party-name", severity="warning", article="行政处罚法第五十九条第一款第（一）项",
        fault="“{}”与当事人的名称相近而不同", advice="确是另一单位的不改；是同一当事人的，写成同一名称", find=_variants,
    ),
    Rule(
        id="agency-name", severity="error", article="行政处罚法第五十二条第二款、第五十九条第一款第（六）项",
        fault="版头和落款的机关名称应当写明并且相同：“{}”", advice="以名录所载的机关全称为准", find=_other_agency,
    ),
    Rule(
        id="party-addressed", severity="notice", article="本系统约定：称谓前后一致",
        fault="同一文书中又称“当事人”又称“{}”", advice="统一称当事人", find=_party_in_text,
    ),
)  # fmt: skip
