"""What a person types, made into what the office asks for: JSON files, moments, officers, cases.

Nothing is guessed. What cannot be used raises :class:`~zhifa.cli.faults.Unusable` with field, value and rule.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from zhifa.cli.faults import Unusable
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.quoted import shown
from zhifa.system_errors import told

if TYPE_CHECKING:
    from zhifa.engine.office import Office
    from zhifa.engine.register import Officer, Register

_LARGEST_FILE: Final = 256 * 1024 * 1024
_LARGEST_INTEGER: Final = 2**53 - 1
_SHORTEST_PREFIX: Final = 4


def read_text(source: str) -> str:
    """The text of a file, or of the standard input for ``-``."""
    name = "标准输入" if source == "-" else source
    try:
        content = sys.stdin.buffer.read(_LARGEST_FILE + 1) if source == "-" else _bytes(Path(source))
    except OSError as error:
        raise Unusable(told(error, name=shown(name), kept_from="不能读")) from error
    if len(content) > _LARGEST_FILE:
        raise Unusable(f"文件 {shown(name)} 大于 {_LARGEST_FILE // 1024 // 1024} MB；填报内容应远小于此")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(f"文件 {shown(name)} 第 {error.start + 1} 字节不是 UTF-8；另存为 UTF-8 后再交") from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST_FILE + 1)


def read_object(source: str) -> dict[str, Any]:
    """The JSON object in a file; a name that occurs twice, a fraction or anything the record cannot hold is refused by its path."""
    value = parse_json(read_text(source), field="标准输入" if source == "-" else source)
    if not isinstance(value, dict):
        raise Unusable(f"文件 {shown(source)} 应是一个 JSON 对象 {{…}}，不是{type(value).__name__}")
    return value


def parse_json(text: str, *, field: str) -> Any:
    """The JSON value of a text; ``field`` says where it stands."""
    try:
        value = read_json(text)
    except JSONFaulty as error:
        raise Unusable(f"{field} 不能用：{error}") from error
    _refuse_unrecordable(value, field)
    return value


def _refuse_unrecordable(value: Any, path: str) -> None:
    """The record holds text, whole numbers and names in ASCII; see :mod:`zhifa.engine.canonical`."""
    if isinstance(value, float):
        raise Unusable(f"{path} 的值 {value!r} 不合要求：只能填整数，金额以分为单位")
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        raise Unusable(f"{path} 的值 {value} 不合要求：绝对值不得大于 {_LARGEST_INTEGER}")
    if isinstance(value, str) and any(0xD800 <= ord(char) <= 0xDFFF for char in value):
        raise Unusable(f"{path} 的值{shown(value)}不合要求：含有不成对的代理字符")
    if isinstance(value, dict):
        for name, inner in value.items():
            if not name.isascii():
                raise Unusable(f"{path} 没有名为{shown(name)}的填报项；各项名称见 zhifa case form")
            _refuse_unrecordable(inner, f"{path}.{name}")
    if isinstance(value, list):
        for number, inner in enumerate(value):
            _refuse_unrecordable(inner, f"{path}.{number}")


def moment(text: str, *, field: str) -> datetime:
    """An instant with its UTC offset."""
    from zhifa.engine.instants import parse_instant

    try:
        return parse_instant(text)
    except ValueError as error:
        rule = "应为年-月-日T时:分:秒加时区，例如 2026-03-02T09:00:00+08:00；不带时区的时间不知是哪一刻"
        raise Unusable(f"{field} 的值{shown(text)}不合要求：{rule}") from error


def new_key(given: str | None) -> str:
    """The idempotency key to use: the one given, or a new one."""
    if given is None:
        return str(uuid4())
    if not 1 <= len(given) <= 200 or not given.isprintable():
        raise Unusable(f"--key 的值{shown(given)}不合要求：应为1至200个可见字符")
    return given


def place(text: str | None) -> tuple[str, str] | None:
    """Where the page before ended: time and id of the last that stands on it."""
    if text is None:
        return None
    at, slash, row = text.partition("/")
    if not (at and slash and row and text.isascii() and text.isprintable()):
        raise Unusable(f"--after 的值{shown(text)}不合要求：照抄上一页末尾给出的位置")
    return at, row


def register_of(office: Office, text: str | None, *, owned: str) -> Register:
    """The register of the agency named by name or id, or of the only one; ``owned`` is what is its own, in Chinese (日历)."""
    registers = office.registers()
    if not registers:
        raise Unusable(f"数据库中还没有机关，{owned}不知归谁；先运行 zhifa register import 名录文件")
    found = [one for one in registers if text is None or text in (one.agency.id, one.agency.name)]
    if len(found) == 1:
        return found[0]
    names = "、".join(one.agency.name for one in registers)
    raise Unusable(f"--agency 的值{shown(text or '')}指不明一个机关：数据库中有{names}")


def officer(register: Register, text: str, *, field: str) -> str:
    """The id of the officer named by staff number, by a name nobody else bears, or by id."""
    found = _found(register, text)
    if len(found) == 1:
        return found[0].id
    if found:
        numbers = "、".join(one.staff_number for one in found)
        raise Unusable(f"{field} 的值{shown(text)}指不明：同名的有工号 {numbers}；改填工号")
    if any(text in (one.number, one.name) for one in register.auxiliaries):
        raise Unusable(f"{field} 的值{shown(text)}是辅助人员，不得办理执法事项、签字或者作出决定；由执法人员办理")
    raise Unusable(f"{field} 的值{shown(text)}不在{register.agency.name}的人员名录中；用 zhifa register show 查看名录")


def on_the_register(register: Register, text: str, *, field: str) -> str:
    """The id of the officer named as :func:`officer` has it, or the number of the auxiliary of that number or name."""
    helpers = sorted({one.number for one in register.auxiliaries if text in (one.number, one.name)})
    if _found(register, text) or not helpers:
        return officer(register, text, field=field)
    if len(helpers) > 1:
        raise Unusable(f"{field} 的值{shown(text)}指不明：同名的辅助人员有编号 {'、'.join(helpers)}；改填编号")
    return helpers[0]


def behalf(register: Register, text: str | None) -> str | None:
    """The id of the officer as whose deputy the actor acts, where one is named."""
    return officer(register, text, field="--for") if text is not None else None


def officer_of_any(office: Office, text: str, *, field: str) -> tuple[Register, str]:
    """The register that knows the officer, and the officer's id. The actor brings the agency."""
    registers = office.registers()
    if not registers:
        raise Unusable("数据库中还没有机关和人员；先运行 zhifa register import 名录文件 --database 数据库地址")
    known = [register for register in registers if _found(register, text)]
    if len(known) > 1:
        agencies = "、".join(register.agency.name for register in known)
        raise Unusable(f"{field} 的值{shown(text)}指不明：{agencies}都有此人；改填人员编号")
    register = known[0] if known else registers[0]
    return register, officer(register, text, field=field)


def _found(register: Register, text: str) -> list[Officer]:
    people = register.officers
    if text in people:
        return [people[text]]
    return [one for one in people.values() if one.staff_number == text] or [
        one for one in people.values() if one.name == text
    ]


def named(facts: Any, register: Register, *, field: str) -> Any:
    """The facts with ids in the place of ``@工号`` and ``@姓名``; ``@@`` at the beginning of a text stands for one @."""
    if isinstance(facts, str) and facts.startswith("@"):
        return facts[1:] if facts.startswith("@@") else officer(register, facts[1:], field=field)
    if isinstance(facts, dict):
        return {name: named(value, register, field=f"{field}.{name}") for name, value in facts.items()}
    if isinstance(facts, list):
        return [named(value, register, field=f"{field}.{number}") for number, value in enumerate(facts)]
    return facts


def case_id(office: Office, text: str) -> str:
    """The id of the case that begins with ``text``."""
    if len(text) < _SHORTEST_PREFIX:
        raise Unusable(f"案件编号{shown(text)}太短：至少写开头{_SHORTEST_PREFIX}位；用 zhifa case list 查看全部案件")
    found = [known for known in office.cases() if known.startswith(text)]
    if not found:
        raise Unusable(f"没有案件{shown(text)}；用 zhifa case list 查看全部案件")
    if len(found) > 1:
        raise Unusable(f"案件编号{shown(text)}指不明：以此开头的有{len(found)}件；多写几位")
    return found[0]
