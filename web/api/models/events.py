"""Events and who is told of them, as the API takes and tells them."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from zhifa.web.api.models.base import Answer, Body, Moment, Named


class EventsTold(Answer):
    """A page of the feed."""

    events: list[dict[str, Any]] = Field(
        description="CloudEvents 1.0（JSON，structured），按 sequence 先后",
        examples=[[{
            "specversion": "1.0", "id": "6d0f8b0e-7d0c-5f57-9d6c-2d3c2b6e1a10", "source": "/zhifa/agencies/5d7f…",
            "type": "zhifa.case.advanced", "subject": "5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10", "time": "2026-03-02T01:00:00.000Z",
            "datacontenttype": "application/json", "sequence": "000000000012", "partitionkey": "5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10",
            "data": {"case": "5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10", "version": 3, "seq": 2, "step": "file", "state": "investigating",
                     "phase": "investigate", "ended": False, "link": "cases/5d7f0b0e-7d0c-4f57-9d6c-2d3c2b6e1a10"},
        }]],
    )  # fmt: skip
    after: int = Field(description="下一页从何处起；没有新事件的，稍后用同一个再问", examples=[12])


class TypesTold(Answer):
    """The types of events."""

    types: list[Named] = Field(description="事件的种类")


class SubscriptionBody(Body):
    """A receiver that is to be told."""

    url: str = Field(
        description="接收地址，https:// 或者 http:// 开头",
        max_length=2000,
        examples=["https://oa.example.gov.cn/hooks/zhifa"],
    )
    types: list[str] = Field(default_factory=list, description="要哪些种类；空则全要", max_length=50)
    note: str = Field(default="", description="说明", max_length=200)


class SubscriptionChange(Body):
    """What is to be changed of a receiver; what is left out stays."""

    url: str | None = Field(default=None, description="接收地址", max_length=2000)
    types: list[str] | None = Field(default=None, description="要哪些种类；空则全要", max_length=50)
    note: str | None = Field(default=None, description="说明", max_length=200)
    active: bool | None = Field(default=None, description="false 暂停；暂停期间的事件不补推")


class SubscriptionTold(Answer):
    """A receiver."""

    id: str = Field(description="订阅的编号（UUID）")
    url: str = Field(description="接收地址")
    types: list[str] = Field(description="要哪些种类；空则全要")
    note: str = Field(description="说明")
    active: bool = Field(description="是否推送")
    created_at: Moment
    waiting: int = Field(description="等待推送的事件", examples=[0])
    dead: int = Field(description="放弃推送的事件", examples=[0])


class SubscriptionMade(SubscriptionTold):
    """A receiver that was just made."""

    secret: str = Field(description="核对签名的密钥（whsec_…），只在此时告知", examples=["whsec_…"])


class SubscriptionsTold(Answer):
    """All receivers of an agency."""

    subscriptions: list[SubscriptionTold] = Field(description="先订的在前")


class DeliveryTold(Answer):
    """An event on its way to a receiver."""

    id: str = Field(description="投递的编号（UUID）")
    event_id: str = Field(description="事件的编号")
    case_id: str = Field(description="案件编号")
    sequence: int = Field(description="事件在本机关的序号", examples=[12])
    status: str = Field(description="waiting 等待、sent 送达、dead 放弃", examples=["dead"])
    tries: int = Field(description="已试几次", examples=[9])
    next_try_at: Moment
    last_error: str | None = Field(description="没有送达的原因", examples=["接收方 oa.example.gov.cn 回答 500"])
    sent_at: str | None = Field(description="送达时刻", examples=[None])


class DeliveriesTold(Answer):
    """Deliveries of one receiver."""

    deliveries: list[DeliveryTold] = Field(description="按事件先后")
    after: int | None = Field(description="下一页从何处起；null 为没有下一页", examples=[None])
