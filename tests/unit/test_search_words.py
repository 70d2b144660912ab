"""The words by which cases are found: the same for what is written and what is asked, and no numbers of persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine.entry_words import called_by, entry_words, standing_words, told
from zhifa.engine.heading import Heading
from zhifa.engine.search_words import MARK, MOST, Word, asked, identifier, words

PLAIN = Heading(
    cause="露天焚烧秸秆", party="示例公司", party_code="91350100M000100Y43", case_number=None, reviewer="r-1"
)
OTHERS = st.text(st.sampled_from("露天焚烧秸秆示例公司abcＡＢ〔2026〕1号 　，。\tཀྱི"), max_size=40)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("焚烧秸秆", {"焚烧", "烧秸", "秸秆"}),
        ("王", set()),
        ("ＡＢＣ公司", {"abc", "公司"}),
        ("第12号", {"12"}),
        ("pH值7.5", {"ph", "7", "5"}),
        ("王五，李四", {"王五", "李四"}),
        ("𠮷野家", {"𠮷野", "野家"}),
        ("", set()),
    ],
)
def test_text_is_cut_into_pairs_of_characters_and_latin_words(text: str, found: set[str]) -> None:
    assert words((text,)) == found


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014", "13800138000"])
def test_nobody_finds_a_case_by_the_number_of_a_person(number: str) -> None:
    assert words((f"张三（{number}）到场",)) == words(("张三（）到场",))


def test_a_code_of_an_organisation_is_a_word() -> None:
    assert "91350100m000100y43" in words(("91350100M000100Y43",))


def test_what_is_asked_is_every_pair_of_each_word_and_the_beginning_of_latin_ones() -> None:
    assert asked("焚烧秸秆 2026 91350").words == (
        Word("焚烧"), Word("烧秸"), Word("秸秆"), Word("2026"), Word("91350", prefix=True),
    )  # fmt: skip
    assert asked("7号").words == (Word("7"),)
    assert len(asked("一二三四五六七八九十百千万亿兆").words) == MOST


@pytest.mark.parametrize("text", ["王", "秸秆 王", "x", " ", "", "。、", "〔〕", "\x00"])
def test_a_word_of_one_character_and_nothing_at_all_are_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match=r"至少两个字"):
        asked(text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("某市监立〔2026〕1号", "某市监立[2026] 1 号"),
        ("某市监立〔2026〕1号", "某市监立（２０２６）1号"),
        ("91350100M000100Y43", " 91350100m000100y43 "),
        ("示例（中国）公司", "示例(中国)公司"),
    ],
)
def test_a_number_or_name_is_one_word_however_it_is_written(written: str, said: str) -> None:
    assert identifier(written) == identifier(said)
    assert identifier(written).startswith(MARK)
    assert asked(said).identifier == identifier(written)


@given(OTHERS, OTHERS)
def test_whatever_was_written_is_found_by_what_was_written(before: str, text: str) -> None:
    found = words((f"{before} {text}",))
    try:
        sought = asked(text).words
    except ValueError:
        return
    for word in sought:
        assert any(one.startswith(word.text) if word.prefix else one == word.text for one in found)


@given(st.text(max_size=40))
def test_words_hold_nothing_that_parts_words(text: str) -> None:
    assert all(word and not any(one.isspace() for one in word) and MARK not in word for word in words((text,)))


def test_an_entry_is_found_by_its_facts_papers_and_names_and_by_no_id_or_date() -> None:
    facts = {
        "content": "焚烧秸秆", "party": {"name": "张三"}, "officers": ["74a7dccd-434c-5058-b7f3-284959700d36"], "on": "2026-03-02",
        "list": ["现场"], "sum": 5, "none": None,
    }  # fmt: skip
    found = entry_words(facts, [("立案审批表", "某市监立〔2026〕1号"), ("笔录", None)], ["91350100M000100Y43"])
    assert {
        "秸秆",
        "张三",
        "现场",
        "立案",
        "笔录",
        "市监",
        identifier("某市监立〔2026〕1号"),
        identifier("91350100M000100Y43"),
    } <= found
    assert not {"2026-03-02", "03", "74a7dccd"} & found
    assert list(told(["2026-03-02T09:00:00.000Z", "a" * 64, "甲"])) == ["甲"]


def test_every_entry_is_found_by_cause_and_party_besides() -> None:
    assert standing_words(PLAIN) == words(("露天焚烧秸秆", "示例公司"))
    assert standing_words(Heading(cause="名录调整")) == words(("名录调整",))


def test_new_names_and_numbers_are_told_once() -> None:
    assert list(called_by(None, PLAIN)) == ["示例公司", "91350100M000100Y43"]
    assert list(called_by(PLAIN, PLAIN)) == []
    numbered = Heading(cause=PLAIN.cause, party="示例集团", party_code=PLAIN.party_code, case_number="立1")
    assert list(called_by(PLAIN, numbered)) == ["示例集团", "立1"]
