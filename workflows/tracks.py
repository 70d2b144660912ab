"""The small lives beside the state of a penalty case; closing asks that all have ended."""

from __future__ import annotations

from zhifa.engine.vocabulary import Track

PRESERVED = Track(name="preservation", label="先行登记保存")
CORRECTING = Track(name="correction", label="责令改正")
NOTICE_SERVICE = Track(name="notice_service", label="告知书送达")
DECISION_SERVICE = Track(name="decision_service", label="决定书送达")
PAYING = Track(name="payment", label="缴款")
PERFORMANCE = Track(name="performance", label="履行")
PUBLISHING = Track(name="publication", label="公示")
