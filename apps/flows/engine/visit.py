"""The books of one visit to a node: what the engine notes around what the component does."""

import logging
from collections.abc import Mapping
from time import perf_counter
from types import TracebackType
from typing import Any, Self

from pydantic import JsonValue

from apps.flows.engine.component import Call, Leave, Move, NodeSetup, Stop
from apps.flows.engine.turn import TraceStep
from apps.flows.engine.walk import Walk

logger = logging.getLogger(__name__)


class BadMove(Exception):
    """A component answered with something that is no move from its node."""


class Visit:
    """The books of one visit: time, step, and an error that must not rise through Haystack."""

    def __init__(self, setup: NodeSetup[Any], walk: Walk) -> None:
        self.move: Move | None = None
        self.exit: str | None = None
        self.setup = setup
        self.walk = walk

    def __enter__(self) -> Self:
        self.walk.arrive(self.setup.node, self.setup.kind)
        self._started = perf_counter()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        error = error or self._wrong_move()
        if isinstance(error, Exception):
            self._fail(type(error).__name__)
        elif error is not None:
            # Cancelled: the runner ran out of time, or the process is going down.
            self._record(error=type(error).__name__)
        elif self.move is not None:
            self._go(self.move)
        return error is None or isinstance(error, Exception)

    def _wrong_move(self) -> BadMove | None:
        match self.move:
            case Stop() | Call():
                return None
            case Leave() if self.move.exit in self.setup.exits:
                return None
        return BadMove()

    def _go(self, move: Move) -> None:
        match move:
            case Leave():
                self._record(detail=move.detail, left_by=move.exit)
                self._leave(move.exit)
            case Call():
                self._record(detail=move.detail)
                self.walk.call(self.setup.node, move.flow, move.values)
            case Stop():
                self._record(detail=move.detail)
                if move.whole_run:
                    self.walk.leave_calls()
                self.walk.stop_at(self.setup.node, move.outcome, move.wake_at)

    def _leave(self, exit_id: str) -> None:
        if exit_id not in self.setup.connected:
            self.walk.stop("ended")
        elif self.walk.spent:
            self.walk.stop("budget")
        else:
            self.walk.exit = (self.setup.node, exit_id)
            self.exit = exit_id

    def _fail(self, error: str) -> None:
        setup = self.setup
        logger.warning("node failed: node=%s kind=%s error=%s", setup.node, setup.kind, error)
        self._record(error=error)
        self.walk.stop("failed")

    def _record(
        self,
        *,
        detail: Mapping[str, JsonValue] | None = None,
        left_by: str | None = None,
        error: str | None = None,
    ) -> None:
        step = TraceStep(
            node=self.setup.node,
            kind=self.setup.kind,
            exit=left_by,
            ms=round((perf_counter() - self._started) * 1_000, 3),
            changed=self.walk.changed,
            detail=detail or {},
            error=error,
            within=tuple(frame.node for frame in self.walk.stack),
            tokens_in=self.walk.tokens[0],
            tokens_out=self.walk.tokens[1],
        )
        step.sentence = self._sentence(step)
        self.walk.steps.append(step)

    def _sentence(self, step: TraceStep) -> str:
        if step.error:
            return f"It broke ({step.error})."
        try:
            said = self.setup.explain(step)
        except Exception as error:
            logger.warning("no sentence: kind=%s error=%s", step.kind, type(error).__name__)
            said = ""
        if step.exit is None or step.exit in self.setup.connected or self.walk.subject:
            return said
        return f"{said} Nothing follows “{self.setup.exits[step.exit]}”, so the run ended.".strip()
