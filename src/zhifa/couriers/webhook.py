"""Webhooks: a digest posted to the host's message system, signed as the Standard Webhooks convention says.

The body is a CloudEvents 1.0 event in JSON and the same at every try; the headers carry its id, the second of the try and
HMAC-SHA256 over ``id.second.body``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from zhifa.couriers.limit import within
from zhifa.couriers.notifier import ChannelDown, Message, Undelivered
from zhifa.engine.instants import instant_text
from zhifa.system_errors import wrong

EVENT: Final = "zhifa.warning.digest"
"""The type of the event, for receivers that take several."""

_PREFIX: Final = "whsec_"


@dataclass(frozen=True, kw_only=True)
class WebhookNotifier:
    """Posts each digest to one address. ``seconds`` bounds the whole request, whatever the server answers; redirects are not followed."""

    url: str
    key: bytes = field(repr=False)
    now: Callable[[], datetime]
    seconds: float = 10
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    channel = "webhook"

    def deliver(self, message: Message) -> None:
        """Return when the server answered 2xx. Raises :class:`ChannelDown` for 429 and 5xx, :class:`Undelivered` for any other answer."""
        body = _event(message)
        second = int(self.now().timestamp())
        headers = {
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            "webhook-id": message.id,
            "webhook-timestamp": str(second),
            "webhook-signature": signature(self.key, message.id, second, body),
        }
        try:
            status = self._post(body, headers)
        except (http.client.HTTPException, OSError) as error:
            raise ChannelDown(f"{self._place} 不通：{reason(error)}") from error
        if not 200 <= status < 300:
            fault = ChannelDown if status == 429 or status >= 500 else Undelivered
            raise fault(f"{self._place} 回答 {status}")

    @property
    def _place(self) -> str:
        """The server, without a path that might hold a secret."""
        return f"消息系统 {urlsplit(self.url).netloc.rpartition('@')[2]}"

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        target, connection = urlsplit(self.url), self.connection()
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        try:
            with within(self.seconds, connection):
                connection.request("POST", path, body, headers)
                with connection.getresponse() as answer:  # its body is nobody's concern
                    return answer.status
        finally:
            connection.close()

    def connection(self) -> http.client.HTTPConnection:
        """A connection to the server, not opened yet. Its port is always told: one that is not would be looked for within an IPv6 address."""
        target = urlsplit(self.url)
        host = target.hostname or ""
        if target.scheme == "https":
            return http.client.HTTPSConnection(host, target.port or 443, timeout=self.seconds, context=self.trust)
        return http.client.HTTPConnection(host, target.port or 80, timeout=self.seconds)


def signing_key(told: str) -> bytes:
    """The key of a secret as the convention writes it: ``whsec_`` and 24 to 64 bytes in base64. Raises ValueError for any other text."""
    if not told.startswith(_PREFIX):
        raise ValueError(f"应以 {_PREFIX} 开头")
    try:
        key = base64.b64decode(told.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError(f"{_PREFIX} 之后应为 base64") from error
    if not 24 <= len(key) <= 64:
        raise ValueError(f"密钥应为24至64个字节，现为{len(key)}个")
    return key


def signature(key: bytes, message_id: str, second: int, body: bytes) -> str:
    """What the header ``webhook-signature`` says of this body, sent under this id in this second."""
    signed = b".".join((message_id.encode(), str(second).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _event(message: Message) -> bytes:
    event: dict[str, Any] = {
        "specversion": "1.0",
        "id": message.id,
        "source": f"/zhifa/agencies/{message.agency_id}",
        "type": EVENT,
        "subject": message.officer_id,
        "time": instant_text(message.created_at),
        "datacontenttype": "application/json",
        "data": message.digest,
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def reason(error: Exception) -> str:
    """Why a server could not be asked, in a few words."""
    return "没有按时回答" if isinstance(error, TimeoutError) else wrong(error) or type(error).__name__
