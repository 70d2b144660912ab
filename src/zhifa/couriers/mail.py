"""E-mail: a digest as text and as a page, over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from typing import Final, Literal

from zhifa.couriers.digest import page, subject, text
from zhifa.couriers.limit import within
from zhifa.couriers.notifier import ChannelDown, Message, NoAddress, Undelivered
from zhifa.system_errors import wrong

Security = Literal["tls", "starttls", "none"]

_MESSAGE_ALONE: Final = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
"""Answers that concern this message or its receiver and say nothing of the server."""

_READY: Final = 220


@dataclass(frozen=True, kw_only=True)
class MailNotifier:
    """Sends each digest as one mail. ``seconds`` bounds all that comes before the mail is taken, whatever the server answers.

    With ``tls`` and ``starttls`` the server must show a certificate that ``trust`` (by default the system) vouches for, and name and password
    are never sent without encryption.
    """

    host: str
    port: int
    security: Security
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 10
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    channel = "mail"

    def __post_init__(self) -> None:
        if self.username is not None and self.security == "none":
            raise ValueError("username: a name and password are sent over an encrypted connection only")

    def deliver(self, message: Message) -> None:
        """Return when the server has taken the mail. Raises :class:`NoAddress`, :class:`ChannelDown`, :class:`Undelivered`."""
        if message.address is None:
            raise NoAddress("人员名录没有登记其电子邮箱")
        letter = self._letter(message, message.address)
        client = self._client()
        try:
            with within(self.seconds, client):
                self._connect(client)
                client.send_message(letter)
            with suppress(smtplib.SMTPException, OSError), within(self.seconds, client):
                client.quit()  # the mail is taken: how the server says farewell changes nothing
        except _MESSAGE_ALONE as error:
            raise Undelivered(f"邮件服务器不收这封邮件：{_told(error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelDown(f"邮件服务器 {self.host}:{self.port} 不通：{_told(error)}") from error
        finally:
            client.close()

    def _client(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(local_hostname=self._domain, timeout=self.seconds, context=self._trust())
        return smtplib.SMTP(local_hostname=self._domain, timeout=self.seconds)

    def _connect(self, client: smtplib.SMTP) -> None:
        client._host = self.host  # type: ignore[attr-defined]  # noqa: SLF001 - the name that TLS checks; only a constructor that connects at once sets it
        code, welcome = client.connect(self.host, self.port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, welcome)
        if self.security == "starttls":
            client.starttls(context=self._trust())
        if self.username is not None:
            client.login(self.username, self.password or "")

    @property
    def _domain(self) -> str:
        """The name this machine greets with; asking the network for one may take long."""
        return self.sender.rpartition("@")[2]

    def _trust(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()

    def _letter(self, message: Message, address: str) -> EmailMessage:
        letter = EmailMessage(policy=WIRE)
        letter["From"] = self.sender
        letter["To"] = Address(display_name=" ".join(message.officer.split()), addr_spec=address)
        letter["Subject"] = subject(message)
        letter["Date"] = format_datetime(message.created_at)
        letter["Message-ID"] = f"<{message.id}@{self._domain}>"
        letter["Auto-Submitted"] = "auto-generated"  # no out-of-office reply, please
        letter.set_content(text(message))
        letter.add_alternative(page(message), subtype="html")
        return letter


def _told(error: Exception) -> str:
    """What the server answered, or what happened to the connection, in one line."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            answers = (f"{code} {_text(answer)}" for code, answer in error.recipients.values())
            return "；".join(answers)
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code} {_text(error.smtp_error)}"
        case TimeoutError():
            return "没有按时回答"
        case smtplib.SMTPServerDisconnected():  # also what smtplib makes of a socket's own timeout
            return "没有按时回答" if isinstance(error.__context__, TimeoutError) else "连接中断"
        case _:
            return wrong(error) or type(error).__name__


def _text(answer: bytes | str) -> str:
    told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(told.split())[:200]
