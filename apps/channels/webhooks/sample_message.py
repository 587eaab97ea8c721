"""A sample, sent to a tenant's own system as a message of the bot is, to see what comes back."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from asgiref.sync import async_to_sync
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.channels.accounts import open_account
from apps.channels.adapter import OutgoingMessage, SendFailed
from apps.channels.models import Channel
from apps.channels.registry import adapter_of
from apps.core.content import TextContent
from apps.core.errors import RateLimited
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event, User
from apps.tenants.workspaces.events import Verb, record_event

AT_ONCE = timedelta(minutes=1)
SAMPLES_AT_ONCE = 5
TEST_PERSON = "xin-test"
"""To whom a sample goes: nobody that a system of the tenant's knows."""

_REASONS = {
    "unreachable": gettext_lazy("It cannot be reached. Look at the address."),
    "refused": gettext_lazy(
        "Its address is none of the public internet, and nothing is posted anywhere else."
    ),
    "bad_address": gettext_lazy("Nothing can be posted to this address. Look at it again."),
    "redirects": gettext_lazy("It leads elsewhere. Write the address that it leads to."),
    "timeout": gettext_lazy("It did not answer within 15 seconds. It may have taken the message."),
    "too_large": gettext_lazy("Its answer is longer than 64 KiB. A short one is enough."),
    "broken": gettext_lazy("It broke off before it answered. It may have taken the message."),
    "http_401": gettext_lazy("It answered with status 401. Does it know the newest secret?"),
    "http_403": gettext_lazy("It answered with status 403. Does it know the newest secret?"),
    "http_404": gettext_lazy("It answered with status 404. Look at the path of the address."),
}


def send_sample(channel: Channel, actor: User) -> str:
    """Send a sample and give the code of why it was not taken, which is empty when it was.

    Raises:
        RateLimited: several were sent just now.
    """
    _check_pace(channel, actor)
    try:
        async_to_sync(adapter_of(channel.kind).send)(open_account(channel), _sample())
    except SendFailed as failed:
        return failed.reason
    return ""


def outcome_in_words(reason: str) -> str:
    """Say what came of a sample."""
    if not reason:
        return _("It was accepted.")
    status = reason.removeprefix("http_")
    if status != reason and reason not in _REASONS:
        return _("It answered with status %s.") % status
    return str(_REASONS.get(reason, _REASONS["broken"]))


def _sample() -> OutgoingMessage:
    return OutgoingMessage(
        id=uuid4(),
        conversation_id=uuid4(),
        address=TEST_PERSON,
        seq=1,
        author="bot",
        content=TextContent(text=_("This is a test. Nobody said it.")),
        at=datetime.now(UTC),
    )


def _check_pace(channel: Channel, actor: User) -> None:
    with tenant_scope(channel.tenant_id):
        tested = Event.objects.filter(verb=Verb.TESTED, object_id=str(channel.id))
        if tested.filter(at__gt=timezone.now() - AT_ONCE).count() >= SAMPLES_AT_ONCE:
            raise RateLimited(_("That was tried often just now. Wait a minute."))
        record_event(actor, Verb.TESTED, channel)
