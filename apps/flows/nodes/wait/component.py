"""Waits for a time."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from apps.core.opening_hours import WEEKDAYS, ClockTime, Weekday
from apps.flows.engine.component import Leave, Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.sentences import Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk

TIME_IS_UP, WROTE = "time_is_up", "wrote"
MAX_AMOUNT = 1_000
MAX_DAYS = 90


class WaitConfig(NodeConfig):
    """How long, or until when, on the workspace's clock."""

    mode: Annotated[
        Literal["for", "until_time", "until_weekday", "until_open"],
        Setting(
            "Wait",
            options={
                "for": "For some time",
                "until_time": "Until a time of the day",
                "until_weekday": "Until a day of the week",
                "until_open": "Until business hours",
            },
        ),
    ] = "for"
    amount: Annotated[
        int,
        Field(ge=1, le=MAX_AMOUNT),
        Setting("How long", widget="number", only_with={"mode": ["for"]}),
    ] = 10
    unit: Annotated[
        Literal["minutes", "hours", "days"],
        Setting(
            "Unit",
            options={"minutes": "Minutes", "hours": "Hours", "days": "Days"},
            only_with={"mode": ["for"]},
        ),
    ] = "minutes"
    weekday: Annotated[
        Weekday,
        Setting(
            "Day",
            options={day: day.capitalize() for day in WEEKDAYS},
            only_with={"mode": ["until_weekday"]},
        ),
    ] = "monday"
    time: Annotated[
        ClockTime,
        Setting("Time", widget="time", only_with={"mode": ["until_time", "until_weekday"]}),
    ] = "09:00"
    on_message: Annotated[
        Literal["wait_on", "go_on"],
        Setting(
            "When the visitor writes meanwhile",
            options={"go_on": "Take a path of its own", "wait_on": "Wait on"},
        ),
    ] = "go_on"

    @model_validator(mode="after")
    def _is_not_forever(self) -> Self:
        if self.unit == "days" and self.amount > MAX_DAYS:
            raise Unusable("waits longer than %(days)s days", days=MAX_DAYS)
        return self


class Wait(NodeComponent[WaitConfig]):
    """Stop until the time comes; the visitor may come first."""

    def visit(self, walk: Walk) -> Move:
        if not walk.resumed:
            until = self._until(walk)
            return Leave(TIME_IS_UP) if until is None else _stop(until)
        position = walk.turn.position
        wake_at = position.wake_at if position and position.wake_at is not None else walk.turn.at
        if walk.turn.cause == "message" and self.config.on_message == "go_on":
            return Leave(WROTE)
        if walk.turn.cause == "timer" or walk.turn.at >= wake_at:
            return Leave(TIME_IS_UP)
        return _stop(datetime.fromtimestamp(wake_at, walk.turn.now.tzinfo))

    def _until(self, walk: Walk) -> datetime | None:
        """Give when the wait is over; None when there is nothing to wait for."""
        now, config = walk.turn.now, self.config
        match config.mode:
            case "for" if config.unit == "days":
                return now + timedelta(days=config.amount)  # the same time of the day
            case "for":
                seconds = config.amount * (60 if config.unit == "minutes" else 3_600)
                return datetime.fromtimestamp(walk.turn.at + seconds, now.tzinfo)
            case "until_time":
                return _next(now, config.time, range(2))
            case "until_weekday":
                ahead = (WEEKDAYS.index(config.weekday) - now.weekday()) % 7
                return _next(now, config.time, (ahead, ahead + 7))
            case "until_open":
                hours = walk.turn.opening_hours
                return None if hours.are_open(now) else hours.opens_after(now)


def _next(now: datetime, clock: str, days_ahead: range | tuple[int, ...]) -> datetime:
    """Give the first of these days' times that has not come yet."""
    today = datetime.combine(now.date(), time.fromisoformat(clock), now.tzinfo)
    times = (today + timedelta(days=days) for days in days_ahead)
    return next(moment for moment in times if moment > now)


def _stop(until: datetime) -> Stop:
    return Stop("waiting", {"until": until.isoformat(" ", "minutes")[:16]}, until.timestamp())
