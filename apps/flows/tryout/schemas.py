"""The shapes of tries in the API: turns of which nothing is stored."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import BaseModel, Field, JsonValue

from apps.core.content import MAX_VISITOR_TEXT, Content
from apps.flows.designer.schemas import GraphIn
from apps.flows.engine.turn_record import MAX_CALLS
from apps.flows.graph.schema import Identifier, Json, Language

LONGEST_SKIP = 100 * 366 * 86_400
"""Seconds that a try may be ahead of the clock."""

MOST_REMEMBERED = 60
"""Messages of a try that a model can still read."""
LONGEST_REMEMBERED = 4_000
"""Letters of each; a state travels with each turn."""

Counters = Annotated[dict[Identifier, int], Field(max_length=1_000)]
Variables = Annotated[dict[str, Json], Field(max_length=1_000)]


class FrameShape(BaseModel):
    """A call of another flow that has not come back."""

    node: Identifier
    variables: Variables = {}
    counters: Counters = {}


class PositionShape(BaseModel):
    """Where a run waits; ``wake_at`` is when it goes on by itself, in seconds since 1970 (UTC)."""

    node: Identifier
    stack: Annotated[list[FrameShape], Field(max_length=MAX_CALLS)] = []
    counters: Counters = {}
    wake_at: float | None = None


class TriedWords(BaseModel):
    """What was said earlier in a try, in words."""

    author: Literal["visitor", "bot"]
    text: Annotated[str, Field(max_length=LONGEST_REMEMBERED)]


class TryState(BaseModel):
    """How far a try has come: send back what the last one gave; ``position`` is null at its end.

    ``run`` counts the runs; ``with_person`` is true once the flow has asked for a person;
    ``contact`` is what the flow has found out about the visitor; ``ahead`` are the seconds of
    waits that were skipped; ``said`` is what a model may read of the conversation so far.
    """

    position: PositionShape | None = None
    variables: Variables = {}
    run: Annotated[int, Field(ge=0)] = 0
    with_person: bool = False
    contact: Variables = {}
    ahead: Annotated[float, Field(ge=0, le=LONGEST_SKIP)] = 0
    said: Annotated[list[TriedWords], Field(max_length=MOST_REMEMBERED)] = []


class TriedInput(BaseModel):
    """What the visitor says; ``choice`` is the id of the button, then ``text`` is its title.

    ``values`` are what they filled into a form, ``attachment`` what is known of a file, by the
    names that `VisitorInput` has for it; then ``text`` says it in words.
    """

    text: Annotated[str, Field(max_length=MAX_VISITOR_TEXT)] = ""
    choice: Annotated[str, Field(max_length=200)] | None = None
    values: Annotated[dict[str, Json], Field(max_length=50)] | None = None
    attachment: Annotated[dict[str, Json], Field(max_length=10)] | None = None


class TryIn(GraphIn):
    """One turn to try. Without ``input`` and ``cause`` the visitor opens the chat.

    ``returned`` gives a chat that is with a person back to the bot; ``timer`` skips the wait
    that the position tells of. A policy judges the words of
    ``input``: as a message of the visitor, or as a ``reply`` of the bot.
    """

    state: TryState | None = None
    input: TriedInput | None = None
    cause: Literal["opened", "start_over", "returned", "timer"] | None = None
    side: Literal["message", "reply"] = "message"
    language: Language | None = None


class TriedStep(Schema):
    """One block that the turn came through, and one sentence about it.

    ``policy`` is the name of the live policy that it belongs to, null for what is tried itself;
    the tokens are what a model read and wrote for it.
    """

    node: str
    kind: str
    exit: str | None
    sentence: str
    changed: dict[str, JsonValue]
    error: str | None
    policy: str | None
    tokens_in: int
    tokens_out: int


class TriedEffect(Schema):
    """What a try leaves undone; ``about`` is an address, tags, fields, or the name of an event."""

    kind: Literal["send_email", "change_tags", "set_contact", "raise_event", "close"]
    about: str = ""


class TriedOut(Schema):
    """What the turn did; ``muted`` means that a person would answer now, not the bot.

    ``kept`` are the visitor's words as they would be kept, when something was taken out of them.
    ``policies`` are the names of those that judged around a flow. When a policy itself is tried,
    ``judged`` are the words that go through, and ``outcome`` is ``allowed`` or what stopped them.
    """

    replies: list[Content]
    effects: list[TriedEffect] = []
    steps: list[TriedStep]
    state: TryState
    outcome: Literal[
        "waiting", "ended", "handed_over", "budget", "failed", "muted", "blocked", "allowed"
    ]
    kept: str | None = None
    judged: str | None = None
    policies: list[str] = []
