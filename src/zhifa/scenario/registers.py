"""The register of a scenario: a register file (JSON), or a folder with a CSV file for each book; and its changes while cases run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from zhifa.engine.books.book import Numbered
from zhifa.engine.books.subjects import AGENCY
from zhifa.engine.canonical import canonical
from zhifa.engine.jsontext import JSONFaulty, read_json
from zhifa.engine.office import Office
from zhifa.engine.policy_form import policy_fault
from zhifa.engine.register import Register
from zhifa.engine.register_file import RegisterFaulty
from zhifa.engine.register_ids import identifier
from zhifa.engine.register_journal import Source
from zhifa.registers.intake import SheetsFaulty, read_sheets
from zhifa.scenario.errors import ScenarioFaulty
from zhifa.sheets import TableUnreadable
from zhifa.system_errors import told, wrong

_Lines = dict[str, Sequence[Numbered]]


def import_first(office: Office, path: Path, policy: Mapping[str, Any]) -> Register:
    """Give the office the register in a file or folder, with what this agency has set differently.

    Raises :class:`ScenarioFaulty` where it cannot be read.
    """
    if not path.is_dir():
        return office.import_register(_text(path, policy))
    lines = _lines(sorted(path.glob("*.csv")), path)
    agency = lines.get(AGENCY.name, ())
    if len(agency) != 1:
        raise ScenarioFaulty(f"名录 {path}：应有一个机关（agency.csv），现有{len(agency)}个")
    lines[AGENCY.name] = (_with_policy(agency[0], policy, path),)
    owner = identifier("agency", str(agency[0].line.body["name"]))
    return _taken(office, owner, lines, path, source=Source(kind="file", file=path.name), whole=frozenset(lines))


def change(office: Office, register: Register, folder: Path, actor: str, given: Mapping[str, Any]) -> Register:
    """Take sheets into the register; lines that they do not name stay.

    Raises :class:`ScenarioFaulty` for sheets that cannot be taken, ``CommandRefused`` where the actor may not.
    """
    facts = dict(given)
    files = [folder / name for name in facts.pop("files", ())]
    unknown = facts.keys() - {"document", "reason"}
    if not files or unknown:
        raise ScenarioFaulty(f"import_register 的 facts 应为 files、document、reason，现为{'、'.join(given) or '空'}")
    source = Source(kind="file", file="、".join(file.name for file in files), **facts)
    return _taken(office, register.agency.id, _lines(files, folder), folder, source=source, actor=actor)


def _taken(office: Office, agency_id: str, lines: _Lines, path: Path, **how: Any) -> Register:
    try:
        return office.books.take(agency_id, lines, **how).register
    except RegisterFaulty as error:
        raise ScenarioFaulty(f"名录 {path}：{'；'.join(fault.text for fault in error.faults)}") from error


def _lines(files: Sequence[Path], path: Path) -> _Lines:
    try:
        intake = read_sheets(files)
        intake.require_sound()
    except SheetsFaulty as error:
        raise ScenarioFaulty(f"名录 {path}：{'；'.join(fault.text for fault in error.faults)}") from error
    except OSError as error:
        raise ScenarioFaulty(f"名录 {path}：{told(error)}") from error
    except TableUnreadable as error:
        raise ScenarioFaulty(f"名录 {path}：{error}") from error
    return dict(intake.lines)


def _with_policy(agency: Numbered, policy: Mapping[str, Any], path: Path) -> Numbered:
    """The line of the agency with its choices changed; those that were changed are stated."""
    standing = json.loads(cast("str | None", agency.line.body.get("policy")) or "{}")
    text = canonical({**standing, **policy, "stated": sorted({*standing.get("stated", ()), *policy})})
    fault = policy_fault(text)
    if fault:
        raise ScenarioFaulty(f"名录 {path}：policy：{fault}")
    return agency._replace(line=replace(agency.line, body={**agency.line.body, "policy": text}))


def _text(path: Path, policy: Mapping[str, Any]) -> str:
    register = _register(path)
    register["agency"].setdefault("policy", {}).update(policy)
    return json.dumps(register, ensure_ascii=False)


def _register(path: Path) -> dict[str, Any]:
    try:
        register = read_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, JSONFaulty) as error:
        raise ScenarioFaulty(f"人员名录 {path}：{wrong(error)}") from error
    if not isinstance(register, dict) or not isinstance(register.get("agency"), dict):
        raise ScenarioFaulty(f"人员名录 {path}：没有 agency 一项，不是人员名录")
    return register
