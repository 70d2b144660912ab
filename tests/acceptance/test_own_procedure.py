"""A host brings a procedure of its own: no line of zhifa knows it, and everything that is not about penalties works for it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from command_line import CommandLine, variables
from own_procedure import FOLDER, installed
from warm_program import warm_program
from zhifa.engine.books.roles import LABELS
from zhifa.engine.bundle_check import check_bundle
from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Command, Opening
from zhifa.engine.errors import CommandRefused, WorkflowForeign
from zhifa.engine.instants import SHANGHAI
from zhifa.engine.office import SHIPPED, Office
from zhifa.engine.register_journal import Source
from zhifa.engine.workflow import Workflow
from zhifa.registers.intake import read_sheets

ROOT = Path(__file__).parents[2]
APPLICATION = {
    "applicant": "示例砂石有限公司", "applicant_kind": "organisation", "river": "示例河", "section": "示例段", "tons": 1000,
    "materials": ["申请书"],
}  # fmt: skip


class Counter:
    """An office with the procedure beside those of zhifa, and an application on its way."""

    def __init__(self, url: str, workflow: Workflow) -> None:
        self.clock = FixedClock(datetime(2026, 3, 2, 9, tzinfo=SHANGHAI))
        self.office = Office.open(url, workflows=(*SHIPPED, workflow), clock=self.clock)
        register = self.office.import_register((FOLDER / "register.json").read_text(encoding="utf-8"))
        posts = read_sheets([FOLDER / "assignment.csv"])
        self.office.books.take(register.agency.id, posts.lines, source=Source(kind="file"))
        self.ids = {officer.name: officer.id for officer in register.officers.values()}
        self.case = self.applied()

    def applied(self) -> str:
        """The case of a new application."""
        now = self.clock.now()
        actor, key = self.ids["许可经办人甲"], now.isoformat()
        opening = Opening(workflow="river_sand_permit", actor=actor, occurred_at=now, key=key, facts=APPLICATION)
        return self.office.register(opening).case_id

    def do(self, step: str, by: str, *, instead_of: str | None = None, **facts: Any) -> str:
        """Take a step an hour later, and say where the case stands."""
        self.clock.advance(timedelta(hours=1))
        version = self.office.case(self.case).version
        command = Command(
            case_id=self.case, transition=step, actor=self.ids[by], occurred_at=self.clock.now(), expected_version=version,
            key=f"{self.case}/{step}/{version}", facts=facts, on_behalf_of=self.ids[instead_of] if instead_of else None,
        )  # fmt: skip
        return self.office.perform(command).state

    def proposed(self, *, navigation: bool) -> str:
        """Accept the application, look at the river, and propose to grant it."""
        self.do("accept", "许可经办人甲", receipt="示例受〔2026〕1号")
        both = [self.ids["许可经办人甲"], self.ids["许可经办人乙"]]
        self.do(
            "check_site", "许可经办人甲", officers=both, findings="河段宽阔。", navigation=navigation, neighbours=False
        )
        self.do("examine_plan", "技术审查人员甲", sound=True, opinion="方案可行。")
        return self.do("propose", "许可经办人甲", grant=True, tons=800, until="2026-12-31", reason="符合条件。")

    def ended(self) -> str:
        """Decide, deliver and close."""
        self.do("grant", "机关负责人甲", number="示例采许〔2026〕1号")
        self.do("deliver", "许可经办人甲", receiver="示例砂石有限公司")
        return self.do("close", "公示发布人甲", published_at="本机关网站")


@pytest.fixture(scope="module")
def procedure() -> Iterator[Workflow]:
    """The procedure, imported as its package is once it is on the path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        from river_sand_permit import RIVER_SAND_PERMIT

        yield RIVER_SAND_PERMIT


@pytest.fixture
def counter(migrated_sqlite_url: str, procedure: Workflow) -> Iterator[Counter]:
    from river_sand_permit.admit import admit

    admit(migrated_sqlite_url)
    opened = Counter(migrated_sqlite_url, procedure)
    yield opened
    opened.office.close()


def refused(counter: Counter, step: str, by: str, **facts: Any) -> set[str]:
    with pytest.raises(CommandRefused) as raised:
        counter.do(step, by, **facts)
    return {refusal.code for refusal in raised.value.refusals}


def test_a_case_that_the_catalogue_frees_is_decided_without_review_and_one_that_it_does_not_is_not(
    counter: Counter,
) -> None:
    assert counter.proposed(navigation=False) == "permit_cleared"
    assert counter.ended() == "permit_closed"
    assert counter.office.case(counter.case).reviews == ()
    assert counter.office.verify(counter.case) == ()

    counter.case = counter.applied()
    assert counter.proposed(navigation=True) == "permit_reviewing"
    assert refused(counter, "grant", "机关负责人甲", number="示例采许〔2026〕2号") >= {"wrong_state", "review_missing"}
    assert counter.do("agree", "审核人甲", opinion="同意。") == "permit_cleared"
    assert counter.ended() == "permit_closed"
    assert counter.office.verify(counter.case) == ()
    assert check_bundle(counter.office.bundle(counter.case)).findings == ()
    assert {term.status for term in counter.office.terms(counter.case)} == {"met"}
    assert counter.office.sweep().faults == 0
    for penalties_only in (counter.office.dossier, counter.office.scrutinise):
        with pytest.raises(WorkflowForeign, match="办的是河道采砂许可，没有案卷"):
            penalties_only(counter.case)


def test_its_checks_refuse_with_reasons_of_their_own(migrated_sqlite_url: str, procedure: Workflow) -> None:
    counter = Counter(migrated_sqlite_url, procedure)
    one, head = counter.ids["许可经办人甲"], "机关负责人甲"
    proposal = {"grant": True, "tons": 800, "until": "2026-12-31", "reason": "符合条件。"}
    with counter.office:
        counter.do("accept", "许可经办人甲", receipt="示例受〔2026〕1号")
        site = {"findings": "河段宽阔。", "navigation": True, "neighbours": False}
        assert refused(counter, "check_site", "许可经办人甲", officers=[one], **site) == {"permit_too_few_checkers"}
        counter.do("ask_experts", "许可科负责人甲", question="冲淤。", told_on="2026-03-02")
        assert refused(counter, "propose", "许可经办人甲", **proposal) == {
            "permit_site_unchecked",
            "permit_plan_unexamined",
            "permit_experts_out",
        }
        assert refused(counter, "examine_plan", "许可经办人甲", sound=True, opinion="可行。") == {"no_role"}
        counter.do("examine_plan", "技术审查人员甲", sound=False, opinion="冲刷堤脚。")
        counter.do("hear_experts", "许可经办人甲", opinion="可以。")
        assert counter.do("extend", head, days=10, reason="汛期。") == "permit_examined"
        assert refused(counter, "extend", head, days=10, reason="汛期。") == {"permit_extended_before"}
        reviewer = counter.ids["审核人甲"]
        counter.do("check_site", "许可经办人甲", officers=[one, reviewer], **site)
        assert refused(counter, "propose", "许可经办人甲", **proposal) == {"permit_plan_unsound"}
        counter.do("examine_plan", "技术审查人员甲", sound=True, opinion="方案修改后可行。")
        counter.do("propose", "许可经办人甲", **proposal)
        assert refused(counter, "agree", "审核人甲", opinion="同意。") == {"permit_reviewer_involved"}


def test_a_step_of_it_that_names_a_paper_of_penalties_is_refused(migrated_sqlite_url: str, procedure: Workflow) -> None:
    steps = (replace(t, papers=("D01",), no_paper=None) if t.name == "accept" else t for t in procedure.transitions)
    counter = Counter(migrated_sqlite_url, replace(procedure, transitions=tuple(steps)))

    with counter.office:
        assert refused(counter, "accept", "许可经办人甲", receipt="示例受〔2026〕1号") == {"paper_not_issuable"}


def test_a_deputy_acts_in_a_role_of_its_own_while_the_register_says_so(
    migrated_sqlite_url: str, procedure: Workflow, tmp_path: Path
) -> None:
    counter = Counter(migrated_sqlite_url, procedure)
    sheet = tmp_path / "deputy.csv"
    sheet.write_text(
        "被代行人工号,代行人工号,岗位,事由,有效期自,有效期至\n015,002,技术审查人员,外出,2026-03-01,2026-03-02\n"
    )
    examined = {"sound": True, "opinion": "可行。"}
    with counter.office as office:
        agency = office.registers()[0].agency.id
        office.books.take(agency, read_sheets([sheet]).lines, source=Source(kind="file"))
        counter.do("accept", "许可经办人甲", receipt="示例受〔2026〕1号")
        assert refused(counter, "examine_plan", "许可经办人乙", **examined) == {"deputy_not_declared"}
        assert counter.do("examine_plan", "许可经办人乙", instead_of="技术审查人员甲", **examined) == "permit_examined"
        counter.clock.advance(timedelta(days=1))
        assert refused(counter, "examine_plan", "许可经办人乙", instead_of="技术审查人员甲", **examined) == {
            "not_a_deputy"
        }


def test_a_role_of_its_own_goes_out_and_in_by_its_label_and_stays_readable_when_the_procedure_is_taken_away(
    tmp_path: Path, migrated_sqlite_url: str, procedure: Workflow
) -> None:
    Counter(migrated_sqlite_url, procedure).office.close()
    (tmp_path / "site").mkdir()
    with_it = CommandLine(
        folder=tmp_path, database=migrated_sqlite_url, modules=":".join(map(str, installed(tmp_path / "site")))
    )
    with_it.done("register", "export", "out")
    assert "015,技术审查人员,河道科" in (tmp_path / "out" / "assignment.csv").read_text(encoding="utf-8-sig")
    assert "没有写入" in with_it.done("register", "import", "out").out

    without = replace(with_it, modules=None)
    assert "permit_examiner " in without.done("register", "show").out
    told = without("register", "check", "--strict", "--json")
    (fault,) = (one for one in told.json["findings"] if one["level"] == "fault")
    assert (told.code, fault["book"], fault["text"].partition("，")[0]) == (
        1,
        "assignment",
        "没有一个流程有岗位“permit_examiner”",
    )
    refusal = without("register", "import", "out")
    assert refusal.code != 0
    assert "“岗位”的值「技术审查人员」：应为承办人、" in refusal.err
    key = "015|permit_examiner|河道科|2015-01-01"
    assert key in without.done("register", "end", "assignment", key, "--on", "2026-03-01", "--reason", "流程停用").out


def test_no_line_of_zhifa_knows_it(procedure: Workflow) -> None:
    known = {state.name for state in procedure.states} | {procedure.name}
    known |= {guard.name for step in procedure.transitions for guard in step.guards}
    known |= {reason.code for step in procedure.transitions for guard in step.guards for reason in guard.refuses}
    known |= {start.term.code for step in procedure.transitions for start in step.starts}
    known |= {opening.track.name for step in procedure.transitions for opening in step.opens}
    known |= {role.name for role in procedure.roles if role.name not in LABELS}
    ours = [
        path
        for folder in ("engine", "workflows", "storage", "documents", "src")
        for path in (ROOT / folder).rglob("*.py")
    ]

    any_of_them = re.compile("|".join(map(re.escape, known)))
    found = {name for path in ours for name in any_of_them.findall(path.read_text(encoding="utf-8"))}

    assert len(ours) > 400
    assert found == set()


def test_the_guide_runs_as_written(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "own-procedure.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"<!-- run -->\n```sh\n(.*?)```", guide, re.DOTALL)
    for name in ("register.json", "assignment.csv"):
        (tmp_path / name).symlink_to(FOLDER / name)
    (tmp_path / "site").mkdir()
    modules = ":".join(map(str, installed(tmp_path / "site")))

    with warm_program(tmp_path) as programs:
        path = f"{programs}:{Path(sys.executable).parent}:{variables()['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], stdin=subprocess.DEVNULL, cwd=tmp_path,
            env=variables(PATH=path, PYTHONPATH=modules), capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert re.search(r"^技术审查人员 +全部 +全机关", done.stdout, re.MULTILINE)
    assert "核对 1 件，记录完整" in done.stdout
    assert "办结" in done.stdout
