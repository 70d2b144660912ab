"""Lists across cases: board, inbox, search, and the books of the register."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from zhifa.web.api.models.base import After, Answer, Body, Day, Digest, Moment, Named, Who
from zhifa.web.api.models.cases import DocketLine

# --- board --------------------------------------------------------------------------------------------------------------


class BoardTerm(Answer):
    """A running term on the board."""

    id: str = Field(description="期限的编号")
    case_id: str = Field(description="案件编号")
    state: Named = Field(description="案件现处")
    code: str = Field(description="代码", examples=["decision"])
    key: str = Field(description="同类期限之间的区别", examples=["main"])
    label: str = Field(description="名称", examples=["作出决定的期限"])
    article: str = Field(description="依据", examples=["行政处罚法第六十条"])
    duty: str = Field(description="谁的义务", examples=["agency"])
    standing: Named = Field(description="情形", examples=[{"name": "this_week", "label": "本周到期"}])
    due: str = Field(description="届满：日期，或者时刻（UTC）", examples=["2026-05-31"])
    days: int = Field(description="距届满几日；负数为已过几日", examples=[3])
    cause: str | None = Field(description="待何事", examples=[None])
    arithmetic: str = Field(description="算法，一行", examples=["2026-03-02起算 → 90日 → 届满2026-05-31"])
    handlers: list[Who] = Field(description="承办人")


class Board(Answer):
    """A page of the board."""

    terms: list[BoardTerm] = Field(description="期限，先届满的在前")
    after: After


class TallyTold(Answer):
    """How many running terms stand how."""

    key: str = Field(description="期限的代码、人员编号或者机构", examples=["decision"])
    label: str = Field(description="名称", examples=["作出决定的期限"])
    counts: dict[str, int] = Field(description="各情形的项数", examples=[{"overdue": 1}])
    total: int = Field(description="合计", examples=[1])


class TalliesTold(Answer):
    """Running terms counted."""

    by_term: list[TallyTold] = Field(description="按期限")
    by_officer: list[TallyTold] = Field(description="按承办人")
    by_unit: list[TallyTold] = Field(description="按承办机构")


# --- inbox --------------------------------------------------------------------------------------------------------------


class WarningTold(Answer):
    """A warning that reached the officer."""

    id: str = Field(description="预警的编号")
    case_id: str = Field(description="案件编号")
    label: str = Field(description="期限的名称", examples=["作出决定的期限"])
    text: str = Field(description="预警", examples=["作出决定的期限将于2026-05-31届满"])
    due: str = Field(description="届满", examples=["2026-05-31"])
    overdue: bool = Field(description="是否已超期", examples=[False])
    level: int = Field(description="1 承办人，2 承办机构负责人，3 机关负责人，4 监督", examples=[1])
    running: bool = Field(description="期限现在是否还在计算", examples=[True])
    received_at: Moment
    acknowledged_at: Moment | None = Field(description="何时签收；未签收的为 null", examples=[None])
    note: str = Field(description="签收时的说明", examples=[""])


class InboxTold(Answer):
    """A page of the inbox."""

    warnings: list[WarningTold] = Field(description="预警，新到的在前")
    more: int = Field(description="此后还有几条", examples=[0])
    after: After


class NoteBody(Body):
    """What is said with the acknowledgement."""

    note: str | None = Field(
        default=None, description="说明，至多 300 个字符", examples=["已知悉，本周办结"], max_length=300
    )


# --- search -------------------------------------------------------------------------------------------------------------


class Found(Answer):
    """Cases that were found."""

    cases: list[DocketLine] = Field(description="号码、名称全同的在前，其余最近有记录的在前")
    complete: bool = Field(description="false：符合的太多，只看了最近的；多写几个词", examples=[True])
    after: After


# --- registers ----------------------------------------------------------------------------------------------------------


class ColumnTold(Answer):
    """A column of a book."""

    field: str = Field(description="程序中的名称", examples=["staff_number"])
    label: str = Field(description="栏目", examples=["工号"])
    kind: str = Field(description="怎样填写", examples=["code"])
    required: bool = Field(description="是否必填", examples=[True])
    about: str = Field(description="填写说明", examples=[""])


class BookTold(Answer):
    """A book of the register."""

    name: str = Field(description="名录的名称", examples=["officer"])
    label: str = Field(description="名录", examples=["执法人员"])
    article: str = Field(description="依据", examples=["行政处罚法第四十二条"])
    lines: int = Field(description="现有几行", examples=[11])
    columns: list[ColumnTold] = Field(description="栏目")


class Books(Answer):
    """The books of an agency's register."""

    agency: Named = Field(description="机关", examples=[{"name": "…", "label": "示例市生态环境局"}])
    version: int = Field(description="名录的版本", examples=[1])
    books: list[BookTold] = Field(description="名录")


class LineTold(Answer):
    """A line of a book."""

    key: str = Field(description="行的键", examples=["001"])
    id: str | None = Field(
        description="人员名录：人员的编号（UUID），填报和办理时写它；其他名录为 null",
        examples=["74a7dccd-434c-5058-b7f3-284959700d36"],
    )
    valid_from: Day
    valid_to: Day | None = Field(description="有效期至；长期的为 null", examples=[None])
    body: dict[str, Any] = Field(description="各栏", examples=[{"staff_number": "001", "name": "承办人甲"}])


class Lines(Answer):
    """A page of a book."""

    book: str = Field(description="名录的名称", examples=["officer"])
    version: int = Field(description="名录的版本", examples=[1])
    lines: list[LineTold] = Field(description="各行，按键")
    after: After


class KeptTold(LineTold):
    """How a line stood."""

    since: int = Field(description="自第几版", examples=[1])
    until: int | None = Field(description="至第几版为止；现行的为 null", examples=[None])


class LineHistory(Answer):
    """How one line stood, the oldest first."""

    book: str = Field(description="名录的名称", examples=["officer"])
    key: str = Field(description="行的键", examples=["001"])
    lines: list[KeptTold] = Field(description="由先到后")


class RegisterEntryTold(Answer):
    """A change of the register."""

    version: int = Field(description="成为第几版", examples=[1])
    at: Moment
    by: str | None = Field(description="由谁", examples=[None])
    kind: str = Field(description="file 文件，edit 逐行变更，upgrade 升级时转入", examples=["file"])
    document: str | None = Field(description="文号", examples=[None])
    reason: str | None = Field(description="事由", examples=[None])
    books: dict[str, dict[str, int]] = Field(
        description="各名录增、改、结束几行", examples=[{"officer": {"added": 11}}]
    )
    hash: Digest


class RegisterHistory(Answer):
    """Every change of the register, the newest first."""

    entries: list[RegisterEntryTold] = Field(description="历次变更，新的在前")
    after: After
