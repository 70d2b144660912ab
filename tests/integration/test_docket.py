"""Lists, counts and searches tell what the case files say, within the reach of who asks, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from case_desk import Desk, register_text
from command_line import CommandLine
from docket_oracle import Oracle
from office_rows import Rows
from older_database import at_migration
from penalty_steps import Plot
from zhifa.engine import docket_room
from zhifa.engine.correct import Correction
from zhifa.engine.docket_page import COUNTED, DocketAsked, DocketPage, Order, Place
from zhifa.engine.errors import CommandRefused, NotThere
from zhifa.engine.handover import HandingOver
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.reader import Reader
from zhifa.engine.vocabulary import Phase
from zhifa.storage import search
from zhifa.storage.errors import CaseUnknown
from zhifa.storage.records import SearchEntryRecord

NOBODY = "00000000-0000-4000-8000-00000000ffff"
STATES = (
    "reported",
    "filed",
    "investigating",
    "notifying",
    "reviewing",
    "approving",
    "serving",
    "performing",
    "archived",
)
SCOPED = {"承办人甲": "unit", "承办人乙": "unit", "承办人丙": "unit", "承办机构负责人甲": "unit"}
WHO = ("承办人甲", "承办人丙", "承办机构负责人甲", "审核人甲", "机关负责人甲", "监督人员甲", "公示采集人甲")
ASKED = {
    "all": DocketAsked(),
    "moved": DocketAsked(order=Order.MOVED),
    "running": DocketAsked(ended=False),
    "ended": DocketAsked(ended=True),
    "phase": DocketAsked(phases=(Phase.START, Phase.REVIEW)),
    "state": DocketAsked(states=("reviewing",), workflows=("penalty_ordinary",)),
    "overdue": DocketAsked(overdue=True),
    "waiting": DocketAsked(waiting=True),
    "unit": DocketAsked(unit="执法二科"),
    "act": DocketAsked(acts=("licence",)),
    "no replay": DocketAsked(replay=False),
    "opened": DocketAsked(opened_from=date(2026, 3, 3), opened_until=date(2026, 3, 20)),
}


def _register() -> str:
    register = json.loads(register_text())
    for officer in register["officers"]:
        for post in officer["assignments"]:
            if officer["name"] in SCOPED:
                post["scope"] = SCOPED[officer["name"]]
    return json.dumps(register, ensure_ascii=False)


class Scoped(Desk):
    """An agency with posts that reach their unit alone, and cases in every phase, one of them of another unit."""

    def __init__(self, url: str) -> None:
        super().__init__(url, import_register=False)
        self.office.import_register(_register())
        self.cases = [self.bring_to(state, Plot(hearing=state == "reviewing")) for state in STATES]
        self.moved = self.bring_to("investigating")
        for old in ("承办人甲", "承办人乙"):
            self._hand_over(self.moved, old, "承办人丙" if old == "承办人甲" else "审核人乙")
        self.cases += [self.moved, self.open_case(replay=True)]

    def _hand_over(self, case_id: str, old: str, new: str) -> None:
        self.office.hand_over(
            HandingOver(
                case_id=case_id, old=self.ids[old], new=self.ids[new], reason="岗位调整。", actor=self.ids["承办机构负责人甲"],
                occurred_at=self.clock.now(), expected_version=self.office.case(case_id).version, key=self.key(),
            )
        )  # fmt: skip

    def reader(self, who: str) -> Reader:
        return self.office.reader(self.ids[who])


@pytest.fixture(scope="module")
def sqlite_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scoped]:
    from zhifa.storage import migrate
    from zhifa.storage.database import Database

    url = f"sqlite:///{tmp_path_factory.mktemp('docket') / 'cases.db'}"
    database = Database.open(url)
    migrate.init(database)
    database.close()
    with Scoped(url) as desk:
        yield desk


def paged(ask: Callable[..., DocketPage], asked: DocketAsked, limit: int = 2) -> list[str]:
    """All cases of a list, page by page."""
    found: list[str] = []
    after: Place | None = None
    while True:
        page = ask(asked, after=after, limit=limit)
        found += [line.case_id for line in page.lines]
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("who", WHO)
def test_lists_tell_what_the_files_say(sqlite_desk: Scoped, who: str) -> None:
    reader = sqlite_desk.reader(who)
    oracle = Oracle(office=sqlite_desk.office, reader=reader)
    for name, asked in ASKED.items():
        assert paged(reader.docket, asked) == oracle.docket(asked), name
        assert paged(reader.mine, asked) == oracle.mine(asked), name


def test_lists_of_many_tell_the_same_as_lists_of_few(sqlite_desk: Scoped, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> dict[tuple[str, str], list[str]]:
        readers = {who: sqlite_desk.reader(who) for who in WHO}
        for reader in readers.values():
            reader.room._fewness._told.clear()
        return {(who, name): paged(one.docket, asked) for who, one in readers.items() for name, asked in ASKED.items()}

    gathered = told()
    monkeypatch.setattr(docket_room, "FEW", 0)
    assert told() == gathered


def test_who_sees_what(sqlite_desk: Scoped) -> None:
    desk, every = sqlite_desk, set(sqlite_desk.cases)
    seen = {who: set(paged(desk.reader(who).docket, DocketAsked(), 50)) for who in WHO}
    assert seen["机关负责人甲"] == seen["审核人甲"] == seen["监督人员甲"] == every
    assert seen["承办机构负责人甲"] == seen["承办人甲"] == every - {desk.moved}
    assert seen["承办人丙"] == {desk.moved}
    assert seen["公示采集人甲"] == set()
    tasks = {who: set(paged(desk.reader(who).mine, DocketAsked(), 50)) for who in WHO}
    by_state = dict(zip(STATES, desk.cases, strict=False))
    assert by_state["reviewing"] in tasks["审核人甲"]
    assert by_state["approving"] in tasks["机关负责人甲"]
    assert by_state["investigating"] in tasks["承办人甲"]
    assert by_state["investigating"] not in tasks["机关负责人甲"]
    assert tasks["承办人丙"] == {desk.moved}
    assert tasks["监督人员甲"] == set()


def test_out_of_reach_reads_like_unknown(sqlite_desk: Scoped) -> None:
    desk = sqlite_desk
    head, stranger = desk.reader("机关负责人甲"), desk.reader("承办人丙")
    archived = desk.cases[STATES.index("archived")]
    paper = desk.office.papers(archived)[0]
    assert head.paper(paper.id) == paper
    for case_id in (archived, NOBODY):
        with pytest.raises(CaseUnknown) as refused:
            stranger.case(case_id)
        assert str(refused.value) == str(CaseUnknown(case_id))
        with pytest.raises(CaseUnknown):
            stranger.related(case_id)
    for paper_id in (paper.id, NOBODY):
        with pytest.raises(NotThere, match="no such paper"):
            stranger.paper(paper_id)
    with pytest.raises(LookupError):
        desk.office.reader(NOBODY)


def test_masks_fall_for_those_who_act(sqlite_desk: Scoped) -> None:
    desk = sqlite_desk
    case = desk.office.case(desk.cases[STATES.index("investigating")])
    whole = {who: desk.reader(who).sees_whole(case) for who in WHO}
    assert whole == {
        "承办人甲": True, "承办人丙": False, "承办机构负责人甲": True, "审核人甲": True, "机关负责人甲": True, "监督人员甲": False,
        "公示采集人甲": False,
    }  # fmt: skip


def test_who_opened_a_case_sees_it_whole_until_somebody_handles_it(sqlite_desk: Scoped) -> None:
    opened, assigned = (
        sqlite_desk.office.case(sqlite_desk.cases[index]) for index in (-1, STATES.index("investigating"))
    )
    assert not opened.workflow.handlers(opened)
    opener = next(who for who, officer in sqlite_desk.ids.items() if officer == opened.acts[0].actor)
    assert opener == "承办人甲"
    assert sqlite_desk.reader(opener).sees_whole(opened)
    assert opened.acts[0].actor in assigned.workflow.handlers(assigned)  # and goes on to as a handler
    assert not sqlite_desk.reader("承办人丙").sees_whole(opened)


def test_the_agenda_is_asked_within_reach(sqlite_desk: Scoped) -> None:
    desk, agenda = sqlite_desk, sqlite_desk.office.agenda
    for who in WHO:
        reader = desk.reader(who)
        seen, asked = set(paged(reader.docket, DocketAsked(), 50)), reader.asked()
        assert {term.row.case_id for term in agenda.ending(asked, limit=100).terms} == {
            term.row.case_id for term in agenda.ending(limit=100).terms if term.row.case_id in seen
        }
        total = sum(tally.total for tally in agenda.tallies(asked).by_term)
        running = [t for c in seen for t in desk.office.terms(c) if t.status in ("open", "suspended")]
        assert total == len([term for term in running if not desk.office.case(term.case_id).replay])


def test_counts_and_statistics_agree_with_the_lists(sqlite_desk: Scoped) -> None:
    for who in WHO:
        reader = sqlite_desk.reader(who)
        counts, every = reader.counts(), Oracle(office=sqlite_desk.office, reader=reader)
        of = {name: len(every.docket(DocketAsked(replay=False, **given))) for name, given in _TABS.items()}
        assert {name: getattr(counts, name).number for name in _TABS} == of
        assert counts.mine.number == len(every.mine(DocketAsked()))
        figures = reader.figures()
        assert figures.total.cases - figures.total.ended == counts.running.number <= COUNTED
        assert figures.total.overdue == counts.overdue.number
        for groups in (figures.by_act, figures.by_workflow, figures.by_phase, figures.by_month):
            assert sum(one.cases for one in groups) == figures.total.cases


_TABS: dict[str, dict[str, Any]] = {
    "running": {"ended": False}, "overdue": {"overdue": True}, "waiting": {"waiting": True},
}  # fmt: skip


def test_a_line_bears_labels_and_names(sqlite_desk: Scoped) -> None:
    desk = sqlite_desk
    line = desk.reader("机关负责人甲").lines((desk.moved,))[desk.moved]
    assert (line.workflow_label, line.state_label, line.phase.label, line.act_label) == (
        "行政处罚普通程序", "调查", "调查", "行政处罚",
    )  # fmt: skip
    assert {one.name for one in line.handlers} == {"承办人丙", "审核人乙"}
    assert set(line.units) == {"执法二科", "法规科"}
    assert line.party == "当事人甲"
    assert line.case_number is not None
    assert line.due is not None
    assert line.days == (line.due - desk.reader("机关负责人甲").day).days


def test_on_both_databases_the_docket_follows_every_entry(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id = desk.bring_to("performing", Plot(hearing=True, fine=2_000_000))
        other = desk.bring_to("reviewing")
        reader = desk.office.reader(desk.ids["机关负责人甲"])
        oracle = Oracle(office=desk.office, reader=reader)
        for name, asked in ASKED.items():
            assert paged(reader.docket, asked) == oracle.docket(asked), name
            assert paged(reader.mine, asked) == oracle.mine(asked), name
        assert reader.counts().running.number == reader.figures().total.cases == 2
        assert {one.key for one in reader.figures().by_unit} == {"执法一科"}
        agenda = desk.office.agenda
        unit = desk.office.reader(desk.ids["承办人丙"])
        assert agenda.ending(reader.asked(), limit=100) == agenda.ending(limit=100)
        assert unit.asked().scope is None
        assert desk.office.reindex().differed == 0
        rows.run("DELETE FROM zf_docket WHERE id = ?", case_id)
        rows.run("UPDATE zf_docket SET due = '2020-01-01' WHERE id = ?", other)
        assert (desk.office.restore_docket().differed, desk.office.reindex().differed) == (1, 1)
        assert desk.office.reindex().differed == 0


def test_on_both_databases_searches_find_what_was_said(migrated_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Desk(migrated_url) as desk:
        case_id = desk.bring_to("performing")
        decision = next(paper for paper in desk.office.papers(case_id) if paper.code == "D33")
        filed = next(paper for paper in desk.office.papers(case_id) if paper.code == "D02")
        desk.clock.advance(timedelta(days=1))
        other = desk.bring_to("investigating")
        reader = desk.office.reader(desk.ids["机关负责人甲"])

        def found(text: str, **page: Any) -> list[str]:
            return [line.case_id for line in reader.search(text, **page).lines]

        assert decision.number is not None
        assert filed.number is not None
        assert found(decision.number) == found(filed.number) == [case_id]
        assert found(decision.number.replace("〔", " [").replace("〕", "］")) == [case_id]
        assert found(case_id) == [case_id]
        assert found("当事人甲") == found("秸秆") == found("露天 当事人甲") == [other, case_id]
        assert found("焚烧秸秆") == found("　焚烧　秸秆 ") == [other, case_id]
        assert found("秸秆沙尘") == found("不存在的词") == found("7654321") == found("演示地址") == []
        first = reader.search("秸秆", limit=1)
        assert [line.case_id for line in first.lines] == [other]
        assert found("秸秆", after=first.after) == [case_id]
        named = reader.search("当事人甲", limit=1)
        assert found("当事人甲", after=named.after, limit=1) == [case_id]
        assert desk.office.reader(desk.ids["公示采集人甲"]).search("秸秆").lines == ()
        for text in ("王", " ", "秸秆 王", "。"):
            with pytest.raises(ValueError, match="检索"):
                reader.search(text)
        desk.office.reindex()
        assert found("秸秆") == [other, case_id]
        assert found(filed.number) == [case_id]

        far = {20_000: case_id, 90_000: case_id, 500_000: other}  # entries of other eras of the index
        entries = [
            SearchEntryRecord(place, f"far{place}", reader.agency_id, case, place) for place, case in far.items()
        ]
        with desk.office._database.write() as store:
            store.planting.load({"zf_search_entry": entries}, [(place, "遥远") for place in far])
        assert found("遥远") == [other, case_id]
        assert reader.search("遥远").complete
        monkeypatch.setattr(search, "LOOKED", 1)
        newest = reader.search("遥远")
        assert ([line.case_id for line in newest.lines], newest.complete) == ([other], False)


def test_on_both_databases_an_erasure_is_completed_by_making_the_index_anew(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        opening, step = (desk.bring_to("verifying") for _ in range(2))
        me, reader = desk.ids["承办人甲"], desk.office.reader(desk.ids["机关负责人甲"])
        for case_id in (opening, step):
            desk.office.jottings.keep(
                me, reader.agency_id, place=case_id, step="inspect", version=2, typed={"facts.findings": "张三"}
            )
            with pytest.raises(CommandRefused):
                desk.do(case_id, "file", facts={"found": "张三"})
        rows.run("DELETE FROM zf_facts WHERE case_id = ? AND seq = 0", opening)
        rows.run("DELETE FROM zf_facts WHERE case_id = ? AND seq = 1", step)
        assert desk.office.reindex().left == ()
        assert desk.office.jottings.of(me) == ()
        assert rows.one("SELECT count(*) FROM zf_refusal WHERE case_id IN (?, ?)", opening, step) == 0
        assert [line.case_id for line in reader.search("当事人甲").lines] == [step]
        assert [line.case_id for line in reader.docket().lines] == [step]
        with pytest.raises(CaseUnknown):
            reader.case(opening)
        assert desk.office.reindex().differed == 0


def test_no_search_finds_a_case_by_a_private_value_corrected_or_not(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case_id, head = desk.bring_to("investigating"), desk.ids["承办机构负责人甲"]
        desk.office.correct(
            Correction(
                case_id=case_id, seq=0, path="party.address", new="改正后的门牌", reason="登记有误", occurred_at=desk.clock.now(),
                actor=desk.ids["承办人甲"], approver=head, expected_version=desk.office.case(case_id).version, key="correct",
            )
        )  # fmt: skip
        reader = desk.office.reader(desk.ids["机关负责人甲"])
        for _ in range(2):
            assert [line.case_id for line in reader.search("登记有误").lines] == [case_id]
            for text in ("门牌", "演示地址", "7654321"):
                assert reader.search(text).lines == (), text
            desk.office.reindex()


def test_on_both_databases_reads_are_on_record_for_good(migrated_url: str) -> None:
    with Desk(migrated_url) as desk, Rows(migrated_url) as rows:
        case_id, reads, me = desk.open_case(), desk.office.reads, desk.ids["承办人甲"]
        for _ in range(3):
            reads.note(me, case_id, "case")
        reads.note(me, case_id, "paper", "p-1")
        reads.note(me, NOBODY, "case")
        desk.clock.advance(timedelta(minutes=6))
        reads.note(me, case_id, "case")
        page = reads.of(case_id, limit=2)
        rest = reads.of(case_id, after=page.after, limit=2)
        told = [(one.what.value, one.item) for one in (*page.reads, *rest.reads)]
        assert sorted(told) == [("case", ""), ("case", ""), ("paper", "p-1")]
        assert told[0] == ("case", "")
        assert rest.after is None
        with pytest.raises(ValueError, match="levitation"):
            reads.note(me, case_id, "levitation")
        for sql in ("UPDATE zf_read SET what = 'paper'", "DELETE FROM zf_read"):
            with pytest.raises(Exception, match="zf_read refuses"):
                rows.run(sql)


def test_reads_that_wait_are_written_when_the_office_closes(migrated_sqlite_url: str) -> None:
    with Desk(migrated_sqlite_url) as desk:
        case_id = desk.open_case()
        desk.office.reads.note(desk.ids["承办人甲"], case_id, "case")
    with Rows(migrated_sqlite_url) as rows:
        assert rows.all("SELECT case_id, what FROM zf_read") == [(case_id, "case")]


@pytest.fixture
def older(migrated_sqlite_url: str, database_url: str) -> list[str]:
    """The cases of a database that stands at migration 0017, in ``database_url``; ``reported``, ``performing`` and ``archived``."""
    with Desk(migrated_sqlite_url) as desk:
        made = [desk.bring_to(state) for state in ("reported", "performing", "archived")]
    at_migration(database_url, "0017", migrated_sqlite_url)
    return made


def test_an_upgrade_by_the_command_line_lists_the_cases_there_were(
    older: list[str], database_url: str, tmp_path: Path
) -> None:
    zhifa = CommandLine(folder=tmp_path, database=database_url)
    assert "为 3 件案件建立了列表行和检索词" in zhifa.done("db", "upgrade").out
    assert "列表行" not in zhifa.done("db", "upgrade").out
    told = zhifa.done("db", "reindex").out
    assert "重建了 3 件案件的列表行" in told
    assert "与案卷不符的 0 件" in told
    with Desk(database_url, import_register=False) as desk:
        reader = desk.office.reader(desk.ids["机关负责人甲"])
        assert {line.case_id for line in reader.docket().lines} == set(older)
        assert {line.case_id for line in reader.search("焚烧秸秆").lines} == set(older)


def test_an_upgrade_by_an_office_goes_on_where_it_was_cut(older: list[str], database_url: str) -> None:
    with Desk(database_url, import_register=False, create=True) as desk, Rows(database_url) as rows:
        oracle = Oracle(office=desk.office, reader=desk.office.reader(desk.ids["机关负责人甲"]))
        assert paged(oracle.reader.docket, DocketAsked()) == oracle.docket(DocketAsked())
        entries = rows.one("SELECT count(*) FROM zf_search_entry WHERE case_id = ?", older[2])
        rows.run("DELETE FROM zf_search_entry WHERE case_id = ? AND seq > 3", older[2])
        rows.run("DELETE FROM zf_docket WHERE id = ?", older[1])
        told: list[tuple[int, int]] = []
        done = desk.office.restore_docket(told=lambda number, of: told.append((number, of)))
        assert (done.cases, done.differed, done.indexed, done.left) == (2, 1, entries - 4, ())
        assert told == [(2, 2)]


def test_a_case_of_people_who_are_gone_is_every_units(migrated_sqlite_url: str) -> None:
    with Scoped(migrated_sqlite_url) as desk:
        left, today = desk.moved, desk.clock.now().astimezone(SHANGHAI).date().isoformat()
        register = json.loads(_register())
        for officer in register["officers"]:
            if officer["name"] in ("承办人丙", "审核人乙"):
                officer["valid_to"] = today
                for post in officer["assignments"]:
                    post["valid_to"] = today
        desk.office.import_register(json.dumps(register, ensure_ascii=False))
        desk.clock.advance(timedelta(days=2))
        reader = desk.reader("承办机构负责人甲")
        assert (
            left
            in paged(reader.docket, DocketAsked(), 50)
            == Oracle(office=desk.office, reader=reader).docket(DocketAsked())
        )
        assert reader.counts().running.number == len(paged(reader.docket, DocketAsked(ended=False, replay=False), 50))
        assert reader.case(left).id == left
        gone = desk.reader("承办人丙")
        assert gone.reach.empty
        assert gone.docket().lines == gone.mine().lines == gone.search("秸秆").lines == ()
        assert gone.counts().running.number == gone.figures().total.cases == 0
