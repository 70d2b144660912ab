"""Where couriers go: names of servers and addresses on the web, refused when nothing could be reached by them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME: Final = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*(?!\d+\.?\Z){_LABEL}\.?")
"""A domain name. One whose last part is a number is none: programs take it for an IP address."""
_VISIBLE: Final = re.compile(r"[!-~]*")

_NO_SERVER: Final = "应为服务器的域名或者 IP 地址"
_NO_URL: Final = "应为 https:// 或者 http:// 开头的地址"


def server(told: str) -> str:
    """The name of a server, or its IP address, as it was told. Raises ValueError for what is neither."""
    if not (_is_ip_address(told) or _NAME.fullmatch(_on_the_wire(told))):
        raise ValueError(_NO_SERVER)
    return told


def url(told: str) -> str:
    """An address on the web as it was told. Raises ValueError for one that cannot be asked, or of which something would be left out."""
    if not _VISIBLE.fullmatch(told):  # before it is parted: that would drop some of them without a word
        raise ValueError("只能是英文字母、数字和英文标点，不得有空格和控制字符")
    parts = _parted(told)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        raise ValueError(_NO_URL)
    if "@" in parts.netloc or "#" in told:
        raise ValueError("地址中不得有用户名、密码或者 # 之后的部分")
    server(parts.hostname or "")
    if not _has_a_port(parts):
        raise ValueError("端口应为1至65535的数字")
    return told


def _parted(told: str) -> SplitResult:
    try:
        return urlsplit(told)
    except ValueError as error:  # brackets that hold no IP address
        raise ValueError(_NO_SERVER) from error


def _has_a_port(parts: SplitResult) -> bool:
    """Whether its port is one, named or by its scheme."""
    try:
        return parts.port != 0
    except ValueError:
        return False


def _is_ip_address(told: str) -> bool:
    try:
        ip_address(told)
    except ValueError:
        return False
    return "%" not in told  # behind it stands a card of one machine


def _on_the_wire(told: str) -> str:
    """The name as it is asked for; empty when it cannot be."""
    try:
        return told.encode("idna").decode()
    except UnicodeError:
        return ""
