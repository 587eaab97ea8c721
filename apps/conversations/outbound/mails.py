"""Sends the mails of flows. Their rows are what is to be done: a process may die at any moment."""

import asyncio
import smtplib
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.db.models.functions import Now

from apps.conversations.models import OutgoingMail
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.units import unit_of_work

SENT_AT_ONCE = 20
HELD_FOR = timedelta(minutes=2)
"""How long one process has to send what it took; the mail server is waited for 10 seconds."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 900))
"""Between attempts; after the last the mail is given up."""

logger = structlog.get_logger(__name__)


async def send_due_mails() -> None:
    """Send the mails whose time has come."""
    for mail in await unit_of_work(claim_due_mails)():
        problem = await asyncio.to_thread(_send, mail)
        await unit_of_work(note_attempt)(mail, problem)


def claim_due_mails() -> list[OutgoingMail]:
    """Take mails that nobody else sends, oldest first, and keep the others from them a while."""
    with system_scope("mails to send"):
        due = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, due_at__lte=Now())
        locked = due.order_by("due_at").select_for_update(skip_locked=True, of=("self",))
        claimed = list(locked[:SENT_AT_ONCE])
        OutgoingMail.objects.filter(id__in=[mail.id for mail in claimed]).update(
            due_at=Now() + HELD_FOR, attempts=F("attempts") + 1
        )
    return claimed


def message_id(mail: OutgoingMail) -> str:
    """Name the mail: the same at each attempt, so that a mail sent twice is known to be one."""
    return f"<{mail.id}@{urlsplit(settings.XIN_PUBLIC_URL).hostname}>"


def _send(mail: OutgoingMail) -> str:
    """Give it to the mail server; answer with what went wrong, or with nothing."""
    message = EmailMessage(
        mail.subject, mail.text, to=[mail.to], headers={"Message-ID": message_id(mail)}
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        return "refused" if all(code >= 500 for code in codes) else "unreachable"
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("mail_not_sent", mail=str(mail.id), error=type(error).__name__)
        return "unreachable"
    except ValueError:  # a header that cannot be written
        return "refused"
    return ""


def note_attempt(mail: OutgoingMail, problem: str) -> None:
    """Write down how it went, and when to try again."""
    with tenant_scope(mail.tenant_id):
        row = OutgoingMail.objects.filter(id=mail.id, state=OutgoingMail.State.WAITING)
        if not problem:
            row.update(state=OutgoingMail.State.SENT, sent_at=Now(), problem="")
        elif problem == "refused" or mail.attempts >= len(PAUSES):
            row.update(state=OutgoingMail.State.FAILED, problem=problem)
        else:
            row.update(due_at=Now() + PAUSES[mail.attempts], problem=problem)
