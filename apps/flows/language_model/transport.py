"""The wire below the model's client: the guarded way outwards, one request at a time."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager

import httpx
from django.conf import settings

from apps.platform.http.client import Limits, OutgoingRequest, RequestFailed, open_stream

LARGEST_ANSWER = 4 * 1024 * 1024
_KEPT = frozenset({"authorization", "content-type", "accept", "user-agent"})
"""Headers that a model server needs; the client's others tell of our machine."""
_PASSING = frozenset({"unreachable", "broken"})
"""Why a request failed that may do better the next time."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends what the client asks, without redirects, to addresses that are allowed for models."""

    def __init__(self, seconds: float) -> None:
        self._limits = Limits(
            seconds=seconds,
            bytes=LARGEST_ANSWER,
            redirects=0,
            private_network=settings.XIN_ALLOW_PRIVATE_MODELS,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give its answer, the body of which comes piece by piece."""
        headers = {name: value for name, value in request.headers.items() if name in _KEPT}
        outgoing = OutgoingRequest(request.method, str(request.url), headers, await request.aread())
        async with AsyncExitStack() as stack:
            with _as_httpx(request):
                answer = await stack.enter_async_context(open_stream(outgoing, self._limits))
            body = _Body(answer.body, request, stack.pop_all())
        sent = {name: value for name, value in answer.headers.items() if name not in _UNTRUE}
        return httpx.Response(answer.status, headers=sent, stream=body)


_UNTRUE = frozenset({"transfer-encoding", "content-length"})
"""The body comes as a whole, whatever it travelled in."""


class _Body(httpx.AsyncByteStream):
    """The body of one answer, and the connection that it comes on."""

    def __init__(
        self, pieces: AsyncIterator[bytes], request: httpx.Request, connection: AsyncExitStack
    ) -> None:
        self._pieces = pieces
        self._request = request
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx(self._request):
            async for piece in self._pieces:
                yield piece

    async def aclose(self) -> None:
        await self._connection.aclose()


@contextmanager
def _as_httpx(request: httpx.Request) -> Iterator[None]:
    """Let the client try again what may do better the next time."""
    try:
        yield
    except RequestFailed as failed:
        if failed.reason not in _PASSING:
            raise
        raise httpx.NetworkError(failed.reason, request=request) from failed
