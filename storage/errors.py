"""What storage raises, and nothing of any driver.

    StorageError
    ├── AccountMoved
    ├── AcknowledgedBefore
    ├── AlreadyImported
    ├── CalendarMoved
    ├── CaseUnknown
    ├── CustodyMoved
    ├── DatabaseBusy
    ├── DeliveryUnknown
    ├── DriverMissing
    ├── FileCorrupt
    ├── FileMissing
    ├── FileTooLarge
    ├── KeyTaken
    ├── LockedRow
    ├── MessageUnknown
    ├── NumberTaken
    ├── RegisterMoved
    ├── SchemaMissing
    ├── SchemaOutdated
    ├── StaleCase
    ├── StorageFull
    ├── StoreForeign
    ├── SubscriptionUnknown
    ├── SweepFinished
    ├── UploadMoved
    └── WarningUnknown

Each keeps its operands as attributes. After any of them the database is as it was before the transaction; the driver's
own error is the cause (`__cause__`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class StorageError(Exception):
    """The store could not do what was asked. Raised itself only for a driver's error that has no name here."""


class AccountMoved(StorageError):
    """An account was changed by another meanwhile, or its name or officer was taken; read it again."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id
        super().__init__(f"account {account_id} was changed by another; read it again")


class AcknowledgedBefore(StorageError):
    """The officer has taken note of this warning before; the earlier note stands."""

    def __init__(self, warning_id: str) -> None:
        self.warning_id = warning_id
        super().__init__(f"warning {warning_id} was acknowledged before")


class AlreadyImported(StorageError):
    """The agency has imported a file with these very bytes before; nothing of it is taken twice."""

    def __init__(self, file: str, digest: str) -> None:
        self.file = file
        self.digest = digest
        super().__init__(f"{file} (SHA-256 {digest}) was imported before")


class CalendarMoved(StorageError):
    """Another calendar file came in meanwhile; read the agency's calendar again."""

    def __init__(self, agency_id: str) -> None:
        self.agency_id = agency_id
        super().__init__(f"the calendar of agency {agency_id} has moved on; read it again")


class CaseUnknown(StorageError):
    """No case has this id."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        super().__init__(f"no case {case_id}")


class CustodyMoved(StorageError):
    """Another line of custody took this place first; read the chain again."""

    def __init__(self, case_id: str, key: str) -> None:
        self.case_id = case_id
        self.key = key
        super().__init__(f"the custody of evidence {key} of case {case_id} has moved on; read it again")


class StaleCase(StorageError):
    """The case no longer stands at the version the command was decided on (0: it was to be opened and exists)."""

    def __init__(self, case_id: str, expected: int) -> None:
        self.case_id = case_id
        self.expected = expected
        super().__init__(f"case {case_id} no longer stands at version {expected}; read it again")


class MessageUnknown(StorageError):
    """No message of the outbox that was given up has this id."""

    def __init__(self, message_id: str) -> None:
        self.message_id = message_id
        super().__init__(f"no dead message {message_id}")


class DeliveryUnknown(StorageError):
    """No event that was sent to this receiver, or given up, is under this id."""

    def __init__(self, delivery_id: str) -> None:
        self.delivery_id = delivery_id
        super().__init__(f"no delivery {delivery_id} that was sent or given up")


class SubscriptionUnknown(StorageError):
    """No subscription of the agency has this id."""

    def __init__(self, subscription_id: str) -> None:
        self.subscription_id = subscription_id
        super().__init__(f"no subscription {subscription_id}")


class UploadMoved(StorageError):
    """An upload went on or ended meanwhile; read it again."""

    def __init__(self, upload_id: str) -> None:
        self.upload_id = upload_id
        super().__init__(f"upload {upload_id} went on or ended meanwhile; read it again")


class NumberTaken(StorageError):
    """Another command was allotted this number first; read the next free one and render again."""

    def __init__(self, series: str, year: int) -> None:
        self.series = series
        self.year = year
        super().__init__(f"the number of series {series} in {year} was allotted to another paper")


class RegisterMoved(StorageError):
    """Another change of the register came first; read it again."""

    def __init__(self, agency_id: str) -> None:
        self.agency_id = agency_id
        super().__init__(f"the register of agency {agency_id} has moved on; read it again")


class KeyTaken(StorageError):
    """A command was already performed under this idempotency key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"a command was already performed under the key {key}")


class DatabaseBusy(StorageError):
    """Another writer held the lock for longer than this database waits."""

    def __init__(self, waited_ms: int) -> None:
        self.waited_ms = waited_ms
        super().__init__(f"another writer held the lock beyond busy_timeout ({waited_ms} ms); nothing was written")


class DriverMissing(StorageError):
    """The driver of PostgreSQL cannot be loaded; it is an extra of the distribution."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text}: pip install 'zhifa[postgresql]'")


class StorageFull(StorageError):
    """The disk, the file-size limit or the database's own size limit is reached."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"no room to write: {text}; nothing was written")


class SweepFinished(StorageError):
    """Another process took this sweep for lost and ended it; go on under a new one."""

    def __init__(self, sweep_id: str) -> None:
        self.sweep_id = sweep_id
        super().__init__(f"sweep {sweep_id} was ended by another process")


class LockedRow(StorageError):
    """A lock of the database (a trigger whose text starts with `ZF`) refused the change."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


class SchemaMissing(StorageError):
    """The database holds no tables of zhifa."""

    def __init__(self) -> None:
        super().__init__("the database is not initialised; run `zhifa db init`")


class SchemaOutdated(StorageError):
    """The tables are not those of this zhifa. `found` and `wanted` are migration numbers, None where unknown."""

    def __init__(self, found: str | None, wanted: str | None) -> None:
        self.found = found
        self.wanted = wanted
        super().__init__(f"the database stands at migration {found}, this zhifa needs {wanted}; run `zhifa db upgrade`")


class WarningUnknown(StorageError):
    """No warning with this id reached this officer."""

    def __init__(self, warning_id: str) -> None:
        self.warning_id = warning_id
        super().__init__(f"no warning {warning_id} reached this officer")


class FileMissing(StorageError):
    """The file store holds nothing under this digest."""

    def __init__(self, digest: str) -> None:
        self.digest = digest
        super().__init__(f"no file {digest}")


class FileCorrupt(StorageError):
    """The content under this digest is not what was put there."""

    def __init__(self, digest: str, found: str) -> None:
        self.digest = digest
        self.found = found
        super().__init__(f"file {digest} is corrupt: its content has the digest {found}")


class StoreForeign(StorageError):
    """The file store belongs to another database: `found` is its identity, None where the folder does not say; `wanted` is ours."""

    def __init__(self, root: Path, found: str | None, wanted: str) -> None:
        self.root = root
        self.found = found
        self.wanted = wanted
        owner = f"belongs to database {found}" if found else "does not say to which database it belongs"
        super().__init__(f"the file store {root} {owner}; this is database {wanted}")


class FileTooLarge(StorageError):
    """The content is larger than the file store takes (`limit` in bytes)."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"the file is larger than {limit} bytes; nothing was kept")
