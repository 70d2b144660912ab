"""What an agency may choose where the law leaves it a choice, and what is refused of it: the same in a register file and in a sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

from zhifa.engine.fields import Label, PackName
from zhifa.engine.forms import parse
from zhifa.engine.ladder import Manner, manner
from zhifa.workflows.packs import PACKS
from zhifa.workflows.terms.catalogue import terms_of

_MONTH_AND_DAY: Final = re.compile(r"[0-9]{2}-[0-9]{2}")


class StrictForm(BaseModel):
    """Exactly the named fields, of exactly the named types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


_TERMS = {code: term for pack in PACKS for code, term in terms_of(pack).items()}
"""Every term there is, by code."""


def _warns_ahead(code: str) -> str:
    term = _TERMS.get(code)
    if term is None:
        raise ValueError(f"期限代码“{code}”不存在，见 zhifa term list")
    if manner(term.duty, term.consequence) is Manner.TOLD:
        raise ValueError(f"期限“{term.label}”（{code}）只在届满时告知一次，没有预警阶梯")
    return code


TermCode = Annotated[str, AfterValidator(_warns_ahead)]
"""Code of a term that warns before its end."""

LevelName = Literal["handler", "unit_head", "head", "supervisor"]


def _shares() -> Mapping[int, tuple[LevelName, ...]]:
    return {30: ("handler",), 10: ("handler", "unit_head")}


class LadderForm(StrictForm):
    """When a term warns before its end and whom, and on how many days an overdue one warns daily before it warns by the week.

    Whom an overdue duty reaches is not the agency's to choose, so that none is put to sleep.
    """

    shares: Mapping[Annotated[int, Field(gt=0, lt=100)], Annotated[tuple[LevelName, ...], Field(min_length=1)]] = Field(
        default_factory=_shares
    )
    """Per cent of the length that remain, and who is warned then."""
    eve: tuple[LevelName, ...] = ("handler",)
    """Warned one working day before the end."""
    days: int = Field(default=5, ge=1, le=7)


def _day_of_year(told: str) -> str:
    try:
        if _MONTH_AND_DAY.fullmatch(told):
            date.fromisoformat(f"2023-{told}")
            return told
    except ValueError:
        pass
    raise ValueError("应为每年都有的月、日，如 04-30")


class PolicyForm(StrictForm):
    """What the agency chose where the law leaves it a choice; the defaults are what holds where it chose nothing."""

    pack: Literal["national", "samr", "police", "agriculture", "housing"] = "national"
    first_review: Literal["before_notice", "after_notice"] = "after_notice"
    statement_days: int = Field(default=5, ge=1, le=60)
    review_days: int = Field(default=10, ge=1, le=60)
    publication_days: int = Field(default=7, ge=1, le=20)
    register_update_days: int = Field(default=20, ge=1, le=60)
    other_publication_days: int = Field(default=20, ge=1, le=20)
    hearing_threshold_individual: int = Field(default=1_000_000, ge=0)
    hearing_threshold_organisation: int = Field(default=10_000_000, ge=0)
    discussants: int = Field(default=3, ge=2, le=50)
    exclusions: tuple[Literal["suspension", "hearing", "announcement", "appraisal"], ...] = ()
    record_days: int = Field(default=7, ge=1, le=60)
    summary_limit_individual_business: int = Field(default=20_000, ge=0, le=300_000)
    evidence_upload_days: int = Field(default=2, ge=0, le=60)
    yearly_check_by: Annotated[str, AfterValidator(_day_of_year)] = "04-30"
    training_hours: int = Field(default=40, ge=0, le=400)
    templates: PackName = ""
    review_assignment: Literal["open", "assigned"] = "open"
    review_endorsed: bool = False
    listed_matters_only: bool = False
    register_two_persons: bool = True
    dossier_order: Literal["decision_first", "as_issued"] = "decision_first"
    ladders: Mapping[TermCode, LadderForm] = Field(default_factory=dict)


class ProfileForm(RootModel[Mapping[str, Label]]):
    """What papers say of the agency: each a line of text."""


def policy_fault(told: str) -> str | None:
    """What is wrong with the choices in this JSON object; ``stated`` may say which of them the register states."""
    given: dict[str, Any] = json.loads(told)
    stated = given.pop("stated", [])
    if not isinstance(stated, list) or not set(PolicyForm.model_fields).issuperset(map(str, stated)):
        return "stated 应为机关选项名称的列表"
    return _fault(PolicyForm, given)


def profile_fault(told: str) -> str | None:
    """What is wrong with this JSON object of texts."""
    return _fault(ProfileForm, json.loads(told))


def _fault(form: type[BaseModel], given: dict[str, Any]) -> str | None:
    parsed = parse(form, given)
    return "；".join(fault.text for fault in parsed) if isinstance(parsed, tuple) else None
