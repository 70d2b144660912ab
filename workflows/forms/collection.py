"""Forms of money that the officers collect themselves, and of what becomes of it (处罚法 68-71)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhifa.engine.planning import MAIN
from zhifa.workflows.forms.base import Fen, Form, Identifier, Label, Text
from zhifa.workflows.forms.publish import Payment
from zhifa.workflows.forms.start import TwoOfficers


class Named(Form):
    """Money that the officers collect themselves, each collection under its name."""

    collection: Label | None = None
    """Its name within the case, where there is more than one that is not deposited yet: 收缴2."""


class Collected(Payment, Named):
    """A fine taken by the officers against the treasury's receipt (处罚法 70)."""

    officers: TwoOfficers
    treasury_receipt: Literal[True]
    """专用票据 of the treasury was handed to the party; without it the party may refuse to pay (处罚法 70)."""


class SpotCollection(Collected):
    """当场收缴罚款, as the decision made on the spot has it (处罚法 68, 69)."""

    on_water: bool = False
    """Collected on the water: the two days run from the landing (处罚法 71)."""


class RequestedCollection(Collected):
    """当场收缴罚款 at the request of a party in a remote place, after a decision by either procedure (处罚法 69)."""

    circumstances: Literal["边远地区", "水上", "交通不便地区"]
    place: Label
    difficulty: Text
    """Why it is hard for the party to pay at the bank or electronically."""
    request: Text
    """The party's own words, who asks for it."""

    @property
    def on_water(self) -> bool:
        """Whether the two days run from the landing (处罚法 71)."""
        return self.circumstances == "水上"


class Landed(Named):
    """抵岸 with what was collected on the water (处罚法 71)."""

    port: Label


class PassedOn(Named):
    """Money collected by the officers goes on, whole, against a voucher."""

    amount: Annotated[Fen, Field(gt=0)]
    voucher: Label


class HandedIn(PassedOn):
    """交至行政机关 within two working days (处罚法 71)."""

    received_by: Identifier
    """Who took it for the agency."""


class Deposited(PassedOn):
    """缴付指定的银行 within two working days (处罚法 71)."""

    bank: Label


def name_of(facts: object) -> str:
    """The name of the collection that the facts are about."""
    assert isinstance(facts, Named)
    return facts.collection or MAIN
