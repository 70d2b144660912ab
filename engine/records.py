"""The rows that the office hands out as they are: an issued paper with and without its text, its seal, a term."""

from __future__ import annotations

from zhifa.storage.records import PaperHead, PaperRecord, SealRecord, TermRecord

__all__ = ["PaperHead", "PaperRecord", "SealRecord", "TermRecord"]
