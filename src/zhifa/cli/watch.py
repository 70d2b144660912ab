"""``zhifa watch``: keep watch over the terms, see whether it is kept, and what became of the messages it wrote."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhifa.cli.arguments import After, AsJson, DatabaseUrl, Limit, TemplatesFolder
from zhifa.cli.faults import REFUSED, Unusable, in_words
from zhifa.cli.inputs import place, read_text
from zhifa.cli.opening import open_office
from zhifa.cli.output import beyond, emit, local, note, say, say_beyond, show_table
from zhifa.engine.quoted import shown

if TYPE_CHECKING:
    from zhifa.couriers import EventCourier, Health, Round, Settings, Watchman
    from zhifa.couriers.delivery import Delivered
    from zhifa.engine.office import Office
    from zhifa.engine.outbox import Outgoing

SettingsFile = Annotated[
    str | None,
    typer.Option("--settings", metavar="文件", help="设置文件（TOML），写明邮件服务器、消息系统；不写则只发站内预警"),
]
Every = Annotated[
    str | None,
    typer.Option(metavar="时长", help="多久巡查一次：30s、5m、1h；不写则按设置文件，设置文件也没有的为 60s"),
]
Once = Annotated[bool, typer.Option("--once", help="只巡查一次就退出，供系统的定时任务使用")]
Dead = Annotated[bool, typer.Option("--dead", help="列出放弃投递的，不写则列出等待投递的")]
Retry = Annotated[str | None, typer.Option(metavar="编号", help="把这一条放弃投递的重新投递")]

_CHANNELS = {"mail": "邮件", "webhook": "消息系统"}


def run(
    *, database: DatabaseUrl, settings: SettingsFile = None, templates: TemplatesFolder = None, every: Every = None, once: Once = False,
    json: AsJson = False,
) -> None:  # fmt: skip
    """巡查期限，到时预警，投递邮件和消息，并推送事件；一直运行，Ctrl-C 结束。可以同时运行几个，每一预警只发一次。"""
    from zhifa.couriers import EventCourier, Watchman

    told = settings_of(settings)
    interval = told.every if every is None else _span(every)
    with open_office(database, templates=templates) as office:
        watchman, courier = Watchman(office, told.notifiers), EventCourier(office, told.receivers)
        if once:
            _show(_round(watchman.round()) | _carried(courier.round()), json=json)
        else:
            _keep_watch(watchman, courier, interval, json=json)


def status(*, database: DatabaseUrl, every: Every = None, json: AsJson = False) -> None:
    """查看巡查是否正常：上次巡查、办理了什么、滞后多少、等待和放弃投递的消息。超过三次该巡查而没有巡查的，退出码为1。"""
    from zhifa.couriers import health
    from zhifa.couriers.bell import EVERY

    with open_office(database) as office:
        found = health(office, every=EVERY if every is None else _span(every))
    if json:
        emit(_health(found))
    else:
        say(*_standing(found))
    if not found.alive:
        raise typer.Exit(REFUSED)


def outbox(
    *, database: DatabaseUrl, dead: Dead = False, retry: Retry = None, limit: Limit = 1000, after: After = None, json: AsJson = False,
) -> None:  # fmt: skip
    """列出等待投递的消息；放弃投递的可以重新投递。"""
    begin = place(after)
    with open_office(database) as office:
        woken = None if retry is None else _put_back(office, retry)
        page = office.outbox.page("dead" if dead else "waiting", after=begin, limit=limit)
        names = {one.id: one.name for register in office.registers() for one in register.officers.values()}
    if json:
        emit({"messages": [_message(one) for one in page.messages], **beyond(page.more, page.after)})
    elif woken is not None:
        say(f"消息 {woken} 已放回，下次巡查时投递")
    elif not page.messages:
        say("没有放弃投递的消息" if dead else "没有等待投递的消息")
    else:
        heads = ("编号", "途径", "收件人", "写成", "已试", "下次投递", "未投递的原因")
        show_table(heads, (_row(one, names.get(one.officer_id, one.officer_id)) for one in page.messages))
        say_beyond(page.more, page.after)


# --- keeping watch ----------------------------------------------------------------------------------------------------


def _keep_watch(watchman: Watchman, courier: EventCourier, every: timedelta, *, json: bool) -> None:
    from zhifa.couriers import Bell

    def watch() -> None:
        _show_news(_round(watchman.round()), json=json)

    def carry() -> None:
        _show_news(_carried(courier.round()), json=json)

    signal.signal(signal.SIGTERM, _leave)  # as a service manager ends it: what is under way is finished
    note(f"开始巡查，每{every.total_seconds():g}秒一次；Ctrl-C 结束")
    with Bell(carry, every=every, fault=_tell_carrying), closing(courier):
        Bell(watch, every=every, fault=_tell).run()


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _tell(error: Exception) -> None:
    note(f"这次巡查没有做完，下次接着做：{in_words(error)}")


def _tell_carrying(error: Exception) -> None:
    note(f"这次推送事件没有做完，下次接着做：{in_words(error)}")


Counts = dict[str, dict[str, int]]
"""What was done, by what was to be done, as ``--json`` tells it."""


def _show_news(done: Counts, *, json: bool) -> None:
    """Show it if it is worth a line."""
    if any(count for counts in done.values() for count in counts.values()):
        _show(done, json=json)
        sys.stdout.flush()  # whoever follows the log sees it now


def _show(done: Counts, *, json: bool) -> None:
    if json:
        emit(done)
        return
    if "swept" in done:
        swept = done["swept"]
        say(
            f"巡查期限{swept['looked']}项：发出预警{swept['fired']}条，依法自动办理{swept['deemed']}步，不需预警{swept['skipped']}项，"
            f"出错{swept['faults']}项；投递消息：{_sent(done['delivered'], '条')}"
        )
    if any(done.get("events", {}).values()):
        say(f"推送事件：{_sent(done['events'], '个')}")


def _sent(counts: dict[str, int], unit: str) -> str:
    return f"送达{counts['sent']}{unit}，推迟{counts['put_off']}{unit}，放弃{counts['dead']}{unit}"


def _round(done: Round) -> Counts:
    return {
        "swept": _counts(done.swept) | {"lag_s": int(done.swept.lag.total_seconds())},
        "delivered": _delivered(done.delivered),
    }


def _carried(done: Delivered) -> Counts:
    return {"events": _delivered(done)}


def _delivered(done: Delivered) -> dict[str, int]:
    return {"sent": done.sent, "put_off": done.put_off, "dead": done.dead}


def settings_of(file: str | None) -> Settings:
    """The settings in a file of the watch, or the usual ones."""
    from zhifa.couriers import Settings, SettingsFaulty, read_settings
    from zhifa.engine.clock import SystemClock

    if file is None:
        return Settings()
    try:
        return read_settings(read_text(file), environment=os.environ, now=SystemClock().now)
    except SettingsFaulty as error:
        listed = "\n".join(f"　　{fault}" for fault in error.faults)
        raise Unusable(f"设置文件 {shown(file)} 不能用：\n{listed}\n办法：逐处改正；写法见 docs/watch.md") from error


def _span(text: str) -> timedelta:
    from zhifa.settings_tables import span

    try:
        return span(text)
    except ValueError as error:
        raise Unusable(f"--every 的值{shown(text)}不合要求：{error}") from error


# --- how it stands ----------------------------------------------------------------------------------------------------


def _standing(found: Health) -> Iterator[str]:
    watch = found.watch
    if watch.swept_at is None:
        yield "还没有巡查过；运行 zhifa watch run"
    else:
        yield f"{'正常' if found.alive else '超过三次没有巡查'}：上次巡查 {local(watch.swept_at)}"
    if watch.last is not None and watch.last_at is not None:
        last = watch.last
        done = f"巡查{last.looked}项，预警{last.fired}条，依法自动办理{last.deemed}步，出错{last.faults}项"
        yield f"最近一次有事可办：{local(watch.last_at)}（{watch.host}），{done}，最久滞后{_minutes(last.lag)}"
    yield f"等待巡查的期限{watch.waiting}项，最久滞后{_minutes(watch.lag)}"
    yield f"等待投递的消息{found.count('waiting')}条，放弃投递的{found.count('dead')}条"
    for faulty in watch.faulty:
        yield f"不能巡查的期限 {faulty.id}（案件 {faulty.case_id[:8]}）：{faulty.fault}"


def _minutes(lag: timedelta) -> str:
    return f"{max(0, int(lag.total_seconds() // 60))}分钟"


def _health(found: Health) -> dict[str, Any]:
    watch = found.watch
    return {
        "alive": found.alive,
        "swept_at": _text(watch.swept_at),
        "last_at": _text(watch.last_at),
        "host": watch.host,
        "last": None if watch.last is None else _counts(watch.last),
        "terms_waiting": watch.waiting,
        "lag_s": int(watch.lag.total_seconds()),
        "faulty": [{"term": one.id, "case": one.case_id, "fault": one.fault} for one in watch.faulty],
        "messages_waiting": found.count("waiting"),
        "messages_dead": found.count("dead"),
    }


def _counts(swept: Any) -> dict[str, int]:
    return {name: getattr(swept, name) for name in ("looked", "fired", "deemed", "skipped", "faults")}


def _text(at: Any) -> str | None:
    from zhifa.engine.instants import instant_text

    return None if at is None else instant_text(at)


# --- messages ---------------------------------------------------------------------------------------------------------


def _put_back(office: Office, text: str) -> str:
    """Put back the dead message whose id begins so, and answer its id."""
    from zhifa.engine.clock import SystemClock

    found = office.outbox.beginning("dead", text) if len(text) >= 4 else ()
    if len(found) != 1:
        rule = "应为一条放弃投递的消息的编号或其开头至少四位；用 zhifa watch outbox --dead 查看"
        raise Unusable(f"--retry 的值{shown(text)}不合要求：{rule}")
    office.outbox.retry(found[0], SystemClock().now())
    return found[0]


def _row(one: Outgoing, officer: str) -> tuple[str, ...]:
    again = local(one.next_try_at) if one.status == "waiting" else "不再投递"
    channel = _CHANNELS.get(one.channel, one.channel)
    return one.id, channel, officer, local(one.created_at), str(one.tries), again, one.last_error or ""


def _message(one: Outgoing) -> dict[str, Any]:
    return {
        "id": one.id,
        "channel": one.channel,
        "officer": one.officer_id,
        "status": one.status,
        "created_at": _text(one.created_at),
        "tries": one.tries,
        "next_try_at": _text(one.next_try_at) if one.status == "waiting" else None,
        "last_error": one.last_error,
        "warnings": [warned["id"] for warned in one.payload["warnings"]],
    }
