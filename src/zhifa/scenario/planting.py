"""Cases by the hundred thousand for measurements: played scenarios, as they stood after each step, planted again and again under new ids.

One case in so many is planted whole, with its papers, and its record verifies. Of the others stand the line of the docket, the words by which they
are found, the opening entry, running terms, open tracks and handlers: what lists, boards and searches read. Their records do not verify, and they cannot go on.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from zhifa.documents.numbering import document_number
from zhifa.engine.canonical import commitment
from zhifa.engine.installed import workflows
from zhifa.engine.ledger import entry_hash
from zhifa.engine.office import Office
from zhifa.engine.register import Register
from zhifa.engine.reindexing import entries_of
from zhifa.engine.search_words import identifier, words
from zhifa.scenario.player import Played, play
from zhifa.storage.database import Database
from zhifa.storage.docket_asked import NEVER
from zhifa.storage.records import (
    AssigneeRecord,
    DocketRecord,
    EntryRecord,
    FineRecord,
    Loaded,
    PaperRecord,
    SearchEntryRecord,
    TermRecord,
    WatchRecord,
)
from zhifa.storage.search import Indexed

__all__ = ["SCENARIOS", "Planter", "Template", "templates"]

SCENARIOS: Final = ("straight.json", "hearing.json", "changed_draft.json", "announcement.json", "annulled.json")
"""The scenarios of one register whose cases are planted."""
TOGETHER: Final = 500
"""Cases planted in one transaction."""
FIRST_NUMBER: Final = 100_000
"""Numbers of planted papers begin here, out of the way of those that are issued."""
INDEXED: Final = 10
"""Entries of a case by whose words it is found, where it is not planted whole."""
PAPERS: Final = 50
"""Papers that a planted case has at most."""

_SPREAD: Final = timedelta(days=900)
"""Over how long a time before today planted cases were opened."""
_SIGNS: Final = "安百成达德东方福光广海和恒宏华汇惠嘉建金锦景九康利联隆茂民明鹏清荣瑞盛世顺泰天同旺祥新兴永裕远长正志中"
_CAUSES: Final = (
    "露天焚烧秸秆",
    "未按规定设置排污口",
    "超标排放大气污染物",
    "未保存环境管理台账",
    "擅自停运污染防治设施",
    "夜间施工噪声超标",
)
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Rows = dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class Template:
    """A played case as it stood after one of its steps."""

    loaded: Loaded
    papers: tuple[PaperRecord, ...]
    fines: tuple[FineRecord, ...]
    handlers: tuple[str, ...]
    docket: DocketRecord
    words: tuple[Indexed, ...]
    own: frozenset[str]
    """Ids that are of this case alone."""

    @property
    def ended(self) -> bool:
        return bool(self.docket.ended)

    @property
    def in_one_go(self) -> bool:
        """Whether its rows may come all at once: a decision is let in only behind the last round of review there is."""
        last = max((review.round for review in self.loaded.reviews), default=None)
        return all(decision.review_round == last for decision in self.loaded.decisions)


def templates(scenarios: Sequence[Path]) -> tuple[Template, ...]:
    """The cases of these scenarios after each of their steps. Raises as :func:`~zhifa.scenario.player.play` does."""
    return tuple(template for path in scenarios for template in _played(path))


def _played(path: Path) -> list[Template]:
    found: list[Template] = []
    with TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"sqlite:///{folder}/played.db"
        offices: list[Office] = []

        def take(played: Played) -> None:
            if not offices:  # the database is there once a step was taken
                offices.append(stack.enter_context(Office.open(url, workflows=workflows())))
            if played.done is not None:
                found.append(_taken(offices[0], played.done.case_id))

        play(path, url, on_step=take)
    return found


def _taken(office: Office, case_id: str) -> Template:
    with office._database.read() as store:  # noqa: SLF001  # what is planted is rows, which no door of the office gives
        rows, papers, fines = store.load(case_id), store.papers(case_id), store.fines(case_id)
        docket = store.docket.row(case_id)
        handlers = store.agenda.handlers((case_id,))[case_id]
    assert docket is not None, "every case has its line"
    parts = (
        rows.entries,
        rows.facts.values(),
        papers,
        fines,
        rows.assessments,
        rows.reviews,
        rows.decisions,
        rows.terms,
        rows.tracks,
    )
    own = frozenset((case_id, *(row.id for part in parts for row in part)))
    words = tuple(entries_of(rows, office.case(case_id)))
    return Template(loaded=rows, papers=papers, fines=fines, handlers=handlers, docket=docket, words=words, own=own)


@dataclass(kw_only=True)
class Planter:
    """Plants cases into one database. ``whole``: one case in so many is planted with its whole record."""

    database: Database
    register: Register
    templates: Sequence[Template]
    today: date
    whole: int = 50
    seed: str = "planted"
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311  # the same seed plants the same cases
        units: dict[str, list[str]] = {}
        for post in self.register.holders("handler", self.today):
            units.setdefault(post.unit, []).append(post.officer_id)
        self._pairs = cycle([pair for people in units.values() for pair in pairwise((*people, people[0]))] or [()])

    def plant(self, cases: int, told: Callable[[int], None] | None = None) -> None:
        """Plant so many, batch by batch; ``told`` learns after each how many there are."""
        with self.database.read_once() as store:
            before = store.planting.last_place()  # those planted before, under other numbers
        for first in range(before, before + cases, TOGETHER):
            batch = range(first, min(first + TOGETHER, before + cases))
            with self.database.write() as store:
                place = store.planting.last_place()
                rows: Rows = {}
                indexed: list[tuple[int, str]] = []
                for number in batch:
                    place = self._plant(number, rows, indexed, place)
                store.planting.load(rows, indexed)
            if told is not None:
                told(batch[-1] + 1 - before)

    def _plant(self, number: int, rows: Rows, indexed: list[tuple[int, str]], place: int) -> int:
        template = self._chosen(number)
        copy = Copy(template=template, number=number, seed=self.seed)
        whole = number % self.whole == 0 and template.in_one_go
        people = template.handlers if whole else next(self._pairs)
        told = copy.whole(self.register) if whole else copy.thin(self._thin(copy, people))
        told["zf_assignee"] = list(copy.assignees(people if template.handlers else ()))
        for table, found in told.items():
            rows.setdefault(table, []).extend(found)
        docket: DocketRecord = told["zf_docket"][0]
        called = words((docket.cause, docket.party or "")) | {identifier(one) for one in _called(docket)}
        for entry in template.words if whole else template.words[:INDEXED]:
            place += 1
            rows.setdefault("zf_search_entry", []).append(copy.entered(entry, place))
            indexed.append((place, " ".join(sorted({*entry.words.split(), *(called if not whole else ())}))))
        return place

    def _chosen(self, number: int) -> Template:
        """Three of four have ended, as in an agency that has worked for years; the first hundred go on."""
        ended = [one for one in self.templates if one.ended]
        going = [one for one in self.templates if not one.ended]
        among = ended if ended and number >= 100 and self._random.random() < 0.75 else going or ended
        return self._random.choice(among)

    def _thin(self, copy: Copy, people: Sequence[str]) -> DocketRecord:
        """The line of a case of its own people, party, cause and days."""
        row, chance = copy.template.docket, self._random
        opened = self.today - timedelta(days=chance.randrange(_SPREAD.days))
        moved = opened + timedelta(days=chance.randrange(90))
        due = NEVER if row.due == NEVER else (self.today + timedelta(days=chance.randrange(-20, 120))).isoformat()
        name = "".join(chance.choice(_SIGNS) for _ in range(3))
        return row._replace(
            id=copy.new(row.id),
            opened_by=people[0] if people else row.opened_by,
            cause=chance.choice(_CAUSES),
            party=f"示例{name}有限公司",
            party_code=_code(copy.number),
            case_number=document_number(self.register.agency.short_name, "立", opened.year, FIRST_NUMBER + copy.number)
            if row.case_number
            else None,
            opened_at=f"{opened}T01:00:00.000Z",
            opened_on=opened.isoformat(),
            moved_at=f"{moved}T{chance.randrange(24):02}:{chance.randrange(60):02}:00.000Z",
            due=due,
        )


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One more of a template."""

    template: Template
    number: int
    seed: str

    def new(self, old: str) -> str:
        """The id that this copy has in the place of one of the template."""
        return str(uuid5(NAMESPACE_OID, f"{self.seed}/{self.number}/{old}"))

    def thin(self, docket: DocketRecord) -> Rows:
        """The rows that lists, boards and searches read."""
        template, loaded = self.template, self.template.loaded
        first = self._renamed(loaded.entries[0])
        entry = first._replace(hash=entry_hash(first.body), actor_id=docket.opened_by)
        running = [term for term in loaded.terms if term.status == "open"]
        return {
            "zf_case": [self._renamed(loaded.case)._replace(opened_at=docket.opened_at, updated_at=docket.moved_at)],
            "zf_entry": [entry],
            "zf_facts": [self._renamed(loaded.facts[0])],
            "zf_term": [
                self._renamed(term)._replace(**_ends(docket)) for term in running if template.docket.due != NEVER
            ],
            "zf_track": [self._renamed(track) for track in loaded.tracks if track.closed_on is None],
            "zf_docket": [docket],
        }

    def whole(self, register: Register) -> Rows:
        """All rows of the case; the record chain and the numbers of its papers are its own."""
        loaded, template = self.template.loaded, self.template
        numbers = {
            paper.number: (ordinal, document_number(register.agency.short_name, paper.series or "", paper.year or 0, ordinal))
            for ordinal, paper in enumerate(template.papers, start=FIRST_NUMBER + PAPERS * self.number)
            if paper.number
        }  # fmt: skip
        papers = [
            self._renamed(paper)._replace(
                number=numbers[paper.number][1] if paper.number else None,
                ordinal=numbers[paper.number][0] if paper.number else None,
            )
            for paper in template.papers
        ]
        told = {old: new for old, (_, new) in numbers.items()} | _registers(loaded, register)
        entries = list(self._chained(told))
        case = self._renamed(loaded.case)._replace(head_hash=entries[-1].hash)
        number = numbers.get(template.docket.case_number or "")
        return {
            "zf_case": [case],
            "zf_entry": entries,
            "zf_facts": [self._renamed(facts) for facts in loaded.facts.values()],
            "zf_paper": papers,
            "zf_review": [self._renamed(row) for row in loaded.reviews],
            "zf_assessment": [self._renamed(row) for row in loaded.assessments],
            "zf_decision": [self._renamed(row) for row in loaded.decisions],
            "zf_fine": [self._renamed(row) for row in template.fines],
            "zf_term": [self._renamed(row) for row in loaded.terms],
            "zf_watch": [self._watched(row) for row in loaded.terms if row.status in ("open", "suspended")],
            "zf_track": [self._renamed(row) for row in loaded.tracks],
            "zf_docket": [self._renamed(template.docket)._replace(case_number=number[1] if number else None)],
        }

    def assignees(self, officers: Sequence[str]) -> Iterator[AssigneeRecord]:
        case = self.template.loaded.case
        for officer in dict.fromkeys(officers):
            yield AssigneeRecord(self.new(case.id), officer, self.new(f"handler/{officer}"), case.agency_id, 0)

    def entered(self, entry: Indexed, place: int) -> SearchEntryRecord:
        return SearchEntryRecord(place, self.new(entry.id), entry.agency_id, self.new(entry.case_id), entry.seq)

    def _watched(self, term: TermRecord) -> WatchRecord:
        """The watch over a term that runs, which nobody has looked at yet."""
        return WatchRecord(self.new(term.id), term.agency_id, self.new(term.case_id), "", 0, None, None)

    def _chained(self, numbers: Mapping[str, str]) -> Iterator[EntryRecord]:
        """The entries, each with the hash of the one before as it is now, and the numbers of papers that are the copy's own."""
        hashes: dict[str, str] = {}
        for entry in self.template.loaded.entries:
            body = self._text(entry.body)
            for old, new in (*hashes.items(), *numbers.items()):
                body = body.replace(old, new)
            facts = self.template.loaded.facts.get(entry.seq)
            if facts is not None:
                body = body.replace(commitment(facts.salt, facts.body), commitment(facts.salt, self._text(facts.body)))
            hashes[entry.hash] = entry_hash(body)
            before = hashes.get(entry.prev_hash or "")
            yield self._renamed(entry)._replace(body=body, hash=hashes[entry.hash], prev_hash=before)

    def _renamed(self, row: Any) -> Any:
        """The row with the copy's own ids."""
        return type(row)(*(self._text(cell) if isinstance(cell, str) else cell for cell in row))

    def _text(self, text: str) -> str:
        own = self.template.own
        return _UUID.sub(lambda found: self.new(found[0]) if found[0] in own else found[0], text)


def _registers(loaded: Loaded, register: Register) -> dict[str, str]:
    """The hash of the register that the case was played by, and that of the register it is planted under."""
    found = {json.loads(entry.body).get("register_hash") for entry in loaded.entries}
    return {old: register.digest for old in found if old and register.digest}


def _ends(docket: DocketRecord) -> dict[str, str]:
    return {"due": docket.due, "nominal": docket.due, "safe": docket.due}


def _called(docket: DocketRecord) -> Iterator[str]:
    yield from filter(None, (docket.party, docket.party_code, docket.case_number, docket.id))


_DIGITS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def _code(number: int) -> str:
    """A made-up 统一社会信用代码 of no region, with its check digit (GB 32100)."""
    stem = f"91000000MA{number:07d}"
    total = sum(_DIGITS.index(digit) * weight for digit, weight in zip(stem, _WEIGHTS, strict=True))
    return stem + _DIGITS[-total % 31]
