"""设置和运行状况: how the site is run, read-only, for those who manage the accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhifa.engine.watch import WatchStatus
from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.admin_access import require_administrator
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.settings import Settings

router = APIRouter(prefix="/desk/admin/settings")


@router.get("", response_class=HTMLResponse)
def settings(request: Request, site: Here, person: Signed) -> HTMLResponse:
    """What is set and how the watch stands; no secret is told."""
    require_administrator(person)
    status = site.office.watch_status(agency_id=person.agency_id)
    return page(
        request, "admin/settings.html", lines=list(_told(site.settings)), watch=list(_watched(site, status)),
        faulty=[(one.case_id[:8], one.fault) for one in status.faulty[:50]],
    )  # fmt: skip


def _told(told: Settings) -> Iterator[tuple[str, str]]:
    yield "对外地址", told.public_url
    yield "另外应答的主机名", "、".join(told.hosts) or "没有"
    yield "密钥", "已设定" if told.secret else "没有设定"
    yield "一次请求的上限（上传证据除外）", _size(told.body_limit)
    yield "一个证据文件的上限", _size(told.upload_limit)
    yield "上传文件暂存的目录", str(told.upload_folder) if told.upload_folder else "没有另行指定"
    yield "不操作多久以后要重新登录", _time(told.session_idle)
    yield "登录最长多久", _time(told.session_whole)
    yield "动态口令", "用密码登录的都要启用" if told.second_factor == "required" else "由各人自己启用"
    yield "演示", "是：每一页都注明" if told.demo else "否"


def _watched(site: Site, status: WatchStatus) -> Iterator[tuple[str, str]]:
    yield "上次巡查期限", moment(status.swept_at) if status.swept_at else "还没有巡查过"
    yield "在哪台机器上", status.host or "—"
    yield "等待下次巡查的期限", f"{status.waiting} 项" + (f"，最久的已等 {_time(status.lag)}" if status.waiting else "")
    yield "本机关不能查看的期限", f"{len(status.faulty)} 项"
    yield "办案流程", "、".join(f"{one.label}第{one.version}版" for one in site.office.workflows)


def _size(size: int) -> str:
    for unit, by in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if size >= by:
            return f"{size / by:.1f} {unit}".replace(".0 ", " ")
    return f"{size} 字节"


def _time(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return "".join((f"{hours}小时" if hours else "", f"{rest}分钟" if rest or not hours else ""))
