"""Rows as plain values: one `NamedTuple` a table, fields named and ordered as its columns.

The hot path reads and binds these and no table object (building one costs 140 µs). All text is as stored: instants UTC
text with milliseconds, legal dates `YYYY-MM-DD`, structured values JSON text, flags 0 or 1. A test compares each record
with its table.

The records of a subject stand in a module called as that of its tables; all of them are imported from here.
"""

from __future__ import annotations

from zhifa.storage.records.accounts import (
    AccountEntryRecord,
    AccountRecord,
    IdentityLinkRecord,
    LoginAttemptRecord,
    SessionRecord,
    TokenRecord,
)
from zhifa.storage.records.calendar import CalendarRecord, CalendarRunRecord
from zhifa.storage.records.cases import CaseRecord, CommandRecord, EntryRecord, FactsRecord, RefusalRecord
from zhifa.storage.records.docket import DocketRecord, ReadRecord, SearchEntryRecord
from zhifa.storage.records.events import DeliveryRecord, EventRecord, SubscriptionRecord
from zhifa.storage.records.evidence import CustodyRecord, DatabaseIdentityRecord, FileRecord
from zhifa.storage.records.jottings import JottingRecord
from zhifa.storage.records.journal import RegisterEntryRecord, RegisterLineRecord, StandingLine, StandingRegister
from zhifa.storage.records.loaded import Loaded
from zhifa.storage.records.migration import MigrationRecord
from zhifa.storage.records.papers import (
    IssuedNumber,
    NumberRecord,
    PaperHead,
    PaperRecord,
    SealRecord,
    VoidedNumberRecord,
)
from zhifa.storage.records.past import ImportRecord, PastDecisionRecord
from zhifa.storage.records.register import (
    AgencyRecord,
    ContactRecord,
    OfficerRecord,
    PadRecord,
    RegisterRows,
)
from zhifa.storage.records.related import FineEndRecord, FineRecord, LinkRecord
from zhifa.storage.records.review import (
    AssessableKindRecord,
    AssessmentRecord,
    DecisionRecord,
    ExemptionRecord,
    ReviewRecord,
)
from zhifa.storage.records.saved_filters import SavedFilterRecord
from zhifa.storage.records.terms import TermRecord, TermSpan, TrackRecord
from zhifa.storage.records.uploads import UploadRecord, UploadShare
from zhifa.storage.records.watch import (
    AcknowledgementRecord,
    AssigneeRecord,
    InboxRecord,
    OutboxCount,
    OutboxRecord,
    ReceivedRecord,
    SweepRecord,
    WarningRecord,
    WatchRecord,
)

__all__ = [
    "AccountEntryRecord",
    "AccountRecord",
    "AcknowledgementRecord",
    "AgencyRecord",
    "AssessableKindRecord",
    "AssessmentRecord",
    "AssigneeRecord",
    "CalendarRecord",
    "CalendarRunRecord",
    "CaseRecord",
    "CommandRecord",
    "ContactRecord",
    "CustodyRecord",
    "DatabaseIdentityRecord",
    "DecisionRecord",
    "DeliveryRecord",
    "DocketRecord",
    "EntryRecord",
    "EventRecord",
    "ExemptionRecord",
    "FactsRecord",
    "FileRecord",
    "FineEndRecord",
    "FineRecord",
    "IdentityLinkRecord",
    "ImportRecord",
    "InboxRecord",
    "IssuedNumber",
    "JottingRecord",
    "LinkRecord",
    "Loaded",
    "LoginAttemptRecord",
    "MigrationRecord",
    "NumberRecord",
    "OfficerRecord",
    "OutboxCount",
    "OutboxRecord",
    "PadRecord",
    "PaperHead",
    "PaperRecord",
    "PastDecisionRecord",
    "ReadRecord",
    "ReceivedRecord",
    "RefusalRecord",
    "RegisterEntryRecord",
    "RegisterLineRecord",
    "RegisterRows",
    "ReviewRecord",
    "SavedFilterRecord",
    "SealRecord",
    "SearchEntryRecord",
    "SessionRecord",
    "StandingLine",
    "StandingRegister",
    "SubscriptionRecord",
    "SweepRecord",
    "TermRecord",
    "TermSpan",
    "TokenRecord",
    "TrackRecord",
    "UploadRecord",
    "UploadShare",
    "VoidedNumberRecord",
    "WarningRecord",
    "WatchRecord",
]
