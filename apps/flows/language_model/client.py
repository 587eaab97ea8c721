"""Asking a server that speaks the OpenAI API, by Haystack's generator.

Whatever a server does, it gives a plain answer: text, or the reason why there is none.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openai
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage, StreamingChunk
from haystack.utils import Secret

from apps.flows.engine import Deltas
from apps.flows.language_model.server import ModelAnswer, ModelServer
from apps.flows.language_model.transport import GuardedTransport
from apps.platform.http.client import RequestFailed

Options = dict[str, Any]

RETRIES = 2
NO_KEY = "none"
"""Sent to a server that wants no key, because the client cannot send nothing."""
MAX_LETTERS = 100_000
LETTERS_OF_A_TOKEN = 4
BROKEN_OFF = "broken_off"
FINISHED = ("stop", "length")

logger = logging.getLogger(__name__)
for _loud in ("httpx", "openai"):  # a line at INFO for each request
    logging.getLogger(_loud).setLevel(logging.WARNING)


_refused: dict[tuple[str, str], tuple[str, ...]] = {}
"""Options that a model has refused, in order, so that a process learns it by one request."""
MAX_LEARNT = 1_000


async def ask_openai(
    server: ModelServer, request: Mapping[str, Any], deltas: Deltas
) -> ModelAnswer:
    """Send a request of the model port; retries of the client lie within its ``seconds``."""
    seconds = request["seconds"]
    generator = OpenAIChatGenerator(
        api_key=Secret.from_token(server.key or NO_KEY),
        model=server.model,
        api_base_url=server.base_url,
        timeout=seconds,
        max_retries=RETRIES,
        http_client_kwargs={"transport": GuardedTransport(seconds), "trust_env": False},
    )
    try:
        async with asyncio.timeout(seconds):
            return await _ask_watched(_Asking(generator, server, request), deltas)
    except TimeoutError:
        return {"error": "timeout"}
    except openai.LengthFinishReasonError as cut:
        return _used(cut.completion.usage, request, "") | {"text": "", "finish": "length"}
    except Exception as error:  # a server may answer anything
        logger.warning("model failed: error=%s", type(error).__name__)
        return {"error": _reason(error)}
    finally:
        await generator.close_async()


@dataclass(frozen=True)
class _Asking:
    """One request on its way to one server."""

    generator: OpenAIChatGenerator
    server: ModelServer
    request: Mapping[str, Any]


async def _ask_watched(asking: _Asking, deltas: Deltas) -> ModelAnswer:
    """Let the words be seen as they come; what breaks off unseen is asked for as a whole."""
    if not deltas.shown:
        return await _ask(asking)
    watched = _Watched(deltas)
    try:
        answer = await _ask(asking, watched)
    except (openai.APIConnectionError, ValueError):  # the stream was cut, or is none
        if not watched.has_begun:
            raise
        answer = _broken_off(asking.request, watched.text)
    return answer if watched.text or answer.get("error") != BROKEN_OFF else await _ask(asking)


class _Watched:
    """Hands on the words of a stream, and remembers them."""

    def __init__(self, deltas: Deltas) -> None:
        self.has_begun = False
        self.text = ""
        self._deltas = deltas

    async def take(self, chunk: StreamingChunk) -> None:
        """Hear one chunk."""
        self.has_begun = True
        words = chunk.content[: MAX_LETTERS - len(self.text)]
        if words:
            self.text += words
            self._deltas.write(words)


async def _ask(asking: _Asking, watched: _Watched | None = None) -> ModelAnswer:
    request, server = asking.request, asking.server
    messages = [_MAKE[message["role"]](message["text"]) for message in request["messages"]]
    while True:
        options = _options(server, request, streams=watched is not None)
        try:
            found = await asking.generator.run_async(
                messages,
                streaming_callback=watched.take if watched else None,
                generation_kwargs=options,
            )
        except openai.BadRequestError as error:
            if not _learn(server, options, error):
                raise
        else:
            return _answer(found["replies"][0], request)


_MAKE = {
    "system": ChatMessage.from_system,
    "user": ChatMessage.from_user,
    "assistant": ChatMessage.from_assistant,
}


def _options(server: ModelServer, request: Mapping[str, Any], *, streams: bool) -> Options:
    """Give what is asked for, in the words that the model has not refused yet."""
    options: Options = {"max_tokens": request["max_tokens"], "temperature": 0}
    if streams:
        options["stream_options"] = {"include_usage": True}
    if request["schema"]:
        shape = {"name": "answer", "strict": True, "schema": request["schema"]}
        options["response_format"] = {"type": "json_schema", "json_schema": shape}
    for name in _refused.get((server.base_url, server.model), ()):
        value = options.pop(name, None)
        if name == "max_tokens":
            options["max_completion_tokens"] = value
    return options


def _learn(server: ModelServer, options: Options, error: openai.BadRequestError) -> bool:
    """Note the option that the server complains of; tell whether another try makes sense."""
    named = str(error.param or "").split(".")[0]
    if named not in options or named == "messages":
        return False
    if len(_refused) >= MAX_LEARNT:
        _refused.clear()
    endpoint = (server.base_url, server.model)
    _refused[endpoint] = (*_refused.get(endpoint, ()), named)
    return True


def _answer(reply: ChatMessage, request: Mapping[str, Any]) -> ModelAnswer:
    text = (reply.text or "")[:MAX_LETTERS]
    finish = reply.meta.get("finish_reason")
    used = _used(reply.meta.get("usage"), request, text)
    if finish == "content_filter":
        return {"error": "filtered"} | used
    if finish not in FINISHED:
        return _broken_off(request, text)
    return {"text": text, "finish": str(finish)} | used


def _broken_off(request: Mapping[str, Any], text: str) -> ModelAnswer:
    """Give no answer: without a reason why it ended, it may be the half of one."""
    return {"error": BROKEN_OFF} | _used(None, request, text)


def _used(usage: Any, request: Mapping[str, Any], text: str) -> ModelAnswer:
    """Count what was used; a server that does not tell is estimated, so that budgets hold."""
    reported = usage if isinstance(usage, Mapping) else getattr(usage, "__dict__", {})
    read = sum(len(message["text"]) for message in request["messages"])
    return {
        "tokens_in": _count(reported.get("prompt_tokens"), read),
        "tokens_out": _count(reported.get("completion_tokens"), len(text)),
    }


def _count(reported: object, letters: int) -> int:
    return (
        reported if isinstance(reported, int) and reported >= 0 else letters // LETTERS_OF_A_TOKEN
    )


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (openai.APITimeoutError, "timeout"),
    (openai.APIConnectionError, "unreachable"),
    (openai.RateLimitError, "rate_limited"),
    (openai.AuthenticationError, "wrong_key"),
    (openai.PermissionDeniedError, "wrong_key"),
    (openai.NotFoundError, "unknown_model"),
    (openai.InternalServerError, "server_error"),
    (openai.APIStatusError, "refused"),
    (openai.ContentFilterFinishReasonError, "filtered"),
)
_ON_THE_WAY = {"refused": "not_public", "timeout": "timeout", "bad_address": "unreachable"}


def _reason(error: Exception) -> str:
    if isinstance(error, RequestFailed):
        return _ON_THE_WAY.get(error.reason, "broken")
    return next((reason for kind, reason in _REASONS if isinstance(error, kind)), "broken")
