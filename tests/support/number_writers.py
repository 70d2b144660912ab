"""Processes that take numbers of every kind at the same time: of a series, of pads they share, and numbers they void; some of it is refused."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable
from datetime import date
from itertools import count
from tempfile import TemporaryDirectory
from typing import Any

from case_desk import Desk, register_text
from office_workers import PATIENCE
from office_workers import order as corrected
from on_the_spot import FINED
from zhifa.engine.errors import CommandRefused
from zhifa.engine.office import Office
from zhifa.engine.voids import Voiding
from zhifa.storage.statements import statements
from zhifa.workflows.summary import SUMMARY

PADS = {"001": [(101, 9_100)], "002": [(20_001, 20_003), (30_001, 39_000)]}
"""By staff number; the first of the second officer is soon used up."""


def hand_out(office: Office) -> None:
    """Import the register with these pads."""
    register = json.loads(register_text())
    for officer in register["officers"]:
        officer["pads"] = [
            {"series": "当罚", "year": 2026, "first": first, "last": last, "valid_from": "2026-01-01"}
            for first, last in PADS.get(officer["staff_number"], [])
        ]
    office.import_register(json.dumps(register, ensure_ascii=False))


def nursery(orders: Any) -> None:
    """A process with everything loaded and compiled. For an order, a tuple of arguments, it forks a writer and answers its id; for the id of
    one that has ended it answers how."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/warm.db"
        with Desk(url, create=True) as desk:
            hand_out(desk.office)
        _write(url, "warm", range(12))
        statements("postgresql")
    while order := orders.recv():
        if isinstance(order, int):
            orders.send(os.waitstatus_to_exitcode(os.waitpid(order, 0)[1]))
            continue
        child = os.fork()
        if child == 0:
            _write(*order, count())
        orders.send(child)


def _write(url: str, seed: str, turns: Iterable[int]) -> None:
    """One number after the other; what is refused is refused whole."""
    chance = random.Random(seed)
    waiting = PATIENCE * 1000
    with (
        Desk(url, seed=f"{seed}/a", import_register=False, busy_timeout_ms=waiting) as desk,
        Desk(url, seed=f"{seed}/b", import_register=False, busy_timeout_ms=waiting, workflow=SUMMARY) as street,
    ):
        inspected = desk.bring_to("investigating")
        for turn in turns:
            match chance.randrange(4):
                case 0:
                    desk.office.perform(corrected(desk, inspected, f"改正{turn}"))
                case 1 | 2:
                    _fine(street, chance.choice(("承办人甲", "承办人乙", "承办人丙")))
                case _:
                    _void(street, chance)


def _fine(street: Desk, officer: str) -> None:
    """A fine on the spot; who does not handle the case is refused."""
    case_id = street.bring_to("told", FINED)
    try:
        street.do(case_id, "decide_on_spot", FINED, actor=street.ids[officer])
    except CommandRefused as refused:
        _expect(refused, {"not_a_handler"})


def _void(street: Desk, chance: random.Random) -> None:
    """The number that was next a moment ago, or one beside it; by now it may be another's."""
    (register,) = street.office.registers()
    stretches = [one.stretch for one in street.office.numbers.report(register.agency.id).accounted]
    pad = chance.choice([one for one in stretches if one.holder and one.rest])
    asked = Voiding(
        officer=street.ids[pad.holder or ""], series=pad.series, year=pad.year, ordinal=pad.next + chance.choice((-1, 0, 0, 0, 1)),
        reason="打印污损", on=date(2026, 3, 2),
    )  # fmt: skip
    try:
        street.office.numbers.void(asked)
    except CommandRefused as refused:
        _expect(refused, {"number_used", "number_not_next", "number_not_on_pad"})


def _expect(refused: CommandRefused, codes: set[str]) -> None:
    if not {refusal.code for refusal in refused.refusals} <= codes:
        raise refused
