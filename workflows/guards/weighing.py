"""Discretion: by a benchmark of the day, within its band or left by the head's leave, and with an answer to the four lists (处罚法 30-34, 37)."""

from __future__ import annotations

from collections.abc import Iterator

from zhifa.engine import weighing
from zhifa.engine.ask import Ask
from zhifa.engine.books.discretion import BASES, BENCHMARK, LISTS
from zhifa.engine.instants import legal_day
from zhifa.engine.money import yuan
from zhifa.engine.refusals import Refusal
from zhifa.engine.vocabulary import Guard
from zhifa.workflows import discretion, dossier
from zhifa.workflows.discretion import Scale, Weighed
from zhifa.workflows.forms.weighing import Weighing
from zhifa.workflows.reasons.weighing import (
    BASE_MISSING,
    BENCHMARK_FOREIGN,
    BENCHMARK_NOT_IN_FORCE,
    BENCHMARK_REFINED,
    BENCHMARK_UNANNOUNCED,
    BENCHMARK_UNKNOWN,
    DEPARTURE_UNAPPROVED,
    DISCRETION_UNWEIGHED,
    ITEM_UNKNOWN,
    ITEM_UNWEIGHED,
    OUTSIDE_BAND,
    OUTSIDE_STATUTE,
    SUGGESTION_BELIED,
    SUGGESTION_UNANSWERED,
    SUGGESTION_UNKNOWN,
    TIER_UNKNOWN,
    WEIGHED_ANOTHER_DRAFT,
    WEIGHING_OUTDATED,
)
from zhifa.workflows.roles import HEAD


def _on_scale(ask: Ask) -> Scale | None:
    return discretion.scale(ask.case, ask.register.shelf, ask.day)


def _fits(ask: Ask) -> tuple[Refusal, ...]:
    scale = _on_scale(ask)
    return tuple(_misfits(scale, ask.facts(Weighing))) if scale else ()


def _misfits(scale: Scale, told: Weighing) -> Iterator[Refusal]:
    counted = len(scale.draft.items)
    beyond = (one.item for one in told.items if one.item > counted)
    yield from (ITEM_UNKNOWN.refuse(counted=counted, item=place) for place in beyond)
    for weighed in scale.weighed(told):
        if weighed.told and weighed.told.benchmark:
            yield from _benchmark(scale, weighed, weighed.told.benchmark)
        elif told.departure is None or weighed.told is None:
            yield from _passed_over(scale, weighed)


def _passed_over(scale: Scale, weighed: Weighed) -> Iterator[Refusal]:
    """A benchmark that speaks of the item is not left aside without the head's leave."""
    codes = dict.fromkeys(tier.code for tier in scale.candidates(weighed.place))
    if codes:
        yield ITEM_UNWEIGHED.refuse(item=weighed.place, kind=weighed.penalty.kind, codes="、".join(codes))


def _benchmark(scale: Scale, weighed: Weighed, code: str) -> Iterator[Refusal]:
    tier = weighed.tier
    if tier is None:
        yield _not_chosen(scale, weighed, code)
    elif tier.extent.base != "none" and weighed.told and weighed.told.base is None:
        yield BASE_MISSING.refuse(item=weighed.place, tier=tier.name, base=BASES[tier.extent.base])


def _not_chosen(scale: Scale, weighed: Weighed, code: str) -> Refusal:
    """Why there is no tier of this name for the item."""
    place, days = weighed.place, scale.days
    tiers = [tier for tier in weighing.known(scale.shelf, days) if tier.code == code]
    announced = min((tier.announced_on for tier in tiers), default=days.now)
    if not any(line.body["code"] == code for line in scale.shelf.lines(BENCHMARK.name)):
        return BENCHMARK_UNKNOWN.refuse(item=place, code=code)
    if not tiers:
        return BENCHMARK_NOT_IN_FORCE.refuse(item=place, code=code, violated=days.violated, day=days.now)
    if announced > days.now:
        return BENCHMARK_UNANNOUNCED.refuse(item=place, code=code, day=days.now, announced=announced)
    if not any(weighed.penalty.rests_on(tier.law, tier.article) for tier in tiers):
        return BENCHMARK_FOREIGN.refuse(item=place, code=code, law=tiers[0].law, article=tiers[0].article)
    own = next((tier.code for tier in scale.candidates(place) if tier.superior == code), None)
    if own is not None:
        return BENCHMARK_REFINED.refuse(item=place, code=code, own=own)
    return TIER_UNKNOWN.refuse(item=place, code=code, tier=weighed.told.tier if weighed.told else "")


BENCHMARK_FITS = Guard(
    name="benchmark_fits",
    label="选用应当适用的裁量基准",
    article="行政处罚法第三十四条；参照第三十七条",
    check=_fits,
    refuses=(
        ITEM_UNKNOWN,
        ITEM_UNWEIGHED,
        BENCHMARK_UNKNOWN,
        BENCHMARK_NOT_IN_FORCE,
        BENCHMARK_FOREIGN,
        BENCHMARK_REFINED,
        BENCHMARK_UNANNOUNCED,
        TIER_UNKNOWN,
        BASE_MISSING,
    ),
)


def _kept(ask: Ask) -> tuple[Refusal, ...]:
    scale, told = _on_scale(ask), ask.facts(Weighing)
    return (*(_beyond(scale, told) if scale else ()), *_unapproved(ask, told))


def _beyond(scale: Scale, told: Weighing) -> Iterator[Refusal]:
    """No sum leaves its tier without a reason, nor ever the statute but for 减轻处罚."""
    for weighed in scale.weighed(told):
        amount = weighed.penalty.amount
        shown = "没有数额" if amount is None else yuan(amount)
        if weighed.verdict and weighed.verdict.outside and told.departure is None:
            yield OUTSIDE_BAND.refuse(item=weighed.place, amount=shown, where=weighed.verdict.text)
        if weighed.statute and weighed.statute.outside and not scale.mitigated(told, weighed):
            yield OUTSIDE_STATUTE.refuse(item=weighed.place, amount=shown, where=weighed.statute.text)


def _unapproved(ask: Ask, told: Weighing) -> Iterator[Refusal]:
    """The opinion is of one who was a head when it was given, not of who weighs, nor of one who must withdraw; of this case, and not from the
    future: nobody gives leave beforehand for whatever may come."""
    if told.departure is None:
        return
    by, on = told.departure.opinion.by, told.departure.opinion.on
    officer = ask.register.officers.get(by)
    recused, opened = dossier.recused(ask.case).get(by), legal_day(ask.case.acts[0].at)
    faults = (
        "裁量人不得批准自己的裁量" if by in ask.officers else "",
        f"意见日期{on}晚于办理日" if on > ask.day else "",
        f"意见日期{on}早于登记线索之日{opened}" if on < opened else "",
        f"其{recused}" if recused else "",
        "" if HEAD.name in ask.register.roles(by, on) else f"{on}不是机关负责人",
    )
    detail = next((fault for fault in faults if fault), "")
    if detail:
        yield DEPARTURE_UNAPPROVED.refuse(officer=officer.name if officer else by, detail=detail)


BAND_KEPT = Guard(
    name="band_kept",
    label="在裁量基准的区间之内，或者经批准偏离；不超出法定幅度",
    article="行政处罚法第三十二条、第三十四条；本机关裁量制度",
    check=_kept,
    refuses=(OUTSIDE_BAND, OUTSIDE_STATUTE, DEPARTURE_UNAPPROVED),
)


def _answered(ask: Ask) -> tuple[Refusal, ...]:
    scale = _on_scale(ask)
    return tuple(_lists(scale, ask.facts(Weighing))) if scale else ()


def _lists(scale: Scale, told: Weighing) -> Iterator[Refusal]:
    asked = {(line.list, line.code) for line in scale.suggestions}
    answered = {(one.list, one.code) for one in told.suggestions}
    for line in scale.suggestions:
        if (line.list, line.code) not in answered:
            conditions = "；".join(line.conditions)
            yield SUGGESTION_UNANSWERED.refuse(list=LISTS[line.list], code=line.code, conditions=conditions)
    for answer in told.suggestions:
        if (answer.list, answer.code) not in asked:
            yield SUGGESTION_UNKNOWN.refuse(list=LISTS[answer.list], code=answer.code)
        elif answer.list == "no_penalty" and answer.followed and scale.draft.kind == "penalty":
            yield SUGGESTION_BELIED.refuse(code=answer.code)


LISTS_ANSWERED = Guard(
    name="lists_answered",
    label="对清单的提示逐条答复",
    article="行政处罚法第三十条至第三十三条",
    check=_answered,
    refuses=(SUGGESTION_UNANSWERED, SUGGESTION_UNKNOWN, SUGGESTION_BELIED),
)


def _weighed(ask: Ask) -> tuple[Refusal, ...]:
    """Asked only where the agency keeps benchmarks. What was weighed stands as long as the register says nothing else to it."""
    scale = _on_scale(ask) if ask.register.shelf.keeps(BENCHMARK, ask.day) else None
    last = dossier.present(ask.case).last(Weighing)
    if scale is None:
        return ()
    if last is None:
        return (DISCRETION_UNWEIGHED.refuse(),)
    if dossier.weighing(ask.case) is None:
        return (WEIGHED_ANOTHER_DRAFT.refuse(seq=last.seq),)
    told = last.facts
    objections = (*_misfits(scale, told), *_beyond(scale, told), *_lists(scale, told))
    detail = "；".join(refusal.text for refusal in objections)
    return (WEIGHING_OUTDATED.refuse(seq=last.seq, detail=detail),) if detail else ()


DISCRETION_WEIGHED = Guard(
    name="discretion_weighed",
    label="现有草案已有裁量说明",
    article="行政处罚法第三十四条；本机关裁量制度",
    check=_weighed,
    refuses=(DISCRETION_UNWEIGHED, WEIGHED_ANOTHER_DRAFT, WEIGHING_OUTDATED),
    early=True,
)
