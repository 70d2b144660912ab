"""Couriers: what carries warnings to people outside, and the bell that wakes the watch.

The sweep itself is the office's. A host program with a scheduler of its own calls :meth:`Watchman.round` from it and needs no bell.
"""

from __future__ import annotations

from zhifa.couriers.bell import Bell
from zhifa.couriers.health import Health, health
from zhifa.couriers.mail import MailNotifier
from zhifa.couriers.notifier import ChannelDown, Message, NoAddress, Notifier, Undelivered
from zhifa.couriers.receivers import Receivers
from zhifa.couriers.rounds import Round, Watchman
from zhifa.couriers.settings import Settings, SettingsFaulty, read_settings
from zhifa.couriers.webhook import WebhookNotifier

__all__ = [
    "Bell",
    "ChannelDown",
    "Health",
    "MailNotifier",
    "Message",
    "NoAddress",
    "Notifier",
    "Receivers",
    "Round",
    "Settings",
    "SettingsFaulty",
    "Undelivered",
    "Watchman",
    "WebhookNotifier",
    "health",
    "read_settings",
]
