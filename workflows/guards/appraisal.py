"""Appraisal: entrusted before its period or result is told, never excluded for days past, reported before the facts are (处罚法 40, 46)."""

from __future__ import annotations

from zhifa.engine.ask import Ask
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Condition, Guard, Track
from zhifa.workflows.forms.appraisal import AppraisalPeriod, AppraisalReport
from zhifa.workflows.packs.ruling import left_out
from zhifa.workflows.reasons.appraisal import APPRAISAL_NOT_ENTRUSTED, APPRAISAL_PERIOD_DAY, INQUIRY_OPEN
from zhifa.workflows.terms import DECISION
from zhifa.workflows.tracks import APPRAISAL, APPRAISAL_PERIOD, ASSISTANCE


def _under_way(ask: Ask, track: Track, key: str) -> bool:
    return any(open_.track == track.name and open_.key == key for open_ in ask.case.open_tracks())


APPRAISAL_EXCLUDED = Condition(
    name="appraisal_excluded",
    label="鉴定期间依规章不计入办案期限",
    holds=lambda ask: left_out(ask, DECISION, "appraisal"),
)


def _counts(ask: Ask) -> bool:
    """Asked of the case and not of the policy, which may have changed since: what was begun is ended."""
    return _under_way(ask, APPRAISAL_PERIOD, ask.facts(AppraisalReport).key)


APPRAISAL_COUNTS = Condition(name="appraisal_counts", label="办案期限因该项鉴定停止计算", holds=_counts)


def _entrusted(ask: Ask) -> tuple[Refusal, ...]:
    key = ask.facts(AppraisalPeriod).key
    return () if _under_way(ask, APPRAISAL, key) else (APPRAISAL_NOT_ENTRUSTED.refuse(key=key),)


ENTRUSTED = Guard(
    name="appraisal_entrusted",
    label="已经委托",
    article="行政处罚法第四十六条",
    check=_entrusted,
    refuses=(APPRAISAL_NOT_ENTRUSTED,),
)


def _from_now_on(ask: Ask) -> tuple[Refusal, ...]:
    starts = ask.facts(AppraisalPeriod).starts_on
    return () if starts == ask.day else (APPRAISAL_PERIOD_DAY.refuse(starts=starts, day=ask.day),)


PERIOD_FROM_NOW_ON = Guard(
    name="appraisal_period_from_now_on",
    label="期间自书面告知之日起算",
    article="本机关办案制度",
    check=_from_now_on,
    refuses=(APPRAISAL_PERIOD_DAY,),
)

_INQUIRIES = {track.name: track.label for track in (APPRAISAL, ASSISTANCE)}


def _all_reported(ask: Ask) -> tuple[Refusal, ...]:
    """An agency that still waits for an answer has not yet established the facts."""
    open_ = [f"{_INQUIRIES[track.track]}“{track.key}”" for track in ask.case.open_tracks() if track.track in _INQUIRIES]
    return (INQUIRY_OPEN.refuse(tracks="、".join(open_)),) if open_ else ()


INQUIRIES_ENDED = Guard(
    name="inquiries_ended",
    label="鉴定、协助调查已有结果",
    article="行政处罚法第四十条、第五十四条第一款",
    check=_all_reported,
    refuses=(INQUIRY_OPEN,),
    early=True,
)
