"""查阅记录: who read what of a case, for those who manage the accounts. They see that it was read, and nothing of the case: neither which paper nor
which piece of evidence."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from zhifa.engine.reads import Read
from zhifa.engine.register import Register
from zhifa.web.access import Here, Signed
from zhifa.web.desk.admin_access import own_register, require_administrator
from zhifa.web.desk.listing import place_of, place_text
from zhifa.web.desk.moments import moment
from zhifa.web.desk.pages import page
from zhifa.web.errors import NotFound

router = APIRouter(prefix="/desk/admin/reads")

_PAGE: Final = 50
_NONE: Final = "本机关没有这个案件的查阅记录；写明案件编号（案件地址中的一段）"


@router.get("", response_class=HTMLResponse)
def reads(
    request: Request, site: Here, person: Signed, case: Annotated[str, Query(max_length=64)] = "", after: Annotated[str, Query(max_length=100)] = ""
) -> HTMLResponse:  # fmt: skip
    """The reads of one case of the agency, the newest first. Another agency's case is answered like one that there is not, or that nobody read."""
    require_administrator(person)
    register, case_id, begin = own_register(site, person), case.strip(), place_of(after)
    if not case_id:
        return page(request, "admin/reads.html", case="", rows=[], first="", following="")
    told = site.office.reads.of(case_id, after=begin, limit=_PAGE)
    if all(one.agency_id != person.agency_id for one in told.reads):
        raise NotFound(_NONE)
    following = place_text(told.after)
    return page(
        request, "admin/reads.html", case=case_id, rows=[_row(register, one) for one in told.reads],
        first=f"/desk/admin/reads?case={case_id}" if begin else "",
        following=f"/desk/admin/reads?case={case_id}&after={following}" if following else "",
    )  # fmt: skip


def _row(register: Register, one: Read) -> dict[str, str]:
    known = register.officers.get(one.officer_id)
    who = f"{known.name}（{known.staff_number}）" if known else one.officer_id
    return {"at": moment(one.at), "who": who, "what": one.what.label}
