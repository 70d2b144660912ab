"""Every route of the site, walked as those who must not see a case: nothing of it leaks, and each refusal says why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from httpx import Response

from addresses import Address, addresses
from api_desk import API, ApiDesk
from case_desk import register_text
from penalty_steps import actor, next_step
from web_desk import PLAYED, Browser, Played, Stage, soup_of, staged
from zhifa.engine.casefile import CaseFile
from zhifa.engine.instants import instant_text
from zhifa.web.desk.act_sheet import new_key
from zhifa.web.desk.forms.codec import fill
from zhifa.web.desk.forms.tree import fields_of
from zhifa.web.desk.forms.values import moment_text
from zhifa.web.person import Person

PARTY, CODE, CAUSE = "示例隐秘化工有限公司", "91350211M00013FA13", "隐秘排放废水"
"""Nobody of this name or number exists; the check digit of the code is right."""
EVIDENCE, CONTENT = "隐秘证据一", "隐秘证据的内容"
TOLD_OF_A_CASE = ("", "/papers", "/terms", "/history", "/evidence", "/recordings", "/verify")
"""Below the address of a case: what its handler is told of it."""
_TELLING = 8
"""Characters from which on a text tells something of the one case where it stands."""
_OF_MANY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?|[a-z_]+")
"""Times and names of programs, which other things have as well."""
STRANGERS = (
    "nobody", "another agency's handler", "another agency's head", "another unit's handler", "another unit's head", "registrar", "without a post",
    "administrator",
)  # fmt: skip
_MORE = (
    ("090", "外科承办人", "执法三科", "handler", "unit"),
    ("091", "外科负责人", "执法三科", "unit_head", "unit"),
    ("092", "名录管理员甲", "办公室", "registrar", None),
)
"""Staff number, name, unit, role and scope of officers besides those of the demonstration."""


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A site with one case that most people must not see."""

    stage: Stage
    hidden: Mapping[str, str]
    """What its addresses are filled with."""
    secrets: frozenset[str]
    """Texts that stand in no answer to a stranger, but for what the stranger sent."""
    people: Mapping[str, Person | None]
    browsers: dict[str, Browser] = field(default_factory=dict)
    """Of officers by staff number, each with its proof."""

    @property
    def addresses(self) -> tuple[Address, ...]:
        return tuple(addresses(self.stage.app, self.hidden))

    def browser(self, number: str) -> Browser:
        """The browser of an officer."""
        return self.browsers.setdefault(number, self.stage.client(number))

    def programs(self, who: str) -> tuple[Browser, Browser]:
        """A program with a token, and a browser, of this person."""
        person = self.people[who]
        return Browser(self.stage.app, person and _with_token(person), headers=_JSON), Browser(self.stage.app, person)


_JSON = {"Accept": "application/json", "Authorization": "Bearer test"}


def _with_token(person: Person) -> Person:
    return replace(person, via="token", session_id=None)


def _register() -> str:
    """The demonstration register with people of another unit, whose posts reach no further, and a registrar."""
    told = json.loads(register_text())
    for number, name, unit, role, scope in _MORE:
        post = {"role": role, "unit": unit, "valid_from": "2015-01-01", **({"scope": scope} if scope else {})}
        told["officers"].append(
            {
                "staff_number": number,
                "name": name,
                "unit": unit,
                "post": "科员",
                "valid_from": "2015-01-01",
                "assignments": [post],
            }
        )
    return json.dumps(told, ensure_ascii=False)


@pytest.fixture(scope="module")
def walk(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    folder: Path = tmp_path_factory.mktemp("strangers")
    with staged(played, folder) as stage:
        case_id = _hidden_case(stage)
        stage.office.import_register(_register())
        officers = stage.office.agency_register(stage.people["001"].agency_id).officers.values()
        yield _walk(stage, case_id, {officer.staff_number: officer.id for officer in officers})


def _hidden_case(stage: Stage) -> str:
    facts: dict[str, Any] = json.loads(json.dumps(dict(stage.desk.opening().facts)))
    facts |= {"cause": CAUSE, "content": f"{PARTY}夜间由暗管排放废水。"}
    facts["party"] = {
        "kind": "legal_person", "name": PARTY, "identity_kind": "uscc", "identity_number": CODE, "address": "示例市隐秘路9号",
        "phone": "0000-9990001", "legal_representative": "隐秘负责人",
    }  # fmt: skip
    case_id = stage.desk.open_case(facts=facts)
    stage.desk.bring_to("investigating", case_id=case_id)
    handler = str(stage.people["001"].officer_id)
    stage.office.evidence.receive(case_id, EVIDENCE, CONTENT.encode(), name="隐秘照片.txt", actor=handler)
    stage.clock.advance(timedelta(days=70))
    stage.office.sweep()
    return case_id


def _walk(stage: Stage, case_id: str, ids: Mapping[str, str]) -> Walk:
    handler, case = stage.token("001"), stage.office.case(case_id)
    papers = stage.office.papers(case_id)
    warnings = [one for one in stage.office.inbox.of(ids["001"]) if one.case_id == case_id]
    hidden = {
        "case_id": case_id, "paper_id": papers[0].id, "term_id": case.terms[0].id, "warning_id": warnings[0].warning_id, "party": PARTY,
        "evidence": EVIDENCE,
    }  # fmt: skip
    own = {
        PARTY, CODE, CAUSE, EVIDENCE, CONTENT, "隐秘路9号", "0000-9990001", "隐秘负责人", *(one.warning_id for one in warnings),
        *_told_of(handler, case_id) - _told_of(handler, stage.cases["investigating"]) - _told_of(handler, stage.cases["serving"]),
    }  # fmt: skip
    mine = stage.people["001"].agency_id
    people: dict[str, Person | None] = {
        "nobody": None,
        "another agency's handler": stage.person("other/001"),
        "another agency's head": stage.person("other/030"),
        "another unit's handler": _person(mine, ids["090"], "外科承办人"),
        "another unit's head": _person(mine, ids["091"], "外科负责人"),
        "registrar": _person(mine, ids["092"], "名录管理员甲"),
        "without a post": _person(mine, ids["051"], "公示采集人甲"),
        "administrator": stage.person("001", officer_id=None, administers=True),
        "handler": stage.person("001"),
    }
    return Walk(stage=stage, hidden=hidden, secrets=frozenset(own), people=people)


def _told_of(handler: Browser, case_id: str) -> set[str]:
    """Everything of some length that the handler of a case is told of it: ids, numbers, digests, names, texts."""
    waiting: list[Any] = [handler.get(f"{API}/cases/{case_id}{below}").json() for below in TOLD_OF_A_CASE]
    found = set[str]()
    while waiting:
        told = waiting.pop()
        if isinstance(told, str) and len(told) >= _TELLING and not _OF_MANY.fullmatch(told):
            found.add(told)
        elif isinstance(told, (dict, list)):
            waiting += told.values() if isinstance(told, dict) else told
    return found


def _person(agency_id: str, officer_id: str, name: str) -> Person:
    return Person(
        agency_id=agency_id, officer_id=officer_id, name=name, via="session", account_id=f"account-{officer_id}", session_id=officer_id
    )  # fmt: skip


def _asked(walk: Walk, who: str) -> Iterator[tuple[Address, Response]]:
    program, browser = walk.programs(who)
    proof = browser.proof()
    for address in walk.addresses:
        if address.of_api:
            told = {"If-Match": '"1"', "Idempotency-Key": f"stranger {address}", "Content-Type": "application/json"}
            body = {"content": json.dumps(address.body), "headers": told} if address.method != "GET" else {}
            yield address, program.request(address.method, address.url, **body)  # type: ignore[arg-type]
        else:
            form = {"data": {"proof": proof}} if address.method != "GET" else {}
            yield address, browser.request(address.method, address.url, **form)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", STRANGERS)
def test_nothing_of_a_case_leaks_to_a_stranger_and_each_refusal_says_why(walk: Walk, who: str) -> None:
    faults = [
        f"{address} answers {answer.status_code}: {fault}"
        for address, answer in _asked(walk, who)
        for fault in (
            *_leaks(walk, address, answer),
            *_not_refused(address, answer, who),
            *_unexplained(address, answer),
        )
    ]

    assert not faults, "\n".join((f"to {who}", *faults))


def _leaks(walk: Walk, address: Address, answer: Response) -> Iterator[str]:
    """What of the case stands in the answer and not in the question."""
    text = answer.content.decode(errors="replace") + unquote(str(answer.headers))
    asked = unquote(address.url) + json.dumps(address.body)
    yield from (f"leaks {secret}" for secret in sorted(walk.secrets) if secret in text and secret not in asked)


def _not_refused(address: Address, answer: Response, who: str) -> Iterator[str]:
    """What names something of a case is 401 or 403, or 404 as if there were no such thing; a page leads nobody to the sign-in. What changes
    something and was not sent whole may be refused for that first."""
    status = answer.status_code
    if status >= 500 and address.route != "/readyz":
        yield f"an error: {answer.text[:200]}"
    if not address.of_a_case:
        return
    if who == "nobody":
        refused = status in (401, 403) or (_led_to_sign_in(answer) and not address.of_api)
    else:
        refused = status in ((403, 404) if address.method == "GET" or address.body else (400, 403, 404, 415, 422))
    if not refused:
        yield f"no refusal: {answer.text[:200]}"


def _unexplained(address: Address, answer: Response) -> Iterator[str]:
    """Whoever is refused is told why, in Chinese, and of each reason what to do about it."""
    if answer.status_code < 400 or address.route == "/readyz":
        return
    if answer.headers.get("content-type") == "application/problem+json":
        told = answer.json()
        said = not told["detail"].isascii() and all(one["text"] and one["remedy"] for one in told.get("refusals", ()))
    else:
        said = not address.of_api and re.search(r'role="alert".*?[一-鿿]{4}', answer.text, re.DOTALL) is not None
    if not said:
        yield f"no reason: {answer.text[:200]}"


def _led_to_sign_in(answer: Response) -> bool:
    return answer.status_code == 303 and answer.headers["location"].startswith("/login")


def test_nobody_gets_anything_but_the_door(walk: Walk) -> None:
    open_to_all = {
        "/", "/healthz", "/readyz", "/metrics", "/login", "/login/code", "/desk/assets/{mark}/{name}", "/api/v1/openapi.json", "/desk/test/proof",
    }  # fmt: skip
    for address, answer in _asked(walk, "nobody"):
        if address.route in open_to_all:
            continue
        if address.of_api:
            assert answer.status_code == 401, f"{address}: {answer.status_code}"
        else:
            assert _led_to_sign_in(answer) or answer.status_code in (401, 403, 404), f"{address}: {answer.status_code}"


def test_the_walk_sees_the_case_as_its_handler(walk: Walk) -> None:
    bound = [
        (address, answer)
        for address, answer in _asked(walk, "handler")
        if address.of_a_case and address.method == "GET"
    ]

    opened = {address.route for address, answer in bound if answer.status_code == 200}
    shown = [address for address, answer in bound if any(secret in answer.text for secret in (PARTY, CAUSE))]

    assert len(opened) >= 15
    assert len(shown) >= 5
    assert {f"{API}/cases/{{case_id}}", "/desk/cases/{case_id}"} <= opened
    assert {answer.headers["cache-control"] for _, answer in bound} == {"no-store"}


@pytest.mark.parametrize("state", PLAYED)
def test_every_wrong_role_is_refused_a_step_with_every_reason(walk: Walk, programs: ApiDesk, state: str) -> None:
    stage = walk.stage
    case = stage.office.case(stage.cases[state])
    step = _step_of(stage, case, state)
    wrong = _of_wrong_roles(stage, case, step)
    assert len(wrong) >= 10

    answers = {
        number: programs.act(case.id, step, PLAYED[state], by=str(stage.people[number].officer_id)) for number in wrong
    }

    seen = {number: answer for number, answer in answers.items() if answer.status_code != 404}  # 404: out of reach
    assert seen
    for number, answer in seen.items():
        assert answer.status_code == 422, f"{number}: {answer.text}"
        reasons = {one["code"]: one for one in answer.json()["refusals"]}
        assert all(one["text"] and one["article"] and one["remedy"] for one in reasons.values())
        if state != "archived":
            assert "no_role" in reasons, f"{number}: {answer.text}"
    assert {number for number in wrong if not _refused_by_form(walk, case, step, state, number)} == set()
    assert stage.office.case(case.id).version == case.version


@pytest.fixture(scope="module")
def programs(walk: Walk) -> ApiDesk:
    return ApiDesk(stage=walk.stage)


def _step_of(stage: Stage, case: CaseFile, state: str) -> str:
    """The step that comes next; of a case that has ended the one that ended it."""
    coming = next_step(stage.desk.scene(case, PLAYED[state]))
    return coming.step if coming else case.acts[-1].transition.name


def _of_wrong_roles(stage: Stage, case: CaseFile, step: str) -> tuple[str, ...]:
    """Of each set of roles among which the right one is not, one officer, by staff number."""
    right = {role.name for role in case.workflow.by_name[step].roles}
    register, day = stage.office.agency_register(case.agency_id), stage.office.agenda.today
    found: dict[frozenset[str], str] = {}
    for number, person in stage.people.items():
        roles = frozenset(register.roles(str(person.officer_id), day))
        if not number.startswith("other/") and not roles & right:
            found.setdefault(roles, number)
    return tuple(found.values())


def _refused_by_form(walk: Walk, case: CaseFile, step: str, state: str, number: str) -> bool:
    """Whether the form of the step is refused to this officer with words that say why, or the case is not found."""
    stage, browser = walk.stage, walk.browser(number)
    command = stage.desk.command(case.id, step, PLAYED[state])
    tree = fields_of(case.workflow.by_name[step].facts)
    beside = {"occurred_at": moment_text(command.occurred_at), "version": str(case.version), "key": new_key()}
    sent = {**fill(tree, command.facts), **beside, "proof": browser.proof(), "do": "perform"}
    answer = browser.post(f"/desk/cases/{case.id}/act/{step}", data=sent)
    if answer.status_code == 404:
        return True
    alert = soup_of(answer).select_one("main [role=alert]")
    told = alert.get_text() if alert else ""
    return answer.status_code == 422 and ("办法" in told) and (state == "archived" or "没有该岗位" in told)


def test_a_deputy_of_nobody_acts_for_nobody(walk: Walk) -> None:
    stage = walk.stage
    case = stage.office.case(stage.cases["approving"])
    scene = stage.desk.scene(case)
    coming = next_step(scene)
    assert coming is not None
    body = {
        "occurred_at": instant_text(scene.at), "facts": {}, "on_behalf_of": actor(case.workflow.by_name[coming.step], scene),
    }  # fmt: skip
    headers = {"If-Match": f'"{case.version}"', "Idempotency-Key": "deputy"}

    answer = stage.token("001").post(f"{API}/cases/{case.id}/acts/{coming.step}", json=body, headers=headers)

    assert answer.status_code == 422
    assert stage.office.case(case.id).version == case.version
