"""The menu of the desk: which rooms a person finds there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zhifa.web.person import Person


@dataclass(frozen=True, slots=True)
class Room:
    """A line of the menu."""

    path: str
    label: str

    def holds(self, path: str) -> bool:
        """Whether a page lies in this room."""
        return path == self.path or (self.path != "/desk" and path.startswith(self.path + "/"))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the menu under one heading."""

    label: str
    rooms: tuple[Room, ...]


_OFFICER: Final = (
    Group(
        "办案",
        (
            Room("/desk", "我的待办"),
            Room("/desk/cases", "案件"),
            Room("/desk/board", "期限看板"),
            Room("/desk/inbox", "预警"),
        ),
    ),
    Group("审核审批", (Room("/desk/reviews", "法制审核"), Room("/desk/decisions", "审批"))),
    Group(
        "机关", (Room("/desk/statistics", "统计"), Room("/desk/admin/registers", "名录"), Room("/desk/admin", "管理"))
    ),
)
_ADMINISTRATOR: Final = Group("系统", (Room("/desk/admin/users", "账号"),))
_BARE: Final = Group("机关", (Room("/desk/admin/registers", "名录"), Room("/desk/admin", "管理")))


def menu(person: Person | None) -> tuple[Group, ...]:
    """What this person may enter; nothing for somebody who is not signed in or has to do something else first."""
    if person is None or person.due:
        return ()
    rooms = _OFFICER if person.officer_id else (_BARE,)
    return (*rooms, _ADMINISTRATOR) if person.administers else rooms


def standing_in(groups: tuple[Group, ...], path: str) -> str:
    """The path of the room that a page lies in, the narrowest one; empty where it lies in none."""
    found = (room.path for group in groups for room in group.rooms if room.holds(path))
    return max(found, key=len, default="")
