"""A whole case done at the desk by people with browsers of their own, day by day, by pages and forms alone.

What they type are the facts of ``examples/scenarios/hearing.json``, with a round of the review that finds problems put in.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, Page

from browsing import PASSWORD, address, listening, running, unreadable
from case_desk import REGISTER, Desk, ids_of
from penalty_steps import REVIEW_ITEMS
from typing_hand import type_in
from web_desk import SECRET
from zhifa.identity.accounts import CONSOLE
from zhifa.identity.hand import Hand
from zhifa.identity.keeper import Keeper
from zhifa.identity.passwords import Passwords
from zhifa.web.settings import Settings
from zhifa.web.site import create_site
from zhifa.workflows.ordinary import ORDINARY

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "examples" / "scenarios" / "hearing.json"
TOUR = ROOT / "docs" / "tour"
HEARD = "听证主持人甲"
POSTS: Mapping[str, tuple[str, ...]] = {
    "承办机构负责人甲": ("publication_checker",),
    HEARD: ("publisher", "archivist"),
}
"""Posts held besides, so that few people do it all: who hears must be neither of those who investigate nor review."""
INSTEAD: Mapping[str, str] = {"公示审核人甲": "承办机构负责人甲", "公示发布人甲": HEARD, "立卷人甲": HEARD}
"""Who does what others do in the scenario."""
PEOPLE = ("001", "010", "020", "030", "040")
"""Staff numbers of those with accounts: 承办人甲, 承办机构负责人甲, 审核人甲, 机关负责人甲, 听证主持人甲."""
MENDED = "项目总投资额六百万元，主体工程在建，已停止建设，社会影响较小，按总投资额百分之二处以罚款。"
"""What the draft says of discretion in the second round."""
_SHADES = 96
"""Colours of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One step of the course."""

    step: str
    by: str
    at: datetime
    facts: Mapping[str, Any]
    refused: bool = False


def course() -> list[Deed]:
    """What is done, in order: the steps of the scenario that are taken, its very first refusal, and a rejected round of the review."""
    told = json.loads(SCENARIO.read_text(encoding="utf-8"))["steps"]
    kept = [one for number, one in enumerate(told) if number == 0 or not one.get("refused")]
    agreed = next(number for number, one in enumerate(kept) if one["do"] == "agree")
    concluded = next(one for one in kept if one["do"] == "conclude")
    return [_deed(one) for one in (*kept[:agreed], *_rounds(concluded, kept[agreed]), *kept[agreed + 1 :])]


def _deed(told: Mapping[str, Any]) -> Deed:
    return Deed(
        step=told["do"], by=INSTEAD.get(told["by"], told["by"]), at=datetime.fromisoformat(told["at"]), facts=told["facts"],
        refused="refused" in told,
    )  # fmt: skip


def _rounds(concluded: Mapping[str, Any], agreed: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """存在问题, 补正, 再送审 on the two days before the opinion of the scenario; and that opinion."""
    items = [{"item": item, "passed": True, "reason": "经审查无误。"} for item in REVIEW_ITEMS]
    items[3] |= {"passed": False, "reason": "裁量理由没有写明社会影响。"}
    opinion = {"by": "@承办机构负责人甲", "text": "同意承办人意见。", "on": "2026-05-19"}
    draft = concluded["facts"]["draft"] | {"discretion": MENDED}
    told = {"received_on": agreed["facts"]["received_on"], "items": items, "opinion": "裁量理由说明不足。"}
    yield _told("find_problems", agreed["by"], "2026-05-18T09:00", told | {"instruction": "补正"})
    yield _told("revise", "承办人甲", "2026-05-19T09:00", {"draft": draft, "reason": "按审核意见补正裁量理由。", "unit_opinion": opinion, "complex_or_major": concluded["facts"]["complex_or_major"]})  # fmt: skip
    materials = ["调查终结报告", "证据材料", "告知书及送达回证", "听证笔录", "听证报告"]
    again = {"situation": "已按审核意见补正裁量理由，再次送审。", "materials": materials}
    yield _told("submit_review", "承办机构负责人甲", "2026-05-19T14:00", again)
    yield {**agreed, "facts": agreed["facts"] | {"received_on": "2026-05-19"}}


def _told(step: str, by: str, at: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"do": step, "by": by, "at": f"{at}:00+08:00", "facts": facts}


def _register() -> str:
    told = json.loads(REGISTER.read_text(encoding="utf-8"))
    for officer in told["officers"]:
        first = officer["assignments"][0] if officer["assignments"] else {}
        officer["assignments"] += [{**first, "role": role} for role in POSTS.get(officer["name"], ())]
    return json.dumps(told, ensure_ascii=False)


@dataclass(kw_only=True)
class Journey:
    """The people at their browsers, and the case that they do."""

    desk: Desk
    url: str
    new_window: Callable[..., BrowserContext]
    numbers: Mapping[str, str]
    """Staff numbers by name."""
    pictured: bool
    """Whether pictures for docs/tour.md are made."""
    left: list[Deed] = field(default_factory=course)
    done: list[Deed] = field(default_factory=list)
    case: str = ""
    """Path of the case, once it was opened."""
    complaints: list[str] = field(default_factory=list)
    _pages: dict[str, Page] = field(default_factory=dict)
    _held: ExitStack = field(default_factory=ExitStack)

    # --- people ---

    def visit(self, name: str, path: str) -> Page:
        """Somebody opens a page; who has been away too long signs in first, and comes to it all the same."""
        page = self._page(name)
        page.goto(path)
        if "/login" in page.url:
            page.get_by_label("登录名").fill(self.numbers[name])
            page.get_by_label("密码", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="登录", exact=True).click()
            page.wait_for_url(f"**{path}")
        return page

    def _page(self, name: str) -> Page:
        if name not in self._pages:
            shown = {"width": 1280, "height": 800}
            context = self.new_window(base_url=self.url, viewport=shown, locale="zh-CN")
            self._held.callback(context.close)
            page = self._pages[name] = context.new_page()
            page.set_default_timeout(30_000)
            page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
            page.on("console", lambda said: self._heard(page, said.type, said.text))
        return self._pages[name]

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and "status of 422" not in text:  # which the browser says of every refused form
            self.complaints.append(f"{page.url}: {text}")

    # --- the course ---

    def next(self) -> Deed:
        """What is done next, its people named by their ids; the clock is moved to it."""
        deed = self.left.pop(0)
        self.done.append(deed)
        self.desk.clock.set(deed.at)
        return replace(deed, facts=_named(deed.facts, self.desk.ids))

    def go_on(self, until: str) -> Page:
        """Take steps from the page of the case, up to the next one of this name; answers the page on which it is taken."""
        while True:
            deed = self.next()
            page = self.take(deed)
            if deed.step == until:
                return page

    def take(self, deed: Deed) -> Page:
        """One step, from its button on the page of the case to its entry in the ledger."""
        page = self.visit(deed.by, self.case)
        self.entered(page, deed)
        return self.confirmed(page)

    def entered(self, page: Page, deed: Deed) -> None:
        """From the button of a step on this page to what is to be confirmed: every paper of the step is shown."""
        page.click(f"a[data-step={deed.step}]")
        page.wait_for_url(f"**/act/{deed.step}**")
        self.filled_in(page, deed)

    def filled_in(self, page: Page, deed: Deed) -> None:
        """The form, and the papers that would be made."""
        step = ORDINARY.by_name[deed.step]
        type_in(page, step.facts, deed.facts)
        page.click("#act-form .actions button[value=preview]")
        page.wait_for_load_state()
        if deed.refused:
            return
        assert page.locator("h1").inner_text().startswith("核对"), page.locator("main").inner_text()[:1500]
        assert bool(page.locator("iframe.paper").count()) == bool(step.papers), deed.step

    def confirmed(self, page: Page) -> Page:
        """确认办理; answers the page of the case."""
        page.click("#confirm-form button[value=perform]")
        page.wait_for_url(lambda url: "/act/" not in url and "/new/" not in url)
        assert "/desk/cases/" in page.url, page.locator("main").inner_text()[:1500]
        return page

    def state(self, page: Page) -> str:
        """Where the case stands, as its page says."""
        return page.locator("#case-head .badge.is-info").first.inner_text().removeprefix("现处：")

    # --- looking ---

    def looked_at(self, page: Page, name: str, *, at: str = "") -> None:
        """Nothing stands against the page for any reader; a picture is made of it as :meth:`shown` does."""
        if not self.pictured:
            assert unreadable(page) == [], name
        self.shown(page, name, at=at)

    def shown(self, page: Page, name: str, *, at: str = "") -> None:
        """A picture of the page for docs/tour.md, from this element on; nothing where no pictures are made."""
        if not self.pictured:
            return
        page.evaluate("at => { at ? document.querySelector(at).scrollIntoView() : scrollTo(0, 0) }", at)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        TOUR.mkdir(exist_ok=True)
        picture.quantize(_SHADES, dither=Image.Dither.NONE).save(TOUR / f"{name}.png", optimize=True)

    def close(self) -> None:
        """Close every browser."""
        self._held.close()


def _named(value: Any, ids: Mapping[str, str]) -> Any:
    """The same with ``@name`` replaced by the id of who does it here."""
    match value:
        case str() if value.startswith("@"):
            return ids[INSTEAD.get(value[1:], value[1:])]
        case dict():
            return {key: _named(one, ids) for key, one in value.items()}
        case list():
            return [_named(one, ids) for one in value]
    return value


@contextmanager
def journey(folder: Path, new_window: Callable[..., BrowserContext], *, pictured: bool) -> Iterator[Journey]:
    """An empty site with a register and five accounts, behind a real server."""
    register = _register()
    url = f"sqlite:///{folder / 'zhifa.db'}"
    with (
        Desk(url, files=folder / "files", create=True, import_register=False, seed="journey") as desk,
        listening() as port,
    ):
        desk.office.import_register(register)
        desk.ids = ids_of(register)
        desk.clock.set(course()[0].at)
        keeper = Keeper(desk.office, Passwords(memory_kib=64, passes=1), Hand(SECRET))
        numbers = _accounts(desk, keeper)
        app = create_site(desk.office, settings=Settings(public_url=address(port), secret=SECRET), keeper=keeper)
        with running(app, port):
            made = Journey(desk=desk, url=address(port), new_window=new_window, numbers=numbers, pictured=pictured)
            try:
                yield made
            finally:
                made.close()


def _accounts(desk: Desk, keeper: Keeper) -> dict[str, str]:
    (register,) = desk.office.registers()
    people = {one.staff_number: one for one in register.officers.values()}
    for number in PEOPLE:
        keeper.make(
            register.agency.id, number, by=CONSOLE, officer_id=people[number].id, password=PASSWORD, lasting=True
        )
    return {people[number].name: number for number in PEOPLE}
