"""A whole conversation, turn by turn, as the orchestrator would lead it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from apps.core.content import TextContent
from apps.core.events import VisitorInput
from apps.flows.engine import Budgets, Cause, Ports, Position, Program, Turn, TurnResult, run
from apps.flows.testing.people import desk

FALLBACK = "Something went wrong."


@dataclass
class Talk:
    """A visitor talking to a program; it carries position and variables from turn to turn."""

    program: Program
    ports: Ports = field(default_factory=desk)
    language: str = "en"
    channel: str = "web"
    timezone: str = "UTC"
    at: float = 0.0
    budgets: Budgets = field(default_factory=Budgets)
    position: Position | None = None
    variables: dict[str, JsonValue] = field(default_factory=dict)
    results: list[TurnResult] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)

    @property
    def last(self) -> TurnResult:
        """The result of the last turn."""
        return self.results[-1]

    async def turn(self, cause: Cause, *inputs: VisitorInput) -> list[str]:
        """Run a turn and give the words of its replies."""
        turn = Turn(
            cause=cause,
            inputs=inputs,
            position=self.position,
            variables=self.variables,
            language=self.language,
            fallback_text=FALLBACK,
            at=self.at,
            timezone=self.timezone,
            channel=self.channel,
        )
        result = await run(self.program, turn, self.ports, self.budgets)
        self.position, self.variables = result.position, result.variables
        self.turns.append(turn)
        self.results.append(result)
        return [reply.text for reply in result.replies if isinstance(reply, TextContent)]

    async def open(self) -> list[str]:
        """Open the chat."""
        return await self.turn("opened")

    async def say(self, *texts: str) -> list[str]:
        """Send messages; several are one burst."""
        return await self.turn("message", *(VisitorInput(text) for text in texts))

    async def pick(self, choice: str, title: str = "") -> list[str]:
        """Press a button."""
        return await self.turn("message", VisitorInput(title or choice, choice))

    async def fill(self, values: Mapping[str, JsonValue]) -> list[str]:
        """Send a form, or share a place."""
        return await self.turn("message", VisitorInput("Sent", values=values))

    async def attach(self, **file: JsonValue) -> list[str]:
        """Send a file."""
        return await self.turn("message", VisitorInput(str(file.get("name", "")), attachment=file))

    async def timer(self) -> list[str]:
        """Let the time come at which the run goes on by itself."""
        woken = self.position.wake_at if self.position else None
        assert woken is not None, "Nothing waits for a time."
        self.at = woken
        return await self.turn("timer")
