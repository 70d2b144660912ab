"""``zhifa case list``, ``show``, ``options``, ``history``, ``terms``, ``papers``, ``form``: what reads a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import Actor, AsJson, Behalf, Case, DatabaseUrl, FilesFolder, TemplatesFolder
from zhifa.cli.faults import Unusable, reasons
from zhifa.cli.inputs import behalf, case_id, officer
from zhifa.cli.opening import open_office
from zhifa.cli.output import emit, local, note, progress, say, show_table, titled
from zhifa.engine.quoted import keyed, shown

if TYPE_CHECKING:
    from zhifa.engine.decide import Option
    from zhifa.engine.history import HistoryLine
    from zhifa.engine.office import Office
    from zhifa.workflows.cited import Changed

StepName = Annotated[str, typer.Argument(metavar="步骤", help="步骤名称，见 zhifa workflow list 流程")]
WorkflowName = Annotated[str, typer.Option("--workflow", metavar="流程", help="流程名称，见 zhifa workflow list")]
Everything = Annotated[bool, typer.Option("--all", help="连同现处状态下不能进行的步骤一并列出")]
Out = Annotated[Path | None, typer.Option(metavar="目录", help="把文书写成网页存入此目录")]
Pdf = Annotated[bool, typer.Option("--pdf", help="同时存为 PDF/A，要和 --out 一起用")]
Docx = Annotated[
    bool, typer.Option("--docx", help="同时存为可编辑的 Word 文件（以签章的版式文件为准），要和 --out 一起用")
]


def list_(*, database: DatabaseUrl, json: AsJson = False) -> None:
    """列出全部案件；立案后程序的定义有改动的，照样列出并注明。"""
    found: list[dict[str, Any]] = []
    changed: list[dict[str, str]] = []
    with open_office(database) as office, progress(office.cases(), label="读取案件") as ids:
        for one in ids:
            _read(office, one, found, changed)
    if json:
        emit({"cases": found, "changed": changed})
    else:
        rows = [*map(_listed, found), *map(_listed_by_record, changed)]
        show_table(("编号", "案由", "当事人", "现处", "版本", "登记时间", "关联案件"), rows)
        say(f"共 {len(rows)} 件")
    if changed:
        note(
            f"其中 {len(changed)} 件的程序在立案后改动（{changed[0]['reason']}），要用立起它们的版本办理；记录可用 zhifa case history 查看"
        )


def _read(office: Office, case: str, found: list[dict[str, Any]], changed: list[dict[str, str]]) -> None:
    """A case goes to ``found``; one of a procedure that is not declared here as it was goes to ``changed``, as its record tells it."""
    from zhifa.cli.summaries import case_summary
    from zhifa.engine.errors import WorkflowChanged, WorkflowUnknown

    try:
        found.append(case_summary(office.case(case), related=office.related(case)))
    except (WorkflowChanged, WorkflowUnknown) as error:
        lines = office.history(case)
        told = {"opened_at": lines[0].recorded_at, "state_label": lines[-1].to_label, "reason": str(error)}
        changed.append({"id": case, **told})


def _listed_by_record(c: dict[str, str]) -> tuple[str, ...]:
    return c["id"], "", "", f"{c['state_label']}（程序已改动）", "", local(c["opened_at"]), ""


def _listed(c: dict[str, Any]) -> tuple[str, ...]:
    state, opened, related = c["state"]["label"], local(c["opened_at"]), len({one["case"] for one in c["related"]})
    return c["id"], c["cause"], c["party"], state, str(c["version"]), opened, str(related or "")


def show(*, case: Case, database: DatabaseUrl, json: AsJson = False) -> None:
    """查看案件现状：所处状态、承办人、关联案件、进行中的事项和期限、审核、决定、文书。"""
    from zhifa.cli.register_law import told
    from zhifa.cli.summaries import case_summary
    from zhifa.engine.clock import SystemClock
    from zhifa.engine.instants import legal_day
    from zhifa.workflows.cited import changed

    with open_office(database) as office:
        found = office.case(case_id(office, case))
        register = office.agency_register(found.agency_id)
        summary = case_summary(found, register, related=office.related(found.id))
        refused = len(office.refused(found.id))
    articles = changed(found, register.shelf, legal_day(SystemClock().now()))
    if json:
        texts = [
            {"law": one.law, "article": one.article, "then": told(one.then), "now": told(one.now)} for one in articles
        ]
        emit({"case": {**summary, "refused_attempts": refused, "changed_articles": texts}})
        return
    say(*_shown(summary), *_both_texts(articles))
    if refused:
        say(f"被拒绝　　{refused} 次，仍在案")


def _shown(summary: dict[str, Any]) -> Iterator[str]:
    state = summary["state"]
    yield f"案件　　　{summary['id']}{'（演示）' if summary['replay'] else ''}"
    yield f"流程　　　{summary['workflow']['label']} 第{summary['workflow']['version']}版"
    yield f"案由　　　{summary['cause']}"
    yield f"当事人　　{summary['party']}"
    yield f"现处　　　{state['label']}（{state['phase_label']}阶段）{'，已终结' if state['ended'] else ''}"
    yield f"版本　　　{summary['version']}"
    yield f"登记时间　{local(summary['opened_at'])}"
    yield f"承办人　　{'、'.join(one['name'] for one in summary['handlers']) or '尚未确定'}"
    for other in summary["related"]:
        yield f"关联案件　{other['case']}，{other['relation']}{'（该案登记）' if other['said_there'] else ''}"
    for track in summary["tracks"]:
        yield f"进行中　　{keyed(track['label'], track['key'])}，{track['opened_on']}起"
    for term in summary["terms"]:
        waits = f"，待送达：{term['waits']}" if term["waits"] else ""
        provisional = "（暂定）" if term["provisional"] else ""
        yield f"期限　　　{keyed(term['label'], term['key'])}，{term['due']} 届满{provisional}{waits}"
    for review in summary["reviews"]:
        yield f"法制审核　第{review['round']}轮，{'同意' if review['outcome'] == 'agreed' else '存在问题'}"
    for decision in summary["decisions"]:
        yield f"决定　　　{decision['label']}，{local(decision['decided_at'])}"
    for paper in summary["papers"]:
        yield f"文书　　　{paper['issued_on']}　{titled(paper['title'], paper['number'])}"


def _both_texts(articles: Iterable[Changed]) -> Iterator[str]:
    """Of each article that the draft cites and that changed since the violation, the text of that day and today's (处罚法 37)."""
    from zhifa.cli.register_law import text_lines

    for one in articles:
        yield f"条文有变　《{one.law}》{one.article}，违法行为之日的文本："
        yield from text_lines(one.then)
        yield "　　　　　现在的文本："
        yield from text_lines(one.now)


def options(
    *, case: Case, actor: Actor, database: DatabaseUrl, principal: Behalf = None, templates: TemplatesFolder = None,
    everything: Everything = False, json: AsJson = False,
) -> None:  # fmt: skip
    """列出某人现在可以办理的步骤，不能办理的写明全部理由。"""
    with open_office(database, templates=templates) as office:
        found = office.case(case_id(office, case))
        register = office.agency_register(found.agency_id)
        who = officer(register, actor, field="--as")
        answers = office.options(found.id, who, on_behalf_of=behalf(register, principal))
        notes = [one.note for one in office.recordings(found.id) if one.note]
    if json:
        told = {"case": found.id, "version": found.version, "actor": who}
        emit(told | {"options": [_option(one) for one in answers], "notes": notes})
        return
    allowed = [one for one in answers if one.allowed]
    say(f"可以办理（{len(allowed)}）" if allowed else "现在没有可以办理的步骤")
    say(*(f"　　{one.transition.name}　{one.transition.label}" for one in allowed))
    for one in answers:
        if not one.allowed and (everything or found.state in one.transition.sources):
            say(
                f"不能办理　{one.transition.name}　{one.transition.label}",
                *_indented(reasons(refusal.as_dict() for refusal in one.refusals)),
            )
    say(*(f"提示　　　{one}" for one in notes))


def _indented(text: str) -> Iterator[str]:
    return (f"　　{line}" for line in text.splitlines())


def _option(option: Option) -> dict[str, Any]:
    return {
        "transition": option.transition.name,
        "label": option.transition.label,
        "allowed": option.allowed,
        "refusals": [refusal.as_dict() for refusal in option.refusals],
    }


def history(*, case: Case, database: DatabaseUrl, json: AsJson = False) -> None:
    """查看全过程记录，由先到后。"""
    from dataclasses import asdict

    with open_office(database) as office:
        found = case_id(office, case)
        lines = office.history(found)
    if json:
        emit({"case": found, "entries": [asdict(line) | {"papers": _papers(line)} for line in lines]})
        return
    show_table(("号", "办理时间", "登记时间", "步骤", "办理人", "现处", "文书"), (_entry(line) for line in lines))


def _entry(line: HistoryLine) -> tuple[str, ...]:
    papers = "、".join(f"{title} {number}" if number else title for _, title, number in line.papers)
    label = line.label + (f"（更正第{line.corrects}号）" if line.corrects is not None else "")
    recorded = local(line.recorded_at) + ("（补录）" if line.late else "")
    return (
        str(line.seq),
        local(line.occurred_at),
        recorded,
        label,
        f"{line.actor}（{line.post}）" + (f"，代{line.on_behalf_of}" if line.on_behalf_of else ""),
        line.to_label,
        papers,
    )


def _papers(line: HistoryLine) -> list[dict[str, str | None]]:
    return [{"code": code, "title": title, "number": number} for code, title, number in line.papers]


def terms(*, case: Case, database: DatabaseUrl, json: AsJson = False) -> None:
    """查看全部期限及其算法：依据、起算、逐日计数、顺延、届满。"""
    from zhifa.cli.summaries import term_lines, term_summary

    with open_office(database) as office:
        found = case_id(office, case)
        rows = office.terms(found)
    if json:
        emit({"case": found, "terms": [term_summary(row) for row in rows]})
        return
    for row in rows:
        say(*term_lines(row), "")
    if not rows:
        say("还没有期限")


def papers(
    *, case: Case, database: DatabaseUrl, files: FilesFolder = None, out: Out = None, pdf: Pdf = False, docx: Docx = False, json: AsJson = False
) -> None:  # fmt: skip
    """列出文书；给出 --out 的，存为网页，按需存为 PDF 和 Word 文件；已签章的，PDF 是签章的文件（要给出 --files）。"""
    from zhifa.cli.papers import write_papers
    from zhifa.cli.signed_files import kept_store, seal_mark, standing_seals, write_signed
    from zhifa.cli.summaries import paper_summary, seal_summary

    for option, given in (("--pdf", pdf), ("--docx", docx)):
        if given and out is None:
            raise Unusable(f"{option} 要和 --out 目录 一起用")
    with open_office(database, kept_store(files) if pdf else None) as office:
        found = case_id(office, case)
        issued, every = office.papers(found), office.seals.of(found)
        seals = standing_seals(every)
        codes = frozenset(paper.code for paper in issued)
        types = {"pdf": codes if pdf else (), "docx": codes if docx else ()}
        written = write_papers(issued, out, fonts=office.fonts, **types) if out else {}
        signed = write_signed(office, seals, written) if pdf and files else 0
    listed: list[dict[str, Any]] = [
        paper_summary(paper)
        | {"files": [str(path) for path in written.get(paper.id, ())]}
        | {"seal": seal_summary(seals[paper.id]) if paper.id in seals else None}
        | {"replaced": [seal_summary(s) for s in every if s.paper_id == paper.id and s != seals[paper.id]]}
        for paper in issued
    ]
    if pdf and seals and not files:
        note(f"有 {len(seals)} 份文书已签章；没有写 --files，存的是没有签章的 PDF")
    if json:
        emit({"case": found, "papers": listed})
        return
    rows = (
        (str(p["seq"]), p["code"], p["title"], p["number"] or "", p["issued_on"], seal_mark(p["seal"])) for p in listed
    )
    show_table(("号", "种类", "名称", "文号", "日期", "签章"), rows)
    if out:
        say(f"已存入 {out}{f'，其中 {signed} 份 PDF 是签章的文件' if signed else ''}")


def form(*, step: StepName, workflow: WorkflowName = "penalty_ordinary") -> None:
    """输出某步骤填报内容的 JSON Schema：有哪些项、哪些必填、各是什么。"""
    from zhifa.cli.form_schema import form_schema
    from zhifa.cli.workflow import find

    found = find(workflow)
    if step not in found.by_name:
        raise Unusable(f"{found.label}没有步骤{shown(step)}；用 zhifa workflow list {found.name} 查看全部步骤")
    emit(form_schema(found, found.by_name[step]))
