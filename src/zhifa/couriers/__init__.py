"""Couriers: what carries warnings to people and events to programs outside, and the bell that wakes both.

The sweep itself is the office's. A host program with a scheduler of its own calls :meth:`Watchman.round` and :meth:`EventCourier.round` from it, each
by itself, and needs no bell.
"""

from __future__ import annotations

from zhifa.couriers.bell import Bell
from zhifa.couriers.events import EventCourier
from zhifa.couriers.health import Health, health
from zhifa.couriers.mail import MailNotifier
from zhifa.couriers.notifier import ChannelDown, Message, NoAddress, Notifier, Undelivered
from zhifa.couriers.receivers import Receivers
from zhifa.couriers.rounds import Round, Watchman
from zhifa.couriers.settings import Settings, read_settings
from zhifa.couriers.webhook import WebhookNotifier
from zhifa.settings_tables import SettingsFaulty

__all__ = [
    "Bell",
    "ChannelDown",
    "EventCourier",
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
