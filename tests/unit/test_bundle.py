"""A bundle says what was recorded, agrees with itself, and whatever is changed in it shows or is refused; nothing is taken on trust."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifa.engine import bundle
from zhifa.engine.bundle import BundleFaulty, pack, paper_name, sha256, unpack
from zhifa.engine.bundle_check import Checked, check_bundle
from zhifa.engine.canonical import canonical, commitment
from zhifa.engine.ledger import body_text, entry_hash

CASE = "case-1"
SALT, TOLD = "salt", '{"content":"线索","digest":"' + "e" * 64 + '"}'
PAPER = '<article class="form"></article>'
AT = "2026-03-02T01:00:00.000Z"

Members = dict[str, bytes]


def _body(seq: int, prev: str | None, **more: Any) -> str:
    said: dict[str, Any] = {
        "case": CASE, "seq": seq, "prev": prev, "kind": "transition", "transition": f"step{seq}",
        "actor": {"id": "officer-1", "name": "承办人甲"}, "occurred_at": AT, "recorded_at": AT,
        "facts": commitment(SALT, TOLD), "to": {"name": f"state{seq}", "label": "某环节"},
        "papers": [{"code": "D01", "digest": sha256(PAPER.encode()), "title": "登记表", "number": None}],
    }  # fmt: skip
    return body_text(said | more)


def _bodies(length: int = 3, **more: Any) -> list[str]:
    bodies: list[str] = []
    for seq in range(length):
        bodies.append(_body(seq, entry_hash(bodies[-1]) if bodies else None, **more))
    return bodies


def _lines(values: list[str]) -> bytes:
    return "".join(f"{value}\n" for value in values).encode()


def members(bodies: list[str] | None = None, *, facts: bool = True) -> Members:
    """The members of a bundle of these entries."""
    told = bodies if bodies is not None else _bodies()
    heads: list[Any] = [{"seq": seq, "hash": entry_hash(body)} for seq, body in enumerate(told)]
    state = {"name": f"state{len(told) - 1}", "label": "某环节"}
    made = {
        "case.json": _lines([canonical({"case": CASE, "agency": "示例机关", "state": state, "heads": heads})]),
        "entries.jsonl": _lines(told),
        "evidence.json": _lines([canonical({"files": [{"seq": 1, "digest": "e" * 64, "size": 5}]})]),
        "README.txt": bundle.TEXT.encode(),
    }
    if facts:
        kept = [canonical({"seq": seq, "salt": SALT, "body": TOLD}) for seq in range(len(told))]
        made["facts.jsonl"] = _lines(kept)
        made |= {paper_name(seq, "D01"): PAPER.encode() for seq in range(len(told))}
    return made


def packed(made: Members | None = None, *, facts: bool = True, case: str = CASE, **head: Any) -> bytes:
    """The bundle of these members under a manifest that fits them."""
    whole = members(facts=facts) if made is None else made
    heads = json.loads(whole["case.json"])["heads"]
    return pack(whole, case=case, head={**heads[-1], **head}, facts=facts)


def kinds(content: bytes) -> list[str]:
    return [finding.kind for finding in check_bundle(content).findings]


def put(name: str, content: bytes | str | None, made: Members | None = None) -> Members:
    """The members with one of them otherwise, or left out."""
    whole = dict(made or members())
    if content is None:
        del whole[name]
    else:
        whole[name] = content.encode() if isinstance(content, str) else content
    return whole


# --- a sound bundle --------------------------------------------------------------------------------------------------


def test_a_bundle_as_it_was_made_has_nothing_to_find() -> None:
    content = packed()

    assert check_bundle(content) == Checked(
        case_id=CASE, agency="示例机关", entries=3, head=entry_hash(_bodies()[-1]), facts=True,
        digest=sha256(content), findings=(),
    )  # fmt: skip


def test_the_same_members_give_the_same_bytes_in_whatever_order_they_come() -> None:
    made = members()
    assert packed(made) == packed(dict(reversed(made.items())))


def test_members_are_stored_as_they_are_in_the_order_of_their_names_without_a_time() -> None:
    with ZipFile(BytesIO(packed())) as archive:
        listed = archive.infolist()
    assert [member.filename for member in listed] == sorted(member.filename for member in listed)
    assert {(member.compress_type, member.date_time) for member in listed} == {(ZIP_STORED, (1980, 1, 1, 0, 0, 0))}


def test_what_is_packed_is_unpacked() -> None:
    found = unpack(packed())
    assert {name: found[name] for name in members()} == members()
    assert found.keys() - members().keys() == {"manifest.json"}


def test_without_facts_and_papers_the_chain_is_checked_all_the_same() -> None:
    checked = check_bundle(packed(facts=False))
    assert (checked.findings, checked.facts, checked.entries) == ((), False, 3)

    edited = members(facts=False)
    edited["entries.jsonl"] = edited["entries.jsonl"].replace(b"step1", b"step9")
    assert kinds(packed(edited, facts=False)) == ["edited"]


# --- what was changed ------------------------------------------------------------------------------------------------


def _under_its_old_manifest(name: str, content: bytes) -> bytes:
    """The bundle with a member changed and its manifest left as it was."""
    whole = unpack(packed()) | {name: content}
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for member, value in whole.items():
            archive.writestr(member, value)
    return file.getvalue()


def test_a_changed_member_is_named_first() -> None:
    content = _under_its_old_manifest("papers/001-D01.html", b"<article></article>")
    findings = check_bundle(content).findings

    assert [finding.kind for finding in findings] == ["member_changed", "paper_edited"]
    assert "papers/001-D01.html" in findings[0].text


def test_a_member_that_the_manifest_does_not_list_is_named() -> None:
    assert kinds(_under_its_old_manifest("papers/009-D01.html", b"")) == ["member_unlisted", "paper_forged"]


def test_a_member_that_the_manifest_lists_and_the_bundle_lacks_is_named() -> None:
    whole = unpack(packed())
    manifest = json.loads(whole.pop("manifest.json"))
    manifest["members"]["papers/007-D01.html"] = "0" * 64
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in (whole | {"manifest.json": json.dumps(manifest).encode()}).items():
            archive.writestr(name, content)
    assert kinds(file.getvalue()) == ["member_missing"]


Change = Callable[[], bytes]
CHANGED: Mapping[str, tuple[Change, list[str]]] = {
    "an entry edited": (
        lambda: packed(put("entries.jsonl", _lines(_bodies()).replace(b"step1", b"step9"))), ["edited"]
    ),
    "an entry edited with its hash": (lambda: packed(members([*_bodies(1), *_bodies(3, late=True)[1:]])), ["broken"]),
    "an entry left out": (
        lambda: packed(put("entries.jsonl", _lines([_bodies()[0], _bodies()[2]]))),
        ["missing", "broken", "missing", "facts_forged", "paper_forged"],
    ),
    "the tail cut off": (
        lambda: packed(members(_bodies(2)), seq=2, hash=entry_hash(_bodies()[2])), ["truncated"]
    ),
    "another case": (lambda: packed(case="case-2"), ["edited", "edited", "edited", "case_forged"]),
    "another state": (
        lambda: packed(put("case.json", members()["case.json"].replace(b"state2", b"archived"))), ["state_forged"]
    ),
    "another version of the procedure": (
        lambda: packed(put("case.json", members()["case.json"].replace(b"{", b'{"workflow":{"name":"p","version":2,"digest":"d"},', 1))),
        ["workflow_forged"],
    ),
    "facts edited": (
        lambda: packed(put("facts.jsonl", members()["facts.jsonl"].replace("线索".encode(), "别的".encode()))),
        ["facts_edited"] * 3,
    ),
    "facts left out": (
        lambda: packed(put("facts.jsonl", members()["facts.jsonl"].split(b"\n", 1)[1])), ["facts_missing"]
    ),
    "facts of no entry": (
        lambda: packed(put("facts.jsonl", members()["facts.jsonl"] + members()["facts.jsonl"].split(b"\n")[0].replace(b'"seq":0', b'"seq":8'))),
        ["facts_forged"],
    ),
    "a paper edited": (lambda: packed(put("papers/000-D01.html", "<p>")), ["paper_edited"]),
    "a paper left out": (lambda: packed(put("papers/000-D01.html", None)), ["paper_missing"]),
    "a paper of no entry": (lambda: packed(put("papers/000-D02.html", "<p>")), ["paper_forged"]),
    "evidence nobody named": (
        lambda: packed(put("evidence.json", canonical({"files": [{"seq": 1, "digest": "f" * 64, "size": 1}]}))),
        ["evidence_forged"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_a_bundle_made_anew_around_a_change_shows_it_all_the_same(name: str) -> None:
    change, expected = CHANGED[name]
    assert kinds(change()) == expected


def test_a_seal_is_that_of_a_paper_issued_before_and_its_file_is_among_the_files() -> None:
    html, signed = sha256(PAPER.encode()), "e" * 64

    def sealed(html: str, size: int) -> list[str]:
        bodies = _bodies(1)
        seal = {"html": html, "signed": signed, "signed_size": size}
        return kinds(packed(members([*bodies, _body(1, entry_hash(bodies[0]), seal=seal)])))

    assert sealed(html, 5) == []
    assert sealed("f" * 64, 5) == ["seal_forged"]
    assert sealed(html, 6) == ["seal_missing"]


def test_evidence_of_an_entry_whose_facts_were_erased_is_not_called_forged() -> None:
    erased = put("facts.jsonl", b"\n".join(members()["facts.jsonl"].split(b"\n")[:1]) + b"\n")
    assert kinds(packed(erased)) == ["facts_missing", "facts_missing"]


@given(data=st.data())
def test_a_byte_changed_anywhere_is_found_or_changes_nothing_that_is_read(data: st.DataObject) -> None:
    content = bytearray(packed())
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    try:
        checked = check_bundle(bytes(content))
    except BundleFaulty:
        return
    assert checked.findings or unpack(bytes(content)) == unpack(packed())


@given(content=st.binary(max_size=400))
def test_any_bytes_are_refused_and_never_break_the_reader(content: bytes) -> None:
    with pytest.raises(BundleFaulty):
        check_bundle(content)


@given(length=st.integers(0, 5000))
def test_a_bundle_cut_short_is_refused(length: int) -> None:
    whole = packed()
    with pytest.raises(BundleFaulty):
        check_bundle(whole[: min(length, len(whole) - 1)])


# --- what is no bundle -----------------------------------------------------------------------------------------------


def _zip(*named: tuple[str, bytes], compression: int = ZIP_STORED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", compression=compression) as archive:
        for name, content in named:
            archive.writestr(ZipInfo(name), content, compress_type=compression)
    return file.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../case.json",
        "/etc/passwd",
        "papers/../case.json",
        "papers/1-D01.html",
        "papers/",
        "facts.json",
        "文书.html",
        "case.json\x1bx",
        "CON",
    ],
)
def test_a_name_that_no_bundle_has_is_refused_and_shown(name: str) -> None:
    with pytest.raises(BundleFaulty, match="不属于记录包"):
        unpack(_zip((name, b"")))


def test_a_name_that_occurs_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = _zip(("case.json", b"{}"), ("case.json", b"[]"))
    with pytest.raises(BundleFaulty, match=r"「case\.json」 有 2 个"):
        unpack(content)


def test_a_compressed_member_is_refused_before_it_is_read() -> None:
    bomb = _zip(("entries.jsonl", b"0" * 5_000_000), compression=ZIP_DEFLATED)
    assert len(bomb) < 10_000
    with pytest.raises(BundleFaulty, match="经过压缩或者加密"):
        unpack(bomb)


def test_members_that_lie_upon_each_other_are_refused_before_they_are_read() -> None:
    content = _zip(("case.json", b"0" * 2000), ("facts.jsonl", b""))
    with ZipFile(BytesIO(content)) as archive:
        start = archive.start_dir
    directory = bytearray(content[start:])
    second = directory.index(b"PK\x01\x02", 4)
    directory[second + 20 : second + 28] = directory[20:28]
    directory[second + 42 : second + 46] = directory[42:46]
    with pytest.raises(BundleFaulty, match=r"共称 4000 字节|不是完好的 ZIP"):
        unpack(content[:start] + bytes(directory))


def test_a_bundle_of_too_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_MOST_MEMBERS", 3)
    with pytest.raises(BundleFaulty, match="多于 3 个"):
        unpack(packed())


FAULTY: Mapping[str, tuple[Change, str]] = {
    "no manifest": (lambda: _zip(*members().items()), r"没有成员 manifest\.json"),
    "no entries": (lambda: packed(put("entries.jsonl", None)), r"没有成员 entries\.jsonl"),
    "facts promised and absent": (lambda: packed(put("facts.jsonl", None)), r"没有成员 facts\.jsonl"),
    "empty chain": (lambda: packed(put("entries.jsonl", "\n")), "没有任何记录"),
    "no UTF-8": (lambda: packed(put("entries.jsonl", b"\xff")), r"entries\.jsonl 第1字节不是 UTF-8"),
    "no JSON": (lambda: packed(put("entries.jsonl", b"{")), r"entries\.jsonl 第1行"),
    "an array": (lambda: packed(put("evidence.json", b"[]")), r"evidence\.json：填报项"),
    "wrong type": (lambda: packed(put("facts.jsonl", b'{"seq":"0","salt":"","body":""}')), r"facts\.jsonl 第1行：.*seq.*应为整数"),
    "negative size": (
        lambda: packed(put("evidence.json", b'{"files":[{"seq":0,"digest":"' + b"0" * 64 + b'","size":-1}]}')), "不得小于0"
    ),
    "facts twice": (lambda: packed(put("facts.jsonl", members()["facts.jsonl"] * 2)), "写了两次"),
    "too deep": (lambda: packed(put("evidence.json", '{"files":' + "[" * 5000 + "]" * 5000 + "}")), r"evidence\.json"),
    "another format": (
        lambda: _zip(*unpack(packed()).items()).replace(b"zhifa-bundle/1", b"zhifa-bundle/9"), "zhifa-bundle/1|ZIP"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_what_cannot_be_read_as_a_bundle_is_refused_by_member_and_rule(name: str) -> None:
    make, told = FAULTY[name]
    with pytest.raises(BundleFaulty, match=told):
        check_bundle(make())


def test_lines_are_parted_by_line_feeds_alone() -> None:
    separated = _bodies(2, note="前\u2028后\u0085再")
    assert kinds(packed(members(separated))) == []
