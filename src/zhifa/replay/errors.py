"""Why a published case is not replayed.

ReplayError
├── SourceUnreadable
├── NotServed
├── DatabaseNotForReplay
└── AlreadyReplayed
"""

from __future__ import annotations


class ReplayError(Exception):
    """A file cannot be replayed; the message says which, why, and what to do."""


class SourceUnreadable(ReplayError):
    """A file that is no published case: names file, field, value and rule."""

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{file}：{'；'.join(faults)}")
        self.file = file
        self.faults = faults


class NotServed(ReplayError):
    """A published case of a kind of act or procedure that no workflow serves yet."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file}：{what}，尚无流程可以演示；现有流程是行政处罚普通程序和简易程序")
        self.file = file
        self.what = what


class DatabaseNotForReplay(ReplayError):
    """A database that holds a real case: a replay never enters it."""

    def __init__(self, case_id: str) -> None:
        super().__init__(f"数据库中有真实案件（{case_id}），演示不得进入；请换一个数据库，或者不指定数据库、使用新文件")
        self.case_id = case_id


class AlreadyReplayed(ReplayError):
    """The database holds a replay of this very file."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file}：数据库中已有这份来源的演示案件；请换一个数据库")
        self.file = file
