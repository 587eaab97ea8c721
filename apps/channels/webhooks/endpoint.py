"""The endpoint of providers: verify, store, and only then say *yes*."""

from datetime import UTC, datetime

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.channels.accounts import open_account
from apps.channels.adapter import ProviderRequest
from apps.channels.queries import access_provider_channel
from apps.channels.registry import adapter_of
from apps.channels.webhooks.inbox import store_events
from apps.core.errors import TooLarge, Unavailable, XinError
from apps.platform.db.units import unit_of_work

MAX_BYTES = 1024 * 1024

logger = structlog.get_logger(__name__)


@csrf_exempt  # what comes is signed, and no browser sends it
@require_POST
async def receive(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a request of a provider; 2xx means that its events are kept for good."""
    try:
        posted = _read(request)
        await unit_of_work(take)(public_id, posted)
    except XinError as error:
        return JsonResponse(error.as_dict(), status=error.status)
    except DatabaseError as error:
        logger.warning("webhook_not_kept", error=type(error).__name__)
        away = Unavailable("This cannot be kept now. Send it again.")
        return JsonResponse(away.as_dict(), status=away.status)
    return JsonResponse({})


def take(public_id: str, posted: ProviderRequest) -> None:
    """Keep what the provider of a channel posted.

    Raises:
        NotFound: no active channel of a provider goes by this id.
        Unauthenticated: its provider did not send this.
    """
    channel = access_provider_channel(public_id)
    adapter = adapter_of(channel.kind)
    adapter.check(open_account(channel), posted)
    store_events(channel, adapter.split(posted))


def _read(request: HttpRequest) -> ProviderRequest:
    try:
        body = request.body
    except RequestDataTooBig:
        body = None
    if body is None or len(body) > MAX_BYTES:
        raise TooLarge("This is larger than 1 MiB. Send fewer events at once.")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return ProviderRequest(headers, body, datetime.now(UTC))
