"""管理: what there is to look after, each with what it holds now."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhifa.web.access import Here, Signed, Site
from zhifa.web.desk.pages import page

router = APIRouter(prefix="/desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One thing to look after."""

    path: str
    label: str
    about: str


@router.get("/admin")
def index(request: Request, site: Here, person: Signed) -> HTMLResponse:
    """The pages of the administration that this person may open."""
    return page(
        request, "admin/index.html", tiles=(*_of_all(site), *(_of_administrators() if person.administers else ()))
    )


def _of_all(site: Site) -> tuple[Tile, ...]:
    office = site.office
    return (
        Tile(
            path="/desk/admin/registers",
            label="名录",
            about="机关、人员、岗位、证件、执法事项、裁量基准、审核目录等；导入、导出、历次变更",
        ),
        Tile(
            path="/desk/admin/templates",
            label="文书样式",
            about=f"{len(office.templates.packs)} 个样式包；各种文书的文字来自哪里，用样例预览",
        ),
        Tile(path="/desk/admin/calendars", label="日历", about="工作日、放假安排；导入新的安排，先看会变动哪些期限"),
        Tile(
            path="/desk/admin/workflows",
            label="办案流程",
            about=f"{len({one.name for one in office.workflows})} 种流程；流程图、各版差异、证明、改依版本的试算",
        ),
    )


def _of_administrators() -> tuple[Tile, ...]:
    return (
        Tile(path="/desk/admin/users", label="账号", about="登录账号、停用、重置密码、令牌"),
        Tile(
            path="/desk/admin/settings",
            label="设置和运行状况",
            about="地址、限额、登录时限；期限巡查和外送的状况，只供查看",
        ),
        Tile(path="/desk/admin/reads", label="查阅记录", about="谁在何时查阅了哪个案件、文书、证据"),
    )
