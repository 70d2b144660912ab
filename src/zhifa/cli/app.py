"""All commands in one tree."""

from __future__ import annotations

import typer

from zhifa.cli import (
    board,
    bundle,
    calendar,
    calendar_export,
    calendar_files,
    case_acts,
    case_reads,
    case_review,
    db,
    demo,
    discretion,
    dossier,
    evidence,
    evidence_claim,
    evidence_sweep,
    forecast,
    history,
    inbox,
    ledger,
    paper_catalogue,
    paper_check,
    paper_numbers,
    paper_preview,
    paper_samples,
    paper_seal,
    paper_seal_key,
    paper_signing,
    recording,
    register,
    register_check,
    register_end,
    register_export,
    register_history,
    register_import,
    register_law,
    register_pages,
    register_rights,
    replay,
    review,
    review_sheet,
    scenario,
    seed,
    serve,
    template,
    template_check,
    template_wording,
    term,
    term_check,
    term_diff,
    token,
    user,
    watch,
    workflow,
    workflow_diff,
    workflow_migrate,
)
from zhifa.cli.chinese import Group, command

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="行政执法案件流程引擎：办理案件、查看案件、核对记录、演示情景。",
    epilog=(
        "第一次用：zhifa demo 看演示；办案依次用 zhifa db init、register import、case new、case options、case do\n"
        "退出码：0 办成；1 被拒绝、查出问题或者数据库出错；2 输入不可用\n"
        "例：zhifa case show --help"
    ),
)


def _group(name: str, help_text: str) -> typer.Typer:
    group = typer.Typer(cls=Group, no_args_is_help=True)
    app.add_typer(group, name=name, help=help_text)
    return group


_db = _group("db", "建立、升级数据库。")
command(_db, "init", "zhifa db init --database sqlite:///cases.db")(db.init)
command(_db, "upgrade", "zhifa db upgrade --database sqlite:///cases.db")(db.upgrade)
command(_db, "reindex", "zhifa db reindex --database sqlite:///cases.db")(db.reindex)

_register = _group("register", "机关和人员名录。")
command(_register, "import", "zhifa register import examples/register.json --database sqlite:///cases.db")(
    register_import.import_
)
command(_register, "show", "zhifa register show --database sqlite:///cases.db")(register.show)
command(_register, "export", "zhifa register export 名录.xlsx --database sqlite:///cases.db")(register_export.export)
command(
    _register, "end",
    "zhifa register end certificate 演示执法证021 --on 2027-06-30 --reason 调离执法岗位 --database sqlite:///cases.db",
)(register_end.end)  # fmt: skip
command(_register, "history", "zhifa register history --database sqlite:///cases.db")(register_history.history)
command(_register, "diff", "zhifa register diff 1 2 --database sqlite:///cases.db")(register_history.diff)
command(_register, "check", "zhifa register check --database sqlite:///cases.db")(register_check.check)
command(_register, "pages", "zhifa register pages --out pages --pdf --database sqlite:///cases.db")(
    register_pages.pages
)
command(_register, "rights", "zhifa register rights 010 --on 2026-03-02 --database sqlite:///cases.db")(
    register_rights.rights
)
command(_register, "verify", "zhifa register verify --database sqlite:///cases.db")(register_history.verify)
command(
    _register, "law",
    "zhifa register law 中华人民共和国行政处罚法 第五十一条 --on 2021-07-14 --and 2021-07-15 --database sqlite:///cases.db",
)(register_law.law)  # fmt: skip

_case = _group("case", "办理和查看案件。")
command(_case, "new", "zhifa case new examples/report.json --database sqlite:///cases.db")(case_acts.new)
command(
    _case, "do",
    "zhifa case do 3f2a91c0 verify --as 010 --at 2026-03-02T10:00:00+08:00 --facts verify.json --database sqlite:///cases.db",
)(case_acts.do)  # fmt: skip
command(
    _case, "correct",
    "zhifa case correct 3f2a91c0 0 area --new '\"示例省示例市\"' --reason 笔误 --approver 010 --as 001 --at 2026-03-02T11:00:00+08:00",
)(case_acts.correct)  # fmt: skip
command(
    _case, "hand-over",
    "zhifa case hand-over 3f2a91c0 --from 001 --to 003 --reason 调离 --as 010 --at 2026-03-05T09:00:00+08:00",
)(case_acts.hand_over)  # fmt: skip
command(_case, "form", "zhifa case form report")(case_reads.form)
command(_case, "list", "zhifa case list --database sqlite:///cases.db")(case_reads.list_)
command(_case, "show", "zhifa case show 3f2a91c0 --database sqlite:///cases.db")(case_reads.show)
command(_case, "options", "zhifa case options 3f2a91c0 --as 承办人甲 --database sqlite:///cases.db")(case_reads.options)
command(_case, "history", "zhifa case history 3f2a91c0 --database sqlite:///cases.db")(case_reads.history)
command(_case, "terms", "zhifa case terms 3f2a91c0 --database sqlite:///cases.db")(case_reads.terms)
command(_case, "forecast", "zhifa case forecast 3f2a91c0 --database sqlite:///cases.db")(forecast.forecast)
command(_case, "papers", "zhifa case papers 3f2a91c0 --out papers --pdf --docx --database sqlite:///cases.db")(
    case_reads.papers
)
command(_case, "dossier", "zhifa case dossier 3f2a91c0 --out dossier --database sqlite:///cases.db")(dossier.dossier)
command(_case, "verify", "zhifa case verify 3f2a91c0 --database sqlite:///cases.db")(ledger.verify_case)
command(_case, "bundle", "zhifa case bundle 3f2a91c0 --out case.zip --database sqlite:///cases.db")(bundle.bundle)
command(_case, "review", "zhifa case review 3f2a91c0 --deductions points.json --database sqlite:///cases.db")(
    case_review.review
)

_discretion = _group("discretion", "裁量：可以适用的阶次和清单，核对裁量基准的文件。")
command(_discretion, "show", "zhifa discretion show 3f2a91c0 --database sqlite:///cases.db")(discretion.show)
command(
    _discretion, "check",
    "zhifa discretion check examples/registers/benchmark.csv examples/registers/statutory_range.csv examples/registers/leniency.csv",
)(discretion.check)  # fmt: skip

_paper = _group("paper", "文书：目录、样例、预览、检查、文号、签章、核验。")
command(_paper, "list", "zhifa paper list --family 决定书 --procedure penalty_ordinary")(paper_catalogue.list_)
command(_paper, "show", "zhifa paper show D33")(paper_catalogue.show)
command(_paper, "sample", "zhifa paper sample D33 D37 --out samples --pdf")(paper_samples.sample)
command(
    _paper, "preview",
    "zhifa paper preview 3f2a91c0 verify --as 010 --at 2026-03-02T10:00:00+08:00 --facts verify.json --out preview --database sqlite:///cases.db",
)(paper_preview.preview)  # fmt: skip
command(_paper, "check", "zhifa paper check 3f2a91c0 --database sqlite:///cases.db")(paper_check.check)
command(_paper, "numbers", "zhifa paper numbers --year 2026 --database sqlite:///cases.db")(paper_numbers.numbers)
command(_paper, "void", "zhifa paper void 当罚〔2026〕101号 --as 001 --reason 打印污损 --database sqlite:///cases.db")(
    paper_numbers.void
)
command(
    _paper, "numbers-start",
    "zhifa paper numbers-start 罚 2026 58 --as 001 --reason 上半年用纸质台账编号 --database sqlite:///cases.db",
)(paper_numbers.start)  # fmt: skip
command(
    _paper, "sign",
    "zhifa paper sign 3f2a91c0 --code D33 --as 001 --demo-key keys --files files --database sqlite:///cases.db",
)(paper_seal.sign)  # fmt: skip
command(_paper, "verify", "zhifa paper verify decision.pdf --trust keys/ca.pem")(paper_signing.verify)
command(_paper, "demo-key", "zhifa paper demo-key --out keys")(paper_signing.demo_key)
command(_paper, "seal-key", "zhifa paper seal-key keys/signer.pem --name 行政处罚专用章")(paper_seal_key.seal_key)

_template = _group("template", "文书样式：全国、领域和机关自己的样式包。")
command(_template, "list", "zhifa template list --pack samr")(template.list_)
command(_template, "show", "zhifa template show D33 --pack samr")(template.show)
command(_template, "diff", "zhifa template diff national samr D33")(template.diff)
command(
    _template, "new",
    "zhifa template new D33 --name county --title 示例县市场监督管理局 --since 2026-01-01 --extends samr --out templates",
)(template.new)  # fmt: skip
command(_template, "lint", "zhifa template lint examples/templates/county")(template_check.lint)
command(_template, "test", "zhifa template test examples/templates/county --out samples")(template_check.try_out)
command(_template, "wording-new", "zhifa template wording-new D33 D24 --out wording.bo.toml")(template_wording.new)
command(_template, "wording-check", "zhifa template wording-check examples/wording/wording.bo.toml --lacking")(
    template_wording.check
)

command(
    app,
    "import",
    "zhifa import examples/tables/shuanggongshi_penalty_records.csv --by 信用中国公示 --database sqlite:///cases.db",
)(history.import_)
command(app, "past", "zhifa past --number 粤药监药罚〔2020〕5001号 --database sqlite:///cases.db")(history.past)

command(
    app,
    "board",
    "zhifa board --officer 001 --svg 2026.svg --ics 001.ics --database sqlite:///cases.db",
)(board.board)

command(app, "serve", "zhifa serve --database sqlite:///cases.db --files files --watch")(serve.serve)

_user = _group("user", "账号：谁可以登录办案页面。")
command(_user, "add", "zhifa user add 001 --officer 001 --database sqlite:///cases.db")(user.add)
command(_user, "list", "zhifa user list --database sqlite:///cases.db")(user.list_)
command(_user, "passwd", "zhifa user passwd 001 --database sqlite:///cases.db")(user.passwd)
command(_user, "close", "zhifa user close 001 --database sqlite:///cases.db")(user.close)
command(_user, "reopen", "zhifa user reopen 001 --database sqlite:///cases.db")(user.reopen)
command(_user, "unlock", "zhifa user unlock 001 --database sqlite:///cases.db")(user.unlock)
command(_user, "unbar", "zhifa user unbar 001 --database sqlite:///cases.db")(user.unbar)
command(_user, "grant", "zhifa user grant 001 --database sqlite:///cases.db")(user.grant)
command(_user, "withdraw", "zhifa user withdraw 001 --database sqlite:///cases.db")(user.withdraw)
command(_user, "connect", "zhifa user connect 001 --officer 002 --database sqlite:///cases.db")(user.connect)
command(_user, "drop-totp", "zhifa user drop-totp 001 --database sqlite:///cases.db")(user.drop_totp)
command(_user, "log", "zhifa user log 001 --database sqlite:///cases.db")(user.log)

_token = _group("token", "令牌：其他系统凭它使用接口。")
command(
    _token, "make",
    "zhifa token make 001 --label 统计平台 --grant cases:read --days 90 --database sqlite:///cases.db",
)(token.make)  # fmt: skip
command(_token, "list", "zhifa token list 001 --database sqlite:///cases.db")(token.list_)
command(_token, "revoke", "zhifa token revoke 001 7d9f1f52 --database sqlite:///cases.db")(token.revoke)

_calendar = _group("calendar", "工作日日历。")
command(_calendar, "check", "zhifa calendar check examples/calendar/2026.json")(calendar.check)
command(
    _calendar, "import",
    "zhifa calendar import examples/calendar/2027-sample.json --as 001 --dry-run --database sqlite:///cases.db",
)(calendar_files.import_)  # fmt: skip
command(_calendar, "history", "zhifa calendar history --database sqlite:///cases.db")(calendar_files.history)
command(_calendar, "export", "zhifa calendar export 日历 --database sqlite:///cases.db")(calendar_export.export)
command(_calendar, "show", "zhifa calendar show 2026 --overlay examples/calendar/tibet-overlay-sample.json")(
    calendar.show
)

_term = _group("term", "期限：怎样计算，对不对。")
command(_term, "list", "zhifa term list --pack samr --law 行政处罚法")(term.list_)
command(
    _term, "compute",
    "zhifa term compute decision --from 2026-05-06 --pack samr --stop 2026-06-01..2026-06-20=鉴定 --extend 30",
)(term.compute)  # fmt: skip
command(_term, "explain", "zhifa term explain 3f2a91c0 --database sqlite:///cases.db")(term.explain)
command(_term, "diff", "zhifa term diff samr 2021-07-14 2021-07-15")(term_diff.diff)
command(_term, "check", "zhifa term check examples/deadlines.json --explain")(term_check.check)

_evidence = _group("evidence", "证据文件：收存、保管、核对、清理。")
command(
    _evidence, "add",
    "zhifa evidence add 3f2a91c0 证1 photo.jpg --as 003 --obtained-at 2026-03-02T15:00:00+08:00 --files files --database sqlite:///cases.db",
)(evidence.add)  # fmt: skip
command(
    _evidence, "hand", "zhifa evidence hand 3f2a91c0 证1 lent --to 鉴定机构 --as 003 --at 2026-03-04T09:00:00+08:00"
)(evidence.hand)
command(_evidence, "list", "zhifa evidence list 3f2a91c0 --files files --database sqlite:///cases.db")(evidence.list_)
command(_evidence, "verify", "zhifa evidence verify --all --files files --database sqlite:///cases.db")(evidence.verify)
command(_evidence, "claim", "zhifa evidence claim --reason 升级前的文件库 --files files --database sqlite:///cases.db")(
    evidence_claim.claim
)
command(_evidence, "sweep", "zhifa evidence sweep --files files --database sqlite:///cases.db")(evidence_sweep.sweep)

_review = _group("review", "法制审核：等待审核的案件、审核底稿、指派审核人、统计。")
command(_review, "queue", "zhifa review queue --database sqlite:///cases.db")(review.queue)
command(_review, "sheet", "zhifa review sheet 3f2a91c0 --database sqlite:///cases.db")(review_sheet.sheet)
command(
    _review,
    "assign",
    "zhifa review assign 3f2a91c0 --next --as 023 --at 2026-03-05T09:00:00+08:00 --database sqlite:///cases.db",
)(review.assign)
command(_review, "stats", "zhifa review stats --from 2026-01-01 --to 2026-12-31 --database sqlite:///cases.db")(
    review.stats
)

_recording = _group("recording", "音像记录：应当录的环节、归档、不作音像记录。")
command(_recording, "list", "zhifa recording list 3f2a91c0 --database sqlite:///cases.db")(recording.list_)
command(
    _recording, "file",
    "zhifa recording file 3f2a91c0 5 interview.mp4 --device 示例记录仪01 --from 2026-03-02T14:00:00+08:00 --to 2026-03-02T14:40:00+08:00 "
    "--as 001 --at 2026-03-02T18:00:00+08:00 --files files --database sqlite:///cases.db",
)(recording.file)  # fmt: skip
command(
    _recording, "ask-waiver",
    "zhifa recording ask-waiver 3f2a91c0 5 --reason 书面笔录已经全面有效记录 --as 001 --at 2026-03-02T18:00:00+08:00",
)(recording.ask_waiver)  # fmt: skip
command(
    _recording, "answer-waiver",
    "zhifa recording answer-waiver 3f2a91c0 5 --opinion 同意 --as 010 --at 2026-03-03T09:00:00+08:00",
)(recording.answer_waiver)  # fmt: skip

_workflow = _group("workflow", "程序：列出、检查、画图，比较两版，让案件改依新版。")
command(_workflow, "list", "zhifa workflow list penalty_ordinary")(workflow.list_)
command(_workflow, "check", "zhifa workflow check")(workflow.check)
command(_workflow, "draw", "zhifa workflow draw penalty_ordinary --out ordinary.svg")(workflow.draw)
command(_workflow, "diff", "zhifa workflow diff penalty_ordinary 1 2")(workflow_diff.diff)
command(
    _workflow, "migrate",
    "zhifa workflow migrate penalty_ordinary --to 2 --all --dry-run --as 机关负责人甲 --reason 新版流程施行 --database sqlite:///cases.db",
)(workflow_migrate.migrate)  # fmt: skip

_watch = _group("watch", "期限巡查：到时预警，投递消息。")
command(_watch, "run", "zhifa watch run --once --database sqlite:///cases.db")(watch.run)
command(_watch, "status", "zhifa watch status --database sqlite:///cases.db")(watch.status)
command(_watch, "outbox", "zhifa watch outbox --dead --database sqlite:///cases.db")(watch.outbox)

_inbox = _group("inbox", "站内预警：查看、签收。")
command(_inbox, "list", "zhifa inbox list 001 --database sqlite:///cases.db")(inbox.list_)
command(_inbox, "ack", "zhifa inbox ack 7d9f1f52 --as 001 --note 已安排 --database sqlite:///cases.db")(inbox.ack)

_ledger = _group("ledger", "全过程记录。")
command(_ledger, "verify", "zhifa ledger verify --all --database sqlite:///cases.db")(ledger.verify)

_scenario = _group("scenario", "演示情景。")
command(_scenario, "run", "zhifa scenario run examples/scenarios/straight.json --out out/scenarios")(scenario.run)

command(app, "replay", "zhifa replay examples/cases/20_keqiao_xinjia_hongcheng_accident.json --out out/20")(
    replay.replay
)
command(app, "demo", "zhifa demo --out out/demo")(demo.demo)
command(app, "seed", "zhifa seed --cases 1000 --database sqlite:///seeded.db")(seed.seed)
