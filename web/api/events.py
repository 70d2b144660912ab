"""Events of an agency's cases: the feed to be asked, and receivers that are told by signed webhooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Response

from zhifa.couriers.receivers import Receivers, networks
from zhifa.engine.errors import CommandRefused, DeliveryUnknown, SubscriptionUnknown
from zhifa.engine.events import TYPES, FeedForgotten
from zhifa.engine.instants import instant_text
from zhifa.engine.quoted import shown
from zhifa.engine.refusals import FACTS_INVALID
from zhifa.engine.subscriptions import MOST, Delivery, Subscription, SubscriptionsFull
from zhifa.web.access import Here, Site, needs
from zhifa.web.api.answers import ACTS, problems
from zhifa.web.api.models.base import Named
from zhifa.web.api.models.events import (
    DeliveriesTold,
    DeliveryTold,
    EventsTold,
    SubscriptionBody,
    SubscriptionChange,
    SubscriptionMade,
    SubscriptionsTold,
    SubscriptionTold,
    TypesTold,
)
from zhifa.web.api.strict import StrictRoute
from zhifa.web.errors import BadRequest, Forbidden, NotFound
from zhifa.web.person import Grant, Person

router = APIRouter(tags=["事件"], route_class=StrictRoute)

PAGE: Final = 100
_LARGEST: Final = 10**15
After = Annotated[int, Query(description="上一页答复中的 after；0 从头", ge=0, le=_LARGEST)]
_Counts = Mapping[tuple[str, str], int]
"""Deliveries by subscription and status."""
Limit = Annotated[int, Query(description=f"至多几个，{PAGE} 以内", ge=1, le=PAGE)]


class Managing:
    """Whoever looks after the events of an agency."""

    def __init__(self, site: Site, person: Person) -> None:
        self.site = site
        self.person = person
        self.events = site.office.events
        self.subscriptions = site.office.subscriptions
        self.agency_id = person.agency_id


def _reaches_all(site: Site, person: Person) -> bool:
    """Whether every case of the agency is in reach: events tell of all of them."""
    try:
        return person.officer_id is not None and site.reader(person).reach.whole
    except LookupError:
        return False


_Granted = Annotated[Person, Depends(needs(Grant.EVENTS))]


def _managing(site: Here, person: _Granted) -> Managing:
    if not person.administers and not _reaches_all(site, person):
        raise Forbidden(
            "reach_not_whole", "推送涵盖本机关的全部案件，您的岗位只及其中一部分；由管理员或者岗位及于全机关的人员办理"
        )
    return Managing(site, person)


def _following(site: Here, person: _Granted) -> Managing:
    if not _reaches_all(site, person):
        raise Forbidden("reach_not_whole", "事件涵盖本机关的全部案件，您的岗位不及于全部；由岗位及于全机关的人员查阅")
    return Managing(site, person)


Manages = Annotated[Managing, Depends(_managing)]
"""Whoever says who is told. Raises ``Forbidden`` for an officer who does not reach every case of the agency, unless he administers."""
Follows = Annotated[Managing, Depends(_following)]
"""Whoever reads which case something happened to. Raises ``Forbidden`` for whoever does not reach every case, also one who administers."""


@router.get("/events", summary="案件的事件，由先到后", responses=problems(410))
def feed(managing: Follows, after: After = 0, limit: Limit = PAGE) -> EventsTold:
    """每个事件有一个序号，不缺不重；记下 `after`，下次从那里问起，一个也不会漏。早于保存期的答复 410，案件要重新读取。"""
    try:
        page = managing.events.page(managing.agency_id, after=after, limit=limit)
    except FeedForgotten as error:
        told = f"序号 {error.first} 以前的事件已经超出保存期，其中有您没有取过的；重新读取案件，再从 after={error.first - 1} 问起"
        raise BadRequest("events_forgotten", told, 410) from error
    return EventsTold(events=[event.cloud() for event in page.events], after=page.after)


@router.get("/events/types", summary="事件的种类", responses=problems())
def types(managing: Manages) -> TypesTold:
    """名称不随措辞改变。"""
    del managing  # only that somebody may ask is asked
    return TypesTold(types=[Named(name=name, label=label) for name, label in TYPES.items()])


@router.get("/subscriptions", summary="订阅", responses=problems())
def subscriptions(managing: Manages) -> SubscriptionsTold:
    """本机关的接收方，和等待、放弃推送的事件数。"""
    found, counts = managing.subscriptions.of(managing.agency_id), _counts(managing)
    return SubscriptionsTold(subscriptions=[_told(one, counts) for one in found])


@router.post("/subscriptions", summary="订阅事件", status_code=201, response_model=SubscriptionMade, responses=ACTS)
def subscribe(body: SubscriptionBody, managing: Manages, response: Response) -> Any:
    """此后的事件以带签名的 CloudEvents 推送到这个地址（Standard Webhooks）；密钥只在此时告知。每个机关至多20个。"""
    url = _checked(managing, body.url)
    try:
        made, secret = managing.subscriptions.subscribe(
            managing.agency_id, url=url, types=_types(body.types), note=_plain(body.note),
            created_by=managing.person.account_id or managing.person.officer_id or managing.person.name,
        )  # fmt: skip
    except SubscriptionsFull as error:
        raise _unfit("url", url, f"本机关已有{MOST}个订阅，至多{MOST}个；先取消不用的") from error
    response.headers["Location"] = f"subscriptions/{made.id}"
    return SubscriptionMade(**_told(made, {}).model_dump(), secret=secret)


@router.get("/subscriptions/{subscription_id}", summary="一个订阅", responses=problems(404))
def subscription(subscription_id: str, managing: Manages) -> SubscriptionTold:
    """接收方和推送的情况。"""
    try:
        return _told(managing.subscriptions.one(managing.agency_id, subscription_id), _counts(managing))
    except SubscriptionUnknown as error:
        raise _unknown() from error


@router.patch(
    "/subscriptions/{subscription_id}", summary="改动一个订阅", response_model=SubscriptionTold, responses=ACTS
)
def change(subscription_id: str, body: SubscriptionChange, managing: Manages) -> Any:
    """没有写的不变。"""
    url = None if body.url is None else _checked(managing, body.url)
    kinds = None if body.types is None else _types(body.types)
    note = None if body.note is None else _plain(body.note)
    try:
        changed = managing.subscriptions.change(
            managing.agency_id, subscription_id, url=url, types=kinds, note=note, active=body.active
        )
    except SubscriptionUnknown as error:
        raise _unknown() from error
    return _told(changed, _counts(managing))


@router.delete(
    "/subscriptions/{subscription_id}",
    summary="取消一个订阅",
    status_code=204,
    response_class=Response,
    responses=problems(404),
)
def unsubscribe(subscription_id: str, managing: Manages) -> Response:
    """等待推送的也不再推送。"""
    try:
        managing.subscriptions.unsubscribe(managing.agency_id, subscription_id)
    except SubscriptionUnknown as error:
        raise _unknown() from error
    return Response(status_code=204)


@router.get("/subscriptions/{subscription_id}/deliveries", summary="一个订阅的投递", responses=problems(404))
def deliveries(
    subscription_id: str, managing: Follows,
    status: Annotated[Literal["waiting", "sent", "dead"], Query(description="waiting 等待、sent 送达、dead 放弃")] = "dead",
    after: After = 0, limit: Limit = PAGE,
) -> DeliveriesTold:  # fmt: skip
    """哪些事件到了、没到、为什么。"""
    try:
        found = managing.subscriptions.deliveries(managing.agency_id, subscription_id, status, after=after, limit=limit)
    except SubscriptionUnknown as error:
        raise _unknown() from error
    beyond = found[-1].place if len(found) == limit else None
    return DeliveriesTold(deliveries=list(map(_delivery, found)), after=beyond)


@router.post(
    "/subscriptions/{subscription_id}/deliveries/{delivery_id}/redeliver", summary="重新投递", status_code=204, response_class=Response,
    responses=problems(404),
)  # fmt: skip
def redeliver(subscription_id: str, delivery_id: str, managing: Manages) -> Response:
    """已送达的、已放弃的都可以重新投递；接收方按 webhook-id 认出重复的。"""
    try:
        managing.subscriptions.redeliver(managing.agency_id, subscription_id, delivery_id)
    except DeliveryUnknown as error:
        raise NotFound("没有这次投递，或者还在等待") from error
    return Response(status_code=204)


# --- parts ------------------------------------------------------------------------------------------------------------


def _checked(managing: Managing, url: str) -> str:
    """The address, if events may be carried there. Raises ``CommandRefused``."""
    receivers = Receivers(networks=networks(managing.site.settings.webhook_networks))
    try:
        return receivers.check(url)
    except ValueError as error:
        raise _unfit("url", url, str(error)) from error


def _types(told: list[str]) -> list[str]:
    unknown = next((name for name in told if name not in TYPES), None)
    if unknown is not None:
        raise _unfit("types", unknown, f"只有 {'、'.join(TYPES)}")
    return told


def _plain(note: str) -> str:
    if not note.isprintable():
        raise _unfit("note", note, "应为一行，不含控制字符")
    return note


def _unfit(field: str, value: str, rule: str) -> CommandRefused:
    return CommandRefused((FACTS_INVALID.refuse(field=field, value=shown(value), rule=rule),))


def _unknown() -> NotFound:
    return NotFound("本机关没有这个订阅")


def _counts(managing: Managing) -> _Counts:
    found = managing.subscriptions.counts(managing.agency_id)
    return {(one.subscription_id, one.status): one.counted for one in found}


def _told(one: Subscription, counts: _Counts) -> SubscriptionTold:
    return SubscriptionTold(
        id=one.id, url=one.url, types=list(one.types), note=one.note, active=one.active, created_at=instant_text(one.created_at),
        waiting=counts.get((one.id, "waiting"), 0), dead=counts.get((one.id, "dead"), 0),
    )  # fmt: skip


def _delivery(one: Delivery) -> DeliveryTold:
    return DeliveryTold(
        id=one.id, event_id=one.event_id, case_id=one.case_id, sequence=one.place, status=one.status, tries=one.tries,
        next_try_at=instant_text(one.next_try_at), last_error=one.last_error, sent_at=instant_text(one.sent_at) if one.sent_at else None,
    )  # fmt: skip
