"""The books of one visit to a node: what the engine notes around what the component does."""

import logging
from collections.abc import Mapping
from time import perf_counter
from types import TracebackType
from typing import Any, Self

from pydantic import JsonValue

from apps.flows.engine.component import Call, Leave, Move, NodeSetup, Stop
from apps.flows.engine.turn import TraceStep
from apps.flows.engine.turn_record import TurnRecord

logger = logging.getLogger(__name__)


class BadMove(Exception):
    """A component answered with something that is no move from its node."""


class NodeVisit:
    """The books of one visit: time, step, and an error that must not rise through Haystack."""

    def __init__(self, setup: NodeSetup[Any], record: TurnRecord) -> None:
        self.move: Move | None = None
        self.exit: str | None = None
        self.setup = setup
        self.record = record

    def __enter__(self) -> Self:
        self.record.arrive(self.setup.node, self.setup.kind)
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
            self._note_step(error=type(error).__name__)
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
                self._note_step(detail=move.detail, left_by=move.exit)
                self._leave(move.exit)
            case Call():
                self._note_step(detail=move.detail)
                self.record.call(self.setup.node, move.flow, move.values)
            case Stop():
                self._note_step(detail=move.detail)
                if move.whole_run:
                    self.record.leave_calls()
                self.record.stop_at(self.setup.node, move.outcome, move.wake_at)

    def _leave(self, exit_id: str) -> None:
        if exit_id not in self.setup.connected:
            self.record.stop("ended")
        elif self.record.spent:
            self.record.stop("budget")
        else:
            self.record.exit = (self.setup.node, exit_id)
            self.exit = exit_id

    def _fail(self, error: str) -> None:
        setup = self.setup
        logger.warning("node failed: node=%s kind=%s error=%s", setup.node, setup.kind, error)
        self._note_step(error=error)
        self.record.stop("failed")

    def _note_step(
        self,
        *,
        detail: Mapping[str, JsonValue] | None = None,
        left_by: str | None = None,
        error: str | None = None,
    ) -> None:
        output = self.record.output
        step = TraceStep(
            node=self.setup.node,
            kind=self.setup.kind,
            exit=left_by,
            ms=round((perf_counter() - self._started) * 1_000, 3),
            changed=output.changed,
            detail=detail or {},
            error=error,
            within=tuple(frame.node for frame in self.record.stack),
            tokens_in=output.tokens_in,
            tokens_out=output.tokens_out,
        )
        step.sentence = self._sentence(step)
        output.steps.append(step)

    def _sentence(self, step: TraceStep) -> str:
        if step.error:
            return f"It broke ({step.error})."
        try:
            sentence = self.setup.explain(step)
        except Exception as error:
            logger.warning("no sentence: kind=%s error=%s", step.kind, type(error).__name__)
            sentence = ""
        if step.exit is None or step.exit in self.setup.connected or self.record.walk.subject:
            return sentence
        exit_label = self.setup.exits[step.exit]
        return f"{sentence} Nothing follows “{exit_label}”, so the run ended.".strip()
