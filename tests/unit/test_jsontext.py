"""JSON that somebody wrote is read whole or refused with the place and the rule."""

from __future__ import annotations

import pytest

from zhifa.engine.jsontext import DEEPEST, LONGEST_NUMBER, JSONFaulty, read_json


def test_what_is_whole_is_read() -> None:
    assert read_json('{"a": [1, -2.5, null, true], "b": {"a": "文"}}') == {"a": [1, -2.5, None, True], "b": {"a": "文"}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 1}', "最外层 中「a」写了两次"),
        ('{"officers": [{}, {"name": "甲", "post": "乙", "name": "丙"}]}', "officers.1 中「name」写了两次"),
        ('{"a": {"b": 1, "b": 2}, "a": {}}', "最外层 中「a」写了两次"),
        ('{"a": 1, "a\\u202e": 1, "a\\u202e": 2}', "最外层 中「a\\u202e」写了两次"),
        ("[NaN]", "NaN 不是 JSON 的数"),
        ("[-Infinity]", "-Infinity 不是 JSON 的数"),
        ("1" * 5000, "过长"),
        (f"0.{'1' * LONGEST_NUMBER}", "过长"),
        ("[" * 100_000, "嵌套过深"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), f"至多{DEEPEST}层"),
        ('{"a": }', "第1行第7列，应有一个值"),
        ("{a: 1}", "第1行第2列，应为加双引号的名称"),
        ('{"a" 1}', "缺少冒号"),
        ("[1 2]", "缺少逗号或者括号"),
        ("{}\n{}", "第2行第1列，在 JSON 结束之后还有内容"),
        ('["a', "没有结束的引号"),
        ('["a\n"]', "换行等控制字符"),
        ('["\\x"]', "反斜杠后的写法不对"),
        ("", "第1行第1列，应有一个值"),
    ],
    ids=lambda value: value[:24],
)
def test_what_is_not_is_refused_with_place_and_rule(text: str, message: str) -> None:
    with pytest.raises(JSONFaulty) as refused:
        read_json(text)
    assert message in str(refused.value)


def test_what_lies_as_deep_as_may_be_is_read() -> None:
    assert read_json("[" * DEEPEST + "]" * DEEPEST)
