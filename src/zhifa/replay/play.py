"""Playing a script through the office: no key to any guard, an injected clock, ids from the digest of the source.

A step is tried on its stated day, or on the first day that the office says is lawful; where stated later days leave no lawful one, on the
latest they leave. What is refused there is kept with the stated facts it rests on, and the replay goes on at the first lawful moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from zhifa.engine.calendar import Calendar
from zhifa.engine.clock import FixedClock
from zhifa.engine.command import Command, Done, Opening
from zhifa.engine.errors import CommandRefused, KeyReused, WorkflowChanged, WorkflowUnknown
from zhifa.engine.identity import SeededIdentities
from zhifa.engine.instants import SHANGHAI, legal_day
from zhifa.engine.office import Office
from zhifa.engine.refusals import Refusal
from zhifa.engine.register import Policy
from zhifa.replay.cast import Cast
from zhifa.replay.errors import AlreadyReplayed, DatabaseNotForReplay, SourceUnreadable
from zhifa.replay.findings import facts_in_question
from zhifa.replay.grounds import resting_on
from zhifa.replay.inputs import Assumed, Facts, Stated, plain, put
from zhifa.replay.run import Attempt, PlayedStep, Run, Trial
from zhifa.replay.scene import Scene
from zhifa.replay.schedule import latest_stated, placed
from zhifa.replay.script import Script, script
from zhifa.replay.source import Source
from zhifa.replay.stated_days import Dated
from zhifa.replay.step import Step
from zhifa.replay.wording import path as in_words
from zhifa.storage.errors import SchemaMissing
from zhifa.workflows.hearing_scope import hearing_due

_MORNING = time(9)
_HOURS = {"hold_hearing": time(11)}
"""Times of day are assumed; a hearing that opens at nine is over by eleven."""

_PAUSE = timedelta(minutes=10)
_PATIENCE = 120
"""Working days for which the office is asked whether a step is lawful yet."""


def play(source: Source, database: str, *, on_step: Callable[[PlayedStep], None] | None = None) -> Run:
    """Play the case into the database, which is made if it has no tables.

    Raises :class:`DatabaseNotForReplay` for a database with a real case, :class:`AlreadyReplayed` for a file that is in it,
    :class:`SourceUnreadable` for days outside the calendar and for a case that cannot even be reported.
    """
    written = script(source)
    try:
        days = placed(written, Calendar())
    except ValueError as error:  # a year in the document number for which the calendar has no answer
        raise SourceUnreadable(source.name, (str(error),)) from error
    clock = FixedClock(datetime.combine(date(2000, 1, 1), _MORNING, SHANGHAI))
    with _office(database, clock, source) as office:
        _require_only_replays(office)
        office.import_register(Cast(source=source).register())
        return _Player(office, clock, source, written, days).run(on_step)


def _office(database: str, clock: FixedClock, source: Source) -> Office:
    """An outdated schema is left as it is: the database may be one of real cases."""
    try:
        return Office.open(database, clock=clock, identities=SeededIdentities(source.digest))
    except SchemaMissing:
        return Office.open(database, clock=clock, identities=SeededIdentities(source.digest), create=True)


def _require_only_replays(office: Office) -> None:
    """A case of a procedure that is not the one declared here may be real, and counts as such."""
    for case_id in office.cases():
        try:
            replayed = office.case(case_id).replay
        except (WorkflowChanged, WorkflowUnknown):
            replayed = False
        if not replayed:
            raise DatabaseNotForReplay(case_id)


class _Stuck(Exception):
    """A step is refused on every day and with every way to go on."""


class _Player:
    """Takes the steps of one script on one case."""

    def __init__(
        self, office: Office, clock: FixedClock, source: Source, written: Script, days: Mapping[int, date]
    ) -> None:
        self._office = office
        self._clock = clock
        self._source = source
        self._script = written
        self._cast = Cast(source=source)
        self._calendar = Calendar()
        self._placed = days
        self._taken: list[PlayedStep] = []
        self._attempts: list[Attempt] = []
        self._overtaken = False
        """A step had to move beyond a stated day, so that later stated days may lie before it."""

    def run(self, on_step: Callable[[PlayedStep], None] | None) -> Run:
        stuck = False
        for position in range(len(self._script.steps)):
            try:
                self._take(position)
            except _Stuck:
                stuck = True
                break
            if on_step:
                on_step(self._taken[-1])
        return self._result(stuck=stuck)

    def _result(self, *, stuck: bool) -> Run:
        if not self._taken:
            raise SourceUnreadable(self._source.name, tuple(refusal.text for refusal, _ in self._attempts[-1].refusals))
        case_id = self._taken[-1].done.case_id
        return Run(
            source=self._source,
            script=self._script,
            steps=tuple(self._taken),
            attempts=tuple(self._attempts),
            stuck=stuck,
            case=self._office.case(case_id),
            papers=self._office.papers(case_id),
            terms=self._office.terms(case_id),
            intact=not self._office.verify(case_id),
        )

    # --- one step ----------------------------------------------------------------------------------------------------

    def _take(self, position: int) -> None:
        """Take the step; where it is refused, concede the facts in question, then move it. Raises :class:`_Stuck`."""
        step = self._script.steps[position]
        trial = self._trial(position)
        conceded: dict[str, Assumed] = {}
        refused = self._try(step, trial, conceded)
        if refused:
            conceded = dict(step.instead[r.code] for r in refused if r.code in step.instead)
            refused = self._try(step, trial, conceded) if conceded else refused
        if refused and all(facts_in_question(refusal, self._source) for refusal in refused):
            raise _Stuck  # no other day mends a fact
        if refused:
            self._overtaken = True
            later = self._lawful(step, max(self._last_day, trial.day), None)
            if later is None or self._try(step, Trial(day=later, placed=_postponed(later, trial)), conceded):
                raise _Stuck

    def _trial(self, position: int) -> Trial:
        """The day on which the step is tried first."""
        step, limit = self._script.steps[position], latest_stated(self._script, position)
        if step.dated and not (self._overtaken and step.dated.day < self._last_day):
            day = step.dated.day
            return Trial(
                day=day, placed=Stated(value=day.isoformat(), paths=(step.dated.path,)), rests_on=step.dated.path
            )
        earliest = max(day for day in (self._last_day, self._placed.get(position), step.not_before) if day)
        lawful = self._lawful(step, earliest, limit)
        if limit and limit.day >= earliest and (lawful is None or lawful > limit.day):
            reason = f"来源未载日期；其后载明的“{in_words(limit.path)}”要求至迟在此日"
            return Trial(day=limit.day, placed=Assumed(value=limit.day.isoformat(), reason=reason), rests_on=limit.path)
        day = lawful or earliest
        return Trial(day=day, placed=Assumed(value=day.isoformat(), reason=self._why(position)))

    def _why(self, position: int) -> str:
        step = self._script.steps[position]
        if step.dated:
            return f"来源载于{step.dated.day}，因前一环节顺延，推定为其后最早可以依法办理之日"
        if position in self._placed:
            return self._anchored()
        return "来源未载日期，推定为最早可以依法办理、且与来源不矛盾之日"

    def _anchored(self) -> str:
        """What the days before the first stated one are counted back from."""
        if any(step.dated for step in self._script.steps):
            return "来源未载日期，自其后最早载明的日期向前推定"
        if self._script.number_year and self._script.decision is not None:
            return "来源未载日期，自文号所载年份向前推定"
        earliest = self._script.steps[0].not_before
        return f"来源未载日期，自{f'来源所载{earliest}' if earliest else '现行行政处罚法施行之日'}起推定"

    @property
    def _last_day(self) -> date:
        return legal_day(self._taken[-1].at) if self._taken else date.min

    def _lawful(self, step: Step, earliest: date, limit: Dated | None) -> date | None:
        """The first working day from ``earliest`` on which the office has nothing against the step before its facts are known.

        A rest day is taken where stated days leave no working day.
        """
        day = self._calendar.next_working_day(earliest)
        if limit and day > limit.day >= earliest:
            day = earliest
        for _ in range(_PATIENCE):
            if self._open(step, day):
                return day
            day = self._calendar.next_working_day(day + timedelta(days=1))
        return None

    def _open(self, step: Step, day: date) -> bool:
        if not self._taken:
            return True
        self._clock.set(self._moment(step, day))
        options = self._office.options(self._taken[-1].done.case_id, self._cast.id(step.by))
        return next(option.allowed for option in options if option.transition.name == step.do)

    def _moment(self, step: Step, day: date) -> datetime:
        """The hour is assumed: nine in the morning, or ten minutes after the step before on the same day."""
        at = datetime.combine(day, _HOURS.get(step.do, _MORNING), SHANGHAI)
        return max(at, self._taken[-1].at + _PAUSE) if self._taken and self._last_day == day else at

    # --- the office --------------------------------------------------------------------------------------------------

    def _try(self, step: Step, trial: Trial, conceded: Mapping[str, Assumed]) -> tuple[Refusal, ...]:
        """Take the step on that day, or keep the attempt and answer why it is refused."""
        at = self._moment(step, trial.day)
        facts = self._facts(step, at, conceded)
        transition = self._script.workflow.by_name[step.do]
        try:
            done = self._perform(step, at, facts)
        except CommandRefused as refusal:
            resting = tuple((r, resting_on(r, trial, self._taken, self._source)) for r in refusal.refusals)
            self._attempts.append(Attempt(step=step, transition=transition, at=at, day=trial.placed, refusals=resting))
            return refusal.refusals
        state = next(state for state in self._script.workflow.states if state.name == done.state)
        self._taken.append(
            PlayedStep(step=step, transition=transition, state=state, at=at, day=trial.placed, facts=facts, done=done)
        )
        return ()

    def _facts(self, step: Step, at: datetime, conceded: Mapping[str, Assumed]) -> Facts:
        scene = Scene(source=self._source, cast=self._cast, at=at, hearing_due=self._hearing_due(step))
        facts = step.tells(scene)
        for field, leaf in conceded.items():
            facts = put(facts, field, leaf)
        return facts

    def _hearing_due(self, step: Step) -> bool:
        return step.do == "notify" and hearing_due(self._office.case(self._taken[-1].done.case_id), Policy())

    def _perform(self, step: Step, at: datetime, facts: Facts) -> Done:
        self._clock.set(max([at, *(taken.at for taken in self._taken[-1:])]))
        actor, told = self._cast.id(step.by), plain(facts)
        assert isinstance(told, Mapping)
        key = f"replay/{self._source.digest}/{len(self._taken)}"
        if not self._taken:
            opening = Opening(
                workflow=self._script.workflow.name, actor=actor, occurred_at=at, key=key, facts=told, replay=True
            )
            return self._opened(opening)
        last = self._taken[-1].done
        return self._office.perform(
            Command(
                case_id=last.case_id,
                transition=step.do,
                actor=actor,
                occurred_at=at,
                expected_version=last.version,
                key=key,
                facts=told,
            )
        )

    def _opened(self, opening: Opening) -> Done:
        try:
            done = self._office.register(opening)
        except KeyReused as error:
            raise AlreadyReplayed(self._source.name) from error
        if done.repeated:
            raise AlreadyReplayed(self._source.name)
        return done


def _postponed(day: date, trial: Trial) -> Assumed:
    named = f"来源所载的“{in_words(trial.rests_on)}”" if trial.rests_on else "原推定日期"
    return Assumed(value=day.isoformat(), reason=f"{named}依法不能办理，顺延至最早可以依法办理之日")
